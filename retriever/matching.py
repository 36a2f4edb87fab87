"""How well a stretch of text covers the words that a question asks about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import mul

from ingest.numerals import parse_number
from retriever.acts_asked import acts_asked
from retriever.fillers import without_fillers
from retriever.lexicon import Lexicon, query_words
from retriever.tokenizer import in_dictionary, is_function_word, pieces, segment

Layer = tuple[str, float]  # a text and the share of a word's weight that it earns, 0–1

INTERROGATIVE = re.compile(
    r"谁说了算|(?:该|去|要)?(?:找|推给|派给|交给|对接|归)(?=谁|哪)|责任(?:在|归)(?=谁|哪)|主责(?:单位|部门)?|(?<=[谁家])在?(?:弄|搞|抓|管|盯|做|办)|卡在|这个事儿?|这件事|这事儿?|那个事|归(?=谁|哪|什么)|(?:是|由|让|找|给|都有)?(?:谁|哪(?:些|个|[几两三四五六七八九]个?|几家|家|一个|里|儿|位)?)(?:来|在|去|家)?"
    r"(?:单位|部门|局(?!长)|科室|机构|街道|镇|村|社区)?|(?:有|要|需要|到|得)?(?:多少(?:[户人名个家台辆次](?=[配设建给补发装]))?|多大|多高|多久|多长)|什么时候|啥时候|何时|(?:都)?(?:有|是|指|做|干|要|叫)?(?:些)?(?:什么|啥)"
    r"(?:意思|东西)?|怎么(?:样|办|做|弄|搞|推进|落实|开展|理解)?|如何|怎样|咋(?:样|办|弄|搞)?|到底|究竟|一共|总共|麻烦|请问|想问(?:下|一下)?|听说|真的假的|是不是|能不能|有没有|合不合(?:规定|规矩|规|法)"
)
_TERM_WEIGHT = 1.4  # a term that the documents quote tells more than a word
_PARTIAL = 0.8  # share earned by a long word all but part of whose character pairs are there
_ABBREVIATED = 0.7  # share earned by 拆违 in 「拆除违法建筑」
_ALTERNATIVE = 0.8  # share earned by an official word for an everyday one
_DENIES = re.compile("没|不(?!动产)")
_ASKING = re.compile("[几哪谁]|多[少久大长高远重快]|最多")
_DEGREES = "最更很太挺没"
_ONE = re.compile("[一1](个?[年月天周日季人户辆台次床亩张座间套家名位对桌顿趟])")
_BEHIND = frozenset("的了得地着过奖补罚")  # what follows a word in speech: 提标|的, 楼组|奖
_PREPOSITIONS = frozenset("从在到对由把给向往离跟和与被让")
_AUXILIARIES = "要能可会想得"
_DEALINGS = "办开建设搞上送读交领报买装改修补退养"  # verbs of one character, glued to what is dealt with
_PAIR = 2  # characters of most words; longer ones are terms
_NUMERAL = re.compile("(?=.{2})([一二三四五六七八九十百千两]+)([万亿]?)")
_GAP = 4  # characters that may stand between the two characters of an abbreviation


@dataclass(frozen=True)
class Topic:
    """The words a question asks about.

    Each has its weight > 0; `alternatives` are official words for everyday ones; `known` are the words that the
    library holds as they are: only others may be abbreviations of what it holds.
    """

    words: tuple[tuple[str, float], ...]
    alternatives: tuple[tuple[str, tuple[str, ...]], ...] = ()
    known: frozenset[str] = frozenset()

    @cached_property
    def total(self) -> float:
        """Sum of the weights."""
        return sum(weight for _, weight in self.words)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The weights in the words' order."""
        return tuple(weight for _, weight in self.words)

    @cached_property
    def others(self) -> Mapping[str, tuple[str, ...]]:
        """The alternatives by word."""
        return dict(self.alternatives)

    @cached_property
    def asked(self) -> tuple[tuple[str, bool, bool, tuple[str, ...]], ...]:
        """Each word, whether it is known, whether a text may hold a part of it, its alternatives."""
        others = self.others
        shortest = {True: 3, False: 2}  # characters of words that may stand in part
        return tuple(
            (word, word in self.known, len(word) >= shortest[word in self.known], others.get(word, ()))
            for word, _ in self.words
        )

    @property
    def text(self) -> str:
        """The words in order with their official forms, for searching."""
        others = self.others
        return " ".join(" ".join((word, *others.get(word, ())[:2])) for word, _ in self.words)

    def without(self, words: Iterable[str]) -> Topic:
        """The topic less some words."""
        dropped = set(words)
        return Topic(tuple(pair for pair in self.words if pair[0] not in dropped), self.alternatives, self.known)


NO_TOPIC = Topic(())


_CLASS = re.compile("(?<![A-Za-z])[A-Ea-e](?:类|级|档)")  # 「A类呢」「B级企业」

# 「电梯补多少钱」 speaks of no 电梯补, 「实验区分几步走」 of no 区分.
_VERB_ALONE = re.compile(
    "(?<=[一-龥]{2})(?:[补奖罚收贴](?=多少|几(?![乎天年月个]))|(?<=[区县镇村园])分(?=[成为]?(?:几|哪几)))"
)


def read_topic(text: str, lexicon: Lexicon, *, generic: bool = False) -> Topic:
    """The words of a text that are neither question words nor fillers, weighted by the library.

    With `generic` the words that stand everywhere in official documents (任务, 指标) are kept.
    """
    return lexicon.once((read_topic, text, generic), lambda: _read_topic(text, lexicon, generic=generic))


def _as_cased(word: str, lexicon: Lexicon) -> str:
    """A word of Latin letters as the library writes it: words of a question come in small letters (dip for DIP)."""
    if not word.isascii() or not word[:1].isalpha() or lexicon.count(word):
        return word
    return next((cased for cased in (word.upper(), word.capitalize()) if lexicon.count(cased)), word)


def _read_topic(text: str, lexicon: Lexicon, *, generic: bool) -> Topic:
    fillers = query_words("filler_words.txt")
    if not generic:
        fillers = fillers | query_words("generic_words.txt")
    words: dict[str, float] = {}
    alternatives: dict[str, tuple[str, ...]] = {}
    text = _VERB_ALONE.sub(lambda match: f" {match[0]} ", text)
    for act in acts_asked(text, lexicon):
        words[act[0]], alternatives[act[0]] = lexicon.weight(act[0]), act[1:]
    for term in lexicon.terms_in(text):
        if not INTERROGATIVE.sub("", term):
            continue  # 有没有 is asked, also where a text quotes it
        words[term] = _TERM_WEIGHT * lexicon.weight(term)
        text = text.replace(term, " ")
    for name in dict.fromkeys(_CLASS.findall(text)):  # a word of its own, which the dictionary does not have
        if lexicon.count(name.upper()):
            words[name.upper()] = lexicon.weight(name.upper())
            text = text.replace(name, " ")
    text = lexicon.once((without_fillers, text), lambda: without_fillers(text, lexicon.everyday))
    text = INTERROGATIVE.sub(" ", text)
    for start, end, others in reversed(lexicon.everyday.phrases(text)):
        held = tuple(other for other in others if lexicon.count(other))
        phrase = text[start:end]
        meant = phrase not in fillers and not _ASKING.search(phrase) and not _within_longer(text, start, end, lexicon)
        if held and meant and not _made_of_known(phrase, lexicon):
            alternatives[phrase] = held
            words[phrase] = _weight(phrase, held, lexicon)
            text = f"{text[:start]} {_terms_of(phrase, lexicon)} {text[end:]}"
    for word in lexicon.once((_words, text), lambda: tuple(_as_cased(word, lexicon) for word in _words(text, lexicon))):
        if word in fillers or word in words or (len(word) == 1 and not _tells(word, lexicon)):
            continue
        others = (*lexicon.everyday.alternatives(word), *_in_figures(word), *_of_each(word))
        held = tuple(other for other in others if lexicon.count(other))
        if not held and len(word) > 1 and is_function_word(word) and not lexicon.count(word):
            continue
        words[word] = lexicon.weight(word)
        if held:
            alternatives[word] = held
    known = frozenset(word for word in words if lexicon.count(word))
    return Topic(tuple(words.items()), tuple(alternatives.items()), known)


def _in_figures(word: str) -> tuple[str, ...]:
    """A numeral of two characters and more in figures, as documents write it: 五百 → 500, 十万 → 10万."""
    match = _NUMERAL.fullmatch(word)
    number = parse_number(match[1]) if match else None
    return (f"{number:g}{match[2]}",) if match and number is not None else ()


def _of_each(word: str) -> tuple[str, ...]:
    """What is asked for one as documents write it for each: 一辆 → 每辆, 一个月 → 每月."""
    match = _ONE.fullmatch(word)
    return (f"每{match[1]}", f"每{match[1].removeprefix('个')}") if match else ()


def _words(text: str, lexicon: Lexicon) -> list[str]:
    """Dictionary words, with neighbouring single characters that the library writes together put together (铜都)."""
    words: list[str] = []
    single = False
    for word in _as_library_writes(_real_words(text, lexicon), lexicon):
        if len(word) > 1 and word[0] in _AUXILIARIES and not lexicon.count(word):
            word = word[1:]  # 要建 is 建
        one = len(word) == 1 and "\u4e00" <= word <= "\u9fff"
        if one and single and lexicon.count(words[-1] + word) * 3 >= lexicon.count(words[-1]) > 0:
            words[-1] += word
        else:
            words.append(word)
        single = one
    return [word for word in words if re.match(r"\w", word)]


def _made_of_known(phrase: str, lexicon: Lexicon) -> bool:
    """Whether a phrase is two words or more that the library has: they tell more than its official forms.

    A phrase that denies (手机没信号) means the opposite of its words: 信号覆盖 tells it, 手机 and 信号 do not.
    """
    if _DENIES.search(phrase):
        return False
    told = [word for word in segment(phrase) if len(word) > 1]
    return len(told) > 1 and not lexicon.count(phrase) and all(map(lexicon.count, told))


def _within_longer(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a phrase is cut out of a longer word, the only one that the library has it in (旧小区 in 老旧小区)."""
    count = lexicon.count(text[start:end])
    if end - start <= _PAIR or not count:
        return False
    return any(
        lexicon.count(longer) == count
        for longer in (text[max(0, start - 1) : end], text[start : end + 1])
        if len(longer) > end - start
    )


def _terms_of(phrase: str, lexicon: Lexicon) -> str:
    """The words of three characters and more that a phrase is made around and the library has (物业费 in 物业费涨).

    They are asked about beside what the phrase means.
    """
    if lexicon.count(phrase):
        return ""
    return " ".join(word for word in segment(phrase) if len(word) > _PAIR and lexicon.count(word))


def _weight(phrase: str, held: Sequence[str], lexicon: Lexicon) -> float:
    """What an everyday phrase tells: as much as its first official form; less where the library writes it too."""
    own, official = lexicon.weight(phrase), lexicon.weight(held[0])
    return (own + max(own, official)) / 2 if lexicon.count(phrase) else max(own, official)


def _real_words(text: str, lexicon: Lexicon) -> list[str]:
    """Dictionary words, and in place of those that the segmenter makes up with 用, 要, 那 the words in them."""
    found: list[str] = []
    for word in segment(text):
        if len(word) == 1 or lexicon.count(word) or in_dictionary(word):
            found.append(word)
            continue
        parts = _halves(word, lexicon) or pieces(word)
        whole = all(len(part) == 1 and part not in query_words("filler_words.txt") for part in parts)
        found += [word] if whole else parts
    return found


def _halves(word: str, lexicon: Lexicon) -> list[str]:
    """A compound that the segmenter glued, as the two words that the library has; the head word as long as can be.

    普惠托育点 is 普惠|托育点 where the library writes 普惠性托育点; 办普惠托育 is 办|普惠托育, though the library
    has 办普, too (民办普惠).
    """
    if not re.fullmatch("[\u4e00-\u9fff]+", word):
        return []
    if word[0] in _DEALINGS and len(word) > _PAIR and lexicon.count(word[1:]):
        return [word[0], word[1:]]
    for cut in range(_PAIR, len(word) - _PAIR + 1):
        if lexicon.count(word[:cut]) and lexicon.count(word[cut:]):
            return [word[:cut], word[cut:]]
    return []


def _as_library_writes(words: list[str], lexicon: Lexicon) -> list[str]:
    """Words cut again where the dictionary cuts through one that the library has.

    提|标的 is 提标|的, 从小|南门 is 从|小南门.
    """
    found: list[str] = []
    for word in words:
        before = found[-1] if found else ""
        lacking, led = not lexicon.count(word), not lexicon.count(before)
        if len(before) == 1 and word[1:] in _BEHIND and lacking and lexicon.count(before + word[0]):
            found[-1:] = [before + word[0], word[1:]]
        elif before[:-1] in _PREPOSITIONS and len(word) > 1 and led and lexicon.count(before[-1] + word):
            found[-1:] = [before[:-1], before[-1] + word]
        else:
            found.append(word)
    return found


def _tells(character: str, lexicon: Lexicon) -> bool:
    """Whether a single character is worth keeping: a rare Chinese one, e.g. 钱, 桥; no adverb of degree."""
    chinese = re.match("[\u4e00-\u9fff]", character) is not None
    return chinese and character not in _DEGREES and lexicon.count(character) < 40


@lru_cache(maxsize=65536)
def word_match(word: str, text: str, known: bool = False) -> float:
    """Share 0–1 of a word that a text holds: 1 as a whole, less by pairs of characters or as an abbreviation.

    A `known` word is none: 提标 is not 「提升…标准」 where the library writes 提标.
    """
    return 1.0 if word in text else _in_part(word, known)(text)


def _in_part(word: str, known: bool) -> Callable[[str], float]:
    """What tells the share of a word that a text holds in which it does not stand as a whole."""
    if len(word) == 2 and not known and "\u4e00" <= word[0] <= "\u9fff":
        first, second = word[0], word[1]

        def abbreviated(text: str) -> float:
            return _ABBREVIATED if first in text and second in text and _abbreviated(word).search(text) else 0.0

        return abbreviated
    if len(word) < 3:
        return lambda _: 0.0
    pairs = [word[index : index + 2] for index in range(len(word) - 1)]
    return lambda text: _PARTIAL * sum([pair in text for pair in pairs]) / len(pairs)


@lru_cache(maxsize=1024)
def _abbreviated(word: str) -> re.Pattern[str]:
    """Two characters with others between them."""
    return re.compile(f"{re.escape(word[0])}[^，。；：“”、\n]{{1,{_GAP}}}{re.escape(word[1])}")


def matches(topic: Topic, layers: Sequence[Layer]) -> tuple[float, ...]:
    """Share 0–1 that each word of the topic earns in its best layer, in the topic's order."""
    if len(layers) == 1:
        return _earned_in(topic, *layers[0])
    earned = []
    for word, known, in_part, official in topic.asked:
        best = 0.0
        for text, factor in layers:
            if factor > best:
                if word in text:
                    best = factor
                elif in_part:
                    best = max(best, factor * word_match(word, text, known))
            if official and best < factor * _ALTERNATIVE and _holds_any(text, official):
                best = factor * _ALTERNATIVE
        earned.append(best)
    return tuple(earned)


def _earned_in(topic: Topic, text: str, factor: float) -> tuple[float, ...]:
    """`matches` for one layer: most calls are of this kind, and they are many."""
    earned = []
    for word, known, in_part, official in topic.asked:
        best = factor if word in text else factor * word_match(word, text, known) if in_part else 0.0
        if official and best < factor * _ALTERNATIVE and _holds_any(text, official):
            best = factor * _ALTERNATIVE
        earned.append(best)
    return tuple(earned)


def _holds_any(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds one of some words; a plain loop, since it is asked a thousand times for a question."""
    for word in words:  # noqa: SIM110  # a generator costs as much as the search
        if word in text:
            return True
    return False


def matches_each(topic: Topic, texts: Sequence[str], factor: float) -> list[list[float]]:
    """`matches` for each of many texts by itself, as one layer: for each word of the topic a share for each text."""
    found = []
    least = factor * _ALTERNATIVE
    for word, known, in_part, official in topic.asked:
        shares = [factor if word in text else 0.0 for text in texts]
        if in_part:
            part = _in_part(word, known)
            shares = [share or factor * part(text) for share, text in zip(shares, texts, strict=True)]
        if official:
            for at, text in enumerate(texts):
                if shares[at] < least and _holds_any(text, official):
                    shares[at] = least
        found.append(shares)
    return found


def weigh(topic: Topic, earned: Sequence[float]) -> float:
    """Share 0–1 of the topic's weight, from the share of each word; 0 for an empty topic."""
    total = topic.total
    return sum(map(mul, topic.weights, earned)) / total if total else 0.0


def coverage(topic: Topic, layers: Sequence[Layer]) -> float:
    """Share 0–1 of the topic's weight that the layers earn, each word in its best layer; 0 for an empty topic."""
    return weigh(topic, matches(topic, layers))
