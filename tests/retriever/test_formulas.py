"""Sentences of form: what every official document has, whatever it says."""

from __future__ import annotations

import pytest

from retriever.formulas import asks_why, is_formula


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("为切实改善停车秩序，结合我区实际，制定本方案。", "front"),
        ("现将《某区停车设施实施方案》印发给你们，请认真组织实施。", "front"),
        ("（2024年5月6日某市人民代表大会常务委员会通过 2024年7月1日公布）", "front"),
        ("某区防汛抗旱工作领导小组文件", "front"),
        ("附件：1.某区停车设施任务分解表", "closing"),
        ("附件2", "annex"),
        ("填报单位：某区水务局", "front"),
    ],
)
def test_form_is_no_answer(text: str, kind: str) -> None:
    assert is_formula(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("全区现有公共停车位1.2万个。", "front"),
        ("各责任单位于每季度末月20日前报送进度。", "front"),
        ("区水务局根据监测结果制定本年度清淤计划。", "item"),
        ("建成停车场3座。", "closing"),
    ],
)
def test_what_a_document_says_is_no_form(text: str, kind: str) -> None:
    assert not is_formula(text, kind)


def test_why_there_is_a_document() -> None:
    assert asks_why("为什么要出这个方案")
    assert not asks_why("方案要建几个停车场")
