"""The rows of a table that a question means: by their names, by what their other cells say, by the band of a quantity.

Words that the table's caption, titles and headings hold, too, tell little of a row: 公厕 in a table of 公厕.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retriever.answerers.amounts import amount_in
from retriever.answerers.amounts import band_of as money_band
from retriever.answerers.grid_many import yes_no_forms
from retriever.answerers.quantities import band_of, quantities_in
from retriever.grids import EMPTY, Grid, GridRow, plain
from retriever.matching import Topic, matches

_SUFFIX = re.compile("(?:街道办事处|街道办|街道|镇|乡|村|社区|片区|县|市|区|家庭|人员|项目|工程)$")
_CODE = re.compile(r"[A-Z甲乙丙丁\d]+[级类档星]")
_GRADE = re.compile("[A-E]")
_PLACE = re.compile("[一-龥]{2,4}?(?:街道|镇|乡|县|市|区)")
_PARTS = re.compile("[、，,；;/（）()和及]")
_PAUSE = re.compile("[，；：（,;:(]")
_TOGETHER = re.compile("[和跟与同、及]|各|分别|哪个|差多少|相差|比")
_LONGEST = 24  # characters of a cell, besides the name's, in which words are looked for
_OF_TITLES, _OF_HEADINGS = 0.5, 0.3  # worth of a word that the titles of columns, the headings above hold, too
_CODED = 12  # characters of a cell that may be named by the code that it begins with: D级危房重建
_SHORT = 10  # characters of cells, besides the name's, that one word may tell
_HELD = 0.65  # share of a word that a cell must hold
_EXACT = 2.0  # worth of a character of a cell that the question repeats
_SHORTEST = 2


@dataclass(frozen=True)
class Asked:
    """A question as tables are read for it: its text, the same as cells are compared, its words."""

    text: str
    plain: str
    topic: Topic

    @classmethod
    def of(cls, text: str, topic: Topic) -> Asked:
        """The question of a text and the words that it asks about."""
        return cls(text, plain(text), topic)


@dataclass(frozen=True)
class Chosen:
    """Rows, the columns whose cells told them, and whether one was the row's name or the whole of a cell.

    `said` are stretches of the question that the cells repeat, `banded` the column whose bands hold its quantity; the
    rows are `weak` where only words of titles and headings tell them, told by `several` where more than one word does.
    """

    rows: tuple[GridRow, ...]
    columns: frozenset[int] = frozenset()
    said: tuple[str, ...] = ()
    exact: bool = False
    banded: int = -1
    weak: bool = False
    several: bool = False


@dataclass
class _Hits:
    """What the cells of a column hold of a question.

    The worth by row, the stretches repeated, the rows that alone hold a word, the number of words of the rows' own.
    """

    worth: dict[int, float] = field(default_factory=dict)
    said: dict[int, str] = field(default_factory=dict)
    alone: set[int] = field(default_factory=set)
    words: int = 0
    own_words: set[str] = field(default_factory=set)

    @property
    def own(self) -> bool:
        """Whether words of the rows' own are held, which titles and headings do not hold."""
        return self.words > 0 or bool(self.said)


def choose_rows(asked: Asked, grid: Grid) -> Chosen:
    """The rows that a question means; all of them where it names none."""
    banded, held = _banded(asked, grid)
    hits = {column: told for column in range(len(grid.columns)) if (told := _hits(asked, grid, column)).worth}
    order = sorted(hits, key=lambda column: (-max(hits[column].worth.values()), column))
    left = set(held) if banded >= 0 else set(range(len(grid.rows)))
    used: set[int] = {banded} - {-1}
    said: dict[str, None] = {}
    sure = [column for column in order if hits[column].own and _tells(grid, column, hits[column])]
    sides = False
    for column in sure or order:
        if sides:
            break  # each of the rows set side by side is named
        best = _best_of(asked, hits[column], name=column == grid.key)
        inside = [any(told != other and told in other for other in said) for told in hits[column].said.values()]
        if not left & best or column == banded or (inside and all(inside) and not hits[column].words):
            continue
        own = hits[column].own_words
        if said and not hits[column].said and all(any(word in other for other in said) for word in own):
            continue  # its words belong to a cell that the question repeats
        if left & best != left:
            used.add(column)
        left &= best
        sides = column == grid.key and len(left) > 1 and _TOGETHER.search(asked.text) is not None
        said.update((hits[column].said[row], None) for row in best & set(hits[column].said))
    rows = tuple(row for index, row in enumerate(grid.rows) if index in left)
    several = any(hits[column].words > 1 for column in used if column in hits)
    return Chosen(rows, frozenset(used), tuple(said), bool(said), banded, not sure and banded < 0, several)


def _tells(grid: Grid, column: int, hits: _Hits) -> bool:
    """Whether a column besides the name's tells rows: by a cell repeated, by two words, by one in short cells."""
    longest = max(len(grid.rows[row].values[column]) for row in hits.worth)
    return column == grid.key or bool(hits.said) or hits.words > 1 or longest <= _SHORT


def _hits(asked: Asked, grid: Grid, column: int) -> _Hits:
    """What each row's cell in a column holds of a question."""
    told = _Hits()
    head = grid.columns[column]
    if head.counts or head.figures:
        return told
    titles = "\n".join(other.head for other in grid.columns)
    values = [row.values[column] for row in grid.rows]
    repeated = _repeated(asked, values) | _agreed(asked, head.title, values)
    texts = [value if len(value) <= _LONGEST or column == grid.key else "" for value in values]
    shares = {text: matches(asked.topic, ((text, 1.0),)) for text in set(texts) if text}
    if len(shares) < _SHORTEST and not repeated:
        return told
    of_titles = matches(asked.topic, ((titles, 1.0),))
    of_above = matches(asked.topic, ((grid.above, 1.0),))
    for place, (word, weight) in enumerate(asked.topic.words):
        held = {index: shares[text][place] for index, text in enumerate(texts) if text and shares[text][place] >= _HELD}
        if not held or len(word) < _SHORTEST:
            continue
        passing = _OF_TITLES if of_titles[place] >= _HELD else _OF_HEADINGS if of_above[place] >= _HELD else 1.0
        if passing == 1.0 and len(held) < len(values):
            told.words += 1
            told.own_words.add(word)
            told.alone.update(held if len(held) == 1 else ())
        for index, share in held.items():
            told.worth[index] = told.worth.get(index, 0.0) + passing * share * weight
    for index, said in repeated.items():
        told.worth[index] = told.worth.get(index, 0.0) + _EXACT * len(said)
        told.said[index] = said
    return told


def _repeated(asked: Asked, values: Sequence[str]) -> dict[int, str]:
    """The stretch of the question that each cell is, or a part of it with a name of its own; the longest ones count."""
    found: dict[int, str] = {}
    for index, value in enumerate(values):
        forms = [form for form in _forms(value) if _is_said(form, asked)]
        if forms:
            found[index] = max(forms, key=len)
    whole = {said for index, said in found.items() if plain(values[index]) == said}
    for index, value in enumerate(values):
        opening = plain(_PAUSE.split(value, maxsplit=1)[0])
        if index not in found and opening in whole:
            found[index] = opening  # 「必配，床位不少于10张」 below 「必配」
    longer = set(found.values())
    return {
        index: said
        for index, said in found.items()
        if not any(said != other and said in other and _only_within(said, other, asked.plain) for other in longer)
    }


def _is_said(form: str, asked: Asked) -> bool:
    """Whether a question has a form of a cell; a grade by its letter only where that stands alone: 「考核拿了A」."""
    if _GRADE.fullmatch(form):
        return re.search(rf"(?<![A-Z0-9]){form}(?![A-Z0-9])", asked.text.upper()) is not None
    return len(form) >= _SHORTEST and form in asked.plain


def _agreed(asked: Asked, title: str, values: Sequence[str]) -> dict[int, str]:
    """The stretch of the question that each cell of a column of yes and no answers."""
    forms_of = (yes_no_forms(title, value) for value in values)
    told = ((index, [form for form in forms if form in asked.plain]) for index, forms in enumerate(forms_of))
    found = {index: max(forms, key=len) for index, forms in told if forms}
    longest = max(map(len, found.values()), default=0)
    return {index: said for index, said in found.items() if len(said) == longest}


def _only_within(short: str, long: str, text: str) -> bool:
    return short not in text.replace(long, "\n")


def _forms(value: str) -> Iterator[str]:
    """A cell as it may be named: whole, without what stands in brackets, without 镇 or 街道, one of the names in it."""
    whole = plain(value)
    if value in EMPTY or whole.isdigit() or len(whole) > 2 * _LONGEST:
        return
    yield whole
    if whole.startswith("已"):
        yield f"已经{whole[1:]}"
    bare = plain(re.sub(r"[（(][^（）()]*[）)]", "", value))
    yield bare
    yield _SUFFIX.sub("", bare)
    if len(whole) == 1:
        yield from (f"{whole}代", f"{whole}朝")
    if re.fullmatch("[A-E]{1,3}", bare):
        yield from (f"{whole}{kind}" for kind in "级类档等星")
    if len(whole) <= _CODED and (code := _CODE.match(whole)) is not None:
        yield code.group()
    if (place := _PLACE.match(value)) is not None:
        yield plain(place.group())
    if len(value) <= _LONGEST:
        for part in _PARTS.split(value):
            if len(part) > _SHORTEST:
                yield plain(part)
                yield _SUFFIX.sub("", plain(part))


def _best_of(asked: Asked, hits: _Hits, *, name: bool) -> set[int]:
    """The rows of a column that hold most; where a question sets several side by side, each that it names."""
    most = max(hits.worth.values())
    best = {row for row, worth in hits.worth.items() if worth >= most - 0.01}
    named = set(hits.said)
    if len(set(hits.said.values())) > 1 and _TOGETHER.search(asked.text):
        return named
    if name and len(hits.alone) > 1 and _TOGETHER.search(asked.text):
        return hits.alone | named
    return named & best or best


def _banded(asked: Asked, grid: Grid) -> tuple[int, frozenset[int]]:
    """The column of bands that a quantity of the question falls into, with the rows; -1 for none."""
    amount = amount_in(asked.text)
    for column, head in enumerate(grid.columns):
        values = [row.values[column] for row in grid.rows]
        if amount is not None:
            bands = [money_band(_without_limit(value if "元" in value else f"{value}{head.unit}")) for value in values]
            held = {
                index for index, band in enumerate(bands) if band and _of_band(amount, band, values[index])
            }
            if sum(map(bool, bands)) >= _SHORTEST and held:
                return column, frozenset(held)
        for unit, number, _ in quantities_in(asked.text):
            told = [band_of(value, unit) or band_of(f"{value}{head.unit}", unit) for value in values]
            exactly = [re.match(rf"(\d+)(?:个?[人口户名]|{unit})", plain(value)) for value in values]
            single = [None if told[index] or not found else float(found[1]) for index, found in enumerate(exactly)]
            held = {index for index, band in enumerate(told) if band is not None and band.holds(number)}
            held |= {index for index, figure in enumerate(single) if figure == number}
            if held and sum(map(bool, told)) + sum(figure is not None for figure in single) >= _SHORTEST:
                return column, frozenset(held)
    return -1, frozenset()


def _without_limit(text: str) -> str:
    """A band without the word that its lower limit belongs to it: 1万元（含）至5万元."""
    return re.sub("[（(]含[）)](?=至|到|—|-|~)", "", text)


def _of_band(amount: float, band: tuple[float, float], text: str) -> bool:
    """Whether an amount falls into a band; the upper limit belongs to it where the rule says so: 3万元（含）."""
    low, high = band
    if amount == high:
        return re.search(r"[（(]含[）)]\D*$|及以下|以内|不超过", text) is not None
    if amount == low and re.search("超过|高于", text):
        return False
    return low <= amount < high
