"""Answers that lack the very thing a short question names: the place found is near it in theme alone.

Who asks in six words for 散煤治理 means 散煤. Where neither the sentence told nor anything around it has that word, a
word of the office's dictionary for it, or one that the encoder finds near it, another matter is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from ingest.data_files import words
from ingest.numerals import parse_number
from retriever.draft import Draft
from retriever.lexicon import query_words
from retriever.matching import Topic, matches
from retriever.other_things import another_kind
from retriever.question import Query
from retriever.question_wording import ROMAN
from retriever.reader import Reader
from retriever.tokenizer import in_dictionary, is_function_word, segment
from retriever.verifier import held_texts

_SHORT = 18  # characters of a question without story
_SAME = 0.5  # the same from which the words before one noun may say the same of it
_ALIKE = 0.52  # similarity from which a word of the place found may be the one asked for
_MUCH = 0.199  # share of the weight of the words asked about that is missing
_THEME = 4  # times that a document must have a word for its every line to be about it
_MEASURE = 0.4  # the same of a figure whose own row or sentence, without the title, must hold them
_NAMED = re.compile("(?P<name>[\u4e00-\u9fff]{2,4})（[^）]{2,12}）名下")
_COUNTED = frozenset("天年月日号时点个次")
_PAIR = 2  # characters of a word that may be found as an abbreviation
_ABBREVIATED = 0.7  # what a word earns where its characters stand near each other
_WORDS_LOOKED_AT = 120
_FEW = 2  # lines of an answer that tell a figure
_COUNT = re.compile("(?P<number>[一二两三四五六七八九十百]{1,3})[个项件条章类步招大点块组级种处批届节部篇]")
_ROMAN = re.compile("[ⅠⅡⅢⅣⅤ]")
_COINED = re.compile("[一二三四五六七八九十两][\u4e00-\u9fff]{3,}")  # 三社联动: what is like it is another scheme
_MAY = re.compile("^(?:能|可|会|想|要|需|得|去|来|再|还)(?=..)")
_WORD = re.compile("[\u4e00-\u9fff]{2,6}")
_OTHER_WAYS = ("document", "chat", "filter", "member", "count")
_PAPER = re.compile("方案|规划|计划|文件|通知|办法|清单|纲要|意见|条例|报告|纪要|要点")
_OF_ONE_THING = ("deadline", "fact", "list")  # who does it, and how many, stands also where the kind is not named
_GRANTED = "(?:给不给|有没有|发不发|有|给|发|能领|能拿)(?:什么|啥)?(?:补[贴助]|奖励|津贴)"
_SITE = r"(?:\d+(?:弄|号(?!线|文))|小区|新村|花园|公寓|大厦)"  # what follows the name of one: 青柳路16弄
_BEFORE = 300  # characters before a figure in which what it is of may be named
_ADDRESSES = "路街巷弄村里湾桥坊"
_UNITS = {"频次": "次", "频率": "次", "金额": "元", "比例": "%％成", "比率": "%％", "人数": "人名"}
_TIED = ("responsibility", "deadline")


def names_another(typed: str, query: Query, draft: Draft, reader: Reader, *, leans: bool) -> bool:
    """Whether a short question names a thing that is nowhere where its answer stands.

    Args:
        typed: the question as typed.
        query: the question as understood.
        draft: what answers it.
        reader: the documents.
        leans: whether the question leans on an earlier one, whose words its answer need not hold.
    """
    if query.kind == "target" and _of_another_site(typed, query, draft, reader):
        return True
    if len(typed) > _SHORT or query.kind in _OTHER_WAYS or (leans and query.kind not in _TIED):
        return False
    if query.kind == "list" and _PAPER.search(typed):
        return False  # the parts of a document are told by its headings, which hold none of the words that name it
    if draft.statements and (named := _NAMED.match(draft.statements[0].text)) and named["name"] in typed:
        return False  # what is told of somebody by name need not repeat how he was called
    own = own_texts(draft, reader)
    held = around(draft, reader)
    missing = _missing(typed, query, held, reader)
    missing = [word for word in missing if not _is_theme(word, draft, reader) and not _is_count(word, typed, draft)]
    missing = [word for word in missing if not _ends_address(word, typed, query, draft, reader)]
    if any(_is_granted_for(word, typed) for word in missing):
        return True
    far = [word for word in missing if _is_scheme(word, query, reader) or not _is_near(word, held, reader, _ALIKE)]
    if _share(query, typed, far, leans=leans) >= _MUCH:
        return True
    if query.kind in _OF_ONE_THING and _of_another_kind(typed, query, own, missing, reader):
        return True
    counted = sum(statement.bears for statement in draft.statements) > _FEW  # things counted by their names
    measured = _unmeasured(typed, query, draft, reader) if query.kind == "target" and not counted else []
    return _share(query, typed, [word for word in measured if not _is_near(word, own, reader, _ALIKE)]) >= _MEASURE


def _is_granted_for(word: str, typed: str) -> bool:
    """Whether it is asked if a grant is given for a thing (「租房给不给补贴」): one for the like of it is another."""
    return re.search(f"(?<!多少)(?<!几){re.escape(word)}的?{_GRANTED}", typed) is not None  # 要几人|才给


def lacks_scheme(question: str, query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a question asks for a scheme coined with a number (三社联动) of which nothing around its answer tells."""
    return any(
        _is_scheme(word, query, reader) for word in _missing(question, query, around(draft, reader), reader)
    )


def _is_scheme(word: str, query: Query, reader: Reader) -> bool:
    """Whether a word is a scheme's name: what the segmenter made of 「一加二加N」 is none."""
    known = reader.lexicon.count(word) > 0 or word in dict(query.topic.alternatives)
    return known and _COINED.match(word) is not None


def _unmeasured(typed: str, query: Query, draft: Draft, reader: Reader) -> list[str]:
    """The words of a question for a figure that the figure's own row or sentence lacks.

    Where it has another of them, those of the document's title are what the whole document is about.
    """
    missing = _missing(typed, query, own_texts(draft, reader), reader)
    passing = passing_words()
    own = {word for word, _ in query.topic.words if len(word) > 1 and word not in passing} - set(missing)
    titles = [
        reader.document(evidence.doc_id).record.metadata.title
        for statement in draft.statements
        for evidence in statement.evidence
    ]
    return [word for word in missing if not own or not all(word in title for title in titles)]


def _of_another_site(typed: str, query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a figure is asked of a house or an estate by its name, which stands nowhere near the one told."""
    held = around(draft, reader)
    for evidence in (evidence for statement in draft.statements for evidence in statement.evidence):
        text = reader.document(evidence.doc_id).parsed.clean.text
        held += text[max(0, evidence.start - _BEFORE) : evidence.end]
    missing = _missing(typed, query, held, reader)
    return any(not in_dictionary(word) and re.search(f"{word}{_SITE}", typed) for word in missing)


def own_texts(draft: Draft, reader: Reader) -> str:
    """An answer with the clauses that it stands on and the heading right above each."""
    texts: list[str] = []
    for statement in draft.statements:
        texts.append(statement.text)
        for evidence in statement.evidence:
            clause = reader.clause(evidence.doc_id, evidence.clause)
            texts += [reader.text(evidence.doc_id, clause.start, clause.end), *clause.path[-1:]]
    return "\n".join(dict.fromkeys(texts))


def _missing(typed: str, query: Query, held: str, reader: Reader) -> list[str]:
    """The words of a question, less passing ones, that a text has in no form."""
    topic, passing = query.topic, passing_words()
    held += held.translate(ROMAN) if _ROMAN.search(held) else ""  # 二级 of 「Ⅱ级」
    shares = matches(topic, ((held, 1.0),))
    return [
        word
        for (word, _), share in zip(topic.words, shares, strict=True)
        if not share or _by_chance(word, share, held) or _is_coined_elsewhere(word, topic, held)
        if _WORD.fullmatch(word) and word in typed and word not in passing and not _made_up(word, held)
        if not _as_figure(word, held) and not _may_be(word, held, passing)
        if not reader.lexicon.gazetteer.named_by(word)  # which documents speak for a place is settled before
    ]


def _made_up(word: str, held: str) -> bool:
    """Whether the segmenter made a word out of two that meet (从哪|天值|到哪天) of which a text has what tells."""
    telling = set(word) - _COUNTED
    return len(word) == _PAIR and not in_dictionary(word) and bool(telling) and all(one in held for one in telling)


def _may_be(word: str, held: str, passing: Collection[str]) -> bool:
    """Whether the segmenter made a word out of 能, 可 or 想 and one that a text has or need not have (能|申请)."""
    rest = _MAY.sub("", word)
    return rest != word and not in_dictionary(word) and (rest in passing or rest in held)


def _as_figure(word: str, held: str) -> bool:
    """Whether a text tells what a word measures by a figure with its unit: 次数 by 「不少于2次」."""
    unit = _UNITS.get(word) or (word[0] if len(word) == _PAIR and word.endswith("数") else "")
    return bool(unit) and re.search(rf"[\d一二两三四五六七八九十百千万余多][{unit}]", held) is not None


def _by_chance(word: str, share: float, held: str) -> bool:
    """Whether a word of the language is found only by its two characters: 公园 in 「公办幼儿园」."""
    if share > _ABBREVIATED or len(word) != _PAIR or word in held or not in_dictionary(word):
        return False
    return re.search(f"{word[0]}[\u4e00-\u9fff]{word[1]}", held) is None


def _is_coined_elsewhere(word: str, topic: Topic, held: str) -> bool:
    """Whether a text has a scheme coined with a number (三社联动) in no form, only a word or two like it."""
    if not _COINED.match(word) or word in held:
        return False
    return not any(other in held for named, others in topic.alternatives if named == word for other in others)


def _share(query: Query, typed: str, words: Collection[str], *, leans: bool = False) -> float:
    """Share 0–1 of the weight of a question's words; of a follow-up, of those that it names itself."""
    asked = [(word, weight) for word, weight in query.topic.words if not leans or word in typed]
    return sum(weight for word, weight in asked if word in words) / (sum(weight for _, weight in asked) or 1.0)


def _of_another_kind(typed: str, query: Query, own: str, missing: Collection[str], reader: Reader) -> bool:
    """Whether an answer has a thing asked about only of other kinds."""

    def alike(one: str, other: str) -> bool:
        return _is_near(one, other, reader, _SAME)

    return another_kind(typed, query.topic, own, missing, passing_words(), alike)


def _is_count(word: str, typed: str, draft: Draft) -> bool:
    """Whether a word only counts what an answer lists in as many lines (十件), or names a place in a row (一章).

    Behind 哪 it counts once more what a term has counted: 「“十不准”是哪十条」.
    """
    counted = _COUNT.fullmatch(word)
    if counted is None:
        return False
    told = any(counted["number"] in statement.text for statement in draft.statements)
    lines = sum(statement.bears for statement in draft.statements)
    return parse_number(counted["number"]) in (1, lines) or (told and f"哪{word}" in typed)


def _ends_address(word: str, typed: str, query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a word ends the name of a street or village that the document of an answer writes: 瑞金|二路."""
    if word[-1] not in _ADDRESSES:
        return False
    names = [f"{other}{word}" for other, _ in query.topic.words if f"{other}{word}" in typed]
    documents = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    return any(name in reader.document(doc_id).parsed.clean.text for name in names for doc_id in documents)


def _is_theme(word: str, draft: Draft, reader: Reader) -> bool:
    """Whether a document that an answer stands in is about a word throughout, so that no line need have it."""
    documents = {evidence.doc_id for statement in draft.statements for evidence in statement.evidence}
    return any(reader.document(doc_id).parsed.clean.text.count(word) >= _THEME for doc_id in documents)


@lru_cache(maxsize=1)
def passing_words() -> frozenset[str]:
    """Words that an answer need not bear: those of the office's list, and what is done in tasks."""
    verbs = (verb for line in words("task_verbs.txt") for verb in line.split())
    return frozenset((*query_words("unborne_words.txt"), *verbs))


def around(draft: Draft, reader: Reader) -> str:
    """An answer with what stands around it: its clauses, all headings, the title, the head of its table."""
    texts: list[str] = []
    for statement in draft.statements:
        texts += [statement.text, *held_texts(statement, reader)]
        for evidence in statement.evidence:
            clause = reader.clause(evidence.doc_id, evidence.clause)
            texts += [text for text, _ in reader.layers(evidence.doc_id, clause)]
            texts.append(reader.text(evidence.doc_id, clause.start, clause.end))
            about = reader.document(evidence.doc_id).record.metadata
            texts += [about.title, *about.places, about.issuer]
    return "\n".join(dict.fromkeys(texts))


def _is_near(word: str, held: str, reader: Reader, alike: float) -> bool:
    """Whether the encoder finds a word of a text as near another; where there is none, every word may be near."""
    late = reader.view.late
    if late is None:
        return True
    passing = query_words("filler_words.txt") | query_words("generic_words.txt")
    near = (w for w in segment(held) if _WORD.fullmatch(w) and w not in passing and not is_function_word(w))
    others = list(dict.fromkeys(near))[:_WORDS_LOOKED_AT]
    return not others or late.is_near(word, others, alike)
