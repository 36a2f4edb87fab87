"""Tables read as tables: cells, all rows, rows by a value, the most, two sides."""

import pytest

_PLAN = """青禾县农村公厕建设任务分解方案

为改善农村人居环境，制定本方案。
一、工作目标
2026年全县新建农村公厕26座，改造44座。
二、保障措施
县财政对新建公厕给予补助。

附件：各乡镇农村公厕建设任务表
乡镇 新建数（座） 改造数（座） 驻点干部
柳林镇 8 15 县住建局甲某
杏花乡 6 9 县水利局乙某
石桥镇 12 20 县文旅局丙某
合计 26 44 —
"""
_RULES = """# 青禾县水库管护办法

第一条 水库分级管护，名录如下：

| 水库名称 | 规模 | 巡查责任人 | 总库容（万立方米） |
|---|---|---|---|
| 东沟水库 | 小（1）型 | 柳林镇镇长 | 210 |
| 南坪水库 | 小（2）型 | 杏花乡乡长 | 46 |
| 西湾水库 | 小（2）型 | 石桥镇镇长 | 38 |

第二条 管护补贴按巡查次数分档：

| 档次 | 年巡查次数 | 补贴标准 | 考核办法 |
|---|---|---|---|
| 一档 | 不足50次 | 每座800元 | 按季考核 |
| 二档 | 50次至100次 | 每座1500元 | 按季考核 |
| 三档 | 100次以上 | 每座2600元 | 按月考核 |
"""


@pytest.fixture
def tables(hash_base):
    hash_base.add_bytes("青禾县农村公厕建设任务分解方案.txt", _PLAN.encode())
    hash_base.add_bytes("青禾县水库管护办法.md", _RULES.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("石桥镇要新建几座公厕、改造几座", ("12", "20"), ("26", "44")),
        ("柳林镇和杏花乡改造公厕各多少座，哪个多", ("15", "9", "柳林镇较多"), ("20",)),
        ("青禾县各乡镇改造公厕怎么分", ("15", "9", "20"), ()),
        ("青禾县哪个乡镇新建公厕最多", ("石桥镇", "12"), ("柳林镇",)),
        ("青禾县有几座小二型水库", ("共2座", "南坪水库", "西湾水库"), ("东沟水库",)),
        ("青禾县水库巡查补贴分几档，每档多少", ("800元", "1500元", "2600元"), ()),
    ],
)
def test_tells_what_the_table_holds(tables, question, told, not_told):
    answer = tables.ask(question).answer
    assert all(part in answer for part in told), answer
    assert not any(part in answer for part in not_told), answer
