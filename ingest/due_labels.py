"""Deadlines that a label or a bracket gives a task: 「完成时限：9月30日前」, 「（6月底前）」, 「【…｜年底前】」."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from ingest.datatypes import Clause, Deadline, Fact, Responsibility
from ingest.due_wording import DATED_SIGN, LABEL, is_whole_due, without_verb
from ingest.labels import LABEL as ROLE_LABEL
from ingest.passages import Passage, brackets, task_wording, tidy

_OPENING = " \t\n*_-—–●◆■·○•>"
_LABEL_LINE = re.compile(
    r"^[\s*_\-—–●◆■·○•>]*[^，。；：:\n（(]{0,6}(?:单位|部门|领导|责任人|负责人|联系人|时限|时间|期限|时序|节点|资金|来源|经费|牵头|配合"
    r"|主办|协办|会办|领办|主责|协同|责任|主体|备注|进度|安排|电话|要求)(?:\*\*)?[：:]"
    r"|^\s*[【〔\[［][^】〕\]］]{2,8}[】〕\]］](?=[\u4e00-\u9fff\d])"
)
_PART = re.compile(r"[，,；;｜|/。\s]+")
_AFTER = "。；;\n，、"
_BEFORE_LABEL = "。；;，、（(）)【[〔】〕｜|"
_NO_TASK = frozenset({"furniture", "contents", "closing", "title", "table_row"})
_LONGEST_DUE, _LONGEST = 60, 80  # characters
_STAGE = re.compile(r"(?:阶段|时期|步骤|环节|期)\s*$")
_CLOSED = re.compile(r"[。；;\n）)】\]｜|]|\s{2,}|\s(?=[^\s：:]{2,8}[：:])")  # where the words of a label end
_QUICK = re.compile(r"[：:（(【\[〔]")


def extract_due_labels(
    passages: Sequence[Passage], clauses: Sequence[Clause], known: Sequence[Fact]
) -> tuple[list[Deadline], list[tuple[int, int]]]:
    """Deadlines of labels and brackets, and the clean spans that they were read from.

    Args:
        passages: the clauses' texts.
        clauses: the outline.
        known: responsibilities and deadlines read before; their brackets are not read again.
    """
    by_clause = {passage.clause.index: passage for passage in passages}
    read = sorted((fact.start, fact.end) for fact in known if isinstance(fact, Deadline))
    starts, furthest = [start for start, _ in read], list(accumulate((end for _, end in read), max))
    dated = sorted(set(starts))
    duties = sorted((fact for fact in known if isinstance(fact, Responsibility)), key=lambda fact: fact.start)
    facts: list[Deadline] = []
    for passage in passages:
        if passage.clause.kind in _NO_TASK or not _QUICK.search(passage.text):
            continue
        for start, end, due in [*labelled_times(passage.text), *_bracketed(passage)]:
            begin, stop = passage.start + start, passage.start + end
            place = bisect_left(dated, begin)
            if place < len(dated) and dated[place] < stop:
                continue
            ahead = bisect_left(starts, stop)
            if ahead and furthest[ahead - 1] > begin:  # read already from words around or inside these
                continue
            task = _task(passage, start, clauses, by_clause, duties)
            if task is not None and task[1]:
                index, subject, item = task
                facts.append(Deadline(index, begin, stop, subject[:_LONGEST], item, due))
                dated.insert(place, begin)
    return facts, [(fact.start, fact.end) for fact in facts]


def labelled_times(text: str) -> list[tuple[int, int, str]]:
    """Start, end and due of labels that open the text, a sentence, or a part of a bracket."""
    found = []
    for label in LABEL.finditer(text):
        before = text[: label.start()].rstrip(_OPENING)
        if before and before[-1] not in _BEFORE_LABEL and text[label.start() - 1] not in " \t\u3000":
            continue
        closed = _CLOSED.search(text, label.end())
        end = closed.start() if closed else len(text)
        open_bracket = text.count("（", label.end(), end) > text.count("）", label.end(), end)
        end += open_bracket and text[end : end + 1] == "）"  # 2026年3月（鲜果上市前）
        due = tidy(text[label.end() : end])
        if 0 < len(due) <= _LONGEST_DUE and DATED_SIGN.search(due):
            found.append((label.start(), end, due))
    return found


def _bracketed(passage: Passage) -> list[tuple[int, int, str]]:
    """Start, end and due of brackets at the end of a sentence with a part that says when."""
    found = []
    text = passage.text
    for start, end in brackets(text):
        after = text[end : end + 1]
        stage = _STAGE.search(text[max(0, start - 4) : start])  # read as a stage with its months
        if (after and after not in _AFTER) or end - start < 4 or stage or LABEL.search(text, start, end):
            continue
        parts = [part for part in _PART.split(text[start + 1 : end - 1]) if part]
        due = "，".join(without_verb(part) for part in parts if is_whole_due(part))
        alone = len(parts) == 1
        ended = text[:start].rstrip()[-1:] in tuple("。；;！") or not text[end:].strip(" 。；;\n")
        if due and (ended or not alone) and (not alone or DATED_SIGN.search(due)):
            found.append((start, end, due))
    return found


def _task(
    passage: Passage,
    start: int,
    clauses: Sequence[Clause],
    by_clause: dict[int, Passage],
    duties: Sequence[Responsibility],
) -> tuple[int, str, str] | None:
    """Clause, wording and item of the task that the words at index `start` date."""
    own = tidy(passage.text[passage.unnumbered : start])
    torn = _torn_from(passage, start, clauses, by_clause)
    if torn is not None:
        return torn.clause.index, task_wording(torn, torn.text.rfind("（")), torn.item
    held = [duty for duty in duties if passage.start <= duty.start <= passage.start + start + 1]
    if held and held[-1].clause != passage.clause.index:  # who does the task above, and until when
        return held[-1].clause, held[-1].subject, held[-1].item
    if own and not _opens_with_label(passage.text):
        same = [duty for duty in duties if duty.clause == passage.clause.index]
        inside = [duty for duty in same if duty in held] or same
        subject = inside[-1].subject if len(same) > 1 else task_wording(passage, start)
        return passage.clause.index, subject, passage.item
    for index in range(passage.clause.index, -1, -1):  # the lines with labels above, then the task
        clause = clauses[index]
        told = next((duty for duty in duties if clause.start <= duty.start < clause.end), None)
        if told is not None:
            return told.clause, told.subject, told.item
        if clause.kind in ("furniture", "table_row") or index == passage.clause.index:
            continue
        above = by_clause.get(index)
        if above is None or clause.kind in _NO_TASK:
            return None
        if clause.parent == passage.clause.parent and not clause.number and _opens_with_label(above.text):
            continue
        return index, task_wording(above, len(above.text)), above.item
    return None


def _opens_with_label(text: str) -> bool:
    return _LABEL_LINE.match(text) is not None or ROLE_LABEL.match(text.lstrip(_OPENING)) is not None


def _torn_from(
    passage: Passage, start: int, clauses: Sequence[Clause], by_clause: dict[int, Passage]
) -> Passage | None:
    """The passage whose bracket, left open before a page's end, goes on in this one."""
    text = passage.text
    closed = text.find("）", start)
    if closed < 0 or "（" in text[:start] or passage.clause.number:
        return None
    index = passage.clause.index - 1
    while index >= 0 and clauses[index].kind == "furniture":
        index -= 1
    above = by_clause.get(index)
    return above if above and above.text.rfind("（") > above.text.rfind("）") else None
