"""Who asks and how layers, lists and sides are spoken of: what is no theme narrows nothing, what is named must be told.

The documents are invented.
"""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.document_aspects import aspects_in
from retriever.knowledge_base import KnowledgeBase
from retriever.question_patterns import wording
from retriever.question_wording import as_asked, without_asker

PLAN = """2025年柳溪区深化社区治理实施方案
一、主要任务
1.办好社区通讯。深化季度媒体通气会，讲好柳溪社区故事。（责任单位：区委宣传部、区民政局）
2.推进移风易俗。深化文明楼组建设，扩大志愿服务。（责任单位：区委宣传部、区妇联）
3.织密数字底座。推广楼组码，建立数字叫应制度。（责任单位：区数据局、区民政局、区科委）
4.推进加装电梯。全年完成既有住宅加装电梯60台以上，修缮旧住房受益居民900户以上。（责任单位：区房管局）
二、组织领导
健全“区—街道—居民区—楼组”四级治理架构，压实各级责任。
街镇层面，建立防汛领导小组；居民区层面，建立防汛工作小组。
"""
OTHER = """枫桥区社区治理“十四五”规划
一、主要任务
1.健全组织体系。健全“街道大工委—社区党委—小区支部—党员楼栋”四级组织架构。
2.推进加装电梯。到2025年累计完成既有住宅加装电梯300台以上。
二、培育品牌
1.带好队伍。培育晚晴工作室等一批书记工作室。
2.选好干部。鼓励街道干部到居委会任职，居委会定期向街道报告。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over two invented plans."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("asker"), encoder=HashEmbedder()) as base:
        base.add_bytes("柳溪.txt", PLAN.encode())
        base.add_bytes("枫桥.txt", OTHER.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    "question",
    [
        "做媒体的想知道，柳溪区委宣传部在2025年这个方案里挂了哪几条任务",
        "宣传科同事让我整理下，2025柳溪方案里责任单位写了区委宣传部的是哪几条",
    ],
)
def test_the_trade_of_who_asks_narrows_no_tasks(ask, question):
    told = ask(question).answer
    assert "社区通讯" in told
    assert "移风易俗" in told


def test_openings_that_tell_who_asks():
    assert without_asker("做党建工作的请教下，甲区几级架构") == "甲区几级架构"
    assert without_asker("领导让我梳理一下：甲区民政局的任务") == "甲区民政局的任务"
    assert without_asker("做大病救助的单位是谁，想知道") == "做大病救助的单位是谁，想知道"


def test_with_whom_a_body_shares_a_task(ask):
    told = ask("数据局：织密数字底座、数字叫应，我们跟哪些单位一起担").answer
    assert all(name in told for name in ("区数据局", "区民政局", "区科委"))


def test_an_aim_before_two_places_is_asked_of_each(ask):
    told = ask("加装电梯的目标，柳溪2025年跟枫桥十四五的比一比").answer
    assert "60台" in told
    assert "300台" in told


def test_levels_of_two_places(ask):
    told = ask("做组织工作的请教下，柳溪和枫桥都搞四级架构，两边各是哪四级").answer
    assert "楼组" in told
    assert "党员楼栋" in told


def test_layers_as_people_say_them():
    assert as_asked("街镇一层和居民区一层各设什么") == "街镇层面和居民区层面各设什么"
    assert as_asked("社区一层楼有几户") == "社区一层楼有几户"


@pytest.mark.parametrize("question", ["那篇是哪份报纸上的", "登在哪张报纸", "哪家媒体登的"])
def test_the_paper_of_an_article(question):
    assert aspects_in(question)[:1] == ("paper",)


def test_no_paper_is_asked_for_by_reports():
    assert "paper" not in aspects_in("哪份报告写得好")


@pytest.mark.parametrize("question", ["动员会放在哪个月份区间", "哪个月到哪个月报名", "哪几个月停办"])
def test_months_are_times(question):
    assert wording("deadline").search(question)


def test_a_figure_of_a_house_is_not_that_of_a_district(ask):
    assert ask("青柳路16弄旧住房修缮受益多少户居民").status == "not_found"
    assert "900户" in ask("柳溪旧住房修缮受益居民多少户").answer


def test_where_an_untold_thing_is_from_is_not_told_by_others(ask):
    assert "任职" not in ask("晚晴工作室的书记叫什么，哪个居委的").answer
