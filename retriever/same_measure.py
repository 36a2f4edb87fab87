"""Whether an answer speaks of the measure, the term or the kind of holder that a question names, not of one beside it.

A plan that sets a rate for one thing answers no question for the rate of another, a task for a district's streets no
question for a quoted name that it does not hold, a body in charge no question for who fills a post.
"""

from __future__ import annotations

import re

from ingest.numerals import parse_number
from retriever.everyday import EverydayWords

_SHORT = 24  # characters of a question whose words are all about what is asked
_RATE = re.compile("([一-龥]{2})率")
_COUNTED = re.compile(
    "(?:(?<!哪)几|多少)(?:个|家|座|所|处|名|位|条|项|台)?(?P<noun>小区|社区|街道|镇|乡|村|景区|企业|学校|医院|幼儿园|岗位|床位|项目|户|公里"
    "|平方米|人次|电梯|站点|充电桩|车位|楼栋|党员|志愿者|机构|公园|图书馆|食堂|驿站|公厕)"
    "(?![的里中办长书党居]|[^，。？]{0,3}(?:同意|赞成|签字))"  # how many must agree is told by their share
)
_FIGURE = (
    r"(?:\d|[一二三四五六七八九十百千两])[万余多亿]*(?:个|家|座|所|处|名|位|条|项|台)?[^，。；|]{{0,12}}{0}"
    r"|{0}[^。]{{0,60}}\d"
)
_COMPOSED = re.compile(
    "由(?P<parts>[一-龥]{2,10}(?:[、和与及][一-龥]{2,10})+?)(?:[两二三四五六七八九]?[个大]?部分|等)?(?:组成|构成)"
)
_HOW_MUCH = re.compile("多少|几(?!乎)|标准")
_REACHED = re.compile(
    "(?:完成|建成|改造|覆盖|建好|装好|装|修好|修|发放|发|化解|解决|调解|培训|招|转移|发生|查处|接待|救助|关停|拆除|清理|新增|减少|损失|受理|帮扶|安置|抓获|罚)了(?:多少|几)(?!个?[年月天日])"
    "|^(?:那)?(?:它|这)?(?:现在|目前|如今|当前|现状)(?:的)?(?:是|有)?(?:多少|几)"
)
_TO_COME = re.compile("要|计划|将|目标|打算|力争")
_IS_SO = re.compile(
    r"截至|目前|已(?!发)|现有|共有|去年|上年|前年|达到了|完成了|实现了|建成了|实际|同比|以来|[^要]建有|20\d\d年，|了"
)
_TERM = re.compile('[“"‘]([^“”"‘’，。、]{2,8})[”"’]')
_COUNTING = re.compile(r"([二两三四五六七八九十\d]+)[个大项]?[一-龥]")
_ASKS_BODY = re.compile("(?:哪(?:个|家|些)?(?:单位|部门)|谁)(?:牵头|负责|主管|管)")
_UNIT = re.compile("单位：[%‰个家台座处人万亿元公里平方米]{1,4}(?=[。；，\\n]|$)")
_BODY = re.compile(
    "[一-龥](?:局|委|办|处|部|厅|街道|镇|会|中心|公司|单位|政府|组|科|室|所|院|站|校|员|书记|主任|长|者|人|方|乡|村|区|县|市|党|支队|企业|物业|集团)"
)
ASKS_HOLDER = re.compile("谁(?:来)?(?:担任|兼任|当(?!时|地|前|核心)|任(?!务))|(?:担任|兼任)的?是?谁")
HELD_BY = re.compile(r"担任|兼|出任|任[一-龥]{0,6}(?:长|主任|书记)|(?:长|主任|书记|人)(?:[：:由]|\S{0,2}：)")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|[1-9])月(?!\d)")
_MONTH_TOLD = re.compile(r"[\d一二三四五六七八九十]月|每月\d|季度|全年|年[底初中]")
_CELLS = 3  # marks between the cells of a row
_YEARS = re.compile(r"20\d{2}年?|[1-4]季度|Q[1-4]")
_MARKS = re.compile("[\\s“”\"‘’'的]")


def another_measure(asked: str, told: str, everyday: EverydayWords) -> bool:
    """Whether a short question for a rate or a number of things is answered with the figure of something else.

    Args:
        asked: the question.
        told: the answer with the sentences and rows that it stands on.
        everyday: everyday words for what documents write.
    """
    if len(asked) > _SHORT:
        return False
    plain = _MARKS.sub("", told)
    for rate in _RATE.findall(asked):
        if not any(word in plain for word in (rate, *everyday.alternatives(rate), *everyday.alternatives(f"{rate}率"))):
            return True
    nouns = (match["noun"] for match in _COUNTED.finditer(asked))
    forms = ("|".join((noun, *everyday.alternatives(noun))) for noun in nouns)
    return any(not re.search(_FIGURE.format(f"(?:{form})"), plain) for form in forms)


def only_named_as_part(asked: str, told: str) -> bool:
    """Whether a question asks for the figure of what an answer only names as a part of a whole.

    「报酬由基本补贴、绩效补贴、奖金组成，奖金每条20元」 tells no 基本补贴.
    """
    if _HOW_MUCH.search(asked) is None:
        return False
    parts = (part for match in _COMPOSED.finditer(told) for part in re.split("[、和与及]", match["parts"]))
    rest = _COMPOSED.sub(" ", told)
    return any(part in asked and part not in rest for part in parts)


def only_to_come(asked: str, told: str) -> bool:
    """Whether a question asks what was reached so far, and the answer tells only of what is to come."""
    return _REACHED.search(asked) is not None and not _TO_COME.search(asked) and not _IS_SO.search(told)


def term_missing(asked: str, held: str) -> bool:
    """Whether a short question quotes a term that neither an answer nor what it stands on holds."""
    if len(asked) > _SHORT:
        return False
    plain = _MARKS.sub("", held)
    return any(_MARKS.sub("", term) not in plain for term in _TERM.findall(asked) if not _is_counted(term, plain))


def _is_counted(term: str, plain: str) -> bool:
    """Whether a text lists as many things as a term counts, though not by its name: 「五个同」 of 「同源、同网…」."""
    counted = _COUNTING.match(term)
    number = parse_number(counted[1]) if counted else None
    return number is not None and plain.count(term[-1]) >= number > 1


def month_missing(asked: str, held: str) -> bool:
    """Whether a short question names a month and what answers it speaks of no month or quarter at all."""
    return len(asked) <= _SHORT and _MONTH.search(asked) is not None and _MONTH_TOLD.search(held) is None


def only_table_head(text: str) -> bool:
    """Whether an answer is the head of a table: cells side by side, none with a figure but years."""
    rows = [line for line in text.split("\n") if line.strip()]
    return bool(rows) and all(row.count(" | ") >= _CELLS and not re.search(r"\d", _YEARS.sub("", row)) for row in rows)


def only_announced(text: str) -> bool:
    """Whether most lines of an answer announce something (「应当符合下列条件：」) that is not told below them."""
    lines = [re.sub(r"\[\d+\]|[。\s]", "", line) for line in text.split("\n") if line.strip()]
    bare = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if line.endswith(("：", ":")) and (not following or following.endswith(("：", ":")))
    ]
    return len(bare) * 2 > len(lines)


def nobody_told(asked: str, text: str) -> bool:
    """Whether a question for who is in charge, or who fills a post, is answered without a body, or a holder."""
    if _ASKS_BODY.search(asked) and not _BODY.search(_UNIT.sub("", text)):
        return True
    return ASKS_HOLDER.search(asked) is not None and not HELD_BY.search(text)
