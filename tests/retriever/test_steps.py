"""Items that a sentence announces, and follow-ups that go from one stage or item to the next."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures

from retriever.datatypes import Message

PAPERS = ["建设补助申请表", "村民会议决议", "场所权属证明"]
CONDITIONS = ["已建立村民议事制度", "有固定服务场所", "上年度无重大安全事故"]


@pytest.fixture
def ask(programme):
    """Ask the last of some user turns; what is answered is cited and its figures stand there."""

    def run(*turns):
        answer = programme.ask([Message("user", turn) for turn in turns])
        check_answer(answer, programme)
        check_figures(answer)
        return answer

    return run


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        ("申请建设补助要提交什么材料", PAPERS, CONDITIONS),
        ("申请建设补助需要哪些材料", PAPERS, CONDITIONS),
        ("申请建设补助要满足什么条件", CONDITIONS, PAPERS),
        ("建设补助的申请条件", CONDITIONS, PAPERS),
        ("申请建设补助需要满足哪些条件，提交哪些材料", [*CONDITIONS, *PAPERS], []),
        pytest.param(
            "补助申请材料",
            PAPERS,
            CONDITIONS,
            marks=pytest.mark.xfail(strict=True, reason="an item that holds the words is taken"),
        ),
    ],
)
def test_announced_items_are_all_told(ask, question, wanted, other):
    answer = ask(question)
    assert answer.status == "answered"
    for text in wanted:
        assert text in answer.answer
    for text in other:
        assert text not in answer.answer


def test_announced_items_are_cited_one_by_one_in_their_order(ask):
    answer = ask("申请建设补助需要哪些材料")
    assert "下列材料" in answer.citations[0].text
    assert [citation.text.split(". ")[-1].rstrip("；。") for citation in answer.citations[1:]] == PAPERS


def test_announcing_line_ends_with_its_colon(ask):
    assert "：[1]。" not in ask("申请建设补助要提交什么材料").answer


FIRST, SECOND, THIRD = "2025年1月至3月", "2025年4月至2026年10月", "2026年11月至12月"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("筹备启动阶段到什么时候", "下一个阶段呢"), SECOND),
        (("筹备启动阶段到什么时候", "那下一阶段呢？"), SECOND),
        (("全面推进阶段是什么时候", "下一个阶段呢"), THIRD),
        (("全面推进阶段是什么时候", "前一个阶段呢 时间"), FIRST),
        (("筹备启动阶段主要做什么", "再往后一个阶段叫什么，起止时间呢"), SECOND),
        (("总结提升阶段到什么时候", "上一个阶段呢"), SECOND),
        (("全面推进阶段到什么时候", "上一个阶段呢"), FIRST),
        (("筹备启动阶段到什么时候", "最后那个阶段到什么时候"), THIRD),
        (("筹备启动阶段到什么时候", "最后一个阶段呢"), THIRD),
        (("全面推进阶段怎么做", "最后一个阶段呢"), "形成制度"),
        (("老旧电梯更新由谁负责", "下一项呢"), "区交通局"),
        (("停车泊位新增多少个", "上一项呢"), "45台"),
        (("筹备启动阶段到什么时候", "下一个阶段呢", "再下一个阶段呢"), THIRD),
        (("口袋公园建几座", "下一项由谁负责"), "区民政局、各街道"),
    ],
)
def test_next_in_line(ask, turns, expected):
    answer = ask(*turns)
    assert answer.status == "answered"
    assert expected in answer.answer


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(("总结提升阶段到什么时候", "下一个阶段呢"), id="after the last"),
        pytest.param(("筹备启动阶段到什么时候", "上一个阶段呢"), id="before the first"),
        pytest.param(("下一个阶段呢",), id="of nothing"),
    ],
)
def test_there_is_no_next_one(ask, turns):
    assert ask(*turns).status == "not_found"


def test_next_stage_is_named_in_the_completed_question(ask):
    assert "全面推进阶段" in ask("筹备启动阶段到什么时候", "下一个阶段呢").question
