from __future__ import annotations

import numpy as np
import pytest

from retriever.dense import DenseIndex
from retriever.view import chunk_key

CHUNKS, DIMENSION, DOCUMENTS = 300, 16, 6


@pytest.fixture(scope="module")
def material():
    random = np.random.default_rng(0)
    vectors = random.normal(size=(CHUNKS, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys = np.array([chunk_key(1 + i % DOCUMENTS, i // DOCUMENTS) for i in range(CHUNKS)], dtype=np.int64)
    return keys, vectors, random.permutation(vectors)[:5]


def brute_force(keys, vectors, query, k, serials=None):
    pairs = [
        (int(key), float(vector @ query))
        for key, vector in zip(keys, vectors, strict=True)
        if serials is None or int(key) >> 20 in serials
    ]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k]


@pytest.mark.parametrize("serials", [None, {2}, {1, 3, 5}, {1, 2, 3, 4, 5, 6}])
@pytest.mark.parametrize("k", [1, 10, 60])
def test_numbers_are_those_of_brute_force(material, k, serials):
    keys, vectors, queries = material
    index = DenseIndex(keys, vectors)
    for query in queries:
        found = index.search(query, k=k, serials=serials)
        expected = brute_force(keys, vectors, query, k, serials)
        assert [key for key, _ in found] == [key for key, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)


def test_saved_and_loaded(material, tmp_path):
    keys, vectors, queries = material
    index = DenseIndex(keys, vectors)
    index.save(tmp_path / "向量.faiss")
    loaded = DenseIndex.load(tmp_path / "向量.faiss")
    assert loaded.search(queries[0], k=20) == index.search(queries[0], k=20)
    assert np.array_equal(loaded.keys, keys)
    assert np.array_equal(loaded.vectors(), vectors)
    assert loaded.dimension == DIMENSION


def test_more_asked_for_than_there_is(material):
    keys, vectors, queries = material
    index = DenseIndex(keys, vectors)
    assert len(index.search(queries[0], k=CHUNKS + 50)) == CHUNKS
    assert len(index.search(queries[0], k=CHUNKS, serials={2})) == CHUNKS // DOCUMENTS
    assert index.search(queries[0], k=5, serials=set()) == []
    assert index.search(queries[0], k=5, serials={99}) == []


def test_empty(tmp_path):
    index = DenseIndex(np.zeros(0, dtype=np.int64), np.zeros((0, DIMENSION), dtype=np.float32))
    index.save(tmp_path / "empty")
    assert DenseIndex.load(tmp_path / "empty").search(np.ones(DIMENSION, dtype=np.float32), k=3) == []


def test_vectors_that_are_no_unit_vectors_are_refused(material):
    keys, vectors, _ = material
    with pytest.raises(ValueError, match="normalised"):
        DenseIndex(keys, vectors * 2)
    with pytest.raises(ValueError, match="fit"):
        DenseIndex(keys[:-1], vectors)


def test_truncated_file(material, tmp_path):
    keys, vectors, _ = material
    file = tmp_path / "dense.faiss"
    DenseIndex(keys, vectors).save(file)
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(RuntimeError):
        DenseIndex.load(file)
