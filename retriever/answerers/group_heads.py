"""Every group of a task force with its head, one line each: 「各专班组长名单」, 「五个组分别谁牵头」.

The head stands in brackets behind the group's name, in a column of its row, or in a list of names; where no person is
told, the body that leads is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.datatypes import Clause, Member
from retriever.answerers.divided import Divided, documents_of, head_of, topic_of
from retriever.answerers.member import member_evidence
from retriever.catalogue import Entry, Part
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.question import Query
from retriever.reader import Reader, header_evidence

_GROUP = re.compile("专班(?!长)|工作组|应急组|小组|[几个类各些]组|(?<=[\u4e00-\u9fff])组(?!长|织|成|建|合|员)")
_HEAD = re.compile("组长|专班长|班长|负责人|召集人|带头人|头儿|牵头|领头|挑头|负责(?!什么|啥|哪|干)|带队|主抓")
_ALL = re.compile(
    "名单|分别|都(?:是|有|由)?(?:谁|哪)|各(?:是|由|归|自)?(?:谁|哪)|各[个专工小应]|每个|[两二三四五六七八九十\\d]{1,2}个|几个|哪[些几]|都叫什么"
)
_WHO = re.compile("谁|哪|名单|什么(?:人|部门|单位)|叫什么")
_ONE = re.compile("哪[个一](?!部门|单位|局|人|领导|科室)|第[一二三四五六七八九十\\d]+个")
_BY_ONE = re.compile("由(?!谁|哪|什么)[^，谁哪]{2,14}(?:牵头|负责|主抓|领头)")  # which groups one body leads
_LEADING = re.compile("(?:工作)?领导小组")
_COLUMNS = (
    re.compile("^(?:专班|小组)?(?:组长|班长|负责人|召集人|责任人|牵头领导|带队领导)"),
    re.compile("牵头|主责|负责(?:单位|部门)"),
)
_BRACKET = re.compile(
    r"[（(]\s*(?P<said>[^（）()]*(?:(?:组长|专班长|班长|负责人|召集人)[：:]?|牵头|负责)[^（）()]*|[^（）()\d]{2,30}(?:[局委办站所]|中心|部|队))[）)]"
)
_ROLES = ("组长", "专班长", "班长", "负责人", "召集人", "牵头单位", "牵头部门", "主办单位", "责任单位")
_LED = re.compile(r"(?:由|以)?(?P<said>[^，。；：]{2,30}?(?:牵头|为主|为组长|任组长|负责))")
_ALIKE = 0.8
_OPENING = 60  # characters behind a group's name in which its head is looked for
_ASKING = re.compile("组长|班长|名单|牵头|负责|召集人|分别|工作组|专班|应急组|应急|小组|工作|领导|下设|几个|人|哪些")


def answer_group_heads(query: Query, reader: Reader) -> Draft:
    """All groups of the document that a question names, each with who leads it."""
    text = _LEADING.sub("", query.text)
    if query.within or _ONE.search(text) or _BY_ONE.search(text) or not (_GROUP.search(text) and _HEAD.search(text)):
        return NOTHING
    if not (_ALL.search(text) and _WHO.search(text)) or query.kind in ("chat", "compare"):
        return NOTHING
    asked = Divided("组", 0, topic_of(_ASKING.sub(" ", text), reader))
    for doc_id in documents_of(asked, query, reader):
        for part in reader.parts(doc_id):
            if _lists_groups(part) and not any(head_of(entry.name) in query.text for entry in part.entries):
                told = list(_each(part, reader))
                if sum(said for _, said in told) * 2 > len(told):
                    return _told(part, [line for line, _ in told], reader)
    return NOTHING


def _lists_groups(part: Part) -> bool:
    if part.kind in ("column", "group", "sums") or len(part.entries) < 2:
        return False
    names = [head_of(entry.name) for entry in part.entries]
    return sum(name.endswith(("组", "专班")) for name in names) >= _ALIKE * len(names)


def _told(part: Part, lines: list[Statement], reader: Reader) -> Draft:
    count = f"共{len(lines)}个："
    label = f"《{reader.document(part.doc_id).record.metadata.title}》"
    return Draft((Statement(f"{label}{count}", (), (count, label), bears=False), *lines), (), 1.0)


def _each(part: Part, reader: Reader) -> Iterator[tuple[Statement, bool]]:
    """A line for each group, and whether it tells a head."""
    for order, entry in enumerate(part.entries, 1):
        name = head_of(entry.name)
        following = part.entries[order].clause if order < len(part.entries) else 0
        said, cited = _head(part.doc_id, name, entry, following, reader)
        own = Evidence(part.doc_id, entry.clause, entry.start, entry.end)
        number = f"{order}. "
        text = f"{number}{name}——{said}" if said else f"{number}{name}"
        yield Statement(text, (own, *cited), (number,)), bool(said)


def _head(doc_id: str, name: str, entry: Entry, following: int, reader: Reader) -> tuple[str, tuple[Evidence, ...]]:
    """Who leads a group, and where that stands."""
    parsed = reader.document(doc_id).parsed
    clause = parsed.clauses[entry.clause]
    if clause.row is not None:
        return _of_row(doc_id, clause, reader)
    end = parsed.clauses[following].start if following > clause.index else clause.tree_end
    around = parsed.clean.text[clause.start : max(clause.end, min(end, clause.start + len(entry.name) + _OPENING))]
    whole = Evidence(doc_id, clause.index, clause.start, clause.end)
    if bracket := _BRACKET.search(around[: len(entry.name) + _OPENING]):
        return bracket["said"].strip(), (whole,)
    if (held := _of_facts(doc_id, name, reader))[0]:
        return held
    opening = around.partition(name)[2].lstrip("。：: \n")
    led = _LED.match(opening)
    return (led["said"], (whole,)) if led else ("", ())


def _of_row(doc_id: str, clause: Clause, reader: Reader) -> tuple[str, tuple[Evidence, ...]]:
    row = reader.document(doc_id).parsed.rows[clause.row or 0]
    told = []
    for column in _COLUMNS:
        cells = zip(row.header, row.values, strict=True)
        told += [f"{head}：{value.strip()}" for head, value in cells if column.search(head) and value.strip()][:1]
    return "；".join(told), header_evidence(reader, doc_id, clause) if told else ()


def _of_facts(doc_id: str, name: str, reader: Reader) -> tuple[str, tuple[Evidence, ...]]:
    """The holders of the first role of a list of names that leads a group of this name."""
    members = [
        stored
        for stored in reader.facts_of(doc_id, Member)
        if isinstance(stored.fact, Member) and name in stored.fact.group
    ]
    for role in _ROLES:
        held = [stored for stored in members if isinstance(stored.fact, Member) and stored.fact.role == role]
        if held:
            names = [_named(stored.fact) for stored in held if isinstance(stored.fact, Member)]
            return f"{role}：{'、'.join(dict.fromkeys(names))}", tuple(
                member_evidence(reader, stored) for stored in held
            )
    return "", ()


def _named(fact: Member) -> str:
    return f"{fact.subject}（{fact.post}）" if fact.post and fact.kind == "person" else fact.subject
