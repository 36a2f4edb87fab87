"""Who approves, supervises or pays for something, and to whom it is reported: by the words that say so.

「报县人民政府批准」, 「由区城管局监督」, 「向指挥部办公室报告」 name a body beside an act that no list of tasks holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retriever.answerers.stretches import strip_number
from retriever.draft import NOTHING, Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.question_wording import ROMAN
from retriever.reader import INDICATED, Passage, Reader

_WHO = "(?:谁|哪[个家级一]?(?:单位|部门|机关|机构|局|级)?)"
_BODY = r"([^，。；：由报经向]{2,40}?)"
_KINDS = ("responsibility", "fact", "method", "list")
_LOOKED_AT = 12
_COVERED = 0.6  # share of a question's other words that the sentence and its headings must hold
_PAYS = re.compile("承担|负担|分担|出资|列支|自筹")  # 「做好资金安排」 says less of who pays
_LONGEST = 160  # characters of a sentence that is told whole


@dataclass(frozen=True)
class _Act:
    """How a question asks for who does something, and how a sentence says it."""

    asked: re.Pattern[str]
    said: re.Pattern[str]


_ACTS = (
    _Act(
        re.compile(rf"{_WHO}(?:来|负责)?(?:审?批准?|同意|审定|核准|拍板|批复)(?!次)|(?:报|经|找|要){_WHO}[^，。？]{{0,2}}(?:审?批准?|同意|审定|核准)"),
        re.compile(rf"(?:报请?|经|由|提请|征得){_BODY}(?:研究)?(?:批准|审批|同意|审定|核准|批复|审议)"),
    ),
    _Act(
        re.compile(rf"{_WHO}(?:来|负责|去)?(?:监督|督办|督查|督导)|(?:监督|督办|督查)(?:单位|部门|方)?(?:是|归|由){_WHO}"),
        re.compile(rf"由{_BODY}(?:负责|共同|统一|全程)*(?:监督|督办|督查|督导)"),
    ),
    _Act(
        re.compile(rf"(?:向|报给?|送给?|交给?|上报|报告给?){_WHO}(?:报|送|交|告|[，。？?]|$)|(?:报|送|交|告)(?:到|给|送)?{_WHO}"),
        re.compile(rf"向{_BODY}(?:如实|及时|书面)*(?:报告|汇报|报送|备案|提出|申诉)|(?:报送?|上报|呈报|送){_BODY}(?:备案|汇总|更新|审核|[，。；（]|$)"),
    ),
    _Act(
        re.compile(rf"{_WHO}(?:来|负责)?(?:出钱|掏钱|出资|买单|拨付?|付钱?|给钱|兜底)|(?:钱|资金|经费|费用)(?:都|全)?(?:由|归)?{_WHO}"),
        re.compile(rf"(?:由|^|(?<=[，；。])){_BODY}(?:负责|统筹|每年|按[^，。；]{{1,8}})*(?:安排|拨付|出资|负担|承担|解决|保障|列支|兑付)"),
    ),
)  # fmt: skip


def answer_act(query: Query, reader: Reader) -> Draft:
    """The sentence that names the body of the act that a question asks for; nothing where none near it does."""
    act = next((act for act in _ACTS if act.asked.search(query.text)), None)
    if act is None or query.kind not in _KINDS:
        return NOTHING
    asking = act.asked.search(query.text)
    assert asking is not None
    topic = query.topic.without(word for word, _ in query.topic.words if word in asking[0])
    if not topic.words:
        return NOTHING
    best: tuple[float, Passage, str, bool] | None = None
    for passage in reader.passages(query)[:_LOOKED_AT]:
        told = _told(passage.text, act, reader) if passage.support >= INDICATED else ""
        if not told:
            continue
        path = "\n".join(reader.clause(passage.doc_id, passage.clause).path)
        own = reader.own_text(passage.doc_id, reader.clause(passage.doc_id, passage.clause))
        title = reader.document(passage.doc_id).record.metadata.title
        said = passage.text + passage.text.translate(ROMAN)  # 二级 of 「Ⅱ级」
        held = coverage(topic, ((said, 1.0), (own, 0.8), (path, 0.8), (title, 0.5 if len(topic.words) < 3 else 0.7)))
        if held < _COVERED:
            continue
        pays = act is _ACTS[-1] and _PAYS.search(told) is not None
        if best is None or (pays, held) > (best[3], best[0] + 0.001):
            best = held, passage, told, pays
    if best is None:
        return NOTHING
    return Draft((Statement(best[2], (best[1].evidence,)),), (), max(best[0], best[1].support))


def _told(sentence: str, act: _Act, reader: Reader) -> str:
    """The sentence, where a body of it does the act; empty for none."""
    for match in act.said.finditer(sentence):
        body = next(filter(None, match.groups()), "")
        if reader.lexicon.bodies.find(body) or re.search("政府|常委会|指挥部|办公室|委员会|财政|领导小组|会议$", body):
            text = strip_number(sentence).strip("。； \n")
            if len(text) <= _LONGEST:
                return f"{text}。"
            start = max(sentence.rfind(mark, 0, match.start()) for mark in "。；") + 1
            end = min((place for mark in "。；" if (place := sentence.find(mark, match.end())) >= 0), default=None)
            return f"{strip_number(sentence[start:end]).strip()}。"
    return ""
