"""Fines of rules: 「处五百元以上二千元以下罚款」, 「并处骗取金额一倍以上三倍以下的罚款」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.datatypes import Target
from ingest.passages import Passage, sentence_start, tidy

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+)"
_MONEY = rf"(?:{_NUMBER}(?:[百千万亿]{{0,2}}元|倍|%|％)|百分之{_NUMBER})"
_FINE = re.compile(
    rf"(?:处以?|罚|按照?|(?<!可)以|对)(?P<base>[^，。；：\n]{{0,24}}?)"
    rf"(?P<value>{_MONEY}(?:以上|以下|以内)?(?:(?:至|到|—|-|~|～)?{_MONEY}(?:以上|以下|以内)?)?)的?(?:标准)?(?:的)?(?:加?处以?)?罚款"
)
_ACT = re.compile(r"(?P<act>[^。；\n]*?的)(?=，)")
_LONGEST = 60


def extract_fines(passages: Sequence[Passage]) -> list[Target]:
    """The amount of each fine, named by the act that it is for."""
    return [
        _target(passage, match)
        for passage in passages
        if "罚款" in passage.text and passage.clause.kind != "table_row"
        for match in _FINE.finditer(passage.text)
    ]


def fine_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where `text` sets fines: the figures there are no targets."""
    if "罚款" in text:
        for match in _FINE.finditer(text):
            yield match.span()


def _target(passage: Passage, match: re.Match[str]) -> Target:
    text = passage.text
    start = sentence_start(text, match.start(), passage.unnumbered)
    acts = [each["act"] for each in _ACT.finditer(text, start, match.start())]
    act = tidy(acts[-1].rpartition("，")[2] if len(acts[-1]) > _LONGEST else acts[-1]) if acts else ""
    act = act.removesuffix("的") or tidy(text[start : match.start()]).removesuffix("的")[-_LONGEST:]
    base = tidy(match["base"]).removesuffix("的")
    return Target(
        passage.clause.index,
        passage.start + match.start("value"),
        passage.start + match.end("value"),
        f"{act}{'，' if act and base else ''}{base}的罚款" if act or base else "罚款",
        passage.item,
        match["value"],
    )
