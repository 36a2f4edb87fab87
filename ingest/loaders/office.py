"""Old and foreign office formats (.doc, .wps, .rtf, .odt, .xls, .et), converted by LibreOffice if it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ingest.datatypes import LoadedDocument
from ingest.errors import CorruptDocumentError, IngestError, UnsupportedFormatError
from ingest.loaders.docx import load_docx
from ingest.loaders.html import load_html
from ingest.loaders.mht import load_mht
from ingest.loaders.sniffer import HTML, sniff_text
from ingest.loaders.xlsx import load_xlsx

CONVERSION_SECONDS = 120
"""Time after which a conversion is given up."""

_SIGNATURE_AS_TEXT = "ÐÏ"
"""How a damaged file begins that LibreOffice, seeing no table in it, has taken for text: the bytes D0 CF."""
_PROGRAMS = ("soffice", "libreoffice")
_TARGETS: dict[str, tuple[str, Callable[[str, bytes], LoadedDocument]]] = {
    ".doc": ("docx", load_docx),
    ".wps": ("docx", load_docx),
    ".rtf": ("docx", load_docx),
    ".odt": ("docx", load_docx),
    ".xls": ("xlsx", load_xlsx),
    ".et": ("xlsx", load_xlsx),
}
_one_at_a_time = threading.Lock()


def load_converted(name: str, data: bytes) -> LoadedDocument:
    """Convert a file with LibreOffice and read the result; `format` names the file's own format.

    Web pages that go by such a name, as reporting systems write them, are read as web pages.
    LibreOffice runs without a window, with a profile of its own that is removed afterwards, one file at a time.

    Raises:
        UnsupportedFormatError: LibreOffice is not installed.
        CorruptDocumentError: it cannot convert the file, or not within `CONVERSION_SECONDS`.
        IngestError: as the loader of the converted file.
    """
    suffix = PurePosixPath(name).suffix.lower()
    kind = sniff_text(data)
    if kind:
        return replace((load_html if kind == HTML else load_mht)(name, data), format=suffix[1:])
    target, loader = _TARGETS[suffix]
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnsupportedFormatError(
            f"文件“{name}”是 {suffix} 格式，要由 LibreOffice 转换，这台机器上没有安装。"
            f"请用 Word 或 WPS 打开，另存为 .{target} 后再上传；或者请管理员安装 LibreOffice（命令 soffice）。"
        )
    loaded = loader(name, _convert(name, data, program, suffix, target))
    if loaded.text.startswith(_SIGNATURE_AS_TEXT):
        raise _not_converted(name, target, "没有转换成功")
    return replace(loaded, format=suffix[1:])


def _convert(name: str, data: bytes, program: str, suffix: str, target: str) -> bytes:
    with _one_at_a_time, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, results = Path(folder, "source" + suffix), Path(folder, "results")
        source.write_bytes(data)
        results.mkdir()
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", target, "--outdir", str(results), str(source)),
        ]
        try:
            _run(command, folder)
        except subprocess.TimeoutExpired as error:
            raise _not_converted(name, target, f"在 {CONVERSION_SECONDS} 秒内没有完成转换") from error
        except OSError as error:
            raise _not_converted(name, target, f"不能运行（{error.strerror}）") from error
        converted = results / f"source.{target}"
        if not converted.is_file() or not converted.stat().st_size:
            raise _not_converted(name, target, "没有转换成功")
        return converted.read_bytes()


def _run(command: list[str], folder: str) -> None:
    """Run LibreOffice; when time is up it is ended with the processes that it has started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, start_new_session=True
    ) as process:
        try:
            process.wait(CONVERSION_SECONDS)
        except BaseException:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise


def _not_converted(name: str, target: str, what: str) -> IngestError:
    return CorruptDocumentError(
        f"文件“{name}”不能读取：LibreOffice {what}，文件可能已损坏或加密。请用 Word 或 WPS 打开，"
        f"另存为 .{target} 后再上传。"
    )
