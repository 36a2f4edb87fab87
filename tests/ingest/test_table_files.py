"""Headers of several rows and tables inside cells, in Word and HTML: what they state is read, and nothing else."""

import pytest
from generators.checks import Score, kind_of, plain, same_fact
from generators.table_files import FORMATS, FORMS, make_table_file

from ingest.loaders import load_bytes
from ingest.pipeline import parse

LEAST = 0.98
WORDS_OF_CELLS = 6  # characters from which a cell's text is looked for


def compare(made, score):
    """Add what a file states and what is read from it to `score`."""
    parsed = parse(load_bytes(made.name, made.data), name=made.name)
    remaining = list(parsed.facts)
    for known in made.facts:
        found = next((fact for fact in remaining if same_fact(known, fact)), None)
        if found is None:
            score.missed += 1
            near = [fact for fact in remaining if kind_of(fact) == known.kind][:2]
            score.examples.append(f"{made.name}: {known.subject} {known.values}, not {near}")
        else:
            score.right += 1
            remaining.remove(found)
    score.spurious += len(remaining)
    score.examples += [f"{made.name}: spurious {fact}" for fact in remaining]
    joined = "".join(parsed.clean.text[clause.start : clause.end] for clause in parsed.clauses)
    assert joined == parsed.clean.text
    subjects = {plain(known.subject) for known in made.facts if len(known.subject) >= WORDS_OF_CELLS}
    for subject in subjects:  # the words of nested tables stand in the text, once
        assert plain(parsed.text).count(subject) == sum(subject in other for other in subjects)


def scored(count, form, kind):
    score = Score()
    for seed in range(count):
        compare(make_table_file(seed, form, kind), score)
    return score


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("form", FORMS)
def test_what_the_tables_state_is_read(form, kind):
    score = scored(6, form, kind)
    assert score.right
    assert min(score.recall, score.precision) >= LEAST, score.examples[:3]


@pytest.mark.thorough
def test_many_tables():
    for form in FORMS:
        for kind in FORMATS:
            score = scored(100, form, kind)
            known = score.right + score.missed
            print(f"{form:12} {kind:5}\t{known:6}\t{score.recall:.4f}\t{score.precision:.4f}")
            assert min(score.recall, score.precision) >= LEAST, score.examples[:3]
