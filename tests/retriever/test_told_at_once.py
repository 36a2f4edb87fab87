"""Answers that open with what is asked: no scenery, no other problems, no date of something else before it."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.knowledge_base import KnowledgeBase
from retriever.question_patterns import wording

REPORT = """枫林区议事协商的枫林经验

议事协商关系到基层治理的成效，多年来各级各部门都十分重视，也先后印发过许多文件，区里的同志常到兄弟城区学习考察。为此，枫林区建立“银杏议事会”选题制度，由居民代表在议事会上自己提出议题、票决议题，议题不再由街道指定。

“半日书屋”计划，是什么？白桦里刚刚完成大规模征收，正处于人口回流期，“半日书屋”计划就是槐荫街道回应新居民需求的一次尝试。

做实代表接待机制，每季度组织代表到社区接待居民，居民满意率达97.31%。

2011年，“银杏议事会”发端于槐荫街道的“晚饭后夜谈”；2019年，确立为区级品牌。
"""
PLAN = """枫林区社区治理规划
一、发展基础
近年来，枫林区社区治理取得成效。但是，党组织引领自治、共治的能力还有待加强，协同的办法还不多；街镇权责不一致的问题仍较为突出，下沉事务的准入把关落实还不够到位；居委会忙于填表报数、疏于走访议事的局面尚未根本改观，骨干力量还比较薄弱；社会力量的参与仍然不足，参与议事的仍以退休老人为主；信息平台的建设缺少统筹，部门之间的资源共享还不够充分；培训的形式较为单一，针对性和实效性都有待提高；物业纠纷仍然多发，业主大会组建的比例还不高，维修资金的续筹办法还不健全；矛盾调处的力量较为分散，专业调解人才还很缺乏，线上线下衔接不够顺畅；应急物资的储备点布局不尽合理，日常巡查和维护保养没有完全跟上，夜间值守的安排也有待进一步细化。
二、发展目标
到2030年，“银杏议事会”覆盖全部社区。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of a report and a plan; what is answered is cited, and its figures stand there."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("at_once"), encoder=HashEmbedder()) as base:
        for name, text in (("经验.txt", REPORT), ("规划.txt", PLAN)):
            base.add_bytes(name, text.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


def test_a_story_opens_with_the_deed(ask):
    told = ask("枫林区“银杏议事会”的议题怎么产生").answer
    assert "票决议题" in told
    assert not told.startswith(("议事协商关系", "为此"))


def test_when_something_began_is_no_aim_of_a_plan(ask):
    told = ask("“银杏议事会”最早是哪一年搞起来的").answer
    assert "2011年" in told
    assert "2030年" not in told


def test_one_of_many_problems_is_told_alone(ask):
    told = ask("枫林区规划承认居委会还有什么老毛病没改过来").answer
    assert "填表报数" in told
    assert "信息平台" not in told


def test_the_background_of_a_plan_is_told_with_it(ask):
    told = ask("“半日书屋”计划是在什么背景下提出的").answer
    assert "大规模征收" in told
    assert "是什么" not in told


def test_a_report_is_named_by_the_end_of_its_title(ask):
    told = ask("枫林经验里讲的银杏议事会是哪一年发端的")
    assert {citation.title for citation in told.citations} == {"枫林区议事协商的枫林经验"}


@pytest.mark.parametrize("question", ["代表接待效果怎么样", "这项工作成效如何"])
def test_how_well_a_thing_went_is_not_how_it_is_done(question):
    assert wording("outcome").search(question)
