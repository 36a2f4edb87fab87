"""How many bodies, members, indicators, tasks: the number is that of what the documents hold."""

from __future__ import annotations

import pytest
from answer_checks import check_answer, check_figures

from ingest.datatypes import Member, Target


def _asked(base, question):
    answer = base.ask(question)
    assert answer.status == "answered"
    check_answer(answer, base)
    check_figures(answer)
    return answer


@pytest.mark.parametrize(
    ("question", "count", "names"),
    [
        ("适老化改造涉及多少个部门", "共3家", ["区民政局", "区建设局", "区残联"]),
        ("老旧电梯更新的责任单位有几家", "共3家", ["区房管局"]),
        ("口袋公园的责任单位有几个", "共2家", ["区绿化局", "各街道"]),
        ("停车矛盾牵涉多少个单位", "共3家", ["区交通局", "区公安分局", "各街道"]),
        ("口袋公园有几家单位负责", "共2家", ["区绿化局", "各街道"]),
        ("老旧电梯更新有几个责任单位", "共3家", ["区房管局"]),
    ],
)
def test_bodies_of_a_task(policies, question, count, names):
    answer = _asked(policies, question)
    assert count in answer.answer
    for name in names:
        assert name in answer.answer


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("领导小组一共几个人", "4名"),
        ("领导小组名单上有多少人", "4名"),
        ("领导小组有几名副组长", "1名"),
        ("组长有几个", "1名"),
    ],
)
def test_people_of_a_list(policies, question, count):
    assert count in _asked(policies, question).answer


def test_everyone_is_counted_once(policies):
    answer = _asked(policies, "领导小组一共几个人")
    members = [stored.fact for stored in policies.facts(kind="member")]
    names = {fact.subject for fact in members if isinstance(fact, Member) and fact.kind == "person"}
    assert f"共{len(names)}名" in answer.answer
    for name in names:
        assert answer.answer.count(name) == 1
    assert {fact["subject"] for fact in answer.facts} == names


def test_numbers_by_role_are_those_of_the_list(policies):
    answer = _asked(policies, "领导小组一共几个人")
    for part in ("组长1名", "副组长1名", "成员2名"):
        assert part in answer.answer


def test_names_of_a_longer_list_are_not_all_told(tmp_path, embedder, policies):
    people = "\n".join(f"{family}{given} 区{body}局局长" for family, given, body in _people())
    text = "长桥市长桥区整治工作方案\n一、任务\n1. 清理河岸。\n"
    text += f"附件：整治工作领导小组成员名单\n组长：陆远山 区长\n成员：{people}\n"
    with type(policies).open(tmp_path / "long", encoder=embedder) as base:
        base.add_bytes("长桥.txt", text.encode())
        members = {stored.fact.subject for stored in base.facts(kind="member") if isinstance(stored.fact, Member)}
        answer = _asked(base, "领导小组一共多少人")
    assert len(members) == 15
    assert "共15名（组长1名、成员14名）" in answer.answer
    assert len(answer.answer) < 60


def _people():
    return zip(
        "赵钱孙李周吴郑王冯陈褚卫蒋沈", "一明二平三安四海五岳六合七星", "民政财政教育农业水利林业文化", strict=True
    )


@pytest.mark.parametrize(
    ("question", "attribute", "count"),
    [
        ("南屏区规划有几个指标", "", 4),
        ("指标一共多少个", "", 4),
        ("约束性指标有几个", "约束性", 2),
        ("南屏区有多少项预期性指标", "预期性", 2),
    ],
)
def test_indicators(policies, question, attribute, count):
    answer = _asked(policies, question)
    facts = [stored.fact for stored in policies.facts(kind="target") if isinstance(stored.fact, Target)]
    wanted = [fact.subject for fact in facts if fact.attribute and fact.attribute.startswith(attribute)]
    assert len(wanted) == count
    assert f"{attribute}指标共{count}项" in answer.answer
    for subject in wanted:
        assert subject in answer.answer
    assert len(answer.facts) == count


@pytest.mark.parametrize(
    ("question", "count"),
    [("改善居住环境有几项任务", 4), ("优化民生服务有多少项任务", 3), ("健全协商机制共几项任务", 3)],
)
def test_tasks_of_a_section(policies, question, count):
    assert f"共{count}项" in _asked(policies, question).answer


def test_tasks_of_a_document_are_those_of_its_chapter_of_tasks(policies):
    answer = policies.ask("行动方案重点任务一共多少项").answer
    assert "10项" in answer
    assert "第1项至第1项" not in answer


def test_stages(programme):
    answer = _asked(programme, "工作步骤有几个阶段")
    assert "共3" in answer.answer
    for stage in ("筹备启动", "全面推进", "总结提升"):
        assert stage in answer.answer


@pytest.mark.parametrize("question", ["北岭县方案分几个阶段", "北岭县智慧乡村建设分为几个阶段"])
def test_stages_by_their_unit_alone(programme, question):
    assert "共3" in programme.ask(question).answer


@pytest.mark.parametrize(
    "question", [
        "清泉区领导小组一共几个人",
        "清泉区规划有几个指标",
        "垃圾分类有几项任务",
        "智能水表有几家供应商",
        "区教育局有几项任务",
        "清泉区教育局一共承担多少项工作",
    ],
)
def test_what_is_not_there_is_not_counted(policies, question):
    assert policies.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("县公安局有几项任务", id="the tasks of 区公安分局 are counted"),
        pytest.param("智能水表有几个副组长", id="a number of meters for a number of people"),
        pytest.param("老旧电梯更新有几家单位", id="a number of lifts for a number of bodies"),
    ],
)
@pytest.mark.xfail(strict=True, reason="something else is counted")
def test_nothing_else_is_counted_instead(policies, question):
    assert policies.ask(question).status == "not_found"
