"""ZIP archives: names, nesting, limits, what is left out, and the way through the knowledge base's sources."""

import io
import struct
import zipfile

import pytest
from fixtures.task_plan import as_docx, as_zip

from ingest.archives import list_archive, member_name, read_member
from ingest.errors import (
    CorruptDocumentError,
    DocumentTooLargeError,
    EmptyDocumentError,
    EncryptedDocumentError,
    UnsupportedFormatError,
)
from ingest.loaders import load_bytes
from ingest.sources import expand, find_sources, read_source

TEXT = "新增车位300个。".encode()


def names(data):
    return [member.name for member in list_archive("包.zip", data)[0]]


def with_raw_name(raw, *, extra=b""):
    """An archive whose only member's name is these bytes, without the flag for UTF-8."""
    placeholder = "x" * len(raw)
    info = zipfile.ZipInfo(placeholder)
    info.extra = extra
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, TEXT)
    return stream.getvalue().replace(placeholder.encode(), raw)


def encrypted():
    data = bytearray(as_zip({"a.txt": TEXT}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_members_with_folders():
    left_behind = {"文件/": b"", "__MACOSX/._甲.txt": b"", ".DS_Store": b"", "~$a.docx": b""}
    data = as_zip({"文件/甲.txt": TEXT, "乙.md": b"b", **left_behind})
    assert names(data) == ["文件/甲.txt", "乙.md"]
    sources = expand("包.zip", data)
    assert [read_source(source) for source in sources] == [TEXT, b"b"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_stated_encoding(encoding):
    assert names(with_raw_name("政策/停车办法.txt".encode(encoding))) == ["政策/停车办法.txt"]


def test_names_in_a_unicode_field():
    field = struct.pack("<HHBL", 0x7075, 5 + len("办法.txt".encode()), 1, 0) + "办法.txt".encode()
    info = zipfile.ZipInfo("????.txt")
    info.orig_filename, info.extra = "????.txt", struct.pack("<HH", 1, 0) + field
    assert member_name(info) == "办法.txt"


def test_paths_that_lead_out_are_left_out():
    outside = ("../外.txt", "/根.txt", "C:/盘.txt", "a/../../b.txt", "..\\反.txt")
    data = as_zip({**dict.fromkeys(outside, b""), "好.txt": TEXT})
    members, warnings = list_archive("包.zip", data)
    assert [member.name for member in members] == ["好.txt"]
    assert len(warnings) == 1
    assert "5 个文件的路径不安全" in warnings[0]
    assert expand("包.zip", data)[0].warnings == warnings
    with pytest.raises(EmptyDocumentError, match="没有可导入"):
        list_archive("包.zip", as_zip({"../外.txt": b""}))


def test_links_are_left_out():
    info = zipfile.ZipInfo("链接.txt")
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("好.txt", TEXT)
    assert names(stream.getvalue()) == ["好.txt"]


def test_archives_in_archives():
    third = as_zip({"三层.txt": TEXT})
    second = as_zip({"二层.txt": TEXT, "内/三.zip": third})
    data = as_zip({"一层.txt": b"1", "夹/二.zip": second, "坏.zip": b"PK\x03\x04x", "密.zip": encrypted()})
    members, _ = list_archive("包.zip", data)
    assert [member.name for member in members] == ["一层.txt", "夹/二层.txt", "夹/内/三.zip", "坏.zip", "密.zip"]
    assert read_member("包.zip", data, members[1]) == TEXT
    for member, error, words in (
        (members[2], DocumentTooLargeError, "2 层"),
        (members[3], CorruptDocumentError, r"坏\.zip"),
        (members[4], EncryptedDocumentError, "密码"),
    ):
        with pytest.raises(error, match=words):
            read_member("包.zip", data, member)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"x", CorruptDocumentError, "损坏"),
        (as_docx(), CorruptDocumentError, "Word"),
        (as_zip({"a.txt": TEXT})[:-30], CorruptDocumentError, "损坏"),
        (as_zip({}), EmptyDocumentError, "没有可导入"),
        (encrypted(), EncryptedDocumentError, "密码"),
        (as_zip({"a.txt": b"0" * 30_000_000}), DocumentTooLargeError, "压缩比"),
    ],
)
def test_bad_archives(data, error, words):
    with pytest.raises(error, match=f"“包.zip”.*{words}"):
        expand("包.zip", data)


def test_limits(monkeypatch):
    data = as_zip({"a.txt": b"12", "b.txt": b"34", "c.zip": as_zip({"d.txt": b"56"})})
    for limit, value in (("MAX_ARCHIVE_FILES", 2), ("MAX_ZIP_BYTES", 5), ("MAX_FILE_BYTES", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(f"ingest.archives.{limit}", value)
            with pytest.raises(DocumentTooLargeError):
                expand("包.zip", data)


def test_a_member_with_a_wrong_checksum():
    data = as_zip({"a.txt": b"0123456789" * 3, "b.txt": TEXT})
    position = data.find(b"PK\x03\x04") + 30 + len("a.txt")
    broken = data[: position + 3] + b"\xff\xff" + data[position + 5 :]
    first, second = expand("包.zip", broken)
    with pytest.raises(CorruptDocumentError, match=r"a\.txt"):
        read_source(first)
    assert read_source(second) == TEXT


def test_sources_of_a_folder(tmp_path):
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "包.zip").write_bytes(as_zip({"甲.txt": b"1", "夹/甲.txt": b"2"}))
    (tmp_path / "夹" / "坏.zip").write_bytes(b"x")
    (tmp_path / "甲.txt").write_bytes(b"3")
    sources = find_sources([tmp_path, tmp_path / "甲.txt"])
    assert [source.name for source in sources] == ["甲.txt", "夹/甲.txt", "夹/夹/甲.txt", "夹/坏.zip"]
    assert [read_source(source) for source in sources[:3]] == [b"3", b"1", b"2"]
    with pytest.raises(CorruptDocumentError, match="坏"):
        read_source(sources[3])


def test_same_names_in_two_archives(tmp_path):
    for name in ("一.zip", "二.zip"):
        (tmp_path / name).write_bytes(as_zip({"甲.txt": name.encode()}))
    sources = find_sources([tmp_path / "一.zip", tmp_path / "二.zip"])
    assert [source.name for source in sources] == ["甲.txt", "二/甲.txt"]


def test_a_loader_is_not_given_an_archive():
    with pytest.raises(UnsupportedFormatError, match="解压"):
        load_bytes("包.zip", as_zip({"a.txt": TEXT}))
