"""This module looks at a file for what it tells at once: length and what is known. Nothing is decoded; no torch."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import AudioInfo, probe
from sqcodec_gui.cancellation import CancelledError
from sqcodec_gui.container import Header, SqcReader
from sqcodec_gui.engine.completeness import Completeness, completeness_of
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message


@dataclass(frozen=True)
class FileFacts:
    """It holds what a file told at once. All but ``problem`` is None for one that cannot be read.

    ``duration_s``: None where it cannot be told at once. ``info``: of a recording. ``header`` and ``completeness``: of
    a .sqc file.
    """

    duration_s: float | None = None
    info: AudioInfo | None = None
    header: Header | None = None
    completeness: Completeness | None = None
    problem: Message | None = None
    """Why it is no such file, or none that can be read at all; None also where the system did not let it be read."""


def file_facts(source: Path, judge: Callable[[SqcReader], Completeness] = completeness_of) -> FileFacts:
    """Look at a recording or, by its suffix, a .sqc file. Never raises for what is wrong with the file.

    ``judge`` says what is complete of a .sqc file; without one that is told as far as it is seen without reading all.
    Raises CancelledError if ``judge`` does.
    """
    try:
        if source.suffix.lower() == SQC_SUFFIX:
            with SqcReader(source, tolerant=True) as reader:  # no tables: its tokens are not read
                return FileFacts(reader.duration_s, header=reader.header, completeness=judge(reader))
        info = probe(source)
        return FileFacts(info.duration_s, info)
    except CancelledError:
        raise
    except SqcodecError as error:
        return FileFacts(problem=error.message)
    except OSError:
        return FileFacts()
