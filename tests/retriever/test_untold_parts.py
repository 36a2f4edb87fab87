"""Several questions in one sentence: each is told, from where the others stand; one question stays one."""

from __future__ import annotations

import pytest

from retriever.asked_apart import asked_apart
from retriever.datatypes import Message

RULES = """云岫县湿地巡护考评办法
云岫湿办〔2026〕4号
一、考评安排
（一）考评会议由分管生态的副县长召集，县林业局、县水务局、县财政局参加，每季度召开一次。
（二）一等巡护队由指挥部在接报后2小时内出动，二等巡护队由管护站在接报后5小时内出动。
（三）与石屏县湿地站互设备勤点，第二批巡护船9月20日前交付，码头10月8日前完成维修。
二、附表
| 管护站 | 观鸟屋（座） | 巡护员（人） | 联络员职务 |
| --- | --- | --- | --- |
| 芦湾站 | 6 | 14 | 副站长 |
| 鹭滩站 | 4 | 9 | 站长 |
| 合计 | 10 | 23 | |
云岫县湿地保护委员会
2026年3月2日
"""


@pytest.fixture
def ask(hash_base):
    """The answer to a question over one invented rule."""
    hash_base.add_bytes("云岫县湿地巡护考评办法.md", RULES.encode())
    return lambda question: hash_base.ask([Message("user", question)]).answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("鹭滩站建几座观鸟屋，巡护员几个人", ["鹭滩站建几座观鸟屋", "巡护员几个人"]),
        ("云岫县考评会议谁召集、哪些单位参加", ["云岫县考评会议谁召集", "哪些单位参加"]),
        ("听说要修码头，最迟哪天修完？船呢", ["最迟哪天修完", "船呢"]),
        ("多少分评优秀 有啥奖", ["多少分评优秀", "有啥奖"]),
        ("今年的文号？是哪个会议审议过的", ["今年的文号", "是哪个会议审议过的"]),
    ],
)
def test_each_thing_asked_is_found(question, said):
    assert [one.said for one in asked_apart(question)] == said


@pytest.mark.parametrize(
    "question",
    [
        "观鸟屋建几座",
        "芦湾站和鹭滩站，哪个巡护员多",  # set beside each other
        "一等和二等巡护队有什么区别，多久出动",
        "我家门口的湿地没人管，垃圾到处都是，这事归谁管",
        "今年是不是要建10座观鸟屋",
    ],
)
def test_one_question_stays_one(question):
    assert asked_apart(question) == ()


def test_second_figure_comes_from_the_same_row(ask):
    told = ask("鹭滩站建几座观鸟屋，巡护员几个人")
    assert "4" in told
    assert "9" in told
    assert "23" not in told


def test_what_is_named_only_is_asked_again_about(ask):
    told = ask("云岫县一等巡护队接报后多久出动，二等呢")
    assert "2小时" in told
    assert "5小时" in told


def test_sentence_tells_its_other_part(ask):
    told = ask("云岫县考评会议谁召集、哪些单位参加")
    assert "副县长" in told
    assert "县水务局" in told


def test_what_is_nowhere_is_not_made_up(ask):
    told = ask("鹭滩站建几座观鸟屋，门票呢")
    assert "4" in told
    assert "元" not in told
