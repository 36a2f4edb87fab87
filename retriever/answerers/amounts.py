"""Amounts in bands: 「花8000元谁批」 is answered from the band of a rule that the amount falls into."""

from __future__ import annotations

import re

from ingest.numerals import parse_number
from retriever.answerers.stretches import strip_number
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader

_MONEY = r"[\d.,]+[百千万亿]*|[一二三四五六七八九十两]+[百千万]+"
_ASKED = re.compile(
    rf"(?P<sum>{_MONEY})(?:多)?(?:元|块钱?)"
    rf"|(?P<round>[\d.]+[万千百]|[一二三四五六七八九十两]+[万千百])(?!\w?[人户亩斤])"
)
_WHO = re.compile(
    "谁.{0,4}(?:批|签|定|说了算|同意|管|审|拍板|做主)"
    "|(?:批|签字|同意|审|拍板|做主).{0,4}(?:谁|哪)|找谁|哪(?:级|个|里).{0,4}(?:批|审|定)"
    "|怎么(?:批|审|报|定)|咋(?:批|审|报|定)|(?:要|用|需).{0,8}(?:开会|会议|代表|村民|招标|比价|比选|集体|公示|上会)|走(?:什么|啥)(?:程序|流程)"
)
_ASKS_PURCHASE = re.compile("招标|比价|比选|采购|询价")
_APPROVES = re.compile("审批|批准|同意|研究|决定|签|审定|审核|讨论|表决")
_BETWEEN = re.compile(
    rf"(?P<low>{_MONEY})元?(?:以上)?(?:至|到|—|-|–|~|～|、|，)(?P<high>{_MONEY})元?(?:以下|以内)?"
)
_BELOW = re.compile(
    rf"(?P<high>{_MONEY})元(?:（[^）]*）)?(?:以下|以内|及以下)|(?:不超过|不足|低于)(?P<under>{_MONEY})元"
)
_ABOVE = re.compile(rf"(?P<low>{_MONEY})元(?:（[^）]*）)?(?:以上|及以上)|(?:超过|高于|达到)(?P<over>{_MONEY})元")
_LEAST = 2  # bands of a rule that tells who decides by amounts

Band = tuple[float, float]


def answer_amount(query: Query, reader: Reader) -> Draft:
    """The band of a rule of approval that an amount named in the question falls into; nothing where none is named."""
    amount = amount_in(query.text)
    if amount is None or not _WHO.search(query.text):
        return NOTHING
    decides = _ASKS_PURCHASE if _ASKS_PURCHASE.search(query.text) else _APPROVES
    best: tuple[float, Passage, str] | None = None
    for passage in reader.passages(query):
        parts = [(part, band) for part in re.split("[；;。]", passage.text) if (band := band_of(part)) is not None]
        if len(parts) < _LEAST or not decides.search(passage.text):
            continue
        held = [part for part, (low, high) in parts if low <= amount < high or (amount == high and low < high)]
        clause = reader.clause(passage.doc_id, passage.clause)
        layers = ((passage.text, 1.0), *reader.layers(passage.doc_id, clause)[1:])
        score = coverage(query.topic, layers) + passage.score
        if held and (best is None or score > best[0]):
            best = (score, passage, held[0])
    if best is None:
        return NOTHING
    _, passage, part = best
    return Draft((Statement(f"{strip_number(part.strip()).rpartition('：')[2]}。", (passage.evidence,)),), (), 1.0)


def amount_in(text: str) -> float | None:
    """The one sum of money that a text names, in 元; None for none or several."""
    found = [parse_number(match["sum"] or match["round"]) for match in _ASKED.finditer(text)]
    return found[0] if len(found) == 1 else None


def band_of(text: str) -> Band | None:
    """From which sum to which a part of a rule speaks, in 元; None where it names no such bounds."""
    for pattern in (_BETWEEN, _BELOW, _ABOVE):
        match = pattern.search(text)
        if match is None:
            continue
        named = {name: parse_number(value) for name, value in match.groupdict().items() if value}
        low = named.get("low", named.get("over"))
        high = named.get("high", named.get("under"))
        if low is None and high is None:
            continue
        return (low or 0.0, high if high is not None else float("inf"))
    return None
