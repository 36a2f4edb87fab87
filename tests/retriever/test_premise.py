"""What a question takes for granted is confirmed or corrected in words, with the sentence that says so."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.datatypes import Message
from retriever.premise import find_claim
from retriever.question import understand


@pytest.mark.parametrize(
    ("question", "opening", "held"),
    [
        ("老旧电梯更新是不是60台", "文件写的是45台，不是60台：", "45台"),
        ("听说要更新老旧电梯450台，真的假的", "文件写的是45台，不是450台：", "45台"),
        ("清泉区口袋公园要建7座，对吗", "是，", "7座"),
        ("智能水表安装3500户是吧", "是，", "3500户"),
        ("社区食堂新建20家吗", "文件写的是12家，不是20家：", "12家"),
        ("口袋公园归区民政局负责，对吗", "不是区民政局，", "区绿化局"),
        ("口袋公园是不是由区绿化局负责", "是，", "区绿化局"),
        ("外墙排险是2025年12月底前完成吗", "不是2025年12月底前，文件写的是：", "2025年9月底前"),
        ("外墙排险是2025年9月底前完成吗", "是，", "2025年9月底前"),
        ("领导小组组长是苏晓岚吗", "不是苏晓岚，", "陆明远"),
        ("领导小组组长是苏晓岚吗？若不是，组长姓名职务", "不是苏晓岚，", "陆明远"),
        ("领导小组组长是不是陆明远", "是，", "陆明远"),
        ("领导小组办公室设在区财政局对吧", "不是区财政局，", "区民政局"),
        ("养老床位数是约束性指标吗", "是，", "约束性"),
        ("社区食堂数量是约束性指标吗", "不是约束性，是预期性：", "预期性"),
        ("可以向河道倾倒垃圾吗", "不可以。", "不得"),
    ],
)
def test_claim_is_judged(policies, question, opening, held):
    answer = policies.ask(question)
    check_answer(answer, policies)
    assert answer.answer.startswith(opening)
    assert held in answer.answer


@pytest.mark.parametrize(
    "question", ["垃圾分类覆盖率是90%吗", "口袋公园总投资是500万元吗", "清泉区地铁是2030年通车吗", "公园归气象局管吗"]
)
def test_what_is_not_held_is_neither_confirmed_nor_denied(policies, question):
    answer = policies.ask(question).answer
    assert not answer.startswith(("是，", "不是", "文件写的是"))


@pytest.mark.parametrize(
    "question",
    ["口袋公园建多少座", "区民政局承担什么", "老旧电梯更新由谁负责吗", "旧电梯怎么办", "邻里议事厅是干什么的"],
)
def test_open_questions_claim_nothing(lexicon, question):
    assert find_claim(understand(question, lexicon)) is None


def test_wrong_figure_in_a_follow_up(policies):
    answer = policies.ask([Message("user", "口袋公园谁负责"), Message("user", "是建9座吗")])
    assert "7座" in answer.answer
