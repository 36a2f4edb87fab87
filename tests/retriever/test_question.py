from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.question import normalise, understand

KINDS = {
    "responsibility": [
        "老旧电梯更新由谁负责",
        "换电梯归哪个部门管",
        "停车泊位 责任单位",
        "停车难谁牵头",
        "适老化改造的配合单位",
        "口袋公园是哪几家单位在做",
        "口袋公园找哪个科室",
    ],
    "reverse": [
        "区民政局负责哪些任务",
        "区房管局今年要干什么",
        "区司法局承担了哪些工作",
        "区民政局的任务清单",
        "区民政局牵头哪些事项",
        "列出区民政局的全部任务",
    ],
    "count": ["区民政局有几项任务", "一共多少项任务", "领导小组有几名成员", "行动方案共有多少项重点任务"],
    "target": [
        "新增停车泊位多少个",
        "社区食堂要建几家",
        "护理型床位占比",
        "物业服务覆盖率是多少",
        "补贴百分之几",
        "停车泊位新增1000个对吗",
    ],
    "deadline": [
        "外墙排险什么时候完成",
        "三张清单几月前公开",
        "外墙排险的期限",
        "养老院最晚哪年建成",
        "啥时候能修好外墙",
    ],
    "method": ["物业纠纷怎么化解", "如何推进适老化改造", "缓解停车矛盾有哪些举措", "停车难咋办"],
    "definition": ["什么是邻里议事厅", "银龄互助是什么意思", "河道保洁的定义", "邻里议事厅是指什么", "银龄互助是啥"],
    "list": ["三大工程包括哪些", "三张清单是哪三张", "保洁单位有哪些要求", "三大工程由哪些组成"],
    "member": ["领导小组组长是谁", "副组长是谁", "苏晓岚是什么职务", "办公室主任叫什么名字"],
    "compare": ["清泉区和南屏区的社区食堂有什么不同", "清泉区与南屏区哪个食堂更多", "对比一下清泉区和南屏区的养老目标"],
    "document": ["行动方案文号是多少", "行动方案什么时候印发的", "规划是谁发布的", "有几个附件", "行动方案的发文机关"],
    "chat": ["你好", "谢谢", "您好！", "你是谁？", "再见"],
    "fact": ["口袋公园种树吗", "车位夜间开放"],
}


@pytest.mark.parametrize(("kind", "question"), [(kind, question) for kind, some in KINDS.items() for question in some])
def test_kind(lexicon, kind, question):
    assert understand(question, lexicon).kind == kind


def test_bodies_are_as_written(lexicon):
    assert understand("区房管局和区市场监管局共同承担哪些任务", lexicon).bodies == ("区房管局", "区市场监管局")
    assert understand("民政局负责什么", lexicon).bodies == ("民政局",)
    assert understand("口袋公园建多少座", lexicon).bodies == ()


@pytest.mark.parametrize(
    ("question", "item"), [("第3项由谁负责", "3"), ("第 12 条是什么", "12"), ("第三项任务", "三"), ("三张清单", "")]
)
def test_number_of_an_item(lexicon, question, item):
    assert understand(question, lexicon).item == item


def test_topic_holds_what_is_asked_about(lexicon):
    query = understand("请问清泉区2025年口袋公园到底建多少座呀", lexicon)
    words = [word for word, _ in query.topic.words]
    assert "".join(words) in ("口袋公园", "公园口袋")
    assert all(weight > 0 for _, weight in query.topic.words)
    assert query.scope.places == ("清泉区",)
    assert query.scope.years == (2025,)
    assert query.figure


def test_words_of_earlier_turns_are_kept_apart(lexicon):
    query = understand("由谁负责", lexicon, context="口袋公园建多少座")
    assert not query.topic.words
    assert query.context.words


def test_asked_is_kept_beside_the_corrected_text(lexicon):
    query = understand("口袋公园建多少座", lexicon, asked="口袋公圆建多少座")
    assert (query.asked, query.text) == ("口袋公圆建多少座", "口袋公园建多少座")


def test_filters_of_a_query_are_its_documents(lexicon, doc_ids):
    query = understand("望江县河道谁负责", lexicon)
    assert set(query.filters.doc_ids) == set(query.scope.doc_ids) <= set(doc_ids.values())
    assert len(query.filters.doc_ids) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  停车难？？ ", "停车难"), ("停车　难\n谁管", "停车 难 谁管"), ("新增２０个？", "新增20个"), ("。，", "")],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@given(text=st.text(max_size=60))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "question",
    ["检索区房管局作为责任单位出现的全部任务", "区房管局当牵头单位的活有哪些", "列为配合单位的事项，区房管局有几件"],
)
def test_tasks_of_a_body_in_a_role_are_no_question_for_bodies(lexicon, question):
    assert understand(question, lexicon).kind in ("reverse", "count")
