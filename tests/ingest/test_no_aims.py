"""What was done, what things are like and what there is already are no targets; what stands beside them is."""

import pytest
from fact_samples import document

from ingest.datatypes import Target
from ingest.facts import extract_facts


def targets(text):
    facts = extract_facts(*document(f"1.安排。{text}"), since=2025)
    return [(fact.subject, fact.value, fact.period) for fact in facts if isinstance(fact, Target)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("目前已建成驿站80个，今年再新增20个。", [("再新增", "20", "今年")]),
        ("全县共有学校120所、在校生3万人，其中寄宿生8000人。", []),
        ("全县下辖村庄90个，力争到2026年建成示范村12个。", [("示范村", "12", "力争到2026年")]),
        ("工坊由现在的46家增加到75家。", [("工坊", "75", "")]),
        (
            "床位由2024年的300张增加到500张，床位空置率从目前的20%下降到8%。",
            [("床位", "500", ""), ("床位空置率", "8", "")],
        ),
        (
            "到2027年，床位占比达到65%，适老化改造累计完成12万户。",
            [("床位占比", "65", "到2027年"), ("适老化改造累计完成", "12", "到2027年")],
        ),
        ("农药用量较2023年下降9%。", [("农药用量较2023年下降", "9", "")]),
        ("线上占比到2027年达到65%。", [("线上占比", "65", "到2027年")]),
    ],
)
def test_what_was_done_and_what_is_to_come(sentence, expected):
    assert targets(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("推进20个亿元以上技改项目。", [("亿元以上技改项目", "20", "")]),
        ("改造300米以上道路10条。", [("改造300米以上道路", "10", "")]),
        (
            "全年招引亿元以上项目30个，其中10亿元以上项目5个。",
            [("招引亿元以上项目", "30", "全年"), ("10亿元以上项目", "5", "全年")],
        ),
        ("消除56人以上大班额。", []),
        ("床位利用率低于30%的敬老院一律撤并。", []),
        ("对年用水5万吨以上的企业实行定额管理。", []),
        ("单座投资在400万元以下的，可合并招标。", []),
        ("组建不少于150人的抢险队。", [("组建的抢险队", "150", "")]),
        ("每周五通报1次。", [("通报", "1", "每周五")]),
    ],
)
def test_what_a_thing_is_like_belongs_to_its_name(sentence, expected):
    assert targets(sentence) == expected
