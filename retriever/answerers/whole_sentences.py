"""Aspects of a document as a whole that no heading marks: why it was made, how progress is told, what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.answerers.whole_asked import headings
from retriever.answerers.whole_sections import LONGEST, below, section_of, sentences_of
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.reader import Reader

_BEGINNING = 12  # clauses in which a document says why it was made
_REASON = re.compile(
    "^(?:为(?!期|准|主|止|名|宗旨|指导|[0-9])|为了|因(?!地|而|素|此)|鉴于|由于|针对)|[，。](?:为(?:进一步|全面|深入|加快|切实|巩固|贯彻|落实|推动|加强|规范|了))"
)
_PROGRESS = re.compile(
    r"(?:每(?:个)?(?:月|季度?|旬|周|年|半年|日)|按(?:月|季度?|旬|周|年)|\d{1,2}日前|定期|及时)[^。；]{0,40}"
    r"(?:报送|上报|报(?=市|区|县|省|局|领导)|通报|调度|汇总|反馈|小结|报告)"
)
_GOAL = re.compile(r"(?:到|力争|确保)(?:20\d{2}年|今年|明年|年)(?:底|末|内)?|目标(?:是|为)|为目标|今年[^。；]{0,20}要")
_GOAL_OF_ALL = re.compile(r"(?:到|力争|确保)20\d{2}年|(?:总|小|总体)?目标(?:是|为)")
_TROUBLE = re.compile(
    "(?:还|仍|也|依然|尚)?存在(?:着)?[^。；，]{0,14}(?:问题|短板|不足|困难|差距)|面临[^。；，]{0,14}(?:问题|挑战|困难|压力)"
    "|(?:不足|问题|短板|差距)[^。；，]{0,4}(?:仍然?|依然|还|尚)[^。；，]{0,4}(?:存在|突出)"
    "|但[^。；]{2,40}(?:不足|不够|明显|薄弱|滞后|短缺|偏低|较低|不强|不高|突出)"
)
_MAIN = re.compile("主要(?:表现|体现|是)|表现为|突出表现|一是")
_STATE = re.compile("针对[^。；]{4,80}(?:现状|问题|短板|难题|难点|情况)")
_MONEY = (
    re.compile(r"(?:总投资|投资总额|计划投资|概算|估算投资|总投入|投资规模)[^。；]{0,16}?\d[\d.]*(?:万|亿)?元"),
    re.compile(r"(?:年度|计划|完成)?投资[^。；，]{0,12}(?:要|将|计划|力争|达到)[^。；，]{0,8}?\d[\d.]*(?:万|亿)?元"),
)
_BLOCKS = re.compile(
    "[两二三四五六七八九]大(?:板块|片区|组团|区域|轴带|功能区)|[一二两三四五六][心轴带核环][一二两三四五六多][\u4e00-\u9fff]"
    "|(?:空间|总体|区域|产业|发展)(?:布局|格局)"
)


def reason_of(reader: Reader, doc_id: str) -> Draft:
    """The first sentence at the beginning of a document that says what it was made for or because of."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses[:_BEGINNING]:
        if clause.kind not in ("front", "paragraph", "item"):
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            words = strip_number(text[start:end]).strip()
            if _REASON.search(words):
                return _one(words, doc_id, clause, start, end)
    return NOTHING


def progress_of(reader: Reader, doc_id: str) -> Draft:
    """The sentences that say how often, by when and to whom is told how far things are."""
    told = [found for found in _matching(reader, doc_id, _PROGRESS) if found][:3]
    return Draft(tuple(told), (), 1.0)


def problems_of(reader: Reader, doc_id: str) -> Draft:
    """The sentence that says what is wrong, with the one behind it that tells it in detail."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind not in ("paragraph", "front", "item"):
            continue
        spans = split_sentences(text, clause.start, clause.end)
        for order, (start, end) in enumerate(spans):
            if _TROUBLE.search(text[start:end]):
                last = spans[order + 1] if order + 1 < len(spans) else (start, end)
                end = last[1] if _MAIN.search(text[last[0] : last[1]]) else end
                return _one(_shorter(strip_number(text[start:end]).strip()), doc_id, clause, start, end)
    return Draft(tuple(_matching(reader, doc_id, _STATE))[:2], (), 1.0)


def _shorter(words: str) -> str:
    """A long list of troubles with what each begins with."""
    if len(words) <= LONGEST:
        return words
    told = re.sub(f"^.*?(?:{_MAIN.pattern})(?:为|是|在)?[：:，]?", "", words, count=1)
    return "；".join(part.split("，")[0].rstrip("。") for part in told.split("；")) + "。"


def goals_of(reader: Reader, doc_id: str) -> Draft:
    """Sentences outside all items that say what is to be reached by a year; in an article, which has none, anywhere."""
    clauses = reader.document(doc_id).parsed.clauses
    article = not any(clause.number for clause in clauses)
    texts = [clause for clause in clauses if clause.kind in ("front", "paragraph")]
    plain = {clause.index for clause in texts if article or clause.parent is None}
    goal = _GOAL_OF_ALL if article else _GOAL
    told = [found for found in _matching(reader, doc_id, goal) if found.evidence[0].clause in plain]
    return Draft(tuple(told[-2:] if article else told[:2]), (), 1.0)


def layout_of(reader: Reader, doc_id: str) -> Draft:
    """The section on the layout, else the sentences that name blocks, axes or zones."""
    head = section_of(reader, doc_id, headings()["layout"])
    if head is not None:
        return Draft(tuple(sentences_of(reader, doc_id, head, below(reader, doc_id, head))), (), 1.0)
    return Draft(tuple(_matching(reader, doc_id, _BLOCKS))[:2], (), 1.0)


def money_of(reader: Reader, doc_id: str) -> Draft:
    """The sentence that tells what all of it costs, else the investment of the year."""
    for pattern in _MONEY:
        if found := next(_matching(reader, doc_id, pattern), None):
            return Draft((found,), (), 1.0)
    return NOTHING


def _matching(reader: Reader, doc_id: str, pattern: re.Pattern[str]) -> Iterator[Statement]:
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind in ("heading", "title", "closing", "furniture", "annex"):
            continue
        if clause.kind == "table_row" and clause.row is not None:
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            if pattern.search(text[start:end]):
                yield Statement(strip_number(text[start:end]).strip(), (Evidence(doc_id, clause.index, start, end),))


def _one(words: str, doc_id: str, clause: Clause, start: int, end: int) -> Draft:
    return Draft((Statement(words, (Evidence(doc_id, clause.index, start, end),)),), (), 1.0)
