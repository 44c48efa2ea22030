"""This module keeps the user's own collection of weights: some come, some go, none that a file needs is lost. No torch.

A file is decoded with the very weights that made it, so those that come with the program are kept in the user's data
folder as soon as they have made a file there: an update, which brings others, takes nothing away then.
"""

import contextlib
import os
import shutil
from pathlib import Path

from sqcodec_gui import paths
from sqcodec_gui.atomic_write import atomic_folder
from sqcodec_gui.codec.errors import BadWeightsError, UnwritableWeightsError
from sqcodec_gui.codec.model_store.installed import (
    BUNDLED,
    FETCHED,
    IMPORTED,
    RETAINED,
    SPECTRAL,
    WEIGHTS_NAME,
    InstalledModel,
    list_installed,
    read_headers,
    require_intact,
)
from sqcodec_gui.errors import system_reason

REMOVABLE_STORES = (IMPORTED, FETCHED, RETAINED)
SHORT_SHA256 = 12
"""So many digits of the SHA-256 name the folder of a set."""


def install_set(folder: Path, name: str | None = None) -> InstalledModel:
    """Copy a folder of weights as this program writes them, such as one from an archive kit, to the user's models.

    ``name``: of the model that they should be of. Weights that are here already are not copied again. Raises
    BadWeightsError, also for damaged ones, and UnwritableWeightsError.
    """
    served = read_headers(folder / WEIGHTS_NAME, IMPORTED)
    found = next((one for one in served if name in (None, one.name)), None)
    if found is None:
        raise BadWeightsError(
            "The weights in {folder} are of {set_name}, not of {name}.",
            folder=str(folder),
            set_name=served[0].set_name,
            name=str(name),
        )
    here = [model for model in list_installed() if (model.name, model.sha256) == (found.name, found.sha256)]
    if here:
        return here[0]
    _require_intact(found)
    target = paths.imported_models_dir() / found.set_name / found.sha256[:SHORT_SHA256]
    _copy_set(folder, target)
    return next(one for one in read_headers(target / WEIGHTS_NAME, IMPORTED) if one.name == found.name)


def save_set(model: InstalledModel, folder: Path) -> Path:
    """Write a set of weights, with tables and card, below ``folder``, such as a stick; return the folder that holds it.

    Any computer with this program imports it from there (codec/model_store/find_sets.py), and it is the same to the
    byte. One that is there already stays. Raises BadWeightsError for damaged weights, UnwritableWeightsError.
    """
    _require_intact(model)
    target = folder / "sqcodec models" / model.set_name / model.sha256[:SHORT_SHA256]
    with contextlib.suppress(BadWeightsError):
        there = read_headers(target / WEIGHTS_NAME, IMPORTED)[0]
        _require_intact(there)
        if there.sha256 == model.sha256:
            return target
    _copy_set(model.path.parent, target)
    return target


def retain_used(model: InstalledModel) -> None:
    """Keep for good weights that came with the program and have made a file: once, under their SHA-256.

    As a second name of the same file where that costs no room and is safe, else as a copy. Raises
    UnwritableWeightsError.
    """
    target = paths.retained_models_dir() / model.set_name / model.sha256[:SHORT_SHA256]
    if model.store != BUNDLED or (target / WEIGHTS_NAME).is_file():
        return
    try:
        _copy_set(model.path.parent, target, may_link=True)
    except UnwritableWeightsError:
        if not (target / WEIGHTS_NAME).is_file():  # another job was faster
            raise


def move_out_of_the_cache() -> None:
    """Move fetched weights of earlier versions, which kept them where systems tidy up, to the user's data folder.

    What cannot be moved stays, and is used from there.
    """
    old, new = paths.old_fetched_models_dir(), paths.fetched_models_dir()
    for path in sorted(old.glob(f"**/{WEIGHTS_NAME}")) if old.is_dir() else ():
        target = new / path.parent.relative_to(old)
        with contextlib.suppress(OSError, UnwritableWeightsError):
            if not (target / WEIGHTS_NAME).is_file():
                _copy_set(path.parent, target, may_link=True)
            _remove_files(path.parent)


def _require_intact(model: InstalledModel) -> None:
    """Read all of the weights. Raises BadWeightsError for damaged ones."""
    if model.set_name == SPECTRAL:
        from sqcodec_gui.codec.spectral.weights import load_packed

        load_packed(model.path, model.sha256)
    else:
        require_intact(model)


def _copy_set(folder: Path, target: Path, may_link: bool = False) -> None:
    """Copy all files of a set, or none. Raises UnwritableWeightsError."""
    copy = _link_or_copy if may_link else shutil.copyfile
    try:
        with atomic_folder(target) as work:
            for path in sorted(folder.iterdir()):
                if path.is_file():
                    copy(path, work / path.name)
    except OSError as error:
        raise UnwritableWeightsError(
            "The weights could not be written to {target}: {reason}.", target=str(target), reason=system_reason(error)
        ) from error


def _link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it: Windows' installers write into files that are there, which would change
    their second names, too."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # another disk, or one that knows no links, or not ours to link
            os.link(source, target)
            return
    shutil.copyfile(source, target)


def is_removable(model: InstalledModel) -> bool:
    """Return whether weights are ours to delete: not bundled ones, or those in a folder that the user named."""
    return model.store in REMOVABLE_STORES


def remove(model: InstalledModel) -> None:
    """Delete fetched, imported or kept weights and what lies beside them. Raises BadWeightsError,
    UnwritableWeightsError."""
    if not is_removable(model):
        raise BadWeightsError("The weights of {model} came with the program; they stay.", model=model.name)
    folder = model.path.parent
    try:
        _remove_files(folder)
    except OSError as error:
        raise UnwritableWeightsError(
            "The weights in {folder} could not be removed: {reason}.",
            folder=str(folder),
            reason=system_reason(error),
        ) from error


def _remove_files(folder: Path) -> None:
    """Remove the files, and the folder if nothing else is in it. Raises OSError."""
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
