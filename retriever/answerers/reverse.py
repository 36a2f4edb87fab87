"""Which tasks a body has."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.datatypes import Clause, Responsibility
from retriever.answerers.duty_sentences import Duty, cut, duties_in_sentences, goes_on, rest_of_task, sentence_around
from retriever.answerers.mentions import answer_mentions
from retriever.answerers.naming import naming_evidence, task_evidence
from retriever.answerers.responsibility import task_layers
from retriever.answerers.stretches import strip_number
from retriever.answerers.task_contents import row_told
from retriever.answerers.task_told import bracket_evidence, shorten, task_name, without_bracket
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.premise import corrects
from retriever.question import Query, without_bodies
from retriever.reader import Reader

_LEADS = re.compile(
    r"^(?!.*配合)(?:.*(?:哪些|哪几[项个件]|多少|几[项个件])(?:是|由)?[^，？?]{0,6}牵头|(?!.*(?:责任|负责|参与)).*牵头)"
)
# 「参与哪些」 asks for every part in tasks.
_HELPS = re.compile(
    "^(?!.*(?:牵头|负责|承担|责任|主办|主责|主抓|[要该]做|自己|算|角色|包括|连同?|在内|一并|一起|[干做]什么|[干做]啥)).*"
    "(?:配合|协办|协助)"
)
_FIRST = re.compile("(?:列|排)?(?:在|名)?(?:首位|第一位?(?!季|批|阶|届|次|产)|头一个|最前面?|打头)")
_POINT = re.compile("(?<![\u4e00-\u9fff])[一二三四五六七八九十]是([^，。；：]{3,20})。")
_GROUP = re.compile(
    "([一-龥]{2,14}(?:专班|组|指挥部))(?:[（(][^（）()]*[）)])?[：:。]"
)  # 「抢险救援专班（专班长：…）。由…」
_OF_TITLE = 0.5  # share of a word that a title holds, so that it is the theme of the document: 清雪 of 清冰雪
_ROLES = ("lead", "bodies", "supporting")
# How many tasks; 「建多少」 asks for what the tasks say.
_COUNTED = re.compile(
    "(?<!哪)几[项条个件样]|多少(?:[项条个件样]|任务|工作|职责|责任|事)|(?:任务|工作|职责|责任|事项?)[^，]{0,4}多少"
)
_ROLE_ASKED = re.compile("牵头|配合|协办|协助")
_MOST = 24  # sentences told beside the tasks
_BARE = 24  # characters up to which a task's name alone says too little
_AT_A_GLANCE = 8  # tasks; of more the names alone are told, so that the list is seen whole
_ROOM = 800  # characters for the contents of all tasks together
_ROOM_OF_ROWS = 1600  # characters for what rows say beside their tasks' names
_TOLD_KINDS = ("item", "heading", "paragraph", "point")
_LEAST, _LONGEST = 40, 220  # characters of one task's content


def answer_reverse(query: Query, reader: Reader) -> Draft:
    """All tasks of the bodies named, complete, with their number, and what else the documents charge them with."""
    if not query.bodies:
        return NOTHING
    held = tasks_of(replace(query, topic=query.topic.without(word for word, _ in query.topic.words)), reader)
    found = tasks_of(query, reader)
    duties = _duties(query, reader, [stored for stored, _ in held], alone=not found)
    if not found and _together(query) and _each_has_tasks(query, reader):
        both = "、".join(dict.fromkeys(query.bodies))
        return Draft(reason=f"文件没有写明由{both}共同承担的任务。", final=True)
    if not found:
        charged = _of_duties(query, reader, duties)
        return charged if charged.found or query.kind != "reverse" else answer_mentions(query, reader)
    entries = [(_point(reader, stored) + task_name(reader, stored), stored, roles) for stored, roles in found]
    several = len({stored.doc_id for stored in (entry[1] for entry in entries)}) > 1
    name = "、".join(dict.fromkeys(query.bodies))
    count = f"{len(entries)}项"
    verb = "共同承担的" if _together(query) else "不承担的" if query.kind == "filter" else "承担的"
    unparted = _ROLE_ASKED.search(query.text) and all(role == "责任" for _, _, roles in entries for role in roles)
    note = "（文件没有区分牵头和配合）" if unparted else ""
    head = f"{name}{verb}任务共{count}{note}："
    statements = [Statement(head, (), (count, name, *filter(None, (note,))), bears=False)]
    room = 0 if _COUNTED.search(query.text) or len(entries) > _AT_A_GLANCE else _ROOM // len(entries)
    doc_id = ""
    for number, (task, stored, roles) in enumerate(entries, 1):
        if several and stored.doc_id != doc_id:
            doc_id = stored.doc_id
            part = f"{sum(1 for entry in entries if entry[1].doc_id == doc_id)}项"
            title = f"《{reader.document(doc_id).record.metadata.title}》"
            statements.append(Statement(f"{title}（{part}）", (), (part, title), bears=False))
        role = "".join(f"（{role}）" for role in roles if role != "责任")
        content = _content(reader, stored, room)
        onward = "" if content or not room else goes_on(reader, stored) or rest_of_task(reader, stored, room)
        line = f"{shorten(task, 70)}{onward}{role}{content and '：'}{content}"
        evidence = _line_evidence(reader, stored, whole=bool(content or onward))
        if not content and room >= _LEAST and len(stored.fact.subject) <= _BARE:
            said = sentence_around(reader, stored)  # 「电力市场化交易」 is not all that its sentence charges them with
            line, evidence = (said[0], (said[1],)) if said is not None else (line, evidence)
        if row := row_told(reader, stored, 0 if _COUNTED.search(query.text) else _ROOM_OF_ROWS // len(entries)):
            line, evidence = f"{row[0]}{role}", (*row[1], *evidence)
        line = _headed(reader, stored, line)
        statements.append(Statement(f"{number}. {line}", evidence, (f"{number}. ", f"第{stored.fact.item}项")))
    told = "\n".join(statement.text for statement in statements)
    of_tasks = {stored.doc_id for stored, _ in found}
    for duty in duties:
        if duty.text in told or not _of_same_place(duty.evidence[0].doc_id, of_tasks, reader):
            continue
        title = f"《{reader.document(duty.evidence[0].doc_id).record.metadata.title}》" if several else ""
        statements.append(Statement(f"另：{title}{_line(duty)}", duty.evidence, ("另：", *filter(None, (title,)))))
    return Draft(tuple(statements), tuple(stored for stored, _ in found), 1.0)


def _each_has_tasks(query: Query, reader: Reader) -> bool:
    """Whether each of several bodies has tasks, so that having none together can be said."""
    return all(tasks_of(replace(query, bodies=(body,)), reader) for body in query.bodies)


def _of_same_place(doc_id: str, charged: Collection[str], reader: Reader) -> bool:
    """Whether a document is one of those with tasks of a body, or of the place of one: each place has such a body."""
    if doc_id in charged:
        return True
    own = set(reader.document(doc_id).record.metadata.places)
    return any(own & set(reader.document(other).record.metadata.places) for other in charged)


def _headed(reader: Reader, stored: StoredFact, line: str) -> str:
    """A line on a task behind the short heading of the item that its sentence stands in."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    group = _GROUP.match(reader.own_text(stored.doc_id, clause)) if clause.kind == "paragraph" else None
    plain = group[1] if group and not clause.heading else strip_number(clause.heading)
    if not 1 < len(plain) <= _BARE or plain in line or "：" in line[: len(plain)]:
        return line
    number = re.match("第\\d+项 ", line)
    opened = number[0] if number else ""
    return f"{opened}{plain}：{line.removeprefix(opened)}"


def _of_duties(query: Query, reader: Reader, duties: Sequence[Duty]) -> Draft:
    """What sentences alone say of bodies: one line each, numbered, below the number of them."""
    if not duties:
        return NOTHING
    doc_ids = list(dict.fromkeys(duty.evidence[0].doc_id for duty in duties))
    name = "、".join(dict.fromkeys(query.bodies))
    count = f"{len(duties)}处"
    statements = [Statement(f"文件中写明{name}职责的共{count}：", (), (count, name), bears=False)]
    number = 0
    for doc_id in doc_ids:
        if len(doc_ids) > 1:
            title = f"《{reader.document(doc_id).record.metadata.title}》"
            statements.append(Statement(title, (), (title,), bears=False))
        for duty in duties:
            if duty.evidence[0].doc_id == doc_id:
                number += 1
                statements.append(Statement(f"{number}. {_line(duty)}", duty.evidence, (f"{number}. ",)))
    return Draft(tuple(statements), (), 1.0)


def _line(duty: Duty) -> str:
    return f"{duty.text}（{duty.role}）" if duty.role and duty.role not in duty.text else duty.text


def _duties(query: Query, reader: Reader, held: Sequence[StoredFact], *, alone: bool) -> list[Duty]:
    """The sentences that charge the bodies with something of the kind that the question asks for."""
    if query.kind != "reverse" or _together(query):
        return []
    duties = duties_in_sentences(query, reader, held)
    if _FIRST.search(query.text):
        return []
    if _LEADS.search(query.text):
        duties = [duty for duty in duties if not duty.role and re.search("牵头|主办|会同", duty.whole)]
    elif _HELPS.search(query.text):
        duties = [duty for duty in duties if duty.role == "配合"]
    narrowing = _narrowing(query)
    if narrowing.words:
        fitting = [duty for duty in duties if _fits(duty, narrowing, reader)]
        duties = fitting if fitting or not alone else duties
    return duties[:_MOST]


def _fits(duty: Duty, topic: Topic, reader: Reader) -> bool:
    """Whether a sentence is about the words that narrow the tasks of its body."""
    evidence = duty.evidence[0]
    topic = _without_themes(topic, evidence.doc_id, reader)
    path = "\n".join(reader.clause(evidence.doc_id, evidence.clause).path)
    return not topic.words or coverage(topic, ((duty.whole, 1.0), (path, 0.7))) >= 0.5


def _content(reader: Reader, stored: StoredFact, room: int) -> str:
    """What a task consists of, where its name is a short heading that does not say it; empty otherwise."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    subject = stored.fact.subject
    if room < _LEAST or len(subject) > _BARE or clause.kind == "table_row" or not clause.heading.startswith(subject):
        return ""
    parts = [clause, *reader.children(stored.doc_id, clause)]
    texts = [_without_bodies(reader, stored, part) for part in parts if part.kind in _TOLD_KINDS]
    texts[:1] = [texts[0][texts[0].find(clause.heading) + len(clause.heading) :]] if texts else []
    body = " ".join(filter(None, (strip_number(text).strip("。：:，；　 \n") for text in texts)))
    return cut(re.sub(r"\s*\n\s*", "", body), min(room, _LONGEST))


def _without_bodies(reader: Reader, stored: StoredFact, clause: Clause) -> str:
    """The text of a clause without the bracket that a task's bodies were read from."""
    own = reader.own_text(stored.doc_id, clause)
    first, last = stored.fact.start - clause.start, stored.fact.end - clause.start
    if 0 <= first < len(own) and own[first] in "（(〔[【":
        own = own[:first] + own[last:]
    return without_bracket(own)


def _point(reader: Reader, stored: StoredFact) -> str:
    """The name of the point (一是…) inside a paragraph that a task stands in: 「畅通转诊：」; empty for none."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    names = _POINT.findall(reader.text(stored.doc_id, clause.start, max(clause.start, stored.fact.start)))
    return f"{names[-1]}：" if names and names[-1] not in stored.fact.subject else ""


def _line_evidence(reader: Reader, stored: StoredFact, *, whole: bool) -> tuple[Evidence, ...]:
    """The bracket with its task; with `whole` the item itself before it."""
    bracket = bracket_evidence(reader, stored, whole=160)
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    if not whole:
        return (*task_evidence(reader, stored, bracket), bracket, *naming_evidence(reader, stored, bracket))
    own = Evidence(stored.doc_id, clause.index, clause.start, max(clause.tree_end, clause.end))
    if own.start <= bracket.start and bracket.end <= own.end:
        return (own, *naming_evidence(reader, stored, own))
    return (own, bracket, *naming_evidence(reader, stored, bracket))


def _together(query: Query) -> bool:
    return len(set(query.bodies)) > 1 and re.search("都|共同|同时|一起|均", query.text) is not None


def tasks_of(query: Query, reader: Reader) -> list[tuple[StoredFact, tuple[str, ...]]]:
    """Responsibility facts of the bodies in the query, in document order, with the roles 责任, 牵头, 配合."""
    names = reader.lexicon.bodies
    found = []
    without = re.search("没有|没写|未写|不含|未列|不是", query.text) is not None and query.kind == "filter"
    for stored in reader.facts(query, Responsibility):
        fact = stored.fact
        assert isinstance(fact, Responsibility)
        held: list[tuple[str, ...]] = []
        for body in query.bodies:
            roles = tuple(
                label
                for attribute, label in zip(_ROLES, ("牵头", "责任", "配合"), strict=True)
                if any(names.same(body, other) or names.covers(other, body) for other in getattr(fact, attribute))
            )
            held.append(roles)
        together = all(held) if _together(query) else any(held)
        if together == without:
            continue
        roles = tuple(dict.fromkeys(role for group in held for role in group))
        found.append((stored, roles))
    narrowing = _narrowing(query)
    if narrowing.words and query.kind != "filter":
        # Words beside the body narrow its tasks; words that fit none of them are talk.
        found = [entry for entry in found if _on_topic(replace(query, topic=narrowing), reader, entry[0])] or found
    return _of_role(query, reader, found)


def _of_role(
    query: Query, reader: Reader, found: list[tuple[StoredFact, tuple[str, ...]]]
) -> list[tuple[StoredFact, tuple[str, ...]]]:
    """Those in which the bodies have the part that the question asks for; all where they have it in none."""
    if query.kind == "filter":
        return found
    kept = found
    if _LEADS.search(query.text):
        kept = [entry for entry in kept if "牵头" in entry[1]] or kept
    elif _HELPS.search(query.text):
        kept = [entry for entry in kept if "配合" in entry[1]] or [e for e in kept if "牵头" not in e[1]] or kept
    if _FIRST.search(query.text):
        kept = [entry for entry in kept if _comes_first(query, reader, entry[0])] or kept
    return kept


def _comes_first(query: Query, reader: Reader, stored: StoredFact) -> bool:
    """Whether a body of the question is the first that a task names."""
    fact = stored.fact
    assert isinstance(fact, Responsibility)
    first = next(iter((*fact.lead, *fact.bodies)), "")
    return any(reader.lexicon.bodies.same(first, body) for body in query.bodies)


def held_to_bodies(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer to a question for a body's tasks, unless it tells what others do."""
    if query.kind != "reverse" or not query.bodies or corrects(draft) or _is_of_bodies(query, draft, reader):
        return draft
    reason = f"文件没有列出{'、'.join(query.bodies)}的任务。"
    return Draft(nearest=draft.nearest, reason=draft.reason or reason)


def _is_of_bodies(query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether an answer to a question for a body's tasks stands on words that name the body, or a group it is of."""
    names = reader.lexicon.bodies
    forms = frozenset().union(*(names.forms(body.lstrip("各每")) for body in query.bodies))
    for evidence in (evidence for statement in draft.statements for evidence in statement.evidence):
        clause = reader.clause(evidence.doc_id, evidence.clause)
        end = max(clause.end, evidence.end)
        own = reader.text(evidence.doc_id, clause.start, end)
        text = "\n".join((*clause.path, own, reader.readable(evidence.doc_id, clause, clause.start, end)))
        if any(form in text for form in forms):
            return True
        if any(names.covers(group, body) for _, _, group in names.find(text) for body in query.bodies):
            return True
    return False


def _narrowing(query: Query) -> Topic:
    """The words that say which tasks are meant: a single character as in 「挂了几条责任」 does not."""
    translated = {word for word, _ in query.topic.alternatives}
    apart = without_bodies(query)
    across = [word for word, _ in query.topic.words if word in query.text and word not in apart]
    query = replace(query, topic=query.topic.without(across))
    return query.topic.without(word for word, _ in query.topic.words if len(word) == 1 and word not in translated)


def _without_themes(topic: Topic, doc_id: str, reader: Reader) -> Topic:
    """A topic without the words that a document's title holds: all of it is about them."""
    title = reader.document(doc_id).record.metadata.title
    return topic.without(pair[0] for pair in topic.words if coverage(Topic((pair,)), ((title, 1.0),)) >= _OF_TITLE)


def _on_topic(query: Query, reader: Reader, stored: StoredFact) -> bool:
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    query = replace(query, topic=_without_themes(query.topic, stored.doc_id, reader))
    layers = task_layers(reader, stored.doc_id, clause, stored.fact.subject, query)
    return not query.topic.words or coverage(query.topic, layers) >= 0.5
