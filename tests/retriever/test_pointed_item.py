"""An item named by the words of its heading, in one question and over several turns."""

import pytest

from retriever.datatypes import Message

TEXT = (
    "石桥区社区服务三年规划\n\n一、主要任务\n（一）加强志愿服务。建立积分兑换制度。培育志愿队伍30支。\n"
    "（二）加强典型引导。选树先进居民20名。每年开展一次评选。\n\n二、保障措施\n"
    "（一）加强经费保障。将所需经费列入年度预算。鼓励社会资金投入。\n"
    "（二）加强考核评价。引入第三方机构参与评价。每半年公布一次结果。\n"
    "（三）加强法治保障。深化调解工作室，健全“法官、书记员、调解员”三方联动模式，定期开展普法。\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("石桥区社区服务三年规划.txt", TEXT.encode())
    return hash_base


@pytest.mark.parametrize(
    ("turns", "held"),
    [
        (["考核评价那条讲了什么"], ["第三方机构", "每半年公布"]),
        (["石桥规划里经费保障这块怎么说的"], ["年度预算", "社会资金"]),
        (["石桥规划保障措施有哪些", "经费保障那条说啥"], ["年度预算", "社会资金"]),
        (["石桥规划保障措施有哪些", "经费保障那条说啥", "考核评价呢"], ["第三方机构", "每半年公布"]),
        (["石桥规划保障措施有哪些", "里面的调解工作室是个什么模式"], ["三方联动模式"]),
    ],
)
def test_an_item_pointed_at_is_told_whole(base, turns, held):
    answer = base.ask([Message("user", turn) for turn in turns])
    assert [part for part in held if part not in answer.answer] == []
    assert "积分" not in answer.answer
