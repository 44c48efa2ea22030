"""This module finds which weights are on this machine, and which of them a file needs. Reads headers only: no torch.

Weights lie in ``<root>/<model name>/model.safetensors``, or in a folder of their own below that of the name: so a
better set can come with the program while those before it stay, for the files that were made with them. Those of the
family ``spectral`` serve all its qualities, and lie below the name of the family.
Roots are looked through in this order: a folder that the user named, those that came with the program, the user's
imported models, fetched ones, and those that were kept because files were made with them, which came with an earlier
version of the program. Published and own weights of one architecture live side by side; which made a file is told by
their SHA-256 alone.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqcodec_gui import paths
from sqcodec_gui.codec.config import SpectralConfig, all_configs, get_config
from sqcodec_gui.codec.errors import BadWeightsError, MissingWeightsError
from sqcodec_gui.codec.model_store.stored import read_stored, stored_sha256
from sqcodec_gui.errors import system_reason
from sqcodec_gui.messages import Message

Tensors = TypeVar("Tensors")

WEIGHTS_NAME = "model.safetensors"
SPECTRAL = "spectral"
"""What weights of this family have as model: they are of all its qualities."""
TENSORS_KEY = "tensors_sha256"
"""In the metadata of weights: the SHA-256 of the tensors as they are stored. Own ones have it as ``source_sha256``."""
ORIGINS = ("own", "published")
BUNDLED, IMPORTED, FETCHED, RETAINED = "bundled", "imported", "fetched", "kept"
"""Stores that weights lie in; model_store/install.py says what is retained."""
NAMED_FOLDER = "named folder"
"""One that the user named for a call, which is looked at first."""
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class InstalledModel:
    """It is one set of weights. ``sha256`` is that of the source tensors; ``origin`` is "own" or "published".

    ``tensors_sha256``: that of the tensors in the file, by which damage is found (``require_intact``).
    """

    name: str
    sha256: str
    path: Path
    origin: str
    store: str
    has_statistics: bool
    is_preview: bool = False
    """Trained for too short a time to be good: people are told."""
    tensors_sha256: str = ""

    @property
    def set_name(self) -> str:
        """Return the name below which weights lie: that of the model, or of its family where this serves several."""
        return SPECTRAL if isinstance(get_config(self.name), SpectralConfig) else self.name

    @property
    def card(self) -> Path | None:
        """Return the file that says what is known of these weights, for people."""
        card = self.path.with_name("card.md")
        return card if card.is_file() else None

    @property
    def size_bytes(self) -> int:
        """Return the size of the file of weights."""
        return self.path.stat().st_size


def model_roots(named: Path | None = None) -> list[tuple[str, Path]]:
    """Return where weights are looked for, in order: (store, folder)."""
    roots = [(NAMED_FOLDER, named)] if named else []
    return [
        *roots,
        (BUNDLED, paths.models_dir()),
        (IMPORTED, paths.imported_models_dir()),
        (FETCHED, paths.fetched_models_dir()),
        (FETCHED, paths.old_fetched_models_dir()),
        (RETAINED, paths.retained_models_dir()),
    ]


def list_installed(named: Path | None = None) -> list[InstalledModel]:
    """List every readable set of weights, the preferred first; no damaged ones (``check_installed`` tells why).

    Previews come after all others, but for those in a folder that the user named; sets in folders of their own come
    after the one that lies in the folder of the name. Kept ones come last, and only where they lie nowhere else.
    """
    found: list[InstalledModel] = []
    for store, path in _weight_files(named):
        try:
            served = read_headers(path, store)
        except BadWeightsError:
            continue
        if store != RETAINED or served[0].sha256 not in {one.sha256 for one in found}:
            found += served
    return sorted(found, key=lambda one: (one.store == RETAINED, one.is_preview and one.store != NAMED_FOLDER))


def check_installed(named: Path | None = None) -> list[BadWeightsError]:
    """Return what is wrong with those that ``list_installed`` leaves out."""
    problems = []
    for store, path in _weight_files(named):
        try:
            read_headers(path, store)
        except BadWeightsError as error:
            problems.append(error)
    return problems


def weights_in(folder: Path) -> list[InstalledModel]:
    """List the readable sets in a folder that the user named. Raises BadWeightsError if all that there are cannot be
    read."""
    found: list[InstalledModel] = []
    problems: list[BadWeightsError] = []
    for path in (path for store, path in _weight_files(folder) if store == NAMED_FOLDER):
        try:
            found += read_headers(path, NAMED_FOLDER)
        except BadWeightsError as error:
            problems.append(error)
    if problems and not found:
        raise problems[0]
    return found


def _weight_files(named: Path | None) -> Iterator[tuple[str, Path]]:
    for store, root in model_roots(named):
        if os.path.isfile(root / WEIGHTS_NAME):  # also where one may not look, which "is_file" would raise
            yield store, root / WEIGHTS_NAME
        for name in (SPECTRAL, *all_configs()):
            paths_found = (root / name).glob(f"**/{WEIGHTS_NAME}")
            for path in sorted(paths_found, key=lambda path: (len(path.parts), path)):
                yield store, path


def find_installed(name: str, sha256: str | None = None, named: Path | None = None) -> InstalledModel:
    """Find the weights of a model: those with this SHA-256, or without one the first found.

    Raises UnknownModelError, or MissingWeightsError saying how to get them.
    """
    get_config(name)
    return choose_installed(list_installed(named), name, sha256)


def choose_installed(here: Iterable[InstalledModel], name: str, sha256: str | None = None) -> InstalledModel:
    """Choose as ``find_installed`` does, of what ``list_installed`` gave."""
    config = get_config(name)
    for model in here:
        if model.name == name and sha256 in (None, model.sha256):
            return model
    if isinstance(config, SpectralConfig):
        raise MissingWeightsError(
            "The weights of {name} that are needed (SHA-256: {sha256}) are not on this machine. Import them with"
            " “sqcodec models import {name} FOLDER”, such as from an archive kit or from another version of this"
            " program.",
            name=name,
            sha256=f"{sha256[:12]}…" if sha256 else Message("any"),
        )
    if sha256 is None:
        raise MissingWeightsError(
            "The model {name} is not on this machine. Fetch it with “sqcodec models fetch {name}”.",
            name=name,
        )
    raise MissingWeightsError(
        "This file was made with weights of {name} that are not on this machine (their SHA-256"
        " begins with {sha256}). Import them from where it was made, or from an archive kit: “sqcodec models import"
        " FOLDER”. Published ones (“sqcodec models fetch {name}”) are the right ones if their SHA-256 is that.",
        name=name,
        sha256=sha256[:12],
    )


def read_metadata(path: Path) -> dict[str, str]:
    """Read what a ``model.safetensors`` says of itself, by name. Raises BadWeightsError."""
    return read_stored(path).metadata


def read_header(path: Path, store: str) -> InstalledModel:
    """Read as ``read_headers`` does, and return the largest quality of those that the weights serve."""
    return read_headers(path, store)[0]


def read_headers(path: Path, store: str) -> list[InstalledModel]:
    """Read one set of weights, by what its file says of itself, as each model it serves. Raises BadWeightsError."""
    stored = read_stored(path)
    metadata = stored.metadata
    source_sha256, origin = metadata.get("source_sha256", ""), metadata.get("origin", "")
    own_sha256 = metadata.get(TENSORS_KEY, source_sha256 if origin == "own" else "")
    names = _names(metadata.get("model", ""))
    problem = _problem(names, origin, source_sha256, own_sha256)
    if problem:
        raise BadWeightsError("The weights in {path} cannot be used: {reason}.", path=str(path), reason=problem)
    previews = names if metadata.get("quality") == "preview" else metadata.get("previews", "").split(",")
    return [
        InstalledModel(
            name=name,
            sha256=source_sha256,
            path=path,
            origin=origin,
            store=store,
            has_statistics="statistics" in stored.tensors,
            is_preview=name in previews,
            tensors_sha256=own_sha256,
        )
        for name in names
    ]


def _names(model: str) -> list[str]:
    """Return the names of the models that weights of this one serve, the largest first; none if the name is unknown."""
    if model != SPECTRAL:
        return [model] if model in all_configs() else []
    configs = [config for config in all_configs().values() if isinstance(config, SpectralConfig)]
    return [config.name for config in sorted(configs, key=lambda one: -one.tokens_per_frame)]


def _problem(names: list[str], origin: str, source_sha256: str, own_sha256: str) -> Message | None:
    if not names:
        return Message("there is no model of the name that it gives")
    if origin not in ORIGINS:
        return Message("it does not say where it comes from")
    if not _SHA256.fullmatch(source_sha256):
        return Message("its SHA-256 is none")
    if not own_sha256:
        return Message("it has no checksum of its own; fetch or import it again")
    if not _SHA256.fullmatch(own_sha256):
        return Message("the checksum of its own is none")
    return None


def read_intact(installed: InstalledModel, load_file: Callable[[Path], Tensors]) -> Tensors:
    """Read the tensors as ``load_file`` of safetensors gives them, once ``require_intact`` has passed.

    Raises BadWeightsError.
    """
    from safetensors import SafetensorError  # whoever only lists models does not wait for it

    require_intact(installed)
    try:
        return load_file(installed.path)
    except (OSError, ValueError, SafetensorError) as error:
        raise BadWeightsError(
            "The weights in {path} cannot be read: {reason}.", path=str(installed.path), reason=system_reason(error)
        ) from error


def require_intact(installed: InstalledModel) -> None:
    """Read all of the weights. Raises BadWeightsError if the tensors are not those that were stored then."""
    try:
        found = stored_sha256(installed.path, read_stored(installed.path))
    except OSError as error:
        raise BadWeightsError(
            "The weights in {path} cannot be read: {reason}.", path=str(installed.path), reason=system_reason(error)
        ) from error
    if found != installed.tensors_sha256:
        raise BadWeightsError(
            "The weights in {path} are damaged: their SHA-256 is not the recorded one.", path=str(installed.path)
        )
