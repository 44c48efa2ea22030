"""This module finds resources and user folders, the only one that does, for source tree, wheel and frozen app alike."""

import os
import sys
from pathlib import Path

import platformdirs

from sqcodec_gui.errors import SqcodecError

APP_NAME = "sqcodec"
HOME_VARIABLE = "SQCODEC_HOME"
"""If this environment variable names a folder, all user folders lie under it (portable use, tests)."""


def resources_dir() -> Path:
    """Return the folder with models, samples and icons that came with the program."""
    if getattr(sys, "frozen", False):
        return Path(sys._MEIPASS) / "resources"  # type: ignore[attr-defined]  # only in a package
    package = Path(__file__).resolve().parent
    beside_source = package.parent / "resources"
    return beside_source if (beside_source / "models").is_dir() else package / "resources"


def models_dir() -> Path:
    """Return the folder of the weights that came with the program."""
    return resources_dir() / "models"


def samples_dir() -> Path:
    """Return the folder of a few short, freely licensed recordings."""
    return resources_dir() / "samples"


def speech_sample() -> Path:
    """Return the recording of speech among the samples. Raises SqcodecError if this copy of the program has none."""
    path = samples_dir() / "speech.flac"
    if not path.is_file():
        raise SqcodecError("No sample came with this copy of the program; add a recording of your own instead.")
    return path


def format_dir() -> Path:
    """Return the folder with the description of the .sqc file."""
    return resources_dir() / "format"


def kit_dir() -> Path:
    """Return the folder with what an archive kit holds besides recordings and weights."""
    return resources_dir() / "kit"


def page_dir() -> Path:
    """Return the folder with what a listening page is made of."""
    return resources_dir() / "page"


def _user_dir(kind: str, default: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / kind if home else Path(default)


def user_cache_dir() -> Path:
    """Return the folder of downloads under way and decoded previews, which may be deleted at any time."""
    return _user_dir("cache", platformdirs.user_cache_dir(APP_NAME, appauthor=False))


def user_data_dir() -> Path:
    """Return the folder of models, the saved queue and reports, which belongs to the user."""
    return _user_dir("data", platformdirs.user_data_dir(APP_NAME, appauthor=False))


def imported_models_dir() -> Path:
    """Return the folder of weights that the user took from a folder."""
    return user_data_dir() / "models"


def fetched_models_dir() -> Path:
    """Return the folder of published weights out of the network."""
    return user_data_dir() / "models-fetched"


def retained_models_dir() -> Path:
    """Return the folder of weights that came with a version and made a file here: an update takes none away."""
    return user_data_dir() / "models-kept"


def old_fetched_models_dir() -> Path:
    """Return the folder where earlier versions kept fetched weights, which are moved out of the cache when seen."""
    return user_cache_dir() / "models"


def log_path() -> Path:
    """Return the file that says what went wrong, for those who help."""
    return user_data_dir() / "sqcodec.log"


def user_music_dir() -> Path:
    """Return the folder of the user's music, below which new recordings go at first."""
    return _user_dir("music", platformdirs.user_music_dir())


def user_config_dir() -> Path:
    """Return the folder of the settings."""
    return _user_dir("config", platformdirs.user_config_dir(APP_NAME, appauthor=False))
