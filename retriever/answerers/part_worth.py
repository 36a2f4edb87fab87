"""How well a part of a document is the list that a question asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from retriever.answerers.asked_parts import NOUNS, AskedPart
from retriever.catalogue import Part
from retriever.matching import coverage, matches
from retriever.question import Query
from retriever.reader import Reader

_CONDITION = re.compile(
    "谁|前(?:要)?完成|到期|超过|以上|以下|最[多少大小晚早高低]|没有|没写|不足|牵头|配合|负责|[月年]底|\\d月|涉及|有关|相关|关于"
    "|除了|除去|相比|区别|不同|各是谁|去年|上年|增加|减少|哪一[项条个]"
)
_ROLES = re.compile("主办|承办|考核|领衔|包抓|包联|分管|挂点|主责|牵头|协同|配合|协办")
_LEADS = ("主责", "牵头", "主办", "负责", "承办")
_SUPPORTS = ("协同", "配合", "协办", "协助", "参与")
_ATTRIBUTES = (("约束性", re.compile("约束|硬性|刚性|硬指标")), ("预期性", re.compile("预期性|软指标")))
_PAPERS = "清单|台账|一览表|分解表|分工表|任务表|项目表|计划表|要点|方案"
_GENERIC = ("任务", "工作", "事项", "项目", "措施", "举措", "实事", "")
_BY_NOUN = ("table", "lines", "values", "leads")  # kinds of parts whose noun may be a longer word (重点任务)
_COVERED = 0.7  # share of all the words of a question that a part and what stands above it must hold
_OWN = 0.7  # the same of the words that the document's title does not hold, by the part's own name
_TITLED = 0.7  # share of a word that the title must hold to say no more than which document is meant
_APART = 3  # characters of a table's caption that its document's title does not hold, from which it is a part of it
_SPREAD = 6  # characters that may stand between those of a word that a title writes in full (东乡县, 创全域)
_SPREAD_WORD = 3  # characters of such a word


def title_of(reader: Reader, doc_id: str) -> str:
    """A document's title."""
    return reader.document(doc_id).record.metadata.title


def worth_of(
    part: Part, asked: AskedPart, query: Query, reader: Reader, parts: tuple[Part, ...]
) -> tuple[float, ...] | None:
    """How well a part is what a question means, for comparison; None where it is not."""
    if part.kind == "column":
        return _worth_of_column(part, asked, query, reader)
    if part.kind == "divisions" or _ROLES.search(query.text) or _CONDITION.search(query.text):
        return None
    title = title_of(reader, part.doc_id)
    name = f"{part.name} {part.above[-1] if part.kind == 'table' and part.above else ''}"
    if any(body not in name and body not in title for body in query.bodies):
        return None
    topic = asked.topic.without(word for word, _ in asked.topic.words if _spread(word, title))
    asked = replace(asked, topic=topic)
    layers = ((name, 1.0), (" ".join(part.above), 0.95), (part.noun, 0.9), (title, 0.95))
    quoted = len(part.noun) > 2 and part.kind == "leads" and part.noun in query.text
    if asked.topic.words and coverage(asked.topic, layers) < _COVERED and not quoted:
        return None
    in_title = matches(asked.topic, ((title, 1.0),))
    held_there = zip(asked.topic.words, in_title, strict=True)
    own = asked.topic.without(word for (word, _), held in held_there if held >= _TITLED)
    fit = _fit(part, asked, title)
    if part.kind == "heads" and (asked.counts or fit == 0.0):
        return None  # the items of chapters are counted with all below them
    if part.kind == "heads" and asked.noun and any(entry.name.endswith(asked.noun) for entry in part.entries):
        return None  # 「目标」 is told by the heading 发展目标, not by the chapter 指导思想和发展目标 that holds it
    if quoted:
        return (2.0, 1.0, 0.0)
    if own.words:
        held = coverage(own, ((name, 1.0), (" ".join(part.above), 0.8)))
        named = coverage(own, ((name, 1.0),))
        if held < _OWN or (fit == 0.0 and asked.sure and asked.noun not in _GENERIC):
            return None
        return (1.0 + named, fit, float(len(part.entries)))
    if fit == 0.0 or (fit < 0.8 and not _is_main(part, parts)):
        return None
    near = coverage(query.broad, ((name, 1.0),))
    return (fit + 0.3 * near, 0.0, float(len(part.entries)))


def whole_list(part: Part, asked: AskedPart, reader: Reader) -> Part:
    """All the tables of a document together where its title says what a question asks for, and it names no part."""
    title = title_of(reader, part.doc_id)
    if part.kind != "table" or not asked.words or asked.words not in title:
        return part
    if len(set(part.name) - set(title)) < _APART:
        return part  # the table that the title is that of
    in_title = zip(asked.topic.words, matches(asked.topic, ((title, 1.0),)), strict=True)
    group = {other for nouns in NOUNS if asked.noun in nouns for other in nouns}
    tables = [
        other
        for other in reader.parts(part.doc_id)
        if other.kind == "table" and any(noun in other.noun for noun in group if len(noun) > 1)
    ]
    if len(tables) < 2 or any(held < _TITLED for _, held in in_title):
        return part
    return replace(part, name=title, entries=tuple(entry for other in tables for entry in other.entries))


def _spread(word: str, title: str) -> bool:
    """Whether a title holds the characters of a word in order, close together: 东乡县 in 「东乡族自治县」."""
    if len(word) < _SPREAD_WORD:
        return False
    found = re.search(".*?".join(map(re.escape, word)), title)
    return found is not None and len(found.group(0)) <= len(word) + _SPREAD


def _fit(part: Part, asked: AskedPart, title: str) -> float:
    """How surely a part lists what the noun of a question says, 0–1."""
    noun = asked.noun
    group = {other for nouns in NOUNS if noun in nouns for other in nouns} | {noun}
    heading = re.sub(rf"[（(].*?[）)]|(?:{_PAPERS}|表)$", "", part.name)
    if asked.words and asked.words != noun and asked.words in part.name and part.kind != "values":
        return 1.2
    if noun and (part.noun == noun or (part.kind in _BY_NOUN and part.noun.endswith(noun))):
        return 1.1 if heading.endswith(noun) else 1.0
    if noun and heading.endswith(noun):
        return 1.0
    if len(noun) > 1 and part.kind in ("table", "group") and noun in f"{part.noun} {part.name}":
        return 0.9
    if part.kind == "sums" and (noun in _GENERIC):
        return 1.3 if asked.counts else 0.0
    if part.noun in group or any(heading.endswith(other) for other in group if len(other) > 1):
        return 0.85
    titled = re.search(f"{_PAPERS}|实事|项目|任务", title) is not None
    generic = noun in _GENERIC and (titled or noun in title)
    measured = re.search("指标|目标", part.noun) is not None
    return 0.6 if generic and not measured and part.kind in ("table", "lines") else 0.0


def _is_main(part: Part, parts: tuple[Part, ...]) -> bool:
    """Whether a part is what its document lists: the label lines, else the only table of several rows."""
    lines = [other for other in parts if other.kind == "lines" and other.noun not in ("阶段", "步", "步骤", "环节")]
    if lines:
        return part in lines and len(lines) == 1
    tables = [other for other in parts if other.kind == "table" and len(other.entries) > 2]
    return part.kind == "table" and tables == [part]


def _worth_of_column(part: Part, asked: AskedPart, query: Query, reader: Reader) -> tuple[float, ...] | None:
    """The same for rows that share a cell: the question repeats the cell, and says the column where it is a role."""
    value = re.sub(r"\s", "", part.name)
    squeezed = re.sub(r"\s", "", query.text)
    role = _ROLES.search(query.text)
    if role is None and _CONDITION.search(query.text):
        return None
    symbol = " " in part.column
    bare = re.sub(r"^(?:责任单位|牵头单位|责任部门)?[市县区省]?(?=.{3})", "", value) if symbol else value
    attribute = next((said for name, said in _ATTRIBUTES if name == value), None)
    if attribute is None and (len(bare) < 2 or bare not in squeezed):
        return None
    if attribute is not None and not attribute.search(squeezed):
        return None
    roles = {_group_of(each) for each in _ROLES.findall(squeezed)}
    if role is not None and (query.kind == "reverse" or len(roles) > 1):
        return None
    if role is not None and not _role_fits(role.group(0), part.column):
        return None
    if role is None and (symbol or re.search("责任|单位|部门|科室|完成|时限|资金", part.column)):
        return None
    others = [body for body in query.bodies if body not in value and value not in body]
    if any(f"{body}{value}" not in squeezed and body not in title_of(reader, part.doc_id) for body in others):
        return None
    named = (*others, value, part.column)
    title = title_of(reader, part.doc_id)
    rest = asked.topic.without(
        word
        for word, _ in asked.topic.words
        if any(word in each for each in named)
        or set(word) <= set(value)
        or _spread(word, title)
        or (attribute is not None and attribute.search(word))
    )
    if rest.words and coverage(rest, ((title, 1.0), (" ".join(part.above), 1.0), (part.noun, 0.9))) < _OWN:
        return None
    return (2.5, 0.0, float(len(part.entries)))


def _group_of(role: str) -> str:
    return "lead" if role in _LEADS else "support" if role in _SUPPORTS else role


def _role_fits(role: str, column: str) -> bool:
    for words in (_LEADS, _SUPPORTS):
        if role in words:
            return any(word in column for word in words)
    return role in column
