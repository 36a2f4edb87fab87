"""Models on onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retriever.errors import EncoderUnavailableError

SLIM_INSTALL = "pip install zhengda"


class OnnxSession:
    """A model of one or several outputs of floats.

    Attributes:
        outputs: Names of its outputs.
        width: Length of the last axis of the first one.
    """

    def __init__(self, file: Path, *, also: str = "", threads: int = 1) -> None:
        """Load the model.

        Args:
            file: The model.
            also: A value inside the graph that becomes an output too, where there is such a one.
            threads: Threads of each run.

        Raises:
            EncoderUnavailableError: The package is missing.
        """
        try:
            import onnxruntime
        except ImportError as error:
            raise EncoderUnavailableError(f"缺少程序包 {error.name}，请执行：{SLIM_INSTALL}") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # other threads have work to do
        # Texts differ in length: a memory plan kept for each shape would only grow.
        options.enable_mem_pattern = False
        model = file.read_bytes()
        added = _output(also) if also and also.encode() in model else b""
        self._session: Any = onnxruntime.InferenceSession(model + added, options, providers=["CPUExecutionProvider"])
        self._only_asked: Any = onnxruntime.RunOptions()
        self._only_asked.only_execute_path_to_fetches = True
        outputs = self._session.get_outputs()
        self.outputs = tuple(output.name for output in outputs)
        self.width = int(outputs[0].shape[-1])

    def run(self, inputs: Mapping[str, NDArray[Any]], *outputs: str) -> list[NDArray[np.float32]]:
        """The outputs of these names; what only others need is not worked out."""
        found: list[NDArray[np.float32]] = self._session.run(list(outputs), dict(inputs), self._only_asked)
        return found


def _output(name: str) -> bytes:
    """A message that, put behind a model's, adds an output of floats to its graph.

    A message that stands twice in the wire format is the two merged (https://protobuf.dev/programming-guides/encoding/).
    """
    floats = _field(1, b"\x08\x01")  # TypeProto.tensor_type.elem_type = FLOAT
    return _field(7, _field(12, _field(1, name.encode()) + _field(2, floats)))  # ModelProto.graph.output


def _field(number: int, content: bytes) -> bytes:
    assert len(content) < 0x80, "longer contents need longer lengths"
    return bytes((number << 3 | 2, len(content))) + content
