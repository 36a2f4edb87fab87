"""Amounts that a sentence leaves to the table below it: 「每台具体标准见下表」, also behind what adds to them."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

NAME = "柏溪区加装电梯补贴办法.md"
TEXT = """# 柏溪区加装电梯补贴办法

柏溪区住房和城乡建设局

2026年3月2日

## 一、补贴标准

补贴按照楼层和入户方式确定，每台具体标准见下表，总额不超过建设费用的一半。

| 楼层 | 平层入户（万元） | 错层入户（万元） |
|---|---|---|
| 5层 | 18 | 15 |
| 6层 | 22 | 19 |

在上述标准之外，同一小区整体加装电梯3台以上的，每台增加补贴1万元。

## 三、电梯企业评分

（一）加分办法。加分、扣分标准如下：

| 序号 | 事项 | 分值 |
|---|---|---|
| 1 | 免费加装示范梯 | +8 |
| 2 | 擅自停梯 | -20 |

## 四、年度目标

2026年改造老旧楼栋23个。

## 五、工作步骤

（一）征求意见。（二）现场勘查。（三）联合验收。

## 二、挂牌

（一）清理挂牌。社区门口只挂党组织、居委会两块牌子，其他牌子一律取下。

（二）清理证明。社区不再出具婚姻状况证明。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over an invented rule."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("standards"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            check_figures(answer)
            return answer.answer

        yield run


@pytest.mark.parametrize("question", ["柏溪加装电梯补多少钱", "柏溪加装电梯的补贴标准是什么"])
def test_the_table_is_told(ask, question):
    answer = ask(question)
    assert all(figure in answer for figure in ("18", "22", "19"))


def test_what_adds_to_the_table_is_told_behind_it(ask):
    answer = ask("柏溪小区整体加装电梯3台以上的增加补贴多少")
    assert answer.index("22") < answer.index("增加补贴1万元")


def test_boards_are_counted(ask):
    assert "两块牌子" in ask("柏溪社区门口最多挂几块牌子")


def test_rows_are_told_by_their_columns(ask):
    answer = ask("柏溪电梯企业怎么加分")
    assert "免费加装示范梯（分值：+8）" in answer
    assert "|" not in answer


def test_what_is_done_is_not_counted_by_a_list(ask):
    assert "23个" in ask("柏溪老旧楼栋改多少个")
