"""What a table says of a task beside the name that its responsibility was read with: the project, its contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.answerers.duty_sentences import cut
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence, StoredFact
from retriever.reader import Reader, header_evidence

_TELLS = re.compile(
    "项目|名称|任务|事项|内容|举措|措施|工作|目标|标准|要求|规模|做法|指标|评分|计划|怎么|如何|[干做]什么"
)
_ASIDE = re.compile(
    "单位|部门|机构|领导|责任|牵头|配合|协办|主办|主体|人员|联系|电话|时限|时间|期限|进度|序号|编号|备注|类别|所属|来源|数[量额]?$|投资|进展|谁|何时|哪"
)
_CONTENTS = re.compile("内容|举措|措施|做法|任务|事项")
_NO_WORDS = re.compile(r"[\d.,%％±≥≤\-—/~～·\s]*[一-龥]{0,2}[（(]?[一-龥]{0,3}[）)]?$")
_LEAST = 24  # characters of room below which nothing is told
_BARE = 30  # characters of a task's name above which it says enough
_SHORT = 12  # characters of a name that says less than its row
_LONGEST = 160


def row_told(reader: Reader, stored: StoredFact, room: int) -> tuple[str, tuple[Evidence, ...]] | None:
    """A task of a table row with what the row's telling columns say beside its name, and the row; None for nothing.

    Args:
        reader: the documents.
        stored: a responsibility.
        room: characters that the line may have.
    """
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    subject = stored.fact.subject
    if clause.kind != "table_row" or clause.row is None or room < _LEAST or len(subject) > _BARE:
        return None
    row = reader.document(stored.doc_id).parsed.rows[clause.row]
    plain = _plain(subject)
    before: list[str] = []
    behind: list[str] = []
    own = next((column for column, value in enumerate(row.values) if plain and plain in _plain(value)), 0)
    for column, (head, value) in enumerate(zip(row.header, row.values, strict=True)):
        told = strip_number(re.sub(r"\s+", " ", value)).strip("。；; ")
        if not told or head == value or not _TELLS.search(head) or _ASIDE.search(head) or _NO_WORDS.match(told):
            continue
        if _plain(told) in plain or any(told == other for other in (*before, *behind)):
            continue
        if plain in _plain(told):  # the sentence that the name was cut from
            if len(subject) > _SHORT or len(told) > room:
                return None
            return told, _cited(reader, stored)
        (before if column < own else behind).append(told)
    if not before and not behind:
        return None
    text = "：".join((*before[:1], subject))
    if behind:
        text += f"：{cut('；'.join(behind), min(room, _LONGEST))}"
    return text, _cited(reader, stored)


def with_contents(name: str, cells: Sequence[tuple[str, str]]) -> str:
    """A row's name with what it consists of, where the name is that of a group of rows: 「水污染防治：推进…」.

    Args:
        name: the value that names the row.
        cells: titles of columns and values of the row.
    """
    if len(name) > _SHORT:
        return name
    told = next((value for head, value in cells if _CONTENTS.search(head) and len(value) > _SHORT), "")
    return f"{name}：{cut(told, _LONGEST)}" if told and name not in told else told or name


def _cited(reader: Reader, stored: StoredFact) -> tuple[Evidence, ...]:
    """The row with the row of its columns' titles."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    end = clause.start + len(reader.own_text(stored.doc_id, clause))
    return (Evidence(stored.doc_id, clause.index, clause.start, end), *header_evidence(reader, stored.doc_id, clause))


def _plain(text: str) -> str:
    return re.sub(r"[\s，。；、：“”]", "", text)
