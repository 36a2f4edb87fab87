from __future__ import annotations

import pytest
from policy_library import ACTIONS, PLAN

from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.verifier import borne, claims, squeeze, unborne_claims, verify


@pytest.fixture(scope="module")
def evidence(reader, doc_ids):
    """Evidence for the clause of a document that holds some words."""

    def find(words, name=ACTIONS):
        parsed = reader.document(doc_ids[name]).parsed
        clause = next(clause for clause in parsed.clauses if words in parsed.clean.text[clause.start : clause.end])
        return Evidence(doc_ids[name], clause.index, clause.start, clause.end)

    return find


@pytest.mark.parametrize(
    "text",
    [
        "新增公共停车泊位620个。",
        "牵头单位：区交通局；配合单位：区公安分局、各街道。",
        "新增620个，共享180个",
        "缓解停车矛盾（二、重点任务）",
        "《云岭市清泉区2025年社区治理行动方案》：新增620个",
        "没有数字和名称的一句话",
    ],
)
def test_what_the_evidence_holds_is_borne(reader, evidence, text):
    assert borne(Statement(text, (evidence("停车矛盾"),)), reader)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("新增公共停车泊位621个。", "621"),
        ("新增公共停车泊位62个。", "62"),
        ("新增公共停车泊位20个。", "20"),
        ("新增公共停车泊位1620个。", "1620"),
        ("新增62%。", "62%"),
        ("新增三百个。", "三百"),
        ("责任单位：区民政局。", "区民政局"),
        ("责任单位：区交通局、区财政局。", "区财政局"),
        ("称为“共享车位”。", "共享车位"),
        ("见《停车管理办法》。", "停车管理办法"),
    ],
)
def test_a_wrong_figure_body_or_name_is_not_borne(reader, evidence, text, wrong):
    statement = Statement(text, (evidence("停车矛盾"),))
    assert any(wrong in claim for claim in unborne_claims(statement, reader))
    assert not borne(statement, reader)


def test_nothing_is_borne_without_evidence(reader):
    assert not borne(Statement("新增公共停车泊位620个。"), reader)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        pytest.param("修缮旧住房16平方米。", "旧住房修缮", ACTIONS, id="unit"),
        pytest.param("新建社区食堂12处。", "社区食堂12家", ACTIONS, id="counter"),
        pytest.param("2025年3月底前完成外墙排险。", "旧住房修缮", ACTIONS, id="date"),
        pytest.param("人均达到25平方米。", "人均", PLAN, id="decimals"),
        pytest.param(
            "物业服务覆盖率达到92%以下。",
            "物业服务覆盖率",
            ACTIONS,
            id="comparator",
        ),
    ],
)
def test_a_figure_with_a_wrong_unit_date_or_comparator_is_not_borne(reader, evidence, text, words, name):
    assert not borne(Statement(text, (evidence(words, name),)), reader)


def test_each_statement_needs_its_own_evidence(reader, evidence):
    parks, lifts = evidence("口袋公园"), evidence("老旧电梯")
    assert borne(Statement("建成7座，更新45台", (parks, lifts)), reader)
    assert not borne(Statement("建成7座，更新45台", (parks,)), reader)


def test_header_of_a_table_row_bears_its_columns(reader, evidence):
    row = evidence("养老床位数", PLAN)
    assert borne(Statement("养老床位数，2030年目标值：4600（张）（约束性）", (row,)), reader)
    assert not borne(Statement("养老床位数，2035年目标值：4600（张）", (row,)), reader)
    assert not borne(Statement("养老床位数，2030年目标值：36（张）", (row,)), reader)


def test_wrong_statements_are_dropped_and_right_ones_kept(reader, evidence):
    right = Statement("新增公共停车泊位620个。", (evidence("停车矛盾"),))
    wrong = Statement("新增公共停车泊位800个。", (evidence("停车矛盾"),))
    assert verify(Draft((right, wrong)), reader).statements == (right,)
    assert verify(Draft((wrong,)), reader).statements == ()
    assert not verify(Draft((wrong,)), reader).found


def test_computed_counts_are_kept(reader, evidence):
    statement = Statement("区交通局的任务共9项：新增620个。", (evidence("停车矛盾"),), computed=("9项",))
    assert verify(Draft((statement,)), reader).statements == (statement,)
    assert not borne(Statement(statement.text, statement.evidence), reader)


def test_count_at_the_head_falls_with_a_line_of_its_list(reader, evidence):
    head = Statement("任务共2项：", (), ("2项",), bears=False)
    right = Statement("1. 缓解停车矛盾", (evidence("停车矛盾"),), ("1. ",))
    wrong = Statement("2. 更新999台", (evidence("停车矛盾"),), ("2. ",))
    assert verify(Draft((head, right)), reader).statements == (head, right)
    assert verify(Draft((head, right, wrong)), reader).statements == (right,)
    assert verify(Draft((head, wrong)), reader).statements == ()
    assert verify(Draft((head,)), reader).statements == ()


def test_computed_text_covers_only_itself(reader, evidence):
    statement = Statement("共2项，新增22个。", (evidence("停车矛盾"),), computed=("2项",))
    assert any("22" in claim for claim in unborne_claims(statement, reader))


def test_computed_text_is_not_taken_out_of_a_longer_figure(reader, evidence):
    statement = Statement("共2项，新增12项。", (evidence("推进老旧电梯"),), computed=("2项",))
    assert not borne(statement, reader)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增620个", ["620个"]),
        ("达到92%以上", ["92%"]),
        ("投资1,200.5万元", ["1,200.5万元"]),
        ("每周三次", ["三"]),
        ("称为“三张清单”", ["三", "三张清单"]),
        ("由区民政局、区司法局负责", ["区民政局", "区司法局"]),
        ("推进改造", []),
    ],
)
def test_claims(reader, text, expected):
    assert claims(text, reader) == expected


def test_squeeze():
    assert squeeze("１６ 万\n平方米“ａ”") == "16万平方米a"
