"""Rows by what a column says, columns as a whole, several roles of a group, the session that passed a plan."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from ingest.gazetteer import banner_name
from retriever.knowledge_base import KnowledgeBase

PLAN = """# 云滩市2026年水利项目推进表

《云滩市2026年水利项目推进表》已经市政府第12次常务会议审议通过。

一、组织领导
成立水利项目指挥部。指挥长：方立群（市长）；副指挥长：田雨生（副市长）、罗明（市政协副主席）；成员由市水利局、市财政局、市林业局主要负责人担任。

二、项目表

| 序号 | 项目名称 | 实施单位 | 是否新开工 | 到现场（次） | 学习城市 |
| --- | --- | --- | --- | --- | --- |
| 1 | 东湖调蓄池 | 市水利局 | 是 | 0 | 绍兴 |
| 2 | 南门泵站 | 市城管局 | 否 | 1 | 苏州 |
| 3 | 西郊渠道 | 市水利局 | 是 | 1 | 绍兴 |
| 4 | 北岭水库 | 市水利局 | 是 | 2 | 宁波 |

三、报送安排

| 报送内容 | 报送单位 | 截止 | 接收 |
| --- | --- | --- | --- |
| 工程进度周报 | 市水利局 | 每周五 | 市发改委 |
| 资金拨付月报 | 市财政局 | 每月5日 | 市水利局 |
"""

RULES = """# 云滩市夜市摊位管理细则

一、申请材料

| 序号 | 材料 | 固定摊 | 流动摊 | 备注 |
| --- | --- | --- | --- | --- |
| 1 | 申请表 | √ | √ | 现场领取 |
| 2 | 摊位平面图 | √ | — | |
| 3 | 健康证明 | √ | √ | |
| 4 | 车辆照片 | — | √ | 三面各一张 |
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("row_values"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩市2026年水利项目推进表.md", PLAN.encode())
        base.add_bytes("云滩市夜市摊位管理细则.md", RULES.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("云滩水利项目里新开工的有几个？", ("共3项", "东湖调蓄池", "西郊渠道", "北岭水库"), ("南门",)),
        ("云滩推进表哪几个项目不是新开工？", ("共1项", "南门泵站"), ("东湖",)),
        ("云滩要到现场一次的项目有几个？", ("共2项", "南门泵站", "西郊渠道"), ("北岭",)),
        ("云滩学习的都是哪些城市？", ("绍兴", "苏州", "宁波"), ("学习城市 |",)),
        ("云滩水利项目指挥部指挥长是谁，副的是哪两个？", ("方立群", "田雨生", "罗明"), ("林业",)),
        ("云滩水利项目指挥部，除了指挥长、副指挥长以外，成员是哪些单位？", ("市财政局", "市林业局"), ("方立群",)),
        ("云滩水利项目各单位要报哪几种材料，什么时候报？", ("共2项", "每周五", "每月5日"), ()),
        ("云滩市水利局要报哪些材料？", ("工程进度周报", "市发改委"), ("月报",)),
        ("云滩夜市固定摊要交哪些材料？", ("共3项", "现场领取", "摊位平面图", "健康证明"), ("车辆照片", "固定摊：√")),
        ("云滩夜市流动摊得带什么材料？", ("共3项", "车辆照片（三面各一张）"), ("平面图",)),
        ("云滩推进表上过市政府第几次常务会？", ("第12次",), ()),
    ],
)
def test_columns_roles_and_sessions(base, question, said, unsaid):
    answer = base.ask(question).answer
    assert all(words in answer for words in said), answer
    assert not any(words in answer for words in unsaid), answer


def test_banners_are_called_by_their_parts():
    assert banner_name("科尔沁右翼前旗") == "科右前旗"
    assert banner_name("阿拉善左旗") == "阿左旗"
    assert not banner_name("鄂托克旗")
