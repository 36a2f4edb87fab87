"""Measures as pure functions: of answers, of citations, of rankings, of texts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from eval.datatypes import Question, Verdict
from eval.matching import Normalised, normalise, strip_markers

# Characters of the answer as it is given, citation marks included.
LENGTH_LIMITS: Mapping[str, int] = {
    "target": 300,
    "responsibility": 300,
    "fact": 300,
    "document": 300,
    "deadline": 300,
    "member": 300,
    "count": 300,
    "definition": 400,
    "method": 900,
    "compare": 700,
    "followup": 700,
    "list": 2000,
    "filter": 2000,
    "reverse": 3000,
}
_FIGURE = re.compile(
    r"(?P<before>第|共有?|合计|总计)?(?<![\d.])(?P<figure>\d[\d,]*(?:\.\d+)?(?:\s*[-–—~～至]{1,2}\s*\d+(?:\.\d+)?)?"
    r"[万亿千百]*(?:[%‰％]| ?[\u4e00-\u9fff℃㎡]|[A-Za-z]+))"
)


def judge(question: Question, answer: str, status: str) -> Verdict:
    """Right or wrong by the rules of the question sets.

    An answerable question is right when its status is "answered", enough `must` groups have an alternative
    in the answer, nothing of `must_not` stands in it, and it is not longer than its type allows. An
    unanswerable one is right when it is refused: any status but "answered" (and "error", which is never
    right).
    """
    if status == "error":
        return Verdict(False, "系统出错")
    if not question.answerable:
        return Verdict(False, "误答：资料中没有依据") if status == "answered" else Verdict(True)
    if status != "answered":
        return Verdict(False, f"误拒（{status}）")
    text = normalise(strip_markers(answer))
    missing = [group for group in question.must if not any(text.contains(option) for option in group)]
    wanted = len(question.must) if question.min_groups is None else question.min_groups
    if len(question.must) - len(missing) < wanted:
        return Verdict(False, "缺少：" + "；".join(" / ".join(group) for group in missing))
    forbidden = [part for part in question.must_not if text.contains(part)]
    if forbidden:
        return Verdict(False, "不应出现：" + "；".join(forbidden))
    limit = LENGTH_LIMITS[question.type]
    if len(answer) > limit:
        return Verdict(False, f"过长：{len(answer)} 字，上限 {limit} 字")
    return Verdict(True)


def cited_share(snippets: Sequence[str], cited_texts: Sequence[str]) -> float:
    """Share (0–1) of the snippets that stand in a cited text; 0 without snippets. Punctuation does not count."""
    if not snippets:
        return 0.0
    texts = [normalise(text).text for text in cited_texts]
    found = [wanted for snippet in snippets if (wanted := normalise(snippet).text)]
    return sum(any(wanted in text for text in texts) for wanted in found) / len(snippets)


def figures(answer: str) -> tuple[str, ...]:
    """Numbers with their unit, as written, each once: "2.2万平", "98.1%", "2024年", "第3届".

    The unit is cut to its first character. Numbers without a unit (list marks) do not count, nor do sums
    that the answer itself draws (「共13项」).
    """
    found: dict[str, None] = {}
    for match in _FIGURE.finditer(strip_markers(answer)):
        before = match["before"] or ""
        if before in ("", "第"):
            found[before + match["figure"]] = None
    return tuple(found)


def unborne_figures(answer: str, borne_by: Sequence[str]) -> tuple[str, ...]:
    """The figures of the answer that stand whole in none of the texts (cited passages, paths, titles).

    An ordinal such as 「第17项」 is borne by the number alone, as documents write it 「17.」.
    """
    texts = [normalise(text) for text in borne_by]
    return tuple(figure for figure in figures(answer) if not _is_borne(figure, texts))


def _is_borne(figure: str, texts: Sequence[Normalised]) -> bool:
    if figure.startswith("第"):
        figure = figure[1:].rstrip("项条章节款点")
    return any(text.contains(figure) for text in texts)


def recall_at_k(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share (0–1) of the relevant ids among the first k; 0 when nothing is relevant."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant id, ranks from 1; 0 when there is none. Its mean is the MRR."""
    return next((1 / rank for rank, item in enumerate(ranking, start=1) if item in relevant), 0.0)


def ndcg_at_k(ranking: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted gain over the best possible one (0–1), discount 1 / log2(rank + 1), ranks from 1.

    See Järvelin and Kekäläinen, https://doi.org/10.1145/582415.582418 (gains taken as they are, not as
    powers).
    """
    ideal = _discounted(sorted(gains.values(), reverse=True)[:k])
    return _discounted([gains.get(item, 0.0) for item in ranking[:k]]) / ideal if ideal > 0 else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def exact_match(answer: str, reference: str) -> bool:
    """Equal, white space, width, case and punctuation aside."""
    return normalise(answer).text == normalise(reference).text


def character_f1(answer: str, reference: str) -> float:
    """Harmonic mean (0–1) of precision and recall over bags of characters, after `normalise`."""
    left, right = Counter(normalise(answer).text), Counter(normalise(reference).text)
    return _harmonic((left & right).total(), left.total(), right.total())


def rouge_l(answer: str, reference: str) -> float:
    """ROUGE-L F1 (0–1): longest common subsequence of characters, after `normalise`.

    See Lin, https://aclanthology.org/W04-1013.
    """
    left, right = normalise(answer).text, normalise(reference).text
    lengths = [0] * (len(right) + 1)
    for character in left:
        diagonal = 0
        for column, other in enumerate(right, start=1):
            above = lengths[column]
            lengths[column] = diagonal + 1 if character == other else max(above, lengths[column - 1])
            diagonal = above
    return _harmonic(lengths[-1], len(left), len(right))


def _harmonic(common: int, left: int, right: int) -> float:
    return 2 * common / (left + right) if common else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie, interpolated linearly; 0 without values."""
    return float(np.quantile(np.asarray(values, np.float64), share)) if values else 0.0


def bootstrap_interval(
    values: Sequence[float], *, confidence: float = 0.95, resamples: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean: the same for the same seed, (0, 0) without values."""
    if not values:
        return 0.0, 0.0
    sample = np.asarray(values, np.float64)
    picks = np.random.default_rng(seed).integers(0, len(sample), size=(resamples, len(sample)))
    means = sample[picks].mean(axis=1)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
