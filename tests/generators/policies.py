"""Synthetic policies: a whole document with its file, its outline and its facts, all known."""

from __future__ import annotations

import random
from dataclasses import dataclass

from generators import vocabulary as words
from generators.drafts import Draft, IdealLine, Known, Node
from generators.layouts import Layout, render
from generators.numbering import SCHEMES, Numbering, Scheme
from generators.responsibilities import TAILS
from generators.tables import indicator_table, lost_table, member_lines, member_table, task_table
from generators.tasks import add_task
from ingest.datatypes import LoadedDocument

FORMS = (*TAILS, "各句自带", "正文叙述", "")
ANNEXES = {
    "任务分工表": task_table,
    "主要指标表": indicator_table,
    "指标任务一览表": lost_table,
    "工作领导小组名单": member_lines,
    "工作专班成员名单": member_table,
}


@dataclass(frozen=True)
class Policy:
    """A synthetic policy; `kinds` gives the clause kind of lines by their index."""

    seed: int
    name: str
    document: LoadedDocument
    layout: Layout
    scheme: Scheme
    title: str
    issuer: str
    issued: str
    lines: tuple[IdealLine, ...]
    nodes: tuple[Node, ...]
    facts: tuple[Known, ...]
    kinds: dict[int, str]


def make_policy(seed: int) -> Policy:
    """The policy of a seed: the same seed gives the same policy."""
    source = random.Random(seed)
    city, district = source.choice(words.PLACES)
    draft = Draft(source, city, district)
    scheme, numbering, layout = source.choice(SCHEMES), Numbering.drawn(source), Layout.drawn(source)
    year = source.randint(2022, 2026)
    kind = source.choice(words.KINDS)
    title = (
        f"{source.choice(('', city))}{district}{source.choice(('', f'{year}年'))}{source.choice(words.TOPICS)}{kind}"
    )
    issuer, date = f"{district}人民政府办公室", (year, source.randint(1, 12), source.randint(1, 28))
    _opening(draft, title, layout)
    signed = source.random() < 0.4
    place = len(draft.lines) if scheme.sections and source.random() < 0.15 else -1
    if scheme.task != "条":
        draft.add(source.choice(words.FRONT))
    top = _sections(draft, numbering, scheme)
    if place >= 0:
        _insert_contents(draft, place, top)
    if signed:
        draft.kinds[draft.add(issuer, blank=True)] = "closing"
        draft.kinds[draft.add(f"{date[0]}年{date[1]}月{date[2]}日")] = "closing"
    _annexes(draft)
    if source.random() < 0.3:
        for line in words.FOOT:
            draft.kinds[draft.add(line.format(place=district), kind="furniture")] = "furniture"
    document = render(draft, layout)
    return Policy(
        seed,
        f"{title if source.random() < 0.6 else seed}.txt",
        document,
        layout,
        scheme,
        title,
        issuer if signed else "",
        "{:04d}-{:02d}-{:02d}".format(*date) if signed else "",
        tuple(draft.lines),
        tuple(draft.nodes),
        tuple(draft.facts),
        draft.kinds,
    )


def _opening(draft: Draft, title: str, layout: Layout) -> None:
    source = draft.random
    if source.random() < 0.3:
        for line in source.sample(words.MENU, 4):
            written = f"- {line}" if source.random() < 0.5 else line
            draft.kinds[draft.add(written, kind="furniture")] = "furniture"
    broken = source.randint(7, len(title) - 6) if len(title) > 18 and source.random() < 0.3 else 0
    line = draft.add(title, exact=False, break_at=broken)
    draft.kinds[line] = "title"


def _sections(draft: Draft, numbering: Numbering, scheme: Scheme) -> list[Node]:
    """Sections with their tasks; returns the outermost nodes."""
    source = draft.random
    remaining = source.randint(20, 60) if source.random() < 0.5 else source.randint(8, 20)
    continuous = scheme.task != "decimal" and (source.random() < 0.4 or scheme.task == "条")
    counts = dict.fromkeys((*scheme.sections, "task"), 0)
    top: list[Node] = []
    while remaining > 0:
        parent: int | None = None
        above = around = ""
        for depth, style in enumerate(scheme.sections):
            counts[style] += 1
            around = above
            parent = _section(draft, numbering, style, counts[style], parent, around, depth)
            above = numbering.place(style, counts[style], around)
            if depth == 0:
                top.append(draft.nodes[parent])
            for inner in scheme.sections[depth + 1 :]:
                if not (inner == "章" and continuous):
                    counts[inner] = 0
            if not continuous:
                counts["task"] = 0
        for group in range(source.randint(1, 2) if len(scheme.sections) > 1 else 1):
            if group:
                style = scheme.sections[-1]
                counts[style] += 1
                outer = draft.nodes[parent].parent if parent is not None else None
                parent = _section(draft, numbering, style, counts[style], outer, around, len(scheme.sections) - 1)
                above = numbering.place(style, counts[style], around)
                if not continuous:
                    counts["task"] = 0
            count = min(remaining, source.randint(2, 8)) if scheme.sections else remaining
            _tasks(draft, numbering, scheme, counts, count, parent, above)
            remaining -= count
            if remaining <= 0:
                break
    return top


def _section(
    draft: Draft, numbering: Numbering, style: str, number: int, parent: int | None, above: str, depth: int
) -> int:
    source = draft.random
    written, shown = numbering.marker(style, number, above)
    long = source.random() < 0.15
    heading = source.choice(words.LONG_SECTIONS if long else words.SECTIONS)
    torn = long and style != "chapter" and source.random() < 0.6
    broken = len(written) + source.randint(18, len(heading) - 6) if torn else 0
    line = draft.add(written + heading, kind="heading", level=depth + 1, break_at=broken, blank=source.random() < 0.2)
    draft.nodes.append(Node(line, shown, heading, parent))
    position = len(draft.nodes) - 1
    if source.random() < 0.3:
        draft.add(source.choice(words.IDEAS))
    return position


def _tasks(
    draft: Draft,
    numbering: Numbering,
    scheme: Scheme,
    counts: dict[str, int],
    count: int,
    parent: int | None,
    above: str,
) -> None:
    scoped = scheme.sections and count >= 2 and draft.random.random() < 0.15
    nodes = []
    for _ in range(count):
        counts["task"] += 1
        form = "" if scoped else draft.random.choice(FORMS)
        nodes.append(add_task(draft, numbering, scheme, counts["task"], parent, form, above, simple=bool(scoped)))
    if scoped:
        _scope(draft, nodes)


def _scope(draft: Draft, nodes: list[tuple[Node, str]]) -> None:
    """「以上各项由甲牵头，乙、丙配合。」 after the tasks of a section."""
    lead, support = draft.lead_and(1, 3)
    joined = "、".join(support)
    text, roles = draft.random.choice(
        (
            (f"以上各项由{lead[0]}牵头，{joined}配合。", (lead, (), support)),
            (f"以上任务由{joined}负责。", ((), support, ())),
            (f"（以上各项责任单位：{joined}）", ((), support, ())),
        )
    )
    draft.add(text)
    for node, subject in nodes:
        draft.know("responsibility", "以上各项", subject, *roles, first=node.line)


def _insert_contents(draft: Draft, place: int, top: list[Node]) -> None:
    """A table of contents before the line at `place`."""
    tail = draft.random.choice(("……………{}", "........{}", "  {}", "\t{}", ""))
    entries = [IdealLine("目　录" if draft.random.random() < 0.5 else "目录", exact=False)]
    for page, node in enumerate(top, 1):
        line = draft.lines[node.line]
        entries.append(IdealLine(line.text + tail.format(page + 1), exact=False))
    if place < len(draft.lines):
        draft.lines[place].blank = True
    shift = len(entries)
    draft.lines[place:place] = entries
    draft.nodes = [
        Node(n.line + shift if n.line >= place else n.line, n.number, n.heading, n.parent) for n in draft.nodes
    ]
    draft.facts = [Known(f.kind, f.form, f.first + shift, f.last + shift, f.subject, f.values) for f in draft.facts]
    draft.kinds = {line + shift if line >= place else line: kind for line, kind in draft.kinds.items()}
    draft.kinds |= {place + step: "contents" for step in range(shift)}


def _annexes(draft: Draft) -> None:
    """Annexes with tables and lists of names; the heading on the line of the number or on the next."""
    source = draft.random
    chosen = source.sample(list(ANNEXES), source.choice((0, 0, 1, 1, 2)))
    for number, title in enumerate(chosen, 1):
        label = f"附件{number}" if len(chosen) > 1 else "附件"
        if source.random() < 0.5:
            line = draft.add(
                f"{label}：{title}" if source.random() < 0.5 else f"{label}　{title}", exact=False, blank=True
            )
        else:
            line = draft.add(label, exact=False, blank=True)
            draft.add(title, exact=False)
        draft.nodes.append(Node(line, label, title, None))
        draft.kinds[line] = "annex"
        ANNEXES[title](draft)
