"""Small plots as SVG: bars with their figures, each a link, readable by a screen reader and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

MEDIA_TYPE = "image/svg+xml"

# In units of the view box; the page scales it.
_WIDTH, _ROW, _LABEL, _FIGURE, _HEAD = 340, 27, 126, 34, 26
_LONGEST_LABEL = 9  # characters that fit left of the bars
# Used where no style sheet says otherwise: dark enough for white and light enough for black paper.
_COLOURS = ("#1b5e66", "#b07a1e")


@dataclass(frozen=True)
class Bar:
    """One bar: its label, the lengths of its parts, and the address that shows what was counted."""

    label: str
    parts: tuple[int, ...]
    href: str


def bar_plot(title: str, legend: Sequence[str], bars: Sequence[Bar]) -> bytes:
    """A plot of horizontal bars; `legend` names the parts, in the order of each bar's parts."""
    height = _HEAD + _ROW * len(bars)
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {height}",
            "class": "plot",
            "role": "group",
            "aria-label": title,
            "font-size": "13",
        },
    )
    _draw_legend(svg, legend)
    longest = max((sum(bar.parts) for bar in bars), default=1) or 1
    for row, bar in enumerate(bars):
        _draw_bar(svg, bar, legend, top=_HEAD + row * _ROW, unit=(_WIDTH - _LABEL - _FIGURE) / longest)
    drawing: bytes = tostring(svg, encoding="utf-8")
    return drawing


def _draw_legend(svg: Element, legend: Sequence[str]) -> None:
    group = SubElement(svg, "g", {"aria-hidden": "true", "class": "legend"})
    left = float(_LABEL)
    for number, name in enumerate(legend):
        SubElement(
            group,
            "rect",
            {"x": f"{left:g}", "y": "4", "width": "11", "height": "11", "rx": "2", **_paint(number)},
        )
        SubElement(group, "text", {"x": f"{left + 16:g}", "y": "14", "class": "soft"}).text = name
        left += 34 + 13 * len(name)


def _draw_bar(svg: Element, bar: Bar, legend: Sequence[str], *, top: int, unit: float) -> None:
    said = "，".join(f"{name} {part} 项" for name, part in zip(legend, bar.parts, strict=True) if part)
    label = bar.label if len(bar.label) <= _LONGEST_LABEL else bar.label[: _LONGEST_LABEL - 1] + "…"
    # What is said begins with what is seen, so that people who speak to their machine can name it.
    seen = f"{label} {sum(bar.parts)}"
    full = "" if label == bar.label else f"{bar.label}，"
    link = SubElement(svg, "a", {"href": bar.href, "aria-label": f"{seen}：{full}{said}"})
    # The whole line can be clicked, not only what is painted.
    SubElement(
        link,
        "rect",
        {"x": "0", "y": str(top), "width": str(_WIDTH), "height": str(_ROW), "fill": "transparent", "class": "reach"},
    )
    text = {"x": str(_LABEL - 8), "y": str(top + 18), "text-anchor": "end", "class": "label"}
    SubElement(link, "text", text).text = label
    left = float(_LABEL)
    for number, part in enumerate(bar.parts):
        if part:
            width = max(part * unit, 2.0)
            box = {"x": f"{left:.1f}", "y": str(top + 5), "width": f"{width:.1f}", "height": str(_ROW - 10)}
            SubElement(link, "rect", {**box, "rx": "2", **_paint(number)})
            left += width
    figure = {"x": f"{left + 6:.1f}", "y": str(top + 18), "class": "figure"}
    SubElement(link, "text", figure).text = str(sum(bar.parts))


def _paint(number: int) -> dict[str, str]:
    return {"class": f"part{number}", "fill": _COLOURS[number % len(_COLOURS)]}
