"""A figure that stands only in a name that documents quote."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.datatypes import Message

TEXT = """金陵市河东区街区建设方案
一、主要任务
1. 打造“12分钟阅读圈”“8公里绿道环”
改造书屋，更新步道。
2. 提升环境。清理楼道，整治架空线。
"""


@pytest.mark.parametrize(("question", "told"), [("阅读圈是几分钟的", "12分钟"), ("绿道环有多少公里", "8公里")])
def test_a_heading_with_the_name_tells_its_figure(hash_base, question, told):
    hash_base.add_bytes("河东区街区建设方案.txt", TEXT.encode())
    answer = hash_base.ask([Message("user", question)])
    check_answer(answer, hash_base)
    assert told in answer.answer


def test_another_name_is_not_told(hash_base):
    hash_base.add_bytes("河东区街区建设方案.txt", TEXT.encode())
    assert hash_base.ask([Message("user", "医疗圈是几分钟的")]).status != "answered"
