"""Lists of names: role, name and post, in lines, in one sentence, and in tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ingest.assignments import split_top_level
from ingest.data_files import words
from ingest.datatypes import Clause, CleanDocument, Member
from ingest.numerals import item_number
from ingest.passages import tidy

_ROLES = (
    "总召集人|副召集人|召集人|总指挥长|副总指挥长|总指挥|副总指挥|指挥长|副指挥长|指挥|第一组长|常务副组长|执行组长|联合组长|双组长"
    "|副组长|组长|第一主任|常务副主任|副主任委员|主任委员|副主任|主任|副主席|主席|副秘书长|秘书长|副会长|会长|副理事长|理事长"
    "|成员|组员|委员|理事|监事|联络员|联络人|联系人|顾问|政委|政治委员|总负责人|负责人|副队长|队长|副总队长|总队长|副站长|站长"
    "|街长|路长|河长|林长|网格长|楼组长|专家|讲师|秘书"
)
_POST_END = (
    "书记|主任|局长|部长|镇长|乡长|区长|县长|市长|处长|科长|所长|队长|站长|院长|校长|会长|主席|委员|负责人|干事|科员|经理|董事长"
    "|秘书长|巡视员|调研员|主管|专员|教授|律师|主持工作|政委|参谋长|常委|庭长|检察长|支队长|大队长|职员|工作人员|助理|总监|代表|社工|民警"
)
_TABLE_NAME = re.compile("姓名")
_TABLE_POST = re.compile("单位|职务|职位|岗位|部门")
_TABLE_ROLE = re.compile("(?:小组|组内|专班|指挥部|委员会|会内|担任).*(?:职务|角色|分工)?|角色|身份|组别")
_NUMBER = re.compile("序号|编号")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for a role at a line's beginning, for a person's name, and for 「张三同志任主任」."""
    surnames = sorted((name for line in words("surnames.txt") for name in line.split()), key=len, reverse=True)
    name = f"(?:{'|'.join(surnames)})[一-龥]{{1,2}}|[一-龥]{{2,8}}·[一-龥]{{2,8}}"
    roles = "|".join(r"\s*".join(role) for role in _ROLES.split("|"))
    role = re.compile(rf"[\s*_\-●◆■（(\d.、]*(?P<role>{roles})(?:\*\*)?(?:\s*[：:](?:\*\*)?\s*|\s+(?={name}))")
    prose = re.compile(
        rf"(?<![一-龥])(?:办公室)?(?:主任|组长)?由?(?P<name>{name}|[一-龥]{{2,3}}(?=同志))(?:同志)?(?:兼任|担任|兼|任)(?P<role>[^，。；、\s]{{2,20}})"
    )
    return role, re.compile(name), prose


def extract_members(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Member]:
    """Every person of the document's lists of names, in order; the role is carried down the list."""
    text = cleaned.clean.text
    role_pattern, _, prose = _patterns()
    starts = [clause.start for clause in clauses]
    in_table = [(row.start, row.end) for row in cleaned.rows]
    members: list[Member] = []
    role = ""
    for line in cleaned.lines:
        if line.kind in ("table_row", "furniture"):
            continue
        content = text[line.start : line.end]
        opening = role_pattern.match(content)
        if opening:
            role = re.sub(r"\s", "", opening["role"])
        elif not role:
            members += _prose_members(content, line.start, clauses, starts, prose)
            continue
        begin = opening.end() if opening else 0
        people = read_people(content[begin:]) or (_rare_name(content) if members and not opening else [])
        if not people and content[begin:].strip():
            role = ""
            members += _prose_members(content, line.start, clauses, starts, prose)
        for name, post, start, end in people:
            offset = line.start + begin
            clause = clauses[max(0, bisect_right(starts, offset) - 1)]
            members.append(
                Member(clause.index, offset + start, offset + end, name, item_number(clause.number), role, post)
            )
    if in_table:
        members += _table_members(cleaned, clauses)
    return members


def _prose_members(
    content: str, start: int, clauses: Sequence[Clause], starts: Sequence[int], prose: re.Pattern[str]
) -> list[Member]:
    """People named to an office in a sentence: 「张三同志任办公室主任」."""
    if "任" not in content or ("同志" not in content and "由" not in content):
        return []
    clause = clauses[max(0, bisect_right(starts, start) - 1)]
    number = item_number(clause.number)
    found: list[Member] = []
    for match in prose.finditer(content):
        if not re.search("同志|由", match[0]) or not re.search(f"(?:{_ROLES}|{_POST_END})$", match["role"]):
            continue
        role = match["role"]
        if role in ("主任", "副主任", "常务副主任") and "办公室" in content[: match.start()]:
            role = f"办公室{role}"  # the office is named once for all its posts
        for name in (*_beside(content[: match.start("name")]), match["name"]):
            if not re.search(f"(?:{_POST_END}|委|局|办|部)$", name):
                found.append(Member(clause.index, start + match.start(), start + match.end(), name, number, role))
    return found


def _beside(before: str) -> list[str]:
    """Names that stand before another one for the same post: 「甲同志、乙同志兼任副主任」."""
    run = re.search(r"(?:(?<![一-龥])[一-龥]{2,3}同志(?:、|和|及))+$", before)
    return re.findall(r"([一-龥]{2,3})同志", run.group(0)) if run else []


def _rare_name(content: str) -> list[tuple[str, str, int, int]]:
    """A person with a surname that no list holds: further down a list, two or three characters before a post."""
    match = re.fullmatch(rf"[\s　]*([一-龥]{{2,3}})[\s　]+([一-龥、（）]{{3,40}}(?:{_POST_END}))[。；;\s]*", content)
    if match is None or re.search(f"(?:{_POST_END}|委|局|办|部)$", match[1]):
        return []
    return [(match[1], match[2], match.start(1), match.end(2))]


def _is_name(token: str) -> bool:
    return _patterns()[1].fullmatch(token) is not None and not re.search(f"(?:{_POST_END}|委|局|办|部)$", token)


def read_people(text: str) -> list[tuple[str, str, int, int]]:
    """(name, post, start, end) for each person that `text` lists; empty when it is not a list of names.

    Read are 「张三 某局局长」, 「某局局长 张三」, 「张三（某局局长）、李四（…）」, 「张三，某局局长」
    and 「张三、李四」.
    """
    stripped = text.strip()
    if not stripped or (len(stripped) > 400 and "（" not in stripped):
        return []
    bracketed = re.findall(r"([^（）、，；\s]+)（([^（）]+(?:（[^（）]*）[^（）]*)?)）", stripped)
    if bracketed and all(_is_name(name) for name, _ in bracketed):
        return _located(text, [(name, post) for name, post in bracketed])
    tokens = re.split(r"[\s　]+", stripped)
    if len(tokens) > 1 and (pairs := _paired(tokens)):
        return _located(text, pairs)
    pieces = [piece.rstrip("。等") for piece in split_top_level(stripped)]
    if pieces and all(_is_name(piece) for piece in pieces):
        return _located(text, [(piece, "") for piece in pieces])
    comma = re.match(r"([一-龥·]{2,8})[，,](.+)$", stripped)
    if comma and _is_name(comma[1]) and re.search(_POST_END, comma[2]):
        return _located(text, [(comma[1], comma[2].rstrip("。；"))])
    return []


def _paired(tokens: list[str]) -> list[tuple[str, str]]:
    """Names with the post before or after each, from words that white space separates."""
    if len(tokens) > 2 and not _is_name(tokens[0]) and len(tokens[0]) == 1 and len(tokens[1]) == 1:
        tokens = [tokens[0] + tokens[1], *tokens[2:]]
    is_name = [_is_name(token) for token in tokens]
    if not any(is_name):
        return []
    if is_name[0]:
        pairs: list[tuple[str, str]] = []
        for token, named in zip(tokens, is_name, strict=True):
            if named:
                pairs.append((token, ""))
            else:
                pairs[-1] = (pairs[-1][0], pairs[-1][1] + token.rstrip("；;，,。"))
        return pairs
    posts, pairs = "", []
    for token, named in zip(tokens, is_name, strict=True):
        if named:
            pairs.append((token, posts))
            posts = ""
        else:
            posts += token
    return pairs if not posts and all(re.search(_POST_END, post) for _, post in pairs) else []


def _located(text: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str, int, int]]:
    """The pairs with their place in `text`; each place spans name and post."""
    located, position = [], 0
    for name, post in pairs:
        written = re.compile(r"\s?".join(name)).search(text, position)
        start, end = written.span() if written else (position, position)
        found = text.find(post, position) if post else -1
        if found >= 0:
            start, end = min(start, found), max(end, found + len(post))
        located.append((name, post, start, end))
        position = end
    return located


def _table_members(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Member]:
    clause_of_row = {clause.row: clause.index for clause in clauses if clause.row is not None}
    members = []
    for index, row in enumerate(cleaned.rows):
        if not any(_TABLE_NAME.search(title) for title in row.header) or row.values == row.header:
            continue
        name = role = post = number = ""
        for title, value in zip(row.header, row.values, strict=True):
            if _TABLE_NAME.search(title):
                name = name or re.sub(r"\s", "", value)
            elif _NUMBER.search(title):
                number = item_number(value)
            elif _TABLE_ROLE.search(title):
                role = role or tidy(value)
            elif _TABLE_POST.search(title):
                post += tidy(value)
        if name and name != "姓名":
            members.append(
                Member(clause_of_row.get(index, 0), row.start, row.end, name, number, role, post)
            )
    return members
