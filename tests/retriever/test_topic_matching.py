from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.everyday import EverydayWords
from retriever.lexicon import Lexicon
from retriever.matching import Topic, coverage, read_topic, word_match
from retriever.tokenizer import segment


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("停车泊位", "新增公共停车泊位620个", 1.0),
        ("电梯", "更新老旧电梯", 1.0),
        ("电梯", "口袋公园", 0.0),
        ("拆违", "拆除违法建筑", 0.7),  # an abbreviation
        ("拆违", "拆除。违法建筑", 0.0),  # of two sentences
        ("拆违", "违法建筑拆除", 0.0),  # the other way round
        ("停车泊位", "停车的泊位", 0.8 * 2 / 3),
        ("停车泊位", "停车场", 0.8 / 3),
        ("议事厅", "议事会", 0.4),
        ("水", "智能水表", 1.0),
        ("水", "电表", 0.0),
        ("水表", "", 0.0),
    ],
)
def test_word_match(word, text, expected):
    assert word_match(word, text) == pytest.approx(expected)


TOPIC = Topic((("停车泊位", 3.0), ("新增", 1.0)))


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ((), 0.0),
        ((("口袋公园", 1.0),), 0.0),
        ((("新增停车泊位", 1.0),), 1.0),
        ((("停车泊位", 1.0),), 0.75),
        ((("新增", 1.0),), 0.25),
        ((("停车泊位", 0.5), ("新增", 1.0)), 0.625),  # each word in its best layer
        ((("停车泊位", 0.5), ("新增停车泊位", 0.8)), 0.8),
        ((("停车泊位", 0.5), ("停车泊位", 0.5)), 0.375),  # a word counts once
    ],
)
def test_coverage(layers, expected):
    assert coverage(TOPIC, layers) == pytest.approx(expected)


def test_coverage_of_an_empty_topic_is_none():
    assert coverage(Topic(()), (("新增停车泊位", 1.0),)) == 0.0


def test_an_official_word_stands_for_an_everyday_one():
    topic = Topic((("停车难", 2.0),), (("停车难", ("停车泊位", "车位")),))
    assert coverage(topic, (("新增车位", 1.0),)) == pytest.approx(0.8)
    assert coverage(topic, (("新增车位", 0.5),)) == pytest.approx(0.4)
    assert coverage(topic, (("缓解停车难", 1.0),)) == 1.0
    assert topic.text == "停车难 停车泊位 车位"


def test_topic_arithmetic():
    assert TOPIC.total == 4.0
    assert TOPIC.without(["新增"]).words == (("停车泊位", 3.0),)
    assert TOPIC.without(["别的"]) == TOPIC


def words_of(text, lexicon, **options):
    return [word for word, _ in read_topic(text, lexicon, **options).words]


@pytest.mark.parametrize("text", ["请问由谁负责呢", "是什么意思", "一共有多少个", "什么时候", "怎么办", ""])
def test_question_words_are_no_topic(lexicon, text):
    assert words_of(text, lexicon) == []


def test_quoted_terms_stay_whole(lexicon):
    assert words_of("什么是三张清单和邻里议事厅", lexicon) == ["邻里议事厅", "三张清单"]


def test_generic_words_only_when_asked_for(lexicon):
    assert words_of("口袋公园的任务", lexicon) == words_of("口袋公园", lexicon)
    assert "任务" in words_of("口袋公园的任务", lexicon, generic=True)


def test_everyday_words_bring_their_official_ones(lexicon):
    topic = read_topic("停车难怎么解决", lexicon)
    assert "停车泊位" in dict(topic.alternatives)["停车难"] or "公共停车泊位" in dict(topic.alternatives)["停车难"]


def test_question_words_are_no_term_where_a_text_quotes_them(lexicon):
    quoting = copy.copy(lexicon)
    quoting.quoted = lexicon.quoted | {"有没有"}
    assert words_of("有没有停车泊位", quoting) == words_of("停车泊位", lexicon)


def test_function_words_that_the_library_lacks_are_no_topic(lexicon):
    assert lexicon.count("居然") == 0
    assert words_of("居然建口袋公园", lexicon) == words_of("口袋公园", lexicon)
    assert "驾照" in words_of("居然考驾照", lexicon)


def test_words_that_the_segmenter_makes_up_are_taken_apart(lexicon):
    words = words_of("社区食堂开给居委用", lexicon)
    assert "居委用" not in words
    assert "食堂" in words


def test_known_words_go_before_an_everyday_phrase_made_of_them(lexicon):
    assert lexicon.count("停车泊位")
    assert lexicon.count("新增")
    assert not lexicon.count("空位")
    office = copy.copy(lexicon)
    office.everyday = EverydayWords({"新增…泊位": ("口袋公园",), "新增…空位": ("口袋公园",)})
    assert read_topic("新增的停车泊位", office).alternatives == ()
    assert dict(read_topic("新增的空位", office).alternatives) == {"新增的空位": ("口袋公园",)}


def test_a_term_in_an_everyday_phrase_is_asked_about_beside_it(lexicon):
    assert lexicon.count("民政局")
    assert not lexicon.count("民政局慢")
    office = copy.copy(lexicon)
    office.everyday = EverydayWords({"民政局慢": ("停车泊位",)})
    assert set(words_of("民政局慢", office)) == {"民政局慢", "民政局"}


def test_rare_words_weigh_more(lexicon):
    assert lexicon.count("责任单位") > lexicon.count("智能水表") > 0
    assert lexicon.weight("智能水表") > lexicon.weight("责任单位") > 0
    assert lexicon.weight("没有这个词") > 0


LAYERS = st.lists(st.tuples(st.text("甲乙丙丁，。", max_size=20), st.floats(0, 1)), max_size=4)
TOPICS = st.dictionaries(st.text("甲乙丙丁", min_size=1, max_size=4), st.floats(0.1, 10), max_size=5).map(
    lambda words: Topic(tuple(words.items()))
)


@given(topic=TOPICS, layers=LAYERS, more=LAYERS)
def test_coverage_is_a_share_and_grows_with_the_text(topic, layers, more):
    share = coverage(topic, layers)
    assert 0.0 <= share <= 1.0 + 1e-9
    assert coverage(topic, [*layers, *more]) >= share - 1e-9


def test_a_compound_is_cut_into_the_words_that_the_library_has(hash_base):
    hash_base.add_bytes("方案.txt", "河西区方案\n一、目标\n建设普惠性托育点9个。\n".encode())
    lexicon = Lexicon(hash_base.view())
    assert segment("普惠托育点") == ["普惠托育点"]
    assert words_of("普惠托育点", lexicon) == ["普惠", "托育点"]


def test_a_phrase_that_denies_is_not_read_by_the_words_in_it(lexicon):
    office = copy.copy(lexicon)
    office.everyday = EverydayWords({"没停车泊位": ("口袋公园",)})
    assert dict(read_topic("没停车泊位", office).alternatives) == {"没停车泊位": ("口袋公园",)}
