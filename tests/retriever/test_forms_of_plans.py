"""Forms of plans: terms made of parts, acts that are counted, chapters named by heading, duties beside the tasks."""

import pytest

PLAN = """柳湾区茶产业提质行动计划

柳湾府办〔2026〕8号

一、总体布局
坚持三产融合，构建“一心两廊三基地”发展格局。
——“一心”：以金竹镇为中心，建设茶产业服务中心；
——“两廊”：沿青溪和白水建设两条茶旅走廊；
——“三基地”：云顶、石门、南坡三个有机茶基地。

二、重点行动
1.茶园改造行动。改造低产茶园2万亩。（区农业农村局牵头，各县〈市〉区政府、邮储银行柳湾支行配合）
2.品牌推广行动。每年举办采茶节。（柳湾海关牵头，区商务局配合）
3.人才培育行动。每年培训茶农500人。（区茶叶集团牵头，区商务局配合）

三、组织领导
工作专班办公室设在区农业农村局，负责日常调度。发生滞销时，由区商务局牵头组织促销，区供销社、区茶叶集团按照职责分工落实。
"""


@pytest.fixture
def plan(hash_base):
    hash_base.add_bytes("柳湾区茶产业计划.txt", PLAN.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("“一心两廊三基地”分别是指什么", ("金竹镇", "青溪和白水", "云顶、石门、南坡")),
        ("茶产业提质总共搞几大行动", ("共3个", "茶园改造行动", "人才培育行动")),
        ("重点行动那部分有哪几项工作", ("茶园改造行动", "品牌推广行动")),
        ("品牌推广行动是哪个部门牵头", ("柳湾海关",)),
        ("区农业农村局要干哪些活", ("茶园改造", "办公室设在区农业农村局")),
        ("区茶叶集团牵头、配合的事都有哪些", ("人才培育行动", "促销")),
        ("区商务局是哪几项行动的配合单位", ("品牌推广行动", "人才培育行动")),
    ],
)
def test_question_is_answered(plan, question, held):
    answer = plan.ask(question)
    assert [part for part in held if part not in answer.answer] == []


def test_a_term_without_its_parts_told_is_not_made_up(hash_base):
    hash_base.add_bytes("柳湾区布局.txt", "柳湾区布局方案\n一、布局\n构建“一心两廊三基地”格局。\n".encode())
    assert "“一心”" not in hash_base.ask("“一心两廊三基地”分别是指什么").answer
