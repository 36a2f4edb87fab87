"""All facts of a document, each with the clean span that it was read from."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.bodies import BodyNames
from ingest.datatypes import AnyFact, Clause, CleanDocument, Deadline, Member, Responsibility
from ingest.deadlines import extract_deadlines, of_periods, of_stages
from ingest.default_deadlines import with_default_limit
from ingest.definitions import extract_definitions
from ingest.due_labels import extract_due_labels
from ingest.duties import extract_duties
from ingest.duty_owners import owners_of, tells_more
from ingest.enumerations import extract_enumerations
from ingest.fines import extract_fines
from ingest.glossary_tables import table_definitions
from ingest.listed_duties import extract_listed_duties
from ingest.member_lists import extract_all_members
from ingest.orders import extract_orders
from ingest.passages import read_passages
from ingest.plain_speech import extract_plain_speech
from ingest.responsibilities import extract_responsibilities, first_body_leads, other_bodies_help
from ingest.responsibility_prose import extract_prose
from ingest.responsibility_tables import extract_table_assignments
from ingest.reviews import review_clauses
from ingest.row_notes import extract_row_notes
from ingest.scoped_assignments import assigned_by_scope, dated_by_scope, find_scoped
from ingest.shared_roles import with_shared_roles
from ingest.statutory_duties import extract_statutory
from ingest.target_tables import extract_table_targets
from ingest.targets import extract_targets
from ingest.working_groups import extract_groups


def extract_facts(
    cleaned: CleanDocument, clauses: Sequence[Clause], names: BodyNames | None = None, *, since: int = 0
) -> tuple[AnyFact, ...]:
    """The facts of `cleaned` in document order.

    Args:
        cleaned: the repaired text with its lines and table rows.
        clauses: its outline.
        names: the bodies to know; None for those of the shipped list.
        since: the year that the document is of, 0 where unknown: what lies before it is no task any more.
    """
    names = names or BodyNames.default()
    passages = read_passages(cleaned, clauses)
    grouped, read = extract_groups(passages, clauses, names)
    facts: list[AnyFact] = [fact for fact in grouped if not isinstance(fact, Member)]
    others = [passage for passage in passages if passage.clause.index not in read]
    scoped = find_scoped(others, clauses, names)
    spans = [(each.start, each.end) for each in scoped]
    facts += extract_responsibilities(others, clauses, names, spans)
    facts += assigned_by_scope(scoped, others, {fact.clause for fact in facts if isinstance(fact, Responsibility)})
    facts += extract_table_assignments(cleaned, clauses, names,
                                       first_leads=first_body_leads(passages),
                                       others_help=other_bodies_help(passages))  # fmt: skip
    facts += extract_row_notes(cleaned, clauses, names)
    assigned = {fact.clause for fact in facts} | read
    timed = {fact.clause for fact in facts if isinstance(fact, Deadline)}
    told = [(fact.start, fact.end) for fact in facts if fact.clause in timed - read]  # their limits are read already
    headings = owners_of(passages, clauses, names)
    facts += extract_duties(passages, clauses, names, assigned, headings)
    facts = with_shared_roles(facts, clauses, headings)
    taken = [(fact.start, fact.end) for fact in facts if isinstance(fact, Responsibility)]
    heads = (each for each in clauses if each.kind == "title" or each.index < 4)
    titles = [cleaned.clean.text[each.start : each.end].strip() for each in heads]
    review = review_clauses(passages, titles)  # what was done is no task
    current = [passage for passage in passages if passage.clause.index not in review]
    # A heading that names who does what stands below it is no task itself.
    current = [each for each in current if each.clause.index not in headings or tells_more(each)]
    facts += extract_plain_speech(current, names, taken)
    taken = [(fact.start, fact.end) for fact in facts if isinstance(fact, Responsibility)]
    facts += extract_prose(current, names, taken)
    taken = [(fact.start, fact.end) for fact in facts if isinstance(fact, Responsibility)]
    statutory = extract_statutory(passages, clauses, names, taken)
    facts += statutory
    taken += [(fact.start, fact.end) for fact in statutory]
    facts += extract_listed_duties(current, clauses, names, taken)
    taken = [(fact.start, fact.end) for fact in facts if isinstance(fact, Responsibility)]
    facts += extract_orders(current, names, taken, titles)
    labelled, dated = extract_due_labels(passages, clauses, facts)
    facts += extract_deadlines(passages, [*told, *dated], since=since)
    facts += labelled
    facts += of_stages(facts, clauses)
    facts += of_periods(facts, passages)
    facts += table_definitions(passages, cleaned.rows)
    facts += extract_definitions(passages)
    facts += extract_enumerations(passages)
    facts += extract_targets(passages, review, since=since)
    facts += extract_fines(passages)
    facts += extract_table_targets(cleaned, clauses)
    groups = [fact for fact in grouped if isinstance(fact, Member)]
    facts += extract_all_members(cleaned, passages, clauses, names, groups)
    facts += dated_by_scope(scoped, others, facts)
    facts = with_default_limit(facts, clauses, cleaned.clean.text, spans)
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end)))
