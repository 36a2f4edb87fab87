"""Facts of a document as a whole: issuer, date, number, structure, addressees, basis; one or several."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ingest.datatypes import Metadata
from ingest.explained import explained_issuers
from retriever.answerers.document_facts import (
    answer_about,
    answer_annexes,
    answer_articles,
    answer_line,
    answer_structure,
    answer_title,
    basis,
    stated,
    written_date,
)
from retriever.answerers.meeting import answer_present
from retriever.answerers.whole_times import period_of
from retriever.datatypes import Evidence
from retriever.document_aspects import aspects_in
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.minutes import asks_of_meeting, minutes_meant
from retriever.numbered import head_of, replaced_by
from retriever.question import Query, asks_of_document
from retriever.reader import SUPPORTED, Reader

_DATE = re.compile(r"时候|何时|哪天|哪年|几月|几号|日期|时间")
_WHICH = re.compile(
    r"哪一?(?:份|个|篇)(?:文件|规划|方案|文章|材料)|的(?:文件|规划|方案|文章|材料)[，,\s]?叫(?:什么|啥)"
    "|(?:是|在)(?:哪里|哪儿|什么地方|什么文件|哪一?(?:部|个|条)(?:法规|条例|规定|办法|法律))里?(?:规定|写明?)(?:的|了|过)"
)
_NAMES_ASKED = re.compile("标题|名|叫|哪|讲|什么|啥")
_TELLS_OF = re.compile(r"讲|写|介绍|提到|说的?|关于|报道")
_HELD, _MARGIN = 0.4, 0.2  # share of the topic that the document told of must hold, and more than any other does
_TOLD = 0.5  # what telling of the thing is worth, as a share of the topic
_PUT_OUT = re.compile("发布|公布|公开")  # the day on which a page was put out is told beside that of the document
_COUNTED = re.compile("(?:几|多少)(?:个|家)?(?:部门|单位|委办局|厅局|局|厅|委|机关|家)|几家")
_PAPER = re.compile(r"来源[：:].*|[\u4e00-\u9fff]{2,8}(?:报|刊|网|杂志)(?=\s?\d*$)")
_TERM = "有效期|执行期|施行期|实施期|试行期"
_LINES = {  # what the line holds that tells an aspect, and the clauses to look into, all when there are none
    "effective": (
        (r"^本[^，。；]{2,8}自.{4,24}起(?:施行|实施|执行|生效)", ()),
        (r"自.{4,24}起(?:施行|实施|执行|生效)|自(?:印发|发布|公布)之日起", ()),
        (r"有效期", ()),
    ),
    "expires": (
        (rf"(?:本|自|起|》).{{0,30}}(?:{_TERM}|试行[一二三四五\d]+年|有效至|废止)|至.{{4,12}}(?:止|废止|失效)", ()),
        (r"起(?:施行|实施|执行|生效)", ()),
    ),
    "standing": (
        (rf"(?:本|自|起|》).{{0,30}}(?:{_TERM}|有效至)|至.{{4,12}}(?:止|废止|失效)", ()),
        (r"自.{4,24}起(?:施行|实施|执行|生效)|自(?:印发|发布|公布)之日起(?:施行|实施|执行|生效)", ()),
    ),
    "replaces": (
        (r"(?:》|[号\d年版])[^。；]{0,30}(?:废止|停止执行|停止施行|停止使用|不再执行|不再施行)", ()),
        (r"(?:废止|停止执行|停止施行|不再执行|不再施行)", ()),
    ),
    "passed": (
        (
            r"已?经[^。；]{2,40}(?:会议?|政府|[区县市省党州]委)[^。；]{0,12}(?:审议|讨论|研究|同意|通过|审定)",
            ("front", "title"),
        ),
        (r"(?:会议)?(?:审议)?通过", ("front", "paragraph", "title")),
    ),
    "published": ((r"(?:发布|公开|上网)(?:日期|时间)\s?[：:|]\s?\d{4}", ()),),
    "interprets": ((r"由[^，。；]{2,60}解释|解释权|负责[^，。；]{0,10}解释", ()),),
    "period": ((r"(?:规划|计划|方案|行动|纲要|实施)(?:期|期限|周期|年限)(?:限)?(?:为|是|：|至|到|从|自)", ()),),
    "approved": ((r"批准", ("front", "paragraph", "title")),),
    "addressees": ((r"^.{4,200}[：:]$", ("front",)), (r"抄送", ())),
    "chaired": ((r"^主持(?:人|领导)?\s*[：:|]", ()), (r"主持", ("front", "paragraph"))),
    "held": (
        (r"\d{1,2}月\d{1,2}日[^。]{0,40}(?:召开|召集|主持|举行)", ("front", "paragraph")),
        (r"^(?:会议|开会|召开)?(?:时间|日期)\s*[：:|]", ()),
    ),
    "venue": (
        (r"^(?:会议|开会|召开)?地点\s*[：:|]", ()),
        (r"在[^，。；]{2,24}(?:会议室|室|楼|厅|中心)[^，。；]{0,6}(?:主持)?(?:召开|举行)", ("front", "paragraph")),
    ),
    "attended": ((r"(?:参加|出席|列席)(?:了)?会议|^(?:出席|参加|列席)(?:人员|单位)?[：:]", ()),),
    "keywords": ((r"关键词", ()),),
    "paper": ((_PAPER.pattern, ("furniture", "front")),),
    "author": ((r"作者(?:系|单位|简介|为|是)", ()), (r"作者", ())),
    "editor": ((r"(?:责任编辑|责编|编辑)\s*[：:\s]", ()),),
}
_OPENING = 1500  # characters of a page in which it says what it explains
_NAMES = {
    "issuer": "发文机关", "issued": "成文日期", "number": "文号", "effective": "施行日期", "expires": "有效期",
    "standing": "有效期", "replaces": "废止的文件", "published": "在网上发布的日期", "interprets": "由谁解释",
    "period": "规划期",
    "passed": "通过日期", "approved": "批准日期", "basis": "编制依据", "addressees": "主送单位",
    "chaired": "会议的主持人", "venue": "开会的地点", "held": "开会的日期", "attended": "参加会议的人员",
    "absent": "请假的人员",
    "keywords": "关键词", "paper": "刊登的报刊",
    "author": "作者", "editor": "责任编辑",
}  # fmt: skip


def answer_document(query: Query, reader: Reader) -> Draft:
    """What is asked of the document that the question is about: each aspect, in the order in which it is asked."""
    if _WHICH.search(query.text) and query.topic.words and "replaces" not in aspects_in(query.text):
        return _which(query, reader)
    doc_id = _document_of(query, reader)
    if doc_id is None:
        return Draft()
    aspects = aspects_in(query.text) or ("issued" if _DATE.search(query.text) else "issuer",)
    aspects = _of_the_replaced(aspects, query, reader, doc_id)
    if "articles" in aspects and not _NAMES_ASKED.search(query.text):
        aspects = tuple(aspect for aspect in aspects if aspect != "structure")
    counted = _COUNTED.search(query.text) is not None
    drafts = [(aspect, _told(aspect, reader, doc_id, counted=counted)) for aspect in aspects]
    if "issued" in aspects and "published" not in aspects and _PUT_OUT.search(query.text):
        drafts += [("published", draft) for draft in (_told("published", reader, doc_id),) if draft.found]
    if not any(draft.found for _, draft in drafts):
        return replace(drafts[0][1], final="addressees" in aspects or _of_document(query, reader))
    statements: list[Statement] = []
    for aspect, draft in drafts:
        said = "\n".join(statement.text for statement in statements)
        statements += [statement for statement in draft.statements if statement.text.rstrip("。") not in said]
        if not draft.found and aspect in _NAMES and not (aspect == "issued" and len(drafts) > len(aspects)):
            statements.append(Statement(f"{_NAMES[aspect]}：正文没有写明。", (), (), bears=False))
    return Draft(tuple(statements), (), 1.0)


def _of_the_replaced(aspects: tuple[str, ...], query: Query, reader: Reader, doc_id: str) -> tuple[str, ...]:
    """The aspects, where whether a document still holds is asked of the one that it put out of force."""
    document = reader.document(doc_id)
    own, replaced = head_of(document), "\n".join(replaced_by(document))
    words = [word for word, _ in query.topic.words if len(word) > 1]
    if "standing" not in aspects or not any(word in replaced and word not in own for word in words):
        return aspects
    return tuple(dict.fromkeys("replaces" if aspect == "standing" else aspect for aspect in aspects))


def _of_document(query: Query, reader: Reader) -> bool:
    """Whether no sentence of the text can answer: what is asked is asked of the document itself."""
    return bool(aspects_in(query.text, sure=True)) or asks_of_document(query, reader.lexicon)


def _told(aspect: str, reader: Reader, doc_id: str, *, counted: bool = False) -> Draft:
    """One aspect of a document; `counted` says that it is asked how many issued it."""
    metadata = reader.document(doc_id).record.metadata
    ways: dict[str, Callable[[Reader, str], Draft]] = {
        "issuer": partial(_issuers, issuer=metadata.issuer, counted=counted),
        "issued": partial(stated, value=written_date(metadata.issued), name="成文日期"),
        "number": partial(stated, value=metadata.number, name="文号"),
        "basis": basis,
        "about": answer_about,
        "annexes": answer_annexes,
        "structure": answer_structure,
        "articles": answer_articles,
        "version": partial(_version, metadata=metadata),
        "absent": partial(answer_present, roles=("请假", "缺席")),
        "title": answer_title,
    }
    if aspect in ways:
        found = ways[aspect](reader, doc_id)
        untold = _untold(aspect, metadata) if aspect in _NAMES else ""
        return found if found.found else replace(found, reason=found.reason or untold)
    if aspect == "attended" and (present := answer_present(reader, doc_id, ("出席", "列席"))).found:
        return present
    for pattern, kinds in _LINES[aspect]:
        found = answer_line(reader, doc_id, re.compile(pattern), kinds, whole=aspect != "paper")
        if found.found:
            return found
    if aspect == "author" and metadata.issuer:
        return stated(reader, doc_id, value=metadata.issuer, name="发文机关")
    if aspect == "period" and (period := period_of(reader, doc_id)).found:
        return period
    return Draft(reason=_untold(aspect, metadata))


def _issuers(reader: Reader, doc_id: str, *, issuer: str, counted: bool) -> Draft:
    """Who issued a document; of a page that explains one, who issued the one that it explains."""
    document = reader.document(doc_id)
    text = document.parsed.clean.text[:_OPENING]
    named = explained_issuers(document.record.metadata.title, text.splitlines())
    joint = stated(reader, doc_id, value="、".join(named), name="发文机关", counted=counted) if named else Draft()
    return joint if joint.found else stated(reader, doc_id, value=issuer, name="发文机关", counted=counted)


def _untold(aspect: str, metadata: Metadata) -> str:
    return f"《{metadata.title}》的正文没有写明{_NAMES[aspect]}。"


def _version(reader: Reader, doc_id: str, *, metadata: Metadata) -> Draft:
    """The edition of a document that the library holds: its title, number and day."""
    told = (
        stated(reader, doc_id, value=metadata.number, name="文号"),
        stated(reader, doc_id, value=written_date(metadata.issued), name="成文日期"),
    )
    statements = [statement for draft in told for statement in draft.statements]
    return Draft((*answer_title(reader, doc_id).statements, *statements), (), 1.0) if statements else Draft()


def _document_of(query: Query, reader: Reader) -> str | None:
    """The document asked about: the one named, or the one whose title and text cover the topic best."""
    candidates = list(query.scope.named) or sorted(query.scope.doc_ids)
    if asks_of_meeting(query.text):
        candidates = list(minutes_meant(query.text, query.scope, reader.lexicon)) or candidates
    if len(candidates) == 1:
        return candidates[0]
    topic = query.topic
    best: tuple[float, str] | None = None
    told = _told_in(query, reader)
    for doc_id in candidates:
        document = reader.document(doc_id)
        score = coverage(topic, ((document.record.metadata.title, 1.0), (document.parsed.clean.text[:400], 0.4)))
        score += 0.3 * coverage(
            query.context, ((document.record.metadata.title, 1.0), (document.parsed.clean.text, 0.5))
        )
        score += 0.05 if document.record.metadata.issuer else 0.0
        score += _TOLD if doc_id == told else 0.0
        if best is None or score > best[0]:
            best = (score, doc_id)
    return best[1] if best and (best[0] >= 0.4 or query.scope.decided) else None


def _told_in(query: Query, reader: Reader) -> str:
    """The document that tells of what the question describes it by (「讲…的那篇」); "" when none does."""
    if not _TELLS_OF.search(query.text):
        return ""
    passages = reader.passages(query)
    if passages and passages[0].covered >= _HELD:
        return passages[0].doc_id
    held = sorted(  # several things that one document alone tells of, each in its place
        (coverage(query.topic, ((reader.document(doc_id).parsed.clean.text, 1.0),)), doc_id)
        for doc_id in query.scope.doc_ids
    )
    second = held[-2][0] if len(held) > 1 else 0.0
    return held[-1][1] if held and held[-1][0] >= _HELD and held[-1][0] - second >= _MARGIN else ""


def _which(query: Query, reader: Reader) -> Draft:
    """The document that holds what the question names, cited to the best sentence."""
    passages = reader.passages(query)
    if not passages or passages[0].support < SUPPORTED:
        return Draft()
    best = passages[0]
    title = f"《{reader.document(best.doc_id).record.metadata.title}》"
    evidence: Evidence = best.evidence
    return Draft((Statement(f"{title}：{best.text.strip('。')}。", (evidence,), (title,)),), (), best.covered)
