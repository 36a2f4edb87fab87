"""Text of images by optical character recognition: rapidocr with the models in its package, no network.

Install with `pip install "zhengda[ocr]"`; nothing else imports rapidocr or its image library.
"""

from __future__ import annotations

import importlib.util
import math
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.loaders.page_lines import Glyph
from ingest.loaders.ruled_grid import Rule

INSTALL = '要读取扫描件和图片，请先安装文字识别组件：pip install "zhengda[ocr]"。'
RECOGNISED = "第 {pages} 页是扫描件，由 OCR 识别，可能有错字，请对照原件核对。"

_SHOWN_PAGES = 10
_FONT_SHARE = 0.8
"""Font height as a share of the height of a recognised line's box."""
_MIN_RULE_SHARE = 0.02
"""Length of a ruling line, as a share of the page's longer side."""
_MIN_CONFIDENCE = 0.5
_MIN_PIXELS = 16
_MIN_SLOPE, _MAX_SLOPE = 0.8, 10.0
"""Degrees from which on a page is turned upright and read once more, and above which a line is no line of text."""
_LONG_LINE = 300
_STROKE_MARGIN = 0.1
_SPACE_SHARE = 0.7
"""A wider gap between two Chinese characters, as a share of a character's width, is a space."""
_WIDE_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_HALF_MARKS = str.maketrans("(),:;?!", "（），：；？！")
_MARK_BY_WIDE = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[(),:;?!]|[(),:;?!](?=[\u2e80-\u9fff])")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A character and its horizontal edges in points."""

    text: str
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def is_installed() -> bool:
    """Whether recognition is possible here."""
    return all(importlib.util.find_spec(package) is not None for package in ("rapidocr", "cv2"))


def page_names(numbers: Sequence[int]) -> str:
    """Page numbers for people: "1、2、5"."""
    return "、".join(map(str, numbers[:_SHOWN_PAGES])) + ("等" if len(numbers) > _SHOWN_PAGES else "")


def recognise(image: NDArray[np.uint8], scale: float) -> tuple[list[Glyph], list[Rule]]:
    """Characters and ruling lines of an image.

    Args:
        image: `(height, width, 3)` uint8, blue, green, red.
        scale: points per pixel.

    Returns:
        Characters and lines in points from the top left corner. A recognised line is one "character", divided
        where a ruling line crosses it.
    """
    if min(image.shape[:2]) < _MIN_PIXELS:
        return [], []
    found = _read(image)
    slope = _slope(found)
    if abs(slope) > _MIN_SLOPE:
        image = _turned(image, slope)
        found = _read(image)
    texts = () if found.txts is None or found.boxes is None else found.txts
    boxes = [np.asarray(box, np.float64) * scale for box in found.boxes] if texts else []
    words = found.word_results if len(found.word_results or ()) == len(texts) else [()] * len(texts)
    drawn = [Rule(*(scale * position for position in rule)) for rule in _ruling_lines(image)]
    rules = [rule for rule in drawn if not any(_is_stroke(rule, box) for box in boxes)]
    uprights = [rule for rule in rules if not rule.is_horizontal]
    glyphs: list[Glyph] = []
    for text, box, line_words in zip(texts, boxes, words, strict=True):
        glyphs.extend(_line_glyphs(text, box, line_words or (), uprights, scale))
    return glyphs, rules


def _read(image: NDArray[np.uint8]) -> Any:  # noqa: ANN401 - rapidocr's own class
    with _lock:  # the engine keeps the options of the last call
        return _engine()(image, use_cls=True, return_word_box=True, return_single_char_box=True)


def _slope(found: Any) -> float:  # noqa: ANN401
    """By how many degrees the long lines of text fall to the right: a sheet is rarely laid straight."""
    slopes = []
    for (left, top), (right, right_top), *_ in found.boxes if found.boxes is not None else ():
        if right - left > _LONG_LINE:
            slopes.append(math.degrees(math.atan2(right_top - top, right - left)))
    slope = float(np.median(slopes)) if slopes else 0.0
    return slope if abs(slope) < _MAX_SLOPE else 0.0


def _turned(image: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    import cv2

    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, turn, (width, height), borderValue=(255, 255, 255)), np.uint8)


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 - rapidocr's own class
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _MIN_CONFIDENCE})


def _line_glyphs(
    text: str, box: NDArray[Any], words: Sequence[Any], uprights: Sequence[Rule], scale: float
) -> list[Glyph]:
    x0, x1, top, bottom = (float(edge) for edge in (*_ends(box[:, 0]), *_ends(box[:, 1])))
    size = max((bottom - top) * _FONT_SHARE, 1.0)
    middle = (top + bottom) / 2
    crossing = sorted(rule.x0 for rule in uprights if x0 + size < rule.x0 < x1 - size and rule.y0 <= middle <= rule.y1)
    placed = _placed_characters(text, words, scale)
    if not placed:
        return [_glyph(text, x0, x1, top, bottom, size)]
    parts: list[list[_Placed]] = [[] for _ in range(len(crossing) + 1)]
    for character in placed:
        parts[sum(character.middle > edge for edge in crossing)].append(character)
    return [  # the boxes of the characters lie closer to the ink than that of the line
        _glyph("".join(character.text for character in part), part[0].x0, part[-1].x1, top, bottom, size)
        for part in parts
        if part
    ]


def _is_stroke(rule: Rule, box: NDArray[Any]) -> bool:
    """Whether a straight line lies within a line of text: the strokes of large characters are straight, too."""
    x0, x1, top, bottom = (float(edge) for edge in (*_ends(box[:, 0]), *_ends(box[:, 1])))
    margin = _STROKE_MARGIN * (bottom - top)
    return (
        rule.x0 >= x0 - margin
        and rule.x1 <= x1 + margin
        and rule.y0 >= top - margin
        and rule.y1 <= bottom + margin
        and (not rule.is_horizontal or rule.x1 - rule.x0 <= bottom - top)
    )


def _ends(positions: NDArray[Any]) -> tuple[float, float]:
    return positions.min(), positions.max()


def _placed_characters(text: str, words: Sequence[Any], scale: float) -> list[_Placed]:
    """Characters in their places, a space before those where one is seen or recognised.

    Empty where the engine's boxes do not match its text.
    """
    if "".join("".join(word for word, _, _ in words).split()) != "".join(text.split()):
        return []
    spans = [_ends(np.asarray(box)[:, 0] * scale) for _, _, box in words]
    width = float(np.median([right - left for left, right in spans])) if spans else 0.0
    placed: list[_Placed] = []
    rest = text
    for index, (word, _, _) in enumerate(words):
        before = rest[: rest.find(word[0])] if word[:1] and word[0] in rest else ""
        rest = rest[len(before) + len(word) :]
        left, right = spans[index]
        apart = index > 0 and left - spans[index - 1][1] > _SPACE_SHARE * width
        if index and (before or (apart and _WIDE_PAIR.fullmatch(words[index - 1][0][-1:] + word[:1]))):
            word = " " + word
        placed.append(_Placed(word, float(left), float(right)))
    return placed


def _glyph(text: str, x0: float, x1: float, top: float, bottom: float, size: float) -> Glyph:
    mended = _MARK_BY_WIDE.sub(lambda match: match[0].translate(_HALF_MARKS), text)
    return Glyph(mended, float(x0), float(x1), float(top), float(bottom), size)


def _ruling_lines(image: NDArray[np.uint8]) -> list[tuple[float, float, float, float]]:
    """Straight horizontal and vertical lines `(x0, y0, x1, y1)` in pixels."""
    import cv2

    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(cv2.bitwise_not(gray), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 25, -10)
    length = max(int(max(gray.shape) * _MIN_RULE_SHARE), 20)
    found: list[tuple[float, float, float, float]] = []
    for shape, across in (((length, 1), True), ((1, length), False)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        thick = cv2.dilate(lines, np.ones((3, 1) if across else (1, 3), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(thick)
        for left, top, width, height, _ in stats[1:].tolist():
            if across and width >= 2 * length and height <= length / 2:
                found.append((left, top + height / 2, left + width, top + height / 2))
            elif not across and height >= length and width <= length / 2:
                found.append((left + width / 2, top, left + width / 2, top + height))
    return found
