"""Who issued a document and when, where no signature says so: a line below the title, or how it was passed."""

from __future__ import annotations

import re
from collections.abc import Sequence

DAY = (
    r"(\d{4}|[〇○零一二三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NEAR = 15  # lines from the top and from the end in which such a line stands
_LONGEST = 80  # characters of it
_BODY = r"[\u4e00-\u9fff]{2,30}?(?:委员会|政府|办公室|局|厅|部|委|办|院|办事处|小组|指挥部|中心)"
_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s?\d{4}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号"
_IMPRINT = re.compile(
    rf"(?:{_NUMBER}\s*)?(?P<bodies>{_BODY}(?:[ 、]{_BODY})*)\s*[（(]?{DAY}[）)]?(?:印发|发布|公布|发|\s|$|(?=关于))"
)
OFFICE = re.compile(
    "(?:委员会|人民政府|政府|办公室|局|厅|部|委|办|院|党委|党工委|办事处|小组|中心|指挥部|专班|残联|妇联|工会|文联|科协"
    "|侨联|工商联|联合会|协会|集团|公司|总队|支队|大队|法院|检察院|银行|学院|大学)$"
)
_NO_OFFICE = re.compile(r"[：，。；、]|^[一二三四五六七八九十（(第\d]")
_LETTERHEAD = 6  # lines from the top
_BEFORE_SUBJECT = re.compile(
    rf"(?:{_NUMBER})?\s*((?:[\u4e00-\u9fff]{{2,24}}?(?:委员会|政府|办公室|局|厅|部|委|办事处|小组|指挥部|联合会|残联|妇联|总工会)"
    r"[ 、]?)+(?:等[\d一二三四五六七八九十]+(?:个)?(?:部门|单位))?)\s?(?:关于|印发)"
)
_MADE_BY = re.compile(
    r"(?:制表|填报|编制|制定|印发|发布)(?:单位|机关|部门)：\s?(?P<body>[\u4e00-\u9fff（）]{2,40}?(?:委员会|政府|办公室|局|厅|部|委|办|办事处|中心|小组)"
    r"(?:（[^（）]*）)?)(?P<rest>(?:(?:[^\u4e00-\u9fff]|制表|填报|编制|印发).*)?)$"
)
_NUMBERED = re.compile(rf"[（(]?{_NUMBER}\s*{DAY}\s?(?:印发|发布|公布)")
_PASSED = re.compile(rf"{DAY}([^，。；]{{0,60}}?)(公布|发布|通过|批准)")
_PASSING_BODY = re.compile(
    r"([\u4e00-\u9fff]{2,20}?)(?:第[一二三四五六七八九十]+届)?(人民代表大会常务委员会|人民代表大会|人民政府|人大常委会)"
)


def read_imprint(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of a line made of a body and a date (「某县人民政府办公室　2024年3月29日印发」).

    A document number may stand in it too; both are empty when there is no such line.
    """
    near = [line for line in (*lines[:_NEAR], *lines[-_NEAR:]) if len(line) <= _LONGEST]
    for line in near:
        if found := _IMPRINT.match(line):
            bodies, *day = found.groups()
            return "、".join(re.split("[ 、]", bodies)), iso_date(*day)
    made = next((found for line in near[:_NEAR] if (found := _MADE_BY.match(line))), None)
    if made:
        dated = re.search(DAY, made["rest"])
        return made["body"], iso_date(*dated.groups()) if dated else ""
    numbered = next((found for line in near if (found := _NUMBERED.match(line))), None)
    return "", iso_date(*numbered.groups()) if numbered else ""


def read_passage(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of how a rule was made (「（2020年8月27日某市人民代表大会常务委员会…会议通过）」).

    The day of promulgation goes before that of passing; both are empty when nothing is said.
    """
    for line in lines[:_NEAR]:
        found = _PASSED.findall(line)
        if not found:
            continue
        year, month, day, words, _ = next((entry for entry in found if entry[4] in ("公布", "发布")), found[0])
        body = _PASSING_BODY.search(words)
        return "".join(body.groups()) if body else "", iso_date(year, month, day)
    return "", ""


def read_letterhead(title: str, lines: Sequence[str]) -> str:
    """The issuers that stand above a title, before 关于 in it, or as those who drew a plan up; empty where none do.

    「某省残联等八部门关于…」 names one of several: those of a letterhead go before it.
    """
    above: list[str] = []
    for line in lines[:_LETTERHEAD]:
        plain = re.sub(r"\s*(?:文件|公报|编制|编|制定|发布|印)$", "", line)
        parts = plain.split()
        offices = parts and not _NO_OFFICE.search(line) and all(OFFICE.search(part) for part in parts)
        if len(line) > 2 * _LONGEST or not offices:
            if above:
                break
            continue
        above += [part for part in parts if part not in above]
        if plain != line:
            break
    else:
        above = above if len(above) > 1 else []
    told = re.match(_BEFORE_SUBJECT, title)
    return "、".join(above) or ("、".join(told.group(1).split()) if told else "")


def iso_date(year: str, month: str, day: str) -> str:
    """ISO form of a date written in Arabic or Chinese digits."""
    return f"{int(year.translate(_DIGITS)):04d}-{_small(month):02d}-{_small(day):02d}"


def _small(text: str) -> int:
    """A number below 100 in Arabic digits or Chinese numerals."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    value = int(ones.translate(_DIGITS)) if ones else 0
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + value if ten else value
