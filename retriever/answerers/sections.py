"""Chapters and annexes that a question names by number or heading: what they hold, and how many items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.datatypes import Clause
from ingest.numerals import parse_number
from ingest.sentences import split_sentences
from retriever.answerers.listing import clause_head
from retriever.answerers.table_entries import row_name
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

SECTION_COVERED = 0.6  # share of the question's words that a heading must cover
_BROAD = 0.15  # taken off where words that stand everywhere count (重点任务)
_OPENING = 0.9  # worth of a section's opening words beside its heading
_OPENED = 24  # characters of these words
_REPEATED = 0.6  # worth of a heading that the question repeats
_ORDINAL = re.compile(
    r"(?:第([一二三四五六七八九十\d]{1,2})(?:个)?(?:大)?|最后(?:的)?(?:一)?(?:个)?(?:大)?)(?:部分|章|块|板块|方面)"
)
_ANNEX = re.compile(r"附件\s?([一二三四五六七八九十\d]{1,2})")
_CONTENT = re.compile(
    r"(?:部分|章|块|板块|方面)(?:.{0,6}[（(][^）)]*[）)])?(?:主要|都|具体)?(?:讲|说|写|是|规定|有|包括|包含|内容)"
    r"|(?:部分|章|块|板块|方面)[^，。？?]{0,12}(?:分|列|提|讲)(?:为|成|了|出)?(?:了)?哪"
)
_ANNOUNCED = re.compile(r"(?:以下|下列|如下)(?P<number>[一二三四五六七八九十\d]{1,3})(?P<unit>项|个|条|方面|类|大)")
_EACH = re.compile("(?:部分|章|板块)(?:各|分别|都)|(?:各|每)(?:个)?(?:部分|章|板块)")
_STAGE = re.compile("阶段$|步骤$|环节$")
_STAGE_NAME = 4  # characters of the shortest heading of a stage
_DONE = re.compile("(?:做|干|完成|开展|安排)(?:些)?(?:什么|啥|哪些)|主要(?:任务|工作|内容)|任务是|怎么(?:做|干|搞)")
_RULE = re.compile(r"第[一二三四五六七八九十百\d]+条$")
_LISTED = 260  # characters of all items up to which they are told by name
_SMALLEST = 2
_LAST = -1  # place of the last chapter


@dataclass(frozen=True)
class Section:
    """A chapter, annex or heading of a document, and how well the question names it, 0 to 1."""

    doc_id: str
    clause: Clause
    score: float


def find_section(query: Query, reader: Reader) -> Section | None:
    """The section that a question names: by its number, else by the words of its heading."""
    if query.within:
        return None
    annex = _annex(query, reader)
    if annex is not None:
        return annex
    ordinal = _ORDINAL.search(query.text)
    if ordinal is not None:
        number = int(parse_number(ordinal.group(1)) or 0) if ordinal.group(1) else _LAST
        found = [(doc_id, chapters(reader, doc_id)) for doc_id in sorted(query.scope.doc_ids)]
        found = [(doc_id, row) for doc_id, row in found if 0 < number <= len(row) or (row and number == _LAST)]
        if len(found) > 1:
            found = [max(found, key=lambda entry: _named_by_title(query, reader, entry[0]))]
        return Section(found[0][0], found[0][1][max(number - 1, _LAST)], 1.0) if found else None
    best: Section | None = None
    for doc_id in sorted(query.scope.doc_ids):
        title = reader.document(doc_id).record.metadata.title
        topic = query.topic.without(word for word, _ in query.topic.words if word in title)
        named = query.broad.without(word for word, _ in query.topic.words if word in title)
        for clause in reader.document(doc_id).parsed.clauses:
            if clause.kind not in ("heading", "annex", "item") or not clause.heading or clause.tree_end == clause.end:
                continue
            if len(_items(reader, doc_id, clause)) < _SMALLEST:
                continue
            heading = coverage(topic, ((clause.heading, 1.0),))
            broad = coverage(query.broad, ((clause.heading, 1.0), (title, 0.9)))
            own = coverage(named, ((clause.heading, 1.0),)) if named.words else 0.0
            opening = _OPENING * coverage(topic, ((_opening(reader, doc_id, clause), 1.0),))
            score = max(heading, opening, broad - _BROAD if own > 0.2 else 0.0)
            score += _REPEATED if len(clause.heading) > 2 and clause.heading in query.text else 0.0
            if score >= SECTION_COVERED and (best is None or score > best.score):
                best = Section(doc_id, clause, score)
    return best


def _annex(query: Query, reader: Reader) -> Section | None:
    """The annex that a question names by its number."""
    found = _ANNEX.search(query.text)
    number = str(int(parse_number(found.group(1)) or 0)) if found else ""
    for doc_id in sorted(query.scope.doc_ids) if number else ():
        for clause in reader.document(doc_id).parsed.clauses:
            if clause.kind == "annex" and re.sub(r"\D", "", clause.number) == number:
                return Section(doc_id, clause, 1.0)
    return None


def _opening(reader: Reader, doc_id: str, clause: Clause) -> str:
    """Heading and first words of what stands below it before its items: 「以服务领跑工程为根本，…」."""
    below = next((child for child in reader.children(doc_id, clause) if child.kind == "paragraph"), None)
    return f"{clause.heading}\n{reader.own_text(doc_id, below)[:_OPENED]}" if below is not None else ""


def _named_by_title(query: Query, reader: Reader, doc_id: str) -> float:
    return coverage(query.topic, ((reader.document(doc_id).record.metadata.title, 1.0),))


def chapters(reader: Reader, doc_id: str) -> list[Clause]:
    """The outermost headings of a document, in order."""
    clauses = reader.document(doc_id).parsed.clauses
    return [clause for clause in clauses if clause.parent is None and clause.kind == "heading" and clause.number]


def answer_section(query: Query, reader: Reader) -> Draft:
    """What a chapter holds that is named by its number (「第五部分讲什么」), or a stage named by its heading."""
    stage = _stage(query, reader)
    if stage.found:
        return stage
    if not _ORDINAL.search(query.text) or not _CONTENT.search(query.text) or re.search("(?<!哪)几|多少", query.text):
        return NOTHING
    section = find_section(query, reader)
    if section is None:
        return NOTHING
    items = _items(reader, section.doc_id, section.clause)
    if len(items) < _SMALLEST:
        return NOTHING
    return Draft((_head(reader, section, f"共{len(items)}项："), *_lines(reader, section.doc_id, items)), (), 1.0)


def _stage(query: Query, reader: Reader) -> Draft:
    """What is done in a stage that a question names by its whole heading."""
    if not _DONE.search(query.text) or query.within:
        return NOTHING
    for doc_id in sorted(query.scope.doc_ids):
        for clause in reader.document(doc_id).parsed.clauses:
            name = re.sub(r"[（(][^（）()]*[）)]$", "", clause.heading)
            if not clause.number or len(name) < _STAGE_NAME or not _STAGE.search(name) or name not in query.text:
                continue
            text = reader.document(doc_id).parsed.clean.text
            spans = split_sentences(text, clause.start, clause.end)[1:]
            lines = [Statement(text[a:b], (Evidence(doc_id, clause.index, a, b),)) for a, b in spans]
            if lines:
                return Draft(tuple(lines), (), 1.0)
    return NOTHING


def count_section(query: Query, reader: Reader) -> Draft:
    """How many items the section that a question names holds, and which."""
    section = find_section(query, reader)
    return NOTHING if section is None else count_items(reader, section.doc_id, section.clause, query.text)


def count_items(reader: Reader, doc_id: str, clause: Clause, question: str = "") -> Draft:
    """How many items a section holds, and which."""
    section = Section(doc_id, clause, 1.0)
    direct = _items(reader, doc_id, clause)
    leaves = _leaves(reader, doc_id, clause)
    if len(leaves) < _SMALLEST and len(direct) < _SMALLEST:
        return NOTHING
    announced = _announced(reader, doc_id, clause)
    if announced is not None and announced[0] == len(direct):
        said = Statement(reader.text(doc_id, announced[1].start, announced[1].end), (announced[1],))
        head = _head(reader, section, f"共{len(direct)}项：")
        return Draft((head, *_lines(reader, doc_id, direct), said), (), 1.0)
    if sum(len(item.label) for item in direct) > _LISTED:
        return _nested(reader, section, direct, leaves)
    if len(leaves) == len(direct) or re.search("方面|大项|大类|大块|类", question):
        return Draft((_head(reader, section, f"共{len(direct)}项："), *_lines(reader, doc_id, direct)), (), 1.0)
    return _nested(reader, section, direct, leaves)


def count_chapters(query: Query, reader: Reader) -> Draft:
    """How many items each chapter holds: 「五个部分各有几项任务」."""
    if not _EACH.search(query.text):
        return NOTHING
    doc_ids = sorted(query.scope.doc_ids, key=lambda doc_id: -_named_by_title(query, reader, doc_id))
    if len(doc_ids) > 1 and not (query.scope.named or query.scope.decided):
        return NOTHING
    lines = []
    for clause in chapters(reader, doc_ids[0]) if doc_ids else []:
        count = f"：{len(_leaves(reader, doc_ids[0], clause))}项"
        lines.append(Statement(f"{clause.label}{count}", (clause_head(reader, doc_ids[0], clause),), (count,)))
    return Draft(tuple(lines), (), 1.0) if len(lines) >= _SMALLEST else NOTHING


def count_rules(query: Query, reader: Reader) -> Draft:
    """How many articles (第N条) the regulation has that a question names."""
    if not re.search("(?:几|多少)条", query.text):
        return NOTHING
    found = [
        (doc_id, [clause for clause in reader.document(doc_id).parsed.clauses if _RULE.match(clause.number)])
        for doc_id in sorted(query.scope.doc_ids)
    ]
    found = [(doc_id, rules) for doc_id, rules in found if len(rules) > _SMALLEST]
    if len(found) != 1:
        return NOTHING
    doc_id, rules = found[0]
    name = reader.document(doc_id).record.metadata.title
    told = query.topic.without(word for word, _ in query.topic.words if word not in query.topic.known)
    if told.words and coverage(told, ((name, 1.0),)) < SECTION_COVERED:
        return NOTHING  # 「黑臭水体治几条」 counts no articles
    title = f"《{name}》"
    count = f"共{len(rules)}条"
    span = f"（{rules[0].number}至{rules[-1].number}）"
    evidence = tuple(clause_head(reader, doc_id, rule) for rule in (rules[0], rules[-1]))
    return Draft((Statement(f"{title}{count}{span}。", evidence, (count, title)),), (), 1.0)


def _leaves(reader: Reader, doc_id: str, clause: Clause) -> list[Clause]:
    """Numbered items below a clause that hold no numbered items themselves."""
    found: list[Clause] = []
    for child in reader.children(doc_id, clause):
        if child.kind == "title":
            found += _leaves(reader, doc_id, child)
        elif _is_item(child):
            found += _leaves(reader, doc_id, child) or [child]
    return found


def _items(reader: Reader, doc_id: str, clause: Clause) -> list[Clause]:
    """Numbered items and table rows right below a clause."""
    found: list[Clause] = []
    for child in reader.children(doc_id, clause):
        found += _items(reader, doc_id, child) if child.kind == "title" else [child] if _is_item(child) else []
    return found


def _is_item(clause: Clause) -> bool:
    return bool(clause.number) or (clause.kind == "table_row" and clause.row is not None)


def _announced(reader: Reader, doc_id: str, clause: Clause) -> tuple[int, Evidence] | None:
    """The number that the text above the items announces: 「做好以下九项工作」."""
    for other in (clause, *reader.children(doc_id, clause)):
        if other is not clause and other.kind != "paragraph":
            continue
        text = reader.document(doc_id).parsed.clean.text
        for start, end in split_sentences(text, other.start, other.end):
            match = _ANNOUNCED.search(text[start:end])
            if match is not None:
                return int(parse_number(match.group("number")) or 0), Evidence(doc_id, other.index, start, end)
    return None


def _nested(reader: Reader, section: Section, direct: list[Clause], leaves: list[Clause]) -> Draft:
    """Items that stand in several groups: how many in all, and in each group."""
    first, last = leaves[0].number.rstrip("."), leaves[-1].number.rstrip(".")
    digits = first.isdigit() and last.isdigit() and int(last) - int(first) + 1 == len(leaves)
    span = f"（第{first}项至第{last}项）" if digits else ""
    groups = [group for group in direct if _leaves(reader, section.doc_id, group)]
    head = f"共{len(leaves)}项{span}" + (f"，分{len(groups)}个方面：" if len(groups) > 1 else "。")
    lines = []
    for group in groups if len(groups) > 1 else []:
        count = f"（{len(_leaves(reader, section.doc_id, group))}项）"
        lines.append(Statement(f"{group.label}{count}", (clause_head(reader, section.doc_id, group),), (count,)))
    cited = tuple(clause_head(reader, section.doc_id, item) for item in (leaves[0], leaves[-1]))
    return Draft((_head(reader, section, head, *(() if lines else cited)), *lines), (), 1.0)


def _head(reader: Reader, section: Section, text: str, *evidence: Evidence) -> Statement:
    """The line with the number; where lines follow, these carry the citations."""
    label = section.clause.label or section.clause.heading
    if not evidence:
        return Statement(f"“{label}”{text}", (), (text, f"“{label}”"), bears=False)
    own = clause_head(reader, section.doc_id, section.clause)
    return Statement(f"“{label}”{text}", (own, *evidence), (text, f"“{label}”"))


def _lines(reader: Reader, doc_id: str, items: list[Clause]) -> list[Statement]:
    lines = []
    for number, item in enumerate(items, 1):
        if item.kind == "table_row":
            own = Evidence(doc_id, item.index, item.start, item.start + len(reader.own_text(doc_id, item)))
            lines.append(Statement(f"{number}. {row_name(reader, doc_id, item)}", (own,), (f"{number}. ",)))
            continue
        text = item.label if item.heading else reader.own_text(doc_id, item)[:60]
        lines.append(Statement(text, (clause_head(reader, doc_id, item),)))
    return lines
