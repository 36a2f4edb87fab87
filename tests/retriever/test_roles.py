"""Questions on the people and further roles beside tasks (分管领导, 督导单位, 联系科室), and on what falls to them."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures
from hand_made import HashEmbedder

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

LINES = """云溪县2026年重点改革领办方案
一、重点事项
1.建设县域数字档案馆，年内扫描档案30万卷。
领办领导：县政府副县长 吴晓梅　主办：县档案馆　协办：县财政局
2.推行河道采砂电子围栏，安装监测点45处。
领办领导：县委常委 郑凯　主办：县水利局　协办：县公安局、县气象局
3.改造乡村客运站7座。
领办领导：县政府副县长 吴晓梅　主办：县交通运输局
"""
CARDS = """<html><body><h1>临江区环保督察问题整改清单</h1>
<table>
<tr><th>序号</th><th>整改任务</th><th>分管区领导</th><th>责任单位</th><th>督导单位</th><th>责任科室</th></tr>
<tr><td>1</td><td>清理江滩非法堆场6处</td><td rowspan="2">林副区长</td>
<td>区交通运输局</td><td>区纪委监委</td><td>港航科</td></tr>
<tr><td>2</td><td>封堵雨污混排口18个</td><td>区水务局</td><td>区生态环境局</td><td>排水科</td></tr>
<tr><td>3</td><td>关停散乱污企业9家</td><td>马副区长</td><td>区工信局</td><td>区生态环境局</td><td>产业科</td></tr>
</table></body></html>
"""


MINUTES = """云溪县人民政府专题会议纪要
关于推进物流园建设的会议纪要
3月8日下午，副县长高志远主持召开专题会议，研究物流园建设有关事项。县发改局等单位负责同志参加会议。
一、关于征地。由县自然资源局牵头，6月底前完成征地组卷。
出席：高志远　陆　敏　董小舟
请假：柏青松
"""
GROUP = """<html><body><h1>临江区防汛抗旱应急预案</h1>
<p>一、区防汛抗旱指挥部。区防汛抗旱指挥部组成如下：</p>
<table>
<tr><th>职务</th><th>姓名</th><th>单位及职务</th></tr>
<tr><td>指挥长</td><td>陶立群</td><td>区委副书记、区长</td></tr>
<tr><td rowspan="2">副指挥长</td><td>姚海燕</td><td>副区长</td></tr>
<tr><td>金志刚</td><td>区人武部部长</td></tr>
</table>
<p>指挥部办公室设在区应急局，金志刚同志兼任办公室主任。</p>
</body></html>
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask one question over two invented plans that name people beside their tasks."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("roles"), encoder=HashEmbedder()) as base:
        base.add_bytes("云溪县重点改革领办方案.txt", LINES.encode())
        base.add_bytes("临江区环保督察问题整改清单.html", CARDS.encode())
        base.add_bytes("云溪县物流园会议纪要.txt", MINUTES.encode())
        base.add_bytes("临江区防汛抗旱应急预案.html", GROUP.encode())

        def run(question):
            answer = base.ask([Message("user", question)])
            check_answer(answer, base)
            check_figures(answer)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("云溪县吴晓梅领办了哪几件事", ["共2项", "数字档案馆", "客运站"], ["采砂"]),
        ("云溪县郑凯领办的有几项", ["共1项", "采砂"], ["客运站"]),
        ("临江区林副区长分管哪几项整改", ["堆场", "混排口"], ["散乱污"]),
        ("临江区林区长名下有几件", ["共2项"], []),
        ("采砂电子围栏由哪位领导领办，主办是谁", ["郑凯", "县水利局"], ["吴晓梅"]),
        ("封堵雨污混排口由谁督导", ["区生态环境局"], ["区纪委监委"]),
        ("散乱污企业关停归哪个科室管，分管领导是谁", ["产业科", "马副区长"], ["港航科"]),
        ("临江区林副区长和马副区长谁分管的任务多", ["林副区长比马副区长多1项"], []),
        ("物流园那次会议哪些人出席，谁请假了", ["高志远", "陆敏", "董小舟", "请假：柏青松"], []),
        ("物流园专题会议是谁主持的", ["高志远"], ["柏青松"]),
        ("临江区防汛抗旱指挥部副指挥长有谁", ["姚海燕", "金志刚"], ["陶立群"]),
        ("临江区防汛指挥部 指挥长 办公室主任 名单", ["陶立群", "金志刚"], ["姚海燕"]),
    ],
)
def test_roles_and_people(ask, question, told, untold):
    answer = ask(question)
    assert answer.status == "answered", answer.answer
    assert all(part in answer.answer for part in told), answer.answer
    assert not any(part in answer.answer for part in untold), answer.answer


@pytest.mark.parametrize("question", ["临江区何副区长分管哪几项整改", "云溪县孙立平领办了哪几件事"])
def test_nobody_of_that_name(ask, question):
    assert ask(question).status == "not_found"
