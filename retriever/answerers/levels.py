"""Levels of response in emergency plans: 「二级响应谁批准」 is answered from the part that a plan gives to Ⅱ级."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.datatypes import Clause
from retriever.answerers.sides import ASKS_DIFFERENCE
from retriever.answerers.stretches import stretch, strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, header_evidence, segments
from retriever.told_once import once

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LEVEL = re.compile(r"(?<![A-Z\d.])(?P<level>IV|I{1,3}|[一二三四1-4])\s?级(?!别)")
_LINE_LABEL = re.compile(r"[^，。；：]{0,6}级[^，。；：]{0,6}[：:]")
_STEP_BY_STEP = re.compile("一级一级|层层|逐级")  # 「一级一级叫下来」 names no level
_RESPONSE = re.compile("响应|预警|应急")
_LEVEL_WORD = re.compile(
    r"(?i:iv|i{1,3})|[一二三四\d]级(?:应急)?(?:响应|预警)?|级|[一二三四\d]|几.|达到|应急|响应|预警|启动|台风天|天"
)
ASPECTS = (  # what a question asks of a level, and the name of the item that tells it
    (
        re.compile(
            r"(?:谁|哪(?:个|级|位)|什么人).{0,10}(?:启动|批准|决定|拍板|宣布|签发|说了算|下令)"
            r"|(?:启动|批准|决定|宣布).{0,6}(?:谁|哪个|哪级|什么人|权限)|(?:拍板|批准|签发|决定)的人"
        ),
        re.compile("权限|批准|启动程序|决定|启动人|审批"),
    ),
    (
        re.compile("动作|行动|措施|怎么(?:办|做|应对|处置|干)|(?:做|干|采取|落实)(?:些|点)?(?:什么|啥|哪些)|如何(?:应对|处置|响应)"),
        re.compile("行动|措施|处置|响应内容"),
    ),
    (
        re.compile("条件|(?:什么|啥|哪些|哪种)(?:样的)?情(?:况|形)|启动标准|怎么才|什么时候(?:会)?(?:启动|算)"),
        re.compile("条件|标准|情形"),
    ),
)  # fmt: skip
# What an emergency plan is for: one that never speaks of what a question names says nothing of its levels.
_EMERGENCIES = re.compile(
    "地震|洪水|洪涝|内涝|汛|台风|山洪|地质灾害|滑坡|泥石流|火灾|火险|灭火|干旱|抗旱|雨雪|冰冻|暴雪|寒潮|高温|疫情|传染病|食品安全|药品|污染|危化品"
    "|危险化学品|燃气|停电|供水|踩踏|舆情|恐怖|群体性"
)
_COUNTED = re.compile("数量|数目|人数|个数|标准|金额|时限|多少|几|多久|多长时间")
_STARTED = re.compile(  # 「由总指挥启动」, 「经县长批准启动」
    "(?:由|经|报)[^，。；：]{2,24}?(?:批准|决定|宣布|签发|同意)?后?(?:启动|发布)(?!条件|标准)|(?:由|经|报)[^，。；：]{2,20}(?:批准|决定)"
)
_LABEL = re.compile("[^，。；：]{2,20}[：:]")  # what a paragraph of a part opens with: 「启动条件（符合其一）：」
_FIGURE = re.compile(r"\d")
_BESIDE = 0.25  # share of a question's words that a stretch with a figure must hold in the part of its level
_STRETCH = 120  # characters
_ASIDE = ("采取", "以后", "之后", "情况", "指挥", "实施", "进入")
_ABOUT = 0.5  # share of the other words of a question that the plan or the part of the level must hold
_SIDE = 300  # characters of what is told of each of two levels set beside each other
_TOLD = 900  # characters of what is told of one level


def answer_levels(query: Query, reader: Reader, answer: Callable[[Query], Draft]) -> Draft:
    """What a plan says of each level that a question names; nothing when it names none that a plan has a part for.

    Where the part is about something else than the question, an empty draft with that part as the nearest.
    """
    said = query.text if levels_in(query.text) else query.asked  # 「要是启动一级响应，采取哪些动作」
    said = _STEP_BY_STEP.sub("", said)
    levels = levels_in(said) if _RESPONSE.search(said) and not query.within else ()
    drafts: list[tuple[str, Draft]] = []
    for level in levels:
        part = _part_of(level, query, reader)
        if part is None:
            return _of_line(level, query, reader) if len(levels) == 1 else NOTHING
        doc_id, head = part
        if not _speaks_of(query, doc_id, reader):
            return Draft(nearest=Evidence(doc_id, head.index, head.start, head.end))
        draft = _aspect(query, doc_id, head, reader)
        if draft.nearest is not None:
            return draft
        held = _held(query, doc_id, head, reader)
        if not draft.found:
            draft = _plainly(held, reader, answer)
            if not draft.found and query.kind == "compare":
                draft = _of_part(doc_id, head, reader, longest=_SIDE)
        elif (beside := _beside(held, reader)).found:  # 「多久巡一次、谁来启动」
            draft = replace(draft, statements=tuple(once([*draft.statements, *beside.statements])))
        drafts.append((head.heading, draft))
    if len(drafts) == 1:
        return drafts[0][1]
    statements: list[Statement] = []
    for name, draft in drafts:
        if not draft.found:
            statements.append(Statement(f"{name}：文件没有写明。", (), (name,), bears=False))
            continue
        first, *others = draft.statements
        statements += [replace(first, text=f"{name}：{first.text}", computed=(*first.computed, name)), *others]
    facts = tuple(stored for _, draft in drafts for stored in draft.facts)
    return Draft(tuple(statements), facts, 1.0) if any(draft.found for _, draft in drafts) else NOTHING


def levels_in(text: str) -> tuple[int, ...]:
    """The levels 1 to 4 that a text names (Ⅱ级, 二级, 2级), each once, in its order."""
    found = _LEVEL.finditer(unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(_NUMERALS[match["level"]] for match in found))


def parts_of_levels(query: Query, reader: Reader) -> bool:
    """Whether a plan has a part of its own for a level that a question names."""
    return any(_part_of(level, query, reader) is not None for level in levels_in(query.text))


def _part_of(level: int, query: Query, reader: Reader) -> tuple[str, Clause] | None:
    """The heading that names one level alone and has items below it: 「4.2 Ⅲ级响应」.

    In a plan for what the question names, where there is such a one.
    """
    for doc_id in sorted(query.scope.doc_ids, key=lambda one: (not _speaks_of(query, one, reader), one)):
        for clause in reader.document(doc_id).parsed.clauses:
            named = clause.heading and clause.tree_end > clause.end and _RESPONSE.search(clause.heading)
            if named and levels_in(clause.heading) == (level,):
                return doc_id, clause
    return None


def _of_line(level: int, query: Query, reader: Reader) -> Draft:
    """The line of one level below the heading that tells what is asked: 「启动条件」 over 「Ⅱ级：①…；②…。」."""
    asked, wanted = _asked(query)
    for doc_id in sorted(query.scope.doc_ids) if wanted is not None else ():
        for clause in reader.document(doc_id).parsed.clauses:
            own = reader.own_text(doc_id, clause)
            label = _LINE_LABEL.match(own) if clause.parent is not None and clause.row is None else None
            if label is None or levels_in(label[0]) != (level,) or not _speaks_of(query, doc_id, reader):
                continue
            head = reader.clause(doc_id, clause.parent or 0)
            if wanted and asked and wanted.search(head.heading) and _is_about(query, doc_id, head, asked, reader):
                cited = (_whole(doc_id, clause, reader), _whole(doc_id, head, reader))
                return Draft((Statement(f"{head.heading}——{own}", cited),), (), 1.0)
    return NOTHING


def _asked(query: Query) -> tuple[re.Pattern[str], re.Pattern[str]] | tuple[None, None]:
    """How a question asks for an aspect of a level, and the name of the item that tells it."""
    return next(((said, item) for said, item in ASPECTS if said.search(query.text)), (None, None))


def _is_about(query: Query, doc_id: str, head: Clause, asked: re.Pattern[str], reader: Reader) -> bool:
    """Whether a part of a plan, or its title, holds what a question names beside the level and the asking."""
    spoken = "".join(match[0] for match in asked.finditer(query.text))
    rest = query.topic.without(
        word
        for word, _ in query.topic.words
        if len(word) < 2 or word in spoken or _LEVEL_WORD.fullmatch(word) or word in _ASIDE
    )
    above = "\n".join((reader.document(doc_id).record.metadata.title, *head.path))
    told = f"{above}\n{reader.text(doc_id, head.start, head.tree_end)}"
    return not rest.words or coverage(rest, ((told, 1.0),)) >= _ABOUT


def _speaks_of(query: Query, doc_id: str, reader: Reader) -> bool:
    """Whether a document speaks of an emergency that a question names; true where it names none."""
    named = set(_EMERGENCIES.findall(query.text))
    text = reader.document(doc_id).parsed.clean.text if named else ""
    return not named or any(one in text for one in named)


def _below(doc_id: str, head: Clause, reader: Reader) -> list[Clause]:
    clauses = reader.document(doc_id).parsed.clauses[head.index :]
    return [clause for clause in clauses if clause.start < head.tree_end and clause.kind != "furniture"]


def _of_level(doc_id: str, head: Clause, reader: Reader) -> list[Clause]:
    """What else a plan says of the level of a part: rows of tables and sentences that name it alone."""
    level = levels_in(head.heading)
    return [
        clause
        for clause in reader.document(doc_id).parsed.clauses
        if clause.kind in ("table_row", "paragraph", "item") and levels_in(reader.own_text(doc_id, clause)) == level
    ]


def _of_row(doc_id: str, head: Clause, wanted: re.Pattern[str], reader: Reader) -> Draft:
    """The cell of a level's table row under the column that tells what is asked: 「启动条件：…」."""
    for clause in _of_level(doc_id, head, reader):
        if clause.row is None:
            continue
        row = reader.document(doc_id).parsed.rows[clause.row]
        cells = [
            (head, value) for head, value in zip(row.header, row.values, strict=True) if wanted.search(head) and value
        ]
        if cells:
            cited = (_whole(doc_id, clause, reader), *header_evidence(reader, doc_id, clause))
            return Draft((Statement("；".join(f"{name}：{value}" for name, value in cells) + "。", cited),), (), 1.0)
    return NOTHING


def _of_part(doc_id: str, head: Clause, reader: Reader, *, longest: int = _TOLD) -> Draft:
    """All sentences of a level's part that names no items of its own, where it is short."""
    clauses = [clause for clause in _below(doc_id, head, reader)[1:] if reader.own_text(doc_id, clause)]
    told = [reader.own_text(doc_id, clause) for clause in clauses]
    if (
        not told
        or any(clause.heading and clause.tree_end > clause.end for clause in clauses)
        or sum(map(len, told)) > longest
    ):
        return NOTHING
    lines = (
        Statement(text.rstrip("；;"), (_whole(doc_id, clause, reader),))
        for clause, text in zip(clauses, told, strict=True)
    )
    return Draft(tuple(lines), (), 1.0)


def _whole(doc_id: str, clause: Clause, reader: Reader) -> Evidence:
    return Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))


def _held(query: Query, doc_id: str, head: Clause, reader: Reader) -> Query:
    """The question held to the part of its level, without the words that name it and what it is part of."""
    topic = query.topic.without(word for word, _ in query.topic.words if _LEVEL_WORD.fullmatch(word))
    topic = topic if topic.words else query.topic
    own = (*_below(doc_id, head, reader), *_of_level(doc_id, head, reader))
    within = frozenset((doc_id, clause.index) for clause in own)
    return replace(query, topic=topic, within=within, scope=replace(query.scope, doc_ids=frozenset({doc_id})))


def _plainly(query: Query, reader: Reader, answer: Callable[[Query], Draft]) -> Draft:
    """The answer for one level, asked by itself where a question sets several beside each other."""
    counted = _COUNTED.search(query.text) is not None
    if query.kind == "compare":
        text = ASKS_DIFFERENCE.sub(" ", query.text)
        query = replace(query, kind="target" if counted else "fact", figure=counted, text=text)
    draft = answer(query)
    return draft if draft.found or not counted else _with_figure(query, reader)


def _beside(query: Query, reader: Reader) -> Draft:
    """What tells the number or the time that a question asks for beside who does it, or what is done."""
    asked, _ = _asked(query)
    rest = asked.sub(" ", query.text) if asked is not None else query.text
    return _with_figure(query, reader) if _COUNTED.search(rest) else NOTHING


def _with_figure(query: Query, reader: Reader) -> Draft:
    """The stretch of a level's part that holds a word of the question beside a figure: the part is short."""
    for passage in reader.passages(query):
        pieces = [passage.text[start:end] for start, end in segments(passage.text)]
        if any(_FIGURE.search(piece) and coverage(query.topic, ((piece, 1.0),)) >= _BESIDE for piece in pieces):
            return Draft((stretch(query, reader, passage, _STRETCH, _FIGURE),), (), passage.covered)
    return NOTHING


def _aspect(query: Query, doc_id: str, head: Clause, reader: Reader) -> Draft:
    """The item of a level that tells what is asked of it: who starts it, what is then done, when it is started."""
    asked, wanted = _asked(query)
    if asked is None or wanted is None or (query.figure and wanted is ASPECTS[2][1]):
        return NOTHING
    if not _is_about(query, doc_id, head, asked, reader):
        return Draft(nearest=Evidence(doc_id, head.index, head.start, head.end))  # the response to something else
    below = _below(doc_id, head, reader)[1:]
    item = next((clause for clause in below if wanted.search(clause.heading)), None)
    item = item or next((clause for clause in below if _is_labelled(doc_id, clause, wanted, reader)), None)
    if item is None and wanted is ASPECTS[0][1] and (started := _started(doc_id, below, reader)).found:
        return started
    if item is None:
        return _of_part(doc_id, head, reader) if wanted is ASPECTS[1][1] else _of_row(doc_id, head, wanted, reader)
    statements: list[Statement] = []
    room = _TOLD
    for clause in (item, *reader.children(doc_id, item)):
        own = reader.own_text(doc_id, clause)
        room -= len(own)
        if room < 0 or not own:
            break
        evidence = Evidence(doc_id, clause.index, clause.start, clause.start + len(own))
        told = re.sub(r"^\d+(?:\.\d+)*\s*", "", own) if clause is item else own
        statements.append(Statement(strip_number(told) if clause is item else told.rstrip("；;"), (evidence,)))
    return Draft(tuple(statements), (), 1.0) if statements else NOTHING


def _is_labelled(doc_id: str, clause: Clause, wanted: re.Pattern[str], reader: Reader) -> bool:
    """Whether a paragraph opens with the name of what is asked: 「启动条件（符合其一）：…」."""
    label = _LABEL.match(reader.own_text(doc_id, clause)) if clause.row is None and not clause.heading else None
    return label is not None and wanted.search(label[0]) is not None


def _started(doc_id: str, below: Sequence[Clause], reader: Reader) -> Draft:
    """The stretch of a level's part that says who starts the response: 「行动：由总指挥启动」."""
    for clause in below:
        own = reader.own_text(doc_id, clause)
        found = _STARTED.search(own) if clause.row is None else None
        if found is not None:
            at = clause.start + found.start()
            cited = Evidence(doc_id, clause.index, at, at + len(found[0]))
            return Draft((Statement(f"{found[0]}。", (cited,)),), (), 1.0)
    return NOTHING
