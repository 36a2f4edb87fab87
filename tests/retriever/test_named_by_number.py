"""Documents named in short by their number; minutes of a meeting; what is asked and passed over is refused."""

import pytest

from retriever.untold import choice_untold, code_unexplained, only_earlier

MINUTES = (
    "青禾县人民政府专题会议纪要\n\n〔2026〕第12期\n\n青禾县人民政府办公室\n2026年5月9日\n\n"
    "关于集镇排水有关问题的会议纪要\n\n"
    "5月6日，副县长白川主持召开专题会议，研究集镇排水有关问题。县住建局、县水利局负责同志参加会议。纪要如下：\n\n"
    "一、关于管网。由县住建局牵头，8月底前改造管网6公里。\n\n请假：石岩\n"
)
ORDER = (
    "青禾县民政局 青禾县财政局\n关于开展“暖阳到家”助老行动的通知\n\n青民联〔2026〕7号\n\n各乡镇人民政府：\n\n"
    "为方便老人就近用餐，现就有关事项通知如下。\n\n一、县供销社负责运营“禾小暖”助餐服务平台，发放餐票2000张。\n"
    "二、落实“2468”走访，覆盖全部独居老人。\n\n青禾县民政局\n青禾县财政局\n二〇二六年四月十二日\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("青禾县集镇排水专题会议纪要.txt", MINUTES.encode())
    hash_base.add_bytes("青禾县助老行动通知.txt", ORDER.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("青民联7号文是讲什么的，哪天发的", ["暖阳到家", "2026年4月12日"]),
        ("青禾那个7号文是哪两个部门联合发的", ["民政局", "财政局"]),
        ("青禾集镇排水那个会是谁主持的，哪天开的，纪要第几期", ["白川", "5月6日", "第12期"]),
        ("青禾第12期纪要里谁请假了", ["石岩"]),
        ("青禾助老通知里“禾小暖”是什么", ["助餐服务平台"]),
    ],
)
def test_what_is_asked_of_a_document(base, question, held):
    answer = base.ask(question)
    assert [part for part in held if part not in answer.answer] == []
    assert answer.citations


def test_a_code_that_is_only_used_is_not_explained(base):
    assert base.ask("青禾助老通知说的“2468”走访，各个数字是什么意思").status == "not_found"


def test_answers_that_pass_over_what_is_asked():
    assert choice_untold("用的是木板还是钢板，多少块", "换新路灯9盏")
    assert not choice_untold("用的是木板还是钢板", "一律换成钢板")
    assert code_unexplained("“2468”是什么意思", "落实“2468”走访", {"2468"})
    assert not code_unexplained("“2468”是什么意思", "“2468”走访，即每周两次", {"2468"})
    assert only_earlier("2026年要降到多少", "2025年为30", (2026,))
    assert not only_earlier("2026年要降到多少", "2026年降到28", (2026,))
