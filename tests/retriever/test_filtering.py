"""Tasks and figures by a property: every one that has it, with their number, each line cited."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.answerers.due import DueCondition, read_due_condition, read_due_date


@pytest.mark.parametrize(
    ("question", "count", "lines"),
    [
        ("清泉区有哪些量化指标", "共15项", ["更新老旧电梯45台", "错时共享泊位180个", "开发见习岗位800个"]),
        ("清泉区哪些任务有百分比指标", "共1项", ["物业服务覆盖率达到92%以上"]),
        ("南屏区养老规划的量化指标有哪些", "共8项", ["养老床位数", "1200", "2028年年底前建成区级养老院1所"]),
        ("清泉区9月底前完成的任务有哪些", "共2项", ["2025年9月底前", "2025年6月底前"]),
        ("清泉区6月底完成的有哪些", "共1项", ["2025年6月底前"]),
        ("清泉区跟停车有关的任务有哪些", "共1项", ["缓解停车矛盾"]),
    ],
)
def test_all_with_a_property_are_listed(policies, question, count, lines):
    answer = policies.ask(question)
    assert count in answer.answer
    for line in lines:
        assert line in answer.answer
    check_answer(answer, policies)


def test_that_every_task_has_bodies_is_said(policies):
    answer = policies.ask("清泉区哪些任务没有写责任单位")
    assert "11项任务都写明了责任单位" in answer.answer
    check_answer(answer, policies)


def test_rows_are_found_by_a_cell(hash_base):
    rows = "".join(
        f"<tr><td>{number}</td><td>{task}</td><td>{leader}</td><td>区{body}局</td></tr>"
        for number, (task, leader, body) in enumerate(
            [
                ("整治背街小巷", "常务副区长", "城管"),
                ("改造供水管网", "分管城建副区长", "水务"),
                ("发放消费券", "常务副区长", "商务"),
            ],
            1,
        )
    )
    head = "<tr><th>序号</th><th>工作任务</th><th>分管领导</th><th>责任单位</th></tr>"
    page = f"<html><body><h1>东岚区2026年重点工作分工表</h1><table>{head}{rows}</table></body></html>"
    hash_base.add_bytes("东岚区2026年重点工作分工表.html", page.encode())
    answer = hash_base.ask("东岚区常务副区长分管哪些任务")
    assert "共2项" in answer.answer
    assert "整治背街小巷" in answer.answer
    assert "发放消费券" in answer.answer
    assert "改造供水管网" not in answer.answer


def test_items_below_the_heading_of_a_year(hash_base):
    text = (
        "西岭县冷链物流三年行动计划（2025—2027年）\n一、重点任务\n"
        "（一）2025年重点任务\n1.新建冷库三座。\n2.培训司机。\n"
        "（二）2026年重点任务\n1.开通专线。\n2.更新车辆。\n3.评选示范站。\n"
    )
    hash_base.add_bytes("西岭县冷链物流三年行动计划.txt", text.encode())
    answer = hash_base.ask("西岭县2026年的重点任务有哪些")
    assert "共3项" in answer.answer
    assert "评选示范站" in answer.answer
    assert "新建冷库" not in answer.answer


@pytest.mark.parametrize(
    ("written", "year", "month"),
    [
        ("2024年5月底", 0, (2024, 5)),
        ("年底前", 2025, (2025, 12)),
        ("2023年10月—2024年3月", 0, (2024, 3)),
        ("10月25日前", 2023, (2023, 10)),
        ("2026年上半年", 0, (2026, 6)),
        ("2027年", 0, (2027, 12)),
        ("2027年7月至12月", 2026, (2027, 12)),
        ("每年6月5日", 2026, None),
        ("一年内", 2026, None),
        ("长期", 2024, None),
    ],
)
def test_date_written_in_any_form(written, year, month):
    assert read_due_date(written, year) == month


def test_before_holds_earlier_months_too():
    condition = read_due_condition("9月底前完成的有哪些", (2025,))
    assert condition == DueCondition((2025, 9), True, "9月底前")
    assert condition.holds((2025, 6))
    assert condition.holds((2024, 12))
    assert not condition.holds((2025, 10))
    assert not DueCondition((0, 6), False, "6月底").holds((2025, 5))


def test_before_the_end_of_a_named_year_holds_all_that_is_due_until_then():
    condition = read_due_condition("2026年底前要完成的有哪几项", (2026,))
    assert condition is not None
    assert [condition.holds(due) for due in ((2025, 12), (2026, 6), (2026, 12), (2027, 1))] == [True, True, True, False]


def test_no_condition_in_a_plain_question():
    assert read_due_condition("老旧电梯更新什么时候完成", ()) is None
