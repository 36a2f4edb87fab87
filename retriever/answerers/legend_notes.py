"""The stretches of a document that explain its signs, labels and roles, or the order in which it lists bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.datatypes import Clause
from ingest.labels import FIRST_LEADS
from ingest.sentences import split_sentences
from ingest.table_tasks import says_one_thing
from retriever.reader import Reader, segments
from retriever.signs import Sign

_LABEL = re.compile(
    "(?:标注|标记|标有|标明|标|注明|注|填写|填|写)(?:为|了|有)?[“\"](?P<label>[^”\"\\n]{2,12})[”\"]"
)
_MARKED = re.compile(r"(?:标注|标有|标明|注有|注明|标|带|加|打|画|划|有|凡|以|用|填|为|写)(?:了|的|着|有)*[“\"]?$")
_TELLS = re.compile(
    r"[\]］〕】）)”\"’]*(?:号|标记|符号|标识)?(?:表示|代表|者?为|即|是|指|系|[：:=＝]|——)(?!了|民|主题|抓手)\s*(?=[^，。；、\n]{1,36})"
    r"|[”\"]?(?:号)?(?:内|里|中)(?:的)?[^，。；\n]{0,10}?(?:表示|代表|为|是|指|系|[：:])[^，。；\n]{1,36}"
)
_OF_MARKED = re.compile(r"[”\"]?(?:号)?(?:的|者|项目|事项|任务|工作|指标|单位|部门|内容)")
_SHORT_ROLE = "牵头|主办|主责|配合|协办|协同|协助|会办|承办|领办|督导|督办|包保|包联|包抓|主管|监管"
_LONG_ROLE = (
    f"{_SHORT_ROLE}|责任|落实|实施|参与|参加|联系|审核|验收|指导|支持|帮扶|分管|主体|第一责任|主要责任|直接责任"
)
_HOLDER = "单位|部门|科室|处室|股室|机构|领导|责任人|人|主体|者|方"
ROLE_NAMED = re.compile(f"{_SHORT_ROLE}|(?:{_LONG_ROLE})(?:{_HOLDER})")
"""A role as a question names it."""
_ROLE = re.compile(
    rf"(?:[^一-龥]|其中|各|由)*(?P<role>(?P<core>{_LONG_ROLE})(?:{_HOLDER}))(?:[”\"]|（[^）]*）)?"
    r"(?:应当?|须|要|需|均|主要|具体|共同|各自|必须|原则上)*"
    r"(?P<tells>对[^，。；]{1,16}?(?:负|进行|承担|实施|予以|把关)|负[^，。；]{0,10}责任?|负责(?=[^，。；]{2,})|承担|主动"
    "|按照?|参与|积极|为|是|即|指|协助|配合|牵头|统筹|抓总|提供|兜底)"
)
_OPENING = re.compile(
    r"^(?:[（(]?(?:备注|附注|注释|注意|注|填表说明|说明|图例|释义)\s*\d*[：:\s])?"
    r"\s*(?:[一二三四五六七八九十]+、|\d{1,2}[.．、](?!\d))?\s*(?:其中|另外)?，?"
)
_GOES_ON = re.compile("其余|其他|余者?|余下|后者|仅列|只列|仅有|仅一|只有|未列|没有|单独|负责|统筹")
_ORDER_FREE = re.compile("(?:排名|排序|顺序|列名)?不分(?:先后|前后|主次)")
_OF_ROLES = re.compile(_HOLDER)
_OF_ORDER = re.compile("首|第一|不分")
_NATURE = "约束性|预期性"
NATURE_NAMED = re.compile(_NATURE)
"""Whether targets bind, as a question names it."""
_NATURE_MEANS = re.compile(
    rf"[“\"]?(?P<nature>{_NATURE})[”\"]?(?:指标)?，?(?:是指|系指|指的是|是|为|指|即)(?!{_NATURE}|[一-龥]{{0,6}}、)"
)
_OF_NATURE = re.compile(rf"(?:均|都)?(?:为|是|属于?)[“\"]?(?P<nature>{_NATURE})[”\"]?(?:指标)?(?:[，。；、]|$)")
_A_NOTE = re.compile(r"[（(]?(?:备注|附注|注|说明)\s*\d*[：:\s]")
_LONGEST = 160  # characters of one note told
_DONE_SOON = 6  # characters behind a sign within which 「的，」 leaves what it means to the next stretch


@dataclass(frozen=True)
class Note:
    """A stretch from `start` to `end` (clean offsets) of a clause, that explains what `said` names."""

    said: str
    clause: int
    start: int
    end: int


def words_of(text: str) -> str:
    """A note without 注： and its number."""
    return _OPENING.sub("", text).strip("，；。：、 \n（）")[:_LONGEST]


def of_sign(reader: Reader, doc_id: str, sign: Sign) -> Iterator[Note]:
    """What a document says of a sign: 「★为主责单位」, 「标★事项6月底前完成」, 「[ ]内为累计数」."""
    written = re.compile(sign.written)
    for clause, first, text in _sentences(reader, doc_id, written):
        parts = segments(text)
        for index, (start, end) in enumerate(parts):
            for match in written.finditer(text, start, end):
                behind = text[match.end() : end]
                marked = _MARKED.search(text[start : match.start()]) is not None
                if _TELLS.match(behind) or (marked and (len(behind) > 2 or _OF_MARKED.match(behind))):
                    last = _meaning_end(text, match.end(), parts, index)
                    yield Note(match.group(), clause.index, first + start, first + last)


def of_labels(reader: Reader, doc_id: str, question: str) -> Iterator[Note]:
    """What a document says of what is marked with words of a question: 「标注“持续推进”的事项，每半年小结一次」."""
    for clause, first, text in _sentences(reader, doc_id, _LABEL):
        parts = segments(text)
        for index, (start, end) in enumerate(parts):
            for match in _LABEL.finditer(text, start, end):
                if match["label"] in question:
                    last = _meaning_end(text, match.end(), parts, index)
                    yield Note(match["label"], clause.index, first + start, first + last)


def of_roles(reader: Reader, doc_id: str, question: str) -> Iterator[Note]:
    """What a document says that the roles named in a question answer for: 「落实单位负配合责任」."""
    for clause, first, text in _sentences(reader, doc_id, _OF_ROLES):
        for start, end in segments(text):
            opening = _OPENING.match(text[start:end])
            match = _ROLE.match(text, start + (opening.end() if opening else 0), end)
            if match is None or not _names_role(question, match["role"], match["core"]):
                continue
            if next(iter(reader.lexicon.bodies.find(text[match.start("tells") : end], listed_only=True)), None):
                continue  # 「责任单位为区民政局」 says who it is
            yield Note(match["role"], clause.index, first + start, first + end)


def of_order(reader: Reader, doc_id: str) -> Iterator[Note]:
    """What a document says of the order in which bodies stand: 「列首位者为牵头，其余为配合」."""
    for clause, first, text in _sentences(reader, doc_id, _OF_ORDER):
        parts = segments(text)
        for index, (start, end) in enumerate(parts):
            part = text[start:end]
            if not FIRST_LEADS.search(part) and not _ORDER_FREE.search(part):
                continue
            last = end
            for begin, stop in parts[index + 1 :]:
                if not _GOES_ON.match(text, begin):
                    break
                last = stop
            yield Note("", clause.index, first + start, first + last)


def of_item(reader: Reader, doc_id: str, number: str) -> Iterator[Note]:
    """What a note says of an item by its number: 「注：…；第8项为自2021年起累计数」."""
    named = re.compile(rf"第{re.escape(number)}[项条]")
    for clause, first, text in _sentences(reader, doc_id, named):
        if not _A_NOTE.match(text):
            continue
        for start, end in segments(text):
            if named.match(words_of(text[start:end])):
                yield Note(number, clause.index, first + start, first + end)


def of_nature(reader: Reader, doc_id: str, question: str, *, meaning: bool) -> Iterator[Note]:
    """What a document says binding targets are, or, without `meaning`, which of a table without such a column bind."""
    parsed = reader.document(doc_id).parsed
    if not meaning and any(NATURE_NAMED.fullmatch(value.strip()) for row in parsed.rows for value in row.values):
        return
    pattern = _NATURE_MEANS if meaning else _OF_NATURE
    for clause, first, text in _sentences(reader, doc_id, NATURE_NAMED):
        for start, end in segments(text):
            match = pattern.search(text, start, end)
            if match is not None and (not meaning or match["nature"] in question):
                last = re.compile("[；。]|，(?=[“\"]?(?:约束|预期))|$").search(text, match.end())
                stop = last.end() if last is not None and meaning else end
                yield Note(match["nature"], clause.index, first + start, first + stop)


def _sentences(reader: Reader, doc_id: str, needs: re.Pattern[str]) -> Iterator[tuple[Clause, int, str]]:
    """Sentences that may hold a note, with their clause and start: none of a table but what runs across it."""
    parsed = reader.document(doc_id).parsed
    if not needs.search(parsed.clean.text):
        return
    for clause in parsed.clauses:
        in_table = clause.row is not None and not says_one_thing(parsed.rows[clause.row])
        if in_table or not needs.search(parsed.clean.text, clause.start, clause.end):
            continue
        for start, end in split_sentences(parsed.clean.text, clause.start, clause.end):
            if needs.search(parsed.clean.text, start, end):
                yield clause, start, parsed.clean.text[start:end]


def _meaning_end(text: str, after: int, parts: list[tuple[int, int]], index: int) -> int:
    """Where what is said of a sign ends that stands before `after` in a stretch: 「标“—”的，由主责单位独立完成」."""
    end = parts[index][1]
    goes_on = _OF_MARKED.match(text, after, end) and end - after <= _DONE_SOON and index + 1 < len(parts)
    return parts[index + 1][1] if goes_on else end


def _names_role(question: str, role: str, core: str) -> bool:
    """Whether a question names a role: in full, or by its bare word where that is no other word (领办、主办)."""
    return role in question or (re.fullmatch(_SHORT_ROLE, core) is not None and core in question)
