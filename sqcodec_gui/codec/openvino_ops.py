"""This module makes small pieces of OpenVINO graphs, of which the graphs of all families are made."""

from collections.abc import Mapping

import numpy as np

from sqcodec_gui.codec.openvino_runtime import Model, Node, op


class Ports:
    """It holds the inputs of one graph, collected while it is built, and its outputs."""

    def __init__(self) -> None:
        self._inputs: list[Node] = []

    def input(self, name: str, shape: tuple[int, ...], kind: type = np.float32) -> Node:
        """Make an input of a name and shape."""
        node = op.parameter(list(shape), kind, name=name)
        node.output(0).get_tensor().set_names({name})
        self._inputs.append(node)
        return node

    def finish(self, outputs: Mapping[str, Node]) -> Model:
        """Make the graph of what was collected."""
        results = []
        for name, node in outputs.items():
            result = op.result(node)
            result.output(0).get_tensor().add_names({name})
            results.append(result)
        return Model(results, self._inputs)


def constant(value: object) -> Node:
    """Make a float32 constant. An array that is one already is shared with the graph: nobody may change it later."""
    return op.constant(np.ascontiguousarray(value, np.float32), shared_memory=True)


def whole(value: object) -> Node:
    """Make a constant of whole numbers."""
    return op.constant(np.asarray(value, np.int64))


def swapped(x: Node) -> Node:
    """Swap (1, T, C) and (1, C, T)."""
    return op.transpose(x, whole([0, 2, 1]))


def sliced(x: Node, axis: int, start: int, stop: int) -> Node:
    """Cut a stretch out of one axis."""
    return op.slice(x, whole([start]), whole([stop]), whole([1]), whole([axis]))


def normalised(x: Node, epsilon: float) -> Node:
    """Normalise to mean 0 and variance 1 over the channels."""
    return op.mvn(x, whole([-1]), True, epsilon, "INSIDE_SQRT")


def linear(x: Node, weight: np.ndarray, bias: np.ndarray | None = None) -> Node:
    """Multiply x (1, T, in) with a weight (out, in)."""
    y = op.matmul(x, constant(weight), False, True)
    return y if bias is None else op.add(y, constant(bias[None, None]))
