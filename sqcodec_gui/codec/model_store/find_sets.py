"""This module finds weights in any folder: of this program, an archive kit, a stick, a download, a hub's cache.

A set as this program writes it says of itself what it is. Published sets (five ``.pt`` files) do not: of which model
they are is told by the names and shapes of the tensors in them, whatever files and folders are called. Torch reads
them, and is only then imported.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.cancellation import NEVER, CancelToken
from sqcodec_gui.codec.config import PARTS, published_configs
from sqcodec_gui.codec.errors import BadWeightsError, MissingWeightsError
from sqcodec_gui.codec.model_store.install import install_set
from sqcodec_gui.codec.model_store.installed import IMPORTED, WEIGHTS_NAME, InstalledModel, read_headers

MOST_FOLDERS, DEEPEST, MOST_CHECKPOINTS = 20_000, 12, 500
"""A whole disk is not searched."""
CHECKPOINT_SUFFIXES = (".pt", ".pth")
LARGEST_CHECKPOINT_BYTES = 1 << 30

Shapes = Mapping[str, tuple[int, ...]]
"""Of the tensors in a file, by name."""


@dataclass(frozen=True)
class FoundSet:
    """It is a set of weights that was found. ``models``: the names of those that it serves, the largest first.

    ``parts``: of a published set, where each part lies; empty for one as this program writes it.
    """

    models: tuple[str, ...]
    folder: Path
    parts: Mapping[str, Path]


def find_sets(root: Path, cancel: CancelToken = NEVER) -> list[FoundSet]:
    """Find all whole sets in ``root`` and the folders in it, in order.

    Links to folders are not followed, those to files are. Raises CancelledError. What cannot be read counts as
    not there.
    """
    found, checkpoints = [], 0
    for folder, names in _folders(root, cancel):
        if WEIGHTS_NAME in names:
            found += _own(folder)
        parts = [folder / name for name in names if name.lower().endswith(CHECKPOINT_SUFFIXES)]
        parts = parts[: max(0, MOST_CHECKPOINTS - checkpoints)]
        checkpoints += len(parts)
        if len(parts) >= len(PARTS):
            found += _published(folder, parts, cancel)
    return found


def import_sets(root: Path, name: str | None = None, cancel: CancelToken = NEVER) -> list[InstalledModel]:
    """Take every set in ``root`` that can be used, or those of the model ``name`` alone, to the user's models.

    Each as the largest model that it serves, or as ``name``. Raises MissingWeightsError if there is none,
    BadWeightsError for the first that cannot be used if none can, UnwritableWeightsError, CancelledError.
    """
    if name is not None and any((root / f"{part}.pt").is_file() for part in PARTS):
        from sqcodec_gui.codec.sqcodec.weights import import_published

        return [import_published(name, root)]  # what is wrong with just these is told then
    wanted = [one for one in find_sets(root, cancel) if name in (None, *one.models)]
    taken: dict[tuple[str, str], InstalledModel] = {}
    problems = []
    for one in wanted:
        try:
            model = import_set(one, name)
            taken[model.name, model.sha256] = model  # several copies are one
        except BadWeightsError as error:
            problems.append(error)
    if taken:
        return list(taken.values())
    if problems:
        raise problems[0]
    if name is None:
        raise MissingWeightsError(
            "No weights that this program knows were found in {folder} or the folders in it.", folder=str(root)
        )
    raise MissingWeightsError(
        "No weights of {model} were found in {folder} or the folders in it.", model=name, folder=str(root)
    )


def import_set(found: FoundSet, name: str | None = None) -> InstalledModel:
    """Check a set and take it to the user's models. Raises BadWeightsError, UnwritableWeightsError."""
    if not found.parts:
        return install_set(found.folder, name)
    from sqcodec_gui.codec.sqcodec.weights import import_published

    return import_published(found.models[0], found.folder, files=found.parts)


def _folders(root: Path, cancel: CancelToken) -> Iterator[tuple[Path, list[str]]]:
    """Yield each folder with the names of its files."""
    for number, (folder, subfolders, names) in enumerate(os.walk(root)):
        cancel.check()
        if number >= MOST_FOLDERS:
            return
        depth = len(Path(folder).relative_to(root).parts)
        subfolders[:] = sorted(subfolders) if depth < DEEPEST else []
        yield Path(folder), sorted(names)


def _own(folder: Path) -> list[FoundSet]:
    try:
        served = read_headers(folder / WEIGHTS_NAME, IMPORTED)
    except BadWeightsError:
        return []
    return [FoundSet(tuple(model.name for model in served), folder, {})]


def _published(folder: Path, paths: list[Path], cancel: CancelToken) -> list[FoundSet]:
    """Find the sets whose five parts all lie in one folder; files of the same part differ in the rest of the name."""
    shapes = {}
    for path in paths:
        cancel.check()
        found = _shapes_in(path)
        if found:
            shapes[path] = found
    sets = []
    for name, expected in _expected_shapes().items():
        candidates = {part: [path for path in shapes if shapes[path] == expected[part]] for part in PARTS}
        for encoder in candidates["encoder"]:
            parts = {part: _nearest(candidates[part], encoder, part) for part in PARTS}
            whole = {part: path for part, path in parts.items() if path is not None}
            if len(whole) == len(PARTS):
                sets.append(FoundSet((name,), folder, whole))
    return sets


def _nearest(candidates: list[Path], encoder: Path, part: str) -> Path | None:
    """Return, of files that hold the same part of some set, the one named as the encoder's file is,
    with the part's own word."""
    meant = encoder.name.replace("encoder", part, 1)
    return next((path for path in candidates if path.name == meant), candidates[0] if len(candidates) == 1 else None)


def _expected_shapes() -> dict[str, dict[str, Shapes]]:
    """Return the shapes of each part of every published model."""
    from sqcodec_gui.codec.sqcodec.published_form import expected_tensors

    expected: dict[str, dict[str, Shapes]] = {}
    for name, config in published_configs().items():
        parts: dict[str, dict[str, tuple[int, ...]]] = {part: {} for part in PARTS}
        for full, tensor in expected_tensors(config).items():
            part, _, inside = full.partition(".")
            parts[part][inside] = tuple(tensor.shape)
        expected[name] = dict(parts)
    return expected


def _shapes_in(path: Path) -> Shapes | None:
    """Return the shapes in a file of named tensors, None for any other file. Its values are not read yet."""
    import torch

    try:
        if not 0 < path.stat().st_size <= LARGEST_CHECKPOINT_BYTES:
            return None
        state = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except Exception:  # torch raises a dozen different kinds for what it cannot use
        return None
    if not isinstance(state, Mapping) or not all(isinstance(one, torch.Tensor) for one in state.values()):
        return None
    return {str(name): tuple(tensor.shape) for name, tensor in state.items()}
