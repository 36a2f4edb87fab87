"""Word documents: automatic numbers, merged cells, tracked changes, text boxes, notes."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fixtures.policy_files import OFFICIAL_LEVELS, add_list, add_numbering, number_paragraph, saved
from test_loaders import check_blocks, grid, lines

from ingest.errors import CorruptDocumentError, DocumentTooLargeError
from ingest.loaders import load_bytes
from ingest.loaders.limits import MAX_XML_BYTES
from ingest.loaders.number_formats import format_number


def read(document):
    loaded = load_bytes("文件.docx", saved(document))
    check_blocks(loaded)
    return loaded


def with_body(xml):
    """A document whose body is this WordprocessingML."""
    document = docx.Document()
    namespaces = nsdecls("w") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    holder = parse_xml(f"<w:body {namespaces}>{xml}</w:body>")
    for position, element in enumerate(list(holder)):
        document.element.body.insert(position, element)
    return document


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", "1 2 10 11 21"),
        ("decimalZero", "01 02 10 11 21"),
        ("decimalFullWidth", "１ ２ １０ １１ ２１"),
        ("chineseCounting", "一 二 十 十一 二十一"),
        ("chineseCountingThousand", "一 二 十 十一 二十一"),
        ("japaneseCounting", "一 二 十 十一 二十一"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾壹"),
        ("ideographDigital", "一 二 一〇 一一 二一"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ㉑"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ 21"),
        ("upperRoman", "I II X XI XXI"),
        ("lowerRoman", "i ii x xi xxi"),
        ("upperLetter", "A B J K U"),
        ("lowerLetter", "a b j k u"),
        ("ideographTraditional", "甲 乙 癸 11 21"),
        ("unheard-of", "1 2 10 11 21"),
    ],
)
def test_number_formats(number_format, written):
    assert [format_number(number, number_format) for number in (1, 2, 10, 11, 21)] == written.split()


def test_letters_repeat_and_extremes_stay_figures():
    assert [format_number(number, "lowerLetter") for number in (26, 27, 0, 1000)] == ["z", "aa", "0", "1000"]
    assert [format_number(number, "upperRoman") for number in (0, 5000)] == ["0", "5000"]
    assert format_number(10**9, "chineseCounting") == "1000000000"


def test_numbers_restart_below_a_new_heading():
    document = docx.Document()
    add_numbering(document, "50", (*OFFICIAL_LEVELS, ("decimalEnclosedCircle", "%4")))
    for level, text in [
        (0, "总则"),
        (1, "甲"),
        (1, "乙"),
        (2, "子"),
        (3, "丑"),
        (2, "寅"),
        (0, "分则"),
        (1, "丙"),
        (2, "卯"),
    ]:
        number_paragraph(document.add_paragraph(text), "50", level)
    assert lines(read(document)) == [
        "一、总则", "（一）甲", "（二）乙", "1.子", "① 丑", "2.寅", "二、分则", "（一）丙", "1.卯",
    ]  # fmt: skip


def test_lists_share_a_count_until_one_starts_anew():
    document = docx.Document()
    add_numbering(document, "50", OFFICIAL_LEVELS)
    add_list(document, "51", "50")
    add_list(document, "52", "50", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    for number in ("50", "51", "52", "52", "0"):
        number_paragraph(document.add_paragraph("条"), number, 0)
    assert lines(read(document)) == ["一、条", "二、条", "五、条", "六、条", "条"]


def test_chapters_articles_and_bullets():
    document = docx.Document()
    add_numbering(document, "50", (("chineseCounting", "第%1章"), ("decimal", "%1.%2"), ("bullet", "\uf06c")))
    for level, text in [(0, "总则"), (1, "目的"), (2, "要点"), (1, "依据")]:
        number_paragraph(document.add_paragraph(text), "50", level)
    assert lines(read(document)) == ["第一章 总则", "一.1 目的", "• 要点", "一.2 依据"]


def test_numbers_of_paragraph_styles():
    document = docx.Document()
    add_numbering(document, "50", OFFICIAL_LEVELS)
    for level in (1, 2):
        style = document.styles[f"Heading {level}"]
        properties = style.element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="50"/></w:numPr>'))
        abstract = document.part.numbering_part.element[0]
        abstract[level - 1].append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style.style_id}"/>'))
    document.add_heading("总则", 1)
    document.add_heading("目的", 2)
    document.add_heading("依据", 2)
    loaded = read(document)
    assert lines(loaded) == ["一、总则", "（一）目的", "（二）依据"]
    assert [(block.kind, block.level) for block in loaded.blocks] == [("heading", 1), ("heading", 2), ("heading", 2)]


def test_merged_and_nested_cells():
    document = docx.Document()
    document.add_paragraph("表前")
    table = document.add_table(rows=4, cols=3)
    for row, texts in enumerate(
        [("类别", "任务", ""), ("", "名称", "单位"), ("民生", "停车", "城建办"), ("", "养老", "")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(2, 1).text = "停车\n共享"
    inner = table.cell(3, 2).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "民政办", "社工站"
    document.add_paragraph("表后")
    loaded = read(document)
    assert lines(loaded) == [
        "表前",
        "类别 | 任务",
        "名称 | 单位",
        "民生 | 停车 共享 | 城建办",
        "养老 | 民政办 社工站",
        "表后",
    ]
    assert grid(loaded)[:4] == [(0, 0, "类别", 2, 1), (0, 1, "任务", 1, 2), (1, 1, "名称", 1, 1), (1, 2, "单位", 1, 1)]
    assert grid(loaded)[4] == (2, 0, "民生", 2, 1)
    assert [cell.header for cell in loaded.blocks[1].cells] == [True] * 4 + [False] * 5


def test_header_rows_as_marked():
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"第{number}行"
        if number < 2:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert [cell.header for cell in read(document).blocks[0].cells] == [True] * 4 + [False] * 2


def test_a_frame_of_one_column_is_no_table():
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "框内一\n框内二"
    assert [block.kind for block in read(document).blocks] == ["paragraph", "paragraph"]


def test_tracked_changes_hidden_text_and_fields():
    loaded = read(
        with_body(
            "<w:p><w:r><w:t>新增</w:t></w:r><w:del><w:r><w:delText>200</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>300</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>个</w:t><w:br/>'
            "<w:t>车位</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p><w:p/>"
            "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>目录</w:t></w:r></w:hyperlink></w:p></w:sdtContent>"
            "</w:sdt>"
        )
    )
    assert loaded.text == "新增300个\n车位\t-\n\n目录\n"


def test_text_boxes_once_after_their_paragraph():
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    loaded = read(
        with_body(
            f"<w:p><w:r><w:t>前</w:t></w:r><w:r>"
            f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx>"
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            "<w:r><w:t>后</w:t></w:r></w:p>"
        )
    )
    assert lines(loaded) == ["前后", "框中文字"]


def replaced(data, changes):
    """A package with members replaced or added."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in {**dict.fromkeys(source.namelist()), **changes}:
            target.writestr(member, changes[member] if member in changes else source.read(member))
    return stream.getvalue()


def test_footnotes_follow_their_paragraph():
    data = saved(with_body('<w:p><w:r><w:t>车位</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'))
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>含共享车位。</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    added = '<Relationship Id="rIdN" Type="http://x/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    changes = {
        "word/footnotes.xml": notes,
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", added),
    }
    assert lines(load_bytes("a.docx", replaced(data, changes))) == ["车位", "含共享车位。"]


def test_properties():
    document = docx.Document()
    document.add_paragraph("青石街道停车方案")
    document.core_properties.title, document.core_properties.author = "青石街道停车方案", "办公室"
    metadata = read(document).metadata
    assert (metadata["title"], metadata["author"]) == ("青石街道停车方案", "办公室")
    document.core_properties.title = "别的文件的旧标题"
    assert "title" not in read(document).metadata


def test_limits_of_the_package(monkeypatch):
    document = docx.Document()
    document.add_paragraph("正文")
    data = saved(document)
    for module, limit, changes in (
        ("ingest.loaders.package.MAX_ZIP_RATIO", 200, {"word/media/a.bin": b"0" * 11_000_000}),
        ("ingest.loaders.package.MAX_ZIP_BYTES", 1000, {}),
        ("ingest.loaders.package.MAX_ZIP_MEMBERS", 3, {}),
        ("ingest.loaders.package.MAX_XML_BYTES", 500, {}),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, limit)
            with pytest.raises(DocumentTooLargeError, match="上限"):
                load_bytes("a.docx", replaced(data, changes))
    assert MAX_XML_BYTES == 64 * 1024 * 1024


@pytest.mark.parametrize("depth", [150, 5000])
def test_nesting(depth):
    inner = "<w:sdt><w:sdtContent>" * depth + "<w:p/>" + "</w:sdtContent></w:sdt>" * depth
    xml = f"<w:document {nsdecls('w')}><w:body>{inner}</w:body></w:document>"
    with pytest.raises(DocumentTooLargeError, match="嵌套"):
        load_bytes("a.docx", replaced(saved(docx.Document()), {"word/document.xml": xml}))


@pytest.mark.parametrize("xml", ["<a><b></a>", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a/>"])
def test_bad_xml(xml):
    with pytest.raises(CorruptDocumentError):
        load_bytes("a.docx", replaced(saved(docx.Document()), {"word/document.xml": xml}))
