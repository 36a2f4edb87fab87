"""The plain way, for comparison: equal passages, nearest one, its nearest sentence, always an answer.

The passages are cut by LangChain's RecursiveCharacterTextSplitter; encoder and vector index are the
project's own, so that only the way of answering differs.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray

from ingest.loaders import load
from ingest.sentences import split_sentences
from retriever.datatypes import Answer, Citation, Message
from retriever.dense import DenseIndex
from retriever.encoder import Encoder

CHUNK_CHARACTERS = 300
OVERLAP_CHARACTERS = 50
SEPARATORS = ("\n\n", "\n", "。", "！", "？", "；", "，", "、", " ", "")


@dataclass(frozen=True)
class _Passage:
    """A passage of a document; offsets of the document's text, `vectors` `(sentences, d)` in order."""

    document: str
    start: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]


class PassageBaseline:
    """Answers with the sentence nearest to the question out of the passage nearest to it; never refuses."""

    name = "passages"
    cites = True

    def __init__(self, texts: Mapping[str, str], encoder: Encoder) -> None:
        """Cut, encode and index `texts`, title → text; sentences are encoded now, not per question.

        Raises:
            ValueError: There is no text.
        """
        self._encoder = encoder
        self._passages = [passage for title in texts for passage in _cut(title, texts[title], encoder)]
        if not self._passages:
            raise ValueError("no passages")
        vectors = encoder.encode_passages([passage.text for passage in self._passages])
        self._index = DenseIndex(np.arange(len(self._passages), dtype=np.int64), vectors)

    def ask(self, messages: Sequence[Message]) -> Answer:
        """Answer the last message; earlier ones are not looked at."""
        started = time.perf_counter()
        question = messages[-1].content
        vector = self._encoder.encode_queries([question])[0]
        ((key, _),) = self._index.search(vector, k=1)
        passage = self._passages[key]
        start, end = passage.sentences[int(np.argmax(passage.vectors @ vector))]
        sentence = passage.text[start:end]
        citation = Citation(
            n=1,
            doc_id=passage.document,
            title=passage.document,
            issuer="",
            number="",
            path=(),
            text=sentence,
            start=passage.start + start,
            end=passage.start + end,
            url="",
        )
        return Answer(
            answer=f"{sentence}[1]",
            status="answered",
            citations=(citation,),
            facts=(),
            question=question,
            suggestions=(),
            index_version="",
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def search(self, question: str, *, k: int) -> tuple[str, ...]:
        """The k nearest passages, nearest first."""
        vector = self._encoder.encode_queries([question])[0]
        return tuple(self._passages[key].text for key, _ in self._index.search(vector, k=k))

    def describe(self) -> Mapping[str, Any]:
        """Configuration for the run file."""
        return {
            "encoder": self._encoder.name,
            "chunk_characters": CHUNK_CHARACTERS,
            "overlap_characters": OVERLAP_CHARACTERS,
            "passages": len(self._passages),
        }


def load_texts(paths: Sequence[Path]) -> dict[str, str]:
    """The texts of files by file name, as they were read.

    Raises:
        IngestError: A file cannot be read.
    """
    return {path.name: load(path).text for path in paths}


def _cut(title: str, text: str, encoder: Encoder) -> list[_Passage]:
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS,
        chunk_overlap=OVERLAP_CHARACTERS,
        separators=list(SEPARATORS),
        keep_separator="end",
        add_start_index=True,
    )
    passages = []
    for part in splitter.create_documents([text]):
        sentences = tuple(split_sentences(part.page_content))
        if sentences:
            vectors = encoder.encode_passages([part.page_content[start:end] for start, end in sentences])
            passages.append(_Passage(title, int(part.metadata["start_index"]), part.page_content, sentences, vectors))
    return passages
