"""Names in brackets behind the number of what they are: 「哪5所学校」 of 「新建中小学5所（东港小学、滨海学校…）」."""

from __future__ import annotations

import re

from ingest.numerals import parse_number
from retriever.answerers.stretches import allowed_year, strip_number
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import SUPPORTED, Passage, Reader

_UNITS = "个所家座条处项种类片支对名位"
_ASKED = re.compile(
    rf"(?:是|为|有|在|叫|包括|分别是)?哪(?P<number>几|些|[二两三四五六七八九十]{{1,3}}|\d{{1,2}})(?P<unit>[{_UNITS}])?"
)
_LISTED = re.compile(
    rf"(?P<number>\d{{1,3}}|[二两三四五六七八九十]{{1,3}})(?P<unit>[{_UNITS}])[\u4e00-\u9fff]{{0,10}}?[（(](?P<names>[^（）()]*、[^（）()]*)[）)]"
)
_NO_NAME = re.compile(r"^[\d.,%年月日]+|其中|不少于|以上|以下")
_LOOKED_AT = 4  # passages
_COVERED = 0.6  # share of the question's words that the sentence and what stands around it must hold


def answer_bracketed_names(query: Query, reader: Reader) -> Draft:
    """The stretch that counts and names what a question asks for; nothing where none names as many."""
    asked = _ASKED.search(query.text)
    if asked is None or query.kind in ("chat", "compare", "document", "reverse"):
        return NOTHING
    wanted = int(parse_number(asked["number"]) or 0) if asked["number"] not in ("几", "些") else 0
    for passage in reader.passages(query)[:_LOOKED_AT]:
        if passage.support < SUPPORTED or not allowed_year(query, reader, passage):
            continue
        told = _named(passage, wanted, asked["unit"] or "")
        layers = reader.layers(passage.doc_id, reader.clause(passage.doc_id, passage.clause))
        if told and coverage(query.topic, ((told, 1.0), *layers[2:])) >= _COVERED:
            return Draft((Statement(f"{strip_number(told)}。", (passage.evidence,)),), (), passage.covered)
    return NOTHING


def _named(passage: Passage, wanted: int, unit: str) -> str:
    """The piece of a sentence up to the bracket that names as many things as it counts; empty for none."""
    for listed in _LISTED.finditer(passage.text):
        names = [name for name in re.split("[、，和]", listed["names"]) if name.strip()]
        number = int(parse_number(listed["number"]) or 0)
        right = number == len(names) and (not wanted or wanted == number) and (not unit or unit == listed["unit"])
        if right and not any(_NO_NAME.search(name) for name in names):
            start = max(passage.text.rfind(mark, 0, listed.start()) for mark in "，。；：") + 1
            return passage.text[start : listed.end()]
    return ""
