"""One HTML file for the runs of a set: bars per type, measures, wrong answers beside gold. No outside assets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from eval.datatypes import Measure, Row, Summary
from eval.report_rows import article
from eval.runner import TOTAL, summarise
from eval.scoring import MEASURE_NAMES
from eval.tables import HEADER, TYPE_NAMES, headline, summary_cells

_STYLE_FILE = Path(__file__).parent / "data" / "report.css"
_LEGEND = (
    '<p class="soft legend"><span><i class="both"></i>答对且引用对（拒对）</span> '
    '<span><i class="right"></i>答对</span> <span><i class="line"></i>答对率的 95% 区间</span></p>'
)


def write_report(path: Path, set_name: str, runs: Mapping[str, Sequence[Row]], *, show_questions: bool = True) -> Path:
    """Write the report of one set and return its path.

    Args:
        path: The HTML file; its folder is made if missing.
        set_name: Name of the set.
        runs: Rows by system; the wrong answers shown are those of the first.
        show_questions: False leaves the questions out, as a holdout set needs.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_report(set_name, runs, show_questions=show_questions), encoding="utf-8")
    return path


def render_report(set_name: str, runs: Mapping[str, Sequence[Row]], *, show_questions: bool = True) -> str:
    """The report as a whole HTML document; texts of questions, answers and documents are escaped."""
    first = next(iter(runs.values()), ())
    wrong = [row for row in first if not row.right] if show_questions else []
    linked: set[str] = {row.question.type for row in wrong}
    sections = [
        _system_section(name, set_name, summarise(rows), linked if rows is first else ())
        for name, rows in runs.items()
    ]
    date = datetime.now().astimezone().isoformat(timespec="minutes")
    title = f"政答评测：{escape(set_name)}"
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="zh-CN">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>\n{_STYLE_FILE.read_text(encoding='utf-8')}</style></head>",
            f'<body>\n<h1>{title}</h1>\n<p class="soft">{date}</p>',
            *sections,
            _wrong_section(wrong) if show_questions else "",
            "</body></html>\n",
        )
    )


def _system_section(name: str, set_name: str, summaries: Sequence[Summary], linked: Collection[str]) -> str:
    bars = "\n".join(_bar(summary, linked=summary.type in linked) for summary in summaries)
    return (
        f"<section>\n<h2>{escape(headline(name, set_name, summaries[-1]))}</h2>\n{_LEGEND}\n"
        f'<div class="bars">\n{bars}\n</div>\n'
        f"{_measures(summaries[-1].measures)}\n{_details(summaries)}\n</section>"
    )


def _bar(summary: Summary, *, linked: bool) -> str:
    """A type: its name, leading to its wrong answers when there are some, a bar, and the share of right answers."""
    questions = max(1, summary.questions)
    # A right refusal has nothing to cite: it counts as both.
    both = (summary.right_and_cited + summary.refused_rightly) / questions
    right = summary.right / questions
    low, high = summary.interval
    label = TYPE_NAMES[summary.type]
    name = f'<a href="#{summary.type}">{label}</a>' if linked else f"<b>{label}</b>"
    return (
        f'<div{" class=total" if summary.type == TOTAL else ""}>{name}'
        f'<div class="track" role="img" aria-label="答对 {right:.0%}">'
        f'<span class="right" style="width:{right:.1%}"></span>'
        f'<span class="both" style="width:{both:.1%}"></span>'
        f'<span class="interval" style="left:{low:.1%};width:{high - low:.1%}"></span></div>'
        f'<div class="figure">{summary.right}/{summary.questions} {right:.0%}</div></div>'
    )


def _measures(measures: Sequence[Measure]) -> str:
    """Each measure with its mean and interval."""
    if not measures:
        return ""
    rows = "\n".join(
        f"<tr><td>{MEASURE_NAMES[measure.name]}</td><td>{measure.mean:.1%}</td>"
        f"<td>{measure.low:.1%}–{measure.high:.1%}</td><td>{measure.questions}</td></tr>"
        for measure in measures
    )
    head = "<tr><th>度量</th><th>平均</th><th>95% 区间</th><th>题数</th></tr>"
    return f'<h2>各项度量</h2>\n<div class="scroll"><table class="measures">\n{head}\n{rows}\n</table></div>'


def _details(summaries: Sequence[Summary]) -> str:
    """The table of the command line."""
    head = "".join(f"<th>{column}</th>" for column in HEADER)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in summary_cells(summary)) + "</tr>" for summary in summaries
    )
    return (
        f'<details><summary class="soft">各题型的全部数字</summary>\n'
        f'<div class="scroll"><table>\n<tr>{head}</tr>\n{rows}\n</table></div></details>'
    )


def _wrong_section(rows: Sequence[Row]) -> str:
    """The wrong answers, type by type."""
    parts = [f"<section>\n<h2>答错的题（{len(rows)}）</h2>"]
    for name in dict.fromkeys(row.question.type for row in rows):
        own = [row for row in rows if row.question.type == name]
        articles = "\n".join(article(row) for row in own)
        parts.append(
            f'<details open class="type" id="{name}"><summary>{TYPE_NAMES[name]}（{len(own)}）</summary>\n'
            f"{articles}\n</details>"
        )
    return "\n".join([*parts, "</section>"])
