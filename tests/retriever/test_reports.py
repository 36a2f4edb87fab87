"""Questions about a report: what it aims at, what came of something, why people agreed, what is not done well yet."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "云栈区“连心院落”探索基层治理新路径.txt"
TEXT = """云栈区“连心院落”探索基层治理新路径

近年来，云栈区推进“连心院落”建设。院落治理还存在一些短板和不足。主要表现为：物业力量不足；停车管理还不够规范；居民参与还不够充分。

梧桐里街道创新“搭桥工作法”，由居民代表先听、网格员再谈、调解员后议，化解邻里纠纷；2025年纠纷调解成功率为97.3%。

青瓦巷的院落里，居民和物业在议事平台上共同商量，解决了停车和充电难题。由此，居民同意将物业费从每平方米0.6元调到0.9元。

目前，“院落三步法”要推广到全区26个网格服务站，由街道派员指导。

未来目标是：力争三年内形成一批样板院落。到2027年，建成人人参与、家家受益的“连心院落”。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the last of some user turns over one invented report."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("reports"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(*turns):
            answer = base.ask([Message("user", turn) for turn in turns])
            check_answer(answer, base)
            check_figures(answer)
            return answer.answer

        yield run


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("云栈区连心院落到2027年想做成什么样",), ["家家受益"], ["样板院落"]),
        (("云栈区连心院落的目标是什么",), ["样板院落", "家家受益"], []),
        (("云栈区院落治理哪些地方没做好",), ["物业力量不足", "停车管理"], []),
        (("搭桥工作法效果怎么样",), ["97.3%"], []),
        (("青瓦巷的居民怎么肯涨物业费的",), ["议事平台", "0.9元"], []),
        (("院落三步法这套做法要推到多少个站",), ["26个"], []),
    ],
)
def test_a_report(ask, turns, told, untold):
    answer = ask(*turns)
    assert all(words in answer for words in told)
    assert not any(words in answer for words in untold)
