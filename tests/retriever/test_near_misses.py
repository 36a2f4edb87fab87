"""What holds the words of a question beside what answers it: another year, another age, another chapter, a group."""

from __future__ import annotations

import pytest

from retriever.lexicon import Lexicon
from retriever.question import understand
from retriever.spelling import Speller

PLAN = """云梓市城市更新三年行动计划（2024—2026年）

“十四五”前三年，全市累计改造城镇老旧小区318个。截至2023年底，全市60周岁以上户籍人口68.4万人，占23.7%。

一、实施居住品质提升行动

1.三年改造城镇老旧小区246个，其中2024年改造92个，2025年改造88个，2026年改造66个。

2.历史建筑的保护责任人为产权人，产权人下落不明的，由所在地区级政府指定代管人。

二、实施基础设施更新行动

3.整治城市内涝。建立“涝情哨兵”机制，发布暴雨预警后，易涝点值守员须在30分钟内到岗。

三、组织领导

4.成立市城市更新领导小组。领导小组下设三个工作专班：

（1）综合专班：牵头市住建局，参加单位有市财政局、市发展改革委。

（2）资金专班：由市财政局召集，市审计局、市国资委共同组成，主要抓资金筹措。

（3）宣传专班：组长单位——市委宣传部；副组长单位——市文旅局；成员为市融媒体中心。负责宣传报道。

| 指标 | 2023年基数 | 2026年目标 |
|---|---|---|
| 老年人健康管理率（65岁以上，%） | 66 | 78 |
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("更新计划.md", PLAN.encode())
    return lambda question: hash_base.ask(question).answer


def test_the_figure_of_the_year_is_told_and_not_what_was_reached_before(ask):
    answer = ask("云梓市2025年要改造多少个老旧小区")
    assert "88个" in answer
    assert "318个" not in answer


def test_facilities_are_no_chapter_that_looks_back(ask):
    assert "30分钟" in ask("暴雨预警以后易涝点的值守员要怎么做")


def test_who_acts_where_the_owner_is_missing(ask):
    assert "指定代管人" in ask("历史建筑找不着房主了归谁管")


def test_a_table_of_older_people_tells_nothing_of_younger_ones(hash_base):
    hash_base.add_bytes("更新计划.md", PLAN.encode())
    answer = hash_base.ask("云梓60岁以上的老人有多少，占多大比例")
    assert answer.status == "not_found" or "66" not in answer.answer


def test_groups_are_counted_and_not_their_people(ask):
    assert "共3个" in ask("城市更新领导小组底下设了几个专班")


@pytest.mark.parametrize("question", ["云梓哪条地铁线今年开工", "云梓老旧小区改造是哪家施工单位中的标"])
def test_a_name_that_no_document_tells_is_not_found(hash_base, question):
    hash_base.add_bytes("更新计划.md", PLAN.encode())
    assert hash_base.ask(question).status == "not_found"


def test_the_units_of_a_group_in_each_wording(ask):
    assert "市住建局" in ask("综合专班有哪些单位")
    assert "市财政局" in ask("资金专班有哪些单位")
    answer = ask("宣传专班由哪些单位组成")
    assert all(body in answer for body in ("市委宣传部", "市文旅局", "市融媒体中心"))


RULES = """云梓市住宅电梯安全管理办法

第一章 总则

第一条 本办法所称既有住宅，是指已建成投入使用的四层以上（含四层）无电梯住宅。

第二条 乘用人不得有下列行为：超载、扒门；携带电动自行车乘梯；遮挡报警按钮；其他危及安全的。

第二章 资金

第三条 财政对增设电梯的补贴标准：四、五层的每部12万元，六层的每部15万元，七层以上每部18万元。

第四条 鼓励投保电梯安全责任保险，每台每次事故赔偿限额不低于200万元。

第三章 养老联动

第五条 推进医养结合，建立医养结合组。“云梓颐养”平台提供服务，医养结合组由市卫生健康委牵头，市民政局参加。
"""


@pytest.fixture
def rules(hash_base):
    hash_base.add_bytes("电梯办法.md", RULES.encode())
    return lambda question: hash_base.ask(question).answer


def test_what_may_not_be_done_is_no_layout_of_the_document(rules):
    answer = rules("坐电梯不能做哪些事")
    assert "携带电动自行车" in answer
    assert "遮挡报警按钮" in answer


def test_a_band_without_money_tells_no_grant(rules):
    assert "15万元" in rules("云梓六层的楼加装电梯政府补多少")


def test_a_word_that_the_library_has_is_not_put_right(speller_of):
    assert speller_of(RULES).correct("云梓医养结合组有哪些单位") == "云梓医养结合组有哪些单位"


@pytest.fixture
def speller_of(hash_base):
    def build(text):
        hash_base.add_bytes("办法.md", text.encode())
        return Speller(Lexicon(hash_base.view()))

    return build


def test_names_in_brackets_behind_their_number(hash_base):
    text = "云梓区2025年实事安排\n\n1.新建、改扩建中小学3所（东港小学、松岭学校、滨海学校），新增学位900个。\n"
    hash_base.add_bytes("安排.md", text.encode())
    answer = hash_base.ask("云梓今年新建改扩建的是哪3所学校").answer
    assert all(name in answer for name in ("东港小学", "松岭学校", "滨海学校"))


def test_who_does_not_agree_is_no_comparison(hash_base):
    hash_base.add_bytes("电梯办法.md", RULES.encode())
    assert understand("邻居不同意装电梯咋办", Lexicon(hash_base.view())).kind != "compare"
