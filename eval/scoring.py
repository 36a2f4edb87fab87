"""The measures of one answer, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.datatypes import Measure, Question
from eval.matching import normalise
from eval.metrics import (
    bootstrap_interval,
    character_f1,
    citation_precision,
    citation_recall,
    exact_match,
    list_precision,
    list_recall,
    ndcg_at_k,
    number_fidelity,
    recall_at_k,
    reciprocal_rank,
    refusal_precision,
    refusal_recall,
    rouge_l,
)

Scores = Mapping[str, float | None]

# In the order in which tables show them.
MEASURE_NAMES: Mapping[str, str] = {
    "citation_recall": "引用召回",
    "citation_precision": "引用精确",
    "number_fidelity": "数字有据",
    "list_recall": "列举召回",
    "list_precision": "列举精确",
    "refusal_recall": "拒答召回",
    "refusal_precision": "拒答精确",
    "exact_match": "完全一致",
    "character_f1": "字 F1",
    "rouge_l": "ROUGE-L",
    "recall@1": "检索召回@1",
    "recall@5": "检索召回@5",
    "recall@10": "检索召回@10",
    "reciprocal_rank": "检索 MRR",
    "ndcg@10": "检索 nDCG@10",
}
SEARCH_DEPTH = 10
_LISTS = frozenset(("list", "filter", "reverse"))


def score_answer(
    question: Question,
    answer: str,
    status: str,
    cited_texts: Sequence[str],
    sources: Sequence[str],
    *,
    cites: bool = True,
) -> dict[str, float | None]:
    """The measures of an answer.

    Args:
        question: Its gold.
        answer: The answer with its citation marks.
        status: "answered", "not_found", "refused" or "error".
        cited_texts: The cited passages.
        sources: Their titles and paths; figures may stand there too.
        cites: Whether the system cites at all; what rests on citations is left out when it does not.
    """
    refused = status in ("not_found", "refused")
    answered = status == "answered"
    scores: dict[str, float | None] = {
        "refusal_precision": refusal_precision(refused=refused, answerable=question.answerable),
        "refusal_recall": refusal_recall(refused=refused, answerable=question.answerable),
    }
    # A count is drawn by the system from many passages: its figure need not stand in any of them.
    if cites and answered and question.type != "count":
        scores["number_fidelity"] = number_fidelity(answer, [*cited_texts, *sources])
    if cites and question.answerable:
        scores["citation_recall"] = citation_recall(question.cite, cited_texts)
        scores["citation_precision"] = citation_precision(question.cite, cited_texts)
    if question.answerable:
        scores |= _against_gold(question, answer if answered else "")
    return scores


def _against_gold(question: Question, answer: str) -> dict[str, float | None]:
    scores: dict[str, float | None] = {}
    # A set that asks for some of the groups does not name the list as it is.
    if question.type in _LISTS and question.min_groups is None:
        scores["list_recall"] = list_recall(answer, question.must)
        scores["list_precision"] = list_precision(answer, question.must)
    if question.reference:
        scores["exact_match"] = float(exact_match(answer, question.reference))
        scores["character_f1"] = character_f1(answer, question.reference)
        scores["rouge_l"] = rouge_l(answer, question.reference)
    return scores


def score_search(question: Question, passages: Sequence[str]) -> dict[str, float | None]:
    """The measures of a ranking of passages, best first, by the gold snippets that stand in them.

    Relevant are, for every snippet, the first passage that holds it; one that no passage holds counts as missed.
    """
    if not question.cite:
        return {}
    texts = [normalise(passage).text for passage in passages]
    relevant = set()
    for number, snippet in enumerate(question.cite):
        wanted = normalise(snippet).text
        rank = next((rank for rank, text in enumerate(texts) if wanted in text), None)
        relevant.add(f"missed {number}" if rank is None else str(rank))
    ranking = [str(rank) for rank in range(len(passages))]
    scores: dict[str, float | None] = {f"recall@{k}": recall_at_k(ranking, relevant, k) for k in (1, 5, 10)}
    scores["reciprocal_rank"] = reciprocal_rank(ranking, relevant)
    scores["ndcg@10"] = ndcg_at_k(ranking, dict.fromkeys(relevant, 1.0), 10)
    return scores


def measure_means(scores: Sequence[Scores]) -> tuple[Measure, ...]:
    """The mean of each measure that says something, in the order of the names."""
    found = []
    for name in MEASURE_NAMES:
        values = [value for score in scores if (value := score.get(name)) is not None]
        if values:
            found.append(Measure(name, len(values), sum(values) / len(values), *bootstrap_interval(values)))
    return tuple(found)
