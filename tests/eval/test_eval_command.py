from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

import eval.command as command
import eval.corpus as corpus
from retriever.datatypes import Answer, Message, SearchHit
from retriever.knowledge_base import IngestOutcome

SET = [
    {"id": "a", "type": "target", "q": "新增多少", "must": [["60个"]], "cite": ["新增60个"], "answerable": True},
    {"id": "b", "type": "fact", "q": "谁来做", "must": [["民政"]], "cite": ["区民政局"], "answerable": True},
    {"id": "c", "type": "unanswerable", "q": "明年呢", "must": [], "cite": [], "answerable": False},
]


class FakeBase:
    """Answers everything alike; keeps what it was given."""

    index_version = "v1"
    outcomes: tuple[IngestOutcome, ...] = (IngestOutcome("甲.txt", "added"),)
    built: list[Path]

    def __init__(self, folder: Path) -> None:
        manifest = folder / "index" / self.index_version / "manifest.json"
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.write_text('{"dimension": 384}', encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, config: object) -> FakeBase:
        cls.built.append(folder)
        return cls(folder)

    def __enter__(self) -> FakeBase:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def add(self, paths: object, *, progress: object = None) -> list[IngestOutcome]:
        return list(self.outcomes)

    def prepare(self) -> None:
        pass

    def documents(self) -> list[str]:
        return ["甲"]

    def search(self, query: str, *, k: int) -> list[SearchHit]:
        return []

    def ask(self, question: list[Message]) -> Answer:
        return Answer("新增60个", "answered", (), (), question[-1].content, (), "v1", 0.0)


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> type[FakeBase]:
    fake = type("Fake", (FakeBase,), {"built": []})
    monkeypatch.setattr(corpus, "KnowledgeBase", fake)
    return fake


def evaluate(folder: Path, *words: str, name: str = "own") -> int:
    file = folder / f"{name}.jsonl"
    lines = [json.dumps({"history": [], "must_not": [], **line}) for line in SET]
    file.write_text("\n".join(lines), encoding="utf-8")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    fixed = ["--out", str(folder / "runs"), "--data", str(folder / "data")]
    return command.run(parser.parse_args([*fixed, *words, str(file)]))


def test_prints_tables_and_keeps_the_run(
    tmp_path: Path, base: type[FakeBase], capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(tmp_path) == 0
    shown = capsys.readouterr()
    assert "zhengda · own：答对 1/3" in shown.out
    assert "谁来做" not in shown.out
    (run,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in run.rglob("*")} == {"zhengda.json", "report.html"}
    assert str(run) in shown.err
    kept = json.loads((run / "zhengda.json").read_text(encoding="utf-8"))
    assert kept["system"]["index_manifest"] == {"dimension": 384}


def test_shows_wrong_or_all_of_one_type(
    tmp_path: Path, base: type[FakeBase], capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(tmp_path, "--show", "wrong")
    shown = capsys.readouterr().out
    assert "谁来做" in shown
    assert "明年呢" in shown
    assert "新增多少" not in shown
    evaluate(tmp_path, "--show", "all", "--type", "target")
    shown = capsys.readouterr().out
    assert "新增多少" in shown
    assert "谁来做" not in shown


def test_holdout_is_shown_only_when_asked_for(
    tmp_path: Path, base: type[FakeBase], capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate(tmp_path, "--show", "wrong", name="holdout")
    shown = capsys.readouterr()
    assert "谁来做" not in shown.out
    assert "--show-holdout" in shown.err
    (report,) = (tmp_path / "runs").rglob("report.html")
    assert "谁来做" not in report.read_text(encoding="utf-8")
    evaluate(tmp_path, "--show", "wrong", "--show-holdout", name="holdout")
    assert "谁来做" in capsys.readouterr().out


def test_json(tmp_path: Path, base: type[FakeBase], capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(tmp_path, "--json")
    assert json.loads(capsys.readouterr().out)["systems"]["zhengda"][-1]["right"] == 1


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nothing"], 2, "找不到题集"),
        (["--type", "member"], 2, "没有题型为 member 的题目"),
        (["--corpus", "/nothing/here"], 1, "语料目录不存在"),
        (["--system", "http", "localhost:8000"], 1, "应以 http://"),
        (["--system", "ftp", "http://localhost:8000"], 2, "--system http 地址"),
        (["--system", "http", "http://localhost:8000", "--ablate"], 2, "不能与 --ablate"),
        (["--system", "http", "http://127.0.0.1:9"], 1, "http 一题也没有答上。系统出错：无法连接"),
        (["--update"], 2, "只与 gate 同用"),
        (["gate"], 2, "gate 不能与题集同用"),
    ],
)
def test_errors(
    tmp_path: Path,
    base: type[FakeBase],
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    status: int,
    message: str,
) -> None:
    assert evaluate(tmp_path, *words) == status
    assert message in capsys.readouterr().err


def open_over(base: type[FakeBase], folder: Path, cache: Path, **options: Any) -> Path:
    corpus.open_library(folder, cache, **options)
    return base.built[-1]


def test_library_is_kept_until_its_documents_change(tmp_path: Path, base: type[FakeBase]) -> None:
    documents, cache = tmp_path / "documents", tmp_path / "cache"
    documents.mkdir()
    (documents / "甲.txt").write_text("一", encoding="utf-8")
    first = open_over(base, documents, cache)
    assert len(base.built) == 2  # built aside, then opened in its place
    assert open_over(base, documents, cache) == first
    assert len(base.built) == 3
    assert open_over(base, documents, cache, embedding_model="other") != first
    for text in ("二", "三", "四"):
        (documents / "甲.txt").write_text(text, encoding="utf-8")
        assert open_over(base, documents, cache) != first
    assert len(list(cache.iterdir())) == 3


def test_unreadable_corpus_leaves_no_library(tmp_path: Path, base: type[FakeBase]) -> None:
    base.outcomes = (IngestOutcome("甲.txt", "failed", error="已加密"),)
    with pytest.raises(corpus.CorpusError, match="已加密"):
        corpus.open_library(tmp_path, tmp_path / "cache")
    base.outcomes = ()
    with pytest.raises(corpus.CorpusError, match="没有可以导入的文件"):
        corpus.open_library(tmp_path, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []
