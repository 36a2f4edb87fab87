"""What a term means, which parts it has, how many there are."""

from __future__ import annotations

import re

from ingest.datatypes import Clause, Definition, Enumeration, Responsibility, Target
from ingest.numerals import parse_number
from ingest.sentences import split_sentences
from retriever.answerers.prose import FACT_LIMIT, allowed_year, answer_announced, answer_fact, stretch, strip_number
from retriever.answerers.responsibility import answer_responsibility, bracket_evidence, tasks_of
from retriever.answerers.target import answer_target, row_text, sentence_around
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import coverage, read_topic
from retriever.question import Query
from retriever.reader import Passage, Reader, header_evidence

_ORDINAL = re.compile(r"第([一二三四五六七八九十\d]{1,2})(?:大)?(?:部分|章|块|板块)")
FEWEST_TASKS = 3  # responsibilities from which a document counts as a list of tasks
EXPLANATION_LIMIT = 240  # characters of an explanation or of a sentence that lists
_DESCRIBED = 30  # characters before 「…的“某某”」 that describe it
_UNIT_ASKED = re.compile(r"(?:哪|分|有)(?:成|为)?(?:哪)?[几多一二三四五六七八九十]{0,2}(?:少)?(?:个|大)?(类|级|步骤|步|种|阶段|层|方面|项|块)")
TERM_COVERED = 0.72
HEADING_COVERED = 0.75
SHARED_COVERED = 0.66  # where all items below the heading bear a word asked for: 「…阶段」
_COUNTED = re.compile(r"哪\s?[“\"']?(?P<count>[一二三四五六七八九十两]{1,2}|\d{1,2})")
_EXPLAINS = re.compile(
    r"^(?:”|」|》)?(?:(?:是|即|指|系|为|由|以)|[\u4e00-\u9fff]{0,8}?(?:是|即|就是|包括|：|（|——)|[\u4e00-\u9fff]{0,10}(?:，(?:是|即|将|把|为|以|由|通过|按|形成|建设|构建|实现|从|围绕|覆盖|一站式|就是)))"
)
_USED_ONLY = re.compile(r"[、“”]$")
_FOLLOWS = re.compile(r"(?:以下|下列|如下).{0,12}(?:[：。]|$)")


def answer_definition(query: Query, reader: Reader) -> Draft:
    """What a term means: as the documents define it, its parts, or the sentence that explains it."""
    fact = _best_term(query, reader)
    if fact is not None:
        return Draft((_term_statement(reader, fact[1]),), (fact[1],), fact[0])
    if _COUNTED.search(query.text):
        return _listing_sentence(query, reader)
    if not reader.lexicon.terms_in(query.text) and not re.search("什么是|是指|含义|定义|意思", query.text):
        return answer_fact(query, reader, onward=EXPLANATION_LIMIT)
    return _explaining_sentence(query, reader)


def _best_term(query: Query, reader: Reader) -> tuple[float, StoredFact] | None:
    """The definition or enumeration whose term is the one asked for."""
    best: tuple[float, StoredFact] | None = None
    counted = _COUNTED.search(query.text)
    wanted = int(parse_number(counted.group("count")) or 0) if counted else 0
    kinds = ((Enumeration, 1.0),) if wanted else ((Enumeration, 1.0), (Definition, 0.97))
    for kind, weight in kinds:
        for stored in reader.facts(query, kind):
            fact = stored.fact
            clause = reader.clause(stored.doc_id, fact.clause)
            term = fact.subject
            if not term or (isinstance(fact, Definition) and not _really_explains(reader, stored, query)):
                continue
            unit = _UNIT_ASKED.search(query.text)
            same_unit = unit is not None and isinstance(fact, Enumeration) and unit.group(1)[0] in term
            near = 0.85 if same_unit else 0.4  # 「哪几类」 asks for the parts of 「五类居民区」
            asked = coverage(query.topic, ((term, 1.0), ("\n".join(clause.path), near), (reader.own_text(stored.doc_id, clause), near)))
            held = coverage(read_topic(term, reader.lexicon), ((query.text, 1.0), (query.context.text, 0.6)))
            held = max(held, 0.8) if same_unit else held
            score = weight * (0.65 * asked + 0.35 * held)
            if term in query.text or query.text.find(term.strip("“”")) >= 0:
                score += 0.2
            if isinstance(fact, Enumeration) and wanted:
                score += 0.1 if len(fact.parts) == wanted else -0.4
            if score >= TERM_COVERED and (best is None or score > best[0] + 1e-9):
                best = (score, stored)
    return best


def _term_statement(reader: Reader, stored: StoredFact) -> Statement:
    fact = stored.fact
    clause = reader.clause(stored.doc_id, fact.clause)
    start, end = sentence_around(reader, stored.doc_id, clause.start, clause.end, fact.start)
    evidence = Evidence(stored.doc_id, clause.index, start, max(end, fact.end))
    term = fact.subject if fact.subject[:1] in "“《" else f"“{fact.subject}”"
    if isinstance(fact, Enumeration):
        count = f"{len(fact.parts)}"
        return Statement(f"{term}：{'、'.join(fact.parts)}。", (evidence,), (count, "“", "”"))
    assert isinstance(fact, Definition)
    sentence = reader.text(stored.doc_id, start, end)
    if fact.meaning in sentence and fact.subject.strip("“”") in fact.meaning and len(sentence) <= EXPLANATION_LIMIT:
        # The sentence that coined the term: what stands before the last comma belongs to it.
        return Statement(strip_number(sentence), (evidence,))
    return Statement(f"{term}：{fact.meaning.rstrip('。')}。", (evidence,), ("“", "”"))


def _explaining_sentence(query: Query, reader: Reader) -> Draft:
    """The sentence that says what a term is: the term is its subject, or words of explanation follow it."""
    term = _term_of(query, reader)
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    if not passages:
        return Draft()
    best: tuple[float, Passage] | None = None
    for passage in passages[:60]:
        quality = _explains(passage, term, query, reader)
        if quality > 0 and passage.support >= 0.55 and (best is None or passage.score + quality > best[0]):
            best = (passage.score + quality, passage)
    if best is None:
        return Draft(nearest=passages[0].evidence)
    return Draft((stretch(query, reader, best[1], FACT_LIMIT, re.compile(re.escape(term[:4])), onward=EXPLANATION_LIMIT),), (), best[1].covered)


def _really_explains(reader: Reader, stored: StoredFact, query: Query) -> bool:
    """Whether a definition is more than a sentence that uses the term."""
    fact = stored.fact
    assert isinstance(fact, Definition)
    term = fact.subject.strip("“”")
    if term not in fact.meaning:
        return True
    clause = reader.clause(stored.doc_id, fact.clause)
    start, end = sentence_around(reader, stored.doc_id, clause.start, clause.end, fact.start)
    passage = Passage(stored.doc_id, clause.index, start, end, reader.text(stored.doc_id, start, end), 1.0, 1.0)
    return _explains(passage, term, query, reader) > 0


def _term_of(query: Query, reader: Reader) -> str:
    """The term asked about: a quoted term of the library in the question, the longest; else the topic's words."""
    quoted = [term for term in reader.lexicon.quoted if len(term) >= 2 and term in query.text]
    if quoted:
        return max(quoted, key=len)
    for first in range(len(query.text)):
        for size in range(min(14, len(query.text) - first), 2, -1):
            piece = query.text[first : first + size]
            if reader.lexicon.count(piece) and any(word in piece for word, _ in query.topic.words):
                return piece
    words = [word for word, _ in query.topic.words]
    return max(words, key=len, default="")


def _explains(passage: Passage, term: str, query: Query, reader: Reader) -> float:
    """How much a sentence explains a term, 0 when it only uses it."""
    clause = reader.clause(passage.doc_id, passage.clause)
    text = passage.text
    position = text.find(term)
    if position < 0:
        heading = coverage(query.topic, ((clause.label, 1.0),))
        return 0.3 if heading >= HEADING_COVERED and passage.covered >= 0.8 else 0.0
    after = text[position + len(term) :]
    before = text[:position].rstrip("“《「 ")
    if _USED_ONLY.search(text[:position].removesuffix("“")) or re.match(r"^”?(?:、|“|等|和“|及“)", after):
        return 0.0
    quality = 0.4 if before.endswith("的") and len(before) >= _DESCRIBED else 0.0
    if _EXPLAINS.match(after):
        quality = 0.5
    if not before or before[-1] in "，。；：":
        quality += 0.25 if quality or len(after) > 12 else 0.1
    return quality


def answer_indicators(query: Query, reader: Reader) -> Draft:
    """All indicators of the tables, or those of the attribute named, with their number."""
    attribute = next((name for name in ("约束性", "预期性") if name in query.text), "")
    found = [
        stored for stored in reader.facts(query, Target)
        if isinstance(stored.fact, Target) and stored.fact.attribute and stored.fact.attribute.startswith(attribute)
    ]
    if not found or (not query.scope.decided and len({stored.doc_id for stored in found}) > 1):
        return Draft()
    count = f"{len(found)}项"
    if query.kind == "count":
        names = "、".join(stored.fact.subject for stored in found)
        rows = tuple(_row(reader, stored) for stored in found)
        return Draft((Statement(f"{attribute}指标共{count}：{names}。", rows, (count,)),), tuple(found), 1.0)
    statements = [Statement(f"{attribute}指标共{count}：", (), (count,), bears=False)]
    for number, stored in enumerate(found, 1):
        clause = reader.clause(stored.doc_id, stored.fact.clause)
        order = f"{number}. "
        statements.append(Statement(order + row_text(reader, stored), (_row(reader, stored), *header_evidence(reader, stored.doc_id, clause)), (order,)))
    return Draft(tuple(statements), tuple(found), 1.0)


def _row(reader: Reader, stored: StoredFact) -> Evidence:
    """The table row of a fact."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    return Evidence(stored.doc_id, clause.index, clause.start, clause.start + len(reader.own_text(stored.doc_id, clause)))


def answer_list(query: Query, reader: Reader) -> Draft:
    """The parts of a term, the rows or items under a heading, or the sentence that lists them."""
    if "指标" in query.text and not query.topic.words and (indicators := answer_indicators(query, reader)).found:
        return indicators
    found = _best_term(query, reader)
    under = answer_under_heading(query, reader)
    if found is not None and (not under.found or found[0] >= under.score):
        return Draft((_term_statement(reader, found[1]),), (found[1],), found[0])
    if under.found:
        return under
    items = answer_announced(query, reader)
    return items if items.found else _listing_sentence(query, reader)


def answer_under_heading(query: Query, reader: Reader) -> Draft:
    """The items below the heading that the question names, or that a sentence with 「以下…」 announces."""
    scored = []
    topic = query.broad
    for doc_id in sorted(query.scope.doc_ids):
        for clause in reader.document(doc_id).parsed.clauses:
            children = [child for child in reader.children(doc_id, clause) if child.number or child.kind == "table_row"]
            if len(children) < 2 or not clause.heading:
                continue
            announced = [
                reader.own_text(doc_id, child) for child in reader.children(doc_id, clause)
                if child.kind == "paragraph" and _FOLLOWS.search(reader.own_text(doc_id, child))
            ]
            title = reader.document(doc_id).record.metadata.title
            shared = [word for word, _ in topic.words if sum(word in child.heading for child in children) >= 0.8 * len(children)]
            texts = [(clause.heading, 1.0), (" ".join(shared), 1.0), *((_tail(text), 1.0) for text in announced), (title, 0.9 if announced else 0.6)]
            score = coverage(topic, texts)
            if coverage(topic, texts[:-1]) > 0.3:
                scored.append((score, doc_id, clause, children, shared))
    best = max(scored, key=lambda entry: (entry[0], -entry[2].level), default=None)
    if best is None or best[0] < (SHARED_COVERED if best[4] else HEADING_COVERED):
        return Draft(score=best[0] if best else 0.0)
    return Draft(_children_statements(reader, best[1], best[2], best[3]), (), best[0])


def _tail(text: str) -> str:
    return re.split("[。；]", text.rstrip("。：；"))[-1]


def _children_statements(reader: Reader, doc_id: str, clause: Clause, children: list[Clause]) -> tuple[Statement, ...]:
    rows = {stored.fact.clause: stored for stored in reader.view.facts if stored.doc_id == doc_id and isinstance(stored.fact, Target)}
    statements: list[Statement] = []
    for child in children:
        own = reader.own_text(doc_id, child)
        if child.kind == "table_row":
            if child.row is None:
                continue
            text = row_text(reader, rows[child.index]) if child.index in rows else reader.readable(doc_id, child, child.start, child.end)
        else:
            text = child.label if child.heading else own[:80]
        evidence = [Evidence(doc_id, child.index, child.start, child.start + len(own))]
        if child.kind == "table_row":
            evidence += header_evidence(reader, doc_id, child)
        elif child.heading:
            evidence = [_head(reader, doc_id, child)]
        order = f"{len(statements) + 1}. "
        numbered = bool(child.number) and child.number[0] not in "—●■◆-"
        statements.append(Statement(text if numbered else order + text, tuple(evidence), () if numbered else (order,)))
    count = f"{len(statements)}项"
    announced = [
        child for child in reader.children(doc_id, clause)
        if child.kind == "paragraph" and _FOLLOWS.search(reader.own_text(doc_id, child))
    ]
    cited = tuple(Evidence(doc_id, child.index, child.start, child.start + len(reader.own_text(doc_id, child))) for child in announced[:1])
    head = Statement(f"{clause.heading}共{count}：", cited, (count,), bears=False)
    return (head, *statements)


_LISTS = re.compile(r"、.*、|”“|、.*[和与及等]|”、“")


def _listing_sentence(query: Query, reader: Reader) -> Draft:
    counted = _COUNTED.search(query.text)
    draft = answer_fact(query, reader, needs=_LISTS, onward=EXPLANATION_LIMIT)
    if draft.found and counted:
        wanted = int(parse_number(counted.group("count")) or 0)
        text = draft.statements[0].text
        if wanted and not _holds_parts(text, wanted):
            return Draft(nearest=draft.statements[0].evidence[0])
    return draft


def _holds_parts(text: str, wanted: int) -> bool:
    """Whether a text lists as many things in a row as asked for."""
    runs = [len(re.findall("、", run)) + 1 for run in re.split("[，；。]", text)]
    quoted = len(re.findall("“[^”]+”", text))
    return max([*runs, quoted]) >= wanted


def answer_count(query: Query, reader: Reader) -> Draft:
    """How many tasks, bodies, members or parts there are."""
    if "指标" in query.text and (indicators := answer_indicators(query, reader)).found:
        return indicators
    if query.bodies and (found := tasks_of(query, reader)):
        return _count_tasks(query, reader, found)
    if not query.bodies and re.search("(?:单位|部门).{0,4}(?:几|多少)|(?:几|多少)(?:家|个)?(?:责任|牵头|配合)?(?:单位|部门)", query.text):
        draft = _count_bodies(query, reader)
        if draft.found:
            return draft
    section = _section_tasks(query, reader)
    if section.found:
        return section
    under = answer_under_heading(query, reader)
    if under.found:
        return under
    fact = _best_term(query, reader)
    if fact is not None and isinstance(fact[1].fact, Enumeration):
        count = f"{len(fact[1].fact.parts)}个"
        statement = _term_statement(reader, fact[1])
        return Draft((Statement(f"共{count}。{statement.text}", statement.evidence, (count, *statement.computed)),), (fact[1],), fact[0])
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
    cited = tuple(_head(reader, doc_id, reader.clause(doc_id, stored.fact.clause)) for stored in ((first, last) if last is not first else (first,)))
    if section is not None:
        own = reader.own_text(doc_id, section)
        cited = (Evidence(doc_id, section.index, section.start, section.start + len(own)), *cited)
    numbers = f"（第{first.fact.item}项至第{last.fact.item}项）" if first.fact.item and last.fact.item else ""
    text = f"{where}写明责任单位的任务共{count}{numbers}。"
    computed = (count, where, f"第{first.fact.item}项", f"第{last.fact.item}项")
    return Draft((Statement(text, cited, computed),), tuple(tasks), 1.0)


def _head(reader: Reader, doc_id: str, clause: Clause) -> Evidence:
    """The first sentence of a clause, with the next one when the first is its heading alone."""
    spans = split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end)
    end = spans[min(1, len(spans) - 1)][1] if spans else clause.end
    return Evidence(doc_id, clause.index, clause.start, end)


def _only_title(query: Query, reader: Reader, doc_id: str) -> bool:
    document = reader.document(doc_id)
    annexes = " ".join(clause.label for clause in document.parsed.clauses if clause.kind == "annex")
    return coverage(query.topic, ((document.record.metadata.title + annexes, 1.0),)) >= 0.6


def _named_section(query: Query, reader: Reader, doc_id: str) -> tuple[float, Clause | None]:
    """The heading with children that covers the words asked about best, if it covers most of them, and how well."""
    best: tuple[float, Clause] | None = None
    ordinal = _ORDINAL.search(query.text)
    if ordinal is not None:
        chapters = [clause for clause in reader.document(doc_id).parsed.clauses if clause.parent is None and clause.kind == "heading"]
        place = int(parse_number(ordinal.group(1)) or 0) - 1
        return (1.0, chapters[place]) if 0 <= place < len(chapters) else (0.0, None)
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind not in ("heading", "annex") or not clause.heading or clause.tree_end == clause.end:
            continue
        score = max(coverage(query.topic, ((clause.heading, 1.0),)), coverage(query.broad, ((clause.heading, 1.0),)) - 0.15)
        if score >= 0.6 and (best is None or score > best[0]):
            best = (score, clause)
    return best if best else (0.0, None)


