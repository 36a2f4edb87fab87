"""Complete a follow-up question from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retriever.aspects_asked import asks_aspect, aspects_asked, groups_asked
from retriever.completed import Completed, Recall
from retriever.datatypes import Message
from retriever.draft import Draft
from retriever.items_asked import items_asked
from retriever.lexicon import Lexicon
from retriever.pointing import at_step, pointed
from retriever.question import Query, normalise, understand
from retriever.question_wording import year_behind_place
from retriever.spelling import Speller
from retriever.spoken_of import beside_before, document_of, goes_on_in, named_again, of_document, with_document
from retriever.steps import leads_nowhere, nth_stage
from retriever.subjects import asked_again, other_quantity, placed, subject_of, with_subject, without_times
from retriever.turns import each_of, questions_of, spoken
from retriever.unspoken import passing_words

_ELLIPSIS = re.compile(
    r"^(?:那么?|那|还有|再?说说|换成|换|如果是|以及|和)?\s*(?P<subject>[^？?，,]{1,20}?)(?:的)?(?:又|这边|那边|方面)?(?:呢|(?<!会)(?:怎么样|咋样)|又如何)[？?啊呀]*$"
)
_ELSEWHERE = re.compile(  # 「广东那边又是咋规定的」 asks the same of another place
    "^(?:那么?|那)?(?:在|换成)?(?P<subject>[^？?，,]{2,12}?)(?:那边|这边|那里|那儿|的)?(?:又|都)?(?:是)?(?:怎么|咋|如何|怎样)"
    "(?:个)?(?:规定|定|说|算|要求)(?:法)?的?[呢啊？?]*$"
)
_PRONOUN = re.compile(
    r"它们?|这条|这事|这块|这个|那个|这项|该(?!怎|咋|如何|去|找|做|办|干|交|带|填|报|注意|准备|不该|谁|什么|由|给|拿|多少|几)|上述|前面|刚才|上面|其中|这件事|这些|那些|此"
    "|[这那](?=指标|任务|项目|工作|政策|补贴|活动|制度)"
)
_THANKS = re.compile(
    r"^(?:好的?|嗯+|哦+|噢|行|可以|对|是的?|明白了?|知道了|清楚了|了解了?|收到|谢谢.{0,4}|多谢|辛苦了)[。！!~,，吧呀啊]*$"
)
_ECHO = re.compile(
    "^(?:哦+|噢|喔|嗯+|好的?|行|知道了|明白了?|懂了|原来是)[，,、 ]*(?P<said>[^，。？?！!谁哪吗呢么]{2,16})[。！!]?$"
)
_COMPARES = re.compile(
    r"^(?:那|这)?(?:这|那)?(?:两者|两个|两边|两家|两地|二者|它们|前后)?(?:之间)?(?:的?数)?(?:"
    r"(?:相)?差(?:了)?(?:多少|几[\u4e00-\u9fff]{0,2})|差距(?:是)?(?:多少|多大)|"
    r"(?:哪(?:个|家|边|里)|谁)(?:的)?(?:更|比较|最)?(?:多|高|大|少|低|早|晚)(?:些|一些|一点)?|"
    r"(?:多|高|少|低|增加|增长|提高|减少|下降)(?:了)?(?:多少|几[\u4e00-\u9fff]{0,2})|有(?:什么|啥)(?:区别|不同|不一样|差别)|比较一下|对比一下|"
    r"加起来(?:一共|总共)?(?:是|有)?(?:多少|几[\u4e00-\u9fff]{0,2})?)[呢？?]*$"
)
_HEAD = re.compile(r"谁(?:当|是|做|来当)(?:头|一把手)|头(?:儿|头)?是谁|谁牵这个头|一把手是谁")
_ITS_OFFICE = re.compile(
    r"^(?:那么?)?(?:他|她|他们|它|其|组里|小组|专班|领导小组)们?(?:的)?(?:下面|手下|手底下|底下|下设|名下)?(?:的)?(?:那个|这个)?(?=办公室)"
)
_OFFICE_POST = re.compile(r"^(?:那|它的|这个)?(?:副)?主任(?:和副主任|、副主任)?(?:又|是|谁|由|叫|呢|都)")
_RELATIVE = re.compile("[今明去前后]年|[上下]一?年")
_SECTION_NAME = (
    "(?:主要|重点|发展|总体|工作|具体|基本|指导|组织|保障)*(?:目标|任务|措施|原则|指标|思想|保障|步骤|举措|要求)"
)
_SECTION = re.compile(f"(?:那|它的?)?{_SECTION_NAME}")
_SECTION_BEHIND = re.compile(f"的?{_SECTION_NAME}$")
_DOES = re.compile(
    "(?:那|在)?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:那边|这边|那里|那儿)?(?:是|又|具体|都|到底)*(?:怎么|咋|如何)"
    "(?:做|搞|弄|干|推进|推|抓|落实|实施|开展|办)的?[呢呀啊？?]*$"
)
_ROLE_ALONE = re.compile(
    "(?:那么?)?(?:牵头|配合|负责|参与|协助|协办|主办|承担)(?:的)?(?:又?有|是|了)?(?:哪些|哪几[项个条]|什么|啥|几[项个条]|多少)"
)
_HOW_DONE = re.compile("(?:怎么|如何|怎样|咋)(?:去|来)?(?P<verb>[一-龥]{1,3}?)的?[呢？?]*")
_OF_BODIES = ("reverse", "count", "list")
_ASKER = re.compile("^(?:我们?|咱们?|俺们?)")
_QUARTERS = ("街道", "社区", "小区", "居民区", "镇", "乡", "村")
_BEHIND = ("这块", "这项", "这个", "那个", "这条", "这事")
_WINDOW = 6  # earlier user turns that are looked at
_BARE = 6  # characters of a question that says too little without what was spoken of: 「谁运营」
_SHORT = 14  # characters; a longer question with words of its own stands alone


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
    said = ""
    for turn in turns[-_WINDOW - 1 :]:
        question = named_again(speller.correct(year_behind_place(normalise(turn), lexicon.places)), lexicon)
        while previous is not None and (_says_nothing(previous.typed, lexicon) or _echoes(said, previous, recall)):
            previous, said = previous.previous, ""
        if previous is not None and (previous.sides or previous.parts):
            previous = (previous.sides or previous.parts)[-1]
        if previous is None:
            previous = replace(_first(question, lexicon, recall), previous=None)
        else:
            previous = _follow(question, previous, lexicon, recall)
        said = question
    assert previous is not None
    return previous


def _first(question: str, lexicon: Lexicon, recall: Recall) -> Completed:
    """The question that opens a conversation; one that lists aspects as a question for each of them."""
    if several := aspects_asked(question, lexicon.places):
        parts: tuple[Completed, ...] = ()
        for asked in several:
            part = Completed(asked, typed=asked)
            parts += (part if not parts or asks_aspect(asked) else _follow_one(asked, parts[-1], lexicon, recall),)
        return Completed("；".join(several), typed=question, parts=parts)
    if several := groups_asked(question, lexicon.places):
        return Completed("；".join(several), typed=question, parts=tuple(Completed(one, typed=one) for one in several))
    if items := items_asked(question):
        parts = tuple(Completed(asked, typed=asked, label=label) for label, asked in items)
        return Completed("；".join(part.question for part in parts), typed=question, parts=parts)
    step = nth_stage(question, understand(question, lexicon).scope.doc_ids, lexicon)
    alone = Completed(question, typed=question, nowhere=question if leads_nowhere(question) else "")
    return at_step(step, question, alone, lexicon) if step is not None else alone


def _follow(question: str, previous: Completed, lexicon: Lexicon, recall: Recall) -> Completed:
    """A follow-up; one that asks several questions with each of them completed by itself."""
    several = [("", piece) for piece in questions_of(question)] or each_of(question)
    if several and not understand(question, lexicon).scope.places:
        parts: tuple[Completed, ...] = ()
        for label, asked in several:
            at_stage = bool(parts) and parts[-1].anchor and not understand(asked, lexicon).topic.words
            before = parts[-1] if at_stage else previous
            parts += (replace(_follow_one(asked, before, lexicon, recall), label=label),)
        return Completed("；".join(part.question for part in parts), "", previous, question, parts=parts)
    return _follow_one(question, previous, lexicon, recall)


def _follow_one(question: str, previous: Completed, lexicon: Lexicon, recall: Recall) -> Completed:
    plain = spoken(question)
    before = understand(previous.question, lexicon, context=previous.context)
    document = document_of(previous, lexicon, recall)
    if asked := of_document(plain.asks, document, before, lexicon):
        return Completed(asked, "", previous, question, document=document)
    turn = _set_beside(plain.asks, previous, before, lexicon, recall)
    turn = turn if turn is not None else _join(plain.asks, previous, lexicon, recall, named=plain.named)
    return with_document(turn, document if goes_on_in(document, question, before, lexicon) else "")


def _set_beside(
    question: str, previous: Completed, before: Query, lexicon: Lexicon, recall: Recall
) -> Completed | None:
    """The question before and the same of what the follow-up sets beside it, where both are answered."""
    other = beside_before(question, before, lexicon)
    asked = asked_again(other, before, lexicon) if other else ""
    if not asked:
        return None
    second = Completed(asked, f"{previous.question} {previous.context}", previous, asked, leans=True)
    sides = (previous, second)
    if not all(recall(side).found for side in sides):
        return None
    return Completed(f"{previous.question}；{asked}；{question}", "", previous, question, sides=sides)


def _says_nothing(question: str, lexicon: Lexicon) -> bool:
    return _THANKS.match(question) is not None or understand(question, lexicon).kind == "chat"


def _echoes(said: str, turn: Completed, recall: Recall) -> bool:
    """Whether what was said only takes note of an answer: 「哦，民政办」 behind 「责任单位：民政办」."""
    echo = _ECHO.match(said)
    if echo is None or turn.previous is None:
        return False
    return any(echo["said"] in statement.text for statement in recall(turn.previous).statements)


def _join(question: str, previous: Completed, lexicon: Lexicon, recall: Recall, *, named: bool) -> Completed:
    before = understand(previous.question, lexicon, context=previous.context)
    query = understand(question, lexicon)
    if query.kind == "chat":
        return Completed(question, "", previous, question)
    sides = (previous.previous, previous) if _COMPARES.match(question) and previous.previous is not None else ()
    if sides and all(recall(side).found for side in sides):
        return Completed(f"{sides[0].question}；{sides[1].question}；{question}", "", previous, question, sides=sides)
    if "办公室" in f"{previous.question}{previous.typed}":
        question = re.sub("副(?:的|手|职)(?:又|呢)?(?:是)?", "副主任是", _HEAD.sub("主任是谁", question))
    if _OFFICE_POST.match(question) and "办公室" in f"{previous.question}{previous.typed}":
        question = f"办公室{re.sub('^(?:那|它的|这个)', '', question)}"
        asked = placed(before.scope.places, question)
        return Completed(re.sub("呢$", "是谁", asked), "", previous, question, leans=True)
    group = re.search("专班|指挥部|领导小组|委员会|工作组|小组", f"{previous.question}{previous.typed}")
    if _ITS_OFFICE.match(question) and (group or before.kind == "member"):
        question = _ITS_OFFICE.sub(group.group(0) if group else "领导小组", question)
        return Completed(placed(before.scope.places, question), "", previous, question, leans=True)
    at = pointed(question, query, previous, before, lexicon, recall)
    if at is not None:
        return at
    match = _ELLIPSIS.match(question) or (_ELSEWHERE.match(question) if not query.topic.words else None)
    if match and (swapped := other_quantity(match.group("subject"), before.text)):
        return Completed(swapped, "", previous, question)
    if match:
        joined = asked_again(match.group("subject"), before, lexicon)
        if joined:
            leans = not query.scope.places and not query.scope.years
            return Completed(joined, f"{previous.question} {previous.context}", previous, question, leans)
        question = re.sub(r"呢[？?啊呀]*$", "", question)
        query = understand(question, lexicon)
    if _ROLE_ALONE.match(question) and before.bodies and before.kind in _OF_BODIES:
        asked = placed(before.scope.places, f"{before.bodies[0]}{re.sub('^那么?', '', question)}")
        return Completed(asked, previous.question, previous, question, leans=True)
    question = re.sub("^(?:那么?)?其中的?(?=.{4})", "", question)
    return _with_before(question, query, previous, before, lexicon, named=named)


def _with_before(
    question: str, query: Query, previous: Completed, before: Query, lexicon: Lexicon, *, named: bool
) -> Completed:
    """A question with as much of what was spoken of before as it needs to stand alone."""
    pronoun = _PRONOUN.search(question)
    if pronoun and pronoun.group(0) in _BEHIND and _names_before(question[: pronoun.start()], query):
        question = question[: pronoun.start()] + question[pronoun.end() :]  # 「小区治理这块又是学谁的」
        pronoun = None
    places = before.scope.places if _goes_on(query, before, lexicon) else ()
    subject = previous.about or subject_of(before, lexicon)
    if query.scope.years or _RELATIVE.search(question):
        subject = without_times(subject)
    if _SECTION.match(question):
        subject = _SECTION_BEHIND.sub("", subject) or subject  # 「主要目标有哪些」 behind 「…的指导思想」
    context = f"{before.topic.text} {before.context.text}".strip()
    others = dict(query.topic.alternatives)
    own = any(len(word) > 2 or word in query.topic.known or word in others for word, _ in query.topic.words)
    still = "" if own else subject
    turn = Completed(question, context, previous, question, leans=True, about=still)
    if pronoun and (before.topic.words or before.bodies):
        asked = question[: pronoun.start()] + subject + question[pronoun.end() :]
        return replace(turn, question=placed(places, asked), context=previous.question)
    bare = all(len(word) == 1 for word, _ in query.topic.words)  # 「多少户」 names nothing
    if bare and not (query.bodies and query.kind == "reverse"):
        asked = with_subject(question, before, lexicon, subject)
        return replace(turn, question=asked, context=previous.question)
    if query.scope.places and not pronoun:
        return Completed(question, "", previous, question)
    if (where := _doing_where(question, lexicon)) and subject not in question:
        asked = placed(places, f"{where}{subject}{question[len(where) :]}")
        return replace(turn, question=asked, others=(placed(places, question),))
    if named or _stands_alone(question, query):
        return replace(turn, question=placed(places, question), context="", apart=True)
    opens = (others.get(word, ()) for word, _ in query.topic.words if _ASKER.sub("", question).startswith(word))
    own = any(lexicon.tells(word) for word in (*(word for word, _ in query.topic.words), *sum(opens, ())))
    apart = query.bodies or query.kind in ("member", "document")
    short = own and len(question) <= _BARE and not apart
    own = own or any(len(word) > 2 and lexicon.count(word) for word, _ in query.topic.words)
    again = any(word in question for word, _ in before.topic.words if len(word) > 1)
    verb = _HOW_DONE.fullmatch(question)
    if again and verb and (thing := subject.removesuffix(verb["verb"])) not in ("", subject):
        return replace(turn, question=placed(places, f"{thing}{question}"))  # 「怎么打造」 behind 「楼组打造几个」
    if not again and (short or (not own and not apart)):
        asked = placed(places, subject + question)
        named = any(word not in passing_words() for word, _ in query.topic.words)  # 「怎么提高」 alone asks nothing
        turn = replace(turn, about=subject) if short else turn  # 「先交到哪」 behind 「谁签字」 is of the papers, too
        return replace(turn, question=asked, others=(placed(places, question),) if named else ())
    return replace(turn, question=placed(places, question))


def _doing_where(question: str, lexicon: Lexicon) -> str:
    """The street or community of 「某某桥是怎么做的」, which does not say what it does; "" for none."""
    match = _DOES.match(question)
    if match is None:
        return ""
    name = match["name"]
    known = name.endswith(_QUARTERS) or any(lexicon.count(f"{name}{quarter}") for quarter in _QUARTERS)
    return name if known and lexicon.count(name) else ""


def _names_before(opening: str, query: Query) -> bool:
    """Whether what stands before a pronoun ends in a word that the documents hold."""
    return any(len(word) > 1 and opening.endswith(word) for word in query.topic.known)


def _goes_on(query: Query, before: Query, lexicon: Lexicon) -> bool:
    """Whether a question that names no place may be about that of the one before.

    A new topic leaves the place behind: a name or a long word that only other documents hold.
    """
    if query.scope.places or not before.scope.places:
        return False
    held = [(weight, word) for word, weight in query.topic.words if len(word) > 2 or word in lexicon.quoted]
    if not held or query.bodies:
        return True
    _, telling = max(held)
    texts = [lexicon.documents[doc_id].parsed.clean.text for doc_id in before.scope.doc_ids]
    return not lexicon.count(telling) or any(telling in text for text in texts)


def _stands_alone(question: str, query: Query) -> bool:
    return len(question) > _SHORT and len(query.topic.words) >= 3 and not _PRONOUN.search(question)
