"""Tables with known facts: tasks with merged cells, indicators, members; framed, or without their frame."""

from __future__ import annotations

from generators import vocabulary as words
from generators.drafts import Draft, IdealLine
from generators.statements import COUNTED, RATES

Row = tuple[tuple[str, int, int] | None, ...]


def people(draft: Draft, count: int) -> list[tuple[str, str]]:
    """Different names with their posts."""
    found: dict[str, str] = {}
    while len(found) < count:
        given = "".join(draft.random.sample(words.GIVEN, draft.random.choice((1, 2, 2))))
        post = draft.random.choice(words.POSTS)
        found[draft.random.choice(words.SURNAMES) + given] = post.format(
            p=draft.level, street=draft.random.choice(words.STREETS)
        )
    return list(found.items())


def task_table(draft: Draft) -> None:
    """A table of tasks; the column of bodies is merged over two or three rows now and then."""
    header = draft.random.choice(
        (
            ("序号", "重点任务", "责任单位", "完成时限"),
            ("序号", "工作任务", "牵头单位", "配合单位"),
            ("序号", "任务类别", "具体举措", "责任单位"),
        )
    )
    rows: list[Row] = [tuple((title, 1, 1) for title in header)]
    expected: list[tuple[str, str, tuple[object, ...]]] = []
    number = 0
    while number < draft.random.randint(6, 10):
        height = draft.random.choice((1, 1, 2, 3))
        lead, second = draft.lead_and(1, 3)
        first = lead + second
        group = draft.random.choice(words.SECTIONS)
        due = f"{draft.random.randint(2024, 2027)}年{draft.random.randint(1, 12)}月"
        for step in range(height):
            number += 1
            task = draft.task()
            cells: list[tuple[str, int, int] | None] = [(str(number), 1, 1)]
            for title in header[1:]:
                if title in ("重点任务", "工作任务", "具体举措"):
                    cells.append((task, 1, 1))
                    continue
                text = {
                    "责任单位": "、".join(first),
                    "牵头单位": first[0],
                    "配合单位": "、".join(second),
                    "完成时限": due,
                    "任务类别": group,
                }[title]
                cells.append((text, height, 1) if step == 0 else None)
            rows.append(tuple(cells))
            support = "配合单位" in header
            roles = (first[:1], (), second) if support else ((), first, ())
            expected.append(("responsibility", task, roles))
            if "完成时限" in header:
                expected.append(("deadline", task, (due,)))
    _place(draft, rows)
    for kind, subject, values in expected:
        draft.know(kind, "表格（合并单元格）", subject, *values)


def indicator_table(draft: Draft) -> None:
    """A table of indicators with unit, value, and attribute."""
    year = draft.random.randint(2025, 2030)
    header = ("序号", "指标名称", "单位", f"{year}年目标值", "指标属性")
    rows: list[Row] = [tuple((title, 1, 1) for title in header)]
    expected = []
    for number, (name, value, unit, attribute) in enumerate(_indicators(draft), 1):
        rows.append(tuple((text, 1, 1) for text in (str(number), name, unit, value, attribute)))
        expected.append((name, (value, "", unit, attribute)))
    _place(draft, rows)
    for name, values in expected:
        draft.know("target", "指标表", name, *values)


def _indicators(draft: Draft) -> list[tuple[str, str, str, str]]:
    found = []
    for name in draft.random.sample(RATES, 4):
        found.append((name, str(draft.random.randint(50, 100)), "%", draft.random.choice(("约束性", "预期性"))))
    for name, unit in draft.random.sample(COUNTED, 3):
        found.append((name, str(draft.random.randint(2, 500)), unit, draft.random.choice(("约束性", "预期性"))))
    draft.random.shuffle(found)
    return found


def lost_table(draft: Draft) -> None:
    """A table that lost its frame: one cell a line, each ending in 「|」."""
    if draft.random.random() < 0.5:
        header: tuple[str, ...] = ("序号", "指标名称", "单位", "目标值", "属性")
        records = [
            (str(number), name, unit, value, attribute)
            for number, (name, value, unit, attribute) in enumerate(_indicators(draft), 1)
        ]
        facts = [("target", r[1], (r[3], "", r[2], r[4])) for r in records]
    else:
        header = ("序号", "重点任务", "牵头单位", "配合单位")
        records = []
        facts = []
        for number in range(1, draft.random.randint(4, 9)):
            task, (lead, support) = draft.task(), draft.lead_and(1, 3)
            records.append((str(number), task, lead[0], "、".join(support)))
            facts.append(("responsibility", task, (lead, (), support)))
    first = len(draft.lines)
    for cell in (*header, *(cell for record in records for cell in record)):
        draft.add(f"{cell} |", exact=False)
    for kind, subject, values in facts:
        draft.know(kind, "失去边框的表格", subject, *values, first=first)


def member_table(draft: Draft) -> None:
    """A table of members, the role merged over its rows."""
    rows: list[Row] = [tuple((title, 1, 1) for title in ("小组职务", "姓名", "单位及职务"))]
    expected = []
    for role, count in (("组长", 1), ("副组长", 2), ("成员", draft.random.randint(3, 6))):
        for step, (name, post) in enumerate(people(draft, count)):
            rows.append(((role, count, 1) if step == 0 else None, (name, 1, 1), (post, 1, 1)))
            expected.append((name, (role, post)))
    _place(draft, rows)
    for name, values in expected:
        draft.know("member", "名单表", name, *values)


def member_lines(draft: Draft) -> None:
    """组长：张三　某局局长, the role carried down the lines."""
    first = len(draft.lines)
    spaced = draft.random.random() < 0.5
    expected = []
    for role, count in (("组长", 1), ("副组长", draft.random.randint(1, 2)), ("成员", draft.random.randint(3, 8))):
        written = "　".join(role) if spaced and len(role) == 2 else role
        for step, (name, post) in enumerate(people(draft, count)):
            shown = " ".join(name) if spaced and len(name) == 2 else name
            opening = f"{written}：" if step == 0 else "　　　　"
            draft.add(f"{opening}{shown}　　{post}".strip(), exact=False)
            expected.append((name, (role, post)))
    for name, values in expected:
        draft.know("member", "名单行", name, *values, first=first)


def _place(draft: Draft, rows: list[Row]) -> None:
    draft.lines.append(IdealLine("", "table", rows=tuple(rows), header_rows=1))
    draft.kinds[len(draft.lines) - 1] = "table_row"
