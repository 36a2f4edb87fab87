from __future__ import annotations

import pytest
from hand_made import HashEmbedder
from policy_library import ACTIONS, PLAN, REGULATION

from retriever.datatypes import Filters
from retriever.knowledge_base import KnowledgeBase
from retriever.lexicon import Lexicon
from retriever.scope import find_scope, titles, year_conflict

ALL = {ACTIONS, PLAN, REGULATION}


def names(scope, doc_ids):
    return {name for name, doc_id in doc_ids.items() if doc_id in scope.doc_ids}


@pytest.mark.parametrize(
    ("question", "places", "expected"),
    [
        ("口袋公园建多少座", (), ALL),
        ("清泉区口袋公园建多少座", ("清泉区",), {ACTIONS}),
        ("清泉口袋公园建多少座", ("清泉",), {ACTIONS}),
        ("云岭市清泉区口袋公园", ("清泉区",), {ACTIONS}),
        ("云岭市社区食堂", ("云岭市",), {ACTIONS, PLAN}),
        ("安庆市望江县河道", ("望江县",), {REGULATION}),
        ("南屏的养老床位", ("南屏",), {PLAN}),
    ],
)
def test_places(lexicon, doc_ids, question, places, expected):
    scope, rest = find_scope(question, lexicon)
    assert scope.places == places
    assert names(scope, doc_ids) == expected
    assert not any(place in rest for place in places)
    assert scope.decided == bool(places)
    assert scope.unknown_places == ()


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("徐汇区新增多少车位", ("徐汇区",)),
        ("杭州市的养老床位", ("杭州市",)),
        ("白石街道谁负责", ("白石街道",)),
        ("哪些街道负责", ()),
        ("各街道负责什么", ()),
        ("每个街道开一次会吗", ()),
    ],
)
def test_places_that_no_document_speaks_of(lexicon, question, unknown):
    assert find_scope(question, lexicon)[0].unknown_places == unknown


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2025年建多少", (2025,)),
        ("到2030年建多少", (2030,)),
        ("25年建多少", (2025,)),
        ("2024年和2025年", (2024, 2025)),
        ("比2024年减少多少", ()),
        ("2026年比2024年提高多少", (2026, 2024)),
        ("近20年来", ()),
        ("3500户", ()),
        ("12025个", ()),
        ("使用满15年的电梯", ()),
        ("服务满20年的护理员", ()),
    ],
)
def test_years(lexicon, question, years):
    assert find_scope(question, lexicon)[0].years == years


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("养老服务“十五五”规划的目标", {PLAN}),
        ("十五五规划有哪些任务", {PLAN}),
        ("河道保洁管理条例什么时候施行", {REGULATION}),
        ("社区治理行动方案有几个部分", {ACTIONS}),
    ],
)
def test_documents_named_by_their_title(lexicon, doc_ids, question, expected):
    scope, _ = find_scope(question, lexicon)
    assert names(scope, doc_ids) == expected
    assert scope.decided


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (None, ALL),
        (Filters(), ALL),
        (Filters(places=("清泉区",)), {ACTIONS}),
        (Filters(places=("清泉",)), {ACTIONS}),
        (Filters(places=("清泉区", "南屏区")), {ACTIONS, PLAN}),
        (Filters(places=("徐汇区",)), set()),
        (Filters(doc_ids=("nothing",)), set()),
    ],
)
def test_filters(lexicon, doc_ids, filters, expected):
    assert names(find_scope("口袋公园", lexicon, filters)[0], doc_ids) == expected


def test_filter_and_question_must_agree(lexicon):
    assert find_scope("南屏区养老床位", lexicon, Filters(places=("清泉区",)))[0].doc_ids == frozenset()


def test_year_conflict(lexicon, doc_ids):
    plan, regulation = (lexicon.documents[doc_ids[name]] for name in (PLAN, REGULATION))
    assert year_conflict((2024,), plan)
    assert not year_conflict((2024, 2030), plan)
    assert not year_conflict((), plan)
    assert not year_conflict((1999,), regulation)


def test_titles(lexicon, doc_ids):
    assert titles([lexicon.documents[doc_ids[REGULATION]]]) == "《望江县河道保洁管理条例》"


@pytest.mark.parametrize(
    "question", ["2024年老旧电梯更新由谁负责", "2024年口袋公园谁负责", "2024年口袋公园建几座，谁负责"]
)
def test_year_that_only_another_document_names_is_not_answered_for(policies, question):
    assert policies.ask(question).status == "not_found"


def test_a_document_of_no_place_answers_for_the_places_it_names(tmp_path):
    texts = {
        "甲.txt": "甲县停车管理办法\n第一条黔屏县新增停车泊位300个。\n第二条本办法自印发之日起施行。\n",
        "通报.txt": "关于各地停车工作的通报\n望江县新增停车泊位500个。\n各地要加强统筹。\n",
        "望江县办法.txt": "望江县停车管理办法\n第一条错时共享停车由街道协调。\n第二条本办法自印发之日起施行。\n",
    }
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        for name, text in texts.items():
            base.add_bytes(name, text.encode())
        names = {record.doc_id: record.name for record in base.documents()}
        scope, _ = find_scope("望江县新增停车泊位多少个", Lexicon(base.view()))
        assert {names[doc_id] for doc_id in scope.doc_ids} == {"通报.txt", "望江县办法.txt"}
