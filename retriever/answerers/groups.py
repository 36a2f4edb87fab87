"""Who leads a group and which bodies belong to it, by posts: 「副总指挥：A局局长、B局局长」, 「由县长任组长，…为成员」.

Plans, opinions and minutes often name the holders of a group's posts by their office alone; no list of names has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.body_lists import split_top_level
from ingest.datatypes import Clause
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader, segments

_POSTS = "总指挥长?|指挥长|组长|召集人|总召集人|(?:委员会|理事会)主任"
_ROLE = rf"(?:(?:第一|常务|执行|双)?副?(?:{_POSTS}))|成员单位|(?:小组|专班|委员会|指挥部)?成员"
_ASKED = re.compile(rf"(?<!楼)(?<!民小)(?<!党小){_ROLE}")  # 楼组长 and 村民小组长 lead no group of bodies
_LINE = re.compile(rf"(?P<role>{_ROLE})[：:](?P<holders>\S[^\n]+)")
_NAMES = re.compile(rf"(?:任|担任|兼任|为)(?P<role>{_ROLE})")
# 副总指挥由…担任
_HELD_BY = re.compile(rf"(?<![\u4e00-\u9fff])(?P<role>{_ROLE})(?:分别)?由[^。；]+?(?:担任|兼任|出任|组成)")
_MEMBERS = re.compile(r"[^，。；]{0,24}?(?P<role>成员单位|成员)(?:主要)?(?:包括|由|有|为)[^。；]{4,}")
_WHO = re.compile("谁|哪[些几位]|几位|什么人|啥人|名单|由.{0,4}担任|是什么(?:职务|领导)")
_LEFT_OUT = re.compile(
    r"[（(][^）)]*(?:不算|除外|不含|不包括)[^）)]*[）)]|(?:除了?|不算|不含)[^，。]{1,12}?(?:以外|之外|外|，|$)"
)
_ASIDE = frozenset(("常务", "不算", "担任", "分别", "成员", "单位", "小组", "领导", "领导小组", "专班", "工作"))
_ABOUT = 0.5  # share of the other words of the question that the group's surroundings must hold
_FEWEST = 2  # bodies of a line that are counted
_WHOLE = 300  # characters of a sentence that is told in full


@dataclass(frozen=True)
class _Named:
    """A line or a stretch that names the holders of a post."""

    role: str
    text: str
    evidence: Evidence


def asks_for_holders(question: str) -> bool:
    """Whether a question asks who holds a post of a group, other than that of a member."""
    posts = [match.group(0) for match in _ASKED.finditer(_LEFT_OUT.sub("", question))]
    return any("成员" not in post for post in posts) and _WHO.search(question) is not None


def answer_group(query: Query, reader: Reader) -> Draft:
    """The holders of the posts that a question names, in the group that it is about."""
    said = _LEFT_OUT.sub("", query.text)
    asked = {match.group(0) for match in _ASKED.finditer(said)}
    if "正副" in said or "正、副" in said:
        asked |= {role.removeprefix("副") for role in asked}
    if not asked:
        return NOTHING
    joined = "".join(asked)
    deputies_only = any("常务" in match.group(0) for match in _LEFT_OUT.finditer(query.text))
    topic = query.topic.without(
        word for word, _ in query.topic.words if word in joined or len(word) < 2 or word in _ASIDE
    )
    best: tuple[float, list[_Named]] | None = None
    for doc_id in sorted(query.scope.doc_ids):
        for above, named in _groups(doc_id, reader):
            held = [entry for entry in named if any(_same(role, entry.role) for role in asked)]
            held = [entry for entry in held if not (deputies_only and "常务" in entry.role)]
            if not held:
                continue
            title = reader.document(doc_id).record.metadata.title
            score = coverage(topic, ((above, 1.0), (title, 0.8))) if topic.words else 1.0
            if score >= _ABOUT and (best is None or score > best[0] + 1e-9):
                best = score, held
    if best is None:
        return NOTHING
    statements = tuple(
        dict.fromkeys(Statement(f"{entry.text.rstrip('。；')}。", (entry.evidence,)) for entry in best[1])
    )
    return Draft(statements, (), 1.0)


def count_group(query: Query, reader: Reader) -> Draft:
    """How many bodies the line of members names (「成员单位：甲、乙、丙」), and the line."""
    if "成员单位" not in query.text:
        return NOTHING
    named = answer_group(replace(query, text=f"{query.text}成员单位"), reader)
    line = named.statements[0].text.rstrip("。；") if len(named.statements) == 1 else ""
    label, colon, bodies = line.partition("：")
    number = len(split_top_level(bodies)) if colon and label.endswith("成员单位") else 0
    if number < _FEWEST:
        return NOTHING
    count = f"共{number}家"
    head = Statement(f"成员单位{count}。", named.statements[0].evidence, (count,), bears=False)
    return replace(named, statements=(head, *named.statements))


def _same(asked: str, role: str) -> bool:
    """Whether a post is the one asked for; 组长 asks for no 副组长, 副组长 for the 常务副组长 too."""
    if "成员" in asked:
        return "成员" in role
    plain = re.sub("第一|常务|执行|双", "", role)
    return asked in (role, plain)


def _groups(doc_id: str, reader: Reader) -> Iterator[tuple[str, list[_Named]]]:
    """The groups of a document: what stands around each, and the holders that it names."""
    clauses = reader.document(doc_id).parsed.clauses
    lines: dict[int | None, list[_Named]] = {}
    for clause in clauses:
        if clause.kind in ("table_row", "furniture", "contents"):
            continue
        own = reader.own_text(doc_id, clause)
        line = _LINE.fullmatch(strip_number(own))
        if line is not None:
            evidence = Evidence(doc_id, clause.index, clause.start, clause.start + len(own))
            lines.setdefault(clause.parent, []).append(_Named(line["role"], line.group(0), evidence))
        elif _NAMES.search(own) or _HELD_BY.search(own) or _MEMBERS.search(own):
            yield from _in_sentences(doc_id, clause, reader)
    for parent, named in lines.items():
        above = clauses[parent] if parent is not None else None
        around = reader.text(doc_id, above.start, above.tree_end) if above is not None else ""
        yield f"{chr(10).join(above.path) if above is not None else ''}{around[:_WHOLE]}", named


def _in_sentences(doc_id: str, clause: Clause, reader: Reader) -> Iterator[tuple[str, list[_Named]]]:
    """Sentences that appoint: the whole sentence for each of its posts, a long one by its stretches."""
    text = reader.document(doc_id).parsed.clean.text
    for start, end in split_sentences(text, clause.start, clause.end):
        sentence = text[start:end].strip()
        roles = [match["role"] for match in _NAMES.finditer(sentence)]
        evidence = Evidence(doc_id, clause.index, start, end)
        found = [*_HELD_BY.finditer(sentence), *_MEMBERS.finditer(sentence)]
        if held := [_Named(match["role"], strip_number(match[0]), evidence) for match in found]:
            yield "\n".join((sentence, *clause.path)), held
            continue
        if not roles:
            continue
        if len(sentence) <= _WHOLE:
            named = [_Named(role, strip_number(sentence), evidence) for role in roles]
        else:
            pieces = [sentence[first:last].strip("，；。") for first, last in segments(sentence)]
            named = [_Named(match["role"], piece, evidence) for piece in pieces for match in _NAMES.finditer(piece)]
        yield "\n".join((sentence, *clause.path)), named
