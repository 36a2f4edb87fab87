"""Put typing errors right against the library's own words: homophones (冲电 → 充电), one wrong character in a term."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate, product

from retriever.lexicon import Lexicon, query_words
from retriever.scope import NAMED_DISTRICT
from retriever.sounds import sounds
from retriever.tokenizer import in_dictionary, segment

_HAN = re.compile("[\u4e00-\u9fff]")
_FUNCTION = frozenset(
    "的了是和在哪谁么吗呢吧呀啊嘛有几多就都还也不没被把给让对从与及或这那你我他它们来去说什户一二三四五六七八九十两大小少"
)
_LOOSE = frozenset("到从向往把将进起张条只里先钱上")  # where they meet other words in speech, nothing is mistyped
_LEVELS = ("区", "县", "市", "镇", "乡", "村", "街道")
_NAMED = frozenset("区县市镇乡")  # what ends a word that the segmenter makes up out of an unknown name
_BODY = re.compile("(?<=[\u4e00-\u9fff])局(?![限部面势域促])")  # 文旅局 is no 文旅居, whatever a library tells of
_LOOKS, _AROUND = 4, 8  # occurrences of a pair that are looked at, characters on both sides of it
_TOGETHER, _BETWEEN = 2, 4  # clauses in which two words stand together, and characters between them
_USUAL = 20  # occurrences in the dictionary's texts of a word that is no accident
_FREQUENT = 5  # occurrences of a pair in the library that make it a word of its own
_NUMERALS = frozenset("一二三四五六七八九十两百")
MINIMUM_TERM = 4  # characters of a quoted term in which one wrong character is put right

_VERB_ASKED = re.compile("[奖补罚给发交收领报](?:多少|几|什么|啥|[吗不]$)")
_WAY_ASKED = re.compile("(?:怎么?|咋|如何|啥|什么)样?(?:个|的)?[一-龥]法")  # 「怎么个批法」 is no 批发

class Speller:
    """Corrections by sound and by the library's quoted terms; built on first use, read-only afterwards."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_sound: dict[tuple[str, str], list[str]] | None = None
        self._fillers = query_words("filler_words.txt") | query_words("generic_words.txt")

    def prepare(self) -> None:
        """Read the sounds of the library now, not with the first question that holds a strange word."""
        if self._by_sound is None:
            self._by_sound = self._sound_index()

    def correct(self, question: str) -> str:
        """The question with pairs of characters that the library lacks replaced by its own of the same sound."""
        fixed = self._real_words(self._quoted_terms(self._places(question)))
        named = self._named_places(fixed)
        opening = set(accumulate(map(len, segment(fixed)), initial=0))
        for position in self._doubtful(fixed):
            pair = fixed[position : position + 2]
            if not all(map(_HAN.match, pair)) or set(pair) & (_FUNCTION | _LOOSE):
                continue
            if self._lexicon.count(pair) and (position not in opening or self._opens_word(pair)):
                continue
            if self._lexicon.everyday.alternatives(pair):
                continue  # 同车 is what people say for 同乘, no 通车
            if any(start <= position + 1 and position < end for start, end in named):
                continue  # a place or a body that the library does not know is still one
            before = fixed[max(0, position - 1) : position + 1]
            if _VERB_ASKED.match(fixed, position + 1) and self._lexicon.count(before):
                continue  # 示范楼组|奖多少钱
            replacement = self._same_sound(pair, fixed, position)
            if replacement:
                fixed = fixed[:position] + replacement + fixed[position + 2 :]
        return fixed

    def _named_places(self, question: str) -> list[tuple[int, int]]:
        """Where names of places stand, known to the library or not (进|新下陆, 榆泉区)."""
        found = [match.span() for match in NAMED_DISTRICT.finditer(question)]
        for place in self._lexicon.places:
            if len(place) > 1 and place in question:
                found += [match.span() for match in re.finditer(re.escape(place), question)]
        found += [match.span() for match in _BODY.finditer(question)]
        position = 0
        for word in segment(question):
            made_up = len(word) > 2 and word[-1] in _NAMED and not in_dictionary(word)
            if made_up and not self._lexicon.count(word[-2:]):
                found.append((position, position + len(word)))
            position += len(word)
        return found

    def _places(self, question: str) -> str:
        """Names of the documents' places in the place of other places of the same sound (黄埔, 常宁).

        A question that names another place beside it means what it says.
        """
        named = self._lexicon.gazetteer.find(question)
        known = [place for place in self._lexicon.places if len(place) >= 2]
        if len(named) > 1 or any(place in question for place in known):
            return question
        edges = set(accumulate(map(len, segment(question)), initial=0))
        for match in NAMED_DISTRICT.finditer(question):
            edges |= {match.start(), match.end() - 1, match.end()}
        strange: dict[int, list[int]] = {}  # by length: where words begin that the library does not have
        for place in sorted(known, key=len, reverse=True):
            starts = strange.get(length := len(place))
            if starts is None:
                words = [start for start in sorted(edges) if start + length in edges]  # no parts of other words
                starts = strange[length] = [
                    start for start in words if self._is_strange(question[start : start + length])
                ]
            for start in starts:
                stretch = question[start : start + length]
                name = place.rstrip("".join(_LEVELS)) or place
                if not any(a == b for a, b in zip(stretch, name, strict=False)):
                    continue  # who mistypes a name gets a part of it right; sounds are read only then
                broad = place.endswith(_LEVELS) and stretch not in self._lexicon.gazetteer
                if all(
                    a == b or _sound_alike(a, b, rare=True, broad=broad) for a, b in zip(stretch, place, strict=True)
                ):
                    return question[:start] + place + question[start + len(place) :]
        return question

    def _is_strange(self, word: str) -> bool:
        """Whether a word of Chinese characters stands nowhere in the library."""
        return all(map(_HAN.match, word)) and not self._lexicon.count(word)

    def _real_words(self, question: str) -> str:
        """Words that the library lacks replaced by those that sound so and go with another word there (家装电梯).

        A word that the library has once or twice, never with one of the others, may be replaced too.
        """
        words = segment(question)
        others = [word for word in words if len(word) > 1 and self._lexicon.count(word) >= _TOGETHER]
        position = 0
        for word in words:
            if others and self._may_be_another(word) and not any(self._together(word, near) for near in others):
                words_like = filter(in_dictionary, self._sounding_like(word))  # 日起 beside 施行 is no 日期 mistyped
                fitting = {other: sum(self._together(other, near) for near in others) for other in words_like}
                best = max(fitting, key=lambda other: (fitting[other], other), default="")
                if best and fitting[best] >= _TOGETHER * (1 + 2 * self._lexicon.count(word)):
                    question = question[:position] + best + question[position + 2 :]
            position += len(word)
        return question

    def _may_be_another(self, word: str) -> bool:
        """Whether a word of the dictionary is so rare in the library that another may have been meant."""
        if len(word) != 2 or set(word) & _FUNCTION or word in self._fillers or not in_dictionary(word):
            return False
        return self._lexicon.count(word) <= _TOGETHER and not self._lexicon.everyday.alternatives(word)

    def _sounding_like(self, pair: str) -> set[str]:
        """The library's words of the sound of a pair that share a character with it."""
        if self._by_sound is None:
            self._by_sound = self._sound_index()
        keys = product(sounds(pair[0]), sounds(pair[1]))
        found = {other for key in keys for other in self._by_sound.get(key, ()) if set(other) & set(pair)}
        return {other for other in found - {pair} if not set(other) & _FUNCTION and self._is_word(other)}

    def _together(self, word: str, near: str) -> int:
        """Clauses of the library in which one word stands shortly before or behind the other."""
        rare, common = sorted((word, near), key=self._lexicon.count)
        if not self._lexicon.count(rare):
            return 0
        beside = self._beside(rare, len(common) + _BETWEEN)
        if common not in beside:
            return 0
        between = f"[^，。；：、\\n]{{0,{_BETWEEN}}}"
        one, other = re.escape(word), re.escape(near)
        return len(re.findall(f"{one}{between}{other}|{other}{between}{one}", beside))

    def _beside(self, word: str, reach: int) -> str:
        """Where a word stands in the library, with so many characters around it, each stretch in a line of its own."""
        corpus, stretches = self._lexicon.corpus, list[tuple[int, int]]()
        at = corpus.find(word)
        while at >= 0:
            start, end = max(0, at - reach), at + len(word) + reach
            if stretches and start <= stretches[-1][1]:
                start = stretches.pop()[0]
            stretches.append((start, end))
            at = corpus.find(word, at + 1)
        return "\n".join(corpus[start:end] for start, end in stretches)

    def _doubtful(self, text: str) -> list[int]:
        """Where a pair of characters begins that may be mistyped.

        Inside a word that the library lacks, or between two single characters: a mistyped word falls apart into
        them. Where two known words meet, or beside a word of the question itself, nothing is mistyped.
        """
        found: list[int] = []
        position = 0
        words = segment(text)
        for word, following in zip(words, [*words[1:], ""], strict=False):  # no word: nothing follows
            known = word in self._fillers or self._lexicon.count(word) > 0 or (len(word) > 1 and in_dictionary(word))
            if len(word) > 1 and not known:
                found += range(position, position + len(word) - 1)
            position += len(word)
            loose = len(word) == 1 or not known
            next_known = following in self._fillers or self._lexicon.count(following) > 0
            next_known = next_known or (len(following) > 1 and in_dictionary(following))
            next_loose = len(following) == 1 or not next_known
            if following and loose and next_loose and word not in self._fillers and following not in self._fillers:
                found.append(position - 1)
        meant = {match.end() - 2 for match in _WAY_ASKED.finditer(text)}
        return sorted(at for at in found if at not in meant)

    def _same_sound(self, pair: str, text: str, position: int) -> str:
        """The library's pair of the same sound that fits its neighbours best, or the empty string."""
        if self._by_sound is None:
            self._by_sound = self._sound_index()
        candidates = {
            other for key in product(sounds(pair[0]), sounds(pair[1])) for other in self._by_sound.get(key, ())
        }
        best, best_score = "", 0.0
        for candidate in candidates:
            if set(candidate) & (_FUNCTION | {"为"}):
                continue
            same = sum(1 for a, b in zip(pair, candidate, strict=True) if a == b)
            if not same:
                continue
            around = self._lexicon.count(text[position - 1 : position] + candidate) if position else 0
            around += self._lexicon.count(candidate + text[position + 2 : position + 3])
            before = self._lexicon.count(text[max(0, position - 1) : position] + pair[0]) if position else 0
            count = self._lexicon.count(candidate)
            score = around * 10 + count - (5 if before and candidate[0] != pair[0] else 0)
            sure = around or count >= _FREQUENT or in_dictionary(candidate)
            if score > best_score and sure and self._is_word(candidate):
                best, best_score = candidate, score
        return best if best_score >= 2 else ""

    def _is_word(self, pair: str) -> bool:
        """Whether the library has a pair within a word, not only where two words meet (源平 in 资源平台)."""
        corpus, start = self._lexicon.corpus, -1
        for _ in range(_LOOKS):
            start = corpus.find(pair, start + 1)
            if start < 0:
                return False
            first = max(0, start - _AROUND)
            edges = set(accumulate(map(len, segment(corpus[first : start + _AROUND])), initial=first))
            if start + 1 not in edges:
                return True
        return False

    def _opens_word(self, pair: str) -> bool:
        """Whether the library has a pair where a word begins, not only within longer ones (务业 in 服务业)."""
        corpus, start = self._lexicon.corpus, -1
        for _ in range(_LOOKS):
            start = corpus.find(pair, start + 1)
            if start < 0:
                return False
            first = max(0, start - _AROUND)
            if start in accumulate(map(len, segment(corpus[first : start + _AROUND])), initial=first):
                return True
        return False

    def _sound_index(self) -> dict[tuple[str, str], list[str]]:
        corpus = self._lexicon.corpus
        pairs = {corpus[index : index + 2] for index in range(len(corpus) - 1)}
        index: dict[tuple[str, str], list[str]] = defaultdict(list)
        for pair in pairs:
            if all(map(_HAN.match, pair)):
                for key in product(sounds(pair[0]), sounds(pair[1])):
                    index[key].append(pair)
        return dict(index)

    def _quoted_terms(self, question: str) -> str:
        """Replace a stretch that differs from a quoted term of the library in one character."""
        characters = set(question)
        for term in self._lexicon.quoted:
            size = len(term)
            if size < MINIMUM_TERM or size > 12 or len(set(term) - characters) > 1 or term in question:
                continue
            for start in range(len(question) - size + 1):
                stretch = question[start : start + size]
                wrong = [(a, b) for a, b in zip(stretch, term, strict=True) if a != b]
                if (
                    len(wrong) == 1
                    and not set(wrong[0]) <= _NUMERALS  # 四星 beside 五星 is no typing error
                    and not self._lexicon.count(stretch)
                    and (_sound_alike(*wrong[0]) or (size > MINIMUM_TERM and _odd(question, start, term)))
                    and not self._is_used(question, start, term)
                ):
                    question = question[:start] + term + question[start + size :]
                    break
        return question

    def _is_used(self, question: str, start: int, term: str) -> bool:
        """Whether the library has the character that differs from a term as it stands: 医养 beside 「宁康颐养」."""
        place = next(start + at for at, character in enumerate(term) if question[start + at] != character)
        pairs = (question[at : at + 2] for at in (place - 1, place) if at >= 0)
        return any(self._lexicon.count(pair) >= _TOGETHER and self._is_word(pair) for pair in pairs if len(pair) == 2)


def _odd(question: str, start: int, term: str) -> bool:
    """Whether the character that differs from a term is no word of speech nor part of one (空置 beside 志)."""
    place = next(start + at for at, character in enumerate(term) if question[start + at] != character)
    pairs = (question[at : at + 2] for at in (place - 1, place) if at >= 0)
    return question[place] not in _FUNCTION and not any(in_dictionary(pair, frequency=_USUAL) for pair in pairs)


def _sound_alike(first: str, second: str, *, rare: bool = False, broad: bool = False) -> bool:
    """Whether two characters sound alike; with `rare` in any reading of the second (长 of 长宁).

    With `broad` n and l are one, as in the speech of the middle Yangtze (长零 for 长宁).
    """
    if not all(map(_HAN.match, (first, second))):
        return False
    one, other = sounds(first), sounds(second, rare=rare)
    if broad:
        one, other = (tuple(re.sub("^l", "n", sound) for sound in readings) for readings in (one, other))
    return not set(one).isdisjoint(other)
