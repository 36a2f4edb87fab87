"""Questions about the past are answered from documents no longer in force, and say so."""

from retriever.datatypes import Message
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


def test_a_document_that_has_run_out_answers_with_a_warning_for_its_place(hash_base):
    run_out = (
        "松岚县农机补贴办法\n第一条 购置大型农机每台补贴8000元。\n"
        "第二条 本办法自2020年1月1日起施行，有效期2年。\n"
    )
    hash_base.add_bytes("松岚县农机补贴办法.txt", run_out.encode())
    hash_base.add_bytes("碧河县农机安全办法.txt", "碧河县农机安全办法\n第一条 拖拉机每年检验一次。\n".encode())
    answer = hash_base.ask("松岚县购置大型农机每台补贴多少元")
    assert answer.status == "answered"
    assert "8000元" in answer.answer
    assert "已过有效期" in answer.answer
    assert hash_base.ask("碧河县购置大型农机每台补贴多少元").status == "not_found"


def test_a_document_not_yet_in_force_says_so(hash_base):
    text = "松岚县停车收费办法\n第一条 路内停车每小时收费3元。\n第二条 本办法自2090年1月1日起施行。\n"
    hash_base.add_bytes("松岚县停车收费办法.txt", text.encode())
    answer = hash_base.ask("松岚县路内停车每小时收费多少元")
    assert "尚未施行" in answer.answer
    assert "3元" in answer.answer


def test_what_only_a_document_run_out_tells_is_told_with_a_warning(hash_base):
    run_out = (
        "松岚县农机补贴办法\n第一条 购置大型农机每台补贴8000元。\n"
        "第二条 本办法自2020年1月1日起施行，有效期2年。\n"
    )
    hash_base.add_bytes("松岚县农机补贴办法.txt", run_out.encode())
    hash_base.add_bytes("碧河县农机安全办法.txt", "碧河县农机安全办法\n第一条 拖拉机每年检验一次。\n".encode())
    answer = hash_base.ask("购置大型农机每台补贴多少元")
    assert "8000元" in answer.answer
    assert "已过有效期" in answer.answer
    assert "已过有效期" not in hash_base.ask("拖拉机多久检验一次").answer


def test_a_document_run_out_that_is_withdrawn_answers_no_more(hash_base):
    run_out = "松岚县农机补贴办法\n第一条 购置大型农机每台补贴8000元。\n第二条 本办法有效期至2021年1月1日。\n"
    added = hash_base.add_bytes("松岚县农机补贴办法.txt", run_out.encode())
    assert hash_base.ask("购置大型农机每台补贴多少元").status == "answered"
    hash_base.remove(added[0].record.doc_id if isinstance(added, list) else added.record.doc_id)
    assert hash_base.ask("购置大型农机每台补贴多少元").status == "not_found"


def test_a_document_run_out_is_told_where_those_in_force_speak_of_something_else(tmp_path):
    run_out = (
        "松岚县既有住宅加装电梯补贴通知\n一、补贴范围\n2023年及以前投入使用的电梯不在本次补贴范围内。\n"
        "二、资金\n业主可以提取本人及配偶、父母、子女的住房公积金，用于支付个人分摊的加装费用。\n三、期限\n本通知有效期至2021年1月1日。\n"
    )
    other = (
        "松岚县平安建设工作要点\n一、关爱未成年人\n县教育局要为父母离异、留守的未成年人建立一人一档，由志愿妈妈结对。\n"
    )
    with KnowledgeBase.open(tmp_path) as base:
        base.add_bytes("松岚县既有住宅加装电梯补贴通知.txt", run_out.encode())
        base.add_bytes("松岚县平安建设工作要点.txt", other.encode())
        answer = base.ask("装电梯能用爸妈的公积金吗")
        assert "已过有效期" in answer.answer
        assert "住房公积金" in answer.answer
        assert "已过有效期" not in base.ask("留守的未成年人由谁结对").answer
        assert "\n是，" not in base.ask("2023年底装好的电梯还能领补贴吗").answer


def test_a_conversation_goes_on_in_a_document_run_out_and_comes_back(hash_base):
    run_out = (
        "松岚县农机补贴办法\n第一条 购置大型农机每台补贴8000元，小型农机每台补贴900元。\n"
        "第二条 本办法有效期至2021年1月1日。\n"
    )
    hash_base.add_bytes("松岚县农机补贴办法.txt", run_out.encode())
    hash_base.add_bytes("碧河县农机安全办法.txt", "碧河县农机安全办法\n第一条 拖拉机每年检验一次。\n".encode())
    turns = [Message("user", "松岚县购置大型农机每台补贴多少元"), Message("user", "小型农机呢")]
    assert "900元" in hash_base.ask(turns).answer
    assert "每年检验一次" in hash_base.ask([*turns, Message("user", "拖拉机多久检验一次")]).answer
