"""What a rule leaves out, told where it is asked whether that belongs to it.

「公益岗位的人算不算社区工作者」 is answered by the sentence behind what a 社区工作者 is: 「公益岗位人员…不在此列」.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.sentences import split_sentences
from retriever.answerers.stretches import WHETHER, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import word_match
from retriever.question import Query
from retriever.reader import Reader

_LEAVES_OUT = re.compile("不在此[列限]|不适用|除外|不(?:包括|属于|算|计入|纳入|列入|享受)|不受[^，。；]{1,8}限制")
_SHORTEST = 2  # characters of a word that tells what is meant
_HELD = 0.5  # of such a word


def with_exclusions(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer with the sentence behind it that leaves out the very thing which a question asks whether it belongs."""
    first = draft.first_evidence
    if first is None or len(draft.statements) != 1 or not WHETHER.search(query.text):
        return draft
    told = draft.statements[0].text
    clause = reader.clause(first.doc_id, first.clause)
    missing = [word for word, _ in query.topic.words if len(word) >= _SHORTEST and word_match(word, told) < _HELD]
    for start, end in split_sentences(reader.document(first.doc_id).parsed.clean.text, clause.start, clause.end):
        text = reader.text(first.doc_id, start, end)
        if start < first.end or not _LEAVES_OUT.search(text):
            continue
        if any(word_match(word, text) >= _HELD for word in missing):
            said = Statement(strip_number(text.strip()), (Evidence(first.doc_id, clause.index, start, end),))
            return replace(draft, statements=(*draft.statements, said))
    return draft
