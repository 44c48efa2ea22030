"""The user's own collection of weights: taking some in, letting some go. No torch."""

import shutil
from pathlib import Path

from sqcodec_gui import paths
from sqcodec_gui.atomic_write import atomic_folder
from sqcodec_gui.codec.errors import BadWeightsError, UnwritableWeightsError
from sqcodec_gui.codec.installed import WEIGHTS_NAME, InstalledModel, list_installed, read_headers
from sqcodec_gui.errors import system_reason

REMOVABLE_PLACES = ("imported", "fetched")


def is_kept_form(folder: Path) -> bool:
    """Whether the folder holds weights as this program writes them (and not a published set of .pt files)."""
    return (folder / WEIGHTS_NAME).is_file()


def keep(folder: Path, name: str | None = None) -> InstalledModel:
    """Copies a folder of weights as this program writes them, such as one from an archive kit, to the user's models.

    ``name``: of the model that they should be of. Weights that are here already are not copied again. Raises
    BadWeightsError, UnwritableWeightsError.
    """
    served = read_headers(folder / WEIGHTS_NAME, "imported")
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
    target = paths.user_data_dir() / "models" / found.set_name / found.sha256[:12]
    try:
        with atomic_folder(target) as work:
            shutil.copytree(folder, work, dirs_exist_ok=True)
    except OSError as error:
        raise UnwritableWeightsError(
            "The weights could not be written to {target}: {reason}.", target=str(target), reason=system_reason(error)
        ) from error
    return next(one for one in read_headers(target / WEIGHTS_NAME, "imported") if one.name == found.name)


def is_removable(model: InstalledModel) -> bool:
    """Those that came with the program, or lie in a folder that the user named, are not ours to delete."""
    return model.place in REMOVABLE_PLACES


def remove(model: InstalledModel) -> None:
    """Deletes fetched or imported weights and what lies beside them. Raises BadWeightsError, UnwritableWeightsError."""
    if not is_removable(model):
        raise BadWeightsError("The weights of {model} came with the program; they stay.", model=model.name)
    folder = model.path.parent
    try:
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise UnwritableWeightsError(
            "The weights in {folder} could not be removed: {reason}.",
            folder=str(folder),
            reason=system_reason(error),
        ) from error
