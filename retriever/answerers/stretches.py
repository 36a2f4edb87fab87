"""Turn a passage into a statement: the shortest stretch that answers, and what it is cited to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from ingest.table_tasks import says_one_thing
from retriever.answerers.clauses import told_of
from retriever.datatypes import Evidence
from retriever.draft import Statement
from retriever.question import Query
from retriever.reader import Passage, Reader, header_evidence, segments, shortest_stretch
from retriever.scope import PLAN_PERIOD, year_conflict

SHORT_SENTENCE = 16  # characters
SHORT_CITATION = 90
WHOLE_SENTENCE = 160
LISTED_SENTENCE = 600  # characters of a sentence whose stretches between semicolons are what a question asks to list
_LISTED_FROM = 2  # semicolons of such a sentence
SHORT_PROSE = 90
_FIGURES = re.compile("多少|几(?!乎)|多大|多高|多久|多长|分别|各(?:是|有|多)")
_REASON = re.compile("为什么|为啥|为何|干嘛老|原因|凭什么|怎么会|咋会")
_YEARLY = re.compile(
    "(?:每一?年|三年|几年|这些年)[^，。？]{0,6}(?:各|分别)"
    "|(?:各|分别)(?:个)?年|各(?:个)?年度|逐年|分年度|年年(?:各|分别)"
)
_OF_YEAR = re.compile(r"20\d{2}年[^，。；、\d]{0,12}\d")
WHETHER = re.compile("吗|么[？?]?$|是不是|能不能|会不会|可不可以|有没有|行不行|算不算|合不合|要不要|不[？?]?$|还是")
_LEANING = re.compile("且|并且|并(?!轨)|还要|以及|而是|但是?|也(?!门)|其中|则|从而|进而")
# columns that say nothing of their row
_COUNTER = re.compile(r"^(?:事项|任务|项目|问题)?(?:序号|编号|代码|类别|类型|分类)$")
_NAMING = re.compile(r"名称|任务|项目|事项|指标(?!属性|值)|工作|内容")
_YEAR = re.compile(r"20\d{2}年")
_OPENS_DATED = re.compile(r"(?:截至|截止到?|到|至)(?P<year>20\d{2})年")
_AIM = re.compile(r"目标|20\d{2}年")
_MEASURED_FROM = re.compile(  # 「较2024年下降15%」 tells nothing of 2024
    r"(?:相?较于?|相?比|对比|对标)20\d{2}年(?:度|[年底末]+)?|(?:在|以|与|同)20\d{2}年(?:度|底|末)?(?:的?基础|为基|相比|持平|的?基数)"
)
_YEAR = re.compile(r"20\d{2}年?|\d{1,2}月|[年月]底")
_HEADING_YEAR = re.compile(r"(?<!\d)20\d{2}(?=\s?(?:年|[—\-–~～至]))")
_DOCUMENT_NUMBER = re.compile(r"〔20\d{2}〕\s?\d+号")
_ATTRIBUTE_HEADS = ("指标属性", "指标性质", "指标类型")  # who asks for an indicator does not ask whether it binds
_UNIT = re.compile(r"^(?:计量)?单位$")
_REVIEW = re.compile(
    r"基础(?=$|[和与及、，。条])|(?<![见新求重出])成效|回顾|现状|形势|背景|趋势|问题(?=$|[和与及、，。])|意义"
)
_FAR_MORE = 2.5  # times the weight of another part's words from which one part alone is asked for
_LACKS = re.compile("不足|短板|问题|毛病|困难|缺|弱|存在")  # what is asked of each part
_REVIEW_WEIGHT = 0.7  # measures stand in the chapters of tasks, not in those that look back


def stretch(
    query: Query, reader: Reader, passage: Passage, limit: int, needs: re.Pattern[str] | None = None, *, onward: int = 0
) -> Statement:
    """A statement made of the shortest stretch of a passage, cited to its sentence.

    With `onward` the stretch runs on to the end of the sentence, up to that many characters: for explanations and
    lists, which follow the words asked about.
    """
    clause = reader.clause(passage.doc_id, passage.clause)
    if clause.kind == "table_row":
        row = (passage.evidence, *header_evidence(reader, passage.doc_id, clause))
        return Statement(row_words(query, reader, passage) + "。", row)
    text = passage.text
    if query.kind == "list" and (part := _one_part(query, text, reader.document(passage.doc_id).record.metadata.title)):
        words = part
    elif tells_whole(query, text) or (onward and len(text) <= onward):
        words = text
    elif onward:
        start, end = shortest_stretch(text, query.topic, limit=limit, needs=needs)
        start = standing(text, start)
        words = text[start:] if len(text) - start <= onward else text[start : max(end, start + onward)]
    else:
        title = reader.document(passage.doc_id).record.metadata.title
        words = told_of(query, reader, text, needs=needs, limit=limit, title=title)
    words = words.strip("，；。！？ \n")
    evidence = cited(reader, passage.doc_id, clause, passage.start, passage.end)
    return Statement(balance(strip_number(words)) + "。", (evidence,))


def whole(reader: Reader, passage: Passage, part: str = "") -> Statement:
    """A statement made of a whole sentence, or of a part of it as it stands there, cited to the sentence."""
    clause = reader.clause(passage.doc_id, passage.clause)
    words = balance(strip_number((part or passage.text).strip("，；。 \n")))
    return Statement(f"{words}。", (cited(reader, passage.doc_id, clause, passage.start, passage.end),))


def tells_whole(query: Query, text: str) -> bool:
    """Whether a sentence is told in full: several things are asked, or why, or whether; or it is short prose."""
    if len(query.asked) > len(query.text) + 2 and len(_FIGURES.findall(query.asked)) > 1:
        return len(text) <= WHOLE_SENTENCE
    if _REASON.search(query.text) or (_YEARLY.search(query.text) and len(_OF_YEAR.findall(text)) > 1):
        return len(text) <= 2 * WHOLE_SENTENCE
    if query.kind == "list" and text.count("；") >= _LISTED_FROM:
        return len(text) <= LISTED_SENTENCE
    return len(text) <= (WHOLE_SENTENCE if WHETHER.search(query.text) else SHORT_PROSE) and query.kind == "fact"


def _one_part(query: Query, text: str, title: str) -> str:
    """The part of a sentence that says one thing of many each (「甲不够健全；乙仍较不足；…」) that is asked for.

    That is the part which alone holds its words as written; the first one may announce what all the others list.
    Words of the title are about all parts, and those that ask (存在哪些不足) about none.
    """
    parts = text.split("；")
    if len(parts) <= _LISTED_FROM + 1 or len(text) <= WHOLE_SENTENCE:
        return ""
    held = [index for index, part in enumerate(parts) if any(word in part for word in query.topic.known)]
    if len(held) > 1:
        held = _far_ahead(query, parts, title)
    return parts[held[0]] if len(held) == 1 and held[0] > 0 else ""


def _far_ahead(query: Query, parts: list[str], title: str) -> list[int]:
    """The one part that holds all words of a question that any other does and more, or words that say far more."""
    weights = {
        word: weight
        for word, weight in query.topic.words
        if word in query.topic.known and word not in title and not _LACKS.search(word)
    }
    held = [frozenset(word for word in weights if word in part) for part in parts]
    worth = [sum(weights[word] for word in words) for words in held]
    best = max(range(len(parts)), key=worth.__getitem__)
    others = [index for index in range(len(parts)) if index != best]
    more = len(held[best]) > 1 and all(held[best] > held[index] for index in others)
    ahead = worth[best] > 0 and worth[best] >= _FAR_MORE * max(worth[index] for index in others)
    return [best] if more or ahead else []


def standing(text: str, start: int) -> int:
    """Where a stretch must begin so as not to open with a word that leans on what stands before it (且, 其中)."""
    parts = [part for part in segments(text) if part[0] < start]
    while parts and _LEANING.match(text[start:]):
        start = parts.pop()[0]
    return start


def row_words(query: Query, reader: Reader, passage: Passage) -> str:
    """What a table row says to a question: its name, then the cells whose column or figure is asked for, else all."""
    clause = reader.clause(passage.doc_id, passage.clause)
    if clause.row is None:
        return passage.text
    row = reader.document(passage.doc_id).parsed.rows[clause.row]
    if says_one_thing(row):
        return strip_number(passage.text)
    cells = [
        (head, value)
        for head, value in zip(row.header, row.values, strict=True)
        if head and value and not _COUNTER.search(head)
    ]
    if len(cells) < 2:
        return passage.text
    name = next((cell for cell in cells if _NAMING.search(cell[0])), cells[0])
    others = [cell for cell in cells if cell != name]
    asked = [cell for cell in others if _asks_for(query, *cell)]
    told = asked or others
    units = [cell for cell in told if _UNIT.search(cell[0])]
    told = [cell for cell in told if cell not in units] or told
    # A unit that the figures do not carry stands behind them, as quoted from its cell.
    told += [cell for cell in units if cell not in told and not any(cell[1] in value for _, value in told)]
    return f"{name[1]}，" + "；".join(f"{head}：{value}" for head, value in told)


def _asks_for(query: Query, head: str, value: str) -> bool:
    """Whether a question asks for a cell: by two characters of its column's name, or for a figure that it holds."""
    named = head not in _ATTRIBUTE_HEADS or re.search("属性|约束|预期|性质", query.text)
    if named and any(head[index : index + 2] in query.text for index in range(len(head) - 1)):
        return True
    if query.kind == "deadline" and _YEAR.search(f"{head}{value}"):
        return True
    if re.search("约束性|预期性", value) and re.search("约束|预期", query.text):
        return True
    figured = query.figure or query.kind == "target"
    return figured and (re.search(r"\d", value) is not None or _UNIT.search(head) or _AIM.search(head)) is not None


def cited(reader: Reader, doc_id: str, clause: Clause, start: int, end: int) -> Evidence:
    """Evidence for a sentence; a very short one is cited with the sentence before it, which says what it is about."""
    if end - start < SHORT_SENTENCE:
        spans = split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end)
        before = [span for span in spans if span[1] <= start]
        if before and end - before[-1][0] <= SHORT_CITATION:
            start = before[-1][0]
    return Evidence(doc_id, clause.index, start, end)


# An item's number may stand right before a date: 「2.7月1日至7月8日」, 「3.2025年」; a figure keeps its decimals.
_DATE_BEHIND = r"(?:19|20)\d{2}年|1?\d月(?:\d{1,2}日|[上中下]旬|[底初末前起至—-])"
_LEADING_NUMBER = re.compile(
    r"^(?:答复?：|第[一二三四五六七八九十百\d]{1,5}条\s?|\d{1,2}(?:\.\d{1,2}){2,3}(?![\d.])"
    rf"|\d{{1,3}}(?:、|\.(?!\d)|\.(?={_DATE_BEHIND}))"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|——|[-•·▪■◆●](?=\s?[一-龥“《])"
    r"|[（(](?:责任|牵头|配合)(?:单位|部门)[：:][^（）()]{1,120}[）)](?=\s?[一-龥]{6}))\s?"  # of what stands before it
)


def strip_number(text: str) -> str:
    """A stretch without the clause number, the bullet, or the mark of an answer, that it begins with."""
    return _LEADING_NUMBER.sub("", text)


def after_number(text: str, number: str) -> str:
    """A clause's text behind its own number, which may look like a figure (5.1)."""
    return text[len(number) :].lstrip() if number and text.startswith(number) else strip_number(text)


def balance(text: str) -> str:
    """A stretch without a quote or bracket whose partner was cut off."""
    for opening, closing in (("“", "”"), ("（", "）"), ("《", "》")):
        if text.count(opening) > text.count(closing):
            text += closing
        elif text.count(closing) > text.count(opening):
            text = opening + text if text.find(closing) < text.find(opening) or opening not in text else text
    return text


def allowed_year(query: Query, reader: Reader, passage: Passage) -> bool:
    """Whether a passage may answer for the years asked: its document governs them, or its clause names them."""
    years = query.scope.years
    if not years:
        return True
    document = reader.document(passage.doc_id)
    governed = document.record.metadata.years
    if governed and max(years) < min(governed) and weight_of_chapter(reader, passage) < 1.0:
        return True  # what was before stands in the chapters that look back
    clause = reader.clause(passage.doc_id, passage.clause)
    around = reader.readable(passage.doc_id, clause, clause.start, clause.end) + "\n".join(clause.path)
    if under_other_year(clause, passage.text, years):
        return False
    around = _MEASURED_FROM.sub("", around)
    around = _DOCUMENT_NUMBER.sub("", around) if query.figure else around
    if any(str(year) in around for year in years):
        return True
    if (period := PLAN_PERIOD.search(query.text)) is not None and period.group(0) in around.replace("”", ""):
        return True
    if clause.kind == "table_row" and _YEAR.search("".join(_heads(reader, passage.doc_id, clause))):
        return False  # a table that tells of years, none of them asked for
    opening = _OPENS_DATED.match(strip_number(passage.text.lstrip()))
    if opening and query.figure and int(opening.group("year")) not in years:
        return False  # 「截至2025年底，…」 tells nothing of 2028
    if document.record.metadata.years:
        return not year_conflict(years, document)
    return document.record.metadata.issued[:4] in map(str, years)


def under_other_year(clause: Clause, text: str, years: Sequence[int]) -> bool:
    """Whether the nearest heading with a year is of another one (「——2026年」) and the sentence names none asked."""
    if any(str(year) in text for year in years):
        return False
    for label in reversed(clause.path):
        named = [int(year) for year in _HEADING_YEAR.findall(label)]
        if named:
            return not any(min(named) <= year <= max(named) for year in years)
    return False


def _heads(reader: Reader, doc_id: str, clause: Clause) -> tuple[str, ...]:
    """The titles of the columns of a table row."""
    return reader.document(doc_id).parsed.rows[clause.row].header if clause.row is not None else ()


def weight_of_chapter(reader: Reader, passage: Passage) -> float:
    """1.0, less for a chapter that looks back: aims and measures stand in others."""
    path = reader.clause(passage.doc_id, passage.clause).path
    return _REVIEW_WEIGHT if any(_REVIEW.search(label) for label in path) else 1.0
