from __future__ import annotations

import sqlite3

import pytest
from hand_made import PARKING, read_lines

from ingest.amendments import Decision, checked, iso_day
from ingest.database import SCHEMA_VERSION
from ingest.datatypes import Metadata
from ingest.errors import CorrectionError, DocumentNotFoundError
from ingest.library import FILE_NAME, Library


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path)
    yield opened
    opened.close()


def store(library, name="停车.txt", text=PARKING, **metadata):
    data = text.encode()
    given = Metadata(**{"title": text.splitlines()[0], **metadata})
    return library.add(name, data, read_lines(name, data, given)).record


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024年2月7日", "2024-02-07"), ("2024-2-7", "2024-02-07"), ("2024.2", "2024-02"), ("2024年", "2024"), (" ", "")],
)
def test_days(written, day):
    assert iso_day(written) == day


@pytest.mark.parametrize(
    "changes",
    [
        {"issued": "2024-02-30"},
        {"issued": "昨天"},
        {"title": " "},
        {"title": "长" * 201},
        {"years": (1,)},
        {"source": "别处"},
    ],
)
def test_corrections_that_cannot_be_used(library, changes):
    record = store(library)
    version = library.version()
    with pytest.raises(CorrectionError):
        library.correct(record.doc_id, changes)
    assert library.version() == version


def test_places_get_those_above_them():
    assert checked({"places": ("黄浦区",)}) == {"places": ("上海市", "黄浦区")}
    assert checked({"places": ("甲市", "甲区")}) == {"places": ("甲市", "甲区")}


def test_corrections_outlive_the_same_bytes_and_a_withdrawal(library):
    doc_id = store(library, issuer="甲区").doc_id
    corrected = library.correct(doc_id, {"issuer": "甲区人民政府", "years": (2023, 2024)})
    assert (corrected.metadata.issuer, corrected.metadata.years) == ("甲区人民政府", (2023, 2024))
    assert corrected.corrected == ("issuer", "years")
    assert library.document(doc_id).parsed.metadata == corrected.metadata
    assert store(library).metadata.issuer == "甲区人民政府"
    library.remove(doc_id)
    again = store(library)
    assert (again.version, again.metadata.issuer, again.status) == (2, "甲区人民政府", "in_force")
    assert library.correct(doc_id, {"issuer": None}).metadata.issuer == ""
    assert library.entry(doc_id).record.corrected == ("years",)


def test_a_new_title_is_read_by_the_index_and_keeps_its_place_in_the_list(library):
    first, second = store(library), store(library, "b.txt", "乙\n内容。\n")
    serial = library.entry(first.doc_id).serial
    assert library.correct(first.doc_id, {"number": "甲府〔2024〕1号"}).metadata.number
    assert library.entry(first.doc_id).serial == serial
    library.correct(first.doc_id, {"title": "新标题"})
    fresh = library.entry(first.doc_id).serial
    assert fresh > library.entry(second.doc_id).serial
    assert [entry.record.doc_id for entry in library.entries()] == [first.doc_id, second.doc_id]
    assert [doc_id for doc_id, _ in library.facts()] == [first.doc_id] * first.facts
    with pytest.raises(DocumentNotFoundError):
        library.parsed(serial)
    third = store(library, "c.txt", "丙\n内容。\n")
    assert library.entry(third.doc_id).serial > fresh


def test_decisions_outlive_the_same_bytes_until_they_are_taken_back(library):
    doc_id, other = store(library).doc_id, store(library, "b.txt", "乙\n内容。\n").doc_id
    decided = library.decide(doc_id, Decision("replaced", other, "区里来函"))
    assert (decided.status, decided.standing.by, decided.standing.reason) == ("replaced", other, "区里来函")
    assert decided.standing.manual
    assert library.facts() == library.facts(doc_id=other)
    assert store(library).status == "replaced"
    library.remove(doc_id)
    assert library.entry(doc_id).record.status == "withdrawn"
    assert store(library).status == "replaced"
    assert library.decide(doc_id, None).status == "in_force"


def test_a_decision_goes_before_what_the_files_say(library):
    old = store(library, expires="2020-01-01")
    assert old.status == "expired"
    assert library.decide(old.doc_id, Decision("in_force")).status == "in_force"


@pytest.mark.parametrize(("status", "by"), [("withdrawn", ""), ("repealed", "itself")])
def test_decisions_that_cannot_be_made(library, status, by):
    doc_id = store(library).doc_id
    with pytest.raises(CorrectionError):
        library.decide(doc_id, Decision(status, doc_id if by else ""))
    with pytest.raises(DocumentNotFoundError):
        library.decide(doc_id, Decision("repealed", "nothing"))
    with pytest.raises(DocumentNotFoundError):
        library.correct("nothing", {"title": "新"})
    assert library.entry(doc_id).record.status == "in_force"


def test_reading_again_keeps_id_version_and_corrections(library):
    first = store(library)
    library.correct(first.doc_id, {"title": "改过的标题"})
    data = PARKING.encode()
    same = library.renew(first.doc_id, read_lines("停车.txt", data, Metadata(title=PARKING.splitlines()[0])))
    assert same.outcome == "unchanged"
    better = read_lines("停车.txt", data, Metadata(title="读得更好", issuer="甲区人民政府"))
    renewed = library.renew(first.doc_id, better)
    assert renewed.outcome == "updated"
    assert (renewed.record.doc_id, renewed.record.version) == (first.doc_id, 1)
    assert (renewed.record.metadata.title, renewed.record.metadata.issuer) == ("改过的标题", "甲区人民政府")
    assert renewed.record.ingested_at == first.ingested_at
    assert len(library.facts()) == len(better.facts)
    assert library.document(first.doc_id).parsed.chunks == better.chunks


def test_a_library_of_the_version_before_is_upgraded(tmp_path):
    before = Library(tmp_path)
    doc_id = store(before).doc_id
    with before._database.writing() as connection:
        connection.execute("DROP TABLE corrections")
        connection.execute("ALTER TABLE documents DROP COLUMN arrived")
        connection.execute("PRAGMA user_version = 1")
    before.close()
    upgraded = Library(tmp_path)
    assert upgraded.correct(doc_id, {"kind": "方案"}).metadata.kind == "方案"
    upgraded.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    connection.close()
