"""What must hold of every answer, whatever was asked."""

from __future__ import annotations

import re
import unicodedata
from weakref import WeakKeyDictionary

from prompts.citations import parse, strip_marks
from retriever.datatypes import Answer
from retriever.knowledge_base import KnowledgeBase

# Worked out by the program, not read: counts, and the numbers of lines and items.
_COMPUTED = re.compile(
    r"^(?:《[^》]*》：)?\d+[.、](?!\d)\s?|共\d+[项名个家步类级层种档]|（\d+项|第[\d、]+项|[分共]\d+个|《[^》]*》"
    r"|不是[^，：。]{1,20}[，：]|相差[^（。]{1,16}(?=（)",  # what the question claimed; a difference
    re.MULTILINE,
)
_BY_ROLE = re.compile(r"共(?P<total>\d+)名（(?P<roles>[^（）]*\d名)）")
_ITEM = re.compile(r"^\d+[.、]")
_texts: WeakKeyDictionary[KnowledgeBase, dict[str, str]] = WeakKeyDictionary()  # read once, not for each answer
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def _without_roles(text: str) -> str:
    """A text without the numbers of people by role, which must add up: 共4名（组长1名、成员3名）."""
    for match in _BY_ROLE.finditer(text):
        counts = [int(number) for number in re.findall(r"(\d+)名", match["roles"])]
        assert sum(counts) == int(match["total"]), f"does not add up: {match[0]}"
    return _BY_ROLE.sub("", text)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _stored_text(base: KnowledgeBase, doc_id: str) -> str:
    texts = _texts.setdefault(base, {})
    if doc_id not in texts:
        texts[doc_id] = base.document(doc_id).parsed.text
    return texts[doc_id]


def check_answer(answer: Answer, base: KnowledgeBase) -> None:
    """Citations are verbatim and numbered as in the text; only what is answered has citations."""
    for citation in answer.citations:
        text = _stored_text(base, citation.doc_id)
        assert citation.text == text[citation.start : citation.end]
        assert citation.text.strip()
        assert citation.url == f"/documents/{citation.doc_id}#{citation.start}-{citation.end}"
    cited = {number for part in parse(answer.answer) for number in part.numbers}
    assert cited == {citation.n for citation in answer.citations}
    assert sorted(cited) == list(range(1, len(cited) + 1))
    assert bool(answer.citations) == (answer.status == "answered")
    assert answer.answer.strip()
    assert "Traceback" not in answer.answer


def check_figures(answer: Answer) -> None:
    """Every figure of an answer that was not counted stands in a cited text or its path, not inside a longer one."""
    if answer.status != "answered":
        return
    texts = [text for citation in answer.citations for text in (citation.text, *citation.path)]
    held = {figure for text in texts for figure in _FIGURE.findall(_ITEM.sub("", squeeze(text)))}
    said = set(_FIGURE.findall(squeeze(_COMPUTED.sub("", _without_roles(strip_marks(answer.answer))))))
    assert said <= held, f"not in a cited text: {said - held}"
