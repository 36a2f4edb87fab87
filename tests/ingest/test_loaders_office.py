"""Old office formats through a stand-in for LibreOffice."""

import sys
import threading
import time

import pytest
from fixtures.task_plan import TITLE, as_docx, as_html, as_xlsx
from test_loaders import lines

from ingest.errors import CorruptDocumentError, EncryptedDocumentError, UnsupportedFormatError
from ingest.loaders import load_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OLD_WORD = OLE + "WordDocument".encode("utf-16-le")
OLD_EXCEL = OLE + "Workbook".encode("utf-16-le")
RTF = rb"{\rtf1\ansi\ansicpg936 " + b"".join(b"\\u%d?" % ord(character) for character in TITLE) + b"}"


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """Put a program on the path that takes LibreOffice's arguments; its body may use `target`, `folder`, `source`."""

    def install(body):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "soffice"
        program.write_text(
            f"#!{sys.executable}\nimport pathlib, shutil, sys, time\narguments = sys.argv\n"
            'target = arguments[arguments.index("--convert-to") + 1]\n'
            'folder = pathlib.Path(arguments[arguments.index("--outdir") + 1])\n'
            'source = pathlib.Path(arguments[-1])\nassert "--headless" in arguments\n'
            'assert any(a.startswith("-env:UserInstallation=file:///") for a in arguments)\n' + body
        )
        program.chmod(0o755)
        (tmp_path / "result.docx").write_bytes(as_docx())
        (tmp_path / "result.xlsx").write_bytes(as_xlsx())
        monkeypatch.setenv("PATH", str(folder))

    return install


@pytest.fixture
def copying(soffice, tmp_path):
    soffice(f'shutil.copy(f"{tmp_path}/result.{{target}}", folder / f"{{source.stem}}.{{target}}")\n')


@pytest.mark.usefixtures("copying")
@pytest.mark.parametrize(
    ("name", "data"),
    [("通知.doc", OLD_WORD), ("通知.WPS", OLE), ("a.rtf", RTF), ("表.xls", OLD_EXCEL), ("表.et", OLE), ("b.doc", RTF)],
)
def test_converted(name, data):
    loaded = load_bytes(name, data)
    assert lines(loaded)[0] == TITLE
    assert loaded.format == name.rpartition(".")[2].lower()


def test_how_to_go_on_without_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    for name, data, target in (("a.doc", OLD_WORD, "docx"), ("a.wps", OLE, "docx"), ("a.xls", OLD_EXCEL, "xlsx")):
        with pytest.raises(UnsupportedFormatError, match=rf"“{name}”.*另存为 \.{target}.*LibreOffice"):
            load_bytes(name, data)


def test_web_pages_by_another_name(monkeypatch):
    monkeypatch.setenv("PATH", "")
    loaded = load_bytes("导出.xls", as_html())
    assert lines(loaded)[0] == TITLE
    assert loaded.format == "xls"


def test_no_result_and_passwords(soffice):
    soffice("sys.exit(1)\n")
    with pytest.raises(CorruptDocumentError, match=r"“a\.doc”.*没有转换成功"):
        load_bytes("a.doc", OLD_WORD)
    soffice('(folder / "source.docx").write_bytes(b"x")\n')
    with pytest.raises(CorruptDocumentError, match=r"“a\.doc”"):
        load_bytes("a.doc", OLD_WORD)
    with pytest.raises(EncryptedDocumentError, match="密码"):
        load_bytes("a.doc", OLE + "EncryptedPackage".encode("utf-16-le"))


def test_time_out(soffice, monkeypatch):
    soffice("time.sleep(60)\n")
    monkeypatch.setattr("ingest.loaders.office.CONVERSION_SECONDS", 0.3)
    started = time.perf_counter()
    with pytest.raises(CorruptDocumentError, match="没有完成"):
        load_bytes("a.doc", OLD_WORD)
    assert time.perf_counter() - started < 5


def test_one_at_a_time(soffice, tmp_path):
    soffice(
        f'mark = pathlib.Path("{tmp_path}/running")\nmark.touch(exist_ok=False)\ntime.sleep(0.1)\nmark.unlink()\n'
        f'shutil.copy("{tmp_path}/result.docx", folder / "source.docx")\n'
    )
    found = []
    threads = [threading.Thread(target=lambda: found.append(load_bytes("a.doc", OLD_WORD))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
