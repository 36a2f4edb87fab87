"""Who issued a document and when, where no signature says so: a line below the title, or how it was passed."""

from __future__ import annotations

import re
from collections.abc import Sequence

DAY = (
    r"(\d{4}|[〇○零一二三四五六七八九]{4})\s?年\s?(\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NEAR = 15  # lines from the top and from the end in which such a line stands
_LONGEST = 80  # characters of it
_BODY = r"[\u4e00-\u9fff]{2,30}?(?:委员会|政府|办公室|局|厅|部|委|办|院|办事处|小组|指挥部|中心)"
_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s?\d{4}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号"
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号"
)
_NUMBERED_TITLE = re.compile(rf"[（(]?{DOCUMENT_NUMBER.pattern}[）)]?\s*(?=\S{{6}})")
_IMPRINT = re.compile(
    rf"[（(]?(?:{_NUMBER}\s*)?(?P<bodies>{_BODY}(?:[ 、]{_BODY})*)\s*[（(]?{DAY}[）)]?"
    r"(?:印发|发布|公布|发|\s|$|(?=关于))"
)
OFFICE = re.compile(
    "(?:委员会|人民政府|政府|办公室|局|厅|部|委|办|院|党委|党工委|办事处|小组|中心|指挥部|专班|残联|妇联|工会|文联|科协"
    "|侨联|工商联|联合会|协会|商会|集团|公司|总队|支队|大队|法院|检察院|银行|学院|大学|学校|医院|馆|站|所)$"
)
_NO_OFFICE = re.compile(r"[：，。；、]|^[一二三四五六七八九十（(第\d]")
_LETTERHEAD = 6  # lines from the top
_BEFORE_SUBJECT = re.compile(
    rf"(?:{_NUMBER})?\s*((?:[\u4e00-\u9fff]{{2,24}}?(?:委员会|政府|办公室|局|厅|部|委|办事处|小组|指挥部|联合会|残联|妇联|总工会)"
    r"[ 、]?)+(?:等[\d一二三四五六七八九十]+(?:个)?(?:部门|单位))?)\s?(?:关于|印发|20\d{2}年)"
)
_MADE_BY = re.compile(
    r"(?:制表|填报|编制|制定|印发|发布|发文|制发)(?:单位|机关|机构|部门)：\s?(?P<body>[\u4e00-\u9fff（）]{2,40}?(?:委员会|政府|办公室|局|厅|部|委|办|办事处|中心|小组|督查室)"
    r"(?:（[^（）]*）)?)(?P<rest>(?:(?:[^\u4e00-\u9fff]|制表|填报|编制|印发).*)?)$"
)
_JOINTLY = re.compile(rf"[（(*]*(?P<bodies>{_BODY}(?:[ 、]{_BODY})*)\s?(?:联合|共同)(?:印发|发布|制定|编制)[）)*]*$")
_NUMBERED = re.compile(rf"[（(]?{_NUMBER}\s*{DAY}\s?(?:印发|发布|公布)")
_PASSED = re.compile(rf"{DAY}([^，。；]{{0,60}}?)(公布|发布|通过|批准)")
_PASSING_BODY = re.compile(
    r"([\u4e00-\u9fff]{1,20}?)(?:第?[一二三四五六七八九十]+届)?(人民代表大会常务委员会|人民代表大会|人民政府|人大常委会)"
)


_DATED_FIRST = re.compile(
    rf"^[（(]?{DAY}\s?(?:由|经|以)?(?P<body>{_BODY})?\s?(?:印发|发布|公布|颁布)(?=[，。；\s）)]|$)"
)
_DATE_IN_WORDS = re.compile(rf"(?:^|[，。；：\s]){DAY}\s?(?:印发|发布|公布|制)(?=[，。；）)\s]|$)")
_NUMBER_AND_DATE = re.compile(rf"[（(]?{_NUMBER}[）)]?[，、\s]*{DAY}[）)]?$")
_CLOSING_WORDS = re.compile(rf"(?:^|[。；\s])(?P<body>{_BODY})[，、：\s]?{DAY}[。）)]?$")
_GATHERED = re.compile(rf"由(?P<body>{_BODY})(?:负责)?(?:汇总|编制|编印|整理|制表|填报|印发|制定)")
_BODY_AND_MONTH = re.compile(
    rf"^[（(]?(?P<body>{_BODY}(?:[ 、]{_BODY})*)[，\s]*(\d{{4}}|[〇○零一二三四五六七八九]{{4}})\s?年\s?"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s?月(?:编制|印发|制定|制)?[）)]?$"
)
_LABELLED_DAY = re.compile(
    r"(?:成文|印发|发文|发布|公布|公开|制定|填报|编制|报送|会议|召开)(?:时间|日期)\s?[：:]\s?(\d{4})\s?[年\-./]\s?(\d{1,2})\s?[月\-./]\s?(\d{1,2})"
)
_ANY_DAY = r"(\d{4})\s?[年.\-/]\s?(\d{1,2})\s?[月.\-/]\s?(\d{1,2})日?"
_WITHIN = re.compile(
    r"(?:^|[（(\s]|(?:制表|填报|填表|编制|制定|印发|发布|发文|制发|公布|报送|汇总)(?:单位|机关|机构|部门)?[：:]\s?)"
    rf"(?P<body>(?!根据|按照|经|由|自|截至|据){_BODY}(?:[ 、]{_BODY})*)(?:[\s，、]+{_NUMBER})?[\s，、]*{_ANY_DAY}"
    r"(?=[）)\s，；。]|单位|金额|印发[）)\s]?$|$)"
)
_SHORT_NAME = re.compile(r"^[省市区县旗州盟](?![\u4e00-\u9fff]{0,2}[市区县旗州])(?=[\u4e00-\u9fff]{2,})")


def read_imprint(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of a line made of a body and a date (「某县人民政府办公室　2024年3月29日印发」).

    A document number may stand in it too; both are empty when there is no such line.
    """
    near = [line for line in (*lines[:_NEAR], *lines[-_NEAR:]) if len(line) <= _LONGEST]
    for line in near:
        if found := _IMPRINT.match(line):
            bodies, *day = found.groups()
            return "、".join(re.split("[ 、]", bodies)), iso_date(*day)
        if found := _JOINTLY.match(line):
            return "、".join(re.split("[ 、]", found["bodies"])), ""
    made = next((found for line in near[:_NEAR] if (found := _MADE_BY.match(line))), None)
    if made:
        dated = re.search(DAY, made["rest"]) or next(filter(None, map(_LABELLED_DAY.search, near[:_NEAR])), None)
        return made["body"], iso_date(*dated.groups()) if dated else ""
    within = next((found for line in near if (found := _WITHIN.search(line))), None)
    if within:
        body, *day = within.groups()
        return "、".join(re.split("[ 、]", body)), iso_date(*day)
    numbered = next((found for line in near if (found := _NUMBERED.match(line))), None)
    return ("", iso_date(*numbered.groups())) if numbered else _read_remark(near)


def _read_remark(near: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of a remark: 「（2026年5月18日某市政府印发）」, 「本表由某办公室汇总，2026年4月2日印发」."""
    for line in near:
        if found := _DATED_FIRST.match(line):
            return found["body"] or "", iso_date(*found.groups()[:3])
        if found := _NUMBER_AND_DATE.match(line):
            return "", iso_date(*found.groups())
        if found := _BODY_AND_MONTH.match(line):
            bodies, year, month = found.groups()
            return "、".join(re.split("[ 、]", bodies)), iso_date(year, month, "1")[:7]
        if found := _CLOSING_WORDS.search(line):
            return found["body"], iso_date(*found.groups()[1:])
        if found := _DATE_IN_WORDS.search(line):
            gathered = _GATHERED.search(line)
            return gathered["body"] if gathered else "", iso_date(*found.groups())
    labelled = next((found for line in near[:_NEAR] if (found := _LABELLED_DAY.search(line))), None)
    return "", iso_date(*labelled.groups()) if labelled else ""


def completed(issuer: str, near: Sequence[str], places: Sequence[str]) -> str:
    """An issuer named in short (「市政府办公室」) in full: as the text near the top has it, else with its place.

    Args:
        issuer: as stated.
        near: titles, letterheads, signatures in which the full name may stand.
        places: the document's places, from the widest to the narrowest.
    """
    level = _SHORT_NAME.match(issuer)
    if not level or "、" in issuer:
        return issuer
    full = issuer[1:].replace("政府", "人民政府") if "人民政府" not in issuer else issuer[1:]
    full += "公室" if full.endswith("政府办") else ""
    for line in near:
        if found := re.search(rf"[\u4e00-\u9fff]{{1,14}}{level[0]}{re.escape(full)}(?!办)", line):
            return found[0]
    place = next((place for place in reversed(places) if place.endswith(level[0])), "")
    return place + full if place else issuer


def without_number(line: str) -> str:
    """A line without the document's number before its title (「某政办〔2025〕7号关于…的通知」)."""
    return line[found.end() :] if (found := _NUMBERED_TITLE.match(line)) else line


def read_passage(lines: Sequence[str]) -> tuple[str, str]:
    """Issuer and ISO date of how a rule was made (「（2020年8月27日某市人民代表大会常务委员会…会议通过）」).

    The day of promulgation goes before that of passing; both are empty when nothing is said.
    """
    for line in lines[:_NEAR]:
        found = _PASSED.findall(line)
        if not found:
            continue
        year, month, day, words, _ = next((entry for entry in found if entry[4] in ("公布", "发布")), found[0])
        body = next(filter(None, (_PASSING_BODY.search(entry[3]) for entry in (found[0], *found))), None)
        body = _PASSING_BODY.search(words) or body
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
