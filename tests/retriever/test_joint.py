"""Reading a question and a passage together: the model, what is read of a library, the order that comes of it."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import HashEmbedder

from retriever import joint as joint_module
from retriever import passage_states
from retriever.datatypes import Evidence, ScoredChunk
from retriever.encoder import load_encoder
from retriever.joint_model import HEAD_FILE, JOINT_MODEL, JointHead, JointModel
from retriever.knowledge_base import KnowledgeBase
from retriever.reread import reads_as_answer, reread
from retriever.token_vectors import Projection

TEXT = """丙县老年助餐服务办法
一、就餐补贴
年满80周岁的老人在助餐点用餐，每人每餐减免4元。助餐点每周开放六天。菜单每周公示一次。
二、场地管理
助餐点的房屋由街道无偿提供，不得转租。违反本办法转租的，由县民政局收回场地。
"""
QUESTION = "我奶奶85岁去吃饭能便宜多少钱"


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("joint")) as base:
        base.add_bytes("丙县老年助餐服务办法.txt", TEXT.encode())
        yield base.view()


@pytest.fixture(scope="module")
def chunks(view):
    return [
        ScoredChunk(doc_id, chunk, 0.0)
        for doc_id, document in view.documents.items()
        for chunk in document.parsed.chunks
    ]


@pytest.fixture(scope="module")
def everything(chunks):
    """All sentences of all chunks."""
    return [(scored, range(len(scored.chunk.sentences))) for scored in chunks]


def texts_of(view, scored):
    text = view.documents[scored.doc_id].parsed.clean.text
    return [text[start:end] for start, end in scored.chunk.sentences]


def test_the_sentence_that_answers_in_other_words_comes_first(view, chunks, everything):
    read = view.joint.read(QUESTION, everything)
    values = np.concatenate(read)
    texts = [text for scored in chunks for text in texts_of(view, scored)]
    assert "减免4元" in texts[int(values.argmax())]


def test_a_question_about_something_else_is_answered_by_no_sentence_so_well(view, chunks, everything):
    best, foreign = (
        max(float(values.max()) for values in view.joint.read(question, everything))
        for question in (QUESTION, "地铁几点停运")
    )
    assert foreign < 0 < best


def test_as_many_chunks_are_read_as_fit_one_at_least(view, chunks, everything, monkeypatch):
    assert len(view.joint.read(QUESTION, everything)) == len(chunks) > 1
    monkeypatch.setattr(joint_module, "TOKENS_READ", 1)
    assert len(view.joint.read(QUESTION, everything)) == 1
    assert view.joint.read(QUESTION, []) == []


def test_reading_again_tells_the_same_though_little_is_remembered(view, chunks, everything, monkeypatch):
    before = view.joint.read(QUESTION, everything)
    monkeypatch.setattr(passage_states, "TOKENS_KEPT", 1)
    for _ in range(2):
        view.joint._told.clear()
        for first, second in zip(before, view.joint.read(QUESTION, everything), strict=True):
            assert np.array_equal(first, second)


def test_the_lower_layers_know_the_tokens_that_late_interaction_knows(view, chunks):
    for scored in chunks:
        states, stretches = view.joint.passage(scored)
        assert len(states.ids) == stretches[-1]
        assert np.isfinite(states.hidden).all()


def test_an_output_halfway_leaves_the_vectors_as_they_are():
    encoder = load_encoder()
    alone = encoder.encode_queries([QUESTION, "x"])[0]  # two texts: without the lower layers' output
    assert np.array_equal(encoder.encode_queries([QUESTION])[0], alone)
    assert len(encoder.query_states(QUESTION).ids) == len(encoder.encode_query_tokens(QUESTION).ids)


def test_a_model_made_for_another_encoder_is_not_used(tmp_path):
    with KnowledgeBase.open(tmp_path / "base", encoder=HashEmbedder()) as base:
        base.add_bytes("丙县老年助餐服务办法.txt", TEXT.encode())
        assert base.view().joint is None
        assert base.ask(QUESTION).status
    assert JointModel().encoder == load_encoder().name


def test_candidates_of_chunks_that_were_not_read_have_no_value(view, chunks):
    class OneChunk:
        def read(self, question, sentences):
            return [np.array(sentences[0][1], np.float32)]

    class Named:
        def __init__(self, chunk, place):
            self.chunk, self.place = chunk, place

    candidates = [Named(chunks[0], 0), Named(chunks[1], 0), Named(chunks[1], len(chunks[1].chunk.sentences) - 1)]
    values = reread(OneChunk(), QUESTION, candidates, np.array([0.0, 1.0, 2.0], np.float32))
    assert np.isnan(values[0])
    assert values[1:].tolist() == [0.0, len(chunks[1].chunk.sentences) - 1]


def test_values_are_late_interaction_and_a_layer_over_the_means():
    size = 4
    head = JointHead(
        segments=np.zeros((2, size), np.float32),
        projection=Projection(np.zeros(size, np.float32), np.eye(size, dtype=np.float32)),
        late=np.array([10.0, 20.0], np.float32),
        words=np.zeros(size, np.float32),
        words_bias=0.5,
        wide=np.vstack([np.zeros((2 * size, 1)), np.ones((size, 1))]).astype(np.float32),
        wide_bias=np.zeros(1, np.float32),
        out=np.ones(1, np.float32),
        out_bias=3.0,
        nothing=1.0,
    )
    one, other, third = np.eye(size, dtype=np.float32)[:3]
    hidden = np.stack([one, other, third, one, other, third])  # two tokens asked; a head; sentences of two and of one
    values = head.values(hidden, 2, np.array([0.5, 0.5], np.float32), np.array([0, 1, 3, 4]))
    # The first sentence holds both words, its mean times the question's is 2 * 0.25; the second holds neither.
    assert values == pytest.approx([10 + 20 + 0.5 + 3 - 1, 0 + 3 - 1])


def test_the_head_is_whole():
    head = JointHead.load(JOINT_MODEL / HEAD_FILE)
    assert head.segments.shape[1] == load_encoder().dimension
    assert head.wide.shape == (3 * load_encoder().dimension, len(head.out))


def test_what_answers_in_other_words_reads_as_an_answer_and_what_does_not_does_not(view):
    (doc_id,) = view.documents
    text = view.documents[doc_id].parsed.clean.text

    def evidence(words):
        start = text.index(words)
        return [Evidence(doc_id, 0, start, start + len(words))]

    assert reads_as_answer(view, QUESTION, evidence("年满80周岁的老人在助餐点用餐，每人每餐减免4元"), 4.0)
    assert not reads_as_answer(view, QUESTION, evidence("助餐点的房屋由街道无偿提供"), 4.0)
    assert not reads_as_answer(view, QUESTION, [], 4.0)
