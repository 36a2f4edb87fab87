"""How many tasks a document sets: the numbers that run through it, or the items of its chapter of tasks."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.datatypes import Clause, Responsibility
from retriever.answerers.listing import clause_head
from retriever.answerers.sections import count_items
from retriever.answerers.table_entries import row_name
from retriever.catalogue import Entry
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import query_words
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

FEWEST_TASKS = 3  # responsibilities from which a document counts as a list of tasks
_MOST_TOLD = 220  # characters of the names of rows that are told beside their number
_MOSTLY = 0.75  # share of the tasks that stand in one table, from which its rows are the list
_LONG_RUN = 5  # numbers from which a run through a document without responsibilities is its list
_ABOUT = 0.6  # share of the question's words that a title must hold
_TASKS = re.compile("任务|举措|重点工作|重点行动|工作安排")
_NUMBERING = re.compile(
    r"编(?:号|到|了|排|至)|从头|到尾|排到|到第几(?:条|项|号|个)(?=为止|[了，,呀啊呢吧？?]|$)|(?:表(?:上|里|中|格)|(?:清单|单子)(?:上|里|中)?).{0,6}(?:几|多少)"
)
_TOTAL = re.compile(
    "(?:一共|总共|共计?|合计|总计|统共|拢共)(?:有|是|列|安排|包括|要办|办)?(?:了|出)?(?:多少|几)[个项条件桩]"
    "(?=(?:民生|重点|主要|惠民)*(?:任务|项目|事项|工作|实事|举措|措施|活|事儿?)|[了呀啊呢吧？?，,。；]|$)"
)
_COUNTS = re.compile("几|多少")
_OF_PART = re.compile(
    "(?P<part>[\u4e00-\u9fff]{2,6})(?:[那这]一?块|类|方面|领域)(?:里|的|中)?[^，。几多]{0,4}(?:几|多少)"
)
_TABLE = re.compile("表(?:上|里|中|格|一共|总共|共)")


def asks_for_total(question: str) -> bool:
    """Whether a question asks how many there are of all that a document lists."""
    return _TOTAL.search(question) is not None


def asks_for_numbering(question: str) -> bool:
    """Whether a question asks how far the numbers of a document or table run."""
    if "指标" in question:
        return False
    return _NUMBERING.search(question) is not None and _COUNTS.search(question) is not None


@lru_cache(maxsize=1)
def _counting_words() -> frozenset[str]:
    return frozenset(query_words("counting_words.txt"))


def count_of_document(query: Query, reader: Reader) -> Draft:
    """How many tasks a document sets, for a question that is about nothing but the document."""
    doc_ids = list(query.scope.named) or sorted(query.scope.doc_ids)
    runs = {doc_id: run_of_items(reader, doc_id) for doc_id in doc_ids}
    tasks = {doc_id: _tasks(query, reader, doc_id) for doc_id in doc_ids}
    fitting = [doc_id for doc_id in doc_ids if _is_about(query, reader, doc_id)]
    if _TABLE.search(query.text) and (table := _count_of_table(reader, fitting)).found:
        return table
    run_through = [doc_id for doc_id in fitting if len(runs[doc_id]) >= _LONG_RUN]
    if run_through:
        doc_id = max(run_through, key=lambda key: (len(tasks[key]), len(runs[key])))
        return _counted(reader, doc_id, runs[doc_id], tasks[doc_id])
    for doc_id in fitting:
        for clause in reader.document(doc_id).parsed.clauses:
            if clause.parent is None and clause.kind == "heading" and _TASKS.search(clause.heading):
                return count_items(reader, doc_id, clause)
    listing = [doc_id for doc_id in fitting if _many(tasks[doc_id])]
    if not listing:
        return NOTHING
    doc_id = max(listing, key=lambda key: len(tasks[key]))
    return _counted(reader, doc_id, runs[doc_id], tasks[doc_id])


def _many(tasks: list[StoredFact]) -> bool:
    return len({stored.fact.clause for stored in tasks}) >= FEWEST_TASKS


def _count_of_table(reader: Reader, doc_ids: list[str]) -> Draft:
    """How many rows the only table of the documents has, with their names."""
    tables: dict[tuple[str, tuple[str, ...]], list[Clause]] = {}
    for doc_id in doc_ids:
        parsed = reader.document(doc_id).parsed
        for clause in parsed.clauses:
            row = parsed.rows[clause.row] if clause.kind == "table_row" and clause.row is not None else None
            if row is not None and row.values != row.header:
                tables.setdefault((doc_id, row.header), []).append(clause)
    if len(tables) != 1:
        return NOTHING
    ((doc_id, _), rows), *_ = tables.items()
    count = f"共{len(rows)}项"
    names = "、".join(row_name(reader, doc_id, clause).rstrip("。；") for clause in rows)
    cited = tuple(
        Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
        for clause in rows
    )
    if len(names) > _MOST_TOLD:
        title = f"《{reader.document(doc_id).record.metadata.title}》"
        return Draft((Statement(f"{title}的表中{count}。", (cited[0], cited[-1]), (count, title)),), (), 1.0)
    return Draft((Statement(f"表中{count}：{names}。", cited, (count,)),), (), 1.0)


def _tasks(query: Query, reader: Reader, doc_id: str) -> list[StoredFact]:
    return list(reader.facts(query, Responsibility, doc_ids=(doc_id,)))


def _counted(reader: Reader, doc_id: str, run: list[Clause], tasks: list[StoredFact]) -> Draft:
    title = f"《{reader.document(doc_id).record.metadata.title}》"
    inside = [stored for stored in tasks if any(stored.fact.clause == clause.index for clause in run)]
    if len(run) >= FEWEST_TASKS and 2 * len(inside) >= len(tasks):
        count = f"共{len(run)}项（第{_number(reader, doc_id, run[0])}项至第{_number(reader, doc_id, run[-1])}项）"
        cited = tuple(clause_head(reader, doc_id, clause) for clause in (run[0], run[-1]))
        return Draft((Statement(f"{title}列出的任务{count}。", cited, (count, title)),), tuple(inside), 1.0)
    if rows := _rows_of_list(reader, doc_id, tasks):
        cited = tuple(Evidence(doc_id, row.clause, row.start, row.end) for row in (rows[0], rows[-1]))
        count = f"共{len(rows)}项"
        return Draft((Statement(f"{title}列出的任务{count}。", cited, (count, title)),), tuple(tasks), 1.0)
    count = f"共{len({stored.fact.clause for stored in tasks})}项"
    cited = tuple(
        clause_head(reader, doc_id, reader.clause(doc_id, stored.fact.clause)) for stored in (tasks[0], tasks[-1])
    )
    return Draft((Statement(f"{title}写明责任单位的任务{count}。", cited, (count, title)),), tuple(tasks), 1.0)


def _rows_of_list(reader: Reader, doc_id: str, tasks: list[StoredFact]) -> tuple[Entry, ...]:
    """The entries of the table that nearly all tasks stand in: notes below it name bodies, too, and list nothing."""
    clauses = {stored.fact.clause for stored in tasks}
    for part in reader.parts(doc_id):
        held = {entry.clause for entry in part.entries}
        if part.kind == "table" and len(clauses & held) >= _MOSTLY * len(clauses):
            return part.entries
    return ()


def _number(reader: Reader, doc_id: str, clause: Clause) -> int:
    if clause.row is not None:
        return next(int(value) for value in reader.document(doc_id).parsed.rows[clause.row].values if value.isdigit())
    found = re.match(r"\d+", clause.number)
    return int(found.group(0)) if found else 0


def run_of_items(reader: Reader, doc_id: str) -> list[Clause]:
    """The longest run of items or table rows with the numbers 1, 2, 3 … that goes through a document."""
    parsed = reader.document(doc_id).parsed
    best: list[Clause] = []
    run: list[Clause] = []
    for clause in parsed.clauses:
        number = 0
        if clause.kind == "table_row" and clause.row is not None:
            row = parsed.rows[clause.row]
            numbered = zip(row.header, row.values, strict=True)
            number = next((int(v) for h, v in numbered if "序号" in h and v.isdigit()), 0)
            if any("指标" in head for head in row.header):
                continue  # indicators are no tasks
        elif match := re.match(r"\d+(?=[.．、])", clause.number):
            number = int(match.group(0))
        if number == 1:
            run = [clause]
        elif number and run and number == len(run) + 1:
            run.append(clause)
        if len(run) > len(best):
            best = list(run)
    return best


def _is_about(query: Query, reader: Reader, doc_id: str) -> bool:
    """Whether a question names nothing but a document: its title, its annexes, and words about lists."""
    document = reader.document(doc_id)
    annexes = " ".join(clause.label for clause in document.parsed.clauses if clause.kind == "annex")
    about = _counting_words()
    topic = query.topic.without(
        word for word, _ in query.topic.words if word in about or not reader.lexicon.count(word)
    )
    part = _OF_PART.search(query.text)
    named = [word for word, _ in query.topic.words if part is not None and word in part["part"] and len(word) > 1]
    if any(word not in document.record.metadata.title + annexes for word in named):
        return False  # 「噪声那块几项」 asks for a part that the document may not have
    if not topic.words:
        return query.scope.decided
    return coverage(topic, ((document.record.metadata.title + annexes, 1.0),)) >= _ABOUT
