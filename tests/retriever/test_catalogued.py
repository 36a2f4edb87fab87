"""Lists and counts of a part of a document, and the periods of a row."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

PLAN = """# 云滩市海绵城市建设三年方案

一、建设目标
到2028年底，建成海绵小区60个。

二、重点任务

任务1　改造老旧排水管网
更换排水管网12公里。
牵头单位：市水务局

任务2　建设雨水花园
新建雨水花园9处。
牵头单位：市园林局

任务3　提升泵站能力
改造泵站4座。
牵头单位：市水务局

三、推进步骤
第一阶段　摸底设计（2026年1月—3月）
完成普查。
第二阶段　全面施工（2026年4月—10月）
推进施工。

四、重点项目表

| 序号 | 项目名称 | 类别 | 一季度 | 二季度 | 三季度 | 四季度 |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 东湖调蓄池 | 蓄水 | 完成选址 | 开工 | 主体完工 | 投用 |
| 2 | 南门行泄通道 | 排水 | 勘察 | 设计 | 开工 | 完成过半 |
| 3 | 西郊生态沟渠 | 排水 | — | 设计 | 开工 | 完工 |
| 合计 | | | | | | |
"""
ROLES = """# 云滩市燃气安全责任清单

一、市城管局（2项）
1.排查管道隐患。
2.更换老旧软管。
二、市商务局（1项）
督促餐饮场所安装报警器。
三、市应急局（2项）
1.开展联合检查。
2.组织应急演练。
"""


@pytest.fixture(scope="module")
def sponge(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("sponge"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市海绵城市建设三年方案.md", PLAN.encode())
        base.add_bytes("云滩市燃气安全责任清单.md", ROLES.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("云滩海绵城市方案的重点任务有哪些", ["共3项", "任务1", "雨水花园", "任务3"], ["更换"]),
        ("云滩海绵城市方案一共几项任务", ["共3项"], []),
        ("云滩海绵城市分哪几个阶段，各到什么时候", ["摸底设计", "3月", "第二阶段", "10月"], []),
        ("云滩海绵城市的重点项目都有啥，帮我列全", ["共3项", "东湖调蓄池", "西郊生态沟渠"], ["合计"]),
        ("云滩海绵城市排水类有哪几个项目", ["共2项", "南门行泄通道", "西郊生态沟渠"], ["东湖"]),
        ("云滩东湖调蓄池四个季度分别做到哪一步", ["完成选址", "开工", "主体完工", "投用"], ["勘察"]),
        ("云滩燃气安全责任清单各家加起来一共多少项工作", ["共5项", "市商务局"], []),
    ],
)
def test_parts_are_told_complete(sponge, question, told, untold):
    answer = sponge.ask(question).answer
    assert all(words in answer for words in told), answer
    assert not any(words in answer for words in untold), answer


def test_what_no_part_lists_is_not_told(sponge):
    assert "共3项" not in sponge.ask("云滩海绵城市的监督举报渠道有哪几个").answer
