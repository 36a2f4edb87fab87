"""People named to an office in a sentence: 「由张三同志兼任办公室主任，李四、王五任副主任」, 「副组长由赵六担任」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.member_names import POST_END, ROLES, is_name, name_pattern, roles_of

_HOLDS = "兼任|担任|兼|任"
_QUICK = re.compile("任|兼")
_GATE = re.compile("同志|由")
_GROUP = re.compile("办公室|小组|专班|指挥[部所]|联席会议|委员会")
_OF_GROUP = re.compile(f"^.*(?:小组|专班|指挥[部所]|联席会议|委员会)(?=(?:{ROLES})$)")  # 某委员会主任
_SHORTEST = 2
_DEPUTIES = frozenset({"主任", "副主任", "常务副主任", "执行主任"})


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names before the role, and the role before the names."""
    name = f"(?:{name_pattern()}|[一-龥]{{2,3}}(?=同志))"
    names = rf"(?P<names>{name}(?:同志)?(?:(?:、|和|及|与){name}(?:同志)?)*)"
    post = rf"(?P<post>(?!由)[一-龥、]{{0,20}}?(?:{POST_END}))?"
    role = rf"[^，。；、：\s由]{{0,14}}?(?:{ROLES}|{POST_END})"
    first = re.compile(
        rf"(?:(?<![一-龥])|由|(?<=同志)){post}{names}(?:分别)?(?:{_HOLDS})(?P<role>{role}(?:兼任?{role})?)(?![一-龥])"
    )
    last = re.compile(rf"(?P<role>{role})由{post}{names}(?:分别)?(?:{_HOLDS})(?![一-龥])")
    return first, last


@lru_cache(maxsize=1)
def _role_by() -> re.Pattern[str]:
    """How a role with its holders behind begins, by the last character of the role."""
    return re.compile(f"[{''.join(sorted({word[-1] for word in f'{ROLES}|{POST_END}'.split('|')}))}]由")


@lru_cache(maxsize=1)
def _role_told() -> re.Pattern[str]:
    """How a role ends whose holders a verb or a colon tells."""
    return re.compile(f"[{''.join(sorted({word[-1] for word in ROLES.split('|')}))}](?:分别)?[为是：由]")


@lru_cache(maxsize=1)
def _bracketed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A role with those who hold it, their posts in brackets behind: 「副组长甲（副书记）、乙（宣传委员）」."""
    holder = rf"(?:{name_pattern()})（[^（），；。]{{0,20}}?(?:{POST_END})）"
    told = re.compile(rf"(?<![一-龥])(?P<role>(?:{ROLES}))(?P<holders>{holder}(?:[、和]{holder})*)(?P<mixed>)")
    return told, re.compile(rf"(?P<name>{name_pattern()})（(?P<post>[^（）]+)）")


@lru_cache(maxsize=1)
def _told_as() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A role with those who hold it, and one of these with a post: 「副组长为副区长甲、区委某部部长乙」.

    Who holds it beside them may be told by the post alone: 「副组长由区长甲和区人武部政委担任」.
    """
    post = rf"[一-龥]{{0,16}}?(?:{POST_END})"
    holder = rf"{post}(?:{name_pattern()})(?:同志)?"
    told = re.compile(
        rf"(?P<role>(?:{ROLES}))(?:分别)?(?:(?:为|是|：)(?P<holders>{holder}(?:[、和]{holder})*)"
        rf"|(?<!办公室主任)(?<!办公室副主任)由(?P<mixed>{holder}(?:[、和](?:{holder}|{post}))*)(?:担任|兼任|任))(?![一-龥])"
    )
    return told, re.compile(rf"(?P<post>[一-龥]{{0,16}}?(?:{POST_END}))(?P<name>{name_pattern()})(?:同志)?(?=[、和]|$)")


def prose_members(content: str) -> Iterator[tuple[str, str, str, int, int]]:
    """(name, role, post, start, end) of each person whom a sentence names to a role; each role on its own."""
    yield from _named_with_posts(content)
    if not _QUICK.search(content) or not (_GATE.search(content) or _GROUP.search(content)):
        return
    first, last = _patterns()
    behind = last.finditer(content) if _role_by().search(content) else ()
    found = sorted((*first.finditer(content), *behind), key=lambda match: match.start())
    end = 0
    for match in found:
        if match.start() < end:
            continue
        sentence = content[content.rfind("。", 0, match.start()) + 1 : match.end()]
        plain = not _GATE.search(match[0])  # 「王五任副主任」 after 「李四同志任主任」
        office = "办公室" in match["role"] and "兼任" in match[0]  # 「李四兼任办公室主任」
        gated = _GATE.search(sentence) or match["post"]  # 「成立专班，县长王五任组长」
        if plain and not office and not (gated and _GROUP.search(sentence)):
            continue
        end = match.end()
        for written in roles_of(match["role"]):
            role = _with_office(_OF_GROUP.sub("", written), content[: match.start("role")])
            for name, post in _people(match):
                yield name, role, post, match.start(), match.end()


def _named_with_posts(content: str) -> Iterator[tuple[str, str, str, int, int]]:
    """The people of a sentence that gives a role and all who hold it, each with a post."""
    forms = []
    if _GROUP.search(content):
        forms += [_told_as()] if _role_told().search(content) else []
        forms += [_bracketed()] if "（" in content else []
    for told, holder in forms:
        for match in told.finditer(content):
            for each in holder.finditer(match["holders"] or match["mixed"]):
                if is_name(each["name"]):
                    yield each["name"], match["role"], each["post"], match.start(), match.end()


def _people(match: re.Match[str]) -> list[tuple[str, str]]:
    """The people of a run with their posts: the one post before all of them, or one before each."""
    post = match["post"] or ""
    each = [(held["name"], held["post"]) for held in _told_as()[1].finditer(f"{post}{match['names']}")]
    return each if len(each) > 1 else [(name, post) for name in _names(match)]


def _names(match: re.Match[str]) -> Iterator[str]:
    """The names of a run, without 同志 and without what belongs to 担任 and 兼任."""
    written = match["names"]
    if match.string.startswith("任", match.end("names")) and len(written) > _SHORTEST and written[-1] in "担兼":
        written = written[:-1]
    for piece in re.split("[、和及与]", written):
        name = piece.removesuffix("同志")
        if is_name(name) or piece != name:
            yield name


def _with_office(role: str, before: str) -> str:
    """「副主任」 as 「办公室副主任」 where the sentence names the office once for all its posts."""
    sentence = before[before.rfind("。") + 1 :]
    return f"办公室{role}" if role in _DEPUTIES and "办公室" in sentence else role
