"""People of lists of names: by role, post, body, community and surname; where the office is placed."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "金陵市河西区燃气整治领导小组方案.txt"
TEXT = """金陵市河西区燃气整治工作方案
一、任务
1. 更换软管。为困难家庭更换软管300户。（责任单位：区住建局、各街道）
2. 抽检气瓶。每季度抽检气瓶1次。（责任单位：区市场监管局）
二、组织领导
（一）成立河西区燃气整治领导小组（名单见附件），办公室设在区住建局。
附件
河西区燃气整治领导小组成员名单
组 长：陆远山  区委副书记、区长
副组长：沈明河  区委常委、副区长
    顾春林  区委常委、纪委书记
成 员：周立新  区住建局局长
    吴小英  区商务局局长
    字兴华  区财政局副局长
    马长青  桂花社区党委书记、居委会主任
    陈思源  东门社区党委书记、居委会主任
    周小禾  西湾社区党委副书记、居委会副主任
领导小组下设办公室，由周立新同志兼任办公室主任，吴小英同志、字兴华同志兼任副主任。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the last of some user turns over one invented plan with a list of names."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("members"), encoder=HashEmbedder()) as base:
        base.add_bytes(NAME, TEXT.encode())

        def run(*turns):
            answer = base.ask([Message("user", turn) for turn in turns])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("领导小组组长是谁", ["陆远山"], ["沈明河", "顾春林"]),
        ("副组长里哪位是纪委书记", ["顾春林"], ["沈明河"]),
        ("陈思源是谁", ["东门社区党委书记"], []),
        ("顾春林担任啥职务", ["纪委书记"], []),
        ("商务局谁在小组里", ["吴小英"], ["周立新"]),
        ("领导小组成员里商务局是哪位同志", ["吴小英"], ["周立新", "马长青"]),
        ("西湾社区进领导小组的是哪一位", ["周小禾"], ["马长青"]),
        ("桂花社区谁进了领导小组", ["马长青"], ["陈思源"]),
        ("办公室主任和副主任分别是谁", ["周立新", "吴小英", "字兴华"], ["陆远山"]),
        ("办公室主任是谁", ["周立新"], ["吴小英"]),
        ("财政局副局长是谁", ["字兴华"], ["周立新"]),
    ],
)
def test_who(ask, question, told, untold):
    answer = ask(question)
    assert answer.status == "answered"
    for name in told:
        assert name in answer.answer
    for name in untold:
        assert name not in answer.answer


@pytest.mark.parametrize(
    ("question", "count", "told"),
    [
        ("领导小组一共几个人", "9名", []),
        ("副组长有几位", "共2名", ["沈明河", "顾春林"]),
        ("除了组长副组长,成员有几个人", "共6名", ["字兴华"]),
        ("成员中社区书记几位", "共2名", ["马长青", "陈思源"]),
        ("来自社区的负责人有几位", "共3名", ["马长青", "陈思源", "周小禾"]),
        ("名单里涉及几个社区", "社区共3个", ["桂花社区", "东门社区", "西湾社区"]),
        ("领导小组里局长有几位", "共2名", ["周立新", "吴小英"]),
        ("领导小组里姓周的有几位", "共2名", ["周立新", "周小禾"]),
    ],
)
def test_how_many(ask, question, count, told):
    answer = ask(question)
    assert count in answer.answer
    for name in told:
        assert name in answer.answer


@pytest.mark.parametrize("question", ["办公室设在哪个部门", "领导小组办公室放在哪里", "办公室挂在哪个单位"])
def test_where_the_office_is_placed(ask, question):
    answer = ask(question)
    assert "区住建局" in answer.answer
    assert len(answer.answer) < 60


@pytest.mark.parametrize("question", ["陆远山家住哪里", "顾春林是哪年出生的", "周立新电话多少", "教育局谁在小组里"])
def test_what_the_list_does_not_hold(ask, question):
    assert ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (("办公室主任是谁", "他在小组里担任啥职务"), "区住建局局长"),
        (("组长是谁", "办公室放在哪个部门"), "区住建局"),
        (("组长是谁", "副组长里哪位是纪委书记"), "顾春林"),
        (("领导小组办公室设在哪里", "主任谁当"), "周立新"),
        (("领导小组办公室设在哪里", "副主任呢"), "字兴华"),
    ],
)
def test_follow_ups_on_people(ask, turns, told):
    assert told in ask(*turns).answer


STREETS = """# 石桥区创建领导小组名单

组长：陆远山，河口街道党工委书记
副组长：沈明河，河口街道办事处主任
"""


def test_nobody_of_another_street_is_told(hash_base):
    hash_base.add_bytes("石桥区创建领导小组名单.md", STREETS.encode())
    assert "陆远山" in hash_base.ask([Message("user", "河口街道党工委书记叫什么名字")]).answer
    assert hash_base.ask([Message("user", "青柳街道党工委书记叫什么名字")]).status == "not_found"


OFFICES = """金陵市河西区新桥街道燃气整治工作方案
一、任务
1. 更换软管。为困难家庭更换软管300户。（责任单位：平安建设办、各社区）
二、组织领导
成立新桥街道燃气整治领导小组（名单见附件），办公室设在平安建设办。
附件
新桥街道燃气整治领导小组成员名单
组 长：陆远山  新桥街道党工委书记
成 员：周立新  新桥街道平安建设办负责人
    吴小英  新桥街道综合执法中心负责人
    马长青  新桥街道财务室负责人
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("领导小组 平安建设办 综合执法中心 各是谁参加", ["周立新", "吴小英"], ["马长青"]),
        ("新桥管平安建设的那个科室，是谁作为成员进的领导小组？", ["周立新"], ["吴小英", "马长青"]),
    ],
)
def test_offices_by_the_name_that_people_give_them(tmp_path, question, told, untold):
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("新桥街道燃气整治工作方案.txt", OFFICES.encode())
        answer = base.ask([Message("user", question)]).answer
    assert all(name in answer for name in told)
    assert not any(name in answer for name in untold)
