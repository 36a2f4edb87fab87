from __future__ import annotations

import json
import logging
import os

import numpy as np
import pytest

from retriever.errors import IndexMismatchError
from retriever.index import IndexFolder, Sources
from retriever.token_vectors import EncodedPassages
from retriever.tokenizer import tokenize

TEXTS = {
    1: ["新增公共停车泊位800个", "推进老旧小区加装电梯"],
    2: ["停车泊位错时共享", "社区食堂为老年人提供就餐服务"],
    3: ["垃圾分类达标率不低于95%", "建设口袋公园5座", "修缮老旧小区屋顶"],
}


@pytest.fixture
def sources(embedder):
    return Sources(TEXTS.__getitem__, lambda texts: EncodedPassages(embedder.encode_passages(texts)))


@pytest.fixture
def folder(tmp_path, embedder):
    return IndexFolder(tmp_path, model=embedder.name, dimension=embedder.dimension)


def generations(path):
    return {child.name for child in path.iterdir() if child.is_dir()}


def contents(index):
    return sorted(index.dense.keys.tolist()), len(index.lexical)


def test_nothing_there_yet(folder):
    assert folder.open([1]) is None


def test_opens_as_built(folder, sources, embedder, tmp_path):
    built = folder.build([1, 2], library_version=7, sources=sources)
    again = IndexFolder(tmp_path, model=embedder.name, dimension=embedder.dimension).open([1, 2])
    assert again.version == built.version
    assert again.manifest == built.manifest
    assert contents(again) == contents(built) == (sorted([1 << 20, 1 << 20 | 1, 2 << 20, 2 << 20 | 1]), 4)
    manifest = json.loads((tmp_path / built.version / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["model"] == "hash-64"
    assert manifest["settings"]["dimension"] == 64
    assert manifest["library_version"] == 7


def test_only_new_passages_are_encoded(folder, sources, embedder):
    folder.build([1, 2], library_version=1, sources=sources)
    embedder.encoded.clear()
    index = folder.build([1, 2, 3], library_version=2, sources=sources)
    assert embedder.encoded == TEXTS[3]
    assert contents(index)[1] == 7


@pytest.mark.parametrize("path", [[[1], [1, 2], [1, 2, 3]], [[1, 2, 3], [1, 2], [2]], [[3, 1], [1, 2, 3], [2, 3]]])
def test_a_grown_index_finds_as_one_built_at_once(tmp_path, embedder, sources, path):
    settings = {"model": embedder.name, "dimension": embedder.dimension}
    for version, documents in enumerate(path):
        grown = IndexFolder(tmp_path / "grown", **settings).build(documents, library_version=version, sources=sources)
    once = IndexFolder(tmp_path / "once", **settings).build(path[-1], library_version=9, sources=sources)
    assert grown.version == once.version
    assert contents(grown) == contents(once)
    for query in ("停车", "老旧小区", "公园"):
        vector = embedder.encode_queries([query])[0]
        for found, expected in (
            [index.dense.search(vector, k=9) for index in (grown, once)],
            [index.lexical.search(tokenize(query), k=9) for index in (grown, once)],
        ):
            assert [key for key, _ in found] == [key for key, _ in expected]
            assert [score for _, score in found] == pytest.approx([score for _, score in expected])


def test_another_model_names_both(folder, sources, tmp_path):
    folder.build([1], library_version=1, sources=sources)
    other = IndexFolder(tmp_path, model="其他模型", dimension=32)
    with pytest.raises(IndexMismatchError, match=r"hash-64.*其他模型.*64.*32"):
        other.open([1])


def test_another_model_encodes_everything_anew(folder, sources, tmp_path):
    folder.build([1], library_version=1, sources=sources)
    asked = []

    def encode(texts):
        asked.extend(texts)
        return EncodedPassages(np.eye(32, dtype=np.float32)[: len(texts)])

    other = IndexFolder(tmp_path, model="其他模型", dimension=32)
    index = other.build([1], library_version=1, sources=Sources(TEXTS.__getitem__, encode))
    assert asked == TEXTS[1]
    assert index.dense.dimension == 32
    assert folder.open([1]) is not None  # the one before stays


def test_the_current_and_the_last_generation_stay(folder, sources, tmp_path):
    versions = [
        folder.build(documents, library_version=1, sources=sources).version for documents in ([1], [1, 2], [1, 2, 3])
    ]
    assert generations(tmp_path) == set(versions[1:])


def test_leftovers_of_killed_builds_go(folder, sources, tmp_path):
    (tmp_path / ".building-dead").mkdir()
    (tmp_path / ".building-dead" / "manifest.json").write_text("{}")
    assert folder.open([1]) is None
    index = folder.build([1], library_version=1, sources=sources)
    assert generations(tmp_path) == {index.version}


@pytest.mark.parametrize("name", ["manifest.json", "dense.faiss", "lexical/meta.json", "lexical"])
@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_damaged_generation_is_built_again(folder, sources, tmp_path, caplog, name, damage):
    version = folder.build([1, 2], library_version=1, sources=sources).version
    target = tmp_path / version / name
    if damage == "truncated" and target.is_file():
        os.truncate(target, 3)
    elif target.is_file():
        target.unlink()
    else:
        for file in target.iterdir():
            file.unlink()
    with caplog.at_level(logging.WARNING):
        assert folder.open([1, 2]) is None
    assert "将重新建立" in caplog.text
    index = folder.build([1, 2], library_version=1, sources=sources)
    assert index.version == version
    assert contents(index)[1] == 4


def test_no_documents(folder, sources, embedder):
    index = folder.build([], library_version=0, sources=sources)
    assert index.dense.search(embedder.encode_queries(["停车"])[0], k=3) == []
    assert index.lexical.search(tokenize("停车"), k=3) == []
    assert contents(folder.build([1], library_version=1, sources=sources))[1] == 2
