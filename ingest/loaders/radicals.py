"""Radicals that PDF files give instead of the characters they look like: ⼈⺠ for 人民.

Many fonts draw a character and a radical with one glyph, and PDF writers record the radical. Radicals with a
compatibility mapping in Unicode are read by it; the others are listed here (Unicode's
EquivalentUnifiedIdeograph.txt has the principle).
"""

from __future__ import annotations

import re
import unicodedata

_LISTED = dict(
    zip(
        "⺁⺄⺅⺆⺉⺋⺍⺒⺓⺕⺖⺘⺙⺛⺝⺞⺠⺡⺢⺣⺤⺦⺨⺪⺫⺭⺮⺯⺰⺱⺹⺺⺽⺾⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻲",
        "厂乙亻冂刂㔾小巳幺彐忄扌攵旡月歺民氵氺灬爫丬犭疋罒礻竹糹纟罓耂肀臼艹虎衤覀西见角讠贝足车辶阝钅長长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙亀",
        strict=True,
    )
)
# Unicode's mapping gives the older form of two, and nothing for the dashes that a font draws as one stroke.
_LISTED |= {"⼾": "户", "⾭": "青", "⸺": "——", "⸻": "———"}
_RADICAL = re.compile("[\u2e3a\u2e3b\u2e80-\u2fd5\uf900-\ufad9]")


def fold_radicals(text: str) -> str:
    """The text with every radical and compatibility ideograph replaced by the character, and long dashes by short."""
    return _RADICAL.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    return _LISTED.get(match.group()) or unicodedata.normalize("NFKC", match.group())
