from __future__ import annotations

import re

import pytest

from prompts.messages import FOLDER, message

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def test_the_fixed_sentences_are_there():
    assert {"not_found", "greeting", "clarify"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_chinese_and_trimmed(name):
    text = message(name)
    assert text == text.strip()
    assert re.search("[\u4e00-\u9fff]", text)


def test_message_is_read_from_its_file():
    assert message("not_found") == (FOLDER / "not_found.txt").read_text("utf-8").strip()


def test_a_message_that_does_not_exist_is_an_error():
    with pytest.raises(FileNotFoundError, match="nothing"):
        message("nothing")
