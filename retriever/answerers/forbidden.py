"""What a rule forbids or leaves out: 「哪些行为不准」 is answered by all that stands below 「禁止下列行为：」.

「哪些情况不报」 asks for what is below 「下列情形不予支付：」 in the same way.
"""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.announced import announced
from retriever.answerers.stretches import allowed_year, strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage, read_topic
from retriever.question import Query
from retriever.reader import Passage, Reader
from retriever.scope import find_scope

_NOT = (
    "(?:不能|不得|不准|不许|不让|不可以?|禁止|严禁|不该|不允许|没资格|不够格|[当做干报进考选评领办]不了|申请不了|参加不了)"
)
_DONE = "(?:做|干|碰|有|搞|弄)?的?(?:事情?|事儿|行为)?"
_ASKED = "(?:哪些|什么|啥|哪几[样种类]|哪[种类样])"
_ASKS = re.compile(
    rf"{_ASKED}[^，。？]{{0,8}}?(?:是|都|被|属于|明令)*{_NOT}{_DONE}"
    rf"|{_NOT}[^，。？多少几]{{0,6}}{_ASKED}|(?:明令)?{_NOT}(?:做|干|碰|有|搞|弄)的(?:都|是|事)*(?:有|包括)?{_ASKED}?"
)
_FORBIDS = re.compile(
    "(?:不得|禁止|严禁|不准|不许)[^。；]{0,16}(?:下列|以下|如下)"
    "|(?:下列|以下)[^。；]{0,12}(?:禁止|严禁|不得)"
)
_LEFT_OUT = "不(?:予|支付|支持|报销|享受|纳入|适用|受理|兑现|补贴|补助|奖励|批准)"
_ASKS_LEFT_OUT = re.compile(
    rf"{_ASKED}[^，。？]{{0,8}}?(?:是|都|被|属于)*(?:{_LEFT_OUT}|不(?:报|给|管|赔|补|批|兑|算))(?!同|少|到|完|足)[\u4e00-\u9fff]{{0,2}}的?$"
)
_LEAVES_OUT = re.compile(
    rf"(?:下列|以下|如下)[^。；]{{0,16}}{_LEFT_OUT}|{_LEFT_OUT}[^。；]{{0,16}}(?:下列|以下|如下|(?:情形|情况|范围|项目)[：:]?$)"
)
_SEVERAL = 2  # semicolons of a sentence that lists
_BESIDE = 0.8  # worth of what stands around a list, of that of the list itself
_COVERED = 0.6  # share of a question's other words that a list and what stands around it must hold
_AHEAD = 0.25  # what a list holds more than any other, so that it is meant though it holds less
_ALONE = 0.3  # the same where no other list of its kind stands in the documents asked about


def asks_what_is_forbidden(question: str) -> bool:
    """Whether a question asks what may not be done."""
    return _ASKS.search(question) is not None


def answer_forbidden(query: Query, reader: Reader) -> Draft:
    """All that a rule forbids below its announcing sentence, where a question asks for it."""
    ways = ((_ASKS, _FORBIDS), (_ASKS_LEFT_OUT, _LEAVES_OUT))
    asks, says = next(((asks, says) for asks, says in ways if asks.search(query.text)), (None, _FORBIDS))
    if asks is None:
        return NOTHING
    _, rest = find_scope(asks.sub(" ", query.text), reader.lexicon)
    topic = read_topic(rest, reader.lexicon)
    found: list[tuple[float, Passage, tuple[Statement, ...]]] = []
    for doc_id in reader.near(query) or sorted(query.scope.doc_ids):
        for clause in reader.document(doc_id).parsed.clauses:
            head = _head(reader, doc_id, clause, says)
            items = _items(reader, head, clause) if head is not None else ()
            several = len(items) > 1 or any("；" in item.text for item in items)
            if not several and (inline := _inline(reader, doc_id, clause, says)) is not None:
                head, items, several = inline, (), True
            if head is None or not several or not allowed_year(query, reader, head):
                continue
            around = ((text, _BESIDE) for text, _ in reader.layers(doc_id, clause)[1:])
            told = "\n".join((head.text, *(item.text for item in items)))
            found.append((coverage(topic, ((told, 1.0), *around)) if topic.words else 1.0, head, items))
    if not found:
        return NOTHING
    score, head, items = max(found, key=lambda entry: entry[0])
    others = max((entry[0] for entry in found if entry[1] is not head), default=0.0)
    alone = (len(found) == 1 and says is _LEAVES_OUT) or score - others >= _AHEAD
    least = _ALONE if alone else _COVERED
    if score < least or (not topic.words and len(found) > 1):
        return NOTHING
    return Draft((Statement(strip_number(head.text), (head.evidence,)), *items), (), score)


def _inline(reader: Reader, doc_id: str, clause: Clause, says: re.Pattern[str]) -> Passage | None:
    """A sentence that announces and lists in one: 「有下列情形之一的，不得应聘：受过处罚的；失信的；…」."""
    text = reader.document(doc_id).parsed.clean.text
    for start, end in split_sentences(text, clause.start, clause.end):
        announced, colon, listed = text[start:end].partition("：")
        if colon and listed.count("；") >= _SEVERAL and says.search(f"{announced}："):
            return Passage(doc_id, clause.index, start, end, text[start:end].strip(), 1.0, 1.0)
    return None


def _items(reader: Reader, head: Passage, clause: Clause) -> tuple[Statement, ...]:
    if clause.kind != "heading" or head.text.rstrip().endswith(("：", ":")):
        return announced(reader, head)
    below = [child for child in reader.children(head.doc_id, clause) if child.number]
    texts = [reader.own_text(head.doc_id, child) for child in below]
    return tuple(
        Statement(text.rstrip("；。;"), (Evidence(head.doc_id, child.index, child.start, child.start + len(text)),))
        for child, text in zip(below, texts, strict=True)
    )


def _head(reader: Reader, doc_id: str, clause: Clause, says: re.Pattern[str]) -> Passage | None:
    """The sentence of a clause that announces what is forbidden, or left out."""
    own = reader.own_text(doc_id, clause)
    announces = clause.kind == "heading" or own.endswith(("：", ":"))
    if clause.tree_end <= clause.end or not announces or not says.search(own.strip()):
        return None
    start, end = split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end)[-1]
    text = reader.text(doc_id, start, end)
    return Passage(doc_id, clause.index, start, end, text, 1.0, 1.0) if says.search(text.strip()) else None
