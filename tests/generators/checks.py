"""What must hold of a parsed synthetic policy; each check gives the failures it found, in words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from generators.drafts import Known
from generators.policies import Policy
from generators.statements import POINTS
from ingest.cleaner import clean
from ingest.datatypes import (
    AnyFact,
    Block,
    Deadline,
    Definition,
    Enumeration,
    LoadedDocument,
    Member,
    ParsedDocument,
    Responsibility,
    Target,
)
from ingest.points import folded

_INVISIBLE = re.compile("[\u200b\ufeff]")
_PAGE = re.compile(r"\s*- ?\d+ ?-\s*")
_STRAY = re.compile("[一-龥] [一-龥]")


def plain(text: str) -> str:
    """`text` in one width, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Clauses partition the clean and the original text; the map is monotone and true to the original."""
    clean_text, original = parsed.clean.text, policy.document.text
    joined = "".join(clean_text[clause.start : clause.end] for clause in parsed.clauses)
    if joined != clean_text:
        yield "clauses do not join to the clean text"
    offsets = parsed.clean.offsets
    if len(offsets) != len(clean_text) + 1 or offsets[-1] != len(original):
        yield "the map does not end with the original"
    bounds = [0, *(offsets[clause.start] for clause in parsed.clauses[1:]), len(original)]
    if bounds != sorted(bounds):
        yield "clauses do not partition the original"
    last = -1
    for position, character in enumerate(clean_text):
        offset = offsets[position]
        if offset < last:
            yield f"offset {offset} after {last}"
        last = offset
        source = original[offset] if offset < len(original) else "\n"
        if source == character or character.isspace() or plain(source) == plain(character):
            continue
        yield f"{source!r} became {character!r}"
    blocks = [original[block.start : block.end] for block in policy.document.blocks]
    wanted = plain(_INVISIBLE.sub("", "".join(block for block in blocks if not _PAGE.fullmatch(block))))
    kept = plain("".join(line for line in clean_text.split("\n") if not _PAGE.fullmatch(line)))
    if kept != wanted:
        yield "characters were lost"


def line_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Every line reads as it should, and cleaning the clean text changes nothing."""
    offsets, text = parsed.clean.offsets, parsed.clean.text
    for line in policy.lines:
        if line.kind in ("table", "furniture") or not line.exact:
            continue
        found = text[bisect_left(offsets, line.start) : bisect_left(offsets, line.end)]
        found = "\n".join(part for part in found.split("\n") if not _PAGE.fullmatch(part))
        found = found.replace("。\n责任单位", "。责任单位")  # at a margin either reading is right
        wanted = "".join(line.text.replace("．", ".").replace("～", "~").split())
        if "".join(found.split(" ")) != wanted or _STRAY.search(found):
            yield f"{line.text!r} reads {found!r}"


def again_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Cleaning the clean text changes nothing."""
    cleaned = clean(policy.document)
    text = cleaned.clean.text
    blocks = []
    for line in cleaned.lines:
        kind = "table" if line.kind == "table_row" and "\n" not in text[line.start : line.end] else "paragraph"
        start = line.start
        for part in text[line.start : line.end].split("\n"):
            blocks.append(Block(kind, start, start + len(part)))
            start += len(part) + 1
    again = clean(LoadedDocument(text, tuple(blocks), "txt")).clean.text
    if again != text:
        pairs = zip(text.split("\n"), again.split("\n"), strict=False)
        before, after = next(((a, b) for a, b in pairs if a != b), (text[-40:], again[-40:]))
        yield f"{before!r} cleaned again reads {after!r}"


def outline_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Numbers, headings and parents are as written; nothing else is numbered; kinds are as known."""
    parsed = folded(parsed)
    by_start = {
        parsed.clean.offsets[clause.start]: clause for clause in parsed.clauses if clause.kind != "point"
    }
    by_start.setdefault(policy.document.blocks[0].start, parsed.clauses[0])
    expected = {}
    for node in policy.nodes:
        line = policy.lines[node.line]
        clause = by_start.get(line.start)
        if clause is None:
            yield f"no clause at {line.text!r}"
            continue
        expected[clause.index] = node
        if plain(clause.number) != plain(node.number):
            yield f"number {clause.number!r} at {line.text[:40]!r}"
        if node.heading is not None and clause.heading != node.heading:
            yield f"heading {clause.heading!r} at {line.text[:60]!r}"
        parent = parsed.clauses[clause.parent] if clause.parent is not None else None
        wanted = policy.lines[policy.nodes[node.parent].line].start if node.parent is not None else None
        found = parsed.clean.offsets[parent.start] if parent is not None else None
        if found != wanted:
            at = policy.lines[policy.nodes[node.parent].line].text[:20] if node.parent is not None else "top"
            yield f"{line.text[:20]!r} is below {parent.label if parent else 'top'!r}, not {at!r}"
    for clause in parsed.clauses:
        if clause.number and clause.index not in expected:
            yield f"numbered clause {parsed.clean.text[clause.start : clause.end][:50]!r}"
    for position, kind in policy.kinds.items():
        line = policy.lines[position]
        clause = by_start.get(line.start)
        if clause is None or clause.kind != kind:
            yield f"{line.text[:40]!r} is {clause.kind if clause else None}, not {kind}"


def split_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Sentences lie in their chunk and clause, in order, and cover all that can be answered from."""
    parsed = folded(parsed)
    text, covered = parsed.clean.text, 0
    last = 0
    for chunk in parsed.chunks:
        clause = parsed.clauses[chunk.clause]
        spans = [chunk.start, *(bound for span in chunk.sentences for bound in span), chunk.end]
        if spans != sorted(spans) or not clause.start <= chunk.start <= chunk.end <= clause.end or chunk.start < last:
            yield f"chunk {chunk.index} of clause {clause.label!r}"
        last = chunk.end
        covered += sum(len(plain(text[start:end])) for start, end in chunk.sentences)
    silent = ("furniture", "contents", "title")
    wanted = sum(len(plain(text[each.start : each.end])) for each in parsed.clauses if each.kind not in silent)
    if covered != wanted:
        yield f"{covered} characters in sentences, {wanted} in clauses"


def point_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Counted points stand below their paragraph, one after the other, and say what they should."""
    offsets, text = parsed.clean.offsets, parsed.clean.text
    for known in policy.facts:
        if known.form not in POINTS:
            continue
        line, low, high = policy.lines[known.last], policy.lines[known.first].start, policy.lines[known.last].end
        points = [
            clause
            for clause in parsed.clauses
            if clause.kind == "point" and clause.number and low <= offsets[clause.start] <= high
        ]
        bodies = [plain(text[point.start + len(point.number) : point.end]) for point in points]
        said = [body.strip(",;。、；，").removeprefix("要") for body in bodies]
        wanted = [plain(str(part)) for part in known.values[0]]  # type: ignore[attr-defined]
        if [each[: len(part)] for each, part in zip(said, wanted, strict=False)] != wanted or len(said) != len(wanted):
            yield f"{line.text[:60]!r} has points {said}"
        elif len({point.parent for point in points}) != 1:
            yield f"{line.text[:60]!r} has points of several clauses"
        elif any(one.end != two.start for one, two in pairwise(points)):
            yield f"{line.text[:60]!r} has points apart"


def metadata_problems(policy: Policy, parsed: ParsedDocument) -> Iterator[str]:
    """Title, issuer and date are as written."""
    metadata = parsed.metadata
    for what, found, wanted in (
        ("title", metadata.title, policy.title),
        ("issuer", metadata.issuer, policy.issuer),
        ("issued", metadata.issued, policy.issued),
    ):
        if found != wanted:
            yield f"{what} {found!r}, not {wanted!r}"


@dataclass
class Score:
    """Facts of one form: found and known, missed, and read without being there."""

    right: int = 0
    missed: int = 0
    spurious: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the known facts that were read."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of the facts read that are known."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 1.0


Scores = defaultdict[tuple[str, str], Score]


def score_facts(policy: Policy, parsed: ParsedDocument, scores: Scores) -> None:
    """Add a policy's facts to `scores`, by kind and form; what is spurious counts for the form around it."""
    remaining = [(fact, parsed.clean.original_span(fact.start, fact.end)[0]) for fact in parsed.facts]
    for known in policy.facts:
        low, high = policy.lines[known.first].start, policy.lines[known.last].end
        score = scores[known.kind, known.form]
        index = next(
            (i for i, (fact, start) in enumerate(remaining) if low <= start <= high and same_fact(known, fact)), None
        )
        if index is None:
            score.missed += 1
            near = [fact for fact, start in remaining if low <= start <= high and kind_of(fact) == known.kind]
            text = " / ".join(line.text for line in policy.lines[known.first : known.last + 1])[:300]
            score.examples.append(
                f"[{policy.seed}] {text}\n    expected {known.subject} {known.values}\n    got {near[:3]}"
            )
        else:
            score.right += 1
            del remaining[index]
    for fact, start in remaining:
        if _says_both(policy, fact, start):
            continue
        score = scores[kind_of(fact), _form_around(policy, kind_of(fact), start)]
        score.spurious += 1
        score.examples.append(
            f"[{policy.seed}] spurious {fact}\n    {parsed.clean.text[fact.start - 60 : fact.end + 20]!r}"
        )


def _says_both(policy: Policy, fact: AnyFact, start: int) -> bool:
    """Whether a fact is another reading of a known one.

    「到2027年，覆盖率达到95%」 is a target and a time limit, 「“四张清单”（…）」 counts its parts and says what it is.
    """
    both = {"deadline": ("target", "到某年达到…以上"), "definition": ("enumeration", "“四张清单”（…）")}
    wanted = both.get(kind_of(fact))
    return any(
        (known.kind, known.form) == wanted
        and policy.lines[known.first].start <= start <= policy.lines[known.last].end
        and known.subject in f"{fact.subject}{getattr(fact, 'due', '')}"
        for known in policy.facts
    )


def _form_around(policy: Policy, kind: str, start: int) -> str:
    regions = [
        (policy.lines[known.last].end - policy.lines[known.first].start, known.form)
        for known in policy.facts
        if known.kind == kind and policy.lines[known.first].start <= start <= policy.lines[known.last].end
    ]
    return min(regions)[1] if regions else "none"


def kind_of(fact: AnyFact) -> str:
    """The kind's name in lower case."""
    return type(fact).__name__.lower()


def same_fact(known: Known, fact: AnyFact) -> bool:
    """Whether `fact` says what is known, its subject at least naming the thing."""
    if kind_of(fact) != known.kind:
        return False
    wanted, found = plain(known.subject), plain(fact.subject)
    if not (wanted in found or (len(found) >= 4 and found in wanted)):
        return False
    values: tuple[object, ...] = ()
    match fact:
        case Responsibility():
            values = (fact.lead, fact.bodies, fact.supporting)
        case Target():
            values = (fact.value, fact.comparator, fact.unit, fact.attribute, fact.period)[: len(known.values)]
        case Deadline():
            values = (fact.due,)
        case Member():
            values = (fact.role, fact.post)
        case Definition():
            values = (fact.meaning,)
        case Enumeration():
            values = (fact.parts,)
    return values == known.values
