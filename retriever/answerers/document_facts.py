"""Single facts of a document as a whole, each cited to the line that tells it."""

from __future__ import annotations

import re

from ingest.datatypes import Clause
from ingest.numerals import to_chinese
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.reader import Reader, segments

_FRONT = ("closing", "front", "title", "paragraph")
_RULE = re.compile(r"第[一二三四五六七八九十百]+条$")
_NAMED_BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照)[^。；]{0,40}《")
_BASES = (
    _NAMED_BASIS,
    re.compile("根据|依据|依照|遵照"),
    re.compile("按照[^，；。]{2,60}(?:要求|部署|精神|决定|意见|安排)"),
    re.compile("贯彻(?:落实)?[^，；。]{2,60}精神"),
)
_BASIS_NEAR = 12  # clauses from the beginning of a document in which its basis stands
_WRITTEN = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_PURPOSE = re.compile("^(?:为|鉴于|根据|按照|近期)|现就|现将|决定|研究[^，。]{2,30}(?:问题|事项|工作)")
_PURPOSE_LIMIT = 160  # characters
_ABOUT_LIMIT = 260  # characters of title, purpose and headings together
_ANSWER_MARK = re.compile(r"^\s*[【\[（(]?答[】\])）：:]+\s?")
_ANNEX_LIST = re.compile(r"^附\s?件\s?[：:]?\s?")
_ANNEX_ITEM = re.compile(r"(?<!\d)(\d{1,2})\s?[.．、]\s?(?!\d)")


def stated(reader: Reader, doc_id: str, *, value: str, name: str, counted: bool = False) -> Draft:
    """A field of the metadata, cited to the lines that state it; `counted` says how many bodies it names."""
    document = reader.document(doc_id)
    missing = Draft(reason=f"《{document.record.metadata.title}》的正文没有写明{name}。")
    if not value:
        return missing
    evidence = []
    numerals = _in_numerals(value)
    parts = [*value.split("、"), *([numerals] if numerals else [])]
    clauses = [clause for clause in document.parsed.clauses if clause.kind in _FRONT]
    for clause in (*clauses, *document.parsed.clauses[:_BASIS_NEAR]):
        own = reader.own_text(doc_id, clause)
        bare = re.sub(r"\s", "", own)
        if any(part in bare for part in parts):
            evidence.append(Evidence(doc_id, clause.index, clause.start, clause.start + len(own)))
    evidence = _signature(reader, doc_id, evidence) or evidence[:1]
    if not evidence:
        return missing
    number = f"共{len(value.split('、'))}家：" if counted else ""
    computed = [name, value] if numerals else [name]  # a date in numerals is borne by 二〇二五年三月
    computed += [number] if number else []
    return Draft((Statement(f"{name}：{number}{value}。", tuple(evidence), tuple(computed)),), (), 1.0)


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


def _in_numerals(date: str) -> str:
    """A written date in Chinese numerals, 「二〇二五年三月二十一日」; "" where the words are no date."""
    match = _WRITTEN.fullmatch(date)
    if match is None:
        return ""
    year, *others = match.groups()
    spelt = [f"{to_chinese(int(number))}{unit}" for number, unit in zip(others, "月日", strict=True) if number]
    return "".join((year.translate(_DIGITS), "年", *spelt))


def written_date(iso: str) -> str:
    """An ISO date as documents write it: 2024年2月7日."""
    if not iso:
        return ""
    parts = iso.split("-")
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def basis(reader: Reader, doc_id: str) -> Draft:
    """What a document was made after: the stretch 「根据《…》和《…》」 near its beginning."""
    text = reader.document(doc_id).parsed.clean.text
    for pattern in _BASES:
        for clause in reader.document(doc_id).parsed.clauses[:_BASIS_NEAR]:
            for start, end in split_sentences(text, clause.start, clause.end):
                found = pattern.search(text[start:end])
                if found is None:
                    continue
                first = start + found.start()
                parts = [span for span in segments(text[start:end]) if span[1] > found.start()]
                last = start + parts[0][1]
                words = text[first:last].strip("，；。 \n")
                return Draft((Statement(f"{words}。", (Evidence(doc_id, clause.index, start, end),)),), (), 1.0)
    return Draft(reason=f"《{reader.document(doc_id).record.metadata.title}》的正文没有写明编制依据。")


def answer_title(reader: Reader, doc_id: str) -> Draft:
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


def answer_about(reader: Reader, doc_id: str) -> Draft:
    """What a document is about: its title, the sentence that says what it was made for, and its headings."""
    opening, parts = _purpose_of(reader, doc_id), answer_structure(reader, doc_id).statements
    long = sum(len(told.text) for told in (*opening.statements, *parts)) > _ABOUT_LIMIT
    if long or not parts:
        return opening
    told = opening.statements if len(opening.statements) > 1 else ()  # the headings are told with the title
    return Draft((*told, *parts), (), 1.0)


def _purpose_of(reader: Reader, doc_id: str) -> Draft:
    """The title of a document, and the sentence at its beginning that says what it was made for."""
    title = answer_title(reader, doc_id)
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses[:_BASIS_NEAR]:
        if clause.kind not in ("front", "paragraph"):
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            if _PURPOSE.search(text[start:end]) and end - start <= _PURPOSE_LIMIT:
                purpose = Statement(strip_number(text[start:end]), (Evidence(doc_id, clause.index, start, end),))
                return Draft((*title.statements, purpose), (), 1.0)
    return title


def answer_structure(reader: Reader, doc_id: str) -> Draft:
    """The outermost headings of a document, annexes left out."""
    clauses = [
        clause
        for clause in reader.document(doc_id).parsed.clauses
        if clause.parent is None and clause.number and clause.label and clause.kind in ("heading", "item")
    ]
    if len(clauses) < 2:
        clauses = [
            clause
            for clause in reader.document(doc_id).parsed.clauses
            if clause.parent is None and clause.label and clause.kind in ("heading", "item")
        ]
    if len(clauses) < 2:
        return Draft()
    unit = "章" if all(clause.number.endswith("章") for clause in clauses) else "个部分"
    count = f"{len(clauses)}{unit}"
    title = f"《{reader.document(doc_id).record.metadata.title}》"
    head = Statement(f"{title}正文分{count}：", (), (count,), bears=False)
    return Draft((head, *(_heading(reader, doc_id, clause) for clause in clauses)), (), 1.0)


def _heading(reader: Reader, doc_id: str, clause: Clause) -> Statement:
    own = reader.own_text(doc_id, clause)
    end = clause.start + (own.find(clause.heading) + len(clause.heading) if clause.heading in own else len(own))
    return Statement(clause.label, (Evidence(doc_id, clause.index, clause.start, end),))


def answer_articles(reader: Reader, doc_id: str) -> Draft:
    """How many chapters and articles (第N条) a regulation has."""
    clauses = reader.document(doc_id).parsed.clauses
    rules = [clause for clause in clauses if _RULE.match(clause.number)]
    if not rules:
        return answer_structure(reader, doc_id)
    chapters = [clause for clause in clauses if clause.parent is None and clause.number.endswith("章")]
    title = f"《{reader.document(doc_id).record.metadata.title}》"
    count = (f"{len(chapters)}章" if chapters else "") + f"{len(rules)}条"
    evidence = tuple(
        Evidence(doc_id, rule.index, rule.start, rule.start + len(reader.own_text(doc_id, rule)))
        for rule in (rules[0], rules[-1])
    )
    span = f"（{rules[0].number}至{rules[-1].number}）"
    return Draft((Statement(f"{title}共{count}{span}。", evidence, (f"共{count}", title)),), (), 1.0)


def answer_annexes(reader: Reader, doc_id: str) -> Draft:
    """The annexes of a document: those that its list at the end names, and those that follow it."""
    named: dict[str, tuple[str, Evidence]] = {}
    for clause in reader.document(doc_id).parsed.clauses:
        if clause.kind == "annex" and not re.search(r"\d", clause.number):
            named.update(_listed(reader, doc_id, clause))
    for clause in reader.document(doc_id).parsed.clauses:
        number = re.sub(r"\D", "", clause.number)
        held = any(clause.heading == heading for heading, _ in named.values())
        if clause.kind == "annex" and clause.heading and not held and (number or not named):
            heading = named[number][0] if number in named and len(named[number][0]) > len(clause.heading) else ""
            named[number or str(len(named) + 1)] = (heading or clause.heading, _whole(reader, doc_id, clause))
    if not named:
        return Draft(reason=f"《{reader.document(doc_id).record.metadata.title}》没有附件。")
    count = f"{len(named)}个"
    statements = [Statement(f"共有{count}附件：", (), (count,), bears=False)]
    for number, (heading, evidence) in sorted(named.items(), key=lambda entry: int(entry[0])):
        label = f"附件{number} " if len(named) > 1 else "附件 "
        statements.append(Statement(f"{label}{heading}", (evidence,), (label,)))
    return Draft(tuple(statements), (), 1.0)


def _listed(reader: Reader, doc_id: str, clause: Clause) -> dict[str, tuple[str, Evidence]]:
    """Number → name of the annexes that a list names: 「附件：1.名单 2.清单」, in one line or in several."""
    clauses = reader.document(doc_id).parsed.clauses
    last = clause
    for other in clauses[clause.index + 1 :]:
        if other.kind not in ("item", "heading") or not re.match(r"\d", other.number):
            break
        last = other
    text = reader.document(doc_id).parsed.clean.text
    end = last.start + len(reader.own_text(doc_id, last))
    found: dict[str, tuple[str, Evidence]] = {}
    opened = _ANNEX_LIST.sub("", text[clause.start : end])
    begin = end - len(opened)
    marks = list(_ANNEX_ITEM.finditer(text, begin, end))
    for order, mark in enumerate(marks, 1):
        if int(mark.group(1)) != order:
            break
        stop = marks[order].start() if order < len(marks) else end
        name = text[mark.end() : stop].strip().split("\n")[0].strip("；;。 ")
        found[mark.group(1)] = (name, Evidence(doc_id, clause.index, clause.start, stop))
    if not found and opened.strip() and last is clause:
        name = opened.strip().split("\n")[0].strip("：:；;。 ")
        found["1"] = (name, Evidence(doc_id, clause.index, clause.start, end))
    return found


def _whole(reader: Reader, doc_id: str, clause: Clause) -> Evidence:
    """An annex with the line of its heading."""
    parsed = reader.document(doc_id).parsed
    below = parsed.clauses[clause.index + 1] if clause.index + 1 < len(parsed.clauses) else clause
    end = below.end if below.kind == "title" and clause.heading in reader.own_text(doc_id, below) else clause.end
    own = parsed.clean.text[clause.start : end].rstrip()
    return Evidence(doc_id, clause.index, clause.start, clause.start + len(own))


def answer_line(reader: Reader, doc_id: str, pattern: re.Pattern[str], kinds: tuple[str, ...], *, whole: bool) -> Draft:
    """The first sentence of the wanted clauses that a pattern matches; without `whole` what it matches."""
    text = reader.document(doc_id).parsed.clean.text
    for clause in reader.document(doc_id).parsed.clauses:
        if kinds and clause.kind not in kinds:
            continue
        for start, end in split_sentences(text, clause.start, clause.end):
            if found := pattern.search(text[start:end]):
                words = strip_number(_ANSWER_MARK.sub("", text[start:end])) if whole else found.group()
                words = words.replace(" | ", "：") if words.count(" | ") == 1 else words
                return Draft(
                    (Statement(words.strip("：。（）() \n") + "。", (Evidence(doc_id, clause.index, start, end),)),),
                    (),
                    1.0,
                )
    return Draft()
