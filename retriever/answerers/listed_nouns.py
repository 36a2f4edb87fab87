"""Things of the kind that a question names, listed in one sentence: 「落实哪几个制度」 → 「甲制度、乙制度、丙制度」.

The pieces of the list end in the noun that the question asks for; papers (文件, 办法) may stand as titles in 《》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.numerals import parse_number
from ingest.sentences import split_sentences
from retriever.answerers.stretches import allowed_year, balance, cited, standing, strip_number
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader, segments

_ASKED = re.compile(
    r"(?:哪(?:几|些|[二三四五六七八九十])|什么|啥|几)(?:个|项|种|类|份|条|样|大|套)?[“\"]?(?P<noun>[\u4e00-\u9fff]{2,4}?)"
    r"(?=$|[来的呢啊呀了吗？?，,。”\"]|文件)"
)
_COUNTED = re.compile(  # 「四个“零距离”是哪四个」
    r"[二三四五六七八九十两\d](?:个|项|种|类|份|条|样|大|套)[“\"]?(?P<noun>[\u4e00-\u9fff]{2,4}?)[”\"]?"
    r"(?:都|各|分别|具体)*(?:是|指|有|叫)(?:的)?(?:是)?(?:哪|什么|啥)"
)
_JOINED = re.compile(  # 「要联合哪些部门」
    "(?P<verb>联合|会同|协同|邀请|抽调|整合|吸收|吸纳|发动|动员|对接|引入|引进)(?:了|过|起|起来)?(?:哪(?:些|几[个家支]?)|什么|啥)"
    "(?:部门|单位|机构|力量|资源|人员?|组织|企业|队伍)"
)
_NUMBER = re.compile("哪([二三四五六七八九十]|\\d+)(?=个|项|种|类|份|条|样|大|套)")
_PAPERS = re.compile("文件|制度|规定|规章|规章制度|办法|政策|政策文件|配套文件|方案|细则")
_TITLES = re.compile(r"《[^《》]+》(?:(?:、|和|及|，)?《[^《》]+》)+")
VAGUE = re.compile("事情|工作|任务|内容|东西|方面|单位|部门|问题|措施|要求|街道|地方|服务|社区")
_BREAK = re.compile("[、]|和(?=[^，。；]{2,})|以及|及")
_LOOKED_AT = 8  # best sentences
_ABOUT = 0.5  # share of the other words of the question that the sentence and what stands around it hold
_BEHIND = 0.2  # share of them that it may hold less than the best sentence
_FEWEST = 2
_OWN = 3  # characters of a noun that only few things are called by
_WHOLE = 120  # characters of a sentence that is told in full


def answer_listed_nouns(query: Query, reader: Reader) -> Draft:
    """The stretch of the best sentence that lists what the question asks for by a noun."""
    joined = _JOINED.search(query.text)
    asked = joined or _COUNTED.search(query.text) or _ASKED.search(query.text)
    noun = asked[1] if asked else ""
    counted = query.figure and asked is not None and not asked.group(0).startswith("哪")
    if not noun or VAGUE.fullmatch(noun) or counted or not query.topic.words:
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if word in noun or word.endswith(noun))
    if not topic.words:
        return NOTHING
    fewest = parse_number(number[1]) if (number := _NUMBER.search(asked.group(0) if asked else "")) else None
    best: tuple[float, Passage, tuple[int, int]] | None = None
    held_best = 0.0
    for passage in (*reader.passages(query)[:_LOOKED_AT], *_of_own_noun(query, reader, noun)):
        clause = reader.clause(passage.doc_id, passage.clause)
        if clause.kind == "table_row" or not allowed_year(query, reader, passage):
            continue
        held = coverage(topic, ((passage.text, 1.0), *reader.layers(passage.doc_id, clause)))
        held_best = max(held_best, held)
        run = _run_behind(passage.text, noun) if joined else _run(passage.text, noun, int(fewest or _FEWEST))
        if run is not None and held >= _ABOUT and passage.support >= INDICATED and (best is None or held > best[0]):
            best = held, passage, run
    if best is None or best[0] < held_best - _BEHIND:
        return NOTHING
    held, passage, (start, end) = best
    words = passage.text
    if len(words) > _WHOLE:
        first = max((a for a, _ in segments(words) if a <= start), default=0)
        last = min((b for _, b in segments(words) if b >= end), default=len(words))
        words = words[standing(words, first) : last]
    told = balance(strip_number(words.strip("，；。 \n")))
    clause = reader.clause(passage.doc_id, passage.clause)
    evidence = cited(reader, passage.doc_id, clause, passage.start, passage.end)
    return Draft((Statement(f"{told}。", (evidence,)),), (), held)


def _of_own_noun(query: Query, reader: Reader, noun: str) -> Iterator[Passage]:
    """Sentences that repeat a noun of more characters than common ones have: they list things called by it."""
    for doc_id in reader.near(query) if len(noun) >= _OWN else ():
        text = reader.document(doc_id).parsed.clean.text
        for clause in reader.document(doc_id).parsed.clauses if text.count(noun) > _FEWEST else ():
            for start, end in split_sentences(text, clause.start, clause.end):
                if text.count(noun, start, end) > _FEWEST:
                    yield Passage(doc_id, clause.index, start, end, text[start:end], 1.0, 1.0, 1.0)


def _run(text: str, noun: str, fewest: int) -> tuple[int, int] | None:
    """Start and end of the longest run of pieces that end in a noun, or of titles for papers; None for no run.

    A run of less than `fewest` is none: 「哪六个文件」 is not told by five. Pieces may be summed up by the noun behind
    them: 「甲院、乙园等精品小区」.
    """
    if _PAPERS.fullmatch(noun) and (titles := _TITLES.search(text)) is not None:
        return titles.span() if titles.group(0).count("》") >= fewest else None
    best: tuple[int, int, int] | None = None
    for a, b in segments(text):
        pieces = _pieces(text, a, b)
        row = [index for index, (_, end) in enumerate(pieces) if text[:end].rstrip("”").endswith(noun)]
        row = [index for index in row if index + 1 in row or index - 1 in row]
        if len(row) >= fewest and (best is None or len(row) > best[0]):
            best = len(row), pieces[row[0]][0], pieces[row[-1]][1]
        summed = len(pieces) >= fewest and re.search(rf"等[^，。；、]{{0,8}}{noun}", text[slice(*pieces[-1])])
        if best is None and summed:
            best = len(pieces), pieces[0][0], pieces[-1][1]
    return None if best is None else best[1:]


def _run_behind(text: str, verb: str) -> tuple[int, int] | None:
    """Start and end of what is listed right behind a verb: 「联合甲、乙、丙等部门」; None for no list."""
    found = re.search(rf"{verb}(?:[^，。；、]{{1,20}}、)+[^，。；、]{{1,20}}", text)
    return None if found is None else found.span()


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between the marks of a list in a stretch."""
    cuts = [match.span() for match in _BREAK.finditer(text, start, end)]
    stops = [stop for stop, _ in cuts] + [len(text[:end].rstrip("，；。：\n"))]
    starts = [start, *(after for _, after in cuts)]
    return [(a, b) for a, b in zip(starts, stops, strict=True) if a < b]
