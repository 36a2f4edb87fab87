"""Which of the parallel clauses of a sentence a question asks about, and what must be told with them.

「居家护理每人每天20元，机构护理每人每天40元」: the clause that alone holds what is asked is told, with the opening that
it shares with the others. Where none stands out the whole sentence is told: longer, but never the wrong clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.answerers.clause_spans import (
    YEAR,
    Parallel,
    Span,
    between_semicolons,
    closed,
    figured,
    opening_of,
    put_together,
)
from retriever.matching import Topic, matches, read_topic
from retriever.question import Query
from retriever.reader import Reader, shortest_stretch

SHORT = 45  # characters of a sentence that is told in full
ROOM = 160  # characters of one that is told in full where no clause of it stands out
LIMIT = 180  # characters of the clauses told of a longer one
LIMIT_OF_SEVERAL = 260  # the same where more than one thing is asked
_ROW = 3  # semicolons of a sentence that is a row of rules
_LEAST = 1.0  # weight of words by which a clause must be ahead of another to put it out
_AGAINST = 0.4  # share of that by which the other may be ahead with other words
_MOST = 0.6  # share of a word that one clause holds more than another, from which it holds the word and that does not
_TELLING = 2.0  # weight of a word that is asked about, whatever else is
_HANDED_ON = 0.5  # share of the words before it that hold for a clause of the same statement
_YEAR_WEIGHT = 6.0
_YEAR_WORD = re.compile(r"(?:20)?\d{2}年?$")
_SEVERAL = re.compile("分别|各自|各(?:是|有|补|要|多少|几|为)|两[种类者个项].{0,6}[都各]")
_PAYS = re.compile(
    "(?:罚|赔|补|奖|收|交|缴|付|花|领|给|发|贴)(?:款|贴|助|励|费|偿)?(?:到|了)?(?:多少|几)(?!个|名|家|人|户|天|次|年|月)"
)
_PAID = re.compile("元|%|倍|成")
_MEMBERS = re.compile("(?:户|家庭|人员|人群|群体|对象|居民|职工|员工|学生|儿童|者|人|员)$")


@dataclass(frozen=True)
class _Held:
    """A clause and the share that it earns of each word asked about."""

    clause: Parallel
    own: tuple[float, ...]
    story: tuple[float, ...]


def told_of(
    query: Query,
    reader: Reader,
    text: str,
    *,
    needs: re.Pattern[str] | None = None,
    keep: Span | None = None,
    limit: int = LIMIT,
    title: str = "",
) -> str:
    """What is told of a sentence: all of it, or its clauses that the question is about with the opening they share.

    Args:
        query: the question.
        reader: the documents.
        text: the sentence.
        needs: what a clause must hold to answer; None where nothing of a form is asked for.
        keep: a figure within `text` that was found to answer; its clause may, too.
        limit: characters of the clauses told; beyond it only as many as hold the words asked about.
        title: of the document; what it names is told by no clause apart.

    Returns:
        Clauses of `text` in its order, none of them cut.
    """
    several = _SEVERAL.search(query.asked) is not None
    if len(text) <= (ROOM if several else SHORT):
        return text
    formed = (needs is not None or keep is not None) and not several and not (_rules_in_a_row(query, text) and not keep)
    every = figured(text) if formed else between_semicolons(text)
    able = [one for one in every if needs is None or needs.search(one.of(text)) or _holds(one, keep)]
    if _PAYS.search(query.text):
        able = [one for one in able if _PAID.search(one.of(text))] or able
    if query.kind == "deadline":
        able = [_from_its_name(query, text, one, every, able) for one in able]
    chosen = _asked_for(query, reader, text, able, title)
    if not chosen or (len(chosen) == len(able) and len(able) > 1) or len(chosen) == len(every):
        if len(text) <= ROOM:
            return text
        chosen = chosen or able or every
    words = put_together(text, every, chosen) if chosen else text
    if len(words) <= (LIMIT_OF_SEVERAL if several else limit):
        return words
    first, last = shortest_stretch(text, query.topic, limit=limit, needs=needs, keep=keep)
    return text[slice(*closed(text, first, last, LIMIT))]


def _rules_in_a_row(query: Query, text: str) -> bool:
    """Whether a sentence is a row of rules and the question asks for no figure: its parts are told, not its figures."""
    return query.kind == "fact" and not query.figure and text.count("；") >= _ROW


def _from_its_name(
    query: Query, text: str, clause: Parallel, every: Sequence[Parallel], able: Sequence[Parallel]
) -> Parallel:
    """A clause with a date from the beginning of its part, where a word asked about stands there alone.

    「甲类村为…，共96个，要求…，6月底前达标」: who asks by when is told of which.
    """
    part = [one for one in every if one.start < clause.start]
    heads = [one for one in part if one.opens]
    if clause.opens or clause.rests or not heads or any(one in able for one in part if one.start >= heads[-1].start):
        return clause
    whole = Parallel(heads[-1].start, clause.end, opens=True)
    named = [word for word in query.topic.known if word in whole.of(text) and word not in clause.of(text)]
    return whole if named else clause


def _holds(clause: Parallel, keep: Span | None) -> bool:
    return keep is not None and clause.start <= keep[0] < clause.end


def _asked_for(query: Query, reader: Reader, text: str, clauses: Sequence[Parallel], title: str) -> list[Parallel]:
    """The clauses that no other is clearly ahead of: by the words asked about, then by those of the story."""
    able = "".join(clause.of(text) for clause in clauses)
    own, story = _as_written(query.topic, able), _as_written(_story(query, reader), able)
    weights = [weight for _, weight in own.words] + [_YEAR_WEIGHT] * len(query.scope.years)
    left: list[_Held] = []
    lead = opening_of(text)
    bare = [_shares(own, clause.of(text), title) for clause in clauses]
    apart = [max(shares) >= _MOST for shares in zip(*bare, strict=True)]
    for clause, alone in zip(clauses, bare, strict=True):
        announced = _shares(own, f"{lead}{clause.of(text)}", title)
        # What names one clause sets it apart, though the opening has that word, too: 「分为三类：一类为…；三类为…」.
        shares = [one if tells else led for one, led, tells in zip(alone, announced, apart, strict=True)]
        years = tuple(_of_year(text, clause, year) for year in query.scope.years)
        held = _Held(clause, (*shares, *years), _shares(story, f"{lead}{clause.of(text)}", title))
        left.append(held if clause.opens or not left else _handed_on(held, left[-1], len(years)))
    left = [one for one in left if not any(_ahead(other.own, one.own, weights) for other in left)]
    told = [weight for _, weight in story.words]
    left = [one for one in left if not any(_ahead(other.story, one.story, told) for other in left)]
    return [one.clause for one in left]


def _shares(topic: Topic, words: str, title: str) -> tuple[float, ...]:
    """The share that some words earn of each word of a topic; what the document's title names they need not hold."""
    layers = ((words, 1.0), (re.sub("[（）]", "", words), 1.0), (title, 1.0))  # 乡（镇） is 乡镇
    return tuple(matches(topic, layers))


def _handed_on(held: _Held, before: _Held, years: int) -> _Held:
    """A clause with what the one before it hands on: its words hold for it too, all of them where it leaves them out.

    The last `years` shares are those of years, which each clause has for itself.
    """
    share = 1.0 if held.clause.rests else _HANDED_ON
    words = len(held.own) - years
    own = tuple(max(a, share * b) for a, b in zip(held.own[:words], before.own[:words], strict=True))
    story = tuple(max(a, share * b) for a, b in zip(held.story, before.story, strict=True))
    return _Held(held.clause, (*own, *held.own[words:]), story)


def _story(query: Query, reader: Reader) -> Topic:
    """The words around those asked about: of what was typed beside the part that asks, and of earlier turns."""
    typed = read_topic(query.asked, reader.lexicon)
    held = {word for word, _ in query.topic.words}
    words = dict(query.context.words) | dict(typed.words)
    return Topic(
        tuple((word, weight) for word, weight in words.items() if not (word in held or _YEAR_WORD.match(word))),
        (*query.context.alternatives, *typed.alternatives),
        query.context.known | typed.known,
    )


def _as_written(topic: Topic, text: str) -> Topic:
    """A topic as a sentence writes it: words that stand there mean themselves, others what is said in their place.

    Names of groups may stand with another word for their members: 低保户, 低保家庭, 低保对象.
    """
    others: dict[str, tuple[str, ...]] = {}
    for word, _ in topic.words:
        if word in text:
            continue
        stem = _MEMBERS.sub("", word)
        others[word] = (*topic.others.get(word, ()), *([stem] if stem != word and len(stem) > 1 else []))
    return Topic(topic.words, tuple(others.items()), topic.known)


def _ahead(first: Sequence[float], second: Sequence[float], weights: Sequence[float]) -> bool:
    """Whether a clause holds words asked about that another lacks, and hardly the other way round."""
    more = sum(weight * max(0.0, a - b) for a, b, weight in zip(first, second, weights, strict=True))
    less = sum(weight * max(0.0, b - a) for a, b, weight in zip(first, second, weights, strict=True))
    alone = any(b - a >= _MOST and weight >= _TELLING for a, b, weight in zip(first, second, weights, strict=True))
    return more >= _LEAST and less <= _AGAINST * more and not alone


def _of_year(text: str, clause: Parallel, year: int) -> float:
    """1 for a clause of the year asked for or of none, by the years it names or the last one named before it."""
    named = YEAR.findall(clause.of(text)) or YEAR.findall(text[: clause.start])[-1:]
    return float(not named or str(year) in named)
