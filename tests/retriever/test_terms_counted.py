"""Terms whose things a question counts, terms that it says stand somewhere, heads of tables that tell nothing."""

import pytest

RULES = (
    "# 临榆县渔港提升实施细则\n\n临榆县海洋局\n2026年3月2日\n\n"
    "## 一、名词解释\n\n1. 渔港补贴：包括泊位补贴、冷库补贴两项。\n"
    "2. 首航：指登记前18个月内没有出过海的渔船第一次离港。\n\n"
    "## 二、补贴标准\n\n| 类别 | 泊位补贴（每月） | 冷库补贴（一次核定） |\n|---|---|---|\n"
    "| 大船 | 900元 | 8万元 |\n| 小船 | 300元 | 2万元 |\n\n说明：夫妻都符合的，泊位补贴只能由一人领取。\n\n"
    "## 三、办理程序\n\n（一）申报。每季度首月5日至20日，向镇政府提出申请。\n\n"
    "## 四、便民事项\n\n4.深化“进港一张表”。“进港一张表”是指把渔船进港要填的各种表格合成一张的服务。"
    "领水、加冰、卸货、销售、维修五张表2026年9月底前上线。由县渔政大队牵头。\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("临榆县渔港提升实施细则.md", RULES.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("临榆9月底前先上线的5个进港一张表是哪些", "领水、加冰", "合成一张"),
        ("进港一张表是什么意思", "合成一张", "加冰"),
        ("渔港补贴里说的首航呢，是按什么算的", "18个月", "冷库"),
        ("我和老婆都符合，泊位补贴能两个人都拿不", "只能由一人", "900元"),
    ],
)
def test_what_is_asked_of_a_term(base, question, said, unsaid):
    answer = base.ask(question).answer
    assert said in answer, answer
    assert unsaid not in answer, answer


def test_the_head_of_a_table_tells_no_time(base):
    assert "类别 |" not in base.ask("临榆泊位补贴啥时候能领").answer


def test_a_time_asked_twice_in_other_words_is_told_once(base):
    answer = base.ask("临榆泊位补贴一年啥时候能报，几号到几号").answer
    assert "5日至20日" in answer
    assert "没有写明" not in answer
