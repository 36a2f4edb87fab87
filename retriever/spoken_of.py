"""The document that a conversation is about, and what a follow-up asks of it as a whole or beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from retriever.completed import Completed, Recall
from retriever.document_aspects import aspects_in, without_aspects
from retriever.lexicon import Lexicon
from retriever.question import Query, asks_of_document, understand
from retriever.tokenizer import segment

_INNER = re.compile("《(.+)》")
_BESIDE = re.compile(
    r"^(?:那么?)?(?:它|他们?|这个?|这家)?(?:跟|和|与|同|比起)(?P<other>[^，,？?]{2,20}?)(?:相比|比起来|比|之间)?的?"
    r"(?:分工|职责|任务|责任|职能|要求|标准|规定|做法)?(?:上|方面)?"
    r"(?:有(?:什么|啥|哪些|没有)|(?:都)?(?:有)?(?:哪些|哪儿|哪里))(?:的)?(?:不同|区别|不一样|差别|差异|分别)[呢？?啊]*$"
)
_THAT_PLACE = re.compile("(?<=[，,。；;？? ])[这该](?:条|个|座|处|家)?(?P<noun>路|街道|街|小区|社区|村|镇|桥|公园|河)")
_NAME_SIZES = (3, 4, 5, 6)  # characters of a place's name
_PLAIN = re.compile("[这那它该]?(?:份|个|篇)?(?:文件|通知|方案|办法|意见|规划|细则|要点|预案|文|的|是)|[，,？?呢啊呀]")


def named_again(question: str, lexicon: Lexicon) -> str:
    """A question with the name, said before in it, for a place that it points back to: 「北山路…，这条路多长」."""

    def name(match: re.Match[str]) -> str:
        noun, before = match["noun"], question[: match.start()]
        ends = [found.end() for found in re.finditer(noun, before)]
        edges = set(accumulate(map(len, segment(before)), initial=0))
        names = (before[start:end] for end in reversed(ends) for size in _NAME_SIZES if (start := end - size) in edges)
        return next((one for one in names if lexicon.count(one)), match.group())

    return _THAT_PLACE.sub(name, question)

_OF_MEETINGS = {"chaired", "held", "venue", "attended", "absent"}  # aspects that minutes have
_PAYS = re.compile("奖|补|钱|费|工资|津贴|薪|金")
_PAID_OUT = re.compile("(?:由|是|归)?(?:谁|哪)[^，。？]{0,4}(?:发|给|出)")
_MINUTES = re.compile("纪要|会议|例会|记录")


def document_of(turn: Completed, lexicon: Lexicon, recall: Recall) -> str:
    """The one document that a turn was about; "" where it was about several or none.

    What it names counts first, then where its answer stood, then what was spoken of before.
    """
    query = understand(turn.question, lexicon, context=turn.context)
    if len(query.scope.named) == 1:
        return query.scope.named[0]
    draft = recall(turn)
    stood = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    if stood:
        return stood.pop() if len(stood) == 1 else ""
    if query.scope.decided and len(query.scope.doc_ids) == 1:
        return next(iter(query.scope.doc_ids))
    return turn.document


def goes_on_in(document: str, question: str, before: Query, lexicon: Lexicon) -> bool:
    """Whether a follow-up may be about a document: it names no other, no other place, and no word that it lacks."""
    if not document:
        return False
    query = understand(question, lexicon)
    scope = query.scope
    if scope.named or scope.unknown_places or not set(scope.places) <= set(before.scope.places):
        return False
    text = lexicon.documents[document].parsed.clean.text
    return all(word in text for word in query.topic.known if len(word) > 1)


def of_document(question: str, document: str, before: Query, lexicon: Lexicon) -> str:
    """A follow-up that asks for number, day or issuer of the document spoken of, with its title; "" for any other."""
    if not document or not aspects_in(question):
        return ""
    sure = aspects_in(question, sure=True) or before.kind == "document" or asks_of_document(before, lexicon)
    rest = understand(_PLAIN.sub("", without_aspects(question)), lexicon)
    if rest.topic.known or rest.bodies or rest.scope.places or not (sure or rest.topic.total == 0):
        return ""
    title = lexicon.documents[document].record.metadata.title
    if set(aspects_in(question)) <= _OF_MEETINGS and not _MINUTES.search(title):
        return ""  # 「谁来开」 asks about a meeting that a plan sets
    if _PAYS.search(before.text) and _PAID_OUT.match(question):
        return ""  # 「奖励多少」, 「谁发」
    inner = _INNER.search(title)
    asked = re.sub("^(?:那么?|它|这份?文件|那份?文件)的?", "", question)
    return f"《{inner.group(1) if inner else title}》{asked}"


def beside_before(question: str, before: Query, lexicon: Lexicon) -> str:
    """What a follow-up sets beside what was spoken of (「跟应急局的分工有什么不同」); "" where it does not.

    A body stands beside a body of which the tasks were asked, a thing beside a thing.
    """
    match = _BESIDE.match(question)
    if match is None:
        return ""
    other = understand(match["other"], lexicon)
    of_bodies = before.kind in ("reverse", "count") and bool(before.bodies)
    return match["other"] if (of_bodies if other.bodies else bool(other.topic.words)) else ""


def with_document(turn: Completed, document: str) -> Completed:
    """A turn with the document that it goes on in."""
    parts = tuple(replace(part, document=document) for part in turn.parts)
    return replace(turn, document=document, parts=parts)
