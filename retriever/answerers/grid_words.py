"""How much of a question a table explains: its rows, titles and headings, its document, the words of asking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retriever.answerers.cells import asked_classes, class_of
from retriever.answerers.grid_rows import Asked, Chosen
from retriever.grids import Grid, GridRow, plain
from retriever.lexicon import query_words
from retriever.matching import matches
from retriever.question import Query
from retriever.reader import Reader
from retriever.tokenizer import is_function_word, segment
from retriever.unspoken import passing_words

_HELD = 0.5  # share of a word that a text must hold
_ALIKE = 0.6  # similarity of a word of the question to one of the cells told
_NEARLY = 0.8  # worth of a word that is only like one
_WORD = re.compile("[\u4e00-\u9fff]{2,6}")
_ASKING = re.compile(
    r"几.?|多少|各.?|分别|哪.*|谁|怎.*|最.|一共|总共|合计|[今去明]年|\d+.*|[一二三四五六七八九十两]+.|目标|任务|达到|控制"
    r"|钱|.?档|比例|多[大高久长]|领|给|拿|补|[每当本][年月]|[没不无].?"
)
_GLUED = "当任做是管包抓归"  # verbs that a name was read together with: 当河长
_TELLING = 0.4  # of the weight of a word that occurs once
_LIKE = 0.7  # similarity of a word that no document has to one of a table, from which it stands for that
_SHORTEST = 2
_LONG = 24  # characters of a name that is a sentence
_MOST_WORDS = 60
_BRIEF = 9  # characters of a cell that belongs to what its row is, whichever columns are told


def explained(
    query: Query,
    asked: Asked,
    grid: Grid,
    rows: Sequence[GridRow],
    columns: Sequence[int],
    chosen: Chosen,
    reader: Reader,
    *,
    strict: bool,
) -> float:
    """Share 0–1 of the weight of a question's words that a table explains with the cells that it would tell.

    Where it must be `strict`, a word that stands elsewhere in the document, and not here, means that other place.
    """
    about = reader.document(grid.doc_id).record.metadata
    shown = {grid.key, *columns, *chosen.columns}
    told = "\n".join(
        value for row in rows for index, value in enumerate(row.values) if index in shown or len(value) < _BRIEF
    )
    titles = "\n".join(column.head for column in grid.columns)
    held = "\n".join((told, titles, grid.above, grid.unit, about.title))
    shares = matches(asked.topic, ((held, 1.0),))
    classes = {class_of(grid.columns[index].title) for index in columns} - {-1}
    text = reader.document(grid.doc_id).parsed.clean.text  # a word that stands elsewhere in it means that place
    terms = reader.lexicon.terms_in(asked.text)
    total = lacking = 0.0
    for (word, weight), share in zip(asked.topic.words, shares, strict=True):
        if len(word) < _SHORTEST or word in query.scope.places:
            continue
        if word not in terms and (_ASKING.fullmatch(word) or word in passing_words()):
            continue  # 三个 only asks, “三率” is a name
        total += weight
        if share >= _HELD or any(word in place or place in word for place in about.places):
            continue
        bare = word.strip(_GLUED)
        if bare != word and len(bare) >= _SHORTEST and bare in held:
            continue
        if classes & set(asked_classes(word)):
            continue
        if any(plain(word) in said or (said in plain(word) and len(said) * 2 > len(word)) for said in chosen.said):
            continue
        if strict and word in text and weight >= _TELLING * reader.lexicon.rarest:
            return 0.0
        near = word not in text and not _named_elsewhere(word, asked, text, reader)
        near = near and _near(word, f"{told}\n{titles}", reader)
        lacking += weight * (1 - _NEARLY * near)
    return 1.0 - lacking / total if total else 0.0


def _named_elsewhere(word: str, asked: Asked, text: str, reader: Reader) -> bool:
    """Whether a word is part of a name that other documents write and this one does not: 春江 of 春江大楼."""
    others = (other for other, _ in asked.topic.words if other != word and len(other) >= _SHORTEST)
    names = (name for other in others for name in (word + other, other + word) if name in asked.text)
    return any(name not in text and reader.lexicon.count(name) for name in names)


def likened(asked: Asked, grid: Grid, reader: Reader) -> Asked:
    """A question whose words that no document has stand for those of the rows' names and the titles: 祠堂 for 宗祠."""
    late = reader.view.late
    strange = [word for word, _ in asked.topic.words if _WORD.fullmatch(word) and word not in asked.topic.known]
    strange = [word for word in strange if word not in asked.topic.others and not _ASKING.fullmatch(word)]
    if late is None or not strange:
        return asked
    names = (row.values[grid.key] for row in grid.rows if len(row.values[grid.key]) < _LONG)
    others = _words_of("\n".join((*names, *(column.head for column in grid.columns))))
    pairs = []
    for word in strange if others else ():
        similar = late.alike(word, others)
        if float(similar.max()) >= _LIKE:
            pairs.append((word, (others[int(similar.argmax())],)))
    return replace(asked, topic=replace(asked.topic, alternatives=(*asked.topic.alternatives, *pairs)))


def _words_of(text: str) -> list[str]:
    """The words of a text that tell something, each once."""
    idle = query_words("filler_words.txt") | query_words("generic_words.txt")
    near = (one for one in segment(text) if _WORD.fullmatch(one) and one not in idle and not is_function_word(one))
    return list(dict.fromkeys(near))[:_MOST_WORDS]


def _near(word: str, held: str, reader: Reader) -> bool:
    """Whether the encoder finds a word of the cells near one of the question."""
    late = reader.view.late
    if late is None:
        return False
    others = _words_of(held)
    return late.is_near(word, others, _ALIKE)
