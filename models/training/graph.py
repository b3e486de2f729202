"""A BERT as an ONNX graph with 8-bit weights, written node by node for onnxruntime on a processor.

The usual dynamic quantisation has one scale for all activations of a batch, which a few great ones spoil, and
which lets a text's vector depend on its neighbours. Here every piece has its own scale, and the channels that
are great for every text are balanced first (Xiao et al. 2023, "SmoothQuant").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.training.int8 import quantised

Weights = Mapping[str, NDArray[np.float32]]
"""The tensors of a ``BertModel`` by the names that transformers gives them."""

_ORT = "com.microsoft"
_MOST_ACTIVATION = 127
_MOST_WEIGHT = 64
"""A sum of two products stays below 2**15: processors without VNNI add in 16 bits and would cut it off."""
_ZERO = 128
"""What stands for 0 among activations, which are unsigned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the weights alone do not say."""

    heads: int
    epsilon: float
    """Added to variances by the layers that normalise."""


def write_model(path: Path, weights: Weights, shape: Shape, balance: Weights) -> None:
    """Write the model: ``pieces`` and ``mask``, int64 (texts, length), to unit ``vectors``, float32.

    Args:
        path: the file.
        weights: of a BERT with exact GELU, without pooling layer.
        shape: the rest of its configuration.
        balance: by "N.attention" and "N.intermediate", N a layer's number: the factor by which each channel
            of what the layer's parts read is divided, and its weights multiplied; shape (hidden,).
    """
    graph = _Graph()
    bert = _Bert(graph, weights, shape, balance)
    states = bert.embedded()
    mask = graph.add("Cast", "mask", to=TensorProto.INT32)
    for layer in range(_layers(weights)):
        states = bert.layer(layer, states, mask)
    places = graph.tensor(np.array([1]))
    row = graph.add("Unsqueeze", graph.add("Cast", "mask", to=TensorProto.FLOAT), places)
    total = graph.add("Squeeze", graph.add("MatMul", row, states), places)
    graph.add("LpNormalization", total, name="vectors", axis=1, p=2)
    onnx.save(graph.model(len(weights["embeddings.LayerNorm.bias"])), path)


def _layers(weights: Weights) -> int:
    return sum(name.endswith("intermediate.dense.bias") for name in weights)


class _Graph:
    """Nodes and tensors under names made up on the way."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []

    def tensor(self, values: NDArray[Any] | np.generic) -> str:
        """Add a constant and return its name."""
        name = f"tensor{len(self._tensors)}"
        self._tensors.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, name: str = "", domain: str = "", **attributes: Any) -> str:
        """Add a node of one output and return its name."""
        output = name or f"node{len(self._nodes)}"
        node = helper.make_node(kind, inputs, [output], output, domain=domain, **attributes)
        self._nodes.append(node)
        return output

    def split(self, joined: str, parts: int) -> list[str]:
        """Cut the last axis into equal parts and return their names."""
        outputs = [f"{joined}.{part}" for part in range(parts)]
        self._nodes.append(helper.make_node("Split", [joined], outputs, axis=-1, num_outputs=parts))
        return outputs

    def model(self, dimensions: int) -> onnx.ModelProto:
        """Return all of it."""
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "length"])
            for name in ("pieces", "mask")
        ]
        vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", dimensions])
        graph = helper.make_graph(self._nodes, "deep", inputs, [vectors], self._tensors)
        versions = [helper.make_opsetid("", 20), helper.make_opsetid(_ORT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=10)


class _Bert:
    """Adds the parts of a BERT to a graph."""

    def __init__(self, graph: _Graph, weights: Weights, shape: Shape, balance: Weights) -> None:
        self._graph, self._weights, self._shape, self._balance = graph, weights, shape, balance

    def embedded(self) -> str:
        """Look the pieces up, widen them and add their places."""
        graph, weights = self._graph, self._weights
        rows, scales = quantised(weights["embeddings.word_embeddings.weight"])
        found = graph.add("Cast", graph.add("Gather", graph.tensor(rows), "pieces"), to=TensorProto.FLOAT)
        widths = graph.add("Gather", graph.tensor(scales[:, None]), "pieces")
        places = weights["embeddings.position_embeddings.weight"]
        start = graph.tensor(np.array([0]))
        used = graph.add(
            "Slice",
            graph.tensor(places + weights["embeddings.token_type_embeddings.weight"][0]),
            start,
            graph.add("Shape", "pieces", start=1, end=2),
            start,
        )
        return self._normal("embeddings.LayerNorm", graph.add("Add", graph.add("Mul", found, widths), used))

    def layer(self, number: int, states: str, mask: str) -> str:
        """Add one layer and return what it makes of ``states``."""
        graph, part = self._graph, f"encoder.layer.{number}"
        weight, bias = self._joined(f"{part}.attention.self")
        heads = graph.split(self._product(states, weight, self._balance[f"{number}.attention"]), 3)
        seen = graph.add(
            "MultiHeadAttention",
            *heads,
            graph.tensor(bias),
            mask,
            domain=_ORT,
            num_heads=self._shape.heads,
        )
        states = self._residual(f"{part}.attention.output", seen, states)
        weight, bias = self._linear(f"{part}.intermediate.dense")
        wide = self._product(states, weight, self._balance[f"{number}.intermediate"])
        active = graph.add("BiasGelu", wide, graph.tensor(bias), domain=_ORT)
        return self._residual(f"{part}.output", active, states)

    def _residual(self, part: str, changed: str, states: str) -> str:
        weight, bias = self._linear(f"{part}.dense")
        total = self._graph.add("Add", self._product(changed, weight), states)
        return self._normal(f"{part}.LayerNorm", self._graph.add("Add", total, self._graph.tensor(bias)))

    def _normal(self, part: str, states: str) -> str:
        tensors = (self._graph.tensor(values) for values in self._linear(part))
        return self._graph.add("LayerNormalization", states, *tensors, epsilon=self._shape.epsilon)

    def _product(
        self, states: str, weight: NDArray[np.float32], balance: NDArray[np.float32] | None = None
    ) -> str:
        """Multiply by an 8-bit matrix, every row of ``states`` being scaled by its greatest value."""
        graph = self._graph
        if balance is not None:
            states, weight = graph.add("Mul", states, graph.tensor(1 / balance)), weight * balance
        most = graph.add("ReduceMax", graph.add("Abs", states), graph.tensor(np.array([-1])), keepdims=1)
        most = graph.add("Max", most, graph.tensor(np.float32(1e-9)))
        step, zero = graph.tensor(np.float32(1 / _MOST_ACTIVATION)), graph.tensor(np.uint8(_ZERO))
        small = graph.add("QuantizeLinear", graph.add("Div", states, most), step, zero)
        rows, scales = quantised(weight, most=_MOST_WEIGHT)
        columns, widths = graph.tensor(rows.T), graph.tensor(scales)
        product = graph.add("MatMulIntegerToFloat", small, columns, step, widths, zero, domain=_ORT)
        return graph.add("Mul", product, most)

    def _joined(self, part: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the weights of queries, keys and values as one."""
        parts = [self._linear(f"{part}.{name}") for name in ("query", "key", "value")]
        return np.concatenate([weight for weight, _ in parts]), np.concatenate([bias for _, bias in parts])

    def _linear(self, part: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return self._weights[f"{part}.weight"], self._weights[f"{part}.bias"]
