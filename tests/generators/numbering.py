"""Ways of numbering clauses: the markers of each style, and which styles stand inside which."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ingest.numerals import to_chinese

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BULLETS = ("dash", "bullet")


@dataclass(frozen=True)
class Scheme:
    """Styles of the sections around the tasks, of the tasks, and of the items inside a task ("" for none)."""

    sections: tuple[str, ...]
    task: str
    inner: str = ""


SCHEMES = (
    Scheme(("han", "han_round"), "digit", "digit_round"),
    Scheme(("han", "han_round"), "digit"),
    Scheme(("han",), "digit", "digit_round"),
    Scheme(("han",), "han_round", "digit"),
    Scheme(("han",), "han_round", "bullet"),
    Scheme(("han",), "digit", "dash"),
    Scheme(("han",), "digit", "circled"),
    Scheme(("han",), "digit", "han_round"),  # the other way round than usual
    Scheme(("han", "han_round"), "digit", "half"),
    Scheme(("han",), "digit", "letter"),
    Scheme(("章", "节"), "han", "han_round"),
    Scheme(("章",), "条", "han_round"),
    Scheme(("编", "章"), "条", "han_round"),
    Scheme(("部分", "han"), "han_round", "digit"),
    Scheme(("章", "han"), "han_round", "circled"),
    Scheme((), "digit", "digit_round"),
    Scheme((), "条", "han_round"),
    Scheme((), "han", "digit"),
    Scheme(("digit",), "decimal", "digit_round"),
    Scheme(("chapter",), "decimal", "digit_round"),
    Scheme(("chapter", "decimal"), "decimal", "digit_round"),
    Scheme(("chapter", "decimal"), "decimal", "digit"),
    Scheme(("digit",), "digit_round", "circled"),
    Scheme(("han_round",), "digit", "dash"),
)


@dataclass(frozen=True)
class Numbering:
    """How a policy writes its markers, the same throughout.

    `comma` follows 一 (、 or .), `dot` follows 1 (. ． 、), `gap` stands between marker and text, `mark` is the bullet.
    """

    comma: str
    dot: str
    gap: str
    bullet: str
    arabic: bool

    @staticmethod
    def place(style: str, number: int, above: str) -> str:
        """The digits that decimals below begin with: 1.2 for the second section of the first chapter."""
        return f"{above}.{number}" if style == "decimal" else str(number)

    @classmethod
    def drawn(cls, source: random.Random) -> Numbering:
        """A random one."""
        return cls(
            comma=source.choice(("、", "、", "、", "．")),
            dot=source.choice((".", ".", "．", "、", ". ")),
            gap=source.choice(("", "", " ", "　")),
            bullet=source.choice("●■◆▲•"),
            arabic=source.random() < 0.15,
        )

    def marker(self, style: str, number: int, above: str) -> tuple[str, str]:
        """The marker as written, with the gap behind it, and as the outline should give it."""
        if style in ("编", "章", "节", "条", "部分"):
            shown = str(number) if self.arabic else to_chinese(number)
            return f"第{shown}{style}" + (self.gap or "　"), f"第{shown}{style}"
        if style == "chapter":
            return f"{number} ", str(number)
        if style == "decimal":
            return f"{above}.{number} ", f"{above}.{number}"
        written = {
            "han": f"{to_chinese(number)}{self.comma}",
            "han_round": f"（{to_chinese(number)}）",
            "digit": f"{number}{self.dot}",
            "digit_round": f"（{number}）",
            "half": f"{number}）",
            "circled": CIRCLED[(number - 1) % 20],
            "letter": f"{'abcdefghijklmnopqrstuvwxyz'[(number - 1) % 26]}.",
            "dash": "——",
            "bullet": self.bullet,
        }[style]
        gap = "" if style == "dash" else self.gap
        return written + gap, written.strip()
