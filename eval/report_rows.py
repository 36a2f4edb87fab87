"""One answer of a report: what was answered and cited on the left, what should have been on the right."""

from __future__ import annotations

from html import escape

from eval.datatypes import Question, Row
from eval.matching import normalise, strip_markers

_STATUS = {"answered": "已作答", "not_found": "未找到", "refused": "拒答", "error": "出错"}


def article(row: Row) -> str:
    """An `<article>`; every text in it is escaped."""
    question = row.question
    history = "".join(f'<p class="soft">此前问：{escape(turn)}</p>' for turn in question.history)
    reason = f'<p class="reason">{escape(row.reason)}</p>' if row.reason else ""
    return (
        f"<article>\n<h3><small>{escape(question.id)}</small>{escape(question.q)}</h3>\n{history}{reason}\n"
        f'<div class="sides">\n<div>{_given(row)}</div>\n<div>{_wanted(row)}</div>\n</div>\n</article>'
    )


def _given(row: Row) -> str:
    """The answer, its citations, the figures that no citation holds."""
    head = f"<h4>回答（{_STATUS[row.status]}，{row.length} 字）</h4>"
    parts = [head, f'<div class="text">{escape(row.answer) or "（无）"}</div>']
    if row.citations:
        parts.append("<h4>出处</h4>")
    for n, citation in enumerate(row.citations, start=1):
        parts.append(
            f'<blockquote><cite>[{n}] {escape(citation.source)}</cite><span class="text">'
            f"{escape(citation.text)}</span></blockquote>"
        )
    if row.unborne:
        parts.append(f'<h4>所引原文中没有的数字</h4><div class="text">{escape("、".join(row.unborne))}</div>')
    return "\n".join(parts)


def _wanted(row: Row) -> str:
    """What the answer has to say, each part marked as said or missing, and what it has to cite."""
    question = row.question
    if not question.answerable:
        return "<h4>应答</h4><div>资料中没有，应当拒答。</div>"
    parts = [f"<h4>应有{_needed(question)}</h4><ul>{_groups(row)}</ul>"]
    if question.must_not:
        parts.append(f'<h4>不应有</h4><div class="text">{escape("；".join(question.must_not))}</div>')
    parts.append(f"<h4>应引（{'已引' if row.cited else '未引'}）</h4>")
    parts += [
        f'<blockquote class="gold"><span class="text">{escape(snippet)}</span></blockquote>'
        for snippet in question.cite
    ]
    return "\n".join(parts)


def _needed(question: Question) -> str:
    return "" if question.min_groups is None else f"（{question.min_groups} 项即可）"


def _groups(row: Row) -> str:
    text = normalise(strip_markers(row.answer))
    lines = []
    for group in row.question.must:
        said = any(text.contains(option) for option in group)
        words = escape(" / ".join(group))
        lines.append(f"<li>✓ {words}</li>" if said else f'<li class="missing">✗ {words}</li>')
    return "".join(lines)
