"""A look at one character before a long pattern is tried must not miss anything that the pattern matches."""

import importlib
import pkgutil
import re

import pytest
from pattern_shapes import behind_look, edge, may_lack, parsed

import ingest
from ingest import (
    actors,
    assignment_places,
    body_lists,
    closing_lists,
    definitions,
    due_wording,
    group_names,
    group_prose,
    labels,
    listed_duties,
    member_names,
    plain_speech,
    responsibility_prose,
    reviews,
    statutory_duties,
    time_limits,
    validity_clauses,
    worded_figures,
)


def patterns():
    """The patterns of all modules that begin with such a look, by their names, and those made on first use."""
    for module in pkgutil.walk_packages(ingest.__path__, "ingest."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and behind_look(value.pattern):
                yield f"{module.name}.{name}", value.pattern
    yield "ingest.actors._predicate_here", actors._predicate_here().pattern
    yield "ingest.body_lists.task_verbs", body_lists.task_verbs()


@pytest.mark.parametrize(("name", "pattern"), dict(patterns()).items())
def test_first_character_is_looked_for(name, pattern):
    looked, rest = behind_look(pattern)
    if len(rest) == 1 and str(rest[0][0]) == "ASSERT":  # nothing is taken: what is looked at is the pattern
        rest = list(rest[0][1][1])
    begins = edge(rest)
    assert begins is not None, f"{name} begins with any character"
    assert not begins - looked, f"{name} also begins with {''.join(sorted(begins - looked))}"


def test_first_characters_of_openings_and_calls():
    opens = edge(parsed(actors._OPENS.pattern))
    assert edge(parsed(actors._OPENING.pattern)) <= opens
    assert edge(parsed(actors._CALL.pattern)) <= actors._CALLS


@pytest.mark.parametrize(
    ("pattern", "last"),
    [
        (labels.VERB, labels._LAST_OF_VERBS),
        (plain_speech._ACTS, plain_speech._LAST_OF_ACTS),
        (statutory_duties._ARTICLE, "条"),
        (listed_duties._LEAD_IN, {"：", ":", r"\s"}),
    ],
)
def test_last_character_is_looked_for(pattern, last):
    assert edge(parsed(pattern.pattern), last=True) <= set(last)


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        (labels.DUE, body_lists._DUE_SIGN.pattern.strip("[]")),
        (due_wording.WHOLE, body_lists._DUE_SIGN.pattern.strip("[]")),
        (body_lists._ANNOUNCED, body_lists._DUE_SIGN.pattern.strip("[]")),
        (body_lists._POINTING_BACK, "由"),
        (body_lists._CONJUNCTION, "和与及"),
        (assignment_places._SCOPE_PROSE, "由"),
        (group_prose._BY, "由"),
        (group_prose._INCLUDES, "成"),
        (closing_lists._DASH, "—-─→▶"),
        (labels.FIRST_LEADS, "牵"),
        (plain_speech._REST_WITH, "责"),
        (reviews._PERFECTIVE, "了曾迄"),
        (group_names._ENDS, "组班挥会队"),
        (re.compile(group_names.GROUP_NAME), group_names._ENDS.pattern.strip("[]")),
        (definitions._THAT_IS, "即"),
        (worded_figures._SHARE, "成倍半分"),
        *((pattern, sign.pattern.strip("[]")) for pattern, sign in time_limits._SIGNS),
    ],
)
def test_no_match_lacks_the_signs(pattern, signs):
    assert not may_lack(parsed(pattern.pattern), signs)


def test_signs_in_words():
    for sample in ("《甲办法》同时废止。", "《甲办法》自本办法施行之日起停止执行。", "决定不再执行《甲办法》。"):
        assert validity_clauses._ENDED.search(sample)
    for sample in ("总牵头", "具体负责", "主办", "主管，县财政局协管", "会同", "承担。", "承办，", "共同实施；"):
        assert responsibility_prose._TRIGGER.match(sample)
        assert any(sign in sample for sign in responsibility_prose._SIGNS)


@pytest.mark.parametrize("text", ["不少于30，", "率达到95%", "增至 12；", "控制在3分以内。", "≥5（"])
def test_a_comparator_stands_before_a_bare_figure(text):
    assert worded_figures._PLAIN.search(text) is None or worded_figures._COMPARED.search(text)


def test_surnames_of_one_and_two_characters():
    for name in ("张三", "欧阳海", "司马一二", "古丽·阿依"):
        assert member_names.is_name(name), name
