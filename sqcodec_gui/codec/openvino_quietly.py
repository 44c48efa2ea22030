"""OpenVINO without its telemetry: an import of the package would otherwise be reported to its makers.

Everything of OpenVINO is imported through this module.
"""

import sys
from functools import cache

sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None: it counts as not installed

from openvino import CompiledModel, Core, InferRequest, Model, Node, get_version  # noqa: E402
from openvino import opset13 as op  # noqa: E402

__all__ = ["CompiledModel", "Core", "InferRequest", "Model", "Node", "get_version", "op", "shared_core"]


@cache
def shared_core() -> Core:
    """One for all graphs of this process."""
    return Core()
