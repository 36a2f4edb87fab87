"""Measures under the names of the field, as pure functions: of rankings, texts, citations, figures, lists, refusals.

Every measure lies in 0–1, higher is better. What is a share of nothing (no citation, no figure, no refusal) is None:
such a question does not count in the mean. Texts are compared as `eval.matching.normalise` leaves them.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from eval.matching import Normalised, normalise, strip_markers

_NOT_STATED = re.compile("不是[^，：。]{1,20}[，：]|相差[^（。]{1,16}(?=（)")
_FIGURE = re.compile(
    r"(?P<before>第|共有?|合计|总计)?(?<![\d.])(?P<figure>\d[\d,]*(?:\.\d+)?(?:\s*[-–—~～至]{1,2}\s*\d+(?:\.\d+)?)?"
    r"[万亿千百]*(?:[%‰％]| ?[\u4e00-\u9fff℃㎡]|[A-Za-z]+))"
)
_NUMBERED = re.compile(r"^\s*\d{1,3}[.．、](?!\d)")
_MARKED = re.compile(
    r"^\s*(?:\d{1,3}[.．、](?!\d)|[一二三四五六七八九十百]{1,4}、|[（(](?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)）]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条编])"
)
_PARTS = re.compile(r"[、；;\n]")


def recall_at_k(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant ids among the first k; 0 when nothing is relevant.

    Manning, Raghavan, Schütze, Introduction to Information Retrieval, 8.4, https://nlp.stanford.edu/IR-book/
    """
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant id, ranks from 1; 0 when there is none. Its mean is the MRR.

    Voorhees 1999, TREC-8 Question Answering Track Report, https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf
    """
    return next((1 / rank for rank, item in enumerate(ranking, start=1) if item in relevant), 0.0)


def ndcg_at_k(ranking: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted gain over the best possible one, discount 1 / log2(rank + 1), ranks from 1.

    Järvelin and Kekäläinen 2002, https://doi.org/10.1145/582415.582418 (gains taken as they are, not as powers).
    """
    ideal = _discounted(sorted(gains.values(), reverse=True)[:k])
    return _discounted([gains.get(item, 0.0) for item in ranking[:k]]) / ideal if ideal > 0 else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def exact_match(answer: str, reference: str) -> bool:
    """Equal, white space, width, case and punctuation aside.

    Rajpurkar et al. 2016, https://aclanthology.org/D16-1264 (there without articles, which Chinese has not).
    """
    return normalise(answer).text == normalise(reference).text


def character_f1(answer: str, reference: str) -> float:
    """Harmonic mean of precision and recall over bags of characters.

    Rajpurkar et al. 2016, https://aclanthology.org/D16-1264, with characters for tokens as is usual for Chinese
    (Cui et al. 2019, https://aclanthology.org/D19-1600).
    """
    left, right = Counter(normalise(answer).text), Counter(normalise(reference).text)
    return _harmonic((left & right).total(), left.total(), right.total())


def rouge_l(answer: str, reference: str) -> float:
    """ROUGE-L F1: longest common subsequence of characters.

    Lin 2004, https://aclanthology.org/W04-1013, with precision and recall weighed alike.
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


def citation_recall(snippets: Sequence[str], cited_texts: Sequence[str]) -> float | None:
    """Share of the gold snippets that stand in a cited text; None without gold.

    Gao et al. 2023, https://aclanthology.org/2023.emnlp-main.398, with verbatim snippets for their entailment model.
    """
    if not snippets:
        return None
    texts = [normalise(text).text for text in cited_texts]
    found = [wanted for snippet in snippets if (wanted := normalise(snippet).text)]
    return sum(any(wanted in text for text in texts) for wanted in found) / len(snippets)


def citation_precision(snippets: Sequence[str], cited_texts: Sequence[str]) -> float | None:
    """Share of the cited texts that hold a gold snippet or stand within one; None without gold or citation.

    Source as of `citation_recall`. Gold names the sentences that must be cited, not all that may be: the share is a
    lower bound.
    """
    if not snippets or not cited_texts:
        return None
    wanted = [text for snippet in snippets if (text := normalise(snippet).text)]
    texts = [normalise(text).text for text in cited_texts]
    return sum(bool(text) and any(part in text or text in part for part in wanted) for text in texts) / len(texts)


def figures(answer: str) -> tuple[str, ...]:
    """Numbers with their unit, as written, each once: "2.2万平", "98.1%", "2024年", "第3届".

    The unit is cut to its first character. Numbers without a unit (list marks) do not count, nor do sums
    that the answer itself draws (「共13项」, 「相差5万元（」), nor what it denies of the question (「不是60台：」).
    """
    found: dict[str, None] = {}
    for match in _FIGURE.finditer(_NOT_STATED.sub(" ", strip_markers(answer))):
        before = match["before"] or ""
        if before in ("", "第"):
            found[before + match["figure"]] = None
    return tuple(found)


def unborne_figures(answer: str, borne_by: Sequence[str]) -> tuple[str, ...]:
    """The figures of the answer that stand whole in none of the texts (cited passages, paths, titles).

    An ordinal such as 「第17项」 is borne by the number alone, as documents write it 「17.」. A count that opens a list
    (「正文分5个部分：」) is borne by the answer's own lines when just as many with marks of their own (一、（一）1.
    第一章) come below it: who reads the answer can count them. One line more or less, and the count has to stand in a
    cited text like any other figure.
    """
    texts = [normalise(text) for text in borne_by]
    counted = _counts_of_lines(answer)
    return tuple(figure for figure in figures(answer) if figure not in counted and not _is_borne(figure, texts))


def _counts_of_lines(answer: str) -> set[str]:
    """The figures in lines that end in 「：」 which are the number of the marked lines right below."""
    lines = strip_markers(answer).splitlines()
    found: set[str] = set()
    for index, line in enumerate(lines):
        if line.rstrip().endswith(("：", ":")):
            below = len(list(itertools.takewhile(_MARKED.match, lines[index + 1 :])))
            found |= {figure for figure in figures(line) if below and re.match(rf"{below}[个项条点类章节]$", figure)}
    return found


def _is_borne(figure: str, texts: Sequence[Normalised]) -> bool:
    if figure.startswith("第"):
        figure = figure[1:].rstrip("项条章节款点")
    return any(text.contains(figure) for text in texts)


def number_fidelity(answer: str, borne_by: Sequence[str]) -> float | None:
    """Share of the answer's figures that stand in the cited texts; None for an answer without figures.

    Nan et al. 2021, https://aclanthology.org/2021.eacl-main.235: their precision of entities against the source,
    here of figures with their units.
    """
    stated = figures(answer)
    return 1 - len(unborne_figures(answer, borne_by)) / len(stated) if stated else None


def list_items(answer: str) -> tuple[str, ...]:
    """The items of a list: its numbered lines, or without such what 、 and ； and line breaks part."""
    text = strip_markers(answer)
    numbered = [line for line in text.splitlines() if _NUMBERED.match(line)]
    return tuple(item.strip() for item in (numbered or _PARTS.split(text)) if normalise(item).text)


def list_recall(answer: str, groups: Sequence[Sequence[str]]) -> float | None:
    """Share of the gold items, each a group of alternatives, that the answer names; None without gold.

    Set recall, as for list questions in Voorhees 2003, https://trec.nist.gov/pubs/trec12/papers/QA.OVERVIEW.pdf
    """
    if not groups:
        return None
    text = normalise(strip_markers(answer))
    return sum(any(text.contains(option) for option in group) for group in groups) / len(groups)


def list_precision(answer: str, groups: Sequence[Sequence[str]]) -> float | None:
    """Share of the answer's items that name a gold item; None without gold or items. Source as of `list_recall`."""
    items = [normalise(item) for item in list_items(answer)]
    if not groups or not items:
        return None
    options = [option for group in groups for option in group]
    return sum(any(item.contains(option) for option in options) for item in items) / len(items)


def refusal_precision(*, refused: bool, answerable: bool) -> float | None:
    """For one question: None unless it was refused, else whether it had to be. Its mean is the precision of refusals.

    Precision and recall of the class "no answer", as Rajpurkar et al. 2018 introduce it for questions that a text
    cannot answer, https://aclanthology.org/P18-2124
    """
    return float(not answerable) if refused else None


def refusal_recall(*, refused: bool, answerable: bool) -> float | None:
    """For one question: None when it can be answered, else whether it was refused. Source as of precision."""
    return None if answerable else float(refused)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie, interpolated linearly; 0 without values."""
    return float(np.quantile(np.asarray(values, np.float64), share)) if values else 0.0


def bootstrap_interval(
    values: Sequence[float], *, confidence: float = 0.95, resamples: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean: the same for the same seed, (0, 0) without values.

    Efron 1979, https://doi.org/10.1214/aos/1176344552
    """
    if not values:
        return 0.0, 0.0
    sample = np.asarray(values, np.float64)
    picks = np.random.default_rng(seed).integers(0, len(sample), size=(resamples, len(sample)))
    means = sample[picks].mean(axis=1)
    low, high = np.quantile(means, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
