"""What a library knows of words: counts, weights, quoted terms, places; documents in force only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_library import ACTIONS, PLAN, POLICIES, REGULATION

from retriever.knowledge_base import KnowledgeBase
from retriever.lexicon import Lexicon, query_words


@pytest.mark.parametrize("word", ["口袋公园", "区民政局", "智能水表", "河道", "泊"])
def test_counts_are_those_of_titles_and_texts(lexicon, word):
    documents = lexicon.documents.values()
    texts = [text for document in documents for text in (document.record.metadata.title, document.parsed.clean.text)]
    assert lexicon.count(word) == sum(text.count(word) for text in texts) > 0


def test_unknown_word_is_not_counted(lexicon):
    assert lexicon.count("没有这个词") == 0


def test_word_across_two_texts_is_none(lexicon):
    first, second, *_ = (document.record.metadata.title for document in lexicon.documents.values())
    assert lexicon.count(first[-1] + second[:2]) == 0


def test_rarer_words_weigh_more(lexicon):
    known = ["责任单位", "街道", "邻里议事厅", "智能水表"]
    assert sorted(known, key=lexicon.count, reverse=True) == known
    weights = [lexicon.weight(word) for word in known]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)


def test_rarest_is_the_weight_of_a_word_that_occurs_once(lexicon):
    assert lexicon.count("智能水表") == 1
    assert lexicon.weight("智能水表") == pytest.approx(lexicon.rarest)


def test_single_character_weighs_half(lexicon):
    once = next(character for character in lexicon.corpus if lexicon.count(character) == 1)
    assert lexicon.weight(once) == pytest.approx(lexicon.rarest / 2)


def test_unknown_word_weighs_less_than_a_rare_one(lexicon):
    assert 0 < lexicon.weight("没有这个词") < lexicon.weight("智能水表")


@given(word=st.text(min_size=1, max_size=6))
def test_any_word_has_a_weight_up_to_the_rarest(lexicon, word):
    assert 0 < lexicon.weight(word) <= lexicon.rarest + 1e-9


@pytest.mark.parametrize(
    ("word", "tells"),
    [
        ("智能水表", True),
        ("口袋公园", True),
        ("责任单位", False),  # everywhere
        ("没有这个词", False),
        ("树", False),  # one character
        ("", False),
    ],
)
def test_tells(lexicon, word, tells):
    assert lexicon.tells(word) == tells


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("什么是三张清单和邻里议事厅", ["邻里议事厅", "三张清单"]),
        ("三大工程里的头雁培训工程", ["头雁培训工程", "三大工程"]),
        ("口袋公园", []),
        ("", []),
    ],
)
def test_terms_in_a_text(lexicon, text, terms):
    assert lexicon.terms_in(text) == terms


def test_term_inside_a_longer_one_is_left_out(tmp_path, embedder):
    text = "长桥市治理方案\n一、任务\n1. 推广“联动”。\n2. 推广“街区联动”，由社区实施“联动”。\n"
    with KnowledgeBase.open(tmp_path / "terms", encoder=embedder) as base:
        base.add_bytes("长桥.txt", text.encode())
        lexicon = Lexicon(base.view())
    assert lexicon.quoted == {"联动", "街区联动"}
    assert lexicon.terms_in("街区联动怎么做") == ["街区联动"]
    assert lexicon.terms_in("联动怎么做") == ["联动"]


def test_places_lead_to_their_documents(lexicon, doc_ids):
    for place, name in (("清泉区", ACTIONS), ("南屏区", PLAN), ("望江县", REGULATION)):
        assert lexicon.places[place] == lexicon.places[place[:-1]] == {doc_ids[name]}
    assert lexicon.places["云岭市"] == {doc_ids[ACTIONS], doc_ids[PLAN]}


def test_bodies_of_the_documents_are_known(lexicon):
    for name in ("区交通局", "团区委", "区残联"):
        assert [found for _, _, found in lexicon.bodies.find(f"由{name}负责", listed_only=True)] == [name]


def test_documents_not_in_force_are_not_read(tmp_path, embedder):
    with KnowledgeBase.open(tmp_path / "data", encoder=embedder) as base:
        for name, text in POLICIES.items():
            base.add_bytes(name, text.encode())
        before = Lexicon(base.view())
        (gone,) = (record for record in base.documents() if record.name == REGULATION)
        base.remove(gone.doc_id)
        after = Lexicon(base.view())
    assert before.count("骨干河道") == 1
    assert after.count("骨干河道") == 0
    assert "望江县" not in after.places
    assert gone.doc_id not in after.documents


def test_empty_library_gives_every_word_a_weight(tmp_path, embedder):
    with KnowledgeBase.open(tmp_path / "empty", encoder=embedder) as base:
        lexicon = Lexicon(base.view())
    assert lexicon.count("公园") == 0
    assert 0 < lexicon.weight("公园") <= lexicon.rarest
    assert lexicon.terms_in("口袋公园") == []


@pytest.mark.parametrize("name", ["filler_words.txt", "generic_words.txt"])
def test_word_lists_hold_words_without_comments(name):
    words = query_words(name)
    assert words
    assert not [word for word in words if word.startswith("#") or word != word.strip() or not word]
