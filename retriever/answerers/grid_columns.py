"""The columns of a table that a question asks for: by their titles, their units, what is counted, the years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from retriever.answerers.cells import asked_classes, class_of
from retriever.answerers.counted_nouns import COUNTED, IDLE, counted_elsewhere
from retriever.answerers.grid_rows import Asked
from retriever.grids import Grid, GridColumn
from retriever.matching import Topic, matches, weigh

_ASKS = re.compile("多少|几(?!乎)|多[大高久长]|什么|啥|谁|哪|怎|咋|如何|吗|各|分别|还是|呢$")
_PIECE = re.compile("[ ，,；;？?。]|、|和|以及|还有")
AMOUNT = re.compile("多少|几(?!乎)|多[大高]")
_JOINED = re.compile("[、和跟与及]|以及|还有")
_POST = re.compile("职务|什么官|啥官|身份|干什么的|做什么的|职业|哪个单位的")
_WHO = re.compile("谁|哪[一两]?[位些]|哪个[^，。]{0,4}(?:领导|干部|人)|叫什么|名字|姓名|姓什么")
_OF_BODIES = re.compile("单位|部门|哪家|局")
_GENERAL = frozenset(("个", "项", "条"))
_YEAR = re.compile(r"20\d{2}")
_COMPARES = re.compile("哪[个些几一家]|谁|差|(?:几|多少)[个处座家项条类种](?:$|呢)|各(?:是)?多少$|分别(?:是)?多少$")
IS_SO = re.compile("现状|完成|基期|基数|实际|现有")
_IS_AIM = re.compile(r"目标|指标|[值数]$|20\d{2}")
_TO_BE = re.compile("目标|要|计划|打算|将|今年")
_PAID = re.compile("[钱元补奖贴投费价金资额贷罚薪领收花赔]|给[^，。]{0,2}(?:多少|几)|报销|标准")
_EACH = re.compile("每(?P<unit>[名位座家所处户亩人吨台部套张栋幢间床]|个(?!月))")
_BY_PIECE = re.compile("每|标准|单价|人均|户均|[/／]")
_MONEY = re.compile("元|投资|资金|经费|金额|预算")
_DONE = re.compile(
    "(?:新增|新建|增加|增设|改造|建设|建成|完成|加|建|改|修|装|配|添)[^，。？?]{0,12}(?:多少|几)|[个户座家处]数"
)
_NOW = re.compile("现在|目前|现状|基期|眼下|当前")
_LEAST = 0.45  # worth from which a column is asked for
_NEAR = 0.12  # columns worth so little less than the best are asked for, too
_PASSING = 0.3  # worth of a word that several titles, or the headings above the table, hold
_DEMANDS = (
    (
        re.compile("多久|什么时候|啥时候|何时|几[天月号日]|(?<!哪)几(?:年|个月)|多少[年天]|多长时间|哪一?[天年]"),
        re.compile("时限|时间|日期|期限|周期|频次|年代|年限|工期|时段"),
    ),
    (re.compile("什么官|啥官|身份|干什么的|做什么的|职业|职务"), re.compile("职务|职业|身份|单位及职")),
    (re.compile("怎么(?:打分|评分|计分|扣|考|算)|咋(?:扣|算|考|评)"), re.compile("评分|标准|办法|方式|细则|扣分|要点")),
    (
        re.compile("谁|哪个?(?:单位|部门|人|领导|干部)|归哪"),
        re.compile("单位|部门|人员?$|主体|领导|干部|长$|责任|主管|权限|层级"),
    ),
)
_EDGE = re.compile("最|[大多高长少小低]$")
_SENSES = (
    (re.compile("最多|最高|封顶|上限|不超过"), re.compile("上限|最高|限额|封顶|最多"), 0.5),
    (re.compile("最少|最低|起码|至少"), re.compile("下限|最低|起付|最少"), 0.5),
    (re.compile("每个?月|一个月|月"), re.compile("月"), 0.3),
    (re.compile("(?:投|花|安排|批)了?(?:多少|几)"), re.compile("总投资|总额|总资金"), 0.6),
    (re.compile("(?:投|花|安排|批)了?(?:多少|几)"), re.compile("投资|资金|经费|金额"), 0.4),
    (re.compile("从哪|到哪|哪一?段|起止|什么范围"), re.compile("起止|范围|四至|区间|路段|河段(?!长)"), 0.6),
    (re.compile("多长(?![时期])"), re.compile("长度|里程|全长|总长"), 0.6),
    (re.compile("多[大宽高]|几层"), re.compile("面积|规模|库容|宽度|高度|层数"), 0.4),
    (re.compile("每年|一年|年度|全年"), re.compile("年度|每年|/年"), 0.3),
)
_HALF = 0.5  # share of a title that a question must repeat
_WORDS = 4.0  # weight of words about as telling as one that occurs once
_BY_UNIT, _BY_GENERAL, _BY_NOUN, _BY_CLASS, _BY_PERSON = 0.6, 0.3, 0.7, 0.45, 0.5
_BINDING = re.compile("约束性|预期性|属性|性质")  # asks for a column whose title the naming one may share a word with


def asking_pieces(text: str) -> list[str]:
    """The stretches of a question that ask for something each; the whole question where fewer than two do."""
    pieces: list[str] = []
    before = ""
    for piece in _PIECE.split(text):
        before = f"{before} {piece}".strip()  # what asks nothing belongs to what is asked behind it
        if _ASKS.search(piece):
            pieces.append(before)
            before = ""
    return pieces if len(pieces) > 1 else [text]


def choose_columns(
    asked: Asked, grid: Grid, said: Iterable[str], years: Sequence[int], used: Iterable[int]
) -> list[int]:
    """The columns that a question asks for, each piece of it at least one; empty where a piece names none.

    Args:
        asked: the question.
        grid: the table.
        said: stretches of the question that name rows.
        years: years that the question names.
        used: columns that told the rows; they are asked for only where nothing else is.
    """
    chosen: dict[int, None] = {}
    pieces = asking_pieces(asked.text)
    unsaid = [year for year in years if str(year) not in asked.text]
    for piece in pieces:
        rest = piece
        for stretch in said:
            rest = rest.replace(stretch, " ")
        own = [int(year) for year in _YEAR.findall(piece)]
        own += unsaid if own else []
        worths = _worths(rest, asked, grid, set(used), own or ([] if _NOW.search(piece) else years))
        best = max(worths.values(), default=0.0)
        if best < _LEAST and _POST.search(piece) and any(grid.columns[column].people for column in chosen):
            continue  # a cell of people tells their posts, too
        if best < _LEAST and len(pieces) > 1 and not _COMPARES.search(piece):
            return []
        if best < _LEAST:
            continue
        chosen.update((column, None) for column, worth in worths.items() if worth >= max(_LEAST, best - _NEAR))
        chosen.update((column, None) for column in _side_by_side(rest, worths, grid))
    if not chosen and AMOUNT.search(asked.text):
        figures = [index for index, column in enumerate(grid.columns) if column.figures and not column.counts]
        figures = [index for index in figures if not _is_beside("", asked.text, grid, index, years)]
        figures = _of_years(figures, grid, years)
        return figures if len(figures) == 1 and not counts_another(asked.text, grid) else []
    return sorted(chosen)


def _side_by_side(text: str, worths: Iterable[int], grid: Grid) -> set[int]:
    """The columns whose titles stand whole in what a question joins: 「投资强度、亩均税收分别要求多少」."""
    parts = [part for part in _JOINED.split(text) if part.strip()]
    tails = tails_of(grid)
    found: set[int] = set()
    for part in parts if len(parts) > 1 else ():
        named = {
            column: max(_named(part, form) for form in {grid.columns[column].title, tails[column]}) for column in worths
        }
        best = max(named.values(), default=0.0)
        least = max(1.0 if best >= 1.0 or not _WHO.search(text) else _HALF, best - 0.001)
        found.update(column for column, share in named.items() if share >= least)
    return found


def counts_another(text: str, grid: Grid) -> bool:
    """Whether a question counts things that neither titles nor cells nor headings of a table name."""
    held = "\n".join((grid.above, *(f"{column.title}{column.unit}" for column in grid.columns)))
    return counted_elsewhere(text, held + "\n".join("".join(row.values) for row in grid.rows))


def _worths(rest: str, asked: Asked, grid: Grid, used: set[int], years: Sequence[int]) -> dict[int, float]:
    titles = [column.title for column in grid.columns]
    own = [(word, weight * _telling(word, titles, grid)) for word, weight in asked.topic.words if word in rest]
    topic = Topic(tuple(own), asked.topic.alternatives, asked.topic.known)
    demanded = _demanded(rest, grid)
    classes = asked_classes(rest)
    tails = tails_of(grid)
    found = {}
    for index, column in enumerate(grid.columns):
        if column.counts or not column.title or index in used or index == grid.key or index not in demanded:
            continue
        if _is_beside(rest, asked.text, grid, index, years):
            continue
        naming = "" if _BINDING.search(asked.text) else grid.columns[grid.key].title
        named = max(_named(rest, form, naming) for form in {column.title, tails[index]})
        words = weigh(topic, matches(topic, ((column.title, 1.0),))) * topic.total / _WORDS if own else 0.0
        worth = max(named, min(1.0, words)) + _by_count(rest, column) + _by_sense(rest, column.title)
        if not column.figures and not _IS_AIM.search(column.title):
            worth += _by_cells(rest, [row.values[index] for row in grid.rows])
        if class_of(column.title) in classes:
            worth += _BY_CLASS
        if column.people and _WHO.search(rest):
            worth += _BY_PERSON
        found[index] = worth
    allowed = _of_years(_of_unit(rest, list(found), grid), grid, years)
    return {index: worth + (0.5 if _of_year(grid.columns[index], years) else 0.0) for index, worth in found.items()
            if index in allowed}  # fmt: skip


def _of_unit(text: str, columns: list[int], grid: Grid) -> list[int]:
    """The columns of the very unit that a question counts once, if any: 多少户 is told by no number of 小区."""
    units = [match["unit"] for match in COUNTED.finditer(text)]
    if len(units) != 1 or not units[0] or units[0] in _GENERAL:
        return columns
    return [index for index in columns if grid.columns[index].unit == units[0]] or columns


def _is_beside(rest: str, text: str, grid: Grid, index: int, years: Sequence[int]) -> bool:
    """Whether a column tells money where things are counted, or what was so where it is asked what is to be."""
    column = grid.columns[index]
    if _MONEY.search(f"{column.title}{column.unit}") and not _PAID.search(text) and _of_things(text):
        return True
    if _MONEY.search(f"{column.title}{column.unit}") and _is_total(text, grid, index):
        return True
    if IS_SO.search(column.title) and not _of_year(column, years) and not _NOW.search(rest) and _TO_BE.search(text):
        return True
    counted = _counts_units(rest)
    if not counted or _PAID.search(rest):
        return False
    cells = [row.values[index] for row in grid.rows]
    return "元" in column.unit or ("元" in "".join(cells) and not column.unit)


def _is_total(text: str, grid: Grid, index: int) -> bool:
    """Whether a column of money sums up what a question asks for by the piece (每台), which another cell tells."""
    column, each = grid.columns[index], _EACH.search(text)
    if each is None or each["unit"] in column.title + column.unit or _BY_PIECE.search(column.title + column.unit):
        return False
    told = re.compile(rf"每{each['unit']}[^，。；]{{0,12}}\d")
    return any(told.search(value) for row in grid.rows for value in row.values)


def _of_things(text: str) -> bool:
    """Whether a question asks how many things there are, or are built: no money tells that."""
    return _DONE.search(text) is not None or _counts_units(text)


def _counts_units(text: str) -> bool:
    return any((match["unit"] or "").strip("万亿元") for match in COUNTED.finditer(text))


def _telling(word: str, titles: Sequence[str], grid: Grid) -> float:
    """How much a word tells of a column: less where several titles hold it, or the headings."""
    several = sum(word in title for title in titles) > 1
    return _PASSING if several or word in grid.above else 1.0


def _demanded(text: str, grid: Grid) -> set[int]:
    """The columns of the kind that a question word demands, 谁 or 多久; all where that asks for the row's name."""
    people = {index for index, column in enumerate(grid.columns) if column.people} - {grid.key}
    if people and _WHO.search(text) and not _OF_BODIES.search(text):
        return people
    for asks, tells in _DEMANDS:
        found = {index for index, column in enumerate(grid.columns) if tells.search(column.title)}
        if asks.search(text) and (found - {grid.key} or not _EDGE.search(text)):
            return found
    return set(range(len(grid.columns)))


def _by_sense(text: str, title: str) -> float:
    """What it is worth that a title says the limit or the time that a question asks for in its own words."""
    return sum(worth for asks, tells, worth in _SENSES if asks.search(text) and tells.search(title))


def _of_year(column: GridColumn, years: Sequence[int]) -> bool:
    return any(str(year) in column.title for year in years)


def _of_years(columns: list[int], grid: Grid, years: Sequence[int]) -> list[int]:
    """The columns less those of other years than the ones asked for, where titles name years."""
    if not years or not any(_of_year(grid.columns[index], years) for index in columns):
        return columns
    return [
        index
        for index in columns
        if not _YEAR.search(grid.columns[index].title) or _of_year(grid.columns[index], years)
    ]


def _named(text: str, title: str, naming: str = "") -> float:
    """Share of a title's characters in its longest stretch that a text holds; 0 where that is too short.

    What the title of the column with the rows' names has, too (指标名称, 指标属性), says what the rows are.
    """
    bare = re.sub(r"^20\d{2}年度?|(?:情况|数量|数|名称|姓名|名单)$", "", title) or title
    if bare in text and len(bare) > 1:
        return 1.0 + 0.01 * len(bare)
    spans = ((start, end) for start in range(len(bare)) for end in range(start + 1, len(bare) + 1))
    held = (bare[start:end] for start, end in spans if bare[start:end] in text)
    longest = max((len(stretch) for stretch in held if stretch not in naming), default=0)
    share = longest / len(bare)
    return share if longest > 1 and share >= _HALF else 0.0


def _by_count(text: str, column: GridColumn) -> float:
    """What it is worth that a question counts in a column's unit, or counts what the column's title names."""
    worth = 0.0
    for match in COUNTED.finditer(text):
        unit, noun = re.sub("平米|平方(?!米)", "平方米", match["unit"] or ""), match["noun"] or ""
        if column.unit and unit and (column.unit in unit or unit in column.unit):
            worth = max(worth, _BY_GENERAL if unit in _GENERAL else _BY_UNIT)
        for part in (noun[:3], noun[:2], noun[:1] if len(noun) == 1 else ""):
            if part and part in column.title and not IDLE.search(part):
                worth = max(worth, _BY_NOUN)
    return worth


def _by_cells(text: str, values: Sequence[str]) -> float:
    """What it is worth that most cells of words tell numbers of the unit that a question counts: 不超过15桌."""
    units = {match["unit"] for match in COUNTED.finditer(text)} - {None, *_GENERAL}
    told = [re.compile(rf"\d{re.escape(unit)}") for unit in units]
    held = sum(any(unit.search(value) for unit in told) for value in values)
    return _BY_UNIT if 2 * held > len(values) else 0.0  # a remark on one row is no column of figures


def tails_of(grid: Grid) -> list[str]:
    """The titles without what they share with a neighbour: 柳河县 of 「2026年面积柳河县」."""
    titles = [column.title for column in grid.columns]
    shared = [0] * len(titles)
    for index, (one, other) in enumerate(pairwise(titles)):
        shortest = min(len(one), len(other))
        length = next((n for n in range(shortest) if one[n] != other[n]), shortest)
        while length and one[length - 1].isdigit():
            length -= 1  # no part of a number: 2024年 | 2026年
        if 1 < length < shortest:
            shared[index], shared[index + 1] = max(shared[index], length), max(shared[index + 1], length)
    return [title[length:] for title, length in zip(titles, shared, strict=True)]
