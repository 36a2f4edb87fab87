"""Questions with the places in the documents where their answers stand, for measuring and fitting the ranking."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.datatypes import Question
from retriever.answering import Answerer
from retriever.conversation import complete
from retriever.datatypes import Message
from retriever.focus import find_focus
from retriever.question import Query, understand
from retriever.reader import Passage

Spans = Mapping[str, tuple[tuple[int, int], ...]]  # clean spans of the answer by document id
_HALF = 0.5  # share of the shorter of two spans that must be common


@dataclass(frozen=True)
class PassageCase:
    """A question as the system understands it, with its asking parts, and where its answer stands.

    `gold` is empty for a question that the documents cannot answer. `fold` names what must not be split over the
    folds of a cross-validation: the document asked about, or the question itself.
    """

    id: str
    type: str
    parts: tuple[Query, ...]
    gold: Spans
    answerable: bool
    fold: str


def squeeze(text: str) -> tuple[str, list[int]]:
    """Letters, digits and Chinese characters of a text in one width, with the index that each has in the text."""
    kept: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for form in unicodedata.normalize("NFKC", character).lower():
            if form.isalnum():
                kept.append(form)
                places.append(index)
    return "".join(kept), places


class GoldFinder:
    """Finds verbatim snippets in the documents of a view."""

    def __init__(self, answerer: Answerer) -> None:
        self._texts = {
            doc_id: squeeze(document.parsed.clean.text) for doc_id, document in answerer.lexicon.documents.items()
        }

    def spans(self, snippets: Sequence[str], doc_ids: Sequence[str] = ()) -> Spans:
        """Clean spans of all places where a snippet stands; in all documents, or in those given."""
        found: dict[str, list[tuple[int, int]]] = {}
        for snippet in snippets:
            wanted, _ = squeeze(snippet)
            for doc_id in doc_ids or self._texts:
                text, places = self._texts.get(doc_id, ("", []))
                position = text.find(wanted) if wanted else -1
                while position >= 0:
                    last = places[position + len(wanted) - 1] + 1
                    found.setdefault(doc_id, []).append((places[position], last))
                    position = text.find(wanted, position + len(wanted))
        return {doc_id: tuple(spans) for doc_id, spans in found.items()}


def is_gold(passage: Passage, gold: Spans) -> bool:
    """Whether a passage and a span of the answer share at least half of the shorter of the two."""
    return any(
        min(passage.end, end) - max(passage.start, start) >= _HALF * min(passage.end - passage.start, end - start)
        for start, end in gold.get(passage.doc_id, ())
    )


def asking_parts(answerer: Answerer, messages: Sequence[Message]) -> tuple[Query, ...]:
    """The asking parts of the last message, made to stand on its own, as they are answered."""
    completed = complete(messages, answerer.lexicon, answerer.speller, lambda turn: answerer.recall(turn, None))
    query = understand(completed.question, answerer.lexicon, context=completed.context, asked=completed.typed)
    return find_focus(query, answerer.lexicon).parts


def read_cases(answerer: Answerer, questions: Sequence[Question]) -> Iterator[PassageCase]:
    """The questions of a set; an answerable one whose snippets stand in no document is left out."""
    finder = GoldFinder(answerer)
    for question in questions:
        gold = finder.spans(question.cite) if question.answerable else {}
        if question.answerable and not gold:
            continue
        messages = [Message("user", turn) for turn in (*question.history, question.q)]
        fold = question.doc or next(iter(gold), question.id)
        yield PassageCase(question.id, question.type, asking_parts(answerer, messages), gold, question.answerable, fold)
