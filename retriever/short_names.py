"""Bodies that a question calls shorter or longer than the documents do: 城建局 for 城乡建设局, 中医院 for 中医医院."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from retriever.lexicon import Lexicon
from retriever.scope import find_scope

# Endings that everyday speech takes for each other, the full ones first.
_ENDINGS = (
    ("委员会", "委"),
    ("办公室", "办"),
    ("分局", "局"),
    ("公共服务中心", "服务中心", "事务中心", "发展中心", "管理中心", "中心"),
    ("中心医院",),
    ("医院", "院"),
    ("支队", "大队", "中队", "总队", "队"),
    ("集团有限责任公司", "集团有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团"),
    ("服务站", "工作站", "管理站", "站"),
    ("管理所", "所"),
    ("银行", "行"),
    ("厅",), ("处",), ("科",), ("股",), ("室",), ("部",), ("社",), ("校",),
)  # fmt: skip
_CLASS = {ending: group[-1] for group in _ENDINGS for ending in group}
_BY_LENGTH = sorted(_CLASS, key=len, reverse=True)
_LAST = frozenset(ending[-1] for ending in _CLASS)
_LONGEST_ISSUER = 16
_LEAST, _LONGEST = 2, 10  # characters before the ending
_NO_STEM = frozenset(
    ("政府", "人民", "党委", "街道", "综合", "社区", "领导", "责任", "牵头", "配合", "服务", "管理", "工作", "有限")
)
_NO_NAME = re.compile(
    "[局委办厅和与及或跟同由的在把是请问哪谁，。；、]|[^一-龥]"
)  # what the stem of one name does not hold
_NUMERAL = re.compile("[一二三四五六七八九十百\\d]")
_LEVELS = "省市区县旗镇乡"


def bodies_as_written(question: str, lexicon: Lexicon) -> str:
    """A question with the bodies that its documents call otherwise as these write them.

    A name is only replaced where no document asked about holds it, and one body alone can be meant.
    """
    known = lexicon.once(("short names",), lambda: _Known(lexicon))
    found = list(known.candidates(question))
    if not found:
        return question
    scope = find_scope(question, lexicon)[0].doc_ids
    texts = [lexicon.documents[doc_id].parsed.clean.text for doc_id in scope]
    written = [(first, last) for first, last, name in lexicon.bodies.find(question, listed_only=True)
               if any(name in text for text in texts)]  # fmt: skip
    for start, end, names in sorted(found, key=lambda entry: (entry[0] - entry[1], entry[0])):
        said = question[start:end]
        if any(start < first and last == end for first, last in written):
            continue  # 「应急规划里市数据局」 ends with a body of its own, and is no long name of 应急局
        allowed = {core for core in names if names[core] & scope}
        if len({lexicon.bodies.normalize(core) for core in allowed}) != 1 or any(said in text for text in texts):
            continue
        if lexicon.bodies.forms(said) & {lexicon.bodies.normalize(core) for core in allowed}:
            continue  # a name known to mean the same
        core = max(sorted(allowed), key=len)
        level = known.level_of(core) if question[max(0, start - 1) : start] not in (*_LEVELS,) else ""
        return bodies_as_written(question[:start] + level + core + question[end:], lexicon)
    return question

_VERB = re.compile("办[理法事成结妥证完好件]")  # 「人才子女入学办理流程」 names no 人才办


class _Known:
    """The bodies of the library's facts by the first character of their names and the class of their ending."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._levels: dict[str, str] = {}
        self._issued: dict[str, set[str]] = {}
        self._by_edge: dict[tuple[str, str], dict[str, set[str]]] = {}
        for name, doc_ids in lexicon.charged.items():
            core = lexicon.bodies.core(name)
            at = name.rfind(core)
            if at > 0 and name[at - 1] in _LEVELS:
                self._levels.setdefault(core, name[at - 1])
            for stem, kind in _cut(core):
                self._by_edge.setdefault((stem[0], kind), {}).setdefault(core, set()).update(doc_ids)
        self._add_issuers(lexicon)

    def _add_issuers(self, lexicon: Lexicon) -> None:
        """The bodies that a document calls by a short form of its issuer: 数据局 is meant where it writes 数政局."""
        for doc_id, document in lexicon.documents.items():
            for core in sorted({lexicon.bodies.core(name) for name in document.record.metadata.issuer.split("、")}):
                for stem, kind in _cut(core) if len(core) <= _LONGEST_ISSUER else ():
                    entries = self._by_edge.setdefault((stem[0], kind), {})
                    same = [
                        other
                        for other, doc_ids in entries.items()
                        if doc_id in doc_ids and other != core and _shortened(stem, kind, other)
                    ]
                    if len(same) == 1:
                        self._issued.setdefault(same[0], set()).add(core)

    def level_of(self, core: str) -> str:
        """The level that documents write before a name; empty for none."""
        return self._levels.get(core, "")

    def _forms(self, core: str) -> tuple[str, ...]:
        """A name, and the names of issuers that it is short for."""
        return (core, *sorted(self._issued.get(core, ())))

    def candidates(self, question: str) -> Iterator[tuple[int, int, Mapping[str, set[str]]]]:
        """Stretches that abbreviate names or spell them out, with the names meant and their documents."""
        for end in range(_LEAST + 1, len(question) + 1):
            if question[end - 1] not in _LAST or _VERB.match(question, end - 1):
                continue
            for start in range(max(0, end - _LONGEST - 6), end - _LEAST):
                said = question[start:end]
                meant = {
                    core: doc_ids
                    for stem, kind in _cut(said)
                    if not _NO_NAME.search(stem)
                    for core, doc_ids in self._by_edge.get((stem[0], kind), {}).items()
                    if core != said and any(_shortened(stem, kind, name) for name in self._forms(core))
                }
                if meant:
                    yield start, end, meant


def _shortened(stem: str, kind: str, name: str) -> bool:
    """Whether a stem and an ending of a class shorten a name, or are shortened by it."""
    return any(same == kind and _shortens(stem, other) for other, same in _cut(name))


def _cut(name: str) -> list[tuple[str, str]]:
    """What stands before each ending that a name can be cut at, with the class of the ending."""
    cuts = [(name[: -len(ending)], _CLASS[ending]) for ending in _BY_LENGTH if name.endswith(ending)]
    return [(stem, kind) for stem, kind in cuts if _LEAST <= len(stem) <= _LONGEST and stem not in _NO_STEM]


def _shortens(first: str, second: str) -> bool:
    """Whether one stem is the other with characters left out, none of them a numeral: 城建 of 城乡建设."""
    short, long = sorted((first, second), key=len)
    if short[0] != long[0]:
        return False
    position, left = 0, []
    for character in long:
        if position < len(short) and character == short[position]:
            position += 1
        else:
            left.append(character)
    return position == len(short) and not _NUMERAL.search("".join(left))
