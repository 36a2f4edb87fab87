from __future__ import annotations

import math

import pytest

from eval import metrics


@pytest.mark.parametrize(
    ("snippets", "recall", "precision"),
    [
        (["新增错峰停车位60个。"], 1.0, 0.5),
        (["新增错峰停车位60个", "区民政局"], 0.5, 0.5),
        (["区民政局"], 0.0, 0.0),
        (["责任单位：区建管委、区房管局", "新增错峰停车位60个"], 0.5, 1.0),  # the second text stands within gold
        ([], None, None),
        (["。"], 0.0, 0.0),
    ],
)
def test_citations(snippets: list[str], recall: float | None, precision: float | None) -> None:
    texts = ["全区新增错峰停 车位60个;", "责任单位：区建管委"]
    assert metrics.citation_recall(snippets, texts) == recall
    assert metrics.citation_precision(snippets, texts) == precision


def test_citations_that_are_missing() -> None:
    assert metrics.citation_recall(["60个"], []) == 0.0
    assert metrics.citation_precision(["60个"], []) is None
    assert metrics.citation_precision(["60个"], ["。"]) == 0.0


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("新增60个[1]，绿地2.2万平方米", ("60个", "2.2万平")),
        ("成功率98.1%、１２‰", ("98.1%", "１２‰")),
        ("2023年10月—2024年3月", ("2023年", "10月", "2024年", "3月")),
        ("15-20分钟", ("15-20分",)),
        ("1. 全面落实\n2. 其他", ()),
        ("共13项，共有4个，合计5条", ()),
        ("第3届", ("第3届",)),
        ("60个和60个", ("60个",)),
    ],
)
def test_figures(answer: str, expected: tuple[str, ...]) -> None:
    assert metrics.figures(answer) == expected


def test_unborne_figures() -> None:
    borne = ["新增停车位 60 个，绿地3.2万平方米", "方案 > 17.配套设施"]
    assert metrics.unborne_figures("停车位60个", borne) == ()
    assert metrics.unborne_figures("停车位6个，绿地2万平方米", borne) == ("6个", "2万平")
    assert metrics.unborne_figures("第17项", borne) == ()
    assert metrics.unborne_figures("第7项", borne) == ("第7项",)


def test_a_count_is_borne_by_the_lines_it_counts() -> None:
    listed = "正文分3个部分：\n一、总体要求[1]\n二、重点任务[2]\n三、保障措施[3]"
    borne = ["一、总体要求", "二、重点任务", "三、保障措施"]
    assert metrics.unborne_figures(listed, borne) == ()
    assert metrics.unborne_figures(listed.replace("3个", "4个"), borne) == ("4个",)
    assert metrics.unborne_figures("重点任务等3个[1]。", borne) == ("3个",)


def test_a_year_after_a_list_mark_is_borne() -> None:
    assert metrics.unborne_figures("2024年9月", ["2.2024年9月至2025年8月。"]) == ()
    assert metrics.unborne_figures("024年", ["2.2024年9月"]) == ("024年",)
    assert metrics.unborne_figures("5%", ["2.5%"]) == ("5%",)


def test_number_fidelity() -> None:
    borne = ["新增停车位 60 个，绿地3.2万平方米"]
    # Three figures, one of which (2万平) is only a part of 3.2万平.
    assert metrics.number_fidelity("停车位60个，绿地3.2万平方米，另有2万平", borne) == pytest.approx(2 / 3)
    assert metrics.number_fidelity("停车位60个[1]", borne) == 1.0
    assert metrics.number_fidelity("没有数字", borne) is None


NUMBERED = "区民政局承担的任务共3项：\n1. 第7项 减负增效[1]\n2. 第23项 养老服务[2]\n3. 第9项 其他工作[3]"
GROUPS = [["减负"], ["养老", "为老"], ["社会组织"]]


def test_list_items() -> None:
    assert metrics.list_items(NUMBERED) == ("1. 第7项 减负增效", "2. 第23项 养老服务", "3. 第9项 其他工作")
    assert metrics.list_items("南昌大楼、钟和公寓；淮海坊\n1.5万平方米[1]。") == (
        "南昌大楼",
        "钟和公寓",
        "淮海坊",
        "1.5万平方米。",
    )
    assert metrics.list_items("[1]。") == ()


def test_list_recall_and_precision() -> None:
    # Two of three gold items are named, two of three lines name one.
    assert metrics.list_recall(NUMBERED, GROUPS) == pytest.approx(2 / 3)
    assert metrics.list_precision(NUMBERED, GROUPS) == pytest.approx(2 / 3)
    assert metrics.list_precision("为老服务、停车、绿地、养老", GROUPS) == 0.5
    assert metrics.list_recall("为老服务、停车、绿地、养老", GROUPS) == pytest.approx(1 / 3)
    assert metrics.list_recall("", GROUPS) == 0.0
    assert metrics.list_precision("", GROUPS) is None
    assert metrics.list_recall("甲", []) is None
    assert metrics.list_precision("甲", []) is None


@pytest.mark.parametrize(
    ("refused", "answerable", "precision", "recall"),
    [(True, False, 1.0, 1.0), (True, True, 0.0, None), (False, False, None, 0.0), (False, True, None, None)],
)
def test_refusals(refused: bool, answerable: bool, precision: float | None, recall: float | None) -> None:
    assert metrics.refusal_precision(refused=refused, answerable=answerable) == precision
    assert metrics.refusal_recall(refused=refused, answerable=answerable) == recall


def test_recall_at_k() -> None:
    assert metrics.recall_at_k(["a", "b", "c"], {"a", "c", "d"}, 2) == pytest.approx(1 / 3)
    assert metrics.recall_at_k(["a", "b", "c"], {"a", "c", "d"}, 3) == pytest.approx(2 / 3)
    assert metrics.recall_at_k(["a"], set(), 1) == 0.0


def test_reciprocal_rank() -> None:
    assert metrics.reciprocal_rank(["a", "b", "c"], {"c", "b"}) == 0.5
    assert metrics.reciprocal_rank(["a"], {"z"}) == 0.0


def test_ndcg() -> None:
    gains = {"a": 3.0, "b": 2.0, "c": 1.0}
    found = 2.0 + 3.0 / math.log2(3) + 0.0
    ideal = 3.0 + 2.0 / math.log2(3) + 1.0 / 2.0
    assert metrics.ndcg_at_k(["b", "a", "x"], gains, 3) == pytest.approx(found / ideal)
    assert metrics.ndcg_at_k(["a", "b", "c"], gains, 3) == pytest.approx(1.0)
    assert metrics.ndcg_at_k(["a"], {}, 3) == 0.0


def test_exact_match() -> None:
    assert metrics.exact_match("６０ 个。", "60个")
    assert not metrics.exact_match("60个", "61个")


def test_character_f1() -> None:
    # 3 characters in common, 4 and 5 in all.
    assert metrics.character_f1("甲乙丙丁", "甲乙丙戊己") == pytest.approx(6 / 9)
    assert metrics.character_f1("甲甲", "甲") == pytest.approx(2 / 3)
    assert metrics.character_f1("", "甲") == 0.0


def test_rouge_l() -> None:
    # Longest common subsequence of 甲丙乙丁 and 甲乙丙丁: 3 characters.
    assert metrics.rouge_l("甲丙乙丁", "甲乙丙丁") == pytest.approx(6 / 8)
    assert metrics.rouge_l("甲乙", "甲，乙") == 1.0
    assert metrics.rouge_l("甲", "乙") == 0.0


def test_percentile() -> None:
    assert metrics.percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5
    assert metrics.percentile([], 0.5) == 0.0


def test_bootstrap_interval() -> None:
    assert metrics.bootstrap_interval([]) == (0.0, 0.0)
    assert metrics.bootstrap_interval([1.0] * 9) == (1.0, 1.0)
    low, high = metrics.bootstrap_interval([0.0, 1.0] * 50)
    # The normal approximation gives 0.5 ± 1.96 · 0.05.
    assert low == pytest.approx(0.402, abs=0.02)
    assert high == pytest.approx(0.598, abs=0.02)
    assert metrics.bootstrap_interval([0.0, 1.0] * 50) == (low, high)
