"""This package reads and writes audio files, as blocks of float32 at the file's own rate, by soundfile, PyAV and soxr.

Public names: ``open_audio``, ``open_once``, ``probe``, ``is_probably_audio``, ``LostSpan`` (reading); ``create_audio``
(writing); ``StreamResampler``, ``resampled_length`` (rates); ``PeakPyramid`` (waveforms); the errors in ``errors``.
"""

from sqcodec_gui.audio.lost_spans import LostSpan
from sqcodec_gui.audio.open_files import open_audio, open_once
from sqcodec_gui.audio.peaks import PeakPyramid
from sqcodec_gui.audio.probe import is_probably_audio, probe
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.resample import StreamResampler, resampled_length
from sqcodec_gui.audio.tags import Cover
from sqcodec_gui.audio.writer import AudioWriter, create_audio

__all__ = [
    "AudioInfo",
    "AudioReader",
    "AudioWriter",
    "Cover",
    "LostSpan",
    "PeakPyramid",
    "StreamResampler",
    "create_audio",
    "is_probably_audio",
    "open_audio",
    "open_once",
    "probe",
    "resampled_length",
]
