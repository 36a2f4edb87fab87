"""The bodies of one table cell: listed, labelled, marked, with verbs, or one to a line."""

from __future__ import annotations

import re

from ingest.assignments import Assignment, read_assignment
from ingest.bodies import BodyNames
from ingest.body_lists import looks_like_body, read_names, split_top_level

_TOLD = re.compile(r"[：:]|牵头|负责|配合")
_MARKED = re.compile(r"^\s*[★▲●*＊※]+\s*(?=[一-龥])")
_COUNTED = re.compile(r"(?:(?<=^)|(?<=[\s；;。、，]))(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)]|[①-⑳])\s*(?=[一-龥])")
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_WITH = re.compile(r"(?<=[局委办厅部会院府道镇乡心队司团])(?:会同|(?:商|联合)(?=[省市区县旗镇乡街各]))")


def read_cell(value: str, role: str, names: BodyNames, *, persons: bool = False) -> Assignment:
    """A cell's bodies: labelled or with verbs inside the cell, otherwise all in the column's role.

    Args:
        value: the cell's text, lines parted by white space.
        role: "lead", "supporting" or "bodies".
        names: the bodies to know.
        persons: whether persons stand among the bodies, so that white space parts names.
    """
    value = re.sub(r"\s+", "、", value.strip()) if persons else value
    value = _COUNTED.sub("、", value.strip()).strip("、 ")
    value = _parted(value, names)
    marked = [part for part in re.split("[、，；]", value) if _MARKED.match(part)]
    if marked and len(marked) < len(re.split("[、，；]", value)):
        rest = "、".join(part for part in re.split("[、，；]", value) if part not in marked)
        lead = tuple(_MARKED.sub("", part) for part in marked)
        return Assignment(lead=lead).merged(read_cell(rest, "supporting" if role == "supporting" else "bodies", names))
    value = _MARKED.sub("", value)
    if _TOLD.search(value):
        inside = read_assignment(value, names)
        if inside is not None:
            return inside
    joint = _WITH.split(value)
    if len(joint) > 1 and role != "supporting":
        partners = "、".join(joint[1:])
        return read_cell(joint[0], "lead", names).merged(read_cell(partners, "supporting", names))
    read = read_names(value, names)
    leads, helps = read.roles.get("lead", []), read.roles.get("supporting", [])
    notes = tuple(read.notes)
    if role == "lead" and helps:
        own = [name for name in read.own if name not in helps]
        return Assignment(tuple(own), supporting=tuple(helps), notes=notes, due=read.due)
    if role == "bodies" and (leads or helps):
        own = read.own if leads and not helps else [name for name in read.own if name not in leads + helps]
        return Assignment(tuple(leads), tuple(own), tuple(helps), notes, read.due)
    listed = {role: tuple(read.own)}
    none: tuple[str, ...] = ()
    return Assignment(
        listed.get("lead", none), listed.get("bodies", none), listed.get("supporting", none), notes, read.due
    )


def without_persons(read: Assignment, names: BodyNames) -> tuple[Assignment, list[tuple[str, str]]]:
    """What a cell of bodies with their persons assigns to the bodies, and the persons as notes."""
    persons: list[tuple[str, str]] = []

    def bodies(listed: tuple[str, ...]) -> tuple[str, ...]:
        kept = []
        for name in listed:
            body, _, person = name.partition(" ")
            if not person and not names.is_body(name) and not looks_like_body(name):
                body, person = "", name
            kept += [body] if body else []
            persons.extend([("责任人", person)] if person else [])
        return tuple(kept)

    stripped = Assignment(bodies(read.lead), bodies(read.bodies), bodies(read.supporting), read.notes, read.due)
    return (stripped, persons) if stripped.has_bodies else (read, [])


def lists_bodies(value: str, names: BodyNames) -> bool:
    """Whether a text is a list of bodies' names."""
    own = read_names(_parted(value.strip(), names), names).own
    return bool(own) and all(names.is_body(name) or looks_like_body(name) for name in own)


def _parted(value: str, names: BodyNames) -> str:
    """Bodies that only white space parts, with 、 between them; white space inside a name dropped."""
    value = re.sub(r"\s+(?=[（(])", "", value)
    parts = value.split()
    if len(parts) < 2:
        return value
    listed = [name for part in parts for name in split_top_level(part)]
    forms = ((name, _NOTE.sub("", name)) for name in listed)
    if all(any(names.is_body(each) or looks_like_body(each) for each in form) for form in forms):
        return re.sub("[、，；]*、", "、", "、".join(parts))
    return re.sub(r"(?<=[一-龥、，；])\s+(?=[一-龥])", "", value)
