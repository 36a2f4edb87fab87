from __future__ import annotations

from datetime import date

import pytest

from ingest.datatypes import DocumentRecord, Metadata, Standing
from ingest.validity import current_statuses

TODAY = date(2024, 6, 1)
TITLE = "甲区停车管理办法"


def record(doc_id: str, title: str = TITLE, status: str = "in_force", **fields: object) -> DocumentRecord:
    own = {name: fields.pop(name) for name in ("name", "version", "standing") if name in fields}
    return DocumentRecord(
        doc_id=doc_id, name=own.get("name", f"{doc_id}.txt"), version=own.get("version", 1), sha256="", format="txt",
        metadata=Metadata(title=title, **fields), status=status, ingested_at="", characters=1, clauses=1, facts=0,
        chunks=1, standing=own.get("standing", Standing()),
    )  # fmt: skip


def statuses(*records: DocumentRecord) -> dict[str, str]:
    return {found.doc_id: found.status for found in current_statuses(records, TODAY)}


@pytest.mark.parametrize(
    ("reference", "title", "number"),
    [
        ("甲区停车管理办法（试行）", "甲区停车管理办法（试行）", ""),
        ("甲区停车管理办法", "甲区停车管理办法（试行）", ""),
        ("甲区停车管理办法（试行）", "甲区停车管理办法(试行)", ""),
        ("停车管理办法", "甲区停车管理办法", ""),
        ("关于印发〈甲区停车管理办法〉的通知", "甲区停车管理办法", ""),
        ("甲区停车管理办法", "甲区人民政府关于印发甲区停车管理办法的通知", ""),
        ("甲区停车管理工作要点（2023年）", "2023年甲区停车管理工作要点", ""),
        ("甲区停车管理工作要点", "甲区2023年停车管理工作要点", ""),
        ("甲府〔2020〕5号", "甲区停车实施细则", "甲府[2020]第5号"),
        ("《甲区停车细则》（甲府〔2020〕5号）", "甲区停车实施细则", "甲府〔2020〕5号"),
        ("《甲区停车实施细则》（甲府〔2020〕5号）", "甲区停车实施细则", ""),
    ],
)
def test_a_reference_finds_its_document(reference: str, title: str, number: str) -> None:
    old = record("old", title, number=number, places=("甲市", "甲区"))
    new = record("new", "甲区道路停放办法", replaces=(reference,), places=("甲市", "甲区"))
    (found, _) = current_statuses([old, new], TODAY)
    assert (found.status, found.standing.by) == ("repealed", "new")
    assert "道路停放办法" in found.standing.reason


@pytest.mark.parametrize(
    ("reference", "title", "fields"),
    [
        ("甲区停车管理办法", "甲区停车收费办法", {}),
        ("甲区停车管理工作要点（2022年）", "2023年甲区停车管理工作要点", {}),
        ("停车管理办法", "乙区停车管理办法", {"places": ("甲市", "乙区")}),
        ("《甲区停车管理办法》（甲府〔2019〕1号）", "甲区停车管理办法", {"number": "甲府〔2020〕5号"}),
        ("甲府〔2020〕5号", "甲区停车实施细则", {"number": "甲府〔2020〕15号"}),
        ("办法", "甲区办法", {}),
    ],
)
def test_a_reference_to_another_document(reference: str, title: str, fields: dict[str, object]) -> None:
    old = record("old", title, **{"places": ("甲市", "甲区"), **fields})
    new = record("new", "甲区道路停放办法", replaces=(reference,), places=("甲市", "甲区"))
    assert statuses(old, new)["old"] == "in_force"


def test_the_exact_title_goes_before_a_near_one() -> None:
    trial, full = record("trial", TITLE + "（试行）"), record("full", TITLE)
    new = record("new", "甲区道路停放办法", replaces=(TITLE,))
    assert statuses(trial, full, new) == {"trial": "in_force", "full": "repealed", "new": "in_force"}


def test_a_reference_that_fits_several_years_means_none() -> None:
    old = [record(year, f"甲区{year}年停车工作要点") for year in ("2021", "2022")]
    new = record("new", "甲区道路停放办法", replaces=("甲区停车工作要点",))
    assert set(statuses(*old, new).values()) == {"in_force"}


def test_a_new_edition_does_not_repeal_its_own_copy() -> None:
    copies = [record(doc_id, TITLE, replaces=(TITLE + "（试行）",), issued="2024-01-01") for doc_id in "ab"]
    assert statuses(*copies) == {"a": "in_force", "b": "in_force"}


def test_a_document_that_has_not_begun_repeals_nothing_yet() -> None:
    old = record("old")
    new = record("new", "甲区道路停放办法", replaces=(TITLE,), effective="2024-07-01")
    assert statuses(old, new) == {"old": "in_force", "new": "pending"}
    assert current_statuses([old, new], date(2024, 7, 1))[0].status == "repealed"


def test_the_earlier_version_holds_until_the_next_one_begins() -> None:
    first = record("first", status="replaced", name="a.txt")
    second = record("second", name="a.txt", version=2, effective="2024-07-01")
    assert statuses(first, second) == {"first": "in_force", "second": "pending"}
    later = current_statuses([first, second], date(2024, 7, 1))
    assert [found.status for found in later] == ["replaced", "in_force"]
    assert later[0].standing.by == "second"


def test_what_was_decided_by_hand_stays() -> None:
    kept = record("kept", expires="2020", standing=Standing(manual=True))
    gone = record("gone", "甲区另一办法", status="expired", standing=Standing(manual=True))
    new = record("new", "甲区道路停放办法", replaces=(TITLE,))
    assert statuses(kept, gone, new) == {"kept": "in_force", "gone": "expired", "new": "in_force"}


def test_an_expired_document_says_until_when() -> None:
    (found,) = current_statuses([record("a", expires="2024-05-31")], TODAY)
    assert (found.status, found.standing.reason) == ("expired", "有效期至 2024-05-31")
