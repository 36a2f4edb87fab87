from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.spelling import _sound_alike


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("口袋公圆建多少座", "口袋公园建多少座"),
        ("老旧电剃更新多少台", "老旧电梯更新多少台"),
        ("停车破位新增多少个", "停车泊位新增多少个"),
        ("适老化改早由谁牵头", "适老化改造由谁牵头"),
        ("区民正局负责哪些任务", "区民政局负责哪些任务"),
        ("三张清但是哪三张", "三张清单是哪三张"),
        ("邻里议室厅是什么", "邻里议事厅是什么"),
        ("银玲互助是什么", "银龄互助是什么"),
        ("头雁培训公程", "头雁培训工程"),
    ],
)
def test_what_the_library_lacks_is_put_right(speller, typed, expected):
    assert speller.correct(typed) == expected


def test_a_word_that_goes_with_another_is_meant_by_one_of_its_sound(speller, lexicon):
    assert lexicon.count("新政") == 0
    assert speller.correct("新政停车泊位多少个") == "新增停车泊位多少个"
    assert speller.correct("新政谁负责") == "新政谁负责"  # beside nothing that the library adds


@pytest.mark.parametrize(
    "question",
    [
        "口袋公园建多少座",
        "老旧电梯更新由谁负责",
        "区民政局负责哪些任务",
        "区文广旅局负责哪些任务",  # a body that the library does not know is still one
        "今天天气怎么样",
        "学区划分怎么规定",
        "垃圾分类谁负责",
        "地铁什么时候通车",
        "今年更新多少台老旧电梯",
        "区教育局负责哪些任务",
        "徐汇区新增停车泊位多少个",
        "五色工作法是什么",
        "请问一下这个事情归谁管呢",
        "月底前先报的是哪一批",
        "what is this",
        "12345热线",
        "干到一半要加钱谁出",
        "",
    ],
)
def test_what_the_library_holds_or_only_speech_lacks_stays(speller, question):
    assert speller.correct(question) == question


@pytest.mark.parametrize(
    "word",
    ["公司", "集团公司", "有限公司", "制订", "实事求是", "提前", "积极性", "预计", "会计", "保健", "任期", "县政府"],
)
def test_words_of_the_dictionary_stay(speller, word):
    assert speller.correct(f"{word}谁负责") == f"{word}谁负责"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("青泉区口袋公园建几座", "清泉区口袋公园建几座"),
        ("清全区停车泊位多少个", "清泉区停车泊位多少个"),
        ("青泉口袋公园建几座", "清泉口袋公园建几座"),
        ("南平区养老床位多少张", "南屏区养老床位多少张"),  # n and ng sound alike to many
        ("楠屏区社区食堂几家", "南屏区社区食堂几家"),
        ("望将县河道保洁谁负责", "望江县河道保洁谁负责"),
        ("兰屏区社区食堂几家", "南屏区社区食堂几家"),  # n and l are one to many
    ],
)
def test_places_of_the_documents_are_known_by_their_sound(speller, typed, expected):
    assert speller.correct(typed) == expected


@pytest.mark.parametrize(
    "question",
    [
        "徐汇区停车泊位多少个",  # another place of another sound
        "清泉区清泉路谁负责",
        "请权衡利弊",
        "谁在往江边堆秸秆",
        "男评审员有几名",
        pytest.param(
            "清泉区和青泉区有什么不同",
            marks=pytest.mark.xfail(strict=True, reason="the second of two places becomes the first"),
        ),
        "往江里倒垃圾罚多少",
        "清泉区往江里倒垃圾罚多少",
        "轻拳出击",
        "谁代表社区进清泉区领导小组",  # 进 is no part of a place's name
        "榆权区口袋公园建多少座",
        "方案从头编到尾几项",
        "给老人发张床吗",
        "联席会议从几月起开",
    ],
)
def test_other_places_and_words_stay(speller, question):
    assert speller.correct(question) == question


def test_places_are_known_by_any_reading_of_their_characters():
    assert _sound_alike("常", "长", rare=True)
    assert not _sound_alike("常", "长")


def test_corrected_questions_stay_corrected(speller):
    for typed in ("口袋公圆建多少座", "停车破位新增多少个", "邻里议室厅是什么"):
        once = speller.correct(typed)
        assert speller.correct(once) == once


@given(text=st.text(max_size=40) | st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40))
def test_any_text_keeps_its_length(speller, text):
    assert len(speller.correct(text)) == len(text)


@given(data=st.data())
def test_sentences_of_the_library_are_never_changed(speller, lexicon, data):
    start = data.draw(st.integers(0, len(lexicon.corpus) - 2))
    size = data.draw(st.integers(2, 30))
    stretch = lexicon.corpus[start : start + size]
    assert speller.correct(stretch) == stretch


@pytest.mark.parametrize("question", ["榆泉区民政局负责什么", "我是沅平县妇联新来的，牵头的有哪些"])
def test_a_place_that_the_library_lacks_is_left_and_named(policies, question):
    answer = policies.ask(question)
    assert answer.status == "not_found"
    assert question[:3].strip("我是") in answer.answer


def test_two_words_that_meet_are_no_word_that_was_meant(hash_base):
    text = "青溪县护桥办法\n第一条 封桥自6月1日起施行。\n第二条 本办法自2025年7月1日起施行。\n"
    hash_base.add_bytes("办法.txt", text.encode())
    assert "施行日期" in hash_base.ask("青溪护桥办法的施行日期").question
