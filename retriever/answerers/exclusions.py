"""What a rule leaves out, told where it is asked whether that belongs to it; by how much a term may be longer.

「公益岗位的人算不算社区工作者」 is answered by the sentence behind what a 社区工作者 is: 「公益岗位人员…不在此列」;
「多久能办完」 by 「30个工作日内办结」 with what follows it: 「情况复杂的，可以延长至45个工作日」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.settled import WHOLE_SENTENCE, whole_sentence
from retriever.answerers.stretches import WHETHER, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import word_match
from retriever.question import Query
from retriever.reader import Reader

_LEAVES_OUT = re.compile("不在此[列限]|不适用|除外|不(?:包括|属于|算|计入|纳入|列入|享受)|不受[^，。；]{1,8}限制")
_RULES = re.compile("不得|不能|禁止|可以|可由|允许|免(?:收|交|缴|费|予)|不收|无需|不需")  # of another thing asked
_TERM_ASKED = re.compile(
    "多久|多长时间|多少(?:时间|天|日)|几(?:个)?(?:天|日|小时|工作日|月)|期限|时限|最[迟晚长]|[什啥]么?时候"
)
_TERM = r"(?:\d+|[一二三四五六七八九十两]+)个?(?:工作日|小时|天|日|周|月|年)"
_EXTENDED = re.compile(rf"(?:延长|延期|顺延|延至|延后|放宽[至到]|宽限)[^。；]{{0,12}}?{_TERM}")
_SHORTEST = 2  # characters of a word that tells what is meant
_HELD = 0.5  # of such a word


def with_extension(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer that tells a term, with what is said right behind it of when the term may be longer."""
    first = draft.first_evidence
    if first is None or len(draft.statements) != 1 or not _TERM_ASKED.search(query.text):
        return draft
    told = draft.statements[0].text
    term = re.search(_TERM, told)
    if term is None or _EXTENDED.search(told):
        return draft
    clause = reader.clause(first.doc_id, first.clause)
    if clause.kind == "table_row":
        return draft
    spans = split_sentences(reader.document(first.doc_id).parsed.clean.text, clause.start, clause.end)
    own = next((index for index, span in enumerate(spans) if span[0] <= first.start < span[1]), None)
    if own is None:
        return draft
    if _EXTENDED.search(reader.text(first.doc_id, *spans[own]).partition(term[0])[2]):
        whole = whole_sentence(first, reader)
        return replace(draft, statements=(whole,)) if whole is not None else draft
    for start, end in spans[own + 1 : own + 2]:
        text = reader.text(first.doc_id, start, end)
        if _EXTENDED.search(text) and len(text) <= WHOLE_SENTENCE:
            said = Statement(strip_number(text.strip()), (Evidence(first.doc_id, clause.index, start, end),))
            return replace(draft, statements=(*draft.statements, said))
    return draft


def with_exclusions(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer with the sentence behind it on the very thing of which it is asked whether it belongs or is allowed.

    「包和口罩能带进去吗」 is told by 「随身物品不得带入」 and, right behind it, by 「口罩可由本人保管」.
    """
    first = draft.first_evidence
    if first is None or len(draft.statements) != 1 or not WHETHER.search(query.text):
        return draft
    told = draft.statements[0].text
    clause = reader.clause(first.doc_id, first.clause)
    others = query.topic.others
    asked = [(word, *others.get(word, ())) for word, _ in query.topic.words if len(word) >= _SHORTEST]
    missing = [forms for forms in asked if not _says(told, forms)]
    for start, end in split_sentences(reader.document(first.doc_id).parsed.clean.text, clause.start, clause.end):
        text = reader.text(first.doc_id, start, end)
        behind = start >= first.end and not reader.text(first.doc_id, first.end, start).strip()
        if start < first.end or not (_LEAVES_OUT.search(text) or (behind and _RULES.search(text))):
            continue
        if any(_says(text, forms) for forms in missing):
            said = Statement(strip_number(text.strip()), (Evidence(first.doc_id, clause.index, start, end),))
            return replace(draft, statements=(*draft.statements, said))
    return draft


def _says(text: str, forms: Sequence[str]) -> bool:
    """Whether a text holds a word as it is asked, or in one of its official forms."""
    return word_match(forms[0], text) >= _HELD or any(form in text for form in forms[1:])
