"""Both READMEs name every command and variable, have the same parts, and show what really happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.cli import COMMANDS
from api.commands.docs import _ACTIONS
from retriever.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")}
ANSWER = re.compile(r'^\$ zhengda ask "(.+)"\n((?:.+\n)+)', re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)

each_readme = pytest.mark.parametrize("text", READMES.values(), ids=READMES)


@pytest.fixture(scope="module")
def folder(sample_library):
    """A folder to run from, with the samples in its data folder."""
    assert sample_library.name == "data"
    return sample_library.parent


def headings(text):
    """Levels of the headings, code left out."""
    return [len(level) for level in re.findall(r"^(#+) ", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)]


@each_readme
def test_every_command_is_named(text):
    commands = [name for name, _, _ in COMMANDS]
    named = [*commands, *(f"docs {action}" for action in _ACTIONS), "dictionary init", "dictionary check"]
    assert [name for name in named if f"zhengda {name}" not in text] == []


@each_readme
def test_every_variable_is_named_and_no_other(text):
    settings = (ROOT / "api" / "settings.py").read_text("utf-8")
    assert set(re.findall(r"ZHENGDA_\w+", text)) == set(re.findall(r'"(ZHENGDA_\w+)"', settings))


@each_readme
def test_every_target_is_named(text):
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert phony is not None
    assert [target for target in phony[1].split() if target != "help" and f"`{target}`" not in text] == []


@each_readme
def test_results_have_their_places(text):
    for part in ("eval", "bench"):
        assert re.search(rf"<!-- {part}:begin -->\n.+\n<!-- {part}:end -->", text, re.S)


@each_readme
def test_readme_is_short(text):
    assert len(text.splitlines()) <= 250


def test_parts_are_the_same():
    english, chinese = READMES.values()
    assert headings(english) == headings(chinese)
    assert PYTHON.findall(english) == PYTHON.findall(chinese)
    assert re.findall(r"^```console\n(.*?)^```$", english, re.M | re.S) == re.findall(
        r"^```console\n(.*?)^```$", chinese, re.M | re.S
    )


@pytest.mark.parametrize(("question", "shown"), ANSWER.findall(READMES["README.md"]))
def test_shown_answer_is_the_real_one(folder, question, shown):
    with KnowledgeBase.open(folder / "data") as knowledge_base:
        assert knowledge_base.ask(question).answer == shown.removesuffix("```\n").strip()


def test_chain_runs(folder, monkeypatch, capsys):
    (code,) = PYTHON.findall(READMES["README.md"])
    monkeypatch.chdir(folder)
    exec(compile(code, "README.md", "exec"), {})
    assert "错峰共享停车位60个" in capsys.readouterr().out
