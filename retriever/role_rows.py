"""Who stands beside the tasks of rows, cards and labelled lines: 分管领导, 责任人, 督导单位, 联系科室."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.datatypes import Clause, Document
from ingest.member_names import is_common_word, is_name
from retriever.role_labels import RoleLabel, role_of

_TASK = re.compile(
    "名称|任务|项目|事项|内容|措施|目标|指标|工作|问题|摘要|举措|题目|重点|社区|村|片区|路段|河[段流]|企业|对象"
)
_COUNTER = re.compile(r"^(?:序号|编号|号|事项编号)$")
_CLASS = re.compile("类别|类型|分类|领域|板块|时限|属性")
_CONTENT = re.compile("(?:内容|要求|任务|目标|措施|举措)$")
_BRIEF = 16  # characters up to which a task's name is told with the next cell on it
_LABEL = re.compile(
    r"(?P<open>[【\[（(]?)(?P<label>(?:第一|直接|主要|市级|县级|区级)?(?:领衔|领办|领题|牵头|主办|协办|会办|会同|配合|协同|协助|责任|主责|承办|实施|完成|时间|办结|整改|办理"
    r"|督导|督办|督查|监督|监管|联系|联络|分管|挂钩|挂包|挂点|挂帅|挂联|包联|包抓|包保|包挂|包案|资金|经费|出资|业务)[市县区镇]?"
    r"(?:领导|责任人|负责人|单位|部门|主体|科室|处室|股室|来源|渠道|时限|节点|时间|期限|[市县区]长|人员?|员)"
    r"|(?:分管)?责任人|负责人|联系人|联络人|联络员|专班长|领[衔办题]|主办|协办|会办|牵头|配合|主抓|督办|督导|分管|时限|备注|包联|包抓|挂钩|挂包)"
    r"\s*(?:[：:]|[】\]])[：:]?"
)
_POSTS = "市长|县长|区长|镇长|乡长|州长|书记|主任|秘书长|常委|委员|主席|局长|部长|院长|校长|巡视员|调研员|旗长|盟长"
SURNAMED = re.compile(rf"(?P<surname>[\u4e00-\u9fff])(?P<post>副?(?:{_POSTS}))")
_TITLED = re.compile(rf"^.*(?:{_POSTS})(?P<name>[\u4e00-\u9fff]{{2,3}})$")  # 县政府副县长邓丽娟
_POST_ONLY = re.compile(f"(?:{_POSTS})$")
_RARE = re.compile("[\u4e00-\u9fff]{2,3}")
_NO_NAME = re.compile("[委局办部院会处科室社站镇乡村党团所厅街队组班府道区市县长]$|^[各全本待空未副]|计$|领导|负责")
_POST_ALONE = re.compile(f"[\u4e00-\u9fff]{{2,10}}(?:{_POSTS})")  # 常务副市长
_TWO_HEADS = re.compile(r"(?P<first>.+?)\s*(?:[（(]|及其?|[、/和])\s*(?P<second>[\u4e00-\u9fff]{2,8})[）)]?")
_CODE = re.compile(r"[A-Za-z]{0,4}[-—]?\d{1,3}(?:[-.]\d{1,3})?")
_BREAK = re.compile(r"[、，,；;/\s（）()]+")
_SHORT = 40  # characters of a line that heads the text of a task
_NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.．项条]|[（(]|[①-⑳]|事项|项目|任务|实事|工程|行动)")
_ENDED = re.compile(r"[。；;：:]$")
_TOLD_KINDS = ("item", "paragraph", "heading", "front", "point")
_LONGEST = 160  # characters of a task's text that are kept


@dataclass(frozen=True)
class RoleRow:
    """A task with what stands beside it. `cells` are (label, value); `clauses` all that it was read from, task first.

    `table` counts the tables and runs of lines of a document, so that rows of one list can be told from others.
    """

    doc_id: str
    clauses: tuple[int, ...]
    task: str
    cells: tuple[tuple[str, str], ...]
    table: int

    def cells_of(self, role: RoleLabel) -> list[tuple[str, str]]:
        """The cells whose labels are of a class."""
        return [cell for cell in self.cells if role_of(cell[0]) is role]

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The people that the row names, as written: 程岚, 王副市长."""
        names: list[str] = []
        for label, value in self.cells:
            role = role_of(label)
            if role is not None and role.kind == "person":
                found = [*filter(None, map(_person, _BREAK.split(value)))]
                whole = re.sub(r"\s", "", value)
                names += found or ([whole] if _POST_ALONE.fullmatch(whole) else [])
        return tuple(dict.fromkeys(names))


def _person(part: str) -> str:
    """The person that a part of a cell names, without the post before the name; empty for posts and bodies."""
    if SURNAMED.fullmatch(part) and not part.startswith(("副", "正", "常")):
        return part
    if is_common_word(part):
        return ""
    if is_name(part) and not _POST_ONLY.search(part):
        return part
    if _RARE.fullmatch(part) and not _POST_ONLY.search(part) and not _NO_NAME.search(part):
        return part  # a surname of no list: the column tells that it is a name
    titled = _TITLED.match(part)
    return titled["name"] if titled is not None and is_name(titled["name"]) else ""


def called(name: str) -> tuple[str, ...]:
    """The ways to call somebody: a deputy known by the surname is called by the post alone, too (王副市长, 王市长)."""
    match = SURNAMED.fullmatch(name)
    if match is None or not match["post"].startswith("副"):
        return (name,)
    return (name, match["surname"] + match["post"][1:])


def role_rows(documents: Mapping[str, Document], doc_ids: Sequence[str]) -> tuple[RoleRow, ...]:
    """All tasks of documents beside which people, or bodies other than the responsible ones, are named."""
    found: list[RoleRow] = []
    for doc_id in doc_ids:
        parsed = documents[doc_id].parsed
        rows = [*_of_tables(doc_id, documents[doc_id]), *_of_lines(doc_id, parsed.clean.text, parsed.clauses)]
        if any(_special(row) for row in rows):
            found += rows
    return tuple(found)


def _special(row: RoleRow) -> bool:
    return any((role := role_of(label)) is not None and role.kind != "body" for label, _ in row.cells)


def _of_tables(doc_id: str, document: Document) -> Iterator[RoleRow]:
    table, header = 0, tuple[str, ...]()
    coded: dict[str, tuple[str, int]] = {}
    for clause in document.parsed.clauses:
        if clause.kind != "table_row" or clause.row is None:
            continue
        row = document.parsed.rows[clause.row]
        if row.header != header:
            table, header = table + 1, row.header
        cells = tuple(dict.fromkeys(pair for pair in zip(row.header, row.values, strict=True) if all(pair)))
        if row.values == row.header or len(set(row.values)) < 2:
            continue
        cells = (*cells, *_second_heads(cells))
        above = _above(document.parsed.clauses, clause, document.parsed.clean.text) if _is_card(row.header) else ()
        name = _task_cell(cells, whole=not above)
        if cells and _CODE.fullmatch(cells[0][1]):
            coded.setdefault(cells[0][1], (name, clause.index))
        if not any(role_of(head) for head, _ in cells):
            continue
        codes = [code for code in _BREAK.split(name) if code in coded]
        if codes and coded[codes[0]][1] != clause.index:
            for task, index in (coded[code] for code in codes):  # a second table refers to the rows of the first
                yield RoleRow(doc_id, (clause.index, index), task, cells, table)
            continue
        texts = [_text(document.parsed.clauses[index], document.parsed.clean.text) for index in above]
        task = "：".join(text.rstrip("。；：") for text in (*texts, name) if text)
        if task:
            yield RoleRow(doc_id, (clause.index, *above), task, cells, table)


def _second_heads(cells: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The people of columns that hold bodies and people: 「牵头部门（责任人）」, 「责任单位及责任人」."""
    for head, value in cells:
        match = _TWO_HEADS.fullmatch(head)
        role = role_of(match["second"]) if match is not None else None
        if match is None or role is None or role.kind != "person" or role_of(head) is role:
            continue
        inside = re.findall(r"[（(]([\u4e00-\u9fff·]{2,8})[）)]", value)
        named = inside or [part for part in _BREAK.split(value) if is_name(part)]
        if named:
            yield match["second"], "、".join(named)


def _task_cell(cells: Sequence[tuple[str, str]], *, whole: bool) -> str:
    """The cell that says what a row is about: the first of tasks, else the first that tells no role or figure.

    With `whole` a short name is told with the cell on what the task consists of.
    """
    worded = [cell for cell in cells if not _COUNTER.search(cell[0]) and not re.fullmatch(r"[\d.,%]+", cell[1])]
    others = [cell for cell in worded if role_of(cell[0]) is None]
    tasks = [cell for cell in others if _TASK.search(cell[0]) and not _CLASS.search(cell[0])]
    named = [value for _, value in tasks]
    if whole and len(named) > 1 and len(named[0]) <= _BRIEF and _CONTENT.search(tasks[1][0]):
        return f"{named[0]}：{named[1]}"
    places = [value for head, value in worded if _TASK.search(head)]
    return next(iter([*named, *places, *(value for _, value in others)]), "")


def _is_card(header: Sequence[str]) -> bool:
    """Whether a table has one row for one thing, which a line above it names."""
    return not any(_COUNTER.search(head) for head in header)


def _above(clauses: Sequence[Clause], clause: Clause, text: str) -> tuple[int, ...]:
    """The short line right above a card that names what it is about."""
    if clause.index == 0 or (other := clauses[clause.index - 1]).kind in ("table_row", "title", "annex", "furniture"):
        return ()
    own = _text(other, text)
    return (other.index,) if own and len(own) <= _SHORT and _NUMBERED.match(own) else ()


def _text(clause: Clause, text: str) -> str:
    return text[clause.start : clause.end].strip()


def _of_lines(doc_id: str, text: str, clauses: Sequence[Clause]) -> Iterator[RoleRow]:
    """Tasks with the labelled lines that stand below them (领办：… 主办：…), or at their end in brackets."""
    index = 0
    while index < len(clauses):
        clause = clauses[index]
        own = _text(clause, text) if clause.kind in (*_TOLD_KINDS, "closing") else ""
        first = _LABEL.search(own)
        if first is None or role_of(first["label"]) is None:
            index += 1
            continue
        told, inside = own[: first.start()].strip(" 【[（(　"), [index]
        cells = _labelled(own[first.start() :])
        head = _head(clauses, index, text, told)
        while index + 1 < len(clauses) and (more := _only_labels(_text(clauses[index + 1], text))):
            if {label for label, _ in more} & {label for label, _ in cells}:
                break
            index += 1
            inside.append(index)
            cells += more
        task = "：".join([*(_text(clauses[number], text) for number in head), *([told] if told else [])])
        if task and len(told) <= 2 * _LONGEST:
            yield RoleRow(doc_id, (*inside, *head), task[:_LONGEST], tuple(cells), 0)
        index += 1


def _only_labels(own: str) -> list[tuple[str, str]]:
    first = _LABEL.match(own)
    return _labelled(own) if first is not None else []


def _labelled(own: str) -> list[tuple[str, str]]:
    marks = list(_LABEL.finditer(own))
    ends = [mark.start() for mark in marks[1:]] + [len(own)]
    values = [(mark["label"], _value(mark, own[mark.end() : end])) for mark, end in zip(marks, ends, strict=True)]
    return [(label, re.sub(r"\s+", " ", value)) for label, value in values if value]


def _value(mark: re.Match[str], told: str) -> str:
    """What stands behind a label: up to the bracket that it was opened in, where it was."""
    if mark["open"] in ("（", "("):
        depth = 1
        for position, character in enumerate(told):
            depth += (character in "（(") - (character in "）)")
            if not depth:
                return told[:position].strip()
    told = told.strip(" 　；;。】]")
    return told if told.count("（") >= told.count("）") else told.rstrip("）")


def _head(clauses: Sequence[Clause], index: int, text: str, told: str) -> tuple[int, ...]:
    """The clauses above a labelled line that say what its task is."""
    found: list[int] = []
    if told and (clauses[index].number or len(told) <= _BRIEF):
        return ()
    for other in reversed(clauses[max(0, index - 3) : index]):
        own = _text(other, text)
        if other.kind not in _TOLD_KINDS or _LABEL.search(own):
            break
        found.insert(0, other.index)
        if other.kind == "item" or _NUMBERED.match(own) or not _ENDED.search(own):
            break
        if told and len(own) > _SHORT:
            found.pop(0)
            break
    if told and found and not (len(_text(clauses[found[0]], text)) <= _SHORT):
        return ()
    return tuple(found)
