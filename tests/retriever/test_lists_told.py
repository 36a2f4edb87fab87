"""Lists asked for in the words of people: a request to list, things counted, items behind what announces them."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.answerers.announced import with_announced
from retriever.answering import Answerer
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.knowledge_base import KnowledgeBase
from retriever.question_wording import as_asked

PLAN = """柳溪区基层服务提升三年行动方案
一、主要任务
（一）织密服务网络。新建便民服务站12个。
（二）壮大人才队伍。每年培训网格员300人次。
（三）提升治理效能。整合热线，实行一号受理。
（四）改善居住环境。改造老旧楼道80个。
二、孵化培育
对初创志愿团队实行“扎根—发芽—开花”三步孵化：
—扎根：团队填报意向书，服务中心10日内完成面谈；
—发芽：安排导师辅导3个月，协助完善章程；
—开花：通过评估后签订服务协议，跟踪服务1年。
三、柳溪驿站
打造“邻里综合体”，设置助餐、托幼、阅读、健身四个功能区，由街道统一运营。
以“服务群众零时差、沟通联系零时差、办事流程零时差”为方向，建好“零时差驿站”。联合城管、消防、民政、卫健等部门组成驿站服务队。
四、发展趋势
（一）需求多元趋势。居民需求更加多样。
（二）重心下移趋势。服务资源向社区集中。
（三）方式智能趋势。数据赋能日常服务。
五、问题处置
（一）接诉即办。居民诉求由网格员录入“柳溪通”，系统半小时内派单到责任单位；责任单位1日内核实处置；社区回访确认后归档。
（二）实施步骤
1.启动阶段（2026年1月—3月）。制定诉求清单，录入平台，部署网格员。
2.推进阶段（2026年4月—10月）。逐项处置诉求。
3.总结阶段（2026年11月—12月）。总结诉求处置经验。
六、指挥体系
成立区提升行动指挥部，下设四个工作组：
（一）综合协调组。由区政府办公室牵头。
（二）项目建设组。由区住建局牵头。
（三）资金保障组。由区财政局牵头。
（四）督导评估组。由区委督查室牵头。
附件：
1.柳溪区基层服务提升任务清单
2.柳溪区基层服务站点名单
附件1
柳溪区基层服务提升任务清单
1.建设便民服务站。
2.培训网格员。
附件2
柳溪区基层服务站点名单
1.东堤服务站。
2.西堤服务站。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of the plan, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("plan")) as base:
        base.add_bytes("柳溪.txt", PLAN.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("请把柳溪方案的四项主要任务按标题逐条列出", ("织密服务网络", "壮大人才队伍", "提升治理效能", "改善居住环境")),
        ("柳溪方案的四项主要任务，标题逐一列一下", ("织密服务网络", "改善居住环境")),
        ("柳溪方案带哪俩附件", ("任务清单", "站点名单")),
        ("柳溪孵化志愿团队那三步怎么走的", ("10日内完成面谈", "协助完善章程", "跟踪服务1年")),
        ("柳溪指挥部底下几个组，都叫啥", ("综合协调组", "项目建设组", "资金保障组", "督导评估组")),
        ("柳溪要搞的街道邻里综合体有哪些功能", ("助餐、托幼、阅读、健身",)),
        ("“零时差驿站”讲的三个“零时差”是哪三个", ("服务群众零时差、沟通联系零时差、办事流程零时差",)),
        ("柳溪网格员录入的诉求一步步怎么处置", ("半小时内派单", "1日内核实处置", "社区回访")),
        ("柳溪驿站服务队要联合哪些部门，一个别漏", ("城管、消防、民政、卫健",)),
        ("柳溪方案判断有哪几个发展趋势", ("需求多元趋势", "重心下移趋势", "方式智能趋势")),
    ],
)
def test_a_list_is_told_complete(ask, question, told):
    answer = ask(question).answer
    assert all(words in answer for words in told), answer


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("把九项任务逐条列出来", "九项任务有哪些"),
        ("九项任务，按标题列一下", "九项任务有哪些"),
        ("有哪些任务，全部列出来", "有哪些任务"),
        ("要联合哪些部门，一个别漏", "要联合哪些部门"),
        ("“一岗三哨”全称拆开讲讲", "“一岗三哨”分别是什么"),
        ("方案带哪俩附件", "方案带哪两个附件"),
        ("我俩的补贴怎么领", "我俩的补贴怎么领"),
        ("任务列入考核吗", "任务列入考核吗"),
    ],
)
def test_a_request_to_list_is_a_question(said, asked):
    assert as_asked(said) == asked


def test_a_line_that_announces_is_told_with_its_list_before_another_place(hash_base):
    text = (
        "青溪县护桥条例\n第一条 三星级以上护桥员享受下列礼遇：\n（一）免费游览古桥；\n（二）每年体检一次。\n"
        "第二条 护桥员每月巡桥两次。\n"
    )
    hash_base.add_bytes("条例.txt", text.encode())
    reader = Answerer(hash_base.view()).reader
    (doc_id,) = reader.lexicon.documents
    clauses = {clause.number: clause for clause in reader.document(doc_id).parsed.clauses if clause.number}

    def line(number):
        clause = clauses[number]
        own = reader.own_text(doc_id, clause)
        return Statement(own, (Evidence(doc_id, clause.index, clause.start, clause.start + len(own)),))

    told = with_announced(Draft((line("第一条"), line("第二条"))), reader)
    assert ["体检" in statement.text for statement in told.statements] == [False, False, True, False]
    among = with_announced(Draft((line("第一条"), line("（二）"))), reader)
    assert len(among.statements) == 2
