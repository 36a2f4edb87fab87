from __future__ import annotations

import pytest

from retriever.lexical import LexicalIndex
from retriever.tokenizer import tokenize
from retriever.view import chunk_key

TEXTS = {
    (1, 0): "新增公共停车泊位800个",
    (1, 1): "推进老旧小区加装电梯",
    (2, 0): "停车泊位错时共享，停车收费公开",
    (2, 1): "社区食堂为老年人提供就餐服务",
    (3, 0): "垃圾分类达标率不低于95%",
}


def chunks():
    return [(chunk_key(*place), tokenize(text)) for place, text in TEXTS.items()]


@pytest.fixture
def folder(tmp_path):
    LexicalIndex.write(tmp_path, chunks())
    return tmp_path


def search(folder, query, k=10, serials=None):
    found = LexicalIndex(folder).search(tokenize(query), k=k, serials=serials)
    return [(key >> 20, key & 0xFFFFF) for key, _ in found]


def test_chunks_with_more_and_rarer_terms_come_first(folder):
    assert search(folder, "停车收费")[:2] == [(2, 0), (1, 0)]
    assert search(folder, "800个泊位")[0] == (1, 0)
    assert search(folder, "95%") == [(3, 0)]
    assert search(folder, "老年人在哪里吃饭")[0] == (2, 1)


def test_scores_fall_and_are_positive(folder):
    scores = [score for _, score in LexicalIndex(folder).search(tokenize("社区停车服务"), k=10)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_only_chunks_of_some_documents_with_the_same_scores(folder):
    index = LexicalIndex(folder)
    everything = index.search(tokenize("停车"), k=10)
    assert index.search(tokenize("停车"), k=10, serials={2}) == [pair for pair in everything if pair[0] >> 20 == 2]
    assert index.search(tokenize("停车"), k=10, serials={3}) == []
    assert index.search(tokenize("停车"), k=10, serials=set()) == []


def test_nothing_in_common(folder):
    assert search(folder, "航天飞机") == []
    assert search(folder, "？？") == []


def test_a_page_as_a_question(folder):
    assert search(folder, "停车泊位" * 2000)[0][0] in (1, 2)


def test_removed_and_added_in_place(folder):
    LexicalIndex.write(folder, [(chunk_key(4, 0), tokenize("停车泊位地图"))], removed=[2])
    assert {serial for serial, _ in search(folder, "停车泊位")} == {1, 4}
    assert len(LexicalIndex(folder)) == 4


def test_added_later_scores_as_built_at_once(tmp_path):
    once, later = tmp_path / "once", tmp_path / "later"
    for folder in (once, later):
        folder.mkdir()
    LexicalIndex.write(once, chunks())
    LexicalIndex.write(later, chunks()[:3])
    LexicalIndex.write(later, chunks()[3:])
    for query in ("停车", "社区食堂", "不低于95%"):
        expected = LexicalIndex(once).search(tokenize(query), k=5)
        found = LexicalIndex(later).search(tokenize(query), k=5)
        assert [key for key, _ in found] == [key for key, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected])


def test_missing_or_foreign_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        LexicalIndex(tmp_path / "nothing")
    with pytest.raises(ValueError, match=r"."):
        LexicalIndex(tmp_path)
