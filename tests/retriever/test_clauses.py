"""Which of the parallel clauses of a sentence are told, and that none is told by half."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

SUBSIDY = """望川区促进文化旅游发展若干措施
第一条 为促进文化旅游发展，制定本措施。
第二条 对在本区新开业并纳入行业统计的住宿企业，按照等级给予一次性奖励：\
甲级民宿每家奖励60万元，乙级民宿每家奖励35万元，丙级民宿每家奖励12万元，\
奖励资金由区财政局在次年第一季度一次性拨付。
第三条 对参加演出的人员按下列标准发放补助：专业演员每人每场补助800元；群众演员每人每场补助150元；\
在校学生每人每场补助90元；志愿者不发放现金补助，\
统一购买意外伤害保险，并按规定折算志愿服务时长。
第四条 由区卫生健康局牵头，区文化旅游局配合，将景区急救点增加到26个，\
重点景区急救人员补贴标准为每人每天70元，一般景区为每人每天45元，\
由各景区管理单位据实申报并接受区审计局的监督检查。
"""
PLAN = """望川区古镇保护三年行动方案（2026—2028年）
一、工作目标
——2026年，打基础。修缮历史建筑15处，古镇消防设施覆盖率达到70%，新增导览牌120块。
——2028年，见成效。修缮历史建筑45处，古镇消防设施覆盖率达到96%，新增导览牌300块。
二、重点任务
1.加强古树名木保护。在镇村层面，建立以村党组织为核心，护林员为骨干，林业站、自然村组长、\
热心村民、文保志愿者、驻村干部等共同参与的古树名木看护小组，逐株明确看护人；\
在区级层面，组织林业、文旅、住建等部门每半年会商一次，\
研究解决古树复壮、支撑加固、树穴改良和周边违法建设清理等问题。
"""
FEES = """望川区停车收费标准
一、道路停车。甲类路段首小时小车每半小时3元、货车每半小时6元，首小时后小车每半小时7元、货车每半小时9元；\
乙类路段小车每半小时2元、货车每半小时4元；丙类路段小车每次5元，24小时内最高11元。
二、包月停车。居民在小区周边道路夜间包月停车的，甲类路段每车每月240元，乙类路段每车每月170元，丙类路段每车每月130元，\
费用由停车公司按季度预先收取并开具统一票据。
三、管网更新。2027年更新主管道31公里、庭院管道94公里，惠及居民2.8万户，管网漏损率降至8.7%；\
2029年更新主管道22公里、庭院管道61公里，惠及居民1.9万户，管网漏损率降至7.4%。
四、禁养规定。湖心岛、鹭洲、北滩三处水域禁止放养鸭鹅，违反规定放养进入的，每只每次向管护单位交纳补偿费40元，拒不交纳的依法处理。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of measures and a plan; what is answered is cited, and its figures stand there."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("clauses"), encoder=HashEmbedder()) as base:
        for name, text in (("措施.txt", SUBSIDY), ("方案.txt", PLAN), ("收费.txt", FEES)):
            base.add_bytes(name, text.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            check_figures(answer)
            return answer.answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("望川区乙级民宿奖励多少钱", "35万元", ("60万元", "12万元")),
        ("我家开的是丙级民宿，望川区能奖励多少钱", "12万元", ("60万元", "35万元")),
        ("群众演员每场补助多少元", "150元", ("800元", "90元")),
    ],
)
def test_the_clause_that_names_what_is_asked_is_told_with_the_opening_of_all(ask, question, told, others):
    answer = ask(question)
    assert told in answer
    assert "一次性奖励" in answer or "标准发放补助" in answer
    assert not any(other in answer for other in others)


@pytest.mark.parametrize("question", ["景区急救人员每天补贴多少元", "景区急救人员补贴，重点的和一般的分别是多少元"])
def test_clauses_that_the_question_does_not_tell_apart_are_all_told(ask, question):
    answer = ask(question)
    assert "70元" in answer
    assert "45元" in answer


@pytest.mark.parametrize(("year", "told", "other"), [(2026, "70%", "96%"), (2028, "96%", "70%")])
def test_a_figure_below_the_heading_of_another_year_is_not_told(ask, year, told, other):
    answer = ask(f"望川区{year}年古镇消防设施覆盖率要达到多少")
    assert told in answer
    assert other not in answer


def test_what_a_long_sentence_tells_does_not_begin_in_its_middle(ask):
    answer = ask("古树名木看护小组由哪些人参加")
    assert "村党组织" in answer
    assert "护林员" in answer
    assert "半年" not in answer


def test_a_clause_that_leans_on_the_one_before_it_is_told_with_it(ask):
    answer = ask("望川区甲类路段首小时后货车停车每半小时多少钱")
    assert "9元" in answer
    assert "2元" not in answer
    assert "11元" in ask("望川区丙类路段停车一天最高多少元")


def test_a_clause_of_one_year_says_which(ask):
    answer = ask("望川区2029年管网漏损率降到多少")
    assert "2029年" in answer
    assert "7.4%" in answer
    assert "8.7%" not in answer


def test_what_is_to_be_paid_stands_in_a_clause_with_a_sum(ask):
    assert "40元" in ask("望川区在湖心岛放养鸭子，一只罚多少")
