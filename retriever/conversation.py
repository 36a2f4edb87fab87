"""Complete a follow-up question from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retriever.datatypes import Evidence, Message
from retriever.draft import Draft
from retriever.lexicon import Lexicon
from retriever.question import Query, normalise, understand
from retriever.recall import bodies_of, named_part, parts_of, people_of, with_person
from retriever.spelling import Speller
from retriever.steps import NEXT, Step, asks_for_next, leads_nowhere, next_in_line, nth_stage
from retriever.subjects import asked_again, kind_phrase, placed, subject_of, with_subject

_ELLIPSIS = re.compile(
    r"^(?:那么?|那|还有|再?说说|换成|换|如果是|以及|和)?\s*(?P<subject>[^？?，,]{1,20}?)(?:的)?(?:又|这边|那边|方面)?(?:呢|怎么样|又如何|咋样)[？?啊呀]*$"
)
_PRONOUN = re.compile(r"它们?|这条|这事|这块|这个|那个|这项|该|上述|前面|刚才|上面|其中|这件事|这些|那些|此")
_BODY_PRONOUN = re.compile(r"它们?|(?:这|那|该)(?:两|几|三|四)?(?:个|家|些)?(?:单位|部门|局|处室|家|办)|上述单位")
_TASKS_ASKED = re.compile(r"任务|负责(?:些|哪|什么|啥)|还(?:管|负责|要做|干)|职责|几项|多少项|归")
_THANKS = re.compile(
    r"^(?:好的?|嗯+|哦+|噢|行|可以|对|是的?|明白了?|知道了|清楚了|了解了?|收到|谢谢.{0,4}|多谢|辛苦了)[。！!~,，吧呀啊]*$"
)
_COMPARES = re.compile(
    r"^(?:那|这)?(?:这|那)?(?:两者|两个|两边|两家|两地|二者|它们|前后)?(?:之间)?(?:的?数)?(?:"
    r"(?:相)?差(?:了)?(?:多少|几[\u4e00-\u9fff]{0,2})|差距(?:是)?(?:多少|多大)|"
    r"(?:哪(?:个|家|边|里)|谁)(?:的)?(?:更|比较|最)?(?:多|高|大|少|低|早|晚)(?:些|一些|一点)?|"
    r"(?:多|高|少|低)(?:了)?多少|有(?:什么|啥)(?:区别|不同|不一样|差别)|比较一下|对比一下|"
    r"加起来(?:一共|总共)?(?:是|有)?(?:多少|几[\u4e00-\u9fff]{0,2})?)[呢？?]*$"
)
_ELABORATE = re.compile(
    r"^(?:呢|的?(?:展开|详细|具体|再)?(?:说说|讲讲|说一下|讲一下|展开|介绍)(?:一下|看看?)?)?[呢？?。]*$"
)
_WHAT = re.compile(r"^(?:的)?(?:是|叫|指)?(?:什么|啥|哪个|哪一个)?(?:名字|内容|意思)?[呢？?。]*$")
_HOW_MANY = re.compile(
    r"^(?:那|这)?(?:么)?(?:一共|总共|共|合计)?(?:是|有|列了|分)?(?:几|多少)(?:个|项|条|种|类|步|点|大)[\u4e00-\u9fff]{0,4}[呢？?]*$"
)
_HEAD = re.compile(r"谁(?:当|是|做|来当)(?:头|一把手)|头(?:儿|头)?是谁|谁牵这个头|一把手是谁")
_OFFICE_POST = re.compile(r"^(?:那|它的|这个)?(?:副)?主任(?:和副主任|、副主任)?(?:是|谁|由|叫|呢|都)")
_WINDOW = 6  # earlier user turns that are looked at
_SHORT = 14  # characters; a longer question with words of its own stands alone


@dataclass(frozen=True)
class Completed:
    """A question that stands on its own, with what earlier turns give for its answer.

    `typed` is the question as typed and corrected, `context` holds earlier words that help, `previous` the turn
    before (greetings and thanks passed over). `leans` tells that the answer is looked for first where that of the
    turn before stood, or at `anchor` when set. `sides` are two earlier turns that are compared. `nowhere` is what a
    question pointed to in vain: 「下一个阶段」 behind the last one. `told` is the answer itself, where the list that
    was answered before holds it: 「第三步是什么」; it stands at `anchor`.
    """

    question: str
    context: str = ""
    previous: Completed | None = None
    typed: str = ""
    leans: bool = False
    anchor: tuple[Evidence, ...] = ()
    sides: tuple[Completed, ...] = ()
    nowhere: str = ""
    told: str = ""


Recall = Callable[[Completed], Draft]


def complete(
    messages: Sequence[Message], lexicon: Lexicon, speller: Speller, recall: Recall = lambda _: Draft()
) -> Completed:
    """Complete the last user message from the user messages before it.

    Args:
        messages: the conversation, oldest first; only the user's turns are read.
        lexicon: words of the library.
        speller: puts typing errors right.
        recall: what an earlier turn was answered with; asked only for turns that a later one points to.
    """
    turns = [message.content for message in messages if message.role == "user" and message.content.strip()]
    previous: Completed | None = None
    for turn in turns[-_WINDOW - 1 :]:
        question = speller.correct(normalise(turn))
        while previous is not None and _says_nothing(previous.typed, lexicon):
            previous = previous.previous
        if previous is not None and previous.sides:
            previous = previous.sides[-1]
        if previous is None:
            step = nth_stage(question, understand(question, lexicon).scope.doc_ids, lexicon)
            alone = Completed(question, typed=question, nowhere=question if leads_nowhere(question) else "")
            previous = _at_step(step, question, alone, lexicon) if step is not None else alone
            previous = replace(previous, previous=None)
        else:
            previous = _join(question, previous, lexicon, recall)
    assert previous is not None
    return previous


def _says_nothing(question: str, lexicon: Lexicon) -> bool:
    return _THANKS.match(question) is not None or understand(question, lexicon).kind == "chat"


def _join(question: str, previous: Completed, lexicon: Lexicon, recall: Recall) -> Completed:
    before = understand(previous.question, lexicon, context=previous.context)
    query = understand(question, lexicon)
    if query.kind == "chat":
        return Completed(question, "", previous, question)
    if _COMPARES.match(question) and previous.previous is not None:
        sides = (previous.previous, previous)
        return Completed(f"{sides[0].question}；{sides[1].question}；{question}", "", previous, question, sides=sides)
    if "办公室" in f"{previous.question}{previous.typed}":
        question = re.sub("副(?:的|手|职)(?:又|呢)?(?:是)?", "副主任是", _HEAD.sub("主任是谁", question))
    if _OFFICE_POST.match(question) and "办公室" in f"{previous.question}{previous.typed}":
        question = f"办公室{re.sub('^(?:那|它的|这个)', '', question)}"
        asked = placed(before.scope.places, question)
        return Completed(re.sub("呢$", "是谁", asked), "", previous, question, leans=True)
    pointed = _pointed(question, query, previous, before, lexicon, recall)
    if pointed is not None:
        return pointed
    match = _ELLIPSIS.match(question)
    if match:
        joined = asked_again(match.group("subject"), before, lexicon)
        if joined:
            leans = not query.scope.places and not query.scope.years
            return Completed(joined, f"{previous.question} {previous.context}", previous, question, leans)
        question = re.sub(r"呢[？?啊呀]*$", "", question)
        query = understand(question, lexicon)
    question = re.sub("^(?:那么?)?其中的?(?=.{4})", "", question)
    pronoun = _PRONOUN.search(question)
    if pronoun and (before.topic.words or before.bodies) and query.kind != "chat":
        named = question[: pronoun.start()] + subject_of(before, lexicon) + question[pronoun.end() :]
        return Completed(named, previous.question, previous, question, leans=True)
    if not query.topic.words and not (query.bodies and query.kind == "reverse"):
        return Completed(with_subject(question, before, lexicon), previous.question, previous, question, leans=True)
    if _stands_alone(question, query):
        return Completed(question, "", previous, question)
    places = () if query.scope.places else before.scope.places
    context = f"{before.topic.text} {before.context.text}".strip()
    own = any(lexicon.tells(word) for word, _ in query.topic.words)
    if not own and not query.bodies and query.kind not in ("member", "document"):
        asked = placed(places, subject_of(before, lexicon) + question)
        return Completed(asked, context, previous, question, leans=True)
    return Completed(placed(places, question), context, previous, question, leans=True)


def _pointed(
    question: str, query: Query, previous: Completed, before: Query, lexicon: Lexicon, recall: Recall
) -> Completed | None:
    """A question that points to what the answer before held: a person, a body, a part of a list, the next stage."""
    if query.scope.places and query.scope.places != before.scope.places:
        return None
    draft = recall(previous)
    named = with_person(question, people_of(draft))
    if named:
        return Completed(named, "", previous, question)
    if _BODY_PRONOUN.search(question) and _TASKS_ASKED.search(question) and not query.bodies:
        bodies = _bodies_spoken_of(question, previous, before, draft, recall, lexicon)
        if bodies:
            asked = "共同承担哪些任务" if len(bodies) > 1 and re.search("共同|都|一起", question) else "负责哪些任务"
            return Completed(placed(before.scope.places, "和".join(bodies) + asked), "", previous, question)
    if asks_for_next(question) and not understand(NEXT.sub("", question), lexicon).topic.words:
        step = next_in_line(question, (s.evidence[0] for s in draft.statements if s.evidence), lexicon)
        if step is not None:
            return _at_step(step, question, previous, lexicon, before)
        if leads_nowhere(question):
            return Completed(question, "", previous, question, nowhere=question)
    stage = nth_stage(question, _documents(draft) or query.scope.doc_ids, lexicon)
    if stage is not None:
        return _at_step(stage, question, previous, lexicon, before)
    if understand(question, lexicon).bodies:
        return None
    return _how_many(question, previous, lexicon, recall) or _at_part(question, previous, before, lexicon, recall)


def _documents(draft: Draft) -> set[str]:
    return {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}


def _bodies_spoken_of(
    question: str, previous: Completed, before: Query, draft: Draft, recall: Recall, lexicon: Lexicon
) -> list[str]:
    """The bodies that 「它」 or 「这两家」 means: those of the question before, else those of its answer."""
    found = list(before.bodies) or bodies_of(draft)
    if re.search("两|几|三|四|们", question) and len(found) < 2 and previous.previous is not None:
        earlier = understand(previous.previous.question, lexicon)
        found = [*(earlier.bodies or bodies_of(recall(previous.previous))), *found]
    return list(dict.fromkeys(found))


def _at_step(
    step: Step, question: str, previous: Completed, lexicon: Lexicon, before: Query | None = None
) -> Completed:
    """The question about a stage or item that was reached by its place in a row."""
    if step.clause is None or step.evidence is None:
        return Completed(question, "", previous, question, nowhere=question)
    places = (before or understand(question, lexicon)).scope.places
    rest = re.sub("^那", "", step.rest)
    if not rest and before is not None and before.kind not in ("list", "count", "fact"):
        rest = kind_phrase(before.kind)
    heading = re.sub(r"[（(][^（）()]*[）)]$", "", step.clause.heading)
    asked = placed(places, f"{heading}{rest or '主要做什么'}")
    return Completed(asked, "", previous, question, leans=True, anchor=(step.evidence,))


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
    listed: Completed | None = previous
    for _ in range(3):
        if listed is None:
            return None
        parts = parts_of(recall(listed), lexicon)
        if len(parts) > 1:
            told = f"共{len(parts)}个：{'、'.join(part.name for part in parts)}"
            evidence = tuple(dict.fromkeys(part.evidence for part in parts))
            return Completed(f"{listed.question}，{question}", "", previous, question, anchor=evidence, told=told)
        listed = listed.previous
    return None


def _stands_alone(question: str, query: Query) -> bool:
    if _PRONOUN.search(question):
        return False
    return bool(query.scope.places) or (len(question) > _SHORT and len(query.topic.words) >= 3)
