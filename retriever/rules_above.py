"""The rules of the place around one of which no document speaks: a province's rules hold in its cities."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Document
from retriever.lexicon import Lexicon

_RULES_ASKED = re.compile(  # whether and on what terms somebody gets, pays or may do something
    "补|奖|贴|资助|怎么算|得(?:几|多少)?分|领|享受|减免|免(?:费|交|缴|收|税)|缓[交缴]|申请|申报|办(?!公|事处)|条件|资格|符合|交(?:钱|多少)|罚"
    "|(?:能|可以|得|要)[^，。？?]{0,10}[吗么不][？?]?$|能不能|可不可以|允许"
)
_ITS_OWN = re.compile(
    "谁|哪(?:个|些|家|里|儿|几)|(?:区|县|市|镇|街道)(?:里|上|政府|[一-龥]{1,6}(?:局|委|办|中心))|几(?:个|家|处|座|所)|多少(?:个|家|处|座|所|人|户)(?!才)"
    "|规划|方案|计划|目标|任务|现在|目前|今年|[去明]年|20\\d\\d|项目|建|改造|组长|书记|主任"
)


def ruling_from_above(unknown: Sequence[str], text: str, lexicon: Lexicon) -> frozenset[str]:
    """Documents of the place right around an unknown one, for a question that their rules may answer; else none.

    A province's rules hold in its cities; what one of them does, who does it there and its figures are its own, and a
    neighbour's rules do not hold.
    """
    if len(unknown) != 1 or not _RULES_ASKED.search(text) or _ITS_OWN.search(text):
        return frozenset()
    levels: dict[str, int] = {}
    for doc_id, document in lexicon.documents.items():
        place = narrowest(document)
        if place and lexicon.gazetteer.level(place) >= 0 and lexicon.gazetteer.is_within(unknown[0], place):
            levels[doc_id] = lexicon.gazetteer.level(place)
    nearest = max(levels.values(), default=0)
    return frozenset(doc_id for doc_id, level in levels.items() if level == nearest)


def narrowest(document: Document) -> str:
    """The place that a document speaks for; "" for one of no place."""
    return document.record.metadata.places[-1] if document.record.metadata.places else ""
