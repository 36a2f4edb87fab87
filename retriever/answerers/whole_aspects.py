"""What a document says of itself as a whole: its aims, indicators, tasks, safeguards, problems, results, layout.

Asked by people who know no more of a document than its title: the section that tells it is told complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.datatypes import Clause
from retriever.answerers.forbidden import asks_what_is_forbidden
from retriever.answerers.post_duties import asks_post_duties
from retriever.answerers.whole_asked import WholeAsked, asked_of_whole, headings, too_many
from retriever.answerers.whole_sections import (
    LONGEST,
    below,
    headed_items,
    items_of,
    labelled,
    led_lines,
    line_heads,
    plain_heading,
    rows_of,
    section_of,
    sections_of,
    sentences_of,
    tables_of,
)
from retriever.answerers.whole_sentences import goals_of, layout_of, money_of, problems_of, progress_of, reason_of
from retriever.answerers.whole_times import finish_of, period_of
from retriever.catalogue import Entry, Part
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_INDICATORS = re.compile("指标|预期目标|年度目标")
_ASIDE = "目标|保障|要求|思想|基础|形势|环境|附则|总则|组织|步骤|意义|背景|说明|原则|趋势"
_ANY = (
    "总体|主要|工作|发展|基本|面临|现实|有关|相关|重要|重大|编制|实施|推进|加强|强化|健全|完善|切实|指导|现有|规划|任务|制度|措施|机制|领导|协调"
    "|统筹|监督|考核|评估|宣传|经费|资金|政策|队伍|人才|督导|督查|理念|时间|进度|安排|内容|方法|阶段|条件|新|其他|年度|必要性|[和与及、的]"
)
# 「建强组织体系」 is a task, 「加强组织领导」 is none.
_NO_TASK = re.compile(f"(?:{_ANY})*(?:{_ASIDE})(?:{_ANY}|{_ASIDE})*")
_PEOPLE = re.compile("名单|成员|专班|职务|组")
_OF_TROUBLES = re.compile("整改|问题")  # in the title of a list of what is wrong
_NOUN = re.compile("题目?$|问题|事项|领域")
_FEWEST = 3  # top headings that are themselves what a document asks for
_OF_ITS_OWN = {
    "guiding": "",
    "safeguards": "保障措施",
    "why": "制定或开展的原因",
    "problems": "存在的问题",
    "aim": "总的目标",
    "layout": "布局",
}  # told, or not told
_TASK_ASPECTS = ("tasks", "practices")


def answer_whole_aspect(query: Query, reader: Reader) -> Draft:
    """An aspect of the document that a question names and nothing else, of two where two may be meant."""
    of_part = asks_what_is_forbidden(query.text) or asks_post_duties(query.text)
    asked = None if of_part else asked_of_whole(query, reader)
    if asked is None:
        return NOTHING
    told = [(doc_id, _told(asked, doc_id, reader)) for doc_id in asked.doc_ids]
    found = [(doc_id, draft) for doc_id, draft in told if draft.found]
    if not found and len(told) == 1 and asked.aspect in _OF_ITS_OWN:
        title = f"《{reader.document(told[0][0]).record.metadata.title}》"
        return Draft(reason=f"{title}没有写明{_OF_ITS_OWN[asked.aspect] or asked.words[:4]}。", final=True)
    if not found:
        refusals = [draft for _, draft in told if draft.final]
        return refusals[0] if refusals else NOTHING
    if len(found) == 1:
        return _of_year(found[0][1], query) if asked.aspect == "aim" else found[0][1]
    if too_many(tuple(doc_id for doc_id, _ in found)):
        return NOTHING
    statements: list[Statement] = []
    for doc_id, draft in found:
        title = f"《{reader.document(doc_id).record.metadata.title}》"
        statements += [Statement(f"{title}：", (), (title,), bears=False), *draft.statements]
    return Draft(tuple(statements), (), 1.0)


def _of_year(draft: Draft, query: Query) -> Draft:
    """Of several aims those of the year that a question names, where some are."""
    told = [one for one in draft.statements if any(str(year) in one.text for year in query.scope.years)]
    return replace(draft, statements=tuple(told)) if told else draft


def _told(asked: WholeAsked, doc_id: str, reader: Reader) -> Draft:
    ways: dict[str, Callable[[Reader, str], Draft]] = {
        "aim": _aims,
        "indicators": _indicators,
        "why": reason_of,
        "period": period_of,
        "finish": finish_of,
        "progress": progress_of,
        "layout": layout_of,
        "investment": money_of,
    }
    if asked.aspect in ways:
        return ways[asked.aspect](reader, doc_id)
    if asked.aspect == "guiding":
        return _section(reader, doc_id, (re.compile(f".{{0,6}}{asked.words[:4]}.{{0,6}}"),))
    found = _section(reader, doc_id, headings().get(asked.aspect, ()), listed=True)
    if not found.found and asked.aspect == "practices":
        found = _section(reader, doc_id, headings().get("tasks", ()), listed=True)
    if not found.found and asked.aspect in _TASK_ASPECTS:
        found = _top_headings(reader, doc_id)
        found = found if found.found else _main_part(reader, doc_id, asked.words)
        found = found if found.found else headed_items(reader, doc_id)
    if not found.found and asked.aspect == "problems":
        found = _main_part(reader, doc_id, "问题", needed=True)
        found = found if found.found else problems_of(reader, doc_id)
        if not found.found and _OF_TROUBLES.search(reader.document(doc_id).record.metadata.title):
            found = _top_headings(reader, doc_id)
    return found


def _section(reader: Reader, doc_id: str, under: Sequence[re.Pattern[str]], *, listed: bool = False) -> Draft:
    """The items of the section under a heading, or what it says where it has none."""
    heads = list(sections_of(reader, doc_id, under))
    for head in heads if listed else ():
        if items := items_of(reader, doc_id, head, below(reader, doc_id, head)):
            count = f"共{len(items)}项"
            label = f"“{plain_heading(reader, doc_id, head)}”"
            return Draft((Statement(f"{label}{count}：", (), (count, label), bears=False), *items), (), 1.0)
    if not heads:
        return NOTHING
    # 指导思想 is the section below 「指导思想和发展目标」 that is called nothing else, where there is one.
    head = heads[0] if listed else min(heads, key=lambda head: len(plain_heading(reader, doc_id, head)))
    return Draft(tuple(sentences_of(reader, doc_id, head, below(reader, doc_id, head))), (), 1.0)


def _aims(reader: Reader, doc_id: str) -> Draft:
    """What the section on the aims says, and the rows of the indicators."""
    head = section_of(reader, doc_id, headings()["aim"])
    section = below(reader, doc_id, head) if head is not None else []
    rows = rows_of(reader, doc_id, section)
    told = sentences_of(reader, doc_id, head, section) if head is not None else []
    if not rows:
        for table in tables_of(reader, doc_id, _INDICATORS):
            rows += rows_of(reader, doc_id, table)
    if not told and not rows:
        return goals_of(reader, doc_id)
    long = sum(len(each.text) for each in (*told, *rows)) > LONGEST
    return Draft(tuple(told if told and long else (*told, *rows)), (), 1.0)


def _indicators(reader: Reader, doc_id: str) -> Draft:
    """All rows of the tables of indicators, numbered."""
    rows: list[Statement] = []
    for table in tables_of(reader, doc_id, _INDICATORS):
        rows += rows_of(reader, doc_id, table)
    if len(rows) < 2:
        return NOTHING
    count = f"指标共{len(rows)}项："
    numbered = [
        replace(row, text=f"{order}. {row.text}", computed=(*row.computed, f"{order}. "))
        for order, row in enumerate(rows, 1)
    ]
    return Draft((Statement(count, (), (count,), bears=False), *numbered), (), 1.0)


def _top_headings(reader: Reader, doc_id: str) -> Draft:
    """The outermost numbered headings of a document that has no section of tasks: they are what it asks for."""
    clauses = reader.document(doc_id).parsed.clauses
    heads = [clause for clause in clauses if clause.parent is None and clause.kind in ("heading", "item")]
    numbered = [clause for clause in heads if clause.number and clause.heading]
    heads = numbered or [clause for clause in heads if clause.heading]
    heads = [clause for clause in heads if not _NO_TASK.fullmatch(clause.heading)]
    heads = heads if len(heads) >= _FEWEST or numbered else line_heads(reader, doc_id)
    heads = [clause for clause in heads if not _NO_TASK.fullmatch(plain_heading(reader, doc_id, clause))]
    label = f"《{reader.document(doc_id).record.metadata.title}》"
    if through := _numbered_through(reader, doc_id, heads):
        count = f"共{sum(len(items) for _, items in through)}项，分{len(through)}个方面："
        opening = Statement(f"{label}{count}", (), (label, count), bears=False)
        return Draft((opening, *(_group(reader, doc_id, *group) for group in through)), (), 1.0)
    if len(heads) < _FEWEST:
        return NOTHING
    count = f"{len(heads)}个方面"
    opening = Statement(f"{label}共{count}：", (), (label, count), bears=False)
    return Draft((opening, *(labelled(reader, doc_id, clause) for clause in heads)), (), 1.0)


def _numbered_through(reader: Reader, doc_id: str, heads: Sequence[Clause]) -> list[tuple[Clause, list[Clause]]]:
    """The headings with their items, where these are numbered on from one heading to the next: a list of tasks."""
    groups = [(head, [one for one in reader.children(doc_id, head) if one.number and one.heading]) for head in heads]
    numbers = [item.number.rstrip(".．、") for _, items in groups for item in items]
    on = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return groups if on and len(numbers) > len(heads) > 1 and all(items for _, items in groups) else []


def _group(reader: Reader, doc_id: str, head: Clause, items: Sequence[Clause]) -> Statement:
    """A heading with its items in one line."""
    opening, told = labelled(reader, doc_id, head), [labelled(reader, doc_id, item) for item in items]
    evidence = tuple(one for line in (opening, *told) for one in line.evidence)
    return Statement(f"{opening.text}：{'；'.join(line.text for line in told)}。", evidence)


def _main_part(reader: Reader, doc_id: str, words: str, *, needed: bool = False) -> Draft:
    """What a document lists without a heading: paragraphs that each open with a matter, else its longest table.

    With `needed` only a table that has a column of the name.
    """
    parts = reader.parts(doc_id)
    if not needed and len(led := led_lines(reader, doc_id, reader.document(doc_id).parsed.clauses)) >= _FEWEST:
        count = f"共{len(led)}项："
        return Draft((Statement(count, (), (count,), bears=False), *led), (), 1.0)
    tables = [part for part in parts if part.kind == "table" and len(part.entries) >= _FEWEST]
    tables = [part for part in tables if not _PEOPLE.search(f"{part.name}{part.noun}")]
    part = max(tables, key=lambda each: len(each.entries), default=None)
    if part is None or (needed and not _has_column(reader, part, words)):
        return NOTHING
    entries: dict[str, Entry] = {}
    for entry in part.entries:
        entries.setdefault(_named(reader, part, entry, words), entry)
    count = f"共{len(entries)}项："
    lines = [
        Statement(f"{order}. {name}", (Evidence(doc_id, entry.clause, entry.start, entry.end),), (f"{order}. ",))
        for order, (name, entry) in enumerate(entries.items(), 1)
    ]
    return Draft((Statement(count, (), (count,), bears=False), *lines), (), 1.0)


def _named(reader: Reader, part: Part, entry: Entry, words: str) -> str:
    """An entry by the cell of its row whose column the question names (题 of 题目), else by its name."""
    parsed = reader.document(part.doc_id).parsed
    row = parsed.clauses[entry.clause].row
    if row is None:
        return entry.name
    cells = zip(parsed.rows[row].header, parsed.rows[row].values, strict=True)
    noun = _NOUN.search(words)
    named = (value.strip() for head, value in cells if noun and noun.group(0) in head and value.strip())
    return next(named, entry.name)


def _has_column(reader: Reader, part: Part, noun: str) -> bool:
    parsed = reader.document(part.doc_id).parsed
    row = parsed.clauses[part.entries[0].clause].row
    return row is not None and any(noun in head for head in parsed.rows[row].header)
