"""Chinese text to search terms: one function for documents and questions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import compress
from pathlib import Path
from typing import Any

STOP_WORDS_FILE = Path(__file__).parent / "data" / "stop_words.txt"

# Raise it with every change of what `tokenize` gives: indexes built with another number are rebuilt.
_REVISION = 1
# Rarer words are left to jieba's statistics of characters: two words in five are read, in half the time and
# memory, and on public policy questions one in two hundred changes between first and later.
_MINIMUM_FREQUENCY = 4
_LONGEST_TERM = 64
# A question is cut several times on its way; texts of a document only once.
_SHORT, _KEPT = 200, 512  # characters, texts
_FUNCTION_KINDS = frozenset("rdcpueyo")  # as the dictionary marks them

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[.,][0-9]+)*%?")
_IS_HAN = re.compile(rf"[{_HAN}]")


@dataclass(frozen=True)
class Tokens:
    """The search terms of a text, each kind in the order of the text, with repetitions, without stop words.

    `words` are dictionary words, `bigrams` pairs of neighbouring Chinese characters, `characters` single ones;
    Latin words and numbers stand whole in `words` and in `bigrams`.
    """

    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    characters: tuple[str, ...]


def tokenize(text: str) -> Tokens:
    """Split a text into search terms after NFKC and lower-casing; the first call reads the dictionary."""
    return _question_tokens(text) if len(text) <= _SHORT else _tokens(text)


@lru_cache(maxsize=_KEPT)
def _question_tokens(text: str) -> Tokens:
    return _tokens(text)


def _tokens(text: str) -> Tokens:
    normalised = unicodedata.normalize("NFKC", text).lower()
    bigrams: list[str] = []
    characters: list[str] = []
    for run in _RUN.findall(normalised):
        if _IS_HAN.match(run):
            bigrams.extend(run[i : i + 2] for i in range(len(run) - 1))
            characters.extend(run)
        else:
            bigrams.append(run[:_LONGEST_TERM])
    words = (word[:_LONGEST_TERM] for word in _segmenter().cut(normalised) if _RUN.match(word))
    return Tokens(_without_stop_words(words), _without_stop_words(bigrams), _without_stop_words(characters))


def segment(text: str) -> list[str]:
    """All dictionary words of a text in order, stop words and punctuation included, after NFKC and lower-casing."""
    return list(_words(text))


@lru_cache(maxsize=_KEPT)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_segmenter().cut(unicodedata.normalize("NFKC", text).lower()))


def in_dictionary(word: str, *, frequency: int = 1) -> bool:
    """Whether a word stands in the dictionary, that often at least, not only in the statistics of characters."""
    return int(_segmenter().FREQ.get(word, 0)) >= frequency


def pieces(word: str) -> list[str]:
    """The dictionary words and single characters that a word is written with, in order."""
    return list(_segmenter().cut(word, HMM=False))


def is_function_word(word: str) -> bool:
    """Whether the dictionary has a word as pronoun, adverb, conjunction, preposition or particle."""
    return word in _segmenter().function_words


@cache
def identity() -> str:
    """Name of everything that decides what `tokenize` gives, for the manifest of an index."""
    stop_words = hashlib.sha256("\n".join(sorted(_stop_words())).encode()).hexdigest()[:8]
    return f"words+bigrams+characters-{_REVISION}/jieba-{version('jieba')}/stop-{stop_words}"


def _without_stop_words(terms: Iterable[str]) -> tuple[str, ...]:
    stop_words = _stop_words()
    return tuple(term for term in terms if term not in stop_words)


@cache
def _stop_words() -> frozenset[str]:
    lines = STOP_WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _segmenter() -> Any:  # noqa: ANN401  # jieba has no types
    """A jieba tokenizer with its dictionary read here.

    Jieba's own loader reads all words, reports to stderr, and keeps a cache file in the shared temporary
    folder, which other users can write and which is missing on read-only systems; this one needs no cache.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about its own regular expressions and pkg_resources
        import jieba

    frequencies, total, function_words = _read_dictionary(Path(jieba.__file__).parent / "dict.txt")
    segmenter = jieba.Tokenizer()
    segmenter.function_words = function_words
    segmenter.FREQ, segmenter.total, segmenter.initialized = frequencies, total, True
    return segmenter


def _read_dictionary(file: Path) -> tuple[dict[str, int], int, frozenset[str]]:
    """Frequencies of words, 0 for strings that only begin a word; the sum of all frequencies; the function words."""
    fields = file.read_text(encoding="utf-8").split()  # word, frequency and kind in turn: a third of a million lines
    counts = list(map(int, fields[1::3]))
    usual = [count >= _MINIMUM_FREQUENCY for count in counts]
    words = list(compress(fields[::3], usual))
    function_words = {
        word for word, kind in zip(words, compress(fields[2::3], usual), strict=True) if kind[0] in _FUNCTION_KINDS
    }
    longer, end = [word for word in words if len(word) > 1], 1
    begun: set[str] = set()
    while longer:
        begun |= {word[:end] for word in longer}
        end += 1
        longer = [word for word in longer if len(word) > end]
    frequencies = dict.fromkeys(begun, 0) | dict(zip(words, compress(counts, usual), strict=True))
    return frequencies, sum(counts), frozenset(function_words)
