"""What the minutes of a meeting tell of it: who came, who was excused and why, what was decided item by item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.attendance import attendance_parts, goes_on, told_parts
from ingest.datatypes import Clause
from ingest.numerals import parse_number
from ingest.sentences import split_sentences
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import Evidence
from retriever.document_aspects import aspects_in
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage, word_match
from retriever.question import Query
from retriever.reader import Reader

_BLANKS_PART = re.compile(r"[\u4e00-\u9fff]{1,4}(?:[ \u3000]+[\u4e00-\u9fff]{1,4})+")
_ASKS = re.compile(
    "(?:会|会议|纪要|会上|上面?)[^，。？?]{0,8}?(?:议定|决定|定下|定|明确|研究|商定|商量|讨论|审议|通过|达成|形成|拍板|敲定|部署|(?:讲|说|议)了)"
    "(?:了|下来|出来|下|过|的|好)*(?:的)?(?:都|是|有)*(?:哪|什么|啥|几)"
    "|(?:哪些|哪几[项件个条]|什么|啥|几[项件个条])(?:议定|决定|会议)(?:事项|的事|的事项|内容)"
    "|(?:议定事项|会议决定|会议成果|会议内容|会议结果|议题)(?:都|是|有|包括)*(?:哪|什么|啥|几)"
    "|(?:定|议|决定|研究|商量|讨论)(?:了|下来?|出来?)+(?:哪|什么|啥|几)[^，。？?]{0,6}$"
)
_MEETING_ASKED = re.compile("会(?!员|场|展|计|费|同|所)|纪要")
_MINUTES = re.compile("纪要")
_TOLD_OF_MEETING = re.compile("会议|召开|议定")
_BEGINNING = 400  # characters of a document in which it says that it holds a meeting's minutes
_AFTERWARDS = re.compile(
    r"^(?:会议(?:强调|要求)|(?:出席|列席|参会|参加|请假|缺席|记录|分送|抄送|发送)[^。：:]{0,6}[：:]|本纪要)"
)
_HEARD = re.compile("^会议(?:听取|指出|认为)|^(?:截至|目前|近年)")
_TOPIC_PARAGRAPH = re.compile(
    r"(?:[一二三四五六七八九十\d]+[、.．]|（[一二三四五六七八九十]+）)?\s?关于[^。：:]{4,40}(?=[。：:])"
)
_LIMIT = 1300  # characters of an answer that tells all items
_HEADING = 40  # characters of a matter's heading where matters are told in short
_LEAST = 40  # characters of an item's decisions that are told at least
_GENERIC = re.compile("会|议|纪要|定|事|决|项|研究|内容|明确|什么|哪|专题|讨论|结果|讲|说|通过")


@dataclass(frozen=True)
class _Item:
    """One matter that a meeting dealt with: its heading's clause, the heading, and the clauses that tell it."""

    clause: Clause
    heading: str
    clauses: tuple[Clause, ...]


def answer_decisions(query: Query, reader: Reader) -> Draft:
    """What a meeting decided, matter by matter, or on the one matter that a question names; only its minutes tell."""
    if not _ASKS.search(query.text) or not _MEETING_ASKED.search(query.text) or query.bodies:
        return NOTHING
    doc_id = minutes_of(query, reader)
    items = _items(doc_id, reader) if doc_id else []
    if len(items) < 2:
        return NOTHING
    title = reader.document(doc_id).record.metadata.title
    words = [word for word, _ in query.topic.words if len(word) > 1 and not _GENERIC.search(word)]
    narrow = [word for word in words if word not in title and reader.lexicon.count(word)]
    if narrow:
        text = reader.document(doc_id).parsed.clean.text[:_BEGINNING]
        items = [item for item in items if all(word_match(word, item.heading) for word in narrow)] or (
            items if all(word in text for word in narrow) else []
        )
    if not items:
        return NOTHING
    budget = max(_LEAST, _LIMIT // len(items))
    statements: list[Statement] = []
    if len(items) > 1:
        count = f"共{len(items)}项"
        statements.append(Statement(f"会议议定事项{count}：", (), ("会议议定事项", count), bears=False))
    for item in items:
        statements.append(_told(doc_id, item, budget if len(items) > 1 else _LIMIT, reader))
    return Draft(tuple(statements), (), 1.0)


def answer_matters(query: Query, reader: Reader) -> Draft:
    """What the minutes that a question asks the subject of dealt with: their title and their matters, in short."""
    if "about" not in aspects_in(query.text) or not _MINUTES.search(query.text):
        return NOTHING
    doc_id = minutes_of(query, reader)
    items = _items(doc_id, reader) if doc_id else []
    if len(items) < 2:
        return NOTHING
    document = reader.document(doc_id)
    title = next((clause for clause in document.parsed.clauses if clause.kind == "title"), document.parsed.clauses[0])
    cited = [Evidence(doc_id, title.index, title.start, title.start + len(reader.own_text(doc_id, title)))]
    for item in items:
        cited.append(Evidence(doc_id, item.clause.index, item.clause.start, _heading_end(doc_id, item, reader)))
    told = "；".join(item.heading.rstrip("。：: ")[:_HEADING] for item in items)
    count, name = f"议题共{len(items)}项：", f"《{document.record.metadata.title}》"
    return Draft((Statement(f"{name}，{count}{told}。", tuple(cited), (count, name)),), (), 1.0)


def minutes_of(query: Query, reader: Reader) -> str:
    """The minutes that a question is about: the only ones in scope, or those whose head holds most of it."""
    minutes = [doc_id for doc_id in sorted(query.scope.doc_ids) if _are_minutes(doc_id, reader)]
    if len(minutes) < 2:
        return minutes[0] if minutes else ""
    heads = {
        doc_id: coverage(
            query.topic,
            (
                (reader.document(doc_id).record.metadata.title, 1.0),
                (reader.document(doc_id).parsed.clean.text[:_BEGINNING], 0.8),
            ),
        )
        for doc_id in minutes
    }
    best = sorted(minutes, key=lambda doc_id: -heads[doc_id])
    return best[0] if heads[best[0]] > heads[best[1]] else ""


def _are_minutes(doc_id: str, reader: Reader) -> bool:
    document = reader.document(doc_id)
    head = document.parsed.clean.text[:_BEGINNING]
    return _MINUTES.search(document.record.metadata.title + head[:120]) is not None and bool(
        _TOLD_OF_MEETING.search(head)
    )


def _items(doc_id: str, reader: Reader) -> list[_Item]:
    """The matters of minutes: their outermost numbered headings, else paragraphs that open with 「关于…。」."""
    clauses = reader.document(doc_id).parsed.clauses
    numbered = [c for c in clauses if c.number and c.label and c.kind in ("heading", "item")]
    outermost = min((c.level for c in numbered), default=0)
    numbered = [c for c in numbered if c.level == outermost]
    if len(numbered) > 1:
        return [
            _Item(head, head.label, tuple(c for c in clauses if head.start <= c.start < head.tree_end))
            for head in _in_order(numbered)
        ]
    opened = []
    for clause in clauses:
        own = reader.own_text(doc_id, clause).strip()
        if clause.kind in ("paragraph", "item", "heading") and (found := _TOPIC_PARAGRAPH.match(own)):
            opened.append(_Item(clause, found[0], (clause,)))
    return opened


def _in_order(heads: list[Clause]) -> list[Clause]:
    """Headings that count on from one to the next; a wrapped line that opens like one does not."""
    kept: list[Clause] = []
    for head in heads:
        number = parse_number(re.sub(r"[^一二三四五六七八九十\d]", "", head.number))
        if number is None or number == len(kept) + 1:
            kept.append(head)
    return kept if len(kept) > 1 else heads


def _told(doc_id: str, item: _Item, budget: int, reader: Reader) -> Statement:
    """A matter with what was decided on it, in whole sentences, those that decide before what was only heard."""
    sentences: list[tuple[Clause, int, int, str]] = []
    text = reader.document(doc_id).parsed.clean.text
    for clause in item.clauses:
        if clause.kind in ("table_row", "closing", "furniture"):
            continue
        for start, end in split_sentences(text, clause.start, clause.start + len(reader.own_text(doc_id, clause))):
            words = text[start:end].strip()
            bare = words.replace(item.heading, "").strip("。：: \n")
            if _AFTERWARDS.match(bare):
                break
            if bare and not _HEARD.match(bare):
                sentences.append((clause, start, end, balance(bare)))
    told, cited = "", [Evidence(doc_id, item.clause.index, item.clause.start, _heading_end(doc_id, item, reader))]
    for clause, start, end, words in sentences:
        if told and len(told) + len(words) > budget:
            break
        told += ("；" if told else "") + words
        cited.append(Evidence(doc_id, clause.index, start, end))
        if len(told) >= budget:
            break
    heading = item.heading.rstrip("。：: ")
    return Statement(f"{heading}：{told}" if told else heading, tuple(dict.fromkeys(cited)))


def _heading_end(doc_id: str, item: _Item, reader: Reader) -> int:
    own = reader.own_text(doc_id, item.clause)
    at = own.find(item.heading)
    return item.clause.start + (at + len(item.heading) if at >= 0 else len(own))


def _names(said: str) -> str:
    """A list that blanks part, parted by 、; a name of two characters may have a blank within."""
    if not _BLANKS_PART.fullmatch(said):
        return said
    joined = re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", said
    )
    return re.sub(r"[ \u3000]+", "、", joined)


def answer_present(reader: Reader, doc_id: str, roles: tuple[str, ...]) -> Draft:
    """The lists of those in the given parts of a meeting, as the minutes write them, with the reasons beside names."""
    told: dict[str, list[tuple[str, Evidence]]] = {}
    current = ""  # role of the list that the line before belongs to
    for clause in reader.document(doc_id).parsed.clauses:
        own = reader.own_text(doc_id, clause)
        if clause.kind == "furniture" or (clause.kind == "table_row" and own.count("|") != 1):
            continue
        parts = list(attendance_parts(own))
        if not parts and current and goes_on(own):
            parts = [(current, 0, len(own))]
        current = parts[-1][0] if parts else ""
        if not parts and clause.kind in ("paragraph", "front"):
            parts = list(told_parts(own))
        for role, begin, end in parts:
            said = _names(strip_number(own[begin:end].strip("，；。 \n")))
            told.setdefault(role, []).append((said, Evidence(doc_id, clause.index, clause.start, clause.start + end)))
    statements = []
    for role in roles:
        if role in told:
            people = "、".join(said for said, _ in told[role])
            statements.append(Statement(f"{role}：{people}。", tuple(cited for _, cited in told[role]), (role,)))
    return Draft(tuple(statements), (), 1.0) if statements else NOTHING
