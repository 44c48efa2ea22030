"""Entropy tables for new weights are fitted to tokens, and kept beside them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.codec.config import all_layers, get_config
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.container.entropy_fit import fit
from sqcodec_gui.container.entropy_layers import LayeredTables
from sqcodec_gui.container.entropy_layers_fit import fit_layers
from sqcodec_gui.engine.sqc_file import TABLES_SUFFIX, forget_tables

TABLES_NAME = f"entropy{TABLES_SUFFIX}"


def write_tables(installed: InstalledModel, recordings: Sequence[np.ndarray]) -> Path:
    """Fit tables to many recordings' tokens, coded with these weights, and write them beside these; return their path.

    ``recordings``: int32 [n], or int32 [n, tokens of a frame] of a family with layers, in all of its layers: the tables
    serve files with fewer layers too.
    """
    levels = get_config(installed.name).levels
    if recordings[0].ndim == 1:
        tables = fit(recordings, levels, installed.sha256)
    else:
        tables = fit_layers(recordings, levels, all_layers(), installed.sha256)
    path = installed.path.with_name(TABLES_NAME)
    write_bytes(path, tables.to_bytes())
    forget_tables()
    return path


def take_over_tables(tables: Path, installed: InstalledModel) -> Path:
    """Write the file ``tables``, of earlier weights of the family ``spectral``, for these weights; return the new path.

    Raises SqcTablesError if that is not what the file holds.
    """
    found = LayeredTables.from_bytes(tables.read_bytes())
    found.weights_sha256 = installed.sha256
    path = installed.path.with_name(TABLES_NAME)
    write_bytes(path, found.to_bytes())
    forget_tables()
    return path
