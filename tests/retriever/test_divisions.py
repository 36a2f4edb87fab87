"""What documents are divided into, asked for as a whole: merged cells, section rows, groups, stages with their days."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

FIELDS = """# 松岭区2027年助企任务分解表

| 工作领域 | 重点任务 | 责任单位 |
| --- | --- | --- |
| 降本减负 | 落实房租减免 | 区财政局 |
| 降本减负 | 清理涉企收费 | 区发展改革局 |
| 人才用工 | 举办招聘会20场 | 区人力社保局 |
| 人才用工 | 建设零工驿站3个 | 区人力社保局 |
| 融资服务 | 发放首贷贴息 | 区金融办 |
"""
GROUPS = """# 关于成立梨河镇防火工作专班的通知

一、内设小组

（一）巡护组（镇林业站牵头，各村参与）

1.每日巡山两次。

2.清理坟头枯草。

（二）扑救组（镇应急站牵头）

1.组建30人的队伍。

2.配齐风力灭火机。

（三）宣传组（镇文化站牵头）

1.发放明白卡2000份。

2.悬挂横幅。

二、时间安排

（一）准备（2月1日—2月20日）。各村签订责任书。

（二）防控（2月21日—4月30日）。严管火源。

（三）总结（5月1日—5月10日）。通报情况。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("divided"), encoder=HashEmbedder()) as base:
        base.add_bytes("松岭区2027年助企任务分解表.md", FIELDS.encode())
        base.add_bytes("关于成立梨河镇防火工作专班的通知.md", GROUPS.encode())
        yield base


def test_merged_cells_are_the_fields(base):
    told = base.ask("松岭区助企任务分解表一共涉及哪些领域").answer
    assert "共3个" in told
    assert [told.index(name) for name in ("降本减负", "人才用工", "融资服务")] == sorted(
        told.index(name) for name in ("降本减负", "人才用工", "融资服务")
    )
    assert "招聘会" not in told


def test_groups_below_a_task_force(base):
    told = base.ask("梨河镇防火专班下面有哪几个组").answer
    assert all(name in told for name in ("共3个", "巡护组", "扑救组", "宣传组"))
    assert "巡山" not in told


def test_stages_with_their_days(base):
    told = base.ask("我刚来，想问梨河镇防火分几个阶段、都是什么时间").answer
    assert all(name in told for name in ("2月1日—2月20日", "2月21日—4月30日", "5月1日—5月10日"))


def test_first_day_to_last(base):
    assert "从2月1日到5月10日" in base.ask("梨河镇防火从哪天到哪天").answer


def test_who_is_in_a_field_is_no_division(base):
    assert "共3个" not in base.ask("松岭区助企任务哪些领域归区财政局负责").answer


def test_every_group_with_its_head(base):
    told = base.ask("梨河镇防火专班各组分别谁牵头").answer
    assert all(name in told for name in ("巡护组——镇林业站牵头", "扑救组——镇应急站牵头", "宣传组——镇文化站牵头"))


SCHEDULE = """# 柳湾区2028年治水项目进度表

| 序号 | 项目名称 | 一季度 | 二季度 | 三季度 | 四季度 |
| --- | --- | --- | --- | --- | --- |
| 1 | 东渠清淤 | 勘察 | 开工 | 过半 | 完工 |
| 2 | 西闸改造 | — | 招标 | 开工 | 主体完成 |
| 3 | 南湖截污 | 立项 | — | 招标 | 开工 |
"""


@pytest.fixture(scope="module")
def schedule(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("schedule"), encoder=HashEmbedder()) as base:
        base.add_bytes("柳湾区2028年治水项目进度表.md", SCHEDULE.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("柳湾区治水二季度要干哪些", ["共2项", "东渠清淤：开工", "西闸改造：招标"], ["南湖"]),
        ("柳湾治水6月底前要办完的有哪些", ["共2项", "西闸改造：招标"], ["南湖"]),
        ("柳湾区西闸改造三季度要做到哪一步", ["三季度：开工"], ["招标", "东渠"]),
    ],
)
def test_what_falls_into_a_quarter(schedule, question, told, untold):
    answer = schedule.ask(question).answer
    assert all(words in answer for words in told), answer
    assert not any(words in answer for words in untold), answer


POINTS = """# 2027年望江区质量安全监管工作要点

守住食品安全底线

压实各方责任，包保督导全覆盖。

严管电梯和气瓶

老旧电梯8月底前评估一遍，更新200部。

规范计量服务

集贸市场计量器具应检尽检。

强化保障

区局办公室按月调度。
"""


@pytest.fixture(scope="module")
def points(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("points"), encoder=HashEmbedder()) as base:
        base.add_bytes("2027年望江区质量安全监管工作要点.md", POINTS.encode())
        base.add_bytes("关于成立梨河镇防火工作专班的通知.md", GROUPS.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("望江区质量安全监管重点有哪些", ["共3个方面", "守住食品安全底线", "规范计量服务"], ["强化保障"]),
        ("梨河镇防火宣传这块要做什么", ["明白卡", "横幅"], ["巡山"]),
    ],
)
def test_themes_and_lines_that_stand_for_headings(points, question, told, untold):
    answer = points.ask(question).answer
    assert all(words in answer for words in told), answer
    assert not any(words in answer for words in untold), answer
