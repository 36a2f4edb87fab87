"""What is worked out once: words, pairs of characters, what is read of passages that are alike."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from ingest.sentences import split_sentences
from retriever.datatypes import ScoredChunk
from retriever.encoder import load_encoder
from retriever.joint_model import JointModel
from retriever.knowledge_base import KnowledgeBase
from retriever.latest_states import LatestStates
from retriever.lexicon import Lexicon
from retriever.texts import Texts
from retriever.token_vectors import QueryTokens
from retriever.whole_documents import WholeDocuments
from retriever.word_vectors import WordVectors

TEXT = """丁县垃圾分类办法
一、投放要求
居民应当定时投放垃圾。人人参与，人人人参与。每天投放两次：早晨七点、傍晚六点。
二、收运安排
垃圾由县城管局统一收运。收运车辆每周清洗一次。
"""
QUESTION = "垃圾什么时候扔"


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("once")) as base:
        base.add_bytes("丁县垃圾分类办法.txt", TEXT.encode())
        base.add_bytes("戊县垃圾分类办法.txt", TEXT.replace("每周清洗", "每月清洗").encode())
        yield base.view()


def test_a_word_is_encoded_once_and_no_more_than_needed():
    encoded: list[str] = []

    def encode(word):
        encoded.append(word)
        return QueryTokens(np.eye(3, dtype=np.float32)[[len(word) % 3]], np.zeros(1, np.int32), np.zeros(1, np.int32))

    words = WordVectors(encode, threads=2)
    assert words.alike("甲", ["乙丙", "丁"]).tolist() == [0.0, 1.0]
    assert words.is_near("甲", ["戊己", "庚", "辛", "壬", "癸"], 0.5)
    assert words.is_near("甲", ["子丑", "庚"], 0.5)  # what is known is looked at first
    assert not words.is_near("甲", [], 0.5)
    assert sorted(encoded) == sorted(["甲", "乙丙", "丁", "戊己", "庚"])


def test_words_leave_the_states_of_questions_where_they_are():
    encoder = load_encoder()
    encoder.query_states(QUESTION)
    kept = list(encoder._latest._kept)
    encoder.words.alike("垃圾", ["收运", "城管", "居民", "清洗", "早晨", "傍晚", "车辆"])
    assert list(encoder._latest._kept) == kept
    alone = encoder.encode_query_tokens("收运").vectors
    assert np.array_equal(encoder.words._vectors(["收运"])["收运"], alone)


def test_pairs_are_counted_as_a_text_counts_them(view):
    whole = WholeDocuments(view.documents, lambda pair: 1, chunks=4, documents_held=2)
    for doc_id, document in view.documents.items():
        text = f"{document.parsed.metadata.title}\n{document.parsed.clean.text}"
        for question in ("人人参与", "垃圾收运", "abc", "清洗一次", "㐀㐁"):
            (held,) = whole.compare(question, [doc_id]).values()
            pairs = [question] if question.isascii() else [question[at : at + 2] for at in range(len(question) - 1)]
            assert held.share == pytest.approx(sum(pair in text for pair in pairs) / len(pairs))


def test_pairs_are_read_alike_alone_and_beside_each_other(view):
    chunks = [
        ScoredChunk(doc_id, chunk, 0.0)
        for doc_id, document in view.documents.items()
        for chunk in document.parsed.chunks
    ]
    sentences = [(scored, range(len(scored.chunk.sentences))) for scored in chunks]
    alone = [view.joint.read(f"{QUESTION}？", [one])[0] for one in sentences]
    together = view.joint.read(f"{QUESTION}？", sentences)
    model = JointModel(threads=2)
    query, weights = view.joint.question(f"{QUESTION}？")
    for first, second, scored in zip(alone, together, chunks, strict=False):
        assert np.array_equal(first, second)
        passage = view.joint.passage(scored)
        for beside in (False, *[True] * 25):
            assert np.array_equal(model.read(query, weights, *passage, beside=beside), first)


def test_children_and_sentences_are_those_of_the_document(view):
    texts = Texts(Lexicon(view))
    for doc_id, document in view.documents.items():
        clauses = document.parsed.clauses
        for clause in clauses:
            below = [one for one in clauses if one.parent == clause.index and one.kind != "furniture"]
            assert texts.children(doc_id, clause) == below
            spans = split_sentences(document.parsed.clean.text, clause.start, clause.end)
            assert texts.sentences(doc_id, clause) == spans


def test_a_question_begun_ahead_is_encoded_once():
    encoded: list[str] = []
    going = threading.Event()

    def encode(text):
        if text == "慢":
            going.wait(10)
        encoded.append(text)
        return text

    latest = LatestStates(encode, threads=2)
    latest.expect(["慢", "甲", "乙", "甲"])
    assert latest.of("乙") == "乙"  # it waits behind another, so that who needs it now does it
    going.set()
    assert [latest.of(text) for text in ("甲", "慢", "乙", "甲")] == ["甲", "慢", "乙", "甲"]
    assert sorted(encoded) == ["乙", "慢", "甲"]


def test_nothing_is_begun_ahead_on_one_thread_and_errors_are_not_kept():
    tries: list[str] = []

    def encode(text):
        tries.append(text)
        if len(tries) == 1:
            raise ValueError(text)
        return text

    latest = LatestStates(encode, threads=1)
    latest.expect(["甲"])
    assert tries == []
    with pytest.raises(ValueError, match="甲"):
        latest.of("甲")
    assert latest.of("甲") == "甲"
    for number in range(20):
        latest.of(str(number))
    assert latest.of("甲") == "甲"
    assert tries.count("甲") == 3  # the last ones are remembered
