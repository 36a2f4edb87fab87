"""Answer from sentences: the shortest stretch that covers the question."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader, header_evidence, near_topic, shortest_stretch
from retriever.scope import year_conflict

COVERED = 0.6
SHORT_SENTENCE = 16  # characters
SHORT_CITATION = 90
FACT_LIMIT = 180  # characters of an answer to a question of fact
_NUMERAL = r"(?:\d[\d.,，]*|[一二三四五六七八九十百千两]{1,4})"
_DIGITS = re.compile(r"\d|[一二三四五六七八九十百两]+(?:个|家|名|项|处|次|台|座|条|户|人|年|类|级|所)|全覆盖|翻番|翻一番")
_DATE = re.compile(r"\d{2,4}年|\d{1,2}月|世纪\d{2}年代|(?:年|月)底|[一二三四五六七八九十]+年|每(?:年|月|季|周)|全年|年内|同期|当年")
_UNIT_IN_QUESTION = re.compile(
    r"(?:多少|几)(?:万|千|百)?(?P<unit>台|部|家|个|座|处|户|张|次|条|项|类|人次|人|名|位|公里|平方米|万元|元|钱|场|年|分钟|间|套|所|倍|天|小时|岁|分|级|里|钱)"
)
_CONTACT = re.compile(r"电话|手机|联系方式|热线号码|邮箱|微信号|地址在|身份证|传真")
_UNITS = {
    "钱": "元", "人": "人|名|位|员", "名": "人|名|位", "位": "人|名|位", "家": "家|个|所", "个": "个|大|家|处|座|项|名|所|类|条|种|只|支|对|户|场",
    "处": "处|个|座", "里": "公里|里", "条": "条|项|万条|余条", "座": "座|个|处", "项": "项|条|个|大|种", "所": "所|家|个",
    "户": "户", "次": "次", "台": "台|部", "部": "台|部", "级": "级", "年": "年", "条数": "条",
}  # fmt: skip


def answer_fact(
    query: Query, reader: Reader, *, needs: re.Pattern[str] | None = None, onward: int = 0
) -> Draft:
    """The shortest stretch of the best sentence that answers a question of fact.

    Args:
        query: the question.
        reader: the documents.
        needs: a pattern that the stretch must hold, found from the question when None.
        onward: see `stretch`.
    """
    needs = needs or expected(query)
    topic = query.topic.without(("约束性", "预期性", "约束", "预期", "性"))
    if query.figure or query.kind == "target":
        # A figure in the question is what is asked about, perhaps wrongly: it need not stand in the answer.
        topic = topic.without(word for word, _ in topic.words if word[0].isdigit())
        query = replace(query, topic=topic)
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    if not passages:
        return Draft()
    if query.kind == "target":
        # Figures of what is to be reached stand in the chapters of aims and tasks.
        passages = sorted(passages, key=lambda passage: -passage.score * _weight_of_chapter(reader, passage))
    fitting = [
        passage for passage in passages
        if needs is None or (needs.search(passage.text) and _fits(query, reader, passage, needs))
    ]
    if not fitting:
        return Draft(score=0.0, nearest=passages[0].evidence)
    best = fitting[0]
    if best.support < COVERED or best.score < passages[0].score - 0.4:
        return Draft(score=best.support, nearest=passages[0].evidence)
    statements = (stretch(query, reader, best, FACT_LIMIT, needs, onward=onward), *announced(reader, best))
    return Draft(statements, (), best.covered)


_ANNOUNCES = re.compile(r"(?:下列|如下|以下|之一的?|程序|标准|流程|条件|材料|内容|系数)[^。；]{0,12}[：:，]?$")
LIST_LIMIT = 1200  # characters of the items that a sentence announces


def announced(reader: Reader, passage: Passage) -> tuple[Statement, ...]:
    """The items below a sentence that announces them: 「应当提交下列材料：」."""
    clause = reader.clause(passage.doc_id, passage.clause)
    text = passage.text.rstrip()
    if not text.endswith(("：", ":")) or not (_ANNOUNCES.search(text) or len(text) < 40):
        return ()
    statements: list[Statement] = []
    room = LIST_LIMIT
    for child in reader.children(passage.doc_id, clause):
        own = reader.own_text(passage.doc_id, child)
        if not child.number or len(own) > room:
            continue
        room -= len(own)
        evidence = Evidence(passage.doc_id, child.index, child.start, child.start + len(own))
        statements.append(Statement(own.rstrip("；。;"), (evidence,)))
    return tuple(statements)


def announcing(query: Query, reader: Reader, passages: list[Passage]) -> Passage | None:
    """The sentence that announces the items asked for, when the best passage is it or one of the items."""
    for passage in passages[:6]:
        clause = reader.clause(passage.doc_id, passage.clause)
        for index in (clause.index, clause.parent):
            if index is None:
                continue
            above = reader.clause(passage.doc_id, index)
            own = reader.own_text(passage.doc_id, above)
            if own.endswith(("：", ":")) and above.tree_end > above.end and coverage(query.topic, ((own, 1.0), *reader.layers(passage.doc_id, above)[1:])) >= 0.5:
                spans = split_sentences(reader.document(passage.doc_id).parsed.clean.text, above.start, above.end)
                start, end = spans[-1]
                return Passage(passage.doc_id, above.index, start, end, reader.text(passage.doc_id, start, end), passage.covered, passage.score, passage.support)
    return None


def answer_announced(query: Query, reader: Reader) -> Draft:
    """All items that a sentence announces: conditions, materials, steps, standards."""
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    head = announcing(query, reader, passages)
    if head is None or head.support < METHOD_COVERED:
        return Draft()
    items = announced(reader, head)
    if len(items) < 2:
        return Draft()
    return Draft((Statement(strip_number(head.text), (head.evidence,)), *items), (), head.covered)


def _weight_of_chapter(reader: Reader, passage: Passage) -> float:
    path = reader.clause(passage.doc_id, passage.clause).path
    return _REVIEW_WEIGHT if any(_REVIEW.search(label) for label in path) else 1.0


def _fits(query: Query, reader: Reader, passage: Passage, needs: re.Pattern[str]) -> bool:
    """Whether a figure of a passage is one of what the question counts; a table row is one statement."""
    if not query.figure or reader.clause(passage.doc_id, passage.clause).kind == "table_row":
        return True
    return near_topic(passage.text, query.topic, needs)


def stretch(
    query: Query, reader: Reader, passage: Passage, limit: int, needs: re.Pattern[str] | None = None, *, onward: int = 0
) -> Statement:
    """A statement made of the shortest stretch of a passage, cited to its sentence.

    With `onward` the stretch runs on to the end of the sentence, up to that many characters: for explanations and
    lists, which follow the words asked about.
    """
    clause = reader.clause(passage.doc_id, passage.clause)
    if clause.kind == "table_row":
        return Statement(passage.text + "。", (passage.evidence, *header_evidence(reader, passage.doc_id, clause)))
    text = passage.text
    start, end = shortest_stretch(text, query.topic, limit=limit, needs=needs) if len(text) > 60 else (0, len(text))
    if onward:
        end = len(text) if len(text) - start <= onward else max(end, start + onward)
    words = text[start:end].strip("，；。！？ \n")
    evidence = cited(reader, passage.doc_id, clause, passage.start, passage.end)
    return Statement(balance(strip_number(words)) + "。", (evidence,))


def cited(reader: Reader, doc_id: str, clause: Clause, start: int, end: int) -> Evidence:
    """Evidence for a sentence; a very short one is cited with the sentence before it, which says what it is about."""
    if end - start < SHORT_SENTENCE:
        spans = split_sentences(reader.document(doc_id).parsed.clean.text, clause.start, clause.end)
        before = [span for span in spans if span[1] <= start]
        if before and end - before[-1][0] <= SHORT_CITATION:
            start = before[-1][0]
    return Evidence(doc_id, clause.index, start, end)


def strip_number(text: str) -> str:
    """A stretch without the clause number that it begins with."""
    return re.sub(r"^(?:第[一二三四五六七八九十百\d]{1,5}条\s?|\d{1,3}[.、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|——)\s?", "", text)


def balance(text: str) -> str:
    """A stretch without a quote or bracket whose partner was cut off."""
    for opening, closing in (("“", "”"), ("（", "）"), ("《", "》")):
        if text.count(opening) > text.count(closing):
            text += closing
        elif text.count(closing) > text.count(opening):
            text = opening + text if text.find(closing) < text.find(opening) or opening not in text else text
    return text


def expected(query: Query) -> re.Pattern[str] | None:
    """What the answer must hold, by the question word: a figure with the unit asked for, a date, a body."""
    if _CONTACT.search(query.text):
        return re.compile(r"\d{7,}|\d{3,4}-\d{7,8}|@|https?://")
    if re.search("每月几[号日]", query.text):
        return re.compile(r"每(?:个)?月.{0,6}\d{1,2}[日号]")
    if re.search("几[号日]", query.text):
        return re.compile(r"\d{1,2}[日号]")
    if re.search("几点", query.text):
        return re.compile(r"\d{1,2}(?:时|点|:\d{2})")
    if re.search("多久|多长时间|几天|几个工作日", query.text):
        return re.compile(rf"{_NUMERAL}(?:余|多)?(?:个)?(?:工作日|小时|分钟|天|日|周|月|年)|每(?:日|天|周|月|季|年)")
    if re.search("约束性|预期性", query.text):
        return re.compile("约束性|预期性")
    match = _UNIT_IN_QUESTION.search(query.text)
    if match:
        unit = _UNITS.get(match.group("unit"), re.escape(match.group("unit")))
        return re.compile(rf"{_NUMERAL}(?:余|多|以上)?[万亿千百]?(?:余|多)?(?:{unit})")
    if re.search("多少钱|花多少|投多少|价格|收费|资金|费用|投资|补贴|工资|待遇", query.text) and query.figure:
        return re.compile(rf"{_NUMERAL}[万亿]?元")
    if re.search("百分之|比例|率", query.text) and query.figure:
        return re.compile(r"\d+(?:\.\d+)?%|百分之|全覆盖")
    if query.kind == "deadline" or re.search("什么时候|哪(?:一)?年|何时|啥时候|几月", query.text):
        return _DATE
    if query.figure or query.kind == "target":
        return _DIGITS
    return None


def allowed_year(query: Query, reader: Reader, passage: Passage) -> bool:
    """Whether a passage may answer for the years asked: its document governs them, or its clause names them."""
    years = query.scope.years
    if not years:
        return True
    document = reader.document(passage.doc_id)
    clause = reader.clause(passage.doc_id, passage.clause)
    around = reader.own_text(passage.doc_id, clause) + "\n".join(clause.path)
    if any(str(year) in around for year in years):
        return True
    if document.record.metadata.years:
        return not year_conflict(years, document)
    return False


METHOD_LIMIT = 560
METHOD_COVERED = 0.5
_REVIEW = re.compile(r"基础|成效|回顾|现状|形势|背景|趋势|问题|意义")
_REVIEW_WEIGHT = 0.7  # measures stand in the chapters of tasks, not in those that look back


def answer_method(query: Query, reader: Reader) -> Draft:
    """The measures of the clause that deals with the topic, in its order, shortened."""
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    steps = answer_announced(query, reader) if re.search("流程|程序|步骤|几步|手续|材料|条件", query.text) else Draft()
    if steps.found:
        return steps
    if not passages or passages[0].support < METHOD_COVERED:
        return Draft(score=passages[0].support if passages else 0.0, nearest=passages[0].evidence if passages else None)
    doc_id, clause = _best_clause(query, reader, passages)
    text = reader.document(doc_id).parsed.clean.text
    children = [child for child in reader.children(doc_id, clause) if child.number and child.heading]
    if len(children) >= 2 and clause.end - clause.start < 80:
        statements = [
            Statement(f"{child.number}{child.heading}", (Evidence(doc_id, child.index, child.start, _head_end(text, child.start, child.end)),))
            for child in children
        ]
        return Draft(tuple(statements), (), passages[0].covered)
    spans = split_sentences(text, clause.start, clause.end)
    spans = [span for span in spans if not _is_label(text[span[0] : span[1]], clause.label)]
    chosen = _choose(query, text, spans, reader, doc_id)
    statements = [
        Statement(strip_number(text[start:end]), (Evidence(doc_id, clause.index, start, end),)) for start, end in chosen
    ]
    return Draft(tuple(statements), (), passages[0].covered)


def _head_end(text: str, start: int, end: int) -> int:
    spans = split_sentences(text, start, end)
    return spans[0][1] if spans else end


def _is_label(sentence: str, label: str) -> bool:
    """Whether a sentence is the clause's heading or its bracket of bodies."""
    bare = sentence.rstrip("。；")
    return bare == label or bare == label.lstrip("—") or re.match(r"^[（〔\[](?:责任|牵头|配合|完成)", sentence) is not None


def _best_clause(query: Query, reader: Reader, passages: list[Passage]) -> tuple[str, Clause]:
    """The clause whose heading and sentences cover the topic best."""
    totals: dict[tuple[str, int], float] = {}
    for passage in passages[:60]:
        key = (passage.doc_id, passage.clause)
        clause = reader.clause(*key)
        heading = coverage(query.topic, ((clause.label, 1.0),)) if clause.label else 0.0
        review = _weight_of_chapter(reader, passage)
        totals[key] = max(totals.get(key, 0.0), review * (passage.score + 0.6 * heading))
    best = max(totals, key=lambda key: (totals[key], -key[1]))
    return best[0], reader.clause(*best)


def _choose(
    query: Query, text: str, spans: list[tuple[int, int]], reader: Reader, doc_id: str
) -> list[tuple[int, int]]:
    """Sentences up to the limit in their order, those that bear on the topic before others."""
    if sum(end - start for start, end in spans) <= METHOD_LIMIT:
        return spans
    scored = [
        (coverage(query.topic, ((text[start:end], 1.0),)) + 0.25 / (1 + order), (start, end))
        for order, (start, end) in enumerate(spans)
    ]
    chosen: list[tuple[int, int]] = []
    room = METHOD_LIMIT
    for _, (start, end) in sorted(scored, key=lambda entry: -entry[0]):
        if end - start <= room:
            chosen.append((start, end))
            room -= end - start
    return sorted(chosen) or [spans[0]]
