"""Answers as they leave: with the present standing of every document cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from retriever.datatypes import Answer, Citation
from retriever.knowledge_base import KnowledgeBase


def answer_json(knowledge_base: KnowledgeBase, answer: Answer) -> dict[str, Any]:
    """The fields of an answer; each citation says in `doc_status` whether its document is in force."""
    content = asdict(answer)
    return with_standing(knowledge_base, content)


def citation_json(citation: Citation, statuses: Mapping[str, str]) -> dict[str, Any]:
    """The fields of one citation, as in `answer_json`; `statuses` is what `statuses_of` gives."""
    return _with_status([asdict(citation)], statuses)[0]


def with_standing(knowledge_base: KnowledgeBase, answer: Mapping[str, Any]) -> dict[str, Any]:
    """A kept answer with the standing that its documents have now; unchanged where it cites nothing."""
    citations, nearest = answer.get("citations") or [], answer.get("nearest")
    if not citations and not nearest:
        return dict(answer)
    statuses = statuses_of(knowledge_base)
    content = {**answer, "citations": _with_status(citations, statuses)}
    if nearest:
        content["nearest"] = _with_status([nearest], statuses)[0]
    return content


def statuses_of(knowledge_base: KnowledgeBase) -> dict[str, str]:
    """The status of every document by its id."""
    return {record.doc_id: record.status for record in knowledge_base.documents(include_withdrawn=True)}


def _with_status(
    citations: Iterable[Mapping[str, Any]], statuses: Mapping[str, str]
) -> list[dict[str, Any]]:
    return [
        {**citation, "doc_status": statuses.get(str(citation["doc_id"]), "withdrawn")} for citation in citations
    ]
