"""One file made of another, in either direction, and what became of it. Importing this loads no torch."""

from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.engine.job import (
    CancelToken,
    CompressResult,
    CompressSettings,
    Progress,
    RestoreResult,
    RestoreSettings,
)

Settings = CompressSettings | RestoreSettings
Result = CompressResult | RestoreResult


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a result or an error. The places are as the person named them; a str is an address."""

    source: Path | str
    target: Path | str
    result: Result | None = None
    error: Exception | None = None


def convert(source: Path, target: Path, settings: Settings, progress: Progress, cancel: CancelToken) -> Result:
    """``compress`` or ``restore``, as the settings are for the one or the other; raises what they raise."""
    if isinstance(settings, CompressSettings):
        from sqcodec_gui.engine.compress import compress

        return compress(source, target, settings, progress, cancel)
    from sqcodec_gui.engine.restore import restore

    return restore(source, target, settings, progress, cancel)
