"""This module holds the engine “openvino”: the network as graphs compiled for the processor, in fp32. Needs no torch.

What it gives does not depend on rows: every row is computed alone, by graphs of one fixed shape. With another number of
threads, or of streams that divide these among them, the last bit may differ, as sums are made in another order.
"""

import copy
import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from safetensors.numpy import load_file

from sqcodec_gui.cancellation import cancellation_point
from sqcodec_gui.codec.config import CodecConfig, get_published_config
from sqcodec_gui.codec.model_store.installed import InstalledModel, read_intact
from sqcodec_gui.codec.openvino_runtime import Model, Program, as_engine_failures, shared_core
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec, chunk_tokens, first_piece_frames, neutral_statistics
from sqcodec_gui.codec.sqcodec.openvino_graphs import (
    Tensors,
    decoder_graph,
    decoder_lengths,
    encoder_graph,
    encoder_lengths,
    expansion_graph,
    frames_graph,
    tokens_graph,
)
from sqcodec_gui.codec.threads import thread_limit

GRAPHS: dict[str, Callable[[CodecConfig, Tensors], Model]] = {
    "encoder": encoder_graph,
    "tokens": tokens_graph,
    "frames": frames_graph,
    "expansion": expansion_graph,
    "decoder": decoder_graph,
    "first_piece": lambda config, tensors: decoder_graph(config, tensors, first_piece_frames(config)),
}
NEXT = "next "
"""Begins the name of an output that is an input of the next chunk."""

Arrays = dict[str, np.ndarray]


def load_openvino(
    installed: InstalledModel, torch_codec: Callable[[], ChunkCodec], streams: int = 1
) -> "OpenVinoCodec":
    """Load the network with these weights. Raises BadWeightsError, EngineFailureError.

    ``torch_codec`` gives the same on torch, for what is asked too rarely for a graph of its own. ``streams``: so many
    threads may call at the same time, and each then has its share of the processor's.
    """
    tensors = read_intact(installed, load_file)
    return OpenVinoCodec(get_published_config(installed.name), tensors, torch_codec, streams)


@dataclass
class _Row:
    """It is what is remembered of one row. ``carried`` and ``pending`` are as in attention.TransformerState."""

    memory: Arrays = field(default_factory=dict)
    carried: np.ndarray | None = None
    pending: np.ndarray | None = None


@dataclass
class OpenVinoState:
    rows: list[_Row] = field(default_factory=lambda: [_Row()])

    def expand_batch(self, rows: int) -> None:
        self.rows = [copy.copy(self.rows[0]) for _ in range(rows)]


class _Program(Program):
    """It is a graph with a memory."""

    def run(self, inputs: Mapping[str, object], memory: Arrays) -> Arrays:
        """Run the program and return all outputs by name, as copies. Inputs that ``memory`` lacks are at rest, those
        that it has are renewed."""
        with self.request() as request:
            for port in self.compiled.inputs:
                name = port.any_name
                data = request.get_tensor(port).data
                if name in inputs:
                    data[...] = inputs[name]
                elif name.endswith(".before"):
                    has_memory = name.removesuffix("before") + "0.keys" in memory
                    data[...] = 0
                    data[..., : data.shape[-1] // 2] = 0 if has_memory else -np.inf
                else:
                    data[...] = memory.get(name, 0)
            request.infer()
            return {port.any_name: request.get_tensor(port).data.copy() for port in self.compiled.outputs}


class OpenVinoCodec:
    """OpenVINO computes what engine.ChunkCodec promises; any failure inside of it is an EngineFailureError."""

    engine = "openvino"
    chunks_at_once = 1
    first_piece_frames = 0

    def __init__(
        self, config: CodecConfig, tensors: Tensors, torch_codec: Callable[[], ChunkCodec], streams: int = 1
    ) -> None:
        self.config = config
        self._tensors = tensors
        self._torch_codec = torch_codec
        self.streams = streams
        self._programs: dict[str, _Program] = {}
        self._compiling = threading.Lock()
        self._chunk_frames = chunk_tokens(config) * config.token_stride
        levels = np.array(config.levels, np.int32)
        self._levels, self._half = levels, ((levels - 1) / 2).astype(np.float32)
        self._basis = np.cumprod([1, *config.levels[:-1]]).astype(np.int32)

    @property
    def has_constants(self) -> bool:
        return "statistics" in self._tensors

    def encoder_state(self) -> OpenVinoState:
        return OpenVinoState()

    def decoder_state(self) -> OpenVinoState:
        return OpenVinoState()

    def encode_chunk(self, audio: np.ndarray, left: int, right: int, state: OpenVinoState) -> np.ndarray:
        rows = [self._encode_row(row, left, right, one) for row, one in zip(audio, state.rows, strict=True)]
        return np.stack(rows)

    def _encode_row(self, audio: np.ndarray, left: int, right: int, state: _Row) -> np.ndarray:
        config, lengths = self.config, encoder_lengths(self.config)
        frames = len(audio) // config.frame_samples
        context = config.encoder_context_frames
        placed = np.zeros(lengths[0], np.float32)
        start = (context - left) * config.frame_samples
        placed[start : start + len(audio)] = audio
        inputs: Arrays = {"audio": placed[:, None]}
        for stage, length in enumerate(lengths):
            rate = math.prod(config.encoder_strides[stage:])
            inputs[f"mask{stage}"] = _within(length, (context - left) * rate, (context - left + frames) * rate)[:, None]
        seen = self._run("encoder", inputs)["frames"]
        wanted = {"frames": seen[:, context : context + self._chunk_frames]}
        coordinates = self._run("tokens", wanted, state)["coordinates"][0]
        bounded = np.tanh(coordinates) * (self._half * np.float32(config.bound_scale)) + self._half
        tokens = np.rint(bounded).astype(np.int32) @ self._basis
        found: np.ndarray = tokens[: (frames - left - right) // config.token_stride].astype(np.int32)
        return found

    def transform_chunk(self, tokens: np.ndarray, state: OpenVinoState, last: bool) -> np.ndarray:
        transform = self._expand_row if self.config.token_stride > 1 else self._transform_row
        return np.stack([transform(row, one, last) for row, one in zip(tokens, state.rows, strict=True)])

    def _transform_row(self, tokens: np.ndarray, state: _Row, last: bool) -> np.ndarray:
        """Bring tokens [n] to [n, feature_dim], at the rate of tokens. What a last chunk lacks is filled up:
        causality."""
        if not len(tokens):
            return np.zeros((0, self.config.feature_dim), np.float32)
        digits = np.zeros((chunk_tokens(self.config), len(self._levels)), np.float32)
        digits[: len(tokens)] = (tokens[:, None] // self._basis % self._levels - self._half) / self._half
        return self._run("frames", {"digits": digits}, state)["frames"][0, : len(tokens)]

    def _expand_row(self, tokens: np.ndarray, state: _Row, last: bool) -> np.ndarray:
        """Bring tokens [n] to [frames, feature_dim], as attention.ExpandingTransformer does, but window by window."""
        x = self._transform_row(tokens, state, last)
        if state.carried is not None:
            x = np.concatenate([state.carried, x])
        window, stride = self.config.window_tokens, self.config.token_stride
        ready = len(x) if last else max(0, len(x) - window)
        pieces = [np.zeros((0, self.config.feature_dim), np.float32)]
        for start in range(0, ready, window):
            wide = x[np.clip(np.arange(start - 1, start + window + 1), 0, len(x) - 1)]
            if start == 0 and state.pending is not None:
                wide[0] = state.pending
            frames = self._run("expansion", {"frames": wide}, state)["frames"][0]
            pieces.append(frames[: (ready - start) * stride])
        state.carried = x[ready:]
        state.pending = x[ready - 1] if ready else state.pending
        return np.concatenate(pieces)

    def prepare_low_latency(self) -> None:
        """Decode something as a chunk and in pieces: these are used if no bit differs on this processor."""
        if self.first_piece_frames:
            return
        count, context = first_piece_frames(self.config), self.config.decoder_context_frames[0]
        tokens = np.random.default_rng(0).integers(self.config.codes, size=(1, chunk_tokens(self.config)))
        frames = self.transform_chunk(tokens.astype(np.int32), self.decoder_state(), last=True)
        statistics = None if self.has_constants else neutral_statistics(self.config)

        def synthesised(start: int, stop: int, low_latency: bool = False) -> np.ndarray:
            left, right = min(context, start), min(context, frames.shape[1] - stop)
            return self.synthesise(frames[:, start - left : stop + right], statistics, left, right, low_latency)

        whole = synthesised(0, frames.shape[1])
        cuts = [0, count, 2 * count, frames.shape[1]]
        pieces = [synthesised(start, stop, stop <= cuts[2]) for start, stop in pairwise(cuts)]
        if np.array_equal(whole, np.concatenate(pieces, axis=1)):
            self.first_piece_frames = count

    def synthesise(
        self, frames: np.ndarray, statistics: np.ndarray | None, left: int, right: int, low_latency: bool = False
    ) -> np.ndarray:
        config = self.config
        given = self._tensors["statistics"] if statistics is None else statistics
        inputs: Arrays = {"statistics": given.astype(np.float32).reshape(len(config.decoder_strides), 2, -1)}
        lengths, length = decoder_lengths(config, first_piece_frames(config) if low_latency else 0), frames.shape[1]
        for stage, context in enumerate(config.decoder_context_frames):
            rate = math.prod(config.decoder_strides[:stage])
            start, stop = (context - left) * rate, (context - left + length) * rate
            inputs[f"mask{stage}"] = _within(lengths[stage], start, stop)[:, None]
            if stage < len(config.decoder_strides):
                inputs[f"row{stage}"] = np.clip(np.arange(lengths[stage]), max(0, start), stop - 1)
        start = config.decoder_context_frames[0] - left
        audio = []
        for row in frames:
            placed = np.zeros((lengths[0], config.feature_dim), np.float32)
            placed[start : start + length] = row
            audio.append(
                self._run("first_piece" if low_latency else "decoder", inputs | {"frames": placed})["audio"][0, :, 0]
            )
        return np.stack(audio)[:, : (length - left - right) * config.frame_samples]

    def measure(self, tokens: np.ndarray) -> np.ndarray:
        return self._torch_codec().measure(tokens)

    def _run(self, name: str, inputs: Arrays, state: _Row | None = None) -> Arrays:
        with as_engine_failures():
            program = self._program(name)
            cancellation_point()
            outputs = program.run(inputs, {} if state is None else state.memory)
        if state is not None:
            following = {key.removeprefix(NEXT): value for key, value in outputs.items() if key.startswith(NEXT)}
            state.memory = state.memory | following
        return outputs

    def _program(self, name: str) -> _Program:
        if name in self._programs:  # asked without the lock: nobody waits while another graph is compiled
            return self._programs[name]
        with self._compiling:
            if name not in self._programs:
                cancellation_point()
                model = GRAPHS[name](self.config, self._tensors)
                self._programs[name] = _Program(shared_core().compile_model(model, "CPU", _properties(self.streams)))
            return self._programs[name]


def _within(length: int, start: int, stop: int) -> np.ndarray:
    """Return 1 at positions from ``start`` to before ``stop``, else 0."""
    positions = np.arange(length)
    return ((positions >= start) & (positions < stop)).astype(np.float32)


def _properties(streams: int) -> dict[str, object]:
    """Return the settings of a program: nothing below fp32; threads that other programs may push to another core."""
    properties: dict[str, object] = {
        "INFERENCE_PRECISION_HINT": "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_CPU_PINNING": False,
    }
    if streams > 1:  # else OpenVINO itself knows best which cores make one stream the fastest
        properties["NUM_STREAMS"] = streams
    limit = thread_limit()
    return properties | ({} if limit is None else {"INFERENCE_NUM_THREADS": limit})
