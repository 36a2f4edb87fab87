from __future__ import annotations

import pytest

from ingest.datatypes import Chunk
from retriever.confidence import confidence
from retriever.datatypes import ScoredChunk
from retriever.knowledge_base import KnowledgeBase
from retriever.lexicon import Lexicon
from retriever.question_patterns import wording
from retriever.second_stage import SecondStage
from retriever.view import Held


class First:
    """Gives chunks of documents in a fixed order."""

    def __init__(self, *doc_ids):
        self.doc_ids = doc_ids

    def retrieve(self, query, *, k, filters=None):
        return [ScoredChunk(doc_id, Chunk(0, 0, (), 0, 0, ()), 1.0) for doc_id in self.doc_ids][:k]


class Documents:
    """Says what documents hold."""

    def __init__(self, **scores):
        self.scores = scores

    def compare(self, question, doc_ids):
        return {doc_id: Held(self.scores[doc_id], self.scores[doc_id] / 10) for doc_id in doc_ids}


def test_a_document_that_holds_more_of_the_question_comes_first():
    found = SecondStage(First("a", "b", "c"), Documents(a=2.0, b=9.0, c=1.0), None).retrieve("q", k=2)
    assert [scored.doc_id for scored in found] == ["b", "a"]
    assert found[0].score > found[1].score > 0


def test_documents_alike_keep_their_order_and_nothing_gives_nothing():
    stage = SecondStage(First("a", "b"), Documents(a=0.0, b=0.0), None)
    assert [scored.doc_id for scored in stage.retrieve("q", k=9)] == ["a", "b"]
    assert SecondStage(First(), Documents(), None).retrieve("q", k=9) == []


@pytest.fixture
def base(tmp_path):
    notices = {
        "青山县困难企业减免房租通知": ("县属房屋减免困难企业房租。", "企业凭执照向出租方申请。", "减免两个月。"),
        "白水县困难企业稳岗补贴通知": ("向困难企业发放稳岗补贴。", "标准为每人五百元。", "企业向县人社局申请。"),
        "白水县春季植树活动通知": ("各乡镇组织春季植树，每个乡镇不少于两千株。",),
    }
    folder = tmp_path / "notices"
    folder.mkdir()
    for title, lines in notices.items():
        (folder / f"{title}.txt").write_text("\n".join((title, *lines)) + "\n", encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "data") as opened:
        opened.add([folder])
        yield opened


def test_whole_documents_tell_which_notice_is_meant(base):
    hits = base.search("困难企业减免房租要向谁申请", k=3)
    assert hits[0].title == "青山县困难企业减免房租通知"
    held = base.view().whole.compare("困难企业减免房租", {hit.doc_id for hit in hits})
    assert 0 <= min(one.share for one in held.values()) <= max(one.share for one in held.values()) <= 1


def test_confidence_is_greater_where_the_library_holds_it(base):
    held, other = (
        confidence(base.view(), question) for question in ("困难企业稳岗补贴的标准是多少", "火星移民飞船几点发射")
    )
    assert 0 <= other < held <= 1


@pytest.fixture
def places(tmp_path):
    notices = {
        "国家税务总局关于延期申报的公告": ("受灾害影响的纳税人，可以依法申请延期申报。",),
        "青山县税务局关于窗口服务的通知": ("青山县办税窗口周六照常开放。",),
        "关于暂停现场取号的通知": ("我市各办税厅暂停现场取号，可以在网上预约取号。",),
    }
    folder = tmp_path / "notices"
    folder.mkdir()
    for title, lines in notices.items():
        (folder / f"{title}.txt").write_text("\n".join((title, *lines)) + "\n", encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "data") as opened:
        opened.add([folder])
        yield opened


def test_a_national_rule_answers_for_a_place_whose_documents_say_nothing(places):
    answer = places.ask("青山县受灾害影响的纳税人能不能申请延期申报")
    assert answer.status == "answered"
    assert answer.citations[0].title == "国家税务总局关于延期申报的公告"


def test_a_notice_of_another_place_does_not(places):
    lexicon = Lexicon(places.view())
    titles = {lexicon.documents[doc_id].record.metadata.title for doc_id in lexicon.of_no_place}
    assert titles == {"国家税务总局关于延期申报的公告"}


def test_an_aspect_asked_for_is_no_meaning():
    assert wording("attribute").search("稳岗补贴的发放标准是什么")
    assert not wording("attribute").search("一网统管是什么")


def test_in_a_large_library_what_is_only_near_is_not_told(tmp_path):
    folder = tmp_path / "notices"
    folder.mkdir()
    towns = [f"{first}{second}" for first in "青白赤乌金银石木" for second in "山水河泉林原滩"]
    for town in towns:
        text = f"{town}镇关于春季植树的通知\n{town}镇组织植树，各村在三月底前报名，由{town}镇林业站发放树苗。\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    with KnowledgeBase.open(tmp_path / "data") as opened:
        opened.add([folder])
        assert opened.ask("青山镇植树什么时候报名").status == "answered"
        assert opened.ask("滑雪场的缆车几点检修停运").status != "answered"
