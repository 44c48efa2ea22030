"""This module loads OpenVINO without its telemetry: an import of the package would otherwise be reported to its makers.

And without its converter of other formats' models, whose import takes as long as that of all the rest; here graphs are
built by hand. OpenVINO goes on without either where they are not installed. Everything of it is imported through this
module.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.library_loading import load_libraries_of

for _unwanted in ("openvino_telemetry", "openvino.tools.ovc"):
    sys.modules.setdefault(_unwanted, None)  # type: ignore[arg-type]  # None: it counts as not installed

load_libraries_of("openvino")
from openvino import CompiledModel, Core, InferRequest, Model, Node, get_version  # noqa: E402
from openvino import opset13 as op  # noqa: E402

__all__ = [
    "CompiledModel",
    "Core",
    "InferRequest",
    "Model",
    "Node",
    "Program",
    "as_engine_failures",
    "get_version",
    "op",
    "shared_core",
]


@cache
def shared_core() -> Core:
    """Return the one core for all graphs of this process."""
    return Core()


class Program:
    """It is one compiled graph, usable from several threads at once."""

    def __init__(self, compiled: CompiledModel) -> None:
        self.compiled = compiled
        self._idle: list[InferRequest] = []

    @contextmanager
    def request(self) -> Iterator[InferRequest]:
        """Lend a request that nobody else uses meanwhile. Lists are safe to pop and append from any thread."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self.compiled.create_infer_request()
        yield request
        self._idle.append(request)


@contextmanager
def as_engine_failures() -> Iterator[None]:
    """Raise whatever fails inside of OpenVINO as an EngineFailureError with its first line."""
    try:
        yield
    except RuntimeError as error:
        reason = str(error).strip().split("\n")[0]
        raise EngineFailureError("OpenVINO failed: {reason}", reason=reason) from error
