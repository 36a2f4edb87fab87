"""Stricter checks for sentences that a language model wrote: what the verifier asks of figures, and wording.

The program's own statements are cut from the documents; a model words its sentences itself. So every number word,
Latin word and name shaped like a body must stand in the cited text, most of the wording too, and neither a
negation nor a limit may be lost or put in.
"""

from __future__ import annotations

import re

from retriever.draft import Statement
from retriever.reader import Reader
from retriever.verifier import borne, held_texts, squeeze, without_computed

SUPPORT = 0.5  # share of the character pairs of a sentence that its cited text must hold
_NAME_TAIL = 4  # characters of a name that was found by its ending, whose beginning may be another word
_LEVEL = "省市区县旗镇乡州"
_LATIN = re.compile(r"[A-Za-z]{2,}")
_NUMBER_WORD = re.compile(
    "百分之[〇零一二三四五六七八九十百点]+|[〇零一二三四五六七八九十百千万亿两]{2,}|[二两三四五六七八九十百千]"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# Official documents put these before the word, or behind the figure, that they turn round.
_BEFORE = "不得|不能|不可|不予|不再|无需|无须|不需|不用|严禁|禁止|不少于|不低于|不超过|不高于|至少|最多|超过|未"
_AFTER = "以上|以下|以内|左右"
_TURNED = re.compile(rf"({_BEFORE})(\d+(?:\.\d+)?|[\u4e00-\u9fff]{{2}})")
_LIMITED = re.compile(rf"(\d+(?:\.\d+)?[^\d\s，。；、]{{0,3}}?)({_AFTER})")
_TURNING = re.compile(rf"{_BEFORE}|{_AFTER}|免费|取消|停止")


def is_faithful(statement: Statement, reader: Reader) -> bool:
    """Whether the cited texts bear every claim of a sentence that a model wrote, and its wording."""
    if not borne(statement, reader):
        return False
    text = without_computed(statement)
    said = squeeze(text)
    held = squeeze(" ".join(held_texts(statement, reader)))
    return (
        not _strange_words(said, held)
        and not _strange_bodies(text, held, reader)
        and not _turned_round(said, held)
        and support(said, held) >= SUPPORT
    )


def support(said: str, held: str) -> float:
    """Share of the pairs of neighbouring Chinese characters of a text that stand in another; 0 without any."""
    pairs = [run[index : index + 2] for run in _HAN.findall(said) for index in range(len(run) - 1)]
    return sum(pair in held for pair in pairs) / len(pairs) if pairs else 0.0


def _strange_words(said: str, held: str) -> list[str]:
    """Number words, Latin words, negations and limits that the cited text does not hold."""
    folded = held.lower()
    words = (match.group(0) for pattern in (_NUMBER_WORD, _LATIN, _TURNING) for match in pattern.finditer(said))
    return [word for word in words if word.lower() not in folded]


def _strange_bodies(text: str, held: str, reader: Reader) -> list[str]:
    """Names shaped like those of bodies that the cited text does not hold; the levels (区, 市) count."""
    found = []
    for stretch in re.split(r"[（）()：:；，。、\n]", text):
        for _, _, name in reader.lexicon.bodies.find(stretch):
            tail = name if name[0] in _LEVEL else name[-_NAME_TAIL:]
            if squeeze(tail) not in held:
                found.append(name)
    return found


def _turned_round(said: str, held: str) -> bool:
    """Whether a word always negated or limited in the cited text stands in the sentence without that."""
    for before, word in _TURNED.findall(held):
        plain = re.findall(rf"(.{{0,3}}){re.escape(word)}", held)
        if all(re.search(rf"(?:{_BEFORE})$", head) for head in plain):
            heads = re.findall(rf"(.{{0,3}}){re.escape(word)}", said)
            if any(not head.endswith(before) for head in heads):
                return True
    return any(
        figure in said and figure + limit not in said and not re.search(rf"{re.escape(figure)}(?!{_AFTER})", held)
        for figure, limit in _LIMITED.findall(held)
    )
