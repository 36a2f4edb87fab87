"""Follow-ups that put the question before again: another level, a thing named alike, another role, another act."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

NAME = "栖水县和美乡村建设实施方案（2026—2028年）.md"
TEXT = """# 栖水县和美乡村建设实施方案（2026—2028年）

栖政办发〔2026〕7号

## 一、任务分解

| 序号 | 任务 | 2026年 | 2027年 | 2028年 | 牵头单位 | 配合单位 |
|---|---|---|---|---|---|---|
| 1 | 新增完成污水治理行政村（个） | 18 | 20 | 19 | 县水利局 | 县住建局 |
| 2 | 黑臭水体治理（条） | 5 | 4 | 2 | 县生态环境局 | 县水利局 |

## 二、重点工作

（一）调解纠纷。村级调解7天，乡镇15天，县级30天，逐级上提。（责任单位：县司法局）

（二）安装提示音。在学校、医院周边路口安装240套，2026年底前完成。由县公安局负责，县财政局保障经费。

（三）处置险情。接报后，属地乡镇15分钟内赶到现场，同时在30分钟内电话报告县政府值班室。县卫健局组织急救培训2000人次。

（四）免费体检。孕检10个工作日、婚检3个工作日出具结果；检出异常的，由医师在2个工作日内电话通知。

（五）管好积分。积分可以转赠，不得买卖。积分由村委会登记。

（六）考核村干部。迟到、脱岗，每次扣2分；虚报台账，每件扣5分。

（七）村级应急。建立由民警、医生、电工、志愿者等共同参与的村级应急小队，碰头会每月开一次。

## 三、组织领导

成立县和美乡村建设工作专班，由分管副县长任召集人，县农业农村局局长任副召集人。
专班办公室设在县农业农村局，值班电话0792-5523 119。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask the last of some user turns over one invented plan."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("put-again"), encoder=HashEmbedder()) as base:
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
        (("黑臭水体治几条，哪个局牵头",), ["5（条）", "县生态环境局"], ["共"]),
        (("污水治理2027年新增几个行政村",), ["20"], ["18", "19"]),
        (("村里调解纠纷给几天", "乡镇呢"), ["15天"], ["职责"]),
        (("婚检几天出结果", "孕检呢"), ["孕检10个工作日"], ["2个工作日"]),
        (("医院周边安装多少套提示音", "钱谁出"), ["县财政局保障经费"], ["县公安局"]),
        (("出了险情乡镇多久赶到", "报给谁"), ["县政府值班室"], ["县卫健局"]),
        (("县水利局牵头哪些任务", "配合哪些"), ["黑臭水体治理", "配合"], ["新增完成污水治理"]),
        (("村干部迟到扣几分", "虚报台账呢"), ["每件扣5分"], []),
        (("县住建局负责什么", "县水利局呢", "他们一起的有哪些"), ["新增完成污水治理"], ["黑臭水体治理"]),
        (("县水利局和县司法局共同承担哪些任务",), ["没有写明由县水利局、县司法局共同承担"], []),
        (("县司法局牵头哪些任务",), ["没有区分牵头和配合"], []),
        (("村级应急小队里都有谁",), ["民警", "医生"], []),
        (("碰头会多久开一次", "谁来开"), [], ["《栖水县"]),
        (("村干部迟到扣几分", "污水治理明年新增几个行政村"), ["20"], ["扣"]),
        (("栖水县和美乡村建设实施方案的主要任务有哪些", "谁牵头"), ["专班"], ["责任单位："]),
        (("栖水的调解经费县里出多少",), [], ["费县"]),
        (("栖水遛狗几点到几点",), ["没有找到"], ["任务共"]),
        (("栖水微纠纷是什么",), ["没有找到"], []),
        (("和美乡村专班组长是谁",), ["召集人：分管副县长"], []),
        (("和美乡村专班办公室电话多少",), ["0792-5523119"], []),
    ],
)
def test_put_again(ask, turns, told, untold):
    answer = ask(*turns).answer
    assert all(words in answer for words in told)
    assert not any(words in answer for words in untold)


@pytest.mark.parametrize(("question", "forbidden"), [("积分能买卖吗", True), ("积分能转赠吗", False)])
def test_only_the_act_that_is_forbidden_is_denied(ask, question, forbidden):
    assert ask(question).answer.startswith("不可以。") == forbidden
