"""How much, how many: from target facts, else from sentences that hold a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.datatypes import Clause, Metadata, Target
from ingest.target_tables import PRESENT
from retriever.answerers.ages import bands_of_ages, fits_age, narrowness
from retriever.answerers.announced import with_siblings
from retriever.answerers.cells import row_title
from retriever.answerers.clauses import told_of
from retriever.answerers.clear_lead import leaves_out, leaves_out_alike, leaves_out_year
from retriever.answerers.expectation import expected
from retriever.answerers.prose import answer_fact
from retriever.answerers.stretches import allowed_year, balance, cited, strip_number, tells_whole, weight_of_chapter
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import coverage
from retriever.question import Query
from retriever.reader import Passage, Reader, header_evidence, segments, standing
from retriever.scope import PLAN_PERIOD

COVERED = 0.62
_LIKELIER = 0.1  # probability by which a sentence must be likelier than that of the best figure, to be told instead
_AHEAD = 0.3  # the same of its score, where it is no less likely
_UNDER_GOALS = 0.1  # worth of standing under a heading of goals where these are asked for
_BOUND = 0.02  # worth of 「达到90家」 beside 「获评40家」 where it is asked what is to be reached
_SAME = 0.93  # targets of other documents this close to the best are told beside it
_UNDECIDED = 0.05  # targets of neighbouring items as close as this are not told apart by the question
_UNIT_NAMED = re.compile(r"[(（]([^()（）]{1,4})[)）]$")  # 「长者食堂(处)」
_YEAR = re.compile(r"20\d{2}")
_AGE_FITS = 0.2  # worth of a figure for people of the age asked about, the more the narrower the band
_OTHER_AGE = 0.6  # what a figure for people of another age is worth less
_NOW = re.compile("现在|目前|当前|眼下|如今|现状|基期|原来|原先|去年|上一?年")
_FROM_TO = re.compile("从(?:多少|几).{0,6}(?:到|提|升|增|涨|降|减)|从.{0,10}的?(?:多少|几)")
_HOW_MANY = re.compile("(?:多少|(?<!哪)几)[个家名户处座所支]([\u4e00-\u9fff]{2,4})")
_AIM = re.compile(r"目标|要(?!求?不要)|计划|打算|将|争取|力争|到.{0,6}年|十[二三四五六]五")


def answer_target(query: Query, reader: Reader) -> Draft:
    """The clause with the figure asked for."""
    query = replace(
        query,
        topic=query.topic.without(
            word for word, _ in query.topic.words if word[0].isdigit() and word not in reader.lexicon.quoted
        ),
    )
    ranked = rank_targets(query, reader)
    prose = answer_fact(query, reader)
    if not ranked or ranked[0][0] < COVERED:
        return prose
    aimed = _AIM.search(query.text) is not None and not _names_plan(query, prose)
    looks_back = prose.found and aimed and _looks_back(reader, prose)
    of_year = _of_year_asked(query, ranked[0][1]) and not _names_year(query, prose)
    likelier = prose.found and (
        prose.score > ranked[0][0] + 0.15 or _is_likelier(query, reader, prose, ranked[0][1])
    )
    if likelier and not looks_back and not of_year:
        return prose
    best, first = ranked[0]
    clause = reader.clause(first.doc_id, first.fact.clause)
    if any(_beside(reader, first, other) for score, other in ranked[1:] if score >= best - _UNDECIDED):
        # The question does not say which band of the amount it is about.
        bands = with_siblings(reader, first.doc_id, clause)
        if bands.found:
            return replace(bands, facts=(first,), score=best)
    chosen = [first]
    if not query.scope.decided:
        for score, stored in ranked[1:]:
            if score >= best * _SAME and stored.doc_id not in {other.doc_id for other in chosen}:
                chosen.append(stored)
    statements = tuple(_statement(query, reader, stored, len(chosen) > 1) for stored in chosen)
    return Draft(statements, tuple(chosen), best)


def _is_likelier(query: Query, reader: Reader, prose: Draft, stored: StoredFact) -> bool:
    """Whether the sentence of an answer is likelier to be the one asked for than that of a figure."""
    fact, passages = stored.fact, reader.passages(query)
    figure = Evidence(stored.doc_id, fact.clause, fact.start, fact.end)
    told = [one for statement in prose.statements for one in statement.evidence]
    (sure, score), (other_sure, other_score) = standing(told, passages), standing([figure], passages)
    return sure - other_sure >= _LIKELIER or (sure >= other_sure and score - other_score >= _AHEAD)


def _of_year_asked(query: Query, stored: StoredFact) -> bool:
    """Whether a figure is set for a year that the question names."""
    return bool({str(year) for year in query.scope.years} & set(_YEAR.findall(_period(stored))))


def _names_year(query: Query, draft: Draft) -> bool:
    """Whether an answer speaks of a year, or of the five years of a plan, that the question names."""
    if _names_plan(query, draft):
        return True
    return any(str(year) in statement.text for year in query.scope.years for statement in draft.statements)


def _names_plan(query: Query, draft: Draft) -> bool:
    """Whether an answer speaks of the very five years that a question names: 「“十四五”期间改造86个」."""
    period = PLAN_PERIOD.search(query.text)
    return period is not None and any(period.group(0) in statement.text for statement in draft.statements)


def _beside(reader: Reader, first: StoredFact, other: StoredFact) -> bool:
    """Whether two targets stand in neighbouring items below one announcing sentence."""
    if first.doc_id != other.doc_id or first.fact.clause == other.fact.clause:
        return False
    parents = {reader.clause(stored.doc_id, stored.fact.clause).parent for stored in (first, other)}
    return len(parents) == 1 and None not in parents


def rank_targets(query: Query, reader: Reader) -> list[tuple[float, StoredFact]]:
    """Target facts by how well they cover the topic, best first; those of other years left out."""
    unit = expected(query)
    ranked = []
    for stored in reader.facts(query, Target):
        fact = stored.fact
        assert isinstance(fact, Target)
        clause = reader.clause(stored.doc_id, fact.clause)
        around = reader.layers(stored.doc_id, clause)
        if coverage(query.topic, ((fact.subject, 1.0), *((text, 1.0) for text, _ in around))) < COVERED - 0.3:
            continue
        sentence, segment = _surroundings(reader, stored)
        covered = coverage(
            query.topic,
            ((fact.subject, 1.0), (segment, 0.93), (sentence, 0.8), *((text, 0.7 * share) for text, share in around)),
        )
        inside = coverage(query.topic, ((fact.subject, 1.0),))
        score = covered + 0.08 * inside
        written = f"{fact.value}{fact.unit or ''.join(_UNIT_NAMED.findall(fact.subject))}"
        if unit is not None and not unit.search(written) and not unit.search(segment):
            score *= 0.6
        if _of_each_counted(query.text, segment):
            score *= 0.6
        if query.scope.years:
            score += _fits_year(query, reader, stored, around[-2][0])
        if _AIM.search(query.text):
            score *= weight_of_chapter(reader, Passage(stored.doc_id, fact.clause, fact.start, fact.end, "", 0, 0))
            score += _BOUND if fact.comparator else 0.0
        if "目标" in query.text and any("目标" in heading for heading in clause.path):
            score += _UNDER_GOALS
        if _is_base(reader, stored) and not PRESENT.search(query.text) and not _NOW.search(query.text):
            score -= 0.1  # what is so already stands beside what is to be reached
        told = fits_age(query.text, f"{fact.subject}{segment}")
        if told is not None:
            score += _AGE_FITS * (1 - narrowness(query.text, f"{fact.subject}{segment}") / 200) if told else -_OTHER_AGE
        if query.context.words:
            score += 0.15 * coverage(query.context, around)
        evidence = Evidence(stored.doc_id, fact.clause, fact.start, fact.end)
        passage = Passage(stored.doc_id, fact.clause, evidence.start, evidence.end, sentence, 0, 0)
        if allowed_year(query, reader, passage):
            ranked.append((score, stored))
    ranked.sort(key=lambda entry: (-round(entry[0], 3), entry[1].doc_id, *_order(reader, entry[1])))
    return ranked


def _of_each_counted(question: str, segment: str) -> bool:
    """Whether a figure is so many for each of the things of which a question asks how many there are."""
    nouns = (noun[:size] for noun in _HOW_MANY.findall(question) for size in (4, 3, 2))
    held = (noun for noun in nouns if noun in segment)
    return any(re.search(rf"[每按][^，。；]{{0,12}}?[个家名户处座所支]?{noun}", segment) for noun in held)


def _is_base(reader: Reader, stored: StoredFact) -> bool:
    """Whether a figure says what is so already: it says so, or its column is of a year before the plan's first."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    past = clause.kind == "table_row" and bool(_before([stored], reader.document(stored.doc_id).record.metadata))
    return past or PRESENT.search(_period(stored)) is not None


def _order(reader: Reader, stored: StoredFact) -> tuple[int, int, int]:
    """Of figures that fit alike the first counts; of those of one table row the one for the latest year."""
    fact = stored.fact
    assert isinstance(fact, Target)
    years = _YEAR.findall(fact.period) if reader.clause(stored.doc_id, fact.clause).kind == "table_row" else []
    return fact.clause, -int(years[-1]) if years else 0, fact.start


def _looks_back(reader: Reader, prose: Draft) -> bool:
    """Whether an answer stands in a chapter of what was reached, where a question asks what is to be."""
    first = prose.first_evidence
    if first is None:
        return False
    return weight_of_chapter(reader, Passage(first.doc_id, first.clause, first.start, first.end, "", 0, 0)) < 1


def _fits_year(query: Query, reader: Reader, stored: StoredFact, path: str) -> float:
    """What naming a year is worth: the year of the figure itself decides, then one that stands around it.

    「到2024年底建成12个；到2025年底累计22个」: each figure has the year last named before it.
    """
    fact = stored.fact
    assert isinstance(fact, Target)
    clause = reader.clause(stored.doc_id, fact.clause)
    start, _ = sentence_around(reader, stored.doc_id, clause, fact.start)
    before = _YEAR.findall(reader.text(stored.doc_id, start, max(start, fact.start)))
    asked = {str(year) for year in query.scope.years}
    own = _YEAR.findall(fact.period) or before[-1:]
    if own:
        return 0.15 if set(own) & asked else -0.4
    around = _YEAR.findall(f"{clause.label}{path}")
    return 0.1 if set(around) & asked else -0.1 if around else 0.0


def _surroundings(reader: Reader, stored: StoredFact) -> tuple[str, str]:
    """The sentence of a target and its segment between commas."""
    fact = stored.fact
    clause = reader.clause(stored.doc_id, fact.clause)
    start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
    sentence = reader.readable(stored.doc_id, clause, start, end)
    inside = fact.start - start
    segment = next((sentence[a:b] for a, b in segments(sentence) if a <= inside < b), sentence)
    return sentence, segment


def sentence_around(reader: Reader, doc_id: str, clause: Clause, position: int) -> tuple[int, int]:
    """Span of the sentence of a clause that holds a position."""
    spans = reader.sentences(doc_id, clause)
    other = spans[0] if spans else (clause.start, clause.end)
    return next((span for span in spans if span[0] <= position < span[1]), other)


def _statement(query: Query, reader: Reader, stored: StoredFact, several: bool) -> Statement:
    fact = stored.fact
    assert isinstance(fact, Target)
    clause = reader.clause(stored.doc_id, fact.clause)
    name = reader.document(stored.doc_id).record.metadata.title
    title = f"《{name}》：" if several else ""
    if clause.kind == "table_row":
        columns = _asked_columns(query, reader, stored)
        text = _words_of_cell(reader, stored) or row_text(*columns, reached=_is_base(reader, columns[0]))
        row = Evidence(stored.doc_id, clause.index, clause.start, _row_end(reader, stored))
        evidence = (row, *header_evidence(reader, stored.doc_id, clause))
        return Statement(f"{title}{text}。", evidence)
    start, end = sentence_around(reader, stored.doc_id, clause, fact.start)
    sentence = reader.text(stored.doc_id, start, end)
    inside = (max(0, fact.start - start), min(len(sentence), fact.end - start))
    by_age = bands_of_ages(sentence) > 1 and fits_age(query.text, sentence)
    told = sentence
    if not tells_whole(query, sentence) and not by_age:
        needs = expected(query)
        told = told_of(query, reader, sentence, needs=needs, keep=inside, title=name)
        left_out = needs is not None and leaves_out(query, sentence, told, needs)
        left_out = left_out or leaves_out_alike(query, sentence, told) or leaves_out_year(query, sentence, told)
        told = sentence if left_out else told
    words = balance(strip_number(told.strip("，；。 \n")))
    return Statement(f"{title}{words}。", (cited(reader, stored.doc_id, clause, start, end),))


def _words_of_cell(reader: Reader, stored: StoredFact) -> str:
    """The stretch of a cell that states a target among other words; empty where the cell is the figure."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    row = reader.document(stored.doc_id).parsed.rows[clause.row or 0]
    fact = stored.fact
    for start, end in row.spans:
        if start <= fact.start and fact.end <= end and end - start > fact.end - fact.start:
            inside = fact.start - start
            text = reader.text(stored.doc_id, start, end)
            piece = next((text[a:b] for a, b in segments(text) if a <= inside < b), "")
            title = row_title(reader, stored.doc_id, clause)
            said = piece.strip("，；。 ")
            return f"{title}，{said}" if title and title not in said else said
    return ""


def _asked_columns(query: Query, reader: Reader, stored: StoredFact) -> list[StoredFact]:
    """A target of a table row and those in its other columns, where a question asks for more than one of them.

    A question that names no year asks for the targets of all years to come: 2027年 and 2030年, not the base of 2025.
    """
    asked = {str(year) for year in query.scope.years}
    from_to = _FROM_TO.search(query.text) is not None
    if not from_to and not _NOW.search(query.text) and (len(asked) == 1 or PRESENT.search(_period(stored))):
        return [stored]
    columns = [
        other
        for other in reader.view.facts
        if isinstance(other.fact, Target)
        and (other.doc_id, other.fact.clause) == (stored.doc_id, stored.fact.clause)
        and other.fact.subject == stored.fact.subject
    ]
    if len(asked) > 1:
        columns = [other for other in columns if set(_YEAR.findall(_period(other))) & asked]
    elif not asked and not from_to and _NOW.search(query.text):
        return _before(columns, reader.document(stored.doc_id).record.metadata)[:1] or [stored]
    elif not asked and not from_to:
        columns = _to_come(columns, reader.document(stored.doc_id).record.metadata)
    return columns if stored in columns else [stored]


def _before(columns: Sequence[StoredFact], metadata: Metadata) -> list[StoredFact]:
    """The figures of what is so already: of columns that say so, and of years before a plan."""
    start = min(metadata.years) if metadata.years else int(metadata.issued[:4] or 0)
    dated = [each for each in columns if any(int(year) < start for year in _YEAR.findall(_period(each)))]
    return [each for each in columns if PRESENT.search(_period(each))] or dated


def _to_come(columns: Sequence[StoredFact], metadata: Metadata) -> list[StoredFact]:
    """The figures of years from the first of a plan on, or from its issue on, one for each year."""
    start = min(metadata.years) if metadata.years else int(metadata.issued[:4] or 0)
    years = {int(_YEAR.findall(_period(each))[-1]): each for each in columns if _YEAR.search(_period(each))}
    return [each for year, each in sorted(years.items()) if year >= start and not PRESENT.search(_period(each))]


def _period(stored: StoredFact) -> str:
    assert isinstance(stored.fact, Target)
    return stored.fact.period


def row_text(stored: StoredFact, *others: StoredFact, reached: bool = False) -> str:
    """A target of a table row: name, value with its unit, attribute; `others` are its values in further columns.

    What is `reached` already is told with its year alone: it is no target.
    """
    fact = stored.fact
    assert isinstance(fact, Target)
    attribute = f"（{fact.attribute}）" if fact.attribute else ""
    several = reached or len({_period(each) for each in others} - {fact.period}) > 0
    values = "，".join(_value_text(each.fact, several) for each in (stored, *others) if isinstance(each.fact, Target))
    return f"{fact.subject}，{values}{attribute}"


def _value_text(fact: Target, plainly: bool) -> str:
    unit = "" if not fact.unit or fact.unit in fact.value or not re.search(r"\d$", fact.value) else fact.unit
    present = PRESENT.search(fact.period) is not None
    plain = present or (plainly and bool(fact.period))
    period = f"{fact.period}：" if plain else f"{fact.period}目标值：" if fact.period else "目标值："
    # The unit stands in a cell of its own: written apart, the figure is found in the row as it is quoted.
    unit = f"（{unit}）" if unit else ""
    return f"{period}{fact.comparator}{fact.value}{unit}"


def _row_end(reader: Reader, stored: StoredFact) -> int:
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    text = reader.text(stored.doc_id, clause.start, clause.end)
    return clause.start + len(text.rstrip())
