from __future__ import annotations

import multiprocessing
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hand_made import ELDERLY, PARKING, read_lines

from ingest import database
from ingest.datatypes import Block, Cell, Member, Metadata, TableRow
from ingest.errors import DocumentNotFoundError, LibraryError
from ingest.library import FILE_NAME, ORIGINALS, Library
from ingest.serialization import dump_offsets, load_offsets


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path)
    yield opened
    opened.close()


def store(library, name, text, **metadata):
    data = text.encode()
    given = Metadata(**{"title": text.splitlines()[0], **metadata}) if metadata else None
    return library.add(name, data, read_lines(name, data, given))


def statuses(library):
    return {entry.record.name: entry.record.status for entry in library.entries()}


def test_document_comes_back_as_it_went_in(library, parking):
    table = Block("table", 0, 5, page=2, cells=(Cell(0, 1, 0, 3, header=True), Cell(1, 1, 3, 5, column_span=2)))
    parsed = replace(
        parking,
        blocks=(*parking.blocks, table),
        rows=(TableRow(0, 5, ("序号", "内容"), ("1", "泊位"), ((0, 1), (1, 5))),),
        facts=(*parking.facts, Member(0, 0, 2, "某某", role="组长", post="区长")),
        warnings=("第二页没有文字。",),
    )
    record = library.add("停车.txt", PARKING.encode(), parsed).record
    stored = library.document(record.doc_id).parsed
    assert list(stored.clean.offsets) == list(parsed.clean.offsets)
    assert stored.clean.text[record.characters - 3 :] == parsed.clean.text[record.characters - 3 :]
    assert replace(stored, clean=parsed.clean) == parsed
    assert (record.version, record.status, record.facts, record.chunks) == (1, "in_force", 4, 4)
    assert library.original_file(record.doc_id).read_bytes() == PARKING.encode()


def test_everything_survives_reopening(tmp_path):
    first = Library(tmp_path)
    record = store(first, "停车.txt", PARKING).record
    version = first.version()
    first.close()
    again = Library(tmp_path)
    assert [entry.record for entry in again.entries()] == [record]
    assert again.version() == version
    again.close()


def test_offsets_survive_gaps_and_repeats():
    offsets = [0, 1, 5, 5, 6, 100_000, 100_001]
    assert list(load_offsets(dump_offsets(offsets))) == offsets
    assert list(load_offsets(dump_offsets([0]))) == [0]


def test_same_bytes_change_nothing(library):
    record = store(library, "停车.txt", PARKING).record
    version = library.version()
    again = store(library, "停车.txt", PARKING)
    assert (again.outcome, again.record, again.warnings) == ("unchanged", record, ())
    assert library.version() == version


def test_same_bytes_under_another_name_point_to_the_first(library):
    record = store(library, "停车.txt", PARKING).record
    again = store(library, "副本.txt", PARKING)
    assert (again.outcome, again.record) == ("unchanged", record)
    assert "停车.txt" in again.warnings[0]
    assert len(library.entries()) == 1


def test_changed_bytes_make_a_version_and_the_old_one_stays_readable(library):
    first = store(library, "停车.txt", PARKING).record
    second = store(library, "停车.txt", PARKING.replace("800", "900"))
    assert (second.outcome, second.record.version) == ("updated", 2)
    assert library.document(first.doc_id).record.status == "replaced"
    assert "800" in library.document(first.doc_id).parsed.text
    assert {doc_id for doc_id, _ in library.facts()} == {second.record.doc_id}


def test_going_back_to_the_first_text_makes_a_third_version(library):
    first = store(library, "停车.txt", PARKING).record
    store(library, "停车.txt", PARKING.replace("800", "900"))
    third = store(library, "停车.txt", PARKING)
    assert (third.outcome, third.record.version, third.record.doc_id) == ("updated", 3, first.doc_id)
    assert [entry.record.status for entry in library.entries()] == ["replaced", "in_force"]


def test_equal_titles_are_both_kept_with_a_warning(library):
    store(library, "a.txt", PARKING)
    second = store(library, "b.txt", PARKING + "另有说明。\n")
    assert second.outcome == "added"
    assert "a.txt" in second.warnings[0]
    assert set(statuses(library).values()) == {"in_force"}


def test_removing_the_newest_version_brings_no_earlier_one_back(library):
    store(library, "停车.txt", PARKING)
    second = store(library, "停车.txt", PARKING.replace("800", "900")).record
    assert library.remove(second.doc_id).status == "withdrawn"
    assert [entry.record.status for entry in library.entries()] == ["replaced", "withdrawn"]
    assert library.facts() == []
    assert library.document(second.doc_id).record.status == "withdrawn"
    with pytest.raises(DocumentNotFoundError):
        library.remove(second.doc_id)


def test_a_withdrawn_document_comes_back_only_when_handed_in(library):
    record = store(library, "停车.txt", PARKING).record
    library.remove(record.doc_id)
    again = store(library, "停车.txt", PARKING)
    assert (again.outcome, again.record.version, again.record.status) == ("added", 2, "in_force")
    assert "撤下" in again.warnings[0]


def test_serial_numbers_are_never_used_again(library):
    serials = set()
    for _ in range(3):
        record = store(library, "停车.txt", PARKING).record
        serials.add(library.entry(record.doc_id).serial)
        library.remove(record.doc_id)
    assert len(serials) == 3


@pytest.mark.parametrize("reference", ["《甲区停车管理方案》", "甲府〔2020〕5 号"])
def test_a_repealed_document_is_not_in_force_until_the_repealing_one_goes(library, reference):
    store(library, "旧.txt", PARKING, number="甲府〔2020〕5号", issued="2020-01-01")
    stored = store(library, "新.txt", "甲区停车管理办法\n内容。\n", replaces=(reference,), issued="2024-01-01")
    new = stored.record
    assert stored.warnings == ("《甲区停车管理方案》由此废止，不再用于回答。",)
    assert statuses(library) == {"旧.txt": "repealed", "新.txt": "in_force"}
    assert {doc_id for doc_id, _ in library.facts()} <= {new.doc_id}
    library.remove(new.doc_id)
    assert statuses(library)["旧.txt"] == "in_force"


def test_an_older_document_does_not_repeal_a_newer_one(library):
    store(library, "新.txt", PARKING, issued="2024-05")
    store(library, "旧.txt", "说明\n", replaces=("甲区停车管理方案",), issued="2019")
    assert statuses(library)["新.txt"] == "in_force"


@pytest.mark.parametrize(
    ("expires", "today", "status"),
    [
        ("2024-02-07", date(2024, 2, 7), "in_force"),
        ("2024-02-07", date(2024, 2, 8), "expired"),
        ("2024", date(2024, 12, 31), "in_force"),
        ("2024", date(2025, 1, 1), "expired"),
    ],
)
def test_the_last_day_still_counts(tmp_path, expires, today, status):
    library = Library(tmp_path, today=lambda: today)
    stored = store(library, "停车.txt", PARKING, expires=expires)
    library.close()
    assert stored.record.status == status
    assert bool(stored.warnings) == (status == "expired")


def test_unknown_id(library):
    for call in (library.document, library.original_file, library.remove):
        with pytest.raises(DocumentNotFoundError, match="zhengda docs list"):
            call("nothing")
    with pytest.raises(DocumentNotFoundError):
        library.facts(doc_id="nothing")


def test_facts_by_kind_and_document(library):
    first = store(library, "停车.txt", PARKING).record
    second = store(library, "养老.txt", ELDERLY).record
    assert [doc_id for doc_id, _ in library.facts(kind="responsibility")] == [first.doc_id, second.doc_id]
    assert [fact.value for _, fact in library.facts(doc_id=second.doc_id, kind="target")] == ["12"]


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_damaged_file(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    if not content:  # SQLite takes an empty file for a new one
        Library(tmp_path).close()
        return
    with pytest.raises(LibraryError, match="已损坏"):
        Library(tmp_path)


def test_file_of_another_program_version(tmp_path):
    Library(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="99"):
        Library(tmp_path)


def test_locked_file(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    library = Library(tmp_path)
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="占用"):
        store(library, "停车.txt", PARKING)
    other.close()
    assert store(library, "停车.txt", PARKING).outcome == "added"
    library.close()


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="数据目录"):
        Library(tmp_path / "file" / "data")


def test_missing_original(library, tmp_path):
    record = store(library, "停车.txt", PARKING).record
    for file in (tmp_path / ORIGINALS).iterdir():
        file.unlink()
    with pytest.raises(LibraryError, match="原始文件"):
        library.original_file(record.doc_id)


def test_names_with_slashes_and_bytes_that_are_no_text(library):
    record = store(library, "a\\b/../\udcff通知.TXT", PARKING).record
    assert record.name == "a/b/../?通知.TXT"
    assert library.original_file(record.doc_id).name == record.sha256 + ".txt"


def _add_many(folder, start):
    library = Library(folder)
    for i in range(start, start + 10):
        store(library, f"{i}.txt", f"第{i}号方案\n内容{i}。\n")
    library.close()


def test_two_processes_write_side_by_side(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_many, args=(tmp_path, start)) for start in (0, 100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    library = Library(tmp_path)
    assert len(library.entries()) == 20
    assert library.version() == 20
    library.close()
