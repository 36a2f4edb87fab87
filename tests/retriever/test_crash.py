"""Killed at any moment: no acknowledged document is lost, and the index opens."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time

import ingesting_worker
import pytest
from hand_made import HashEmbedder, read_lines

from retriever.datatypes import Filters
from retriever.knowledge_base import KnowledgeBase

LONGEST_WAIT = 0.35  # seconds in which a worker adds some ten documents


def size_of(path):
    return path.stat().st_size if path.exists() else 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a fork server")
@pytest.mark.parametrize("kills", [20, pytest.param(40, marks=pytest.mark.thorough)])
def test_killed_at_random_moments(tmp_path, monkeypatch, kills):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))  # for what the fork server loads
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingesting_worker"])
    folder, acknowledged = tmp_path / "data", tmp_path / "acknowledged"
    moments = random.Random(7)
    for round_number in range(kills):
        worker = context.Process(target=ingesting_worker.add_until_killed, args=(folder, acknowledged, round_number))
        before = size_of(acknowledged)
        worker.start()
        if round_number % 2 == 0:  # every other kill comes after a document of its round, however slow the machine
            while size_of(acknowledged) == before and worker.is_alive():
                time.sleep(0.01)
        time.sleep(moments.uniform(0.02, LONGEST_WAIT))
        worker.kill()
        worker.join()
        assert worker.exitcode == -9

        doc_ids = acknowledged.read_text().split() if acknowledged.exists() else []
        embedder = HashEmbedder()
        with KnowledgeBase.open(folder, encoder=embedder, reader=read_lines) as knowledge_base:
            records = {record.doc_id: record for record in knowledge_base.documents(include_withdrawn=True)}
            assert set(doc_ids) <= set(records)
            current = {doc_id for doc_id in doc_ids if records[doc_id].status == "in_force"}
            for doc_id in current:
                assert knowledge_base.search("新增泊位", k=1, filters=Filters(doc_ids=(doc_id,)))
            assert knowledge_base.index_version
    assert len(doc_ids) >= kills // 2  # else the kills came too early to say anything
    leftovers = [child.name for child in (folder / "index").iterdir() if child.name.startswith(".building-")]
    assert len(leftovers) <= 1
