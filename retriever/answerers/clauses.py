"""Which of the parallel clauses of a sentence a question asks about, and what must be told with them.

「居家护理每人每天20元，机构护理每人每天40元」: the clause that alone holds what is asked is told, with the opening that
it shares with the others. Where none stands out the whole sentence is told: longer, but never the wrong clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retriever.matching import Topic, matches, read_topic
from retriever.question import Query
from retriever.reader import Reader, segments, shortest_stretch

SHORT = 80  # characters of a sentence that is told in full
ROOM = 160  # characters of one that is told in full where no clause of it stands out
LIMIT = 180  # characters of the clauses told of a longer one
_LEAD = 80  # characters of an opening that is told with each clause
_TAIL = 40  # characters behind the last figure that are told with it
_LEAST = 1.0  # weight of words by which a clause must be ahead of another to put it out
_AGAINST = 0.4  # share of that by which the other may be ahead with other words
_MOST = 0.6  # share of a word that one clause holds more than another, from which it holds the word and that does not
_TELLING = 2.0  # weight of a word that is asked about, whatever else is
_SHORTER = 0.65  # of the length of the clause before it, up to which one may leave out what that names
_YEAR_WEIGHT = 6.0
_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")
_YEAR_WORD = re.compile(r"(?:20)?\d{2}年?$")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百两]+(?:个|家|名|项|处|次|台|座|条|户|人|年|类|级|所|成|倍)")
_SEVERAL = re.compile("分别|各自|各(?:是|有|补|要|多少|几|为)|两[种类者个项].{0,6}[都各]")
_UNIT = re.compile(r"\d([万亿千百]?[^\d，；。、.])")
_DATED = re.compile(r"(?:力争|争取|确保)?(?:到|至|截至|在)?20\d{2}年[^，；。\d]{0,6}，")
_RESTS_ON_NEXT = re.compile(
    "(?:的|时|后|前|期间|基础上|之日起|起|情况下|以来|为止)，$|^(?:对|对于|按|按照|由|自|从|凡)[^，；]+(?:的|中|起|内)?，$"
)
_RESTS_ON_LAST = re.compile(
    "其中|且|并|也|还|又|再|而|最高|最低|最多|最少|最长|上限|封顶|单个|单项|同比|增长|下降|较|比|占|按|给予|一次性|分别|累计|合计|共"
    "|不超过|不低于|不少于|达到|提高[到至]|降[低至到]|为|奖励|补助|扣|加|得|以上|以下|以内|余|剩|再|每(?:低|高|增|减|少|多|超|满|延)"
)

_MEMBERS = re.compile("(?:户|家庭|人员|人群|群体|对象|居民|职工|员工|学生|儿童|者|人|员)$")
_OPENS, _CLOSES = "（(“《〔[【", "）)”》〕]】"

Span = tuple[int, int]


@dataclass(frozen=True)
class _Held:
    """A clause and the share that it earns of each word asked about."""

    span: Span
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
    if len(text) <= SHORT or (len(text) <= ROOM and _SEVERAL.search(query.asked)):
        return text
    spans = _figured(text) if needs is not None or keep is not None else _between_semicolons(text)
    able = [span for span in spans if needs is None or needs.search(text[slice(*span)]) or _holds(span, keep)]
    chosen = _asked_for(query, reader, text, able, title)
    if not chosen or (len(chosen) == len(able) and len(able) > 1) or len(chosen) == len(spans):
        if len(text) <= ROOM:
            return text
        chosen = chosen or able or spans
    words = _put_together(text, chosen)
    if len(words) <= limit:
        return words
    first, last = shortest_stretch(text, query.topic, limit=limit, needs=needs, keep=keep)
    return text[slice(*_closed(text, first, last))]


def _holds(span: Span, keep: Span | None) -> bool:
    return keep is not None and span[0] <= keep[0] and keep[0] < span[1]


def _asked_for(query: Query, reader: Reader, text: str, spans: Sequence[Span], title: str) -> list[Span]:
    """The clauses that no other is clearly ahead of: by the words asked about, then by those of the story."""
    able = "".join(text[slice(*span)] for span in spans)
    own, story = _as_written(query.topic, able), _as_written(_story(query, reader), able)
    weights = [weight for _, weight in own.words] + [_YEAR_WEIGHT] * len(query.scope.years)
    left = []
    lead = text[: _lead(text)]
    for span in spans:
        clause = f"{lead}{text[slice(*span)]}"
        layers = ((clause, 1.0), (re.sub("[（）]", "", clause), 1.0), (title, 1.0))  # 乡（镇） is 乡镇
        years = tuple(_of_year(text, span, year) for year in query.scope.years)
        left.append(_Held(span, (*matches(own, layers), *years), matches(story, layers)))
    left = [one for one in left if not any(_ahead(other.own, one.own, weights) for other in left)]
    told = [weight for _, weight in story.words]
    left = [one for one in left if not any(_ahead(other.story, one.story, told) for other in left)]
    return [one.span for one in left]


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


def _of_year(text: str, span: Span, year: int) -> float:
    """1 for a clause of the year asked for or of none, by the years it names or the last one named before it."""
    named = _YEAR.findall(text[slice(*span)]) or _YEAR.findall(text[: span[0]])[-1:]
    return float(not named or str(year) in named)


def _between_semicolons(text: str) -> list[Span]:
    """The stretches between semicolons, behind the opening that announces them."""
    spans: list[Span] = []
    start = _lead(text)
    for _, last in segments(text):
        if last > start and (text[last - 1] in "；;" or last == len(text)):
            spans.append((start, last))
            start = last
    return spans


def _figured(text: str) -> list[Span]:
    """The clauses that each hold a figure, with the stretches without one that lead to it; none reaches over a ；."""
    spans: list[Span] = []
    start = _lead(text)
    parts = [(max(first, start), last) for first, last in segments(text) if last > start]
    held = False
    for index, (first, last) in enumerate(parts):
        piece = text[first:last]
        held = held or _FIGURE.search(_DATED.sub("", piece)) is not None
        following = text[slice(*parts[index + 1])] if index + 1 < len(parts) else ""
        closes = piece.endswith(("；", ";")) or not following
        rests = _RESTS_ON_NEXT.search(piece) or _RESTS_ON_LAST.match(following)
        if closes and not held and spans and spans[-1][1] == start and last - start <= _TAIL and _same(text, start):
            spans[-1] = (spans[-1][0], last)
        elif held and (closes or not rests):
            if spans and spans[-1][1] == start and _same(text, start) and _leaves_out(text, spans[-1], (start, last)):
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((start, last))
        elif not closes:
            continue
        start, held = last, False
    return spans


def _leaves_out(text: str, before: Span, span: Span) -> bool:
    """Whether a clause leaves out what the one before it names: 「甲类人员居家护理补助每天20元，机构护理40元」."""
    units = [_UNIT.findall(text[slice(*one)])[-1:] for one in (before, span)]
    return units[0] == units[1] != [] and span[1] - span[0] <= _SHORTER * (before[1] - before[0])


def _same(text: str, at: int) -> bool:
    """Whether what stands behind a place belongs to the statement before it: no semicolon parts them."""
    return text[at - 1] not in "；;。"


def _lead(text: str) -> int:
    """Where the opening ends that announces the clauses behind it (「按下列标准收取：」); 0 where there is none."""
    depth = 0
    for position, character in enumerate(text[:-1]):
        depth += (character in _OPENS) - (character in _CLOSES)
        if character == "：" and depth <= 0:
            return position + 1
    return 0


def _put_together(text: str, spans: Sequence[Span]) -> str:
    """Clauses one after the other behind the opening that they share: what announces them, or their date."""
    lead = text[: _lead(text)]
    lead = re.split("[；;。]", lead)[-1] if lead else ""
    first = text[slice(*spans[0])]
    dated = _DATED.match(text)
    if not lead and dated and spans[0][0] >= dated.end() and not _YEAR.search(first):
        lead = dated.group(0)
    if len(lead) > _LEAD:
        lead = re.split("，", lead)[-1]
    runs: list[Span] = []
    for start, end in spans:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return lead + "；".join(text[slice(*run)].strip("，；。 \n") for run in runs)


def _closed(text: str, start: int, end: int) -> Span:
    """A stretch with the clauses that it rests on before and behind it, so that it is no half sentence."""
    parts = segments(text)
    while end < len(text) and _RESTS_ON_NEXT.search(text[next(a for a, b in parts if b >= end) : end]):
        end = next(b for a, b in parts if a >= end)
    opening = max((a for a, _ in parts if a <= start and (a == 0 or text[a - 1] in "；;。：")), default=0)
    if end - opening <= LIMIT + _LEAD:
        start = opening
    while start > opening and _RESTS_ON_LAST.match(text[start:]):
        start = max(a for a, b in parts if b <= start)
    return start, end
