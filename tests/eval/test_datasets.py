from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from eval.datasets import SHIPPED, DatasetError, load_questions, locate

GOOD = {
    "id": "a",
    "type": "target",
    "history": [],
    "q": "新增多少",
    "must": [["60个"]],
    "must_not": [],
    "cite": ["新增60个"],
    "answerable": True,
}


def write(folder: Path, *lines: object) -> Path:
    file = folder / "set.jsonl"
    file.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines),
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_sets_are_sound(name: str) -> None:
    assert len(load_questions(locate(name))) >= 100


def test_sets_share_no_question() -> None:
    sets = ({(question.history, question.q) for question in load_questions(locate(name))} for name in SHIPPED)
    for one, other in combinations(sets, 2):
        assert one.isdisjoint(other)


def test_reads_all_fields(tmp_path: Path) -> None:
    line = {**GOOD, "history": ["先问"], "min_groups": 1, "doc": "甲.txt"}
    (question,) = load_questions(write(tmp_path, "", line, ""))
    assert (question.history, question.min_groups, question.doc) == (("先问",), 1, "甲.txt")
    assert question.must == (("60个",),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "不是合法的 JSON"),
        ("[]", "应为一个 JSON 对象"),
        ({key: GOOD[key] for key in GOOD if key != "must"}, "缺少字段 must"),
        ({**GOOD, "musst": []}, "不认识的字段 musst"),
        ({**GOOD, "type": "poem"}, "题型 'poem' 不存在"),
        ({**GOOD, "answerable": 1}, "answerable 应为"),
        ({**GOOD, "doc": 3}, "doc 应为文件名"),
        ({**GOOD, "q": " "}, "q 应为非空文字"),
        ({**GOOD, "must": [[]]}, "每组至少一个说法"),
        ({**GOOD, "must": [["60个", ""]]}, "must 应为非空文字的列表"),
        ({**GOOD, "cite": "新增60个"}, "cite 应为非空文字的列表"),
        ({**GOOD, "cite": []}, "应有 must 和 cite"),
        ({**GOOD, "answerable": False}, "不一致"),
        ({**GOOD, "type": "unanswerable"}, "不一致"),
        ({**GOOD, "min_groups": 2}, "min_groups 应为 1 至 1 的整数，现为 2"),
        ({**GOOD, "min_groups": True}, "min_groups 应为"),
        (GOOD, "编号 a 重复"),
    ],
)
def test_wrong_line_is_named(tmp_path: Path, line: object, message: str) -> None:
    file = write(tmp_path, GOOD, line)
    with pytest.raises(DatasetError) as caught:
        load_questions(file)
    assert f"{file} 第 2 行" in str(caught.value)
    assert message in str(caught.value)


def test_empty_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="没有题目"):
        load_questions(write(tmp_path, ""))
    with pytest.raises(DatasetError, match="无法读取题集"):
        load_questions(tmp_path)
    with pytest.raises(DatasetError, match="找不到题集"):
        locate("nothing")
