"""Models on onnxruntime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retriever.errors import EncoderUnavailableError

SLIM_INSTALL = "pip install zhengda"


class OnnxSession:
    """A model whose outputs are floats.

    Attributes:
        width: Length of the last axis of the first output.
    """

    def __init__(self, model: bytes, *, threads: int = 1) -> None:
        """Load the model.

        Args:
            model: The content of its file.
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
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.width = int(self._session.get_outputs()[0].shape[-1])

    def run(self, inputs: Mapping[str, NDArray[Any]], output: str) -> NDArray[np.float32]:
        """The output of this name."""
        found: list[NDArray[np.float32]] = self._session.run([output], dict(inputs))
        return found[0]
