"""The time a document covers, and when all of it is done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.datatypes import Clause, Deadline
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.answerers.whole_asked import headings
from retriever.answerers.whole_sections import below, section_of
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import NOTHING, Draft, Statement
from retriever.reader import Reader, header_evidence, segments

_YEARS = re.compile(r"\d{4}\s?[—\-–~至到]+\s?\d{4}\s?年?")
_FIVE_YEARS = re.compile("“?十[一二三四五六七八九]五”?|第十[一二三四五六七八九]个五年")
_SPAN = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)?|春季|秋季)\s?[—\-–~至到]+\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|初)?"
    r"|[（(](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)?[）)]"
)
_LAST = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|[上中下]旬|底|初)?(?!.*\d月)")
_FIRST = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)?")
_STAGE = re.compile("阶段|步骤|安排|时间|期")
_NTH = re.compile("第[一二三四五六](?:阶段|步|轮|批)")
_UNTIL = re.compile(r"到(\d{4})年(?:底|末|\d{1,2}月)?")
_THE_REST = re.compile(
    "(?:均[须应要需]|其余|未注明|未明确|另有注明|所有任务|各项任务|全部任务)[^。；]{0,40}(?:前|底|内|末)[^。；，]{0,6}(?:完成|建成|落实|到位|办结)"
)
_ALL_DONE = re.compile("(?:前|底|内|末)[^。；]{0,30}(?:全部|全面|均)(?:完成|建成|落实|到位|办结)")
_AGAIN = re.compile("每|按[月季旬周年]|长期|持续|常年")
_NOTE = re.compile("(?:注|备注|说明)[：:]")
_MANY = 8  # items from which a document with hardly a day tells none for all
_TOLD = 3  # tasks of the last day that are told
_FEWEST = 2
_YEAR = re.compile(r"(\d{4})年")


def period_of(reader: Reader, doc_id: str) -> Draft:
    """The years of the title, else all stages with their days, else the year to which the aims reach."""
    document = reader.document(doc_id)
    title = document.record.metadata.title
    years = _YEARS.search(title)
    if years is not None:
        cited = [c for c in document.parsed.clauses if years.group(0) in reader.own_text(doc_id, c)]
        if cited:
            return Draft(
                (Statement(f"{years.group(0)}（《{title}》）。", (_whole(reader, doc_id, cited[0]),), (title,)),),
                (),
                1.0,
            )
    if stages := _stages(reader, doc_id):
        return Draft((*_from_first_to_last(stages), *stages), (), 1.0)
    reached = _reached(reader, doc_id)
    named = _FIVE_YEARS.search(title)
    if reached and named:
        lines = [clause for clause in document.parsed.clauses if named.group(0) in reader.own_text(doc_id, clause)]
        if lines:
            told = Statement(f"{named.group(0)}时期。", (_whole(reader, doc_id, lines[0]),))
            return Draft((told, reached), (), 1.0)
    return Draft((reached,), (), 1.0) if reached else NOTHING


def _stages(reader: Reader, doc_id: str) -> list[Statement]:
    """The run of stages with days that reaches the farthest: rows, headed items or paragraphs of one section."""
    runs: dict[tuple[int | None, str], list[tuple[Clause, str]]] = {}
    for clause in reader.document(doc_id).parsed.clauses:
        own = reader.own_text(doc_id, clause).strip()
        if clause.kind == "table_row" and clause.row is not None:
            cells = reader.document(doc_id).parsed.rows[clause.row]
            pairs = zip(cells.header, cells.values, strict=True)
            days = next((value.strip() for head, value in pairs if _SPAN.search(value) and _STAGE.search(head)), "")
            stage = next((v.strip() for h, v in zip(cells.header, cells.values, strict=True) if "阶段" in h), "")
            run = runs.setdefault((clause.parent, "row"), []) if days and stage else []
            if not any(said.startswith(stage) for _, said in run):  # further rows of a stage are steps within it
                run.append((clause, f"{stage}：{days}"))
        elif clause.kind in ("item", "heading", "paragraph"):
            head = own[:40] if clause.kind == "paragraph" else clause.label
            if _SPAN.search(re.split("[：:。]", head)[0]):
                said = re.split("[：:。]", head)[0]
                key = (None, "stage") if _NTH.match(said) else (clause.parent, clause.kind)
                runs.setdefault(key, []).append((clause, strip_number(said)))
    best = max((run for run in runs.values() if len(run) >= _FEWEST), key=_end, default=[])
    told = []
    for clause, said in best:
        cited = header_evidence(reader, doc_id, clause) if clause.kind == "table_row" else ()
        told.append(Statement(f"{said}。", (_whole(reader, doc_id, clause), *cited)))
    return told


def _from_first_to_last(stages: Sequence[Statement]) -> list[Statement]:
    """The first day of the first stage and the last of the last, where the stages tell both."""
    first, last = _FIRST.search(stages[0].text), _LAST.search(stages[-1].text)
    if first is None or last is None:
        return []
    said = f"从{first.group(0)}到{last.group(0)}（分{len(stages)}个阶段）。"
    cited = tuple(dict.fromkeys((*stages[0].evidence, *stages[-1].evidence)))
    return [Statement(said, cited, (f"分{len(stages)}个阶段",))]


def _end(run: Sequence[tuple[Clause, str]]) -> tuple[int, int, int]:
    """Year (0 where none is told), month and number of stages of the last stage of a run."""
    last = _LAST.search(run[-1][1])
    return (int(last[1] or 0), int(last[2]), len(run)) if last else (0, 0, len(run))


def _reached(reader: Reader, doc_id: str) -> Statement | None:
    """The first words of the aims that say to which year they reach, the latest."""
    head = section_of(reader, doc_id, headings()["aim"])
    if head is None:
        return None
    found: list[tuple[int, Statement]] = []
    for clause in (head, *below(reader, doc_id, head)):
        text = reader.document(doc_id).parsed.clean.text
        for start, end in split_sentences(text, clause.start, clause.end):
            for first, last in segments(text[start:end]):
                words = text[start + first : start + last].strip("，。； ")
                if until := _UNTIL.match(words):
                    rest = text[start + first : end].split("；")[0].strip("。 ")
                    said = rest if len(rest) <= 90 else words
                    found.append((int(until[1]), Statement(f"{said}。", (Evidence(doc_id, clause.index, start, end),))))
    return max(found, key=lambda entry: entry[0])[1] if found else None


def finish_of(reader: Reader, doc_id: str) -> Draft:
    """What says when all is done; else the last of the days of its tasks."""
    told = list(_all_done(reader, doc_id))
    if told:
        return Draft(tuple(told[:2]), (), 1.0)
    dated = list(dated_of(reader, doc_id))
    aims = _aims(reader, doc_id)
    of_tasks = [entry for entry in dated if entry[1].fact.clause not in aims]
    dated = of_tasks if len(of_tasks) > _FEWEST else dated
    if len({stored.fact.clause for _, stored in dated}) <= _FEWEST:
        items = sum(clause.kind == "item" for clause in reader.document(doc_id).parsed.clauses)
        title = reader.document(doc_id).record.metadata.title
        return Draft(reason=f"《{title}》没有写明整体的完成时限。", final=not dated or items >= _MANY)
    latest = max(when for when, _ in dated)
    last: dict[str, Deadline] = {}
    for when, stored in dated:
        if when == latest and isinstance(stored.fact, Deadline):
            last.setdefault(stored.fact.subject.rstrip("。"), stored.fact)
    due = Counter(fact.due for fact in last.values()).most_common(1)[0][0]  # as most of them have it
    last = {subject: fact for subject, fact in last.items() if fact.due == due}
    cited = []
    for fact in list(last.values())[:_TOLD]:
        clause = reader.clause(doc_id, fact.clause)
        cited += [_whole(reader, doc_id, clause), Evidence(doc_id, fact.clause, fact.start, fact.end)]
    names = "；".join(list(last)[:_TOLD])
    more = "等" if len(last) > _TOLD else ""  # uncounted: not all are cited
    said = f"各项任务中最晚的是{due}：{names}{more}。"
    return Draft((Statement(said, tuple(dict.fromkeys(cited))),), (), 1.0)


def _all_done(reader: Reader, doc_id: str) -> Iterator[Statement]:
    """Sentences on the end of all tasks; those that say 「全部」 of something only where the aims stand."""
    text = reader.document(doc_id).parsed.clean.text
    aims = _aims(reader, doc_id)
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind == "table_row" and not _NOTE.match(text[clause.start : clause.end].strip()):
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            words = text[start:end]
            if _THE_REST.search(words) or (clause.index in aims and _ALL_DONE.search(words)):
                yield Statement(strip_number(words).strip(), (Evidence(doc_id, clause.index, start, end),))


def _aims(reader: Reader, doc_id: str) -> set[int]:
    """The clauses of the section on the aims."""
    head = section_of(reader, doc_id, headings()["aim"])
    return set() if head is None else {head.index, *(clause.index for clause in below(reader, doc_id, head))}


def dated_of(reader: Reader, doc_id: str) -> Iterator[tuple[tuple[int, int, int], StoredFact]]:
    """The deadlines of a document with year, month and day; a month alone counts as its last day."""
    metadata = reader.document(doc_id).record.metadata
    usual = metadata.years[-1] if metadata.years else int(metadata.issued[:4] or 0) if metadata.issued else 0
    for stored in reader.facts_of(doc_id, Deadline):
        if not isinstance(stored.fact, Deadline) or _AGAIN.search(stored.fact.due):
            continue
        years = _YEAR.findall(stored.fact.due)
        last = _LAST.search(stored.fact.due)
        if last or years:
            year = int(years[-1]) if years else usual
            yield (year, int(last[2]) if last else 12, int((last[3] if last else 0) or 31)), stored


def _whole(reader: Reader, doc_id: str, clause: Clause) -> Evidence:
    return Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
