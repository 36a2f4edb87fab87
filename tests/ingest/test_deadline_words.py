"""Deadlines by festivals, named days, months in words, first days of force; what a date describes is none."""

import pytest
from fact_samples import document

from ingest.datatypes import Deadline
from ingest.facts import extract_facts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("会同县商务局开展清查，中秋节前见成效。", ["中秋节前"]),
        ("加强培训，5月雨季来临前培训村医28名。", ["5月雨季来临前"]),
        ("发展示范单元30个，“3·15”前公布首批名单。", ["“3·15”前"]),
        ("开展宣传，每年“世界水日”前后集中报道。", ["每年“世界水日”前后"]),
        ("设立服务站，十月一日前全部挂牌。", ["十月一日前"]),
        ("道路两侧积存垃圾，于4月底清零。", ["4月底"]),
        ("推行一瓶一码，年内赋码率达到95%。", ["年内"]),
        ("提档升级，2025年完成4个示范馆建设。", ["2025年"]),
        ("推行总额付费，自2025年1月1日起执行。", ["自2025年1月1日起"]),
        ("县民政局要在2025年10月底前建成统一的平台。", ["2025年10月底前"]),
        ("拖欠工资问题，务必于本周五前支付到位。", ["本周五前"]),
        ("自查三个月以来的重复投诉件，5月6日前报送自查报告。", ["5月6日前"]),
        ("研究处置意见，三季度提交常务会议审议。", ["三季度"]),
        ("路灯问题见一处亮一处，长期坚持。", ["长期坚持"]),
        ("由督查室于7月、12月各开展一次实地督导。", ["7月、12月"]),
        ("各承办科室每半月报一次进度。", ["每半月"]),
        ("摸排结果4月22日下班前报区政府办。", ["4月22日下班前"]),
        ("黑车问题请区交通局支持，月底前形成长效机制。", ["月底前"]),
        ("开业以来，5月6日前的投诉12件。", []),
        ("本办法自2025年1月1日起施行。", []),
        ("严格落实“三会一课”前后衔接的要求。", []),
        ("清理2025年底前建成未投用的设施。", []),
    ],
)
def test_when(sentence, expected):
    facts = extract_facts(*document(f"1.安排。{sentence}"), since=2025)
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == expected
