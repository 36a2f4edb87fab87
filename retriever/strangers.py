"""A follow-up that names what neither the library nor the answer before it holds: it is about something else."""

from __future__ import annotations

import re

from retriever.draft import Draft
from retriever.lexicon import Lexicon
from retriever.question import understand
from retriever.reader import Reader
from retriever.unspoken import passing_words

# A name that ends so is one of a body, and not a common word that the library happens not to use.
_BODY = re.compile(r".{2,}(?:局|厅|院|公司|集团|中心|委员会|街道)")

_ASKING = re.compile("几.{1,2}|最[迟晚早]|多[久长]")  # they ask, they name nothing


def names_a_stranger(typed: str, draft: Draft, lexicon: Lexicon, reader: Reader, *, spoken: str = "") -> bool:
    """Whether a question as typed names a thing that no document holds, and its answer none of the words it names.

    Where the answer's evidence has none of the words of the question, it speaks of what was asked before. A single
    word that the library lacks may still be an everyday one for what it has (「费用谁出」 where the texts say 资金),
    unless it names a body. What names a word `spoken` earlier goes on with it (「单子」 behind 「派的单子」).
    """
    topic = understand(typed, lexicon).topic
    words = [word for word, _ in topic.words if len(word) > 1 and not _ASKING.fullmatch(word)]
    unknown = [w for w in words if w not in topic.known and w not in topic.others and not lexicon.count(w)]
    if any(word in spoken for word in words) or not unknown or (len(words) == 1 and not _BODY.fullmatch(words[0])):
        return False
    told = _evidence_of(draft, reader)
    return not any(form in told for word in words for form in (word, *topic.others.get(word, ())))


def passes_over(typed: str, draft: Draft, lexicon: Lexicon, reader: Reader, *, spoken: str) -> bool:
    """Whether an answer to a follow-up holds none of the words of the library that it names anew.

    「垃圾怎么处理」 behind a question on toilets is not answered by what is said of toilets.
    """
    topic = understand(typed, lexicon).topic
    words = [w for w in topic.known if len(w) > 1 and w not in spoken and w not in passing_words()]
    opens = re.sub("^(?:那么?|还有|请问)", "", typed).startswith(tuple(words))  # 「有哪些点位」 goes on
    if not words or not opens or any(word in spoken for word, _ in topic.words if len(word) > 1):
        return False
    told = _evidence_of(draft, reader)
    return not any(form in told for word in words for form in (word, *topic.others.get(word, ())))


def _evidence_of(draft: Draft, reader: Reader) -> str:
    parts: list[str] = []
    for statement in draft.statements:
        parts.append(statement.text)
        for evidence in statement.evidence:
            document = reader.document(evidence.doc_id)
            parts.append(document.parsed.metadata.title)
            parts.extend(reader.clause(evidence.doc_id, evidence.clause).path)
            parts.append(document.parsed.clean.text[evidence.start : evidence.end])
    return "\n".join(parts)
