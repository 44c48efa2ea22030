"""The engine “openvino” for the family ``spectral`` has graphs compiled for the processor, in fp32. It needs no torch.

Every chunk is computed by one thread, so that not a bit depends on how many there are.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path

import numpy as np

from sqcodec_gui.codec.openvino_runtime import Model, Program, as_engine_failures, shared_core
from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.digits import MISSING
from sqcodec_gui.codec.spectral.grid import Chunk
from sqcodec_gui.codec.spectral.openvino_graphs import Tensors, decoder_graph, encoder_graph
from sqcodec_gui.codec.spectral.weights import load_packed
from sqcodec_gui.codec.threads import compute_threads

MOST_THREADS = 16
"""Each needs some 15 MB of its own."""


def load_openvino(path: Path, sha256: str, threads: int) -> "SpectralOpenVino":
    """Return the network with the weights of this file. Raises BadWeightsError, EngineFailureError."""
    return SpectralOpenVino(*load_packed(path, sha256), threads)


class SpectralOpenVino:
    """It is a ``SpectralEngine``. Any failure inside OpenVINO is an EngineFailureError, raised by the future.

    ``packed``: the network's tensors as weight_packing.py stores them; in memory they stay so, beside what graphs hold.
    """

    engine = "openvino"
    is_alike_in_pieces: bool | None = None

    def __init__(self, architecture: Architecture, packed: Tensors, threads: int) -> None:
        self.architecture = architecture
        self.at_once = min(threads, MOST_THREADS)
        self._packed = packed
        self._executor = compute_threads(self.at_once)
        self._programs: dict[tuple[Callable[..., Model], int], _Program] = {}
        self._compiling = threading.Lock()

    def encode(self, chunk: Chunk, audio: np.ndarray, inside: np.ndarray) -> "Future[np.ndarray]":
        inputs = {"audio": audio, "inside": inside[:, None]}
        return self._executor.submit(self._run, encoder_graph, chunk.frames, inputs)

    def decode(self, chunk: Chunk, digits: np.ndarray, nesting: np.ndarray) -> "Future[np.ndarray]":
        kinds = np.arange(len(self.architecture.nested_tokens))
        known = np.concatenate([digits / self.architecture.half_levels, nesting[:, None] == kinds], axis=1)
        inputs = {"digits": known, "inside": (nesting != MISSING)[:, None]}
        return self._executor.submit(self._run, decoder_graph, chunk.frames, inputs)

    def prepare(self, frames: int, encodes: bool) -> None:
        """Compile the graphs for chunks of ``frames``, ahead of the first: the decoder's, with ``encodes`` both."""
        with as_engine_failures():
            for graph in (encoder_graph, decoder_graph) if encodes else (decoder_graph,):
                self._program(graph, frames)

    def release(self, encodes: bool) -> None:
        graph = encoder_graph if encodes else decoder_graph
        with self._compiling:  # chunks on their way hold the program that they run on
            self._programs = {key: program for key, program in self._programs.items() if key[0] is not graph}

    def _run(self, graph: Callable[..., Model], frames: int, inputs: Mapping[str, np.ndarray]) -> np.ndarray:
        with as_engine_failures():
            return self._program(graph, frames).run(inputs)

    def _program(self, graph: Callable[..., Model], frames: int) -> "_Program":
        key = graph, frames
        program = self._programs.get(key)  # asked without the lock: nobody waits while another graph is compiled
        if program is not None:
            return program
        with self._compiling:
            if key not in self._programs:
                model = graph(self.architecture, self._packed, frames)
                self._programs[key] = _Program(shared_core().compile_model(model, "CPU", _properties(self.at_once)))
            return self._programs[key]


class _Program(Program):
    """It is a graph with one output."""

    def run(self, inputs: Mapping[str, np.ndarray]) -> np.ndarray:
        with self.request() as request:
            for port in self.compiled.inputs:
                request.get_tensor(port).data[...] = inputs[port.any_name]
            request.infer()
            out: np.ndarray = request.get_tensor(self.compiled.outputs[0]).data[0].copy()
            return out


def _properties(threads: int) -> dict[str, object]:
    """Return the settings of a graph: nothing below fp32; so many requests at the same time, each on one thread that
    may move to another core.

    Matrices of 8 bits stay so in memory, but what is multiplied with them must not be rounded to 8 bits as well, as
    OpenVINO does by default: that would be heard (0.5 % of full scale).
    """
    return {
        "INFERENCE_PRECISION_HINT": "f32",
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0,
        "NUM_STREAMS": threads,
        "INFERENCE_NUM_THREADS": threads,
        "ENABLE_CPU_PINNING": False,
    }
