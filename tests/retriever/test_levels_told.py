"""Levels of a plan told in labelled paragraphs; figures behind numbers in circles; sums that are spent."""

import pytest

from retriever.verifier import squeeze

PLAN = (
    "望坡镇森林防火应急预案\n望坡镇人民政府\n2026年2月8日\n\n1 总则\n1.1 目的。做好森林火灾的防范与处置。\n"
    "2 应急响应\n2.1 Ⅲ级响应\n启动条件（符合其一）：①发布森林火险黄色预警；②12小时内发生火情2起以上。\n"
    "行动：由镇长启动。护林站每4小时巡山1次；各村劝返上坟人员。\n"
    "2.2 Ⅱ级响应\n启动条件（符合其一）：①发布森林火险橙色预警；②24小时内发生火情5起以上。\n"
    "行动：由镇党委书记启动。护林站每1小时巡山1次；封闭全部进山路口。\n"
    "3 保障\n3.1 经费。每年安排防火专项经费28万元，其中购置装备16万元。\n"
    "3.2 巡护员。年内招募巡护员40名，每名结对6户。\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("望坡镇森林防火应急预案.txt", PLAN.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("望坡三级响应谁启动", ["由镇长启动"], ["书记"]),
        ("望坡二级响应什么时候启动", ["橙色预警", "24小时内"], ["黄色"]),
        ("望坡三级响应护林站多长时间巡山一次", ["每4小时"], ["每1小时"]),
        (
            "望坡三级响应和二级响应，护林站多久巡一次山、谁来启动，有啥不一样",
            ["由镇长启动", "每4小时", "由镇党委书记启动", "每1小时"],
            ["没有写明"],
        ),
        ("望坡三级响应和二级响应有什么不一样", ["劝返上坟人员", "封闭全部进山路口"], []),
    ],
)
def test_what_a_plan_says_of_a_level_in_labelled_paragraphs(base, question, told, untold):
    answer = base.ask(question).answer
    assert all(words in answer for words in told), answer
    assert not any(words in answer for words in untold), answer


def test_a_number_in_a_circle_is_no_part_of_a_figure():
    assert "224" not in squeeze("②24小时内")


def test_a_prize_is_not_what_is_spent_in_all(base):
    assert "40名" not in base.ask("望坡森林防火总共花多少").answer
