"""A knowledge base after corrections, decisions and a second reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_made import ELDERLY, PARKING, HashEmbedder, read_lines

from ingest.amendments import Decision
from ingest.errors import CorruptDocumentError, DocumentNotFoundError
from ingest.originals import Originals
from retriever.knowledge_base import KnowledgeBase


class Reader:
    """Reads lines; `better` adds a warning-free note to every task, `broken` refuses a file."""

    def __init__(self):
        self.better = False
        self.broken = ""

    def __call__(self, name, data):
        if name == self.broken:
            raise CorruptDocumentError(f"文件“{name}”已损坏。")
        parsed = read_lines(name, data)
        if not self.better:
            return parsed
        return replace(parsed, facts=tuple(replace(fact, item="9") for fact in parsed.facts))


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def embedder():
    return HashEmbedder()


@pytest.fixture
def knowledge_base(tmp_path, embedder, reader):
    with KnowledgeBase.open(tmp_path, encoder=embedder, reader=reader) as opened:
        opened.add_bytes("停车.txt", PARKING.encode())
        opened.add_bytes("养老.txt", ELDERLY.encode())
        yield opened


def test_a_corrected_title_is_searched_and_cited(knowledge_base):
    doc_id = knowledge_base.documents()[0].doc_id
    knowledge_base.search("停车")
    knowledge_base.correct(doc_id, {"title": "甲区泊位共享方案", "issued": "2024-05"})
    view = knowledge_base.view()
    assert view.documents[doc_id].parsed.metadata.title == "甲区泊位共享方案"
    assert view.documents[doc_id].record.metadata.issued == "2024-05"
    hits = knowledge_base.search("泊位共享方案", k=2)
    assert (hits[0].doc_id, hits[0].title) == (doc_id, "甲区泊位共享方案")
    assert knowledge_base.documents()[0].doc_id == doc_id


def test_a_decision_takes_a_document_out_of_the_answers_and_back(knowledge_base, embedder):
    first, second = knowledge_base.documents()
    knowledge_base.search("停车")
    encoded = len(embedder.encoded)
    knowledge_base.decide(first.doc_id, Decision("replaced", second.doc_id))
    assert {hit.doc_id for hit in knowledge_base.search("停车")} == {second.doc_id}
    assert {stored.doc_id for stored in knowledge_base.view().facts} == {second.doc_id}
    # Still listed: somebody decided it, and may want to take it back.
    assert [record.status for record in knowledge_base.documents()] == ["replaced", "in_force"]
    knowledge_base.decide(first.doc_id, None)
    assert first.doc_id in {hit.doc_id for hit in knowledge_base.search("停车")}
    assert len(embedder.encoded) == encoded


def test_reading_again_with_a_better_reader(knowledge_base, reader):
    before = knowledge_base.documents()
    assert [outcome.status for outcome in knowledge_base.reparse()] == ["unchanged", "unchanged"]
    reader.better = True
    knowledge_base.correct(before[0].doc_id, {"issuer": "甲区人民政府"})
    seen = []
    (outcome,) = knowledge_base.reparse([before[0].doc_id], progress=lambda *step: seen.append(step))
    assert (outcome.status, outcome.record.doc_id) == ("updated", before[0].doc_id)
    assert seen == [(0, 1, "停车.txt"), (1, 1, "")]
    after = knowledge_base.documents()
    assert [record.doc_id for record in after] == [record.doc_id for record in before]
    assert after[0].metadata.issuer == "甲区人民政府"
    assert {stored.fact.item for stored in knowledge_base.view().facts} == {"9", ""}
    assert knowledge_base.search("新增多少停车泊位", k=1)[0].doc_id == before[0].doc_id


def test_what_cannot_be_read_again_stays_as_it_was(knowledge_base, reader, monkeypatch):
    before = knowledge_base.view().facts
    reader.better, reader.broken = True, "停车.txt"
    failed, read = knowledge_base.reparse()
    assert (failed.status, read.status) == ("failed", "updated")
    assert "已损坏" in failed.error
    assert [stored for stored in knowledge_base.view().facts if stored in before]
    with pytest.raises(DocumentNotFoundError):
        knowledge_base.reparse(["nothing"])
    monkeypatch.setattr(Originals, "find", lambda *_: (_ for _ in ()).throw(FileNotFoundError("gone")))
    assert {outcome.status for outcome in knowledge_base.reparse()} == {"failed"}
