"""Excel workbooks (.xlsx): each visible sheet as paragraphs and tables, values as they are shown.

The package is read directly: workbooks of WPS and of reporting systems often have style parts that spreadsheet
libraries refuse, and nothing but values, number formats, merged and hidden cells matters here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError
from ingest.loaders.assembler import Assembler
from ingest.loaders.cell_formats import builtin_format, shown
from ingest.loaders.datatypes import Node
from ingest.loaders.limits import MAX_SHEET_CELLS
from ingest.loaders.package import Package, opened
from ingest.loaders.sheet_tables import Merge, SheetCells, write_sheet
from ingest.loaders.tree import iterate_xml

_REMEDY = "不能作为 Excel 表格打开。请重新下载，或用 Excel、WPS 修复后另存为 .xlsx 再上传。"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_SHOWN_NAMES = 10


@dataclass(frozen=True)
class _Book:
    """What all sheets share."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool


@dataclass
class _Sheet:
    """A sheet while it is read; rows and columns count from 0."""

    texts: SheetCells = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: int = 0


def load_xlsx(name: str, data: bytes) -> LoadedDocument:
    """Read a workbook; hidden sheets, rows and columns are left out and named in `metadata["warnings"]`.

    Raises:
        CorruptDocumentError: not a workbook, or damaged.
        EncryptedDocumentError: the package is encrypted.
        EmptyDocumentError: no cell has a value.
        DocumentTooLargeError: more than `MAX_SHEET_CELLS` cells, or above another limit of `ingest.loaders.limits`.
    """
    assembler = Assembler(name)
    warnings: list[str] = []
    with opened(name, data, remedy=_REMEDY) as package:
        book_name = package.target("", "officeDocument") or "xl/workbook.xml"
        root = package.part(book_name)
        if root is None:
            raise CorruptDocumentError(f"文件“{name}”中没有工作簿。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")
        book = _read_book(package, book_name, root)
        hidden: list[str] = []
        sheets: list[tuple[str, _Sheet]] = []
        room = MAX_SHEET_CELLS
        for title, member, is_hidden in _sheet_members(package, book_name, root):
            content = package.data(member)
            if content is None:
                continue
            if is_hidden:
                hidden.append(title)
                continue
            room -= len(_CELL.findall(content))
            if room < 0:
                raise DocumentTooLargeError(
                    f"文件“{name}”的单元格超过 {MAX_SHEET_CELLS // 10_000} 万个的上限。请拆分成几个文件后再上传。"
                )
            sheet = _read_sheet(name, content, book)
            if sheet.texts:
                sheets.append((title, sheet))
    if hidden:
        warnings.append(f"隐藏的工作表没有读取：{_names(hidden)}。")
    for title, sheet in sheets:
        if len(sheets) > 1 and not _DEFAULT_NAME.fullmatch(title.strip()):
            assembler.add_text(title, kind="heading", level=1)
        write_sheet(name, assembler, sheet.texts, sheet.merges)
        warnings.extend(_sheet_warnings(title, sheet))
    if not sheets and hidden:
        raise EmptyDocumentError(f"文件“{name}”可见的工作表都是空的。请取消隐藏有内容的工作表，保存后再上传。")
    return assembler.finish("xlsx", {"warnings": warnings} if warnings else {})


def _read_book(package: Package, book_name: str, root: Node) -> _Book:
    strings = package.part(package.target(book_name, "sharedStrings"))
    styles = package.part(package.target(book_name, "styles"))
    properties = root.child("workbookPr")
    return _Book(
        tuple(_string(item) for item in strings.elements()) if strings else (),
        tuple(_formats(styles)) if styles else (),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _sheet_members(package: Package, book_name: str, root: Node) -> list[tuple[str, str, bool]]:
    """Name, member and whether it is hidden, of each sheet of cells in the order of the tabs."""
    targets = package.targets(book_name)
    container = root.child("sheets")
    found = []
    for sheet in container.elements() if container else ():
        kind, member = targets.get(sheet.get("id"), ("", ""))
        if kind == "worksheet":
            found.append((sheet.get("name"), member, sheet.get("state", "visible") != "visible"))
    return found


def _formats(styles: Node) -> list[str]:
    """Number format of each cell style, by its index."""
    own = styles.child("numFmts")
    codes = {item.get("numFmtId"): item.get("formatCode") for item in (own.elements() if own else ())}
    cell_styles = styles.child("cellXfs")
    numbers = [style.get("numFmtId", "0") for style in (cell_styles.elements() if cell_styles else ())]
    return [codes.get(number) or builtin_format(_integer(number, 0)) for number in numbers]


def _read_sheet(name: str, content: bytes, book: _Book) -> _Sheet:
    sheet = _Sheet()
    number = -1
    for node in iterate_xml(name, content, "row", "mergeCell", "col"):
        if node.tag == "row":
            number = _integer(node.get("r"), number + 2) - 1
            if node.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(number)
            _read_row(node, number, book, sheet)
        elif node.tag == "mergeCell":
            first, _, last = node.get("ref").partition(":")
            corners = _position(first), _position(last or first)
            if corners[0] and corners[1]:
                sheet.merges.append((*corners[0], *corners[1]))
        elif node.get("hidden") in ("1", "true"):
            sheet.hidden_columns.append((_integer(node.get("min"), 1) - 1, _integer(node.get("max"), 1) - 1))
    hidden_rows = {row for row, _ in sheet.texts} & sheet.hidden_rows
    hidden_columns = {
        column for _, column in sheet.texts if any(low <= column <= high for low, high in sheet.hidden_columns)
    }
    sheet.texts = {
        position: text
        for position, text in sheet.texts.items()
        if position[0] not in hidden_rows and position[1] not in hidden_columns
    }
    sheet.hidden_rows = hidden_rows
    sheet.hidden_columns = [(column, column) for column in sorted(hidden_columns)]
    return sheet


def _read_row(row: Node, number: int, book: _Book, sheet: _Sheet) -> None:
    column = -1
    for cell in row.elements():
        if cell.tag != "c":
            continue
        position = _position(cell.get("r"))
        column = position[1] if position else column + 1
        text = _text(cell, book)
        if text.strip():
            sheet.texts[number, column] = text
        elif cell.child("f") is not None and not text:
            sheet.uncalculated += 1


def _text(cell: Node, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.child("is")
        return _string(inline) if inline else ""
    holder = cell.child("v")
    value = "".join(child for child in holder.children if isinstance(child, str)) if holder else ""
    if kind == "s":
        index = _integer(value, -1)
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return {"1": "是", "0": "否"}.get(value, value)
    if kind != "n" or not value:
        return value
    style = _integer(cell.get("s"), 0)
    code = book.formats[style] if style < len(book.formats) else "General"
    return shown(value.strip(), code, from_1904=book.from_1904)


def _string(item: Node) -> str:
    """Text of a string with its runs, without the reading aids of Asian text."""
    pieces: list[str] = []
    for child in item.elements():
        if child.tag == "t":
            pieces.extend(part for part in child.children if isinstance(part, str))
        elif child.tag == "r":
            pieces.append(_string(child))
    return "".join(pieces).replace("_x000D_", "")


def _sheet_warnings(title: str, sheet: _Sheet) -> list[str]:
    warnings = []
    if sheet.hidden_rows:
        rows = [str(row + 1) for row in sorted(sheet.hidden_rows)]
        warnings.append(f"工作表“{title}”中隐藏的行没有读取：第 {_names(rows)} 行。")
    if sheet.hidden_columns:
        columns = [_letters(low) for low, _ in sheet.hidden_columns]
        warnings.append(f"工作表“{title}”中隐藏的列没有读取：{_names(columns)}。")
    if sheet.uncalculated:
        warnings.append(
            f"工作表“{title}”中有 {sheet.uncalculated} 个公式没有保存结果。请用 Excel 或 WPS 打开后保存一次，再上传。"
        )
    return warnings


def _names(names: list[str]) -> str:
    return "、".join(names[:_SHOWN_NAMES]) + ("等" if len(names) > _SHOWN_NAMES else "")


def _position(reference: str) -> tuple[int, int] | None:
    """Row and column of "B3", from 0."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _integer(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else default
