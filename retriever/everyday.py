"""What people say and what documents write (装电梯 → 加装电梯, 社工 = 社区工作者), from a list an office can extend."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ingest.data_files import Fault, read_lines, refuse
from retriever.tokenizer import in_dictionary, tokenize

EVERYDAY_FILE = Path(__file__).parent / "data" / "everyday_words.txt"
GAP = 4  # characters that may stand where an entry has its “…”

Phrase = tuple[int, int, tuple[str, ...]]  # start, end (characters, end exclusive), other words

_SIGN = re.compile(r"(→|->|=|＝)")
_GAP_SIGN = re.compile(r"…+")
_CLAUSE_END = re.compile(r"[，。；：！？,;:!?\s]")
_COMMON = 100  # occurrences in the dictionary's texts of a word that nobody means to cut
_PAIR = 2
_SAFE_LENGTH = 4  # characters from which an entry is taken for itself wherever it stands


class EverydayWords:
    """Everyday words and the words a text may use for them; immutable, `with_file` gives an extended copy."""

    def __init__(self, alternatives: Mapping[str, tuple[str, ...]]) -> None:
        """Start from everyday words with their alternatives, most usual first; “…” in a word stands for a gap."""
        self._alternatives: dict[str, tuple[str, ...]] = {}
        self._gapped: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = {}
        for word, others in alternatives.items():
            closed = fold(word)
            if "…" in word:
                first, *rest = _GAP_SIGN.split(word)
                opened = fold(first)
                same_start = self._gapped.setdefault(opened[0], {})
                same_start.setdefault(opened, []).append((fold(rest[0]), others))
                closed = fold("".join((first, *rest)))
            self._alternatives[closed] = _merged(closed, self._alternatives.get(closed, ()), others)
        self._source = dict(alternatives)
        self._lengths: dict[str, tuple[int, ...]] = _lengths_by_start(self._alternatives)

    @classmethod
    def default(cls) -> EverydayWords:
        """The words of the shipped list."""
        return _default_words()

    @classmethod
    def from_file(cls, path: Path, fault: Fault = refuse) -> EverydayWords:
        """The words of one list; where `fault` puts up with a line that is not an entry, it is left out.

        Raises:
            DataFileError: the file is missing, not UTF-8, or a line is not an entry; the message names the line.
        """
        return cls(_read(path, fault))

    def with_file(self, path: Path) -> EverydayWords:
        """A copy extended by an office's own list, whose alternatives come before those known already.

        Raises:
            DataFileError: the file is missing, not UTF-8, or a line is not an entry; the message names the line.
        """
        merged = dict(_read(path))
        for word, others in self._source.items():
            merged[word] = _merged(word, merged.get(word, ()), others)
        return EverydayWords(merged)

    def __len__(self) -> int:
        return len(self._alternatives)

    def alternatives(self, word: str) -> tuple[str, ...]:
        """Words a text may use for `word`, most usual first, never `word` itself; empty for an unknown word."""
        return self._alternatives.get(fold(word), ())

    def phrases(self, text: str) -> list[Phrase]:
        """Entries of two characters and more that stand in a question, in its order; of overlapping ones the longest.

        The span of an entry with a gap reaches over the characters in the gap (老人在社区吃饭), `GAP` at most.
        """
        folded = fold(text)
        found = [*self._whole(folded), *self._with_gap(folded)]
        if not found:
            return []
        inner = _inner_positions(folded)
        chosen: list[Phrase] = []
        for length, (start, end, others) in sorted(found, key=lambda match: (-match[0], match[1])):
            free = all(end <= taken_start or taken_end <= start for taken_start, taken_end, _ in chosen)
            if free and _stands_alone(start, end, length, inner):
                chosen.append((start, _with_begun(end, inner), others))
        return sorted(chosen)

    def _whole(self, text: str) -> Iterable[tuple[int, Phrase]]:
        """Entries without a gap, each after the number of its characters."""
        for start, character in enumerate(text):
            for length in self._lengths.get(character, ()):
                others = self._alternatives.get(text[start : start + length])
                if others and start + length <= len(text):
                    yield length, (start, start + length, others)

    def _with_gap(self, text: str) -> Iterable[tuple[int, Phrase]]:
        """Entries with one to `GAP` characters in their gap, each after the number of its own characters."""
        for start, character in enumerate(text):
            for first, endings in self._gapped.get(character, {}).items():
                if not text.startswith(first, start):
                    continue
                middle = start + len(first)
                for second, others in endings:
                    at = text.find(second, middle + 1, middle + GAP + len(second))
                    if at >= 0 and not _CLAUSE_END.search(text, middle, at):
                        yield len(first) + len(second), (start, at + len(second), others)


def _lengths_by_start(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Lengths of the words of two characters and more that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            lengths.setdefault(word[0], set()).add(len(word))
    return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """The text in half width and lower case, character by character, so that positions stay."""
    lower = text.lower()
    if len(lower) == len(text) and unicodedata.is_normalized("NFKC", text):
        return lower
    folded = (unicodedata.normalize("NFKC", character).lower() for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


@lru_cache(maxsize=4096)
def _inner_positions(text: str) -> Mapping[int, int]:
    """Positions between two characters of one word, with the length of that word; 1 for a rare or made-up pair."""
    inner: dict[int, int] = {}
    position = 0
    for word in tokenize(text).words:
        start = text.find(word, position)
        if start < 0:  # the tokenizer writes some signs with more characters
            continue
        position = start + len(word)
        length = len(word) if len(word) > 2 or in_dictionary(word, frequency=_COMMON) else 1
        inner.update((place, length) for place in range(start + 1, position))
    return inner


def _stands_alone(start: int, end: int, length: int, inner: Mapping[int, int]) -> bool:
    """Whether a match of so many characters is not cut out of other words: 家医 in 国家医保, 找工作 in 找工作人员.

    Words of two characters that the tokenizer invents (和业 in 居委会和业委会) do not count against three.
    """
    cut = max(inner.get(start, 0), inner.get(end, 0))
    return length >= _SAFE_LENGTH or cut < (2 if length == 3 else 1)


def _with_begun(end: int, inner: Mapping[int, int]) -> int:
    """The end of a match, behind the common word of two characters that its last one begins: 房子…修 in 房子修缮."""
    return end + 1 if inner.get(end) == _PAIR and end - 1 not in inner and end + 1 not in inner else end


def _merged(word: str, *groups: Sequence[str]) -> tuple[str, ...]:
    """Alternatives of several groups in order, once each, without the word itself."""
    filled = [group for group in groups if group]
    others = filled[0] if len(filled) == 1 else tuple(dict.fromkeys(itertools.chain.from_iterable(filled)))
    if len(word) not in map(len, others):  # nearly always: a list is read at every start
        return tuple(others)
    folded = fold(word)
    return tuple(other for other in others if fold(other) != folded)


def _read(path: Path, fault: Fault = refuse) -> dict[str, tuple[str, ...]]:
    """Alternatives by word, in the order of the file; words may stand on several lines."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in read_lines(path):
        for word, others in _entries(f"词表文件 {path} 第 {number} 行「{line}」", line, fault):
            found[word] = _merged(word, found.get(word, ()), others)
    return found


def _entries(where: str, line: str, fault: Fault) -> list[tuple[str, tuple[str, ...]]]:
    """Words of one line, each with its alternatives; none where it has an error, told with `where` it stands."""
    sides = _SIGN.split(line)
    groups = [list(map(str.strip, side.split("、"))) for side in sides[::2]]
    signs = {sign.replace("->", "→").replace("＝", "=") for sign in sides[1::2]}
    wrong = _wrong_signs(signs, groups)
    if not wrong:
        written = groups[1] if signs == {"→"} else [word for group in groups for word in group]
        everyday = groups[0] if signs == {"→"} else written
        wrong = _wrong_words(everyday, written)
    if wrong:
        fault(where + wrong)
        return []
    others = tuple(dict.fromkeys(written))
    return [(word, others) for word in everyday]


def _wrong_signs(signs: set[str], groups: list[list[str]]) -> str:
    if not signs:
        return "缺少“→”或“=”。请写成“口语 → 政策用语”或“甲 = 乙”。"
    if len(signs) > 1 or (signs == {"→"} and len(groups) > 2):
        return "有多个符号。一行只能有一个“→”，或者只用“=”连接。"
    if not all(map(all, groups)):
        return "有空缺的词。请补上“→”“=”“、”两边的词，或删去多余的符号。"
    return ""


def _wrong_words(everyday: list[str], written: list[str]) -> str:
    if any("…" in word for word in written):
        return "中“…”只能用在“→”左边。请写出完整的词。"
    gapped = [word for word in everyday if "…" in word]
    if any(not all(_GAP_SIGN.split(word)) or len(_GAP_SIGN.findall(word)) > 1 for word in gapped):
        return "中“…”的前后都要有字，一个词里只能用一次。"
    lonely = next((word for word in everyday if all(_is_same(word, other) for other in written)), "")
    return f"中“{lonely}”对应的只有它自己。请写出另一种说法。" if lonely else ""


def _is_same(word: str, other: str) -> bool:
    return len(word) == len(other) and fold(word) == fold(other)


@lru_cache(maxsize=1)
def _default_words() -> EverydayWords:
    return EverydayWords.from_file(EVERYDAY_FILE)
