"""What a question that names nothing but a document asks of it as a whole, and which documents it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from retriever.lexicon import query_words
from retriever.matching import coverage, matches, read_topic, word_match
from retriever.question import Query
from retriever.question_patterns import read_patterns
from retriever.reader import Reader
from retriever.scope import find_scope

ASPECTS_FILE = Path(__file__).parent.parent / "data" / "whole_aspects.txt"
_PAPERS = ("方案", "规划", "计划", "通知", "意见", "清单", "台账", "要点", "办法", "条例", "规定", "纪要", "报告")
PAPER = re.compile("|".join((*_PAPERS, "文件|文章|材料|会议|里面?|中|上|提到|讲|写|说|请问|我想|知道|了解")))
_FILLED = re.compile(
    r"十[一二三四五六]五(?:规划)?(?:期间|时期)|期间|时期|过去|前几年|一共|总共|主要|目前|现在|今年|这次|这个|这份|该|那个|关于"
    r"|[一二两三四五六七八九十\d]{1,3}[大个项条件](?:方面)?|[的了呢是在有要都会，。？?、：:；;！!（）()\s]"
)
_ASKS = re.compile("谁|哪|几[个项条]|多少|什么|啥|怎么|如何|吗|为何|干嘛")
_OF_WHOLE = re.compile(
    "目标|任务|保障|措施|指标|问题|成效|做法|经验|进展|投资|布局|负责|牵头|内容|举措|背景|方案|规划|计划"
)
_WHOLE = 0.8  # share of the words of a question that the title of a document must hold
_LEAST = 0.5  # share of each of them
_SHORT = 4  # characters of a word that may shorten words of a title
_MOST = 2  # documents of which an aspect is told at once


@dataclass(frozen=True)
class WholeAsked:
    """An aspect of documents as a whole, with the words that ask for it and the documents that may be meant."""

    aspect: str
    words: str
    doc_ids: tuple[str, ...]


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """The wordings and headings of the aspects by section."""
    return read_patterns(ASPECTS_FILE)


@lru_cache(maxsize=1)
def headings() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The headings under which documents tell each aspect, in the order in which they are looked for."""
    found: dict[str, list[re.Pattern[str]]] = {}
    name = ""
    for _, line in read_lines(ASPECTS_FILE):
        if section := re.fullmatch(r"\[(\w+)\]", line):
            name = section.group(1)
        elif name.endswith("_under"):
            found.setdefault(name.removesuffix("_under"), []).append(re.compile(line))
    return {aspect: tuple(lines) for aspect, lines in found.items()}


def asked_of_whole(query: Query, reader: Reader) -> WholeAsked | None:
    """The aspect that a question asks for of a document that it names and nothing else; None where it does not."""
    if query.within or query.item or query.kind in ("chat", "compare"):
        return None
    for aspect, pattern in patterns().items():
        if aspect.endswith("_under"):
            continue
        for found in pattern.finditer(query.text):
            rest = f"{query.text[: found.start()]} {query.text[found.end() :]}"
            if _ASKS.search(rest) or (query.bodies and query.kind == "reverse"):
                continue
            doc_ids = _documents(rest, query, reader)
            if doc_ids:
                return WholeAsked(aspect, found.group(0), doc_ids)
    return None


def _documents(rest: str, query: Query, reader: Reader) -> tuple[str, ...]:
    """The documents whose titles hold all words that the asking leaves; none for too many."""
    _, left = find_scope(rest, reader.lexicon)
    left = _FILLED.sub(" ", PAPER.sub(" ", left))
    topic = read_topic(left, reader.lexicon)
    drop = query_words("counting_words.txt")
    topic = topic.without(word for word, _ in topic.words if word in drop or len(word) < 2)
    scope = query.scope
    named = bool(scope.named or scope.places or topic.words or any(paper in query.text for paper in _PAPERS))
    if not named or scope.unknown_places:
        return ()
    doc_ids = sorted(scope.named or scope.doc_ids)
    papers = [paper for paper in _PAPERS if paper in query.text]
    fitting = []
    for doc_id in doc_ids:
        title = reader.document(doc_id).record.metadata.title
        if any(_is_apart(word, title) for word, _ in query.context.words):
            continue  # a question that leans on one about an item
        own = topic.without(word for word, _ in topic.words if _shortened(word, title))
        layers = ((title, 1.0),)
        if own.words and (min(matches(own, layers)) < _LEAST or coverage(own, layers) < _WHOLE):
            continue
        fitting.append(doc_id)
    of_paper = [doc_id for doc_id in fitting if any(paper in _called(doc_id, reader) for paper in papers)]
    return tuple(of_paper or fitting)


def _shortened(word: str, title: str) -> bool:
    """Whether a short word is made of characters of a title: 文旅 of 文化和旅游, 治超 of 超限超载整治."""
    return len(word) <= _SHORT and set(word) <= set(title)


def _is_apart(word: str, title: str) -> bool:
    """Whether a word of an earlier turn names something that is not the document as a whole."""
    if word in title or _shortened(word, title) or _OF_WHOLE.search(word) or word in query_words("counting_words.txt"):
        return False
    return word_match(word, title) < _LEAST


def _called(doc_id: str, reader: Reader) -> str:
    metadata = reader.document(doc_id).record.metadata
    return f"{metadata.title} {metadata.kind}"


def too_many(doc_ids: tuple[str, ...]) -> bool:
    """Whether an aspect is told of more documents than one answer holds."""
    return len(doc_ids) > _MOST
