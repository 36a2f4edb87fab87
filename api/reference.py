"""The HTTP interface for people: its OpenAPI description as operations and fields that a page can show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter or a field of a body; `schema` names the structure that it holds, "" where it holds none."""

    name: str
    type: str
    schema: str
    optional: bool
    description: str


@dataclass(frozen=True)
class Operation:
    """One method of one address, with what it takes and gives; `example` is JSON, "" where there is none."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    request: tuple[Field, ...]
    example: str
    reply: tuple[Field, ...]


@dataclass(frozen=True)
class Group:
    """Operations on one thing."""

    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Structure:
    """A body or a part of one that others refer to."""

    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Reference:
    """All of the interface; `description` is Markdown of paragraphs and one list."""

    description: str
    groups: tuple[Group, ...]
    structures: tuple[Structure, ...]


def read_reference(description: Schema) -> Reference:
    """The reference that an OpenAPI description tells."""
    schemas: Schema = description["components"]["schemas"]
    operations: dict[str, list[Operation]] = {tag["name"]: [] for tag in description["tags"]}
    for path, methods in description["paths"].items():
        for method, details in methods.items():
            operations[details["tags"][0]].append(_operation(path, method, details, schemas))
    groups = [
        Group(tag["name"], tag["description"], tuple(operations[tag["name"]])) for tag in description["tags"]
    ]
    structures = [
        Structure(name, schema.get("description", ""), tuple(_fields(schema)))
        for name, schema in schemas.items()
        if schema.get("properties")
    ]
    return Reference(description["info"]["description"], tuple(groups), tuple(structures))


def _operation(path: str, method: str, details: Schema, schemas: Schema) -> Operation:
    content: Schema = details.get("requestBody", {}).get("content", {})
    taken: Schema = next(iter(content.values()), {})
    body = _resolved(taken.get("schema", {}), schemas)
    request = [
        Field(one["name"], *_type(one["schema"]), not one.get("required"), one.get("description", ""))
        for one in details.get("parameters", ())
    ]
    replies: Schema = details["responses"]
    reply = replies.get("200") or replies.get("201") or {}
    answer = _resolved(reply.get("content", {}).get("application/json", {}).get("schema", {}), schemas)
    example = next(iter(body.get("examples", ())), None)
    return Operation(
        anchor=re.sub(r"\W+", "-", f"{method}{path}").strip("-"),
        method=method.upper(),
        path=path,
        summary=details["summary"],
        description=details.get("description", ""),
        request=(*request, *_fields(body)),
        example="" if example is None else json.dumps(example, ensure_ascii=False, indent=2),
        reply=tuple(_fields(answer)),
    )


def _resolved(schema: Schema, schemas: Schema) -> Schema:
    """What a schema refers to; of several that are possible the first."""
    if "anyOf" in schema:
        return _resolved(schema["anyOf"][0], schemas)
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return schemas[name] if name else schema


def _fields(schema: Schema) -> Iterator[Field]:
    required: Sequence[str] = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        yield Field(name, *_type(field), name not in required, field.get("description", ""))


def _type(schema: Schema) -> tuple[str, str]:
    """The type in words, and the structure that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name, name
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"])), ""
    if "anyOf" in schema:
        found = [_type(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return " | ".join(words for words, _ in found), next((name for _, name in found if name), "")
    if schema.get("type") == "array":
        words, name = _type(schema.get("items", {}))
        return f"{words}[]", name
    return str(schema.get("type", "object")), ""
