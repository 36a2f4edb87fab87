"""Precision and recall of the facts of the five real documents, against tables made by hand."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.cleaner import clean
from ingest.datatypes import Deadline, Definition, Enumeration, Member, Responsibility, Target
from ingest.facts import extract_facts
from ingest.loaders import load
from ingest.metadata import describe
from ingest.outline import build_outline

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
GOLD = ROOT / "tests" / "data" / "facts"
HUANGPU = "2024年黄浦区深化推进基层治理体系和治理能力现代化建设实施方案.txt"
CHANGNING = "上海市长宁区社区治理“十四五”规划.txt"
XINXIALU = "新下陆街道创建全省基层治理创新实验区实施方案.txt"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus folder ../shared/corpus is absent")


@pytest.fixture(scope="module")
def facts():
    found = {}
    for path in sorted(CORPUS.glob("*.txt")):
        loaded = load(path)
        cleaned = clean(loaded)
        clauses = build_outline(cleaned, describe(loaded, cleaned, name=path.name))
        found[path.name] = extract_facts(cleaned, clauses)
    return found


def gold(name):
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines() if line.strip()]


def of(facts, document, kind):
    return [fact for fact in facts[document] if isinstance(fact, kind)]


def plain(text):
    return re.sub(r"[^\w%]", "", text.replace("“", "").replace("”", ""))


def share(part, whole):
    """Share of the characters of `part` that `whole` holds."""
    part, whole = plain(part), plain(whole)
    return sum((Counter(part) & Counter(whole)).values()) / max(1, len(part))


def same_parts(expected, found):
    return len(expected) == len(found) and all(
        one in other or other in one for one, other in zip(expected, found, strict=True)
    )


@pytest.mark.parametrize(
    ("document", "table"), [(HUANGPU, "huangpu2024_responsibilities"), (XINXIALU, "xinxialu_responsibilities")]
)
def test_every_assigned_item_is_read_exactly(facts, document, table):
    expected = {str(row["item"]): tuple(row["bodies"]) for row in gold(table)}
    read = {fact.item: fact.bodies for fact in of(facts, document, Responsibility) if fact.bodies}
    assert read == expected


def test_the_lead_in_prose_is_read(facts):
    led = [fact for fact in of(facts, HUANGPU, Responsibility) if fact.lead]
    assert [fact.lead for fact in led] == [("街道党工委",), ("网格党组织",), ("居民区党组织",)]


def test_every_task_has_its_time_limit(facts):
    expected = {str(row["item"]): row["deadline"] for row in gold("xinxialu_responsibilities")}
    tasks = {fact.clause for fact in of(facts, XINXIALU, Responsibility)}
    read = {fact.item: fact.due for fact in of(facts, XINXIALU, Deadline) if fact.clause in tasks}
    assert read == expected


def test_every_member_of_the_list(facts):
    expected = [(row["role"], row["name"], row["post"]) for row in gold("xinxialu_members")]
    read = [(fact.role, fact.subject, fact.post) for fact in of(facts, XINXIALU, Member) if fact.post]
    assert read == expected


def test_every_indicator(facts):
    keys = ("no", "name", "unit", "attribute", "value")
    expected = [tuple(row[key] for key in keys) for row in gold("changning_indicators")]
    read = [
        (fact.item, fact.subject, fact.unit, fact.attribute, fact.value)
        for fact in of(facts, CHANGNING, Target)
        if fact.attribute
    ]
    assert read == expected


def test_targets_in_sentences(facts):
    # Left out: figures that were reached already, spans of years (read as deadlines), and the indicator table.
    expected = [
        row
        for row in gold("targets")
        if "status" not in row and row["unit"] != "年" and "主要指标" not in row["item"]
    ]
    remaining = [
        (document, fact) for document in facts for fact in of(facts, document, Target) if not fact.attribute
    ]
    total, missed = len(remaining), []
    for row in expected:
        candidates = [
            (document, fact)
            for document, fact in remaining
            if document == row["doc"]
            and (fact.value, fact.unit) == (row["value"], row["unit"])
            and max(share(row["what"], fact.subject), share(fact.subject, row["what"])) >= 0.6
        ]
        if candidates:
            best = max(candidates, key=lambda each: share(row["what"], each[1].subject))
            remaining.remove(best)
            assert best[1].comparator == row["comparator"], row
            assert row["period"] in best[1].period, row
        else:
            missed.append(row)
    found = len(expected) - len(missed)
    print(f"targets: recall {found}/{len(expected)}, precision {total - len(remaining)}/{total}")
    print("missed", missed, "\nextra", remaining)
    assert found / len(expected) >= 0.97
    assert (total - len(remaining)) / total >= 0.97


def test_enumerations(facts):
    # Only terms that count their parts are read: see ingest/enumerations.py.
    expected = [row for row in gold("enumerations") if re.match("[二两三四五六七八九十3-9]", row["term"])]
    missed = []
    for row in expected:
        parts = [plain(part) for part in row["parts"]]
        read = [[plain(part) for part in fact.parts] for fact in of(facts, row["doc"], Enumeration)]
        if not any(same_parts(parts, found) for found in read):
            missed.append(row)
    print(f"enumerations: recall {len(expected) - len(missed)}/{len(expected)}; missed {missed}")
    assert 1 - len(missed) / len(expected) >= 0.9


def test_enumerations_are_right(facts):
    # Rows with "judged" were read by the program first and then judged by hand.
    expected = [(row["doc"], [plain(part) for part in row["parts"]]) for row in gold("enumerations")]
    read = [(document, fact) for document in facts for fact in of(facts, document, Enumeration)]
    wrong = [
        fact
        for document, fact in read
        if not any(
            same_parts(parts, [plain(part) for part in fact.parts]) for other, parts in expected if other == document
        )
    ]
    print(f"enumerations: precision {len(read) - len(wrong)}/{len(read)}; wrong {wrong}")
    assert 1 - len(wrong) / len(read) >= 0.9


def test_definitions(facts):
    missed = []
    expected = gold("definitions")
    for row in expected:
        terms = [plain(fact.subject) for fact in of(facts, row["doc"], Definition)]
        if not any(plain(row["term"]) in term or term in plain(row["term"]) for term in terms):
            missed.append(row["term"])
    print(f"definitions: recall {len(expected) - len(missed)}/{len(expected)}; missed {missed}")
    assert 1 - len(missed) / len(expected) >= 0.9


def test_definitions_are_right(facts):
    # What is not in the table was read by the program first and then judged by hand: whether it says what a term is.
    rows = (*gold("definitions"), *(row for row in gold("definitions_judged") if row["right"]))
    known = [(row["doc"], plain(row["term"])) for row in rows]
    read = [(document, fact) for document in facts for fact in of(facts, document, Definition)]
    wrong = [
        fact.subject
        for document, fact in read
        if not any(
            other == document and (term in plain(fact.subject) or plain(fact.subject) in term) for other, term in known
        )
    ]
    print(f"definitions: precision {len(read) - len(wrong)}/{len(read)}; wrong {wrong}")
    assert 1 - len(wrong) / len(read) >= 0.9
