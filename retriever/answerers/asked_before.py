"""Answer with what a document answers to the same question (政策问答, 政策解读)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.sentences import split_sentences
from retriever.answerers.expectation import expected
from retriever.answerers.stretches import balance, strip_number
from retriever.asked_questions import AskedQuestion
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage, read_topic
from retriever.question import Query
from retriever.question_patterns import read_patterns
from retriever.reader import Reader, header_evidence, shortest_stretch

ASPECTS_FILE = Path(__file__).parents[1] / "data" / "asked_aspects.txt"
_ALIKE = 0.5  # share of either question that the other must cover
_IN_QUESTION = 0.3  # share of a question that the document's question must hold, the rest may stand in its answer
_ANSWER, _TITLE = 0.8, 0.35  # shares of a word's weight in the answer and in the document's title
_THEME = 0.7  # the share in the title where both questions ask for the same: all that is left is the theme
_ELSEWHERE = 0.5  # the share in the rest of the document, which has one theme
_OPPOSED = frozenset(("eligible", "refused"))
_THEMES = re.compile("补贴|补助|奖励|奖补|免费|收费|申请|登记|条件|资格|面积|处罚")  # of these the words of a theme
_SAME = 0.5  # what asking for the same is worth
_WHOLE = 220  # characters of an answer that is told whole
_FIGURE = 160  # characters of the stretch that holds the figure asked for
_NARROW = 50  # characters of the one that a question names of several figures
_LONG = 900  # characters of steps and lists
_YES = 3  # characters of a sentence that says yes or no and nothing else
_YES_OR_NO = re.compile(r"吗|么$|有没有|([\u4e00-\u9fff])不\1|是否")
_LISTED = frozenset(("steps", "papers", "refused", "eligible", "divided", "punished"))  # told whole, figures or not
_NEVER = ("chat", "reverse", "filter", "count", "document", "compare", "member")


def answer_asked_before(query: Query, reader: Reader) -> Draft:
    """The answer of a document to a question of its own that says the same as the query; nothing when none does."""
    if query.kind in _NEVER or not query.topic.words or query.within:
        return NOTHING
    best: tuple[float, AskedQuestion] | None = None
    for pair in reader.asked_questions:
        if pair.doc_id in query.scope.doc_ids:
            alike = _likeness(query, pair, reader)
            if alike and (best is None or alike > best[0]):
                best = alike, pair
    return _told(query, best[1], reader) if best is not None else NOTHING


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_patterns(ASPECTS_FILE)


def _aspects(question: str, theme: str = "") -> frozenset[str]:
    """What a question asks for: steps, papers, money; who is refused something is not who may have it.

    Words of the theme tell nothing: in a document about a 补贴 every question names it.
    """
    bare = re.sub("|".join(map(re.escape, _THEMES.findall(theme))) or "$^", " ", question)
    found = frozenset(name for name, pattern in _patterns().items() if pattern.search(bare))
    return found - {"eligible"} if "refused" in found else found


def _likeness(query: Query, pair: AskedQuestion, reader: Reader) -> float:
    """How much the two questions have in common, 0 when too little."""
    title = reader.document(pair.doc_id).record.metadata.title
    answer = reader.text(pair.doc_id, pair.start, pair.end)
    asked, answered = _aspects(query.text, title), _aspects(pair.text, title)
    if asked & answered:
        return _same_aspect(query, pair, reader)
    if asked & _OPPOSED and answered & _OPPOSED:
        return 0.0
    in_question = coverage(query.topic, ((pair.text, 1.0), (title, _TITLE)))
    covered = coverage(query.topic, ((pair.text, 1.0), (answer, _ANSWER), (title, _TITLE)))
    if covered < _ALIKE or in_question < _IN_QUESTION or not _own_held(query, pair, title, answer):
        return 0.0
    back = coverage(_without_title(read_topic(pair.text, reader.lexicon), title), ((_with_official(query), 1.0),))
    likeness = covered + back if back >= _ALIKE else 0.0
    return likeness * _ELSEWHERE if asked and answered else likeness


def _own_held(query: Query, pair: AskedQuestion, title: str, answer: str) -> bool:
    """Whether what a question asks beyond its document's theme stands in the other question or its answer.

    In 「灵活就业公积金怎么开户」 the theme weighs more than the one word that is asked.
    """
    own = query.topic.without(word for word, _ in query.topic.words if word in title)
    return not own.words or coverage(own, ((pair.text, 1.0), (answer, _ANSWER))) >= _IN_QUESTION


def _same_aspect(query: Query, pair: AskedQuestion, reader: Reader) -> float:
    """How well a question that asks for the same as a document's is about the same thing, 0 when too little."""
    document = reader.document(pair.doc_id)
    own = query.topic.without(word for word, _ in query.topic.words if len(word) == 1 or _aspects(word))
    answer = reader.text(pair.doc_id, pair.start, pair.end)
    told = ((document.record.metadata.title, _THEME), (document.parsed.clean.text, _ELSEWHERE))
    themed = coverage(own, ((pair.text, 1.0), (answer, _ANSWER), *told)) if own.words else _THEME
    return themed + _SAME + coverage(query.topic, ((pair.text, _SAME),)) if themed >= _ALIKE else 0.0


def _without_title(topic: Topic, title: str) -> Topic:
    """What a document's question says beyond the document's theme."""
    own = topic.without(word for word, _ in topic.words if word in title)
    return own if own.words else topic


def _with_official(query: Query) -> str:
    """The words of a question with the official ones for its everyday ones."""
    return "；".join((query.text, *(other for _, others in query.topic.alternatives for other in others)))


def _told(query: Query, pair: AskedQuestion, reader: Reader) -> Draft:
    """The answer whole where it is short or lists, else its sentences with what is asked for."""
    title = reader.document(pair.doc_id).record.metadata.title
    shared = _aspects(query.text, title) & _aspects(pair.text, title)
    listed = bool(shared & _LISTED)
    needs = None if listed else expected(query)
    spans = [(index, start, end) for index in pair.clauses for start, end in _sentences(pair, index, reader)]
    if not _YES_OR_NO.search(query.text):
        spans = [span for span in spans if span[2] - span[1] > _YES] or spans
    length = sum(end - start for _, start, end in spans)
    narrow = shared == {"money"} and _names_one(query, pair, reader)
    if needs is not None and (length > _FIGURE or narrow):
        holding = [span for span in spans if needs.search(reader.text(pair.doc_id, span[1], span[2]))]
        if not holding:
            return NOTHING
        chosen = max(
            holding, key=lambda span: coverage(query.topic, ((reader.text(pair.doc_id, span[1], span[2]), 1.0),))
        )
        text = reader.text(pair.doc_id, chosen[1], chosen[2])
        start, end = shortest_stretch(text, query.topic, limit=_NARROW if narrow else _FIGURE, needs=needs)
        return Draft((_statement(pair.doc_id, chosen, text[start:end]),), (), 1.0)
    limit = _LONG if listed or query.kind in ("method", "list") else _WHOLE
    statements: list[Statement] = []
    for span in spans:
        if limit < span[2] - span[1] and statements:
            break
        limit -= span[2] - span[1]
        statements += _said(pair.doc_id, span, reader)
    return Draft(tuple(statements), (), 1.0)


def _names_one(query: Query, pair: AskedQuestion, reader: Reader) -> bool:
    """Whether a question names what only the answer tells apart: 「三孩每月补多少」 where the answer goes by child."""
    asked = pair.text + reader.document(pair.doc_id).record.metadata.title
    answer = reader.text(pair.doc_id, pair.start, pair.end)
    return any(len(word) > 1 and word in answer and word not in asked for word, _ in query.topic.words)


def _said(doc_id: str, span: tuple[int, int, int], reader: Reader) -> list[Statement]:
    """What a sentence of an answer says; of a table's row its cells behind the titles of their columns."""
    clause = reader.clause(doc_id, span[0])
    if clause.kind != "table_row":
        return [_statement(doc_id, span, reader.text(doc_id, span[1], span[2]))]
    if clause.row is None:
        return []
    row = reader.document(doc_id).parsed.rows[clause.row]
    first, *others = [cell for cell in zip(row.header, row.values, strict=True) if cell[1]]
    told = "；".join(f"{head}：{value}" if head else value for head, value in others)
    evidence = (Evidence(doc_id, *span), *header_evidence(reader, doc_id, clause))
    return [Statement(f"{first[1]}，{told}。" if told else f"{first[1]}。", evidence)]


def _sentences(pair: AskedQuestion, index: int, reader: Reader) -> list[tuple[int, int]]:
    clause = reader.clause(pair.doc_id, index)
    start, end = max(clause.start, pair.start), min(clause.end, pair.end)
    return split_sentences(reader.document(pair.doc_id).parsed.clean.text, start, end)


def _statement(doc_id: str, span: tuple[int, int, int], words: str) -> Statement:
    said = balance(strip_number(words.strip("，；。 \n")))
    return Statement(f"{said}。", (Evidence(doc_id, span[0], span[1], span[2]),))
