"""What a body has to do, from sentences of rules and plans, below its own heading, in tables of bodies."""

from __future__ import annotations

import re

import pytest
from answer_checks import check_answer

RULES = """青岭县公共场所控烟办法
第一条 为减少烟草烟雾危害，制定本办法。
第二条 控烟工作的宣传由县卫生健康局负责。
第三条 县教育局应当每学期组织两次学校控烟检查，并将结果报县卫生健康局备案。
第四条 车站、商场的巡查由县交通运输局、县商务局共同开展，县市场监督管理局配合。
第五条 控烟工作联席会议办公室设在县卫生健康局。
第六条 本办法由县卫生健康局负责解释。
"""
PLAN = """白杨区数字乡村行动方案
一、重点任务
（一）建设村级平台。整合六个系统，建成统一的村务平台。每个村配备一名信息员。（责任单位：区数据局、区农业农村局）
（二）推广直播带货。培训农民主播300名。（责任单位：区农业农村局、区商务局）
二、保障措施
（一）区发展和改革局职责
1.把数字乡村项目列入年度投资计划。
2.争取上级专项资金不少于2000万元。
"""
LEDGER = """# 沙河镇防汛分工

| 单位 | 防汛职责 |
|---|---|
| 镇水利站 | 巡查堤坝，每日早晚各一次 |
| 镇卫生院 | 组织救护队伍，储备药品 |
"""


@pytest.fixture
def base(hash_base):
    for name, text in (("办法.txt", RULES), ("方案.txt", PLAN), ("分工.md", LEDGER)):
        hash_base.add_bytes(name, text.encode())
    return hash_base


def test_sentences_of_rules_are_all_told(base):
    answer = base.ask("青岭县卫健局在控烟上负责哪些工作")
    check_answer(answer, base)
    for words in ("宣传", "备案", "办公室设在", "解释"):
        assert words in answer.answer
    assert "商场的巡查" not in answer.answer


def test_bodies_acting_together_and_helping_are_told(base):
    assert "巡查" in base.ask("青岭县商务局在控烟上有哪些任务").answer
    helped = base.ask("青岭县市监局在控烟上要做哪些事").answer
    assert "配合" in helped
    assert "巡查" in helped


def test_a_short_heading_is_told_with_its_content(base):
    answer = base.ask("白杨区数据局承担哪些任务")
    check_answer(answer, base)
    assert "建设村级平台" in answer.answer
    assert "统一的村务平台" in answer.answer
    assert "责任单位" not in answer.answer


def test_items_below_a_bodys_own_heading_are_its_duties(base):
    answer = base.ask("白杨区发改局负责哪些任务")
    check_answer(answer, base)
    assert "年度投资计划" in answer.answer
    assert "2000万元" in answer.answer


def test_a_row_of_a_table_of_bodies_is_told(base):
    assert "巡查堤坝" in base.ask("沙河镇水利站要做哪些工作").answer


GROUP = """沙河镇护林防火预案
一、组织机构
成立镇护林防火指挥部，总指挥由镇长担任，副总指挥由镇武装部部长、镇林业站站长、沙河派出所所长担任。
二、附则
镇应急办负责解释本预案。
"""
TABLE = """# 榆关区2026年惠民项目任务表

说明：责任单位中列首位的为牵头单位。

| 序号 | 类别 | 项目名称 | 责任单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 交通 | 新增公交线路5条 | 区交通局、区财政局 | 2026年10月底 |
| 2 | 交通 | 划设停车泊位900个 | 区城管局、区财政局 | 2026年10月12日 |
| 3 | 养老 | 建设助餐点20个 | 区民政局 | 2026年10月底 |
| 4 | 养老 | 适老化改造450户 | 区财政局、区民政局 | 全年 |
"""


@pytest.fixture
def tables(hash_base):
    for name, text in (("预案.txt", GROUP), ("任务表.md", TABLE)):
        hash_base.add_bytes(name, text.encode())
    return hash_base


@pytest.mark.parametrize("question", ["沙河镇护林防火副总指挥有哪几位", "沙河镇护林防火的副总指挥是谁"])
def test_holders_of_a_post_in_a_sentence_are_all_told(tables, question):
    answer = tables.ask(question)
    check_answer(answer, tables)
    for words in ("武装部部长", "林业站站长", "派出所所长"):
        assert words in answer.answer
    assert "镇长担任" not in answer.answer


def test_the_first_of_a_row_leads_where_the_document_says_so(tables):
    answer = tables.ask("榆关区财政局牵头哪些惠民任务").answer
    assert "适老化" in answer
    assert "公交" not in answer


def test_tasks_are_listed_by_their_due_column(tables):
    answer = tables.ask("榆关区惠民项目里完成时限写着10月底的有哪些项目").answer
    assert "公交线路" in answer
    assert "助餐点" in answer
    assert "停车泊位" not in answer
    assert "适老化" not in answer


@pytest.mark.parametrize("question", ["榆关区惠民项目一共多少件", "榆关区惠民项目任务表总共几项"])
def test_a_total_is_counted(tables, question):
    assert re.search("共4[项件]", tables.ask(question).answer)


def test_rows_of_a_group_are_listed(tables):
    answer = tables.ask("榆关区养老类的任务有哪些").answer
    assert "助餐点" in answer
    assert "适老化" in answer
    assert "公交" not in answer


def test_a_body_that_the_documents_do_not_name_has_no_tasks_of_others(base):
    answer = base.ask("青岭县财政局在控烟上负责哪些工作")
    assert answer.status == "not_found"
    assert "县财政局" in answer.answer


def test_a_task_of_a_row_of_projects_is_told_with_its_name(hash_base):
    text = (
        "云溪县水安全规划\n一、重点工程\n专栏1 “智慧水务”平台工程，估算0.3亿元，责任单位：县数据局、县水利局；"
        "专栏2 泵站更新工程，新建泵站6座，县城市管理局；专栏3 水库除险工程，除险水库9座，估算0.7亿元，县应急管理局。\n"
    )
    hash_base.add_bytes("规划.txt", text.encode())
    assert "平台工程" in hash_base.ask("云溪县数据局负责哪些任务").answer


def test_what_an_item_says_behind_its_name_is_borne_by_it(hash_base):
    text = (
        "丹河区2026年水利工作安排\n丹河区水利工作领导小组\n2026年2月5日\n一、关于设施\n"
        "1.新打机井180眼，全部为配套电源的深水机井；把区灌溉站的老抽水泵房（5号泵房）改造成“节水智慧泵房”，改造后装机96千瓦，今年4月开工，10月底前竣工。"
        "由区水利局牵头，区财政局配合。\n2.清理沟渠8公里。由区农业农村局牵头。\n"
    )
    hash_base.add_bytes("安排.txt", text.encode())
    answer = hash_base.ask("丹河区水利局承担哪些任务")
    check_answer(answer, hash_base)
    assert "共1项" in answer.answer
    assert "节水智慧泵房" in answer.answer
