"""Documents that a question says it does not mean: 「（不是第14期）」, 「除了《…办法》以外」."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.datatypes import Document
from retriever.numbered import documents_numbered

_ASIDE = re.compile(
    r"[（(，,]?\s*(?:而不是|不是|并不是|并非|不要|别管|不包括|不含|除了|除|排除|撇开)(?P<what>《[^》]{2,60}》|[^，。；？?（）()《》是]{2,24}?)"
    r"(?:的?那[一]?[份个期次篇]|[）)]|以外的?|之外的?|外的?|(?=[，,。；？?]|$))"
)


def set_aside(text: str, documents: Mapping[str, Document]) -> tuple[dict[str, Document], str]:
    """The documents that a question may mean, and the question without the words that put others aside.

    Only documents named by number or by their title are put aside, and never all of them.
    """
    kept = dict(documents)
    for aside in _ASIDE.finditer(text):
        dropped = _meant(aside["what"], kept)
        if dropped and len(dropped) < len(kept):
            kept = {doc_id: document for doc_id, document in kept.items() if doc_id not in dropped}
            text = text.replace(aside[0], " ", 1)
    return kept, text


def _meant(what: str, documents: Mapping[str, Document]) -> tuple[str, ...]:
    if what.startswith("《"):
        title = what.strip("《》")
        return tuple(doc_id for doc_id, held in documents.items() if title in held.record.metadata.title)
    return documents_numbered(what, documents, placed=True)[0]
