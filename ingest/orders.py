"""Tasks that running text gives to bodies without the words of a responsibility.

Plans, minutes and notices order in many ways: 「县水利局要…」, 「请县水利局商县财政局…」, 「此项工作交由县水利局办理」,
「县政府督查室每季度开展一次督查」, 「甲、乙作为责任主体，务必…；丙做好指导」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.actors import Actor, find_actor
from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import read_names
from ingest.datatypes import Responsibility
from ingest.order_wording import SHORTEST, Piece, is_attribute, is_plan, order_wording
from ingest.passages import Passage, brackets, spans_within, tidy

_SENTENCE = re.compile(r"[^。！？\n]+")
_PREFIX = re.compile(r"(?:[^：。；，（(]|[（(][^（）()：]*[）)]){1,30}：\s*")
_BREAK = re.compile("[，；]")
_MODAL = re.compile(
    "(?:切实|进一步|尽快|抓紧|主动|积极)*(?:务必|务须|必须|应当|应|须|需|要|负责|具体|请(?=[于在将按]))(?:切实|进一步|尽快)?"
)
_BAN = re.compile("不得|不再|严禁|不能")
_ROLE_OF = re.compile("(?:作为|[是为])(?:第一)?(?P<role>责任|牵头|实施|主体|主管|主办|组织|属地|承办)[一-龥]{0,8}$")
_SEATED = re.compile("(?:日常工作)?(?:设在|设于|挂靠)(?P<at>[^，。；]{2,24})$")
_HELD = re.compile("[^，。；]{2,20}(?:兼任?|任|担任)[^，。；]{2,10}，")
_SEATED_DUTY = re.compile("^(?:具体|主要|统一)?(?:负责|承担)")
_HELPS = re.compile(
    "(?:要|应|应当)?(?:积极|主动|密切)?(?:配合|协助)(?P<names>[一-龥、]{2,30}?)(?=做好|抓好|开展|落实|推进|完成|实施|办理|组织|查处|处置)"
)
_PLAIN = re.compile("(?:各|有关|相关|属地)?(?:街道|乡镇|镇街|街镇|镇|社区|村|村社|部门|单位)(?:[（(][一-龥]+[）)])?")
_HELPING = re.compile("(.{2,}?)(?:配合|协助)(.{2,})")
_PARTNERS = re.compile("(?:牵头)?(?:，)?(?:会同|商|联合|协同)")
_SUPPORT = re.compile(
    "(?:要|应|应当|须|需|负责|积极|密切|主动|全力|共同|依法|按照?(?:各自)?职责(?:分工)?)*"
    "(?:(?:予以|给予|提供)?(?:配合|协助|协同|协办|参与|支持)"
    "|(?:予以|给予|做好|提供|抓好|加强|搞好)[一-龥]{0,6}(?:配合|指导|支持|保障|协调|服务|监督|督办|问效|帮扶))"
)
_NO_TASK = re.compile(
    "组成|构成|担任|任[组总副主]|兼任|主持|颁发|授予|出资|印发|批准|负责人|设立[^。]{0,6}(?:组|专班)$|参加会议|的(?!.{6})"
    "|(?:自行|相应)(?:调整|递补|接替)|解释"
)
_DONE = re.compile(
    "了(?!解)|(?<![通超经不])过(?![程渡期路])|已经?|曾|截至|以来(?!的)|去年|上年|近年|期间(?=.*[了已])|荣获|获评|位居"
)
_ORDERING = re.compile(
    "印发给你们|请(?:结合|认真|遵照|抓好|贯彻)|制定本|(?:实施|工作|行动|整治)方案|(?:工作|任务|备汛|攻坚)安排|作战图|若干措施|工作要点|责任(?:单位|分工|部门)|任务分解|牵头(?:单位|部门)"
    "|会议(?:明确|决定|议定|要求|确定|强调)|(?:现)?通知如下|纪要如下|行动计划|实施意见"
)
_ARTICLE = re.compile("^第[一二三四五六七八九十百]+条")
_ANOTHER_POINT = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|\d{1,2}[.、．]|[（(][\d一二三四五六七八九十]{1,2}[）)]|[^，；]{2,20}(?<!目)的$)"
)


def is_ordering(text: str) -> bool:
    """Whether a document gives tasks, so that what it says bodies do is still to be done."""
    return _ORDERING.search(text) is not None


def extract_orders(
    passages: Sequence[Passage], names: BodyNames, taken: Sequence[tuple[int, int]], titles: Sequence[str] = ()
) -> list[Responsibility]:
    """Tasks of bodies in sentences that no other reader has read; `taken` are the clean spans of those read.

    `titles` tell, with the text, whether the document gives tasks.
    """
    facts: list[Responsibility] = []
    occupied = sorted(taken)
    ordering = is_ordering("\n".join((*titles, *(passage.text for passage in passages))))
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
            prefix = _PREFIX.match(passage.text, start, end) if "：" in passage.text[start:end] else None
            start = prefix.end() if prefix and prefix.end() < end else start
            company = any(a < end and start <= b for a, b in blocked)
            pieces = _pieces(passage.text, start, end, enclosed, names, company=company)
            facts += [
                fact
                for fact in _tasks(passage, pieces, names, ordering=ordering)
                if not any(a < fact.end - passage.start and fact.start - passage.start < b for a, b in blocked)
            ]
    return facts


def _pieces(
    text: str, start: int, end: int, enclosed: list[tuple[int, int]], names: BodyNames, *, company: bool = False
) -> list[Piece]:
    """The pieces of a sentence; with `company` bodies act in it that were read already."""
    pieces = []
    begin = start
    marks = [match.start() for match in _BREAK.finditer(text, start, end)]
    for mark in [*(mark for mark in marks if not any(a < mark < b for a, b in enclosed)), end]:
        pieces.append(Piece(begin, mark, find_actor(text, begin, mark, names)))
        begin = mark + 1
    if not company and not any(piece.actor is not None for piece in pieces):
        return pieces
    beside = [piece.actor or find_actor(text, piece.start, piece.end, names, beside=True) for piece in pieces]
    return [replace(piece, actor=actor) for piece, actor in zip(pieces, beside, strict=True)]


def begins_task(text: str, start: int, end: int, names: BodyNames) -> bool:
    """Whether the piece `[start, end)` orders somebody to do something: 「…，甲要…」, 「…，甲作为责任主体」."""
    actor = find_actor(text, start, end, names)
    if actor is None or _supports(text, Piece(start, end, actor), actor):
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


def _supports(text: str, piece: Piece, actor: Actor) -> bool:
    return not actor.called and _SUPPORT.match(text, actor.end, piece.end) is not None


def _tasks(
    passage: Passage, pieces: list[Piece], names: BodyNames, *, ordering: bool
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


def _turns(text: str, piece: Piece) -> bool:
    """Whether a piece behind a semicolon begins another point: 「；三是…」, 「；2.…」, 「；涉及交通的，…」."""
    behind = text[piece.start - 1 : piece.start] == "；"
    return behind and _ANOTHER_POINT.match(text, piece.start, piece.end) is not None


def _task(
    passage: Passage,
    pieces: list[Piece],
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
        held = _HELD.match(text, begin, last) if seat else None  # 「…，张三同志兼任办公室主任，负责…」
        begin = held.end() if held else begin
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
    if helped := _helped(text, begin, last, actor.names, names):
        begin, read = helped[0], helped[1].merged(Assignment(supporting=tuple(helping)))
    modal = _MODAL.match(text, begin, last)
    if modal:
        begin, told = modal.end(), True
    told = told or _BAN.match(text, begin, last) is not None
    said = tidy(text[begin:last])
    closed = text[stop : stop + 1] in ("。", "；", "！", "，") or "，" in text[actor.opening : stop]
    told = told or (actor.sure and closed and _ordered_before(passage, pieces[:order]))
    if not told and not (closed and is_plan(text[actor.opening : last], said, ordering=ordering)):
        return None  # a heading or title says nothing of what is to be done
    if seat:
        said = _SEATED_DUTY.sub("", said)
    if is_attribute(said):
        return None
    if _NO_TASK.match(said) or (_DONE.search(text, actor.opening, last) and not modal):
        return None
    said = order_wording(passage, pieces, order, said)
    if len(said) < SHORTEST:
        return None
    return Responsibility(
        passage.clause.index, passage.start + actor.start, passage.start + stop, said, passage.item,
        read.lead, read.bodies, read.supporting, read.notes,
    )  # fmt: skip


def _helped(
    text: str, begin: int, last: int, actors: tuple[str, ...], names: BodyNames
) -> tuple[int, Assignment] | None:
    """Where the task of those begins whom the actors help (「甲、乙配合丙做好…」), and who does it then."""
    if match := _HELPS.match(text, begin, last):
        whom = read_names(match["names"], names).own
        known = bool(whom) and all(names.is_body(one) or _PLAIN.fullmatch(one) for one in whom)
        return (match.end(), Assignment(bodies=tuple(whom), supporting=actors)) if known else None
    joined = _HELPING.fullmatch(actors[-1]) if actors else None  # read as one name
    if joined is None or not all(map(names.is_body, joined.groups())):
        return None
    return begin, Assignment(bodies=(joined[2],), supporting=(*actors[:-1], joined[1]))


def _ordered_before(passage: Passage, pieces: list[Piece]) -> bool:
    """Whether a body before, in the same sentence, was told to do something: 「甲要保障经费，乙及时曝光…」."""
    actors = ((piece, piece.actor) for piece in pieces if piece.actor is not None)
    return any(actor.called or _MODAL.match(passage.text, actor.end, piece.end) for piece, actor in actors)


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
