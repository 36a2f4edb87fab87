"""「去年」 and 「今年」 where a document parts its text by years: a report with 「2025年工作回顾」, 「2026年任务」."""

from __future__ import annotations

import re

from ingest.datatypes import Document
from retriever.lexicon import Lexicon
from retriever.scope import Scope

_RELATIVE = re.compile("前年|去年|上一?年|今年|本年|明年|下一?年|后年")
_OFFSETS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "下": 1, "后": 2}
_HEADED = re.compile(r"(?<!\d)20\d{2}(?=年)")
_DATED = re.compile(r"(20\d{2})年\d{1,2}月\d{1,2}日")
_HEAD = 300  # characters in which a report says when it was given
_HEADING = 30  # characters; a longer one is text
_FEW = 3  # documents that a question may be about for its years to be those of one of them


def with_years(text: str, scope: Scope, lexicon: Lexicon) -> str:
    """A question with the years that it names by 去年, 今年 or 明年 written out; as it is where nothing tells them.

    They are told where the question is about a place or a document, and that has headings for those years: the day of
    the document says which of them is 「今年」.
    """
    if scope.years or not scope.decided or not _RELATIVE.search(text) or len(scope.doc_ids) > _FEW:
        return text
    found = [parts for doc_id in scope.doc_ids if len((parts := _parts(lexicon.documents[doc_id]))[1]) > 1]
    if len(found) != 1:
        return text
    base, headed = found[0]

    def written(match: re.Match[str]) -> str:
        year = base + _OFFSETS[match.group(0)[0]]
        return f"{year}年" if year in headed else match.group(0)

    return _RELATIVE.sub(written, text)


def _parts(document: Document) -> tuple[int, frozenset[int]]:
    """The year of a document, 0 where it has none, and the years that its headings name."""
    metadata = document.record.metadata
    dated = _DATED.search(document.parsed.clean.text[:_HEAD])
    said = int(dated.group(1)) if dated else min(metadata.years, default=0)
    base = int(metadata.issued[:4]) if metadata.issued else said
    labels = (clause.heading for clause in document.parsed.clauses if len(clause.heading) <= _HEADING)
    headed = frozenset(int(year) for label in labels for year in _HEADED.findall(label))
    return base, headed if base in headed or base - 1 in headed else frozenset()
