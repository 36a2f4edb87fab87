from __future__ import annotations

import pytest
from policy_library import ACTIONS

from retriever.datatypes import Evidence
from retriever.draft import Statement
from retriever.fidelity import is_faithful, support


@pytest.fixture(scope="module")
def evidence(reader, doc_ids):
    """Evidence for the clause of the plan of actions that holds some words."""

    def find(words):
        parsed = reader.document(doc_ids[ACTIONS]).parsed
        clause = next(clause for clause in parsed.clauses if words in parsed.clean.text[clause.start : clause.end])
        return Evidence(doc_ids[ACTIONS], clause.index, clause.start, clause.end)

    return find


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("通过挖掘小区周边空间新增公共停车泊位620个。", "停车矛盾"),
        ("由区交通局牵头，区公安分局和各街道配合。", "停车矛盾"),
        ("鼓励机关单位夜间向居民开放车位，并通过预约小程序统一管理。", "停车矛盾"),
        ("物业纠纷由社区初调、街道复调，法院给予指导。", "物业纠纷"),
        ("物业服务覆盖率达到92%以上。", "92%以上"),
        ("居民满意度不低于90分。", "92%以上"),
    ],
)
def test_what_rewords_the_source_is_faithful(reader, evidence, text, words):
    assert is_faithful(Statement(text, (evidence(words),)), reader)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("新增公共停车泊位820个。", "停车矛盾", id="figure"),
        pytest.param("新增公共停车泊位620座。", "停车矛盾", id="unit"),
        pytest.param("2025年12月底前新增公共停车泊位620个。", "停车矛盾", id="date"),
        pytest.param("由区财政局牵头，新增公共停车泊位620个。", "停车矛盾", id="listed body"),
        pytest.param("由区数字停车运营中心新增公共停车泊位620个。", "停车矛盾", id="unlisted body"),
        pytest.param("依据《停车场管理办法》新增公共停车泊位620个。", "停车矛盾", id="document"),
        pytest.param("新增公共停车泊位六百二十个。", "停车矛盾", id="number word"),
        pytest.param("鼓励机关单位夜间向居民开放百分之八十的车位。", "停车矛盾", id="share in words"),
        pytest.param("通过ParkNow预约小程序统一管理。", "停车矛盾", id="Latin name"),
        pytest.param("机关单位夜间向居民免费开放车位。", "停车矛盾", id="free of charge"),
        pytest.param("机关单位夜间不得向居民开放车位。", "停车矛盾", id="negation put in"),
        pytest.param("物业服务覆盖率达到92%以下。", "92%以上", id="limit turned"),
        pytest.param("物业服务覆盖率达到92%。", "92%以上", id="limit lost"),
        pytest.param("居民满意度为90分。", "92%以上", id="limit before the figure lost"),
        pytest.param("月亮绕着地球转，潮汐因此涨落。", "停车矛盾", id="general knowledge"),
        pytest.param("好的。", "停车矛盾", id="nothing said"),
    ],
)
def test_what_departs_from_the_source_is_not(reader, evidence, text, words):
    assert not is_faithful(Statement(text, (evidence(words),)), reader)


def test_nothing_is_faithful_without_evidence(reader):
    assert not is_faithful(Statement("新增公共停车泊位620个。"), reader)


def test_support_is_a_share_of_pairs():
    assert support("停车泊位", "新增停车泊位") == 1.0
    assert support("停车收费", "新增停车泊位") == pytest.approx(1 / 3)
    assert support("2025", "2025") == 0.0
