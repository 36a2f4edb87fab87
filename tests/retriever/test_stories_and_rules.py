"""Methods, lists and definitions in stories of reports, in items of plans and in articles of rules."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase

PLAN = """云桥区2025年社区治理行动方案
为推进社区治理，制定本方案。
一、重点任务
1.化解邻里矛盾。健全调解网络，推动律师、社工进社区开展矛盾调解，做到邻里矛盾早发现、早化解。（责任单位：区司法局、各街道）
2.深化小区分类管理。聚焦公房小区、商品房小区、老旧小区三类小区的特点，实行“一区一策”。建立小区管理指标体系，每年评估一次。（责任单位：区房管局）
3.推行“晨议会”制度，组织居民每月议事，形成问题清单和办理清单。（责任单位：各街道）
4.规范协商流程。按照“提出议题、组织协商、公示结果、督促落实”四个步骤开展协商。推广“五色工作法”，提升协商水平。（责任单位：区民政局）
5.建设社区食堂。新建社区食堂12家，新增助餐点30个，为独居老人送餐上门。（责任单位：区民政局）
二、工作步骤
1.动员准备阶段（2025年1月至2月）。制定任务清单，召开动员会。
2.集中推进阶段（2025年3月至10月）。逐项落实任务清单。
3.总结评估阶段（2025年11月至12月）。总结经验做法。
"""
REPORT = """云桥区社区治理的探索实践

柳荫地区，河道纵横，小巷幽深。街道创新“石桥夜话”，把调解桌搬到石桥边，请老支书、老教师坐镇，一杯茶化解邻里矛盾。这当中，居委会设置“说事亭”，一户一事登记，三天内答复。

“一米阳光”计划，是什么？春和里房屋密集，“一米阳光”计划就是梧桐街道破解采光难题的一次尝试。

目前，春和里、夏至坊等8处“一米阳光”空间，以天井改造、屋顶开窗、共享晒台带来光亮。其中，社区规划师挨家挨户听取意见。

“云帆驿站”，位于运河边，一站式服务点，2024年5月开张。

“云帆驿站”为居民提供阅读、理发、助餐、义诊、修补等10多项服务，由街道委托专业机构运营。

事实上，社区治理的核心是人。
"""
RULES = """云桥区老年助餐补贴实施细则
第一条 为规范老年助餐补贴，制定本细则。
第二条 本细则所称助餐对象，是指具有本区户籍、年满60周岁的下列人员：
（一）独居老人；
（二）低保老人；
（三）重度残疾老人。
第三条 助餐补贴标准：
（一）60周岁以上的，每餐补贴3元；
（二）80周岁以上的，每餐补贴5元。
第四条 申请助餐补贴应当提交下列材料：身份证、户口簿、银行卡复印件。
第五条 办理程序：
（一）申请。申请人每年1月向社区居委会提出申请；
（二）初审。居委会5个工作日内完成初审；
（三）发放。区民政局按月发放至银行卡。
第六条 有下列情形之一的，停止发放补贴：
（一）户籍迁出本区的；
（二）入住养老机构的。
第七条 助餐点建设费用由区财政承担60%、街道承担40%。
第八条 弄虚作假骗取补贴的，由区民政局追回补贴，三年内不受理其申请。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of a plan, a report and rules; what is answered is cited, and its figures stand there."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("stories"), encoder=HashEmbedder()) as base:
        for name, text in (("方案.txt", PLAN), ("实践.txt", REPORT), ("细则.txt", RULES)):
            base.add_bytes(name, text.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


def test_what_a_question_names_decides_where_the_measures_are_taken_from(ask):
    plain, named = ask("怎么化解邻里矛盾"), ask("石桥夜话怎么化解邻里矛盾")
    assert "律师" in plain.answer
    assert "说事亭" in named.answer
    assert "律师" not in named.answer


@pytest.mark.parametrize("place", ["柳荫街道", "柳荫地区"])
def test_a_place_inside_a_report_is_a_name_too(ask, place):
    answer = ask(f"{place}怎么化解邻里矛盾").answer
    assert "说事亭" in answer
    assert "幽深" not in answer  # scenery is no measure


def test_measures_of_an_item_are_told_in_order_without_its_neighbours(ask):
    answer = ask("小区分类管理怎么搞").answer
    assert answer.index("一区一策") < answer.index("指标体系")
    assert "晨议会" not in answer
    assert "责任单位" not in answer


@pytest.mark.parametrize("question", ["“一米阳光”计划是什么", "一米阳光计划是干什么的"])
def test_an_explanation_goes_on_with_the_sentences_about_it(ask, question):
    answer = ask(question).answer
    for part in ("采光难题", "共享晒台", "社区规划师"):
        assert part in answer
    assert "云帆驿站" not in answer


def test_a_place_that_a_story_calls_the_street_is_named(ask):
    assert "柳荫" in ask("石桥夜话是什么").answer


@pytest.mark.parametrize("question", ["五色工作法是哪五色", "五色工作法具体怎么操作", "晨议会是哪三会"])
def test_a_term_that_is_only_used_is_not_explained(ask, question):
    assert ask(question).status == "not_found"


@pytest.mark.parametrize("question", ["云帆驿站有哪些服务", "云帆驿站里面能享受到什么服务"])
def test_services_of_a_place_are_listed_not_its_description(ask, question):
    answer = ask(question).answer
    assert "理发" in answer
    assert "义诊" in answer
    assert "2024年5月" not in answer


@pytest.mark.parametrize(
    ("question", "count", "parts"),
    [
        ("协商要走哪几步", "", ("提出议题", "组织协商", "公示结果", "督促落实")),
        ("把小区分成哪几类", "", ("公房小区", "商品房小区", "老旧小区")),
        ("行动方案分几个阶段", "共3个", ("动员准备阶段", "集中推进阶段", "总结评估阶段（2025年11月至12月）")),
        ("助餐补贴的办理流程", "共3步", ("居委会5个工作日内", "按月发放至银行卡")),
        ("怎么申请助餐补贴", "共3步", ("每年1月",)),
    ],
)
def test_parts_that_a_question_counts(ask, question, count, parts):
    answer = ask(question).answer
    for part in (count, *parts):
        assert part in answer


def test_an_ordinal_counts_nothing(ask):
    answer = ask("第二阶段是什么时候").answer
    assert "2025年3月至10月" in answer
    assert "总结评估" not in answer


def test_a_definition_is_told_with_the_items_it_announces(ask):
    answer = ask("助餐对象是指什么").answer
    for part in ("60周岁", "独居老人", "低保老人", "重度残疾老人"):
        assert part in answer


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        ("申请助餐补贴交什么材料", "户口簿", "入住养老机构"),
        ("什么情况下停发助餐补贴", "入住养老机构", "户口簿"),
        ("助餐补贴一顿补多少", "每餐补贴5元", "60%"),
        ("助餐点的钱谁出", "街道承担40%", "追回"),
        ("骗取助餐补贴有什么后果", "三年内不受理", "每餐"),
    ],
)
def test_an_article_is_told_for_what_it_rules(ask, question, wanted, other):
    answer = ask(question)
    assert answer.status == "answered"
    assert wanted in answer.answer
    assert other not in answer.answer


def test_two_figures_of_one_sentence_are_told_together(ask):
    answer = ask("社区食堂新建多少家，助餐点新增多少个").answer
    assert "12家" in answer
    assert "30个" in answer
