"""Tasks that running text gives to bodies without the words of a responsibility.

Plans, minutes and notices order in many ways: 「县水利局要…」, 「请县水利局商县财政局…」, 「此项工作交由县水利局办理」,
「县政府督查室每季度开展一次督查」, 「甲、乙作为责任主体，务必…；丙做好指导」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.actors import Actor, find_actor
from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import read_names, task_verbs
from ingest.datatypes import Responsibility
from ingest.passages import Passage, brackets, spans_within, tidy

_SENTENCE = re.compile(r"[^。！？\n]+")
_PREFIX = re.compile(r"[^：。；，]{1,30}：\s*")
_BREAK = re.compile("[，；]")
_MODAL = re.compile(
    "(?:切实|进一步|尽快|抓紧|主动|积极)*(?:务必|务须|必须|应当|应|须|需|要|负责|具体)(?:切实|进一步|尽快)?"
)
_BAN = re.compile("不得|不再|严禁|不能")
_ROLE_OF = re.compile("(?:作为|[是为])(?:第一)?(?P<role>责任|牵头|实施|主体|主管|主办|组织|属地|承办)[一-龥]{0,8}$")
_SEATED = re.compile("(?:日常工作)?(?:设在|设于|挂靠)(?P<at>[^，。；]{2,24})$")
_SEATED_DUTY = re.compile("^(?:具体|主要|统一)?(?:负责|承担)")
_PARTNERS = re.compile("(?:牵头)?(?:，)?(?:会同|商|联合|协同)")
_SUPPORT = re.compile(
    "(?:要|应|应当|须|需|负责|积极|密切|主动|全力|共同|依法|按照?(?:各自)?职责(?:分工)?)*"
    "(?:(?:予以|给予|提供)?(?:配合|协助|协同|协办|参与|支持)"
    "|(?:予以|给予|做好|提供|抓好|加强|搞好)[一-龥]{0,6}(?:配合|指导|支持|保障|协调|服务|监督|督办|问效|帮扶))"
)
_CLOSED = re.compile(
    "(?:具体|共同|统一|牵头|分别|按职责分工)*(?:组织|负责|抓好|推进|推动)?(?:组织)?(?:实施|落实|办理|负责|推进|承办|牵头|承担|执行|组织|完成|处理|解决)"
    "(?:到位|好)?"
)
_NO_TASK = re.compile(
    "组成|构成|担任|任[组总副主]|兼任|主持|颁发|授予|出资|印发|批准|负责人|设立[^。]{0,6}(?:组|专班)$|参加会议|的(?!.{6})"
    "|(?:自行|相应)(?:调整|递补|接替)|解释"
)
_DONE = re.compile(
    "了(?!解)|(?<![通超经不])过(?![程渡期路])|已经?|曾|截至|以来|去年|上年|近年|期间(?=.*[了已])|荣获|获评|位居"
)
_ROUND = re.compile("每(?:年|季|月|半年|周|旬|学期|个|两)|定期|[年月日底]前|及时")
_ORDERING = re.compile(
    "印发给你们|请(?:结合|认真|遵照|抓好|贯彻)|制定本|(?:实施|工作|行动|整治)方案|工作要点|责任(?:单位|分工|部门)|任务分解|牵头(?:单位|部门)"
    "|会议(?:明确|决定|议定|要求|确定|强调)|(?:现)?通知如下|纪要如下|行动计划|实施意见"
)
_ARTICLE = re.compile("^第[一二三四五六七八九十百]+条")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\s*(?=[一-龥])")
_POINTS_BACK = re.compile(
    "^(?:(?:此|该|上述|以上)(?:项)?(?:工作|事项|任务|问题)|(?:具体|并|其中|统一|均|会议|决定|明确|要求|同意|同时)+)$"
)
_THIS_PAPER = re.compile("本(?:表|文|通知|附件|清单|目录)")
_ANOTHER_POINT = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|\d{1,2}[.、．]|[（(][\d一二三四五六七八九十]{1,2}[）)]|[^，；]{2,20}(?<!目)的$)"
)
_LONGEST_BARE_VERB = 8
_SHORTEST = 4
_LONGEST_BEFORE = 40


@dataclass(frozen=True)
class _Piece:
    """What stands between two commas: indexes of the text, and who acts there."""

    start: int
    end: int
    actor: Actor | None


def is_ordering(text: str) -> bool:
    """Whether a document gives tasks, so that what it says bodies do is still to be done."""
    return _ORDERING.search(text) is not None


def extract_orders(
    passages: Sequence[Passage], names: BodyNames, taken: Sequence[tuple[int, int]]
) -> list[Responsibility]:
    """Tasks of bodies in sentences that no other reader has read; `taken` are the clean spans of those read."""
    facts: list[Responsibility] = []
    occupied = sorted(taken)
    ordering = is_ordering("\n".join(passage.text for passage in passages))
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing") or any(map(_ARTICLE.match, passage.clause.path)):
            continue
        blocked = spans_within(occupied, passage.start, passage.start + len(passage.text))
        enclosed = brackets(passage.text)
        for sentence in _SENTENCE.finditer(passage.text, passage.unnumbered):
            start, end = sentence.span()
            for bracket in blocked:  # behind 「（县商务局、县供销社）」 a sentence of its own may follow
                if bracket[0] <= start < bracket[1]:
                    start = bracket[1]
            prefix = _PREFIX.match(passage.text, start, end)
            start = prefix.end() if prefix and prefix.end() < end else start
            pieces = _pieces(passage.text, start, end, enclosed, names)
            facts += [
                fact
                for fact in _tasks(passage, pieces, names, ordering=ordering)
                if not any(a < fact.end - passage.start and fact.start - passage.start < b for a, b in blocked)
            ]
    return facts


def _pieces(
    text: str, start: int, end: int, enclosed: list[tuple[int, int]], names: BodyNames
) -> list[_Piece]:
    pieces = []
    begin = start
    marks = [match.start() for match in _BREAK.finditer(text, start, end)]
    for mark in [*(mark for mark in marks if not any(a < mark < b for a, b in enclosed)), end]:
        pieces.append(_Piece(begin, mark, find_actor(text, begin, mark, names)))
        begin = mark + 1
    return pieces


def begins_task(text: str, start: int, end: int, names: BodyNames) -> bool:
    """Whether the piece `[start, end)` orders somebody to do something: 「…，甲要…」, 「…，甲作为责任主体」."""
    actor = find_actor(text, start, end, names)
    if actor is None or _supports(text, _Piece(start, end, actor), actor):
        return False
    if _ROLE_OF.match(text, actor.end, end):
        return True
    modal = _MODAL.match(text, actor.end, end)
    return modal is not None and bool(text[modal.end() : end].strip())


def supporters(text: str, start: int, end: int, names: BodyNames) -> tuple[int, int, tuple[str, ...]]:
    """The bodies that help with the task told before `start`: 「…，丙予以支持，丁做好指导」.

    Returns:
        Where their pieces begin and end (`end` twice when there are none), and the names.
    """
    found: list[str] = []
    first = last = end
    for piece in _pieces(text, start, end, [], names):
        if piece.actor is not None and _supports(text, piece, piece.actor):
            first = first if found else max(start, piece.start - 1)
            last = piece.end
            found += piece.actor.names
        elif found and piece.actor is not None:
            break
    return first, last, tuple(found)


def _supports(text: str, piece: _Piece, actor: Actor) -> bool:
    return not actor.called and _SUPPORT.match(text, actor.end, piece.end) is not None


def _tasks(
    passage: Passage, pieces: list[_Piece], names: BodyNames, *, ordering: bool
) -> Iterator[Responsibility]:
    """The tasks of one sentence: each begins where a body acts and ends before the next one's."""
    text = passage.text
    order = 0
    while order < len(pieces):
        actor = pieces[order].actor
        if actor is None:
            order += 1
            continue
        following = order + 1
        helping: list[str] = []
        last = pieces[order].end
        while following < len(pieces):
            other = pieces[following].actor
            if other is not None and not _supports(text, pieces[following], other):
                break
            if other is None and _turns(text, pieces[following]):
                break
            if other is not None:
                helping += other.names
            elif not helping:
                last = pieces[following].end
            following += 1
        stop = pieces[following - 1].end
        fact = _task(passage, pieces, order, last, stop, helping, names, ordering=ordering)
        if fact is not None:
            yield fact
        order = following


def _turns(text: str, piece: _Piece) -> bool:
    """Whether a piece behind a semicolon begins another point: 「；三是…」, 「；2.…」, 「；涉及交通的，…」."""
    behind = text[piece.start - 1 : piece.start] == "；"
    return behind and _ANOTHER_POINT.match(text, piece.start, piece.end) is not None


def _task(
    passage: Passage,
    pieces: list[_Piece],
    order: int,
    last: int,
    stop: int,
    helping: list[str],
    names: BodyNames,
    *,
    ordering: bool,
) -> Responsibility | None:
    """The task of the body that acts in piece `order`: its words end at `last`, those of its helpers at `stop`."""
    text, piece, actor = passage.text, pieces[order], pieces[order].actor
    assert actor is not None
    begin, read = actor.end, Assignment(bodies=actor.names, supporting=tuple(helping))
    told = bool(actor.called)
    role = _ROLE_OF.match(text, begin, piece.end)
    seat = _SEATED.match(text, begin, piece.end)
    if role or seat:
        begin = min(piece.end + 1, last)
        if seat and not _SEATED_DUTY.match(text[begin:last]):
            return None
        told = True
        if role and role["role"] == "牵头":
            read = Assignment(lead=actor.names, supporting=tuple(helping))
    partners = _PARTNERS.match(text, begin, last)
    if partners:
        joined = _partners(text, partners.end(), last, names)
        if not joined:
            return None
        begin = joined[1]
        read = Assignment(lead=actor.names, supporting=(*joined[0], *helping))
    modal = _MODAL.match(text, begin, last)
    if modal:
        begin, told = modal.end(), True
    told = told or _BAN.match(text, begin, last) is not None
    said = tidy(text[begin:last])
    closed = text[stop : stop + 1] in ("。", "；", "！", "，") or "，" in text[actor.opening : stop]
    if not told and not (closed and _is_plan(text[actor.opening : last], said, ordering=ordering)):
        return None  # a heading or title says nothing of what is to be done
    if seat:
        said = _SEATED_DUTY.sub("", said)
    if _NO_TASK.match(said) or (_DONE.search(text, actor.opening, last) and not modal):
        return None
    said = _wording(passage, pieces, order, said)
    if len(said) < _SHORTEST:
        return None
    return Responsibility(
        passage.clause.index, passage.start + actor.start, passage.start + stop, said, passage.item,
        read.lead, read.bodies, read.supporting, read.notes,
    )  # fmt: skip


def _wording(passage: Passage, pieces: list[_Piece], order: int, said: str) -> str:
    """The task in full: `said`, with the words before 「由甲…」 where it is hardly more than a verb; empty for none."""
    own, first = _own_task(passage.text, pieces[order]), re.split("[，；]", said)[0]
    if _THIS_PAPER.match(own):
        return ""
    if _CLOSED.fullmatch(first) or len(said) < _SHORTEST:
        return _before(passage, pieces, order) or said
    return own + said if len(own) > 1 and len(first) <= _LONGEST_BARE_VERB else said  # 「采购由县财政局统一组织」


def _is_plan(sentence: str, said: str, *, ordering: bool) -> bool:
    """Whether 「甲开展…」 is still to be done: in a document that gives tasks, or as often as the calendar says."""
    verb = re.match(rf"(?:[^，；]{{0,24}}?)(?:{task_verbs()})", said)
    if verb is None or not (ordering or _ROUND.search(sentence)):
        return False
    return len(said) >= _SHORTEST and not said[verb.end() :].startswith(("的", "情况", "工作的"))


def _partners(text: str, start: int, end: int, names: BodyNames) -> tuple[tuple[str, ...], int] | None:
    """The bodies that 会同 or 商 at `start` calls in, and where the task begins."""
    actor = find_actor(text, start, end, names)
    if actor is not None and actor.start == start:
        return actor.names, actor.end
    piece = re.compile("[^，；]+").match(text, start, end)
    listed = read_names(piece[0], names).own if piece else []
    if piece is None or not listed or not all(map(names.is_body, listed)):
        return None
    return tuple(listed), min(piece.end() + 1, end)


def _own_task(text: str, piece: _Piece) -> str:
    """The words of a piece before 「由…」, unless they only point back."""
    if piece.actor is None:
        return ""
    said = tidy(text[piece.start : piece.actor.start - len(piece.actor.called)])
    return _POINTS_BACK.sub("", _NUMBER.sub("", said))


def _before(passage: Passage, pieces: list[_Piece], order: int) -> str:
    """What 「具体由甲组织实施」 speaks of: the words before it, in its sentence or the one before, or the heading."""
    text, actor = passage.text, pieces[order].actor
    assert actor is not None
    own = _own_task(text, pieces[order])
    if len(own) >= _SHORTEST:
        return own
    sentence = pieces[0].start
    earlier = _NUMBER.sub("", tidy(text[sentence : pieces[order].start]))
    if earlier:
        return tidy(re.split("[，；]", earlier)[-1]) if len(earlier) > _LONGEST_BEFORE else earlier
    previous = [tidy(each) for each in re.split("[。！？\n]", text[passage.unnumbered : sentence]) if tidy(each)]
    return previous[-1] if previous else tidy(passage.clause.heading)
