"""This module reads, writes and compares fixity reports: when which file was found whole, with the SHA-256 of its
tokens; and what changed between two.

Files are told by their place in the folder that was looked through, so that a report serves as well from another
working folder, through a link, and after the folder was moved.
"""

import csv
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePath
from typing import TextIO

from sqcodec_gui.atomic_write import no_empty_folders, write_bytes
from sqcodec_gui.engine import files
from sqcodec_gui.engine.completeness import State
from sqcodec_gui.engine.settings_and_results import EngineError, VerifyResult
from sqcodec_gui.errors import system_reason

WHOLE, LOST, DAMAGED = map(str, (State.WHOLE, State.LOST, State.DAMAGED))
UNREADABLE = "unreadable"
MISSING, CHANGED, NEW, MOVED, MENDED = "missing", "changed", "new", "moved", "whole again"
NO_MATCH = "nothing of it is here"
HARMLESS = (NEW, MOVED, MENDED)


@dataclass(frozen=True)
class Entry:
    """It is one line of a report. ``date``: ISO 8601, UTC. ``file``: in ``folder``, which is absolute without links.

    Reports of earlier versions have an absolute ``file`` and no ``folder``.
    ``result``: whole, lost (the file is sound, but something of the recording is lost), damaged or unreadable.
    """

    date: str
    file: str
    result: str
    tokens_sha256: str
    problems: str
    folder: str = ""

    @property
    def path(self) -> str:
        """Return the absolute path of the file."""
        return os.path.normpath(os.path.join(self.folder, self.file))

    @property
    def is_whole(self) -> bool:
        """Return whether the file was whole."""
        return self.result == WHOLE


COLUMNS = [field.name for field in fields(Entry)]
EARLIER_COLUMNS = [name for name in COLUMNS if name != "folder"]
_FORMULA = re.compile(r"\A'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""A cell that a spreadsheet would compute, or would without the apostrophes before it. It gets one more, so that it is
text there (OWASP, "CSV Injection"), and loses it when the report is read: whatever a file is called."""
_AS_TEXT = re.compile(r"\A'(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


class ReportScope:
    """It knows the files and folders that were named, and where in them a file lies. Only links to them count."""

    def __init__(self, named: Iterable[Path]) -> None:
        real = cache(os.path.realpath)
        folders = {path: os.path.isdir(path) for path in named}
        self._paths = {
            path: real(path) if is_folder else os.path.join(real(path.parent), path.name)
            for path, is_folder in folders.items()
        }
        self._real = frozenset(self._paths.values())
        self.folder = _common(place if folders[path] else os.path.dirname(place) for path, place in self._paths.items())

    def path_of(self, path: Path) -> str:
        """Return the absolute path of a file, without links but for the last part of a file's name."""
        root = next((one for one in (path, *path.parents) if one in self._paths), None)
        if root is None:
            return os.path.realpath(path)
        return os.path.normpath(os.path.join(self._paths[root], path.relative_to(root)))

    def covers(self, place: str) -> bool:
        """Return whether a file at this place was looked for."""
        return _lies_in(place, self._real)


def _common(folders: Iterable[str]) -> str:
    """Return the innermost folder that holds all of these; none where they are on several drives."""
    try:
        return os.path.commonpath(set(folders))
    except ValueError:
        return ""


def _lies_in(place: str, folders: frozenset[str]) -> bool:
    """Return whether a place is one of ``folders`` or lies in one; in as many steps as its own depth."""
    while place not in folders:
        above = os.path.dirname(place)
        if above == place:
            return False
        place = above
    return True


def entry_of(path: Path, result: VerifyResult | str, scope: ReportScope) -> Entry:
    """Make the entry of a file. ``result``: what was found, or the reason why nothing could be."""
    date, place = datetime.now(UTC).isoformat(timespec="seconds"), scope.path_of(path)
    file = PurePath(os.path.relpath(place, scope.folder)).as_posix() if scope.folder else place
    if isinstance(result, str):
        return Entry(date, file, UNREADABLE, "", result, scope.folder)
    state = WHOLE if result.is_whole else LOST if result.state == State.LOST else DAMAGED
    return Entry(date, file, state, result.tokens_sha256, " ".join(result.problems), scope.folder)


def write(entries: Sequence[Entry], path: Path) -> None:
    """Write a report as CSV or JSON, by its name. Raises EngineError."""
    rows = [asdict(entry) for entry in entries]
    with files.disk_errors(path), no_empty_folders(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        # File names may hold bytes that are no text: surrogateescape gives them back as they were.
        write_bytes(path, _text(rows, path.suffix.lower()).encode("utf-8", "surrogateescape"))


def _text(rows: list[dict[str, str]], suffix: str) -> str:
    if suffix == ".json":
        return json.dumps(rows, indent=1)
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows({name: _FORMULA.sub(r"'\g<0>", cell) for name, cell in row.items()} for row in rows)
    return text.getvalue()


def read(path: Path) -> list[Entry]:
    """Read an earlier report. Raises EngineError if the file is none."""
    try:
        if path.exists() and not path.is_file():  # a pipe or device would be read for ever
            raise EngineError("{name} is no report of “sqcodec verify”.", name=path.name)
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            rows = _json_rows(file) if path.suffix.lower() == ".json" else _csv_rows(file)
        return [
            Entry(**{name: str(row[name]) for name in EARLIER_COLUMNS}, folder=str(row.get("folder", "")))
            for row in rows
        ]
    except OSError as error:
        raise EngineError(
            "The report {name} could not be read: {reason}.", name=path.name, reason=system_reason(error)
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        raise EngineError("{name} is no report of “sqcodec verify”.", name=path.name) from error


def _json_rows(file: TextIO) -> list[dict[str, str]]:
    rows = json.load(file)
    if not isinstance(rows, list):
        raise ValueError("not a list")
    return rows


def _csv_rows(file: TextIO) -> list[dict[str, str]]:
    table = csv.DictReader(file)
    if table.fieldnames not in (COLUMNS, EARLIER_COLUMNS):
        raise ValueError("other columns")
    return [{name: _AS_TEXT.sub("", cell) for name, cell in row.items()} for row in table]


def compare(before: Sequence[Entry], now: Sequence[Entry], scope: ReportScope) -> list[tuple[str, str]]:
    """Return (what happened, file) for all that is not as it was; in a time that grows with the entries and no faster.

    Of the earlier report, only what lies in the files and folders of the ``scope`` counts: the others were not looked
    for. If its folder is another one now, files are compared by their places in the folders. A file that is gone and
    has turned up elsewhere with the same tokens was moved; one in a folder that could not be looked into now is not
    missing, but unreadable. ``NO_MATCH`` where not one file of the report is here.
    """
    new = {entry.path: entry for entry in now}
    old = _sought(before, new, scope)
    found = {entry.tokens_sha256 for entry in now if entry.tokens_sha256}
    matches = old.keys() & new.keys() or any(entry.tokens_sha256 in found for entry in old.values())
    if not old or not (matches or any(scope.covers(entry.path) for entry in old.values())):
        return [(NO_MATCH, scope.folder)]
    refused = frozenset(entry.path for entry in now if entry.result == UNREADABLE)
    arrived = defaultdict(list)
    for path, entry in new.items():
        if path not in old and entry.tokens_sha256:
            arrived[entry.tokens_sha256].append(path)
    changes, goals = [], set()
    for path, entry in old.items():
        if path in new:
            kind = _change(entry, new[path])
            if kind:
                changes.append((kind, path))
        elif arrived.get(entry.tokens_sha256):
            goals.add(goal := arrived[entry.tokens_sha256].pop(0))
            changes.append((MOVED, f"{path} → {goal}"))
        else:
            changes.append((UNREADABLE if _lies_in(path, refused) else MISSING, path))
    return changes + [(NEW, path) for path in new if path not in old and path not in goals]


def _sought(before: Sequence[Entry], new: dict[str, Entry], scope: ReportScope) -> dict[str, Entry]:
    """Return the earlier entries by where they should be now: at their old place, or the same in the new folder."""
    there = {entry.path: entry for entry in before if scope.covers(entry.path)}
    if there or not before:
        return there
    folder = before[0].folder or _common(os.path.dirname(entry.path) for entry in before)
    if not folder or not scope.folder:
        return {}
    moved = {
        os.path.normpath(os.path.join(scope.folder, os.path.relpath(entry.path, folder))): entry for entry in before
    }
    is_part_of_it = _lies_in(scope.folder, frozenset([folder]))
    return {} if is_part_of_it and not moved.keys() & new.keys() else moved


def _change(old: Entry, new: Entry) -> str | None:
    if old.tokens_sha256 and new.tokens_sha256 and old.tokens_sha256 != new.tokens_sha256:
        return CHANGED
    if old.result != new.result:
        return MENDED if new.is_whole else new.result
    return None
