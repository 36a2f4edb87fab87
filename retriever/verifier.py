"""Check by program that what an answer says stands in what it cites."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from retriever.draft import Draft, Statement
from retriever.reader import Reader

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:[万亿千百余多]*(?:[%‰]|[\u4e00-\u9fff])|[万亿千百余多]*)")
_CHINESE_FIGURE = re.compile(r"[一二三四五六七八九十百千万]{1,6}(?=[个家台座处户张次条项类名位场年月日])")
_BOUND_BEFORE = re.compile(
    r"(不少于|不低于|不小于|超过|高于|大于|多于|至少|不超过|不高于|不多于|不大于|低于|少于|小于|至多|最多)(\d+(?:\.\d+)*)"
)
_BOUND_BEHIND = re.compile(r"(\d+(?:\.\d+)*)(?:[%‰]|[\u4e00-\u9fff]){0,5}?((?:以|及以|之)[上下内])")
_FROM_BELOW = re.compile("以上|不少于|不低于|不小于|(?<!不)超过|(?<!不)高于|(?<!不)大于|(?<!不)多于|至少")
_DATED = re.compile(r"(?:19|20)\d{2}年|1?\d月")  # behind the number of an item it is no decimal: 「2.7月1日」
_YEAR_CELL = re.compile(r"(?<=年度：|年份：|时间：)20\d{2}(?=；|$)")  # a row of years
_CIRCLED = re.compile("[①-⑳]")
_QUOTED = re.compile(r"“([^“”]{2,30})”|《([^《》]{3,60})》")


def verify(draft: Draft, reader: Reader) -> Draft:
    """The draft without the statements that their evidence does not bear; nothing is left when only headings are."""
    kept = tuple(statement for statement in draft.statements if not statement.bears or borne(statement, reader))
    if not any(statement.bears for statement in kept):
        return replace(draft, statements=())
    if len(kept) < len(draft.statements):
        # A count at the head of the list would no longer be true.
        kept = tuple(statement for statement in kept if statement.bears)
    return replace(draft, statements=kept)


def borne(statement: Statement, reader: Reader) -> bool:
    """Whether every figure, quoted name and body of a statement stands in its evidence."""
    if not statement.evidence:
        return False
    return not unborne_claims(statement, reader)


def unborne_claims(statement: Statement, reader: Reader) -> tuple[str, ...]:
    """Figures, quoted names and bodies of a statement that its evidence does not hold."""
    text = without_computed(statement)
    held = squeeze(" ".join(held_texts(statement, reader)))
    missing = [claim for claim in claims(text, reader) if not _stands(squeeze(claim), held)]
    missing += [f"{side}{figure}" for figure, side in sorted(_bounds(squeeze(text)) - _bounds(held))]
    return tuple(missing)


def _bounds(text: str) -> set[tuple[str, str]]:
    """Figures of a text that are bounds, with their side: 「100台以上」 and 「不少于100台」 are both ("100", "≥")."""
    found = [(figure, words) for words, figure in _BOUND_BEFORE.findall(text)]
    found += _BOUND_BEHIND.findall(text)
    return {(figure, "≥" if _FROM_BELOW.search(words) else "≤") for figure, words in found}


def without_computed(statement: Statement) -> str:
    """The text of a statement without what the program worked out."""
    text = statement.text
    for computed in sorted(statement.computed, key=len, reverse=True):
        if not computed[:1].isdigit():
            text = text.replace(computed, " ")
        elif computed in text:
            text = re.sub(rf"(?<!\d){re.escape(computed)}", " ", text)
    return text


def claims(text: str, reader: Reader) -> list[str]:
    """Figures, quoted names and bodies in a text."""
    found = [match.group(0) for match in _FIGURE.finditer(text)]
    found += [match.group(0) for match in _CHINESE_FIGURE.finditer(text)]
    found += [first or second for first, second in _QUOTED.findall(text)]
    for stretch in re.split(r"[（）()：；，。]", text):
        found += [name for _, _, name in reader.lexicon.bodies.find(stretch, listed_only=True)]
    return found


def held_texts(statement: Statement, reader: Reader) -> list[str]:
    """What the evidence of a statement says: its text, the headings above it, its document's title."""
    texts = []
    for evidence in statement.evidence:
        clause = reader.clause(evidence.doc_id, evidence.clause)
        metadata = reader.document(evidence.doc_id).record.metadata
        texts += [
            reader.text(evidence.doc_id, evidence.start, evidence.end),
            _YEAR_CELL.sub(r"\g<0>年", reader.readable(evidence.doc_id, clause, evidence.start, evidence.end)),
            *clause.path,
            metadata.title,
        ]
    return texts


def _stands(claim: str, held: str) -> bool:
    """Whether a claim stands in a text; a figure must not be part of a longer figure."""
    start = held.find(claim)
    while start >= 0:
        end = start + len(claim)
        before, after = held[start - 1 : start], held[end : end + 1]
        inside = (claim[:1].isdigit() and before.isdigit()) or (claim[-1:].isdigit() and after.isdigit())
        decimal = before == "." and held[start - 2 : start - 1].isdigit() and not _DATED.match(claim)
        inside = inside or (claim[:1].isdigit() and decimal)
        if not inside:
            return True
        start = held.find(claim, start + 1)
    return False


def squeeze(text: str) -> str:
    """A text as it is compared: NFKC, without white space, commas of thousands and quotes.

    The number of an item in a circle is a mark, no part of the figure behind it: 「②24小时内」 tells of 24 hours.
    """
    return re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", _CIRCLED.sub("·", text)))
