from __future__ import annotations

import eval.large_library as large_library
from retriever.knowledge_base import KnowledgeBase


def test_copies_are_added_until_the_library_is_large(tmp_path, monkeypatch):
    monkeypatch.setattr(large_library, "PASSAGES", 60)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = [f"{number}.第{number}村修好{number + 3}盏路灯，由村委会负责。" for number in range(1, 25)]
    (corpus / "青山镇路灯计划.txt").write_text("\n".join(["青山镇路灯计划", *lines]) + "\n", encoding="utf-8")
    held = large_library.make_large(tmp_path / "data", corpus)
    assert held >= 60
    with KnowledgeBase.open(tmp_path / "data") as base:
        assert len(base.documents()) > 1


def test_each_copy_leaves_out_other_lines(tmp_path):
    text = "\n".join(f"第{number}行" for number in range(40))
    large_library.write_copies([text], 2, tmp_path)
    first, second = (set((tmp_path / name).read_text("utf-8").split("\n")) for name in ("0-0.txt", "0-1.txt"))
    assert first - second
    assert second - first
