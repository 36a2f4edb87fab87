"""Excel workbooks: values as shown, tables, titles and notes around them, what is hidden."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from fixtures.policy_files import saved
from test_loaders import check_blocks, grid, lines

from ingest.cleaner import clean
from ingest.errors import DocumentTooLargeError, EmptyDocumentError
from ingest.loaders import load, load_bytes
from ingest.loaders.cell_formats import shown


def read(book):
    loaded = load_bytes("表.xlsx", saved(book))
    check_blocks(loaded)
    return loaded


def book_of(*rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    return book


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("12", "General", "12"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-3", "General", "0.001"),
        ("300", '0"个"', "300个"),
        ("300", 'General"个"', "300个"),
        ("0.125", "0.0%", "12.5%"),
        ("0.955", "0%", "96%"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("-5", "0.0;(0.0)", "(5.0)"),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("12", "000", "012"),
        ("5", "@", "5"),
        ("12345678", '0.0,,"M"', "12.3M"),
        ("1.5", "# ?/?", "1.5"),
        ("45352", "yyyy/m/d", "2024年3月1日"),
        ("45352", 'yyyy"年"m"月";@', "2024年3月"),
        ("45352", "m月d日", "3月1日"),
        ("45352.5", "yyyy-mm-dd hh:mm", "2024年3月1日 12:00"),
        ("0.5", "h:mm", "12:00"),
        ("2024", '0"年"', "2024年"),
        ("1", "yyyy/m/d", "1900年1月1日"),
        ("1e400", "0", "1e400"),
        ("x", "0", "x"),
        ("9999999999", "yyyy/m/d", "9999999999"),
    ],
)
def test_values_as_shown(value, code, text):
    assert shown(value, code) == text


def test_title_two_header_rows_merged_cells_and_a_note():
    book = book_of(
        ["白杨区任务分工表"],
        [None, None, None, None, "单位：万元"],
        ["序号", "任务", None, "责任单位", "资金"],
        [None, "名称", "目标", None, None],
        [1, "停车", 0.125, "区交通局", 1234.5],
        [2, "养老", datetime.date(2024, 6, 30), None, "=SUM(E5)"],
        ["注：本表由区政府办公室解释"],
        merged=("A1:E1", "A3:A4", "B3:C3", "D3:D4", "E3:E4", "D5:D6"),
    )
    book.active["C5"].number_format = "0.0%"
    book.active["E5"].number_format = "#,##0.00"
    loaded = read(book)
    assert lines(loaded) == [
        "白杨区任务分工表",
        "单位：万元",
        "序号 | 任务 | 责任单位 | 资金",
        "名称 | 目标",
        "1 | 停车 | 12.5% | 区交通局 | 1,234.50",
        "2 | 养老 | 2024年6月30日",
        "注：本表由区政府办公室解释",
    ]
    assert grid(loaded)[:2] == [(0, 0, "序号", 2, 1), (0, 1, "任务", 1, 2)]
    assert (2, 3, "区交通局", 2, 1) in grid(loaded)
    table = next(block for block in loaded.blocks if block.kind == "table")
    assert sum(cell.header for cell in table.cells) == 6
    assert loaded.metadata["warnings"] == [
        "工作表“Sheet”中有 1 个公式没有保存结果。请用 Excel 或 WPS 打开后保存一次，再上传。"
    ]


def test_header_that_groups_columns_without_tall_cells():
    loaded = read(
        book_of(
            ["指标", "完成情况", None], [None, "上半年", "下半年"], ["车位", 100, 200], ["食堂", 3, 4],
            merged=("B1:C1",),
        )
    )
    table = loaded.blocks[0]
    assert [loaded.text[c.start : c.end] for c in table.cells if c.header] == ["指标", "完成情况", "上半年", "下半年"]


def test_several_sheets_and_what_is_hidden():
    book = book_of(["序号", "任务", "备忘"], [1, "停车", "甲"], [2, "养老", "乙"], [3, "助餐", "丙"])
    book.active.title = "任务表"
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    people = book.create_sheet("名单")
    people.append(["姓名", "职务"])
    people.append(["林青岚", "主任"])
    book.create_sheet("Sheet3").append(["附记"])
    secret = book.create_sheet("字典")
    secret.append(["隐藏"])
    secret.sheet_state = "veryHidden"
    loaded = read(book)
    assert lines(loaded)[:4] == ["任务表", "序号 | 任务", "1 | 停车", "3 | 助餐"]
    assert lines(loaded)[4:] == ["名单", "姓名 | 职务", "林青岚 | 主任", "附记"]
    assert [loaded.text[b.start : b.end] for b in loaded.blocks if b.kind == "heading"] == ["任务表", "名单"]
    assert loaded.metadata["warnings"] == [
        "隐藏的工作表没有读取：字典。",
        "工作表“任务表”中隐藏的行没有读取：第 3 行。",
        "工作表“任务表”中隐藏的列没有读取：C。",
    ]


def test_two_tables_on_a_sheet():
    loaded = read(
        book_of(["序号", "任务"], [1, "停车"], [], ["领导小组名单"], ["姓名", "职务", "电话"], ["林青岚", "主任", "1"])
    )
    assert [block.kind for block in loaded.blocks] == ["table", "paragraph", "table"]


def test_blank_rows_inside_a_table():
    loaded = read(book_of(["序号", "任务"], [1, "停车"], [], [2, "养老"]))
    assert [block.kind for block in loaded.blocks] == ["table"]
    assert len(grid(loaded)) == 6


def test_only_hidden_sheets():
    book = book_of()
    hidden = book.create_sheet("甲")
    hidden.append(["乙"])
    hidden.sheet_state = "hidden"
    with pytest.raises(EmptyDocumentError, match="取消隐藏"):
        read(book)


def changed(book, **parts):
    """The saved workbook with parts replaced, by their member's last name before the dot."""
    source = zipfile.ZipFile(io.BytesIO(saved(book)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            archive.writestr(name, parts.get(stem, source.read(name)))
    return stream.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_styles_that_nothing_else_reads():
    styles = f'<styleSheet {MAIN}><fills><fill/></fills><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>'
    data = changed(book_of(["任务", "数"], ["停车", 2]), styles=styles)
    assert lines(load_bytes("a.xlsx", data)) == ["任务 | 数", "停车 | 2"]


def test_kinds_of_cells():
    sheet = (
        f'<worksheet {MAIN}><sheetData><row>'
        '<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>读</t></rPh></is></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>丙</v></c><c t="s"><v>99</v></c></row>'
        '<row r="3"><c r="B3"><v>7</v></c><c r="A3"><v>8</v></c></row></sheetData></worksheet>'
    )
    assert lines(load_bytes("a.xlsx", changed(book_of(["x"]), sheet1=sheet)))[0] == "甲乙 | 是 | #REF! | 丙"


def test_merged_areas_of_a_billion_cells_are_no_trouble():
    sheet = (
        f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="x"/></mergeCells></worksheet>'
    )
    assert load_bytes("a.xlsx", changed(book_of(["x"]), sheet1=sheet)).text.split() == ["1", "2", "3"]


def test_too_many_cells(monkeypatch):
    monkeypatch.setattr("ingest.loaders.xlsx.MAX_SHEET_CELLS", 3)
    with pytest.raises(DocumentTooLargeError, match="单元格"):
        read(book_of([1, 2], [3, 4]))
    monkeypatch.undo()
    monkeypatch.setattr("ingest.loaders.sheet_tables.MAX_GRID_POSITIONS", 3)
    with pytest.raises(DocumentTooLargeError, match="2 行 2 列"):
        read(book_of([1, 2], [3, 4]))


def test_who_made_a_table_and_when_is_no_header(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("河东区实事任务分解表",),
        ("制表单位：区政府办公室", None, None, None, None, "2026年2月10日"),
        ("类别", "序号", "实事名称", "年度目标", "牵头单位", "完成时限"),
        ("教育", 1, "增加学位", "新增学位3600个", "区教育局", "8月底"),
        (None, 2, "普惠托育", "新增托位420个", "区卫生健康委", "11月底"),
    ):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    rows = clean(load(tmp_path / "表.xlsx")).rows
    assert rows[-1].header[2:5] == ("实事名称", "年度目标", "牵头单位")
    assert rows[-1].values[4] == "区卫生健康委"


def test_a_list_of_even_width_is_no_card_and_sentences_below_are_no_rows(tmp_path):
    """Six short titles and short cells below them are no labels beside values."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (
        ("青禾县县级河长名单",),
        ("河流", "河段范围", "县级河长", "职务", "责任单位", "长度（公里）"),
        ("柳溪", "柳林镇至杏花乡", "陈志远", "副县长", "县水利局", "12"),
        ("白沙河", "石桥镇全境", "吴晓梅", "县政协副主席", "县林业局", "30"),
        ("月牙湖", "湖区", "马国强", "副县长", "县文旅局", "——"),
        ("公示牌信息有变更的，由县河长办公室在15日内更新。",),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    workbook.save(tmp_path / "河长.xlsx")
    rows = clean(load(tmp_path / "河长.xlsx")).rows
    assert [row.values[0] for row in rows] == ["柳溪", "白沙河", "月牙湖"]
    assert {row.header[2] for row in rows} == {"县级河长"}
