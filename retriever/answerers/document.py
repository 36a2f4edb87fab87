"""Facts of a document as a whole: issuer, date, number, structure, addressees, basis."""

from __future__ import annotations

import re

from ingest.datatypes import Clause, Document
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import SUPPORTED, Reader

_DATE = re.compile(r"时候|何时|哪天|哪年|几月|几号|日期|时间")
_PAPER = re.compile(r"来源[：:].*|[\u4e00-\u9fff]{2,8}(?:报|刊|网|杂志)(?=\s?\d*$)")
_WHICH = re.compile(
    r"哪一?(?:份|个|篇)(?:文件|规划|方案|文章|材料)|的(?:文件|规划|方案|文章|材料)[，,\s]?叫(?:什么|啥)"
)
_TELLS_OF = re.compile(r"讲|写|介绍|提到|说的?|关于|报道")
_TOLD = 0.5  # what telling of the thing is worth, as a share of the topic
_PARTS = re.compile(r"部分|(?<!文)章|板块|结构|个?(?:大)?方面")


def answer_document(query: Query, reader: Reader) -> Draft:
    """A fact of the document that the question is about."""
    if _WHICH.search(query.text) and query.topic.words:
        return _which(query, reader)
    doc_id = _document_of(query, reader)
    if doc_id is None:
        return Draft()
    document = reader.document(doc_id)
    text = query.text
    if re.search("附件|附(?:了|有|着)", text):
        return _annexes(reader, doc_id)
    if _PARTS.search(text):
        return _structure(reader, doc_id)
    if re.search("发给|主送|抄送", text):
        return _line(reader, doc_id, re.compile(r"^.{4,200}[：:]$"), ("front",))
    if re.search("关键词", text):
        return _line(reader, doc_id, re.compile(r"关键词"), ())
    if re.search("根据|依据", text):
        found = _line(reader, doc_id, re.compile(r"根据.{0,40}《|依据.{0,40}《"), ())
        return found if found.found else _line(reader, doc_id, re.compile(r"根据|依据|按照"), ("front", "paragraph"))
    if re.search("施行|生效|起效|开始执行|有效期|执行到", text):
        return _line(reader, doc_id, re.compile(r"自.{4,24}起(?:施行|实施|执行|生效)|有效期"), ())
    if re.search("全称|标题|叫什么名|题目", text):
        return _title(reader, doc_id)
    if re.search("报纸|晚报|日报|媒体|刊物|哪家报", text):
        return _line(reader, doc_id, _PAPER, ("furniture", "front"))
    if re.search("作者|谁写|写.{0,24}人", text):
        found = _line(reader, doc_id, re.compile(r"作者(?:系|单位|简介|为|是)"), ())
        return found if found.found else _line(reader, doc_id, re.compile(r"作者"), ())
    if re.search("文号|字号", text):
        return _stated(reader, document, document.record.metadata.number, "文号")
    if _DATE.search(text):
        return _stated(reader, document, document.record.metadata.issued, "成文日期")
    return _stated(reader, document, document.record.metadata.issuer, "发文机关")


def _document_of(query: Query, reader: Reader) -> str | None:
    """The document asked about: the one named, or the one whose title and text cover the topic best."""
    candidates = list(query.scope.named) or sorted(query.scope.doc_ids)
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
    return passages[0].doc_id if passages and passages[0].covered >= 0.4 else ""


def _stated(reader: Reader, document: Document, value: str, name: str) -> Draft:
    """A field of the metadata, cited to the lines that state it."""
    if not value:
        return Draft(reason=f"《{document.record.metadata.title}》的正文没有写明{name}。")
    clauses = [
        clause for clause in document.parsed.clauses if clause.kind in ("closing", "front", "title", "paragraph")
    ]
    doc_id = document.record.doc_id
    wanted = _written_date(value) if name == "成文日期" else value
    evidence = []
    for clause in clauses:
        own = reader.own_text(doc_id, clause)
        bare = re.sub(r"\s", "", own)
        if any(part in bare for part in wanted.split("、")):
            evidence.append(Evidence(doc_id, clause.index, clause.start, clause.start + len(own)))
    evidence = _signature(reader, doc_id, evidence) or evidence[:1]
    if not evidence:
        return Draft(reason=f"《{document.record.metadata.title}》的正文没有写明{name}。")
    return Draft((Statement(f"{name}：{wanted}。", tuple(evidence), (name,)),), (), 1.0)


def _signature(reader: Reader, doc_id: str, evidence: list[Evidence]) -> list[Evidence]:
    """The signature and date lines around the evidence, as one stretch."""
    clauses = reader.document(doc_id).parsed.clauses
    held = [item for item in evidence if clauses[item.clause].kind == "closing"]
    if not held:
        return []
    first = last = held[0].clause
    while first and clauses[first - 1].kind == "closing":
        first -= 1
    while last + 1 < len(clauses) and clauses[last + 1].kind == "closing":
        last += 1
    end = clauses[last].start + len(reader.own_text(doc_id, clauses[last]))
    return [Evidence(doc_id, first, clauses[first].start, end)]


def _written_date(iso: str) -> str:
    parts = iso.split("-")
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def _which(query: Query, reader: Reader) -> Draft:
    """The document that holds what the question names, cited to the best sentence."""
    passages = reader.passages(query)
    if not passages or passages[0].support < SUPPORTED:
        return Draft()
    best = passages[0]
    title = f"《{reader.document(best.doc_id).record.metadata.title}》"
    return Draft((Statement(f"{title}：{best.text.strip('。')}。", (best.evidence,), (title,)),), (), best.covered)


def _title(reader: Reader, doc_id: str) -> Draft:
    """The full title of a document, cited to its title line where the text has one."""
    document = reader.document(doc_id)
    title = document.record.metadata.title
    clauses = document.parsed.clauses
    line = next((clause for clause in clauses if clause.kind == "title"), clauses[0])
    own = reader.own_text(doc_id, line)
    return Draft(
        (Statement(f"《{title}》。", (Evidence(doc_id, line.index, line.start, line.start + len(own)),), (title,)),),
        (),
        1.0,
    )


def _structure(reader: Reader, doc_id: str) -> Draft:
    """The outermost headings of a document, annexes left out."""
    clauses = [
        clause
        for clause in reader.document(doc_id).parsed.clauses
        if clause.parent is None and clause.label and clause.kind in ("heading", "item")
    ]
    if len(clauses) < 2:
        return Draft()
    count = f"{len(clauses)}个"
    head = Statement(
        f"《{reader.document(doc_id).record.metadata.title}》正文分{count}部分：", (), (count,), bears=False
    )
    return Draft((head, *(_heading(reader, doc_id, clause) for clause in clauses)), (), 1.0)


def _heading(reader: Reader, doc_id: str, clause: Clause) -> Statement:
    own = reader.own_text(doc_id, clause)
    end = clause.start + (own.find(clause.heading) + len(clause.heading) if clause.heading in own else len(own))
    return Statement(clause.label, (Evidence(doc_id, clause.index, clause.start, end),))


def _annexes(reader: Reader, doc_id: str) -> Draft:
    clauses = [clause for clause in reader.document(doc_id).parsed.clauses if clause.kind == "annex" and clause.heading]
    if not clauses:
        return Draft(reason=f"《{reader.document(doc_id).record.metadata.title}》没有附件。")
    listed = _annex_list(reader, doc_id, clauses[0])
    if len(listed) > len(clauses) - 1 and len(listed) > 1:
        count = f"{len(listed)}个"
        head = Statement(f"共有{count}附件：", (), (count,), bears=False)
        return Draft((head, *listed), (), 1.0)
    count = f"{len(clauses)}个"
    statements = [Statement(f"共有{count}附件：", (), (count,), bears=False)]
    parsed = reader.document(doc_id).parsed
    for clause in clauses:
        below = parsed.clauses[clause.index + 1] if clause.index + 1 < len(parsed.clauses) else clause
        end = below.end if below.kind == "title" and clause.heading in reader.own_text(doc_id, below) else clause.end
        own = parsed.clean.text[clause.start : end].rstrip()
        statements.append(
            Statement(
                f"{clause.number} {clause.heading}",
                (Evidence(doc_id, clause.index, clause.start, clause.start + len(own)),),
            )
        )
    return Draft(tuple(statements), (), 1.0)


def _annex_list(reader: Reader, doc_id: str, first: Clause) -> list[Statement]:
    """The annexes that a notice lists at its end: 「附件：1.…　2.…　3.…」; empty where it does not."""
    if not re.match(r"1\s?[.．、]", first.heading):
        return []
    items = [first, *(child for child in reader.children(doc_id, first) if re.match(r"\d", child.number))]
    statements = []
    for number, item in enumerate(items, 1):
        own = reader.own_text(doc_id, item)
        name = strip_number(item.heading).strip("。；; ")
        evidence = Evidence(doc_id, item.index, item.start, item.start + len(own))
        statements.append(Statement(f"{number}. {name}", (evidence,), (f"{number}. ",)))
    return statements


def _line(reader: Reader, doc_id: str, pattern: re.Pattern[str], kinds: tuple[str, ...]) -> Draft:
    """The first sentence of the wanted clauses that a pattern matches."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if kinds and clause.kind not in kinds:
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            if found := pattern.search(text[start:end]):
                words = found.group() if pattern is _PAPER else text[start:end]
                return Draft(
                    (Statement(words.strip("：。（）()") + "。", (Evidence(doc_id, clause.index, start, end),)),),
                    (),
                    1.0,
                )
    return Draft()
