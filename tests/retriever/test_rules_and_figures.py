"""Rules and figures as ordinances write them: numerals in words, who is kept out, what is divided into what."""

from __future__ import annotations

import pytest

from retriever.answerers.target import rank_targets
from retriever.answering import Answerer
from retriever.datatypes import Message
from retriever.question import understand

ORDINANCE = """栾江市文明养犬管理条例
第一章 总则
第一条 本条例所称养犬，是指个人饲养犬只的行为。
第二条 养犬分为以下两类：
（一）一般养犬，是指在一般管理区饲养；
（二）重点养犬，是指在重点管理区饲养。
第二章 养犬行为
第三条 养犬管理费每只每年三百元，绝育犬只减半收取。
第四条 携犬外出，使用长度不超过一点五米的犬绳牵领。
第五条 有下列情形之一的，不得担任养犬协管员：受过刑事处罚的；有虐待犬只行为的；未满十八周岁的。
第六条 养犬协管员应当具备下列条件：
（一）年满十八周岁；
（二）身体健康。
第七条 市养犬协会配备专职协管员8人，承担宣传、登记、劝导、巡查、救助五项职能。
"""


@pytest.fixture
def ordinance(hash_base):
    hash_base.add_bytes("栾江市文明养犬管理条例.txt", ORDINANCE.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("栾江养犬管理费一年多少", "三百元", "一点五米"),
        ("栾江犬绳不能超过多长", "一点五米", "三百元"),
        ("栾江养犬协会配几个专职协管员", "8人", "三百元"),
        ("栾江哪些人当不了养犬协管员", "虐待犬只", "具备下列条件"),
        ("栾江当养犬协管员要符合哪些条件", "身体健康", "虐待犬只"),
        ("栾江养犬分哪几类", "重点养犬", "个人饲养犬只的行为"),
    ],
)
def test_what_an_ordinance_says_in_its_own_words(ordinance, question, told, not_told):
    answer = ordinance.ask([Message("user", question)]).answer
    assert told in answer
    assert not_told not in answer


def test_what_is_to_be_reached_is_no_figure_of_what_is_so(hash_base):
    text = (
        "青溪县农家书屋三年规划（2024—2026年）\n\n"
        "农家书屋是文化阵地，截至2023年底登记农家书屋212家。获评3星以上等级的农家书屋40家。但也存在不足，编制本规划。\n"
        "一、目标\n到2026年：\n——3星以上等级农家书屋达到90家，其中5星不少于12家；\n——藏书达到12万册。\n"
    )
    hash_base.add_bytes("规划.txt", text.encode())
    answerer = Answerer(hash_base.view())
    ranked = rank_targets(understand("青溪3星以上的农家书屋2026年要达到多少家", answerer.lexicon), answerer.reader)
    assert ranked[0][1].fact.value == "90"
