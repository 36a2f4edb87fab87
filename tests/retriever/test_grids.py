"""Tables read as tables: cells, all rows, rows by a value, the most, two sides."""

import pytest

from retriever.datatypes import Message

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


_HEADS = """<h1>青禾县2026年河湖长名册</h1><p>县级河长每季度巡河不少于1次，乡级河长每月不少于2次。</p>
<table><tr><th rowspan="2">河湖</th><th rowspan="2">起止点</th><th rowspan="2">长度（公里）</th>
<th colspan="2">县级河长</th><th rowspan="2">有无公示牌</th><th rowspan="2">联系部门</th></tr>
<tr><th>姓名</th><th>职务</th></tr>
<tr><td>柳溪</td><td>柳林镇至杏花乡</td><td>12.5</td><td>陈志远</td><td>副县长</td><td>有</td><td>县水利局</td></tr>
<tr><td>白沙河</td><td>石桥镇全境</td><td>30</td><td>吴晓梅</td><td>县政协副主席</td><td>无</td><td>县林业局</td></tr>
<tr><td>月牙湖</td><td>湖区</td><td>4</td><td>陈志远</td><td>副县长</td><td>无</td><td>县文旅局</td></tr></table>"""
_TASKS = """# 青禾县2026年林业重点任务清单

| 序号 | 类别 | 任务 | 责任单位 | 配合单位 | 完成时限 | 进展 |
|---|---|---|---|---|---|---|
| 1 | 资源管护 | 巡护天然林20万亩 | 县林业局 | 县公安局、县财政局 | 长期坚持 | 正常 |
| 2 | 资源管护 | 整治违法图斑36个 | 县自然资源局 | 县林业局 | 6月底 | 滞后 |
| 3 | 国土绿化 | 人工造林2万亩 | 县林业局 | 县农业农村局 | 11月底 | 已完成 |
"""


@pytest.fixture
def lists(hash_base):
    hash_base.add_bytes("青禾县河湖长名册.html", _HEADS.encode())
    hash_base.add_bytes("青禾县林业任务清单.md", _TASKS.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("白沙河的县级河长是谁，什么职务", ("吴晓梅", "县政协副主席"), ("陈志远",)),
        ("月牙湖谁当河长", ("陈志远",), ("吴晓梅",)),
        ("青禾县没有公示牌的河湖有几条", ("共2条", "白沙河", "月牙湖"), ("柳溪",)),
        ("柳溪多长，从哪到哪", ("12.5", "柳林镇至杏花乡"), ("石桥镇",)),
        ("林业任务里完成时限写成长期坚持的有几项", ("共1项", "巡护天然林"), ("图斑",)),
        ("林业任务里需要两家以上配合的有哪些", ("县公安局、县财政局",), ("图斑", "造林")),
        ("哪些林业任务已经完成了", ("人工造林",), ("图斑", "天然林")),
    ],
)
def test_lists_of_people_and_rows_by_a_word(lists, question, told, not_told):
    answer = lists.ask(question).answer
    assert all(part in answer for part in told), answer
    assert not any(part in answer for part in not_told), answer


WORKS = """# 青禾县民生实事分解表

| 序号 | 项目名称 | 建设内容 | 投资（万元） | 牵头单位 |
|---|---|---|---|---|
| 1 | 既有住宅加装电梯 | 加装电梯30台，每台补助12万元 | 1500 | 县住建局 |
| 2 | 农贸市场改造 | 改造农贸市场2个 | 800 | 县商务局 |
"""


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("青禾县今年给老楼装几部电梯", "30台", "1500"),
        ("青禾县加装电梯每台给多少钱", "12万元", "1500"),
        ("青禾县加装电梯投资多少", "1500", "800"),
    ],
)
def test_money_in_all_tells_neither_a_number_of_things_nor_what_each_costs(hash_base, question, told, not_told):
    hash_base.add_bytes("青禾县民生实事分解表.md", WORKS.encode())
    answer = hash_base.ask([Message("user", question)]).answer
    assert told in answer
    assert not_told not in answer


_YEARLY = """# 青禾县农村公厕三年计划

三年改造农村公厕90座，按年度推进：

| 年度 | 改造数量 |
|---|---|
| 2024 | 20座 |
| 2025 | 40座 |
| 2026 | 30座 |

| 指标 | 2024年 | 2026年 |
|---|---|---|
| 卫生厕所普及率 | 88% | 95% |
| 粪污处理率 | 60% | 75% |
| 管护到位率 | 70% | 90% |
"""


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("青禾县三年一共改造多少座农村公厕，每年各几座", ("90座", "20座", "40座", "30座"), ("共3座",)),
        ("青禾县卫生厕所普及率2026年比2024年提高多少", ("88%", "95%", "2026年较多"), ("。6年",)),
    ],
)
def test_rows_of_years_are_summed_not_counted(hash_base, question, told, not_told):
    hash_base.add_bytes("青禾县农村公厕三年计划.md", _YEARLY.encode())
    answer = hash_base.ask(question)
    assert all(part in answer.answer for part in told)
    assert not any(part in answer.answer for part in not_told)


_GRADES = """# 青禾县公厕管护员考核办法

各乡镇、县直有关单位：

为规范公厕管护，制定本办法。

| 月度等次 | 得分 | 月绩效（元） |
|---|---|---|
| A | 95分以上 | 500 |
| B | 80分以上 | 300 |
| C（不合格） | 80分以下 | 0 |

考核实行“两率”排名，保洁率、完好率权重分别为60%、40%。
"""
_GOALS = """# 青禾县公厕提升三年方案

各乡镇、县直有关单位：

为贯彻上级要求，制定本方案。

| 指标 | 2025年 | 2026年 |
|---|---|---|
| 新增无障碍公厕 | 3座 | 4 |
| 新增水冲公厕 | 7座 | 9 |
"""
_BENCHES = "青禾县休憩设施实施意见\n\n一、总体目标\n2025年新增健身步道座椅120张，2026年新增150张。\n"


@pytest.fixture
def graded(hash_base):
    hash_base.add_bytes("青禾县公厕管护员考核办法.md", _GRADES.encode())
    hash_base.add_bytes("青禾县公厕提升三年方案.md", _GOALS.encode())
    hash_base.add_bytes("青禾县休憩设施实施意见.txt", _BENCHES.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("管护员当月考核拿了A，绩效多少", ("500",), ("300",)),  # a grade by its letter alone
        ("青禾县公厕两率考核权重各占多少", ("60%", "40%"), ("500",)),  # “两率” is a name and no number
        ("青禾县2026年新增无障碍公厕多少", ("4",), ("为贯彻",)),  # 「有关单位：」 above a table names no unit
        ("青禾县2026年新增水冲公厕和新增步道座椅目标各是多少", ("9", "150张"), ()),  # one side stands elsewhere
    ],
)
def test_grades_names_units_and_sides(graded, question, told, not_told):
    answer = graded.ask(question).answer
    assert all(part in answer for part in told), answer
    assert not any(part in answer for part in not_told), answer
