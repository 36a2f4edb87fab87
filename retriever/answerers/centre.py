"""Who is the core or the lead of something, where a sentence says so: 「以居民区党组织为核心，居委会为主导」."""

from __future__ import annotations

import re

from retriever.answerers.stretches import allowed_year, whole
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.reader import SUPPORTED, Reader

_ASKED = re.compile("(?:谁|哪(?:个|家|方|些)).{0,6}(?P<part>核心|主导|主体|龙头|主力|骨干)")
_LOOKED_AT = 8  # best sentences
_PART = re.compile("[^；;]+[；;]?")


def answer_centre(query: Query, reader: Reader) -> Draft:
    """The part of a sentence that names the one asked for as the core, the lead or the like."""
    asked = _ASKED.search(query.text)
    if asked is None:
        return NOTHING
    named = re.compile(f"以?[^，。；、]{{2,16}}为{asked.group('part')}")
    for passage in reader.passages(query)[:_LOOKED_AT]:
        if passage.support < SUPPORTED or not allowed_year(query, reader, passage):
            continue
        part = next((match.group(0) for match in _PART.finditer(passage.text) if named.search(match.group(0))), "")
        if part:
            return Draft((whole(reader, passage, part),), (), passage.covered)
    return NOTHING
