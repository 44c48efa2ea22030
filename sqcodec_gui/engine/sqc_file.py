"""This module joins an open ``.sqc`` file with what is on this machine for it: the entropy tables and the weights.

No torch: the network itself is loaded by ``models``.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.engine.fitting import require_fit, require_tables, weights_for
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.errors import system_reason

TABLES_SUFFIX = ".sqt"
"""Beside ``model.safetensors``: how often which token follows which, for these weights. The first by name is used for
writing; older ones stay, because the files written with them name them by hash."""


def tables_for_writing(installed: InstalledModel) -> EntropyTables | None:
    """Find the tables that shrink this model's tokens below the nominal rate, where there are any."""
    return next(iter(_tables_beside(installed.path)), None)


class SqcFile(SqcReader):
    """It joins an open ``.sqc`` file and the weights on this machine, which are looked up once, on first use."""

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
        """Return all weights on this machine."""
        if self._here is None:
            self._here = list_installed(self._named)
        return self._here

    def weights(self) -> InstalledModel:
        """Find the weights that the file names. Raises UnknownModelError, MissingWeightsError, SqcMismatchError."""
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
    """Open as ``open_sqc`` does, and tell an operating system's refusal in one line."""
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


def forget_tables() -> None:
    """Look for tables again, after new ones came to stand beside weights."""
    _tables_beside.cache_clear()


@lru_cache(maxsize=8)
def _tables_beside(weights: Path) -> tuple[EntropyTables, ...]:
    paths = sorted(weights.parent.glob(f"*{TABLES_SUFFIX}"))
    return tuple(tables_from_bytes(path.read_bytes()) for path in paths)
