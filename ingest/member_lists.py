"""Members of groups that are bodies or posts, in lines that a role opens and in tables; and all members' groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.attendance import extract_attendance
from ingest.bodies import BodyNames
from ingest.datatypes import Clause, CleanDocument, Member, MemberKind, TableRow
from ingest.group_holders import who_serves
from ingest.group_names import BARE_GROUP, group_above
from ingest.group_prose import extract_group_prose, group_of
from ingest.member_names import ROLES
from ingest.members import extract_members, read_people
from ingest.passages import Passage

_LINE = re.compile(
    rf"\s*(?P<role>(?:办公室)?(?:{ROLES})|(?:成员|组长|副组长|主任|副主任|召集|参加|组成)单位)\s*[：:]\s*(?P<who>[^。\n]+)"
)
_GROUP_COLUMN = re.compile("组别|组名|(?:工作|小|专项|应急)组(?:名称)?$|专班(?:名称)?$|机构名称")
_ROLE_COLUMN = re.compile(
    rf"^(?:{ROLES}|(?:组长|副组长|牵头|主办|责任|成员|组成|参加|参与|配合|协办)(?:单位|部门|人员)?)(?:（.*）)?$"
)
_NAME_COLUMN = re.compile("姓名|名单|成员单位|单位名称")
_POST_COLUMN = re.compile("单位|职务|部门")
_ROLE_TITLE = re.compile("职务|角色|岗位|身份")
_PEOPLE_TITLE = re.compile("人员|成员|组成人员|人选|担任人员")  # 「副指挥长 | 甲、乙」
_ROW_LABEL = re.compile(  # 考评组成员 | 市应急管理局1名、…
    r"(?P<group>[一-龥“”]{2,26}?(?:组|专班|指挥[部所]|委员会|联席会议))(?P<role>成员(?:单位)?|组成(?:人员|单位)?|人员(?:组成)?|(?:常务)?副?组长|牵头单位|副?召集人)"
)
_MEMBER_COLUMN = re.compile("(?:小组|组内|专班|指挥[部所]|委员会|会内|担任|本组).*(?:职务|角色|分工)?|角色|身份")


def extract_all_members(
    cleaned: CleanDocument,
    passages: Sequence[Passage],
    clauses: Sequence[Clause],
    names: BodyNames,
    known: Iterable[Member],
) -> list[Member]:
    """People, posts and bodies of the document's groups, each with its group, each once; `known` go first.

    Args:
        cleaned: the repaired text with its table rows.
        passages: the clauses' texts.
        clauses: the outline.
        names: the bodies to know.
        known: members that were read with the duties of their groups.
    """
    found = list(known)
    found += [_with_group(member, cleaned, clauses) for member in extract_members(cleaned, clauses)]
    found += _lines(passages, clauses, names)
    found += extract_group_prose(passages, clauses, names)
    found += _tables(cleaned, clauses, names)
    found = [*_with_group_before(found, clauses), *extract_attendance(passages)]
    people = {(member.subject, member.role) for member in found if member.group and member.kind == "person"}
    kept: dict[tuple[str, str, str], Member] = {}
    for member in found:
        nameless = not member.group and (member.subject, member.role) in people
        cells = member.kind == "person" and any(True for _ in who_serves(member.subject, names))
        if not nameless and not cells:
            kept.setdefault((member.subject, member.role, member.group), member)
    return list(kept.values())


def _with_group_before(found: Sequence[Member], clauses: Sequence[Clause]) -> list[Member]:
    """Members with the group of those right before them in the same section, where their line names none."""
    told: list[Member] = []
    for member in sorted(found, key=lambda each: each.start):
        last = told[-1] if told else None
        near = last is not None and 0 <= member.clause - last.clause <= 1
        if not member.group and last is not None and near and _same_section(clauses, last.clause, member.clause):
            member = replace(member, group=last.group)
        told.append(member)
    return told


def _same_section(clauses: Sequence[Clause], one: int, other: int) -> bool:
    return one == other or clauses[one].parent == clauses[other].parent


def _with_group(member: Member, cleaned: CleanDocument, clauses: Sequence[Clause]) -> Member:
    """A person with the group of the sentence, the headings, or the title above."""
    text = cleaned.clean.text
    clause = clauses[member.clause]
    begin = max(text.rfind("。", clause.start, member.start) + 1, clause.start)
    above = group_above(clause, clauses)
    earlier = text[clause.start : begin].split("。")
    for sentence in earlier:
        above = group_of(sentence, above)
    return replace(member, group=group_of(text[begin : member.end], above))


def _lines(passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames) -> list[Member]:
    found: list[Member] = []
    for passage in passages:
        match = None if passage.clause.kind == "table_row" else _LINE.match(passage.text, passage.unnumbered)
        if match is None or read_people(match["who"]):
            continue
        start = passage.start + match.start("who")
        group = group_above(passage.clause, clauses)
        found += [
            Member(
                passage.clause.index, start, passage.start + match.end(), name, passage.item, match["role"], post,
                group, kind,
            )
            for name, post, kind in who_serves(match["who"], names)
        ]  # fmt: skip
    return found


def _tables(cleaned: CleanDocument, clauses: Sequence[Clause], names: BodyNames) -> list[Member]:
    clause_of_row = {clause.row: clause for clause in clauses if clause.row is not None}
    found: list[Member] = []
    for index, row in enumerate(cleaned.rows):
        if row.values == row.header or index not in clause_of_row:
            continue
        clause = clause_of_row[index]
        for told, role, value in _cells(row):
            group = told or group_above(clause, clauses)
            people: list[tuple[str, str, MemberKind]]
            people = [(name, post, "person") for name, post, _, _ in read_people(value)]
            found += [
                Member(clause.index, row.start, row.end, name, "", role, post, group, kind)
                for name, post, kind in people or who_serves(value, names)
            ]
    return found


def _cells(row: TableRow) -> list[tuple[str, str, str]]:
    """(group, role, those who hold it) of one row: a column for each role beside the group's, or a column of roles."""
    columns = list(zip((re.sub(r"\s", "", title) for title in row.header), row.values, strict=True))
    for (_, label), (_, said) in pairwise(columns):
        if (told := _ROW_LABEL.fullmatch(re.sub(r"\s", "", label))) and not BARE_GROUP.fullmatch(told["group"]):
            return [(told["group"], re.sub("^(?:组成)?人员(?:组成)?$|^组成$", "成员", told["role"]), said)]
    group = next((value for title, value in columns if _GROUP_COLUMN.search(title)), "")
    if group:
        return [(group, title, value) for title, value in columns if _ROLE_COLUMN.match(title) and value]
    for title, value in columns:
        if _ROLE_TITLE.fullmatch(title) and re.fullmatch(ROLES, re.sub(r"\s", "", value)):
            return [("", value, said) for other, said in columns if _PEOPLE_TITLE.fullmatch(other) and said]
    role = next((value for title, value in columns if _MEMBER_COLUMN.search(title)), "")
    columns = [(title, value) for title, value in columns if value != role]
    name = next((value for title, value in columns if _NAME_COLUMN.search(title) and value), "")
    name = name or next((value for title, value in columns if _POST_COLUMN.search(title)), "")
    # People's names are read by `ingest.members`.
    return [("", role, name)] if role and name and not read_people(name) else []
