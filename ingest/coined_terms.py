"""Whether the sentence that brings in a coined, quoted term says what it is; slogans and mere names are none.

What counts: words before the term that describe it (…共同参与的“1+3+X”居民区治理架构), or a clause behind it that
tells how it works (实行“大总支”制，推动社区民警…担任…). A clause that only praises or gives a figure does not.
"""

from __future__ import annotations

import re

_CLAUSE = re.compile("[^，。；：“”、\n]{0,20}[，—：](?P<clause>[^。；\n]{6,})")
_LISTED = re.compile("[、；，]")
_NOT_A_TERM = re.compile("的(?!“)|为(?:单位|载体|主体|重点|抓手)|等(?!级)|\\d")
_FIGURE = re.compile(r"\d")
_TIME = re.compile("(?:夏|秋|冬|春|每|当|提前|年底|到|全年|力争|平均|累计|群众|覆盖)")
_PRAISE = re.compile(
    "(?:积极|全力|大力|努力(?!打造成)|切实|进一步|持续|不断|更好|有效|深入|扎实)*(?:地|为)?"
    "(?:推进|推行|推动|提升|提高|打造(?!成)|实现|满足|加快|实施|夯实|助推|助力|促进|带动|抓好|形成|赋能|增强|让|使|构建|激发|强调|基层赋能)"
)
_BETTER = re.compile("更好|更加|不断|充分")
# A clause that goes on to another coined term.
_OF_ANOTHER = re.compile("(?:完善|升级|组织|举办|加快建设|建设|形成|打造)[^“，]{0,8}“(?P<other>[^”]*)”")
_PREFIX = re.compile("^(?:了|好|一批|以|对|向|的)+|(?:的|等)$")
_SHORT_CLAUSE = 24  # characters of a clause that praises and says no more
_DESCRIBING = 6  # characters before a term that say what it is
_DESCRIBING_OF = 10  # the same before 的


def is_explained(text: str, match: re.Match[str], start: int, stop: int) -> bool:
    """Whether the words around a quoted term explain it.

    Args:
        text: the clause's text.
        match: the term with its `verb` (or the character and 的 before it), `term` and `genus` as groups.
        start: where the piece of the sentence begins that holds the match.
        stop: where its sentence ends.
    """
    genus, after = match["genus"], match.end()
    led = text[match.start() - 1 : match.start()] == "的"
    if led or genus.startswith(("的", "等")) or _NOT_A_TERM.match(text, after):
        return False  # 党的建设“…”, “…”的嘱托, “…”等活动, “…”60个
    described = _is_described(text, match, start)
    if _LISTED.search(match["term"]) and not described and not (genus and len(genus) <= _DESCRIBING):
        return False
    apposed = match["verb"].endswith("的")
    if not apposed and "“" in text[start : match.start("term") - 1]:
        return False  # 以“…”实现“…”
    following = _CLAUSE.match(text, after, stop)
    if described and (apposed or following):
        return bool(genus or following)
    return following is not None and _tells(following["clause"], genus, match["term"])


def _is_described(text: str, match: re.Match[str], start: int) -> bool:
    """Whether words before the term say what it is."""
    opening = match.start("term") - 1
    if match["verb"].endswith("的"):
        return opening - start > _DESCRIBING_OF
    between = _PREFIX.sub("", text[match.end("verb") : opening])
    return len(between) >= _DESCRIBING


def _tells(clause: str, genus: str, term: str) -> bool:
    """Whether the clause behind a term tells how it works."""
    first = clause.partition("，")[0]
    if not genus and (_FIGURE.search(first) or _TIME.match(first)):
        return False
    other = _OF_ANOTHER.match(clause)
    if other and other["other"] != term:
        return False
    pieces = clause.split("，")
    if not all(map(_PRAISE.match, pieces)):
        return True
    return len(pieces) == 1 and len(clause) > _SHORT_CLAUSE and not _BETTER.search(clause)
