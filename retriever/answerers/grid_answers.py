"""Questions that a table answers as a table: cells by row and column, all rows of a column, rows by a value, sums.

「渤海街道有多少调查小区、要配几个调查员」, 「各县粮食面积怎么分」, 「哪个项目投资最大」, 「有几座小二型水库」,
「按自付分几档，各档多少」. A table is taken only where it explains nearly all words of the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.table_columns import column_role
from retriever.answerers.grid_columns import AMOUNT, choose_columns, counts_another, tails_of
from retriever.answerers.grid_doubts import speaks_of_another
from retriever.answerers.grid_many import rows_of_many, said_of_many
from retriever.answerers.grid_rows import Asked, Chosen, choose_rows
from retriever.answerers.grid_telling import Reading, compares, tell
from retriever.answerers.grid_worded import told_in_words
from retriever.answerers.grid_words import explained, likened
from retriever.answerers.matrix import LARGEST, SMALLEST, condition, figure_of, holds
from retriever.answerers.parallel import leaves_a_side
from retriever.answerers.sides import EACH, find_sides
from retriever.draft import NOTHING, Draft
from retriever.grids import Grid, GridRow, plain
from retriever.matching import read_topic
from retriever.question import Query
from retriever.reader import Reader

_KINDS = ("target", "count", "list", "fact", "compare", "deadline", "method", "filter", "responsibility", "member")
_ROLES = ("lead", "supporting", "bodies")
_WHICH = re.compile("哪|谁|什么|啥")
_SUM = re.compile("一共|总共|合计|全[省市县区镇乡]|总的|加起来")
_EACH = re.compile(
    "各|分别|每个|每档|每类|怎么分|如何分|咋分|怎么安排|怎样安排|分配|分几[档类级种]|几档|都(?:是|有)?多少"
    "|哪些[^，。]{0,4}(?:指标|目标)|[两三四五]个"
)
_COUNTS = re.compile("(?<!哪)(?:几|多少)(?P<unit>[座个处家所项条类种件户栋幢片块段宗名])")
_LISTS = re.compile("哪些|哪几|有哪|哪[种类个座栋条片]")
_DIVIDED = re.compile("分(?:成|为|了)?(?:几|多少|哪几)个?(?P<unit>[档类级种等])")
_SUCH = {"档": "[档级等次]|标准", "类": "[类型种]", "级": "[级等档]|层次", "种": "[种类型]", "等": "[等级档]"}
_BAND = re.compile(r"\d|以上|以下|以内|不足|超过")
_LISTED = re.compile(
    "哪(?:些|几?[个项种类])(?![是在有要没已需不还能可被由属列用归会]|任务|事项|项目|工作|地方|东西)(?P<noun>[一-龥]{2})"
)
_WHY = re.compile("为什么|为啥|为何|原因|什么意思|怎么来")
_WITHOUT = re.compile("没(?:有)?(?:用|使用|安排|承担|任务|列)?|不(?:涉及|承担|用|安排)|为零")
_QUANTITY = re.compile(r"\d+(?:\.\d+)?[万千百]?(?:多)?(?:元|块钱?)?(?=[能可的，,要得补])")
_PRICE = re.compile("多少钱|几块钱|多少元|几元")
_YEAR_BEFORE = re.compile(r"20\d{2}年(?=[一-龥])")
_AIMS = re.compile("达到(?:多少|几)|目标|力争|争取")
_SURE = 0.7  # share of the words of a question that a table must explain
_WHOLE = re.compile("^全[省市县区镇乡]|合计|总计|小计|^总")
_WIDE = 8  # columns of figures side by side that are told together, fewer than
_SIDES = 2  # figures that are set against each other
_CODE = re.compile(r"[A-Za-z]+[\d.]+")
_FEW, _MOST = 4, 40  # rows told of those named, of all
_BEYOND = 6  # documents so many of which are read where the question names their place or title


def answer_grid(query: Query, reader: Reader, *, only_named: bool = False) -> Draft:
    """What the table that explains a question best tells of it; nothing where none explains it nearly whole.

    `only_named` leaves out rows of which a question does not say by which column they are told, but for people.
    """
    if query.kind not in _KINDS or _WHY.search(query.text):
        return NOTHING
    text = _YEAR_BEFORE.sub(r"\g<0> ", _QUANTITY.sub(" ", query.text))  # 2025年|老旧, not 年老
    asked = Asked.of(query.text, read_topic(text, reader.lexicon))
    best: Reading | None = None
    for grid in _grids(query, reader):
        reading = _read(query, likened(asked, grid, reader), grid, reader, only_named)
        if reading is not None and (best is None or reading.worth > best.worth + 0.001):
            best = reading
    return tell(best, asked.text, reader) if best is not None else NOTHING


def _grids(query: Query, reader: Reader) -> Iterator[Grid]:
    """The tables of the documents that a question names, else of those that hold the best passages."""
    named = query.scope.decided and len(query.scope.doc_ids) <= _BEYOND
    for doc_id in sorted(query.scope.doc_ids) if named else reader.near(query):
        if doc_id in query.scope.doc_ids:
            yield from reader.grids(doc_id)


def _read(query: Query, asked: Asked, grid: Grid, reader: Reader, only_named: bool) -> Reading | None:
    valued = any(column.figures or column.people for column in grid.columns)
    tasks = not valued and any(column_role(column.title) in _ROLES for column in grid.columns)
    if tasks and not (_COUNTS.search(asked.text) or _LISTS.search(asked.text)):
        return None  # tasks and who does them have answerers of their own
    chosen = choose_rows(asked, grid)
    columns = choose_columns(asked, grid, chosen.said, query.scope.years, chosen.columns)
    roles = [column_role(grid.columns[index].title) for index in columns]
    plain_words = not any(grid.columns[index].figures or grid.columns[index].people for index in columns)
    if plain_words and any(role in _ROLES for role in roles) and query.kind in ("responsibility", "filter"):
        return None
    if roles and set(roles) == {"due"} and any(column_role(column.title) in _ROLES for column in grid.columns):
        return None
    for way in (_by_many, _by_value) if tasks else (_by_many, _by_condition, _by_sum, _by_each, _by_value, _by_cell):
        found = way(query, asked, grid, chosen, columns)
        if found is None:
            continue
        rows, told, count, listed = found
        people = not count and any(grid.columns[index].people for index in told)
        if only_named and way is not _by_many and not people and not _names_column(asked, grid, chosen):
            return None
        if way is _by_many:
            chosen = replace(chosen, said=(*chosen.said, plain(said_of_many(asked.text))))
        if not rows or len(rows) > _MOST or speaks_of_another(asked, grid, rows, told):
            return None
        if len(rows) == 1 and _passes_over(query, grid, rows[0], reader):
            return None
        if any(code not in "".join((grid.above, *rows[0].values)) for code in _CODE.findall(asked.text)):
            return None
        strict = way in (_by_value, _by_many) or not chosen.exact
        share = explained(query, asked, grid, rows, told, chosen, reader, strict=strict)
        if share < _SURE:
            return None
        worth = share + 0.05 * chosen.exact + 0.002 * max(map(len, chosen.said), default=0)
        return Reading(grid, rows, tuple(told), worth, count, listed)
    return None


def _passes_over(query: Query, grid: Grid, row: GridRow, reader: Reader) -> bool:
    """Whether a question sets two things side by side (「A和B各多少」), and a row tells nothing of one of them."""
    if not EACH.search(query.text):
        return False
    held = "\n".join((*row.values, *(column.head for column in grid.columns)))
    return leaves_a_side(find_sides(query, reader.lexicon), held, reader.lexicon)


def _names_column(asked: Asked, grid: Grid, chosen: Chosen) -> bool:
    """Whether a question names a column together with the value of it that tells the rows: 完成时限写成长期坚持."""
    titles = [grid.columns[index].title for index in chosen.columns if index != grid.key]
    of_yes_no = any(re.match("有无|是否", title) for title in titles)
    return bool(chosen.said) and (of_yes_no or any(len(title) > 1 and title in asked.text for title in titles))


_Found = tuple[tuple[GridRow, ...], list[int], str, bool]


def _by_many(query: Query, asked: Asked, grid: Grid, chosen: Chosen, columns: list[int]) -> _Found | None:
    """The rows with as many bodies in one column as the question says."""
    found = rows_of_many(asked.text, grid) if _COUNTS.search(asked.text) or _LISTS.search(asked.text) else None
    if found is None or not found[1]:
        return None
    return found[1], [found[0]], f"共{len(found[1])}{_unit_asked(asked.text)}", True


def _by_condition(query: Query, asked: Asked, grid: Grid, chosen: Chosen, columns: list[int]) -> _Found | None:
    """The rows with the most or the fewest, above a bound, or with none in the column of figures asked for."""
    figures = [index for index in columns if grid.columns[index].figures]
    if not _WHICH.search(asked.text) or not figures:
        return None
    rows = grid.rows if chosen.weak or grid.key in chosen.columns else chosen.rows
    least = SMALLEST.search(asked.text)
    edge = least or LARGEST.search(asked.text)
    if edge and len(figures) == 1:
        known = [(value, row) for row in rows if (value := figure_of(row.values[figures[0]])) is not None]
        most = (min if least else max)((value for value, _ in known), default=0.0)
        return tuple(row for value, row in known if value == most), figures, "", False
    bound = condition(asked.text)
    if bound is None and _WITHOUT.search(asked.text):
        bound = "none", 0.0
    if edge or bound is None or len(figures) != 1 or (grid.key in chosen.columns and not chosen.weak):
        return None
    held = tuple(row for row in rows if holds(row.values[figures[0]], bound))
    return (held, figures, f"共{len(held)}{_unit_asked(asked.text)}", True) if held else None


def _by_sum(query: Query, asked: Asked, grid: Grid, chosen: Chosen, columns: list[int]) -> _Found | None:
    if query.kind == "count" or _COUNTS.search(asked.text) or not _SUM.search(asked.text):
        return None
    if not AMOUNT.search(asked.text) or not grid.sums or not columns:
        return None
    narrowed = len(chosen.rows) < len(grid.rows) and not chosen.weak
    figures = [index for index in columns if grid.columns[index].figures]
    return (grid.sums[-1:], figures, "", False) if figures and not narrowed else None


def _by_each(query: Query, asked: Asked, grid: Grid, chosen: Chosen, columns: list[int]) -> _Found | None:
    """All rows, or all of a class, with the columns asked for; all places of a row where these stand in the titles."""
    if not _EACH.search(asked.text) or not _of_such(asked.text, grid):
        return None
    rows = grid.rows if chosen.weak else chosen.rows
    if len(rows) == 1:
        group = _group_of(grid, columns) if chosen.exact or not chosen.weak else []
        return (rows, sorted({*group, *columns}), "", False) if group else None
    if len(rows) < len(grid.rows) and compares(asked.text) and len(chosen.said) == 1:
        return None  # one of two sides alone
    if grid.key in chosen.columns and not chosen.exact and not chosen.weak:
        return None
    rest = [index for index in range(len(grid.columns)) if index not in chosen.columns | {grid.key}]
    rest = [index for index in rest if not grid.columns[index].counts]
    told = columns or (rest if len(rest) < 3 else [])
    if not told or len(rows) < 2:
        return None
    listed = len(rows) > _FEW or re.search(f"{_COUNTS.pattern}|哪几[种项]", asked.text) is not None
    return rows, told, _number(asked.text, grid, rows, told) if listed else "", listed


def _number(text: str, grid: Grid, rows: tuple[GridRow, ...], told: list[int]) -> str:
    """How many rows there are, or the sum of the one column that bears the unit asked for: 「一共改造多少处」."""
    unit = _unit_asked(text)
    measured = [index for index in told if all(row.values[index].endswith(unit) for row in rows)]
    figures = [figure_of(row.values[index]) for index in measured for row in rows]
    if not measured:
        return f"共{len(rows)}{unit}"
    known = [figure for figure in figures if figure is not None]
    summed = len(measured) == 1 and len(known) == len(figures) and _SUM.search(text) is not None
    return f"共{round(sum(known), 4):g}{unit}" if summed else ""


def _of_such(text: str, grid: Grid) -> bool:
    """Whether the rows of a table are levels, classes or bands, where a question asks how many of these there are."""
    asked = _DIVIDED.search(text)
    if asked is None:
        return True
    such = re.compile(_SUCH[asked["unit"]])
    if any(such.search(column.title) for column in grid.columns):
        return True
    names = [row.values[grid.key] for row in grid.rows]
    return 2 * sum(such.search(name) is not None or _BAND.search(name) is not None for name in names) > len(names)


def _group_of(grid: Grid, columns: list[int]) -> list[int]:
    """The columns of figures side by side that one column asked for stands among: places, stores, years."""
    tails = tails_of(grid)
    figures = [index for index, column in enumerate(grid.columns) if column.figures and not column.counts]
    parts = [index for index in figures if not _WHOLE.search(tails[index])]
    grouped = [index for index in parts if tails[index] != grid.columns[index].title]
    units = {grid.columns[index].unit for index in parts}
    if len(grouped) > 1 and set(columns) & set(grouped) | set(columns) <= set(figures):
        return grouped
    return parts if len(units) == 1 and set(columns) <= set(figures) and 1 < len(parts) < _WIDE else []


def _by_value(query: Query, asked: Asked, grid: Grid, chosen: Chosen, columns: list[int]) -> _Found | None:
    """The rows that a value in another column than the name's tells, with their number."""
    if query.kind in ("responsibility", "member"):
        return None
    asks = _COUNTS.search(asked.text) or _LISTS.search(asked.text)
    sure = not chosen.weak and (chosen.exact or chosen.several) and chosen.banded < 0
    if not asks or not sure or grid.key in chosen.columns or not chosen.columns:
        return None
    counted = _COUNTS.search(asked.text)
    if counted and _AIMS.search(asked.text):
        return None  # 「要达到多少家」 is an aim, not how many rows there are
    listed = _LISTED.search(asked.text)
    if listed and not any(listed["noun"] in text for text in (grid.above, *_texts_of(grid))):
        return None  # the list of another thing
    if (
        counted
        and columns
        and not _LISTS.search(asked.text)
        and any(grid.columns[index].unit == counted["unit"] for index in columns)
    ):
        return None  # 多少户 asks for the figure
    told = [index for index in columns if index not in chosen.columns]
    told = told if AMOUNT.search(asked.text.replace(counted.group() if counted else "", "", 1)) else []
    if len(chosen.rows) == 1 and not counted:
        return chosen.rows, sorted({*told, *chosen.columns}), "", False
    return chosen.rows, told or sorted(chosen.columns), f"共{len(chosen.rows)}{_unit_asked(asked.text)}", True


def _texts_of(grid: Grid) -> Iterator[str]:
    yield from (column.head for column in grid.columns)
    yield from (value for row in grid.rows for value in row.values)


def _by_cell(query: Query, asked: Asked, grid: Grid, chosen: Chosen, columns: list[int]) -> _Found | None:
    if not columns and AMOUNT.search(asked.text):
        columns = told_in_words(asked, grid, chosen, query.scope.years)
    if not columns or chosen.weak or len(chosen.rows) > _FEW or len(chosen.rows) == len(grid.rows):
        return None
    listed = query.kind == "list" or (_LISTS.search(asked.text) and not AMOUNT.search(asked.text))
    if listed and not (grid.key in chosen.columns and chosen.exact):
        return None
    if counts_another(asked.text, grid):
        return None
    if compares(asked.text) and len(chosen.rows) * len(columns) < _SIDES:
        return None
    cells = "".join(row.values[index] for row in chosen.rows for index in columns)
    if AMOUNT.search(asked.text) and not re.search(r"\d|[一二三四五六七八九十]|全|免|无", cells):
        return None
    money = any("元" in grid.columns[index].head + grid.columns[index].unit for index in columns)
    if _PRICE.search(asked.text) and not money and not re.search("元|免|%|不收|倍", cells):
        return None
    found_by = set() if grid.key in chosen.columns else {one for one in chosen.columns if grid.columns[one].people}
    return chosen.rows, sorted({*columns, *found_by}), "", False


def _unit_asked(text: str) -> str:
    if re.search("哪几[种项]", text):
        return "项"
    found = _COUNTS.search(text)
    return found["unit"] if found and found["unit"] not in "类种" else "个"
