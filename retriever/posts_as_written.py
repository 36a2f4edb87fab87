"""Posts at the head of a body that a question calls otherwise than its documents do: 总指挥 for the 组长 of a group."""

from __future__ import annotations

from retriever.lexicon import Lexicon
from retriever.scope import find_scope

_ALIKE = (("副总指挥", "副组长"), ("常务副指挥长", "常务副组长"), ("总指挥", "组长"), ("指挥长", "组长"))


def posts_as_written(question: str, lexicon: Lexicon) -> str:
    """A question with the post that none of its documents writes as the post of the same rank that they do write.

    Only where one document is meant: in a library of many another body may have the post.
    """
    if not any(post in question for pair in _ALIKE for post in pair):
        return question
    scope = find_scope(question, lexicon)[0].doc_ids
    if len(scope) != 1:
        return question
    text = lexicon.documents[min(scope)].parsed.clean.text.replace(" ", "")
    for pair in _ALIKE:
        for said, written in (pair, pair[::-1]):
            if said in question and said not in text and written in text:
                return question.replace(said, written)
    return question
