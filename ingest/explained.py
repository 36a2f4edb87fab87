"""Pages that tell of another document: interpretations, questions and answers, news. What they say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.imprint import DOCUMENT_NUMBER

_KINDS = "问答|解读|解答|说明|图解|一图读懂|答记者问|政策简读|新闻发布"
_NAMED = re.compile(
    rf".{{0,20}}《(?P<title>[^《》]{{4,80}})》.{{0,6}}(?:{_KINDS})|(?:{_KINDS})[：:]?\s?《(?P<last>[^《》]{{4,80}})》"
)
_PLAIN = re.compile(
    rf"(?P<title>[^《》]{{4,60}}?(?:办法|细则|方案|意见|规定|条例|通知|规划|措施|预案|计划|标准))(?:政策)?(?:{_KINDS})"
)
_OFFICE = (
    r"[一-龥]{1,24}?(?:委员会|人民政府|政府|办公室|局|厅|委|办|联合会|残联|妇联|总工会|公司|中心|部|党工委|办事处|大队|支队|银行|法院|检察院)"
)
_ISSUED = re.compile(
    rf"(?:^|(?<=[。；，,日]))(?:近日|日前|近期|最近|今年以来|为[^，。]{{2,60}}|根据[^，。]{{2,60}})?[，,]?(?:经[^，。]{{2,40}}(?:同意|批准)[，,])?由?"
    rf"(?P<bodies>{_OFFICE}(?:[、，,]|(?:会同|联合|和|与|及)?{_OFFICE}|会同|联合|和|与|及)*)"
    r"(?:等[\d一二三四五六七八九十]*个?(?:部门|单位|家)?)?(?:联合|共同|正式|研究|会同)*(?:印发|出台|发布|制定|下发|公布|颁布)了?(?:《|了《)"
)
_PARTS = re.compile(r"、|，|,|会同|联合(?!会)|(?<=[局委办会府部厅])(?:和|与|及)(?=[一-龥])")
_NEAR = 12  # lines from the top in which the document is named


def explained_title(title: str) -> str:
    """The title of the document that a page explains; "" where it explains none."""
    named = _NAMED.fullmatch(title)
    if named is not None:
        return named["title"] or named["last"]
    plain = _PLAIN.fullmatch(title)
    return plain["title"] if plain is not None else ""


def explained_number(title: str, lines: Sequence[str]) -> str:
    """The number of the document that a page explains, as it names it near its beginning."""
    told = explained_title(title)
    named = (line.partition(told)[2] for line in lines[:_NEAR] if told and told in line)
    pattern = rf"》?\s?[（(]\s?(?:文号[：:])?({DOCUMENT_NUMBER.pattern})"
    found = next(filter(None, (re.match(pattern, rest) for rest in named)), None)
    return found[1].replace(" ", "") if found else ""


def explained_issuers(title: str, lines: Sequence[str]) -> tuple[str, ...]:
    """The bodies that issued the document that a page explains, as it names them near its beginning."""
    told = explained_title(title)
    for line in lines[:_NEAR] if told else ():
        found = _ISSUED.search(line)
        if found is not None and line[found.end() :].startswith(told):
            bodies = [part.strip("等 ") for part in _PARTS.split(found["bodies"])]
            return tuple(body for body in bodies if len(body) > 1)
    return ()
