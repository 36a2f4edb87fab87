"""PDF files: pages, lines, indents, tables, tables over two pages."""

import pytest
from fixtures.policy_files import LINES, TABLE, PdfPage, as_pdf
from test_loaders import check_blocks, grid, lines

from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError, EncryptedDocumentError
from ingest.loaders import load_bytes
from ingest.loaders.page_lines import Glyph, indented, read_lines, readable

KANGXI = range(0x2F00, 0x2FD6)


def read(page):
    loaded = load_bytes("文件.pdf", page.finish())
    check_blocks(loaded)
    return loaded


def glyphs(text, *, x=0.0, top=0.0, size=10.0, advance=10.0):
    return [
        Glyph(character, x + number * advance, x + (number + 1) * advance, top, top + size, size)
        for number, character in enumerate(text)
    ]


def test_pages_count_from_1():
    page = PdfPage()
    page.line("第一页文字")
    page.line("— 1 —", x=280)
    page.next_page()
    page.line("第二页文字")
    loaded = read(page)
    assert [(loaded.text[b.start : b.end], b.page) for b in loaded.blocks] == [
        ("第一页文字", 1),
        ("— 1 —", 1),
        ("第二页文字", 2),
    ]


def test_indented_lines_begin_with_two_wide_spaces():
    page = PdfPage()
    page.line("为方便居民停车，根据本街道实际情况，制定本方", indent=2)
    page.line("案，请各社区结合实际抓好落实，及时报告进展。")
    assert read(page).text.split("\n")[:2] == [
        "\u3000\u3000为方便居民停车，根据本街道实际情况，制定本方",
        "案，请各社区结合实际抓好落实，及时报告进展。",
    ]


def test_spaces_only_where_there_is_a_gap():
    wide = glyphs("党建引领", advance=12)
    narrow = glyphs("ab", x=60, advance=5, size=10) + glyphs("cd", x=74, advance=5, size=10)
    assert [line.text for line in read_lines(wide + narrow)] == ["党建引领 ab cd"]
    assert [line.text for line in read_lines(glyphs("上", top=0) + glyphs("下", top=12))] == ["上", "下"]
    raised = [*glyphs("年", top=0), *glyphs("1", x=10, top=-3, size=7)]
    assert [line.text for line in read_lines(raised)] == ["年1"]


def test_title_is_not_taken_for_an_indent():
    found = read_lines([*glyphs("标题", x=100), *glyphs("正文" * 20, top=20), *glyphs("条目", x=20, top=40)])
    assert indented(found) == ["标题", "正文" * 20, "\u3000\u3000条目"]


def test_table_over_two_pages_is_one():
    page = PdfPage()
    page.line("任务分工表")
    page.table(TABLE)
    page.line("— 1 —", x=280)
    page.next_page()
    page.table((TABLE[0], ("3", "巡查", "综合执法队")))
    page.line("完")
    loaded = read(page)
    rows = [" | ".join(row) for row in (*TABLE, ("3", "巡查", "综合执法队"))]
    assert lines(loaded) == ["任务分工表", *rows, "— 1 —", "完"]
    assert grid(loaded)[-1] == (3, 2, "综合执法队", 1, 1)


def test_last_row_alone_on_the_next_page():
    page = PdfPage()
    page.table(TABLE)
    page.next_page()
    page.table([("3", "巡查", "综合执法队")])
    page.table([("框内", "文字", "三格")], widths=(90, 90, 90))
    loaded = read(page)
    assert [block.kind for block in loaded.blocks] == ["table"] + ["paragraph"] * 3
    assert grid(loaded)[-1] == (3, 2, "综合执法队", 1, 1)


def test_header_alone_on_the_page_before():
    page = PdfPage()
    page.table(TABLE[:1])
    page.next_page()
    page.table(TABLE[1:])
    loaded = read(page)
    assert lines(loaded) == [" | ".join(row) for row in TABLE]
    assert [cell.header for cell in loaded.blocks[0].cells] == [True] * 3 + [False] * 6


def test_row_cut_by_the_page_break():
    page = PdfPage()
    page.table([*TABLE, ("3", "巡查街面和", "综合执法队、")])
    page.next_page()
    page.table([("", "停车场库", "派出所"), ("4", "宣传", "宣传办")])
    assert lines(read(page))[3:] == ["3 | 巡查街面和停车场库 | 综合执法队、派出所", "4 | 宣传 | 宣传办"]


def test_rest_of_a_row_below_a_repeated_header():
    page = PdfPage()
    page.table([*TABLE, ("3", "巡查街面和停车", "综合执法队")])
    page.next_page()
    page.table([TABLE[0], ("", "场库", ""), ("4", "宣传", "宣传办")], widths=(70, 150, 160))
    loaded = read(page)
    assert lines(loaded)[3:] == ["3 | 巡查街面和停车场库 | 综合执法队", "4 | 宣传 | 宣传办"]
    assert [block.kind for block in loaded.blocks] == ["table"]


def test_merged_cell_over_the_page_break():
    page = PdfPage()
    page.table([("类别", "任务", "单位"), ("民生", "停车", "城建办")])
    page.next_page()
    page.table([("", "养老", "民政办"), ("平安", "巡查", "派出所")])
    loaded = read(page)
    assert (1, 0, "民生", 2, 1) in grid(loaded)
    assert lines(loaded)[2:] == ["养老 | 民政办", "平安 | 巡查 | 派出所"]


def test_table_without_rules_stays_lines():
    page = PdfPage()
    for row in TABLE:
        for column, text in enumerate(row):
            page.line(text, x=72 + 150 * column)
            page.y += 24
        page.y -= 24
    loaded = read(page)
    assert lines(loaded) == [" ".join(row) for row in TABLE]
    assert {block.kind for block in loaded.blocks} == {"paragraph"}


def test_two_columns_are_read_one_after_the_other():
    page = PdfPage()
    page.line("市人民政府公报", x=230)
    top = page.y
    for x, word in ((72, "左"), (330, "右")):
        page.y = top
        for number in range(6):
            page.line(f"{word}栏第{number}行文字写满这一栏宽度", x=x)
    assert [line[:3] for line in lines(read(page))] == ["市人民"] + ["左栏第"] * 6 + ["右栏第"] * 6


def test_boxes_are_shares_of_the_page():
    page = PdfPage()
    page.line("第一行")
    page.table(TABLE)
    line, table = read(page).blocks
    assert line.box == pytest.approx((72 / 595, 50 / 842, 114 / 595, 64 / 842), abs=0.01)
    assert table.box[0] == pytest.approx(72 / 595, abs=0.002)
    assert line.box[3] < table.box[1] < table.box[3] < 0.3


def test_radicals_are_read_as_characters():
    radicals = "⼈⺠⻩⽼⽴⻓⾸⻚⾼⼾⾭⸺"
    assert "".join(map(readable, radicals)) == "人民黄老立长首页高户青——"
    assert not any(0x2E80 <= ord(character) <= 0x2FD5 for character in readable("".join(map(chr, KANGXI))))


def test_two_tables_on_a_page_stay_two():
    page = PdfPage()
    page.table(TABLE)
    page.table(TABLE)
    assert [block.kind for block in read(page).blocks] == ["table", "table"]


def test_merged_cells():
    page = PdfPage()
    pdf, y = page.canvas, 700
    for x0, y0, x1, y1, text in (
        (72, 0, 172, 60, "类别"), (172, 0, 372, 30, "任务"), (172, 30, 272, 60, "名称"), (272, 30, 372, 60, "单位"),
        (72, 60, 172, 90, "民生"), (172, 60, 272, 90, "停车"), (272, 60, 372, 90, "城建办"),
    ):  # fmt: skip
        pdf.rect(x0, y - y1, x1 - x0, y1 - y0)
        pdf.setFont("STSong-Light", 12)
        pdf.drawString(x0 + 4, y - y0 - 18, text)
    loaded = read(page)
    assert lines(loaded) == ["类别 | 任务", "名称 | 单位", "民生 | 停车 | 城建办"]
    assert grid(loaded)[:2] == [(0, 0, "类别", 2, 1), (0, 1, "任务", 1, 2)]


@pytest.fixture
def nothing_recognised(monkeypatch):
    """A recogniser that sees nothing; what the real one makes of such pages is with the tests of images."""
    monkeypatch.setattr("ingest.loaders.pdf.is_installed", lambda: True)
    monkeypatch.setattr("ingest.loaders.page_images.recognise", lambda *_: ([], []))


@pytest.mark.usefixtures("nothing_recognised")
def test_pages_without_text_are_named():
    page = PdfPage()
    page.line("有文字")
    page.next_page()
    page.canvas.rect(100, 100, 50, 50)
    assert read(page).metadata["warnings"] == ["第 2 页没有文字（可能是扫描页），未能读取。"]


@pytest.mark.usefixtures("nothing_recognised")
def test_scan_says_what_to_do():
    page = PdfPage()
    page.canvas.rect(100, 100, 300, 300, fill=1)
    with pytest.raises(EmptyDocumentError, match=r"扫描件.*OCR"):
        read(page)


def test_password():
    with pytest.raises(EncryptedDocumentError, match="密码"):
        load_bytes("a.pdf", as_pdf(encrypt="secret"))


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr("ingest.loaders.pdf.MAX_PAGES", 1)
    page = PdfPage()
    page.line("一")
    page.next_page()
    page.line("二")
    with pytest.raises(DocumentTooLargeError, match="2 页"):
        read(page)


def test_fonts_without_characters(monkeypatch):
    monkeypatch.setattr("ingest.loaders.pdf.readable", lambda _: "\ufffd")
    with pytest.raises(CorruptDocumentError, match="乱码"):
        load_bytes("a.pdf", as_pdf())


def test_truncated():
    data = as_pdf()
    for share in (0.2, 0.5, 0.9, 0.99):
        with pytest.raises(CorruptDocumentError, match="不完整"):
            load_bytes("a.pdf", data[: int(len(data) * share)])


def test_bytes_around_the_file_do_no_harm():
    assert lines(load_bytes("a.pdf", b"\n\nHTTP\n" + as_pdf() + b"\x00" * 3000))[: len(LINES)] == list(LINES)
