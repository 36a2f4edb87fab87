"""What the columns of tables hold, by their titles: leading and supporting bodies, persons, time limits, tasks."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.data_files import DATA_FOLDER, read_lines
from ingest.errors import DataFileError

_FILE = DATA_FOLDER / "table_columns.txt"
_TASK = tuple(
    re.compile(pattern)
    for pattern in (
        "名称$",
        "(?:具体|工作|重点|主要|目标|任务).*(?:任务|内容|事项|举措|措施)|任务名称|任务内容|工作要求",
        "任务|事项|举措|措施|内容",
        "项目|指标|工作|名称|目标|要点|问题|题目|工程",
    )
)
_TIME_TITLE = re.compile(
    r"((?:20\d{2}年)?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月?[—\-–~～至到]{1,2}\d{1,2}月|\d{1,2}月)(?:底|份|末)?"
    r"|第[一二三四五]阶段)"
    r"(?:前|的|工作|进度|阶段|形象|推进|任务|计划|目标|安排|要求|节点)*[）)]?$"
)
_START_TITLE = re.compile(r"(?:起|始|启动|开工)(?:时间|日期|年月)?$")
_BODY_AND_PERSON = re.compile(
    r"(?:单位|部门|科室|处室|机构|主体)\W*(?:及其?|和|与|、|/|[（(])\W*[一-龥]{0,4}(?:人|领导|员)[）)]?$"
)
_REMARK = re.compile("[（(][^（()）]*(?:首位|第一|排|加粗|标)[^（()）]*[）)]")
_ASIDE = re.compile("(?<=[一-龥])[（(][^（()）]{1,8}[)）](?=单位|部门|处室|科室|股室|主体|机构)")  # 责任（评分）部门
_NAMES_ONE = re.compile("(?:办公室|街道|镇街|街镇|企业|业主|党组织|组室|中队|大队|业务科)$")
_LABELLED = re.compile(r"([^：:，。；、\d]{2,10})[：:](?=.)")
_LABEL_LENGTH = 14
_TITLE_LENGTH = 16
_LONGEST_NAME_TITLE = 6
# 「单位：万元」 above a table, all on one line: no 「各有关单位：」 with the first words of a letter under it.
UNIT_SIGN = "(?:(?<![一-龥])|(?<=[表量]))单[ 　]?位[ 　]?[：:][ 　]?"


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for number, line in read_lines(_FILE):
        kind, colon, listed = line.partition("：")
        if not colon:
            raise DataFileError(f"词表文件 {_FILE.name} 第 {number} 行不能识别：{line}。应写作“类别：词、词”。")
        found.setdefault(kind, []).extend(word.strip() for word in listed.split("、") if word.strip())
    return {
        kind: re.compile("|".join(sorted(map(re.escape, listed), key=len, reverse=True)))
        for kind, listed in found.items()
    }


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Roles with the pattern of their titles; of two that end at the same place the first counts."""
    words = _words()
    unit = words["单位"].pattern
    return (
        ("person", words["人员"]),
        ("lead", words["牵头"]),
        ("supporting", re.compile(f"{words['配合'].pattern}|(?:{words['配合单位词'].pattern})(?:{unit})")),
        ("bodies", re.compile(f"(?:{words['责任单位词'].pattern})(?:{unit})|{words['责任'].pattern}|^分工$")),
        ("due", words["时限"]),
    )


@lru_cache(maxsize=4096)
def column_role(title: str) -> str:
    """What a column assigns: "lead", "supporting", "person", "bodies", "due", or "" for nothing.

    Titles of several rows are joined (责任分工 + 完成时限): what is said last decides.

    Raises:
        DataFileError: `table_columns.txt` has a bad line.
    """
    words = _words()
    title = _ASIDE.sub("", _REMARK.sub("", title))
    found = [
        (match.end(), -order, kind)
        for order, (kind, pattern) in enumerate(_patterns())
        for match in pattern.finditer(title)
    ]
    kind = max(found)[2] if found else ""
    if kind == "person" and names_persons_too(title):
        kind = max(((end, order, role) for end, order, role in found if role != "person"), default=(0, 0, kind))[2]
    if kind == "due" and words["不是时限"].search(title):
        return ""
    if kind in ("bodies", "lead", "supporting") and words["不是责任"].search(title):
        return ""
    if kind == "person" and "领导小组" in title:
        return ""
    if kind == "bodies":  # 牵头责任单位
        roles = dict(_patterns())
        return "lead" if roles["lead"].search(title) else "supporting" if roles["supporting"].search(title) else kind
    return kind


def may_tell_due(title: str) -> bool:
    """Whether a column of dates under a title that says nothing of time limits may hold them: not 填报日期."""
    return _words()["不是时限"].search(title) is None and re.search("开工|动工|起$|成立|会议", title) is None


def is_number_title(title: str) -> bool:
    """Whether a column counts the rows."""
    return _words()["序号"].search(title) is not None or title == "号"


def is_unit_title(title: str) -> bool:
    """Whether a title ends in a word for a body, without saying what that body does."""
    words = _words()
    ends = re.search(f"(?:{words['单位'].pattern})(?:名称)?$", title)
    return ends is not None and words["不是责任"].search(title) is None


def time_of_title(title: str) -> str:
    """The time that a column of a schedule stands for (一季度, 1—3月, 下半年); empty where it stands for none."""
    match = _TIME_TITLE.search(title)
    return match[1] if match else ""


def is_start_title(title: str) -> bool:
    """Whether a column tells when something begins (实施时间 + 起)."""
    return _START_TITLE.search(title) is not None


def holds_no_aims(title: str) -> bool:
    """Whether the figures of a column are no aims: conditions, subsidies, progress, marks."""
    return _words()["不含目标"].search(title) is not None or title.endswith("人")


def tells_what_is(text: str) -> bool:
    """Whether the title or the header of a table tells of what is so already: 完成情况, 统计, 排名."""
    return _words()["已有情况"].search(text) is not None


def is_no_indicator(title: str) -> bool:
    """Whether the figures of a column are none that a table hands out among places: 备注, 分值, 排名."""
    return _words()["不是指标"].search(title) is not None or is_number_title(title)


def names_persons_too(title: str) -> bool:
    """Whether a column holds bodies with their persons: 责任单位及责任人."""
    return _BODY_AND_PERSON.search(title) is not None


def task_rank(title: str) -> int | None:
    """How telling a column's title is for what the row is about: 0 is best; None for a title of nothing of the kind."""
    return next((rank for rank, pattern in enumerate(_TASK) if pattern.search(title)), None)


def is_title(text: str) -> bool:
    """Whether a cell reads as the title of a column that is known: 序号, 工作任务, 牵头单位, 完成时限."""
    if not text or len(text) > _TITLE_LENGTH or re.search("[，。；：、]", text):
        return False
    if _NAMES_ONE.search(text) and len(text) > _LONGEST_NAME_TITLE:  # 平安建设办公室 is a body itself
        return False
    return is_number_title(text) or bool(column_role(text)) or text in ("备注", "类别", "单位", "责任")


def label_within(text: str) -> str:
    """The label that a cell begins with, its value behind a colon (责任单位：县民政局); empty for anything else."""
    match = _LABELLED.match(text)
    known = match and (column_role(match[1]) or task_rank(match[1]) is not None or is_number_title(match[1]))
    return match[1] if match and known else ""


def is_label(text: str) -> bool:
    """Whether a cell reads as what a card calls one of its lines: 建设内容, 主办单位, 完成时间, 资金来源."""
    text = text.strip(" :：")
    return 1 < len(text) <= _LABEL_LENGTH and not re.search(r"[，。；、：:\d]", text)
