"""Lists that documents set below a heading or a sentence that announces them, found by what they list.

「有下列情形之一的，…：」, 「五、申请材料」 with a table below, 「…应当具备下列条件：甲；乙；丙。」: whatever the kind
of document, the words above the items say what they are. A list answers when these words, its headings and its items
hold what the question names, when it lists things of the kind asked for (材料, 条件, 情形 …) and allows where the
question allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.datatypes import Clause
from retriever.answerers.listing import clause_head
from retriever.answerers.stretches import allowed_year, strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage, word_match
from retriever.question import Query
from retriever.question_patterns import read_patterns
from retriever.reader import Passage, Reader, header_evidence

KINDS_FILE = Path(__file__).parents[1] / "data" / "list_kinds.txt"
_ANNOUNCES = re.compile(r"下列|如下|以下|之一|包括|分为|为[：:]|是[：:]|材料|条件|情形|程序|流程|标准|步骤")
_PARTS = re.compile("[；;]|(?<=[^一二三四五六七八九十])、")
_REFUSES = re.compile(
    r"(?<![要能])不(?:能|得|准|许|让|可以?|予|给|受理|提交|享受|纳入|适用|列入|再|允许|用交|收取)|禁止|严禁|除外|以外的"
)
_ENDS = re.compile("取消|终止|停发?|撤销|收回|退出|退回|清退|不合格|否决|扣分")
_ROUNDABOUT = re.compile(r"能不能|可不可以|得不得|是不是|要不要|不得不|不能不")
_COUNTER = re.compile("^(?:序号|编号|份数)$")
_HEADING, _PATH, _TITLE, _ITEMS = 0.95, 0.8, 0.6, 0.5  # shares of a word's weight that it earns there
_OF_KIND, _NEAR = 0.25, 0.3  # worth of listing things of the kind asked for, of holding the best sentences
_WORTH = 0.75  # from which a list answers
_NAMED = 0.3  # share of the topic that the words above the items, the headings and the items must hold
_STRANGE = 0.4  # share of the topic that the library knows but the document of the list nowhere holds
_OPEN = frozenset({"措施"})  # kinds of which whole plans are made: such a list must be named above its items, and short
_ABOVE, _SHORT_LIST = 0.5, 700  # share of the topic that names it; characters
_FEWEST = 2
_LOOKED_AT = 12  # best sentences
_LIMIT = 1200  # characters of the items
_SENTENCE = 400  # characters of a sentence that lists


@dataclass(frozen=True)
class SetList:
    """Items with what announces them.

    `lead` is the sentence that ends in a colon, or the whole sentence where the items stand in it; empty where only
    `clause`, whose heading stands above the items, says what they are. `items` is empty for a list inside its lead.
    """

    doc_id: str
    clause: int
    lead: str
    cited: Evidence
    items: tuple[Clause, ...]

    def holds(self, passage: Passage) -> bool:
        """Whether a sentence is the lead or stands in one of the items."""
        if passage.doc_id != self.doc_id:
            return False
        within = any(item.start <= passage.start < item.tree_end for item in self.items)
        return within or self.cited.start <= passage.start < self.cited.end


def kinds_asked(question: str) -> tuple[str, ...]:
    """The kinds of things (材料, 条件, 情形 …) that a question asks to be listed."""
    patterns = _kinds()
    return tuple(name[:-2] for name in patterns if name.endswith("_问") and patterns[name].search(question))


def answer_enumerated(query: Query, reader: Reader) -> Draft:
    """All items of the list that is about what a question names and of the kind that it asks for."""
    kinds = kinds_asked(query.text)
    if not kinds or not query.topic.words or query.figure:
        return NOTHING
    passages = [passage for passage in reader.passages(query)[:_LOOKED_AT] if allowed_year(query, reader, passage)]
    if not passages:
        return NOTHING
    best: tuple[float, float, SetList] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        if _strange(query, reader, doc_id) > _STRANGE:
            continue
        for one in set_lists(reader, doc_id):
            if query.within and (doc_id, one.clause) not in query.within:
                continue
            worth, held = _worth(query, reader, one, kinds, passages)
            if worth >= _WORTH and (best is None or worth > best[0]):
                best = worth, held, one
    return NOTHING if best is None else Draft(_told(reader, best[2]), (), min(1.0, best[1]))


def set_lists(reader: Reader, doc_id: str) -> Iterator[SetList]:
    """All lists of a document: items below a clause or behind an announcing paragraph, and sentences that list."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind in ("front", "closing", "furniture", "table_row"):
            continue
        yield from _inside(reader, doc_id, clause)
        if clause.tree_end == clause.end:
            continue
        yield from _in_prose(reader, doc_id, clause)
        cited, items = _announcing(reader, doc_id, clause) or clause_head(reader, doc_id, clause), list[Clause]()
        for child in [*reader.children(doc_id, clause), None]:
            if child is not None and (child.row is not None or (child.number and child.kind != "table_row")):
                items.append(child)
                continue
            if child is not None and child.kind == "table_row":
                continue  # the titles of the columns
            if len(items) >= _FEWEST:
                announced = cited.clause != clause.index or _ends(text, cited)
                lead = text[cited.start : cited.end].strip() if announced else ""
                yield SetList(doc_id, clause.index, lead, cited, tuple(items))
            items = []
            if child is not None:
                cited = _announcing(reader, doc_id, child) or clause_head(reader, doc_id, clause)


def _ends(text: str, cited: Evidence) -> bool:
    return text[cited.start : cited.end].rstrip().endswith(("：", ":"))


def _announcing(reader: Reader, doc_id: str, clause: Clause) -> Evidence | None:
    """The last sentence of a clause where it ends in a colon."""
    text = reader.document(doc_id).parsed.clean.text
    spans = reader.sentences(doc_id, clause)
    if not spans or not text[slice(*spans[-1])].rstrip().endswith(("：", ":")):
        return None
    return Evidence(doc_id, clause.index, *spans[-1])


def _inside(reader: Reader, doc_id: str, clause: Clause) -> Iterator[SetList]:
    """Sentences that list what they announce: 「有下列情形之一的，应当退出：甲；乙；丙。」."""
    text = reader.document(doc_id).parsed.clean.text
    for start, end in reader.sentences(doc_id, clause):
        head, colon, rest = text[start:end].partition("：")
        if colon and end - start <= _SENTENCE and _ANNOUNCES.search(f"{head}：") and _PARTS.search(rest):
            yield SetList(doc_id, clause.index, text[start:end], Evidence(doc_id, clause.index, start, end), ())


def _in_prose(reader: Reader, doc_id: str, clause: Clause) -> Iterator[SetList]:
    """A short section of one paragraph that holds several things: 「办理步骤」, below it 「第一步，…；第二步，…」."""
    children = reader.children(doc_id, clause)
    if len(children) != 1 or children[0].kind != "paragraph" or not clause.heading:
        return
    below = children[0]
    own = reader.own_text(doc_id, below)
    if len(own) <= _SENTENCE and own.count("；") + own.count("。") >= _FEWEST and not own.endswith(("：", ":")):
        yield SetList(doc_id, clause.index, own, Evidence(doc_id, below.index, below.start, below.start + len(own)), ())


def _worth(
    query: Query, reader: Reader, one: SetList, kinds: tuple[str, ...], passages: list[Passage]
) -> tuple[float, float]:
    """How well a list answers, and the share 0–1 of the question's words that it and its headings hold."""
    clause = reader.clause(one.doc_id, one.clause)
    inside = one.cited.clause == one.clause or one.items
    head = (one.lead if one.items else one.lead.partition("：")[0]) if inside else ""
    announced = f"{head}\n{clause.heading}"
    if _refuses(query.text) != _refuses(announced) and (_refuses(query.text) or not _ENDS.search(query.text)):
        return 0.0, 0.0
    patterns = _kinds()
    if not any(patterns[f"{kind}_列"].search(f"{announced}\n{' '.join(clause.path)}") for kind in kinds):
        return 0.0, 0.0
    tight = any(patterns[f"{kind}_列"].search(announced) for kind in kinds)
    items = "\n".join(reader.own_text(one.doc_id, item) for item in one.items) or one.lead
    title = reader.document(one.doc_id).record.metadata.title
    layers = (
        (head, 1.0),
        (clause.heading, _HEADING),
        ("\n".join(clause.path), _PATH),
        (title, _TITLE),
        (items, _ITEMS),
    )
    held = max(coverage(query.topic, layers), coverage(query.broad, layers))
    if held < _NAMED:
        return 0.0, held
    above = coverage(query.topic, ((announced, 1.0),))
    if not set(kinds) - _OPEN and (above < _ABOVE or len(items) > _SHORT_LIST):
        return 0.0, held
    near = max((passage.score for passage in passages if one.holds(passage)), default=0.0) / passages[0].score
    return held + _OF_KIND * (1.0 if tight else 0.7) + _NEAR * near, held


def _refuses(text: str) -> bool:
    return _REFUSES.search(_ROUNDABOUT.sub("", text)) is not None


def _strange(query: Query, reader: Reader, doc_id: str) -> float:
    """The share of a topic, the names of kinds aside, that other documents know of and this one does not."""
    text = reader.document(doc_id).parsed.clean.text + reader.document(doc_id).record.metadata.title
    others, patterns = query.topic.others, _kinds()
    named = [pattern for name, pattern in patterns.items() if name.endswith("_列")]
    words = [
        (word, weight)
        for word, weight in query.topic.words
        if len(word) > 1 and not any(pattern.search(word) for pattern in named)
    ]
    missing = sum(
        weight
        for word, weight in words
        if word in query.topic.known
        and word_match(word, text, known=True) < 1
        and not any(other in text for other in others.get(word, ()))
    )
    return missing / (sum(weight for _, weight in words) or 1.0)


def _told(reader: Reader, one: SetList) -> tuple[Statement, ...]:
    """The announcing sentence, or the heading with the number of the items, then the items."""
    if not one.items:
        return (Statement(strip_number(one.lead.strip()), (one.cited,)),)
    statements: list[Statement] = []
    room = _LIMIT
    for order, item in enumerate(one.items, 1):
        told = _item(reader, one.doc_id, item, order)
        room -= len(told.text)
        if room < 0:
            break
        statements.append(told)
    whole = len(statements) == len(one.items)
    clause = reader.clause(one.doc_id, one.clause)
    if one.lead:
        head = Statement(strip_number(one.lead), (one.cited,))
    else:
        count = f"共{len(one.items)}项" + ("：" if whole else f"，前{len(statements)}项为：")
        head = Statement(f"{clause.heading}{count}", (one.cited,), (count,), bears=False)
    return (head, *statements)


def _item(reader: Reader, doc_id: str, item: Clause, order: int) -> Statement:
    own = reader.own_text(doc_id, item)
    evidence = Evidence(doc_id, item.index, item.start, item.start + len(own))
    if item.row is None:
        return Statement(own.rstrip("；。;"), (evidence,))
    row = reader.document(doc_id).parsed.rows[item.row]
    cells = [
        (head, value)
        for head, value in zip(row.header, row.values, strict=True)
        if value and not _COUNTER.search(head) and not (not head and value.isdigit())
    ]
    name = next((value for head, value in cells if re.search("名称|事项|项目|内容|情形|条件", head)), cells[0][1])
    rest = "；".join(f"{head}：{value}" if head else value for head, value in cells if value != name)
    number = f"{order}. "
    text = f"{number}{name}" + (f"（{rest}）" if rest else "")
    return Statement(text, (evidence, *header_evidence(reader, doc_id, item)), (number,))


@lru_cache(maxsize=1)
def _kinds() -> dict[str, re.Pattern[str]]:
    return read_patterns(KINDS_FILE)
