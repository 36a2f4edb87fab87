"""A model cut in two gives what it gave as a whole."""

import numpy as np

from retriever.encoder import MODEL_FILE, SHIPPED_MODEL
from retriever.onnx_session import OnnxSession
from retriever.onnx_split import split_model

HALFWAY, LAST, MASK = "layer5.output.LayerNorm", "last_hidden_state", "attention_mask"


def test_the_two_parts_give_to_the_last_bit_what_the_whole_gives():
    model = (SHIPPED_MODEL / MODEL_FILE).read_bytes()
    lower, upper = split_model(model, HALFWAY)
    assert max(len(lower), len(upper)) < len(model) < len(lower) + len(upper) + 10_000  # no weight stands in both
    whole, first, second = map(OnnxSession, (model, lower, upper))
    for length in (2, 30, 200):
        ids = np.arange(5, 5 + length, dtype=np.int64)[None]
        mask = np.ones_like(ids)
        middle = first.run({"input_ids": ids, MASK: mask}, HALFWAY)
        assert middle.shape == (1, length, whole.width)
        told = second.run({HALFWAY: middle, MASK: mask}, LAST)
        assert np.array_equal(told, whole.run({"input_ids": ids, MASK: mask}, LAST))


def test_a_model_without_the_value_is_not_cut():
    assert split_model((SHIPPED_MODEL / MODEL_FILE).read_bytes(), "layer99.output.LayerNorm") is None
