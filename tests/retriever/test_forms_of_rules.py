"""Forms of rules, ledgers and notices: what is forbidden, who decides on a sum, a person's tasks, a row of shares."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.answerers.amounts import amount_in, band_of

RULES = """云杉市公共浴场管理规定
第一条 为规范公共浴场经营，制定本规定。
第二条 浴客不得有下列行为：
（一）携带宠物入池；
（二）在池内使用肥皂；
（三）损坏水温仪表。
第三条 经营者应当每日换水。换水后由值班员登记。
第四条 水温检测由经营者和浴客共同进行。温度计放在池中央水下半米处，静置3分钟后读数。读数应当当场公布。
第五条 本规定自2024年1月1日起施行。
"""
VILLAGE = """石门村财务制度
一、审批办法：800元以下由村主任审批；800元至6000元由村支书和村主任会签审批；6000元以上、3万元以下由村委会集体研究；3万元以上由村民代表会议决定。
二、工程项目4万元以上的公开招标；4万元以下的由村委会组织比价。
三、每月20日公开账目。
"""
LEDGER = """# 松涛区2026年农贸重点工作台账

| 序号 | 工作任务 | 牵头领导 | 牵头单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 改造农贸市场 | 副区长陆永康 | 区商务局 | 2026年9月底 |
| 2 | 建设冷链仓库 | 副区长何晓 | 区发改局 | 2026年12月底 |
| 3 | 检测农药残留 | 副区长陆永康 | 区市场监管局 | 2026年6月底 |
"""
SHARES = """# 湖东市护林员培训通知

## 附件1 护林员培训名额分配表

| 县区 | 山区 | 平原 | 合计 |
|---|---|---|---|
| 白石县 | 6 | 3 | 9 |
| 青石县 | 4 | 7 | 11 |

## 附件2 联系表

| 单位 | 联系人角色 | 负责事项 |
|---|---|---|
| 市林业局培训科 | 科室负责人 | 名额调剂、教材发放 |
| 市林业局防火科 | 工作人员 | 实操演练、装备检查 |
"""


@pytest.fixture
def base(hash_base):
    for name, text in (("规定.txt", RULES), ("财务制度.txt", VILLAGE), ("台账.md", LEDGER), ("通知.md", SHARES)):
        hash_base.add_bytes(name, text.encode())
    return hash_base


@pytest.mark.parametrize("question", ["浴客哪些事不能干", "云杉市公共浴场的浴客不得有哪些行为"])
def test_what_is_forbidden_is_told_in_full(base, question):
    answer = base.ask(question)
    for told in ("携带宠物", "使用肥皂", "损坏水温仪表"):
        assert told in answer.answer
    check_answer(answer, base)


def test_a_short_article_is_told_in_full(base):
    answer = base.ask("云杉市公共浴场的水温检测怎么做")
    assert "水下半米" in answer.answer
    assert "3分钟" in answer.answer


@pytest.mark.parametrize(
    ("question", "held", "absent"),
    [
        ("石门村花500块谁批", "由村主任审批", "会签"),
        ("石门村2000元的开支找谁批", "会签审批", "集体研究"),
        ("石门村花两万元要谁同意", "集体研究", "会签"),
        ("石门村一笔五万块的支出谁来审批", "村民代表会议", "招标"),
        ("石门村5万元的工程要不要招标", "公开招标", "比价"),
    ],
)
def test_the_band_that_an_amount_falls_into_decides(base, question, held, absent):
    answer = base.ask(question)
    assert held in answer.answer
    assert absent not in answer.answer


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("800元以下由甲审批", (0, 800)),
        ("800元至6000元由乙审批", (800, 6000)),
        ("6000元以上、3万元以下", (6000, 30000)),
        ("3万元以上的", (30000, float("inf"))),
        ("每月20日公开", None),
    ],
)
def test_bands_are_read(text, band):
    assert band_of(text) == band


def test_amounts_are_read():
    assert amount_in("花三万块") == 30000
    assert amount_in("花8000元") == 8000
    assert amount_in("谁审批") is None


def test_tasks_of_a_leader_are_listed(base):
    answer = base.ask("陆永康牵头哪些任务")
    assert "共2项" in answer.answer
    assert "改造农贸市场" in answer.answer
    assert "检测农药残留" in answer.answer
    assert "冷链" not in answer.answer
    assert "建设冷链仓库" in base.ask("何晓牵头哪些任务").answer


def test_a_row_of_shares_is_told_with_its_sum(base):
    answer = base.ask("青石县护林员培训分到几个名额")
    assert "合计：11" in answer.answer
    check_answer(answer, base)


def test_a_unit_beside_the_role_of_a_contact_is_the_one_to_ask(base):
    assert "培训科" in base.ask("护林员培训名额调剂由哪个科负责").answer


def test_sums_of_each_year_are_told(hash_base):
    text = (
        "榆树区绿道建设方案\n"
        "一、资金。区财政三年统筹安排资金600万元，其中2025年100万元、2026年200万元、2027年300万元。\n"
    )
    hash_base.add_bytes("方案.txt", text.encode())
    answer = hash_base.ask("榆树区绿道建设三年每年财政各安排多少资金")
    for told in ("100万元", "200万元", "300万元"):
        assert told in answer.answer


def test_where_to_enter_is_no_mention_of_the_thing(hash_base):
    text = "榆树区青年工作方案\n一、开办“星光课堂”，每期8节课，开设木工、剪纸课程。\n"
    hash_base.add_bytes("方案.txt", text.encode())
    assert hash_base.ask("榆树区星光课堂在哪儿报名").status == "not_found"


def test_a_post_is_not_the_name_of_its_holder(base):
    assert base.ask("石门村现任村支书叫什么").status == "not_found"


def test_actions_whose_numbers_run_through_chapters_are_named(hash_base):
    text = (
        "榆树区夜间经济行动计划\n一、总体要求\n实施六项行动。\n二、聚人气\n"
        "（一）亮灯行动。更换路灯。\n（二）美食行动。开设夜市。\n（三）演艺行动。举办晚会。\n三、强支撑\n"
        "（四）通达行动。延长公交。\n（五）平安行动。增设岗亭。\n（六）洁净行动。夜间保洁。\n四、保障\n"
        "（一）加强领导。成立专班。\n（二）督促检查。每月通报。\n"
    )
    hash_base.add_bytes("计划.txt", text.encode())
    answer = hash_base.ask("榆树区夜间经济的六项行动都叫啥")
    for told in ("亮灯行动", "演艺行动", "通达行动", "洁净行动"):
        assert told in answer.answer
    assert "督促检查" not in answer.answer


def test_how_long_a_policy_is_in_force(hash_base):
    text = "榆树区灯光补贴办法\n第一条 每盏灯补贴50元。\n第二条 本办法自2024年1月1日起施行，有效期至2090年6月30日。\n"
    hash_base.add_bytes("办法.txt", text.encode())
    assert "2090年6月30日" in hash_base.ask("榆树区灯光补贴这政策执行到哪天为止").answer
