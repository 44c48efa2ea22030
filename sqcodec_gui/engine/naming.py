"""Results get names after a pattern that the person chose, such as ``{name}`` or ``{date} {name}``. No torch."""

import re
from datetime import datetime
from pathlib import Path

from sqcodec_gui.engine.settings_and_results import EngineError

DEFAULT_PATTERN = "{name}"
PLACEHOLDERS = ("name", "folder", "date", "quality")
FORBIDDEN = '/\\:*?"<>|'
"""Characters that some file system does not take in a name."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def check_pattern(pattern: str) -> None:
    """Check a pattern. Raises EngineError with one line that says what is wrong with it.

    ``{name}`` has to be in it: a name that tells one recording from the other is what keeps results apart.
    """
    unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in PLACEHOLDERS]
    if unknown:
        raise EngineError(
            "“{placeholder}” means nothing here; there are {known}.",
            placeholder=f"{{{unknown[0]}}}",
            known=_listed(),
        )
    plain = _PLACEHOLDER.sub("", pattern)
    wrong = next((letter for letter in plain if letter in FORBIDDEN + "{}" or not letter.isprintable()), None)
    if wrong is not None:
        raise EngineError("“{letter}” cannot be in a file name; leave it out.", letter=wrong)
    if "{name}" not in pattern:
        raise EngineError(
            "“{placeholder}” has to be in it, so that results of different recordings have different names.",
            placeholder="{name}",
        )


def stem_for(pattern: str, source: Path, model: str) -> str:
    """Make the name without suffix of the result of ``source``.

    Raises EngineError as ``check_pattern`` does.
    """
    check_pattern(pattern)
    values = {"name": source.stem, "folder": source.parent.name, "quality": model}
    if "{date}" in pattern:
        values["date"] = _last_changed(source)
    stem = _PLACEHOLDER.sub(lambda found: values[found[1]], pattern)
    return stem.strip() or source.stem


def of_track(stem: str, number: int) -> str:
    """Make the name for one of several sound tracks: “talk (track 2)”."""
    return f"{stem} (track {number})"


def _last_changed(source: Path) -> str:
    try:
        changed = datetime.fromtimestamp(source.stat().st_mtime)
    except OSError:  # it is gone: the job itself will say so
        return "undated"
    return changed.strftime("%Y-%m-%d")


def _listed() -> str:
    return ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
