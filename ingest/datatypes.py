"""What passes between the stages of the way in.

Offsets come in two kinds. *Original* offsets count characters of `Document.text`, the text as it was read; they
are what leaves the system. *Clean* offsets count characters of `CleanText.text`, the repaired text; clauses, facts,
chunks and sentences use them. `CleanText.original_span` translates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

BlockKind = Literal["paragraph", "heading", "table"]
ClauseKind = Literal[
    "front",  # before the first heading: address, notice, preamble
    "title",
    "heading",  # a numbered or marked heading that has children or no text of its own
    "item",  # a numbered clause with text of its own
    "paragraph",
    "point",  # one of those counted inside a paragraph (一是…二是…), or what follows them there; below the paragraph
    "table_row",
    "annex",  # heading line of an annex
    "closing",  # signature, date, copy-to lines
    "contents",  # table of contents
    "furniture",  # site menus, page numbers: kept, never answered from
]
PageBox = tuple[float, float, float, float]
"""Left, top, right and bottom edge as fractions (0 to 1) of a page's width and height."""
FactKind = Literal["responsibility", "target", "deadline", "member", "definition", "enumeration"]
MemberKind = Literal["person", "post", "body"]
Status = Literal["in_force", "pending", "replaced", "repealed", "expired", "withdrawn"]


@dataclass(frozen=True)
class Cell:
    """One table cell; `start`/`end` are original offsets of its text, rows and columns count from 0."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or table of a loaded document; offsets are original.

    `level` is 1–9 for headings and 0 otherwise; `page` counts from 1 and is None where pages are unknown;
    `cells` is empty unless `kind` is "table". `box` is where the block stands on its page (a table that goes on over
    a page break: its part on the first page), None where that is unknown.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    cells: tuple[Cell, ...] = ()
    box: PageBox | None = None


@dataclass(frozen=True)
class LoadedDocument:
    """A file's text as a person would read it, with its blocks in order.

    Blocks do not overlap and every non-white-space character of `text` lies in exactly one block. `metadata` holds
    what the format itself states (front matter, document properties): keys as in `Metadata`, values untyped.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CleanText:
    """Repaired text with a map to the original.

    `offsets[i]` is the original offset of clean character `i`; it has one more entry than `text`, the original
    length, so that a partition of the clean text gives a partition of the original.
    """

    text: str
    offsets: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Original `(start, end)` of clean characters `[start, end)`, without dropped characters after the last."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True)
class Line:
    """One repaired paragraph of the clean text (without its line break); offsets are clean."""

    start: int
    end: int
    kind: Literal["text", "heading", "table_row", "furniture"] = "text"
    level: int = 0
    page: int | None = None


@dataclass(frozen=True)
class TableRow:
    """A table row as the outline and the facts read it.

    `header` and `values` run in parallel, one entry per column, merged cells carried into every row and column that
    they span; `start`/`end` are clean offsets of the row's own text; `spans` are the clean spans of the values.
    """

    start: int
    end: int
    header: tuple[str, ...]
    values: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class CleanDocument:
    """What the cleaner gives: repaired text, its lines in order, and its table rows."""

    clean: CleanText
    lines: tuple[Line, ...]
    rows: tuple[TableRow, ...] = ()


@dataclass(frozen=True)
class Metadata:
    """What is known of a document as a whole; empty strings and tuples where nothing is known.

    Dates are ISO (`2024-02-07`, `2024-02` or `2024`); `places` runs from the widest to the narrowest
    (`("上海市", "黄浦区")`); `years` are the years that the document governs.
    """

    title: str
    issuer: str = ""
    number: str = ""
    issued: str = ""
    effective: str = ""
    expires: str = ""
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: str = ""
    source: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One node of the clause tree; offsets are clean.

    `[start, end)` are the clause's own characters, its children excluded: in document order the clauses partition
    the clean text. `[start, tree_end)` adds the descendants. `path` holds the labels from the outermost heading to
    this clause (the document's title excluded); `label` is its last entry, e.g. "17.稳步做好配套设施建设".
    """

    index: int
    parent: int | None
    kind: ClauseKind
    level: int
    number: str
    heading: str
    start: int
    end: int
    tree_end: int
    path: tuple[str, ...]
    row: int | None = None

    @property
    def label(self) -> str:
        """Number and heading as written, or the empty string for plain paragraphs."""
        return self.number + self.heading


@dataclass(frozen=True)
class Fact:
    """A statement read from one clause; `start`/`end` are the clean span that it was read from.

    `subject` is the thing spoken of: the task, what is measured, the person's name, the term. `clause` is the index
    of the clause it belongs to (the task, not the bracket). `item` is the clause's number as digits where it has
    one ("17").
    """

    clause: int
    start: int
    end: int
    subject: str
    item: str = ""


@dataclass(frozen=True)
class Responsibility(Fact):
    """Who does a task. `bodies` are the responsible ones, in the order written; all names as written, repaired.

    `notes` are bracketed additions to a body (`("区城管执法局", "区精细化办")`).
    """

    lead: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Target(Fact):
    """A figure to be reached. `value` is as written ("3000", "1—2", "一"); `comparator` e.g. "以上", "不少于", "".

    `attribute` is "约束性", "预期性" or "".
    """

    value: str = ""
    comparator: str = ""
    unit: str = ""
    period: str = ""
    attribute: str = ""


@dataclass(frozen=True)
class Deadline(Fact):
    """When a task or stage is due, as written ("2024年8月前", "2023年10月—2024年3月")."""

    due: str = ""


@dataclass(frozen=True)
class Member(Fact):
    """Who belongs to a group; `subject` is the person's name, or the post or body that the document names instead.

    `group` is the name of the group as written, empty where the list stands alone; `kind` tells what `subject` is.
    """

    role: str = ""
    post: str = ""
    group: str = ""
    kind: MemberKind = "person"


@dataclass(frozen=True)
class Definition(Fact):
    """What a term means, in the document's words (repaired)."""

    meaning: str = ""


@dataclass(frozen=True)
class Enumeration(Fact):
    """The named parts of a term ("五大计划"), in order, in the document's words (repaired)."""

    parts: tuple[str, ...] = ()


AnyFact = Responsibility | Target | Deadline | Member | Definition | Enumeration


@dataclass(frozen=True)
class Chunk:
    """A stretch of one clause, or of one with its points, for retrieval; offsets are clean.

    `sentences` are the clean spans of its sentences, in order, covering every non-white-space character.
    """

    index: int
    clause: int
    path: tuple[str, ...]
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class ParsedDocument:
    """Everything read from one file, before it is stored."""

    metadata: Metadata
    format: str
    text: str
    clean: CleanText
    blocks: tuple[Block, ...]
    rows: tuple[TableRow, ...]
    clauses: tuple[Clause, ...]
    facts: tuple[AnyFact, ...]
    chunks: tuple[Chunk, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Why a document has its status.

    `by` is the id of the document that replaced or repealed it, `reason` is Chinese for people, both may be empty;
    `manual` tells that somebody set the status by hand.
    """

    by: str = ""
    reason: str = ""
    manual: bool = False


@dataclass(frozen=True)
class DocumentRecord:
    """A line of the library's list. `doc_id` is a hash of name and content; `version` starts at 1 per name.

    `metadata` holds what was read, with the corrections made by hand; `corrected` names the corrected fields.
    """

    doc_id: str
    name: str
    version: int
    sha256: str
    format: str
    metadata: Metadata
    status: Status
    ingested_at: str
    characters: int
    clauses: int
    facts: int
    chunks: int
    standing: Standing = field(default_factory=Standing)
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A stored document with everything that was read from it."""

    record: DocumentRecord
    parsed: ParsedDocument
