"""Answers of another place than the one asked about, which documents only mention in passing."""

from __future__ import annotations

from ingest.gazetteer import place_stem
from retriever.draft import Draft
from retriever.question import Query
from retriever.reader import Reader
from retriever.rules_above import narrowest
from retriever.unspoken import around

_WIDE = (0, 1)  # levels of provinces and cities; short names of counties are words, too

_ANOTHER_NAME = frozenset("河路街江湖山道桥东西南北中人菜味话")  # 苏州河, 贵州西路, 四川人


def of_another_place(query: Query, draft: Draft, reader: Reader) -> str:
    """The province or city of a question whose answer stands in documents of places apart from it; "" for none.

    「上海的工地多久报告」 is not told by the notice of 北京, though some document speaks of help for 上海.
    """
    if query.scope.places or query.scope.named or not draft.first_evidence:
        return ""
    gazetteer = reader.lexicon.gazetteer
    found = ((name, query.text[end : end + 1]) for _, end, name in gazetteer.find(query.text))
    named = [name for name, behind in found if gazetteer.level(name) in _WIDE and behind not in _ANOTHER_NAME]
    if len(set(named)) != 1 or place_stem(named[0]) in around(draft, reader):
        return ""
    cited = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    places = [narrowest(reader.document(doc_id)) for doc_id in cited]
    return named[0] if all(place and gazetteer.apart(named[0], place) for place in places) else ""
