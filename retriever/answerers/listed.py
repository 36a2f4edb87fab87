"""Lists inside a sentence: 「提供助餐、日托、医疗等20多项服务」, 「由民警、网格员等共同参与的工作小组」."""

from __future__ import annotations

import re
from collections import Counter

from ingest.numerals import parse_number
from retriever.answerers.expectation import asks_papers
from retriever.answerers.prose import answer_fact
from retriever.answerers.regions import names_in
from retriever.answerers.stretches import allowed_year, balance, cited, strip_number, whole
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import INDICATED, Passage, Reader, segments

EXPLANATION_LIMIT = 240  # characters of an explanation or of a sentence that lists
LOOKED_AT = 15  # best passages in which a list of the things asked for is looked for
COUNTED = re.compile(r"哪\s?[“\"']?(?P<count>[一二三四五六七八九十两]{1,2}|\d{1,2})")
_COUNTED_NOUN = re.compile(
    r"哪\s?[“\"']?(?:[一二三四五六七八九十两]{1,2}|\d{1,2})(?:个|大|种|类|项|位|名|家|块|条|支|张|句)?(?P<noun>[\u4e00-\u9fff])"
)
_COUNTING_TERM = re.compile(r"([三四五六七八九十])(?:大|个|项|类|条|边|步|位|员|民|办法)?")
_LISTS = re.compile(r"、.*、|”“|、.*[和与及等]|”、“")
_ITEM = r"(?:“[^”]{1,30}”|《[^》]{2,50}》|[^，。；：、“”《》\n]{1,24}(?:“[^”]{1,20}”[^，。；：、“”\n]{0,10})?)"
RUN = re.compile(rf"{_ITEM}(?:(?:、|(?<=[”》])(?=[“《])){_ITEM}){{2,}}")
_ASKED = re.compile(
    r"(?:哪些|哪几[个家种类项份]?|几[项种类]|(?:有|提供|享受到|含|包括|办|开展|建|出过?|设)(?:了)?(?:些|点)?(?:什么|啥)|都?有啥)(?:样的)?"
    r"(?:特色|主要|重要|新的)?(?P<noun>[\u4e00-\u9fff]{2,4}?)"
    r"(?=$|[，。、？?呢啊呀吗的]|好|并|参|组|构|归|可|能|要|被|名|都|$)"
)
_PEOPLE = re.compile(r"谁|哪些人|什么人|啥人|哪些部门|哪些单位|哪几个部门")
_MOSTLY = re.compile(  # 「参与治理的人员仍以老面孔为主」
    "[^，。；]{2,16}(?:人员|人群|群体|成员|居民|群众|者)[^，。；]{0,6}以[^，。；]{2,30}为主"
)
_JOINING = re.compile("参加|参与|组成|构成|成员|吸收|凑")
_FOCUSED = re.compile("重点|聚焦|侧重|着重")
_LEADS_IN = r"(?:于|在|包括|包含|涵盖|有|为|是|提供|开展|举办|如|：|分为|出台了?|制定了?)"
_ENTITLED = re.compile(r"哪些(?P<noun>[\u4e00-\u9fff]{2,3}?)(?:都|才)?(?:能|可以|不能|不可以|不得|符合)")
_QUOTES = re.compile("“[^”]+”")
_PARTS = re.compile("[^；;。]+[；;。]?")
_COUNTED_OFF = re.compile("一是.*二是|[（(](?:1|一)[）)].*[（(](?:2|二)[）)]|；.*；")
_ORDINAL = re.compile("[一二三四五六七八九十]是")
_TWO = 2
_ALIKE = 3  # parts from which beginning alike means something
_SAY_LITTLE = "样个点些块头种类项条家处句话"  # characters behind 「哪三」 that name nothing
_BEHIND = 8  # characters behind a list in which what it lists is named
WHOLE_LIST = 120  # characters up to which a sentence that lists is told as it stands
_BARE = re.compile("(?<=[\u4e00-\u9fff]{2})(?:项目|内容|事项)$")  # 服务项目 are told as 「…等20多项服务」
_NO_NOUN = frozenset(("时候", "关系", "意思", "区别", "不同", "东西", "内容", "方面"))


def listed_in_sentence(query: Query, reader: Reader) -> Draft:
    """The stretch that lists things of the kind that the question asks for (「哪些服务」, 「都有谁参加」)."""
    mark = _mark_of(query.text)
    if mark is None:
        return Draft()
    names = names_in(query, reader)
    best: tuple[float, Passage, tuple[int, int]] | None = None
    passages = [passage for passage in reader.passages(query)[:LOOKED_AT] if allowed_year(query, reader, passage)]
    if names:
        passages = [passage for passage in passages if _near(names, reader, passage)] or passages
    for passage in passages:
        if passage.support < INDICATED or reader.clause(passage.doc_id, passage.clause).kind == "table_row":
            continue
        mostly = _MOSTLY.finditer(passage.text) if mark is _JOINING else ()
        for run in (*RUN.finditer(passage.text), *mostly):
            worth = passage.score + 0.05 * min(4, run.group(0).count("、"))
            told = mark.search(run[0]) if run.re is _MOSTLY else _bears(mark, passage.text, run.span())
            if told and (best is None or worth > best[0]):
                best = worth, passage, run.span()
    if best is None:
        return Draft()
    _, passage, span = best
    return Draft((_of_run(reader, passage, span),), (), passage.covered)


def list_statement(reader: Reader, passage: Passage, wanted: int, noun: str = "") -> Statement | None:
    """The stretch of a sentence that lists things; None if none does.

    Args:
        reader: the documents.
        passage: the sentence.
        wanted: how many things it must list, 0 for any number from three.
        noun: what the things are called; the list must hold the word.
    """
    if reader.clause(passage.doc_id, passage.clause).kind == "table_row":
        return None
    text = passage.text
    if wanted:
        spans = [span for span in segments(text) if holds_parts(text[slice(*span)], wanted, exactly=True)]
        spans += [(0, len(text))] if not spans and _holds_named_parts(text, wanted) else []
        spans = [span for span in spans if noun in text[span[0] : span[1] + _BEHIND]]
    else:
        spans = [run.span() for run in RUN.finditer(text)]
    if not wanted and _COUNTED_OFF.search(text) and len(text) <= EXPLANATION_LIMIT:
        return whole(reader, passage)
    if not spans:
        return None
    first, last = max(spans, key=lambda span: text.count("、", *span))
    if len(text) <= WHOLE_LIST:
        return whole(reader, passage)
    return (
        whole(reader, passage, text[first:last])
        if last - first > WHOLE_LIST
        else _of_run(reader, passage, (first, last))
    )


def counted_noun(question: str) -> str:
    """What a question calls the things that it counts (「哪三个所」 → 所), or the empty string."""
    match = _COUNTED_NOUN.search(question)
    return match.group("noun") if match and match.group("noun") not in _SAY_LITTLE else ""


def _of_run(reader: Reader, passage: Passage, run: tuple[int, int]) -> Statement:
    """A list within a sentence with what leads into it."""
    start, end = _around(passage.text, *run)
    clause = reader.clause(passage.doc_id, passage.clause)
    words = balance(strip_number(passage.text[start:end].strip("，；。 \n")))
    return Statement(f"{words}。", (cited(reader, passage.doc_id, clause, passage.start, passage.end),))


def listing_sentence(query: Query, reader: Reader) -> Draft:
    """The sentence that lists what is asked for; with 「哪六步」 it must list as many."""
    listed = listed_in_sentence(query, reader)
    wanted = parts_wanted(query, reader)
    if listed.found and (not wanted or holds_parts(listed.statements[0].text, wanted)):
        return listed
    needs = None if asks_papers(query.text) else _LISTS  # papers are listed between commas, too
    draft = answer_fact(query, reader, needs=needs, onward=EXPLANATION_LIMIT)
    if not draft.found:
        return draft
    text = draft.statements[0].text
    entitled = _ENTITLED.search(query.text)
    asked = entitled.group("noun") if entitled else ""
    if asked and not any(word in text for word in (asked, *reader.lexicon.everyday.alternatives(asked))):
        return Draft(nearest=draft.statements[0].evidence[0])
    if not wanted:
        return draft
    noun = _COUNTED_NOUN.search(query.text)
    stands = holds_parts(text, wanted) and (noun is None or noun.group("noun") in text)
    if not stands or not beside_term(query, reader, text):
        return Draft(nearest=draft.statements[0].evidence[0])
    return draft


def parts_wanted(query: Query, reader: Reader) -> int:
    """How many parts must be told: by 「哪六步」, or by a quoted term that counts its parts (“六大计划”); 0 for any."""
    counted = COUNTED.search(query.text)
    if counted:
        return int(parse_number(counted.group("count")) or 0)
    terms = reader.lexicon.terms_in(query.text)
    match = next((found for term in terms if (found := _COUNTING_TERM.match(term))), None)
    return int(parse_number(match.group(1)) or 0) if match else 0


def asked_noun(question: str) -> str:
    """The kind of thing that a question asks to be listed (「有哪些服务」 → 服务), or the empty string."""
    match = _ASKED.search(question)
    noun = match.group("noun") if match else ""
    return "" if noun in _NO_NOUN else noun


def _mark_of(question: str) -> re.Pattern[str] | None:
    """What stands beside a list of the things asked for."""
    if _PEOPLE.search(question) and _JOINING.search(question):
        return _JOINING
    noun = asked_noun(question)
    if noun:
        return re.compile(re.escape(_BARE.sub("", noun)))
    return _FOCUSED if _FOCUSED.search(question) and not re.search("重点(?:任务|工作|项目)", question) else None


def _bears(mark: re.Pattern[str], text: str, run: tuple[int, int]) -> bool:
    """Whether what is asked for is named right behind a list, at its end, or leads into it."""
    last_item = text[run[0] : run[1]].rpartition("、")[2]
    behind = re.split("[，。；]", text[run[1] :])[0][:24]
    if re.search(rf"(?:{mark.pattern})$", last_item) or mark.search(last_item.partition("等")[2] + behind):
        return True
    before = text[max(0, run[0] - 14) : run[0]]
    first = text[run[0] : run[1]].partition("、")[0]
    return re.search(rf"(?:{mark.pattern})[^，。；]{{0,4}}?{_LEADS_IN}", before + first) is not None


def _near(names: tuple[str, ...], reader: Reader, passage: Passage) -> bool:
    """Whether a passage belongs to what tells of a name: its paragraph, or the heading above it."""
    clause = reader.clause(passage.doc_id, passage.clause)
    texts = (reader.own_text(passage.doc_id, clause), *clause.path)
    return any(name in text for name in names for text in texts)


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch between commas that holds a list, with the stretch that leads into it when that is short."""
    parts = segments(text)
    held = [part for part in parts if part[0] < last and first < part[1]]
    start, end = (held[0][0], held[-1][1]) if held else (first, last)
    while end - start < 60 and (before := [part for part in parts if part[1] <= start]):
        start = before[-1][0]
    return start, end


def beside_term(query: Query, reader: Reader, text: str) -> bool:
    """Whether a list stands right beside the counted term that the question quotes: “四岗十八级” alone lists none."""
    terms = [term for term in reader.lexicon.terms_in(query.text) if _COUNTING_TERM.match(term)]
    for term in terms:
        at = text.find(term)
        runs = [run.span() for run in RUN.finditer(text)]
        if not any(at >= 0 and (0 <= at - last <= 4 or 0 <= first - at - len(term) <= 6) for first, last in runs):
            return False
    return True


def holds_parts(text: str, wanted: int, *, exactly: bool = False) -> bool:
    """Whether a text lists as many things in a row as asked for, or, unless `exactly`, more that end in 等."""
    for run in re.split("[，；。：]", text):
        marks = len(re.findall("、", run)) + 1
        joined = marks + len(re.findall("(?<=[\u4e00-\u9fff”])[和与及](?=[\u4e00-\u9fff“])", run))
        open_ended = marks >= wanted and "等" in run and not exactly
        if exactly and wanted == _TWO and joined > wanted:
            continue  # 「载体、程序和机制」 are three
        if marks > 1 and (marks <= wanted <= joined or open_ended):
            return True
    return _holds_named_parts(text, wanted)


def _holds_named_parts(text: str, wanted: int) -> bool:
    """Whether a text names as many things in quotes."""
    return wanted == len(set(re.findall("《[^》]+》", text))) or (
        wanted > 2 and wanted == len(set(_QUOTES.findall(text)))
    )


def parts_alike(reader: Reader, passage: Passage, wanted: int) -> tuple[Statement, ...]:
    """As many parts of a paragraph as asked for that begin alike: 「发展甲类组织，…。发展乙类组织，…。」."""
    if wanted < _ALIKE:
        return ()
    clause = reader.clause(passage.doc_id, passage.clause)
    text = reader.text(passage.doc_id, clause.start, clause.end)
    parts = [match.span() for match in _PARTS.finditer(text)]
    openings = Counter(_opening(text, start) for start, _ in parts)
    opening = next((opening for opening, count in openings.items() if count == wanted), "")
    own = [span for span in parts if _opening(text, span[0]) == opening] if opening else []
    if passage.text.strip() not in "".join(text[slice(*span)] for span in own):
        return ()
    return tuple(
        Statement(
            f"{text[start:end].strip('；;。 ')}。",
            (Evidence(passage.doc_id, clause.index, clause.start + start, clause.start + end),),
        )
        for start, end in own
    )


def _opening(text: str, start: int) -> str:
    """How a part begins: its first two characters; one for 「一是」, 「二是」, 「三是」."""
    return _ORDINAL.sub("是", text[start : start + 2])
