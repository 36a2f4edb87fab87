from __future__ import annotations

import pytest

from retriever.everyday import EverydayWords
from retriever.fillers import without_fillers
from retriever.matching import read_topic


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("忙前忙后住了十几年,树太密谁来剪", {"树", "密", "剪"}),
        ("写总结要用,养老床位报一报", {"养老", "床位"}),
        ("里厢有啥,老姐妹要去", set()),
        ("说句实话阿拉勿晓得泊位有几档", {"泊位", "几档"}),
    ],
)
def test_words_of_a_story_are_no_topic(lexicon, said, left):
    told = {word for word, _ in read_topic(said, lexicon).words}
    assert told <= left


def test_an_everyday_phrase_as_long_as_a_filler_is_meant():
    everyday = EverydayWords({"看新闻": ("媒体报道",), "新闻": ("媒体",)})
    assert without_fillers("看新闻", everyday) == "看新闻"
    assert without_fillers("看新闻说", everyday).strip() == ""


def test_a_text_without_fillers_stays():
    assert without_fillers("新增停车泊位", EverydayWords({})) == "新增停车泊位"
