"""Items that answer a question only together."""

from __future__ import annotations

NOTICE = """# 河湾县关于做好困难群众取暖工作的通知

一、困难群体保障

（一）城市低保户热费全额减免，由县民政局核定名单；
（二）低保边缘户减免热费50%；
（三）困难职工家庭每户发放取暖救助800元，由县总工会负责。

二、应急保障

供热单位储煤量不低于采暖期用煤量的50%。
"""


def test_all_items_that_hold_some_of_the_question(hash_base):
    hash_base.add_bytes("通知.md", NOTICE.encode())
    answer = hash_base.ask("哪些困难户能减免热费或者拿取暖救助").answer
    assert all(name in answer for name in ("低保户", "低保边缘户", "困难职工"))
    assert "储煤" not in answer
