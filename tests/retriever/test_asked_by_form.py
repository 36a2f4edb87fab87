"""Things asked for by their form: a term that counts, a name with a blank, a period's place, a part of a sentence."""

from __future__ import annotations

import pytest

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

PLAN = """梅溪街道共治示范区建设实施方案
梅溪街道办事处
为建设梅溪街道共治示范区，制定本方案。
一、主要目标
1.2031年3月至2032年2月。搭好协商平台，理顺小区组织，确保通过县级初评。
2.2032年3月至2033年2月。总结制度成果，确保通过省级终评，为全省推广积累经验。
二、存在问题
主要表现为：街巷停车组织还比较乱；绿地养护资金投入偏少；志愿服务队伍年龄偏大、后备不足、骨干流失较多；小微商户沟通渠道不畅；夜间巡查力量不足，部分路段照明缺失，居民夜里出行多有不便，投诉时有发生；公共空间少，孩子和老人活动场地挤在一处，时段安排上常有矛盾；老旧楼栋设施维修周期较长、居民意见集中、跨部门协调难度大；基层数据录入标准不一。
三、重点任务
（一）完善协商平台。深化“三堂”制度，扩大居民参与。组织开展“书香在梅溪、运动在梅溪、戏曲在梅溪”等系列活动。
（二）规范议事。开好说事堂、评理堂、监督堂等制度，让居民的事居民议。每年举办灯谜堂、书画堂、曲艺堂，丰富生活。
（三）推进“蓝色管家”工作。深化“蓝色管家”建设，健全物业联席会议，推动物业服务企业亮明承诺、接受评议。
（四）建好应急队伍。成立由党支部牵头，网格员、物业经理、退役军人、楼组长等共同参与的应急处置小组，每季度演练一次。应急管理纳入考核，政府负责物资储备。
（五）设立爱心菜摊。（责任单位：民生办）
（六）开办夜间课堂。（责任单位：文化站、各社区）
四、实施步骤
1.筹备阶段（2031年3月）。成立专班，制定清单。
2.铺开阶段（2031年4月至2031年12月）。各小区全面开展协商。
3.收官阶段（2032年1月至2032年2月）。总结做法，编印案例。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A library of one invented plan, with the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("forms")) as opened:
        opened.add_bytes("梅溪街道共治示范区建设实施方案.txt", PLAN.encode())
        yield opened


def _answer(base, *turns):
    return base.ask([Message("user", turn) for turn in turns])


def test_a_term_that_counts_is_told_by_as_many_names_of_its_noun(base):
    answer = _answer(base, "“三堂”制度是哪三堂")
    assert "说事堂、评理堂、监督堂" in answer.answer
    assert "灯谜" not in answer.answer


def test_a_name_with_a_blank_is_told_by_the_names_that_fill_it(base):
    answer = _answer(base, "“XX在梅溪”系列活动有哪些")
    assert "书香在梅溪、运动在梅溪、戏曲在梅溪" in answer.answer


def test_goals_of_two_years_are_told_beside_each_other(base):
    answer = _answer(base, "梅溪头一年和第二年的目标差在哪")
    assert "县级初评" in answer.answer
    assert "省级终评" in answer.answer


def test_one_part_of_a_sentence_of_many_problems_is_told(base):
    answer = _answer(base, "梅溪的志愿服务队伍有哪些问题")
    assert "骨干流失较多" in answer.answer
    assert "绿地养护" not in answer.answer


def test_how_a_named_way_is_pursued_is_told_by_its_measures(base):
    assert "物业联席会议" in _answer(base, "“蓝色管家”怎么搞").answer


def test_the_stage_behind_is_told_whole(base):
    answer = _answer(base, "梅溪方案里铺开阶段是什么时间", "接着后面那个阶段叫什么，到什么时候？")
    assert "收官阶段" in answer.answer
    assert "2032年2月" in answer.answer


@pytest.mark.parametrize("question", ["改革以后街道要开展什么活动", "今后街道开展哪些系列活动"])
def test_words_of_time_before_a_street_office_name_no_place(base, question):
    assert "不涉及" not in _answer(base, question).answer


def test_who_makes_up_a_group_is_told_by_the_sentence_that_lists_its_members(base):
    answer = _answer(base, "梅溪的应急处置小组都有谁要进来")
    assert "网格员、物业经理、退役军人、楼组长" in answer.answer


def test_a_turn_that_only_takes_note_of_an_answer_is_passed_over(base):
    answer = _answer(base, "梅溪设立爱心菜摊谁负责", "哦 民生办", "那夜间课堂那个呢")
    assert "文化站" in answer.answer
