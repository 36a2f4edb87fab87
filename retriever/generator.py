"""Word an answer with a language model: the same evidence, a template, and a check of every sentence."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DataFileError
from prompts.citations import CitedText, cite, parse
from prompts.evidence import Passage, as_material, evidence_block
from prompts.sentences import SentenceStream, plain_marks
from prompts.template import Template, Variables, load_template
from retriever.answering import Answered
from retriever.chat_model import ChatModel
from retriever.datatypes import Evidence
from retriever.draft import Statement
from retriever.errors import GenerationError
from retriever.fidelity import is_faithful
from retriever.reader import Reader

TEMPLATE = "write_answer"
EVIDENCE, EXCERPT, QUESTION = "证据", "摘录", "问题"
VARIABLES = Variables((EVIDENCE, QUESTION), (EXCERPT,))
MOST_CHARACTERS = 4000  # of evidence: what a model with a small window takes beside template and answer
EXTRA_PASSAGES = 4
LOOSE_KINDS = ("method", "fact")  # kinds that may be told in fewer points; the others must be complete
_LOOSE_SHARE = 0.5
_LIST_MARK = re.compile(r"^\s*(?:(?P<number>\d{1,2}[.、)）](?!\d)|[（(]\d{1,2}[)）])|[-*•·]+|#+)\s*")
_QUOTES = re.compile(r"[「『\"]([^「」『』\"]{1,60})[」』\"]")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Material:
    """What the model is given: evidence by number (from 1) and the extractive answer with these numbers."""

    evidence: tuple[Evidence, ...]
    excerpt: str
    points: tuple[frozenset[Evidence], ...]  # what each statement of the extractive answer stands on
    computed: tuple[tuple[Evidence, str], ...]  # what the program worked out from a piece (「第17项」): it may be said
    share: float  # of the points that the answer must touch, 0–1


class Writer:
    """Words answers with a chat model; safe for several threads."""

    def __init__(self, model: ChatModel, office: Path) -> None:
        """Word answers with `model` by the template of `office`, a folder that need not exist, or the shipped one.

        Raises:
            DataFileError: the template has an error.
        """
        self._model = model
        self._office = office
        self._template()

    def write(self, answered: Answered) -> Iterator[Statement]:
        """The sentences of an answer as the model completes them, each borne by the evidence with it.

        A text begins with a line break where its sentence begins a line.

        Raises:
            GenerationError: the model fails, or too little of what it says is borne.
        """
        reader = answered.renderer.reader
        material = _gather(answered, reader)
        try:
            template = self._template()
        except DataFileError as error:
            raise GenerationError(str(error)) from error
        system, user = template.fill(
            {
                EVIDENCE: evidence_block([_passage(evidence, reader) for evidence in material.evidence]),
                EXCERPT: as_material(material.excerpt),
                QUESTION: as_material(answered.query.text),
            }
        )
        checker = _Checker(material, reader)
        yield from checker.checked(self._model.stream(system, user))

    def _template(self) -> Template:
        return load_template(TEMPLATE, VARIABLES, self._office)


class _Checker:
    """Turns the pieces of one reply into checked statements."""

    def __init__(self, material: _Material, reader: Reader) -> None:
        self._material = material
        self._reader = reader
        self._kept = self._dropped = self._lines = 0
        self._cited: set[Evidence] = set()
        self._new_line = True

    def checked(self, pieces: Iterator[str]) -> Iterator[Statement]:
        """The statements that are borne; raises as `Writer.write`."""
        sentences = SentenceStream()
        for piece in pieces:
            for sentence in sentences.feed(piece):
                yield from self._statement(sentence)
        yield from self._statement(sentences.finish())
        logger.info("语言模型的答案：采用 %d 句，删去 %d 句", self._kept, self._dropped)
        if not self._kept:
            raise GenerationError("语言模型没有给出能由原文证实的答案。")
        points = self._material.points
        touched = sum(not point.isdisjoint(self._cited) for point in points)
        if touched < max(1.0, self._material.share * len(points)):
            raise GenerationError("语言模型的答案漏了要点。")

    def _statement(self, sentence: str) -> Iterator[Statement]:
        """The sentence as a statement where it is borne."""
        self._new_line = self._new_line or sentence.startswith("\n")
        statement, listed = _read(sentence, self._material)
        if not statement.text:
            pass
        elif statement.evidence and is_faithful(statement, self._reader):
            yield self._released(statement, listed)
        else:
            self._dropped += 1
            logger.debug("删去语言模型的一句：%s", sentence.strip())
        self._new_line = self._new_line or sentence.endswith("\n")

    def _released(self, statement: Statement, listed: bool) -> Statement:
        """The statement as it leaves: on a line of its own, and numbered by the program, where the model did so."""
        mark = ""
        if listed and self._new_line:
            self._lines += 1
            mark = f"{self._lines}. "
        separator = "\n" if self._new_line and self._kept else ""
        self._kept += 1
        self._new_line = False
        self._cited.update(statement.evidence)
        computed = (*statement.computed, *([mark] if mark else []))
        return Statement(f"{separator}{mark}{statement.text}", statement.evidence, computed)


def _read(sentence: str, material: _Material) -> tuple[Statement, bool]:
    """A sentence of the model with the evidence it cites, and whether it is a numbered line.

    There is no evidence where it cites nothing, or any number that was not given.
    """
    plain = plain_marks(sentence.strip().replace("**", ""))
    mark = _LIST_MARK.match(plain)
    plain = _QUOTES.sub(r"“\1”", plain[mark.end() :] if mark else plain)
    parts = parse(plain)
    text = "".join(part.text for part in parts).strip()
    numbers = tuple(dict.fromkeys(number for part in parts for number in part.numbers))
    if not all(1 <= number <= len(material.evidence) for number in numbers):
        numbers = ()
    evidence = tuple(material.evidence[number - 1] for number in numbers)
    computed = tuple(words for source, words in material.computed if source in evidence)
    return Statement(text, evidence, computed), mark is not None and mark["number"] is not None


def _gather(answered: Answered, reader: Reader) -> _Material:
    """The evidence of the extractive answer, then the best passages besides."""
    numbers: dict[tuple[str, int, int], int] = {}
    chosen: list[Evidence] = []
    excerpt = []
    for statement in answered.draft.statements:
        own = []
        for evidence in statement.evidence:
            key = (evidence.doc_id, evidence.start, evidence.end)
            if key not in numbers:
                chosen.append(evidence)
                numbers[key] = len(chosen)
            own.append(numbers[key])
        excerpt.append(cite([CitedText(statement.text, tuple(own))]))
    size = sum(evidence.end - evidence.start for evidence in chosen)
    if size > MOST_CHARACTERS:
        raise GenerationError("答案所依据的原文较长，没有交给语言模型。")
    for passage in reader.passages(answered.query)[:EXTRA_PASSAGES]:
        size += passage.end - passage.start
        if size > MOST_CHARACTERS:
            break
        if not any(_overlap(passage.evidence, other) for other in chosen):
            chosen.append(passage.evidence)
    points = tuple(frozenset(statement.evidence) for statement in answered.draft.statements if statement.evidence)
    computed = tuple(
        (evidence, words)
        for statement in answered.draft.statements
        for evidence in statement.evidence
        for words in statement.computed
        if not _LIST_MARK.fullmatch(words)
    )
    loose = answered.parts == 1 and answered.query.kind in LOOSE_KINDS
    return _Material(tuple(chosen), "\n".join(excerpt), points, computed, _LOOSE_SHARE if loose else 1.0)


def _overlap(first: Evidence, second: Evidence) -> bool:
    return first.doc_id == second.doc_id and first.start < second.end and second.start < first.end


def _passage(evidence: Evidence, reader: Reader) -> Passage:
    clause = reader.clause(evidence.doc_id, evidence.clause)
    title = reader.document(evidence.doc_id).record.metadata.title
    return Passage(title, clause.path, reader.readable(evidence.doc_id, clause, evidence.start, evidence.end).strip())
