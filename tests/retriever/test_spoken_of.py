"""A follow-up stays in the document spoken of: what is asked of it as a whole, another body beside the one before."""

from __future__ import annotations

import pytest

from retriever.datatypes import Message

PARKING = """关于印发松屏县码头泊位管理办法的通知
松屏港〔2026〕9号
第一条 泊位申请由县港航中心受理，2026年6月30日以前已经受理的，按原办法办理。
第二条 县港航中心负责泊位划线、巡查和收费公示。
第三条 县水利局负责航道疏浚、水位监测和防洪评估。
第四条 在趸船上乱写乱画的，处50元以上200元以下罚款；擅自移动浮标的，处500元以上2000元以下罚款。
松屏县人民政府办公室
2026年4月18日
"""
LIGHTS = """关于印发松屏县路灯改造计划的通知
松屏住建〔2026〕31号
一、目标。年内更换路灯1200盏，由县住建局牵头。
二、受理。报修由县住建局受理，3日内修复。
松屏县住房和城乡建设局
2026年5月6日
"""


@pytest.fixture
def talk(hash_base):
    """The answer to the last of some questions over two documents of one place."""
    hash_base.add_bytes("松屏县码头泊位管理办法.md", PARKING.encode())
    hash_base.add_bytes("松屏县路灯改造计划.md", LIGHTS.encode())
    return lambda *turns: hash_base.ask([Message("user", turn) for turn in turns]).answer


@pytest.mark.parametrize(
    ("before", "asked", "told"),
    [
        ("松屏县码头泊位管理办法由谁印发", "哪天印发的", "2026年4月18日"),
        ("松屏县路灯改造今年换多少盏", "文号是多少", "松屏住建〔2026〕31号"),
        ("松屏县码头泊位管理办法对渔船补多少钱", "这份文件几号发的", "2026年4月18日"),
        ("松屏县路灯改造计划是谁发的", "几号落的款", "2026年5月6日"),
    ],
)
def test_what_is_asked_of_a_document_is_asked_of_the_one_spoken_of(talk, before, asked, told):
    assert told in talk(before, asked)


def test_another_body_is_set_beside_the_one_before(talk):
    answer = talk("松屏县码头泊位管理办法里县港航中心负责什么", "跟县水利局的分工有什么不同")
    assert "划线" in answer
    assert "疏浚" in answer


def test_another_act_is_asked_for_its_penalty(talk):
    assert "2000元" in talk("松屏县在趸船上乱写乱画罚多少", "那擅自移动浮标呢")


def test_a_place_named_anew_leaves_the_document(talk):
    assert "4月18日" not in talk("松屏县码头泊位管理办法由谁印发", "松屏县路灯改造计划哪天印发的")


PAPERS = """松屏县渔船更新补贴细则
第一条 更新一艘渔船补贴3万元，由县渔业站受理。
第二条 申请人应当提供下列材料：渔船登记证复印件、购船发票、船厂证明。
第三条 本细则自2026年1月1日起施行。
"""


def test_a_matter_that_is_only_named_is_a_question(hash_base):
    hash_base.add_bytes("松屏县渔船更新补贴细则.md", PAPERS.encode())
    turns = [Message("user", "松屏县更新一艘渔船补多少"), Message("user", "材料呢")]
    assert "发票" in hash_base.ask(turns).answer


CASES = """松屏县渔具补贴细则
第一条 县渔业站对购置浮球、渔网的渔户给予补贴，每户不超过600元。
第二条 有下列情形之一的，不予补贴：
（一）同一渔具仍在使用年限以内的；
（二）自行购买目录以外产品的。
第三条 本细则自2026年1月1日起施行。
"""


def test_a_story_meets_the_case_in_which_nothing_is_paid(hash_base):
    hash_base.add_bytes("松屏县渔具补贴细则.md", CASES.encode())
    answer = hash_base.ask("我舅舅在松屏县打鱼，去年自己买了渔网花了不少，有发票，现在还能不能报？").answer
    assert "不予补贴" in answer
    assert "目录以外" in answer
