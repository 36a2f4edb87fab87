"""Time limits that a note sets for every task without one: 「未注明时限的，均应于2025年底前完成」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.datatypes import AnyFact, Clause, Deadline, Responsibility

_LIMIT = "(?:完成|办结|办理|整改|具体|工作|明确)?(?:的)?(?:时限|时间|期限|日期|节点|时间节点|时限要求|进度)"
_UNNAMED = (
    r"(?:未|没有|无)(?:特别|单独|另行|专门|具体|明确)?(?:注明|标注|标明|列明|写明|明确|规定|载明|填写|要求)?"
    rf"{_LIMIT}"
    r"(?:要求)?的?(?:各项)?(?:任务|事项|工作|项目|措施|举措)?"
)
_EXCEPT = r"除[^，。；\n法约]{0,12}?(?:注明|说明|标注|标明|列明|时限|时间|期限)[^，。；\n]{0,8}?外"
_ALL = (
    r"(?:各项|所有|全部|以上|上述|年度|全年|本?(?:表|清单|方案|台账)(?:中|内|所列)?(?:各项|全部|的)*|其余|其他)"
    r"(?:重点|主要|目标|工作)?(?:任务|工作|目标|事项|项目|举措|措施)[^，。；\n]{0,6}?(?:均|一律|全部|统一|都|原则上)"
)
_DAY = (
    r"(?:(?:20\d{2}年|今年|本年|当年|明年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末]|[上中下]旬|第?[一二三四]季度末?)?(?:之?内|之?前|以前)?"
    r"|年[底末](?:之?前|以前)?|年内|\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)?(?:之?前|以前|底)"
    r"|(?:全年|长期|常年|常态化)(?:持续)?(?:推进|坚持|开展|任务|工作)?|持续推进)"
)
_NOTE = re.compile(
    rf"(?P<all>(?:{_UNNAMED}|{_EXCEPT})[，,]?(?:其他|其余)?(?:各项)?(?:任务|事项|工作)?|{_ALL})(?P<between>[^。；\n]{{0,24}}?)"
    rf"(?:于|在|为|是|按照?|截至|到|至|均|须|应|需|要|(?<=任务)|(?<=外，))(?P<due>{_DAY})"
)
# A date of its own in an item, read as no deadline: 「2025年10月起试运行」, 「覆盖率2027年达到95%」, 「（2027年）」.
_OWN_DATE = re.compile(
    r"20\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[起）)底末]|年?[底末]|达|实现|完成|建成|提高|提升|降)|五”?(?:首年|开局之年)"
)


@dataclass(frozen=True)
class DefaultLimit:
    """A note's time limit with its clean span; `everywhere` where it names exceptions, so that it binds all tasks."""

    start: int
    end: int
    due: str
    everywhere: bool


def find_default_limit(text: str) -> DefaultLimit | None:
    """The time limit that a note in `text` sets for the tasks without one; None where none does."""
    for match in _NOTE.finditer(text):
        if "已" in match["between"]:
            continue
        if re.search(rf"^(?:{_UNNAMED}|{_EXCEPT})", match["all"]):
            return DefaultLimit(match.start(), match.end(), match["due"], everywhere=True)
        if re.match(r"[^。；\n]{0,8}(?:完成|完工|竣工|办结|落实|见效|到位|销号)", text[match.end() : match.end() + 16]):
            return DefaultLimit(match.start(), match.end(), match["due"], everywhere=False)
    return None


def with_default_limit(
    facts: Sequence[AnyFact], clauses: Sequence[Clause], text: str, apart: Sequence[tuple[int, int]] = ()
) -> list[AnyFact]:
    """The facts with the note's time limit for each task of a table, or numbered item, that has none of its own.

    A stage of a schedule (四季度) gives way to the note, and so does what was read from the note itself. A note inside
    the spans `apart` speaks of its own section alone, and is read there.
    """
    limit = find_default_limit(text)
    if limit is None or any(start <= limit.start < end for start, end in apart):
        return list(facts)
    kept = [fact for fact in facts if not (isinstance(fact, Deadline) and _gives_way(fact, limit, clauses))]
    dated = {fact.clause for fact in kept if isinstance(fact, Deadline)}
    added: list[AnyFact] = []
    for fact in kept:
        if not isinstance(fact, Responsibility) or fact.clause in dated:
            continue
        kind = clauses[fact.clause].kind
        told = text[clauses[fact.clause].start : clauses[fact.clause].end]
        numbered = kind in ("item", "heading") and fact.item and not _OWN_DATE.search(told)
        if kind == "table_row" or (limit.everywhere and numbered):
            dated.add(fact.clause)
            added.append(Deadline(fact.clause, limit.start, limit.end, fact.subject, fact.item, limit.due))
    return [*kept, *added]


def _gives_way(fact: Deadline, limit: DefaultLimit, clauses: Sequence[Clause]) -> bool:
    holder = clauses[fact.clause]
    from_note = fact.start < limit.end and limit.start < fact.end and holder.start <= limit.start < holder.end
    return from_note or re.fullmatch("第?[一二三四1-4]季度|[上下]半年", fact.due) is not None
