"""Names of working groups, and the group that the headings over a clause name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause

GROUP_NAME = (
    r"[一-龥“”（）·\d%％]{0,26}?(?:领导小组|工作小组|小组|专班|指挥[部所]|委员会|联席会议|工作组"
    r"|(?<![小班楼党])组(?!织|长|成|员|团|建|合|[一-龥]{0,12}?(?:小组|专班|指挥[部所]|委员会|联席会议))|分队)"
)
_ENDS = re.compile("[组班挥会队]")  # what no name of a group lacks
BARE_GROUP = re.compile("(?:领导|工作)?(?:小组|专班|指挥[部所]|委员会|联席会议|工作组)")
NAMING_VERB = re.compile("(?:设立|成立|建立|组建|调整)了?|[由在对向是]|的(?!士)")
_TITLE = re.compile("(?:组成)?(?:成员|人员)?(?:名单|构成|组成)$")


def group_above(clause: Clause, clauses: Sequence[Clause]) -> str:
    """The group that the headings over a clause name, or the nearest title before it; empty for none."""
    for label in reversed(clause.path):
        if (group := _named_in(label)):
            return group
    for index in range(clause.index - 1, -1, -1):
        if clauses[index].kind in ("title", "annex"):
            return _named_in(clauses[index].heading)
    return ""


def _named_in(heading: str) -> str:
    if not _ENDS.search(heading):
        return ""
    heading = re.sub(r"^附[件表]\s*\d*\s*[：:]?\s*", "", heading)
    bare = re.sub(r"^[（(]?[\d一二三四五六七八九十.壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊]+[）)、.]?\s*", "", heading)
    bare = re.sub("^(?:关于)?(?:成立|调整|设立|建立|公布|印发|明确)+", "", bare)
    match = re.match(rf"(?P<group>{GROUP_NAME})", _TITLE.sub("", bare))
    return NAMING_VERB.split(match["group"])[-1] if match else ""
