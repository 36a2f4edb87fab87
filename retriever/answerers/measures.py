"""What tells how something is done, and what only stands around it: openings, lists of annexes, aims, looks back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retriever.question import Query
from retriever.reader import Passage, Reader

_AROUND = ("title", "front", "closing", "furniture")  # kinds of clauses
_OPENING = re.compile(  # why a document was made, its head, its annexes, who issued it and when
    r"^[（(\[【][^（()）]*[）)\]】]$|^(?:附件|附[:：]|抄送|主送)|制定(?:了)?(?:本|此|如下|以下)[\u4e00-\u9fff]{1,10}[。:：，]"
    r"|(?:印发|转发)(?:给|你们|各)|^[\u4e00-\u9fff]{2,30}(?:文件|政府|委员会|办公室|局|厅)$|^20\d{2}年\d{1,2}月\d{1,2}日$"
)
_NO_WORK = re.compile("基础|成效|环境|形势|现状|背景|总体目标|发展目标|主要目标|工作目标|主要指标|目标任务$")
_ASKS_SO = re.compile("目标|基础|形势|现状|背景|达到|指标|成效")


def measures_first(query: Query, reader: Reader, passages: Iterable[Passage]) -> list[Passage]:
    """Passages that may tell what is done; those of chapters of aims and of looks back behind the others."""
    told = [one for one in passages if tells_work(reader, one.doc_id, one.clause, one.text)]
    if _ASKS_SO.search(query.text):
        return told
    behind = {one for one in told if any(map(_NO_WORK.search, reader.clause(one.doc_id, one.clause).path))}
    return [*(one for one in told if one not in behind), *(one for one in told if one in behind)]


def tells_work(reader: Reader, doc_id: str, clause: int, text: str) -> bool:
    """Whether a sentence may be a measure: no opening, no list of annexes, no issuing body."""
    return reader.clause(doc_id, clause).kind not in _AROUND and not _OPENING.search(text.strip())
