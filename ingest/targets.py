"""Figures to be reached: in sentences, and in the rows of indicator tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.datatypes import Target
from ingest.due_wording import is_before
from ingest.figure_patterns import BEFORE, FIGURE, TIME_UNITS
from ingest.fines import fine_spans
from ingest.no_aims import is_no_aim
from ingest.passages import Passage, sentence_end, sentence_start, tidy
from ingest.past_wording import is_past
from ingest.target_points import dealt_out, measured_before, names_later_point, shared_subject
from ingest.target_wording import PERIOD, Wording, carried_verb, name_of, stem, takes_verb
from ingest.worded_figures import Figure, worded_figures

_COMPARED = re.compile(f"(?:{BEFORE})$")
_NO_FIGURE_AFTER = frozenset("0123456789.+＋ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz第每前过〔")
_COVERAGE = re.compile(
    r"(?P<value>基本(?:实现)?全?覆盖(?:全[区市县域镇街乡]+)?|(?<!健)全覆盖"
    r"|(?<!健全)覆盖全[区市县域镇街乡]+(?!\d)|翻[一两二三\d]番)"
)
_QUOTED = re.compile("“[^”\n]*”|《[^》\n]*》|〔[^〕\n]*〕|「[^」\n]*」")
_QUICK = re.compile(
    r"\d|覆盖|翻|零|[级类成倍前]|分之|半|小时|分钟|全部|摄氏|次|至少|不少于|不低于|[二三四五六七八九十两]+[个家处座项名]"
)
_FUTURE = re.compile(r"力争|计划(?:到|于|在|新)|到\d{4}年|未来|下一步")
_BY_YEAR = re.compile("(?:力争)?(?:到|至)(?:\\d{4}年|“十[三四五六]五”)[末底]?")
_FREQUENCY = re.compile(r"每(?:两|半|\d)?(?:年|季度?|个?月|周|星期)[^，。；]{0,12}$")
_QUANTITY_VERB = re.compile(
    r"(?:新增|新建|建成|完成|打造|创建|建设|培育|改造|改建|设立|开展|举办|召开|达到)(?:不少于|至少)?$"
)
_GROUPED_VERB = re.compile("(?:组建|成立|建成|打造|形成|建立|创建|培育)[^，。；]{2,40}的$")
_OF_ALL = re.compile("(?:覆盖|完成|改造|实现|建成|建设|整治|消除|推动)$")
_ALL_COVERED = re.compile("[^，。；]{1,12}?(?:基本)?全覆盖")
_EXPANDING = re.compile(r"扩大|通过|力推|探索")
_RIGHT_END = re.compile("[，。；：！？\n（〔【]")
_AT_LEAST = re.compile("至少|不少于|不低于|最少")
_SCOPE = re.compile("全[省市区县旗镇街乡]$")
_BESIDE = re.compile("[^，。；：、\n]{0,8}[、和]")
_DEFINED = re.compile("[是系]指|指的是")
_NO_LABEL = re.compile("^(?:其中|包括|具体)|(?:目标|指标|任务|数量|要求|如下|标准|内容|规模|时限|时间|期限)$")
_RISE = re.compile("(?:提升|提高|增加|增长|扩大|扩展|拓展|下降|降低|压缩|缩短|缩减|发展|延伸|上升|[增升降扩])$")
_COMPARED_WITH = re.compile("(?:[较与由从以“]|(?<!占)比)$")
_PIECE_END = "，。；：！？\n"


def extract_targets(passages: Sequence[Passage], review: frozenset[int], *, since: int = 0) -> list[Target]:
    """Targets stated in sentences; clauses in `review` tell what was done and are left out.

    So are sentences that name no year but those before `since`, the year of the document (0: unknown).
    """
    targets: list[Target] = []
    periods: dict[int, str] = {}
    for passage in passages:
        clause = passage.clause
        text = passage.text
        opening = _BY_YEAR.match(text[passage.body : passage.body + 30].lstrip("。 \n"))
        inherited = periods.get(clause.parent, "") if clause.parent is not None else ""
        periods[clause.index] = opening[0] if opening else inherited
        if clause.kind in ("table_row", "closing") or not _QUICK.search(text):
            continue
        found = read_targets(passage, opening[0] if opening else inherited)
        if clause.index in review:
            found = [target for target in found if _is_planned(passage, target)]
        found = [target for target in found if not _is_of_before(passage, target, since)]
        targets += found
    return targets


def _is_planned(passage: Passage, target: Target) -> bool:
    """Whether the target's sentence speaks of what is to come, inside an account of what was done."""
    position = target.start - passage.start
    return _FUTURE.search(passage.text, sentence_start(passage.text, position), target.end - passage.start) is not None


def _is_of_before(passage: Passage, target: Target, since: int) -> bool:
    """Whether the target's year is named in its sentence and lies before `since`, as more than a comparison's."""
    if not is_before(target.period, since):
        return False
    position = target.start - passage.start
    start = sentence_start(passage.text, position)
    named = passage.text.rfind(target.period, start, position)
    return named >= 0 and not _COMPARED_WITH.search(passage.text, max(start, named - 2), named)


def read_targets(passage: Passage, period: str = "") -> list[Target]:
    """The targets of one passage; `period` holds where a sentence names none."""
    text = passage.text
    figures = _all_figures(text)
    targets: list[Target] = []
    previous: Figure | None = None
    verb = head = before = comparator = ""
    in_table = passage.clause.kind == "table_row"
    for index, figure in enumerate(figures):
        start = sentence_start(text, figure.start)
        stop = sentence_end(text, figure.end)
        defined = not figure.comparator and _DEFINED.search(text, start, figure.start)
        if defined or is_past(text, start, stop, figure.start, in_table=in_table):
            previous = figure
            continue
        following = figures[index + 1] if index + 1 < len(figures) else None
        joined = previous is not None and not re.search(f"[{_PIECE_END}]", text[previous.end : figure.start])
        wording = _wording(passage, figure, previous if joined else None, following, start)
        wording = replace(wording, before=before if joined else wording.before)
        before = wording.before
        if joined and not wording.left:
            comparator = figure.comparator or comparator
            wording = replace(wording, left=head)
        else:
            floor = _AT_LEAST.search(wording.left)
            comparator = figure.comparator or (floor[0] if floor else "")
            in_brackets = _inside_brackets(text, figure.start, start)
            carry = verb if (joined or in_brackets) and takes_verb(wording.left) else ""
            left = wording.left.removeprefix("其中")
            if joined and not wording.right and 0 < len(left) <= 3 and set(left) & set(head[-len(left) :]):
                left = head[: -len(left)] + left  # 受众线下…、线上…
            if left != wording.left and not carry and targets and len(left) <= 6:
                left += targets[-1].subject  # 建成示范点120个，其中乡镇30个
            if not carry and not in_brackets:
                verb = carried_verb(left)
            wording = replace(wording, left=carry + left)
            head = wording.left
        what = name_of(wording)
        if targets and previous and not wording.right:
            what = _at_later_point(passage, targets, figure) or what
            what = shared_subject(targets, passage.start + start, what, figure.unit)
        previous = figure
        if not what or (not wording.left and wording.right.startswith("的")):  # 3%左右的增幅，…
            continue
        targets.append(
            Target(
                passage.clause.index, passage.start + figure.start, passage.start + figure.end, what, passage.item,
                figure.value, comparator, figure.unit, _period(text, start, figure.start) or period,
            )
        )  # fmt: skip
    return dealt_out(passage, targets)


def _at_later_point(passage: Passage, targets: Sequence[Target], figure: Figure) -> str:
    """What a figure measures that stands for a later point in time than the targets before it; else nothing."""
    text, earlier = passage.text, []
    between = text[targets[-1].end - passage.start : figure.start]
    if not names_later_point(between):
        return ""
    for target in targets:
        if target.period == targets[-1].period and target.unit == figure.unit:
            position = target.start - passage.start
            piece = max(text.rfind(mark, max(0, position - 200), position) for mark in _PIECE_END)
            earlier.append((text[piece + 1 : position], target.subject))
    return measured_before(between, earlier) if earlier else ""


def _all_figures(text: str) -> list[Figure]:
    """Figures with a usual unit, values in words, and the rarer forms where none of these stands."""
    usual = [*_figures(text), *_coverages(text)]
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for worded in worded_figures(text):
        inside = any(start < worded.start < end for start, end in quoted)
        if not inside and not any(figure.start < worded.end and worded.start < figure.end for figure in usual):
            usual.append(worded)
    return sorted((each for each in usual if not is_no_aim(text, each, usual)), key=lambda figure: figure.start)


def _figures(text: str) -> Iterator[Figure]:
    quoted = [*(match.span() for match in _QUOTED.finditer(text)), *fine_spans(text)]
    scope = -1
    for match in FIGURE.finditer(text):
        begin = match.start()
        counted = _SCOPE.search(text, max(0, begin - 2), begin) and match["unit"] not in "%％"
        if counted and not _ALL_COVERED.match(text, match.end()):  # 完成全县18个乡镇的…
            counted = not _OF_ALL.search(text, 0, begin - 2)
        if counted or (scope >= 0 and _BESIDE.fullmatch(text, scope, begin)):
            scope = match.end()  # 全县18个乡镇、246个村: how many there are
            continue
        if text[max(0, begin - 1) : begin] in _NO_FIGURE_AFTER and not text.endswith("超过", 0, begin):
            continue
        before = _COMPARED.search(text[max(0, begin - 5) : begin])
        comparator = before[0] if before else ""
        if not _is_target(text, match, comparator) or any(start < begin < end for start, end in quoted):
            continue
        yield Figure(
            begin - len(comparator), match.end(), match["value"],
            match["after"] or comparator or match["more"] or "", match["unit"],
        )  # fmt: skip


def _is_target(text: str, match: re.Match[str], comparator: str) -> bool:
    value, unit = match["value"], match["unit"]
    before = text[max(0, match.start() - 24) : match.start()]
    if text[match.end() : match.end() + 1] in ("+", "＋") or (not comparator and before.endswith("近")):
        return False
    if unit == "日":  # 接电时间控制在8日内, no date and no time limit
        return comparator != "" and not before.endswith("月")
    if re.search(f"(?:{TIME_UNITS})$", unit):
        return bool(comparator or match["after"]) and text[match.end() : match.end() + 1] not in tuple("社生服便")
    if value[0].isdigit():
        return True
    if _FREQUENCY.search(before) and unit == "次":
        return True
    if comparator in ("至少", "最少", "不少于", "不低于", "不得少于"):
        return True
    if match["after"] and value not in ("一", "两"):
        return True
    return value != "一" and unit not in ("项", "对", "单", "起", "元") and bool(
        _QUANTITY_VERB.search(before) or _GROUPED_VERB.search(text, max(0, match.start() - 50), match.start())
    )


def _coverages(text: str) -> Iterator[Figure]:
    """「全覆盖」「覆盖全域」「翻一番」: values without a figure."""
    if "覆盖" not in text and "番" not in text:
        return
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _COVERAGE.finditer(text):
        if any(start < match.start() < end for start, end in quoted):
            continue
        piece = re.split("，", text[sentence_start(text, match.start()) : match.start()])[-1]
        if not _EXPANDING.search(piece):
            yield Figure(match.start(), match.end(), match["value"], "", "")


def _wording(
    passage: Passage, figure: Figure, previous: Figure | None, following: Figure | None, start: int
) -> Wording:
    text = passage.text
    floor = previous.end if previous else start
    floor = max(floor, passage.body if passage.body <= figure.start else passage.unnumbered)
    left_from = max([floor, *(text.rfind(mark, floor, figure.start) + 1 for mark in "，；：\n")])
    opened = text.rfind("（", left_from, figure.start)
    if opened >= 0 and "）" not in text[opened : figure.start]:
        left_from = opened + 1
    if previous:
        cut = re.search("[、和及]", text[left_from : figure.start])
        left_from += cut.end() if cut else 0
    stop = _RIGHT_END.search(text, figure.end, figure.end + 200)
    right_to = stop.start() if stop else min(len(text), figure.end + 200)
    listed = following is not None and following.start < right_to
    if following and listed:
        joint = max(text.rfind(mark, figure.end, following.start) for mark in "、和及")
        right_to = joint if joint >= 0 else following.start
    ended = text[figure.end : figure.end + 1] in tuple("、，。；）" if listed else "，。；）")
    right = "" if ended else text[figure.end : right_to]
    if following and len(right) <= 3 and right.endswith(("级", "类", "型")):  # 1—2个市级、1个省级示范小区
        after = re.match(rf"[^，。；：]{{{len(right)}}}([^，。；：、（]+)", text[following.end :])
        right += after[1] if after else ""
    opening = max(start, passage.unnumbered)
    before = re.split("[，；：。]", text[opening : max(opening, left_from - 1)])[-1] if not previous else ""
    left = text[left_from : figure.start]
    named = not left.strip() and not right.strip() and not previous and text[left_from - 1 : left_from] == "："
    if named:  # 新增床位：200张
        label = re.split("[，；：。、\n（）]", text[opening : left_from - 1])[-1]
        left, before = "" if _NO_LABEL.search(label) or len(label) > 24 else label, ""
    if "（" not in left:
        left = left.rpartition("）")[2]
    if text[figure.start] in "至到":
        left = _RISE.sub("", left)
    before = "" if re.search(r"\d|百分之|[二三四五六七八九]成|倍", _QUOTED.sub("", before)) else tidy(before)
    heading = passage.clause.heading if passage.body <= figure.start else ""  # which holds the figure itself
    return Wording(left, right, before, stem(heading))


def _inside_brackets(text: str, position: int, floor: int) -> bool:
    return text.count("（", floor, position) > text.count("）", floor, position)


def _period(text: str, start: int, position: int) -> str:
    """The period named last before `position` in its sentence, but for one that a figure is compared with."""
    last = ""
    for match in PERIOD.finditer(text, start, position):
        if match[0] and not _COMPARED_WITH.search(text, max(start, match.start() - 2), match.start()):
            last = match[0]
    return last
