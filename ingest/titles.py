"""The title of a document as a whole, and the kind of document that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from ingest.cleaner import repair_text
from ingest.data_files import words
from ingest.imprint import DOCUMENT_NUMBER, OFFICE, without_number
from ingest.markers import starts_with_marker

_PROMULGATED = re.compile(
    r"现将《([^《》]{6,80}(?:《[^《》]*》[^《》]*)?)》(?![^。]{0,40}(?:转发|解答|解读|问答|公示|征求意见|(?:情况|问题)[^。]{0,8}如下))"
)
_ISSUED = re.compile(
    r"(?:印发|下发|下达|公布|发布|制定)了?《([^《》]{6,80})》|《([^《》]{6,80})》[^《》。]{0,30}现(?:予|将其)?印发"
    r"|《(?P<passed>[^《》]{4,80})》[^《》。]{0,10}已(?:经|于|由)[^《》。]{0,120}(?:公布|发布)"
)
_OWN_WORDS = re.compile(
    r"^(?:[\u4e00-\u9fff ]{2,40}?)?关于.{4,70}(?:通知|意见|纪要|说明|决定|通告|公告|函|批复|通报|报告)$"
)
_COPY = "副本|最终版|定稿|终稿"
_FILE_NOISE = re.compile(rf"^(?:\d{{1,3}}[._、\-\s]+)|(?:[\s_-]*(?:[（(](?:\d+|{_COPY})[）)]|{_COPY}))+$")
_SHEET_NOISE = re.compile(
    r"^附[件表]\s?\d*$|^(?:注|备注|说明|填报|制表|单位|编制|填表)[^：:]{0,8}[：:]|^[（(]?单位[：:]"
)
_MINUTES = re.compile(r"纪\s?要(?:[（(][^（）()]*[）)])?$")
_BARE_MINUTES = re.compile(
    r"(?:[\u4e00-\u9fff]{0,24}?(?:政府|委员会|[市区县州省]委|局|办公室|党组|党工委|办事处|小组|指挥部))?(?:第\S{1,6}[次期])?"
    r"(?:专题|常务|工作|办公|党组|协调|调度|联席|例会|业务|党委|党工委)*(?:会议|会)?纪要(?:[（(][^（）()]*[）)])?"
)
_NAMED_MEETING = re.compile(r"(?m)^\s*会议(?:名称|主题|议题)\s*[|：:]\s*([^|\n。；]{4,50}?)\s*$")
_DEALT_WITH = re.compile(
    r"(?:研究|审议|协调|听取|部署|讨论)(?:了|解决|审议|讨论|部署|推进)*(?P<what>[^，。；：、]{4,40}?)"
    r"(?:的?(?:有关|相关)?(?:问题|事项|事宜|工作)?)?(?:等)?[，。；、]"
)
_NEAR, _LONGEST = 12, 80  # lines from the top, characters


def kind_of(title: str) -> str:
    """The kind of document that a title ends in (实施方案, 规划, 通知 …), or the empty string."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title).rstrip('》”" ')
    return next((kind for kind in words("document_kinds.txt") if bare.endswith(kind)), "")


def title_of(lines: Sequence[str], name: str, *, sheets: Sequence[str] = ()) -> str:
    """The title in the text: the one that a notice promulgates, a heading near the top, else the file's stem.

    Args:
        lines: the document's lines that are no table rows.
        name: the file's name.
        sheets: of a workbook with several sheets, the lines of the first, below its name; no other names the whole.
    """
    stem = repair_text(_FILE_NOISE.sub("", PurePath(name).stem)).strip()
    top = [without_number(line) for line in lines[:40]]
    promulgated = _promulgated(top)
    if promulgated:
        return promulgated
    wanted = re.sub(r"\W", "", stem)
    if sheets:
        top = [without_number(line) for line in sheets]
        if named := _sheet_title(top, wanted):
            return named
    if len(wanted) >= 6:
        same = next((line for line in top if re.sub(r"\W", "", line) == wanted), None)
        if same:
            return same
        if kind_of(stem):
            spelled = next((line for line in top[:_NEAR] if _spells_out(line, wanted)), None)
            return spelled or _own_words(top, stem) or stem
    for line in top[:_NEAR]:
        if (
            6 <= len(line) <= _LONGEST
            and not re.search("[。；：]", line)
            and kind_of(line)
            and not starts_with_marker(line)
            and not re.search("[？?]$|^【", line)
        ):
            return line
    if len(re.findall("[\u4e00-\u9fff]", stem)) >= 4:
        return stem
    noise = re.compile("|".join((DOCUMENT_NUMBER.pattern, OFFICE.pattern, _SHEET_NOISE.pattern)))
    own = (line for line in top if not noise.search(line))
    first = next((line for line in own if not re.search("[：:]$", line)), "")
    return first if 4 <= len(first) <= 60 and not re.search("[。；]", first) else stem


def telling_title(title: str, lines: Sequence[str], text: str = "") -> str:
    """The title of a meeting's minutes with what the meeting was about: a fuller title below it, else its first words.

    Titles of other documents come back as they are. `text` is the whole text, in which a table may name the meeting.
    """
    bare = re.sub(r"\s", "", title)
    if not _BARE_MINUTES.fullmatch(bare):
        return title
    if told := _NAMED_MEETING.search(text):
        return f"{told[1]}纪要" if told[1].endswith("会议") else f"{told[1]}会议纪要"
    near = [line for line in lines[: 2 * _NEAR] if len(line) <= _LONGEST]
    fuller = (line for line in near if _MINUTES.search(line) and not _BARE_MINUTES.fullmatch(re.sub(r"\s", "", line)))
    if named := next((line for line in fuller if not re.search("[。；]|分送|本纪要", line)), ""):
        return named
    opening = next((line for line in lines[: 2 * _NEAR] if "会" in line and _DEALT_WITH.search(line)), "")
    about = _DEALT_WITH.search(opening)
    return f"{title}（研究{about['what']}）" if about else title


def _promulgated(top: Sequence[str]) -> str:
    """What a notice puts into force: 「现将《…》印发」, or a title it names that stands as a line below it."""
    for line in top[:30]:
        if match := _PROMULGATED.search(line):
            return match[1]
    letters = {re.sub(r"\W", "", line): line for line in reversed(top)}
    for line in top[:30]:
        for match in _ISSUED.finditer(line):
            below = letters.get(re.sub(r"\W", "", match[1] or match[2] or match["passed"]))
            if below:
                return below
    return ""


def _own_words(top: Sequence[str], stem: str) -> str:
    """A line of the form 「关于…的纪要」 of the kind that the file's name ends in."""
    kind = kind_of(stem)
    for line in top[:_NEAR]:
        if len(line) <= _LONGEST and _OWN_WORDS.match(line) and "印发" not in line and line.endswith(kind[-2:]):
            return line
    return ""


def _sheet_title(lines: Sequence[str], stem: str) -> str:
    """The first line of a workbook that says enough to be its title and does not merely repeat a label."""
    for line in lines[:_NEAR]:
        if OFFICE.search(line) or _SHEET_NOISE.search(line) or DOCUMENT_NUMBER.fullmatch(line):
            continue
        plain = 8 <= len(line) <= _LONGEST and not starts_with_marker(line) and not re.search("[。；：]", line)
        if plain and (kind_of(line) or re.sub(r"\W", "", line) == stem):
            return line
    return ""


def _spells_out(line: str, short: str) -> bool:
    """Whether a line is the title that a file's name shortens: all its characters in order, and the same kind."""
    if not 6 <= len(line) <= _LONGEST or starts_with_marker(line) or re.search("[。；：《]|目录$", line):
        return False
    kind = kind_of(line)
    if not kind or kind[-2:] != short[-2:]:
        return False
    rest = iter(line)
    return all(character in rest for character in short)
