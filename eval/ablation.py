"""What each stage earns: the same questions without it, next to the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eval.datatypes import Row
from eval.significance import Difference, paired_difference
from eval.systems import AskError
from eval.tables import table
from retriever.answering import Answerer
from retriever.datatypes import Answer, Filters, Message, ScoredChunk
from retriever.draft import Draft
from retriever.errors import RetrieverError
from retriever.reader import Reader
from retriever.verifier import verify
from retriever.view import LibraryView

_COUNTED = ("答对", "引用对", "拒对", "误拒", "有无据数字")
HEADER = ("做法", *(cell for counted in _COUNTED for cell in (counted, "差", "区间")))
NOTE = "差以百分点计；区间为配对自助法 95%（按题重抽 2000 次）；* 区间不含 0，超出题目抽样的噪声。"


class NoRetriever:
    """A search that finds nothing, in place of one that is left out."""

    def retrieve(self, query: str, *, k: int, filters: Filters | None = None) -> list[ScoredChunk]:
        """Nothing."""
        return []


@dataclass(frozen=True)
class Ablation:
    """A stage left out: the view without it, and the check of drafts."""

    name: str
    label: str
    change: Callable[[LibraryView], LibraryView] = lambda view: view
    check: Callable[[Draft, Reader], Draft] = verify


def _unchecked(draft: Draft, reader: Reader) -> Draft:
    return draft


ABLATIONS = (
    Ablation("whole", "完整"),
    Ablation("no-facts", "不用事实", lambda view: replace(view, facts=())),
    Ablation("dense-only", "只按语义查找", lambda view: replace(view, lexical=NoRetriever(), retriever=view.dense)),
    Ablation("lexical-only", "只按词查找", lambda view: replace(view, dense=NoRetriever(), retriever=view.lexical)),
    Ablation("no-verifier", "不核对", check=_unchecked),
)


class AblatedSystem:
    """A library that is answered from without a stage; see `eval.systems.System`."""

    cites = True

    def __init__(self, view: LibraryView, ablation: Ablation, *, settings: Mapping[str, Any]) -> None:
        self.name = ablation.name
        self._view = ablation.change(view)
        self._answerer = Answerer(self._view, check=ablation.check)
        self._settings = settings

    def ask(self, messages: Sequence[Message]) -> Answer:
        """See `System`."""
        try:
            return self._answerer.answer(messages, filters=None).answer
        except RetrieverError as error:
            raise AskError(str(error)) from error

    def search(self, question: str, *, k: int) -> tuple[str, ...]:
        """See `System`."""
        texts = []
        for found in self._view.retriever.retrieve(question, k=k):
            parsed = self._view.documents[found.doc_id].parsed
            start, end = parsed.clean.original_span(found.chunk.start, found.chunk.end)
            texts.append(parsed.text[start:end])
        return tuple(texts)

    def describe(self) -> Mapping[str, Any]:
        """See `System`."""
        return {**self._settings, "ablation": self.name}


def ablation_table(runs: Mapping[str, Sequence[Row]]) -> str:
    """Right, rightly cited, rightly and wrongly refused, with figures of no source; each next to the first run.

    Args:
        runs: Rows by name of the ablation, the whole first, all of the same questions in the same order.
    """
    whole = next(iter(runs.values()))
    labels = {ablation.name: ablation.label for ablation in ABLATIONS}
    lines: list[tuple[str, ...]] = [HEADER]
    for name, rows in runs.items():
        cells = [labels.get(name, name)]
        for values in _COLUMNS:
            first, second = values(whole), values(rows)
            cells.append(f"{sum(second):.0f}/{len(second)}" if second else "-")
            cells += _cells(paired_difference(first, second)) if second and rows is not whole else ["", ""]
        lines.append(tuple(cells))
    return f"{table(lines)}\n{NOTE}"


def _right(rows: Sequence[Row]) -> list[float]:
    return [float(row.right) for row in rows]


def _cited(rows: Sequence[Row]) -> list[float]:
    return [float(row.cited) for row in rows if row.question.answerable]


def _refused(rows: Sequence[Row]) -> list[float]:
    return [float(row.right) for row in rows if not row.question.answerable]


def _refused_wrongly(rows: Sequence[Row]) -> list[float]:
    return [float(row.status in ("not_found", "refused")) for row in rows if row.question.answerable]


def _unborne(rows: Sequence[Row]) -> list[float]:
    return [float(bool(row.unborne)) for row in rows if row.question.answerable]


_COLUMNS = (_right, _cited, _refused, _refused_wrongly, _unborne)


def _cells(difference: Difference) -> list[str]:
    mark = "*" if difference.beyond_noise else " "
    interval = f"{100 * difference.low:+.1f}…{100 * difference.high:+.1f}"
    return [f"{100 * difference.mean:+.1f}{mark}", interval]
