"""The reading model as it is trained: the graph of `retriever.joint_model`, in torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from eval.joint_cases import ReadPassage
from retriever.joint_model import CONTEXT
from retriever.models.build_joint import APART, architecture

HIDDEN = 128  # units over the means of question and sentence
DROPPED = 0.1
SHUT = -3.0  # what heads add across the two texts at first: they begin as the encoder that reads each alone
_SHARPER = 5.0
_PROJECTIONS = ("query", "key", "value")
_PARTS = {
    "out": "attention.output.dense",
    "out_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}


@dataclass(frozen=True)
class Pair:
    """A question with one passage: `question` `(q, d)`, `weights` `(q,)`, and the places of the sentences told of."""

    question: NDArray[np.floating]
    weights: NDArray[np.float32]
    passage: ReadPassage
    places: tuple[int, ...]


class _Layer(nn.Module):
    """A layer of the encoder whose heads may look less across than within the two texts."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], number: int) -> None:
        super().__init__()
        shape = architecture()
        self.heads, wide, size = shape.heads, shape.intermediate, shape.hidden
        self.joined, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.wide, self.narrow = nn.Linear(size, wide), nn.Linear(wide, size)
        self.out_norm = nn.LayerNorm(size, shape.layer_norm_epsilon)
        self.norm = nn.LayerNorm(size, shape.layer_norm_epsilon)
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            joined = [weights[f"{prefix}attention.self.{name}.{kind}"] for name in _PROJECTIONS]
            getattr(self.joined, kind).data = torch.from_numpy(np.concatenate(joined))
            for own, name in _PARTS.items():
                getattr(getattr(self, own), kind).data = torch.from_numpy(weights[f"{prefix}{name}.{kind}"].copy())

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """`(b, t, d)` to the same; `bias` `(b, heads, t, t)` is added before the softmax."""
        count, length, size = hidden.shape
        queries, keys, values = self.joined(hidden).view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = queries * (size // self.heads) ** -0.5 @ keys.transpose(-1, -2) + bias
        attended = (scores.softmax(-1).to(values.dtype) @ values).transpose(1, 2).reshape(count, length, size)
        hidden = self.out_norm(hidden + self.out(attended))
        told: Tensor = self.norm(hidden + self.narrow(functional.gelu(self.wide(hidden))))
        return told

    def named(self, number: int) -> dict[str, Tensor]:
        """Its weights by the names that the encoder's have."""
        prefix, found = f"encoder.layer.{number}.", dict[str, Tensor]()
        for kind in ("weight", "bias"):
            for name, part in zip(_PROJECTIONS, getattr(self.joined, kind).chunk(3), strict=True):
                found[f"{prefix}attention.self.{name}.{kind}"] = part
            for own, name in _PARTS.items():
                found[f"{prefix}{name}.{kind}"] = getattr(getattr(self, own), kind)
        return found


class JointNetwork(nn.Module):
    """Values of the sentences of passages; `nothing` is the value that no answer has."""

    def __init__(self, encoder: Path, projection: Path) -> None:
        """Begin with the upper layers of an encoder in full precision and with its projection for late interaction."""
        super().__init__()
        weights = {name.removeprefix("bert."): value for name, value in load_file(encoder).items()}
        shape = architecture()
        self.layers = nn.ModuleList(_Layer(weights, number) for number in range(APART, shape.layers))
        with np.load(projection) as stored:
            self.register_buffer("mean", torch.from_numpy(stored["mean"].astype(np.float32)))
            self.matrix = nn.Parameter(torch.from_numpy(stored["matrix"].astype(np.float32)))
        self.gates = nn.Parameter(torch.full((len(self.layers), shape.heads), SHUT))
        self.segments = nn.Parameter(torch.zeros(2, shape.hidden))
        self.late = nn.Parameter(torch.tensor([10.0, 20.0]))
        self.words = nn.Parameter(torch.zeros(self.matrix.shape[1]))
        self.words_bias = nn.Parameter(torch.tensor(0.5413))  # each token counts 1 at first
        self.wide, self.told = nn.Linear(3 * shape.hidden, HIDDEN), nn.Linear(HIDDEN, 1)
        nn.init.zeros_(self.told.weight)
        nn.init.zeros_(self.told.bias)
        self.nothing = nn.Parameter(torch.tensor(17.0))

    def forward(self, pairs: Sequence[Pair]) -> list[Tensor]:
        """The values `(places,)` of the sentences of each pair."""
        asked = [len(pair.question) for pair in pairs]
        ends = [count + len(pair.passage.hidden) for count, pair in zip(asked, pairs, strict=True)]
        states = torch.zeros(len(pairs), max(ends), self.segments.shape[1])
        for number, pair in enumerate(pairs):
            joined = np.concatenate([pair.question, pair.passage.hidden]).astype(np.float32)
            states[number, : ends[number]] = torch.from_numpy(joined)
        places = torch.arange(max(ends))
        questions = places < torch.tensor(asked)[:, None]
        beyond = places >= torch.tensor(ends)[:, None]
        hidden = states + torch.where(questions[..., None], self.segments[0], self.segments[1])
        crossing = (questions[:, :, None] ^ questions[:, None, :]).float()[:, None]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for gates, layer in zip(self.gates, self.layers, strict=True):
                bias = crossing * gates[None, :, None, None] - 1e4 * beyond[:, None, None, :]
                hidden = layer(hidden, bias.bfloat16())
        short = self._shortened(hidden.float())
        return [
            self._values(pair, hidden[number, : ends[number]].float(), short[number, : ends[number]])
            for number, pair in enumerate(pairs)
        ]

    def _shortened(self, hidden: Tensor) -> Tensor:
        unit = functional.normalize(hidden, dim=-1, eps=1e-9) - self.get_buffer("mean")
        return functional.normalize(unit @ self.matrix, dim=-1, eps=1e-9)

    def _values(self, pair: Pair, hidden: Tensor, short: Tensor) -> Tensor:
        """As `retriever.joint_model.JointHead.values`, for the sentences told of; `nothing` is not taken off."""
        asked = len(pair.question)
        question, passage = short[:asked], short[asked:]
        counted = functional.softplus(question @ self.words * _SHARPER + self.words_bias)
        shares = torch.from_numpy(pair.weights) * counted
        shares = shares / shares.sum()
        similar = passage @ question.T
        bounds = np.minimum(pair.passage.stretches, len(passage)).tolist()
        spans = [(bounds[place + 1], max(bounds[place + 2], bounds[place + 1] + 1)) for place in pair.places]
        around = CONTEXT * similar[: max(bounds[1], 1)].amax(0).clamp_min(0)
        own = torch.stack([similar[min(first, len(similar) - 1) : last].amax(0) for first, last in spans]).clamp_min(0)
        late = self.late[0] * (own @ shares) + self.late[1] * (torch.maximum(own, around) @ shares)
        means = torch.stack([hidden[asked:][min(first, len(similar) - 1) : last].mean(0) for first, last in spans])
        whole = hidden[:asked].mean(0).expand_as(means)
        read = self.wide(torch.cat([whole, means, whole * means], 1)).relu()
        told: Tensor = self.told(functional.dropout(read, DROPPED, self.training)).squeeze(1)
        return late + told

    def save(self, file: Path) -> None:
        """Write what `retriever.models.build_joint` reads."""
        named = {
            "gates": self.gates,
            "segments": self.segments,
            "mean": self.get_buffer("mean"),
            "matrix": self.matrix,
            "late": self.late,
            "words": self.words,
            "words_bias": self.words_bias,
            "wide": self.wide.weight.T,
            "wide_bias": self.wide.bias,
            "out": self.told.weight[0],
            "out_bias": self.told.bias,
            "nothing": self.nothing,
        }
        for number, layer in enumerate(self.layers, APART):
            assert isinstance(layer, _Layer)
            named |= layer.named(number)
        save_file({name: np.ascontiguousarray(value.detach().numpy()) for name, value in named.items()}, file)
