"""Follow-ups that point into what was answered before: a person, a body, a part of a list, the next stage."""

from __future__ import annotations

import re

from ingest.datatypes import Responsibility
from retriever.completed import Completed, Recall
from retriever.draft import Draft
from retriever.lexicon import Lexicon
from retriever.question import Query, understand
from retriever.recall import attribute_of, bodies_of, named_part, parts_of, people_of, with_person
from retriever.steps import NEXT, Step, asks_for_next, leads_nowhere, next_in_line, nth_beside, nth_stage
from retriever.subjects import kind_phrase, placed, subject_of

_BODY_PRONOUN = re.compile(
    r"它们?|[他她]们|[他她它]俩|(?:这|那|该)(?:两|几|三|四)?(?:个|家|些)?(?:单位|部门|局|处室|家|办)|上述单位"
)
_ONE = re.compile("它(?!们)|(?:这|那|该)(?:个|家)?(?:单位|部门|局|办)")
_THEIRS = re.compile(  # 「积分办法也是他们管吗」
    "(?:[他它]们?|(?:这|那|该)(?:个|家)(?:单位|部门|局|办)?)(?=(?:来|在)?(?:管|负责|牵头|承担|弄|做|抓|办|搞)(?:的)?[吗么])"
)
_AMONG = re.compile("^(?:那|这)?(?:其中|里[面头边]|这里[面头边]?|这些(?:任务|工作)?(?:里[面头边]?|中)?|当中)(?:的|有)*")
_WHICH_ITEM = re.compile("哪(?:几|一|些)?(?:条|项|个|件|些)|第几[条项]")
_TASKS_ASKED = re.compile(
    r"(?:共同|一起|一块儿?)[^，。？]{0,6}(?:哪|几)|任务|负责(?:些|哪|什么|啥)|还(?:管|负责|要做|干)|职责|几项|多少项|归"
)
_ELABORATE = re.compile(
    r"^(?:呢|的?(?:展开|详细|具体|再)?(?:说说|讲讲|说一下|讲一下|展开|介绍)(?:一下|看看?)?)?[呢？?。]*$"
)
_OF_STAGE = re.compile(  # asks for what a stage is, not for its time alone or for who leads it
    "(?:干|做|忙|搞|抓|安排|任务|内容|要求|重点|叫|讲|说)[^，。？谁哪]{0,6}(?:什么|啥|嘛|哪些)|(?:什么|啥)(?:内容|任务|目标)"
)
_SHORT_STAGE = 240  # characters
_WHAT = re.compile(r"^(?:的)?(?:是|叫|指)?(?:什么|啥|哪个|哪一个)?(?:名字|内容|意思)?[呢？?。]*$")
_HOW_MANY = re.compile(
    r"^(?:那|这)?(?:么)?(?:一共|总共|共|合计)?(?:是|有|列了|分)?(?:几|多少)(?:个|项|条|种|类|步|点|大)[\u4e00-\u9fff]{0,4}[呢？?]*$"
)
_OF_WHAT = re.compile("(?:几|多少)(?:个|项|条|种|类|步|点|大)(?P<noun>[一-龥]{2,4})[呢？?]*$")
_OF_LISTS = re.compile(
    "任务|工作|事项|项目|措施|举措|单位|部门|指标|阶段|步骤|方面|内容|条件|材料|情形|要求|成员|机制|做法|小组"
)
_ATTRIBUTE = re.compile(
    "^(?:那|它|[这那]?(?:个|项)?)(?:的)?(?:指标)?(?:的)?(?:(?:性质|属性|类型)(?:呢|是什么|是啥|怎么样)?"
    "|(?:到底)?(?:是|算|属于)?(?:约束性|预期性)(?:的|指标)?(?:还是|或者?|、)?(?:约束性|预期性)?(?:的|指标)*(?:呢|吗)?)$"
)
_THAT_NUMBER = re.compile(
    r"^(?:那|其中|里[面头边])(?:的|这|那)?个?(?:的)?[“\"]?(?P<number>\d+)[”\"]?(?:个|项)?(?:具体|都|分别|又)*(?:是|指|有|代表)+(?:的是)?(?:哪|什么|啥)"
)
_COUNTED = "[个支项家类大名条种][\u4e00-\u9fff]{1,10}?(?=[，；。：—和及与、]|$)"
_CONTENT = re.compile(
    r"^(?:那|请问)?(?:(?:这|那|该)(?:一|个)?(?:条|项|块|点|款|任务|工作|件?事)?|它)?(?:里头|里面|里边|里|下面|中)?(?:的)?"
    r"(?:具体|主要|都|又|详细|到底|究竟|一共|还|分别)*(?:写|讲|说|提|规定|安排|部署|要求)?(?:了|的)?(?:是)?"
    r"(?:要|得|该|需要)?(?:做|干|抓|搞|弄|落实)?(?:些)?(?:(?:哪些|什么|啥|哪几)(?:事情?|内容|活|工作|东西|要求|措施|任务)?|内容)"
    r"(?:呢|啊|呀)?$"
)


def pointed(
    question: str, query: Query, previous: Completed, before: Query, lexicon: Lexicon, recall: Recall
) -> Completed | None:
    """A question that points to what the answer before held: a person, a body, a part of a list, the next stage."""
    if query.scope.places and query.scope.places != before.scope.places:
        return None
    draft = recall(previous)
    content = _content(question, previous, before, draft) if _CONTENT.match(question) else None
    content = content or _of_number(question, previous, draft)
    if content is not None:
        return content
    attribute = attribute_of(draft, lexicon) if _ATTRIBUTE.match(question) else None
    if attribute is not None:
        asked = placed(before.scope.places, f"{subject_of(before, lexicon)}{question}")
        return Completed(asked, "", previous, question, anchor=(attribute[1],), told=attribute[0])
    together = re.match("^(?:那)?(?:和|跟|与)", question) and query.bodies and before.bodies
    if together and re.search("共同|都|一起", question):
        both = "和".join(dict.fromkeys((*before.bodies, *query.bodies)))
        return Completed(placed(before.scope.places, f"{both}共同承担哪些任务"), "", previous, question)
    if before.kind == "reverse" and before.bodies and _AMONG.match(question) and _WHICH_ITEM.search(question):
        asked = f"{'和'.join(before.bodies)}负责的任务里{_AMONG.sub('', question)}"
        return Completed(placed(before.scope.places, asked), "", previous, question)
    named = with_person(question, people_of(draft))
    if named:
        return Completed(named, "", previous, question)
    if (held := _THEIRS.search(question)) and not query.bodies:
        bodies = _bodies_spoken_of("它", previous, before, draft, recall, lexicon)
        if bodies:
            asked = f"{question[: held.start()]}{bodies[0]}{question[held.end() :]}"
            return Completed(placed(before.scope.places, asked), "", previous, question)
    if _BODY_PRONOUN.search(question) and _TASKS_ASKED.search(question) and not query.bodies:
        bodies = _bodies_spoken_of(question, previous, before, draft, recall, lexicon)
        if bodies:
            asked = "共同承担哪些任务" if len(bodies) > 1 and re.search("共同|都|一起", question) else "负责哪些任务"
            return Completed(placed(before.scope.places, "和".join(bodies) + asked), "", previous, question)
    answered = [statement.evidence[0] for statement in draft.statements if statement.evidence]
    if asks_for_next(question) and not understand(NEXT.sub("", question), lexicon).topic.words:
        step = next_in_line(question, answered, lexicon)
        if step is not None:
            return at_step(step, question, previous, lexicon, before)
        if leads_nowhere(question):
            return Completed(question, "", previous, question, nowhere=question)
    stage = nth_beside(question, previous.typed, answered, lexicon)
    stage = stage or nth_stage(question, _documents(draft) or query.scope.doc_ids, lexicon)
    if stage is not None:
        return at_step(stage, question, previous, lexicon, before)
    if understand(question, lexicon).bodies:
        return None
    return _how_many(question, previous, lexicon, recall) or _at_part(question, previous, before, lexicon, recall)


def _content(question: str, previous: Completed, before: Query, draft: Draft) -> Completed | None:
    """「这一条里写了要做哪些事」 behind a task: what stands in the clause that the answer was read from."""
    task = next((stored.fact.subject for stored in draft.facts if isinstance(stored.fact, Responsibility)), "")
    evidence = draft.first_evidence
    if not task or evidence is None or len(draft.facts) > 1:
        return None
    task = re.sub("^(?:负责|推进|做好)(?=.{4})", "", task)
    return Completed(
        placed(before.scope.places, f"{task}具体怎么做"), "", previous, question, leans=True, anchor=(evidence,)
    )


def _of_number(question: str, previous: Completed, draft: Draft) -> Completed | None:
    """「那个7是哪几个」 behind a term like 1+3+7: what the answer before counted by this number."""
    match = _THAT_NUMBER.match(question)
    if match is None:
        return None
    for statement in draft.statements:
        counted = re.search(rf"[^，；。：—]*(?<!\d){match['number']}{_COUNTED}", statement.text)
        if counted and statement.evidence:
            told = re.sub(rf"^.*?\d{_COUNTED}(?:和|及|与)", "", counted[0])
            return Completed(
                previous.question, question, previous, question, leans=True, anchor=statement.evidence[:1], told=told
            )
    return None


def _documents(draft: Draft) -> set[str]:
    return {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}


def _bodies_spoken_of(
    question: str, previous: Completed, before: Query, draft: Draft, recall: Recall, lexicon: Lexicon
) -> list[str]:
    """The bodies that 「它」 or 「这两家」 means: those of the question before, else those of its answer."""
    found = list(before.bodies) or bodies_of(draft)
    if len(found) > 1 and _ONE.search(question):
        return found[:1]  # the first of a line of bodies is the one that leads
    if re.search("两|几|三|四|们", question) and len(found) < 2 and previous.previous is not None:
        earlier = understand(previous.previous.question, lexicon)
        found = [*(earlier.bodies or bodies_of(recall(previous.previous))), *found]
    return list(dict.fromkeys(found))


def at_step(
    step: Step, question: str, previous: Completed, lexicon: Lexicon, before: Query | None = None
) -> Completed:
    """The question about a stage or item that was reached by its place in a row."""
    if step.clause is None or step.evidence is None:
        return Completed(question, "", previous, question, nowhere=question)
    places = (before or understand(question, lexicon)).scope.places
    rest = re.sub("^那", "", step.rest)
    if not rest and before is not None and before.kind not in ("list", "count", "fact"):
        rest = kind_phrase(before.kind)
    told = _told(step, lexicon) if _OF_STAGE.search(rest or "主要做什么") else ""
    heading = re.sub(r"[（(][^（）()]*[）)]$", "", step.clause.heading)
    asked = placed(places, f"{heading}{rest or '主要做什么'}")
    return Completed(asked, "", previous, question, leans=True, anchor=(step.evidence,), told=told)


def _told(step: Step, lexicon: Lexicon) -> str:
    """All that a short stage says, without its number; "" for a long one or one with items below it."""
    if step.clause is None or step.clause.tree_end > step.clause.end:
        return ""
    text = lexicon.documents[step.doc_id].parsed.clean.text[step.clause.start : step.clause.end]
    words = text.strip().removeprefix(step.clause.number).strip("。 \n")
    return words if len(words) <= _SHORT_STAGE and "\n" not in words else ""


def _at_part(question: str, previous: Completed, before: Query, lexicon: Lexicon, recall: Recall) -> Completed | None:
    """「第三个展开说说」「社工那个怎么做」: the part of the list that was answered last."""
    listed: Completed | None = previous
    for _ in range(3):
        if listed is None:
            return None
        found = named_part(question, parts_of(recall(listed), lexicon))
        if found is not None:
            part, rest = found
            asked = placed(before.scope.places, part.name + ("怎么做" if _ELABORATE.match(rest) else rest))
            if not part.own and not _WHAT.match(rest):
                return Completed(asked, "", previous, question)
            if _WHAT.match(rest) and listed is not previous and previous.question.endswith("怎么做"):
                return Completed(placed(before.scope.places, f"{part.name}怎么做"), "", previous, question)
            told = part.text if _WHAT.match(rest) else ""
            return Completed(asked, "", previous, question, leans=True, anchor=(part.evidence,), told=told)
        listed = listed.previous
    return None


def _how_many(question: str, previous: Completed, lexicon: Lexicon, recall: Recall) -> Completed | None:
    """「总共几个」 behind a list: how many parts it had."""
    if not _HOW_MANY.match(question):
        return None
    counted = _OF_WHAT.search(question)  # 「几类垃圾」 behind a fine counts no fines
    if counted and not _OF_LISTS.search(counted["noun"]):
        return None
    listed: Completed | None = previous
    for _ in range(3):
        if listed is None:
            return None
        parts = parts_of(recall(listed), lexicon)
        if len(parts) > 1:
            told = f"共{len(parts)}个：{'、'.join(part.name for part in parts)}"
            evidence = tuple(dict.fromkeys(part.evidence for part in parts))
            return Completed(listed.question, question, previous, question, anchor=evidence, told=told)
        listed = listed.previous
    return None
