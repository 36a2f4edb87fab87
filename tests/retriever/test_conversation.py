from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.conversation import complete
from retriever.datatypes import Message


@pytest.fixture(scope="module")
def completed(lexicon, speller):
    """What the last of some user turns is completed to."""

    def run(*turns):
        return complete([Message("user", turn) for turn in turns], lexicon, speller)

    return run


def test_first_question_stands_alone(completed):
    found = completed("  口袋公园建多少座？")
    assert (found.question, found.context, found.previous) == ("口袋公园建多少座", "", None)


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (("老旧电梯更新由谁负责", "口袋公园呢"), ("口袋公园", "谁负责")),
        (("老旧电梯更新由谁负责", "那口袋公园呢？"), ("口袋公园", "谁负责")),
        (("老旧电梯更新由谁负责", "还有口袋公园呢"), ("口袋公园", "谁负责")),
        (("口袋公园建多少座", "由谁负责"), ("口袋公园", "由谁负责")),
        (("口袋公园建多少座", "那由谁牵头呢"), ("口袋公园", "牵头")),
        (("新增公共停车泊位多少个", "它什么时候完成"), ("停车泊位", "什么时候完成")),
        (("新增公共停车泊位多少个", "这项工作谁牵头"), ("停车泊位", "牵头")),
        (("清泉区社区食堂建几家", "那南屏区呢"), ("南屏区", "社区食堂")),
        (("清泉区社区食堂建几家", "南屏呢"), ("南屏", "社区食堂")),
        (("区民政局负责哪些任务", "区房管局呢"), ("区房管局", "任务")),
        (("区民政局负责哪些任务", "那一共几项"), ("区民政局", "几项")),
        (("什么是邻里议事厅", "银龄互助呢"), ("银龄互助", "是什么")),
        (("组长是谁", "副组长呢"), ("副组长",)),
        (("口袋公园建多少座", "智能水表呢", "由谁负责"), ("智能水表", "由谁负责")),
        (("口袋公圆建多少座", "由谁负责"), ("口袋公园", "由谁负责")),
        (("清泉区社区食堂建几家", "好，那南屏区呢，到2026年"), ("南屏区", "2026年", "社区食堂")),
        (("清泉区口袋公园建多少座", "旧的弄完了，那智能水表呢，装多少户"), ("清泉区", "智能水表", "多少户")),
        (("组长是谁", "他下面那个办公室设在哪个部门"), ("领导小组办公室", "哪个部门")),
    ],
)
def test_follow_ups_are_completed(completed, turns, held):
    question = completed(*turns).question
    for text in held:
        assert text in question


@pytest.mark.parametrize(
    ("turns", "gone"),
    [
        (("老旧电梯更新由谁负责", "口袋公园呢"), "电梯"),
        (("清泉区社区食堂建几家", "那南屏区呢"), "清泉"),
        (("区民政局负责哪些任务", "区房管局呢"), "民政局"),
        (("什么是邻里议事厅", "银龄互助呢"), "议事厅"),
        (("口袋公园建多少座", "智能水表呢", "由谁负责"), "口袋"),
    ],
)
def test_what_is_replaced_does_not_come_back(completed, turns, gone):
    assert gone not in completed(*turns).question


@pytest.mark.parametrize(
    "question",
    ["南屏区养老服务工作领导小组组长是谁", "望江县河道水质监测由哪个部门负责", "清泉区今年老旧电梯更新多少台"],
)
def test_a_new_topic_stands_alone(completed, question):
    found = completed("口袋公园建多少座", question)
    assert found.question == question
    assert "口袋" not in found.context


def test_greeting_is_not_completed(completed):
    assert completed("口袋公园建多少座", "谢谢").question == "谢谢"


def test_place_is_kept_for_a_short_question_of_its_own(completed):
    assert completed("清泉区口袋公园建多少座", "智能水表装多少户").question == "清泉区智能水表装多少户"


def test_empty_turns_and_other_speakers_are_not_read(completed, lexicon, speller):
    messages = [
        Message("system", "只谈电梯"),
        Message("user", "口袋公园建多少座"),
        Message("assistant", "更新老旧电梯45台"),
        Message("user", " "),
        Message("user", "由谁负责"),
    ]
    assert complete(messages, lexicon, speller) == completed("口袋公园建多少座", "由谁负责")


def test_question_of_long_ago_is_forgotten(completed):
    turns = ["口袋公园建多少座", *["你好"] * 8, "由谁负责"]
    assert "口袋公园" not in completed(*turns).question


TURNS = st.text("那它这个清泉区口袋公园谁负责呢多少？，的 ", min_size=1, max_size=12)


@given(turns=st.lists(TURNS, min_size=1, max_size=4))
def test_any_turns_are_completed_without_growing_endlessly(completed, turns):
    if not turns[-1].strip():
        return
    assert len(completed(*turns).question) <= sum(map(len, turns)) + 20
