"""Plain short questions: keywords alone, everyday words, dates in words, posts and bodies called otherwise."""

from __future__ import annotations

import pytest

HEATING = """河口市供暖管理办法
第一条　为了规范供热用热，制定本办法。
第二条　采暖期为每年十一月十日至次年三月二十日。采暖期内，居民卧室室内温度不得低于十八摄氏度。
第三条　供热单位应当公布抢修电话，并在门厅张贴收费标准和投诉渠道。
第四条　本办法自2023年6月1日起施行。
"""
DATA = """河口市数据和政务服务局关于印发《公共数据行动计划》的通知
一、重点任务
1.摸清家底。编制公共数据目录，汇总各部门数据资源120类。（责任单位：市数政局）
2.建设平台。扩建政务云机房，新增服务器90台。（责任单位：市工信局）
河口市数据和政务服务局
2025年3月2日
"""
GROUP = """河口市防汛工作方案
一、组织领导
成立防汛工作领导小组。
组长：钱大河（市委副书记、市长）
副组长：孙小溪（副市长）
"""


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("河口采暖期从几号开始", "十一月十日"),
        ("河口采暖期室温不低于多少度", "十八摄氏度"),
        ("河口 抢修电话 投诉渠道", "门厅张贴"),
    ],
)
def test_a_rule_is_told_to_a_plain_question(hash_base, question, held):
    hash_base.add_bytes("供暖.txt", HEATING.encode())
    answer = hash_base.ask(question)
    assert held in answer.answer
    assert "2023年6月1日" not in answer.answer


def test_when_the_rules_are_in_force_is_told_to_who_asks_for_it(hash_base):
    hash_base.add_bytes("供暖.txt", HEATING.encode())
    assert "2023年6月1日" in hash_base.ask("河口市供暖管理办法什么时候施行").answer


def test_a_body_is_known_by_the_full_name_of_the_issuer(hash_base):
    hash_base.add_bytes("数据.txt", DATA.encode())
    answer = hash_base.ask("河口数据局负责什么")
    assert "120类" in answer.answer
    assert "服务器" not in answer.answer


def test_a_post_is_called_as_its_document_does(hash_base):
    hash_base.add_bytes("防汛.txt", GROUP.encode())
    assert "钱大河" in hash_base.ask("河口防汛领导小组的总指挥是谁").answer


def test_keywords_that_nothing_holds_are_not_found(hash_base):
    hash_base.add_bytes("供暖.txt", HEATING.encode())
    assert hash_base.ask("河口 海绵城市").status == "not_found"
