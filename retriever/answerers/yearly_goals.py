"""Goals that a plan sets by periods (「1.2023年9月至2024年8月。」), asked for by order: 「头一年和第二年的目标」."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.datatypes import Clause
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_YEARS = (re.compile("第一个?年|头一?年|前一年|首年"), re.compile("第二个?年|后一年|次年"), re.compile("第三个?年"))
_STEPS = (
    re.compile("第一(?:个)?(?:阶段|步)|前一(?:个)?(?:阶段|步)"),
    re.compile("第二(?:个)?(?:阶段|步)|后一(?:个)?(?:阶段|步)"),
    re.compile("第三(?:个)?(?:阶段|步)"),
)
_SEVERAL = re.compile("(?:[两三]年|[两三](?:个)?(?:阶段|步|段))")
_GOAL = re.compile("目标|要求|要?过[^，。？]{0,3}关|达到|干成|做成")
_NAMED_GOAL = re.compile("目标")
_PERIOD = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月)?\s?[—\-–~至到]+\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:底|末|前)?|到?\d{4}年(?:\d{1,2}月)?(?:底|末|前)?"
)
_LONGEST = 300  # characters told of a period
_FEWEST = 2


def answer_yearly_goals(query: Query, reader: Reader) -> Draft:
    """What a plan means to reach in the periods that a question counts; nothing unless one plan has such goals."""
    if query.within or not _GOAL.search(query.text):
        return NOTHING
    by_step = _NAMED_GOAL.search(query.text) is not None  # 「第二阶段」 alone is one of carrying the plan out
    asked = _asked(query.text, _YEARS) or (_asked(query.text, _STEPS) if by_step else [])
    several = bool(_SEVERAL.search(query.text)) and by_step and query.kind == "compare"
    if not asked and not several:
        return NOTHING
    rows = [(doc_id, row) for doc_id in sorted(query.scope.doc_ids) for row in _rows(reader, doc_id)]
    if len(rows) != 1 or (asked and max(asked) >= len(rows[0][1])):
        return NOTHING
    doc_id, row = rows[0]
    lines = [_line(reader, doc_id, row[index]) for index in asked or range(len(row))]
    return Draft(tuple(lines), (), 1.0, explained=True)


def _asked(text: str, ordinals: tuple[re.Pattern[str], ...]) -> list[int]:
    """The places in a row that a question names, from 0."""
    return [index for index, ordinal in enumerate(ordinals) if ordinal.search(text)]


def _rows(reader: Reader, doc_id: str) -> Iterator[list[Clause]]:
    """Numbered items below a heading of goals that are headed by nothing but a period of time."""
    for above in reader.document(doc_id).parsed.clauses:
        if not above.heading or not _NAMED_GOAL.search(above.heading):
            continue
        row = [child for child in reader.children(doc_id, above) if child.number and child.heading]
        if len(row) >= _FEWEST and all(_PERIOD.fullmatch(child.heading.strip(" 。：:")) for child in row):
            yield row


def _line(reader: Reader, doc_id: str, clause: Clause) -> Statement:
    own = reader.own_text(doc_id, clause).strip()
    told = own.removeprefix(clause.number).strip()
    end = clause.start + len(own)
    if len(told) > _LONGEST:
        told = f"{told[: told.rfind('，', 0, _LONGEST)]}…"
    return Statement(told.rstrip("。") + "。", (Evidence(doc_id, clause.index, clause.start, end),))
