"""One question of a public set asked of a library: where its document was found, what was answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.bm25 import PlainBM25
from eval.matching import normalise, strip_markers
from eval.metrics import character_f1, rouge_l
from eval.public_sets import PublicQuestion, PublicSet, near_copies
from retriever.confidence import confidence
from retriever.knowledge_base import KnowledgeBase
from retriever.tokenizer import tokenize

SEARCHED = 60  # passages of which documents are ranked by their best one
BASELINES: Mapping[str, Callable[[str], Sequence[str]]] = {
    "BM25（词）": lambda text: tokenize(text).words,
    "BM25（字对）": lambda text: tokenize(text).bigrams,
}
OWN = "政答"


@dataclass(frozen=True)
class PublicRow:
    """A question with what came of it.

    `ranking` are document ids, best first; `ranks` by system the rank of the gold document from 1, 0 where it was not
    found; `copied_ranks` the same with near-copies of the gold document counted as it. `confidences` by system: higher
    is surer that the library holds the answer. Of an unanswerable question all about gold is empty.
    """

    id: str
    half: int
    question: str
    answerable: bool
    expected: str
    status: str
    answer: str
    cited: tuple[str, ...]
    ranking: tuple[str, ...]
    ranks: Mapping[str, int]
    copied_ranks: Mapping[str, int]
    confidences: Mapping[str, float]
    rouge_l: float
    character_f1: float
    contains: bool
    cited_gold: bool
    cited_copy: bool
    milliseconds: float


class PublicAsker:
    """Asks the questions of a set of a library that holds its documents, beside plain BM25 over the same texts."""

    def __init__(self, base: KnowledgeBase, held: PublicSet) -> None:
        """Ask `base`, whose documents are named by the ids of `held`."""
        self._base = base
        self._names = {record.doc_id: Path(record.name).stem for record in base.documents()}
        self._ids = [text.id for text in held.texts]
        texts = [f"{text.title}\n{text.text.removeprefix(text.title)}" for text in held.texts]
        self._texts = {key: normalise(text).text for key, text in zip(self._ids, texts, strict=True)}
        self._plain = {name: PlainBM25(texts, terms) for name, terms in BASELINES.items()}

    def ask(self, question: PublicQuestion) -> PublicRow:
        """Search and answer one question."""
        copies = near_copies(question, self._texts) if question.answerable else question.gold
        rankings: dict[str, Sequence[str]] = {OWN: self._search(question.text)}
        confidences = {OWN: confidence(self._base.view(), question.text)}
        for name, plain in self._plain.items():
            scores = plain.scores(question.text)
            rankings[name] = [self._ids[place] for place in np.argsort(-scores, kind="stable")[:SEARCHED]]
            confidences[name] = float(scores.max())
        started = time.perf_counter()
        answer = self._base.ask(question.text)
        milliseconds = (time.perf_counter() - started) * 1000
        answered = answer.status == "answered"
        told = strip_markers(answer.answer) if answered else ""
        cited = tuple(dict.fromkeys(self._names[citation.doc_id] for citation in answer.citations))
        return PublicRow(
            id=question.id,
            half=question.half,
            question=question.text,
            answerable=question.answerable,
            expected=question.answer,
            status=answer.status,
            answer=answer.answer,
            cited=cited,
            ranking=tuple(rankings[OWN][:10]),
            ranks={name: _rank(ranking, question.gold) for name, ranking in rankings.items()},
            copied_ranks={name: _rank(ranking, copies) for name, ranking in rankings.items()},
            confidences=confidences,
            rouge_l=rouge_l(told, question.answer),
            character_f1=character_f1(told, question.answer),
            contains=question.answerable and normalise(told).contains(question.answer),
            cited_gold=bool(question.gold & set(cited)),
            cited_copy=bool(copies & set(cited)),
            milliseconds=milliseconds,
        )

    def _search(self, question: str) -> list[str]:
        """Ids of the documents found, ranked by the best of their passages."""
        hits = self._base.search(question, k=SEARCHED)
        return list(dict.fromkeys(self._names[hit.doc_id] for hit in hits))


def _rank(ranking: Sequence[str], gold: frozenset[str]) -> int:
    return next((place for place, key in enumerate(ranking, start=1) if key in gold), 0)


def write_rows(rows: Sequence[PublicRow], path: Path) -> None:
    """One JSON object per question."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(asdict(row), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
