from __future__ import annotations

import math

import pytest

from eval.scoring import MEASURE_NAMES, measure_means, score_answer, score_search
from tests.scripted_system import HOPELESS, question

LIST = question(type="list", must=(("南昌大楼",), ("淮海坊",)))


def test_lists_are_measured_where_the_set_names_them_all() -> None:
    scores = score_answer(LIST, "南昌大楼、别处[1]", "answered", ["新增停车位60个"], [])
    assert (scores["list_recall"], scores["list_precision"]) == (0.5, 0.5)
    assert "list_recall" not in score_answer(question(), "60个", "answered", [], [])
    some = question(type="list", must=LIST.must, min_groups=1)
    assert "list_recall" not in score_answer(some, "南昌大楼", "answered", [], [])


def test_a_refused_list_names_nothing() -> None:
    scores = score_answer(LIST, "没有找到南昌大楼", "not_found", [], [])
    assert (scores["list_recall"], scores["list_precision"], scores["refusal_precision"]) == (0.0, None, 0.0)


def test_reference_answers_are_compared_where_there_are_some() -> None:
    scores = score_answer(question(reference="新增60个"), "新增 60 个。", "answered", [], [])
    assert (scores["exact_match"], scores["character_f1"], scores["rouge_l"]) == (1.0, 1.0, 1.0)
    assert "rouge_l" not in score_answer(question(), "60个", "answered", [], [])


def test_errors_refuse_nothing() -> None:
    assert score_answer(HOPELESS, "", "error", [], []) == {"refusal_precision": None, "refusal_recall": 0.0}


def test_search_without_gold_is_not_measured() -> None:
    assert score_search(HOPELESS, ["甲"]) == {}


def test_search() -> None:
    # Snippets stand in passages 2 and 4 of four; one stands in none.
    asked = question(cite=("六十个", "区建管委", "区民政局"))
    scores = score_search(asked, ["甲", "新增六十 个；", "乙", "责任：区建管委"])
    assert (scores["recall@1"], scores["recall@5"]) == (0.0, pytest.approx(2 / 3))
    assert scores["reciprocal_rank"] == 0.5
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert scores["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)


def test_means_leave_out_what_says_nothing() -> None:
    found = measure_means([{"rouge_l": 1.0, "recall@1": None}, {"rouge_l": 0.5}, {}])
    (measure,) = found
    assert (measure.name, measure.questions, measure.mean) == ("rouge_l", 2, 0.75)
    assert 0.5 <= measure.low < measure.high <= 1.0
    assert measure.name in MEASURE_NAMES
