"""Texts whose lines were broken at any character, and issuers that stand above a title or in it."""

from __future__ import annotations

import pytest

from ingest.cleaner import clean
from ingest.datatypes import Member
from ingest.loaders import load_bytes
from ingest.metadata import describe
from ingest.pipeline import parse

TORN = """杏林市人民政府关于湖泊休渔的通告

　　为保护湖泊，规范
垂钓行为，通告如下：
　　一、范围
　　（一）东湖、西湖等6个湖库，每年3月1日0时至6
月30日24时为休渔期，其余时段凭证捕捞。
　　（二）因科研需要采捕的，
由市农业农村局批准；
采捕须在批准的地点进行，
并在结束后10日内报告。
　　二、分工
市水利局管理水位。
"""


def test_lines_go_on_where_they_were_torn():
    text = clean(load_bytes("通告.txt", TORN.encode())).clean.text
    assert "至6月30日24时为休渔期" in text
    assert "因科研需要采捕的，由市农业农村局批准；" in text
    assert "采捕须在批准的地点进行，并在结束后10日内报告。" in text
    assert "二、分工\n市水利局" in text


def test_a_name_of_a_list_is_not_joined_with_what_follows():
    people = "组 长：陆远山  区长\n    顾春林  区委常委、纪委书记、监委主任、组织部部长\n"
    listed = f"组成人员名单\n{people}下设办公室，设在区住建局。\n"
    assert "组织部部长\n下设办公室" in clean(load_bytes("名单.txt", listed.encode())).clean.text


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("省残联 省教育厅 省财政厅\n2025年9月11日\n", "省残联、省教育厅、省财政厅"),
        ("杏林市发展和改革委员会 杏林市商务局 编制\n", "杏林市发展和改革委员会、杏林市商务局"),
        ("中共杏林市委 杏林市人民政府\n杏发〔2025〕6号\n", "中共杏林市委、杏林市人民政府"),
        ("牵头单位：区交通局\n", ""),
    ],
)
def test_issuers_of_joint_documents(text, issuer):
    body = f"{text}某项工作规划\n一、目标\n到2027年建成车站3座。\n"
    loaded = load_bytes("规划.txt", body.encode())
    assert describe(loaded, clean(loaded), name="规划.txt").issuer == issuer


def test_the_issuer_named_in_a_title():
    text = "杏林市卫生健康委员会关于做好筛查的通知\n各单位：\n一、对象\n35岁以上妇女。\n"
    loaded = load_bytes("a.txt", text.encode())
    assert describe(loaded, clean(loaded), name="a.txt").issuer == "杏林市卫生健康委员会"


def test_who_made_a_table_issued_it():
    text = "某项任务分解表\n制表单位：杏林市人民政府办公室 2026年2月10日\n一、任务\n建成车站3座。\n"
    loaded = load_bytes("b.txt", text.encode())
    told = describe(loaded, clean(loaded), name="b.txt")
    assert (told.issuer, told.issued) == ("杏林市人民政府办公室", "2026-02-10")


def test_a_line_of_another_role_is_not_joined_with_the_one_above():
    listed = (
        "组长：县长\n副组长：分管农业、水务的副县长；县公安局局长；县政府秘书长\n"
        "成员：县水利局、县财政局主要负责人。\n"
    )
    text = f"云溪县防汛方案\n附件 云溪县防汛工作领导小组组成人员\n{listed}"
    parsed = parse(load_bytes("a.txt", text.encode()), name="a.txt")
    deputies = [fact.subject for fact in parsed.facts if isinstance(fact, Member) and fact.role == "副组长"]
    assert deputies == ["分管农业、水务的副县长", "县公安局局长", "县政府秘书长"]
