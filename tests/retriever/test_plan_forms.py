"""Forms beside plans of tasks: emergency plans, rules, minutes, tables. All texts are invented."""

from __future__ import annotations

import pytest
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

EMERGENCY_PLAN = """青岚县森林防灭火应急预案

青岚县人民政府办公室　2024年2月20日印发

1　总则
1.1　编制目的
　　做好森林火灾应急处置，减少人员伤亡和财产损失。
2　组织指挥
2.1　指挥机构
　　县政府设立县森林防灭火指挥部。
　　总指挥：分管应急管理工作的副县长。
　　副总指挥：县政府办主任、县林业局局长、县应急管理局局长。
　　成员：县公安局、县财政局、县气象局、县交通运输局等单位负责人。
2.2　成员单位职责
　　县林业局：负责火情巡查和初期处置，管理护林员队伍。
　　县公安局：负责火场警戒和交通管制，查处野外违规用火。
　　县气象局：提供火场天气预报，适时开展人工增雨。
3　应急响应
3.1　Ⅲ级响应
　　3.1.1　启动条件：
　　（1）火场持续2小时未得到控制；
　　（2）过火面积超过5公顷。
　　3.1.2　启动权限：由县林业局局长批准。
　　3.1.3　响应行动：县林业局带队扑救；每2小时报告一次火情。
3.2　Ⅱ级响应
　　3.2.1　启动条件：
　　（1）火场持续6小时未得到控制；
　　（2）过火面积超过20公顷。
　　3.2.2　启动权限：由指挥部总指挥批准。
　　3.2.3　响应行动：总指挥到现场指挥；疏散周边村民；每1小时报告一次火情。
"""

MINUTES = """松陵区人民政府专题会议纪要

　　2025年5月9日，副区长主持召开会议，研究河道清淤工作。
一、关于组织领导
　　会议决定成立区河道清淤工作专班，由区长任组长，分管水务的副区长任副组长，区水务局、区财政局、区城管局主要负责人为成员，专班办公室设在区水务局。
"""

RULES = """松陵市公园管理办法

第一章　总则
第一条　为了加强公园管理，制定本办法。
第二条　游客在公园内应当遵守下列规定：
（一）不攀折花木；
（二）不在湖中垂钓；
（三）不在草坪上搭帐篷。
第三条　禁止在公园内燃放烟花。
第二章　法律责任
第四条　违反本办法第二条第一项规定的，由公园管理机构处二十元以上一百元以下罚款；违反第二项规定的，\
由水务部门处五十元以上三百元以下罚款；违反第三项规定的，由城市管理部门责令改正。
第五条　违反本办法第三条规定，燃放烟花的，由公安机关处五百元罚款。
第三章　附则
第六条　本办法自2025年1月1日起施行。
"""

NOTICE = """松陵市文化局关于申报2026年非遗工坊的通知

各区文化局：
　　现将有关事项通知如下。
一、申报条件
　　工坊应当正常运营一年以上。
二、申报时间
　　请于2026年3月31日前报送。

附件：1.非遗工坊申报表
　　　2.推荐汇总表
　　　3.评审标准

松陵市文化局
2026年1月8日
"""

TASK_TABLE = """# 兰溪区2026年优化办事环境任务分解表

| 序号 | 领域 | 重点任务 | 工作目标 | 牵头单位 | 配合单位 | 投资（万元） |
|---|---|---|---|---|---|---|
| 1 | 窗口建设 | 增设夜间窗口 | 开设夜间窗口6个 | 区行政审批局 | 区财政局、区人社局 | 80 |
| 2 | 窗口建设 | 改造等候大厅 | 改造大厅3处 | 区行政审批局 | 区住建局 | 260 |
| 3 | 资金支持 | 扩大周转资金 | 周转资金规模由2000万元扩至3500万元 | 区财政局 | 区金融办 | 3500 |
"""


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("forms"), encoder=HashEmbedder()) as base:
        base.add_bytes("青岚县森林防灭火应急预案.txt", EMERGENCY_PLAN.encode())
        base.add_bytes("松陵市公园管理办法.txt", RULES.encode())
        base.add_bytes("松陵市文化局关于申报非遗工坊的通知.txt", NOTICE.encode())
        base.add_bytes("松陵区河道清淤专题会议纪要.txt", MINUTES.encode())
        base.add_bytes("兰溪区优化办事环境任务分解表.md", TASK_TABLE.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "expected", "other"),
    [
        ("青岚县二级响应由谁批准启动", ["指挥部总指挥"], "林业局局长批准"),
        ("启动Ⅲ级响应后要采取什么行动", ["县林业局带队扑救", "每2小时"], "疏散"),
        ("青岚2级响应要怎么应对", ["总指挥到现场指挥", "疏散周边村民"], "每2小时"),
        ("什么情况下启动三级响应", ["2小时", "5公顷"], "20公顷"),
        ("二级响应过火面积要超过多少公顷", ["20公顷"], "超过5公顷"),
    ],
)
def test_a_level_is_answered_from_its_own_part(forms, question, expected, other):
    answer = forms.ask(question)
    assert answer.status == "answered"
    assert all(part in answer.answer for part in expected)
    assert other not in answer.answer


def test_two_levels_beside_each_other(forms):
    answer = forms.ask("Ⅲ级和Ⅱ级响应分别由谁批准").answer
    assert "Ⅲ级响应：启动权限：由县林业局局长批准" in answer
    assert "Ⅱ级响应：启动权限：由指挥部总指挥批准" in answer


def test_the_response_to_another_disaster_is_not_told(forms):
    assert forms.ask("青岚县地震Ⅱ级响应由谁批准启动").status == "not_found"
    assert forms.ask("青岚县地震二级响应由谁批准启动").status == "not_found"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青岚县公安局在森林防灭火里要干哪几件事", ["火场警戒和交通管制", "违规用火"]),
        ("县气象局承担哪些职责", ["人工增雨"]),
    ],
)
def test_duties_of_a_body_from_the_list_of_members(forms, question, expected):
    answer = forms.ask(question)
    assert all(part in answer.answer for part in expected)
    assert "护林员" not in answer.answer


@pytest.mark.parametrize("question", ["兰溪区窗口建设这块一共列了几项", "兰溪区那张表里窗口建设领域有几项任务"])
def test_rows_of_a_group_are_counted_whatever_its_column(forms, question):
    answer = forms.ask(question)
    assert "共2项" in answer.answer
    assert "增设夜间窗口" in answer.answer
    assert "扩大周转资金" not in answer.answer


def test_rows_of_a_group_with_the_figures_asked_for(forms):
    answer = forms.ask("兰溪区分解表里属于窗口建设的是哪些，分别投资多少").answer
    assert all(part in answer for part in ("增设夜间窗口", "80", "改造等候大厅", "260"))
    assert "3500" not in answer


def test_both_parts_of_a_body_in_a_table_of_tasks(forms):
    answer = forms.ask("兰溪区财政局的活，牵头的配合的都要").answer
    assert "共2项" in answer
    assert "（牵头）" in answer
    assert "（配合）" in answer


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青岚县森林防灭火指挥部总指挥是谁", ["分管应急管理工作的副县长"]),
        ("青岚县森林防灭火指挥部副总指挥有哪些人", ["县林业局局长", "县应急管理局局长"]),
        ("青岚县森林防灭火指挥部成员单位有哪些", ["县公安局", "县交通运输局"]),
        ("松陵区河道清淤专班组长副组长分别由谁担任", ["组长：区长", "副组长：分管水务的副区长"]),
        ("松陵区河道清淤专班成员单位有哪些", ["区水务局", "区财政局", "区城管局"]),
    ],
)
def test_posts_of_a_group_named_by_office(forms, question, expected):
    answer = forms.ask(question)
    assert answer.status == "answered"
    assert all(part in answer.answer for part in expected)
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "expected", "rule"),
    [
        ("松陵市公园里垂钓罚多少", ["水务部门", "五十元以上三百元以下"], "不在湖中垂钓"),
        ("松陵市在公园攀折花木会怎么处罚", ["二十元以上一百元以下"], "不攀折花木"),
        ("松陵市在公园草坪搭帐篷谁来罚", ["城市管理部门责令改正"], "不在草坪上搭帐篷"),
    ],
)
def test_a_penalty_is_found_by_the_rule_that_it_refers_to(forms, question, expected, rule):
    answer = forms.ask(question)
    assert all(part in answer.answer for part in expected)
    assert "五百元罚款" not in answer.answer
    assert any(rule in citation.text for citation in answer.citations)


def test_a_penalty_that_says_what_it_is_for(forms):
    assert "五百元" in forms.ask("松陵市公园里燃放烟花罚多少").answer


def test_annexes_that_a_notice_lists_at_its_end(forms):
    answer = forms.ask("松陵市非遗工坊的通知带几个附件，都叫什么").answer
    assert "共有3个附件" in answer
    assert all(name in answer for name in ("非遗工坊申报表", "推荐汇总表", "评审标准"))


def test_a_rule_against_a_covenant_as_a_whole_refers_to_no_article(tmp_path):
    text = "石溪村村规民约\n一、环境\n1．鸡鸭圈养。\n二、执行\n2．违反村规民约的，责令改正；严重的，罚款50元。\n"
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("石溪村村规民约.txt", text.encode())
        assert "50元" in base.ask("违反村规民约严重的罚多少").answer
