"""Documents of one table in Word and HTML, with headers of several rows and tables inside cells; facts known."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.table import Table, _Cell
from fixtures.policy_files import saved

from generators import vocabulary as words
from generators.drafts import Draft, Known
from generators.statements import RATES
from generators.tables import people

FORMATS = ("docx", "html")


@dataclass(frozen=True)
class GridCell:
    """A cell at its row and column; `inner` is a table below its text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    inner: Grid | None = None


@dataclass
class Grid:
    """A table under construction; `header` is the number of its header rows."""

    header: int
    cells: list[GridCell] = field(default_factory=list)

    def add(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1, inner: Grid | None = None) -> None:
        """Add a cell."""
        self.cells.append(GridCell(row, column, text, rows, columns, inner))

    @property
    def height(self) -> int:
        """Rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def width(self) -> int:
        """Columns."""
        return max(cell.column + cell.column_span for cell in self.cells)

    def titles(self, *titles: str | tuple[str, ...]) -> None:
        """A header of two rows: plain titles reach over both, tuples are a group with its columns."""
        column = 0
        for title in titles:
            if isinstance(title, str):
                self.add(0, column, title, rows=2)
                column += 1
                continue
            self.add(0, column, title[0], columns=len(title) - 1)
            for step, below in enumerate(title[1:]):
                self.add(1, column + step, below)
            column += len(title) - 1

    def row(self, number: int, *values: str | Grid) -> None:
        """A row of single cells."""
        for column, value in enumerate(values):
            if isinstance(value, Grid):
                self.add(number, column, "", inner=value)
            else:
                self.add(number, column, value)


@dataclass(frozen=True)
class TableFile:
    """A file with what it states; everything in it is known."""

    name: str
    data: bytes
    facts: tuple[Known, ...]


def assignments(draft: Draft) -> Grid:
    """重点任务 | 责任分工（牵头单位、配合单位） | 完成时限."""
    grid = Grid(2)
    group = draft.random.choice(("责任分工", "责任单位", "职责分工"))
    grid.titles("序号", "重点任务", (group, "牵头单位", "配合单位"), "完成时限")
    for number in range(1, draft.random.randint(4, 8)):
        task, (lead, support) = draft.task(), draft.lead_and(1, 3)
        due = f"{draft.random.randint(2024, 2027)}年{draft.random.randint(1, 12)}月"
        grid.row(number + 1, str(number), task, lead[0], "、".join(support), due)
        draft.know("responsibility", "多层表头", task, lead, (), support)
        draft.know("deadline", "多层表头", task, due)
    return grid


def grouped_tasks(draft: Draft) -> Grid:
    """工作任务（类别、具体举措） | 责任体系（责任单位、完成时限), the kind of task merged over its rows."""
    grid = Grid(2)
    grid.titles("序号", ("工作任务", "类别", "具体举措"), ("责任落实", "责任单位", "完成时限"))
    row = 2
    for section in draft.random.sample(words.SECTIONS, 3):
        height = draft.random.randint(1, 3)
        grid.add(row, 1, section, rows=height)
        for step in range(height):
            task, names = draft.task(), draft.bodies(1, 4)
            due = f"{draft.random.randint(2024, 2027)}年底前"
            grid.add(row + step, 0, str(row + step - 1))
            grid.add(row + step, 2, task)
            grid.add(row + step, 3, "、".join(names))
            grid.add(row + step, 4, due)
            draft.know("responsibility", "多层表头", task, (), names, ())
            draft.know("deadline", "多层表头", task, due)
        row += height
    return grid


def yearly_indicators(draft: Draft) -> Grid:
    """指标名称 | 单位 | 现状值 | 目标值（2026年、2028年） | 属性."""
    grid = Grid(2)
    first = draft.random.randint(2025, 2027)
    years = (first, first + draft.random.randint(1, 3))
    group = draft.random.choice(("目标值", "目标", "规划目标"))
    base = f"{first - 2}年现状值"
    grid.titles("序号", "指标名称", "单位", base, (group, *(f"{year}年" for year in years)), "指标属性")
    for number, name in enumerate(draft.random.sample(RATES, 5), 1):
        attribute = draft.random.choice(("约束性", "预期性"))
        values = [str(value) for value in sorted(draft.random.sample(range(40, 100), 3))]
        grid.row(number + 1, str(number), name, "%", *values, attribute)
        for value, period in zip(values, (base, *(f"{year}年" for year in years)), strict=True):
            draft.know("target", "多层表头", name, value, "", "%", attribute, period)
    return grid


def member_table(draft: Draft) -> Grid:
    """小组职务 | 成员信息（姓名、单位及职务）."""
    grid = Grid(2)
    grid.titles("小组职务", ("成员信息", "姓名", "单位及职务"))
    row = 2
    for role, count in (("组长", 1), ("副组长", 2), ("成员", draft.random.randint(2, 5))):
        grid.add(row, 0, role, rows=count)
        for name, post in people(draft, count):
            grid.add(row, 1, name)
            grid.add(row, 2, post)
            draft.know("member", "多层表头", name, role, post)
            row += 1
    return grid


def inner_tasks(draft: Draft) -> Grid:
    """A task's steps as a table of their own inside one of its cells."""
    grid = Grid(1)
    grid.row(0, "序号", "重点工作", "具体安排", "牵头单位")
    for number in range(1, draft.random.randint(3, 5)):
        task, lead = draft.task(), draft.bodies(1, 1)
        inner: Grid | str = draft.random.choice(("按年度计划推进。", "结合日常工作开展。"))
        steps = draft.random.randint(0, 3) if number > 1 else 2
        if steps:
            inner = Grid(1)
            inner.row(0, "任务", "责任单位", "完成时限")
            for step in range(1, steps + 1):
                name, names = draft.task(), draft.bodies(1, 3)
                due = f"{draft.random.randint(2024, 2027)}年{draft.random.randint(1, 12)}月底"
                inner.row(step, name, "、".join(names), due)
                draft.know("responsibility", "单元格内的表", name, (), names, ())
                draft.know("deadline", "单元格内的表", name, due)
        grid.row(number, str(number), task, inner, lead[0])
        draft.know("responsibility", "含表的行", task, lead, (), ())
    return grid


def boxed(draft: Draft) -> Grid:
    """A frame of one cell around a whole table."""
    grid = Grid(0)
    grid.add(0, 0, "重点任务分工如下", inner=assignments(draft))
    return grid


FORMS: Mapping[str, Callable[[Draft], Grid]] = {
    "牵头与配合": assignments,
    "类别与举措": grouped_tasks,
    "几年的指标": yearly_indicators,
    "成员信息": member_table,
    "单元格内的表": inner_tasks,
    "方框里的表": boxed,
}


def make_table_file(seed: int, form: str, kind: str) -> TableFile:
    """The file of a seed, "docx" or "html": the same arguments give the same facts."""
    source = random.Random(f"{seed}{form}{kind}")
    city, district = source.choice(words.PLACES)
    draft = Draft(source, city, district)
    title = f"{district}{source.choice(words.TOPICS)}任务清单"
    grid = FORMS[form](draft)
    write = {"docx": _as_docx, "html": _as_html}[kind]
    return TableFile(f"{title}.{kind}", write(title, grid, source), tuple(draft.facts))


def _as_docx(title: str, grid: Grid, source: random.Random) -> bytes:
    document: Document = docx.Document()
    document.add_paragraph(title)
    document.add_paragraph(source.choice(words.FRONT))
    _fill(document.add_table(rows=grid.height, cols=grid.width), grid)
    return saved(document)


def _fill(table: Table, grid: Grid) -> None:
    for each in grid.cells:
        cell: _Cell = table.cell(each.row, each.column)
        if each.row_span > 1 or each.column_span > 1:
            cell = cell.merge(table.cell(each.row + each.row_span - 1, each.column + each.column_span - 1))
        cell.text = each.text
        if each.inner is not None:
            _fill(cell.add_table(rows=each.inner.height, cols=each.inner.width), each.inner)


def _as_html(title: str, grid: Grid, source: random.Random) -> bytes:
    headed = source.choice(("th", "td", "thead"))
    body = f"<p>{source.choice(words.FRONT)}</p>{_html_table(grid, headed)}"
    return f"<html><head><meta charset='utf-8'></head><body><h1>{title}</h1>{body}</body></html>".encode()


def _html_table(grid: Grid, headed: str) -> str:
    lines = []
    for row in range(grid.height):
        cells = "".join(_html_cell(cell, headed, grid) for cell in grid.cells if cell.row == row)
        lines.append(f"<tr>{cells}</tr>")
    head = "".join(lines[: grid.header])
    rest = "".join(lines[grid.header :])
    if headed == "thead" and head:
        return f"<table><thead>{head}</thead><tbody>{rest}</tbody></table>"
    return f"<table>{head}{rest}</table>"


def _html_cell(cell: GridCell, headed: str, grid: Grid) -> str:
    tag = "th" if headed == "th" and cell.row < grid.header else "td"
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    inner = _html_table(cell.inner, headed) if cell.inner else ""
    text = f"<p>{html.escape(cell.text)}</p>" if cell.text else ""
    return f"<{tag}{spans}>{text}{inner}</{tag}>"
