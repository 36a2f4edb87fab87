"""What came of a public set as tables: finding, answering, refusing; all of it, and the half not tuned on apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from eval.metrics import percentile
from eval.public_rows import OWN, PublicRow
from eval.tables import table

FALSE_REFUSALS = (0.01, 0.02, 0.05, 0.1, 0.2)
_FEW = 10
_COPY = "，近同文件也算对"


def public_report(rows: Sequence[PublicRow]) -> str:
    """All tables."""
    asked = [row for row in rows if row.answerable]
    parts = [_finding(asked), _answering(asked)]
    if len(asked) < len(rows):
        parts.append(_refusing(rows))
    times = [row.milliseconds for row in rows]
    half, most = percentile(times, 0.5), percentile(times, 0.95)
    parts.append(f"作答用时：p50 {half:.1f} 毫秒，p95 {most:.1f} 毫秒（{len(rows)} 题）")
    return "\n\n".join(parts)


def _halves(rows: Sequence[PublicRow]) -> Mapping[str, list[PublicRow]]:
    return {
        "全部": list(rows),
        "调试用的一半": [row for row in rows if row.half == 0],
        "未用的一半": [row for row in rows if row.half == 1],
    }


def _finding(rows: Sequence[PublicRow]) -> str:
    lines: list[tuple[str, ...]] = [("文件检索", "题目", "题数", "召回@1", "召回@10", "MRR", "nDCG@10")]
    for system in rows[0].ranks if rows else ():
        for part, own in _halves(rows).items() if system == OWN else (("全部", list(rows)),):
            lines.append((system, part, str(len(own)), *_ranked([row.ranks[system] for row in own])))
        lines.append((system + _COPY, "全部", str(len(rows)), *_ranked([row.copied_ranks[system] for row in rows])))
    return table(lines)


def _ranked(ranks: Sequence[int]) -> tuple[str, ...]:
    gains = [1 / math.log2(rank + 1) if 0 < rank <= _FEW else 0.0 for rank in ranks]
    values = (
        [rank == 1 for rank in ranks],
        [0 < rank <= _FEW for rank in ranks],
        [1 / rank if rank else 0.0 for rank in ranks],
        gains,
    )
    return tuple(f"{_mean(own):.3f}" for own in values)


def _answering(rows: Sequence[PublicRow]) -> str:
    measures: Mapping[str, Callable[[PublicRow], float]] = {
        "作答": lambda row: row.status == "answered",
        "ROUGE-L": lambda row: row.rouge_l,
        "字 F1": lambda row: row.character_f1,
        "含答案原文": lambda row: row.contains,
        "引自所出文件": lambda row: row.cited_gold,
        "引自所出或近同文件": lambda row: row.cited_copy,
    }
    lines = [("作答", "题数", *measures)]
    for part, own in _halves(rows).items():
        lines.append((part, str(len(own)), *(f"{_mean([of(row) for row in own]):.3f}" for of in measures.values())))
    return table(lines)


def _refusing(rows: Sequence[PublicRow]) -> str:
    refused = {True: 0, False: 0}
    counts = {True: 0, False: 0}
    for row in rows:
        counts[row.answerable] += 1
        refused[row.answerable] += row.status != "answered"
    said = f"系统自己的判断：库外题拒答 {refused[False]}/{counts[False]}，可答题误拒 {refused[True]}/{counts[True]}"
    lines = [("按把握拒答，误拒不超过", *(f"{share:.0%}" for share in FALSE_REFUSALS))]
    for system in rows[0].confidences:
        parts = _halves(rows) if system == OWN else {"全部": list(rows)}
        for part, own in parts.items():
            asked = [(row.confidences[system], row.answerable) for row in own]
            shares = [refused_at(asked, at) for at in FALSE_REFUSALS]
            lines.append((f"{system}，{part}", *(f"{share:.1%}" for share in shares)))
    return f"{said}\n{table(lines)}"


def refused_at(asked: Sequence[tuple[float, bool]], false_refusals: float) -> float:
    """Share of the unanswerable questions refused by the highest threshold that refuses no more answerable ones.

    Args:
        asked: Of each question its confidence and whether it can be answered.
        false_refusals: Share 0–1 of the answerable questions that may be refused.
    """
    sure = sorted(confidence for confidence, answerable in asked if answerable)
    other = [confidence for confidence, answerable in asked if not answerable]
    allowed = int(false_refusals * len(sure))
    threshold = sure[allowed] if allowed < len(sure) else math.inf
    return _mean([confidence < threshold for confidence in other])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
