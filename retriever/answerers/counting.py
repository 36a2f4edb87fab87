"""How many tasks, bodies, indicators, parts there are."""

from __future__ import annotations

import re

from ingest.datatypes import Enumeration, Responsibility
from retriever.answerers.listing import answer_indicators, answer_under_heading
from retriever.answerers.responsibility import answer_responsibility
from retriever.answerers.reverse import tasks_of
from retriever.answerers.runs import asks_for_numbering, count_of_document
from retriever.answerers.sections import count_chapters, count_rules, count_section, find_section
from retriever.answerers.table_groups import count_group
from retriever.answerers.target import answer_target
from retriever.answerers.task_told import bracket_evidence, shorten
from retriever.answerers.terms import best_term, term_statement
from retriever.datatypes import StoredFact
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_LISTED = re.compile("任务|事项|工作|项|条|措施|要求|内容|方面|大块|板块|点|招|编|大事")
_BODIES = re.compile(
    r"(?:单位|部门)(?:一共|总共|共)?(?:有|是|涉及)?(?:几|多少)(?:家|个)?|(?:(?<!哪)几|多少)(?:家|个)?(?:责任|牵头|配合)?(?:单位|部门)"
)

_PEOPLE = re.compile("(?:几|多少)(?:个?人(?!员|次|民|口|大)|名(?!称))")  # items below a heading are no people


def answer_count(query: Query, reader: Reader) -> Draft:
    """How many tasks, bodies, members or parts there are."""
    found = tasks_of(query, reader) if query.bodies else []
    if not found and asks_for_numbering(query.text) and (run := count_of_document(query, reader)).found:
        return run
    if "指标" in query.text and (indicators := answer_indicators(query, reader)).found:
        return indicators
    if found:
        return _count_tasks(query, reader, found)
    if query.bodies and not query.topic.words:
        return Draft(reason=f"文件没有列出{'、'.join(query.bodies)}的任务。")
    if asks_for_bodies(query):
        draft = count_bodies(query, reader)
        if draft.found:
            return draft
    ways = (count_group, count_chapters, _count_listed, answer_under_heading)
    for counted in ways[:1] if _PEOPLE.search(query.text) else ways:
        draft = counted(query, reader)
        if draft.found:
            return draft
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


_NAMED = 3  # tasks of a body that are told with their names where only their number is asked


def asks_for_bodies(query: Query) -> bool:
    """Whether a question asks how many bodies have a task."""
    return not query.bodies and _BODIES.search(query.text) is not None


def _count_tasks(query: Query, reader: Reader, found: list[tuple[StoredFact, tuple[str, ...]]]) -> Draft:
    """How many tasks some bodies have, by document where there are several."""
    name = "、".join(dict.fromkeys(query.bodies))
    count = f"共{len(found)}项"
    by_doc: dict[str, list[StoredFact]] = {}
    for stored, _ in found:
        by_doc.setdefault(stored.doc_id, []).append(stored)
    statements = []
    for doc_id, tasks in by_doc.items():
        title = f"《{reader.document(doc_id).record.metadata.title}》{len(tasks)}项"
        evidence = tuple(bracket_evidence(reader, stored, whole=160) for stored in tasks)
        which = _which(reader, tasks)
        text = f"{name}的任务{count}：{which}。" if len(by_doc) == 1 else f"{title}：{which}。"
        numbers = re.findall(r"第[\d、]+项", which) if which.startswith("第") else []
        statements.append(Statement(text, evidence, (count, *numbers, title, name)))
    if len(by_doc) > 1:
        statements.insert(0, Statement(f"{name}的任务{count}：", (), (count, name), bears=False))
    return Draft(tuple(statements), tuple(stored for stored, _ in found), 1.0)


def _which(reader: Reader, tasks: list[StoredFact]) -> str:
    """Tasks by their numbers where these are those of one row, else by their names."""
    clauses = [reader.clause(stored.doc_id, stored.fact.clause) for stored in tasks]
    numbers = [int(stored.fact.item) for stored in tasks if stored.fact.item.isdigit()]
    arabic = all(re.match(r"\d", clause.number) or clause.kind == "table_row" for clause in clauses)
    if arabic and len(numbers) == len(tasks) and numbers == sorted(set(numbers)):
        if len(tasks) <= _NAMED:  # of a few, what they are is told in as few words as their numbers
            return "、".join(f"第{stored.fact.item}项（{shorten(stored.fact.subject, 24)}）" for stored in tasks)
        return f"第{'、'.join(map(str, numbers))}项"
    return "、".join(shorten(stored.fact.subject, 24) for stored in tasks)


def count_bodies(query: Query, reader: Reader) -> Draft:
    """How many bodies a task has, and which."""
    draft = answer_responsibility(query, reader)
    if not draft.facts or not isinstance(draft.facts[0].fact, Responsibility):
        return Draft()
    fact = draft.facts[0].fact
    count = f"共{len(dict.fromkeys((*fact.lead, *fact.bodies, *fact.supporting)))}家"
    first = draft.statements[0]
    statement = Statement(f"{count}。{first.text}", first.evidence, (count, *first.computed))
    return Draft((statement,), draft.facts[:1], draft.score)


def _count_listed(query: Query, reader: Reader) -> Draft:
    """The number of tasks or items of a section that the question names, else of the document that it is about."""
    if not _LISTED.search(query.text):
        return Draft()
    section = find_section(query, reader)
    if section is not None:
        draft = count_section(query, reader)
        if draft.found:
            return draft
    rules = count_rules(query, reader)
    return rules if rules.found else count_of_document(query, reader)
