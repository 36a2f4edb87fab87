"""Facts of a document as a whole: several asked in one question are answered together, in everyday words too."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from retriever.document_aspects import aspects_in
from retriever.knowledge_base import KnowledgeBase

RULES = """云滩市滨水公园管理办法
云政规〔2031〕4号
第一章 总则
第一条 为了管好滨水公园，根据《城市绿化条例》《云滩市河道管理条例》等规定，结合本市实际，制定本办法。
第二条 市绿化主管部门负责滨水公园的管理工作。
第二章 游园管理
第三条 游客不得下水游泳。
第四条 补贴每年3月发放一次。
第三章 附则
第五条 本办法自2031年6月1日起施行，有效期五年。
附件：1.公园名录
2.巡查记录表
云滩市人民政府办公室
2031年5月9日
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("park"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市滨水公园管理办法.txt", RULES.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云滩滨水公园办法是谁盖的章，几号的", ["云滩市人民政府办公室", "2031年5月9日"]),
        ("云滩滨水公园办法 谁印发 哪天", ["云滩市人民政府办公室", "2031年5月9日"]),
        ("云滩滨水公园办法是6月由市绿化局印发的？正确的落款单位和日期是", ["市人民政府办公室", "2031年5月9日"]),
        ("云滩滨水公园办法哪天发的 文号多少", ["2031年5月9日", "云政规〔2031〕4号"]),
        ("云滩公园办法照着哪两部条例定的", ["城市绿化条例", "云滩市河道管理条例"]),
        ("云滩公园办法从哪天起施行，管几年", ["2031年6月1日", "有效期五年"]),
        ("云滩公园办法一共几章几条", ["3章5条"]),
        ("云滩公园办法分几章，标题叫什么", ["总则", "游园管理", "附则"]),
        ("云滩公园办法后头附了几个附件，叫啥", ["2个", "公园名录", "巡查记录表"]),
    ],
)
def test_all_that_is_asked_of_a_document(park, question, told):
    answer = park.ask(question)
    assert answer.status == "answered"
    check_answer(answer, park)
    for words in told:
        assert words in answer.answer


def test_what_the_text_does_not_state_is_said(park):
    answer = park.ask("云滩滨水公园办法是谁印发的，关键词是什么")
    assert "云滩市人民政府办公室" in answer.answer
    assert "关键词：正文没有写明" in answer.answer


def test_what_the_text_tells_of_is_no_fact_of_the_document(park):
    assert "2031年5月9日" not in park.ask("云滩公园办法里补贴几月发").answer


@pytest.mark.parametrize(
    ("question", "aspects"),
    [
        ("这份规划依据哪两个纲要编的", ("basis",)),
        ("落款日期是哪天", ("issued",)),
        ("方案什么时候出台的，由哪家单位印发", ("issued", "issuer")),
        ("那份方案是哪天、哪个单位发的，文号多少", ("issued", "issuer", "number")),
        ("这份方案是哪个单位、什么时候印发的", ("issuer", "issued")),
        ("志愿者注册多少人", ()),
    ],
)
def test_aspects_in_the_order_of_the_question(question, aspects):
    assert aspects_in(question) == aspects


def test_whether_a_document_is_still_in_force_and_what_it_repeals(hash_base):
    text = (
        "松岚县养老助餐补贴办法\n第一条 老年人用餐每餐补贴3元。\n"
        "第二条 本办法自2025年1月1日起施行，有效期80年。2019年印发的《松岚县助餐规定》同时废止。\n"
    )
    hash_base.add_bytes("松岚县养老助餐补贴办法.txt", text.encode())
    assert "有效期80年" in hash_base.ask("松岚县养老助餐补贴现在还有效吗").answer
    assert "《松岚县助餐规定》同时废止" in hash_base.ask("松岚县养老助餐办法出来以后，2019年的规定还用吗").answer


def test_all_who_sign_are_told_whatever_kind_of_body_they_are(hash_base):
    text = (
        "关于清理堆场的通知\n松岚建〔2025〕3号\n各镇：\n一、清理范围\n全县露天堆场共31处。\n二、时间安排\n10月底前清完。\n"
        "松岚县住房和城乡建设局\n松岚县消防救援大队\n2025年7月2日\n"
    )
    hash_base.add_bytes("关于清理堆场的通知.txt", text.encode())
    answer = hash_base.ask("清理堆场的通知是哪两家单位落款，文号呢").answer
    assert "松岚县住房和城乡建设局、松岚县消防救援大队" in answer
    assert "松岚建〔2025〕3号" in answer
