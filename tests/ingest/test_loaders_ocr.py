"""Scans and images: what is recognised, and what is said where nothing can be."""

import io

import numpy as np
import pytest
from fixtures.task_plan import TITLE, as_image, as_pdf, as_scan, page_image
from PIL import Image
from test_loaders import check_blocks, lines

from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError, UnsupportedFormatError
from ingest.loaders import load_bytes, ocr
from ingest.loaders.ocr import is_installed
from ingest.loaders.page_lines import Glyph
from ingest.loaders.ruled_grid import Rule, find_tables

needs_ocr = pytest.mark.skipif(not is_installed(), reason="the extra `ocr` is not installed")
INSTALL = r'pip install "zhengda\[ocr\]"'


@pytest.fixture
def without_ocr(monkeypatch):
    for module in ("pdf", "page_images"):
        monkeypatch.setattr(f"ingest.loaders.{module}.is_installed", lambda: False)


@pytest.fixture
def seen(monkeypatch):
    """A recogniser that sees one line on every page; gives the sizes of the images."""
    sizes = []

    def recognise(image, scale):
        sizes.append(image.shape)
        return [Glyph("新增车位300个。", 60, 200, 50, 64, 12)], []

    for module in ("pdf", "page_images"):
        monkeypatch.setattr(f"ingest.loaders.{module}.is_installed", lambda: True)
    monkeypatch.setattr("ingest.loaders.page_images.recognise", recognise)
    return sizes


def joined(*files):
    import pypdfium2

    target = pypdfium2.PdfDocument.new()
    for data in files:
        target.import_pages(pypdfium2.PdfDocument(data))
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


@pytest.mark.usefixtures("without_ocr")
def test_how_to_install():
    for name in ("a.png", "a.jpg", "a.tif", "a.bmp"):
        with pytest.raises(UnsupportedFormatError, match=INSTALL):
            load_bytes(name, as_image())
    with pytest.raises(EmptyDocumentError, match=INSTALL):
        load_bytes("a.pdf", as_scan())
    loaded = load_bytes("a.pdf", joined(as_pdf(), as_scan()))
    assert lines(loaded)[0] == TITLE
    assert loaded.metadata["warnings"][0].startswith("第 2 页没有文字")
    assert 'pip install "zhengda[ocr]"' in loaded.metadata["warnings"][0]


def test_pages_with_text_keep_it(seen):
    loaded = load_bytes("a.pdf", joined(as_pdf(), as_scan()))
    check_blocks(loaded)
    assert len(seen) == 1
    assert (loaded.blocks[0].page, loaded.blocks[-1].page) == (1, 2)
    assert loaded.text.rstrip().endswith("新增车位300个。")
    assert loaded.blocks[-1].box == pytest.approx((60 / 595, 50 / 842, 200 / 595, 64 / 842), abs=0.01)
    assert loaded.metadata["warnings"] == ["第 2 页是扫描件，由 OCR 识别，可能有错字，请对照原件核对。"]


def test_frames_of_an_image_are_pages(seen, monkeypatch):
    stream = io.BytesIO()
    page = Image.new("1", (400, 600), 1)
    page.save(stream, "TIFF", save_all=True, append_images=[page, page])
    loaded = load_bytes("a.tif", stream.getvalue())
    assert [block.page for block in loaded.blocks] == [1, 2, 3]
    assert loaded.format == "image"
    assert seen == [(600, 400, 3)] * 3
    monkeypatch.setattr("ingest.loaders.page_images.MAX_OCR_PAGES", 2)
    with pytest.raises(DocumentTooLargeError, match="3 页"):
        load_bytes("a.tif", stream.getvalue())
    with pytest.raises(DocumentTooLargeError, match="3 页"):
        load_bytes("a.pdf", joined(as_scan(), as_scan(), as_scan()))


@pytest.mark.usefixtures("seen")
def test_bad_images(monkeypatch):
    data = as_image()
    for damaged in (data[:200], data[: len(data) // 2]):
        with pytest.raises(CorruptDocumentError, match=r"“a\.png”"):
            load_bytes("a.png", damaged)
    monkeypatch.setattr("ingest.loaders.page_images.MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(DocumentTooLargeError, match="像素"):
        load_bytes("a.png", data)


def test_grid_of_rules():
    rules = [Rule(0, y, 100, y) for y in (0, 20, 61)] + [Rule(x, 0, x, 60) for x in (0, 50, 100)]
    assert find_tables([*rules, Rule(50, 40, 100, 40), Rule(300, 0, 400, 0)]) == [
        [(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 50, 61), (50, 20, 100, 40), (50, 40, 100, 61)]
    ]
    assert find_tables([Rule(0, 0, 100, 0)]) == []


@needs_ocr
def test_blank_and_tiny_images():
    for size in ((300, 200), (3, 2)):
        stream = io.BytesIO()
        Image.new("RGB", size, "white").save(stream, "PNG")
        with pytest.raises(EmptyDocumentError, match="OCR"):
            load_bytes("a.png", stream.getvalue())


@needs_ocr
def test_a_drawing_is_no_text():
    page = Image.new("RGB", (200, 150), "white")
    page.paste("black", (40, 40, 120, 110))
    stream = io.BytesIO()
    page.save(stream, "PDF")
    with pytest.raises(EmptyDocumentError, match=r"扫描件.*OCR"):
        load_bytes("a.pdf", stream.getvalue())


@needs_ocr
def test_a_line_is_divided_at_ruling_lines():
    placed = ((0, "甲"), (10, "乙"), (40, "丙"))
    words = [(character, 0.9, [[x, 0], [x + 10, 0], [x + 10, 10], [x, 10]]) for x, character in placed]
    box = np.array([[0, 0], [60, 0], [60, 10], [0, 10]])
    rule = Rule(30, -5, 30, 20)
    assert [glyph.text for glyph in ocr._line_glyphs("甲乙丙", box, words, [rule], 1.0)] == ["甲乙", " 丙"]
    assert [glyph.text for glyph in ocr._line_glyphs("甲乙丙", box, words, [], 1.0)] == ["甲乙 丙"]
    assert [glyph.text for glyph in ocr._line_glyphs("（甲)", box, [], [], 1.0)] == ["（甲）"]


@needs_ocr
@pytest.mark.thorough
def test_models_come_with_the_package(monkeypatch):
    """Recognition opens no connection."""

    def refuse(*_):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    ocr._engine.cache_clear()
    image = np.asarray(page_image().convert("RGB"))[:300]
    glyphs, rules = ocr.recognise(np.ascontiguousarray(image), 1.0)
    assert TITLE in [glyph.text for glyph in glyphs]
    assert rules == []  # the strokes of large characters are no ruling lines
