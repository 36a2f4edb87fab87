"""One HTML file for a run: shares per type as bars, wrong answers beside gold and citation. No outside assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from eval.datatypes import Row, Summary
from eval.runner import summarise
from eval.tables import TYPE_NAMES, headline

_STYLE = """
:root { color-scheme: light dark; --right: #2f7d4f; --cited: #7fb894; --rest: #8884; --wrong: #b3392f; }
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 68rem;
  margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--rest); }
th:first-child, td:first-child, td.bar { text-align: left; }
td.bar { width: 30%; }
.track { background: var(--rest); height: .9rem; position: relative; }
.track span { display: block; height: 100%; position: absolute; left: 0; top: 0; background: var(--cited); }
.track span.both { background: var(--right); }
article { border: 1px solid var(--rest); border-left: .3rem solid var(--wrong);
  padding: .5rem 1rem; margin: 1rem 0; }
article h3 { margin: 0; font-size: 1rem; }
dl { display: grid; grid-template-columns: 5rem 1fr; gap: .2rem 1rem; margin: .5rem 0 0; }
dt { opacity: .7; } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
"""
_COLUMNS = ("题型", "深色：答对且引用对", "题数", "答对", "引用对", "拒对", "误拒", "字数", "p50 毫秒", "p95 毫秒")


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
    sections = [_system_section(name, set_name, summarise(rows)) for name, rows in runs.items()]
    if show_questions:
        first = next(iter(runs.values()), ())
        sections.append(_wrong_section([row for row in first if not row.right]))
    date = datetime.now().astimezone().isoformat(timespec="minutes")
    title = f"政答评测：{escape(set_name)}"
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="zh-CN">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
            f"<title>{title}</title>",
            f"<style>{_STYLE}</style></head>",
            f"<body><h1>{title}</h1><p>{date}</p>",
            *sections,
            "</body></html>\n",
        )
    )


def _system_section(name: str, set_name: str, summaries: Sequence[Summary]) -> str:
    head = "".join(f"<th>{column}</th>" for column in _COLUMNS)
    body = "\n".join(_summary_row(summary) for summary in summaries)
    return (
        f"<section>\n<h2>{escape(headline(name, set_name, summaries[-1]))}</h2>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</section>"
    )


def _summary_row(summary: Summary) -> str:
    questions = max(1, summary.questions)
    unanswerable = summary.questions - summary.answerable
    # A right refusal has nothing to cite: it counts as both.
    both = (summary.right_and_cited + summary.refused_rightly) / questions
    right = summary.right / questions
    bar = (
        f'<div class="track" role="img" aria-label="答对 {right:.0%}"><span style="width:{right:.1%}"></span>'
        f'<span class="both" style="width:{both:.1%}"></span></div>'
    )
    cells = (
        str(summary.questions),
        f"{summary.right}（{right:.0%}）",
        str(summary.cited) if summary.answerable else "–",
        f"{summary.refused_rightly}/{unanswerable}" if unanswerable else "–",
        f"{summary.refused_wrongly}/{summary.answerable}" if summary.answerable else "–",
        str(summary.median_length),
        f"{summary.p50:.1f}",
        f"{summary.p95:.1f}",
    )
    figures = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><td>{TYPE_NAMES[summary.type]}</td><td class="bar">{bar}</td>{figures}</tr>'


def _wrong_section(rows: Sequence[Row]) -> str:
    articles = "\n".join(_article(row) for row in rows)
    return f"<section>\n<h2>答错的题（{len(rows)}）</h2>\n{articles}\n</section>"


def _article(row: Row) -> str:
    question = row.question
    parts = [("此前问", turn) for turn in question.history]
    parts += [("回答", row.answer or "（无）"), ("原因", row.reason)]
    if question.answerable:
        parts.append(("应有", "\n".join(" / ".join(group) for group in question.must)))
        parts.append(("应引", "\n".join(question.cite)))
    for n, citation in enumerate(row.citations, start=1):
        parts.append((f"出处 {n}", f"{citation.source}\n{citation.text}"))
    if row.unborne:
        parts.append(("无据数字", "、".join(row.unborne)))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in parts)
    heading = f"{escape(question.id)} · {TYPE_NAMES[question.type]} · {escape(question.q)}"
    return f"<article>\n<h3>{heading}</h3>\n<dl>{listed}</dl>\n</article>"
