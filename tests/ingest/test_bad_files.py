"""Every bad file is answered with a Chinese message that names it; no loader crashes or hangs."""

import io
import os
import random
import time
import zipfile
from pathlib import PurePosixPath

import pytest
from fixtures import task_plan
from fixtures.policy_files import MAKERS, as_docx, as_html, as_md, as_pdf, as_txt

from ingest.errors import (
    CorruptDocumentError,
    DocumentTooLargeError,
    EmptyDocumentError,
    EncryptedDocumentError,
    IngestError,
    UnreadablePathError,
    UnsupportedFormatError,
)
from ingest.loaders import SUPPORTED_SUFFIXES, load, load_bytes
from ingest.loaders.limits import MAX_CHARACTERS, MAX_FILE_BYTES
from ingest.loaders.page_lines import Glyph
from ingest.sources import expand, read_source

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
MHT_HEAD = b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx"
MAX_SECONDS = 10
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def check_answer(name, data):
    """Loading gives a document or an error that names the file, nothing else."""
    message = ""
    try:
        load_bytes(name, data)
    except IngestError as error:
        message = str(error)
    assert not message or f"“{name}”" in message


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def encrypted_zip():
    data = bytearray(as_docx())
    for signature, position in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(signature, start + 1)) >= 0:
            data[start + position] |= 1
    return bytes(data)


BAD = [
    ("a.txt", b"", EmptyDocumentError, "0 字节"),
    ("a.pdf", b"", EmptyDocumentError, "0 字节"),
    ("a.docx", b"", EmptyDocumentError, "0 字节"),
    ("a.txt", " \n\t\u3000\u200b\r\n".encode(), EmptyDocumentError, "没有文字"),
    ("a.md", b"---\ntitle: x\n---\n\n", EmptyDocumentError, "没有文字"),
    ("a.html", b"<html><script>1</script></html>", EmptyDocumentError, "没有文字"),
    ("a.html", b"   ", EmptyDocumentError, "没有文字"),
    ("a.txt", PNG, CorruptDocumentError, "PNG 图片"),
    ("a.md", PNG, CorruptDocumentError, "PNG 图片"),
    ("a.html", bytes(range(256)), CorruptDocumentError, "二进制"),
    ("a.txt", "正文".encode() + b"\x00\x01", CorruptDocumentError, "二进制"),
    ("a.txt", "正文正文".encode() + b"\x01\x02\x03", CorruptDocumentError, "二进制"),
    ("a.txt", as_docx(), CorruptDocumentError, r"改为 \.docx"),
    ("a.pdf", as_docx(), CorruptDocumentError, r"改为 \.docx"),
    ("a.docx", as_pdf(), CorruptDocumentError, r"改为 \.pdf"),
    ("a.html", as_pdf(), CorruptDocumentError, r"改为 \.pdf"),
    ("a.docx", as_html(), CorruptDocumentError, "网页"),
    ("a.pdf", as_html(), CorruptDocumentError, "网页"),
    ("a.docx", as_txt(), CorruptDocumentError, "不是Word"),
    ("a.pdf", as_txt(), CorruptDocumentError, "不是PDF"),
    ("a.docx", b"{\\rtf1 abc}", CorruptDocumentError, "RTF"),
    ("a.docx", zipped("xl/workbook.xml"), CorruptDocumentError, "Excel"),
    ("a.docx", zipped("OFD.xml"), CorruptDocumentError, "OFD"),
    ("a.docx", zipped("a.txt"), CorruptDocumentError, "ZIP 压缩包"),
    ("a.docx", zipped("word/document.xml"), CorruptDocumentError, "损坏"),
    ("a.docx", zipped("word/other.xml"), CorruptDocumentError, "没有 Word 正文"),
    ("a.docx", OLE + "WordDocument".encode("utf-16-le"), CorruptDocumentError, r"\.doc"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedDocumentError, "密码"),
    ("a.docx", encrypted_zip(), EncryptedDocumentError, "密码"),
    ("a.pdf", b"%PDF-1.4\nstartxref\n0\n%%EOF", CorruptDocumentError, "损坏"),
    ("a.txt", "新增车位".encode()[:-1], CorruptDocumentError, "UTF-8"),
    ("a.txt", b"\xff\xfe" + "正文".encode("utf-16-le")[:-1], CorruptDocumentError, "UTF-16"),
    ("a.doc", b"x", CorruptDocumentError, r"不是旧版 Word"),
    ("a.xlsx", as_docx(), CorruptDocumentError, r"改为 \.docx"),
    ("a.xlsx", zipped("xl/workbook.xml"), CorruptDocumentError, "损坏"),
    ("a.xlsx", zipped("xl/other.xml"), CorruptDocumentError, "没有工作簿"),
    ("a.ofd", b"x", CorruptDocumentError, "OFD"),
    ("a.ofd", zipped("OFD.xml"), CorruptDocumentError, "损坏"),
    ("a.ofd", zipped("OFD.xml", "Doc_0/Encryptions.xml"), EncryptedDocumentError, "加密"),
    ("a.mht", b"x", CorruptDocumentError, "网页存档"),
    ("a.mht", MHT_HEAD, CorruptDocumentError, "没有网页"),
    ("a.png", b"x", CorruptDocumentError, "图片"),
    ("a.zip", zipped("a.txt"), UnsupportedFormatError, "解压"),
    ("a.pptx", b"x", UnsupportedFormatError, r"\.pptx"),
    ("无扩展名", b"x", UnsupportedFormatError, "没有扩展名"),
    ("..", b"x", UnsupportedFormatError, "没有扩展名"),
    ("", b"x", UnsupportedFormatError, "没有扩展名"),
]


@pytest.mark.parametrize(("name", "data", "error", "words"), BAD)
def test_bad_content(name, data, error, words):
    with pytest.raises(error, match=words) as caught:
        load_bytes("某目录/" + name, data)
    message = str(caught.value)
    assert f"“{name or '某目录'}”" in message
    assert "请" in message


def test_too_large(tmp_path):
    with pytest.raises(DocumentTooLargeError, match="100 MB"):
        load_bytes("a.txt", bytes(MAX_FILE_BYTES + 1))
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(DocumentTooLargeError, match="100 MB"):
        load(path)
    with pytest.raises(DocumentTooLargeError, match="2000 万字"):
        load_bytes("a.txt", b"x" * (MAX_CHARACTERS + 1))


def test_long_text_loads_in_seconds():
    line = "各街道要结合实际，抓好停车设施建设，方便居民出行。\n"
    data = (line * (10 * 1024 * 1024 // len(line.encode()))).encode()
    started = time.thread_time()
    document = load_bytes("a.txt", data)
    assert len(document.blocks) > 100_000
    assert time.thread_time() - started < 5


@pytest.mark.parametrize(
    ("what", "words"),
    [("missing.txt", "找不到"), (".", "文件夹"), ("x" * 300 + ".txt", "无法读取"), ("a\0.txt", "无法读取")],
)
def test_unreadable_paths(tmp_path, what, words):
    with pytest.raises(UnreadablePathError, match=words):
        load(tmp_path / what)


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("正文", "utf-8")

    def refuse(_):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(UnreadablePathError, match="权限"):
        load(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadablePathError, match="不是普通文件"):
        load(tmp_path / "a.txt")


def test_truncated_docx():
    data = as_docx()
    for share in (0.001, 0.1, 0.5, 0.9, 0.999):
        with pytest.raises(CorruptDocumentError):
            load_bytes("a.docx", data[: max(int(len(data) * share), 10)])


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 5000 + "文字",
        "<table><tr><td>" * 300 + "文字",
        "<b>" * 100_000 + "文字",
        "<table><tr>" + "<td colspan=1000 rowspan=65534>文" * 3000,
        "<!--" * 100_000 + "<p>文字",
        "文字<" * 100_000,
        "<p " + "a=1 " * 50_000 + ">文字",
        "&#0;&#xD800;&#x110000;&nosuch;文字",
        "<title>" * 1000 + "文字",
        "<?xml version='1.0' encoding='utf-16'?><html><body>文字",
        "<frameset>文字",
        "<svg><script>文字",
    ],
)
def test_strange_pages(source):
    started = time.thread_time()
    check_answer("a.html", source.encode())
    assert time.thread_time() - started < 3


@pytest.mark.parametrize(
    "source",
    [
        "<!--" * 200_000,
        "*" * 300_000 + "文",
        "**甲 " * 100_000,
        "[" * 200_000,
        "[甲](" * 100_000,
        "`" * 200_001,
        "> " * 100_000 + "文",
        "|" * 200_000 + "\n" + "|-" * 100_000,
        "# " * 100_000,
        "---\n" * 50_000,
        "---\n" + "a: " * 6000 + "\n---\n文",
        "---\n" + "[" * 5000 + "\n---\n文",
        "---\na: " + "[" * 5000 + "]" * 5000 + "\n---\n文",
        "---\n!!python/object:os.system x\n---\n文",
        "<br " * 100_000,
        "\\" * 200_000,
        "___ " * 50_000 + "x",
    ],
)
def test_strange_markdown(source):
    started = time.thread_time()
    check_answer("a.md", source.encode())
    assert time.thread_time() - started < 3


def mutated(data, generator):
    """The bytes cut, overwritten, doubled or with a stretch removed, at random."""
    changed = bytearray(data)
    for _ in range(generator.choice((1, 3, 20))):
        start = generator.randrange(len(changed))
        length = generator.choice((1, 4, 100))
        match generator.randrange(4):
            case 0:
                changed[start : start + length] = generator.randbytes(length)
            case 1:
                del changed[start : start + length]
            case 2:
                changed[start:start] = changed[start : start + length]
            case _:
                changed[start] ^= 1 << generator.randrange(8)
        if not changed:
            break
    return bytes(changed[: generator.randrange(1, len(changed) + 1)] if generator.random() < 0.2 else changed)


MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
    + as_html()
    + b"\r\n--x--\r\n"
)
MUTATED = {
    **MAKERS,
    "plan.docx": task_plan.as_docx,
    "plan.xlsx": task_plan.as_xlsx,
    "plan.pdf": task_plan.as_pdf,
    "plan.ofd": task_plan.as_ofd,
    "scan.pdf": task_plan.as_scan,
    "scan.png": task_plan.as_image,
    "scan.jpg": lambda: task_plan.as_image("JPEG"),
    "scan.tif": lambda: task_plan.as_image("TIFF"),
    "page.mht": lambda: MHT,
    "old.doc": lambda: OLE + "WordDocument".encode("utf-16-le"),
    "old.rtf": lambda: b"{\\rtf1 " + b"abc " * 200 + b"}",
    "files.zip": lambda: task_plan.as_zip({"a.txt": as_txt(), "b/c.docx": as_docx(), "d.xlsx": task_plan.as_xlsx()}),
}
EACH = 32


@pytest.fixture
def quick_programs(monkeypatch):
    """No LibreOffice, and a recogniser that sees the same line everywhere: what is tried is what comes before them."""
    monkeypatch.setenv("PATH", "")
    for module in ("pdf", "page_images"):
        monkeypatch.setattr(f"ingest.loaders.{module}.is_installed", lambda: True)
    glyph = Glyph("新增车位300个。", 60, 200, 50, 64, 12)
    monkeypatch.setattr("ingest.loaders.page_images.recognise", lambda *_: ([glyph], []))


@pytest.mark.usefixtures("quick_programs")
@pytest.mark.parametrize("name", MUTATED)
def test_mutated_files(name):
    """17 formats, 32 files each: no crash, no hang, errors that name the file."""
    generator = random.Random(20240207)
    original = MUTATED[name]()
    for _ in range(EACH):
        data = mutated(original, generator)
        started = time.perf_counter()
        if name.endswith(".zip"):
            check_archive(name, data)
        else:
            check_answer(name, data)
        assert time.perf_counter() - started < MAX_SECONDS


def test_mutations_are_enough():
    assert len(MUTATED) * EACH >= 500


def check_archive(name, data):
    """Opening gives sources or an error that names the archive; reading a source gives bytes or a named error."""
    message = ""
    sources = []
    try:
        sources = expand(name, data)
    except IngestError as error:
        message = str(error)
    assert not message or f"“{name}”" in message
    for source in sources:
        content, message = b"", ""
        try:
            content = read_source(source)
        except IngestError as error:
            message = str(error)
        assert not message or f"“{source.name}”" in message
        check_answer(PurePosixPath(source.name).name or source.name, content)


WORD_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "_rels/.rels")
EXCEL_PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels")
OFD_PARTS = ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml")


@pytest.mark.parametrize(
    ("name", "make", "victims"),
    [
        ("a.docx", as_docx, WORD_PARTS),
        ("a.xlsx", task_plan.as_xlsx, EXCEL_PARTS),
        ("a.ofd", task_plan.as_ofd, OFD_PARTS),
    ],
)
def test_mutated_parts(name, make, victims):
    """Damage behind intact checksums, which only a program that writes bad files would make."""
    generator = random.Random(7)
    source = zipfile.ZipFile(io.BytesIO(make()))
    members = {member: source.read(member) for member in source.namelist()}
    for _ in range(40):
        victim = generator.choice(victims)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for member, data in members.items():
                archive.writestr(member, mutated(data, generator) if member == victim else data)
        started = time.perf_counter()
        check_answer(name, stream.getvalue())
        assert time.perf_counter() - started < MAX_SECONDS


@pytest.mark.usefixtures("quick_programs")
def test_content_of_any_format_under_any_name():
    contents = [as_txt(), as_md(), as_html(), as_docx(), as_pdf(), PNG, OLE, task_plan.as_ofd(), task_plan.as_xlsx()]
    for suffix in SUPPORTED_SUFFIXES:
        for data in contents:
            check_answer("文件" + suffix, data)


@pytest.mark.parametrize(
    "suffix", [".doc", *(pytest.param(old, marks=pytest.mark.thorough) for old in (".wps", ".xls", ".et"))]
)
def test_nothing_in_an_old_file(suffix):
    """Where LibreOffice is installed, it is that which finds nothing."""
    with pytest.raises((CorruptDocumentError, UnsupportedFormatError), match=f"“文件{suffix}”.*LibreOffice"):
        load_bytes("文件" + suffix, OLE)
