"""What tells how something is done, and what only stands around it: openings, lists of annexes, aims, looks back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retriever.formulas import is_formula
from retriever.question import Query
from retriever.reader import Passage, Reader

_AROUND = ("title", "closing", "furniture")  # kinds of clauses
_NO_WORK = re.compile(
    "(?:发展|工作|现实|现有|规划|编制|实践|主要)基础|基础(?:和|与|、|及|条件)|成效|环境|形势|现状|背景"
    "|总体目标|发展目标|主要目标|工作目标|主要指标|目标任务$"
)
_FOR_FAULTS = re.compile(  # what comes of a fault is no way to do a thing rightly
    "^[^。；，]{0,8}?(?:骗取|伪造|冒用|弄虚作假|以欺骗|违反|逾期|拒不|未按|擅自)[^。；]{2,60}?的，[^。]{0,12}"
    "(?:撤销|取消|不予|处|责令|追究|依法|列入|收回|追回)"
    "|适用本(?:办法|条例|规定|细则|规则|通知|意见|方案)"
)
_OF_FAULTS = re.compile(
    "骗|违|罚|处理|处置|处分|追责|后果|造假|不按|不交|不改|乱|拒|逾期|超期|失信|撤销|没收|怎么处|适用|擅自|私自|偷|会怎|会有|咋样"
)
_BODIES_ALONE = re.compile("[（(][^，。；：（）()]{2,80}(?:[局委办厅科室街镇处部]|街道|部门|单位|中心)[）)]。?")
_ASKS_SO = re.compile("目标|基础|形势|现状|背景|达到|指标|成效")


def measures_first(query: Query, reader: Reader, passages: Iterable[Passage]) -> list[Passage]:
    """Passages that may tell what is done; those of chapters of aims and of looks back behind the others."""
    told = [one for one in passages if tells_work(reader, one.doc_id, one.clause, one.text)]
    if not _OF_FAULTS.search(query.text):
        told = [one for one in told if not _FOR_FAULTS.search(one.text)]
    if _ASKS_SO.search(query.text):
        return told
    behind = {one for one in told if any(map(_NO_WORK.search, reader.clause(one.doc_id, one.clause).path))}
    return [*(one for one in told if one not in behind), *(one for one in told if one in behind)]


def tells_work(reader: Reader, doc_id: str, clause: int, text: str) -> bool:
    """Whether a sentence may be a measure: no opening, no list of annexes, no issuing body, no bracket of bodies."""
    kind = reader.clause(doc_id, clause).kind
    return kind not in _AROUND and not is_formula(text, kind) and not _BODIES_ALONE.fullmatch(text.strip())
