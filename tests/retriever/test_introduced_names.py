"""A short name that a document introduces means the body it stands for."""

from retriever.knowledge_base import KnowledgeBase
from tests.hand_made import HashEmbedder

TEXT = (
    "云岭市行动方案\n一、任务\n1.建设平台。由市大数据发展管理局（以下简称市数管局）牵头建设。\n"
    "2.做好归集。（责任单位：市数管局）\n3.开放数据。（责任单位：市大数据发展管理局、市财政局）\n"
)


def test_tasks_are_found_under_the_full_and_the_short_name(tmp_path):
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("云岭市行动方案.txt", TEXT.encode())
        for name in ("市数管局", "市大数据发展管理局"):
            answer = base.ask(f"{name}负责哪些任务").answer
            assert "归集" in answer
            assert "开放数据" in answer
            assert "建设平台" in answer or "牵头" in answer


def test_facts_of_a_body_are_listed_under_both_names(tmp_path):
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("云岭市行动方案.txt", TEXT.encode())
        counts = {name: len(base.facts(body=name)) for name in ("市数管局", "市大数据发展管理局", "市财政局")}
    assert counts == {"市数管局": 3, "市大数据发展管理局": 3, "市财政局": 1}
