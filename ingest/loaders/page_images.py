"""Scanned pages of PDF files and image files, recognised by `ingest.loaders.ocr`."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError, DocumentTooLargeError, EmptyDocumentError, UnsupportedFormatError
from ingest.loaders.assembler import Assembler
from ingest.loaders.faults import PARSER_FAULTS
from ingest.loaders.limits import MAX_IMAGE_PIXELS, MAX_OCR_PAGES
from ingest.loaders.ocr import INSTALL, RECOGNISED, is_installed, page_names, recognise
from ingest.loaders.printed_pages import PageContent, read_page, write_pages
from ingest.loaders.ruled_grid import find_tables

_DOTS_PER_POINT = 200 / 72
_MAX_SIDE = 3000
"""Pixels of the longer side of a rendered page: a plan on A0 is not read at full size."""
_PAGE_WIDTH = 595.0
"""Points that the shorter side of an image counts for: that of an A4 page."""
_LOOKED_AT = 1800
"""Pixels of the longer side of a page that people look at."""
_pdfium_lock = threading.Lock()  # its library may be used by one thread at a time
_DRAWING_FAULTS: tuple[type[Exception], ...] = (*PARSER_FAULTS, pypdfium2.PdfiumError)


def load_image(name: str, data: bytes) -> LoadedDocument:
    """Read an image by OCR, each frame of a TIFF as a page; blocks carry their page and box.

    Raises:
        UnsupportedFormatError: OCR is not installed.
        CorruptDocumentError: no image, truncated, or damaged.
        DocumentTooLargeError: more than `MAX_OCR_PAGES` frames or `MAX_IMAGE_PIXELS` pixels.
        EmptyDocumentError: no text was recognised.
    """
    if not is_installed():
        raise UnsupportedFormatError(f"文件“{name}”是图片，现在不能读取。{INSTALL}")
    assembler = Assembler(name)
    numbers: list[int] = []
    for number, image in enumerate(_frames(name, data), 1):
        content = _recognised(number, image, _PAGE_WIDTH / max(min(image.shape[:2]), 1))
        write_pages(assembler, read_page(content))
        numbers.append(number)
    if assembler.is_empty:
        raise EmptyDocumentError(f"文件“{name}”是图片，用 OCR 没有认出文字。请换一份清晰的图片，或上传 Word 版。")
    return assembler.finish("image", {"warnings": [RECOGNISED.format(pages=page_names(numbers))]})


def recognise_pages(name: str, data: bytes, numbers: Sequence[int]) -> dict[int, PageContent]:
    """What is printed on pages of a PDF file, by their numbers from 1.

    Raises:
        CorruptDocumentError: a page cannot be drawn.
        DocumentTooLargeError: more than `MAX_OCR_PAGES` pages.
    """
    if len(numbers) > MAX_OCR_PAGES:
        raise _too_many(name, len(numbers))
    return {number: _recognised(number, *_draw(name, data, number)) for number in numbers}


def page_picture(name: str, data: bytes, form: str, number: int) -> bytes:
    """A page as a JPEG to look at, for the formats "pdf" and "image"; pages count from 1.

    Raises:
        UnsupportedFormatError: the format has no pages to draw.
        CorruptDocumentError: the page cannot be drawn, or there is none of this number.
    """
    if form == "pdf":
        pixels, _ = _draw(name, data, number)
    elif form == "image":
        frame = next(islice(_frames(name, data), number - 1, None), None)
        if frame is None:
            raise _undrawable(name)
        pixels = frame
    else:
        raise UnsupportedFormatError(f"文件“{name}”没有页面图像，请看文字。")
    picture = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
    picture.thumbnail((_LOOKED_AT, _LOOKED_AT))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _draw(name: str, data: bytes, number: int) -> tuple[NDArray[np.uint8], float]:
    """Pixels of a page and the points that one measures."""
    try:
        with _pdfium_lock, closing(pypdfium2.PdfDocument(data)) as document:
            page = document[number - 1]
            dots = min(_DOTS_PER_POINT, _MAX_SIDE / max(page.get_width(), page.get_height(), 1))
            bitmap = page.render(scale=dots, rev_byteorder=False, prefer_bgrx=False)
            pixels = np.ascontiguousarray(np.asarray(bitmap.to_pil().convert("RGB"), np.uint8)[:, :, ::-1])
            page.close()
    except _DRAWING_FAULTS as error:
        raise _undrawable(name) from error
    return pixels, 1 / dots


def _recognised(number: int, image: NDArray[np.uint8], scale: float) -> PageContent:
    height, width = image.shape[:2]
    glyphs, rules = recognise(image, scale)
    return PageContent(number, width * scale, height * scale, glyphs, find_tables(rules))


def _frames(name: str, data: bytes) -> Iterator[NDArray[np.uint8]]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > MAX_OCR_PAGES:
                raise _too_many(name, count)
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > MAX_IMAGE_PIXELS:
                    raise _too_many_pixels(name)
                sheet = _on_white(ImageOps.exif_transpose(frame))
                sheet.thumbnail((_MAX_SIDE, _MAX_SIDE))
                yield np.ascontiguousarray(np.asarray(sheet, np.uint8)[:, :, ::-1])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except PARSER_FAULTS as error:
        raise CorruptDocumentError(f"文件“{name}”不是完整的图片，可能已损坏。请重新扫描或下载后再上传。") from error


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L", "RGB") and not image.has_transparency_data:  # most scans: nothing to lay on a sheet
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _too_many(name: str, count: int) -> DocumentTooLargeError:
    return DocumentTooLargeError(
        f"文件“{name}”有 {count} 页需要文字识别，超过 {MAX_OCR_PAGES} 页的上限。请拆分成几个文件后再上传。"
    )


def _too_many_pixels(name: str) -> DocumentTooLargeError:
    return DocumentTooLargeError(f"文件“{name}”的图片超过 {MAX_IMAGE_PIXELS // 10_000} 万像素的上限。请缩小后再上传。")


def _undrawable(name: str) -> CorruptDocumentError:
    return CorruptDocumentError(f"文件“{name}”的扫描页不能显示，可能已损坏。请重新扫描或导出后再上传。")
