"""Why something was done: reports tell the trouble in one sentence and in the next what was done about it.

「区域仅有一个站点，步行要15分钟。街道发起“直通车”项目」 answers 「为什么要搞直通车」 by both.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_ASKS = re.compile(
    "为什么|为啥|为何|凭什么|干嘛要|什么(?:原因|背景)|啥(?:原因|背景)|原因是"
    "|(?:怎么|咋|如何)(?:会|肯|就|愿意|同意|答应|舍得|松口)"
)
_TOLD = re.compile("因为|由于|鉴于|之所以|为了|原因")
_FOLLOWS = re.compile("^(?:由此|因此|为此|于是|因而|所以|从而|对此)")
_AIMED = re.compile("解决|破解|针对|聚焦|为|满足|方便|应对|缓解")
_PROSE = ("paragraph", "front")
_OF_PAPER = ("document", "chat")
_LONGEST = 280  # characters of a sentence with the one before it


def asks_reason(question: str) -> bool:
    """Whether a question asks why something was done or came to be so."""
    return _ASKS.search(question) is not None


def with_reason(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer to such a question with the sentence before it, where a report goes on from that to what was done."""
    if not draft.found or query.kind in _OF_PAPER or not asks_reason(query.text):
        return draft
    if any(_TOLD.search(statement.text) for statement in draft.statements):
        return draft
    first = draft.statements[0]
    before = _before(first.evidence[0], reader) if first.evidence and len(draft.statements) == 1 else None
    if before is None or (len(before.text) + len(first.text) > _LONGEST and not _FOLLOWS.search(first.text)):
        return draft
    return replace(draft, statements=(before, first))


def reason_of(evidence: Evidence, reader: Reader) -> Draft:
    """Why that was done which an answer told: the sentence before its own, and its own where that says what for."""
    before = _before(evidence, reader)
    words = reader.text(evidence.doc_id, evidence.start, evidence.end).strip()
    own = (Statement(words, (evidence,)),) if _AIMED.search(words) else ()
    return Draft((before, *own), (), 1.0) if before is not None else NOTHING


def _before(evidence: Evidence, reader: Reader) -> Statement | None:
    """The sentence before one of a paragraph, in the same paragraph."""
    clause = reader.clause(evidence.doc_id, evidence.clause)
    if clause.kind not in _PROSE:
        return None
    spans = split_sentences(reader.document(evidence.doc_id).parsed.clean.text, clause.start, clause.end)
    earlier = [span for span in spans if span[1] <= evidence.start]
    if not earlier:
        return None
    start, end = earlier[-1]
    words = reader.text(evidence.doc_id, start, end).strip()
    if words.endswith(("？", "?")):
        return None  # a report asks what it is about to tell
    return Statement(words, (Evidence(evidence.doc_id, clause.index, start, end),))
