"""Texts to vectors: the shipped model on onnxruntime, any other through sentence-transformers."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from retriever.background import stand_back
from retriever.errors import EncoderUnavailableError
from retriever.latest_states import LatestStates
from retriever.onnx_session import SLIM_INSTALL, OnnxSession
from retriever.onnx_split import split_model
from retriever.passage_states import PassageStates
from retriever.token_vectors import (
    PROJECTION_FILE,
    EncodedPassages,
    Projection,
    QueryTokens,
    States,
    TokenStates,
    TokenVectors,
)
from retriever.word_vectors import WordVectors

if TYPE_CHECKING:
    from tokenizers import Encoding

SHIPPED_MODEL = Path(__file__).parent / "models" / "multilingual-e5-small-zh"
MODEL_FILE = Path("onnx") / "model_qint8.onnx"
TOKENIZER_FILE = Path("tokenizer.json")
SETTINGS_FILE = Path("config_sentence_transformers.json")

_LAST, _HALFWAY = "last_hidden_state", "layer5.output.LayerNorm"  # what all layers tell, and the lower six
_MASK = "attention_mask"

FULL_INSTALL = 'pip install "zhengda[full]"'

# More would seldom help: an office machine has few cores, and others work on it.
_MAX_THREADS = 4
_HASH_CHARACTERS = 12
_SAMPLE_VALUES = 16_384

Progress = Callable[[int], None]


class Encoder(Protocol):
    """Turn texts into vectors whose inner product is their cosine similarity.

    Attributes:
        name: Identity of the model for the index manifest: its name and a short hash of its content.
        dimension: Length d of a vector.
    """

    name: str
    dimension: int

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions: `(n, d)` float32, rows L2-normalised, in the order of `texts`."""

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of passages, as for questions; `progress` gets the number of texts done so far."""


class OnnxEncoder:
    """The shipped kind of model, an 8-bit ONNX graph and a `tokenizer.json`: no torch, no transformers.

    Each text is a run of its own on one thread, several at a time: activations are quantised with one scale
    for all that is in a run, so a batch would make a text's vector depend on its neighbours. Two runs on two
    cores are faster than one run on both, and an idle server has no thread that waits for work.
    """

    def __init__(self, folder: Path, *, threads: int | None = None, max_tokens: int = 512) -> None:
        """Load the model.

        Args:
            folder: Holds `onnx/model_qint8.onnx`, `tokenizer.json` and `config_sentence_transformers.json`.
            threads: Texts encoded at the same time; None takes the cores of the machine, four at most.
            max_tokens: Longer texts are cut to this many tokens, at most what the model was trained for.

        Raises:
            EncoderUnavailableError: A file or a package is missing.
        """
        for file in (MODEL_FILE, TOKENIZER_FILE, SETTINGS_FILE):
            if not (folder / file).is_file():
                raise EncoderUnavailableError(
                    f"向量模型目录 {folder} 不完整：缺少文件 {file}。请重新安装或重新生成模型。"
                )
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise EncoderUnavailableError(f"缺少程序包 {error.name}，请执行：{SLIM_INSTALL}") from error
        prompts = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8")).get("prompts", {})
        self._query_prompt, self._passage_prompt = _prompt_pair(prompts)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(max_tokens)
        # "<s>" typed by a user is text, not a control token.
        self._tokenizer.encode_special_tokens = True
        self._projection = Projection.load(folder / PROJECTION_FILE) if (folder / PROJECTION_FILE).is_file() else None
        self.token_dimension = self._projection.dimension if self._projection else 0
        self.threads = threads or min(_MAX_THREADS, os.cpu_count() or 1)
        self._latest = LatestStates(self._question, threads=self.threads)
        self.passages = PassageStates(self.passage_states)
        self.words = WordVectors(self._encode_word, threads=self.threads)
        model = (folder / MODEL_FILE).read_bytes()
        lower, upper = split_model(model, _HALFWAY) or (b"", model)
        self._lower = OnnxSession(lower) if lower else None
        self._session = OnnxSession(upper)
        self.dimension = self._session.width
        files = (MODEL_FILE, TOKENIZER_FILE, SETTINGS_FILE, *((PROJECTION_FILE,) if self._projection else ()))
        self.name = f"{folder.name}-{_hash_files([folder / file for file in files])}"

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions; see `Encoder`."""
        if len(texts) == 1:
            return self._query_states(texts[0]).pooled()[np.newaxis]
        return self._encode([self._query_prompt + text for text in texts], None)

    def encode_query_tokens(self, text: str) -> QueryTokens:
        """The tokens of a question; free of cost right behind `encode_queries` of the same text.

        Raises:
            RuntimeError: The model has no projection: `token_dimension` is 0.
        """
        return self._projected(self._query_states(text), self._query_prompt)

    def expect(self, texts: Iterable[str]) -> None:
        """Begin to encode questions that are about to be asked, while the caller does other work."""
        self._latest.expect(texts)

    def encode_passage_tokens(self, texts: Sequence[str], *, progress: Progress | None = None) -> EncodedPassages:
        """Vectors of passages with those of their tokens, for the price of the vectors alone.

        Raises:
            RuntimeError: The model has no projection: `token_dimension` is 0.
        """
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        tokens: list[TokenVectors] = []
        with ThreadPoolExecutor(self.threads, initializer=stand_back) as executor:
            for row, states in enumerate(executor.map(self._run, [self._passage_prompt + text for text in texts])):
                vectors[row] = states.pooled()
                tokens.append(self._projected(states, self._passage_prompt).quantised())
                if progress is not None:
                    progress(row + 1)
        return EncodedPassages(vectors, tuple(tokens))

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of passages; see `Encoder`."""
        return self._encode([self._passage_prompt + text for text in texts], progress)

    def query_states(self, text: str) -> TokenStates:
        """A question as the lower layers leave it; free of cost right behind `encode_queries` of the same text."""
        states = self._query_states(text)
        return states.halfway(len(self._query_prompt))

    def passage_states(self, text: str) -> TokenStates:
        """A passage as the lower layers leave it, without the work of the upper ones.

        Raises:
            RuntimeError: The model has no such layers.
        """
        if self._lower is None:
            raise RuntimeError(f"{self.name} has no {_HALFWAY}")
        told = self._tokenise(self._passage_prompt + text)
        middle = self._lower.run(_inputs(told), _HALFWAY)[0]
        return _states(told, middle, middle).halfway(len(self._passage_prompt))

    def hidden_states(self, passage: str) -> NDArray[np.float32]:
        """The model's states `(t, d)` of a passage's own tokens, for fitting a projection."""
        states = self._run(self._passage_prompt + passage)
        return states.hidden[states.own & (states.offsets[:, 1] > len(self._passage_prompt))]

    def _encode(self, texts: Sequence[str], progress: Progress | None) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        if len(texts) == 1 and progress is None:  # a question is not worth starting threads
            vectors[0] = self._encode_one(texts[0])
            return vectors
        with ThreadPoolExecutor(self.threads, initializer=stand_back) as executor:
            for row, vector in enumerate(executor.map(self._encode_one, texts)):
                vectors[row] = vector
                if progress is not None:
                    progress(row + 1)
        return vectors

    def _encode_one(self, text: str) -> NDArray[np.float32]:
        return self._run(text).pooled()

    def _query_states(self, text: str) -> States:
        """The states of a question; the last ones are kept: searches and readings come back to them."""
        return self._latest.of(text)

    def _question(self, text: str) -> States:
        return self._run(self._query_prompt + text, halfway=True)

    def _encode_word(self, word: str) -> QueryTokens:
        """The tokens of a word, without a place among the questions whose states are kept."""
        return self._projected(self._run(self._query_prompt + word), self._query_prompt)

    def _projected(self, states: States, prompt: str) -> QueryTokens:
        if self._projection is None:
            raise RuntimeError(f"{self.name} has no {PROJECTION_FILE}")
        return self._projection.tokens(states, len(prompt))

    def _run(self, text: str, *, halfway: bool = False) -> States:
        told = self._tokenise(text)
        inputs = _inputs(told)
        if self._lower is None:
            return _states(told, self._session.run(inputs, _LAST)[0])
        middle = self._lower.run(inputs, _HALFWAY)
        rest: dict[str, NDArray[Any]] = {_HALFWAY: middle, _MASK: inputs[_MASK]}
        return _states(told, self._session.run(rest, _LAST)[0], middle[0] if halfway else None)

    def _tokenise(self, text: str) -> Encoding:
        return self._tokenizer.encode(text)


def _inputs(told: Encoding) -> dict[str, NDArray[np.int64]]:
    ids = np.array([told.ids], np.int64)
    return {"input_ids": ids, _MASK: np.ones_like(ids)}


def _states(told: Encoding, hidden: NDArray[np.float32], middle: NDArray[np.float32] | None = None) -> States:
    own = ~np.array(told.special_tokens_mask, bool)
    offsets = np.array(told.offsets, np.int64).reshape(-1, 2)
    return States(hidden, np.array(told.ids, np.int64), offsets, own, middle)


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by folder or by name; heavy, so its package is loaded only here."""

    def __init__(self, model: str, *, batch_size: int = 32) -> None:
        """Load the model.

        Args:
            model: A folder in the sentence-transformers layout, or a name such as `BAAI/bge-small-zh-v1.5`.
            batch_size: Texts of one run.

        Raises:
            EncoderUnavailableError: The package is not installed, or the model cannot be loaded.
        """
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderUnavailableError(
                f"使用其他向量模型（{model}）需要 sentence-transformers，请执行：{FULL_INSTALL}"
            ) from error
        try:
            self._model = SentenceTransformer(model)
        except (OSError, ValueError) as error:
            raise EncoderUnavailableError(
                f"无法加载向量模型 {model}：{error}。请检查名称或目录；不能联网时请先下载模型，再把目录路径填入配置。"
            ) from error
        self._batch_size = batch_size
        self._query_prompt, self._passage_prompt = _prompt_pair(self._model.prompts)
        self.dimension = int(self.encode_queries(["维"]).shape[1])
        self.name = f"{Path(model).name}-{self._hash_parameters()}"

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions; see `Encoder`."""
        return self._encode(texts, self._query_prompt, None)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> NDArray[np.float32]:
        """Vectors of passages; see `Encoder`."""
        return self._encode(texts, self._passage_prompt, progress)

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        # Neighbours of like length waste the least padding; the original order is restored at the end.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        parts: list[NDArray[np.float32]] = []
        for start in range(0, len(order), self._batch_size):
            rows = order[start : start + self._batch_size]
            vectors = self._model.encode(
                [texts[row] for row in rows],
                prompt=prompt,
                batch_size=self._batch_size,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            parts.append(np.asarray(vectors, np.float32))
            if progress is not None:
                progress(start + len(rows))
        result = np.empty((len(texts), parts[0].shape[1]), np.float32)
        result[order] = np.concatenate(parts)
        return result

    def _hash_parameters(self) -> str:
        """Hash of prompts and of each parameter's beginning: a model from a hub has no folder of its own."""
        digest = hashlib.blake2b(f"{self._query_prompt}\0{self._passage_prompt}".encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            if "pooler" in name:
                # Not part of the vectors, and drawn at random where a model does not come with one.
                continue
            digest.update(f"{name}{tuple(tensor.shape)}".encode())
            digest.update(tensor.detach().flatten()[:_SAMPLE_VALUES].float().cpu().numpy().tobytes())
        return digest.hexdigest()[:_HASH_CHARACTERS]


def load_encoder(model: str | None = None, *, threads: int | None = None) -> Encoder:
    """The encoder of a configuration; the shipped model is loaded once for all libraries of a process.

    Args:
        model: None or "" for the shipped model; else a folder, or a name that sentence-transformers knows.
        threads: Threads of the shipped kind of model; see `OnnxEncoder`.

    Raises:
        EncoderUnavailableError: The folder does not exist, or a file, a package or the model is missing.
    """
    if not model:
        return _shipped_encoder(threads)
    folder = Path(model).expanduser()
    if folder.is_dir():
        # A folder that the build script wrote, for example from fine-tuned weights.
        if (folder / MODEL_FILE).is_file():
            return OnnxEncoder(folder, threads=threads)
        return SentenceTransformerEncoder(str(folder))
    if _looks_like_path(model):
        raise EncoderUnavailableError(f"向量模型目录不存在：{model}。请检查路径；留空则使用自带模型。")
    return SentenceTransformerEncoder(model)


@lru_cache(maxsize=1)
def _shipped_encoder(threads: int | None) -> OnnxEncoder:
    return OnnxEncoder(SHIPPED_MODEL, threads=threads)


def token_dimension(encoder: Encoder) -> int:
    """Length of the token vectors that an encoder gives; 0 where it gives none."""
    return encoder.token_dimension if isinstance(encoder, OnnxEncoder) else 0


def _looks_like_path(model: str) -> bool:
    """A public name is `name` or `owner/name`; anything else with a separator is meant as a path."""
    return model.startswith((".", "/", "~")) or "\\" in model or model.count("/") > 1


def _prompt_pair(prompts: Mapping[str, str | None]) -> tuple[str, str]:
    return prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""


def _hash_files(files: Sequence[Path]) -> str:
    digest = hashlib.blake2b()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:_HASH_CHARACTERS]
