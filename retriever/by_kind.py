"""The way to answer that belongs to each kind of question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from retriever.answerers.acts import answer_act
from retriever.answerers.age_rows import answer_by_age
from retriever.answerers.agents import answer_agent
from retriever.answerers.amounts import answer_amount
from retriever.answerers.announced import answer_announced, asks_for_items
from retriever.answerers.asked_before import answer_asked_before
from retriever.answerers.banded import answer_banded
from retriever.answerers.bracketed_names import answer_bracketed_names
from retriever.answerers.cells import answer_cell
from retriever.answerers.centre import answer_centre
from retriever.answerers.compare import answer_compare
from retriever.answerers.composition import answer_composition
from retriever.answerers.compound_terms import answer_compound
from retriever.answerers.counting import answer_count, asks_for_bodies, count_bodies
from retriever.answerers.deadline import answer_deadline
from retriever.answerers.document import answer_document
from retriever.answerers.due import lists_due
from retriever.answerers.enumerated import answer_enumerated
from retriever.answerers.figured_names import answer_figured_name
from retriever.answerers.filtering import answer_filter
from retriever.answerers.forbidden import answer_forbidden
from retriever.answerers.grid_answers import answer_grid
from retriever.answerers.group_roles import answer_group_roles
from retriever.answerers.groups import answer_group, asks_for_holders, count_group
from retriever.answerers.keywords import answer_keywords
from retriever.answerers.kinds import answer_kind
from retriever.answerers.listed_nouns import answer_listed_nouns
from retriever.answerers.listing import answer_indicators, answer_list, answer_under_heading
from retriever.answerers.matrix import answer_matrix
from retriever.answerers.member import answer_head, answer_member, answer_office
from retriever.answerers.member_count import count_members, counts_people
from retriever.answerers.method import answer_method
from retriever.answerers.name_pattern import answer_name_pattern
from retriever.answerers.named_terms import answer_described_term, answer_named_term
from retriever.answerers.parts import answer_parts
from retriever.answerers.penalties import answer_penalty
from retriever.answerers.placed import answer_placed
from retriever.answerers.post_duties import answer_post_duties
from retriever.answerers.procedure import answer_procedure
from retriever.answerers.prose import answer_fact
from retriever.answerers.responsibility import answer_by_passage, answer_doer, answer_responsibility
from retriever.answerers.reverse import answer_reverse
from retriever.answerers.rows_named import answer_rows
from retriever.answerers.runs import asks_for_total, count_of_document
from retriever.answerers.seats import answer_holder, answer_seat
from retriever.answerers.section_points import answer_section_points
from retriever.answerers.sections import answer_section
from retriever.answerers.several_doers import answer_several_doers
from retriever.answerers.table_groups import list_group
from retriever.answerers.target import answer_target
from retriever.answerers.terms import answer_definition, best_term, term_statements
from retriever.answerers.totals import answer_total
from retriever.answerers.whole_plan import answer_whole_plan
from retriever.answerers.worded_acts import answer_worded_act
from retriever.draft import NOTHING, Draft
from retriever.question import Query
from retriever.question_patterns import wording
from retriever.reader import Reader
from retriever.readings import read_as

AnswerSide = Callable[[Query], Draft]

_MAY_FILTER = ("filter", "list", "target", "count", "reverse", "fact")
_MAY_LIST = ("list", "fact", "method", "target")
_MAY_TOTAL = ("target", "list", "fact", "filter", "method")
_MAY_HOLD = ("list", "fact", "definition", "responsibility")
_ASK_PENALTY = ("fact", "target", "responsibility", "method", "compare", "list")
_COUNTS_PARTS = ("list", "definition", "deadline", "method", "fact", "count", "target")
_MAY_ONE = re.compile("(?:可以|能|允许|准).{0,16}[吗么不][？?]?$|(?:可不可以|能不能|许不许|准不准)")
_MUST_ONE = re.compile("要不要|用不用|需不需要|该不该")
_DUTY = re.compile("应当|不得|免|无需|不需|不用|必须|不予|承担|分担|出资|缴纳|自愿|可以|予以|退回|追回|收回|退还|责令")
_RULED = re.compile(
    "不得|禁止|严禁|不准|不允许|不能|不可|可以|允许|只能|仅限|不(?:再|重复|同时)?享受|不予|不再|应当|必须"
)
_MORE_ONE = re.compile("(?:能|可以)[^，。？]{0,4}(?:多|再|加|涨|增)[^，。？]{0,6}[吗么不][？?]?$")
_RULED_OR_RAISED = re.compile(  # 「低保户还能多补点吗」 is told by what is given on top
    rf"{_RULED.pattern}|增[补发加]|[加另增][发补给奖]|另行?(?:给予|补|发|奖)|上浮|提高|在此基础上|叠加|再(?:给予|补|发|奖|增)"
)
_OF_TERM = re.compile("名称|名字|全称|内容|含义|定义|意思|解释|介绍|概念|具体内容|是什么")
_POST_HELD = re.compile(r"兼任|担任|设在|设于|挂靠|任(?:组长|主任|总指挥)")
_DOER_NEEDED = re.compile(
    r"(?:设在|设于|挂靠在?|归口)[^，。；]{0,20}(?:局|委|办|处|部|厅|会|中心|公司|部门|单位|政府|站|所)"
    r"|(?:局|委|办|处|部|厅|会|中心|公司|部门|单位|政府|站|所)(?:具体|统一|主要|共同)?(?:负责|牵头|承担|主管|会同)"
)
_ATTRIBUTE = re.compile("约束性|预期性")  # indicators are counted by it in their own way
_ASKS_BODY = re.compile(
    "谁|哪.{0,6}(?:部门|单位|局|家|办|委|站|所|机构|机关|公司|街道|科室)|归|由哪|什么(?:部门|单位|人)"
)
_ASKS_TASKS = re.compile(
    "职责|(?:任务|工作|事项|活儿?|事情?)(?:都|一共)?(?:有|是|包括)?(?:哪|什么|啥)|哪[些几].{0,4}(?:任务|职责|工作|事|活)"
    "|(?:负责|管|干|做|承担|牵头|配合)(?:了|的|着)?(?:些|的是)?(?:什么|啥|哪[些几])"
)
_ASKS_ANYTHING = re.compile(
    "[谁哪几吗么呢何怎咋啥不没]|多[少大久高长]|如何|是否|要求|做法|效果|作用|意义|情况|内容|进展"
)
_NAMED_DUTY = re.compile(
    "主管(?:部门|单位|机关)(?=是谁|是哪)|责任主体|第一责任人|主体责任|实施主体|统筹责任人|直接责任人|(?:召集|受理|审批|评审|认定|建设|运营|主办|承办|监督|发起|管护|验收|组织|指导)"
    "(?:单位|主体|人(?=是谁|是哪))"
)
_CALLED = re.compile("哪(?:几|些)?(?:家|个|所)(?P<noun>公司|银行|医院|企业)")
_BODY_NEEDED = re.compile(
    r"[\u4e00-\u9fff](?:局|委|办|处|部|厅|街道|镇|会|中心|公司|联盟|单位|小组|党组织|政府|科|室|所)"
)


def answer_by_kind(query: Query, reader: Reader, answer_side: AnswerSide) -> Draft:
    """What answers a query by its kind, not yet checked; `answer_side` answers the sides of a comparison."""
    special = _by_wording(query, reader)
    return special if special.found or special.final else _of_kind(query, reader, answer_side)


def _by_wording(query: Query, reader: Reader) -> Draft:
    """The first answer of the ways that a wording calls for, or that several kinds share, most special first."""
    kind, text = query.kind, query.text
    ways: tuple[tuple[bool, Callable[[Query, Reader], Draft]], ...] = (
        (True, answer_asked_before),
        (True, answer_name_pattern),
        (True, answer_composition),
        (kind != "reverse" or not query.bodies, answer_named_term),
        (True, answer_several_doers),
        (kind != "reverse", answer_group_roles),
        (True, answer_act),
        (True, answer_worded_act),
        (kind == "responsibility", answer_whole_plan),
        (kind in _MAY_TOTAL or kind == "count", answer_section_points),
        (True, answer_amount),
        (True, answer_total),
        (kind in _MAY_HOLD and asks_for_holders(text), answer_group),
        (True, answer_matrix),
        (kind in _MAY_FILTER or lists_due(query), answer_filter),
        (kind in _MAY_TOTAL and asks_for_total(text), count_of_document),
        (kind in _ASK_PENALTY, answer_penalty),
        (kind in (*_MAY_LIST, "deadline"), answer_placed),
        (kind in _MAY_LIST or kind == "responsibility", answer_listed_nouns),
        (True, answer_bracketed_names),
        (kind in _MAY_LIST, list_group),
        (True, answer_compound),
        (_ATTRIBUTE.search(text) is None, answer_grid),
        (True, answer_by_age),
        (True, answer_banded),
        (True, answer_rows),
        (True, answer_cell),
        (kind in _MAY_LIST, answer_procedure),
        (kind in _COUNTS_PARTS, answer_parts),
        (kind in _COUNTS_PARTS, answer_kind),
        (kind in _MAY_LIST, answer_forbidden),
        (kind in _MAY_LIST, answer_enumerated),
        (kind in _MAY_LIST and asks_for_items(text), answer_announced),
        (kind in ("responsibility", "fact"), answer_centre),
        (True, answer_office),
        (True, answer_section),
        (True, answer_keywords),
    )
    drafts = (answer(query, reader) for asked, answer in ways if asked)
    return next((draft for draft in drafts if draft.found or draft.final), NOTHING)


def _of_kind(query: Query, reader: Reader, answer_side: AnswerSide) -> Draft:
    match query.kind:
        case "responsibility":
            counted = count_bodies(query, reader) if asks_for_bodies(query) else NOTHING
            return counted if counted.found else _doers(query, reader)
        case "filter" if _ATTRIBUTE.search(query.text):
            return answer_indicators(query, reader)
        case "reverse" | "filter":
            draft = answer_reverse(query, reader)
            return draft if draft.found else _or(_of_these(query, reader), draft)
        case "target" | "count" if (counted := count_group(query, reader)).found:
            return counted
        case "target":
            draft = count_members(query, reader) if counts_people(query) else NOTHING
            draft = draft if draft.found else answer_target(query, reader)
            draft = draft if draft.found else _or(answer_cell(query, reader, indicators=True), draft)
            return draft if draft.found else _or(answer_figured_name(query, reader), draft)
        case "definition":
            draft = answer_definition(query, reader)
            return draft if draft.found else _or(answer_described_term(query, reader), draft)
        case "list":
            return answer_list(query, reader)
        case "count":
            draft = count_members(query, reader) if counts_people(query) else NOTHING
            return draft if draft.found else answer_count(query, reader)
        case "member":
            return _people(query, reader)
        case "document":
            return answer_document(query, reader)
        case "compare":
            draft = answer_compare(query, reader, answer_side)
            return draft if draft.found else answer_fact(query, reader)
        case "method":
            if re.search("哪[几些]|有几|几条", query.text) and (under := answer_under_heading(query, reader)).found:
                return under
            return answer_method(query, reader)
        case "deadline":
            return answer_deadline(query, reader)
        case _:
            return _of_prose(query, reader)


def _of_these(query: Query, reader: Reader) -> Draft:
    """A sentence on what a question names beside bodies and the asking, where it names these, too."""
    wider = read_as(query, "fact", reader.lexicon)
    cores = {re.sub("^[各每]|^.*?[省市区县](?=.{2})", "", body) for body in query.bodies}
    others = wider.topic.without(word for word, _ in wider.topic.words if any(set(word) <= set(core) for core in cores))
    if not cores or not others.known or others.total < reader.lexicon.rarest:
        return NOTHING
    return answer_fact(wider, reader, needs=re.compile("|".join(map(re.escape, cores))))


def _or(draft: Draft, refusal: Draft) -> Draft:
    return draft if draft.found else refusal


def _of_prose(query: Query, reader: Reader) -> Draft:
    """A sentence that answers, of the form that the question asks for: a rule, a duty, a body, a firm."""
    rule = _RULED_OR_RAISED if _MORE_ONE.search(query.text) else _RULED
    if _MAY_ONE.search(query.text) and (ruled := answer_fact(query, reader, needs=rule)).found:
        return ruled
    if wording("entitled").search(query.text):
        return answer_fact(query, reader)
    if _MUST_ONE.search(query.text):
        return answer_fact(query, reader, needs=_DUTY)
    term = None if _ASKS_ANYTHING.search(query.text) else best_term(query, reader)
    if term is not None and not _says_more(query, term[1].fact.subject, reader):
        return Draft(term_statements(reader, term[1]), (term[1],), term[0])  # key words that are a term: 「三张清单」
    for answer in (answer_seat, answer_post_duties):
        if (told := answer(query, reader)).found:
            return told
    if re.search("谁|哪(?:个|些|家)(?:街道|单位|部门)", query.text):
        return answer_fact(query, reader, needs=_BODY_NEEDED)
    called = _CALLED.search(query.text)
    needs = re.compile(rf"[\u4e00-\u9fff]{{2}}{called.group('noun')}") if called else None
    return answer_fact(query, reader, needs=needs)


def _says_more(query: Query, term: str, reader: Reader) -> bool:
    """Whether key words name another thing beside a term: 「婚检 材料」 asks for no meaning of 婚检."""
    others = [word for word in query.text.split() if word not in term and term not in word and len(word) > 1]
    return any(not _OF_TERM.fullmatch(word) and not reader.lexicon.gazetteer.named_by(word) for word in others)


def _people(query: Query, reader: Reader) -> Draft:
    """Who holds a post, from the lists of names; else the sentence about the group or its office."""
    if re.search("变动|调整|变化|怎么|如何", query.text):
        return answer_fact(query, reader)
    if re.search("几[位名]|几个人|多少(?:人|名|位)|(?:几|多少)个", query.text):
        counted = count_members(query, reader)
        if counted.found:
            return counted
    draft = answer_member(query, reader)
    group = draft if draft.found else answer_group(query, reader)
    if group.found:
        return group
    if not re.search("小组|办公室|专班|指挥部|委员会|联席会议", query.text):
        return draft
    if (held := answer_group_roles(query, reader, people=True)).found:
        return held
    return answer_fact(query, reader, needs=_POST_HELD)


def _doers(query: Query, reader: Reader) -> Draft:
    """Who does something: by the tasks' names, by a sentence that says who does it, by the task of a sentence."""
    asks_tasks = bool(query.bodies) and _ASKS_TASKS.search(query.text) is not None
    if asks_tasks and not _ASKS_BODY.search(query.text) and (charged := _charged(query, reader)).found:
        return charged
    if (duty := _NAMED_DUTY.search(query.text)) and (named := _named_duty(query, reader, duty.group(0))).found:
        return named
    for answer in (answer_holder, answer_agent):
        if (named := answer(query, reader)).found:
            return named
    head = answer_head(query, reader)
    tasks = answer_responsibility(query, reader) if head.found else head
    if head.found and not any(body in stored.fact.subject for stored in tasks.facts for body in query.bodies):
        return head
    for answer in (answer_responsibility, answer_doer, answer_by_passage):
        draft = answer(query, reader)
        if draft.found:
            return draft
    if asks_tasks and (charged := _charged(query, reader)).found:
        return charged
    return answer_fact(query, reader, needs=_DOER_NEEDED)


def _named_duty(query: Query, reader: Reader, duty: str) -> Draft:
    """The sentence that says in these words whose duty it is: 「乡（镇）人民政府是津贴发放的责任主体」."""
    needs = re.compile(rf"(?:是|为|担任|作为)[^，。；]{{0,30}}{duty}|{duty}(?:是|为|由)")
    return answer_fact(replace(query, kind="fact"), reader, needs=needs)


def _charged(query: Query, reader: Reader) -> Draft:
    """The tasks of the bodies that a question names."""
    return answer_reverse(replace(query, kind="reverse"), reader)
