"""Lists of names: role, name and post, in lines, in one sentence, and in tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ingest.body_lists import split_top_level
from ingest.datatypes import Clause, CleanDocument, Member
from ingest.member_names import POST_END, ROLES, are_names, closed_up, is_name, name_pattern, roles_of
from ingest.member_prose import prose_members
from ingest.numerals import item_number
from ingest.passages import tidy

_TABLE_NAME = re.compile("姓名")
_TABLE_POST = re.compile("单位|职务|职位|岗位|部门")
_TABLE_ROLE = re.compile("(?:小组|组内|专班|指挥[部所]|委员会|会内|担任).*(?:职务|角色|分工)?|角色|身份|组别")
_POST_OR_BODY = re.compile(f"{POST_END}|(?:[局委办厅院]|中心|街道|大队|支队|公司)$")
_NUMBER = re.compile("序号|编号")
_ONLY_ROLE = re.compile("(?:第一|常务|执行|总)?副?(?:组长|指挥长?|总指挥长?|召集人|专班长)|成员|组员|联络员")
_FEWEST = 2  # columns of a table of names and posts alone


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    """A role at a line's beginning, or two: 「副组长兼办公室主任：」."""
    roles = "|".join(r"\s*".join(role) for role in ROLES.split("|"))
    return re.compile(
        rf"[\s*_\-●◆■（(\d.、]*(?P<role>(?:办公室)?(?:{roles})(?:\s*兼任?[^，。；：:\s]{{2,14}})?)(?:\*\*)?"
        rf"(?:\s*[：:](?:\*\*)?\s*|\s+(?={name_pattern()}))"
    )


def extract_members(cleaned: CleanDocument, clauses: Sequence[Clause]) -> list[Member]:
    """Every person of the document's lists of names, in order; the role is carried down the list.

    Bodies and posts without a name are read by `ingest.member_lists`.
    """
    text = cleaned.clean.text
    role_pattern = _role()
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
            members += _prose_members(content, line.start, clauses, starts)
            continue
        begin = opening.end() if opening else 0
        people = read_people(content[begin:]) or (_rare_name(content) if members and not opening else [])
        if not people and content[begin:].strip():
            role = ""
            members += _prose_members(content, line.start, clauses, starts)
        for name, post, start, end in people:
            offset = line.start + begin
            clause = clauses[max(0, bisect_right(starts, offset) - 1)]
            number = item_number(clause.number)
            for held in roles_of(role) or [""]:
                members.append(Member(clause.index, offset + start, offset + end, name, number, held, post))
    if in_table:
        members += _table_members(cleaned, clauses)
    return members


def _prose_members(content: str, start: int, clauses: Sequence[Clause], starts: Sequence[int]) -> list[Member]:
    clause = clauses[max(0, bisect_right(starts, start) - 1)]
    number = item_number(clause.number)
    return [
        Member(clause.index, start + first, start + last, name, number, role, post)
        for name, role, post, first, last in prose_members(content)
    ]


def _rare_name(content: str) -> list[tuple[str, str, int, int]]:
    """A person with a surname that no list holds: further down a list, two or three characters before a post."""
    match = re.fullmatch(rf"[\s　]*([一-龥]{{2,3}})[\s　]+([一-龥、（）]{{3,40}}(?:{POST_END}))[。；;\s]*", content)
    if match is None or re.search(f"(?:{POST_END}|委|局|办|部)$", match[1]):
        return []
    return [(match[1], match[2], match.start(1), match.end(2))]


def read_people(text: str) -> list[tuple[str, str, int, int]]:
    """(name, post, start, end) for each person that `text` lists; empty when it is not a list of names.

    Read are 「张三 某局局长」, 「某局局长 张三」, 「张三（某局局长）、李四（…）」, 「张三，某局局长」
    and 「张三、李四」.
    """
    stripped = closed_up(text.strip())
    if not stripped or (len(stripped) > 400 and "（" not in stripped):
        return []
    bracketed = re.findall(r"([^（）、，；\s]+)（([^（）]+(?:（[^（）]*）[^（）]*)?)）", stripped)
    if bracketed and are_names([name for name, _ in bracketed]):
        return _located(text, [(name, post) for name, post in bracketed])
    tokens = re.split(r"[\s　]+", stripped)
    if len(tokens) > 1 and (pairs := _paired(tokens)):
        return _located(text, pairs)
    pieces = [piece.rstrip("。等") for piece in split_top_level(stripped)]
    if are_names(pieces):
        return _located(text, [(piece, "") for piece in pieces])
    comma = re.match(r"([一-龥·]{2,8})[，,](.+)$", stripped)
    if comma and is_name(comma[1]) and re.search(POST_END, comma[2]):
        return _located(text, [(comma[1], comma[2].rstrip("。；"))])
    return []


def _paired(tokens: list[str]) -> list[tuple[str, str]]:
    """Names with the post before or after each, from words that white space separates."""
    named_alone = [is_name(token) for token in tokens]
    if not any(named_alone):
        return []
    if are_names(tokens):
        return [(token, "") for token in tokens]
    if named_alone[0]:
        pairs: list[tuple[str, str]] = []
        for token, named in zip(tokens, named_alone, strict=True):
            if named:
                pairs.append((token, ""))
            else:
                pairs[-1] = (pairs[-1][0], pairs[-1][1] + token.rstrip("；;，,。"))
        return pairs
    posts, pairs = "", []
    for token, named in zip(tokens, named_alone, strict=True):
        if named:
            pairs.append((token, posts))
            posts = ""
        else:
            posts += token
    return pairs if not posts and all(_POST_OR_BODY.search(post) for _, post in pairs) else []


def _located(text: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str, int, int]]:
    """The pairs with their place in `text`; each place spans name and post."""
    located, position = [], 0
    for name, post in pairs:
        written = re.compile(r"\s*".join(name)).search(text, position)
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
            elif _TABLE_POST.search(title) and _ONLY_ROLE.fullmatch(tidy(value)) and len(row.header) > _FEWEST:
                role = role or tidy(value)  # 「职务 | 姓名 | 单位及职务」: the first of two columns of posts
            elif _TABLE_POST.search(title):
                post += tidy(value)
        if name and name != "姓名":
            members.append(
                Member(clause_of_row.get(index, 0), row.start, row.end, name, number, role, post)
            )
    return members
