"""Tasks told in paragraphs below their heading, with a line of bodies behind, and bodies told for a whole section."""

import pytest

PLAN = """省民政厅减负措施分工方案

（一）清理村级事务
对村（社区）承担的各类事项全面起底，分三类处理。
不应承担的列入负面清单。
〔政权处　法规处　社区发展中心；7月—9月集中整治〕

（二）规范出具凭据
凡没有依据的一律取消。
取消后可采取书面承诺等方式替代，实现30类证明线上核验。
〔厅信息中心　政权处〕

（三）充实服务力量
本节任务由慈善处牵头，人事处配合，12月前完成。
1. 培育社区社会组织1.5万家。
2. 引导专业社工驻点服务。

注：〔 〕内列第一位的为牵头单位，其余为配合单位。
"""


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("村级各类事项全面起底由谁负责", ("政权处", "法规处")),
        ("证明线上核验由谁牵头", ("牵头单位：厅信息中心",)),
        ("专业社工驻点服务由谁牵头，谁配合", ("慈善处", "人事处")),
        ("培育社区社会组织什么时候完成", ("12月前",)),
    ],
)
def test_question_is_answered(hash_base, question, held):
    hash_base.add_bytes("省民政厅减负措施分工方案.txt", PLAN.encode())
    answer = hash_base.ask(question)
    assert [part for part in held if part not in answer.answer] == []

LIST = """柳湾区迎检任务清单

【市容环境】
○ 背街小巷路面破损修补（住建牵头，城管、交通配合；5.31前）
○ 公共绿地黄土裸露补植（园林，4月下旬）
○ 占道经营疏堵结合（城管牵头，市监、公安配合；5.15前）
"""


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("柳湾区住房和城乡建设局牵头哪些任务", ("路面破损修补",)),
        ("区市场监管局有哪些任务", ("占道经营",)),
        ("黄土裸露补植由谁负责", ("园林",)),
    ],
)
def test_offices_told_by_short_names(hash_base, question, held):
    hash_base.add_bytes("柳湾区迎检任务清单.txt", LIST.encode())
    answer = hash_base.ask(question)
    assert [part for part in held if part not in answer.answer] == []
