"""How Chinese characters sound, without tones, from `retriever/data/sounds.txt`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ingest.data_files import read_lines

SOUNDS_FILE = Path(__file__).parent / "data" / "sounds.txt"
# Sounds that speakers of many dialects do not tell apart.
_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))


@lru_cache(maxsize=8192)
def sounds(character: str, *, rare: bool = False) -> tuple[str, ...]:
    """Toneless readings of a character, with the sounds that speakers of many dialects do not tell apart made one.

    The usual reading alone unless `rare`; what is no Chinese character stands for its own sound.
    """
    usual, others = _read()
    own = usual.get(character, character)
    return (own, *sorted(others.get(character, frozenset()) - {own})) if rare else (own,)


@lru_cache(maxsize=1)
def _read() -> tuple[dict[str, str], dict[str, set[str]]]:
    """The usual reading of each character, and its others."""
    usual: dict[str, str] = {}
    others: dict[str, set[str]] = {}
    for _, line in read_lines(SOUNDS_FILE):
        reading, _, characters = line.partition("：")
        for sound, plain in _FUZZY:
            reading = reading.replace(sound, plain)
        first, _, also = characters.partition("；")
        usual.update(dict.fromkeys(first, reading))
        for character in also:
            others.setdefault(character, set()).add(reading)
    return usual, others
