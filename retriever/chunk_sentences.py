"""What is known of the sentences of a chunk before any question: their texts, their place, their form."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.datatypes import Chunk, Clause
from retriever.texts import Texts

PLACE = ("row", "front", "closing", "paragraph", "depth", "review", "plan")  # features of the clause
FORM = ("length", "short", "position", "only", "unfinished", "colon", "parts")  # features of a sentence
WORDED = ("explains", "lists", "acts")  # more of them, of which each tells something in answers of some kinds
_REVIEW = re.compile(r"基础|成效|回顾|现状|形势|背景|趋势|问题|意义")
_REPORT = re.compile("报告|材料|总结|通报|纪要")
_EXPLAINS = re.compile(r"是指|是(?!否)|即|指的是|包括|简称|——|，(?:以|由|将|把|通过|围绕)")
_LISTS = re.compile(r"、[^、。]*、|一是|[（(]?[一1１①][)）、.]|；|”“|分别|包括|：")
_ACTS = re.compile(r"推进|开展|建立|完善|加强|落实|实施|推动|优化|组织|通过|采取|应当|可以|予以|给予")
_PART = re.compile("[、；]")
_LABEL = re.compile(r"[（〔\[【](?:责任|牵头|配合|主管|推进|完成|协办)[^）〕\]】]*[：:]")
_TELLS = re.compile("，.{6,}|；")  # an item of one sentence, above the paragraphs that follow it, is no mere heading
_SHORT = 12  # characters


@dataclass(frozen=True)
class ChunkSentences:
    """The sentences of a chunk that may answer: no questions, no brackets with the bodies.

    Attributes:
        clause: the clause that they belong to.
        places: `(s,)`, of each among all sentences of the chunk.
        spans: start and end of each.
        texts: what a person reads of each.
        headings: `(s,)`, whether it only says what follows.
        place: `PLACE` of the clause.
        form: `(s, 10)` float32, `FORM` and `WORDED` of each.
    """

    clause: Clause
    places: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]
    headings: NDArray[np.bool_]
    place: tuple[float, ...]
    form: NDArray[np.float32]


def sentences_of(texts: Texts, doc_id: str, chunk: Chunk) -> ChunkSentences:
    """The sentences of a chunk of a document."""
    clause = texts.clause(doc_id, chunk.clause)
    headed = len(chunk.sentences) > 1 or clause.tree_end > clause.end
    places: list[int] = []
    read: list[str] = []
    headings: list[bool] = []
    form: list[tuple[float, ...]] = []
    for place, (start, end) in enumerate(chunk.sentences):
        plain = texts.text(doc_id, start, end)
        if _LABEL.match(plain) or plain.endswith(("？", "?")):
            continue
        bare = plain.rstrip("。")
        alone = headed and not _TELLS.search(bare)
        text = texts.readable(doc_id, clause, start, end)
        places.append(place)
        read.append(text)
        headings.append(alone and bare in (clause.label, clause.heading))
        form.append(_form(text, place, len(chunk.sentences)))
    return ChunkSentences(
        clause,
        np.array(places, np.int64),
        tuple(chunk.sentences[place] for place in places),
        tuple(read),
        np.array(headings, np.bool_),
        _place(texts.document(doc_id).record.metadata.kind, clause),
        np.array(form, np.float32).reshape(len(form), len(FORM) + len(WORDED)),
    )


def _place(kind: str, clause: Clause) -> tuple[float, ...]:
    """What kind of place a clause of a document of some kind is."""
    return (
        clause.kind == "table_row",
        clause.kind == "front",
        clause.kind == "closing",
        clause.kind == "paragraph",
        len(clause.path) / 4,
        any(_REVIEW.search(label) for label in clause.path),
        bool(kind) and not _REPORT.search(kind),
    )


def _form(text: str, place: int, sentences: int) -> tuple[float, ...]:
    """What a sentence looks like."""
    return (
        math.log(len(text) + 1) / 5,
        len(text) < _SHORT,
        1 / (1 + place),
        sentences == 1,
        not text.endswith(("。", "；", "！", "”", "）")),
        text.endswith("："),
        min(len(_PART.findall(text)), 8) / 8,
        _EXPLAINS.search(text) is not None,
        _LISTS.search(text) is not None,
        _ACTS.search(text) is not None,
    )
