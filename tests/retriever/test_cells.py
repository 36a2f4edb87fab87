"""Cells of tables: the row that a question names, in the column that it asks for."""

import re

import pytest

from retriever.answerers.cells import COLUMNS_FILE

PRICES = (
    "# 柳湾区便民服务收费公示\n\n"
    "| 序号 | 服务项目 | 服务对象 | 收费标准 | 办理时限 | 所需材料 | 受理单位 |\n|---|---|---|---|---|---|---|\n"
    "| 1 | 骨灰寄存 | 本区户籍逝者家属 | 每格每年80元 | 当场办结 | 死亡证明、户口簿 | 区殡仪馆 |\n"
    "| 2 | 公共停车包月 | 周边3公里内居民 | 每月240元 | 5个工作日 | 行驶证、房产证明 | 区城投公司 |\n"
    "| 3 | 古树迁移审批 | 建设单位 | 免费 | 每年3月至11月受理 | 迁移方案、专家意见 | 区园林局 |\n"
)


@pytest.fixture
def prices(hash_base):
    hash_base.add_bytes("柳湾区便民服务收费公示.md", PRICES.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held", "absent"),
    [
        ("公共停车包月要带什么证件", "行驶证、房产证明", "240元"),
        ("骨灰寄存一年多少钱", "80元", "死亡证明"),
        ("公共停车包月几天能办好", "5个工作日", "行驶证"),
        ("古树迁移审批什么时候可以申请", "3月至11月", "专家意见"),
        ("公共停车包月谁能办", "3公里内居民", "行驶证"),
        ("古树迁移审批找哪个单位", "区园林局", "专家意见"),
    ],
)
def test_the_cell_asked_for_is_told(prices, question, held, absent):
    answer = prices.ask(question)
    assert held in answer.answer
    assert absent not in answer.answer


def test_what_a_body_receives_is_listed_whole(prices):
    assert "公共停车包月" in prices.ask("区城投公司受理哪些业务").answer


def test_a_column_that_the_table_does_not_have_is_not_made_up(prices):
    answer = prices.ask("骨灰寄存的联系电话是多少")
    assert not re.search(r"\d{3,}", answer.answer)


GROUPS = (
    "# 柳湾区场馆收费表\n\n| 场馆 | 项目 | 平日价格 | 周末价格 | 优惠政策 |\n|---|---|---|---|---|\n"
    "| 体育中心 | 乒乓球台 | 20元 | 30元 | 周一免费 |\n| 体育中心 | 网球场 | 60元 | 80元 | 军人半价 |\n"
    "| 文化馆 | 排练厅 | 50元 | 50元 | 本地社团免费 |\n"
)


def test_the_column_named_among_several_of_its_class(hash_base):
    hash_base.add_bytes("柳湾区场馆收费表.md", GROUPS.encode())
    weekend = hash_base.ask("网球场周末多少钱").answer
    assert "80元" in weekend
    assert "60元" not in weekend
    assert "周一免费" in hash_base.ask("乒乓球台哪天免费").answer
    listed = hash_base.ask("体育中心有哪些项目").answer
    assert "乒乓球台" in listed
    assert "网球场" in listed
    assert "排练厅" not in listed


def test_every_line_of_the_list_of_columns_has_both_sides():
    lines = [line for line in COLUMNS_FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert all(len(line.split(" => ")) == 2 for line in lines)
