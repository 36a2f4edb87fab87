"""Tasks and figures by a property: all that hold a figure, fall due by a date, have a cell, or are about a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Clause, Deadline, Responsibility, Target
from retriever.answerers.due import DueCondition, read_due_condition, read_due_date
from retriever.answerers.responsibility import task_layers
from retriever.answerers.reverse import tasks_of
from retriever.answerers.target import row_text, sentence_around
from retriever.answerers.task_contents import with_contents
from retriever.answerers.task_told import bracket_evidence, shorten, task_name
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence

LINE_LIMIT = 100  # lines of a list; what is beyond is counted, not told
SUBJECT_LIMIT = 70  # characters of a line
ON_TOPIC = 0.75  # share of the topic that a task must cover to be about it
_FIGURES = re.compile(
    r"(?:量化|数字|数值)(?:的)?(?:指标|目标|任务|要求)|具体(?:指标|目标值)|(?:目标|指标|任务)(?:的)?数字|百分比|百分之.{0,4}(?:指标|目标|任务)|带(?:有)?(?:数字|指标)"
    r"|(?:哪些|哪几[个项]|全部|所有|列).{0,4}(?:主要|具体|量化)?指标|指标(?:有|是)?(?:哪些|哪几|一览|清单)"
    "|(?:各项|各个|所有|全部|哪些|主要)的?数字(?![化家乡人经政孪])|数字 ?(?:全要|都要|一览|汇总|有哪些|全列|列[全出])"
)
_OF_FIGURES = re.compile("量化|数字|百分|指标|目标|各项")  # words of a topic that ask for figures, whatever they are of
_PERCENT = re.compile("百分比|百分之.{0,4}(?:指标|目标|任务)|比例指标|%")
_ATTRIBUTES = re.compile("约束性|预期性")
_LACKING = re.compile(r"(?:没有?|未)(?:写明?|明确|列出?|标明?)?(?:责任|牵头|主责)(?:单位|部门)")
_ABOUT = re.compile(r"(?:涉及|有关|相关|关于|跟.{1,12}有关|与.{1,12}有关|和.{1,12}有关)")
_TASKS = re.compile("任务|工作|事项|项目|活|重点|哪几项|哪些")
_WHICH = re.compile("哪|列|全部|所有|什么|有没有")
_INSIDE_MONTH = re.compile(r"(?<!\d)(?:[1-9]|1\d|2[0-4])[日号]|[上中]旬")
_DATED = re.compile("月|前|底|末")  # a date, not 全年 or 每年
_LISTING = re.compile("任务|清单|工作|重点|目标|安排|要点")
_NAMING = re.compile("(?:任务|名称|事项|项目|工作)(?!领域|类别|类型|方向|单位|要求|目标|编号)")
_YEAR = re.compile(r"20\d{2}年")
_ASSIGNED = re.compile("分管|负责|牵头|承担|属于|归")
_PERSON = re.compile("(?:领导|干部|同志|人|链长|路长|河长|湖长|林长|田长|组长|委员)$")
_POST_ENDS = "长任记员导员志事"  # last characters of posts: what ends so is no name
_PIECE = re.compile("[，。；、！？\n]")


def answer_filter(query: Query, reader: Reader) -> Draft:
    """All facts with the property that a question names, with their number; nothing when it names none."""
    if _LACKING.search(query.text):
        return _without_bodies(query, reader)
    if _ATTRIBUTES.search(query.text):
        return NOTHING  # indicators of an attribute are listed from their table
    if _FIGURES.search(query.text):
        return _figures(query, reader)
    of_year = _of_year(query, reader)
    if of_year.found:
        return of_year
    condition = read_due_condition(query.text, query.scope.years)
    if condition is not None and (query.kind == "filter" or _TASKS.search(query.text)):
        return _due(query, reader, condition)
    in_cell = _by_cell(query, reader) if _TASKS.search(query.text) or _ASSIGNED.search(query.text) else NOTHING
    if in_cell.found:
        return in_cell
    if _ABOUT.search(query.text) and _TASKS.search(query.text) and _WHICH.search(query.text):
        return _about(query, reader)
    return NOTHING


def _figures(query: Query, reader: Reader) -> Draft:
    """All targets of the documents asked about, those of percentages or of the topic where the question says so."""
    percent = _PERCENT.search(query.text) is not None
    topic = query.topic.without(word for word, _ in query.topic.words if _OF_FIGURES.search(word))
    lines: list[tuple[StoredFact, Statement]] = []
    for stored in reader.facts(query, Target):
        fact = stored.fact
        assert isinstance(fact, Target)
        if percent and "%" not in f"{fact.value}{fact.unit}" and "百分" not in f"{fact.value}{fact.unit}":
            continue
        clause = reader.clause(stored.doc_id, fact.clause)
        title = reader.document(stored.doc_id).record.metadata.title
        own = topic.without(word for word, _ in topic.words if word in title)
        if own.words and coverage(own, ((fact.subject, 1.0), *reader.layers(stored.doc_id, clause)[:3])) < ON_TOPIC:
            continue
        lines.append((stored, _figure_line(reader, stored, clause)))
    return listed_tasks("百分比指标" if percent else "量化指标", lines, reader)


def _figure_line(reader: Reader, stored: StoredFact, clause: Clause) -> Statement:
    """A target in the words of its sentence: the stretch between commas that holds the figure, behind its item."""
    if clause.kind == "table_row":
        row = Evidence(
            stored.doc_id, clause.index, clause.start, clause.start + len(reader.own_text(stored.doc_id, clause))
        )
        cited = (row, *header_evidence(reader, stored.doc_id, clause))
        return Statement(row_text(stored), cited)
    start, end = sentence_around(reader, stored.doc_id, clause, stored.fact.start)
    sentence = reader.text(stored.doc_id, start, end)
    first, last = stored.fact.start - start, stored.fact.end - start
    while first > 0 and not _PIECE.match(sentence[first - 1]):
        first -= 1
    while last < len(sentence) and not _PIECE.match(sentence[last]):
        last += 1
    return Statement(
        shorten(sentence[first:last].strip(), SUBJECT_LIMIT), (Evidence(stored.doc_id, clause.index, start, end),)
    )


def _due(query: Query, reader: Reader, condition: DueCondition) -> Draft:
    """All that is due as a question says, with its date; only tasks with bodies where the question is about tasks."""
    lines: list[tuple[StoredFact, Statement]] = []
    for stored in reader.facts(query, Deadline):
        fact = stored.fact
        assert isinstance(fact, Deadline)
        if not _holds(reader, stored, fact.due, condition):
            continue
        clause = reader.clause(stored.doc_id, fact.clause)
        start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
        evidence = Evidence(stored.doc_id, clause.index, min(start, fact.start), max(end, fact.end))
        lines.append((stored, Statement(f"{shorten(fact.subject, SUBJECT_LIMIT)}（{fact.due}）", (evidence,))))
    told = {stored.doc_id for stored, _ in lines}
    for stored in reader.facts(query, Target):
        fact = stored.fact
        assert isinstance(fact, Target)
        if stored.doc_id not in told and _DATED.search(fact.period) and _holds(reader, stored, fact.period, condition):
            lines.append((stored, _figure_line(reader, stored, reader.clause(stored.doc_id, fact.clause))))
    if "任务" in query.text:
        assigned = {(stored.doc_id, stored.fact.clause) for stored in reader.facts(query, Responsibility)}
        lines = [line for line in lines if (line[0].doc_id, line[0].fact.clause) in assigned] or lines
    return listed_tasks(f"{condition.words}完成的事项", lines, reader)


def _holds(reader: Reader, stored: StoredFact, written: str, condition: DueCondition) -> bool:
    """Whether a date as written meets a condition; without a year in it, it is of the year its document governs."""
    years = reader.document(stored.doc_id).record.metadata.years
    due = read_due_date(written, years[-1] if years else 0)
    if not condition.before and "底" in condition.words and _INSIDE_MONTH.search(written):
        return False
    if not condition.before and "月" in condition.words and "月" not in written:
        return False  # 全年 is not 「12月底」
    if due is None or (not condition.month[0] and due[0] and due[0] not in years):
        return False
    return condition.holds(due)


def _of_year(query: Query, reader: Reader) -> Draft:
    """What stands below the heading of the year asked for, beside headings of other years (「2025年重点任务」)."""
    if len(query.scope.years) != 1 or query.kind == "target" or not _LISTING.search(query.text):
        return NOTHING
    year = f"{query.scope.years[0]}年"
    for doc_id in sorted(query.scope.doc_ids):
        clauses = reader.document(doc_id).parsed.clauses
        for clause in clauses:
            if year not in clause.heading or not _LISTING.search(clause.heading):
                continue
            beside = [o for o in clauses if o.parent == clause.parent and o is not clause and _YEAR.search(o.heading)]
            below = [
                child
                for child in reader.children(doc_id, clause)
                if child.kind != "table_row" or (child.row is not None and not _is_header(reader, doc_id, child))
            ]
            if not beside or len(below) < 2:
                continue
            count = f"{len(below)}项"
            head = Statement(f"{clause.heading}共{count}：", (), (count, clause.heading), bears=False)
            return Draft((head, *(_below(reader, doc_id, n, child) for n, child in enumerate(below, 1))), (), 1.0)
    return NOTHING


def _is_header(reader: Reader, doc_id: str, clause: Clause) -> bool:
    row = reader.document(doc_id).parsed.rows[clause.row or 0]
    return row.values == row.header


def _below(reader: Reader, doc_id: str, number: int, clause: Clause) -> Statement:
    """One line for an item or a table row below a heading."""
    evidence = Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
    name = clause.heading or reader.own_text(doc_id, clause)
    if clause.row is not None:
        row = reader.document(doc_id).parsed.rows[clause.row]
        cells = [(head, value) for head, value in zip(row.header, row.values, strict=True) if value]
        name = next((value for head, value in cells if _NAMING.search(head)), cells[0][1] if cells else name)
    order = f"{number}. "
    return Statement(order + shorten(name, SUBJECT_LIMIT), (evidence,), (order,))


def _by_cell(query: Query, reader: Reader) -> Draft:
    """The rows of a table that hold a cell named in the question (「常务副区长分管的任务」)."""
    found: list[tuple[StoredFact, Statement]] = []
    wanted, fewest = "", 2
    for doc_id in sorted(query.scope.doc_ids):
        document = reader.document(doc_id)
        for clause in document.parsed.clauses:
            if clause.kind != "table_row" or clause.row is None:
                continue
            row = document.parsed.rows[clause.row]
            cells = [(head, value) for head, value in zip(row.header, row.values, strict=True) if head != value]
            match = next((cell for cell in cells if _cell_asked(query.text, *cell)), None)
            if match is None or len(cells) < 3:
                continue
            wanted = f"{match[0]}为{match[1]}的"
            fewest = 1 if _person_asked(query.text, *match) else fewest
            end = clause.start + len(reader.own_text(doc_id, clause))
            evidence = (Evidence(doc_id, clause.index, clause.start, end), *header_evidence(reader, doc_id, clause))
            name = next((value for head, value in cells if _NAMING.search(head)), cells[0][1])
            fact = next((s for s in reader.view.facts if s.doc_id == doc_id and s.fact.clause == clause.index), None)
            if fact is not None:
                found.append((fact, Statement(shorten(with_contents(name, cells), 2 * SUBJECT_LIMIT), evidence)))
    return listed_tasks(f"{wanted}任务", found, reader) if len(found) >= fewest else NOTHING


def _cell_asked(question: str, head: str, value: str) -> bool:
    """Whether a question names a cell by its value, and its column by two characters of its head."""
    if _person_asked(question, head, value):
        return True
    if not 2 <= len(value) <= 12 or value not in question or re.search(r"\d", value):
        return False
    if "牵头" in head + value and re.search("配合|协办", question):
        return False  # all tasks of the body, with its part in each
    return any(head[index : index + 2] in question for index in range(len(head) - 1))


def _person_asked(question: str, head: str, value: str) -> bool:
    """Whether a question asks what a person does whose name ends a cell: 「牵头领导：副区长王某某」."""
    said = value.strip().removesuffix("同志")
    if not _PERSON.search(head) or not _ASSIGNED.search(question) or re.search(r"[\d、，；]", said):
        return False
    return any(len(said) >= size and said[-1] not in _POST_ENDS and said[-size:] in question for size in (3, 2))


def _about(query: Query, reader: Reader) -> Draft:
    """All tasks that are about a thing."""
    topic = query.topic.without(word for word, _ in query.topic.words if _ABOUT.fullmatch(word))
    if not topic.words:
        return NOTHING
    asked = replace(query, topic=topic)
    lines: list[tuple[StoredFact, Statement]] = []
    facts = [stored for stored, _ in tasks_of(query, reader)] if query.bodies else reader.facts(query, Responsibility)
    for stored in facts:
        clause = reader.clause(stored.doc_id, stored.fact.clause)
        layers = task_layers(reader, stored.doc_id, clause, stored.fact.subject, asked)
        if coverage(topic, layers[:3]) < ON_TOPIC:
            continue
        line = shorten(task_name(reader, stored), SUBJECT_LIMIT)
        end = clause.start + len(reader.own_text(stored.doc_id, clause))
        whole = Evidence(stored.doc_id, clause.index, clause.start, end)
        lines.append((stored, Statement(line, (whole,), (f"第{stored.fact.item}项",))))
    named = "、".join(word for word, _ in topic.words)
    return listed_tasks(f"{'、'.join(query.bodies)}涉及{named}的任务", lines, reader)


def _without_bodies(query: Query, reader: Reader) -> Draft:
    """The numbered items without bodies among those that have them, or that there are none."""
    by_document: dict[str, list[StoredFact]] = {}
    for stored in reader.facts(query, Responsibility):
        by_document.setdefault(stored.doc_id, []).append(stored)
    statements: list[Statement] = []
    for doc_id, facts in by_document.items():
        held = {stored.fact.clause for stored in facts}
        levels = {reader.clause(doc_id, index).level for index in held}
        items = [
            clause
            for clause in reader.document(doc_id).parsed.clauses
            if clause.kind in ("item", "heading")
            and clause.number
            and clause.level in levels
            and not reader.children(doc_id, clause)
        ]
        missing = [clause for clause in items if clause.index not in held]
        title = f"《{reader.document(doc_id).record.metadata.title}》"
        if missing:
            count = f"{len(missing)}项"
            statements.append(Statement(f"{title}没有写明责任单位的条目共{count}：", (), (count, title), bears=False))
            statements += [
                Statement(clause.label, (Evidence(doc_id, clause.index, clause.start, clause.end),))
                for clause in missing
            ][:LINE_LIMIT]
        else:
            count = f"{len(items)}项"
            ends = tuple(bracket_evidence(reader, stored) for stored in (facts[0], facts[-1]))
            statements.append(Statement(f"{title}的{count}任务都写明了责任单位。", ends, (count, title)))
    return Draft(tuple(statements), (), 1.0) if statements else NOTHING


def listed_tasks(what: str, lines: Sequence[tuple[StoredFact, Statement]], reader: Reader) -> Draft:
    """Numbered lines below their number, by document where there are several."""
    lines = list({(stored.doc_id, statement.text): (stored, statement) for stored, statement in lines}.values())
    if not lines:
        return NOTHING
    count = f"{len(lines)}项"
    several = len({stored.doc_id for stored, _ in lines}) > 1
    statements = [Statement(f"{what}共{count}：", (), (count, what), bears=False)]
    doc_id = ""
    for number, (stored, statement) in enumerate(lines[:LINE_LIMIT], 1):
        if several and stored.doc_id != doc_id:
            doc_id = stored.doc_id
            part = f"{sum(1 for other, _ in lines if other.doc_id == doc_id)}项"
            title = f"《{reader.document(doc_id).record.metadata.title}》"
            statements.append(Statement(f"{title}（{part}）", (), (part, title), bears=False))
        order = f"{number}. "
        statements.append(replace(statement, text=order + statement.text, computed=(order, *statement.computed)))
    if len(lines) > LINE_LIMIT:
        rest = f"{len(lines) - LINE_LIMIT}项"
        statements.append(Statement(f"（其余{rest}请用“台账”或 zhengda facts 查看）", (), (rest,), bears=False))
    return Draft(tuple(statements), tuple(stored for stored, _ in lines), 1.0)
