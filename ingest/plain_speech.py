"""Owners told in plain speech: 「…，县水务局是责任人」, 「…交给县水务局去抓」, 「县商务局挑头，县供销社参加，…」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.actors import find_actor, stands_for_body
from ingest.bodies import BodyNames
from ingest.body_lists import read_names
from ingest.datatypes import Responsibility
from ingest.passages import Passage, tidy

_SENTENCE = re.compile(r"[^。；！？\n]+")
_PIECE = re.compile(r"[^，]+")
_LEADS = "挑头|领头|打头|挑大梁|唱主角|担纲|[是为](?:第一|首要|主要|直接)责任(?:人|主体|单位)|(?:总)?抓总|负总责"
_DOES = (
    "[是为]责任(?:人|主体|单位)|主抓|具体(?:来|去)?(?:办|抓|管)|(?:去|来)(?:抓|办|管|做|落实)|兜底|一抓到底|操办"
    "|承担起来"
)
_LABELS = re.compile("(?:主办|协办|牵头|责任|配合|实施|承办|主管|成员|有关|相关)(?:部门|单位)")
_ACTS = re.compile(rf"(?P<by>.*(?:交给|交由|归|由))?(?P<who>[^，]{{2,60}}?)(?:(?P<leads>{_LEADS})|(?:{_DOES}))$")
_LAST_OF_ACTS = frozenset("头梁角纲人体位总责抓办管做实底来")  # characters that they end with: most pieces do not
_REST_WITH = re.compile("(?P<task>.*)责任(?:在|归|落在|压给|落到)(?P<who>[^，]{2,60})$")
_HELPS = re.compile(
    "(?P<who>[^，]{2,40}?)(?:参加|参与|敲边鼓|打下手|搭台|跟着|跟进|搭把手|帮|协助|协办|配合|支持|出[人力钱田资地物]|提供|保障|给予)[^，]{0,24}$"
)
_ALL_OF_THEM = re.compile("(?:[几两三四五六七八九]家|等[几两三四五六七八九\\d]*[家个]?(?:单位|部门)?|共同|一起|都)+$")
_SHORTEST, _LONGEST = 4, 80
_LONGEST_HEADING = 24


def extract_plain_speech(
    passages: Sequence[Passage], names: BodyNames, taken: Sequence[tuple[int, int]]
) -> list[Responsibility]:
    """Tasks whose owners are named in everyday words; `taken` are clean spans that were read otherwise."""
    facts: list[Responsibility] = []
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing"):
            continue
        for sentence in _SENTENCE.finditer(passage.text, passage.unnumbered):
            for fact in _read(passage, sentence.start(), sentence.end(), names):
                if not any(start < fact.end and fact.start < end for start, end in taken):
                    facts.append(fact)
    return facts


def _read(passage: Passage, start: int, end: int, names: BodyNames) -> Iterator[Responsibility]:
    pieces = list(_PIECE.finditer(passage.text, start, end))
    for order, piece in enumerate(pieces):
        said = piece[0].strip()
        acts = _ACTS.fullmatch(said) if said[-1:] in _LAST_OF_ACTS else None
        rests = _REST_WITH.fullmatch(said) if "责任" in said else None
        match = acts or rests
        owners = _bodies(match["who"], names) if match else ()
        if match is None or not owners:
            continue
        before = re.sub("(?:交给|交由|归|由)$", "", acts["by"] or "") if acts else match["task"]
        helping: list[str] = []
        last = order
        while last + 1 < len(pieces) and (found := _helpers(pieces[last + 1][0], names)):
            helping += found
            last += 1
        earlier = passage.text[start : piece.start()].strip("， ")
        later = passage.text[pieces[last].end() : end].strip("， ")
        others = find_actor(later, 0, len(later), names) if later else None
        later = "" if others and not others.called else later
        headed = tidy(passage.text[passage.unnumbered : start]).rpartition("。")[2]
        headed = headed if len(headed) <= _LONGEST_HEADING else ""  # 「违建拆除。综合执法队打头，…」
        subject = next((tidy(each) for each in (before, earlier, headed, later) if len(tidy(each)) >= _SHORTEST), "")
        if not subject:
            continue
        begin, stop = (piece.start(), end) if tidy(later) == subject else (start, pieces[last].end())
        lead = owners if acts and acts["leads"] else ()
        yield Responsibility(
            passage.clause.index, passage.start + begin, passage.start + stop, subject[:_LONGEST], passage.item,
            lead, () if lead else owners, tuple(dict.fromkeys(helping)),
        )  # fmt: skip
        return


def _helpers(piece: str, names: BodyNames) -> tuple[str, ...]:
    match = _HELPS.fullmatch(piece.strip())
    return _bodies(match["who"], names) if match else ()


def _bodies(who: str, names: BodyNames) -> tuple[str, ...]:
    """The bodies that `who` lists and nothing else; empty otherwise."""
    listed = read_names(_ALL_OF_THEM.sub("", who.strip()), names).own
    certain = bool(listed) and not any(map(_LABELS.search, listed))
    certain = certain and all(stands_for_body(name, names, beside=len(listed) > 1) for name in listed)
    return tuple(listed) if certain else ()
