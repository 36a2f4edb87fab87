"""What somebody pays who breaks a rule: penalties of regulations, with the rule that they refer to.

「违反本条例第十条第三项规定的，由…处…罚款」 says what is punished only by its number: the rule of that number counts
as what the penalty is about, and is cited beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.datatypes import Clause
from ingest.numerals import parse_number
from retriever.answerers.prose import answer_fact
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader

_ASKS = re.compile("罚|处罚|什么后果|啥后果|会怎么?样|怎么处理|违反|责任追究")
_ABOUT_FINE = re.compile("罚|处罚|后果|违反|钱|处理|谁来|[各都]罚")
_NUMBER = "[一二三四五六七八九十百]{1,5}"
_BREAKS = re.compile(
    rf"违反(?:了)?(?:本[^，。；第]{{1,4}})?(?P<rules>(?:(?:、|和|或者|或)?第{_NUMBER}(?:条|款|项))+)(?:的)?规定"
)
_PART = re.compile(rf"第(?P<number>{_NUMBER})(?P<unit>条|款|项)")
_PENALTY = re.compile("罚款|警告|没收|吊销|责令|处分|取消|收回|追究")
_CONDUCT = re.compile("的，|，由|，处|，责令")  # what stands before it is what is punished
_REFERS = re.compile(r"^违反[^，。；]{0,40}规定，")
_ALIKE = 0.01  # by which penalties may differ that are told apart by the order of their sentences
_COVERED = 0.55  # share of the words asked about that a penalty and the rule it refers to must hold
# Shares of a word's weight: in the rule, in the article above it, in the title, in what the punishment is.
_RULE, _LEAD, _TITLE, _SANCTION = 0.95, 0.75, 0.35, 0.3
_OWN = 0.4  # what it is worth that the penalty itself says what it is for
_SHOWN = 120  # characters of a rule that is told beside its penalty

# What becomes of those who do not do their duty, in whatever words: 「会怎么追责」「会怎样」「拿我怎么办」.
_CONSEQUENCE = re.compile(
    "(?:会|要|将|得)(?:被|受到?|有)?(?:怎么|怎样|如何|咋)(?:样|处理|处置|处罚|追责|问责|追究|对待)"
    "|(?:怎么|怎样|如何|咋)(?:追责|问责|追究|处罚)|(?:什么|啥)(?:后果|处分)|拿(?:我|他|她|人|你)们?(?:怎么|咋)"
)
_SANCTIONED = re.compile(
    "提醒(?:谈话|函)|约谈|通报|扣[发减分除]|取消|追回|退[回还]|收回|责令|罚款|解聘|辞退|移送|处分|追究|追责|问责|暂停|终止|停发|警告"
    "|没收|吊销|强制执行|不予|一票否决|失信|调整岗位|整改|停[工产业止]"
)


@dataclass(frozen=True)
class Penalty:
    """A stretch between semicolons that sets a penalty, and the clauses of the rules that it refers to."""

    doc_id: str
    clause: int
    start: int
    end: int
    rules: tuple[int, ...]


def answer_penalty(query: Query, reader: Reader) -> Draft:
    """The penalty for what a question names, which it may call by the number of the rule alone."""
    if query.within:
        return NOTHING
    by_rule = _by_rule(query, reader) if _ASKS.search(query.text) else NOTHING
    if by_rule.found or not _CONSEQUENCE.search(query.text):
        return by_rule
    return answer_fact(replace(query, kind="fact", topic=_beside_title(query, reader)), reader, needs=_SANCTIONED)


def _beside_title(query: Query, reader: Reader) -> Topic:
    """The words of a question less those of the titles of all documents that may answer: they tell of each line."""
    titles = [reader.document(doc_id).record.metadata.title for doc_id in query.scope.doc_ids]
    rest = query.topic.without(word for word, _ in query.topic.words if all(word in title for title in titles))
    return rest if rest.known or rest.alternatives else query.topic


def _by_rule(query: Query, reader: Reader) -> Draft:
    """The penalty that names the rule which was broken."""
    topic = query.topic.without(word for word, _ in query.topic.words if _ABOUT_FINE.search(word))
    if not topic.words:
        return NOTHING
    found: list[tuple[float, float, Penalty]] = []
    for doc_id in sorted(query.scope.doc_ids):
        title = reader.document(doc_id).record.metadata.title
        for penalty in penalties(doc_id, reader):
            said = reader.text(doc_id, penalty.start, penalty.end)
            layers = [(_conduct(said), 1.0), (said, _SANCTION), (title, _TITLE)]
            own = coverage(topic, tuple(layers))
            for index in penalty.rules:
                rule = reader.clause(doc_id, index)
                layers.append((reader.own_text(doc_id, rule), _RULE))
                layers += [(reader.own_text(doc_id, item), _RULE) for item in reader.children(doc_id, rule)]
                above = reader.clause(doc_id, rule.parent) if rule.parent is not None else None
                layers.append((reader.own_text(doc_id, above) if above is not None else "", _LEAD))
            score = coverage(topic, tuple(layers))
            if score >= _COVERED:
                found.append((score + _OWN * own, score, penalty))
    if not found:
        return NOTHING
    top = max(worth for worth, _, _ in found)
    alike = [(score, penalty) for worth, score, penalty in found if worth >= top - _ALIKE]
    order = {(one.doc_id, one.clause): place for place, one in reversed(list(enumerate(reader.passages(query))))}
    # Of penalties that hold the same words, that whose sentence comes first.
    score, penalty = min(alike, key=lambda one: order.get((one[1].doc_id, one[1].clause), len(order)))
    return _told(reader, topic, score, penalty)


def _conduct(said: str) -> str:
    """What a penalty punishes, in its own words: what stands behind the reference to a rule, before who acts."""
    parts = (_CONDUCT.split(_REFERS.sub("", part), maxsplit=1)[0] for part in said.split("；"))
    return "；".join(parts)


def penalties(doc_id: str, reader: Reader) -> Iterator[Penalty]:
    """The penalties of a document that refer to rules by their numbers; 「第四项」 alone is of the article before."""
    parsed = reader.document(doc_id).parsed
    articles = {
        int(parse_number(clause.number.strip("第条")) or 0): clause
        for clause in parsed.clauses
        if re.fullmatch(rf"第{_NUMBER}条", clause.number)
    }
    for clause in parsed.clauses:
        text = reader.text(doc_id, clause.start, clause.end)
        if "违反" not in text or not _PENALTY.search(text):
            continue
        article = 0
        found = list(_BREAKS.finditer(text))
        stops = [*(match.start() for match in found[1:]), len(text)]
        for match, stop in zip(found, stops, strict=False):  # a clause without a reference has no match
            rules: list[int] = []
            for part in _PART.finditer(match["rules"]):
                number = int(parse_number(part["number"]) or 0)
                article = number if part["unit"] == "条" else article
                rule = articles.get(article)
                if rule is not None and part["unit"] == "项":
                    rule = _item(doc_id, rule, number, reader)
                if rule is not None and part["unit"] != "款":
                    rules.append(rule.index)
            wholes = {reader.clause(doc_id, index).parent for index in rules}
            kept = tuple(index for index in rules if index not in wholes)  # 第十条第三项 is not all of 第十条
            end = clause.start + len(text[:stop].rstrip("；;，\n 　"))
            yield Penalty(doc_id, clause.index, clause.start + match.start(), end, kept)


def _item(doc_id: str, article: Clause, number: int, reader: Reader) -> Clause | None:
    """The item of an article by its number: （四）."""
    items = [child for child in reader.children(doc_id, article) if child.number]
    return next((item for item in items if parse_number(item.number.strip("（）()")) == number), None)


def _item_asked(doc_id: str, rule: Clause, topic: Topic, reader: Reader) -> Clause | None:
    """The item of a rule that holds most of what is asked, where one does."""
    meant = [other for _, others in topic.alternatives for other in others]
    worth: list[tuple[float, int, int]] = []
    for item in reader.children(doc_id, rule):
        own = reader.own_text(doc_id, item)
        worth.append((coverage(topic, ((own, 1.0),)), sum(other in own for other in meant), -item.index))
    best = max(worth, default=(0.0, 0, 0))
    return reader.clause(doc_id, -best[2]) if best[0] > 0 else None


def _told(reader: Reader, topic: Topic, score: float, penalty: Penalty) -> Draft:
    """The penalty in its words, then the rules that it refers to, each with its item that was asked about."""
    said = reader.text(penalty.doc_id, penalty.start, penalty.end).strip("；;。")
    whole = reader.clause(penalty.doc_id, penalty.clause)
    statements = [Statement(f"{said}。", (Evidence(penalty.doc_id, whole.index, whole.start, whole.end),))]
    for index in penalty.rules:
        rule = reader.clause(penalty.doc_id, index)
        own = reader.own_text(penalty.doc_id, rule)
        if len(own) <= _SHOWN:
            above = reader.clause(penalty.doc_id, rule.parent) if rule.parent is not None else None
            article = above.number if above is not None and not rule.number.endswith("条") else ""
            label = f"所指的{article}{rule.number}"
            evidence = Evidence(penalty.doc_id, rule.index, rule.start, rule.start + len(own))
            text = f"{label}：{strip_number(own).rstrip('；;。')}"
            borne = [evidence]
            if (item := _item_asked(penalty.doc_id, rule, topic, reader)) is not None:
                text += strip_number(reader.own_text(penalty.doc_id, item))
                borne.insert(0, Evidence(penalty.doc_id, item.index, item.start, item.end))
            statements.append(Statement(f"{text.rstrip('；;。：:')}。", tuple(borne), (label,)))
    return Draft(tuple(statements), (), score)
