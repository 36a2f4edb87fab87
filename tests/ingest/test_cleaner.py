"""Repair of text: what is mended, what stays, and the map to the original."""

import re
import time
import timeit

import pytest
from generators.checks import plain
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaner import clean, repair_text
from ingest.datatypes import Block, LoadedDocument
from ingest.loaders.plain_text import load_plain_text


def lines(text):
    cleaned = clean(load_plain_text("a.txt", text.encode()))
    return cleaned.clean.text.split("\n")


@pytest.mark.parametrize(
    ("found", "repaired"),
    [
        ("完善党建引 领机制，推进共建。", "完善党建引领机制，推进共建。"),
        ("1. 建设食堂,方便老人", "1.建设食堂，方便老人"),
        ("(责任单位:区民政局(区老龄办)、区财政局)", "（责任单位：区民政局（区老龄办）、区财政局）"),
        ("１２．完善１０个站点，达到９５％", "12.完善10个站点，达到95%"),
        ("实 施 方 案", "实施方案"),
        ("1)整治环境", "1）整治环境"),
        ("(1) 整治环境", "（1）整治环境"),
        ("附件 1 任务分工表", "附件 1 任务分工表"),
        ("Windows 10 and (Linux)", "Windows 10 and (Linux)"),
        ("张 三  区民政局局长", "张三 区民政局局长"),
        ("比例为3:2, 时间为9:30", "比例为3:2，时间为9:30"),
    ],
)
def test_lines(found, repaired):
    assert repair_text(found) == repaired
    assert repair_text(repaired) == repaired


def test_wrapped_paragraphs_become_whole():
    paragraphs = [
        "各街道要摸清停车底数，按照一区一策的原则制定改进办法，成熟一批推进一批。鼓励周边单位错时开放车位，方便居民夜间停放。",
        "各部门要做好配合，及时解决推进过程中遇到的困难和问题，定期通报进展，确保全年任务按期完成，让居民满意。",
        "区城管局要会同公安分局加强路面巡查，对违法停车行为及时劝导，形成常态化的管理机制，巩固成果。",
    ]
    for indent in ("　　", ""):
        found = "\n".join("\n".join(re.findall(".{1,22}", indent + paragraph)) for paragraph in paragraphs)
        assert lines(found) == paragraphs


def test_a_page_number_inside_a_sentence_is_dropped():
    text = (
        "各街道要摸清停车底数，按照一区一策的原则制定改进办法，成熟一批推进一批，鼓励周边单位\n- 3 -\n错时开放车位。\n"
    )
    cleaned = clean(load_plain_text("a.txt", text.encode()))
    assert "- 3 -" not in cleaned.clean.text
    assert list(cleaned.clean.offsets) == sorted(cleaned.clean.offsets)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、坚持问题导向与目标导向相统一，着力补齐\n城乡公共服务短板\n各街道要摸清底数。",
            ["一、坚持问题导向与目标导向相统一，着力补齐城乡公共服务短板", "各街道要摸清底数。"],
        ),
        (
            "第三章 基层治理体系\n和治理能力建设\n各街道要摸清底数。",
            ["第三章基层治理体系和治理能力建设", "各街道要摸清底数。"],
        ),
        ("一、总体要求\n指导思想\n各街道要摸清底数。", ["一、总体要求", "指导思想", "各街道要摸清底数。"]),
        (
            "1.开展巡查（责任单位：区城管局、区交通\n局、各街道）\n2.修路。",
            ["1.开展巡查（责任单位：区城管局、区交通局、各街道）", "2.修路。"],
        ),
    ],
)
def test_broken_headings(text, expected):
    assert lines(text) == expected


def test_the_signature_is_not_joined():
    text = (
        "各单位要认真贯彻执行，遇到重要情况及时报告，并抄送有关部门，工作中的经验\n石桥区人民政府办公室\n2025年3月1日\n"
    )
    assert lines(text)[1:] == ["石桥区人民政府办公室", "2025年3月1日"]


def test_a_table_without_frame_goes_on_over_a_page_number():
    cells = ["序号", "指标", "单位", "1", "绿化率", "%", "2", "公园", "座", "3", "步道", "公里"]
    text = "".join(f"{cell} |\n" + ("- 2 -\n" if cell == "公园" else "") for cell in cells)
    cleaned = clean(load_plain_text("a.txt", text.encode()))
    assert [row.values for row in cleaned.rows] == [("1", "绿化率", "%"), ("2", "公园", "座"), ("3", "步道", "公里")]


VISIBLE = """
一、 （一） (1) 1. 1.5 2025年 第三条 —— 责任单位： （ ） ( ) “ ” ， , 。 : ； 区民政局 、 |
% ～ 建设 A 12 附件 目录 名单
"""
PIECES = st.sampled_from([*VISIBLE.split(), " ", "\u3000", "\xa0", "\u200b", "\n", "\n", "\n\n", "- 3 -"])


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=120)))
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_its_characters(text):
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    cleaned = clean(LoadedDocument(text, tuple(blocks), "txt"))
    offsets = cleaned.clean.offsets
    assert list(offsets) == sorted(offsets)
    assert len(offsets) == len(cleaned.clean.text) + 1
    for character, offset in zip(cleaned.clean.text, offsets, strict=False):
        assert character.isspace() or plain(character) == plain(text[offset])
    assert "".join(cleaned.clean.text[line.start : line.end] for line in cleaned.lines) == cleaned.clean.text.replace(
        "\n", ""
    )


def seconds(text):
    document = load_plain_text("a.txt", text.encode())
    return min(timeit.repeat(lambda: clean(document), number=1, repeat=3, timer=time.thread_time))


@pytest.mark.parametrize("unit", ["（" * 50, "(a,b)(", "，建设 食堂", "建设食堂，方便老人\n", "一 二 ", "| "])
def test_time_is_linear(unit):
    assert seconds(unit * 4000) < 12 * max(seconds(unit * 1000), 0.01)


def test_the_title_of_contents_is_no_part_of_the_title_above():
    found = "青原县2023年居民小区品质\n提升实施意见\n目　录\n一、目标\n"
    text = clean(load_plain_text("意见.txt", found.encode())).clean.text
    assert "实施意见\n目录" in text.replace("目 录", "目录")


def test_a_space_inside_a_number_is_stray():
    assert repair_text("四十 六．\u3000规范停车秩序") == "四十六.规范停车秩序"
    assert repair_text("值班电话0792-5523 119。") == "值班电话0792-5523119。"
