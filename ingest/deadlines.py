"""When a task or stage is due, said in the text: stages with their months, 「年底前完成…」, 「到2025年」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Deadline
from ingest.passages import Passage, sentence_end, sentence_start, spans_within, tidy
from ingest.time_limits import actor_before, find_time_limits, without_preposition

_DATE = r"(?:\d{4}年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末初]|[上中下]旬|[上下]半年|第?[一二三四]季度)?"
_RANGE = re.compile(
    rf"(?:自|从)?{_DATE}(?:(?:起)?\s*[—\-–~～至到]{{1,2}}\s*"
    rf"(?:{_DATE}|\d{{1,2}}月(?:\d{{1,2}}日)?(?:[底末初]|[上中下]旬)?))?(?:[底末]?前)?"
)
_STAGE = re.compile(
    rf"(?P<name>[^（）。；：\n]{{2,24}}(?:阶段|时期|步骤|环节|期))\s*[（(]"
    rf"(?P<due>{_RANGE.pattern}[^）)]{{0,6}})[）)]"
)
_STAGE_COLON = re.compile(
    rf"(?P<name>第[一二三四五六]阶段|[^（）。；：，\n]{{2,16}}阶段)\s*[：:，]\s*(?P<due>{_RANGE.pattern})"
)
_STAGE_NUMBER = re.compile(r"^[\d.、（）一二三四五六]+(?=[^阶])")
_DUE = re.compile(
    r"(?P<due>(?:力争|确保|争取)?(?:在|于|到|至)?"
    rf"(?:{_DATE}|今年(?:年)?底|明年(?:年)?底|本?年底|(?<!\d)年内|年末|\d{{1,2}}月(?:\d{{1,2}}日)?底?"
    r"|“十[三四五六]五”末|[上下]半年|[一二三四]季度末?)(?:之?前|以前)"
    r"|(?:力争)?(?:到|至)\d{4}年(?:\d{1,2}月)?(?:[底末])?(?=[，、])|(?<![\d一二两三四五六七八九十几])年内(?=[，完全建新实])"
    r"|(?<=[；。，：])\d{1,2}月(?:[上中下]旬|[底末初])?(?=(?:组织|开展|公示|公布|召开|启动|举办|举行|受理|评审|审核|发布|申报|报名)[^；。，]{0,30})"
    r"|(?:力争|通过)[一二三四五六]年(?:左右)?(?:时间)?(?:的)?努力)"
    r"[，、]?"
)
_QUICK = re.compile(r"\d[年月]|内|每|[次当]月|年底|年内|年末|”末|半年|季度|年.{0,6}努力")
_TOLD = re.compile("[\u4e00-\u9fff]{2}")
_DATED = re.compile(r"[\d底度年月日末](?:之|以)?前|[；。，：]\d{1,2}月(?!\d)|[到至]\d{4}年|年内|年.{0,6}努力")
_STAGED = re.compile(r"[段期骤节]\s*[（(：:，]\s*(?:自|从)?\d{4}年")
_LIMITED = re.compile(r"内|每|[次当]月")
_DONE = re.compile("已(?:经)?[^有]|截至|截止|[成现得立]了")
_PAST = re.compile("已(?:经)?[^有]|截至|截止|[成现得立]了|出生|之日|以来")
_LONGEST = 80


def extract_deadlines(passages: Sequence[Passage], taken: Sequence[tuple[int, int]]) -> list[Deadline]:
    """Stages and dates named in the text; `taken` are clean spans already read as assignments."""
    facts: list[Deadline] = []
    occupied = sorted(taken)
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing", "front") or not _QUICK.search(passage.text):
            continue
        stages = _stages(passage)
        facts += stages
        if stages:
            continue
        if _DATED.search(passage.text) or _LIMITED.search(passage.text):
            blocked = spans_within(occupied, passage.start, passage.start + len(passage.text))
            facts += _dates(passage, blocked)
    return [fact for fact in facts if _TOLD.search(fact.subject)]


def _stages(passage: Passage) -> list[Deadline]:
    text = passage.text
    found = [*_STAGE.finditer(text), *_STAGE_COLON.finditer(text)] if _STAGED.search(text) else []
    if not found:
        opening = _RANGE.match(text, _label_end(passage))
        closed = opening and text[opening.end() : opening.end() + 1] in ("。", "：", "，")
        if opening and closed and re.search("[—至到-]", opening[0]):
            subject = tidy(text[opening.end() : sentence_end(text, opening.end() + 1)])
            return [_deadline(passage, opening.start(), opening.end(), subject, opening[0])]
    return [
        _deadline(passage, match.start(), match.end(), tidy(_STAGE_NUMBER.sub("", match["name"])), match["due"])
        for match in found
    ]


def _label_end(passage: Passage) -> int:
    text = passage.text
    start = len(text) - len(text.lstrip())
    number = passage.clause.number
    return text.find(number, start) + len(number) if number else start


def _dates(passage: Passage, blocked: Sequence[tuple[int, int]]) -> list[Deadline]:
    text = passage.text
    facts = []
    limits = list(find_time_limits(text, passage.unnumbered))
    for limit in limits:
        start, stop = sentence_start(text, limit.start), sentence_end(text, limit.end)
        if not any(first <= limit.start < last for first, last in blocked) and not _DONE.search(text, start, stop):
            facts.append(_deadline(passage, limit.start, limit.end, limit.what[:_LONGEST], limit.due(text)))
    blocked = [*blocked, *((limit.start, limit.end) for limit in limits)]
    for match in _DUE.finditer(text):
        if any(start <= match.start() < end for start, end in blocked):
            continue
        start, stop = sentence_start(text, match.start()), sentence_end(text, match.end())
        if _PAST.search(text, start, stop):
            continue
        after = tidy(text[match.end() : stop]).rstrip("）)")
        pieces = after.split("，")
        # 演练方案于5月20日前报送: the words before belong to what is due
        actor = actor_before(text, match.start(), max(start, passage.unnumbered)) if match[0][0] in "于在" else ""
        subject = actor + pieces[0] if len(pieces[0]) > 5 or actor else after
        if not subject or subject in ("完成", "全面完成", "基本完成", "完成任务", "落实"):
            subject = tidy(text[max(start, passage.body) : match.start()]).rstrip("（(")
            subject = subject or tidy(passage.clause.heading)
        if subject:
            due = without_preposition(tidy(match["due"]))
            facts.append(_deadline(passage, match.start(), match.end(), subject[:_LONGEST], due))
    return facts


def _deadline(passage: Passage, start: int, end: int, subject: str, due: str) -> Deadline:
    return Deadline(passage.clause.index, passage.start + start, passage.start + end, subject, passage.item, due)
