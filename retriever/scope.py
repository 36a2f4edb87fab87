"""Which documents a question is about: by place, year, or title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.datatypes import Document
from ingest.gazetteer import place_stem
from ingest.plan_years import years_of
from retriever.datatypes import Filters
from retriever.document_filter import passes
from retriever.lexicon import Lexicon
from retriever.numbered import documents_numbered, names_unknown
from retriever.rules_above import narrowest, ruling_from_above
from retriever.set_aside import set_aside
from retriever.tokenizer import in_dictionary

_YEAR = re.compile(
    r"(?<!\d)(20\d{2})(?!\d|[万亿元块个亩吨]|名(?!单|师|校|录)|人(?=[，。？]|$)|户(?!外|籍)|字(?=[，。？]|$))(?:\s?年[底末初]?)?"
    r"|(?<![\d满近超用龄])(\d{2})(?:(?=[、和跟到至与](?:20)?\d{2}年)|年)(?!级|来|前|后|内|间|时间|以上|的(?:历史|时间|老|发展|经验)|历史)"
)
_SHORT_COUNTY = 2  # characters of 费县, 和县
_STREET = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}?(?:街道|(?<!乡)(?<!城)(?<!村)(?<!集)(?<!街)镇)(?![\u4e00-\u9fff]{0,2}(?:执法|层面))"
)
NAMED_DISTRICT = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=我是)|(?<=在)|(?<=请问)|(?<=我们))(?![这那本该每各全我你他哪])[\u4e00-\u9fff]{2}"
    r"(?:县|市|(?<![小社园辖城片街市地郊山景校厂民])区)"
    r"(?=[\u4e00-\u9fff]{0,8}(?:局|委|办|妇联|政府|方案|规划|办法|条例|意见|计划))"
)
_ANY_STREET = re.compile(
    r"^(?:为了?|对|将|从|由|给|替|向|按)"
    r"|(?:落实|保障|确保|加强|压实|支持|赋予|减轻|规范|引导|推动|指导|理顺|强化)(?=街道)"
    r"|[哪各每该本这那几个些全谁是在听说把给让问想请找我你他]|什么|所有|街道街道|(?:以[后前]|之[后前]|[今往]后|后来|现在|如今|目前|当时)(?=街道|镇)|.[跟和与及对到]|.的(?:街道|镇)$|[年月天季](?:街道|镇)$"
)
PLAN_PERIOD = re.compile(r"十[二三四五六]五")
_DOCUMENT_WORDS = (
    "实施方案|行动方案|工作方案|实施意见|规划纲要|方案|规划|意见|通知|条例|办法|文件|文章|报道|那篇|这篇"
    "|材料|清单|计划|要点|细则"
)
_TITLE_END = 4  # characters
_FEW_TITLES, _ONE_IN = 5, 50  # titles that may share what names one of them: so many, or one in so many


@dataclass(frozen=True)
class Scope:
    """What decides which documents may answer.

    Attributes:
        doc_ids: documents that may answer; empty when the places or years named belong to none.
        places: places named in the question that are those of documents.
        years: years named in the question.
        unknown_places: places named that neither a document speaks for nor any text mentions.
        named: documents named by their title.
        decided: whether place, title or the caller narrowed the documents.
        undated: documents that the years wanted by the caller did not leave out because they name no year.
    """

    doc_ids: frozenset[str]
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unknown_places: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    decided: bool = False
    words: frozenset[str] = field(default_factory=frozenset)
    undated: frozenset[str] = frozenset()


def find_scope(text: str, lexicon: Lexicon, filters: Filters | None = None) -> tuple[Scope, str]:
    """The scope of a question, and the question without the words that set it."""
    return lexicon.once((find_scope, text, filters), lambda: _find_scope(text, lexicon, filters))


def _find_scope(text: str, lexicon: Lexicon, filters: Filters | None) -> tuple[Scope, str]:
    records = {doc_id: document.record for doc_id, document in lexicon.documents.items()}
    allowed = frozenset(doc_id for doc_id, record in records.items() if filters is None or passes(record, filters))
    by_year = filters is not None and bool(filters.years)
    undated = frozenset(doc_id for doc_id in allowed if by_year and not records[doc_id].metadata.years)
    places, rest = _known_places(text, lexicon)
    years, rest = _years(rest)
    unknown = _unknown_places(rest, lexicon)
    for name in [name for name in unknown if _around(name, text, places, lexicon)]:
        unknown = tuple(other for other in unknown if other != name)
        rest = _without_place(name, rest)
    above = ruling_from_above(unknown, text, lexicon) if not places else frozenset()
    if above:
        rest = _without_place(unknown[0], rest)
        places, unknown = (narrowest(lexicon.documents[min(above)]),), ()
    doc_ids = allowed
    if places:
        doc_ids &= above or frozenset().union(*map(lexicon.about, places))
    held = {key: lexicon.documents[key] for key in doc_ids}
    held, rest = set_aside(rest, held)
    doc_ids &= frozenset(held)
    named, rest = documents_numbered(rest, held, placed=bool(places))
    if not named and names_unknown(rest, lexicon.documents):
        doc_ids, held = frozenset(), {}
    named = named or _named_documents(text, rest, held, bool(places))
    if named:
        doc_ids &= frozenset(named)
        rest = PLAN_PERIOD.sub(" ", rest)
    if (plan := PLAN_PERIOD.search(rest)) is not None and not any(
        plan.group(0) in lexicon.documents[key].record.metadata.title for key in doc_ids
    ):
        years = (*years, *years_of(plan.group(0)))  # a five-year plan that no title names
    decided = bool(places or named or (filters and (filters.doc_ids or filters.places or filters.years)))
    return Scope(doc_ids, places, years, unknown, named, decided, undated=undated), rest


def _known_places(text: str, lexicon: Lexicon) -> tuple[tuple[str, ...], str]:
    """Places of documents that the question names, and the question without them.

    A stem counts only where it does not run on into a name that the texts hold (黄浦 in 黄浦文化中心 counts, as the
    place is meant there too, but its word stays).
    """
    found: list[str] = []
    rest = text
    for place in sorted(lexicon.places, key=len, reverse=True):
        position = rest.find(place)
        if position < 0:
            continue
        before = rest[max(0, position - 1) : position]
        word = position > 1 and in_dictionary(rest[position - 2 : position])  # 「钱和东西长宁怎么管」 is about 长宁
        if not word and before in ("老", "原", "新", "东", "西", "南", "北") and lexicon.count(before + place) == 0:
            continue  # 老下陆 is not 下陆
        found.append(place)
        rest = rest.replace(place, " ", 1)
        rest = re.sub(r"^ (?:区|市|县|街道|镇)(?=[^\w]|的|今|$)", " ", rest)
    narrow = [place for place in found if not any(_wider(place, other, lexicon) for other in found if other != place)]
    stems = {place_stem(place) for place in narrow if place_stem(place) != place}  # 惠山 in 「惠山区惠山文商旅集团」
    return tuple(dict.fromkeys(place for place in narrow if place not in stems)), rest


def _wider(place: str, other: str, lexicon: Lexicon) -> bool:
    """Whether a place is that of more documents than another one named, all of the other's among them."""
    mine, others = lexicon.places[place], lexicon.places[other]
    if mine != others:
        return mine > others
    return lexicon.gazetteer.is_within(other, place) or _stands_above(place, other, lexicon)


def _stands_above(place: str, other: str, lexicon: Lexicon) -> bool:
    """Whether all documents of two places name the one above the other: 合浦县 above 山口镇, which no list holds."""
    chains = [lexicon.documents[doc_id].record.metadata.places for doc_id in lexicon.places[place]]
    return all(-1 < _position(place, chain) < _position(other, chain) for chain in chains)


def _position(place: str, chain: Sequence[str]) -> int:
    return next((index for index, name in enumerate(chain) if place in (name, place_stem(name))), -1)


def _without_place(name: str, text: str) -> str:
    return re.sub(f"(?:{re.escape(name)}|{re.escape(place_stem(name))})[县市区]?", " ", text)


def _around(unknown: str, text: str, places: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether an unknown place is the one that a small place lies in, of whose documents none says where it lies."""
    for place in places:
        if lexicon.gazetteer.level(place) >= 0 or not re.search("(?:街道|[镇乡村]|社区)$", place):
            continue
        chains = [lexicon.documents[doc_id].record.metadata.places for doc_id in lexicon.places[place]]
        told = any(lexicon.gazetteer.level(name) == 2 for chain in chains for name in chain)
        before = text[: text.find(place)].rstrip("的市县区州 ")
        if not told and before.endswith((unknown, place_stem(unknown))):
            return True
    return False


_SEASON = re.compile(
    r"(20\d{2})年?\s?[-—–~～至到/]\s?(20\d{2})[年）)]*的?(?:这|上|本|下)?一?个?(?:年度|采暖|供暖|供热|学年|冬春|榨季)"
    r"|(?:采暖|供暖|供热)(?:期|季)?[（(]?(20\d{2})年?\s?[-—–~～至到/]\s?(20\d{2})"
)
_LIVED = re.compile(  # 「我们小区2003年盖的」 tells of the one who asks
    "年?(?:就|才|刚)?(?:[建盖造买]|出?生(?!效|产)|毕业|退休|入[职伍]|结的?婚|搬|迁|装的|租|交房|落户|领的?证)(?:起来)?(?:的|，)"
    "(?![^，。？?]{0,10}(?:几|多少|哪))"
)


_MEASURED = re.compile("(?:比|较|相较于?|对比)$")  # 「比2024年减少多少」 asks for a figure of another year
_FROM = re.compile("[底末度时]*[要得能会应该再]?(?:减|降|增|涨|提|升|压|下|上|翻|多|少)")


def _years(text: str) -> tuple[tuple[int, ...], str]:
    years: list[int] = []
    bases: set[int] = set()

    def take(match: re.Match[str]) -> str:
        year = int(match.group(1) or 2000 + int(match.group(2)))
        if 2000 <= year <= 2050 and not _LIVED.match(text, match.end()):
            years.append(year)
            if _MEASURED.search(text[: match.start()]) and _FROM.match(text, match.end()):
                bases.add(year)
            return " "
        return match.group(0)

    rest = _YEAR.sub(take, text)
    found = tuple(dict.fromkeys(years))
    return (() if set(found) == bases else found), rest


def _unknown_places(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Places that no document speaks for and no text mentions, by the gazetteer or by their form."""
    # 「经费县里出多少」 names no 费县.
    names = [name for start, _, name in lexicon.gazetteer.find(text) if not _inside_word(text, start, name)]
    names += [match.group(0) for match in _STREET.finditer(text) if not _ANY_STREET.search(match.group(0))]
    names += [name for name in NAMED_DISTRICT.findall(text) if not in_dictionary(name) and not in_dictionary(name[:-1])]
    names = [name.lstrip("的是在") for name in names]  # 湄潭县的西河镇
    names = [name for name in names if name[-2:-1] not in ("过", "了", "由", "被", "给")]  # 「上过县政府的常务会」
    return tuple(
        dict.fromkeys(name for name in names if not lexicon.count(name) and not lexicon.count(place_stem(name)))
    )


def _inside_word(text: str, start: int, name: str) -> bool:
    """Whether the first character of a county's short name ends a word."""
    return len(name) == _SHORT_COUNTY and start > 0 and in_dictionary(text[start - 1 : start + 1])


def documents_of_years(text: str, scope: Scope, lexicon: Lexicon) -> frozenset[str]:
    """Documents of a scope that govern or mention the years that a question names; of a season both of its years."""
    period = PLAN_PERIOD.search(text)
    names = [*map(str, scope.years), *([period.group(0)] if period is not None else [])]
    season = _SEASON.search(text)  # 「2025—2026采暖期」 is not the next one, which shares a year with it
    found = set()
    for doc_id in scope.doc_ids:
        document = lexicon.documents[doc_id]
        held = document.parsed.clean.text
        named = set(scope.years) & set(document.record.metadata.years) or any(name in held for name in names)
        if named and (season is None or all(year in held for year in season.groups() if year)):
            found.add(doc_id)
    return frozenset(found)


def _named_documents(text: str, rest: str, documents: dict[str, Document], placed: bool) -> tuple[str, ...]:
    """Documents that a question names by a good part of their title, or by its last words (「黄浦经验那篇」)."""
    ends = [key for key, document in documents.items() if _named_by_end(text, document)]
    if len(ends) == 1:
        return tuple(ends)
    titles_held = [document.record.metadata.title for document in documents.values()]
    period = PLAN_PERIOD.search(text)
    of_plan = period is not None and any(period.group(0) in title for title in titles_held)
    if not re.search(_DOCUMENT_WORDS, text) and not of_plan:
        return ()
    scores: dict[str, float] = {}
    pairs = {rest[index : index + 2] for index in range(len(rest) - 1)}
    pairs = {pair for pair in pairs if not re.search(r"[\s\W]", pair) and _names_one(pair, titles_held)}
    for doc_id, document in documents.items():
        title = document.record.metadata.title
        common = [pair for pair in pairs if pair in title]
        score = float(len(common)) + (3 if period and period.group(0) in title else 0)
        kind = document.record.metadata.kind
        if kind and (kind in text or kind[-2:] in text):
            score += 1.5
        if re.search("文章|报道|那篇|这篇|报纸", text) and not kind:
            score += 1.5
        scores[doc_id] = score
    best = max(scores.values(), default=0.0)
    floor = 2.5 if placed else 4.0
    if best < floor:
        return ()
    close = tuple(sorted(doc_id for doc_id, score in scores.items() if score >= best - 0.5))
    return close if len(close) <= max(1, len(documents) // 2) else ()


def _named_by_end(text: str, document: Document) -> bool:
    """Whether a question speaks of a report by the last words of its title: 「某地实践里讲的」."""
    metadata = document.record.metadata
    end = re.escape(metadata.title[-_TITLE_END:])
    return not metadata.kind and re.search(f"{end}[”》]?(?:里|中|上|那|这|讲|说|写|提|举)", text) is not None


def _names_one(pair: str, titles_held: Sequence[str]) -> bool:
    """Whether a pair of characters tells one title from others: in a large library most titles hold 通知 or 防控."""
    return sum(pair in title for title in titles_held) <= max(_FEW_TITLES, len(titles_held) // _ONE_IN)


def titles(documents: Iterable[Document]) -> str:
    """Titles in 《》, joined."""
    return "".join(f"《{document.record.metadata.title}》" for document in documents)


def year_conflict(years: tuple[int, ...], document: Document) -> bool:
    """Whether the years asked for lie outside those that a document governs."""
    governed = set(document.record.metadata.years)
    return bool(years) and bool(governed) and not governed & set(years)
