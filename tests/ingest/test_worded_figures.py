"""Targets without a usual unit, in words, of rare units; what is of a year before the document is none."""

import pytest
from fact_samples import document

from ingest.datatypes import Target
from ingest.facts import extract_facts


def targets(text, since=2025):
    return [fact for fact in extract_facts(*document(text), since=since) if isinstance(fact, Target)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("灌溉水有效利用系数提高到0.61。", [("灌溉水有效利用系数", "0.61", "")]),
        ("恩格尔系数控制在0.28以内。", [("恩格尔系数", "0.28", "")]),
        ("维修机电井6500眼。", [("维修机电井", "6500", "眼")]),
        ("土壤有机质含量平均达到36克/公斤。", [("土壤有机质含量", "36", "克/公斤")]),
        ("PM2.5平均浓度降至40微克/立方米以下。", [("PM2.5平均浓度", "40", "微克/立方米")]),
        ("统筹建设智算中心，总规模不低于2000P。", [("智算中心总规模", "2000", "P")]),
        ("室内温度全天不得低于二十摄氏度。", [("室内温度全天", "二十", "摄氏度")]),
        ("存量占压点清零。", [("存量占压点", "清零", "")]),
        ("超限引发的较大以上事故为零。", [("超限引发的较大以上事故", "零", "")]),
        ("城区鼠密度控制水平达到国家标准B级以上。", [("城区鼠密度控制水平", "国家标准B级以上", "")]),
        ("欠薪线索24小时内响应。", [("欠薪线索响应", "24", "小时")]),
        ("五个旗县全部建成。", [("旗县全部建成", "五", "个")]),
        ("室温低于16℃的，退还热费。", []),
        ("60分以下不得立项，90分以上为优秀。", []),
        ("测评结果按10%的权重计入考核。", []),
        ("打造百公里海岸慢行系统。", []),
        ("淘汰35蒸吨以下燃煤锅炉。", []),
        ("2024年，全区改造小区15个，满意率达到93.2%。", []),
        ("单位产品能耗较2024年下降15%。", [("单位产品能耗较下降", "15", "%")]),
    ],
)
def test_figures(sentence, expected):
    assert [(fact.subject, fact.value, fact.unit) for fact in targets(f"1.安排。{sentence}")] == expected


def test_minutes_without_headings_are_read():
    text = (
        "某市专题会议纪要\n会议强调，今年水网投资要完成86亿元，供水覆盖率提高到92%。\n"
        "截至4月底，全市已完成投资31.5亿元。\n会议要求，各县抓好落实。\n"
    )
    assert [(fact.subject, fact.value) for fact in targets(text)] == [("水网投资", "86"), ("供水覆盖率", "92")]
