from __future__ import annotations

import math

import pytest

from eval import metrics
from eval.datatypes import Question

QUESTION = Question(
    id="a",
    type="target",
    q="新增多少",
    must=(("60个", "六十个"), ("停车位",)),
    must_not=("500个",),
    cite=("新增错峰停车位60个",),
    answerable=True,
)


def question(**changes: object) -> Question:
    return Question(**{**QUESTION.__dict__, **changes})


@pytest.mark.parametrize(
    ("answer", "status", "right", "reason"),
    [
        ("停车位新增 60 个[1]。", "answered", True, ""),
        ("停车位新增六十个", "answered", True, ""),
        ("停车位新增160个", "answered", False, "缺少：60个 / 六十个"),
        ("停车位60个，不是500个", "answered", False, "不应出现：500个"),
        ("停车位60个，不是1500个", "answered", True, ""),
        ("停车位60个" + "。" * 294, "answered", True, ""),
        ("停车位60个" + "。" * 295, "answered", False, "过长：301 字，上限 300 字"),
        ("停车位60个", "not_found", False, "误拒（not_found）"),
        ("停车位60个", "error", False, "系统出错"),
    ],
)
def test_judge(answer: str, status: str, right: bool, reason: str) -> None:
    verdict = metrics.judge(QUESTION, answer, status)
    assert (verdict.right, verdict.reason) == (right, reason)


def test_citation_mark_does_not_part_a_figure() -> None:
    assert metrics.judge(QUESTION, "停车位60[1]个", "answered").right


def test_judge_min_groups() -> None:
    loose = question(min_groups=1)
    assert metrics.judge(loose, "60个", "answered").right
    assert not metrics.judge(loose, "没有", "answered").right


@pytest.mark.parametrize("kind", metrics.LENGTH_LIMITS)
def test_length_limit_of_each_type(kind: str) -> None:
    limit = metrics.LENGTH_LIMITS[kind]
    answer = "60个停车位".ljust(limit, "。")
    assert metrics.judge(question(type=kind), answer, "answered").right
    assert not metrics.judge(question(type=kind), answer + "。", "answered").right


@pytest.mark.parametrize(
    ("status", "right"), [("not_found", True), ("refused", True), ("answered", False), ("error", False)]
)
def test_unanswerable_is_right_when_refused(status: str, right: bool) -> None:
    hopeless = question(type="unanswerable", must=(), cite=(), answerable=False)
    assert metrics.judge(hopeless, "未找到", status).right is right


def test_cited_share() -> None:
    texts = ["全区新增错峰停 车位60个;", "责任单位：区建管委"]
    assert metrics.cited_share(["新增错峰停车位60个。"], texts) == 1.0
    assert metrics.cited_share(["新增错峰停车位60个", "区民政局"], texts) == 0.5
    assert metrics.cited_share(["区民政局"], texts) == 0.0
    assert metrics.cited_share([], texts) == 0.0
    assert metrics.cited_share(["。"], texts) == 0.0


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
