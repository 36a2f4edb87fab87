"""Answers about a thing beside the one named: of another group, or of another kind of what a question names.

「食品抽检」 is no answer for 「药品抽检」: the same noun stands behind another word. Nor is 「物资保障组」 the
group asked for as 「通信保障组」, with half its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from retriever.matching import Topic, matches
from retriever.tokenizer import is_function_word, segment

Near = Callable[[str, str], bool]

_GROUP = re.compile("([一-龥]{2,10}?)(?:工作)?(?:(?<![小楼组副])组(?!织|建|成|团|会|装|合|件|干|阁|员)|(?<!小组)专班)")
_GROUP_NAME = re.compile("[一-龥]{2,16}(?:组|专班)")
_ANY_GROUP = re.compile("哪|几|各|每|这|那|本|该|什么|啥|下设|成立|一共|有")
_MARKS = re.compile("[\\s“”\"‘’'的]")
_QUOTES = re.compile("[“”\"‘’'的]")
_OF_VERBS = "新已未要需应可再"  # what is done, put before a noun, tells no kind of it: 新装雨量站
_HAN = re.compile("[\u4e00-\u9fff]{2,6}")
_BEFORE = 8  # characters looked at before a noun for the word that says which kind is meant


def another_group(typed: str, topic: Topic, held: str, places: Callable[[str], bool]) -> bool:
    """Whether a question names a group that a text which speaks of groups does not have.

    Args:
        typed: the question.
        topic: the words asked about.
        held: an answer with the clauses that it stands on and what stands above them.
        places: tells whether a word is the name of a place.
    """
    asked = _GROUP.search(typed)
    if asked is None or _ANY_GROUP.search(asked[1]):
        return False
    words = [word for word, _ in topic.words if word in asked[1] and len(word) > 1 and not places(word)]
    shares = matches(topic.without(word for word, _ in topic.words if word not in words), ((held, 1.0),))
    return bool(_GROUP_NAME.search(held)) and not all(shares)


def another_kind(
    typed: str, topic: Topic, held: str, missing: Iterable[str], passing: Collection[str], alike: Near
) -> bool:
    """Whether a text has what a question asks about only of other kinds: each time another word stands before it.

    Args:
        typed: the question.
        topic: the words asked about.
        held: an answer with the clauses that it stands on.
        missing: those of the words that the text has in no form.
        passing: words that tell no kind of a thing: what is done, how it is asked.
        alike: whether two words mean nearly the same.
    """
    asked, plain = _QUOTES.sub("", typed), _MARKS.sub("", held)
    lacking = [word for word in missing if word[0] not in _OF_VERBS]
    nouns = [word for word, _ in topic.words if _HAN.fullmatch(word) and word in plain and asked.count(word) == 1]
    pairs = ((kind, noun) for kind in lacking for noun in nouns if f"{kind}{noun}" in asked)
    return any(_only_others(kind, _kinds(noun, plain, asked, passing), alike) for kind, noun in pairs)


def _only_others(kind: str, others: list[str], alike: Near) -> bool:
    return bool(others) and not any(alike(kind, other) for other in others)


def _kinds(noun: str, plain: str, asked: str, passing: Collection[str]) -> list[str]:
    """The content words that stand right before a noun and are not in the question."""
    starts = (match.start() for match in re.finditer(re.escape(noun), plain))
    found = (_kind_before(plain[max(0, start - _BEFORE) : start], asked) for start in starts)
    return [word for word in found if word and word not in passing]


def _kind_before(before: str, asked: str) -> str:
    """The word right before a noun, words of the question passed over; empty where it stands by itself."""
    for word in reversed(segment(before)):
        if not _HAN.fullmatch(word) or is_function_word(word):
            return ""
        if word not in asked:
            return word
    return ""
