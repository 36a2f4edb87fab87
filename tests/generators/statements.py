"""Sentences with targets, time limits, meanings and counted parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generators.drafts import Draft

_THINGS = (
    "口袋公园 社区食堂 充电车位 示范小区 慢行步道 便民驿站 健身苑点 托育机构 养老床位 "
    "社会组织 议事平台 老旧电梯 公共绿地 志愿队伍 文化活动 微网格 停车泊位"
)
_UNITS = "座 家 个 个 公里 处 处 家 张 家 个 台 万平方米 支 场 个 个"
COUNTED = tuple(zip(_THINGS.split(), _UNITS.split(), strict=True))
RATES = (
    "生活垃圾回收利用率",
    "物业覆盖率",
    "居民满意度",
    "按期办结率",
    "绿化覆盖率",
    "持证社工占比",
    "老人助餐覆盖率",
    "消防设施完好率",
    "矛盾化解成功率",
)
AMOUNTS = ("居民人均可支配收入", "集体经济收入", "志愿服务人数", "夜间消费规模", "文旅接待人数")
HAN = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclass(frozen=True)
class Statement:
    """A sentence and the facts that it states: (subject, values)."""

    text: str
    facts: tuple[tuple[str, tuple[object, ...]], ...]


def _figure(draft: Draft, low: int = 2, high: int = 900) -> str:
    return str(draft.random.randint(low, high))


def _thing(draft: Draft) -> tuple[str, str]:
    return draft.random.choice(COUNTED)


def _rate(draft: Draft) -> tuple[str, str]:
    value = str(draft.random.randint(40, 99)) + draft.random.choice(("", "", ".5"))
    return draft.random.choice(RATES), value


def plain(draft: Draft) -> Statement:
    """新增口袋公园3座."""
    name, unit = _thing(draft)
    value = _figure(draft)
    verb = draft.random.choice(("新增", "新建", "建成", "打造", "改造"))
    return Statement(f"{verb}{name}{value}{unit}。", ((name, (value, "", unit)),))


def at_least_after(draft: Draft) -> Statement:
    """新增口袋公园3座以上, 全年打造3个以上示范小区."""
    name, unit = _thing(draft)
    value = _figure(draft)
    shape = draft.random.choice(("新增{n}{v}{u}以上。", "全年建成{n}{v}{u}以上。", "年内打造{v}{u}以上{n}。"))
    return Statement(shape.format(n=name, v=value, u=unit), ((name, (value, "以上", unit)),))


def at_least_before(draft: Draft) -> Statement:
    """建成社区食堂不少于5家."""
    name, unit = _thing(draft)
    value = _figure(draft)
    words = draft.random.choice(("不少于", "不低于", "至少"))
    return Statement(f"建成{name}{words}{value}{unit}。", ((name, (value, words, unit)),))


def reach(draft: Draft) -> Statement:
    """物业覆盖率达到95%."""
    name, value = _rate(draft)
    words = draft.random.choice(("达到", "不低于", "超过", "不少于"))
    return Statement(f"{name}{words}{value}%。", ((name, (value, words, "%")),))


def reach_at_least(draft: Draft) -> Statement:
    """到2027年，物业覆盖率达到95%以上."""
    name, value = _rate(draft)
    year = draft.random.randint(2025, 2030)
    text = draft.random.choice((f"到{year}年，{name}达到{value}%以上。", f"{name}稳定在{value}%以上。"))
    return Statement(text, ((name, (value, "以上", "%")),))


def keep_within(draft: Draft) -> Statement:
    """失业率控制在4.5%以内."""
    name = draft.random.choice(("城镇登记失业率", "楼宇空置率", "重复投诉率", "设施故障率"))
    value = str(draft.random.randint(1, 9)) + draft.random.choice(("", ".5"))
    return Statement(f"{name}控制在{value}%以内。", ((name, (value, "以内", "%")),))


def double(draft: Draft) -> Statement:
    """志愿服务人数翻一番."""
    name = draft.random.choice(AMOUNTS)
    times = draft.random.choice(("一", "两"))
    return Statement(f"力争{name}翻{times}番。", ((name, (f"翻{times}番", "", "")),))


def span(draft: Draft) -> Statement:
    """打造1—2个示范小区."""
    name, unit = _thing(draft)
    low = draft.random.randint(1, 8)
    dash = draft.random.choice(("—", "-", "至", "～"))
    value = f"{low}{dash}{low + draft.random.randint(1, 3)}"
    text = draft.random.choice((f"重点打造{name}{value}{unit}。", f"重点打造{value}{unit}{name}。"))
    value = value.replace("～", "~")
    return Statement(text, ((name, (value, "", unit)),))


def several(draft: Draft) -> Statement:
    """新增口袋公园3座、慢行步道2公里，改造充电车位300个."""
    chosen = draft.random.sample(COUNTED, 3)
    values = [_figure(draft) for _ in chosen]
    (one, two, three), (a, b, c) = chosen, values
    text = f"新增{one[0]}{a}{one[1]}、{two[0]}{b}{two[1]}，改造{three[0]}{c}{three[1]}。"
    return Statement(text, tuple((name, (value, "", unit)) for (name, unit), value in zip(chosen, values, strict=True)))


def numerals(draft: Draft) -> Statement:
    """每年至少开展文化活动两场, in Chinese numerals."""
    name, unit = draft.random.choice([each for each in COUNTED if each[1] in "座家个处场支台"])
    value = draft.random.choice(HAN[2:])
    words = draft.random.choice(("至少", "不少于"))
    return Statement(f"每年打造{name}{words}{value}{unit}。", ((name, (value, words, unit)),))


def most(draft: Draft) -> Statement:
    """办理时限压缩至3个工作日以内."""
    name = draft.random.choice(("诉求办理时限", "审批时限", "维修响应时限", "案件流转时限"))
    value, unit = draft.random.choice(
        (("3", "个工作日"), ("5", "个工作日"), ("24", "小时"), ("15", "天"), ("30", "分钟"))
    )
    verb = draft.random.choice(("压缩至", "缩短到"))
    return Statement(f"将{name}{verb}{value}{unit}以内。", ((name, (value, "以内", unit)),))


def coverage(draft: Draft) -> Statement:
    """物业服务全覆盖."""
    name = draft.random.choice(("居民小区物业服务", "社区养老服务站", "楼栋网格", "燃气报警装置", "法律顾问"))
    return Statement(f"实现{name}全覆盖。", ((name, ("全覆盖", "", "")),))


def rise(draft: Draft) -> Statement:
    """志愿服务人数年均增长5%."""
    name = draft.random.choice(AMOUNTS)
    value = str(draft.random.randint(2, 30))
    text = draft.random.choice((f"{name}年均增长{value}%。", f"{name}增长{value}%以上。"))
    return Statement(text, ((name, (value, "以上" if "以上" in text else "", "%")),))


TARGETS: Mapping[str, Callable[[Draft], Statement]] = {
    "N个": plain,
    "以上": at_least_after,
    "不少于": at_least_before,
    "达到": reach,
    "到某年达到…以上": reach_at_least,
    "控制在…以内": keep_within,
    "翻一番": double,
    "1—2个": span,
    "一句几个": several,
    "中文数字": numerals,
    "压缩至…以内": most,
    "全覆盖": coverage,
    "增长": rise,
}


def due_stage(draft: Draft) -> Statement:
    """动员部署阶段（2023年10月—2024年3月）."""
    name = draft.random.choice(("动员部署阶段", "全面实施阶段", "巩固提升阶段", "总结评估阶段"))
    year, month, dash = draft.random.randint(2023, 2027), draft.random.randint(1, 6), draft.random.choice("—-至")
    due = f"{year}年{month}月{dash}{year}年{month + draft.random.randint(1, 6)}月"
    return Statement(f"{name}（{due}）。", ((name, (due,)),))


def due_before(draft: Draft) -> Statement:
    """2025年8月前，建成指挥平台."""
    task = draft.task().split("，")[0]
    year, month = draft.random.randint(2024, 2027), draft.random.randint(1, 12)
    due = draft.random.choice((f"{year}年{month}月前", f"{year}年底前", "年底前", f"{year}年{month}月底前"))
    comma = draft.random.choice(("，", ""))
    return Statement(f"{due}{comma}完成{task}。", ((f"完成{task}", (due,)),))


DUES: Mapping[str, Callable[[Draft], Statement]] = {"阶段（起—止）": due_stage, "某时前": due_before}

_TERMS = ("三方会商", "十分钟响应圈", "邻里合伙人", "红色物业", "一码通办", "楼道客厅", "小巷管家", "共享庭院")
_MEANINGS = (
    "由居委会、业委会和物业企业共同参加的定期协商",
    "居民自愿结对、相互照看的服务方式",
    "把分散的办事入口归并到同一个页面的办理方式",
    "利用楼道闲置空间改建的公共活动场所",
)


_SHORT_NAMES = {
    "澄湖中心": "澄湖社区综合服务中心",
    "数治平台": "城市数字治理综合平台",
    "街区联盟": "滨江街区商户自治联盟",
    "共治委": "小区共治协商委员会",
}


_ADDED = ("", "提升版", "示范点", "二期", "分站", "三期", "四期", "五期", "六期", "七期")


def _unused(draft: Draft, terms: Sequence[str]) -> tuple[str, str]:
    """A term that the policy has not explained yet, and what was added to it to be new."""
    left = [(term, added) for added in _ADDED for term in terms if term + added not in draft.used]
    term, added = draft.random.choice(left[: len(terms)])
    draft.used.add(term + added)
    return term, added


def means(draft: Draft) -> Statement:
    """“三方会商”是指…."""
    term, meaning = "".join(_unused(draft, _TERMS)), draft.random.choice(_MEANINGS)
    opening, verb = draft.random.choice((("", "是指"), ("本方案所称", "，是指"), ("", "指的是")))
    return Statement(f"{opening}“{term}”{verb}{meaning}。", ((term, (meaning,)),))


def short_name(draft: Draft) -> Statement:
    """全称（以下简称“简称”）."""
    term, added = _unused(draft, tuple(_SHORT_NAMES))
    term, meaning = term + added, _SHORT_NAMES[term] + added
    return Statement(f"成立{meaning}（以下简称“{term}”），统筹各方资源。", ((term, (meaning,)),))


DEFINITIONS: Mapping[str, Callable[[Draft], Statement]] = {"是指": means, "以下简称": short_name}

_PARTS = (
    "安全提级",
    "环境提质",
    "服务提效",
    "治理提能",
    "文化提神",
    "数字赋能",
    "队伍强基",
    "协商聚力",
    "资源下沉",
    "品牌创优",
)


def _parts(draft: Draft) -> tuple[Sequence[str], str]:
    count = draft.random.randint(3, 6)
    return draft.random.sample(_PARTS, count), HAN[count]


def plans(draft: Draft) -> Statement:
    """实施甲、乙、丙“三大行动”."""
    parts, count = _parts(draft)
    term = f"{count}大{draft.random.choice(('行动', '计划', '工程'))}"
    return Statement(f"深入实施{'、'.join(parts)}“{term}”。", ((term, (tuple(parts),)),))


def steps(draft: Draft) -> Statement:
    """按照“甲、乙、丙”三个步骤."""
    parts, count = _parts(draft)
    return Statement(f"按照“{'、'.join(parts)}”{count}个步骤有序推进。", ((f"{count}个步骤", (tuple(parts),)),))


def in_brackets(draft: Draft) -> Statement:
    """“四张清单”（甲、乙、丙、丁）."""
    parts, count = _parts(draft)
    return Statement(f"动态更新“{count}张清单”（{'、'.join(parts)}）。", ((f"{count}张清单", (tuple(parts),)),))


def ordered(draft: Draft) -> Statement:
    """一是…；二是…；三是…."""
    parts, _ = _parts(draft)
    mark = draft.random.choice("；，")
    text = mark.join(f"{HAN[index].replace('两', '二')}是{part}" for index, part in enumerate(parts, 1))
    return Statement(text + "。", (("", (tuple(parts),)),))


def in_turn(draft: Draft) -> Statement:
    """首先，…。其次，…。最后，…."""
    parts = tuple(_parts(draft)[0][:3])
    mark, comma = draft.random.choice("；。"), draft.random.choice(("，", "，", "要"))
    words = ("首先", "其次", draft.random.choice(("再次", "最后")))
    text = mark.join(f"{word}{comma}{part}" for word, part in zip(words, parts, strict=True))
    return Statement(text + "。", (("", (parts,)),))


def numbered(draft: Draft) -> Statement:
    """第一，…；第二，…."""
    parts = tuple(_parts(draft)[0])
    mark = draft.random.choice("；。")
    text = mark.join(f"第{HAN[index].replace('两', '二')}，{part}" for index, part in enumerate(parts, 1))
    return Statement(text + "。", (("", (parts,)),))


POINTS = ("一是…二是…", "首先…其次…", "第一，…第二，…")
ENUMERATIONS: Mapping[str, Callable[[Draft], Statement]] = {
    "“三大行动”": plans,
    "三个步骤": steps,
    "“四张清单”（…）": in_brackets,
    POINTS[0]: ordered,
    POINTS[1]: in_turn,
    POINTS[2]: numbered,
}
