"""Every form in which the genre says who does a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generators.drafts import Draft

Roles = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Tail:
    """The words that assign a task, on the same line or on lines of their own, and what they say."""

    text: str
    roles: Roles
    lines: tuple[str, ...] = ()
    due: str = ""


def _joined(names: tuple[str, ...]) -> str:
    return "、".join(names)


def bracket(draft: Draft) -> Tail:
    """（责任单位：甲、乙）."""
    names = draft.bodies(1, 5)
    label = draft.random.choice(("责任单位", "责任部门", "责任单位"))
    left, right = draft.random.choice(("（）", "〔〕", "【】", "[]", "（）"))
    return Tail(f"{left}{label}：{_joined(names)}{right}", ((), names, ()))


def lead_and_support(draft: Draft) -> Tail:
    """〔牵头单位：甲；配合单位：乙、丙〕."""
    lead, support = draft.lead_and(1, 4)
    left, right = draft.random.choice(("（）", "〔〕", "[]"))
    first, second = draft.random.choice((("牵头单位", "配合单位"), ("牵头部门", "配合部门"), ("主办单位", "协办单位")))
    text = f"{left}{first}：{lead[0]}；{second}：{_joined(support)}{right}"
    return Tail(text, (lead, (), support))


def lead_and_bodies(draft: Draft) -> Tail:
    """（牵头单位：甲；责任单位：乙、丙）."""
    lead, names = draft.lead_and(1, 4)
    return Tail(f"（牵头单位：{lead[0]}；责任单位：{_joined(names)}）", (lead, names, ()))


def verbs(draft: Draft) -> Tail:
    """（甲牵头，乙、丙配合）."""
    lead, support = draft.lead_and(1, 3)
    verb = draft.random.choice(("配合", "按职责分工配合", "协同配合", "参与"))
    end = draft.random.choice(("", "", "落实"))
    verb = verb if verb != "配合" else verb + end
    return Tail(f"（{lead[0]}牵头，{_joined(support)}{verb}）", (lead, (), support))


def first_leads(draft: Draft) -> Tail:
    """（甲、乙负责，列第一位者为牵头单位）."""
    names = draft.bodies(2, 5)
    text = draft.random.choice(
        (
            "（{}负责，列第一位者为牵头单位）",
            "（责任单位：{}，列第一位的为牵头单位）",
            "（责任单位：{}，排名第一的为牵头单位）",
            "（{}按职责分工负责，列首位的为牵头单位）",
        )
    )
    return Tail(text.format(_joined(names)), (names[:1], names, ()))


def by_duty(draft: Draft) -> Tail:
    """（甲、乙按职责分工负责）."""
    names = draft.bodies(2, 5)
    verb = draft.random.choice(("按职责分工负责", "负责", "按职责负责", "分别负责", "共同负责"))
    return Tail(f"（{_joined(names)}{verb}）", ((), names, ()))


def other_labels(draft: Draft) -> Tail:
    """责任处室, 推进单位, 牵头落实, 主管单位."""
    names = draft.bodies(1, 3)
    label = draft.random.choice(("责任处室", "推进单位", "主管单位", "牵头落实", "实施单位", "承办单位", "责任主体"))
    roles: Roles = (names, (), ()) if label == "牵头落实" else ((), names, ())
    return Tail(f"（{label}：{_joined(names)}）", roles)


def with_due(draft: Draft) -> Tail:
    """[责任部门：甲；完成时限：2025年6月底]."""
    names = draft.bodies(1, 3)
    year, month = draft.random.randint(2024, 2027), draft.random.randint(1, 12)
    due = draft.random.choice(
        (f"{year}年{month}月底", f"{year}年{month}月底前", f"{year}年底", "长期坚持", f"{year}年{month}月")
    )
    left, right = draft.random.choice(("[]", "（）", "〔〕"))
    return Tail(f"{left}责任部门：{_joined(names)}；完成时限：{due}{right}", ((), names, ()), due=due)


def nested(draft: Draft) -> Tail:
    """（责任单位：区城管执法局〔区精细化办〕、甲）."""
    names = draft.bodies(1, 3)
    office = f"{draft.level}城管执法局"
    names = (office, *(name for name in names if name != office))
    note = f"{draft.level}{draft.random.choice(('精细化办', '创城办', '河长办'))}"
    left, right = draft.random.choice(("〔〕", "（）"))
    text = f"（责任单位：{office}{left}{note}{right}{''.join('、' + name for name in names[1:])}）"
    return Tail(text, ((), names, ()))


def bare(draft: Draft) -> Tail:
    """（甲、乙）."""
    names = draft.bodies(2, 4)
    return Tail(f"（{_joined(names)}）", ((), names, ()))


def own_line(draft: Draft) -> Tail:
    """责任单位：甲、乙, on the line after the task."""
    names = draft.bodies(1, 4)
    left, right = draft.random.choice((("", ""), ("（", "）"), ("", "。")))
    return Tail("", ((), names, ()), (f"{left}责任单位：{_joined(names)}{right}",))


def own_lines(draft: Draft) -> Tail:
    """牵头单位 and 配合单位 on two lines after the task."""
    lead, support = draft.lead_and(1, 3)
    return Tail("", (lead, (), support), (f"牵头单位：{lead[0]}", f"配合单位：{_joined(support)}"))


def after_sentence(draft: Draft) -> Tail:
    """责任单位：甲、乙。 after the last sentence, without brackets."""
    names = draft.bodies(1, 4)
    return Tail(f"责任单位：{_joined(names)}。", ((), names, ()))


TAILS: Mapping[str, Callable[[Draft], Tail]] = {
    "（责任单位：A、B）": bracket,
    "〔牵头单位：A；配合单位：B〕": lead_and_support,
    "（牵头单位：A；责任单位：B）": lead_and_bodies,
    "（A牵头，B、C配合）": verbs,
    "（A、B负责，列第一位者为牵头单位）": first_leads,
    "（A、B按职责分工负责）": by_duty,
    "责任处室/推进单位/牵头落实/主管单位": other_labels,
    "[责任部门：…；完成时限：…]": with_due,
    "嵌套括号": nested,
    "（A、B）": bare,
    "任务下一行": own_line,
    "任务下两行": own_lines,
    "句后无括号": after_sentence,
}


@dataclass(frozen=True)
class Prose:
    """A sentence that assigns a task, with what it says."""

    text: str
    subject: str
    roles: Roles


def prose(draft: Draft) -> Prose:
    """「区地区办负责统筹指导…」, 「由甲牵头，乙配合，…」, 「甲会同乙…」."""
    task = draft.task().split("，")[0]
    one, several = draft.lead_and(2, 3)
    form = draft.random.randrange(5)
    if form == 0:
        return Prose(f"{one[0]}负责{task}的统筹指导和督促检查。", f"{task}的统筹指导和督促检查", ((), one, ()))
    if form == 1:
        return Prose(f"由{one[0]}牵头{task}。", task, (one, (), ()))
    if form == 2:
        return Prose(f"{one[0]}会同{_joined(several)}{task}。", task, (one, (), several))
    if form == 3:
        return Prose(f"由{one[0]}牵头，{_joined(several)}配合，{task}。", task, (one, (), several))
    return Prose(f"{_joined(several)}负责{task}的日常工作。", f"{task}的日常工作", ((), several, ()))
