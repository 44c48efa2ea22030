"""This module makes pairs of source and target of named files and folders, no two with one target. No torch."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.engine.files import choose_target, comparable


@dataclass(frozen=True)
class Found:
    """It is a file, and the folder below the one that was named (that one's name included) in which it was found."""

    path: Path
    subfolder: str = ""


def find_files(named: Iterable[Path], is_wanted: Callable[[Path], bool]) -> Iterator[Found]:
    """Yield files as they were named, wanted or not, and the wanted files inside the folders that were named.

    A folder that cannot be looked into comes itself, after all others: whoever opens it will say why. Links to
    folders, hidden files and hidden folders are left out without a word.
    """
    refused: list[OSError] = []
    for path in named:
        if not os.path.isdir(path):  # unlike Path.is_dir, it never raises
            yield Found(path)
            continue
        for file, subfolder in _walk(path, refused.append):
            if is_wanted(file):
                yield Found(file, subfolder)
    yield from (Found(Path(error.filename)) for error in refused)


def _walk(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[tuple[Path, str]]:
    """Yield all files below a folder, in the order in which people sort, with the folder's own name in the second part.

    Links to folders are not followed (they can lead in circles), hidden files and folders not entered.
    """
    for here, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=natural_key)
        subfolder = Path(folder.name, os.path.relpath(here, folder))
        for name in sorted((name for name in names if not name.startswith(".")), key=natural_key):
            yield Path(here, name), str(subfolder)


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts “talk 2” before “talk 10”, and capitals with small letters."""
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in re.split(r"(\d+)", name) if part
    ]


def choose_targets(found: Sequence[Found], folder: Path | None, suffix: str, exists: str) -> list[Path]:
    """Choose a target for each source, beside it or in the same tree below ``folder``.

    ``talk.wav`` and ``talk.flac`` of one call get ``talk.sqc`` and ``talk (2).sqc``, whatever ``exists`` says of files
    from before. The same call gives the same names again, so that those with the policy "skip" find what is done.
    """
    targets: list[Path] = []
    taken: set[str] = set()
    for source in found:
        into = None if folder is None else folder / source.subfolder
        target = choose_target(source.path, into, suffix, exists, lambda path: comparable(path) in taken)
        taken.add(comparable(target))
        targets.append(target)
    return targets
