"""What people say around a question and not of it: stories, politeness, speech of their region (忙前忙后, 里厢)."""

from __future__ import annotations

from functools import lru_cache

from retriever.everyday import EverydayWords, Phrase
from retriever.lexicon import query_words
from retriever.tokenizer import in_dictionary


def without_fillers(text: str, everyday: EverydayWords) -> str:
    """A question with a space in the place of each filler that the segmenter would not give as one word.

    Where an everyday phrase as long at least stands over a filler, the phrase is meant.
    """
    fillers = _fillers().phrases(text)
    if not fillers:
        return text
    phrases = everyday.phrases(text)
    for filler in reversed(fillers):
        if not any(_covers(phrase, filler) for phrase in phrases):
            text = f"{text[: filler[0]]} {text[filler[1] :]}"
    return text


@lru_cache(maxsize=1)
def _fillers() -> EverydayWords:
    words = query_words("filler_words.txt")
    return EverydayWords({word: ("",) for word in words if len(word) > 1 and not in_dictionary(word)})


def _covers(phrase: Phrase, filler: Phrase) -> bool:
    overlap = phrase[0] < filler[1] and filler[0] < phrase[1]
    return overlap and phrase[1] - phrase[0] >= filler[1] - filler[0]
