"""Fixity reports: when which file was found whole, with the SHA-256 of its tokens; and what changed between two."""

import csv
import io
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.engine import files
from sqcodec_gui.engine.completeness import State
from sqcodec_gui.engine.job import EngineError, VerifyResult
from sqcodec_gui.errors import system_reason

WHOLE, LOST, DAMAGED = map(str, (State.WHOLE, State.LOST, State.DAMAGED))
UNREADABLE = "unreadable"
MISSING, CHANGED, NEW, MOVED, MENDED = "missing", "changed", "new", "moved", "whole again"
HARMLESS = (NEW, MOVED, MENDED)


@dataclass(frozen=True)
class Entry:
    """One line of a report. ``date``: ISO 8601, UTC. ``file``: absolute.

    ``result``: whole, lost (the file is sound, but something of the recording is lost), damaged or unreadable.
    """

    date: str
    file: str
    result: str
    tokens_sha256: str
    problems: str

    @property
    def is_whole(self) -> bool:
        return self.result == WHOLE


COLUMNS = [field.name for field in fields(Entry)]


def entry_of(path: Path, result: VerifyResult | str) -> Entry:
    """``result``: what was found, or the reason why nothing could be."""
    date = datetime.now(UTC).isoformat(timespec="seconds")
    if isinstance(result, str):
        return Entry(date, str(path.absolute()), UNREADABLE, "", result)
    state = WHOLE if result.is_whole else LOST if result.state == State.LOST else DAMAGED
    return Entry(date, str(path.absolute()), state, result.tokens_sha256, " ".join(result.problems))


def write(entries: Sequence[Entry], path: Path) -> None:
    """As CSV or JSON, by the name. Raises EngineError."""
    rows = [asdict(entry) for entry in entries]
    with files.disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # File names may hold bytes that are no text: surrogateescape gives them back as they were.
        write_bytes(path, _text(rows, path.suffix.lower()).encode("utf-8", "surrogateescape"))


def _text(rows: list[dict[str, str]], suffix: str) -> str:
    if suffix == ".json":
        return json.dumps(rows, indent=1)
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def read(path: Path) -> list[Entry]:
    """An earlier report. Raises EngineError if this is none."""
    try:
        if path.exists() and not path.is_file():  # a pipe or device would be read for ever
            raise EngineError("{name} is no report of “sqcodec verify”.", name=path.name)
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            rows = _json_rows(file) if path.suffix.lower() == ".json" else _csv_rows(file)
        return [Entry(**{name: str(row[name]) for name in COLUMNS}) for row in rows]
    except OSError as error:
        raise EngineError(
            "The report {name} could not be read: {reason}.", name=path.name, reason=system_reason(error)
        ) from error
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise EngineError("{name} is no report of “sqcodec verify”.", name=path.name) from error


def _json_rows(file: TextIO) -> list[dict[str, str]]:
    rows = json.load(file)
    if not isinstance(rows, list):
        raise ValueError("not a list")
    return rows


def _csv_rows(file: TextIO) -> list[dict[str, str]]:
    table = csv.DictReader(file)
    if table.fieldnames != COLUMNS:
        raise ValueError("other columns")
    return list(table)


def compare(before: Sequence[Entry], now: Sequence[Entry], named: Sequence[Path]) -> list[tuple[str, str]]:
    """(what happened, file) for all that is not as it was.

    Of the earlier report, only what lies in the files and folders ``named`` counts: the others were not looked for.
    A file that is gone and has turned up elsewhere with the same tokens was moved; one in a folder that could not be
    looked into now is not missing, but unreadable.
    """
    refused = [Path(entry.file) for entry in now if entry.result == UNREADABLE]
    old = {entry.file: entry for entry in before if _lies_in(entry.file, named)}
    new = {entry.file: entry for entry in now}
    arrived = {entry.tokens_sha256: entry.file for entry in now if entry.file not in old and entry.tokens_sha256}
    changes = []
    for file, entry in old.items():
        if file not in new:
            goal = arrived.pop(entry.tokens_sha256, None)
            gone = UNREADABLE if _lies_in(file, refused) else MISSING
            changes.append((MOVED, f"{file} → {goal}") if goal else (gone, file))
            continue
        kind = _change(entry, new[file])
        if kind:
            changes.append((kind, file))
    changes += [(NEW, file) for file in new if file not in old and not any(file in text for _, text in changes)]
    return changes


def _change(old: Entry, new: Entry) -> str | None:
    if old.tokens_sha256 and new.tokens_sha256 and old.tokens_sha256 != new.tokens_sha256:
        return CHANGED
    if old.result != new.result:
        return MENDED if new.is_whole else new.result
    return None


def _lies_in(file: str, named: Sequence[Path]) -> bool:
    return any(file == str(path) or file.startswith(os.path.join(path, "")) for path in named)
