"""Follow-ups whose answer stands where the one before stood: its bodies, its list, its stages, its numbers."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "南屏区邻里驿站建设规划.txt"
TEXT = """南屏区邻里驿站建设规划
一、指导思想和发展目标
（一）指导思想
坚持以居民需求为导向，建设邻里驿站。
（二）发展目标
——驿站网络更加完善。每个社区都有驿站。
——服务内容更加丰富。驿站提供助餐和托管。
（三）实施步骤
1.2024年3月至2024年9月。完成选址，建成首批驿站12个，通过中期评估。
2.2024年10月至2025年6月。总结经验，制定运营标准，通过市级验收。
二、主要任务
1. 建设驿站。依托“1+2+4”架构——1个中心驿站，2支服务队和物业巡查、矛盾调解、政策宣讲、便民维修4个小组，推进建设。
（责任单位：区民政局、区住建局）
2. 管好驿站。制定驿站管理办法，加强物业联动。（责任单位：区民政局、区财政局）
3. 用好驿站。开展助餐服务，配送到户。（责任单位：区民政局、区商务局）
4. 整治楼道。清理楼道杂物。（责任单位：区住建局）
三、典型做法
青石桥街道把驿站开在菜场旁，请摊主当值守员。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the last of some user turns over one invented plan."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("follow-ups"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(*turns):
            answer = base.ask([Message("user", turn) for turn in turns])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("turns", "told", "untold"),
    [
        (("区民政局负责哪些任务", "其中跟物业有关的是哪几项"), ["管好驿站"], ["用好驿站", "整治楼道"]),
        (("建设驿站由谁负责", "整治楼道也是他们管吗"), ["不是", "区住建局"], []),
        (("第一步首批驿站建成几个", "第二步呢，做什么"), ["市级验收"], ["中期评估"]),
        (("“1+2+4”是什么", "那个4具体是哪几个"), ["物业巡查", "便民维修"], ["中心驿站", "服务队"]),
        (("南屏区邻里驿站的指导思想是什么", "发展目标有哪些"), ["网络更加完善", "内容更加丰富"], ["居民需求"]),
        (("第1项讲了什么", "第2项呢", "第4项谁负责"), ["区住建局", "第4项"], ["区民政局"]),
        (("驿站管理办法谁负责", "配送到户谁负责"), ["区商务局"], ["区财政局"]),
        (("实施步骤有哪些",), ["中期评估", "市级验收"], []),
    ],
)
def test_what_stands_beside_the_answer_before(ask, turns, told, untold):
    answer = ask(*turns).answer
    assert all(words in answer for words in told)
    assert not any(words in answer for words in untold)
