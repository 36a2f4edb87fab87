"""Stages, steps and items named by their place in a row: the next one, the last one, the second one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.datatypes import Clause
from ingest.numerals import parse_number
from retriever.datatypes import Evidence
from retriever.lexicon import Lexicon

_UNITS = "阶段|步骤|步|项|环节|条|点"
NEXT = re.compile(
    rf"(?P<last>最后|末)(?:的)?(?:那一个|一个|那个|那一|个|一)?(?P<of>{_UNITS})?(?=[呢是从到要什叫干做怎何的主，,？?]|$)"
    rf"|(?P<way>再?(?:[下上]|(?:往|朝|它的?)?[前后](?=一个|个|一(?:阶段|步|环节|项|条))))(?:一个|面(?:的)?(?:那)?一?个|面那一?|个|一)(?P<unit>{_UNITS})?"
    rf"|(?P<where>再?(?:往)?(?:后面|之后|接下来|接着|前面|之前))(?:的|那|是)*(?:一)?(?:个)?(?P<kind>{_UNITS})?(?=[呢是到要什叫干做怎何的，,？?]|$)"
)
_PLACED = 14  # characters of a question in which 「后面呢」 means the next of a row
_ALONE = re.compile(rf"^那?(?:再?[下上]|再?往?[前后]|最后)(?:一个|个|一)(?:{_UNITS})?(?:呢|是什么|是啥|是哪个)?$")
_NTH = re.compile(
    r"(?:第(?P<number>[一二三四五六七八九十]|\d{1,2})(?:个)?|(?P<end>最后|最末|末|头|最先|起初|最初)(?:的)?(?:那)?一?个?)"
    r"(?:(?:步|阶段|个)?的?(?:工作|主要|总体)?(?P<below>目标|原则|趋势)|(?P<unit>阶段|步骤|步|环节))"
)
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十]|\d{1,2})(?:个)?(?:年度?|阶段|步骤?|环节|期|批)")
_MONTH = re.compile(r"20\d{2}年\d{1,2}月")
_STAGES = ("阶段", "步骤", "环节")  # what a row of stages may be called where a question says 步
_ROW = 2  # headings that share a unit from which they are a row of stages


@dataclass(frozen=True)
class Step:
    """A clause reached by its place in a row; `clause` is None where the row ends before it."""

    doc_id: str
    clause: Clause | None
    rest: str

    @property
    def evidence(self) -> Evidence | None:
        """The clause as evidence."""
        if self.clause is None:
            return None
        return Evidence(self.doc_id, self.clause.index, self.clause.start, self.clause.end)


def asks_for_next(question: str) -> bool:
    """Whether a question asks for the next, the one before, or the last of a row that was spoken of."""
    match = NEXT.search(question)
    if match is None:
        return False
    return not match.group("where") or bool(match.group("kind")) or len(question) <= _PLACED


def leads_nowhere(question: str) -> bool:
    """Whether a question is nothing but 「下一个阶段呢」, which means nothing where no row was spoken of."""
    return _ALONE.match(question) is not None


def next_in_line(question: str, answered: Iterable[Evidence], lexicon: Lexicon) -> Step | None:
    """The clause before, behind or at the end of the row in which an earlier answer stood; None for no such row."""
    match = NEXT.search(question)
    if match is None:
        return None
    unit = match.group("of") or match.group("unit") or match.group("kind") or ""
    rest = (question[: match.start()] + question[match.end() :]).strip("？?，, 那呢再")
    for evidence in answered:
        clauses = lexicon.documents[evidence.doc_id].parsed.clauses
        clause: Clause | None = clauses[evidence.clause]
        while clause is not None:
            row = _row_of(clause, clauses, unit)
            if len(row) >= _ROW and clause in row:
                wanted = row.index(clause) + (
                    -1 if re.search("上|前", match.group("way") or match.group("where") or "") else 1
                )
                wanted = len(row) - 1 if match.group("last") else wanted
                return Step(evidence.doc_id, row[wanted] if 0 <= wanted < len(row) else None, rest)
            clause = clauses[clause.parent] if clause.parent is not None else None
    return None


def _row_of(clause: Clause, clauses: tuple[Clause, ...], unit: str) -> list[Clause]:
    """The clauses that stand in one row with a clause: its siblings, or all items whose numbers run on."""
    row = [other for other in clauses if other.parent == clause.parent and other.heading and other.number]
    if unit == "步":
        unit = next((name for name in _STAGES if name in clause.heading), unit)
    if unit in ("阶段", "步骤", "步", "环节"):
        return [other for other in row if unit in other.heading] if unit in clause.heading else []
    digits = re.match(r"\d+", clause.number)
    if digits and unit in ("项", "条", "", "点"):
        items = [other for other in clauses if re.match(r"\d+", other.number) and other.heading]
        numbers = [int(re.match(r"\d+", other.number).group(0)) for other in items]  # type: ignore[union-attr]
        position = items.index(clause) if clause in items else -1
        if position >= 0:
            first = last = position
            while first and numbers[first - 1] == numbers[first] - 1:
                first -= 1
            while last + 1 < len(items) and numbers[last + 1] == numbers[last] + 1:
                last += 1
            return items[first : last + 1]
    return row


def nth_beside(question: str, before: str, answered: Iterable[Evidence], lexicon: Lexicon) -> Step | None:
    """The clause that 「第二步呢」 names behind 「第一步…」, in the row where the answer to that stood as the first."""
    wanted, told = _ORDINAL.search(question), _ORDINAL.search(before)
    if wanted is None or told is None or not (wanted["number"] and told["number"]):
        return None
    first, number = (int(parse_number(match["number"]) or 0) for match in (told, wanted))
    for evidence in answered:
        clauses = lexicon.documents[evidence.doc_id].parsed.clauses
        row = _row_of(clauses[evidence.clause], clauses, "")
        if max(first, number) <= len(row) and number and row[first - 1] is clauses[evidence.clause]:
            return Step(evidence.doc_id, row[number - 1], question[wanted.end() :].strip("？?，, 呢"))
    return None


def nth_stage(question: str, doc_ids: Iterable[str], lexicon: Lexicon) -> Step | None:
    """The clause that 「第二阶段」 names, where one document in question has one row of stages."""
    match = _NTH.search(question)
    if match is None or len(set(_NTH.findall(question))) > 1:
        return None  # two stages set beside each other
    number = int(parse_number(match["number"]) or 0) if match["number"] else 0
    unit = match["unit"] or match["below"]
    units = _STAGES if unit == "步" else (unit,)
    rows: list[tuple[str, list[Clause]]] = []
    for doc_id in sorted(doc_ids):
        by_parent: dict[int | None, list[Clause]] = {}
        clauses = lexicon.documents[doc_id].parsed.clauses
        for clause in clauses:
            above = clauses[clause.parent].heading if match["below"] and clause.parent is not None else ""
            named = clause.heading and any(name in clause.heading or above.endswith(name) for name in units)
            if clause.number and (named or (above and above.endswith(unit))):
                by_parent.setdefault(clause.parent, []).append(clause)
        rows += [(doc_id, row) for row in by_parent.values() if len(row) >= _ROW]
    if len(rows) != 1:
        return None
    doc_id, row = rows[0]
    if any(match.group(0) in clause.heading for clause in row):
        return None  # the heading itself counts: 「第二阶段：…」
    rest = question[match.end() :].strip("？?，, 呢")
    if match["end"]:
        number = len(row) if "末" in match["end"] or match["end"] == "最后" else 1
    stage = row[number - 1] if 0 < number <= len(row) else None
    if stage is not None and any(month not in stage.heading for month in _MONTH.findall(question)):
        return None  # 「第一步，2023年9月到2024年8月」 means what has this time, not the first stage of a plan
    return Step(doc_id, stage, rest)
