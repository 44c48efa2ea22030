"""A report of blind tests is a file that can be checked, as JSON, and the same as a page for people.

A report holds sessions, of several people and files if one likes. Each says what was compared (hashes of the original,
of the tokens and of the weights), how it was played, the order with its commitment and nonce, and every trial.
``report_check`` computes all of it again.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqcodec_gui._version import __version__
from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.errors import SqcodecError, system_reason
from sqcodec_gui.listening.report_page import DATA_ID, render_page
from sqcodec_gui.listening.session import UNDERSTANDING, Values
from sqcodec_gui.strict_json import no_constant, once_each

FORMAT = "sqcodec blind test report"
VERSION = 1
PROGRAM = f"sqcodec-gui {__version__}"
SUFFIXES = (".html", ".json")
PAGE_SUFFIXES = (".html", ".htm")
MOST_BYTES = 50_000_000
_DATA_STARTS, _DATA_ENDS = f'<script type="application/json" id="{DATA_ID}">', "</script>"


class ReportError(SqcodecError):
    """It says that a report cannot be read or written."""


class Written(NamedTuple):
    """It names the two files of a report, and how many tests it has now."""

    page: Path
    data: Path
    tests: int


def report_values(sessions: Sequence[Values]) -> Values:
    """Return a report of these sessions, each once, the oldest first."""
    unique = {values["seal"]: values for values in sessions}
    ordered = sorted(unique.values(), key=lambda values: str(values.get("started", "")))
    return {"format": FORMAT, "version": VERSION, "program": PROGRAM, "sessions": ordered}


def write_report(base: Path, sessions: Sequence[Values]) -> Written:
    """Write ``<base>.html`` and ``<base>.json``, over earlier ones. Raises ReportError."""
    values = report_values(sessions)
    page, data = _files(base)
    try:
        html = page_text(values)
    except UNDERSTANDING as error:
        raise ReportError("{page} was not written: a test in it cannot be understood.", page=page.name) from error
    for path, text in ((page, html), (data, json.dumps(values, indent=1) + "\n")):
        try:
            write_bytes(path, text.encode())
        except OSError as error:
            raise ReportError(
                "The report {name} could not be written: {reason}.", name=path.name, reason=system_reason(error)
            ) from error
    return Written(page, data, len(values["sessions"]))


def page_text(values: Values) -> str:
    """Return the page of a report as in its file. Raises one of ``UNDERSTANDING`` where a session is none."""
    return render_page(values).encode("utf-8", "xmlcharrefreplace").decode("utf-8")


def base_of(path: Path) -> Path:
    """Return what ``write_report`` wants: a name as people give it, without the suffix that either file has."""
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


def earlier_sessions(base: Path) -> list[Values]:
    """Return the sessions of a report that ``write_report`` would replace; none without one. Raises ReportError."""
    there = next((path for path in _files(base) if path.exists()), None)
    return [] if there is None else gather([there])


def _files(base: Path) -> tuple[Path, Path]:
    page, data = (base.with_name(base.name + suffix) for suffix in SUFFIXES)
    return page, data


def gather(paths: Sequence[Path]) -> list[Values]:
    """Return the sessions of several reports. Raises ReportError."""
    return [values for path in paths for values in read_report(path)["sessions"]]


def read_report(path: Path) -> Values:
    """Return the values of a report, of its page or its JSON; not checked but for their form. Raises ReportError."""
    return parse_report(path, read_text(path))


def is_page(path: Path) -> bool:
    """Return whether this is a report's page, and not its JSON."""
    return path.suffix.lower() in PAGE_SUFFIXES


def read_text(path: Path) -> str:
    """Return all of a report's file. Raises ReportError."""
    try:
        if path.exists() and not path.is_file():  # a pipe or device would be read for ever
            raise ReportError("{name} is no report of a blind test.", name=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise ReportError("{name} is no report of a blind test: it is too large.", name=path.name)
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ReportError("{name} is no report of a blind test.", name=path.name) from error
    except OSError as error:
        raise ReportError("{name} could not be read: {reason}.", name=path.name, reason=system_reason(error)) from error


def parse_report(path: Path, text: str) -> Values:
    """Return the values in the ``text`` of the file ``path``. Raises ReportError."""
    if is_page(path):
        text = text.partition(_DATA_STARTS)[2].partition(_DATA_ENDS)[0]
    try:
        values: Values = json.loads(
            text, object_pairs_hook=once_each, parse_constant=no_constant, parse_float=_finite_number
        )
        if values["format"] != FORMAT or not isinstance(values["sessions"], list):
            raise ValueError("another format")
        if not isinstance(values["version"], int) or values["version"] > VERSION:
            raise ReportError("{name} was written by a newer version of this program; update it.", name=path.name)
        if not all(isinstance(one, dict) and isinstance(one.get("seal"), str) for one in values["sessions"]):
            raise ValueError("no sessions")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReportError("{name} is no report of a blind test.", name=path.name) from error
    return values


def _finite_number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number
