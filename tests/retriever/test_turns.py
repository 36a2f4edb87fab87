from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.turns import Turn, spoken


@pytest.mark.parametrize(
    ("turn", "asks"),
    [
        ("哦，那口袋公园呢", "那口袋公园呢"),
        ("好的，谢谢，那组长呢", "那组长呢"),
        ("那南屏区呢，到2026年", "那南屏区到2026年呢"),
        ("旧的修完了，那新建呢，要建几座", "新建要建几座"),
        ("老人说完了，那孩子呢，给点啥", "孩子给点啥"),
        ("到2026年", "到2026年呢"),
        ("明年", "明年呢"),
        ("由谁负责", "由谁负责"),
        ("那归谁管，要几个人", "那归谁管，要几个人"),
        ("我妈七十了，她吃一顿交多少", "我妈七十了，她吃一顿交多少"),
    ],
)
def test_turns_say_what_they_ask(turn, asks):
    assert spoken(turn).asks == asks


def test_topic_that_a_turn_names_is_told():
    assert spoken("那网格员呢，一个月补多少") == Turn("网格员一个月补多少", named=True)
    assert not spoken("那网格员呢").named


@given(st.text("那呢，了好的呢多少谁2026年区里", max_size=24))
def test_no_turn_is_lost(text):
    assert bool(spoken(text).asks) == bool(text)
