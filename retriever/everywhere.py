"""Beyond the place asked about: rules for all places, and what is told of one where the other is in no document."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.gazetteer import place_stem
from retriever.draft import Draft
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_RULED = ("fact", "method", "list", "definition", "deadline")  # figures and bodies of a place are its own
_BESIDE = r"\s*(?:和|与|跟|同|及|以及|还有|、|[，,])\s*"
_COMPARED = re.compile(
    "[，,]?(?:哪|那)(?:一)?个?(?:[区市县]|地方|边|家)?(?:更|比较)?[多少高低大小快早好][，,]?|(?:对?比|比较)一?下?|相?差多少|(?:有)?(?:什么|啥)(?:区别|不同|差别)"
)
_EACH = re.compile("(?:分别|各自?|都)(?=是|有|要|多|几|怎|谁|什)")
_MOSTLY = 0.6  # share of what is asked that such a rule must say


def of_all_places(query: Query, reader: Reader) -> Query | None:
    """A question about a place, asked of the documents of no place; None where they could not answer it."""
    scope = query.scope
    wider = reader.lexicon.of_no_place - scope.doc_ids
    if not scope.places or scope.named or not scope.doc_ids or not wider:
        return None
    if query.kind not in _RULED or query.figure:
        return None
    return replace(query, scope=replace(scope, doc_ids=wider))


def holds_everywhere(draft: Draft, query: Query, reader: Reader) -> bool:
    """Whether an answer names no other place than the question and says most of what is asked."""
    cited = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    told = [statement.text for statement in draft.statements]
    told += [reader.document(doc_id).record.metadata.title for doc_id in sorted(cited)]
    places = {place_stem(name) for _, _, name in reader.lexicon.gazetteer.find("\n".join(told))}
    asked = {place_stem(place) for place in query.scope.places}
    return places <= asked and coverage(query.topic, tuple((text, 1.0) for text in told)) >= _MOSTLY


def without_strange_places(query: Query) -> str:
    """A question about several places with only those that documents speak for; empty where it is no such question."""
    text = query.text
    if not query.scope.places:
        return ""
    for name in query.scope.unknown_places:
        place = rf"{re.escape(place_stem(name))}[省市区县旗]?"
        text, found = re.subn(rf"{_BESIDE}{place}|{place}{_BESIDE}", "", text, count=1)
        if not found:
            return ""
    return _EACH.sub("", _COMPARED.sub("", text)) if query.scope.unknown_places else ""


def outside(query: Query) -> str:
    """Why no document that may answer holds anything of a question."""
    if query.scope.unknown_places:
        return f"已收录的文件不涉及{'、'.join(query.scope.unknown_places)}。"
    return "没有符合所选范围的文件。"
