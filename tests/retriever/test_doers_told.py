"""Who does it, told in sentences: posts at their level, who steps in for what is missing, prose duties."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "柳塘县推行田长制和冬季道路除冰实施方案.md"
TEXT = """# 柳塘县推行田长制和冬季道路除冰实施方案

一、组织体系

（一）田长设置。县级设立总田长和副总田长，由县委、县政府主要负责同志共同担任总田长，分管负责同志担任副总田长。乡镇设立田长，由乡镇党委书记担任。村（社区）设立田长，由村党组织书记担任。

（二）县田长制办公室设在县自然资源局，每年开展1次田长履职督查，结果报县委督查室。

二、道路除冰

（一）主要街道的除冰由县公路养护中心负责，采用机械作业。

（二）居民小区的除冰由物业服务企业负责；无物业小区由所在社区居委会组织。

（三）工业盐须经县公路养护中心统一采购，其他单位不得自行购买。

三、职责分工

县农业农村局是本县耕地保护的主管部门，其所属的县土肥站负责耕地质量监测和技术培训；县财政局负责经费安排。

四、预警响应

4.1 除冰指挥部总指挥由县长担任，常务副总指挥由分管副县长担任。县设总路长，由县委书记担任。

Ⅰ级响应由县长批准启动，Ⅱ级响应由分管副县长批准启动。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over an invented plan that tells in sentences who does what."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("doers"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("柳塘县村级田长由谁来当", "村党组织书记", "乡镇党委书记"),
        ("柳塘县乡镇的田长谁担任", "乡镇党委书记", "村党组织书记"),
        ("柳塘县总田长是谁", "主要负责同志共同担任总田长", "督查室"),
        ("柳塘县除冰总指挥谁当", "总指挥由县长担任", "分管副县长担任"),
        ("柳塘县除冰常务副总指挥和总指挥由谁担任", "副县长", "总路长"),
        ("柳塘县总路长是谁", "县委书记", "田长"),
        ("没物业的小区，路上的冰归谁除", "社区居委会", "物业服务企业"),
        ("小区物业跑了，除冰找谁负责", "社区居委会", "物业服务企业"),
        ("柳塘县启动二级响应谁批准", "分管副县长", "督查室"),
    ],
)
def test_who_does_it_is_told_at_its_level_and_under_its_condition(ask, question, told, not_told):
    """The stretch of the level or the condition asked about answers, not the bodies of another."""
    answer = ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
    assert not_told not in answer.answer


def test_a_post_that_nobody_fills_is_not_found(ask):
    """A post of another kind gets no holder."""
    assert "由" not in ask("柳塘县林长由谁担任").answer.split("“")[0]


def test_all_that_prose_gives_to_a_body_is_told(ask):
    """What must pass through a body counts as well as what it is in charge of, and the duty of a body of another."""
    roads = ask("县公路养护中心在除冰里负责什么").answer
    assert "机械作业" in roads
    assert "统一采购" in roads
    assert "耕地质量监测" in ask("县土肥站承担哪些工作").answer


def test_an_everyday_verb_finds_the_body_of_the_act(ask):
    """Who buys is told from the sentence in which something must be purchased through a body."""
    assert "县公路养护中心" in ask("工业盐归谁买").answer


def test_who_bears_the_cost_is_told_before_who_arranges_it(hash_base):
    text = (
        "青溪县加装雨棚工作通知\n各镇：\n一、雨棚工作职责分工\n县财政局会同县住建局做好奖补资金安排；县住建局负责验收。\n"
        "二、奖补标准\n验收合格的，每处奖补300元。奖补资金由县财政承担70%、镇承担30%。\n"
    )
    hash_base.add_bytes("通知.txt", text.encode())
    answer = hash_base.ask("青溪县雨棚奖补资金由谁出").answer
    assert "70%" in answer
    assert "会同" not in answer
