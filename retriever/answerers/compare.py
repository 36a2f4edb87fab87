"""Two sides beside each other: two places, two documents, two things."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from retriever.datatypes import StoredFact
from retriever.draft import Draft, Statement
from retriever.lexicon import Lexicon
from retriever.question import Query, understand
from retriever.reader import Reader

_ASKS_DIFFERENCE = re.compile(
    r"(?:有)?(?:什么|啥|哪些)?(?:的)?(?:区别|不同|不一样|差别|差异)|(?:哪|谁)(?:个|家|边)?(?:的)?(?P<verb>[\u4e00-\u9fff]{0,4}?)(?:更|比较|最)?(?:多|高|大|早|少|低)(?:些|一些)?|对比(?:一下)?|相比|比较(?:一下)?"
)
_SPLIT = re.compile(r"(?:和|跟|与|同|、|以及|还有|比)")


def sides(query: Query, lexicon: Lexicon) -> list[str]:
    """The questions of the sides of a comparison, each standing on its own; fewer than two if there are none."""
    text = query.text
    if len(query.scope.places) >= 2 and not _ASKS_DIFFERENCE.search(text):
        parts = [part for part in re.split("[，,；;]", text) if part]
        if len(parts) >= 2 and all(understand(part, lexicon).scope.places for part in parts):
            return parts
    bare = _ASKS_DIFFERENCE.sub(lambda match: match.group("verb") or "", text)
    bare = re.split("[，,]", bare)[0]
    tail = ""
    wanted = re.search(r"责任单位|牵头单位|目标|指标|任务|做法|举措|期限", text)
    pieces = [piece for piece in _SPLIT.split(bare) if len(piece) >= 2]
    if len(pieces) < 2:
        return []
    if len(query.scope.places) >= 2 and len(pieces) == 2:
        rest = pieces[-1]
        for place in query.scope.places:
            rest = rest.replace(place, "")
        first = pieces[0] if understand(pieces[0], lexicon).topic.words else pieces[0] + rest
        return [first, pieces[-1]]
    place = query.scope.places[0] if query.scope.places else ""
    if wanted:
        tail = {"责任单位": "由谁负责", "牵头单位": "由谁负责", "任务": "任务"}.get(wanted.group(0), wanted.group(0))
    elif query.figure or re.search("多|少|高|低", text):
        tail = "是多少"
    else:
        tail = "是什么"
    verb = re.search(r"新增|完成|新建|建设|建成|拓展", text)
    named = [re.sub(r"(?:责任单位|牵头单位|今年|，.*)", "", piece) for piece in pieces[:2]]
    return [
        f"{'' if place in piece else place}{piece}{verb.group(0) if verb and verb.group(0) not in piece else ''}{tail}"
        for piece in named
    ]


def by_places(query: Query, reader: Reader, answer: Callable[[Query], Draft]) -> Draft:
    """The answer for each of several places that the question names, each from that place's documents."""
    places = query.scope.places
    if len(places) < 2 or query.kind in ("chat", "document"):
        return Draft()
    order = sorted(places, key=query.text.find)
    starts = [query.text.find(place) for place in order]
    opening = _ASKS_DIFFERENCE.sub(" ", query.text[: starts[0]])
    statements: list[Statement] = []
    facts: list[StoredFact] = []
    found = 0
    for place, start, end in zip(order, starts, [*starts[1:], len(query.text)], strict=True):
        own = _ASKS_DIFFERENCE.sub(" ", query.text[start:end]).strip(" 和跟与同比，,、")
        side = understand(f"{opening}{own}", reader.lexicon)
        if not side.topic.words:
            rest = "".join(query.text.replace(other, "") for other in order if other != place)
            side = understand(_ASKS_DIFFERENCE.sub(" ", rest), reader.lexicon)
        if side.kind == "fact" and reader.lexicon.terms_in(side.text):
            side = replace(side, kind="definition")
        elif side.kind in ("fact", "compare"):
            side = replace(side, kind=query.kind if query.kind != "compare" else "target" if query.figure else "fact")
        draft = answer(
            replace(side, scope=replace(side.scope, doc_ids=side.scope.doc_ids & reader.lexicon.places[place]))
        )
        if draft.found:
            found += 1
            first, *others = draft.statements
            statements.append(replace(first, text=f"{place}：{first.text}", computed=(*first.computed, place)))
            statements.extend(others[:6])
            facts.extend(draft.facts)
        else:
            statements.append(Statement(f"{place}：已收录的文件没有写明。", (), (place,), bears=False))
    return Draft(tuple(statements), tuple(facts), 1.0) if found else Draft()


def answer_compare(query: Query, reader: Reader, answer: Callable[[Query], Draft]) -> Draft:
    """One statement for each side, each with its own evidence."""
    parts = sides(query, reader.lexicon)
    if len(parts) < 2:
        return Draft()
    statements: list[Statement] = []
    facts: list[StoredFact] = []
    for part in parts:
        side = understand(part, reader.lexicon)
        if not side.scope.places and query.scope.places and len(query.scope.places) == 1:
            side = replace(side, scope=query.scope)
        draft = answer(side)
        label = part if len(part) <= 30 else part[:30]
        if not draft.found:
            statements.append(Statement(f"{_name(side, label)}：文件没有写明。", (), (label,), bears=False))
            continue
        first = draft.statements[0]
        rest = draft.statements[1:6]
        name = _name(side, label)
        statements.append(replace(first, text=f"{name}：{first.text}", computed=(*first.computed, name)))
        statements.extend(rest)
        facts.extend(draft.facts)
    if not any(statement.bears for statement in statements):
        return Draft()
    return Draft(tuple(statements), tuple(facts), 1.0)


def _name(side: Query, label: str) -> str:
    """What a side is called: its place and words, without figures, which only a document may state."""
    places = "".join(side.scope.places[:1])
    topic = "".join(word for word, _ in side.topic.words[:4])
    name = (places + ("·" if places and topic else "") + topic) or label
    return re.sub(r"\d+", "", name) or "其中一方"
