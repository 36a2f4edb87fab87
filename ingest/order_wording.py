"""The words of a task that a sentence orders, and whether a sentence without such words plans one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.actors import Actor
from ingest.body_lists import task_verbs
from ingest.passages import Passage, tidy

_CLOSED = re.compile(
    "(?:具体|共同|统一|牵头|分别|按职责分工)*(?:组织|负责|抓好|推进|推动)?(?:组织)?(?:实施|落实|办理|负责|推进|承办|牵头|承担|执行|组织|完成|处理|解决)"
    "(?:到位|好)?"
)
_ROUND = re.compile("每(?:年|季|月|半年|周|旬|学期|个|两)|逢[单双奇偶周月]|定期|[年月日底]前|及时")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\s*(?=[一-龥])")
_POINTS_BACK = re.compile(
    "^(?:(?:此|该|上述|以上)(?:项)?(?:工作|事项|任务|问题)|(?:具体|并|其中|统一|均|会议|决定|明确|要求|同意|同时)+)$"
)
_THIS_PAPER = re.compile("本(?:表|文|通知|附件|清单|目录)")
_LONGEST_BARE_VERB = 8
_LONGEST_BEFORE = 40
# How a body acts, whatever the verb: 县水务局将…, 县疾控中心向…, 县电视台每周….
_ACTS = re.compile(
    r"(?:将|把|向|每[年月季周半日学](?!不[少低超多高]|最[高低]|补助|给予|约|\d)|定期|及时|适时|分别|共同|联合|统一"
    r"|按(?:任务|照|月|季|期|要求)|逐[项户个级]|自\d)"
)
SHORTEST = 4


@dataclass(frozen=True)
class Piece:
    """What stands between two commas: indexes of the text, and who acts there."""

    start: int
    end: int
    actor: Actor | None


def order_wording(passage: Passage, pieces: list[Piece], order: int, said: str) -> str:
    """The task in full: `said`, with the words before 「由甲…」 where it is hardly more than a verb; empty for none."""
    own, first = own_task(passage.text, pieces[order]), re.split("[，；]", said)[0]
    if _THIS_PAPER.match(own):
        return ""
    if _CLOSED.fullmatch(first) or len(said) < SHORTEST:
        return _before(passage, pieces, order) or said
    return own + said if len(own) > 1 and len(first) <= _LONGEST_BARE_VERB else said  # 「采购由县财政局统一组织」


def is_attribute(said: str) -> bool:
    """Whether the words after a body only describe something: 「甲选派的巡查员」, 「甲新建项目」."""
    return re.match(rf"(?:{task_verbs()})(?:的|(?:项目|工程)(?=，|$))", said) is not None


def is_plan(sentence: str, said: str, *, ordering: bool) -> bool:
    """Whether 「甲开展…」 is still to be done: in a document that gives tasks, or as often as the calendar says."""
    verb = re.match(rf"(?:[^，；]{{0,24}}?)(?:{task_verbs()})", said) or _ACTS.match(said)
    if verb is None or not (ordering or _ROUND.search(sentence)):
        return False
    return len(said) >= SHORTEST and not said[verb.end() :].startswith(("的", "情况", "工作的"))


def own_task(text: str, piece: Piece) -> str:
    """The words of a piece before 「由…」, unless they only point back."""
    if piece.actor is None:
        return ""
    said = tidy(text[piece.start : piece.actor.start - len(piece.actor.called)])
    return _POINTS_BACK.sub("", _NUMBER.sub("", said))


def _before(passage: Passage, pieces: list[Piece], order: int) -> str:
    """What 「具体由甲组织实施」 speaks of: the words before it, in its sentence or the one before, or the heading."""
    text, actor = passage.text, pieces[order].actor
    assert actor is not None
    own = own_task(text, pieces[order])
    if len(own) >= SHORTEST:
        return own
    sentence = pieces[0].start
    earlier = _NUMBER.sub("", tidy(text[sentence : pieces[order].start]))
    if earlier:
        return tidy(re.split("[，；]", earlier)[-1]) if len(earlier) > _LONGEST_BEFORE else earlier
    previous = [tidy(each) for each in re.split("[。！？\n]", text[passage.unnumbered : sentence]) if tidy(each)]
    return previous[-1] if previous else tidy(passage.clause.heading)
