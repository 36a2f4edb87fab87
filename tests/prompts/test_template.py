from __future__ import annotations

import pytest

from ingest.errors import DataFileError
from prompts.template import FOLDER, Variables, load_template

VARIABLES = Variables(("证据", "问题"), ("摘录",))
GOOD = "# 说明\n变量：证据、问题\n---\n【系统】\n只看原文。\n【用户】\n{证据}\n问：{问题}\n"


@pytest.fixture
def office(tmp_path):
    def write(text, name="write_answer.txt"):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def test_the_shipped_template_is_sound():
    template = load_template("write_answer", VARIABLES)
    system, user = template.fill({"证据": "甲", "问题": "乙", "摘录": "丙"})
    assert "编号" in system
    assert "甲" in user
    assert user.index("甲") < user.index("乙")
    assert "{" not in system + user


def test_an_office_replaces_it(office):
    template = load_template("write_answer", VARIABLES, office(GOOD))
    assert template.fill({"证据": "甲", "问题": "乙"}) == ("只看原文。", "甲\n问：乙")


def test_without_a_file_of_that_name_the_shipped_one_holds(office):
    shipped = load_template("write_answer", VARIABLES)
    assert load_template("write_answer", VARIABLES, office(GOOD, "other.txt")) == shipped
    assert load_template("write_answer", VARIABLES, FOLDER / "none") == shipped


def test_values_are_not_templates():
    (_, user) = load_template("write_answer", VARIABLES).fill({"证据": "{问题}", "问题": "\\1{摘录}", "摘录": "丙"})
    assert "{问题}" in user
    assert "\\1{摘录}" in user


def test_other_braces_are_characters(office):
    text = GOOD.replace("只看原文。", '写成 {"a": 1} 或 {甲 乙}。')
    assert '{"a": 1} 或 {甲 乙}' in load_template("write_answer", VARIABLES, office(text)).system


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(GOOD.replace("变量：证据、问题", "变量：证据"), "问题", id="used, not declared"),
        pytest.param(GOOD.replace("问：{问题}", "问："), "问题", id="declared, not used"),
        pytest.param(
            GOOD.replace("证据、问题", "问题").replace("{证据}", ""), "缺少变量“证据”", id="required and missing"
        ),
        pytest.param(GOOD.replace("、问题", "、问题、日期").replace("问：", "{日期}"), "日期", id="unknown"),
        pytest.param(GOOD.replace("---\n", ""), "开头", id="no rule"),
        pytest.param(GOOD.replace("变量：证据、问题\n", ""), "开头", id="no declaration"),
        pytest.param(GOOD.replace("【用户】", ""), "【用户】", id="no user part"),
        pytest.param(GOOD.encode("gb18030"), "UTF-8", id="encoding"),
    ],
)
def test_an_error_names_file_and_variable(office, text, words):
    folder = office(text)
    with pytest.raises(DataFileError) as caught:
        load_template("write_answer", VARIABLES, folder)
    assert str(folder / "write_answer.txt") in str(caught.value)
    assert words in str(caught.value)
