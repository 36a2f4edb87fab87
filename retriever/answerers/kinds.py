"""How many things of one kind there are: headings or rows that share the noun asked for: 「几大行动」, 「几个组」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause, Target
from ingest.numerals import parse_number
from retriever.answerers.listing import clause_head
from retriever.answerers.table_entries import is_section_row, row_name
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_UNIT = "大项|大类|大块|大|个|项|条|点|类|种|支|样|块"
_AFTER = re.compile(
    rf"(?<!第)(?:哪?(?P<number>[二三四五六七八九十两]|\d{{1,2}})(?=大|个|项)|哪?几|多少)(?P<unit>{_UNIT})+(?P<noun>(?![呀啊呢吧的])[\u4e00-\u9fff]{{1,6}})"
)
_BEFORE = re.compile(
    rf"(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?:一共|总共|合计|共|都|有|分成?|分为|列了?|设了?)+(?:几|多少)(?P<unit>{_UNIT})"
)
_BROAD = frozenset(
    (
        "任务",
        "工作",
        "事",
        "事项",
        "内容",
        "方面",
        "要求",
        "部分",
        "单位",
        "部门",
        "人",
        "人员",
        "街道",
        "社区",
        "小区",
        "家",
        "地方",
    )
)
_SHORT = frozenset("组队")  # nouns of one character
_SHARED = 0.8  # share of the headings that must end with the noun
_ABOUT = 0.4  # share of the other words of the question that a group must hold beside others of the same noun
_FEWEST = 3
_COMPOUND = 4  # characters of a noun that may stand behind another


@dataclass(frozen=True)
class _Kind:
    """Things of one kind: where they stand together, and what they are called."""

    doc_id: str
    above: Clause | None
    members: tuple[Clause, ...]
    noun: str
    score: float


def answer_kind(query: Query, reader: Reader) -> Draft:
    """The things of the kind that a question counts, with their number."""
    asked = _asked(query.text)
    if asked is None or query.within:
        return NOTHING
    number, unit, nouns = asked
    if "指标" in nouns and any(getattr(stored.fact, "attribute", "") for stored in reader.facts(query, Target)):
        return NOTHING  # indicators with attributes are counted by these
    found = [
        kind
        for doc_id in sorted(query.scope.doc_ids)
        for kind in _kinds(query, reader, doc_id, nouns)
        if not number or len(kind.members) == number
    ]
    if not found:
        return NOTHING
    best = max(found, key=lambda kind: (len(kind.noun), kind.score, len(kind.members)))
    alone = sum(kind.noun == best.noun for kind in found) == 1 and query.scope.decided
    return _told(reader, best, unit) if alone or best.score >= _ABOUT else NOTHING


def _asked(question: str) -> tuple[int, str, list[str]] | None:
    """The number that a question says (0: none), the unit, and the nouns that it may count, the longest first."""
    after, before = _AFTER.search(question), _BEFORE.search(question)
    match = after or before
    if match is None:
        return None
    said, noun = (after.group("number"), after.group("noun")) if after is not None else (None, match.group("noun"))
    sizes = [noun[:size] if after is not None else noun[-size:] for size in (4, 3, 2, 1)]
    sizes += [noun[2:4]] if after is not None and len(noun) >= _COMPOUND else []  # 趋势 of 「哪几个发展趋势」
    usable = [noun for noun in dict.fromkeys(sizes) if noun not in _BROAD and (len(noun) > 1 or noun in _SHORT)]
    return int(parse_number(said) or 0) if said else 0, match.group("unit"), usable


def _kinds(query: Query, reader: Reader, doc_id: str, nouns: list[str]) -> Iterator[_Kind]:
    """Groups of headings or rows of a document whose names end with a noun."""
    title = reader.document(doc_id).record.metadata.title
    for above, members, names in reader.of_document(_named_groups, doc_id):
        for noun in nouns:
            shared = sum(name.endswith(noun) for name in names) >= _SHARED * len(names)
            if not shared and not _in_header(reader, doc_id, members[0], noun):
                continue
            rest = _rest(query, reader, noun)
            path = "\n".join((*(above.path if above is not None else ()), *names))
            score = coverage(rest, ((path, 1.0), (title, 0.9))) if rest.words else _ABOUT
            yield _Kind(doc_id, above, tuple(members), noun, score)
            break


def _named_groups(reader: Reader, doc_id: str) -> list[tuple[Clause | None, list[Clause], list[str]]]:
    """Groups of a document with the names of their members, of those with the same name the first."""
    found = []
    for above, rows in _groups(reader, doc_id):
        first = {_name(reader, doc_id, member): member for member in reversed(rows)}  # a cell may span several rows
        named = sorted(first.items(), key=lambda pair: pair[1].index)
        if len(named) >= _FEWEST:
            found.append((above, [member for _, member in named], [name for name, _ in named]))
    return found


def _groups(reader: Reader, doc_id: str) -> Iterator[tuple[Clause | None, list[Clause]]]:
    """Numbered headings and table rows that stand below one clause, or at the top of a document."""
    by_parent: dict[tuple[int | None, bool], list[Clause]] = {}
    clauses = reader.document(doc_id).parsed.clauses
    for clause in clauses:
        row = clause.kind == "table_row" and clause.row is not None
        if row and is_section_row(reader, doc_id, clause):
            continue  # it heads the rows below it
        if row or (clause.number and clause.heading and clause.kind != "annex"):
            by_parent.setdefault((clause.parent, row), []).append(clause)
    for (parent, _), members in by_parent.items():
        if len(members) >= _FEWEST:
            yield (clauses[parent] if parent is not None else None), members
    for run in _runs(clauses):
        if len(run) >= _FEWEST and len({clause.parent for clause in run}) > 1:
            yield None, run


def _runs(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Headings of one level whose numbers go on from chapter to chapter: （一） to （九） below three headings."""
    by_level: dict[int, list[Clause]] = {}
    for clause in clauses:
        if clause.number and clause.heading and clause.kind in ("heading", "item"):
            by_level.setdefault(clause.level, []).append(clause)
    for members in by_level.values():
        run: list[Clause] = []
        for clause in members:
            number = parse_number(clause.number.strip("（）().、．"))
            if number is None or number != len(run) + 1:
                yield run
                run = []
            if number == len(run) + 1:
                run.append(clause)
        yield run


def _name(reader: Reader, doc_id: str, clause: Clause) -> str:
    """What a heading or row is called, without what stands behind it in brackets."""
    name = row_name(reader, doc_id, clause) if clause.kind == "table_row" else clause.heading
    return re.sub(r"[（(][^（）()]*[）)]$", "", name).strip("：:。；; ")


def _in_header(reader: Reader, doc_id: str, clause: Clause, noun: str) -> bool:
    """Whether the column of names of a table is headed by a noun: 「补贴项目」."""
    if clause.row is None:
        return False
    row = reader.document(doc_id).parsed.rows[clause.row]
    name = row_name(reader, doc_id, clause)
    return any(value == name and head.startswith(noun) for head, value in zip(row.header, row.values, strict=True))


def _rest(query: Query, reader: Reader, noun: str) -> Topic:
    """The words of a question besides the noun that it counts; those that no document has are left out."""
    return query.topic.without(
        word for word, _ in query.topic.words if noun in word or word in noun or not reader.lexicon.count(word)
    )


def _told(reader: Reader, kind: _Kind, unit: str) -> Draft:
    """The number, then the names, one line each."""
    written = unit if unit in ("项", "条", "类", "种", "支") else "个"
    count = f"共{len(kind.members)}{written}"
    head = Statement(f"{count}{kind.noun}：", (), (count, kind.noun), bears=False)
    lines = []
    for order, member in enumerate(kind.members, 1):
        if member.kind == "table_row":
            own = reader.own_text(kind.doc_id, member)
            evidence = Evidence(kind.doc_id, member.index, member.start, member.start + len(own))
            lines.append(Statement(f"{order}. {_name(reader, kind.doc_id, member)}", (evidence,), (f"{order}. ",)))
        else:
            lines.append(Statement(member.label, (clause_head(reader, kind.doc_id, member),)))
    return Draft((head, *lines), (), max(kind.score, _ABOUT))
