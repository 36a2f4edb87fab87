"""What each thing that a question asks for needs to be told, and whether a statement tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retriever.answerers.ages import fits_age
from retriever.answerers.expectation import expected
from retriever.answerers.levels import levels_in
from retriever.asked_apart import ASKS, Asked
from retriever.asked_terms import TERMS, asks_terms
from retriever.demands import named_place
from retriever.dimensions import lacks_dimension
from retriever.draft import Statement
from retriever.item import known_of
from retriever.lexicon import Lexicon, query_words
from retriever.matching import NO_TOPIC, Topic, coverage, read_topic
from retriever.question import Query, understand
from retriever.reader import Reader

HELD = 0.5  # share of a part's own words that tells it
_WHO = re.compile(
    "谁|哪(?:一|[两二三四几])?(?:家|(?:个|级)?(?:单位|部门|局|办|委|科|处室|股|处|中心|站|所|公司|机构|口子|街道|镇|领导|副?[市县区镇]长))"
    "|哪些(?:单位|部门|人|家)|什么(?:单位|部门|人)|哪位|(?:配合|参加|牵头|负责|办|管)的?(?:又)?是?(?:有)?哪[几些]"
)
_WITH = re.compile("[跟和与同](?:谁|哪)")
_WITH_NAMED = re.compile("[与和同跟][\u4e00-\u9fff]{2,20}")
_NAMED = re.compile(
    "[\u4e00-\u9fff](?:局|委|办|处|部|厅|街道|乡|镇|会|中心|公司|企业|机构|单位|政府|科|股|室|所|站|馆|院|校|部门|集团|大队|支队|组|团|队|人|者|工|员|民)"
    "|[市区县镇乡省州处科股局会院校队部]长|主任|书记|经理|秘书|主席|同志|：[\u4e00-\u9fff]{2,4}(?:[，。；、]|$)"
)
_ROLE = re.compile("牵头|配合|协助|参加|参与|负责|责任|承办|主办|协办")  # each answer of bodies tells its role
_PAID = re.compile("钱|[费缴交收付掏罚]")
_NOTHING_PAID = "免[缴交收费除于]|减半|半价|不(?:收|缴|罚|再收)|全额"
_NOUN = re.compile("(?:啥|什么|哪些|多少)([\u4e00-\u9fff])$")  # 「有啥奖」
_VERB = re.compile("([招建种修装栽拆募聘])(?:多少|几)")
_PAPER = re.compile("(?:条例|办法|方案|规划|计划|通知|文件|意见|细则|清单|预案|要点)$")
_LABEL = 40  # characters of a heading; a longer one is the clause itself
_OPENING = 20  # characters that a clause opens with in place of a heading: 「4.1 Ⅲ级响应。」
_CELL = 12  # characters of a cell that names its row
_COLUMN_UNIT = re.compile(r"（(?P<unit>[\u4e00-\u9fff]{1,5})）：(?P<figure>\d[\d.,]*)(?![\d.,\u4e00-\u9fff])")
_NOTHING_OF = re.compile(
    "^(?:多少|几|怎么|如何|什么|谁|哪|给|做|干|弄|搞|管|办|完成?|需要?|安排|涉及|主要|具体|一共|总共|合计|情况|时候|时间|月底|年底|最[迟晚]|单位|部门)+$"
)


@dataclass(frozen=True)
class Part:
    """One thing that a question asks for.

    `own` are the words that the library has of what is asked, without those that only say what the whole question is
    about; `said` are all that its own stretch says; `needs` is the form of its answer (a date, so many of a unit, a
    body), None where that is open.
    """

    asked: Asked
    query: Query
    own: Topic
    said: Topic
    needs: re.Pattern[str] | None

    @property
    def literal(self) -> Topic:
        """The own words, to be held as they are."""
        return replace(self.own, alternatives=())

    @property
    def open(self) -> bool:
        """Whether nothing is known by which an answer could be told from others."""
        return self.needs is None and not self.own.words


def read_parts(whole: Query, asked: Sequence[Asked], lexicon: Lexicon) -> list[Part]:
    """The parts of a question, over the documents that the whole question is about."""
    found: list[Part] = []
    for one in asked:
        query = understand(one.said, lexicon)
        query = replace(query, scope=replace(whole.scope, years=query.scope.years or whole.scope.years))
        if one.name and found:
            own, needs = _known(one.name, lexicon), _or_nothing_paid(found[-1])
            own = own if own.words else _as_written(one.name, lexicon)
        else:
            asks = ASKS.search(one.said)
            said = one.said[asks.start() :] if asks is not None and not found else one.said
            own, needs = _known(_WHO.sub(" ", said), lexicon), needed(query)
            own = own.without(word for word, _ in own.words if _PAPER.search(word))
            own, needs = (NO_TOPIC, TERMS) if found and asks_terms(one.said) else (own, needs)
        said_words = query.topic.without(word for word, _ in query.topic.words if _NOTHING_OF.match(word))
        found.append(Part(one, query, own, said_words, needs))
    return found


def _or_nothing_paid(before: Part) -> re.Pattern[str] | None:
    """The form of the answer put again of another: 「居民出多少钱，低保户呢」 may be told by 「低保户免缴」."""
    if before.needs is None or not _PAID.search(before.asked.said):
        return before.needs
    return re.compile(f"{before.needs.pattern}|{_NOTHING_PAID}")


def needed(query: Query) -> re.Pattern[str] | None:
    """The form of the answer to a question: a body or person, a date, a figure with its unit."""
    if _WITH.search(query.text):
        return _WITH_NAMED
    if place := named_place(query.text):
        return place
    if _WHO.search(query.text):
        return _NAMED
    if query.kind in ("fact", "list", "method", "definition") and not query.figure:
        return None
    return expected(query)


def tells(part: Part, text: str, labels: Sequence[str] = (), *, share: float = HELD) -> bool:
    """Whether a text tells a part: in the form asked for, and of what it asks.

    Args:
        part: the part.
        text: what is told.
        labels: headings and titles under which it stands.
        share: share 0–1 of the part's own words that must be held.
    """
    text = _COLUMN_UNIT.sub(r"\g<0>\g<unit>", text)  # 「改造数（座）：20」 tells how many 座
    if (part.needs is not None and not part.needs.search(text)) or lacks_dimension(part.asked.said, text):
        return False
    if part.asked.name and (aged := fits_age(part.asked.said, text)) is not None:
        return aged  # 「九十多岁的呢」 is told by 「90—99周岁」
    levels, held = levels_in(part.asked.said), levels_in("\n".join((text, *labels)))
    if levels and held:
        return not set(levels).isdisjoint(held)
    return not part.own.words or coverage(part.own, ((text, 1.0), *((label, 0.9) for label in labels))) >= share


def labels_of(statement: Statement, reader: Reader) -> tuple[str, ...]:
    """The headings under which the place stands that a statement is cited to, the names in its row."""
    found: list[str] = []
    for evidence in statement.evidence[:1]:
        clause = reader.clause(evidence.doc_id, evidence.clause)
        opening = reader.text(evidence.doc_id, clause.start, evidence.start)
        found += [*clause.path[-2:], clause.heading or "", opening if len(opening) <= _OPENING else ""]
        if clause.row is not None:
            row = reader.document(evidence.doc_id).parsed.rows[clause.row]
            found += [value for value in row.values if len(value) <= _CELL and not re.search(r"\d", value)]
    return tuple(label for label in found if 0 < len(label) <= _LABEL)


def _known(text: str, lexicon: Lexicon) -> Topic:
    asked = _NOUN.search(text)
    noun = asked[1] if asked else ""
    topic = known_of(read_topic(text, lexicon).without(query_words("vague_words.txt")))
    topic = topic.without(
        word for word, _ in topic.words if _NOTHING_OF.match(word) or _ROLE.search(word) or word in lexicon.places
    )
    longer = topic.without(word for word, _ in topic.words if len(word) == 1 and word != noun)
    verb = _VERB.search(text)  # 「今年打算招多少个」 says by one sign what it asks of
    return longer if longer.words or verb is None else topic.without(w for w, _ in topic.words if w != verb[1])


def _as_written(name: str, lexicon: Lexicon) -> Topic:
    """A name that the library lacks, to be found as it is."""
    return Topic(((name, lexicon.rarest),)) if len(name) > 1 else NO_TOPIC
