"""Complete a follow-up question from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.datatypes import Message, QuestionKind
from retriever.lexicon import Lexicon
from retriever.matching import INTERROGATIVE
from retriever.question import Query, normalise, understand
from retriever.spelling import Speller

_ELLIPSIS = re.compile(
    r"^(?:那么?|那|还有|再?说说|换成|换|如果是|以及|和)?\s*(?P<subject>[^？?，,]{1,20}?)(?:的)?(?:又|这边|那边|方面)?(?:呢|怎么样|又如何|咋样)[？?啊呀]*$"
)
_PRONOUN = re.compile(r"它们?|这条|这事|这块|这个|那个|这项|该|上述|前面|刚才|上面|其中|这件事|这些|那些|此")
_KIND_PHRASES: dict[QuestionKind, str] = {
    "responsibility": "由谁负责",
    "reverse": "负责哪些任务",
    "target": "是多少",
    "deadline": "是什么时候",
    "method": "怎么做",
    "definition": "是什么",
    "list": "有哪些",
    "count": "有几项",
    "member": "是谁",
    "fact": "",
}
_MORE = re.compile(r"加起来|总共|一共|合计|累计|总的|平均|其中")
_DOCUMENT_VERB = re.compile(r"印发|发布|下发|出台|成文|发文")
_WINDOW = 6  # earlier user turns that are looked at
_SHORT = 14  # characters; a longer question with words of its own stands alone


@dataclass(frozen=True)
class Completed:
    """A question that stands on its own, and earlier words that help to find its answer."""

    question: str
    context: str = ""
    previous: Query | None = None


def kind_phrase(kind: QuestionKind) -> str:
    """How a question of a kind ends: 「由谁负责」."""
    return _KIND_PHRASES.get(kind, "")


def complete(messages: Sequence[Message], lexicon: Lexicon, speller: Speller) -> Completed:
    """Complete the last user message from the user messages before it."""
    turns = [message.content for message in messages if message.role == "user" and message.content.strip()]
    completed = Completed(speller.correct(normalise(turns[-1])))
    earlier = turns[:-1][-_WINDOW:]
    if not earlier:
        return completed
    previous: Completed | None = None
    for turn in [*earlier, turns[-1]]:
        corrected = speller.correct(normalise(turn))
        previous = _join(corrected, previous, lexicon) if previous is not None else Completed(corrected)
    assert previous is not None
    return previous


def _join(question: str, previous: Completed, lexicon: Lexicon) -> Completed:
    before = understand(previous.question, lexicon, context=previous.context)
    query = understand(question, lexicon)
    match = _ELLIPSIS.match(question)
    if match:
        joined = _replace_subject(match.group("subject"), before, lexicon)
        if joined:
            return Completed(joined, previous.question, before)
    pronoun = _PRONOUN.search(question)
    if pronoun and (before.topic.words or before.bodies) and query.kind != "chat":
        named = question[: pronoun.start()] + _subject_of(before) + question[pronoun.end() :]
        return Completed(named, previous.question, before)
    if not query.topic.words and not (query.bodies and query.kind == "reverse") and query.kind != "chat":
        return Completed(_with_topic_of(question, before), previous.question, before)
    if _stands_alone(question, query):
        return Completed(question, "", before)
    place = "" if query.scope.places or not before.scope.places else before.scope.places[0]
    context = f"{before.topic.text} {before.context.text}".strip()
    own = any(lexicon.tells(word) for word, _ in query.topic.words)
    if not own and not query.bodies and query.kind not in ("chat", "member", "document"):
        return Completed(f"{place}{_subject_of(before)}{question}", context, before)
    return Completed(place + question, context, before)


def _stands_alone(question: str, query: Query) -> bool:
    if _PRONOUN.search(question):
        return False
    return bool(query.scope.places) or (len(question) > _SHORT and len(query.topic.words) >= 3)


def _replace_subject(subject: str, before: Query, lexicon: Lexicon) -> str:
    """The earlier question about another body, place or thing; the empty string where that makes no sense."""
    subject = re.sub(r"^(?:那么?|那|还有)", "", subject).strip()
    other = understand(subject, lexicon)
    text = before.text
    new = other.topic.words and not any(lexicon.count(word) for word, _ in other.topic.words) and not other.bodies
    if new or _MORE.search(subject):
        return f"{text}，{subject}"  # 「五年加起来呢」 asks for more of the same
    if (
        other.kind not in ("fact", "reverse", "member", "target")
        and other.kind != before.kind
        and not other.topic.words
    ):
        return ""
    if (other.scope.places or other.scope.years) and not other.topic.words:
        plain = re.sub(r"十[二三四五六]五(?:期间|规划)?|20\d{2}年?", "", text)
        return _swap(plain, before.scope.places, subject) or f"{subject}{plain}"
    if other.bodies and before.bodies and before.kind in ("reverse", "count"):
        return _swap(text, before.bodies, subject) or f"{subject}{_KIND_PHRASES[before.kind]}"
    place = before.scope.places[0] if before.scope.places and not other.scope.places else ""
    if before.kind == "member":
        return f"{place}领导小组{subject}是谁"
    unit = re.search(r"(?:有|要|新增|建|到)?(?:多少|几)[\u4e00-\u9fff]{0,2}$", text)
    phrase = unit.group(0) if unit and before.kind in ("target", "count") else _KIND_PHRASES.get(before.kind, "")
    return f"{place}{subject}{phrase}"


def _swap(text: str, names: Sequence[str], new: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            return text.replace(name, new, 1)
    return ""


def _with_topic_of(question: str, before: Query) -> str:
    """A question without a topic of its own, about the topic of the one before."""
    place = before.scope.places[0] if before.scope.places else ""
    topic = _subject_of(before)
    topic = re.sub(r"^(?:" + re.escape(place) + ")", "", topic) if place else topic
    rest = re.sub(r"^(?:那么?|那|它|这个|这项|该项)", "", question)
    return f"{place}{topic}{rest}"


def _subject_of(before: Query) -> str:
    """What the earlier question was about, in its own words."""
    words = [word for word, _ in before.topic.words]
    if words:
        return re.sub(r"\s+", "", INTERROGATIVE.sub("", _stretch(before.text, words)))
    if before.kind == "document":
        return re.sub(r"\s+", "", INTERROGATIVE.sub("", _DOCUMENT_VERB.sub("", before.text)))
    return "".join(before.bodies[:1])


def _stretch(text: str, words: Sequence[str]) -> str:
    """The part of a question from its first to its last topic word."""
    places = [(text.find(word), text.find(word) + len(word)) for word in words if word in text]
    return text[min(start for start, _ in places) : max(end for _, end in places)] if places else "".join(words)
