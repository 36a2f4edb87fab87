"""Compare texts white space, width, case and punctuation aside, without ever confusing two numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_KEPT_MARKS = frozenset("%‰")
_STRIPPED_SYMBOLS = frozenset("~|>`^")
_RANGE_SIGNS = frozenset("-–—―‐‑−~〜至")
# A range sign stands between two figures, or between the unit of one figure and the next.
_BEFORE_RANGE = frozenset("0123456789%‰年月日号时分")
_DIGITS = frozenset("0123456789")
_CHINESE_UNITS = frozenset("一二三四五六七八九")
_CHINESE_TENS = frozenset("十百千万亿")
_MARKER = re.compile(r"\[\d{1,3}\]")  # 「某府发[2025]9号」 holds none
_MARK_BEFORE_YEAR = re.compile(r"(?<![\d.])\d{1,2}\.(?=(?:19|20)\d\d年)")


@dataclass(frozen=True)
class Normalised:
    """A text without white space and punctuation.

    `glued[i]` is True when characters `i - 1` and `i` were neighbours in the original, or parted only by
    the comma of a thousand: only then can two digits belong to one number. `glued[0]` is False.
    """

    text: str
    glued: tuple[bool, ...]

    def contains(self, part: str) -> bool:
        """Whether `part` stands in the text, its first and last number whole; an empty part never does."""
        wanted = normalise(part).text
        if not wanted:
            return False
        position = self.text.find(wanted)
        while position >= 0:
            end = position + len(wanted)
            if not self._cuts_number(position) and not self._cuts_number(end):
                return True
            position = self.text.find(wanted, position + 1)
        return False

    def _cuts_number(self, position: int) -> bool:
        """Whether a number runs on over the border before character `position`."""
        if position <= 0 or position >= len(self.text) or not self.glued[position]:
            return False
        before, after = self.text[position - 1], self.text[position]
        if before in _DIGITS:
            return after in _DIGITS or (after == "." and self.text[position + 1 : position + 2] in _DIGITS)
        if before == ".":
            return after in _DIGITS
        if before in _CHINESE_TENS:
            return after in _CHINESE_UNITS or after in _CHINESE_TENS
        return before in _CHINESE_UNITS and after in _CHINESE_TENS


def strip_markers(answer: str) -> str:
    """The answer without its citation marks `[1]`."""
    return _MARKER.sub("", answer)


def normalise(text: str) -> Normalised:
    """NFKC, case-folded, without white space and punctuation.

    % and ‰ stay, so do decimal points directly between two digits; range signs between figures become "-".
    「2.2024年」 is a list mark and a year, no decimal number.
    """
    characters: list[str] = []
    glued: list[bool] = []
    source = list(_MARK_BEFORE_YEAR.sub(r"\g<0> ", _compatible(text)))
    apart = True
    for index in range(len(source)):
        kept = _keep(source, index)
        if kept is None:
            apart = apart or not _is_thousands_comma(source, index)
        else:
            characters.append(kept)
            glued.append(not apart)
            apart = False
    return Normalised("".join(characters), tuple(glued))


def _compatible(text: str) -> str:
    """NFKC and case folding; what a person reads as a border between two numbers stays one."""
    forms = []
    for character in text:
        form = unicodedata.normalize("NFKC", character).casefold()
        if character == "，":
            forms.append("、")  # NFKC would make it the comma of a thousand
        elif unicodedata.category(character) == "No":
            forms.append(f" {form} ")  # 「①2024年」 is not 12024
        else:
            forms.append(form)
    return "".join(forms)


def _keep(source: list[str], index: int) -> str | None:
    """The character as it is compared, or None when it is dropped."""
    character = source[index]
    if character in _RANGE_SIGNS and _is_range(source, index):
        # A doubled dash is one sign.
        return None if index and source[index - 1] in _RANGE_SIGNS else "-"
    if character == ".":
        inside = 0 < index < len(source) - 1 and source[index - 1] in _DIGITS and source[index + 1] in _DIGITS
        return character if inside else None
    if character in _KEPT_MARKS:
        return character
    if character.isspace() or character in _STRIPPED_SYMBOLS or unicodedata.category(character)[0] in "PC":
        return None
    return character


def _is_range(source: list[str], index: int) -> bool:
    left, right = index - 1, index + 1
    while left >= 0 and (source[left].isspace() or source[left] in _RANGE_SIGNS):
        left -= 1
    while right < len(source) and (source[right].isspace() or source[right] in _RANGE_SIGNS):
        right += 1
    return left >= 0 and right < len(source) and source[left] in _BEFORE_RANGE and source[right] in _DIGITS


def _is_thousands_comma(source: list[str], index: int) -> bool:
    if source[index] != "," or index == 0 or source[index - 1] not in _DIGITS:
        return False
    following = source[index + 1 : index + 5]
    return (
        len(following) >= 3
        and all(character in _DIGITS for character in following[:3])
        and (len(following) == 3 or following[3] not in _DIGITS)
    )
