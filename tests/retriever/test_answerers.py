"""Every kind of question in several wordings, over the invented policies."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures, squeeze

RESPONSIBILITY = [
    ("老旧电梯更新由谁负责", ["区房管局", "区市场监管局", "各街道"]),
    ("换电梯 归哪个部门管", ["区房管局", "区市场监管局", "各街道"]),
    ("老旧电梯更新的责任单位", ["区房管局", "区市场监管局", "各街道"]),
    ("清泉区停车难谁牵头", ["牵头单位：区交通局", "区公安分局"]),
    ("适老化改造的配合单位是谁", ["配合单位：区建设局、区残联"]),
    ("望江县河道水质监测是哪个部门负责", ["县生态环境局"]),
    ("见习岗位这个事哪家单位在抓", ["区人力资源社会保障局"]),
    ("银龄互助 哪几家负责", ["团区委", "区民政局"]),
    ("领导小组办公室设在哪个部门", ["区民政局"]),
]
TARGET = [
    ("新增公共停车泊位多少个", ["620个"]),
    ("今年要新增几个停车泊位", ["620个"]),
    ("公共停车泊位 新增 数量", ["620个"]),
    ("错时共享泊位有多少", ["180个"]),
    ("口袋公园建多少座", ["7座"]),
    ("口袋公园今年打算弄几座呀", ["7座"]),
    ("智能水表装多少户", ["3500户"]),
    ("八十岁老人吃饭补贴多少", ["4元"]),
    ("护理型床位占比目标", ["65"]),
    ("养老床位2030年目标值是多少", ["4600"]),
    ("五年累计适老化改造多少户", ["2800户"]),
    ("老旧电梯更新45台是真的吗", ["45台"]),
]
DEADLINE = [
    ("外墙排险什么时候完成", ["2025年9月底前"]),
    ("外墙排险最晚几月完成", ["2025年9月底前"]),
    ("三张清单什么时候公开", ["2025年6月底前"]),
]
METHOD = [
    ("物业纠纷怎么化解", ["社区初调、街道复调、法院指导"]),
    ("化解物业纠纷有什么办法", ["分层化解"]),
    ("怎样照护独居老人", ["智能水表"]),
    ("适老化改造如何推进", ["防滑地面"]),
]
DEFINITION = [
    ("什么是邻里议事厅", ["定期议事平台"]),
    ("邻里议事厅是什么意思", ["定期议事平台"]),
    ("“银龄互助”指的是什么", ["储存服务时间"]),
    ("河道保洁的含义", ["清除、收集、运送"]),
]
LIST = [
    ("三张清单是哪三张", ["需求清单", "资源清单", "项目清单"]),
    ("三张清单包括哪些", ["需求清单", "资源清单", "项目清单"]),
    ("三大工程有哪些", ["头雁培训工程", "智慧照护工程", "温暖餐桌工程"]),
    ("列一下三大工程", ["头雁培训工程", "智慧照护工程", "温暖餐桌工程"]),
    ("哪些指标是约束性的", ["养老床位数", "护理型床位占比"]),
    ("南屏区规划有哪些指标", ["养老床位数", "护理型床位占比", "1200"]),
    ("保障措施有哪些", ["加强组织领导", "加强资金保障"]),
]
MEMBER = [
    ("养老服务工作领导小组组长是谁", ["陆明远"]),
    ("领导小组组长叫什么名字", ["陆明远"]),
    ("副组长是谁", ["苏晓岚"]),
    ("苏晓岚是什么职务", ["副区长"]),
    ("领导小组成员有哪些人", ["陆明远", "苏晓岚", "贺志平", "秦雨桐"]),
    ("领导小组组长和副组长分别是谁", ["陆明远", "苏晓岚"]),
    ("谁是办公室主任", ["贺志平"]),
]
DOCUMENT = [
    ("清泉区行动方案文号是多少", ["清府办〔2025〕9号"]),
    ("清泉区行动方案什么时候印发的", ["2025年3月18日"]),
    ("南屏区规划是谁发布的", ["云岭市南屏区人民政府"]),
    ("清泉区行动方案的发文机关", ["云岭市清泉区人民政府办公室"]),
    ("清泉区行动方案有几个部分", ["一、总体目标", "二、重点任务", "三、保障措施"]),
    ("条例什么时候施行", ["2024年5月1日"]),
    ("河道保洁条例自哪天起施行", ["2024年5月1日"]),
]
FACT = [
    ("口袋公园种什么树", ["乡土树种"]),
    ("领导小组办公室设在哪里", ["区民政局"]),
    ("每个社区多久开一次议事厅", ["每月"]),
    ("社区治理资金优先支持什么", ["老旧小区"]),
]
WORDINGS = [
    ("口袋公园建几座，由谁负责", ["7座", "区绿化局"]),
    ("停车难今年怎么解决，要新增多少车位，谁负责", ["620", "区交通局"]),
    ("望江县条例什么时候生效", ["2024年5月1日"]),
    ("谁负责乡镇河道的日常保洁", ["乡镇人民政府"]),
    ("禁止向河道做什么", ["倾倒垃圾"]),
    ("社区食堂", ["12家"]),
    ("清泉区2025年停车", ["620"]),
    ("南屏区、清泉区的社区食堂各有几家", ["12家", "36"]),
    ("老旧电梯更新是不是60台", ["45台"]),
]
COMPARE = [
    ("清泉区和南屏区社区食堂分别多少家", ["清泉区：", "12家", "南屏区：", "36"]),
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [*RESPONSIBILITY, *TARGET, *DEADLINE, *METHOD, *DEFINITION, *LIST, *MEMBER, *DOCUMENT, *FACT, *WORDINGS, *COMPARE],
)
def test_question_is_answered_and_cited(policies, question, expected):
    answer = policies.ask(question)
    assert answer.status == "answered"
    for text in expected:
        assert squeeze(text) in squeeze(answer.answer)
    check_answer(answer, policies)
    check_figures(answer)


@pytest.mark.parametrize("question", [question for question, _ in [*TARGET, *DEFINITION]])
def test_figures_and_definitions_are_short(policies, question):
    assert len(policies.ask(question).answer) <= 200


@pytest.mark.parametrize(
    "question", ["清泉区民政局负责哪些任务", "清泉区 民政局 干什么", "区民政局在清泉区承担哪些工作"]
)
def test_tasks_of_a_body_are_complete(policies, question):
    answer = policies.ask(question)
    assert "共5项" in answer.answer
    for task in ("扩大社区食堂", "照护独居老人", "推广“邻里议事厅”", "落实“三张清单”", "月度会商"):
        assert task in answer.answer
    assert {fact["kind"] for fact in answer.facts} == {"responsibility"}
    assert len(answer.facts) == 5
    check_answer(answer, policies)


def test_tasks_of_a_body_over_all_documents(policies):
    answer = policies.ask("区民政局负责哪些任务")
    responsible = policies.facts(kind="responsibility", body="区民政局")
    assert f"共{len(responsible)}项" in answer.answer
    assert len(responsible) == 9
    assert len(answer.citations) == 10  # beside its tasks: the office that it holds
    assert answer.answer.count("《") >= 2
    check_answer(answer, policies)


def test_tasks_of_two_bodies_together(policies):
    answer = policies.ask("区房管局和区市场监管局共同承担的任务有哪些")
    assert "推进老旧电梯更新" in answer.answer
    assert "修缮老旧住房" not in answer.answer
    assert "共1项" in answer.answer


def test_tasks_that_a_body_leads(policies):
    answer = policies.ask("南屏区民政局牵头哪些任务")
    assert "推进适老化改造" in answer.answer
    assert "三大工程" not in answer.answer


@pytest.mark.parametrize("question", ["清泉区房管局有几项任务", "清泉区房管局一共负责多少项工作"])
def test_tasks_of_a_body_are_counted(policies, question):
    answer = policies.ask(question)
    assert "3项" in answer.answer
    check_answer(answer, policies)


def test_table_rows_are_cited_with_their_header(policies):
    answer = policies.ask("持证护理员要多少人")
    assert "1200" in answer.answer
    texts = [citation.text for citation in answer.citations]
    assert any("持证护理员人数" in text for text in texts)
    assert any("2030年目标值" in text for text in texts)


def test_path_of_a_citation_leads_to_its_item(policies):
    (citation, *_) = policies.ask("口袋公园建多少座").citations
    assert citation.path == ("二、重点任务", "（一）改善居住环境", "4.建设口袋公园")
    assert citation.number == "清府办〔2025〕9号"
    assert citation.issuer == "云岭市清泉区人民政府办公室"


@pytest.mark.parametrize("question", ["你好", "谢谢", "您好！", "你是谁"])
def test_greetings_are_not_searched_for(policies, question):
    answer = policies.ask(question)
    assert (answer.kind, answer.status, answer.citations) == ("chat", "refused", ())


def test_side_that_a_comparison_lacks_is_said_to_be_missing(policies):
    answer = policies.ask("清泉区口袋公园和望江县口袋公园各几座")
    assert "7座" in answer.answer
    assert "望江县：" in answer.answer
    assert "没有写明" in answer.answer
    check_answer(answer, policies)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("改善居住环境有哪些任务", ["推进老旧电梯更新", "缓解停车矛盾", "修缮老旧住房", "建设口袋公园"]),
        ("健全协商机制有哪几项", ["邻里议事厅", "三张清单", "化解物业纠纷"]),
        ("优化民生服务包括哪些工作", ["扩大社区食堂", "照护独居老人"]),
        ("条例有几章", ["总则", "保洁要求", "法律责任", "附则"]),
    ],
)
def test_parts_of_a_section_are_complete(policies, question, expected):
    answer = policies.ask(question)
    for part in expected:
        assert part in answer.answer
    check_answer(answer, policies)


@pytest.mark.parametrize(
    ("question", "expected"), [("区级养老院哪年建成", "2028年"), ("向河道倒垃圾罚多少钱", "五百元以上五千元以下")]
)
def test_a_date_keeps_its_year_and_a_fine_its_deed(policies, question, expected):
    answer = policies.ask(question)
    assert expected in answer.answer
    check_answer(answer, policies)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("适老化改造多少户、哪个部门牵头", ["2800", "区民政局"]),
        ("秦雨桐是谁", ["区财政局局长"]),
        ("领导小组有几名成员", ["4名"]),
        ("领导小组成员一共多少人", ["4名"]),
        ("区级养老院哪年建成", ["2028年"]),
        ("向河道倒垃圾罚多少钱", ["五百元以上五千元以下"]),
    ],
)
def test_wordings_once_missed(policies, question, expected):
    answer = policies.ask(question)
    assert answer.status == "answered"
    said = squeeze(answer.answer)
    for text in expected:
        assert squeeze(text) in said


def test_deputy_is_not_the_head(policies):
    assert "贺志平" not in policies.ask("区民政局副局长叫什么").answer


def test_term_that_is_only_used_is_not_defined(policies):
    assert policies.ask("什么叫头雁培训工程").status == "not_found"


def test_led_tasks_among_all(policies):
    assert "三大工程" not in policies.ask("区民政局负责的任务中哪些是牵头").answer


def test_item_numbers_are_not_mixed(policies):
    assert "、1项" not in policies.ask("清泉区民政局有几项任务").answer


def test_annexes_are_counted(policies):
    answer = policies.ask("南屏区规划有几个附件")
    assert "领导小组成员名单" in answer.answer
    check_answer(answer, policies)
