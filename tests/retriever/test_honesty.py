from __future__ import annotations

import pytest

from ingest.errors import DataFileError
from retriever.demanded import aspect_untold, read_demands
from retriever.dimensions import lacks_dimension
from retriever.everyday import EverydayWords
from retriever.matching import Topic
from retriever.other_things import another_group, another_kind
from retriever.same_measure import (
    another_measure,
    month_missing,
    nobody_told,
    only_table_head,
    only_to_come,
    term_missing,
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("网格员 待遇", "配齐配强网格员，推动干部下沉。"),
        ("托育机构补贴", "举办托育机构开放日。"),
        ("乱倒垃圾怎么处罚", "开展垃圾分类宣传。"),
        ("理事会多久开一次会", "在协商平台上共商共议。"),
        ("居家养老服务怎么申请", "积极申报全国养老服务案例评选活动。"),
        ("社工站建在哪", "发挥社工站作用，培育社区组织。"),
        ("加装电梯要多少业主同意", "计划加装电梯18部。"),
        ("创建活动的主题是什么", "紧扣创建主题，完善制度。"),
        ("社区工作者按多少居民配", "推动优秀干部到社区挂职。"),
        ("水塔多久清洗一次", "应当自受理申请之日起五个工作日内征求意见。"),
        ("注册公司几天能办好", "10月31日前化解欠款40%。"),
        ("停车费多少", "新增停车位260个，完成改造。"),
        ("物业费怎么收", "改造资金缺口210万元由区财政解决。"),
        ("灯会在哪里举办", "办好第三届灯会，协办：区文联；完成时间：10月。"),
        ("灯会几号开幕", "举办第三届灯会，策划线路20条。"),
        ("采暖期能不能延长", "采暖期内室温不得低于20摄氏度。"),
    ],
)
def test_an_aspect_asked_for_must_be_told(asked, told):
    assert aspect_untold(asked, told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("网格员 待遇", "网格员工作补贴每人每月300元。"),
        ("河道志愿者有啥待遇", "享受下列礼遇：优先参加公益演出。"),
        ("乱倒垃圾怎么处罚", "由城管部门责令改正，处五十元以上二百元以下罚款。"),
        ("理事会多久开一次会", "理事会每季度召开一次会议。"),
        ("居家养老服务怎么申请", "由本人向社区提出申请。"),
        ("办事处责任落在哪个科室", "责任科室：社会事务办。"),
        ("社区工作者按多少居民配", "每300户配备1名社区工作者。"),
        ("水塔多久清洗一次", "水塔每半年清洗消毒。"),
        ("注册公司几天能办好", "办理时间压减至0.5个工作日以内。"),
        ("停车费多少", "每小时3元。"),
        ("灯会几号开幕", "灯会于9月28日开幕。"),
        ("老人食堂建在什么地方", "利用闲置校舍发展老年食堂。"),
    ],
)
def test_an_aspect_told_in_other_words_is_told(asked, told):
    assert not aspect_untold(asked, told)


def test_a_line_without_an_arrow_is_named(tmp_path):
    path = tmp_path / "demanded.txt"
    path.write_text("待遇 => 工资\n面积\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="第 2 行"):
        read_demands(path)


def test_the_rate_of_something_else_is_no_answer():
    everyday = EverydayWords({})
    assert another_measure("业主委员会组建率多少", "规范化运作评价率达到100%。", everyday)
    assert not another_measure("业主委员会组建率多少", "业主委员会组建率达到60%。", everyday)


def test_the_number_of_something_else_is_no_answer():
    everyday = EverydayWords({})
    assert another_measure("全区几个街道", "赋予街道“三项权力”。", everyday)
    assert not another_measure("全区几个街道", "在10个街道设立工作站。", everyday)


def test_what_is_to_come_is_not_what_was_reached():
    assert only_to_come("旧房改造完成了多少户", "实现受益居民300户以上。")
    assert not only_to_come("旧房改造完成了多少户", "截至6月底，改造旧房300户。")
    assert not only_to_come("旧房改造要完成多少户", "实现受益居民300户以上。")


def test_a_quoted_term_stands_where_the_answer_stands():
    assert term_missing("“邻里云”谁在推进", "责任单位：区商务委（任务：社区商业）。")
    assert not term_missing("“邻里云”谁在推进", "责任单位：区民政局（任务：建设“邻里云”）。")


def test_a_month_asked_for_needs_a_month_told():
    assert month_missing("每月一题 3月", "解决率为94%。")
    assert not month_missing("3月要做什么", "一季度完成选址。")


def test_who_fills_a_post_is_not_who_is_in_charge():
    assert nobody_told("网格长由谁担任", "责任单位：区委党建办、各街道。")
    assert not nobody_told("网格长由谁担任", "网格长由街道领导兼任。")
    assert nobody_told("生活圈哪个单位牵头", "生活圈覆盖率，单位：%。")
    assert not nobody_told("生活圈哪个单位牵头", "牵头单位：区规划局。")


def test_the_head_of_a_table_is_no_answer():
    assert only_table_head("责任单位 | 项目名称 | 总投资（万元） | 2025年 | 完工时间。")
    assert not only_table_head("区教育局 | 幼儿园新建 | 1200 | 3月 | 12月")


def _topic(*words: str) -> Topic:
    return Topic(tuple((word, 3.0) for word in words))


def test_a_noun_behind_another_word_is_another_thing():
    asked = ("药品抽检多少批次", _topic("药品", "抽检"))
    assert another_kind(*asked, "完成食品抽检3万批次", ["药品"], ("开展",), lambda one, other: False)
    assert not another_kind(*asked, "完成药物抽检3万批次", ["药品"], ("开展",), lambda one, other: other == "药物")
    assert not another_kind(*asked, "开展抽检3万批次", ["药品"], ("开展",), lambda one, other: False)


def test_the_bodies_of_one_group_are_not_those_of_another():
    asked = ("通信保障组有哪些单位", _topic("通信", "保障"))
    assert another_group(*asked, "物资保障组：牵头单位区商务局", lambda word: False)
    assert not another_group(*asked, "通信电力保障组：牵头单位区工信局", lambda word: False)
    assert not another_group("领导小组有哪些单位", _topic(), "物资保障组：牵头单位区商务局", lambda word: False)


def test_who_is_deputy_head_asks_for_no_group_of_that_name():
    topic = Topic((("防汛", 3.0),))
    held = "云溪县河湖长制工作领导小组组成人员\n副组长：副县长"
    assert not another_group("防汛领导小组副组长有谁", topic, held, lambda word: False)


def test_a_unit_in_brackets_is_told():
    assert not lacks_dimension("避难场所人均面积要达到多少", "避难场所人均面积，2027年目标值：1.8（平方米）。")
    assert lacks_dimension("避难场所人均面积要达到多少", "避难场所新增86处。")


def test_who_watches_over_the_money_is_not_asked_who_pays():
    assert not aspect_untold("食堂预付的钱谁来监管", "责任单位：区民政局。")
    assert aspect_untold("食堂的钱谁来出", "责任单位：区民政局。")
