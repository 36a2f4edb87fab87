"""What people who know only a document's title ask of it: aims, tasks, safeguards, reasons, times, reports."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

PLAN = """# 云滩市绿色出行三年行动方案（2026—2028年）

为缓解城区交通拥堵，改善市民出行条件，制定本方案。

一、工作目标
到2028年，公交分担率达到35%，建成慢行道120公里。城区停车供给不足的问题仍然存在。

二、重点任务
（一）优化公交线网。市交通运输局牵头，2026年12月底前调整线路20条。
（二）建设慢行道。市城管局牵头，2028年10月底前建成120公里。
（三）规范共享单车。市公安局牵头，2027年6月底前划定停放区300处。

三、保障措施
（一）加强组织领导。建立联席会议制度。
（二）强化资金保障。市财政局统筹安排资金。

各牵头单位每季度末20日前向市交通运输局报送进展。请各单位于2月10日前将部署情况和联络员名单报市交通运输局。
"""
CAMPAIGN = """# 石桥区河道百日清理行动方案

一、行动目标
清理河道垃圾800吨，拆除违建30处。

二、实施步骤
1.摸底阶段（3月1日—3月20日）。各街道排查上报。
2.清理阶段（3月21日—5月31日）。集中清理。
3.验收阶段（6月1日—6月10日）。逐段验收。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("whole"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市绿色出行三年行动方案.md", PLAN.encode())
        base.add_bytes("石桥区河道百日清理行动方案.md", CAMPAIGN.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云滩绿色出行目标", ("35%", "120公里")),
        ("云滩绿色出行方案有哪些任务", ("优化公交线网", "建设慢行道", "规范共享单车")),
        ("云滩绿色出行方案保障措施", ("加强组织领导", "强化资金保障")),
        ("云滩为什么要搞绿色出行", ("缓解城区交通拥堵",)),
        ("云滩绿色出行方案到哪年", ("2026—2028年",)),
        ("云滩绿色出行存在什么问题", ("停车供给不足",)),
        ("云滩绿色出行进展怎么报", ("每季度末20日前",)),
        ("云滩绿色出行任务最晚什么时候完成", ("2028年10月底前",)),
        ("云滩绿色出行部署情况和联络员名单几号前报", ("2月10日前",)),
        ("石桥河道清理几月到几月", ("3月1日", "6月10日")),
    ],
)
def test_the_whole_is_told_by_its_section(library, question, told):
    answer = library.ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in told), answer.answer


@pytest.mark.parametrize("question", ["石桥河道清理保障措施", "石桥为什么要清理河道", "石桥河道行动方案的指导思想"])
def test_what_a_document_does_not_tell_of_itself_is_refused(library, question):
    assert library.ask(question).status == "not_found"


def test_a_follow_up_on_the_whole_stays_with_the_document(library):
    turns = [
        Message("user", "云滩绿色出行方案有哪些任务"),
        Message("assistant", ""),
        Message("user", "最晚什么时候完成"),
    ]
    assert "2028年10月底前" in library.ask(turns).answer


def test_a_question_on_an_item_is_not_answered_by_the_whole(library):
    answer = library.ask("云滩共享单车停放区目标是多少处")
    assert "公交分担率" not in answer.answer


TASKS = """# 石桥区社区工作重点任务清单

一、建强组织体系
1.调整社区规模。拆分4个社区。
2.选配网格力量。每网格配1人。
二、优化服务环境
3.开放夜间窗口。每周两晚。
4.清理挂牌。社区办公场所只挂三块牌子。
三、工作要求
请各街道认真落实。
"""
RULES = """# 石桥区网格员管理办法

第一章总则
第一条网格员由街道聘用。
第二章选聘
第二条选聘须经公示。
第三章考核
第三条考核每年一次。
"""


@pytest.fixture
def lists(hash_base):
    hash_base.add_bytes("石桥区社区工作重点任务清单.md", TASKS.encode())
    hash_base.add_bytes("石桥区网格员管理办法.md", RULES.encode())
    return hash_base


def test_tasks_numbered_through_a_document_are_told_all_of_them(lists):
    told = lists.ask([Message("user", "石桥区社区工作重点任务清单有哪些任务")]).answer
    assert "共4项，分2个方面" in told
    assert all(task in told for task in ("调整社区规模", "选配网格力量", "开放夜间窗口", "清理挂牌"))
    assert "工作要求" not in told


@pytest.mark.parametrize("question", ["石桥区网格员管理办法主要讲什么", "石桥区网格员管理办法都管些什么"])
def test_what_a_document_is_about_is_told_by_its_headings(lists, question):
    told = lists.ask([Message("user", question)]).answer
    assert all(chapter in told for chapter in ("总则", "选聘", "考核"))
