"""How many tasks, bodies, indicators, parts there are."""

from __future__ import annotations

import re

from ingest.datatypes import Clause, Enumeration, Responsibility
from ingest.numerals import parse_number
from retriever.answerers.listing import answer_indicators, answer_under_heading, clause_head
from retriever.answerers.responsibility import answer_responsibility, bracket_evidence, tasks_of
from retriever.answerers.target import answer_target
from retriever.answerers.terms import best_term, term_statement
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

FEWEST_TASKS = 3  # responsibilities from which a document counts as a list of tasks
_ORDINAL = re.compile(r"第([一二三四五六七八九十\d]{1,2})(?:大)?(?:部分|章|块|板块)")


def answer_count(query: Query, reader: Reader) -> Draft:
    """How many tasks, bodies, members or parts there are."""
    if "指标" in query.text and (indicators := answer_indicators(query, reader)).found:
        return indicators
    if query.bodies and (found := tasks_of(query, reader)):
        return _count_tasks(query, reader, found)
    if query.bodies and not query.topic.words:
        return Draft(reason=f"文件没有列出{'、'.join(query.bodies)}的任务。")
    if not query.bodies and re.search(
        "(?:单位|部门).{0,4}(?:几|多少)|(?:几|多少)(?:家|个)?(?:责任|牵头|配合)?(?:单位|部门)", query.text
    ):
        draft = _count_bodies(query, reader)
        if draft.found:
            return draft
    section = _section_tasks(query, reader)
    if section.found:
        return section
    under = answer_under_heading(query, reader)
    if under.found:
        return under
    fact = best_term(query, reader)
    if fact is not None and isinstance(fact[1].fact, Enumeration):
        count = f"{len(fact[1].fact.parts)}个"
        statement = term_statement(reader, fact[1])
        return Draft(
            (Statement(f"共{count}。{statement.text}", statement.evidence, (count, *statement.computed)),),
            (fact[1],),
            fact[0],
        )
    return answer_target(query, reader)


def _count_tasks(query: Query, reader: Reader, found: list[tuple[StoredFact, tuple[str, ...]]]) -> Draft:
    count = f"{len(found)}项"
    items = "、".join(stored.fact.item or stored.fact.subject[:12] for stored, _ in found)
    name = "、".join(dict.fromkeys(query.bodies))
    evidence = tuple(bracket_evidence(reader, stored, whole=160) for stored, _ in found)
    text = f"{name}的任务共{count}：第{items}项。"
    return Draft((Statement(text, evidence, (count, f"第{items}项", name)),), tuple(stored for stored, _ in found), 1.0)


def _count_bodies(query: Query, reader: Reader) -> Draft:
    """How many bodies a task has, and which."""
    draft = answer_responsibility(query, reader)
    if not draft.facts or not isinstance(draft.facts[0].fact, Responsibility):
        return Draft()
    fact = draft.facts[0].fact
    count = f"共{len(dict.fromkeys((*fact.lead, *fact.bodies, *fact.supporting)))}家"
    first = draft.statements[0]
    statement = Statement(f"{count}。{first.text}", first.evidence, (count, *first.computed))
    return Draft((statement,), draft.facts[:1], draft.score)


def _section_tasks(query: Query, reader: Reader) -> Draft:
    """The number of tasks of a document, or of the section of it that the question names."""
    if not re.search("任务|事项|工作|项|条", query.text):
        return Draft()
    by_doc: dict[str, list[StoredFact]] = {}
    for stored in reader.facts(query, Responsibility):
        by_doc.setdefault(stored.doc_id, []).append(stored)
    if not by_doc:
        return Draft()
    by_doc = {doc_id: tasks for doc_id, tasks in by_doc.items() if len(tasks) >= FEWEST_TASKS}
    if not by_doc:
        return Draft()
    sections = {doc_id: _named_section(query, reader, doc_id) for doc_id in by_doc}
    doc_id = max(by_doc, key=lambda key: (sections[key][0], len(by_doc[key])))
    tasks, section = by_doc[doc_id], sections[doc_id][1]
    if section is not None:
        tasks = [stored for stored in tasks if section.start <= stored.fact.start < section.tree_end]
    elif query.topic.without(("重点", "任务", "总任务")).words and not _only_title(query, reader, doc_id):
        return Draft()
    if not tasks:
        return Draft()
    clauses = {stored.fact.clause for stored in tasks}
    count = f"{len(clauses)}项"
    where = f"“{section.label}”部分" if section is not None else f"《{reader.document(doc_id).record.metadata.title}》"
    first, last = tasks[0], tasks[-1]
    cited = tuple(
        clause_head(reader, doc_id, reader.clause(doc_id, stored.fact.clause))
        for stored in ((first, last) if last is not first else (first,))
    )
    if section is not None:
        own = reader.own_text(doc_id, section)
        cited = (Evidence(doc_id, section.index, section.start, section.start + len(own)), *cited)
    numbers = f"（第{first.fact.item}项至第{last.fact.item}项）" if first.fact.item and last.fact.item else ""
    text = f"{where}写明责任单位的任务共{count}{numbers}。"
    computed = (count, where, f"第{first.fact.item}项", f"第{last.fact.item}项")
    return Draft((Statement(text, cited, computed),), tuple(tasks), 1.0)


def _only_title(query: Query, reader: Reader, doc_id: str) -> bool:
    document = reader.document(doc_id)
    annexes = " ".join(clause.label for clause in document.parsed.clauses if clause.kind == "annex")
    return coverage(query.topic, ((document.record.metadata.title + annexes, 1.0),)) >= 0.6


def _named_section(query: Query, reader: Reader, doc_id: str) -> tuple[float, Clause | None]:
    """The heading with children that covers the words asked about best, if it covers most of them, and how well."""
    best: tuple[float, Clause] | None = None
    ordinal = _ORDINAL.search(query.text)
    if ordinal is not None:
        chapters = [
            clause
            for clause in reader.document(doc_id).parsed.clauses
            if clause.parent is None and clause.kind == "heading"
        ]
        place = int(parse_number(ordinal.group(1)) or 0) - 1
        return (1.0, chapters[place]) if 0 <= place < len(chapters) else (0.0, None)
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind not in ("heading", "annex") or not clause.heading or clause.tree_end == clause.end:
            continue
        score = max(
            coverage(query.topic, ((clause.heading, 1.0),)), coverage(query.broad, ((clause.heading, 1.0),)) - 0.15
        )
        if score >= 0.6 and (best is None or score > best[0]):
            best = (score, clause)
    return best if best else (0.0, None)
