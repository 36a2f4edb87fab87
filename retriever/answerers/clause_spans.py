"""Cut a sentence into its parallel clauses: those that each hold a figure, or those between semicolons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.reader import segments

_LEAD = 80  # characters of an opening that is told with each clause
_TAIL = 40  # characters behind the last figure that are told with it
_SHORTER = 0.65  # of the length of the clause before it, up to which one may leave out what that names
_LIKE = 1.5  # of the same, where that one leaves it out already
YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百两]+(?:个|家|名|项|处|次|台|座|条|户|人|年|类|级|所|成|倍)")
_UNIT = re.compile(r"\d([万亿千百]?[^\d，；。、.])")
_LABEL = re.compile(r"^[^，；：]{1,12}方面：$")  # names a field and announces nothing
_DATED = re.compile(r"(?:力争|争取|确保)?(?:到|至|截至|在)?20\d{2}年[^，；。\d]{0,6}，")
_OF_YEAR = re.compile(r"(?:到|至)?20\d{2}年")
_RESTS_ON_NEXT = re.compile(
    "(?:的|时|后|前|期间|基础上|之日起|起|情况下|以来|为止)，$|^(?:对|对于|按|按照|由|自|从|凡)[^，；]+(?:的|中|起|内)?，$"
)
_RESTS_ON_LAST = re.compile(
    "其中|且|并|也|还|又|再|而|最高|最低|最多|最少|最长|上限|封顶|单个|单项|同比|增长|下降|较|比|占|按|给予|一次性|分别|累计|合计|共"
    "|不超过|不低于|不少于|达到|提高[到至]|降[低至到]|为|奖励|补助|扣|加|得|以上|以下|以内|余|剩|惠及|覆盖|带动|受益|涉及|占地"
    "|每(?:低|高|增|减|少|多|超|满|延)|(?:\\d+|[一两每当])个?(?:小时|天|日|周|月|年|次)(?:以?内|最|累计)|[^，；]{0,8}(?:最高|最多|上限|封顶)"
)
_OPENS, _CLOSES = "（(“《〔[【", "）)”》〕]】"

Span = tuple[int, int]


@dataclass(frozen=True)
class Parallel:
    """A clause of a sentence, `[start, end)`.

    `opens` tells that no other of its kind stands before it since the last semicolon, `rests` that it leaves out what
    the one before it names: 「甲类人员居家护理补助每天20元，机构护理40元」.
    """

    start: int
    end: int
    opens: bool
    rests: bool = False

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.start : self.end]


def between_semicolons(text: str) -> list[Parallel]:
    """The stretches between semicolons, behind the opening that announces them."""
    found: list[Parallel] = []
    start = _lead(text)
    for _, last in segments(text):
        if last > start and (text[last - 1] in "；;" or last == len(text)):
            found.append(Parallel(start, last, opens=True))
            start = last
    return found


def figured(text: str) -> list[Parallel]:
    """The clauses that each hold a figure, with the stretches without one that lead to it; none reaches over a ；."""
    found: list[Parallel] = []
    start = _lead(text)
    parts = [(max(first, start), last) for first, last in segments(text) if last > start]
    held = False
    for index, (first, last) in enumerate(parts):
        piece = text[first:last]
        held = held or _FIGURE.search(_DATED.sub("", piece)) is not None
        following = text[slice(*parts[index + 1])] if index + 1 < len(parts) else ""
        closes = piece.endswith(("；", ";")) or not following
        rests = _RESTS_ON_NEXT.search(piece) or _RESTS_ON_LAST.match(following)
        before = found[-1] if found and found[-1].end == start and text[start - 1] not in "；;。" else None
        if closes and not held and before and last - start <= _TAIL:
            found[-1] = Parallel(before.start, last, before.opens, before.rests)
        elif held and (closes or not rests):
            left_out = before is not None and _leaves_out(text, before, (start, last))
            found.append(Parallel(start, last, before is None, left_out))
        elif not closes:
            continue
        start, held = last, False
    return found


def _leaves_out(text: str, before: Parallel, span: Span) -> bool:
    """Whether a clause with the unit of the one before it is so much shorter that it names only what differs."""
    units = [_UNIT.findall(words)[-1:] for words in (before.of(text), text[slice(*span)])]
    longest = (_LIKE if before.rests else _SHORTER) * (before.end - before.start)
    return units[0] == units[1] != [] and span[1] - span[0] <= longest


def opening_of(text: str) -> str:
    """What announces the clauses behind it (「按下列标准收取：」); empty where nothing does."""
    return text[: _lead(text)]


def _lead(text: str) -> int:
    depth = 0
    for position, character in enumerate(text[:-1]):
        depth += (character in _OPENS) - (character in _CLOSES)
        if character == "：" and depth <= 0:
            return position + 1
    return 0


def put_together(text: str, every: Sequence[Parallel], chosen: Sequence[Parallel]) -> str:
    """Clauses one after the other behind the opening that they share: what announces them, their date or condition."""
    told = [each for clause in chosen for each in _with_head(text, every, clause)]
    opening = _shared(text, every, told)
    runs: list[Span] = []
    for clause in dict.fromkeys(told):
        if runs and runs[-1][1] == clause.start:
            runs[-1] = (runs[-1][0], clause.end)
        else:
            runs.append((clause.start, clause.end))
    return opening + "；".join(text[slice(*run)].strip("，；。 \n") for run in runs)


def _head(every: Sequence[Parallel], clause: Parallel) -> Parallel:
    """The clause that names what another leaves out; the clause itself where it names it."""
    before = [other for other in every if other.start <= clause.start and not other.rests]
    return before[-1] if clause.rests and before else clause


def _with_head(text: str, every: Sequence[Parallel], clause: Parallel) -> list[Parallel]:
    """A clause, behind the one whose words it leaves out where these cannot be told apart from it."""
    head = _head(every, clause)
    return [clause] if head == clause or _condition(text, head) else [head, clause]


def _condition(text: str, clause: Parallel) -> str:
    """The stretch that a clause begins with and that holds for those behind it: 「夜间包月停车的，」."""
    first = segments(clause.of(text))[0]
    words = clause.of(text)[slice(*first)]
    return words if words.endswith("的，") and not _FIGURE.search(words) else ""


def _shared(text: str, every: Sequence[Parallel], told: Sequence[Parallel]) -> str:
    """The opening that clauses need: what announces all, the date of the sentence or of their part, a condition."""
    first = told[0]
    lead = _LABEL.sub("", re.split("[；;。]", opening_of(text))[-1])
    if lead:
        return lead if len(lead) <= _LEAD else lead.rpartition("，")[2]
    head = _head(every, first)
    if head != first:
        return _condition(text, head)
    if YEAR.search(first.of(text)):
        return ""
    behind = max(text.rfind(mark, 0, first.start) for mark in "；;") + 1  # 「到2025年，…；到2027年，…」
    dated = _DATED.match(text, behind) or _DATED.match(text)
    if dated and first.start >= dated.end():
        return dated.group(0)
    part = next((other for other in reversed(every) if other.opens and other.start <= first.start), first)
    year = _OF_YEAR.match(part.of(text))
    return f"{year.group(0)}，" if year else ""


def closed(text: str, start: int, end: int, longest: int) -> Span:
    """A stretch with the clauses that it rests on before and behind it, so that it is no half sentence.

    It begins where its statement does unless it would be longer than `longest` characters.
    """
    parts = segments(text)
    while end < len(text) and _RESTS_ON_NEXT.search(text[next(a for a, b in parts if b >= end) : end]):
        end = next(b for a, b in parts if a >= end)
    opening = max((a for a, _ in parts if a <= start and (a == 0 or text[a - 1] in "；;。：")), default=0)
    if end - opening <= longest + _LEAD:
        start = opening
    while start > opening and _RESTS_ON_LAST.match(text[start:]):
        start = max(a for a, b in parts if b <= start)
    return start, end
