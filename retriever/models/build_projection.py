"""Fit the projection that shortens the shipped model's token vectors for late interaction.

    python -m retriever.models.build_projection texts.jsonl…

Each line of a file holds an object with a "text". The directions in which tokens of policies differ most are kept;
a model that is trained anew needs its projection anew.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from retriever.encoder import SHIPPED_MODEL, OnnxEncoder
from retriever.token_vectors import PROJECTION_FILE, Projection

DIMENSION = 128
PASSAGES = 1500
LENGTH = 320  # characters, as in a chunk


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL)
    parser.add_argument("--dimension", type=int, default=DIMENSION)
    options = parser.parse_args(arguments)
    encoder = OnnxEncoder(options.model)
    states = [encoder.hidden_states(passage) for passage in _passages(options.files)]
    projection = Projection.fit(np.concatenate(states), options.dimension)
    projection.save(options.model / PROJECTION_FILE)
    print(f"{sum(map(len, states))} tokens -> {options.model / PROJECTION_FILE}")
    return 0


def _passages(files: Iterable[Path]) -> list[str]:
    """Stretches of the texts, drawn the same in every run."""
    stretches: list[str] = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            stretches += [text[start : start + LENGTH] for start in range(0, len(text), LENGTH)]
    return random.Random(0).sample(stretches, min(PASSAGES, len(stretches)))


if __name__ == "__main__":
    sys.exit(main())
