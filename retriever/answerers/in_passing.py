"""Terms that a document uses once and does not define, but calls by what they are: 「运营“苗界”区域公用品牌」."""

from __future__ import annotations

import re

from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader, segments

_KIND = (
    "品牌|平台|系统|小程序|应用|软件|公众号|热线|专线|商标|标识|标志|产品|品种|公司|企业|合作社|服务队|志愿队|队伍|驿站|基地|园区|公园"
    "|小屋|广场|集市|联盟|协会|课程|赛事|比赛|联赛|艺术节|文化节|旅游节|基金|保险|贷款|信贷|补贴|消费券|一卡通|二维码|景区|街区|示范点|工作室|调解室"
)
_BEHIND = rf"[一-龥]{{1,10}}?(?:{_KIND})"
_BEFORE = rf"[一-龥]{{1,10}}(?:{_KIND})(?:——)?"
_TERMS = 2  # characters of a term at least


def answer_in_passing(query: Query, reader: Reader) -> Draft:
    """The stretch in which a document names what kind of thing a quoted term of the question is."""
    terms = [term for term in reader.lexicon.quoted if len(term) >= _TERMS and term in query.text]
    for term in sorted(terms, key=len, reverse=True):
        if re.search(r"\d", term):
            continue  # a code is not told by what it is called
        named = re.compile(rf"“{re.escape(term)}”{_BEHIND}|{_BEFORE}“{re.escape(term)}”")
        for doc_id in sorted(query.scope.doc_ids):
            if (told := _told(reader, doc_id, term, named)) is not None:
                return Draft((told,), (), 1.0)
    return NOTHING


def _told(reader: Reader, doc_id: str, term: str, named: re.Pattern[str]) -> Statement | None:
    parsed = reader.document(doc_id).parsed
    found = named.search(parsed.clean.text) if f"“{term}”" in parsed.clean.text else None
    if found is None:
        return None
    clause = next((one for one in parsed.clauses if one.start <= found.start() < one.end), None)
    if clause is None:
        return None
    for start, end in split_sentences(parsed.clean.text, clause.start, clause.end):
        for first, last in segments(parsed.clean.text[start:end]):
            if start + first <= found.start() < start + last:
                words = strip_number(parsed.clean.text[start + first : start + last]).strip("-，；。 \n")
                return Statement(f"{words}。", (Evidence(doc_id, clause.index, start, end),))
    return None
