"""Until when what a meeting decided is to be done: the latest of its time limits, and the others in their order."""

from __future__ import annotations

import re

from ingest.datatypes import Deadline
from retriever.answerers.meeting import minutes_of
from retriever.answerers.whole_times import dated_of
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader

_WHEN = "(?:什么时候|啥时候|何时|哪(?:一)?天|几号|几月|时限|期限|时间)"
_ASKS = re.compile(
    f"(?:会|纪要)(?:上|里|中|议)*[^，。？?]{{0,6}}(?:定|议|部署|安排|布置|交办|要求)[^，。？?]{{0,8}}[，,]?[^，。？?]{{0,8}}{_WHEN}"
    f"|(?:会|纪要)[^，。？?]{{0,16}}[，,]?[^，。？?]{{0,8}}(?:最晚|最迟|各项|全部|所有|都)[^，。？?]{{0,8}}{_WHEN}"
)
_GENERIC = re.compile("会|议|纪要|定|事|办|完|专题|晚|迟|时|要|全部|各项|所有|任务|期|安排|部署|落实")
_LIMIT = 230  # characters of the time limits that are told beside the latest


def answer_meeting_dates(query: Query, reader: Reader) -> Draft:
    """The latest time limit that the minutes in question set, with the others; nothing where one matter is asked of."""
    if not _ASKS.search(query.text) or query.bodies:
        return NOTHING
    if any(not _GENERIC.search(word) and reader.lexicon.count(word) for word, _ in query.topic.words):
        return NOTHING
    doc_id = minutes_of(query, reader)
    dated = sorted(dated_of(reader, doc_id), key=lambda entry: entry[0]) if doc_id else []
    if not dated:
        return NOTHING
    last = dated[-1][0]
    told: dict[str, list[tuple[str, Evidence]]] = {}
    for when, stored in dated:
        fact = stored.fact
        assert isinstance(fact, Deadline)
        clause = reader.clause(doc_id, fact.clause)
        cited = Evidence(doc_id, clause.index, clause.start, clause.start + len(reader.own_text(doc_id, clause)))
        told.setdefault(("!" if when == last else "") + fact.due, []).append((fact.subject.rstrip("。"), cited))
    latest = {due[1:]: said for due, said in told.items() if due.startswith("!")}
    statements = [_line(f"最晚的时限是{due}：", said) for due, said in latest.items()]
    others = [(due, said) for due, said in told.items() if not due.startswith("!")]
    words, evidence = "", []
    for due, said in others:
        named = f"{due}（{said[0][0][:14]}）"
        words += ("、" if words else "") + (named if len(words) + len(named) < _LIMIT // 2 else due)
        evidence += [cited for _, cited in said]
        if len(words) > _LIMIT:
            break
    if words:
        statements.append(Statement(f"其他时限：{words}。", tuple(dict.fromkeys(evidence)), ("其他时限",)))
    return Draft(tuple(statements), (), 1.0)


def _line(head: str, said: list[tuple[str, Evidence]]) -> Statement:
    words = "；".join(dict.fromkeys(subject for subject, _ in said))
    return Statement(f"{head}{words}。", tuple(dict.fromkeys(cited for _, cited in said)), ("最晚的时限",))
