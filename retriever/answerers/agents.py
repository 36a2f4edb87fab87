"""Who does a named deed, by the sentence that says so: 「保障金归谁征收」 by 「…，由市税务局征收」.

A list of tasks names bodies for whole tasks. Where a question asks for one deed and a sentence gives just this deed to
somebody, that sentence answers, whatever task it stands in.
"""

from __future__ import annotations

import re

from retriever.answerers.stretches import balance, strip_number
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import SUPPORTED, Passage, Reader, segments
from retriever.tokenizer import segment

_ASKED = re.compile(
    "(?:谁|哪(?:一|几|些)?(?:个|家|级)?(?:部门|单位|机构|机关)?|什么(?:部门|单位|人))(?:来|去|在|要|先)*"
    "(?P<deed>[^，。？?、 谁哪]{2,10}|选)$"
)
_OF_ANY_TASK = re.compile(  # what every task has somebody for
    "负责|牵头|主管|分管|管|做|办|搞|干|弄|抓|承担|承办|协办|落实|推进|推动|实施|配合|参加|参与|责任|统筹|组织|协调|指导|开展|建设|完成|说了算"
)
_CHOOSES = re.compile("^(?:推?选(?!址|择|购|材|题|用)(?:举|任|出)?|推举)(?:出来|产生|上来|上)?的?$")
_CHOSEN = re.compile("推选|推举|选举|选出|选派|选聘|选任|产生|任命|聘任|推荐")
_BY = re.compile("由|委托|提请")
_SOMEBODY = re.compile(
    "[\u4e00-\u9fff]{2,14}?(?:机关|机构|部门|单位|组织|委员会|政府|办事处|公司|中心|[局委办所站队院])"
)
_PEOPLE = re.compile("[一-龥]{0,6}?(?:居民|村民|业主|住户|党员|会员|代表|家长|群众|农户|成员|职工|学生)")
_LOOKED_AT = 12  # passages
_NEAR = 4  # characters between 由 and the name: 「由现场的公安机关」
_COVERED = 0.5  # share of the topic that the sentence must hold
_WHOLE = 100  # characters of a sentence that is told in full


def answer_agent(query: Query, reader: Reader) -> Draft:
    """The sentence that gives the deed asked for to somebody; nothing for what is asked of any task."""
    asked = _ASKED.search(query.text.rstrip("的呢啊呀？?"))
    if asked is None or _OF_ANY_TASK.search(asked["deed"]):
        return NOTHING
    chooses = _CHOOSES.search(asked["deed"]) is not None
    deed = [word for word in segment(asked["deed"]) if len(word) > 1]
    if not deed and not chooses:
        return NOTHING
    topic = query.topic.without(word for word, _ in query.topic.words if chooses and "选" in word)
    for passage in reader.passages(query)[:_LOOKED_AT]:
        if passage.support < SUPPORTED:
            continue
        for first, last in segments(passage.text):
            stretch = passage.text[first:last]
            if coverage(topic, ((stretch, 1.0), (passage.text, 0.8))) < _COVERED:
                continue
            if _chosen(stretch, reader) if chooses else _gives(stretch, deed, reader):
                return Draft((_told(passage, first, last),), (), passage.support)
    return NOTHING


def _gives(stretch: str, deed: list[str], reader: Reader) -> bool:
    """Whether a stretch says by whom a deed is done: 「由现场的公安机关先期现场处置」."""
    return any(all(word in rest for word in deed) for rest in _behind(stretch, (_SOMEBODY,), reader))


def _chosen(stretch: str, reader: Reader) -> bool:
    """Whether a stretch says who chooses somebody: 「由本楼居民推选」."""
    return any(_CHOSEN.search(rest) for rest in _behind(stretch, (_SOMEBODY, _PEOPLE), reader))


def _behind(stretch: str, forms: tuple[re.Pattern[str], ...], reader: Reader) -> list[str]:
    """What a stretch says behind each body, or others of some forms, by whom it says that something is done."""
    by = _BY.search(stretch)
    if by is None:
        return []
    rest = stretch[by.end() :]
    ends = [end for start, end, _ in reader.lexicon.bodies.find(rest) if start <= _NEAR]
    ends += [match.end() for form in forms for match in form.finditer(rest) if match.start() <= _NEAR]
    return [rest[end:] for end in ends]


def _told(passage: Passage, first: int, last: int) -> Statement:
    """The sentence, or of a long one the stretch with the one before it."""
    before = [start for start, end in segments(passage.text) if end <= first]
    text = passage.text if len(passage.text) <= _WHOLE else passage.text[before[-1] if before else first : last]
    return Statement(f"{balance(strip_number(text.strip('，；。 ')))}。", (passage.evidence,))
