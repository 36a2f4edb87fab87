"""Questions about the past are answered from documents no longer in force, and say so."""

from retriever.knowledge_base import KnowledgeBase
from retriever.past import NOTICE, asks_for_past
from tests.hand_made import HashEmbedder

OLD = (
    "关于燃气补贴的实施办法\n一、补贴标准\n1.更换灶具。每户补贴60元。（责任单位：区住建局）\n"
    "2.更换软管。每户补贴20元。（责任单位：区住建局）\n"
)
NEW = OLD.replace("60元", "100元").replace("20元", "30元")


def test_wording_of_the_past_is_known():
    assert asks_for_past("旧版办法里更换灶具每户补贴多少")
    assert not asks_for_past("更换灶具每户补贴多少")


def test_present_and_past_answer_from_their_own_version(tmp_path):
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("关于燃气补贴的实施办法.txt", OLD.encode())
        base.add_bytes("关于燃气补贴的实施办法.txt", NEW.encode())
        present = base.ask("更换灶具每户补贴多少元")
        past = base.ask("旧版办法里更换灶具每户补贴多少元")
    assert "100元" in present.answer
    assert "60元" not in present.answer
    assert past.answer.startswith(NOTICE)
    assert "60元" in past.answer
    assert past.citations[0].text in OLD
