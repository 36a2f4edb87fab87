"""Accounts of what was done hold no targets, but for their chapters on what comes next."""

from fact_samples import document

from ingest.datatypes import Target
from ingest.facts import extract_facts
from ingest.loaders import load
from ingest.pipeline import parse


def test_only_the_plans_of_an_account_are_targets(tmp_path):
    text = (
        "云溪县2024年度水利工作总结\n\n一、主要工作\n新建泵站12座，供水保证率93%，比上年提高2个百分点。\n"
        "二、2025年工作安排\n新建泵站8座，供水保证率达到95%。\n"
    )
    path = tmp_path / "总结.txt"
    path.write_text(text, encoding="utf-8")
    facts = [fact for fact in parse(load(path), name=path.name).facts if isinstance(fact, Target)]
    assert [(fact.subject, fact.value) for fact in facts] == [("新建泵站", "8"), ("供水保证率", "95")]


def test_a_plan_may_compare_with_the_year_before():
    text = "云溪县水利工作要点\n\n一、目标\n行动结束时，清淤1500吨，投诉量较去年同期下降三成。\n"
    facts = [fact for fact in extract_facts(*document(text), since=2025) if isinstance(fact, Target)]
    assert [fact.value for fact in facts] == ["1500", "三成"]
