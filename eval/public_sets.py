"""Public sets of questions over many short documents: read from a folder, written as files that can be ingested.

A folder holds `corpus.jsonl` {"id", "title", "text"} and `queries.jsonl` {"id", "text", "answers": [spans], "gold":
[ids]}, and may hold `queries_unanswerable.jsonl`, whose documents are not in the corpus. The data stay where they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import DatasetError
from eval.matching import normalise

CORPUS, QUESTIONS, UNANSWERABLE = "corpus.jsonl", "queries.jsonl", "queries_unanswerable.jsonl"
COPIED = 0.8  # share of the five-character runs of an answer that a near-copy of its document holds
_RUN = 5
# Sets give a text on one line: where a sentence, a heading or a wide gap ends there was a line break.
_BREAK = re.compile(
    r"(?<=[。！？；：:!?”）])\s+|\s{2,}|\u3000+"
    r"|\s+(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}条)"
)


@dataclass(frozen=True)
class PublicText:
    """A document of a set."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class PublicQuestion:
    """A question of a set: its answer as a span of a `gold` document; both empty when the corpus holds none.

    `half` is 0 for questions that may be used for tuning, 1 for those that may not: the parity of the number that the
    id begins with.
    """

    id: str
    text: str
    answer: str = ""
    gold: frozenset[str] = frozenset()

    @property
    def answerable(self) -> bool:
        """Whether the corpus holds the answer."""
        return bool(self.gold)

    @property
    def half(self) -> int:
        """0 or 1, by the id alone."""
        return int(self.id[:8], 16) % 2 if re.fullmatch("[0-9a-f]{8}", self.id[:8]) else sum(self.id.encode()) % 2


@dataclass(frozen=True)
class PublicSet:
    """A set: documents, questions that they answer, questions that they do not."""

    texts: tuple[PublicText, ...]
    questions: tuple[PublicQuestion, ...]
    unanswerable: tuple[PublicQuestion, ...]


def load_public_set(folder: Path) -> PublicSet:
    """Read a set.

    Raises:
        DatasetError: A file is missing or has a wrong line; the message is Chinese.
    """
    texts = tuple(PublicText(str(row["id"]), _line(row["title"]), row["text"]) for row in _rows(folder / CORPUS))
    questions = tuple(
        PublicQuestion(str(row["id"]), row["text"], row["answers"][0], frozenset(map(str, row["gold"])))
        for row in _rows(folder / QUESTIONS)
        if row["answers"] and row["gold"]
    )
    other = folder / UNANSWERABLE
    unanswerable = tuple(PublicQuestion(str(row["id"]), row["text"]) for row in _rows(other)) if other.is_file() else ()
    return PublicSet(texts, questions, unanswerable)


def write_documents(texts: Sequence[PublicText], folder: Path) -> None:
    """One Markdown file per document, named by its id, the title stated at its head; files that stand stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        file = folder / f"{text.id}.md"
        content = as_markdown(text)
        if not file.is_file() or file.read_text(encoding="utf-8") != content:
            file.write_text(content, encoding="utf-8")


def as_markdown(text: PublicText) -> str:
    """A document with its title in the front matter and its lines as paragraphs."""
    body = text.text.removeprefix(text.title) if text.title else text.text
    lines = [line.strip() for line in _BREAK.split(body) if line and line.strip()]
    stated = f"---\ntitle: {json.dumps(text.title, ensure_ascii=False)}\n---\n\n" if text.title else ""
    heading = [f"# {text.title}"] if text.title else []
    return stated + "\n\n".join((*heading, *lines)) + "\n"


def near_copies(question: PublicQuestion, texts: Mapping[str, str]) -> frozenset[str]:
    """Ids of the documents that hold the answer as the gold one does: verbatim, or all but some of its runs.

    Args:
        question: The question, with its answer.
        texts: The documents as `eval.matching.normalise` leaves them, by id.
    """
    answer = normalise(question.answer).text
    if len(answer) < _RUN:  # 「5个月」 stands in many documents and tells none of them
        return question.gold
    runs = {answer[index : index + _RUN] for index in range(len(answer) - _RUN + 1)}
    held = (
        key for key, text in texts.items() if answer in text or sum(run in text for run in runs) >= COPIED * len(runs)
    )
    return question.gold | frozenset(held)


def _line(text: str) -> str:
    return " ".join(text.split())


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DatasetError(f"无法读取公开题集 {path}：{error}。应为每行一个 JSON 对象的 UTF-8 文件。") from error
