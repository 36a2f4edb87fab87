"""Terms that a document explains only where it uses them: a bracket behind a list, the item that they head, a count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.datatypes import Clause
from ingest.numerals import item_number
from ingest.table_tasks import says_one_thing
from retriever.answerers.explanation import with_subject
from retriever.answerers.stretches import balance, strip_number
from retriever.datatypes import Evidence
from retriever.draft import Statement
from retriever.reader import Reader, segments
from retriever.term_parts import counted_of, lists_as_many, names_parts, shares_word, stands_beside
from retriever.term_wording import folded

_ITEMS = 20  # clauses behind a term that may be the items that it announces
_SOME = 2
_ALL = 1200  # characters of all items
_USES = 8  # of a term that are looked at in one document
_BEHIND = 14  # characters behind a term that a question may repeat
_LONGEST = 300  # characters told
_SENTENCE = re.compile("[^。！？\n]+[。！？]?")
_CALLED = re.compile(
    r"[（(](?:以下|下文)?(?:即|也即|亦即|统称|简称|合称|并称|又称|也称|称|下称|俗称)?(?:为|作)?：?[“\"]?$"
)
_CLOSED = re.compile(r"[”\"]?[^（）()，；]{0,8}[）)]")
_ENDS = re.compile("”?[一-龥]{0,6}。")
_WAY = re.compile("”?[一-龥]{0,4}(?:模式|机制|制度|体系)")
_HEADED = re.compile("[^，；：:。]{0,12}[。：:]?")
_HEADS = re.compile(r"^[^，；：:]{0,24}$")
_LED = re.compile(r"(?:^|[，；、）)])[^，；：“”]{0,10}[“\"]?$")
_PRAISE = re.compile(
    "^(?:积极|全力|大力|努力|切实|进一步|持续|不断|更好|有效|深入|扎实|着力|全面)*(?:地|为)?"
    "(?:改造|新建|建设|建成|培育|治理|推进|推动|提升|提高|促进|打造|助力|加快|确保|形成|营造|增强|夯实|构建|实现|覆盖|完成|新增|力争|达到|负责|牵头|加强|强化)"
)
_AIM = re.compile(
    r"率|达到|不低于|不少于|不超过|以上|覆盖|完成|新增|力争|年内|年底|负责|牵头|责任|问责|挂牌|督办|通报|考核|奖励|补助|补贴|投资"
)
_TELLING = 8  # characters of a stretch that says how something works


@dataclass(frozen=True)
class _Use:
    """Where a document uses a term: `start` to `end` within `sentence`, which begins at `first` (clean offset)."""

    doc_id: str
    clause: Clause
    term: str
    sentence: str
    first: int
    start: int
    end: int

    @property
    def after(self) -> str:
        """The rest of the sentence, without what closes the term's quotes."""
        return self.sentence[self.end :].lstrip("”\"")

    @property
    def before(self) -> str:
        """The sentence up to the term's quotes."""
        return self.sentence[: self.start].rstrip("“\"")


def written_behind(reader: Reader, form: str) -> tuple[str, ...]:
    """What the documents write right behind a term, folded."""
    found: list[str] = []
    corpus = reader.lexicon.corpus
    for term in reader.terms.written[form]:
        at = corpus.find(term)
        while at >= 0 and len(found) < _USES:
            end = at + len(term)
            found.append(folded(corpus[end : end + _BEHIND].partition("\n")[0]))
            at = corpus.find(term, end)
    return tuple(found)


def explained_where_used(
    reader: Reader, terms: Sequence[str], doc_ids: Sequence[str], *, loosely: bool = False
) -> list[tuple[str, tuple[Statement, ...]]]:
    """For each document that explains one of the spellings of a term where it uses it, the explanation.

    With `loosely` a sentence counts, too, that begins with the term and goes on to say how it works.
    """
    ways = (_bracketed, _as_counted, _in_row, _of_items, _headed)
    found = []
    for doc_id in doc_ids:
        uses = [use for term in terms for use in _uses(reader, doc_id, term)]
        for tell in (*ways, _described) if loosely else ways:
            told = next((statements for use in uses if (statements := tell(reader, use))), ())
            if told:
                found.append((doc_id, told))
                break
    return found


def _uses(reader: Reader, doc_id: str, term: str) -> Iterator[_Use]:
    parsed = reader.document(doc_id).parsed
    text, clauses = parsed.clean.text, parsed.clauses
    starts = [clause.start for clause in clauses] if term in text else []
    at = text.find(term) if starts else -1
    for _ in range(_USES):
        if at < 0:
            return
        clause = clauses[max(0, bisect_right(starts, at) - 1)]
        in_row = clause.row is not None and not says_one_thing(parsed.rows[clause.row])
        if clause.kind not in ("title", "contents", "furniture") and clause.start <= at < clause.end:
            for match in re.finditer("[^|\n]+" if in_row else _SENTENCE.pattern, text[clause.start : clause.end]):
                first = clause.start + match.start()
                if first <= at < first + len(match.group(0)):
                    start = at - first
                    yield _Use(doc_id, clause, term, match.group(0), first, start, start + len(term))
        at = text.find(term, at + len(term))


def _bracketed(reader: Reader, use: _Use) -> tuple[Statement, ...]:
    """「…1名民警、2名保安、3名家长（即“1+2+3”模式）」: what stands before the bracket."""
    if not _CALLED.search(use.sentence[: use.start]) or not _CLOSED.match(use.sentence, use.end):
        return ()
    spans = segments(use.sentence)
    index = next(i for i, (first, last) in enumerate(spans) if first <= use.start < last)
    counted = counted_of(use.term)
    begin = spans[index][0]
    while counted is not None and index and not names_parts(use.sentence[begin : use.end], use.term, counted):
        index -= 1
        begin = spans[index][0]
    if use.start - begin < _TELLING:
        begin = 0
    closed = use.sentence.find("）", use.end) if "）" in use.sentence[use.end :] else use.sentence.find(")", use.end)
    return _cut(reader, use, begin, closed + 1) if use.start - begin >= _TELLING else ()


def _as_counted(reader: Reader, use: _Use) -> tuple[Statement, ...]:
    """The sentence, or the next, that names as many things as the term counts."""
    counted = counted_of(use.term)
    if counted is None:
        return ()
    if names_parts(use.sentence, use.term, counted) or stands_beside(use.sentence, use.term, counted):
        return _cut(reader, use, 0, len(use.sentence))
    text = reader.text(use.doc_id, use.clause.start, use.clause.end)
    offset = use.first - use.clause.start
    behind = text[offset + len(use.sentence) :][:_LONGEST]
    following = [match for match in _SENTENCE.finditer(behind) if match.group(0).strip()]
    heads = use.clause.row is None and _HEADED.fullmatch(use.after.strip()) is not None
    for last in range(1, min(len(following), 3) + 1) if heads else ():
        stop = following[last - 1].end()
        if names_parts(behind[:stop], use.term, counted) or (last == 1 and lists_as_many(behind[:stop], counted)):
            return _span(reader, use, use.first, use.first + len(use.sentence) + stop)
    return ()


def _in_row(reader: Reader, use: _Use) -> tuple[Statement, ...]:
    """The cell of the term's row that names as many things as it counts: 「“三防”设施 | 防护栏、监控、…」."""
    counted = counted_of(use.term)
    if counted is None or use.clause.row is None:
        return ()
    row = reader.document(use.doc_id).parsed.rows[use.clause.row]
    for value in row.values:
        if use.term not in value and (names_parts(value, use.term, counted) or lists_as_many(value, counted)):
            evidence = Evidence(use.doc_id, use.clause.index, use.clause.start, use.clause.end)
            return (Statement(f"“{use.term}”：{value.strip('，；。 ')}。", (evidence,), ("“", "”")),)
    return ()


def explained_by_word(reader: Reader, term: str, doc_ids: Sequence[str]) -> list[tuple[str, tuple[Statement, ...]]]:
    """For each document the row of as many things as a term counts, though it never calls them so: 「三个必须」."""
    counted = counted_of(term)
    if counted is None or counted.plus or len(counted.parts) != 1 or len(counted.parts[0][1]) < _SOME:
        return []
    noun = counted.parts[0][1]
    found: list[tuple[str, tuple[Statement, ...]]] = []
    for doc_id in doc_ids:
        parsed = reader.document(doc_id).parsed
        for clause in parsed.clauses if parsed.clean.text.count(noun) >= counted.total else ():
            text = reader.text(doc_id, clause.start, clause.end)
            if clause.row is None and text.count(noun) >= counted.total and (run := shares_word(text, counted)):
                around = (at.span() for at in _SENTENCE.finditer(text) if at.start() <= run[0] and run[1] <= at.end())
                first, last = next(around, run)  # a sentence says, too, what the row is about
                evidence = Evidence(doc_id, clause.index, clause.start + first, clause.start + last)
                found.append((doc_id, (Statement(f"{text[slice(*run)]}。", (evidence,)),)))
                break
    return found


def _of_items(reader: Reader, use: _Use) -> tuple[Statement, ...]:
    """「议事按照“五步法”进行：」 with the items below, as many as the term counts."""
    if not use.sentence.rstrip().endswith(("：", ":")) or use.clause.row is not None:
        return ()
    counted = counted_of(use.term)
    clauses = reader.document(use.doc_id).parsed.clauses[use.clause.index + 1 :][:_ITEMS]
    items: list[Clause] = []
    for clause in clauses:
        if clause.kind not in (clauses[0].kind, "point") or not _follows(clause, len(items) + 1, clauses[0]):
            break
        items.append(clause)
    if not _SOME <= len(items) < _ITEMS or (counted is not None and not counted.plus and len(items) != counted.total):
        return ()
    told = [(clause, reader.text(use.doc_id, clause.start, clause.end).strip()) for clause in items]
    lines = [Statement(own, (Evidence(use.doc_id, one.index, one.start, one.start + len(own)),)) for one, own in told]
    return (*_cut(reader, use, 0, len(use.sentence), "："), *lines) if sum(len(own) for _, own in told) <= _ALL else ()


def _follows(clause: Clause, count: int, first: Clause) -> bool:
    """Whether a clause is the next of a list: numbered on, or without numbers as the first is."""
    number = item_number(clause.number) if clause.number else ""
    return number == str(count) if first.number else not clause.number and clause.row is None


def _headed(reader: Reader, use: _Use) -> tuple[Statement, ...]:
    """「深化“吹哨报到”。社区遇到…」: what the item says that the term heads."""
    if counted_of(use.term) is not None or use.clause.row is not None or not use.clause.number:
        return ()
    own = reader.text(use.doc_id, use.clause.start, use.first).strip()
    head = strip_number(use.sentence).rstrip("。")
    if len(own) > len(use.clause.number) or not _HEADS.match(head) or not _ENDS.match(use.sentence, use.end):
        return ()
    text = reader.text(use.doc_id, use.first + len(use.sentence), use.clause.end)
    stop = 0
    for match in _SENTENCE.finditer(text):
        if match.end() > _LONGEST - len(use.sentence):
            break
        stop = match.end()
    body = re.sub("[（(][^（）()]*[）)]", "", text[:stop])
    if len(body.strip()) < _TELLING or not _says_how(body):
        return ()
    return _span(reader, use, use.first, use.first + len(use.sentence) + stop)


def _described(reader: Reader, use: _Use) -> tuple[Statement, ...]:
    """「用好“某通”平台，打通…」: the term is what the sentence does first, and the rest says how it works."""
    if re.search(r"[一-龥]\+[一-龥]", use.term) and _WAY.match(use.sentence, use.end):
        return _cut(reader, use, 0, len(use.sentence))  # it names its own parts
    if counted_of(use.term) is not None or not re.search("[“\"]$", use.sentence[: use.start]):
        return ()
    rest = re.match("(?!全?覆盖)[一-龥]{0,6}[，：:](?P<how>.+)", use.after, re.DOTALL)
    if rest is None or not _LED.search(use.sentence[: use.start]) or not _says_how(rest["how"]):
        return ()
    return _cut(reader, use, 0, len(use.sentence))


def _says_how(text: str) -> bool:
    """Whether one stretch of a text says how something works, not how well or how much of it is to be done."""
    pieces = (piece.strip() for piece in re.split("[，；。]", re.sub("[（(][^（）()]*[）)]", "", text)))
    return any(len(piece) >= _TELLING and not _PRAISE.match(piece) and not _AIM.search(piece) for piece in pieces)


def _cut(reader: Reader, use: _Use, begin: int, stop: int, close: str = "。") -> tuple[Statement, ...]:
    """A stretch of the term's sentence, cited to it; of a long sentence the part from the term on."""
    stop = stop if stop - begin <= _LONGEST else min(stop, begin + _LONGEST)
    words = balance(strip_number(use.sentence[begin:stop].strip("，；。：: \n-")))
    told, first = with_subject(reader, use.doc_id, use.clause, use.first, words)
    evidence = Evidence(use.doc_id, use.clause.index, first, use.first + len(use.sentence.rstrip()))
    return (Statement(f"{told}{close}", (evidence,), ("（", "）") if told != words else ()),)


def _span(reader: Reader, use: _Use, start: int, end: int) -> tuple[Statement, ...]:
    words = strip_number(reader.text(use.doc_id, start, end).strip("，；。 \n-"))
    return (Statement(f"{words}。", (Evidence(use.doc_id, use.clause.index, start, end),)),)
