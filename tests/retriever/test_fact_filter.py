from __future__ import annotations

import pytest
from hand_made import PARKING, HashEmbedder, read_lines

from ingest.datatypes import Metadata
from retriever.fact_filter import FactFilter
from retriever.knowledge_base import KnowledgeBase

FIRST = """甲区停车管理方案
新增 公共停车泊位800个。
清理占道停车。责任单位：各街道、区城管执法局
共享车位由下列单位办理。责任单位：区住房保障房屋管理局、区交通委
东门街道先行试点。
"""
SECOND = """乙区养老服务计划
开办社区食堂12家。责任单位：各街道、区民政局
西门街道作示范。
"""
PLACES = {"甲.txt": ("甲市", "甲区"), "乙.txt": ("甲市", "乙区")}


def read(name, data):
    title = data.decode().splitlines()[0]
    return read_lines(name, data, Metadata(title=title, places=PLACES.get(name, ())))


@pytest.fixture
def knowledge_base(tmp_path):
    with KnowledgeBase.open(tmp_path / "data", encoder=HashEmbedder(), reader=read) as opened:
        opened.add_bytes("甲.txt", FIRST.encode())
        opened.add_bytes("乙.txt", SECOND.encode())
        yield opened


def subjects(knowledge_base, **wanted):
    return [stored.fact.subject for stored in knowledge_base.facts(wanted=FactFilter(**wanted))]


def test_a_body_in_any_of_its_written_forms(knowledge_base):
    (found,) = knowledge_base.facts(wanted=FactFilter(body="区房管局"))
    assert found.named == (("responsible", "区住房保障房屋管理局"),)
    assert subjects(knowledge_base, body="房管局") == [found.fact.subject]
    assert subjects(knowledge_base, body="市房管局") == []
    assert subjects(knowledge_base, body="区房屋") == []


def test_a_body_of_a_place_stands_only_in_documents_of_that_place(knowledge_base):
    assert subjects(knowledge_base, body="乙区民政局") == ["开办社区食堂12家。"]
    assert subjects(knowledge_base, body="甲区民政局") == []


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        ("东门街道", ["清理占道停车。"]),  # only the first document speaks of it
        ("西门街道", ["开办社区食堂12家。"]),
        ("乙区东门街道", ["开办社区食堂12家。"]),  # named with its district
        ("北门街道", ["清理占道停车。", "开办社区食堂12家。"]),  # no document tells whose it is
        ("各街道", ["清理占道停车。", "开办社区食堂12家。"]),
    ],
)
def test_every_street_means_each_street_of_the_place(knowledge_base, body, tasks):
    assert subjects(knowledge_base, body=body) == tasks


def test_roles(knowledge_base):
    assert subjects(knowledge_base, body="区民政局", role="responsible") == ["开办社区食堂12家。"]
    assert subjects(knowledge_base, body="区民政局", role="lead") == []
    assert len(subjects(knowledge_base, role="responsible")) == 3


def test_place_clause_and_text(knowledge_base):
    assert len(subjects(knowledge_base, place="乙区")) == 1
    assert subjects(knowledge_base, place="丙区") == []
    assert subjects(knowledge_base, clause="第1条", place="乙区") == ["开办社区食堂12家。"]
    assert subjects(knowledge_base, text="公共 停车") == ["新增公共停车泊位800个。"]
    assert subjects(knowledge_base, text="公共 食堂") == []
    assert len(subjects(knowledge_base)) == 4


def test_facts_of_a_document_out_of_force_are_given_by_its_id(knowledge_base):
    first = knowledge_base.documents()[0].doc_id
    knowledge_base.add_bytes("甲.txt", PARKING.encode())
    assert len(knowledge_base.facts(doc_id=first, body="区交通委")) == 1
