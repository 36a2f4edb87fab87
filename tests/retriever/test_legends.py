"""What a document says of how it is to be read: signs, labels, roles, the order of the bodies listed."""

import pytest

from ingest.errors import DataFileError
from retriever import signs as signs_module
from retriever.signs import signs, signs_asked

TABLE = (
    "# 青禾县2026年集镇提升任务分解表\n\n青禾县住房和城乡建设局\n2026年2月3日\n\n"
    "各条任务后列多家单位的，排在首位的为牵头单位，其余为配合单位。\n\n"
    "| 序号 | 任务 | 县住建局 | 县水利局 | 指标 |\n|---|---|---|---|---|\n"
    "| 1 | 整修集镇排水沟 | ◆ | ◇ | [12]公里 |\n| 2 | 改造集镇供水站 | ◇ | ◆ | 3座 |\n\n"
    "注：1.◆为主抓单位，◇为搭手单位；2.[ ]内为三年累计数；3.标注“滚动实施”的任务，按季度通报。\n"
    "主办单位对进度负责，会办单位参与会商。\n"
)
PLAIN = (
    "# 白杨镇2026年防火工作清单\n\n白杨镇人民政府\n2026年3月1日\n\n"
    "▲检修消防水池4处，8月底前完成。\n▲添置灭火器200具。\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("青禾县2026年集镇提升任务分解表.md", TABLE.encode())
    hash_base.add_bytes("白杨镇2026年防火工作清单.txt", PLAIN.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held", "absent"),
    [
        ("青禾县那张分解表里菱形符号各代表什么", ["主抓单位", "搭手单位"], ["累计"]),
        ("青禾集镇提升表里有的数套着方括号，啥意思", ["三年累计数"], ["主抓"]),
        ("青禾集镇提升表里标着“滚动实施”的是什么意思", ["按季度通报"], ["主抓"]),
        ("青禾集镇提升里主办单位和会办单位有什么区别", ["进度负责", "参与会商"], ["累计"]),
        ("青禾集镇提升任务后面挂好几家单位，怎么看谁牵头", ["排在首位", "其余为配合"], ["累计"]),
    ],
)
def test_what_signs_roles_and_order_mean(base, question, held, absent):
    answer = base.ask(question)
    assert all(part in answer.answer for part in held)
    assert not any(part in answer.answer for part in absent)
    assert answer.citations


def test_a_sign_that_nothing_explains_is_not_found(base):
    assert base.ask("白杨镇防火清单里事项前面的三角是什么意思").status == "not_found"


def test_signs_are_known_by_what_people_call_them():
    assert "★" in signs_asked("打了五角星的")[0].forms
    assert {"●", "○"} <= {form for sign in signs_asked("实心圆和空心圆") for form in sign.forms}
    assert not signs_asked("生活圈里数据要素×是什么")


def test_a_line_without_names_is_told(tmp_path, monkeypatch):
    file = tmp_path / "signs.txt"
    file.write_text("★\n", encoding="utf-8")
    monkeypatch.setattr(signs_module, "SIGNS_FILE", file)
    signs.cache_clear()
    with pytest.raises(DataFileError, match="第 1 行"):
        signs()
    signs.cache_clear()
