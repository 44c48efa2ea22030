"""This module loads weights into memory once, and keeps them for the next file."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from sqcodec_gui.cancellation import cancellation_point
from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.engine import SpectralEngine
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.codec.threads import threads
from sqcodec_gui.engine import conformance
from sqcodec_gui.engine.conformance import Direction
from sqcodec_gui.engine.device import OPENVINO, TORCH, ComputeTarget
from sqcodec_gui.engine.heap import limit_arenas, trim_heap
from sqcodec_gui.engine.torch_library import load_torch_library
from sqcodec_gui.messages import Message

ANSWER_S = 0.1
"""While something is waited for, a wish to stop is looked for this often."""

ON_TORCH = ComputeTarget("cpu", TORCH, "")

_loading = threading.RLock()
_failures: dict[str, Message] = {}
"""By SHA-256 of the weights: why a fast engine is not used for them any more while this program runs."""


def load(installed: InstalledModel, compute_target: ComputeTarget, encodes: bool = True) -> AnyCodec:
    """Load the network for a target; the last few are kept. Raises BadWeightsError; for another engine than torch
    EngineFailureError. Can be stopped between its steps, see cancellation.py.

    ``encodes`` is False for those who only decode: less is to be proven then, which is sooner done.
    """
    directions = (Direction.DECODING, Direction.ENCODING) if encodes else (Direction.DECODING,)
    with _alone():
        given = installed, installed.path.stat().st_mtime_ns, compute_target
        codec = _load(*given)
        if compute_target.engine == OPENVINO:
            for direction in directions:
                _prove(*given, direction)
            if not encodes and isinstance(codec, SpectralCodec):  # who encodes does not jump
                _recall_jumps(installed, compute_target, codec)
        return codec


def _recall_jumps(installed: InstalledModel, compute_target: ComputeTarget, codec: SpectralCodec) -> None:
    """Take what ``prepare_jumps`` found out on this machine before."""
    if codec.spectral_engine.is_alike_in_pieces is None:
        is_proven = conformance.is_proven(installed, compute_target, Direction.JUMPING)
        codec.spectral_engine.is_alike_in_pieces = is_proven or None


def prepare_jumps(installed: InstalledModel, compute_target: ComputeTarget, codec: AnyCodec) -> None:
    """Let sound from the middle of a recording come in small chunks from now on, where no bit differs by that.

    That is tried once on a machine, if ``codec`` computes on its fast engine. Call it once a block has been decoded:
    the trial needs what blocks need, which takes 130 MB in memory.
    """
    if not isinstance(codec, SpectralCodec) or codec.engine != OPENVINO:
        return
    if codec.spectral_engine.is_alike_in_pieces is None and codec.try_pieces():
        conformance.remember(installed, compute_target, Direction.JUMPING)


def load_with_fallback(installed: InstalledModel, compute_target: ComputeTarget, encodes: bool = True) -> AnyCodec:
    """Load as ``load`` does, on torch where the fast engine fails, for those who have nobody to tell of it."""
    try:
        return load(installed, compute_target, encodes)
    except EngineFailureError:
        return load(installed, ComputeTarget("cpu", TORCH, compute_target.name))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock. Whoever waits for it because another job loads, which takes seconds, can be stopped."""
    while not _loading.acquire(timeout=ANSWER_S):
        cancellation_point()
    try:
        yield
    finally:
        _loading.release()


def _import_aside(name: str, before: Callable[[], object] = lambda: None) -> None:
    """Import in another thread a module that takes a second or more, so that one can be stopped meanwhile.

    It goes on then, and is there for the next time. What it raises, the statement that follows raises again.
    """

    def work() -> None:
        with contextlib.suppress(Exception):
            before()
            import_module(name)

    thread = threading.Thread(target=work, name=f"import {name}")
    thread.start()
    while thread.is_alive():
        cancellation_point()
        thread.join(ANSWER_S)


@lru_cache(maxsize=8)
def _load(installed: InstalledModel, modified_ns: int, compute_target: ComputeTarget) -> AnyCodec:
    limit_arenas()
    config = get_config(installed.name)
    if isinstance(config, SpectralConfig):
        spectral_engine = _spectral(installed.path, installed.sha256, modified_ns, replace(compute_target, streams=1))
        return SpectralCodec(config, spectral_engine)
    if compute_target.engine == OPENVINO:
        return _load_fast(installed, compute_target.streams)
    return _load_torch(installed, compute_target.device)


def _load_torch(installed: InstalledModel, device: str) -> ChunkCodec:
    _import_aside("sqcodec_gui.codec.sqcodec.weights", load_torch_library)
    from sqcodec_gui.codec.sqcodec.weights import load_codec

    return load_codec(installed, device)


def _on_torch(installed: InstalledModel) -> ChunkCodec:
    """Load the network on torch and keep it, as all that are loaded are kept. Not for the family ``spectral``."""
    codec = load(installed, ON_TORCH)
    assert not isinstance(codec, SpectralCodec)
    return codec


@lru_cache(maxsize=2)
def _spectral(path: Path, sha256: str, modified_ns: int, compute_target: ComputeTarget) -> SpectralEngine:
    """Return the network that all qualities of the family share, and files at the same time too."""
    if compute_target.engine == OPENVINO:
        with _failures_to_start():
            _import_aside("sqcodec_gui.codec.spectral.openvino_engine")
            from sqcodec_gui.codec.spectral.openvino_engine import load_openvino

            return load_openvino(path, sha256, threads())
    _import_aside("sqcodec_gui.codec.spectral.torch_engine", load_torch_library)
    from sqcodec_gui.codec.spectral.torch_engine import load_torch

    return load_torch(path, sha256, compute_target.device, threads())


def _load_fast(installed: InstalledModel, streams: int) -> ChunkCodec:
    """Load the engine for the processor; it is to be proven before it is used."""
    with _remembered(installed):
        return _openvino(installed, lambda: _on_torch(installed), streams)


@lru_cache(maxsize=8)
def _prove(installed: InstalledModel, modified_ns: int, compute_target: ComputeTarget, direction: Direction) -> None:
    """Show, once while this program runs, that the engine at ``compute_target`` gives what torch gives."""
    with _remembered(installed):
        codec = _load(installed, modified_ns, compute_target)
        if isinstance(codec, SpectralCodec) and direction is Direction.ENCODING:
            if conformance.is_proven(installed, compute_target, direction):
                return
            codec.spectral_engine.release(encodes=False)  # what proved the decoder, else both are held at once
            trim_heap()
        conformance.require(installed, compute_target, codec, lambda: _on_torch(installed), direction)


@contextlib.contextmanager
def _remembered(installed: InstalledModel) -> Iterator[None]:
    """Let an EngineFailureError in here come again at once the next time."""
    if installed.sha256 in _failures:
        raise EngineFailureError(_failures[installed.sha256])
    try:
        yield
    except EngineFailureError as error:
        _failures[installed.sha256] = error.message
        raise


def _openvino(installed: InstalledModel, on_torch: Callable[[], ChunkCodec], streams: int) -> ChunkCodec:
    _import_aside("sqcodec_gui.codec.sqcodec.openvino_engine")
    with _failures_to_start():
        from sqcodec_gui.codec.sqcodec.openvino_engine import load_openvino

        return load_openvino(installed, on_torch, streams)


@contextlib.contextmanager
def _failures_to_start() -> Iterator[None]:
    try:
        yield
    except (ImportError, OSError) as error:  # there, but for another system, or with a library missing
        raise EngineFailureError("OpenVINO does not start: {reason}.", reason=str(error)) from error


def forget() -> None:
    """Give all memory back, such as after a graphics processor ran out of it."""
    with _loading:
        _load.cache_clear()
        _spectral.cache_clear()
        _prove.cache_clear()


def rest() -> None:
    """Give the memory of all codecs back until one is wanted again. What was proven of them stays proven."""
    with _loading:
        _load.cache_clear()
        _spectral.cache_clear()
