"""Time limits without a date, limits that come round, and fines of rules."""

import pytest
from fact_samples import document, table

from ingest.datatypes import Deadline, Responsibility, Target
from ingest.facts import extract_facts
from ingest.loaders import load_bytes
from ingest.pipeline import parse


def read(text, kind):
    return [fact for fact in extract_facts(*document(text)) if isinstance(fact, kind)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县民政局应当在15个工作日内完成审核。", [("15个工作日内", "县民政局完成审核")]),
        ("自受理之日起30日内作出决定。", [("自受理之日起30日内", "作出决定")]),
        ("申请人应当自收到通知之日起十五日内补正材料。", [("自收到通知之日起十五日内", "申请人补正材料")]),
        ("对诉求24小时内响应、5个工作日内办结。", [("24小时内", "对诉求响应"), ("5个工作日内", "办结")]),
        ("补贴申请应当在取得学历后3年内提出。", [("取得学历后3年内", "补贴申请提出")]),
        ("每月28日前，各单位报送进展情况。", [("每月28日前", "各单位报送进展情况")]),
        ("各牵头单位应于每季度末月20日前报送进展。", [("每季度末月20日前", "各牵头单位报送进展")]),
        ("次月5日前汇总，每年1月15日前上报总结。", [("次月5日前", "汇总"), ("每年1月15日前", "上报总结")]),
        (
            "申请人于每年3月、6月、9月、12月的1日至15日提交申请。",
            [("每年3月、6月、9月、12月的1日至15日", "申请人提交申请")],
        ),
        ("每周五前报送周报。", [("每周五前", "报送周报")]),
        ("2028年年底前，完成改造任务。", [("2028年年底前", "完成改造任务")]),
        ("2025年3月底前完成摸底；6月底前完成整改。", [("2025年3月底前", "完成摸底"), ("6月底前", "完成整改")]),
        ("审批时限压缩至3个工作日以内。", []),
        ("公示期不少于7个工作日。", []),
        ("弄虚作假的，三年内不受理其申请。", []),
        ("近3年内新建的小区优先。", []),
        ("已在5个工作日内办结的不再重复。", []),
        ("全年每月评选一次。", []),
    ],
)
def test_deadlines(sentence, expected):
    assert [(fact.due, fact.subject) for fact in read(f"1.安排。{sentence}", Deadline)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "违反前条规定的，处五百元以上二千元以下罚款；情节严重的，处二千元以上一万元以下罚款。",
            [
                ("违反前条规定的罚款", "五百元以上二千元以下"),
                ("情节严重的罚款", "二千元以上一万元以下"),
            ],
        ),
        (
            "骗取补贴的，追回补贴，并处骗取金额一倍以上三倍以下罚款，三年内不受理其申请。",
            [("骗取补贴，骗取金额的罚款", "一倍以上三倍以下")],
        ),
        ("个人违反规定的，可以处200元以下的罚款。", [("个人违反规定的罚款", "200元以下")]),
        ("未按规定停放的，处五十元罚款。", [("未按规定停放的罚款", "五十元")]),
        ("拒不改正的，处造价百分之五以上百分之十以下的罚款。", [("拒不改正，造价的罚款", "百分之五以上百分之十以下")]),
        ("罚款缴入国库。", []),
    ],
)
def test_fines(sentence, expected):
    assert [(fact.subject, fact.value) for fact in read(f"1.罚则。{sentence}", Target)] == expected


def test_who_is_in_charge_is_kept_beside_the_bodies():
    header = ("序号", "重点任务", "分管领导", "责任单位", "完成时限")
    facts = extract_facts(*table(header, ("1", "改造农贸市场", "王大江", "县商务局、县住建局", "2026年6月")))
    [duty] = [fact for fact in facts if isinstance(fact, Responsibility)]
    assert (duty.bodies, duty.notes) == (("县商务局", "县住建局"), (("分管领导", "王大江"),))
    [due] = [fact for fact in facts if isinstance(fact, Deadline)]
    assert due.due == "2026年6月"


def test_somebody_alone_in_charge_does_the_task():
    facts = extract_facts(*table(("重点任务", "责任领导"), ("改造市场", "王大江")))
    [duty] = [fact for fact in facts if isinstance(fact, Responsibility)]
    assert (duty.bodies, duty.notes) == (("王大江",), ())


RULES = """甲县停车管理办法

第一章　总则
第一条　为了规范停车秩序，制定本办法。
第二条　本县停车场的设置和管理，适用本办法。
本办法所称停车场，是指供车辆停放的场所。
第二章　管理
第三条　设置停车场应当符合下列条件：
（一）有固定场所；
（二）有管理制度：
1.收费公示制度；
2.安全巡查制度。
（三）有管理人员。
县住房和城乡建设局应当在20日内完成验收。
第四条　违反本办法第三条规定的，由县城管局责令改正，处五百元以上二千元以下罚款。
"""


def test_articles_hold_paragraphs_items_and_points():
    parsed = parse(load_bytes("办法.txt", RULES.encode()), name="办法.txt")
    clauses = parsed.clauses
    numbers = {clause.number: clause for clause in clauses if clause.number}
    above = {number: clauses[clause.parent].number for number, clause in numbers.items() if clause.parent is not None}
    assert above == {
        "第一条": "第一章", "第二条": "第一章", "第三条": "第二章", "第四条": "第二章",
        "（一）": "第三条", "（二）": "第三条", "（三）": "第三条", "1.": "（二）", "2.": "（二）",
    }  # fmt: skip
    paragraphs = [clause for clause in clauses if clause.kind == "paragraph"]
    assert [clauses[clause.parent].number for clause in paragraphs] == ["第二条", "第三条"]
    [due] = [fact for fact in parsed.facts if isinstance(fact, Deadline)]
    assert (due.due, due.subject) == ("20日内", "县住房和城乡建设局完成验收")
    [fine] = [fact for fact in parsed.facts if isinstance(fact, Target)]
    assert (fine.value, fine.item) == ("五百元以上二千元以下", "4")
