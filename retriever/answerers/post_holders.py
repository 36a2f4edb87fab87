"""Who fills a post, from the sentences that give posts to bodies and offices: 「设立林长，由村党组织书记担任」.

Lists of names and working groups have answers of their own; these are the posts that running text creates, each at
its level (区级, 乡级, 村级), the deputy apart from the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Member
from ingest.sentences import split_sentences
from retriever.answerers.group_roles import answer_group_roles
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import NOTHING, Draft, Statement
from retriever.lexicon import Lexicon
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Reader

_KINDS = ("responsibility", "fact", "list", "member", "definition")
_WHO = "(?:谁|哪(?:个|位|一级|级)?(?:人|领导|干部|单位|部门)?|什么人|啥人|何人)"
_ASKED = re.compile(
    rf"(?:由|让|是|归|叫|找|请)?{_WHO}(?:来|去|负责|可以|能)?(?:担任|兼任|出任|当|兼|任|做|干(?![什啥])|挂)?(?:的|[啊呀呢])?[？?。]?$"
    rf"|{_WHO}(?:来|去)?(?:担任|兼任|出任|当|兼|任)"
)
_HELD = "(?:共同|分别|统一|具体|原则上|一般)?(?:担任|兼任|兼|任)"
_POST = "[一-龥]{0,12}?(?:长|主任|召集人|责任人|负责人|指挥|政委|书记|秘书|[一-龥]员|法人|顾问|代表|师)"
# 「由区长担任总林长」
_GIVEN = re.compile(
    rf"(?:由|(?<=[，；]))(?P<who>[^，。；：由]{{2,40}}?){_HELD}[“”]?(?P<post>{_POST})(?=[，。；：、）)\s（(]|$)"
)
# 「…设立林长，由村党组织书记担任」, 「指挥长由镇长担任」
_TAKEN = re.compile(
    rf"(?:^|[，。；：、\s\d]|设立?|设置|确定|明确|配备|选聘|培育)(?:\d+名|一名)?[“”]?(?P<post>{_POST})[“”]?"
    r"(?:\d+名)?[，,]?(?:其中\d+名)?(?:原则上|一般|统一|均|分别)?由"
    rf"(?P<who>[^，。；由]{{2,40}}?){_HELD}(?=[，。；）)\s]|$)"
)
_LEVELS = {
    "省": "省", "市": "市", "县": "县", "区": "县", "旗": "县", "县区": "县", "乡": "乡", "镇": "乡", "乡镇": "乡",
    "街道": "乡", "镇街": "乡", "村": "村", "社区": "村", "村居": "村", "组": "组", "网格": "网格",
}  # fmt: skip
_LEVEL = re.compile(
    "(?P<level>县区|乡镇|镇街|街道|社区|村居|网格|省|市|县|区|旗|乡|镇|村|组)(?:[（(][^（）()]{1,6}[）)])?"
    "级?(?:的|里的?|上的?)?总?$"
)
_OPENED = re.compile(
    "^(?P<level>县区|乡镇|镇街|街道|社区|村居|网格|省|市|县|区|旗|乡|镇|村|组)(?:[（(][^（）()]{1,6}[）)])?"
    "(?:级|设|均设|分别设|由|要设|应设)"
)
_KNOWN = 0.55  # share of what else a question says that the sentence, its headings and its title must hold
_AND = "(?:和|与|跟|以及|及|、|，)"
_SEVERAL = "◇"  # stands for the one post in the question when another is looked for
_MOST = 3
_LONGEST = 160  # characters of a sentence that is told whole
_SHORT_OFFICE = re.compile("(?<!街道)(?<![街镇])办主任")
# 县级林长, 县设总路长, 镇防汛指挥部总指挥
_BEFORE_POST = tuple(
    re.compile(before)
    for before in (
        "^(?:省|市|县|区|乡|镇|村)级?(?=[一-龥]{2})",
        "^(?:省|市|县|区|乡|镇|村)?级?设(?=总?[一-龥]{1,2}长$)",
        "^[一-龥]{2,}?(?:指挥[部所]|小组|专班|委员会|联席会议)(?=[一-龥]{2})",
    )
)
_NO_POST = re.compile("成员$|人员$|党员$|职员$|委员会")


@dataclass(frozen=True)
class Seat:
    """A post with the stretch that says who fills it: clean offsets of the sentence; `level` may be empty."""

    doc_id: str
    clause: int
    start: int
    end: int
    post: str
    told: str
    level: str


def answer_post_holder(query: Query, reader: Reader) -> Draft:
    """The sentence that says who fills the post asked for, at the level asked for."""
    asking = _ASKED.search(query.text)
    if asking is None or query.kind not in _KINDS:
        return NOTHING
    held = reader.lexicon.once(("post seats",), lambda: tuple(_seats(reader.lexicon)))
    text = _SHORT_OFFICE.sub("办公室主任", query.text)
    named = [seat for seat in held if seat.doc_id in query.scope.doc_ids and _names(text, seat.post)]
    if not named:
        return NOTHING
    posts = _posts_asked(text, {seat.post for seat in named})
    told = [_of_post(post, [seat for seat in named if seat.post == post], query, text, reader) for post in posts]
    if not all(draft.found for draft in told):
        return NOTHING
    return Draft(tuple(statement for draft in told for statement in draft.statements), (), 1.0)


def _posts_asked(text: str, posts: set[str]) -> list[str]:
    """The longest of the posts that a question names, with another that it joins to it: 「总指挥和副总指挥是谁」."""
    longest = max(posts, key=lambda post: (len(post), post))
    rest = text.replace(longest, _SEVERAL, 1)
    others = [post for post in sorted(posts, key=len, reverse=True) if _names(rest, post)]
    ways = {post: f"{re.escape(post)}{_AND}{_SEVERAL}|{_SEVERAL}{_AND}{re.escape(post)}" for post in others}
    joined = [post for post in others if re.search(ways[post], rest)]
    return sorted((longest, *joined[:1]), key=text.find)


def _of_post(post: str, named: Sequence[Seat], query: Query, text: str, reader: Reader) -> Draft:
    """The sentence that says who fills one post, at the level asked for."""
    level = _level_asked(text, post)
    of_level = [seat for seat in named if level and seat.level == level]
    if level and not of_level:
        of_level = [seat for seat in named if not seat.level]
    named = of_level if level else named
    scored = [(_covered(query, seat, reader), seat) for seat in named]
    best = max((score for score, _ in scored), default=0.0)
    chosen = list({(seat.doc_id, seat.told): seat for score, seat in scored if score >= best - 0.01}.values())
    if answer_group_roles(query, reader).found or any(_is_listed(seat, reader) for _, seat in scored):
        return NOTHING
    if best < _KNOWN or not 1 <= len(chosen) <= _MOST or len({seat.doc_id for seat in chosen}) > 1:
        return NOTHING
    statements = tuple(
        Statement(f"{seat.told}。", (Evidence(seat.doc_id, seat.clause, seat.start, seat.end),)) for seat in chosen
    )
    return Draft(statements, (), 1.0)


def _is_listed(seat: Seat, reader: Reader) -> bool:
    """Whether a list of names of the same document tells who holds a post."""
    members = (stored.fact for stored in reader.facts_of(seat.doc_id, Member))
    return any(isinstance(fact, Member) and fact.kind == "person" and fact.role == seat.post for fact in members)


def _names(text: str, post: str) -> bool:
    """Whether a question names a post, and not its deputy; for a deputy the post with its 副."""
    return re.search(f"(?<!副){re.escape(post)}(?!办|制|会)", text) is not None


def _level_asked(text: str, post: str) -> str:
    """The level that stands right before a post: 村级林长, 秦州区林长; empty for none."""
    match = _LEVEL.search(text[: text.find(post)])
    return _LEVELS[match["level"]] if match else ""


def _covered(query: Query, seat: Seat, reader: Reader) -> float:
    """The share of what a question says beside the post that a seat's surroundings hold."""
    level = _level_asked(query.text, seat.post) if seat.post in query.text else ""
    words = [word for word, _ in query.topic.words]
    gone = [
        w for w in words if w in seat.post or seat.post in w or len(w) == 1 or (level and re.fullmatch(".{1,2}级", w))
    ]
    topic = query.topic.without([*gone, "担任", "兼任"])
    if not topic.words:
        return 1.0
    clause = reader.clause(seat.doc_id, seat.clause)
    title = reader.document(seat.doc_id).record.metadata.title
    near = reader.own_text(seat.doc_id, clause)
    return coverage(topic, ((seat.told, 1.0), (near, 0.9), ("\n".join(clause.path), 0.9), (title, 0.9)))


def _seats(lexicon: Lexicon) -> Iterator[Seat]:
    """All posts that sentences give to somebody, of all documents."""
    for doc_id, document in lexicon.documents.items():
        text = document.parsed.clean.text
        for clause in document.parsed.clauses:
            if clause.kind == "table_row" or not re.search(
                "由[^。]{2,60}任|由[^。]{2,40}兼", text[clause.start : clause.end]
            ):
                continue
            for start, end in split_sentences(text, clause.start, clause.end):
                yield from _in_sentence(doc_id, clause.index, start, text[start:end], clause.heading)


def _in_sentence(doc_id: str, clause: int, start: int, sentence: str, heading: str) -> Iterator[Seat]:
    plain = strip_number(sentence).strip()
    found = [*_GIVEN.finditer(sentence), *_TAKEN.finditer(sentence)]
    opened = _OPENED.match(plain) or _OPENED.match(strip_number(heading))
    level = _LEVELS[opened["level"]] if opened else ""
    for match in found:
        post = re.sub("^(?:并|兼|其|设立?|设置|的)|^[一-龥]{0,6}(?:设立|设置|明确|配备)", "", match["post"])
        if len(post) < 2 or _NO_POST.search(post):
            continue
        own = _LEVEL.search(re.sub("长$|主任$", "", post)) if not level else None
        told = plain.rstrip("。；，") if len(plain) <= _LONGEST else _around(sentence, match)
        if len(found) > 1 and match.re is _TAKEN:
            told = sentence[match.start("post") : match.end()]  # 「总指挥由…担任，副总指挥由…担任」: each by itself
        for each in {post, *(cut.sub("", post) for cut in _BEFORE_POST)}:
            yield Seat(
                doc_id,
                clause,
                start,
                start + len(sentence),
                each,
                told,
                level or (_LEVELS[own["level"]] if own else ""),
            )


def _around(sentence: str, match: re.Match[str]) -> str:
    """Of a long sentence the stretch between semicolons in which a post is given."""
    first = max(sentence.rfind(mark, 0, match.start() + 1) for mark in "。；\n") + 1
    end = min((at for mark in "。；\n" if (at := sentence.find(mark, match.end())) >= 0), default=len(sentence))
    return strip_number(sentence[first:end]).strip("。；， \n")
