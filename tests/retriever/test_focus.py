"""Long questions: their asking parts, the story around them, parts that lean on what stands before them."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hypothesis import given
from hypothesis import strategies as st

from retriever.focus import find_focus, says_little
from retriever.question import understand


@pytest.fixture(scope="module")
def focus(lexicon):
    """The focus of a question over the invented policies."""

    def find(question):
        return find_focus(understand(question, lexicon), lexicon)

    return find


def words(topic):
    return {word for word, _ in topic.words}


@pytest.mark.parametrize(
    "question",
    [
        "口袋公园建多少座",
        "口袋公园，老旧电梯，邻里议事厅",  # nothing asks
        "清泉区和南屏区，社区食堂各有几家",  # two places are compared as a whole
        "区民政局，负责哪些任务",  # a body and what it does belong together
        "今天天气很好，你好",
    ],
)
def test_plain_question_stays_whole(focus, lexicon, question):
    found = focus(question)
    assert found.parts == (understand(question, lexicon),)
    assert found.wider_of(0) is None


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("口袋公园建几座，由谁负责", ["target", "responsibility"]),
        ("口袋公园建几座？由谁负责？", ["target", "responsibility"]),
        ("外墙排险什么时候完成，谁负责，怎么做", ["deadline", "responsibility", "method"]),
        ("谁负责停车泊位；谁负责老旧电梯", ["responsibility", "responsibility"]),
        ("请问：口袋公园建几座", ["target"]),
        ("老旧电梯天天停……归哪个部门管", ["responsibility"]),
        ("物业吵得厉害——怎么化解", ["method"]),
    ],
)
def test_asking_parts(focus, question, kinds):
    assert [part.kind for part in focus(question).parts] == kinds


def test_part_without_words_takes_those_of_the_first(focus):
    figure, doer = focus("智能水表装多少户，由哪个单位负责").parts
    assert words(doer.topic) >= words(figure.topic) > set()


def test_part_with_words_of_its_own_keeps_to_them(focus):
    lifts, parks = focus("老旧电梯更新归哪个部门管，口袋公园建多少座").parts
    assert not {"口袋", "公园"} & words(lifts.topic)
    assert not {"电梯", "旧电梯", "更新"} & words(parks.topic)
    assert {"口袋", "公园"} <= words(lifts.context)


def test_story_is_context_and_need_not_be_covered(focus):
    (part,) = focus("我是新来的，业主和邻居吵得厉害。老旧电梯更新由谁负责").parts
    assert "业主" in words(part.context)
    assert not words(part.topic) & words(part.context)
    assert "电梯" in "".join(words(part.topic))


def test_stretch_before_is_joined_to_a_part_without_words(focus):
    (part,) = focus("小区边上要建口袋公园，几座").parts
    assert {"口袋", "公园"} <= words(part.topic)


def test_place_before_the_question_narrows_every_part(focus):
    parts = focus("清泉区的，口袋公园建几座，由谁负责").parts
    assert len(parts) == 2
    assert {part.scope.places for part in parts} == {("清泉区",)}


def test_question_as_typed_is_kept_in_every_part(focus):
    question = "口袋公园建几座，由谁负责"
    assert {part.asked for part in focus(question).parts} == {question}


def test_weak_part_is_about_the_term_before_it(focus, lexicon):
    (part,) = focus("街道开会讲了三张清单，什么时候公开").parts
    assert "三张清单" in words(part.topic)
    assert part.kind == "deadline"


def test_the_age_of_a_story_stays_with_what_is_asked(focus):
    (part,) = focus("我奶奶92了，住在河东，一个月津贴拿多少").parts
    assert "92岁" in part.text


@pytest.mark.parametrize(
    ("question", "little"),
    [
        ("这个事谁负责解决", True),
        ("它多久开一次", True),
        ("怎么化解", True),
        ("谁负责", True),
        ("老旧电梯更新由谁负责", False),
        ("为独居老人安装智能水表多少户", False),
    ],
)
def test_says_little(lexicon, question, little):
    assert says_little(understand(question, lexicon), lexicon) == little


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("口袋公园建几座，由谁负责", ["7座", "区绿化局"]),
        ("智能水表装多少户？谁负责？", ["3500户", "区民政局"]),
        ("外墙排险什么时候完成，谁负责", ["2025年9月底前", "区房管局"]),
        ("谁负责停车，谁负责电梯更新", ["区交通局", "区市场监管局"]),
        ("南屏区养老床位多少张，护理型床位占比多少", ["4600", "65"]),
        ("三张清单是哪三张，什么时候公开，谁负责", ["需求清单", "2025年6月底前", "区民政局"]),
        ("清泉区口袋公园建几座，南屏区社区食堂几家", ["7座", "36"]),
        ("老旧电梯更新归哪个部门管？另外口袋公园建多少座？", ["区房管局", "7座"]),
        ("小区边上有块空地，听说要建口袋公园，种什么树", ["乡土树种"]),
        ("街道开会讲了三张清单，什么时候公开", ["2025年6月底前"]),
        ("家里老人想做适老化改造，能改造多少户", ["2800户"]),
        ("我是物业的，业主和我们有纠纷，这个怎么化解", ["社区初调"]),
        ("区里说要推广邻里议事厅，它多久开一次", ["每月"]),
        ("你好，我是新来的网格员，想问一下独居老人的智能水表装多少户，由哪个单位负责", ["3500户", "区民政局"]),
        ("几乎每天都堵，停车泊位新增多少", ["620个"]),
    ],
)
def test_every_part_is_answered(policies, question, expected):
    answer = policies.ask(question)
    assert answer.status == "answered"
    for text in expected:
        assert text in answer.answer
    check_answer(answer, policies)
    check_figures(answer)


def test_nothing_is_said_twice(policies):
    lines = policies.ask("口袋公园建几座，口袋公园建多少座").answer.splitlines()
    assert len(lines) == len(set(lines)) == 1


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        pytest.param("口袋公园建几座，总投资多少钱", "投资", id="figure"),
        pytest.param(
            "口袋公园建几座，垃圾分类谁负责",
            "垃圾分类",
            id="topic",
            marks=pytest.mark.xfail(strict=True, reason="the part before it lends the place for its answer"),
        ),
    ],
)
def test_unanswered_part_is_named(policies, question, unsaid):
    answer = policies.ask(question)
    assert "7座" in answer.answer
    assert unsaid in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("不知道怎么办了，停车位到底新增多少", id="helpless"),
        pytest.param(
            "口袋公园建几座，天气怎么样",
            id="weather",
            marks=pytest.mark.xfail(strict=True, reason="a strange part is answered with a sentence of its own"),
        ),
    ],
)
def test_part_that_asks_nothing_of_the_documents_adds_nothing(policies, question):
    answer = policies.ask(question).answer
    assert "满意度" not in answer
    assert "乡土树种" not in answer


def test_parts_joined_by_a_pause_mark(focus):
    assert [part.kind for part in focus("适老化改造多少户、哪个部门牵头").parts] == ["target", "responsibility"]


PIECES = st.sampled_from(
    [*"谁多少几？，。；：——…的", "口袋公园", "清泉区", "这个事", "区民政局", "怎么办", "老旧电梯", "由谁负责", "建几座"]
)


@given(pieces=st.lists(PIECES, max_size=14))
def test_any_question_has_a_part(focus, pieces):
    question = "".join(pieces)
    found = focus(question)
    assert found.parts
    assert found.wider_of(len(found.parts)) is None
    assert {part.asked for part in found.parts} == {question}


@pytest.mark.parametrize(
    ("question", "asking"),
    [
        ("啥也不懂还老吵架，老旧电梯更新由谁负责", 1),  # 啥也 asks nothing
        ("谁家漏水都找他，口袋公园建几座", 1),
        ("来了十几年，口袋公园建几座", 1),
        ("口袋公园 建几座 谁负责", 2),
    ],
)
def test_only_what_asks_is_a_part(focus, question, asking):
    assert len(focus(question).parts) == asking


def test_key_words_that_ask_share_what_they_are_about(focus):
    figure, doer = focus("口袋公园 建几座 谁负责").parts
    assert {"口袋", "公园"} <= words(figure.topic) & words(doer.topic)


def test_words_of_a_story_count_less(focus):
    found = focus("业主也没人管，老旧电梯也停了，由谁负责更新")
    wider = found.wider_of(0)
    assert wider is not None
    assert dict(wider.topic.words)["业主"] < dict(found.parts[0].context.words)["业主"]


@pytest.mark.parametrize(
    "question", ["修老旧电梯的那个项目，是哪个单位在弄", "清泉区的口袋公园，由谁来建"]
)
def test_what_a_stretch_only_names_is_asked_about_by_the_next(focus, question):
    (part,) = focus(question).parts
    assert part.text == question.replace("，", ",") or part.text == question
