"""Tables and wrong answers as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from eval.datatypes import Row, Summary
from eval.runner import TOTAL
from eval.scoring import MEASURE_NAMES

TYPE_NAMES = {
    "responsibility": "责任单位",
    "reverse": "单位任务",
    "target": "指标",
    "deadline": "期限",
    "method": "举措",
    "definition": "释义",
    "list": "列举",
    "filter": "筛选",
    "count": "计数",
    "member": "人员",
    "compare": "比较",
    "document": "文件信息",
    "fact": "事实",
    "followup": "追问",
    "unanswerable": "资料未载",
    TOTAL: "合计",
}
HEADER = (
    "题型",
    "题数",
    "答对",
    "引用对",
    "对且引对",
    "引文覆盖",
    "拒对",
    "误拒",
    "数字有据",
    "出错",
    "字数",
    "p50毫秒",
    "p95毫秒",
)
_SHOWN_CITATIONS = 3


def summary_table(summaries: Sequence[Summary]) -> str:
    """One line per type and the total; see `HEADER`. Lengths are medians, in characters."""
    return table([HEADER, *(summary_cells(summary) for summary in summaries)])


def summary_cells(summary: Summary) -> tuple[str, ...]:
    """A line of the table; see `HEADER`."""
    answerable, unanswerable = summary.answerable, summary.questions - summary.answerable
    recall = summary.measure("citation_recall")
    return (
        TYPE_NAMES[summary.type],
        str(summary.questions),
        str(summary.right),
        str(summary.cited) if recall else "-",
        str(summary.right_and_cited) if recall else "-",
        f"{recall.mean:.0%}" if recall else "-",
        f"{summary.refused_rightly}/{unanswerable}" if unanswerable else "-",
        f"{summary.refused_wrongly}/{answerable}" if answerable else "-",
        f"{summary.figures_borne}/{summary.figures}" if summary.figures else "-",
        str(summary.errors),
        str(summary.median_length),
        f"{summary.p50:.1f}",
        f"{summary.p95:.1f}",
    )


def measure_table(summaries: Sequence[Summary]) -> str:
    """The measures of the total: number of questions that each says something about, mean, 95 % interval."""
    rows = [("度量", "题数", "平均", "95% 区间")]
    for measure in summaries[-1].measures:
        interval = f"{measure.low:.1%}–{measure.high:.1%}"
        rows.append((MEASURE_NAMES[measure.name], str(measure.questions), f"{measure.mean:.1%}", interval))
    return table(rows)


def headline(system: str, set_name: str, total: Summary) -> str:
    """One line: the share of right answers with its interval, and how many cite rightly where the system cites."""
    low, high = total.interval
    share = total.right / total.questions if total.questions else 0.0
    cited = f"，对且引对 {total.right_and_cited}/{total.answerable}" if total.measure("citation_recall") else ""
    return (
        f"{system} · {set_name}：答对 {total.right}/{total.questions}（{share:.1%}，"
        f"95% 区间 {low:.1%}–{high:.1%}）{cited}"
    )


def row_text(row: Row) -> str:
    """One answer beside its gold, for reading."""
    question = row.question
    lines = [f"{'✓' if row.right else '✗'} {question.id} [{TYPE_NAMES[question.type]}] {question.q}"]
    lines += [f"  此前问：{turn}" for turn in question.history]
    answer = _one_line(row.answer)
    lines.append(f"  答（{row.status}，{row.length} 字，{row.milliseconds:.1f} 毫秒）：{answer}")
    if row.reason:
        lines.append(f"  原因：{row.reason}")
    if question.answerable:
        snippets = "；".join(question.cite[:_SHOWN_CITATIONS])
        lines.append("  应有：" + "；".join(" / ".join(group) for group in question.must))
        lines.append(f"  {'引用对' if row.cited else '引用不对'}，应引：{snippets}")
    for citation in row.citations[:_SHOWN_CITATIONS]:
        lines.append(f"  引：{citation.source}｜{_one_line(citation.text)}")
    if row.unborne:
        lines.append(f"  引文中没有的数字：{'、'.join(row.unborne)}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def table(rows: Iterable[Sequence[str]]) -> str:
    """Columns of equal width, the first one flush left; wide characters count two."""
    lines = list(rows)
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(_padded(line, widths)) for line in lines)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    gaps = [" " * (width - display_width(cell)) for cell, width in zip(line, widths, strict=True)]
    return [line[0] + gaps[0], *(gap + cell for gap, cell in zip(gaps[1:], line[1:], strict=True))]


def display_width(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
