"""This module makes one file of another, in either direction, and tells the outcome. Importing this loads no torch."""

from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.settings_and_results import CompressSettings, ConversionResult, Progress, RestoreSettings

ConversionSettings = CompressSettings | RestoreSettings
"""What a conversion is asked for, in either direction."""


@dataclass(frozen=True)
class FileOutcome:
    """One file came to a result or an error. Locations are as the person named them; a str is an address."""

    source: Path | str
    target: Path | str
    result: ConversionResult | None = None
    error: Exception | None = None


def convert(
    source: Path, target: Path, settings: ConversionSettings, progress: Progress, cancel: CancelToken
) -> ConversionResult:
    """Compress or restore, as the settings are for the one or the other. Raises what these raise."""
    if isinstance(settings, CompressSettings):
        from sqcodec_gui.engine.compress import compress

        return compress(source, target, settings, progress, cancel)
    from sqcodec_gui.engine.restore import restore

    return restore(source, target, settings, progress, cancel)
