"""Labels, brackets and blanks of single lines that tell who does what by when."""

from __future__ import annotations

import pytest

from ingest.datatypes import Deadline, ParsedDocument, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

Roles = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def read(text: str, name: str = "a.txt") -> ParsedDocument:
    return parse(load_bytes(name, text.encode()), name=name)


def responsibilities(text: str) -> list[Responsibility]:
    return [fact for fact in read(text).facts if isinstance(fact, Responsibility)]


def dues(text: str) -> list[str]:
    return [fact.due for fact in read(text).facts if isinstance(fact, Deadline)]


def roles(fact: Responsibility) -> Roles:
    return fact.lead, fact.bodies, fact.supporting


PLAN = """云栖区便民服务圈建设方案

一、重点任务
（一）补齐短板
1. 每个社区配置1处修理点。
{lines}
2. 增设歇脚点20处。
　　分工：区总工会
　　进度：二、三季度
"""


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "　　分工：区商务局（选址）；区城管局（备案）；各街道（场地）\n　　进度：2026年10月前",
            ((), ("区商务局", "区城管局", "各街道"), ()),
        ),
        (
            "　　分工：区商务局（主），区城管局、各街道（辅）\n　　进度：2026年10月前",
            (("区商务局",), (), ("区城管局", "各街道")),
        ),
        (
            "谁来干：后勤处（主）、信息中心（协）\n谁来管：刘副校长\n何时成：2026年10月前",
            (("后勤处",), (), ("信息中心",)),
        ),
    ],
)
def test_labels_of_one_word_and_those_that_ask(lines: str, told: Roles) -> None:
    first, second = responsibilities(PLAN.format(lines=lines))
    assert roles(first) == told
    assert second.bodies == ("区总工会",)
    assert dues(PLAN.format(lines=lines)) == ["2026年10月前", "二、三季度"]


def test_who_oversees_by_surname_and_post_does_not_do_it() -> None:
    task = "（一）号源统一管理。【主责】门诊部【协同】信息科【分管】刘副院长【期限】4月底"
    [fact] = responsibilities(f"一、诊前\n{task}\n")
    assert roles(fact) == (("门诊部",), (), ("信息科",))
    assert fact.notes == (("分管领导", "刘副院长"),)


MINUTES = """青山街道党政联席会议纪要

议题一：防汛准备
1、积水点加装排泵，先通后畅。　承办：城建办　协助：水务所　限5月8日
2、空调维修费同意列支。　承办：财政所　限下次会议
"""


def test_a_wide_blank_parts_who_helps_from_the_limit() -> None:
    first, second = responsibilities(MINUTES)
    assert (first.bodies, first.supporting, second.bodies) == (("城建办",), ("水务所",), ("财政所",))
    assert dues(MINUTES) == ["5月8日", "下次会议"]


NOTED = """省民政厅减负措施分工方案

（一）清理事务
对各类事务全面起底。
〔政权处　法规处　社区发展中心；7月—9月集中整治〕

（二）优化考核
整合为一年一次综合评价。
〔厅办公室；自2026年度考核起执行〕

注：〔 〕内列第一位的为牵头单位，其余为配合单位。
"""


def test_a_bracket_alone_on_its_line_lists_bodies_parted_by_blanks() -> None:
    first, second = responsibilities(NOTED)
    assert roles(first) == (("政权处",), (), ("法规处", "社区发展中心"))
    assert roles(second) == (("厅办公室",), (), ())
    assert dues(NOTED) == ["7月—9月集中整治", "自2026年度考核起执行"]


def test_a_blank_inside_a_torn_name_is_stray() -> None:
    [fact] = responsibilities("1.排查隐患。（责任单位：县信访局、县　卫健委、各社区）\n")
    assert fact.bodies == ("县信访局", "县卫健委", "各社区")


@pytest.mark.parametrize(
    ("bracket", "told"),
    [
        ("（住建牵头，城管、交通配合；5.31前）", (("住建",), (), ("城管", "交通"))),
        ("（宣传牵头，城管、文旅配合；4月内）", (("宣传",), (), ("城管", "文旅"))),
        ("（园林，4月下旬）", ((), ("园林",), ())),
        ("（教育、公安，每个教学日）", ((), ("教育", "公安"), ())),
        ("（数据、金融、供电｜团区委配合｜5月底）", ((), ("数据", "金融", "供电"), ("团区委",))),
    ],
)
def test_short_names_of_offices_beside_roles_or_a_limit(bracket: str, told: Roles) -> None:
    [fact] = responsibilities(f"迎检任务清单\n\n【市容环境】\n○ 道路破损修补完毕{bracket}\n○ 重点是学校周边。\n")
    assert roles(fact) == told


def test_a_short_name_without_a_limit_is_an_aside() -> None:
    assert responsibilities("迎检任务清单\n\n1. 补齐行业短板（园林）\n") == []


def test_a_paragraph_behind_a_labelled_line_does_not_go_on_with_it() -> None:
    text = (
        "改善就医感受分工\n\n（一）与12家乡镇卫生院建立转诊绿色通道，逐级转诊。【主责】门诊部【期限】年底前\n\n"
        "　　质控科每月10日前通报满意度，连续两个月后三名的由院纪委约谈。\n"
    )
    assert dues(text)[0] == "年底前"
    assert [fact.bodies or fact.lead for fact in responsibilities(text)] == [("门诊部",), ("质控科",), ("院纪委",)]


def test_a_task_that_ends_with_a_word_of_labels_is_no_label() -> None:
    text = (
        "云栖区助餐服务方案\n附件：任务分工\n①社区食堂预付资金监管：区民政局牵头，区金融办、区商务局配合，"
        "2026年6月底前全部签约。\n②助餐点60个：区商务局牵头，区民政局配合，2026年9月。\n"
    )
    told = {fact.subject: roles(fact) for fact in responsibilities(text)}
    assert told["社区食堂预付资金监管"] == (("区民政局",), (), ("区金融办", "区商务局"))
    assert told["助餐点60个"] == (("区商务局",), (), ("区民政局",))
