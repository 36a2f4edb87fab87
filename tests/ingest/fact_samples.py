"""Small documents for the tests of facts: clauses made by hand, one per line."""

import re

from ingest.datatypes import Clause, CleanDocument, CleanText, Line, TableRow

_LABEL = re.compile(r"((?:\d+\.|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?)([^。：（〔\[]{2,24}。)?")


def document(text, *, rows=(), nested=False):
    """A clean document whose lines are clauses: numbered ones are items, others paragraphs.

    A line that begins with two spaces is a child paragraph of the item above it.
    """
    clauses, lines, position, item = [], [], 0, None
    for line in text.splitlines(keepends=True):
        number, heading = _LABEL.match(line.strip()).groups()
        heading = (heading or "").rstrip("。") if number else ""
        if number and len(line.strip()) - len(number) - len(heading) <= 1:
            heading = ""
        child = line.startswith("  ") and item is not None
        kind = "item" if number else "paragraph"
        parent = item if child else None
        path = (number + heading,)
        end = position + len(line)
        clauses.append(
            Clause(len(clauses), parent, kind, 2 if child else 1, number, heading, position, end, end, path)
        )
        lines.append(Line(position, end))
        if number:
            item = clauses[-1].index
        position = end
    cleaned = CleanDocument(CleanText(text, range(len(text) + 1)), tuple(lines), tuple(rows))
    return cleaned, tuple(clauses)


def table(header, *records):
    """A clean document that holds one table; each record becomes a row and a `table_row` clause."""
    text, rows, clauses = "", [], []
    for index, record in enumerate(records):
        start, spans = len(text), []
        for value in record:
            spans.append((len(text), len(text) + len(value)))
            text += value + " "
        text += "\n"
        rows.append(TableRow(start, len(text), tuple(header), tuple(record), tuple(spans)))
        clauses.append(
            Clause(index, None, "table_row", 1, "", "", start, len(text), len(text), (), row=index)
        )
    cleaned = CleanDocument(CleanText(text, range(len(text) + 1)), (), tuple(rows))
    return cleaned, tuple(clauses)
