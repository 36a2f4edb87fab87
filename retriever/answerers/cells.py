"""A cell of a table: the row that a question names, in the column that it asks for (「见习补贴要交哪些材料」)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines
from ingest.datatypes import Clause, Responsibility, TableRow, Target
from ingest.errors import DataFileError
from retriever.answerers.counted_nouns import counted_elsewhere
from retriever.answerers.expectation import expected
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader, header_evidence

COLUMNS_FILE = Path(__file__).parents[1] / "data" / "table_columns.txt"
_ARROW = " => "
_LOOKED_AT = 8  # best passages among which the row is looked for
_NAMED = 0.7  # share of the words beside the column's that the row's name must cover
_AROUND = 0.5  # worth of a word that stands in another cell of the row, or in the headings above it
_NEAR = 0.6  # share of the best passage's score that a row must have
_WHOLE = 0.1  # worth of a name that covers the words of the title, too
_ALIKE = 0.02  # rows whose names cover as much as that are all told
_MOST = 4  # rows told
_KINDS = ("list", "target", "fact", "deadline", "method", "definition", "responsibility", "compare")
_COUNTER = re.compile(r"^(?:(?:事项|任务|项目|问题)?(?:序号|编号|代码|类别|类型|分类)|号|领域)$")
_NAMING = re.compile(r"名称|任务|项目|事项|指标(?!属性|值)|品种|岗位|环节|步骤|阶段")
_MEASURE = re.compile("[一两每]?(?:小时|分钟|个月|每月|每年|一年|一天|平方米|平米|公斤)")
_AIM = re.compile("目标|要求|任务|计划|指标")
_YEAR = re.compile(r"20\d{2}")
_DAY = re.compile(r"20\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?")  # no span of time
_SEVERAL = re.compile(
    "哪些(?!材料|资料|证|手续|条件|要求)|哪几(?:个|种|类|项|样)"
    "|几(?:个(?!名额|指标|岗位|人)|种|类|项)|一共|总共|分别有"
)
_SUM = re.compile("^(?:合计|总计|共计|小计|总数|总量)")
_SHARED_OUT = re.compile("名额|指标|计划|任务|资金|经费|人数|岗位|数量|编制")
_AMOUNT = re.compile("多少|几")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_BRACKETS = re.compile("[（）()]")  # 小（1）型 is typed as 小1型
_SMALLEST = 3  # columns of a table whose cells are asked for one by one


@lru_cache(maxsize=1)
def _columns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Patterns of columns' titles, each with that of the questions that ask for it.

    Raises:
        DataFileError: a line has no arrow or no regular expressions; the message names it.
    """
    found = []
    for number, line in read_lines(COLUMNS_FILE):
        title, arrow, asked = line.partition(_ARROW)
        try:
            if not arrow:
                raise re.error("缺少“ => ”")
            found.append((re.compile(title), re.compile(asked)))
        except re.error as error:
            raise DataFileError(f"{COLUMNS_FILE.name} 第 {number} 行写法不对：{line}（{error}）。") from error
    return tuple(found)


def answer_cell(query: Query, reader: Reader, *, indicators: bool = False) -> Draft:
    """The cells asked for of the rows that a question names; nothing where it names no row, or no column of it.

    Indicators have an answerer of their own, which knows units and years; with `indicators` their rows count, too.
    """
    if query.kind not in _KINDS or _SEVERAL.search(query.text):
        return NOTHING
    passages = reader.passages(query)[:_LOOKED_AT]
    rows = [row for row in passages if row.score >= _NEAR * passages[0].score and cells_of(reader, row)]
    if query.kind == "target" and not indicators:
        measured = {(fact.doc_id, fact.fact.clause, fact.fact.subject) for fact in reader.facts(query, Target)}
        rows = [row for row in rows if (row.doc_id, row.clause, _name(cells_of(reader, row))[1]) not in measured]
    if query.kind == "responsibility":  # so have tasks
        assigned = {(fact.doc_id, fact.fact.clause) for fact in reader.facts(query, Responsibility)}
        rows = [row for row in rows if (row.doc_id, row.clause) not in assigned]
    best: list[tuple[float, Passage]] = []
    for passage in rows:
        if passage.support < INDICATED and _name(cells_of(reader, passage))[1] not in query.text:
            continue
        score = _named(query, reader, passage)
        if score >= _NAMED and asked_cells(query, reader, passage) and not _counts_another(query, reader, passage):
            best.append((score, passage))
    if not best:
        return NOTHING
    top = max(score for score, _ in best)
    chosen = [passage for score, passage in best if score >= top - _ALIKE]
    if len(chosen) > _MOST:
        return NOTHING
    statements = tuple(cell_statement(query, reader, passage) for passage in chosen)
    return Draft(statements, (), top)


def _counts_another(query: Query, reader: Reader, passage: Passage) -> bool:
    """Whether a question counts things of which neither a row nor what stands above it speaks: 老师 of a school."""
    clause = reader.clause(passage.doc_id, passage.clause)
    texts = [text for cell in cells_of(reader, passage) for text in cell]
    title = reader.document(passage.doc_id).record.metadata.title
    return counted_elsewhere(query.text, "\n".join((*texts, *clause.path, title)))


def asked_cells(query: Query, reader: Reader, passage: Passage) -> list[tuple[str, str]]:
    """Titles and texts of the cells that a question asks for, the row's name left out."""
    cells = cells_of(reader, passage)
    name = _name(cells)
    words = _without_name(query.text, name[1])
    others = [cell for cell in cells if cell != name]
    years = {str(year) for year in query.scope.years}
    dated = [cell for cell in others if set(_YEAR.findall(cell[0])) & years]
    if dated:
        return dated + [cell for cell in others if cell not in dated and _demands(cell[0], words)]
    if any(_YEAR.search(head) for head, _ in others) and years:
        return []
    said = [cell for cell in others if len(cell[0]) > 1 and (cell[0] in words or _BRACKETS.sub("", cell[0]) in words)]
    if said:
        return said
    told = [word for word, _ in query.topic.words if len(word) > 1 and word not in name[1]]
    titled = [cell for cell in others if any(_BRACKETED.sub("", cell[0]).endswith(word) for word in told)]
    if query.kind in ("target", "compare") and len(titled) == 1 and re.search(r"\d", titled[0][1]):
        return titled
    asked = asked_classes(words)
    chosen = [cell for cell in others if class_of(cell[0]) in asked]
    needs = expected(query) if query.kind == "target" else None
    if needs is not None and chosen and not any(needs.search(_DAY.sub("", value)) for _, value in chosen):
        chosen = [cell for cell in others if needs.search(_DAY.sub("", cell[1]))] or chosen
    if chosen:
        return _with_figure(query, name, others, _named_column(query, chosen))
    if query.kind == "target" and any(_SUM.search(head) for head, _ in others):
        return _shares(query, reader, passage, others)
    if query.kind in ("responsibility", "target", "compare"):
        return []
    # 「哪天免费」: the cell that says what is asked about, whatever its column
    return [cell for cell in others if any(word in cell[1] for word in told)]


def _shares(query: Query, reader: Reader, passage: Passage, others: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sum of a row of shares and its parts, where the table's title tells what is shared out: 「名额分配表」."""
    above = "".join(reader.clause(passage.doc_id, passage.clause).path)
    if not _AMOUNT.search(query.text) or not any(word in query.text for word in _SHARED_OUT.findall(above)):
        return []
    figures = [cell for cell in others if re.fullmatch(r"[\d.,]+", cell[1])]
    return sorted(figures, key=lambda cell: _SUM.search(cell[0]) is None)


def _named_column(query: Query, chosen: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of columns of one class (平日, 周末) those whose titles a question names, if it names any."""
    told = dict(query.topic.alternatives)
    words = [word for word, _ in query.topic.words if len(word) > 1]
    words += [other for word in words for other in told.get(word, ())]
    shared = [word for word in words if all(word in head for head, _ in chosen)]
    named = [cell for cell in chosen if any(word in cell[0] for word in words if word not in shared)]
    return named or chosen


def asked_classes(words: str) -> list[int]:
    """The classes of columns that words ask for; 多少 inside 多少分 asks for nothing of its own."""
    spans = [
        (index, match.span()) for index, (_, asked) in enumerate(_columns()) for match in asked.finditer(words)
    ]
    return [
        index
        for index, (start, end) in spans
        if not any(first <= start and end <= last and last - first > end - start for _, (first, last) in spans)
    ]


def _demands(head: str, words: str) -> bool:
    """Whether a column tells what was to be reached, and a question asks for that beside what was in some years."""
    return _AIM.search(head) is not None and _AIM.search(words) is not None and not _YEAR.search(head)


def class_of(head: str) -> int:
    """The class of columns that a title belongs to, by what it says last (补贴对象 tells whom); -1 for none."""
    found = [
        (match.end(), match.end() - match.start(), -index)
        for index, (title, _) in enumerate(_columns())
        for match in title.finditer(head)
    ]
    return -max(found)[2] if found else -1


def _with_figure(
    query: Query, name: tuple[str, str], others: list[tuple[str, str]], chosen: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The cells asked for; where a figure is, first those with a figure that say what these do not: 最高能贷多少."""
    if not query.figure:
        return chosen
    told = name[1] + "".join(head + value for head, value in chosen)
    missing = [word for word, _ in query.topic.words if len(word) > 1 and word not in told]
    more = [
        cell
        for cell in others
        if cell not in chosen and re.search(r"\d", cell[1]) and any(word in cell[1] for word in missing)
    ]
    return more + chosen


def _without_name(text: str, name: str) -> str:
    """A question without what it says of the row's name: stretches of two characters and more that the name holds."""
    position, kept = 0, []
    while position < len(text):
        length = 0
        while position + length < len(text) and text[position : position + length + 1] in name:
            length += 1
        if length > 1:
            kept.append(" ")
            position += length
        else:
            kept.append(text[position])
            position += 1
    return "".join(kept)


def cells_of(reader: Reader, passage: Passage) -> list[tuple[str, str]]:
    """Titles and texts of a row's cells; none for a row of titles and for small tables."""
    row = _row(reader, passage.doc_id, reader.clause(passage.doc_id, passage.clause))
    if row is None or row.values == row.header or len({value for value in row.values if value}) < 2:
        return []  # a row of one cell is a note
    cells = [(head, value) for head, value in zip(row.header, row.values, strict=True) if head and value]
    told = [cell for cell in dict.fromkeys(cells) if not _COUNTER.search(cell[0])]
    return told if len(cells) >= _SMALLEST and len(told) > 1 else []


def row_title(reader: Reader, doc_id: str, clause: Clause) -> str:
    """What a table row is about: its cell of names; empty for what is no such row."""
    end = clause.start + len(reader.own_text(doc_id, clause))
    cells = cells_of(reader, Passage(doc_id, clause.index, clause.start, end, "", 0.0, 0.0))
    return _name(cells)[1] if cells else ""


def _row(reader: Reader, doc_id: str, clause: Clause) -> TableRow | None:
    if clause.kind != "table_row" or clause.row is None:
        return None
    return reader.document(doc_id).parsed.rows[clause.row]


def _name(cells: list[tuple[str, str]]) -> tuple[str, str]:
    return next((cell for cell in cells if _NAMING.search(cell[0])), cells[0])


def _named(query: Query, reader: Reader, passage: Passage) -> float:
    """How well a row's name covers what the question says beside its column, 0 to 1."""
    cells = cells_of(reader, passage)
    name = _name(cells)
    document = reader.document(passage.doc_id)
    heads = "\n".join(head for head, _ in cells)
    topic = _rest(query, document.record.metadata.title, heads)
    if not topic.words:
        return 0.0
    clause = reader.clause(passage.doc_id, passage.clause)
    around = "\n".join((*clause.path, *(value for cell in cells if cell != name for value in cell)))
    if coverage(topic, ((name[1], 1.0),)) < _AROUND:
        return 0.0
    whole = coverage(query.topic, ((name[1], 1.0),))
    return coverage(topic, ((name[1], 1.0), (around, _AROUND))) + _WHOLE * whole


def _rest(query: Query, title: str, heads: str) -> Topic:
    """The words of a question that tell of a row: not of the document, the table's columns, or the asking."""
    words = [
        word
        for word, _ in query.topic.words
        if len(word) == 1
        or _MEASURE.fullmatch(word)
        or word in title
        or word in heads
        or any(pattern.search(word) for _, pattern in _columns())
    ]
    return query.topic.without(words)


def cell_statement(query: Query, reader: Reader, passage: Passage) -> Statement:
    """The name of a row with the cells asked for, cited with the row of titles."""
    clause = reader.clause(passage.doc_id, passage.clause)
    told = "；".join(f"{head}：{value}" for head, value in asked_cells(query, reader, passage))
    name = _name(cells_of(reader, passage))[1]
    end = clause.start + len(reader.own_text(passage.doc_id, clause))
    row = Evidence(passage.doc_id, clause.index, clause.start, end, passage.score)
    said = f"{name.rstrip('。；')}，{told.rstrip('。；')}。"
    return Statement(said, (row, *header_evidence(reader, passage.doc_id, clause)))
