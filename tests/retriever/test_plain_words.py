"""Questions in plain words about rules that say it otherwise: told, where they were refused for a word."""

from __future__ import annotations

import pytest

from retriever.draft import Draft, Statement
from retriever.lexicon import Lexicon
from retriever.plain_ways import answer_plainly
from retriever.question import understand
from retriever.reader import Reader
from retriever.verifier import verify

RULES = """柳河县助老消费券管理办法
第一条 为规范助老消费券发放，制定本办法。
第二条 助老消费券年度预算总额为860万元，实行总额控制、发完为止。
第三条 商户违规套取的，由县商务局责令改正；未明码标价的，处警告或者二十元罚款；拒收消费券的，处五十元罚款。
第四条 商户领取奖补后3年内迁出本县的，全额退回资金。
第五条 老年人就读柳河老年大学国际班，学费由县财政按实际支出的40%补助，每人每年不超过3000元。
第六条 河道内的枯死树木须在2024年4月15日前清理完毕，由县水利局统一招标处置。
第七条 信息报送由县助老办负责，每月5日前汇总。
"""


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("办法.txt", RULES.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("柳河助老消费券一年预算盘子多大", "860万元"),
        ("柳河商户拒收消费券罚多少", "五十元"),
        ("柳河商户拿了奖补之后搬走要不要退", "全额退回"),
        ("柳河老年大学国际班一年贴多少学费", "40%"),
        ("柳河河道里的枯树哪天前得拾掇干净", "4月15日"),
    ],
)
def test_a_plain_question_is_told_what_the_rule_says(base, question, told):
    answer = base.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


def test_the_beginning_of_a_word_ends_no_name_of_a_body(base):
    assert "县助老办" not in base.ask("柳河助老消费券办理流程").question


def test_the_general_ways_look_elsewhere_than_at_a_refused_answer(base):
    view = base.view()
    lexicon = Lexicon(view)
    reader = Reader(view, lexicon)
    query = understand("柳河商户领取奖补后迁出本县的要退回资金吗", lexicon)
    right = answer_plainly(query, Draft((Statement("别的。"),)), reader, verify)
    assert "全额退回" in right.statements[0].text
    again = answer_plainly(query, right, reader, verify)
    assert not again.found or "全额退回" not in again.statements[0].text
    people = understand("柳河消费券由哪些人组成", lexicon)
    assert not answer_plainly(people, right, reader, verify).found
