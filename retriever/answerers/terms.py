"""What a term means: as defined, by its parts, or by the sentence that explains it."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Definition, Enumeration
from ingest.numerals import parse_number
from retriever.answerers.explanation import carried_on, items_below, onward, with_subject
from retriever.answerers.in_passing import answer_in_passing
from retriever.answerers.listed import COUNTED, EXPLANATION_LIMIT, listing_sentence
from retriever.answerers.prose import FACT_LIMIT, answer_fact
from retriever.answerers.stretches import allowed_year, stretch, strip_number
from retriever.answerers.target import sentence_around
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import coverage, read_topic
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader

_DESCRIBED = 30  # characters before 「…的“某某”」 that describe it
_UNIT_ASKED = re.compile(
    r"(?:哪|分|有)(?:成|为)?(?:哪)?[几多一二三四五六七八九十]{0,2}(?:少)?(?:个|大)?(类|级|步骤|步|种|阶段|层|方面|项|块)"
)
TERM_COVERED = 0.72
HEADING_COVERED = 0.75
_EXPLAINS = re.compile(
    r"^(?:”|」|》)?(?:(?:是|即|指|系|为|由|以)|[\u4e00-\u9fff]{0,8}?(?:是|即|就是|包括|：|（|——)|[\u4e00-\u9fff]{0,10}(?:，(?:是|即|将|把|为|以|由|通过|按|形成|建设|构建|实现|从|围绕|覆盖|一站式|就是)))"
)
_NAMED_BY = re.compile(
    r"(?!到底|究竟|具体|主要|都|又)(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:到底|究竟|具体|主要)?(?:是(?!不)|指|干什么|做什么)"
)
_PART_OF_IT = re.compile(  # 「“某某”工程的核心要义是什么」 asks for one thing of what the term means
    "[\u4e00-\u9fff]{0,4}?的(?:主要|总体|具体|核心|基本|最终|指导)*"
    "(?:目标|原则|主题|口号|主线|理念|要义|宗旨|使命|愿景|重点|依据|步骤|标准|条件|范围|对象)(?:到底|究竟|具体)?(?:是|有|包括|为|分)"
)
_HOW = re.compile("(?:怎么|如何|怎样|咋)(?:去|来)?(?:做|搞|弄|操作|运作|落实|实施|推进|实现)")
_KIND_OF_THING = re.compile(
    "工程|计划|制度|机制|项目|模式|体系|品牌|行动|活动|政策|里|中|架构|工作|建设|的|方法|做法|平台|职能|补贴|人员"
)
_COINS = re.compile("(?:建立|创新|创设|推出|推行|实行|创建|首创|推进|开展|实施)$")
_GOES_INTO = re.compile(  # 「建立“某某”制度，加强…」, not a measure of its own with a date or a figure
    "^”?[\u4e00-\u9fff]{0,6}，(?!依托)(?:加强|健全|完善|推动|组织|开展|设置|明确|打通|整合|农户|居民|群众|企业|由|以|在|鼓励|引导|动员)[^，。]{6,}"
)
_ROUNDING = 1e-9
_ASKED_BONUS = 0.25  # for the term that the asking words follow
_ASKS_MEANING = re.compile(
    r"[”\"'’]?(?:到底|具体|究竟|又)?(?:是(?!不是)|指|怎么(?:算|理解|界定|认定)|(?:干|做)(?:什么|啥|嘛)|什么|啥|的(?:意思|含义|定义)|包括)"
)
_SAID_THERE = re.compile("[里中上](?:面)?(?:所|提到?|说|讲|写)(?:到|起)?的[“\"]?$")
_ASKING = (
    r"(?:是(?:个)?(?:什么|啥)(?:样的)?(?:意思|东西|东东|玩意儿?|概念|项目|工程|制度|机制|计划|模式)?|(?:什么|啥)意思"
    r"|指(?:的)?(?:是)?(?:什么|啥)|(?:要)?怎么(?:理解|解释)|(?:名词)?解释(?:一下)?|(?:的)?(?:含义|定义)(?:是(?:什么|啥))?)[呀啊呢的？?]*"
)
_MEANING = re.compile(
    rf"(?P<first>.{{2,16}}?)[”\"']?(?:到底|究竟|具体|又)?\s?{_ASKING}|(?:什么|啥)(?:是|叫)(?:做)?(?P<second>.{{2,16}}?)[呀啊呢]?"
    rf"|.{{0,24}}?(?:怎么|如何|咋|怎样)(?:来|去)?(?:解释|定义|界定)(?P<third>.{{2,16}}?)"
    r"(?:的|这个(?:词|概念|说法)的?)?[呀啊呢]?"
)
_ATTRIBUTE = re.compile(
    "(?:目标|原则|要求|主题|口号|定位|标准|任务|重点|依据|思想|思路|主线|理念|关系|体制|方式|内容|时间|单位|部门|问题|条件|情况"
    "|做法|措施|名称|全称|职责|职务|作用|效果|数|率|目的|意义|前提|范围|对象|后果|区别|流程|程序|步骤)$|后$|时$"
)
_LIST_BEFORE = re.compile("“[^”]*、[^”]*”$")  # “甲、乙、丙”三位一体
_LONGEST_NAME = 24  # characters of a full name
_USED_ONLY = re.compile(r"[、“”]$")
_MODIFIERS = "微小副次亚准总分子"  # what makes another thing of a noun: 微网格, 小微权力


def answer_definition(query: Query, reader: Reader) -> Draft:
    """What a term means: as the documents define it, its parts, or the sentence that explains it."""
    fact = best_term(query, reader)
    if fact is not None:
        told = term_statements(reader, fact[1])
        how = isinstance(fact[1].fact, Definition) and len(told) == 1 and _HOW.search(query.text)
        return Draft((*told, *(carried_on(reader, told[0]) if how else ())), (fact[1],), fact[0])
    if COUNTED.search(query.text):
        return listing_sentence(query, reader)
    term = plain_term(query.text)
    if not term and not reader.lexicon.terms_in(query.text):
        return answer_fact(query, reader, onward=EXPLANATION_LIMIT)
    draft = _explaining_sentence(query, reader, term)
    return draft if draft.found or not (named := answer_in_passing(query, reader)).found else named


def plain_term(question: str) -> str:
    """The term of a question that asks for nothing but its meaning (「X是什么」, not 「X的目标是什么」), or ""."""
    match = _MEANING.fullmatch(question.strip("？? "))
    term = next(filter(None, match.groups()), "").strip("“”\"' ") if match else ""
    return "" if _ATTRIBUTE.search(term) else re.sub("^.*(?:里|中|说的|讲的|那个|的)(?=.{2})", "", term)


def best_term(query: Query, reader: Reader) -> tuple[float, StoredFact] | None:
    """The definition or enumeration whose term is the one asked for."""
    best: tuple[float, StoredFact] | None = None
    counted = COUNTED.search(query.text)
    wanted = int(parse_number(counted.group("count")) or 0) if counted else 0
    unit = _UNIT_ASKED.search(query.text)
    kinds = ((Enumeration, 1.0),) if wanted else ((Enumeration, 1.0), (Definition, 0.97))
    for kind, weight in kinds:
        for stored in reader.facts(query, kind):
            fact, term = stored.fact, stored.fact.subject
            if not term:
                continue
            same_unit = unit is not None and isinstance(fact, Enumeration) and unit.group(1)[0] in term
            near = 0.85 if same_unit else 0.4  # 「哪几类」 asks for the parts of 「五类居民区」
            held = coverage(read_topic(term, reader.lexicon), ((query.text, 1.0), (query.context.text, 0.6)))
            held = max(held, 0.8) if same_unit else held
            most = _raised(weight * (0.65 + 0.35 * held), query.text, stored, wanted)
            if most < max(TERM_COVERED, best[0] if best is not None else 0.0) - _ROUNDING:
                continue  # whatever stands around the term
            clause = reader.clause(stored.doc_id, fact.clause)
            around = (("\n".join(clause.path), near), (reader.own_text(stored.doc_id, clause), near))
            asked = coverage(query.topic, ((term, 1.0), *around))
            score = _raised(weight * (0.65 * asked + 0.35 * held), query.text, stored, wanted)
            better = score >= TERM_COVERED and (best is None or score > best[0] + _ROUNDING)
            if better and not (isinstance(fact, Definition) and _is_beside(query.text, reader, stored)):
                best = (score, stored)
    return best


def _raised(score: float, question: str, stored: StoredFact, wanted: int) -> float:
    """The score of a term, more where a question has it as it is, asks what it is, or counts as many parts."""
    fact = stored.fact
    if fact.subject in question or re.sub("[“”]", "", fact.subject) in question:
        score += 0.2
    if _asked_about(question, fact.subject):
        score += _ASKED_BONUS
    if isinstance(fact, Enumeration) and wanted:
        score += 0.1 if len(fact.parts) == wanted else -0.4
    return score


def _is_beside(question: str, reader: Reader, stored: StoredFact) -> bool:
    """Whether a definition explains nothing, or a question asks of something else that its term names."""
    term = stored.fact.subject
    return not really_explains(reader, stored) or _goes_on(question, term) or _so_many(question, term)


def _goes_on(question: str, term: str) -> bool:
    """Whether a question asks about something else that is named by a term: 「“零距离家园”理事会是什么」."""
    bare = re.sub("[“”]", "", term)
    text = re.sub("[“”\"]", "", question)
    at = text.find(bare)
    behind = text[at + len(bare) :] if at >= 0 else ""
    if _PART_OF_IT.match(behind):
        return True
    tail = _NAMED_BY.match(behind)
    return tail is not None and not _KIND_OF_THING.search(tail.group("noun"))


def _so_many(question: str, term: str) -> bool:
    """Whether a question counts things that a term names: 「先办的5个“一件事”是哪些」 asks not what it means."""
    bare = re.sub("[“”]", "", term)
    return bare in question and re.search(rf"[\d二三四五六七八九十两几]个[“\"]?{re.escape(bare)}", question) is not None


def _asked_about(question: str, term: str) -> bool:
    """Whether a question asks what a term is right behind it, or says where it stands: 「办法里说的“首次”」."""
    bare = re.sub("[“”]", "", term)
    at = question.find(bare)
    if at < 0:
        return False
    return _ASKS_MEANING.match(question[at + len(bare) :]) is not None or _SAID_THERE.search(question[:at]) is not None


def term_statement(reader: Reader, stored: StoredFact) -> Statement:
    """A term with its parts or its meaning, cited to the sentence that gives them."""
    fact = stored.fact
    clause = reader.clause(stored.doc_id, fact.clause)
    start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
    evidence = Evidence(stored.doc_id, clause.index, start, max(end, fact.end))
    term = fact.subject if fact.subject[:1] in "“《" else f"“{fact.subject}”"
    if isinstance(fact, Enumeration):
        count = f"{len(fact.parts)}"
        return Statement(f"{term}：{'、'.join(fact.parts)}。", (evidence,), (count, "“", "”"))
    assert isinstance(fact, Definition)
    sentence = reader.text(stored.doc_id, start, end)
    if fact.meaning in sentence and fact.subject.strip("“”") in fact.meaning and len(sentence) <= EXPLANATION_LIMIT:
        # The sentence that coined the term: what stands before the last comma belongs to it.
        words, first = with_subject(reader, stored.doc_id, clause, start, strip_number(sentence))
        return Statement(words, (replace(evidence, start=first),), ("（", "）") if first < start else ())
    return Statement(f"{term}：{fact.meaning.rstrip('。')}。", (evidence,), ("“", "”"))


def term_statements(reader: Reader, stored: StoredFact) -> tuple[Statement, ...]:
    """A term with its meaning and what belongs to that: items that it announces, sentences that go on with it."""
    first = term_statement(reader, stored)
    fact = stored.fact
    if not isinstance(fact, Definition):
        return (first,)
    if (full := _in_full(reader, stored)) is not None:
        return (first, *term_statements(reader, full))
    clause = reader.clause(stored.doc_id, fact.clause)
    end = first.evidence[0].end
    items = items_below(reader, stored.doc_id, clause, first.evidence[0].start, end)
    if items:
        return (replace(first, text=f"{first.text.rstrip('。：')}："), *items)
    term = re.sub("[“”].*$", "", fact.subject.strip("“”"))
    return (first, *onward(reader, stored.doc_id, clause, end, term, len(first.text)))


def _in_full(reader: Reader, stored: StoredFact) -> StoredFact | None:
    """What the document says that the full name means where a term is only its short name: 长护险, 长期护理保险."""
    short = stored.fact
    if not isinstance(short, Definition) or len(short.meaning) > _LONGEST_NAME:
        return None
    defined = (
        (other, other.fact.subject.strip("“”"))
        for other in reader.facts_of(stored.doc_id, Definition)
        if other.fact != short
    )
    return next((other for other, name in defined if len(name) > 2 and short.meaning.endswith(name)), None)


def _explaining_sentence(query: Query, reader: Reader, term: str) -> Draft:
    """The sentence that says what a term is: the term is its subject, or words of explanation follow it."""
    quoted = _term_of(query, reader)
    modified = re.search(f"[{_MODIFIERS}]{re.escape(quoted)}", term) if quoted else None
    if modified and not reader.lexicon.count(modified[0]):
        return Draft()  # 微网格 is no 网格
    term = term if term and reader.lexicon.count(term) and term not in reader.lexicon.quoted else quoted
    passages = [passage for passage in reader.passages(query) if allowed_year(query, reader, passage)]
    if not passages:
        return Draft()
    best: tuple[float, Passage] | None = None
    for passage in passages[:60]:
        quality = explains(passage.text, term)
        if quality > 0 and passage.support >= INDICATED and (best is None or passage.score + quality > best[0]):
            best = (passage.score + quality, passage)
    if best is None:
        return Draft(nearest=passages[0].evidence)
    passage = best[1]
    first = stretch(query, reader, passage, FACT_LIMIT, re.compile(re.escape(term[:4])), onward=EXPLANATION_LIMIT)
    clause = reader.clause(passage.doc_id, passage.clause)
    words, start = with_subject(reader, passage.doc_id, clause, first.evidence[0].start, first.text)
    if words != first.text:
        first = Statement(words, (replace(first.evidence[0], start=start),), ("（", "）"))
    after = onward(reader, passage.doc_id, clause, passage.end, term, len(first.text))
    return Draft((first, *after), (), passage.covered)


def really_explains(reader: Reader, stored: StoredFact) -> bool:
    """Whether a definition is more than a sentence that uses the term."""
    fact = stored.fact
    assert isinstance(fact, Definition)
    term = fact.subject.strip("“”")
    if term not in fact.meaning:
        return True
    clause = reader.clause(stored.doc_id, fact.clause)
    start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
    return explains(reader.text(stored.doc_id, start, end), term) > 0


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


def explains(text: str, term: str) -> float:
    """How much a sentence explains a term, 0 when it only uses it."""
    position = text.find(term)
    if position < 0:
        return 0.0
    after = text[position + len(term) :]
    if _LIST_BEFORE.search(text[:position]):
        return 0.75
    before = text[:position].rstrip("“《「 ")
    if _USED_ONLY.search(text[:position].removesuffix("“")) or re.match(r"^”?(?:、|“|等|和“|及“)", after):
        return 0.0
    quality = 0.4 if before.endswith("的") and len(before) >= _DESCRIBED else 0.0
    if _EXPLAINS.match(after) or (_COINS.search(before) and _GOES_INTO.match(after)):
        quality = 0.5
    if not before or before[-1] in "，。；：":
        quality += 0.25 if quality or len(after) > 12 else 0.1
    return quality
