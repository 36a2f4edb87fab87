"""Points counted inside a paragraph as clauses: 「一是…；二是…」, 「首先，…。其次，…」, 「第一，…。第二，…」.

Facts and chunks are read from whole paragraphs, whose words the points share; the points come into the outline
afterwards. `folded` gives the outline of whole paragraphs again, in which every clause keeps its index.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.datatypes import Clause, ParsedDocument
from ingest.labels import LABEL
from ingest.numerals import parse_number
from ingest.sentences import is_bracket, split_sentences

_HAN = "一二三四五六七八九十"
_COUNTING = (
    re.compile(rf"(?:^|(?<=[。；：，\n]))\s*(?P<mark>(?P<han>[{_HAN}]{{1,2}})(?:是|要|则))(?:要|坚持)?"),
    re.compile(rf"(?:^|(?<=[。；：\n]))\s*(?P<mark>第(?P<han>[{_HAN}]{{1,2}})|其(?P<its>[一二三四五六]))(?=[，、：])"),
    re.compile("(?:^|(?<=[。；：，\n]))\\s*(?P<mark>首先|其次|再次|再者|然后|最后)(?:[，、：]|(?=[一-龥]{2}))(?:要(?!求|点|素)|是)?"),
)
_QUICK = re.compile(r"二(?:是|要|则)|第二[，、：]|其[次二]")
_ORDER = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
_READ = frozenset({"item", "paragraph", "front"})
_SHORTEST = 3  # characters that a point must say
_LONGEST_HEADING = 40
_LABELLED = 30
_HEADING_END = re.compile("[。；！？\n]")


@dataclass(frozen=True)
class Point:
    """A counted point of a text: where it begins, where its mark ends, the mark as written."""

    start: int
    body: int
    mark: str


def counted_points(text: str, start: int = 0) -> list[list[Point]]:
    """Runs of points that count from one, two at least, in the order of the text; runs do not overlap."""
    if not _QUICK.search(text, start):
        return []
    runs: list[list[Point]] = []
    for pattern in _COUNTING:
        run: list[Point] = []
        for match in pattern.finditer(text, start):
            number, point = _number(match, len(run)), Point(match.start("mark"), match.end(), match["mark"])
            if number == len(run) + 1:
                run.append(point)
                continue
            runs.append(run)
            run = [point] if number == 1 else []
        runs.append(run)
    found: list[list[Point]] = []
    for run in sorted((run for run in runs if len(run) > 1), key=lambda each: each[0].start):
        spoken = all(after.start - before.body >= _SHORTEST for before, after in pairwise(run))
        if spoken and (not found or run[0].start > found[-1][-1].start):
            found.append(run)
    return found


def _number(match: re.Match[str], known: int) -> int:
    """What a mark counts, from 1; 最后 and 然后 follow whatever stands before them, but do not open."""
    if match["mark"] in ("最后", "然后"):
        return known + 1 if known else 0
    if match["mark"] in _ORDER:
        return _ORDER[match["mark"]]
    groups = match.groupdict()
    return int(parse_number(groups.get("han") or groups.get("its") or "") or 0)


def with_points(parsed: ParsedDocument) -> ParsedDocument:
    """The document with the points of its paragraphs as clauses below them.

    The paragraph keeps what stands before its first point; what follows the last one for all of them, such as
    （责任单位：…）, is a clause without number behind it. Facts and chunks stay with their paragraphs.
    """
    text = parsed.clean.text
    places: list[int] = []
    clauses: list[Clause] = []
    for clause in parsed.clauses:
        places.append(len(clauses))
        parent = places[clause.parent] if clause.parent is not None else None
        moved = len(clauses) != clause.index  # only behind a point
        clauses.append(replace(clause, index=len(clauses), parent=parent) if moved else clause)
        if clause.kind in _READ:
            own = text[clause.start : clause.end]
            clauses += _points_of(own, clauses[-1])
            if len(clauses) - 1 > places[-1]:
                clauses[places[-1]] = replace(clauses[places[-1]], end=clauses[places[-1] + 1].start)
    if len(clauses) == len(parsed.clauses):
        return parsed
    return replace(
        parsed,
        clauses=tuple(clauses),
        facts=tuple(replace(fact, clause=places[fact.clause]) for fact in parsed.facts),
        chunks=tuple(replace(chunk, clause=places[chunk.clause]) for chunk in parsed.chunks),
    )


def _points_of(own: str, paragraph: Clause) -> list[Clause]:
    """The points of a clause's own text, one after the other to its end."""
    number = own.find(paragraph.number) + len(paragraph.number) if paragraph.number else 0
    runs = counted_points(own, max(0, number))
    if not runs:
        return []
    points = [point for run in runs for point in run]
    tail = _tail(own, points[-1].body)
    bounds = [*(point.start for point in points), tail] if tail < len(own) else [point.start for point in points]
    found = []
    for order, start in enumerate(bounds):
        stop = bounds[order + 1] if order + 1 < len(bounds) else len(own)
        mark = points[order].mark if order < len(points) else ""
        said = own[start + len(mark) : stop].strip("，、： \n")
        heading = _heading(said) if mark else ""
        label = mark + (heading or said[:_LABELLED] + "…") if mark else ""
        begin, end = paragraph.start + start, paragraph.start + stop
        found.append(
            Clause(
                index=paragraph.index + 1 + order,
                parent=paragraph.index,
                kind="point",
                level=paragraph.level + 1,
                number=mark,
                heading=heading,
                start=begin,
                end=end,
                tree_end=end,
                path=(*paragraph.path, label) if label else paragraph.path,
            )
        )
    return found


def _tail(own: str, start: int) -> int:
    """Where brackets and labels that speak for all points begin behind the last one, or the end of the text."""
    tail = len(own)
    for first, last in reversed(split_sentences(own, start)[1:]):
        if not is_bracket(own[first:last].rstrip("。")) and not LABEL.match(own[first:last]):
            break
        tail = first
    return tail


def _heading(body: str) -> str:
    """The first sentence of a point where it is short."""
    heading = _HEADING_END.split(body, maxsplit=1)[0]
    return heading if len(heading) <= _LONGEST_HEADING else ""


def folded(parsed: ParsedDocument) -> ParsedDocument:
    """The document as it was before `with_points`, but that empty clauses of kind "point" hold their places."""
    if not any(clause.kind == "point" for clause in parsed.clauses):
        return parsed
    clauses: list[Clause] = []
    holder = 0
    for clause in parsed.clauses:
        if clause.kind != "point":
            holder = len(clauses)
            clauses.append(clause)
            continue
        clauses[holder] = replace(clauses[holder], end=clause.end)
        clauses.append(_emptied(clause))
    return replace(parsed, clauses=tuple(clauses))


def _emptied(point: Clause) -> Clause:
    return replace(point, parent=None, number="", heading="", start=point.end, path=())

