"""Questions on who leads a group, who belongs to it, where its office is, where posts and bodies hold the roles."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "云溪县水安全保障工作方案.txt"
TEXT = """云溪县水安全保障工作方案
清单所列任务均须在2026年9月底前完成。
一、工作机制
（一）加强领导。成立县水安全工作专班，由县长任组长，县水利局、县财政局为成员单位，专班办公室设在县水利局。
（二）分组推进。专班下设两个工作组。
（1）巡查抢险组：由县水利局牵头，县消防救援大队参加，负责堤防巡查和险情处置。
（2）物资保障组：由县商务局牵头，县发改局、县交通运输局参加，负责物资调运。
二、任务清单
县水利局：①加固险工险段12处；②更换启闭机。
县气象局：①每日发布降雨预报。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over an invented plan whose groups consist of posts and bodies."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("groups"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("县水安全工作专班组长是谁", ["县长"], ["县财政局"]),
        ("水安全专班成员单位有哪些", ["县水利局", "县财政局"], ["县商务局"]),
        ("水安全工作专班的办公室设在哪里", ["县水利局"], ["县财政局"]),
        ("物资保障组的成员单位有哪些", ["县发改局", "县交通运输局"], ["县消防救援大队"]),
        ("巡查抢险组由哪个单位牵头", ["县水利局"], ["县商务局"]),
        ("水安全专班成员单位有几家", ["2家"], []),
        ("更换启闭机什么时候完成", ["2026年9月底前"], []),
        ("谁负责加固险工险段", ["县水利局"], ["县气象局"]),
    ],
)
def test_groups_of_posts_and_bodies(ask, question, told, untold):
    answer = ask(question)
    assert answer.status == "answered"
    assert all(part in answer.answer for part in told), answer.answer
    assert not any(part in answer.answer for part in untold), answer.answer


def test_people_of_another_group_are_not_told(tmp_path):
    other = "云溪县普查领导小组名单\n组长：陆远山 副县长\n副组长：沈明河 县统计局局长\n"
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.replace("，县水利局、县财政局为", "，县水利局局长任副组长，县财政局为").encode())
        base.add_bytes("云溪县普查领导小组名单.txt", other.encode())
        answer = base.ask([Message("user", "水安全专班副组长是谁")])
    assert "县水利局局长" in answer.answer
    assert "沈明河" not in answer.answer


def test_the_first_deputy_is_not_the_others(hash_base):
    text = (
        "云溪县防汛规划\n附件 云溪县防汛规划实施领导小组组成人员\n组长：县长\n第一副组长：县委常委、常务副县长\n"
        "副组长：分管农业、水务的副县长；县公安局局长\n成员：县水利局、县财政局主要负责人。\n"
    )
    hash_base.add_bytes("规划.txt", text.encode())
    first = hash_base.ask("防汛规划领导小组第一副组长是谁").answer
    assert "常务副县长" in first
    assert "县公安局局长" not in first
    assert "分管农业、水务的副县长" in hash_base.ask("防汛规划领导小组副组长有谁").answer
