"""A copy of the data folder, made while it is written, opens as the folder did."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hand_made import HashEmbedder
from test_ledger import PARKING

from api.backup import BackupError, back_up, drop_old
from api.cli import main
from api.conversations.store import ConversationStore
from retriever.knowledge_base import KnowledgeBase

NOON = datetime(2026, 5, 6, 12, 0, 0)


def test_copy_answers_and_keeps_conversations(tmp_path: Path) -> None:
    data, target = tmp_path / "data", tmp_path / "copies"
    store = ConversationStore(data)
    with KnowledgeBase.open(data, encoder=HashEmbedder()) as base:
        base.add_bytes("停车.txt", PARKING.encode())
        store.begin("me", "", "新增多少公共停车泊位", {})
        (data / "dictionary").mkdir()
        (data / "dictionary" / "bodies.txt").write_text("区民政局\n", encoding="utf-8")
        copy = back_up(data, target, NOON)  # while both are open
    store.close()
    assert copy == target / "zhengda-20260506-120000"
    assert sorted(entry.name for entry in copy.iterdir()) == [
        "conversations.sqlite", "dictionary", "library.sqlite", "originals",
    ]  # fmt: skip
    with KnowledgeBase.open(copy, encoder=HashEmbedder()) as restored:
        assert "230个" in restored.ask("新增多少公共停车泊位").answer
        (record,) = restored.documents()
        assert restored.original_file(record.doc_id).read_bytes() == PARKING.encode()
    kept = ConversationStore(copy)
    assert [one.title for one in kept.conversations("me")] == ["新增多少公共停车泊位"]
    kept.close()


def test_nothing_is_copied_from_or_into_the_wrong_place(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="没有文档库"):
        back_up(tmp_path, tmp_path / "copies", NOON)
    (tmp_path / "library.sqlite").touch()
    with pytest.raises(BackupError, match="在数据目录里面"):
        back_up(tmp_path, tmp_path / "copies", NOON)
    (tmp_path / "library.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(BackupError, match="没有备份成"):
        back_up(tmp_path, tmp_path.parent / f"{tmp_path.name}-copies", NOON)
    assert list((tmp_path.parent / f"{tmp_path.name}-copies").iterdir()) == []


def test_only_the_latest_copies_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, target = tmp_path / "data", tmp_path / "copies"
    with KnowledgeBase.open(data, encoder=HashEmbedder()) as base:
        base.add_bytes("停车.txt", PARKING.encode())
    for name in ("zhengda-20250101-000000", "zhengda-20250102-000000", "别的"):
        (target / name).mkdir(parents=True)
    assert main(["backup", str(target), "--keep", "2", "--data", str(data)]) == 0
    made = Path(capsys.readouterr().out.strip())
    assert sorted(entry.name for entry in target.iterdir()) == ["zhengda-20250102-000000", made.name, "别的"]
    assert drop_old(target, 2) == []
    assert main(["backup", str(target), "--data", str(tmp_path / "nichts")]) == 1
