"""May I have it, in my case: 「自己买的，还能不能报」 by the case of a rule in which nothing is paid or granted."""

from __future__ import annotations

import re

from retriever.answerers.lead_ins import lead_in
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_ASKS = re.compile(
    "(?:能不能|可不可以|能否|还能|给不给|可以|能)(?:再)?(?:报|领|补|享受|申请|申领|参加|评|认定|入|办)"
    "[\\u4e00-\\u9fff]{0,6}(?:吗|么|不)?$|报不报|给报吗|算不算数?$"
)
_REFUSES = re.compile("不予|不得|不享受|不纳入|不再|不能|取消|停止|除外")
_FEW = 12  # passages that are looked at
_SURE = 0.8  # of the weight of a word that occurs once: what the word must tell that the case shares


def answer_own_case(query: Query, reader: Reader) -> Draft:
    """The case of a refusing rule that the told story names in other words; nothing where it names none."""
    if not query.scope.decided or not _ASKS.search(query.text.rstrip("？?。")):
        return NOTHING
    meant = dict(query.topic.alternatives)
    telling = {word for word, weight in query.topic.words if weight >= _SURE * reader.lexicon.rarest}
    for passage in reader.passages(query)[:_FEW]:
        head = lead_in(reader, passage.doc_id, passage.clause)
        if head is None or not _REFUSES.search(reader.text(head.doc_id, head.start, head.end)):
            continue
        shared = [word for word in meant if word in telling and _says(query.topic, word, passage.text)]
        text = reader.document(passage.doc_id).parsed.clean.text
        if shared and any(word in text for word in query.topic.known if word not in shared and len(word) > 1):
            return Draft((Statement(passage.text.rstrip("；。;"), (passage.evidence,)),), (), passage.score)
    return NOTHING


def _says(topic: Topic, word: str, text: str) -> bool:
    """Whether a text says a word of a question, or what that everyday word means."""
    own = topic.without(other for other, _ in topic.words if other != word)
    return coverage(own, ((text, 1.0),)) >= _SURE
