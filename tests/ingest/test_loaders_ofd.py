"""OFD files: pages, order, tables, boxes, damage."""

import pytest
from fixtures.task_plan import LINES, TITLE, as_ofd, as_zip
from test_loaders import check_blocks, grid, lines

from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError
from ingest.loaders import load_bytes
from ingest.loaders.ofd_rules import read_rules
from ingest.loaders.tree import parse_xml


def page_of(*objects):
    return f"<Page><Content><Layer>{''.join(objects)}</Layer></Content></Page>"


def text(words, x, y, size=5):
    code = f'<TextCode X="0" Y="{size}">{words}</TextCode>'
    return f'<TextObject Boundary="{x} {y} 90 {size}" Size="{size}">{code}</TextObject>'


def ofd_of(*pages):
    listed = "".join(f'<Page ID="{number}" BaseLoc="P{number}.xml"/>' for number in range(len(pages)))
    area = "<CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData>"
    members = {
        "OFD.xml": "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>",
        "Document.xml": f"<Document>{area}<Pages>{listed}</Pages></Document>",
        **{f"P{number}.xml": page for number, page in enumerate(pages)},
    }
    return as_zip({name: content.encode() for name, content in members.items()})


def test_blocks_with_page_and_box():
    loaded = load_bytes("方案.ofd", as_ofd())
    check_blocks(loaded)
    assert loaded.format == "ofd"
    assert loaded.metadata == {"title": TITLE}
    assert lines(loaded)[0] == LINES[0]
    assert (3, 3, "区房管局、区建委", 2, 1) not in grid(loaded)
    assert (2, 3, "区房管局、区建委", 2, 1) in grid(loaded)
    assert {block.page for block in loaded.blocks} == {1}
    tops = [block.box[1] for block in loaded.blocks]
    assert tops == sorted(tops)
    assert all(0 <= edge <= 1 for block in loaded.blocks for edge in block.box)


def test_order_pages_and_false_bold():
    first = page_of(text("第二行", 30, 60), text("第一行", 30, 40), text("第一行", 30.1, 40))
    loaded = load_bytes("a.ofd", ofd_of(first, page_of(), page_of(text("末页", 30, 40))))
    assert [(loaded.text[b.start : b.end].strip(), b.page) for b in loaded.blocks] == [
        ("第一行", 1),
        ("第二行", 1),
        ("末页", 3),
    ]
    assert loaded.metadata["warnings"] == ["第 2 页没有文字（可能是扫描页），未能读取。"]


def test_columns_of_prose_are_read_one_after_the_other():
    left = [text("左栏文字逐行写满这一栏", 20, 40 + 8 * number) for number in range(6)]
    right = [text("右栏文字逐行写满这一栏", 120, 44 + 8 * number) for number in range(6)]
    loaded = load_bytes("a.ofd", ofd_of(page_of(*left, *right, text("通栏标题" * 6, 40, 20))))
    assert [line[:2] for line in lines(loaded)] == ["通栏"] + ["左栏"] * 6 + ["右栏"] * 6


def test_no_text_and_too_many_pages(monkeypatch):
    with pytest.raises(EmptyDocumentError, match="扫描件"):
        load_bytes("a.ofd", ofd_of(page_of()))
    monkeypatch.setattr("ingest.loaders.ofd.MAX_PAGES", 1)
    with pytest.raises(DocumentTooLargeError, match="2 页"):
        load_bytes("a.ofd", ofd_of(page_of(), page_of()))


def test_damage():
    data = as_ofd()
    for share in (0.3, 0.7, 0.99):
        with pytest.raises(CorruptDocumentError, match=r"a\.ofd"):
            load_bytes("a.ofd", data[: int(len(data) * share)])


def test_rules_of_paths():
    page = (
        '<Page><PathObject Boundary="10 20 50 30" CTM="2 0 0 1 0 0"><AbbreviatedData>M 0 0 L 10 0 L 10 5 C M 0 0 L 3 4 '
        'Q 1 1 2 2 L x</AbbreviatedData></PathObject><PathObject Boundary="a"/></Page>'
    )
    rules = read_rules(parse_xml("a", page.encode()), (0.0, 0.0), 1.0)
    assert [(r.x0, r.y0, r.x1, r.y1) for r in rules] == [(10, 20, 30, 20), (30, 20, 30, 25)]
