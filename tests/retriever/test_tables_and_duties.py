"""Rows of tables by ages and by several names, duties by their own stretch, terms and words told before a question."""

from __future__ import annotations

import pytest

NOTICE = """# 柏原县人民政府办公室关于做好高龄津贴和医院分级管理的通知

各乡镇人民政府：

一、高龄津贴

津贴由乡镇受理。乡镇人民政府是津贴发放的责任主体，主要负责人为第一责任人。每年3月至5月开展一次核查。

| 年龄段 | 津贴标准(元/人·月) | 县级负担 |
|---|---|---|
| 80—89周岁 | 70 | 80% |
| 90—99周岁 | 160 | 90% |

二、医院系数

| 医院等级 | 基本系数 | 浮动幅度 |
|---|---|---|
| 三级甲等 | 1.00 | 0.05 |
| 二级甲等 | 0.83 | 0.04 |

三、分工

街道办事处负责排查小区、建立台账；县消防救援大队负责培训社区消防员；县市场监督管理局负责查处销售不合格电动自行车和蓄电池的行为。

四、推广ERP系统

ERP即企业资源计划，是把采购、生产和库存放在一处管理的软件。聚焦特色农业（茶叶、药材）、文旅康养、山区物流三个方向打造应用。
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("通知.md", NOTICE.encode())
    return lambda question: hash_base.ask(question).answer


@pytest.mark.parametrize("question", ["92岁的老人，高龄津贴一个月拿多少", "我奶奶92了，一个月高龄津贴拿多少"])
def test_the_row_whose_band_holds_the_age(ask, question):
    answer = ask(question)
    assert "160" in answer
    assert "70" not in answer


def test_rows_named_together_are_told_together(ask):
    answer = ask("三级甲等和二级甲等医院的基本系数各是多少")
    assert "1.00" in answer
    assert "0.83" in answer


def test_of_several_duties_in_one_sentence_the_one_asked_about(ask):
    answer = ask("销售不合格蓄电池的归谁查")
    assert "县市场监督管理局" in answer
    assert "街道办事处" not in answer


def test_whose_duty_is_named_so(ask):
    assert "乡镇人民政府" in ask("高龄津贴发放的责任主体是谁")


def test_latin_words_are_found_in_small_letters(ask):
    assert "企业资源计划" in ask("erp是啥意思")


def test_a_range_of_months_stays_whole(ask):
    assert "3月至5月" in ask("高龄津贴的核查几月搞")


def test_parts_keep_their_brackets(ask):
    answer = ask("打造应用聚焦哪三个方向")
    assert "特色农业（茶叶、药材）" in answer


def test_a_year_of_the_asker_is_no_year_of_a_document(ask):
    assert "县市场监督管理局" in ask("我们小区2003年盖的，销售不合格蓄电池的归谁查")
