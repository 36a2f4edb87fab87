"""Lists: the parts of a term, the items under a heading, the indicators of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause, Definition, Target
from retriever.answerers.announced import answer_announced
from retriever.answerers.listed import asked_noun, listed_in_sentence, listing_sentence, parts_wanted
from retriever.answerers.method import answer_region
from retriever.answerers.table_entries import entry_of_row
from retriever.answerers.target import row_text
from retriever.answerers.terms import HEADING_COVERED, best_term, term_statement
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence

SHARED_COVERED = 0.66  # where all items below the heading bear a word asked for: 「…阶段」
_PLANNED = re.compile(
    r"(?:要|打算|准备|计划|今年|都)?(?:建|办|做|改|修|推|干|抓|完成|新增)(?:些|哪些)?(?:什么|啥|哪些)(?!文件|制度|活动|培训|班)"
    r"|哪些(?:实事|指标|任务|工作|举措|措施|安排|事情|目标|要求|数字|动作|项目)|量化|要建"
)
_FIGURES = re.compile(r"量化|数字|指标|多少")
_ATTRIBUTES = (
    ("约束性", re.compile("约束性|硬指标|硬性|刚性|(?:必须|一定要|非)(?:完成|达到|做到)")),
    ("预期性", re.compile("预期性|软指标|期望")),
)
_ONLY_COUNTED = re.compile("(?:几|多少)(?:项|个|条)(?!.*(?:哪|分别|列|叫))")
_PART = re.compile("部分|板块|章|[这那]一?块|方面")  # of a document, named by the words of its heading
_SHORT_ROW = 80  # characters of a table row that is told with all its cells
_DIVIDED = re.compile("(?:分|划)(?:为|成|作)?(?:哪|几)|(?:哪|几)(?:几|些)?(?:大)?(?:类|种|档)")  # not what it is
_EXCLUDED = re.compile("(?:哪|什么|啥)[^，。？]{0,10}不(?:予|能|支持|给|算|报|得|享受|可以)")
_FOLLOWS = re.compile(r"(?:以下|下列|如下).{0,12}(?:[：。]|$)")


def answer_list(query: Query, reader: Reader) -> Draft:
    """The parts of a term, the rows or items under a heading, or the sentence that lists them."""
    if "指标" in query.text and not query.topic.words and (indicators := answer_indicators(query, reader)).found:
        return indicators
    found = best_term(query, reader)
    under = answer_under_heading(query, reader)
    if found is not None and isinstance(found[1].fact, Definition):
        # What a thing is does not tell which services, bodies or people it has.
        excluded = answer_announced(query, reader) if _EXCLUDED.search(query.text) else Draft()
        if excluded.found:
            return excluded
        divided = answer_announced(query, reader) if _DIVIDED.search(query.text) else Draft()
        if divided.found:
            return divided
        listed = listed_in_sentence(query, reader) if asked_noun(query.text) else Draft()
        if listed.found:
            return listed
    if found is not None and (not under.found or found[0] >= under.score):
        return Draft((term_statement(reader, found[1]),), (found[1],), found[0])
    if under.found:
        return under
    items = answer_announced(query, reader)
    if items.found:
        return items
    if _PLANNED.search(query.text) and not parts_wanted(query, reader):
        planned = answer_region(query, reader, figures=_FIGURES.search(query.text) is not None)
        if planned.found:
            return planned
    return listing_sentence(query, reader)


def answer_indicators(query: Query, reader: Reader) -> Draft:
    """All indicators of the tables, or those of the attribute named, with their number."""
    attribute = next((name for name, said in _ATTRIBUTES if said.search(query.text)), "")
    found = [
        stored
        for stored in reader.facts(query, Target)
        if isinstance(stored.fact, Target) and stored.fact.attribute and stored.fact.attribute.startswith(attribute)
    ]
    if not found or (not query.scope.decided and len({stored.doc_id for stored in found}) > 1):
        return Draft()
    indicators: dict[tuple[str, int, str], list[StoredFact]] = {}  # each with its values for one year or several
    for stored in found:
        subjects = {other.fact.subject for other in found if _of_row(other) == _of_row(stored)}
        name = min((each for each in subjects if stored.fact.subject.startswith(each)), key=len)  # 年均增长 is no other
        values = indicators.setdefault((*_of_row(stored), name), [])
        if name == stored.fact.subject:
            values.append(stored)
    count = f"{len(indicators)}项"
    if query.kind == "count" or _ONLY_COUNTED.search(query.text):
        names = "、".join(subject for _, _, subject in indicators)
        rows = tuple(_row(reader, values[0]) for values in indicators.values())
        return Draft((Statement(f"{attribute}指标共{count}：{names}。", rows, (count,)),), tuple(found), 1.0)
    statements = [Statement(f"{attribute}指标共{count}：", (), (count,), bears=False)]
    for number, values in enumerate(indicators.values(), 1):
        stored = values[0]
        clause = reader.clause(stored.doc_id, stored.fact.clause)
        order = f"{number}. "
        statements.append(
            Statement(
                order + row_text(*values),
                (_row(reader, stored), *header_evidence(reader, stored.doc_id, clause)),
                (order,),
            )
        )
    return Draft(tuple(statements), tuple(found), 1.0)


def _of_row(stored: StoredFact) -> tuple[str, int]:
    return stored.doc_id, stored.fact.clause


def answer_under_heading(query: Query, reader: Reader) -> Draft:
    """The items below the heading that the question names, or that a sentence with 「以下…」 announces."""
    scored = []
    topic = query.broad
    for doc_id in sorted(query.scope.doc_ids):
        title = reader.document(doc_id).record.metadata.title
        for clause, children, announced in reader.of_document(_headed, doc_id):
            if query.within and (doc_id, clause.index) not in query.within:
                continue
            shared = [
                word
                for word, _ in topic.words
                if sum(word in child.heading for child in children) >= 0.8 * len(children)
            ]
            texts = [
                (clause.heading, 1.0),
                (" ".join(shared), 1.0),
                *((_tail(reader.own_text(doc_id, child)), 1.0) for child in announced),
                (title, 0.9 if announced else 0.6),
            ]
            score = coverage(topic, texts)
            named = False
            if _PART.search(query.text):
                named = len(clause.heading) > 2 and clause.heading in query.text
                known = coverage(query.topic, ((clause.heading, 1.0), (title, 0.9))) if query.topic.words[1:] else 0.0
                score = max(score, known, float(named))
            if named or coverage(topic, texts[:-1]) > 0.3:
                scored.append((score, doc_id, clause, children, shared))
    best = max(scored, key=lambda one: (one[0], one[2].heading in query.text, -one[2].level), default=None)
    if best is None or best[0] < (SHARED_COVERED if best[4] else HEADING_COVERED):
        return Draft(score=best[0] if best else 0.0)
    return Draft(_children_statements(reader, best[1], best[2], best[3]), (), best[0])


def _headed(reader: Reader, doc_id: str) -> list[tuple[Clause, list[Clause], list[Clause]]]:
    """Headings, the numbered items or table rows below each, two at least, and the paragraphs that announce them."""
    found = []
    for clause in reader.document(doc_id).parsed.clauses:
        children = [child for child in reader.children(doc_id, clause) if child.number or child.kind == "table_row"]
        if len(children) >= 2 and clause.heading:
            found.append((clause, children, _announcing(reader, doc_id, clause)))
    return found


def _announcing(reader: Reader, doc_id: str, clause: Clause) -> list[Clause]:
    """The paragraphs below a heading that announce what follows."""
    return [
        child
        for child in reader.children(doc_id, clause)
        if child.kind == "paragraph" and _FOLLOWS.search(reader.own_text(doc_id, child))
    ]


def _children_statements(reader: Reader, doc_id: str, clause: Clause, children: list[Clause]) -> tuple[Statement, ...]:
    rows: dict[int, list[StoredFact]] = {}
    for stored in reader.view.facts:
        if stored.doc_id == doc_id and isinstance(stored.fact, Target):
            rows.setdefault(stored.fact.clause, []).append(stored)
    statements: list[Statement] = []
    named: set[tuple[str, str]] = set()
    for child in children:
        own = reader.own_text(doc_id, child)
        if child.kind == "table_row":
            entry = entry_of_row(reader, doc_id, child)
            if entry is None or entry in named:
                continue
            named.update([entry] if entry[0] else [])
            text = _row_told(reader, doc_id, child, rows.get(child.index, ()), entry[1])
        else:
            text = (child.label if child.heading else own[:80]).lstrip("—●■◆- ")
        evidence = [Evidence(doc_id, child.index, child.start, child.start + len(own))]
        if child.kind == "table_row":
            evidence += header_evidence(reader, doc_id, child)
        elif child.heading:
            evidence = [clause_head(reader, doc_id, child)]
        order = f"{len(statements) + 1}. "
        numbered = bool(child.number) and child.number[0] not in "—●■◆-"
        computed = () if numbered else (order,)
        statements.append(Statement(text if numbered else order + text, tuple(evidence), computed))
    count = f"{len(statements)}项"
    cited = tuple(
        Evidence(doc_id, child.index, child.start, child.start + len(reader.own_text(doc_id, child)))
        for child in _announcing(reader, doc_id, clause)[:1]
    )
    head = Statement(f"{clause.heading}共{count}：", cited, (count,), bears=False)
    return (head, *statements)


def _row_told(reader: Reader, doc_id: str, row: Clause, targets: Sequence[StoredFact], name: str) -> str:
    """A table row in a list: the indicator that it is, its cells where they are short, else its name."""
    if len({stored.fact.subject for stored in targets}) == 1 and targets[0].fact.subject == name:
        return row_text(*targets)
    whole = reader.readable(doc_id, row, row.start, row.end)
    return whole if len(whole) <= _SHORT_ROW else name


def _row(reader: Reader, stored: StoredFact) -> Evidence:
    """The table row of a fact."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    return Evidence(
        stored.doc_id, clause.index, clause.start, clause.start + len(reader.own_text(stored.doc_id, clause))
    )


def clause_head(reader: Reader, doc_id: str, clause: Clause) -> Evidence:
    """The first sentence of a clause, with the next one when the first is its heading alone."""
    spans = reader.sentences(doc_id, clause)
    end = spans[min(1, len(spans) - 1)][1] if spans else clause.end
    return Evidence(doc_id, clause.index, clause.start, end)


def _tail(text: str) -> str:
    return re.split("[。；]", text.rstrip("。：；"))[-1]
