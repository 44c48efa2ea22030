"""Weights in memory: loaded once, and kept for the next file."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from sqcodec_gui.cancellation import stop_point
from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.engine import Computer
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.engine import proof
from sqcodec_gui.engine.device import OPENVINO, TORCH, Place, threads
from sqcodec_gui.engine.fitting import require_fit, require_tables, weights_for
from sqcodec_gui.engine.job import EngineError
from sqcodec_gui.engine.proof import Way
from sqcodec_gui.engine.torch_library import load_torch_library
from sqcodec_gui.errors import system_reason
from sqcodec_gui.messages import Message

TABLES_SUFFIX = ".sqt"
"""Beside ``model.safetensors``: how often which token follows which, for these weights. The first by name is used for
writing; older ones stay, because the files written with them name them by hash."""

ANSWER_S = 0.1
"""While something is waited for, a wish to stop is looked for this often."""

ON_TORCH = Place("cpu", TORCH, "")

_loading = threading.RLock()
_failures: dict[str, Message] = {}
"""By SHA-256 of the weights: why a fast engine is not used for them any more while this program runs."""


def load(installed: InstalledModel, place: Place, encodes: bool = True) -> AnyCodec:
    """The network at its place. The last few are kept. Raises BadWeightsError; for another engine than torch
    EngineFailureError. Can be stopped between its steps, see cancellation.py.

    ``encodes`` is False for those who only decode: less is to be proven then, which is sooner done.
    """
    ways = tuple(Way) if encodes else (Way.DECODING,)
    with _alone():
        given = installed, installed.path.stat().st_mtime_ns, place
        codec = _load(*given)
        if place.engine == OPENVINO:
            for way in ways:
                _prove(*given, way)
        return codec


def load_somehow(installed: InstalledModel, place: Place, encodes: bool = True) -> AnyCodec:
    """As ``load``, on torch where the fast engine fails: for those who have nobody to tell of it."""
    try:
        return load(installed, place, encodes)
    except EngineFailureError:
        return load(installed, Place("cpu", TORCH, place.name))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Holds the lock. Who waits for it because another job loads, which takes seconds, can be stopped."""
    while not _loading.acquire(timeout=ANSWER_S):
        stop_point()
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
        stop_point()
        thread.join(ANSWER_S)


@lru_cache(maxsize=8)
def _load(installed: InstalledModel, modified_ns: int, place: Place) -> AnyCodec:
    config = get_config(installed.name)
    if isinstance(config, SpectralConfig):
        computer = _spectral(installed.path, installed.sha256, modified_ns, replace(place, streams=1))
        return SpectralCodec(config, computer)
    if place.engine == OPENVINO:
        return _load_fast(installed, place.streams)
    return _load_torch(installed, place.device)


def _load_torch(installed: InstalledModel, device: str) -> ChunkCodec:
    _import_aside("sqcodec_gui.codec.sqcodec.weights", load_torch_library)
    from sqcodec_gui.codec.sqcodec.weights import load_codec

    return load_codec(installed, device)


def _on_torch(installed: InstalledModel) -> ChunkCodec:
    """Kept, as all are that are loaded. Not for the family ``spectral``."""
    codec = load(installed, ON_TORCH)
    assert not isinstance(codec, SpectralCodec)
    return codec


@lru_cache(maxsize=2)
def _spectral(path: Path, sha256: str, modified_ns: int, place: Place) -> Computer:
    """The network that all qualities of the family share, and files at the same time too."""
    if place.engine == OPENVINO:
        with _failures_to_start():
            _import_aside("sqcodec_gui.codec.spectral.openvino_engine")
            from sqcodec_gui.codec.spectral.openvino_engine import load_openvino

            return load_openvino(path, sha256, threads())
    _import_aside("sqcodec_gui.codec.spectral.torch_engine", load_torch_library)
    from sqcodec_gui.codec.spectral.torch_engine import load_torch

    return load_torch(path, sha256, place.device, threads())


def _load_fast(installed: InstalledModel, streams: int) -> ChunkCodec:
    """The engine for the processor; to be proven before it is used."""
    with _remembered(installed):
        return _openvino(installed, lambda: _on_torch(installed), streams)


@lru_cache(maxsize=8)
def _prove(installed: InstalledModel, modified_ns: int, place: Place, way: Way) -> None:
    """Shows, once while this program runs, that the engine at ``place`` gives what torch gives."""
    with _remembered(installed):
        codec = _load(installed, modified_ns, place)
        proof.require(installed, place, codec, lambda: _on_torch(installed), way)


@contextlib.contextmanager
def _remembered(installed: InstalledModel) -> Iterator[None]:
    """An EngineFailureError in here comes again at once the next time."""
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
    """Give the memory back, such as after a graphics processor ran out of it."""
    with _loading:
        _load.cache_clear()
        _spectral.cache_clear()
        _prove.cache_clear()


def rest() -> None:
    """Give the memory of all codecs back until one is wanted again. What was proven of them stays proven."""
    with _loading:
        _load.cache_clear()


def tables_for_writing(installed: InstalledModel) -> EntropyTables | None:
    """The tables that shrink this model's tokens below the nominal rate, where there are any."""
    return next(iter(_tables_beside(installed.path)), None)


class SqcFile(SqcReader):
    """An open ``.sqc`` file, and the weights on this machine: they are looked up once, when the first is asked for."""

    def __init__(
        self,
        path: Path,
        named: Path | None,
        tolerant: bool,
        layers: int | None,
        here: Sequence[InstalledModel] | None,
    ) -> None:
        super().__init__(path, tolerant=tolerant, layers=layers)
        self._named = named
        self._here = here

    @property
    def here(self) -> Sequence[InstalledModel]:
        """All weights on this machine."""
        if self._here is None:
            self._here = list_installed(self._named)
        return self._here

    def weights(self) -> InstalledModel:
        """Those that the file names. Raises UnknownModelError, MissingWeightsError, SqcMismatchError."""
        return weights_for(self, self.here)


def open_sqc(
    path: Path,
    named: Path | None = None,
    tolerant: bool = False,
    layers: int | None = None,
    here: Sequence[InstalledModel] | None = None,
) -> SqcFile:
    """Open a ``.sqc`` file with the tables that it names; the weights themselves are not needed.

    ``named``: a folder with weights that is looked at before all others. ``layers``: of a file that has several, the
    first so many are read; None: all. ``here``: weights that were looked up already.
    Raises OSError, or a typed SqcError, such as SqcMismatchError where the file contradicts the model that it names;
    blocks that need tables which are not on this machine raise when they are read.
    """
    reader = SqcFile(path, named, tolerant, layers, here)
    try:
        require_fit(reader)
        header = reader.header
        if header.tables_sha256:
            models = [model for model in reader.here if model.sha256 == header.weights_sha256]
            tables = [tables for model in models for tables in _tables_beside(model.path)]
            reader.tables = next((one for one in tables if one.sha256 == header.tables_sha256), None)
            if reader.tables is not None:
                require_tables(reader, reader.tables)
    except BaseException:
        reader.close()
        raise
    return reader


def open_for_reading(
    path: Path,
    weights_dir: Path | None,
    tolerant: bool,
    layers: int | None = None,
    here: Sequence[InstalledModel] | None = None,
) -> SqcFile:
    """As ``open_sqc``, an operating system's refusal told in one line."""
    try:
        if os.path.isdir(path):  # to open it would be another error on Windows than elsewhere
            with os.scandir(path):  # raises what keeps it from being looked into
                raise EngineError("{name} is a folder; name a .sqc file.", name=path.name)
        return open_sqc(path, weights_dir, tolerant, layers, here)
    except FileNotFoundError as error:
        raise EngineError("{name} is not there; check the name and the folder.", name=path.name) from error
    except PermissionError as error:
        raise EngineError("You may not read {name}; ask its owner.", name=path.name) from error
    except OSError as error:
        raise EngineError("{name} could not be read: {reason}.", name=path.name, reason=system_reason(error)) from error


def look_for_tables_anew() -> None:
    """After new tables came to stand beside weights."""
    _tables_beside.cache_clear()


@lru_cache(maxsize=8)
def _tables_beside(weights: Path) -> tuple[EntropyTables, ...]:
    paths = sorted(weights.parent.glob(f"*{TABLES_SUFFIX}"))
    return tuple(tables_from_bytes(path.read_bytes()) for path in paths)
