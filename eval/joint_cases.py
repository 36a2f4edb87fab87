"""Questions with the passages that stand before them, as the reading model learns from them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.datatypes import Question
from eval.passage_cases import is_gold, read_cases
from retriever.answering import Answerer
from retriever.candidates import Candidate, CandidateFinder
from retriever.encoder import OnnxEncoder
from retriever.joint import JointReading
from retriever.question import Query
from retriever.reader import Passage
from retriever.scorer import load_scorer

LOOKED_AT = 40  # best sentences by what the ranking says without a joint reading
_READ = 400  # tokens of a passage
_CHUNK = 140  # tokens of a passage of a public set
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True)
class ReadPassage:
    """A passage as the lower layers leave it: `hidden` `(t, d)`, and its `stretches` as in `JointHead.values`."""

    hidden: NDArray[np.floating]
    stretches: NDArray[np.int64]


@dataclass(frozen=True)
class JointCase:
    """A question with n sentences, best first by the ranking without a joint reading.

    `question` is `(q, d)`, `weights` `(q,)`; `rows` name the passage and the place in it of each sentence; `gold`
    `(n,)` is true for one that answers, for none where `answerable` is false.
    """

    question: NDArray[np.floating]
    weights: NDArray[np.float32]
    passages: tuple[ReadPassage, ...]
    rows: tuple[tuple[int, int], ...]
    gold: NDArray[np.bool_]
    answerable: bool

    @property
    def teaches(self) -> bool:
        """Whether some sentences answer and others do not, or none does and none should."""
        return bool(self.gold.any() and not self.gold.all()) if self.answerable else not self.gold.any()


def library_cases(answerer: Answerer, questions: Sequence[Question]) -> Iterator[JointCase]:
    """The asking parts of the questions of a set over the documents of the answerer.

    Raises:
        ValueError: The library's encoder is not the one that the reading model goes on from.
    """
    reading = answerer.view.joint
    if not isinstance(reading, JointReading):
        raise ValueError("the library has no joint reading")
    finder = CandidateFinder(answerer.view, answerer.reader)
    scorer = load_scorer(late=True)
    for case in read_cases(answerer, questions):
        for query in case.parts:
            if not (query.scope.doc_ids and query.topic.words):
                continue
            candidates, features = finder.find(query)
            if not candidates:
                continue
            order = np.argsort(-scorer.sums(features, query.kind), kind="stable")[:LOOKED_AT]
            best = [candidates[row] for row in order]
            gold = np.array([is_gold(_passage(one), case.gold) for one in best], bool)
            if (made := _case(reading, query, best, gold, case.answerable)).teaches:
                yield made


def _case(
    reading: JointReading, query: Query, best: Sequence[Candidate], gold: NDArray[np.bool_], answerable: bool
) -> JointCase:
    chunks = list({(one.chunk.doc_id, one.chunk.chunk.index): one.chunk for one in best}.values())
    places = {(scored.doc_id, scored.chunk.index): number for number, scored in enumerate(chunks)}
    asked, weights = reading.question(query.text)
    passages = tuple(ReadPassage(states.hidden, bounds) for states, bounds in map(reading.passage, chunks))
    rows = tuple((places[one.chunk.doc_id, one.chunk.chunk.index], one.place) for one in best)
    return JointCase(asked.hidden.astype(np.float16), weights, passages, rows, gold, answerable)


def _passage(one: Candidate) -> Passage:
    return Passage(one.doc_id, one.clause, one.start, one.end, one.text, one.covered, 0.0)


def public_cases(folder: Path, encoder: OnnxEncoder, *, limit: int) -> Iterator[JointCase]:
    """Questions of a public set of reading comprehension over one text each, drawn the same in every run.

    The sentence that holds the answer is to be found; sentences with the most pairs of the question's characters stand
    first. Questions whose answer stands in several sentences are left out.
    """
    texts = {text["id"]: text for text in map(json.loads, _lines(folder / "corpus.jsonl"))}
    questions = list(map(json.loads, _lines(folder / "queries.jsonl")))
    for asked in random.Random(1).sample(questions, min(limit, len(questions))):
        answers = [answer for answer in asked["answers"] if len(answer) > 1]
        if asked["answerable"] and asked["gold"] and answers:
            text = texts[asked["gold"][0]]
            case = _public_case(encoder, asked["text"], answers, text.get("title") or "", text["text"])
            if case is not None:
                yield case


def _public_case(
    encoder: OnnxEncoder, question: str, answers: Sequence[str], title: str, text: str
) -> JointCase | None:
    sentences = [match.group() for match in _SENTENCE.finditer(text) if match.group().strip()]
    gold = [any(answer in sentence for answer in answers) for sentence in sentences]
    if sum(gold) != 1 or len(sentences) < 3:
        return None
    pairs = _pairs(question)
    order = sorted(range(len(sentences)), key=lambda number: -len(pairs & _pairs(sentences[number])))
    passages, places = _passages(encoder, title, sentences)
    states = encoder.query_states(question)
    share = np.full(len(states.ids), 1 / max(len(states.ids), 1), np.float32)
    rows = tuple(places[number] for number in order)
    return JointCase(states.hidden.astype(np.float16), share, passages, rows, np.array(gold)[order], True)


def _passages(
    encoder: OnnxEncoder, title: str, sentences: Sequence[str]
) -> tuple[tuple[ReadPassage, ...], list[tuple[int, int]]]:
    """Neighbouring sentences in passages of about `_CHUNK` tokens; the passage and the place of each sentence."""
    groups: list[list[str]] = [[]]
    places: list[tuple[int, int]] = []
    for sentence in sentences:
        if groups[-1] and sum(map(len, groups[-1])) + len(sentence) > _CHUNK:
            groups.append([])
        places.append((len(groups) - 1, len(groups[-1])))
        groups[-1].append(sentence)
    return tuple(_read(encoder, f"{title}\n", group) for group in groups), places


def _read(encoder: OnnxEncoder, head: str, sentences: Sequence[str]) -> ReadPassage:
    """A passage with the ends of its beginnings, each measured by the tokens of what stands before."""
    hidden = encoder.passage_states(head + "".join(sentences)).hidden[:_READ].astype(np.float16)
    lengths = [len(encoder.passage_states(head + "".join(sentences[:count])).ids) for count in range(len(sentences))]
    return ReadPassage(hidden, np.minimum(np.array([0, *lengths, len(hidden)], np.int64), len(hidden)))


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()
