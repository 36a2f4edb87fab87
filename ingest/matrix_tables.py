"""Tables that cross tasks with bodies: a body to each column, a mark for its part (● leads, ○ helps) in the cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.assignments import Assignment
from ingest.bodies import BodyNames
from ingest.body_lists import looks_like_body
from ingest.datatypes import TableRow
from ingest.table_columns import column_role

_SIGNS = "●○★☆▲△■□◆◇√✓✔◎⊙▼▽*＊※"
_FILLED, _HOLLOW, _TICKS = "●★▲■◆▼", "○☆△□◇▽◎⊙", "√✓✔*＊※"
_LEAD_WORDS = frozenset(("主", "牵", "牵头", "主责", "主办", "主抓", "领办", "牵头单位", "主责单位", "主办单位"))
_HELP_WORDS = frozenset(("配", "协", "辅", "助", "参", "配合", "协同", "协办", "协助", "参与", "会办", "配合单位"))
_OWN_WORDS = frozenset(("责", "责任", "负责", "承办", "落实", "实施"))
_SIGN = (
    rf"[“\"'‘]?(?P<sign>[{re.escape(_SIGNS)}]|(?<![A-Za-z])[A-Z](?![A-Za-z])"
    r"|(?<![一-龥])[主牵配协辅](?![一-龥]))[”\"'’]?"
)
_MEANING = (
    r"(?P<said>(?:总?牵头|主责|主办|主抓|领办|首责|配合|协同|协办|协助|参与|参加|会办|责任|负责|承办|落实|实施)"
    r"[一-龥]{0,6})"
)
# A look at the first character spares most attempts.
_LEGEND = re.compile(
    rf"(?=[“\"'‘{re.escape(_SIGNS)}A-Z主牵配协辅]){_SIGN}\s*(?:号|标记)?(?:均|分别)?(?:为|是|系|表示|代表|指|标示|[：:=—－-]+)?\s*(?:该项)?{_MEANING}"
)
_LEGEND_TURNED = re.compile(
    rf"(?=[总牵主领首配协参会责负承落实]){_MEANING}\s*(?:以|用|标|记|标注|[（(：:])+(?:为|注|以)?\s*{_SIGN}"
)
_GROUP_TITLE = re.compile(
    r"^(?:责任|部门|单位|职责|任务|工作|分工|牵头|配合|协同|主责|主办|承办|处室|科室|安排|情况|主体|街镇|镇街|[及与和/、])+"
    r"(?=.{2})"
)
_FEWEST_COLUMNS = 2


def read_legend(text: str) -> dict[str, str]:
    """Role by mark, as a note says it: 「●为主责部门，○为协办部门」."""
    legend: dict[str, str] = {}
    for pattern in (_LEGEND, _LEGEND_TURNED):
        for match in pattern.finditer(text):
            role = column_role(f"{match['said'][:2]}单位") or column_role(match["said"])
            if role in ("lead", "supporting", "bodies"):
                legend.setdefault(match["sign"], role)
    return legend


def mark_role(value: str, legend: Mapping[str, str]) -> str:
    """The part that a cell's mark gives the column's body; empty where the cell holds no mark."""
    value = value.strip("“”\"'（）() ")
    if not value or len(value) > 5:
        return ""
    known = legend.get(value[0]) if len(set(value)) == 1 or value[0] in _SIGNS else None
    if known:
        return known
    word = value.lstrip(_SIGNS)
    for role, listed in (("lead", _LEAD_WORDS), ("supporting", _HELP_WORDS), ("bodies", _OWN_WORDS)):
        if word in listed:
            return role
    if word:
        return ""
    sign = value[0]
    return "lead" if sign in _FILLED else "supporting" if sign in _HOLLOW else "bodies" if sign in _TICKS else ""


def matrix_columns(rows: Sequence[TableRow], names: BodyNames, legend: Mapping[str, str]) -> dict[int, str]:
    """Names of the bodies by column, of the columns that hold marks alone under a body's name; empty where few do."""
    width = len(rows[0].header)
    marked = []
    for column in range(width):
        values = [row.values[column].strip(" -—/") for row in rows if column < len(row.values)]
        told = [value for value in values if value]
        if told and all(mark_role(value, legend) for value in told):
            marked.append(column)
    titled = {column: _body_of(rows[0].header[column]) for column in marked}
    bodies = {column: title for column, title in titled.items() if _names_body(title, names)}
    grouped = any(_GROUP_TITLE.match(rows[0].header[column]) for column in marked)
    if grouped or (legend and bodies) or len(bodies) * 2 > len(titled):  # beside these 公安 and 教育 are bodies, too
        bodies = titled
    return bodies if len(bodies) >= _FEWEST_COLUMNS else {}


def read_marks(row: TableRow, bodies: Mapping[int, str], legend: Mapping[str, str], *, ticks_help: bool) -> Assignment:
    """What the marks of a row assign; `ticks_help` where a tick stands beside marks of those who lead."""
    read = Assignment()
    for column, body in bodies.items():
        role = mark_role(row.values[column], legend)
        group = column_role(row.header[column].removesuffix(body))
        if role and group in ("lead", "supporting"):  # 牵头单位 above its bodies, a mark below
            role = group
        if role == "bodies" and ticks_help and row.values[column][:1] in _TICKS:
            role = "supporting"
        if role:
            read = read.merged(Assignment(**{role: (body,)}))  # type: ignore[arg-type]
    return read


def _body_of(title: str) -> str:
    return _GROUP_TITLE.sub("", title) if re.search("分工|单位|责任", title[:6]) else title


def _names_body(title: str, names: BodyNames) -> bool:
    if names.is_body(title) or looks_like_body(title):
        return True
    return re.fullmatch(r"[一-龥（）]{2,12}[科室股站组镇乡县区市村园旗]", title) is not None
