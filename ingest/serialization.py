"""Documents to JSON and bytes and back, for the library."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import accumulate
from typing import Any, TypeVar

from ingest.datatypes import (
    AnyFact,
    Block,
    Cell,
    Chunk,
    Clause,
    Deadline,
    Definition,
    Enumeration,
    FactKind,
    Member,
    Metadata,
    ParsedDocument,
    Responsibility,
    TableRow,
    Target,
)

FACT_TYPES: dict[FactKind, type[AnyFact]] = {
    "responsibility": Responsibility,
    "target": Target,
    "deadline": Deadline,
    "member": Member,
    "definition": Definition,
    "enumeration": Enumeration,
}
_FACT_KINDS = {fact_type: kind for kind, fact_type in FACT_TYPES.items()}

Item = TypeVar("Item")


def fact_kind(fact: AnyFact) -> FactKind:
    """The kind of a fact."""
    return _FACT_KINDS[type(fact)]


def fact_bodies(fact: AnyFact) -> tuple[str, ...]:
    """All bodies that a fact names, leading ones first, each once."""
    if isinstance(fact, Responsibility):
        return tuple(dict.fromkeys(fact.lead + fact.bodies + fact.supporting))
    return ()


def dump_fact(fact: AnyFact) -> str:
    """A fact as JSON."""
    return _dump(_plain(fact))


def load_fact(kind: FactKind, text: str) -> AnyFact:
    """The inverse of `dump_fact`."""
    return _build(FACT_TYPES[kind], json.loads(text))


def dump_metadata(metadata: Metadata) -> str:
    """A document's metadata as JSON."""
    return _dump(_plain(metadata))


def load_metadata(text: str) -> Metadata:
    """The inverse of `dump_metadata`."""
    return _build(Metadata, json.loads(text))


def load_corrections(text: str) -> dict[str, Any]:
    """Corrected metadata by field, lists as the tuples that `Metadata` holds."""
    return {name: _frozen(value) for name, value in json.loads(text).items()}


def dump_structure(parsed: ParsedDocument) -> str:
    """Blocks, rows, clauses, chunks and warnings of a document as JSON."""
    return _dump(
        {
            "blocks": [
                {**_plain(block), "cells": [_plain(cell) for cell in block.cells]} for block in parsed.blocks
            ],
            "rows": [_plain(row) for row in parsed.rows],
            "clauses": [_plain(clause) for clause in parsed.clauses],
            "chunks": [_plain(chunk) for chunk in parsed.chunks],
            "warnings": parsed.warnings,
        }
    )


def load_structure(text: str) -> dict[str, Any]:
    """The inverse of `dump_structure`: the fields of `ParsedDocument` that it holds."""
    values = json.loads(text)
    for block in values["blocks"]:
        block["cells"] = [_build(Cell, cell) for cell in block["cells"]]
    return {
        "blocks": _build_all(Block, values["blocks"]),
        "rows": _build_all(TableRow, values["rows"]),
        "clauses": _build_all(Clause, values["clauses"]),
        "chunks": _build_all(Chunk, values["chunks"]),
        "warnings": tuple(values["warnings"]),
    }


def dump_offsets(offsets: Sequence[int]) -> bytes:
    """Ascending offsets in a few bytes: nearly all steps are 1, so their differences compress well."""
    steps = array("i", offsets)
    for i in range(len(steps) - 1, 0, -1):
        steps[i] -= steps[i - 1]
    if sys.byteorder == "big":
        steps.byteswap()
    return zlib.compress(steps.tobytes())


def load_offsets(data: bytes) -> Sequence[int]:
    """The inverse of `dump_offsets`, four bytes an offset."""
    steps = array("i")
    steps.frombytes(zlib.decompress(data))
    if sys.byteorder == "big":
        steps.byteswap()
    return array("i", accumulate(steps))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]


def _build_all(item_type: type[Item], values: Iterable[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(_build(item_type, value) for value in values)


def _build(item_type: type[Item], values: dict[str, Any]) -> Item:
    return item_type(**{name: _frozen(value) for name, value in values.items()})


def _frozen(value: object) -> object:
    """JSON's lists as the tuples that the frozen dataclasses hold."""
    if isinstance(value, list):
        return tuple(_frozen(member) for member in value)
    return value
