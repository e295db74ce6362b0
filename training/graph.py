"""The encoder as an ONNX graph of fused operations, with its matrices in eight bits."""

from functools import partial
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Arrays = dict[str, NDArray[np.float32]]
_FUSED = "com.microsoft"


HEADS = ("is_cue", "kind", "modality", "head", "part")
"""Layers on top of the encoder; the graph gives their outputs one after the other."""


class Graph:
    """Collects nodes and weights of one encoder."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(
        self, op: str, inputs: list[str], output: str, domain: str = _FUSED, **attributes: object
    ) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        """Multiply by a matrix kept in eight bits, one scale a column, and add the bias."""
        matrix = weight.T
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / 127
        numbers = np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.w", numbers),
            self.constant(f"{name}.s", scale.astype(np.float32)),
            self.constant(f"{name}.z", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.b", bias.astype(np.float32)),
        ]
        return self.add("DynamicQuantizeMatMul", inputs, f"{name}.out")

    def normal(self, x: str, added: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        both = self.add("Add", [x, added], f"{name}.sum", domain="")
        inputs = [both, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)]
        return self.add(
            "LayerNormalization", inputs, f"{name}.out", domain="", axis=-1, epsilon=1e-12
        )


def _part(weights: Arrays, layer: int, name: str) -> tuple[np.ndarray, np.ndarray]:
    return tuple(weights[f"layers.{layer}.{name}.{part}"] for part in ("weight", "bias"))  # type: ignore[return-value]


def write(weights: Arrays, layers: int, heads: int, path: Path) -> None:
    """Write the graph from ``x`` and ``mask`` (1 where a piece stands) to the heads' outputs."""
    graph = Graph()
    first = [graph.constant(name, weights[name]) for name in ("ln.weight", "ln.bias")]
    x = graph.add("LayerNormalization", ["x", *first], "start", domain="", axis=-1, epsilon=1e-12)
    for n in range(layers):
        part = partial(_part, weights, n)
        together = [np.concatenate(arrays) for arrays in zip(*map(part, "qkv"), strict=True)]
        names = [f"{n}.{name}" for name in "qkv"]
        graph.nodes.append(
            helper.make_node("Split", [graph.linear(x, *together, f"{n}.qkv")], names, axis=-1)
        )
        seen = graph.add("MultiHeadAttention", [*names, "", "mask"], f"{n}.seen", num_heads=heads)
        x = graph.normal(x, graph.linear(seen, *part("ao"), f"{n}.ao"), *part("aln"), f"{n}.aln")
        inner = graph.add("FastGelu", [graph.linear(x, *part("fi"), f"{n}.fi")], f"{n}.gelu")
        x = graph.normal(x, graph.linear(inner, *part("fo"), f"{n}.fo"), *part("oln"), f"{n}.oln")
    together = [
        np.concatenate([weights[f"{name}.{part}"] for name in HEADS]) for part in ("weight", "bias")
    ]
    scores = graph.linear(x, *together, "heads")
    hidden = len(weights["ln.weight"])
    shape = ["batch", "pieces", hidden]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes, "encoder",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape),
             helper.make_tensor_value_info("mask", TensorProto.INT32, shape[:2])],
            [
                helper.make_tensor_value_info(
                    scores, TensorProto.FLOAT, [*shape[:2], len(together[1])]
                )
            ],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)],
        ir_version=8,
    )  # fmt: skip
    onnx.save(model, str(path))
