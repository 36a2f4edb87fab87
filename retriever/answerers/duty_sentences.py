"""What a body does, read from the sentences that name it: 「由区民政局推进」, 「报区民政局备案」, 「设在区民政局」.

Lists of tasks name their bodies in brackets and columns; rules, opinions and notices name them in their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.bodies import BodyNames
from ingest.datatypes import Clause, Responsibility
from ingest.sentences import is_bracket, split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence, StoredFact
from retriever.question import Query
from retriever.reader import Reader, header_evidence, segments

LONGEST = 120  # characters of a sentence that is told as a whole
_ONE_MORE = 2  # stretches: the end of the task's own, and one behind it
_HEADING = 24  # characters of a heading that is put before a line
_KINDS = ("item", "paragraph", "heading", "point")
_SEATED = re.compile("(?:设在|设于|设立在|挂靠在?|挂牌在|依托)$")
_MEMBER = re.compile("成员(?:单位)?(?:(?:主要)?(?:包括|由|有|为)[^。；]*|[：:](?:[^。；]*、)?)$")
_AS_MEMBER = re.compile(
    "[^，。；]{0,40}?(?:为|等)成员|(?:等(?:单位|部门)?)?(?:共同)?(?:抽调|选派|派出?|派员|派人)[^，。；]{0,8}组成"
)
_HOLDS = re.compile(
    "(?:主要|分管)?(?:局长|主任|科长|处长|所长|站长|部长|负责人|负责同志|领导)(?:同志)?(?:担任|兼任|任(?!务|何|期|职))"
)
_HELPS = re.compile("(?:会同|联合|配合单位|协同|联合会审)$")
_ACTED_BY = re.compile("(?:由|交由?|委托|授权|责成|提请|报请?|报经|报送|呈报|上报|报告|送|经|经过|征得|提交|通报)$")
_TOLD = re.compile("(?:向|到|在)$")
_RECEIVES = re.compile("(?:提出|书面|如实|及时|统一)*(?:申请|申报|备案|报告|报送|提交|登记|办理|领取|反映|举报|请假)")
_ADVERB = "同时|并|其中|均|应|应当|须|需|可|可以|原则上|一般|每年|每季度|每月|每周|定期|日常|具体|必要时|由"
_OPENS = re.compile(rf"(?:^|[，。；：、！？“”\n\s])(?:(?:{_ADVERB}|其?(?:所属|下属|直属)的?)+)?$")
_NUMBERED = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]{1,5}[条款项章节]|[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?|[①-⑳])?"
    r"(?:[一二三四五六七八九十]{1,2}[是要])?\s*"
)
_GROUP = re.compile("等?(?:各)?(?:相关|有关)?(?:职能)?(?:部门|单位)?(?:要|应当|应|须|需|可以|可|依法)*")
_SUPPORTS = re.compile("(?:积极|共同|分别|协同|做好|密切|全力)*(?:配合|协助|协办|参与|参加)")
# What stands behind a name that is not doing anything: 「区民政局的…」, 「区民政局局长」, 「区民政局、」.
_NO_DEED = re.compile(
    "的|[，。；：、！？）)〕\\]】》”]|$|\\s|[一-龥]{0,3}(?:局长|主任|科长|处长|所长|站长|书记|区长|县长|市长|负责人|负责同志|领导|党组|党委|干部"
    "|人员|联系人|工作人员)|官网|网站|门户网|公众号|窗口|大厅|所在|内部|同意|备案|为成员|等(?:为|成员|组成)|主要|分管|按(?:照)?规定$"
)
_DECIDES = re.compile("(?:审[核批查定]|备案|批准|核[准定实]|同意|确认|认定|汇总|登记|复[核审]|评审|公示|公布)")
_BARE_NAME = re.compile(r"[^，。；：]{2,24}[（(]\d+[项条个件][）)]")  # the heading of a body's list: 区商务局（2项）
_HEADED = re.compile("(?:的)?(?:主要|工作|部门|单位)*(?:职责|任务|分工|工作|事项|责任)*[：:]?")
_UNIT_COLUMN = re.compile("单位|部门|机构|成员|主体|处室|科室")
_ASIDE_COLUMN = re.compile("序号|编号|电话|联系|备注")


@dataclass(frozen=True)
class Duty:
    """A line on what a body does; `role` is 配合 or empty, `whole` the text by which its topic is judged."""

    text: str
    evidence: tuple[Evidence, ...]
    role: str
    whole: str


def duties_in_sentences(query: Query, reader: Reader, told: Sequence[StoredFact]) -> list[Duty]:
    """What the bodies of a question do by the sentences, lines and rows that none of their facts was read from.

    Args:
        query: the question.
        reader: the documents.
        told: the responsibilities of these bodies.
    """
    names = reader.lexicon.bodies
    forms = frozenset().union(*(names.forms(body) for body in query.bodies))
    read = _read_spans(query, reader, told)
    found: list[Duty] = []
    for doc_id in sorted(query.scope.doc_ids):
        document = reader.document(doc_id)
        if not any(form in document.parsed.clean.text for form in forms):
            continue
        below = -1  # where the section of the body itself ends
        for clause in document.parsed.clauses:
            if query.within and (doc_id, clause.index) not in query.within:
                continue
            own = reader.own_text(doc_id, clause)
            if clause.start < below and clause.kind in _KINDS and not _is_read(read, doc_id, clause.start, clause.end):
                found.append(_below_heading(doc_id, clause, own))
            elif not any(form in own for form in forms):
                continue
            elif clause.kind == "table_row":
                if clause.index not in read.get((doc_id, "row"), ()):
                    found += _row(query, reader, doc_id, clause)
            elif clause.kind in _KINDS and _heads(query, names, clause):
                below = clause.tree_end
            elif clause.kind in _KINDS or (clause.kind == "front" and own.rstrip().endswith("。")):
                found += _in_clause(query, reader, doc_id, clause, read)
    return list({(duty.evidence[0].doc_id, duty.text): duty for duty in found}.values())


_Spans = dict[tuple[str, str], list[int]]


def _read_spans(query: Query, reader: Reader, told: Sequence[StoredFact]) -> _Spans:
    """Where the bodies' responsibilities were read: starts and ends by document, and the rows that hold any."""
    found: _Spans = {}
    for stored in told:
        found.setdefault((stored.doc_id, "start"), []).append(stored.fact.start)
        found.setdefault((stored.doc_id, "end"), []).append(stored.fact.end)
    for stored in reader.facts(query, Responsibility):
        found.setdefault((stored.doc_id, "row"), []).append(stored.fact.clause)
    return found


def _is_read(read: _Spans, doc_id: str, start: int, end: int) -> bool:
    """Whether a responsibility was read from words that overlap a span."""
    spans = zip(read.get((doc_id, "start"), ()), read.get((doc_id, "end"), ()), strict=True)
    return any(first < end and start < last for first, last in spans)


def _heads(query: Query, names: BodyNames, clause: Clause) -> bool:
    """Whether a heading is the body itself: 「（一）区民政局职责」."""
    heading = strip_number(clause.heading).strip("。：: ")
    if not heading or clause.tree_end <= clause.end:
        return False
    for start, end, name in names.find(heading):
        if start == 0 and _HEADED.fullmatch(heading, end) and any(names.same(name, body) for body in query.bodies):
            return True
    return False


def _below_heading(doc_id: str, clause: Clause, own: str) -> Duty:
    text = cut(strip_number(own), LONGEST)
    evidence = Evidence(doc_id, clause.index, clause.start, clause.start + len(own))
    return Duty(text, (evidence,), "", own)


def _row(query: Query, reader: Reader, doc_id: str, clause: Clause) -> Iterator[Duty]:
    """A row of a table of bodies and what they do, where the body is what a cell of it says."""
    if clause.row is None:
        return
    row = reader.document(doc_id).parsed.rows[clause.row]
    names = reader.lexicon.bodies
    cells = [(head, value) for head, value in zip(row.header, row.values, strict=True) if value and head != value]
    mine = [
        (head, value)
        for head, value in cells
        if _UNIT_COLUMN.search(head) and any(names.same(value, body) for body in query.bodies)
    ]
    rest = [cell for cell in cells if cell not in mine and not _ASIDE_COLUMN.search(cell[0])]
    if not mine or not rest:
        return
    text = "；".join(f"{head}：{value}" for head, value in rest)
    whole = Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
    yield Duty(cut(text, 2 * LONGEST), (whole, *header_evidence(reader, doc_id, clause)), "", text)


def _in_clause(query: Query, reader: Reader, doc_id: str, clause: Clause, read: _Spans) -> Iterator[Duty]:
    """The sentences of a clause in which a body of the question does something."""
    names = reader.lexicon.bodies
    for start, end in split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end):
        sentence = reader.text(doc_id, start, end)
        if is_bracket(sentence) or _BARE_NAME.fullmatch(strip_number(sentence).strip()):
            continue
        for first, last, role in _parts_in(query, names, sentence):
            if _is_read(read, doc_id, start + first, start + last):
                continue
            again = _is_read(read, doc_id, start, end)  # what else its sentence says is told with a task
            told = _told(sentence, first, LONGEST // 2 if again else LONGEST)
            above = clause.path[-1] if clause.path and clause.kind in ("paragraph", "point") else ""
            named = strip_number(clause.heading or (above if _lacks_task(told) else ""))
            text = f"{named}：{told}" if 1 < len(named) <= _HEADING and named not in told else told
            yield Duty(text, (Evidence(doc_id, clause.index, start, end),), role, sentence)
            break


def _parts_in(query: Query, names: BodyNames, sentence: str) -> Iterator[tuple[int, int, str]]:
    """Where bodies of the question stand as those who act, and in which role."""
    mentions = names.find(sentence)
    for start, end, name in mentions:
        if not any(names.same(name, body) for body in query.bodies):
            continue
        first, last = _list_around(sentence, mentions, start, end)
        role = _role(sentence, first, last)
        if role is not None:
            yield start, end, role


def _list_around(sentence: str, mentions: list[tuple[int, int, str]], start: int, end: int) -> tuple[int, int]:
    """The span of the list of bodies that one of them stands in: 「甲、乙和丙」."""
    for other, stop, _ in mentions:
        if other >= end and sentence[end:other] in ("、", "和", "与", "及", "以及", ""):
            end = stop
    for other, stop, _ in reversed(mentions):
        if stop <= start and sentence[stop:start] in ("、", "和", "与", "及", "以及", ""):
            start = other
    return start, end


def _role(sentence: str, first: int, last: int) -> str | None:
    """The part of a list of bodies in its sentence: "" for acting itself; None where it does nothing there."""
    before, behind = _NUMBERED.sub("", sentence[:first]), sentence[last:]
    if _SEATED.search(before):
        return ""
    if _MEMBER.search(before) or _AS_MEMBER.match(behind) or _HOLDS.match(behind):
        return ""
    group = _GROUP.match(behind)
    acting = behind[group.end() :] if group else behind
    if _SUPPORTS.match(acting):
        return "配合"
    if _HELPS.search(before):
        return "配合"
    if _ACTED_BY.search(before):
        return "" if not acting.startswith("的") else None
    if _TOLD.search(before):
        return "" if _RECEIVES.match(acting) else None
    if _DECIDES.match(acting):
        return ""
    return "" if _OPENS.search(before) and not _NO_DEED.match(acting) else None


def _told(sentence: str, first: int, limit: int) -> str:
    """The sentence, or where it is long its stretches around a name, from a comma to a comma."""
    if len(sentence) <= limit:
        return strip_number(sentence).strip().rstrip("；，。")
    parts = segments(sentence)
    own = next((index for index, (start, end) in enumerate(parts) if start <= first < end), 0)
    begin = end = own
    if sentence[:first].endswith(("由", "会同")):  # what it does may stand before it
        while begin and parts[own][1] - parts[begin - 1][0] <= limit and not _closes(sentence, parts[begin - 1]):
            begin -= 1
    while end + 1 < len(parts) and parts[end + 1][1] - parts[begin][0] <= limit:
        if _closes(sentence, parts[end]):
            break
        end += 1
    return strip_number(sentence[parts[begin][0] : parts[end][1]]).strip().rstrip("；，。")


def sentence_around(reader: Reader, stored: StoredFact) -> tuple[str, Evidence] | None:
    """The sentence that a task was read from, where it is one of running text; None for brackets, lists and rows."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    if clause.kind == "table_row" or not clause.start <= stored.fact.start < clause.end:
        return None
    for start, end in split_sentences(reader.document(stored.doc_id).parsed.clean.text, clause.start, clause.end):
        sentence = reader.text(stored.doc_id, start, end)
        if start <= stored.fact.start < end:
            first = stored.fact.start - start
            opened = sentence.count("（", 0, first + 1) > sentence.count("）", 0, first)
            if opened or is_bracket(sentence) or stored.fact.subject not in sentence:
                return None
            told = _told(sentence, first, LONGEST)
            at, stop = sentence.rfind(stored.fact.subject, 0, first), stored.fact.end - start
            if at >= 0 and stored.fact.subject not in told and stop - at <= LONGEST:
                told = sentence[at:stop].strip().rstrip("；，。")  # the task with its bodies, of a row of such
            if _lacks_task(told) and start > clause.start:  # what stands before it is the task
                before = reader.text(stored.doc_id, clause.start, start)
                before = before[before.find(clause.heading) + len(clause.heading) :].lstrip("。：:，； \n")
                told = f"{cut(strip_number(before), LONGEST)}（{told}）" if before else told
                start = clause.start
            return told, Evidence(stored.doc_id, clause.index, start, end)
    return None


def goes_on(reader: Reader, stored: StoredFact) -> str:
    """What the sentence of a task charges the same bodies with behind its semicolon: 「；及时推送警情信息」.

    Empty where that names bodies of its own, or the sentence is an enumeration.
    """
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    if clause.kind == "table_row" or not clause.start <= stored.fact.start < clause.end:
        return ""
    end = stored.fact.end
    behind = reader.text(stored.doc_id, end, max(clause.end, end)).partition("。")[0]
    parts = [part.strip() for part in behind.split("；")]
    if len(parts) != _ONE_MORE or parts[0] or not 0 < len(parts[1]) <= LONGEST // 2:
        return ""
    strange = reader.lexicon.bodies.find(parts[1]) or re.match(r"[（(①-⑳\d一二三四五六七八九十]|对|由", parts[1])
    return "" if strange else f"；{parts[1]}"


def rest_of_task(reader: Reader, stored: StoredFact, room: int) -> str:
    """What an item says between the words that name its task and the bracket that gives it to bodies.

    Empty where it is short of room, or names bodies of its own.
    """
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    own = reader.text(stored.doc_id, clause.start, max(clause.start, stored.fact.start))
    _, named, behind = own.partition(stored.fact.subject)
    behind = re.sub(r"\s*\n\s*", "", behind).strip("。；，（( \n")
    if clause.kind != "item" or not named or room < LONGEST // 4 or not behind or reader.lexicon.bodies.find(behind):
        return ""
    return f"；{cut(behind, min(room, LONGEST))}"


def _closes(sentence: str, part: tuple[int, int]) -> bool:
    """Whether a stretch ends a statement inside its sentence."""
    return sentence[part[0] : part[1]].rstrip().endswith(("；", "。"))


def _lacks_task(told: str) -> bool:
    """Whether a sentence says who does something without saying what: 「由区民政局牵头，会同区财政局推进」."""
    return len(told) <= 40 and re.match("(?:此项|该项|上述|本项)?(?:工作|任务)?由", told) is not None


def cut(text: str, limit: int) -> str:
    """A text up to the last comma or full stop within a number of characters, with an ellipsis where it goes on."""
    text = text.strip().rstrip("；，。")
    if len(text) <= limit:
        return text
    ends = [end for _, end in segments(text) if end <= limit]
    stop = ends[-1] if ends and ends[-1] > limit // 2 else limit - 1
    return text[:stop].rstrip("；，。、 \n") + "…"
