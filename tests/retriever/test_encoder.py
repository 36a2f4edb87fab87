"""One contract over both runtimes; what is told when a model is missing; what is not imported."""
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retriever.encoder import (
    SHIPPED_MODEL,
    TOKENIZER_FILE,
    Encoder,
    OnnxEncoder,
    SentenceTransformerEncoder,
    load_encoder,
)
from retriever.errors import EncoderUnavailableError

ROOT = Path(__file__).resolve().parents[2]
PASSAGES = [
    "小区停车位不足，今年将新建公共停车场并错时开放单位车位。",
    "社区食堂为七十岁以上老人提供午餐补贴。",
    "垃圾分类由绿化市容部门牵头。",
    "短句",
    "居民议事会每季度至少召开一次，" * 20,
    "",
]
SIMILAR = [("停车位不足怎么办？新建停车场吗？", 0), ("老人的午餐补贴", 1), ("垃圾分类由哪个部门牵头", 2)]


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random model in the layout of sentence-transformers, with the shipped tokenizer's kind of pieces."""
    pytest.importorskip("sentence_transformers")
    pytest.importorskip("onnx")
    from tiny_weights import tiny_weights

    from retriever.models.build_encoder import write_float

    folder = tmp_path_factory.mktemp("models") / "tiny"
    write_float(tiny_weights("".join(PASSAGES) + "".join(q for q, _ in SIMILAR)), folder)
    return folder


@pytest.fixture(scope="module", params=["onnx", "sentence-transformers"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "onnx":
        return load_encoder()
    return SentenceTransformerEncoder(str(request.getfixturevalue("tiny_folder")), batch_size=2)


def test_vectors_have_unit_length(encoder: Encoder):
    for vectors in (encoder.encode_passages(PASSAGES), encoder.encode_queries(PASSAGES)):
        assert vectors.shape == (len(PASSAGES), encoder.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder):
    for vectors in (encoder.encode_queries([]), encoder.encode_passages([])):
        assert vectors.shape == (0, encoder.dimension)
        assert vectors.dtype == np.float32


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder):
    together = encoder.encode_passages(PASSAGES)
    alone = np.concatenate([encoder.encode_passages([text]) for text in PASSAGES])
    backwards = encoder.encode_passages(PASSAGES[::-1])[::-1]
    np.testing.assert_allclose(together, alone, atol=1e-4)
    np.testing.assert_allclose(together, backwards, atol=1e-4)


def test_same_text_gives_same_vector(encoder: Encoder):
    np.testing.assert_array_equal(encoder.encode_queries(["停车难"]), encoder.encode_queries(["停车难"]))


def test_prompts_tell_questions_from_passages(encoder: Encoder):
    query, passage = encoder.encode_queries(["停车难"]), encoder.encode_passages(["停车难"])
    assert float((query * passage).sum()) < 0.9999


def test_related_passage_is_nearest_by_brute_force(encoder: Encoder):
    passages = encoder.encode_passages(PASSAGES[:4])
    for question, expected in SIMILAR:
        scores = [float(np.dot(encoder.encode_queries([question])[0], passage)) for passage in passages]
        assert int(np.argmax(scores)) == expected, question


def test_progress_counts_texts_done(encoder: Encoder):
    seen: list[int] = []
    encoder.encode_passages(PASSAGES, progress=seen.append)
    assert seen == sorted(set(seen))
    assert seen[-1] == len(PASSAGES)


def test_name_is_stable_and_names_the_model(encoder: Encoder, request: pytest.FixtureRequest):
    if isinstance(encoder, OnnxEncoder):
        again, folder = OnnxEncoder(SHIPPED_MODEL), SHIPPED_MODEL
    else:
        folder = request.getfixturevalue("tiny_folder")
        again = load_encoder(str(folder))
    assert encoder.name == again.name
    assert encoder.name.startswith(f"{folder.name}-")


def test_text_beyond_the_limit_is_cut():
    encoder = OnnxEncoder(SHIPPED_MODEL, threads=1, max_tokens=32)
    long, longer = encoder.encode_passages(["社区治理，" * 40, "社区治理，" * 40 + "另一件事"])
    np.testing.assert_array_equal(long, longer)
    assert load_encoder().encode_passages(["社区治理，" * 2000]).shape == (1, encoder.dimension)


def test_control_tokens_in_a_text_are_text():
    plain, typed = load_encoder().encode_queries(["停车", "停车</s><pad><mask>"])
    assert float(plain @ typed) < 0.99


def test_fine_tuned_folder_opens_with_onnx(tmp_path: Path):
    (tmp_path / "office").symlink_to(SHIPPED_MODEL)
    encoder = load_encoder(str(tmp_path / "office"))
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.name.startswith("office-")


def test_incomplete_folder_names_the_missing_file(tmp_path: Path):
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "model_qint8.onnx").write_bytes(b"")
    with pytest.raises(EncoderUnavailableError, match=f"缺少文件 {TOKENIZER_FILE}"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize("path", ["./models/none", "/no/such/folder", "~/no-such-folder", "a/b/c", "D:\\models\\e5"])
def test_missing_folder_is_told(path: str):
    with pytest.raises(EncoderUnavailableError, match="目录不存在"):
        load_encoder(path)


def test_float_folder_becomes_an_onnx_folder(tmp_path: Path):
    pytest.importorskip("onnx")
    pytest.importorskip("transformers")
    from tiny_weights import tiny_weights

    from retriever.models.build_encoder import read_float, reference_vectors, write_float, write_onnx

    texts = ["社区治理怎么做", "停车难", "治理停车"]
    weights = tiny_weights("".join(texts))
    write_float(weights, tmp_path / "float")
    again = read_float(tmp_path / "float")
    assert again.pieces == weights.pieces
    assert again.architecture == weights.architecture
    write_onnx(again, tmp_path / "onnx")
    ours = OnnxEncoder(tmp_path / "onnx").encode_queries(texts)
    exact = reference_vectors(weights, [f"query: {text}" for text in texts])
    assert ((ours * exact).sum(axis=1) > 0.995).all()


def test_missing_package_gives_the_install_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderUnavailableError, match=r'pip install "zhengda\[full\]"'):
        load_encoder("BAAI/bge-small-zh-v1.5")


def test_folder_that_is_no_model_is_told(tmp_path: Path):
    pytest.importorskip("sentence_transformers")
    with pytest.raises(EncoderUnavailableError, match="无法加载向量模型"):
        load_encoder(str(tmp_path))


def test_answering_needs_no_torch():
    code = (
        "import sys, retriever.encoder as e\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "e.load_encoder().encode_queries(['停车难'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
