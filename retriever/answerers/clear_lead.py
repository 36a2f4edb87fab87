"""Whether one sentence so clearly leads the others that it is told though its probability alone would not do.

Who asks in everyday words shares few words with the rule, and every probability is low. Where the question settles
which document it is about and asks for a time or a frequency (within how many days, how often), the one sentence with
such a slot that the order has far ahead of the next is what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.matching import matches
from retriever.question import Query
from retriever.reader import Passage

_LEAST, _LEAD = 0.55, 0.12  # score of the leading sentence, and by how much it leads those of other clauses
_ASKS = re.compile(
    "多久|多长时间|多少(?:时间|天|小时|次)|几(?:个)?(?:天|小时|分钟|工作日|月|年)(?!来|前)|几[点次回趟遍]|频[次率]|哪(?:个)?月|零?几时"
)
_OWN_WORDS = 2  # words of the question that it must hold itself
_MATCHED = 0.5  # of a word, from which it is held
_LONG_WORD = 3  # characters of a word that tells one case from another
_WHOLE = 180  # characters of a sentence that may be told in full
_ASKS_MOST = re.compile("最多|顶多|至多|最高|上限|封顶|不能?超过多少")
_CAP = re.compile(r"(?:不(?:得|能)?超过|最高|最多|至多|上限|封顶)[^，。；\d]{0,8}\d")
_LABEL = re.compile(r"[^一-龥]{0,6}([一-龥]{3,10})[：:]")


def clearly_leads(query: Query, best: Passage, fitting: Sequence[Passage], passages: Sequence[Passage]) -> bool:
    """Whether `best`, of the form asked for, leads all others by far.

    Args:
        query: the question.
        best: the sentence to be told.
        fitting: the sentences of the form asked for, best first.
        passages: all sentences, best first.
    """
    if (
        not _ASKS.search(query.text)
        or not query.scope.decided
        or not fitting
        or fitting[0] != best
        or best.score < _LEAST
    ):
        return False
    others = (one.score for one in fitting[1:] if (one.doc_id, one.clause) != (best.doc_id, best.clause))
    if best.score - max(others, default=0.0) < _LEAD or best.score < passages[0].score:
        return False
    held = sum(share >= _MATCHED for share in matches(query.topic, ((best.text, 1.0),)))
    return held >= _OWN_WORDS or is_labelled(query, best)


def leaves_out_alike(query: Query, sentence: str, told: str) -> bool:
    """Whether what is told of a sentence leaves out a cap asked for, or the figure of another kind of one thing."""
    return _leaves_out_cap(query, sentence, told) or _leaves_out_kind(query, sentence, told)


def _leaves_out_cap(query: Query, sentence: str, told: str) -> bool:
    """Whether a question for the most that is given is told less of the caps of a sentence than it has.

    「按实际支出的50%补助，每生每年不超过6万元」 answers 「顶多补多少」 with its last part. A cap told that alone holds
    a word of the question is the one asked for.
    """
    if len(sentence) > _WHOLE or "\n" in sentence or not _ASKS_MOST.search(query.text):
        return False
    rest = sentence.replace(told.rstrip("。"), "")
    if _CAP.search(told) and any(word in told and word not in rest for word, _ in query.topic.words):
        return False
    return len(_CAP.findall(sentence)) > len(_CAP.findall(told))


def _leaves_out_kind(query: Query, sentence: str, told: str) -> bool:
    """Whether a part of a short sentence that is not told gives such a figure of another kind of what is asked about.

    「集中养育孤儿每人每月2000元，社会散居孤儿每人每月1500元」: who asks of 孤儿 named neither kind.
    """
    if len(sentence) > _WHOLE or "\n" in sentence:
        return False
    rest = [part for part in re.split("[，；。]", sentence) if part and part not in told]
    told_twice = (word for word in query.topic.known if word in told and any(word in part for part in rest))
    for word in sorted(told_twice, key=len, reverse=True):
        kind = re.compile(rf"^(?P<kind>[一-龥]{{2,6}}){re.escape(word)}[^，。；]*?\d[\d.]*(?P<unit>[^，。；\d])")
        own = kind.search(told)
        others = [found for part in rest if (found := kind.search(part)) is not None]
        others = [one for one in others if own is not None and one["unit"] == own["unit"]]
        if own is not None and others and not any(_names_kind(query, one["kind"]) for one in (own, *others)):
            return any(one["kind"] != own["kind"] for one in others)
    return False


def _names_kind(query: Query, kind: str) -> bool:
    """Whether a question names a kind by any two characters of what it is called."""
    return any(kind[at : at + 2] in query.text for at in range(len(kind) - 1))


def leaves_out_year(query: Query, sentence: str, told: str) -> bool:
    """Whether a part of a short sentence that is not told has the figure of the year asked for (其中2025年底120张)."""
    if len(query.scope.years) != 1 or len(sentence) > _WHOLE:
        return False
    year = str(query.scope.years[0])
    return year not in told and re.search(rf"{year}年[^，。；\d]{{0,8}}\d", sentence) is not None


def is_labelled(query: Query, passage: Passage) -> bool:
    """Whether a line stands under a label that the question repeats: 「标准时点：11月1日零时」."""
    label = _LABEL.match(passage.text)
    return label is not None and label[1] in query.text


def leaves_out(query: Query, sentence: str, told: str, needs: re.Pattern[str]) -> bool:
    """Whether a part between semicolons that is not told repeats a longer word of the question beside such a figure.

    「红色预警多长时间内」: the part for the orange one has more of the words, that for the red one the word itself.
    """
    if len(sentence) > _WHOLE or "；" not in sentence or "\n" in sentence:
        return False
    missing = [word for word, _ in query.topic.words if len(word) >= _LONG_WORD and word not in told]
    known = query.topic.known
    pieces = [piece for word in missing for piece in ((word,) if word in known else _pairs(word))]
    pieces = [piece for piece in pieces if piece not in told]
    parts = [part for part in sentence.split("；") if needs.search(part) and part not in told]
    return any(piece in part for part in parts for piece in pieces)


def _pairs(word: str) -> tuple[str, ...]:
    """A word that the library lacks, and the pairs of characters that it may have of it: 旱厕 of 改旱厕."""
    return (word, *(word[at : at + 2] for at in range(len(word) - 1)))
