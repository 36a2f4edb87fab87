"""Late interaction against brute force, on the shipped encoder and a real library."""

from __future__ import annotations

import numpy as np
import pytest

from retriever.datatypes import ScoredChunk
from retriever.encoder import load_encoder
from retriever.knowledge_base import KnowledgeBase
from retriever.late import CONTEXT, TokenIndex
from retriever.passage_texts import passage_head, passage_texts
from retriever.token_vectors import SCALE, Projection, TokenVectors, no_tokens

TEXT = """甲区停车管理方案
一、重点任务
1.新增停车泊位。新增公共停车泊位800个。鼓励单位夜间开放车位，由街道统一登记。
2.社区食堂。新建社区食堂12家，方便老年人就餐。
"""
QUESTION = "老人在哪里吃饭"


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("late")) as base:
        base.add_bytes("甲区停车管理方案.txt", TEXT.encode())
        yield base.view()


@pytest.fixture(scope="module")
def chunks(view):
    return [
        ScoredChunk(doc_id, chunk, 0.0)
        for doc_id, document in view.documents.items()
        for chunk in document.parsed.chunks
    ]


def brute_force(view, scored, question):
    """The mean over the question's tokens of their nearest token in a sentence, from the encoder's own vectors."""
    encoder = load_encoder()
    parsed = view.documents[scored.doc_id].parsed
    query = encoder.encode_query_tokens(question)
    texts = [text for document in view.documents.values() for text in passage_texts(document.parsed)]
    encoded = encoder.encode_passage_tokens(texts)
    counts = np.bincount(np.concatenate([tokens.ids for tokens in encoded.tokens]), minlength=query.ids.max() + 1)
    weights = np.log(1 + counts.sum() / (1 + counts[query.ids]))
    weights /= weights.sum()
    tokens = encoded.tokens[scored.chunk.index]
    similar = tokens.vectors.astype(np.float64) / SCALE @ query.vectors.T
    at = len(passage_head(parsed.metadata.title, scored.chunk))
    begins = [at + start - scored.chunk.start for start, _ in scored.chunk.sentences]
    owners = np.searchsorted(begins, tokens.starts, side="right")
    sentence = [similar[owners == number + 1].max(axis=0) for number in range(len(begins))]
    head = similar[owners == 0].max(axis=0)
    return [best @ weights for best in sentence], [np.maximum(best, CONTEXT * head) @ weights for best in sentence]


def test_numbers_are_those_of_brute_force(view, chunks):
    for scored, near in zip(chunks, view.late.compare(QUESTION, chunks), strict=True):
        sentence, around = brute_force(view, scored, QUESTION)
        assert near.sentence == pytest.approx(sentence, abs=1e-4)
        assert near.around == pytest.approx(around, abs=1e-4)
        assert ((near.found >= 0) & (near.found <= 1 + 1e-5)).all()
        assert near.chunk >= near.sentence.max() - 1e-5


def test_a_sentence_in_other_words_is_nearest(view, chunks):
    near = view.late.compare(QUESTION, chunks)
    sentences = [
        (float(value), view.documents[scored.doc_id].parsed.clean.text[start:end])
        for scored, one in zip(chunks, near, strict=True)
        for value, (start, end) in zip(one.sentence, scored.chunk.sentences, strict=True)
    ]
    assert "就餐" in max(sentences)[1]


def test_nothing_to_compare(view, chunks):
    assert view.late.compare(QUESTION, []) == []
    assert [near.sentence.tolist() for near in view.late.compare("", chunks[:1])] == [
        [0.0] * len(chunks[0].chunk.sentences)
    ]


def test_tokens_come_back_as_saved(tmp_path):
    random = np.random.default_rng(0)
    parts = [
        TokenVectors(
            random.integers(-127, 128, (size, 8)).astype(np.int8),
            random.integers(0, 50, size).astype(np.int32),
            np.arange(size, dtype=np.int32),
        )
        for size in (3, 0, 5)
    ]
    index = TokenIndex.of(parts, 8)
    index.save(tmp_path)
    again = TokenIndex.load(tmp_path)
    assert len(again) == 3
    assert again.total == 8
    assert again.counts().sum() == 8
    for row, part in enumerate(parts):
        assert (again.part(row).vectors == part.vectors).all()
        assert again.part(row).ids.tolist() == part.ids.tolist()
        unpacked = TokenVectors.unpacked(part.packed(), 8)
        assert (unpacked.vectors == part.vectors).all()
        assert unpacked.starts.tolist() == part.starts.tolist()


def test_files_that_do_not_fit_together_are_refused(tmp_path):
    TokenIndex.of([no_tokens(8), no_tokens(8)], 8).save(tmp_path)
    np.save(tmp_path / "token_ids.npy", np.zeros(4, np.int32))
    with pytest.raises(ValueError, match="do not fit"):
        TokenIndex.load(tmp_path)
    with pytest.raises(ValueError, match="no whole number"):
        TokenVectors.unpacked(b"123", 8)


def test_projection_keeps_what_differs_most(tmp_path):
    random = np.random.default_rng(1)
    states = random.normal(size=(400, 16)).astype(np.float32) * np.array([5.0] * 4 + [0.1] * 12, np.float32) + 3
    projection = Projection.fit(states, 4)
    projection.save(tmp_path / "projection.npz")
    again = Projection.load(tmp_path / "projection.npz")
    unit = states / np.linalg.norm(states, axis=1, keepdims=True)
    centred = unit - unit.mean(axis=0)
    full = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    short = again.shorten(states)
    assert short.shape == (400, 4)
    assert np.abs(full[:50] @ full[50:100].T - short[:50] @ short[50:100].T).mean() < 0.1


def test_query_tokens_stand_where_they_are_written():
    encoder = load_encoder()
    text = "停车难怎么解决"
    tokens = encoder.encode_query_tokens(text)
    assert tokens.starts.tolist() == sorted(tokens.starts.tolist())
    assert tokens.starts.min() >= 0
    assert tokens.starts.max() < len(text)
    np.testing.assert_allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-4)
    np.testing.assert_allclose(encoder.encode_queries([text])[0], encoder.encode_queries([text, text])[1], atol=1e-5)


def test_passage_vectors_are_the_same_with_and_without_tokens():
    encoder = load_encoder()
    passages = ["新建社区食堂12家", "错时共享停车"]
    np.testing.assert_allclose(
        encoder.encode_passage_tokens(passages).vectors, encoder.encode_passages(passages), atol=1e-6
    )
