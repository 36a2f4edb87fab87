"""Answer with what a document answers to the same question (政策问答, 政策解读)."""

from __future__ import annotations

from ingest.sentences import split_sentences
from retriever.answerers.expectation import expected
from retriever.answerers.stretches import balance, strip_number
from retriever.asked_questions import AskedQuestion
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage, read_topic
from retriever.question import Query
from retriever.reader import Reader, shortest_stretch

_ALIKE = 0.5  # share of either question that the other must cover
_IN_QUESTION = 0.3  # share of a question that the document's question must hold, the rest may stand in its answer
_ANSWER, _TITLE = 0.8, 0.35  # shares of a word's weight in the answer and in the document's title
_WHOLE = 220  # characters of an answer that is told whole
_FIGURE = 160  # characters of the stretch that holds the figure asked for
_LONG = 900  # characters of steps and lists
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


def _likeness(query: Query, pair: AskedQuestion, reader: Reader) -> float:
    """How much the two questions have in common, 0 when too little."""
    title = reader.document(pair.doc_id).record.metadata.title
    answer = reader.text(pair.doc_id, pair.start, pair.end)
    in_question = coverage(query.topic, ((pair.text, 1.0), (title, _TITLE)))
    covered = coverage(query.topic, ((pair.text, 1.0), (answer, _ANSWER), (title, _TITLE)))
    if covered < _ALIKE or in_question < _IN_QUESTION:
        return 0.0
    back = coverage(_without_title(read_topic(pair.text, reader.lexicon), title), ((_with_official(query), 1.0),))
    return covered + back if back >= _ALIKE else 0.0


def _without_title(topic: Topic, title: str) -> Topic:
    """What a document's question says beyond the document's theme."""
    own = topic.without(word for word, _ in topic.words if word in title)
    return own if own.words else topic


def _with_official(query: Query) -> str:
    """The words of a question with the official ones for its everyday ones."""
    return "；".join((query.text, *(other for _, others in query.topic.alternatives for other in others)))


def _told(query: Query, pair: AskedQuestion, reader: Reader) -> Draft:
    """The answer whole where it is short or lists, else its sentences with what is asked for."""
    needs = expected(query)
    spans = [(index, start, end) for index in pair.clauses for start, end in _sentences(pair, index, reader)]
    length = sum(end - start for _, start, end in spans)
    if needs is not None and length > _FIGURE:
        holding = [span for span in spans if needs.search(reader.text(pair.doc_id, span[1], span[2]))]
        if not holding:
            return NOTHING
        chosen = max(
            holding, key=lambda span: coverage(query.topic, ((reader.text(pair.doc_id, span[1], span[2]), 1.0),))
        )
        text = reader.text(pair.doc_id, chosen[1], chosen[2])
        start, end = shortest_stretch(text, query.topic, limit=_FIGURE, needs=needs)
        return Draft((_statement(pair.doc_id, chosen, text[start:end]),), (), 1.0)
    limit = _LONG if query.kind in ("method", "list") else _WHOLE
    statements: list[Statement] = []
    for span in spans:
        if limit < span[2] - span[1] and statements:
            break
        limit -= span[2] - span[1]
        statements.append(_statement(pair.doc_id, span, reader.text(pair.doc_id, span[1], span[2])))
    return Draft(tuple(statements), (), 1.0)


def _sentences(pair: AskedQuestion, index: int, reader: Reader) -> list[tuple[int, int]]:
    clause = reader.clause(pair.doc_id, index)
    start, end = max(clause.start, pair.start), min(clause.end, pair.end)
    return split_sentences(reader.document(pair.doc_id).parsed.clean.text, start, end)


def _statement(doc_id: str, span: tuple[int, int, int], words: str) -> Statement:
    said = balance(strip_number(words.strip("，；。 \n")))
    return Statement(f"{said}。", (Evidence(doc_id, span[0], span[1], span[2]),))
