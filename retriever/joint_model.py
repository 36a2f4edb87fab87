"""A model that reads a question and a passage together and says how well each sentence of the passage answers.

The lower layers of the encoder read the two apart, as they do for the search; the model's own layers, which began as
the encoder's upper ones, read what these tell of both at once. Each head learns how far it looks across.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from retriever.errors import EncoderUnavailableError
from retriever.onnx_session import OnnxSession
from retriever.token_vectors import Projection, TokenStates, one_thread_blocks

JOINT_MODEL = Path(__file__).parent / "models" / "joint-reading-zh"
JOINT_FILE, HEAD_FILE = Path("onnx") / "model_qint8.onnx", Path("head.npz")
ENCODER_FILE = Path("encoder.txt")  # name of the encoder whose lower layers it goes on from
CONTEXT = 0.9  # worth of a token of the title or the path beside one of the sentence
_FEW = 20  # pairs, as one question brings, that are not worth loading the model for once more
_SHARPER = np.float32(5.0)  # brings coordinates of unit vectors of 128 near 1


@dataclass(frozen=True)
class JointHead:
    """What makes a value of each sentence from the states of all tokens.

    Attributes:
        segments: `(2, d)`, added to the tokens of the question and of the passage before they are read together.
        projection: shortens the states to k coordinates for late interaction.
        late: `(2,)`, weights of late interaction with the sentence and with the sentence in its context.
        words, words_bias: `(k,)` and a number: how much each token of a question counts.
        wide, wide_bias: `(3d, h)` and `(h,)`, a hidden layer over the means of question and sentence and their product.
        out, out_bias: `(h,)` and a number: the value of the hidden layer.
        nothing: the value from which on a sentence answers rather than none.
    """

    segments: NDArray[np.float32]
    projection: Projection
    late: NDArray[np.float32]
    words: NDArray[np.float32]
    words_bias: float
    wide: NDArray[np.float32]
    wide_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: float
    nothing: float

    @classmethod
    def load(cls, file: Path) -> JointHead:
        """Read what `retriever.models.build_joint` wrote."""
        with np.load(file, allow_pickle=False) as stored:
            held: dict[str, NDArray[np.float32]] = {name: stored[name].astype(np.float32) for name in stored.files}
        return cls(
            held["segments"],
            Projection(held["mean"], held["matrix"]),
            held["late"],
            held["words"],
            held["words_bias"].item(),
            held["wide"],
            held["wide_bias"],
            held["out"],
            held["out_bias"].item(),
            held["nothing"].item(),
        )

    def values(
        self,
        hidden: NDArray[np.float32],
        asked: int,
        weights: NDArray[np.float32],
        stretches: NDArray[np.int64],
    ) -> NDArray[np.float32]:
        """The value `(s,)` of each sentence.

        Args:
            hidden: `(q + t, d)`, tokens of the question, then of the passage, as they were read together.
            asked: q > 0.
            weights: `(q,)`, share of each token of the question; they add up to 1.
            stretches: `(s + 2,)`, where among the tokens of the passage title and path, each sentence, the end begin.
        """
        short = self.projection.shorten(hidden)
        question, passage = short[:asked], short[asked:]
        shares = weights * np.logaddexp(0, question @ self.words * _SHARPER + np.float32(self.words_bias))
        shares /= max(float(shares.sum()), 1e-9)
        similar = _product(passage, np.ascontiguousarray(question.T))
        spans = list(pairwise(stretches.tolist()))
        nearest = np.stack([similar[first:last].max(axis=0, initial=0.0) for first, last in spans])
        own = nearest[1:]
        both = np.maximum(own, CONTEXT * nearest[0])
        late = self.late[0] * (own @ shares) + self.late[1] * (both @ shares)
        means = np.stack([_mean(hidden[asked + first : asked + last]) for first, last in spans[1:]])
        whole = np.broadcast_to(_mean(hidden[:asked]), means.shape)
        read = np.maximum(_product(np.hstack([whole, means, whole * means]), self.wide) + self.wide_bias, 0)
        told: NDArray[np.float32] = late + read @ self.out + np.float32(self.out_bias - self.nothing)
        return told.astype(np.float32)


class JointModel:
    """The shipped model on onnxruntime; each pair is a run of its own.

    Attributes:
        encoder: Name of the encoder that it was trained with: it understands no other.
        threads: How many threads work on a pair that is read alone.
    """

    def __init__(self, folder: Path = JOINT_MODEL, *, threads: int = 1) -> None:
        """Load the model; `threads` work on a pair that is read alone.

        Raises:
            EncoderUnavailableError: A file or a package is missing.
        """
        for file in (JOINT_FILE, HEAD_FILE, ENCODER_FILE):
            if not (folder / file).is_file():
                raise EncoderUnavailableError(f"阅读模型目录 {folder} 不完整：缺少文件 {file}。请重新安装。")
        self._folder = folder
        self.threads = threads
        self._session = self._load(threads)
        self._reads = 0
        self._loaded: OnnxSession | None = None
        self._loading = Lock()
        self.encoder = (folder / ENCODER_FILE).read_text(encoding="utf-8").strip()
        self._head = JointHead.load(folder / HEAD_FILE)

    def _load(self, threads: int) -> OnnxSession:
        return OnnxSession((self._folder / JOINT_FILE).read_bytes(), threads=threads)

    def _narrow(self) -> OnnxSession:
        """The model once more, with one thread for each run; 30 MB.

        Two pairs beside each other on two cores take four fifths of the time of one behind the other on both.
        """
        with self._loading:
            if self._loaded is None:
                self._loaded = self._session if self.threads == 1 else self._load(1)
            return self._loaded

    def read(
        self,
        question: TokenStates,
        weights: NDArray[np.float32],
        passage: TokenStates,
        stretches: NDArray[np.int64],
        *,
        beside: bool = False,
    ) -> NDArray[np.float32]:
        """How well each sentence answers, `(s,)`, above 0 rather than nothing; the rest as in `JointHead.values`.

        What a pair gives is the same whether it is read `beside` others, on one thread, or alone.
        """
        asked, read = len(question.hidden), len(passage.hidden)
        states = np.concatenate([question.hidden, passage.hidden]).astype(np.float32)
        segments = self._head.segments.repeat([asked, read], axis=0)
        crossing = np.zeros((1, 1, asked + read, asked + read), np.float32)
        crossing[..., :asked, asked:] = crossing[..., asked:, :asked] = 1
        inputs = {"states": (states + segments)[None], "crossing": crossing}
        self._reads += 1
        session = self._narrow() if beside and self._reads > _FEW else self._session
        hidden = session.run(inputs, "last_hidden_state")
        return self._head.values(hidden[0], asked, weights, stretches)


def _mean(states: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean `(d,)` of states `(t, d)`; zeros without any."""
    mean: NDArray[np.float32] = states.sum(axis=0) / np.float32(max(len(states), 1))
    return mean


def _product(rows: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    found = np.empty((len(rows), matrix.shape[1]), np.float32)
    for block in one_thread_blocks(len(rows), matrix.size):
        np.matmul(rows[block], matrix, out=found[block])
    return found
