from __future__ import annotations

import logging
import threading
from datetime import date
from types import SimpleNamespace

import pytest
from hand_made import ELDERLY, PARKING, HashEmbedder, read_lines

from ingest.datatypes import Metadata
from ingest.errors import DocumentNotFoundError, EmptyDocumentError, IngestError
from retriever import live_view
from retriever.datatypes import Filters
from retriever.knowledge_base import KnowledgeBase
from retriever.passage_texts import passage_texts


def read(name, data):
    """As `read_lines`; `甲市-2023-….txt` gives place and year, an empty file is refused."""
    if not data.strip():
        raise EmptyDocumentError(f"文件“{name}”没有内容。")
    place, _, rest = name.partition("-")
    year, _, _ = rest.partition("-")
    if not year.isdigit():
        return read_lines(name, data)
    title = data.decode().splitlines()[0]
    return read_lines(name, data, Metadata(title=title, places=(place,), years=(int(year),)))


@pytest.fixture
def knowledge_base(tmp_path, embedder):
    with KnowledgeBase.open(tmp_path / "data", encoder=embedder, reader=read) as opened:
        yield opened


@pytest.fixture
def filled(knowledge_base):
    knowledge_base.add_bytes("甲市-2023-停车.txt", PARKING.encode())
    knowledge_base.add_bytes("乙市-2024-养老.txt", ELDERLY.encode())
    return knowledge_base


def titles(hits):
    return {hit.title for hit in hits}


def test_added_documents_are_found(filled):
    hits = filled.search("新增多少停车泊位", k=3)
    assert hits[0].text == "新增 公共停车泊位800个。"
    document = filled.document(hits[0].doc_id)
    assert document.parsed.text[hits[0].start : hits[0].end] == hits[0].text
    assert hits[0].url == f"/documents/{hits[0].doc_id}#{hits[0].start}-{hits[0].end}"
    assert filled.original_file(hits[0].doc_id).read_bytes() == PARKING.encode()


@pytest.mark.parametrize("name", ["dense", "lexical", "retriever"])
def test_every_retriever_keeps_the_contract(filled, embedder, name):
    view = filled.view()
    retriever = getattr(view, name)
    found = retriever.retrieve("停车泊位", k=5)
    assert [scored.score for scored in found] == sorted((scored.score for scored in found), reverse=True)
    assert len({(scored.doc_id, scored.chunk.index) for scored in found}) == len(found) <= 5
    assert all(scored.chunk in view.documents[scored.doc_id].parsed.chunks for scored in found)
    assert retriever.retrieve("停车泊位", k=1) == found[:1]
    assert retriever.retrieve("", k=3) == []
    parking, elderly = (record.doc_id for record in filled.documents())
    for filters, expected in (
        (Filters(doc_ids=(elderly,)), {elderly}),
        (Filters(places=("甲市",)), {parking}),
        (Filters(years=(2024, 2030)), {elderly}),
        (Filters(places=("甲市",), years=(2024,)), set()),
        (Filters(doc_ids=("nothing",)), set()),
        (Filters(), {parking, elderly}),
    ):
        narrowed = retriever.retrieve("停车的老人", k=20, filters=filters)
        assert {scored.doc_id for scored in narrowed} == expected


def test_dense_scores_are_those_of_brute_force(filled, embedder):
    view = filled.view()
    query = embedder.encode_queries(["停车泊位"])[0]
    expected = {}
    for doc_id, document in view.documents.items():
        vectors = embedder.encode_passages(passage_texts(document.parsed))
        expected |= {(doc_id, chunk): float(vector @ query) for chunk, vector in enumerate(vectors)}
    found = {(scored.doc_id, scored.chunk.index): scored.score for scored in view.dense.retrieve("停车泊位", k=99)}
    assert found == pytest.approx(expected, abs=1e-5)


def test_replaced_document_is_not_found_but_readable(filled):
    old = filled.documents()[0]
    outcome = filled.add_bytes(old.name, PARKING.replace("800", "950").encode())
    assert (outcome.status, outcome.record.version) == ("updated", 2)
    assert {hit.text for hit in filled.search("停车泊位", k=20)}.isdisjoint({"新增 公共停车泊位800个。"})
    assert filled.search("950个泊位")[0].text == "新增 公共停车泊位950个。"
    assert "800" in filled.document(old.doc_id).parsed.text
    assert filled.view().documents[old.doc_id].record.status == "replaced"
    assert [record.version for record in filled.documents() if record.name == old.name] == [2]
    assert len(filled.documents(include_withdrawn=True)) == 3


def test_removed_document_is_gone_from_search_facts_and_list(filled):
    parking, elderly = filled.documents()
    before = filled.index_version
    filled.remove(parking.doc_id)
    assert filled.index_version != before
    assert titles(filled.search("停车泊位", k=20)) == {elderly.metadata.title}
    assert {stored.doc_id for stored in filled.view().facts} == {elderly.doc_id}
    assert filled.documents() == [elderly]
    assert filled.document(parking.doc_id).record.status == "withdrawn"
    with pytest.raises(DocumentNotFoundError):
        filled.remove(parking.doc_id)


def test_facts(filled):
    parking, elderly = filled.documents()
    assert {stored.doc_id for stored in filled.facts()} == {parking.doc_id, elderly.doc_id}
    assert [stored.fact.value for stored in filled.facts(kind="target")] == ["800", "12"]
    assert [stored.doc_id for stored in filled.facts(body="民政局")] == [elderly.doc_id]
    assert filled.facts(body="民政局", doc_id=parking.doc_id) == []
    assert sorted(map(repr, filled.facts())) == sorted(map(repr, filled.view().facts))


def test_folder_with_good_and_bad_files(knowledge_base, tmp_path):
    folder = tmp_path / "政策"
    (folder / "下级").mkdir(parents=True)
    (folder / "停车.txt").write_text(PARKING, encoding="utf-8")
    (folder / "下级" / "停车.txt").write_text(ELDERLY, encoding="utf-8")
    (folder / "空.txt").write_text("")
    (folder / ".hidden.txt").write_text("x")
    (folder / "~$停车.docx").write_text("x")
    calls = []
    outcomes = knowledge_base.add(
        [folder, tmp_path / "没有.txt", folder / "停车.txt"], progress=lambda *call: calls.append(call)
    )
    assert {outcome.name: outcome.status for outcome in outcomes} == {
        "停车.txt": "added",
        "空.txt": "failed",
        "下级/停车.txt": "added",
        "没有.txt": "failed",
    }
    assert all(bool(outcome.error) == (outcome.status == "failed") for outcome in outcomes)
    assert [done for done, total, _ in calls] == [0, 1, 2, 3, 4]
    again = knowledge_base.add([folder])
    assert [outcome.status for outcome in again] == ["unchanged", "failed", "unchanged"]
    assert len(knowledge_base.documents()) == 2


def test_two_files_of_one_name_are_two_documents(knowledge_base, tmp_path):
    for folder, text in (("a", PARKING), ("b", ELDERLY)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "通知.txt").write_text(text, encoding="utf-8")
    outcomes = knowledge_base.add([tmp_path / "a" / "通知.txt", tmp_path / "b" / "通知.txt"])
    assert [(outcome.name, outcome.status) for outcome in outcomes] == [
        ("通知.txt", "added"),
        ("b/通知.txt", "added"),
    ]


def test_empty_folder(knowledge_base, tmp_path):
    (tmp_path / "空").mkdir()
    (outcome,) = knowledge_base.add([tmp_path / "空"])
    assert outcome.status == "failed"
    assert "没有可导入的文件" in outcome.error


def test_bad_bytes_raise(knowledge_base):
    with pytest.raises(IngestError):
        knowledge_base.add_bytes("空.txt", b"")
    assert knowledge_base.search("停车") == []


def test_opening_again_reads_the_index_and_encodes_nothing(filled, tmp_path):
    version = filled.index_version
    fresh = HashEmbedder()
    with KnowledgeBase.open(tmp_path / "data", encoder=fresh, reader=read) as again:
        assert again.index_version == version
        assert again.search("停车泊位")[0].text == filled.search("停车泊位")[0].text
    assert fresh.encoded == []


def test_lost_index_is_built_again_without_encoding(filled, tmp_path):
    version = filled.index_version
    for child in (tmp_path / "data" / "index" / version).rglob("*"):
        if child.is_file():
            child.unlink()
    fresh = HashEmbedder()
    with KnowledgeBase.open(tmp_path / "data", encoder=fresh, reader=read) as again:
        assert again.index_version == version
    assert fresh.encoded == []


def test_another_model_says_so_and_rebuilds(filled, tmp_path, caplog):
    other = HashEmbedder("hash-32", 32)
    expected = len(filled.search("停车泊位", k=99))
    with (
        caplog.at_level(logging.WARNING),
        KnowledgeBase.open(tmp_path / "data", encoder=other, reader=read) as again,
    ):
        assert len(again.search("停车泊位", k=99)) == expected
    assert "hash-64" in caplog.text
    assert "hash-32" in caplog.text
    assert len(other.encoded) == expected


def test_changes_of_another_process_are_seen(filled, tmp_path):
    before = filled.index_version
    with KnowledgeBase.open(tmp_path / "data", encoder=HashEmbedder(), reader=read) as other:
        other.add_bytes("新.txt", "丙区绿化方案\n建设口袋公园5座。\n".encode())
    assert filled.search("口袋公园")[0].text == "建设口袋公园5座。"
    assert filled.index_version != before


def test_a_document_expires_overnight(tmp_path, embedder, monkeypatch):
    def read_expiring(name, data):
        return read_lines(name, data, Metadata(title="停车方案", expires="2998-12-31"))

    with KnowledgeBase.open(tmp_path, encoder=embedder, reader=read_expiring) as opened:
        opened.add_bytes("停车.txt", PARKING.encode())
        assert opened.search("停车泊位")
        tomorrow = SimpleNamespace(today=lambda: date(2999, 1, 1))
        monkeypatch.setattr(live_view, "date", tomorrow)
        monkeypatch.setattr(opened._library, "_today", tomorrow.today)
        assert opened.search("停车泊位") == []
        assert [record.status for record in opened.documents()] == ["expired"]


def test_opening_and_listing_load_no_model(tmp_path):
    with KnowledgeBase.open(tmp_path) as opened:
        assert opened.documents() == []
        assert opened.facts() == []
        assert opened._live._encoder is None


def test_readers_see_whole_states_while_documents_come_in(filled):
    errors, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            view = filled.view()
            in_force = {doc_id for doc_id in view.documents if view.documents[doc_id].record.status == "in_force"}
            found = {scored.doc_id for scored in view.retriever.retrieve("方案 停车 养老", k=99)}
            facts = {stored.doc_id for stored in view.facts}
            if not (found <= in_force and facts <= in_force):
                errors.append((in_force, found, facts))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for i in range(8):
        outcome = filled.add_bytes(f"{i}.txt", f"第{i}号停车方案\n新增泊位{i}个。\n".encode())
        assert filled.search(f"第{i}号停车方案", filters=Filters(doc_ids=(outcome.record.doc_id,)))
        if i % 2:
            filled.remove(outcome.record.doc_id)
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(filled.documents()) == 6


def test_two_threads_add_at_once(knowledge_base):
    def add(start):
        for i in range(start, start + 5):
            outcome = knowledge_base.add_bytes(f"{i}.txt", f"第{i}号方案\n新增泊位{i}个。\n".encode())
            assert knowledge_base.search("泊位", filters=Filters(doc_ids=(outcome.record.doc_id,)))

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(knowledge_base.documents()) == 10


def test_damaged_vector_cache_only_costs_time(filled, tmp_path):
    (tmp_path / "data" / "index" / "vectors.sqlite").write_bytes(b"nonsense" * 1000)
    outcome = filled.add_bytes("新.txt", "丙区绿化方案\n建设口袋公园5座。\n".encode())
    assert outcome.status == "added"
    assert filled.search("口袋公园")[0].doc_id == outcome.record.doc_id


def test_with_the_shipped_model_and_the_real_reader(tmp_path):
    file = tmp_path / "绿化.md"
    file.write_text(
        "# 丙区绿化工作方案\n\n一、主要目标\n\n（一）新建口袋公园5座，改造绿道3公里。\n\n"
        "（二）开展树木修剪，排查枯枝隐患。\n\n二、组织保障\n\n区绿化市容局负责统筹推进。\n",
        encoding="utf-8",
    )
    with KnowledgeBase.open(tmp_path / "data") as opened:
        (outcome,) = opened.add([file])
        assert (outcome.status, outcome.error) == ("added", "")
        hit = opened.search("要建几个小公园", k=1)[0]
        assert "口袋公园5座" in hit.text
        assert opened.document(hit.doc_id).parsed.text[hit.start : hit.end] == hit.text
        found = opened.view().retriever.retrieve("口袋公园", k=1)[0]
        for retriever in (opened.view().dense, opened.view().lexical):
            assert retriever.retrieve("口袋公园", k=1)[0].chunk.start == found.chunk.start
