"""Every loader gives the same lines for the same policy; text, Markdown and web pages in detail."""

import base64
import quopri

import pytest
from fixtures.policy_files import EXPECTED, HEADINGS, MAKERS, TABLE, TITLE, as_html
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import CorruptDocumentError, EmptyDocumentError, IngestError
from ingest.loaders import SUPPORTED_SUFFIXES, load, load_bytes
from ingest.loaders.plain_text import load_plain_text


def lines(document):
    return [line.strip() for line in document.text.split("\n") if line.strip()]


def check_blocks(document):
    """Blocks are in order, do not overlap, and cover what is not white space; cells lie inside their table."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert not document.text[end : block.start].strip()
        assert bool(block.cells) == (block.kind == "table")
        assert (block.level > 0) == (block.kind == "heading")
        end = block.end
        position = block.start
        for cell in block.cells:
            assert position <= cell.start <= cell.end <= block.end
            position = cell.end
    assert not document.text[end:].strip()


def grid(document):
    """Cells of the first table as `(row, column, text, row_span, column_span)`."""
    block = next(block for block in document.blocks if block.kind == "table")
    return [
        (cell.row, cell.column, document.text[cell.start : cell.end], cell.row_span, cell.column_span)
        for cell in block.cells
    ]


def page(body, head=""):
    return load_bytes("页面.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


@pytest.fixture(scope="module")
def documents():
    return {name: load_bytes(name, maker()) for name, maker in MAKERS.items()}


@pytest.mark.parametrize("name", MAKERS)
def test_same_lines_from_every_format(documents, name):
    assert lines(documents[name]) == list(EXPECTED)
    assert documents[name].format == name.partition(".")[2]
    check_blocks(documents[name])


@pytest.mark.parametrize("name", ["policy.md", "policy.html", "policy.docx", "policy.pdf"])
def test_tables_have_cells(documents, name):
    expected = [(row, column, text, 1, 1) for row, cells in enumerate(TABLE) for column, text in enumerate(cells)]
    assert grid(documents[name]) == expected
    table = documents[name].blocks[-1]
    assert [cell.header for cell in table.cells] == [True] * 3 + [False] * 6


@pytest.mark.parametrize("name", ["policy.md", "policy.html", "policy.docx"])
def test_headings_are_marked(documents, name):
    document = documents[name]
    found = {document.text[b.start : b.end]: b.level for b in document.blocks if b.kind == "heading"}
    shift = 0 if name == "policy.docx" else 1
    assert found == {line: level + shift for line, level in HEADINGS.items()}


def test_load_reads_a_path(tmp_path):
    path = tmp_path / "方案.MD"
    path.write_bytes(MAKERS["policy.md"]())
    assert load(path) == load_bytes("C:\\文件\\方案.md", MAKERS["policy.md"]())


def test_suffixes():
    texts = {".txt", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml"}
    documents = {".docx", ".xlsx", ".pdf", ".ofd", ".doc", ".wps", ".rtf", ".odt", ".xls", ".et"}
    images = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
    assert texts | documents | images == SUPPORTED_SUFFIXES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_encodings(encoding):
    text = "一、目标\n  新增车位300个。\n\n（二）措施 \n"
    document = load_bytes("a.txt", text.replace("\n", "\r\n").encode(encoding))
    assert document.text == text
    assert [document.text[b.start : b.end] for b in document.blocks] == ["一、目标", "新增车位300个。", "（二）措施"]


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "utf-16-le"])
def test_foreign_encodings_are_refused(encoding):
    text = (
        "地域社會計画について、責任者區役所です。"
        if encoding == "shift_jis"
        else "社會治理計劃責任單位區民政局推進停車設施建設"
    )
    with pytest.raises(CorruptDocumentError, match="UTF-8"):
        load_bytes("a.txt", (text.replace("です", "") * 3).encode(encoding, "ignore"))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_kept_or_refused(text):
    for name in ("a.txt", "a.md", "a.html"):
        try:
            document = load_bytes(name, text.encode("utf-8", "surrogatepass"))
        except IngestError:
            continue
        check_blocks(document)
        document.text.encode("utf-8")
        if name == "a.txt":
            assert document.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def test_front_matter(documents):
    assert documents["policy.md"].metadata == {
        "title": TITLE,
        "issuer": "青石街道办事处",
        "issued": "2024-03-01",
        "years": [2024, 2025],
    }


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: 方案\nissuer: [甲\nplace: 乙", 4),
        ("title: 方案\n\tissuer: 甲", 3),
        ("title: 方案\ndate: 2024-13-45", 3),
        ("- 甲\n- 乙", 2),
        ("a: &x 1\nb: *x", 3),
    ],
)
def test_bad_front_matter_names_the_line(front, line):
    with pytest.raises(CorruptDocumentError, match=f"第 {line} 行"):
        load_bytes("a.md", f"---\n{front}\n---\n正文".encode())


def test_markdown_as_a_reader_sees_it():
    source = """# **总则** #
第一条 本办法依据[条例](https://example.org/a "说明")制定，`编号`见<https://example.org>。<!-- 注 -->
- 保留破折号
> 引用 ~~旧~~ 文字 2\\*3
---
附件一
===
```
| 不是表格 |
```
| 甲 \\| 乙 | 丙 |
|---|---|
| **一** | 二<br>三 |
| 缺一格 |
"""
    document = load_bytes("a.md", source.encode())
    assert lines(document) == [
        "总则",
        "第一条 本办法依据条例制定，编号见https://example.org。",
        "- 保留破折号",
        "引用 旧 文字 2*3",
        "附件一",
        "| 不是表格 |",
        "甲 | 乙 | 丙",
        "一 | 二 三",
        "缺一格 |",
    ]
    check_blocks(document)
    assert [b.level for b in document.blocks if b.kind == "heading"] == [1, 1]
    assert grid(document)[0][2] == "甲 | 乙"


def test_page_metadata(documents):
    assert documents["policy.html"].metadata == {
        "title": TITLE,
        "published": "2024-03-05",
        "site": "青石街道网站",
        "source": "青石街道办事处",
    }


def test_labelled_fields_of_a_page():
    document = page(
        "<table><tr><td>发文机关：</td><td>青石区人民政府</td></tr><tr><td>发文字号：</td><td>青政发〔2024〕3号</td></tr>"
        "<tr><td>成文日期：</td><td>2024年2月7日</td></tr></table><h1>青石区停车方案</h1>"
        "<div id='zoom'><p>新增车位300个，方便居民停车，各街道抓好落实。</p></div>"
    )
    assert document.metadata == {
        "issuer": "青石区人民政府",
        "number": "青政发〔2024〕3号",
        "issued": "2024-02-07",
        "title": "青石区停车方案",
    }
    assert lines(document)[0] == "青石区停车方案"
    assert document.blocks[0].kind == "heading"


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8"])
def test_page_encodings(encoding):
    assert lines(load_bytes("a.htm", as_html(encoding))) == list(EXPECTED)
    undeclared = as_html(encoding).replace(b"charset", b"charsex")
    assert lines(load_bytes("a.htm", undeclared)) == list(EXPECTED)


def test_page_with_a_few_broken_characters():
    data = as_html().replace("新增".encode(), "新增".encode()[:-1])
    assert "到2025年底，新\ufffd共享车位" in load_bytes("a.html", data).text


def test_main_text_without_known_container():
    menu = "".join(f"<a href='/{n}'>栏目{n}</a> " for n in range(60))
    prose = "".join(f"<p>第{n}项任务由街道办事处负责推进，每年完成改造小区{n}个。</p>" for n in range(1, 9))
    document = page(f"<div>{menu}</div><div><div class='x'>{prose}</div><div>{menu}</div></div><footer>版权</footer>")
    assert len(lines(document)) == 8


def test_page_as_a_browser_shows_it():
    document = page(
        "<p>党建\n  引领&nbsp;共治 and\n more&#x3002;</p><p style='display: none'>隐藏</p><p>第一行<br>第二行</p>"
        "<ol start=3><li>丙项</li><li>4.丁项</li></ol><ul><li>无号</li></ul><pre>甲\n 乙</pre>散落文字<b>加粗</b>"
    )
    assert lines(document) == [
        "党建引领\xa0共治 and more。",
        "第一行",
        "第二行",
        "3.丙项",
        "4.丁项",
        "无号",
        "甲",
        "乙",
        "散落文字加粗",
    ]
    check_blocks(document)


def test_page_tables_with_spans():
    document = page(
        "<table><tr><td colspan=3>任务清单</td></tr>"
        "<tr><td rowspan=2>类别</td><td colspan=2>任务</td></tr><tr><td>名称</td><td>单位</td></tr>"
        "<tr><td rowspan='2'>民生</td><td>停车</td><td>城建办<br>派出所</td></tr><tr><td>养老</td><td></td></tr>"
        "</table>"
    )
    assert lines(document) == ["任务清单", "类别 | 任务", "名称 | 单位", "民生 | 停车 | 城建办 派出所", "养老 |"]
    assert grid(document) == [
        (0, 0, "类别", 2, 1),
        (0, 1, "任务", 1, 2),
        (1, 1, "名称", 1, 1),
        (1, 2, "单位", 1, 1),
        (2, 0, "民生", 2, 1),
        (2, 1, "停车", 1, 1),
        (2, 2, "城建办 派出所", 1, 1),
        (3, 1, "养老", 1, 1),
        (3, 2, "", 1, 1),
    ]
    assert [cell.header for cell in document.blocks[-1].cells] == [True] * 4 + [False] * 5


def test_layout_tables_are_no_tables():
    inner = "<table><tr><th>任务</th><th>单位</th></tr><tr><td>停车</td><td>城建办</td></tr></table>"
    document = page(f"<table><tr><td>左栏</td><td><h2>标题</h2><p>正文内容在这里。</p>{inner}</td></tr></table>")
    assert lines(document) == ["左栏", "标题", "正文内容在这里。", "任务 | 单位", "停车 | 城建办"]
    assert [block.kind for block in document.blocks] == ["paragraph", "heading", "paragraph", "table"]


def test_script_text_does_not_disturb():
    document = page("<script>if (a < b && '</p>' > \"]]>\") { write('<scr' + 'ipt>'); }</script><p>正文。</p>")
    assert lines(document) == ["正文。"]


def test_entities_and_what_servers_and_scripts_leave():
    document = page(
        "<%@ page language='java' %><p>&amp;quot;三所联动&amp;quot;&amp;nbsp;机制，&quot;甲&quot;&nbsp;乙</p>"
        "<p>正文<%= a > b %>内容</p><% if (x) { %><p>条件</p><% } %>"
        "<p>文<script>document.write('<p>脚本</p>')</script>字</p>"
        "<p>function(){ var a = '<% 未完'; }</p>"
    )
    assert lines(document)[:4] == ['"三所联动"\xa0机制，"甲"\xa0乙', "正文内容", "条件", "文字"]
    with pytest.raises(EmptyDocumentError, match="脚本"):
        page("<script>var text = '<p>正文在脚本里。</p>'; document.write(text);</script>")


MHT = """From: <Saved by Blink>\r
Subject: =?utf-8?B?5pa55qGI?=\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="----MultipartBoundary"\r
\r
------MultipartBoundary\r
Content-Type: text/html{charset}\r
Content-Transfer-Encoding: {encoding}\r
Content-Location: https://example.org/a.html\r
\r
{body}\r
------MultipartBoundary\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
------MultipartBoundary--\r
"""


@pytest.mark.parametrize(
    ("charset", "encoding", "codec"),
    [("", "quoted-printable", "utf-8"), ('; charset="gb2312"', "quoted-printable", "gb18030"), ("", "base64", "gbk")],
)
def test_web_archives(charset, encoding, codec):
    source = as_html(codec).replace(b"charset", b"charsex") if charset else as_html(codec)
    body = (quopri.encodestring if encoding == "quoted-printable" else base64.encodebytes)(source).decode("ascii")
    document = load_bytes("a.mht", MHT.format(charset=charset, encoding=encoding, body=body).encode())
    assert lines(document) == list(EXPECTED)
    assert document.format == "mht"
    assert document.metadata["title"] == TITLE


def test_tabs_part_the_cells_of_a_table():
    text = "主要指标\n指标\t单位\t2025年\t2030年\n床位\t张\t14.5\t26\n绿地率\t%\t\t41\n注：口径不变。\n"
    document = load_plain_text("规划.txt", text.encode())
    (table,) = [block for block in document.blocks if block.kind == "table"]
    assert [document.text[cell.start : cell.end] for cell in table.cells if cell.row == 2] == ["绿地率", "%", "", "41"]
    assert [cell.header for cell in table.cells] == [True] * 4 + [False] * 8


@pytest.mark.parametrize(
    "text", ["\t首行缩进的一段。\n\t又一段。\n\t第三段。\n", "甲\t乙\n丙\t丁\n", "甲\t乙\n丙\t丁\t戊\n己\t庚\n"]
)
def test_other_tabs_make_no_table(text):
    assert {block.kind for block in load_plain_text("说明.txt", text.encode()).blocks} == {"paragraph"}


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("政策问答 | 《白杨区农房管理办法》你问我答", "《白杨区农房管理办法》你问我答"),
        ("白杨区养犬管理办法_白杨区人民政府", "白杨区养犬管理办法"),
        ("首页_白杨区养犬管理办法", "白杨区养犬管理办法"),
        ("白杨区养犬管理办法 - 政策文件 - 白杨区门户网站", "白杨区养犬管理办法"),
    ],
)
def test_title_without_site_and_column(shown, title):
    raw = f"<html><head><title>{shown}</title></head><body><p>第一条 犬只登记免费。</p></body></html>"
    assert load_bytes("page.html", raw.encode()).metadata["title"] == title
