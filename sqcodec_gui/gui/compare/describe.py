"""A track in words: the facts beside its name, and what a waveform tells those who do not see it."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.gui.compare.decoding import DecodedTrack
from sqcodec_gui.gui.compare.timeaxis import clock
from sqcodec_gui.gui.compare.tracks import Track

_SILENT = 1e-4
_MOST_MARKS_SAID = 12
translate = QCoreApplication.translate


def short_facts(track: Track | None) -> str:
    """Such as “talk.wav · 3:20 · stereo · 44.1 kHz”; empty for no track."""
    return "" if track is None else " · ".join(_facts(track))


def summary(track: Track | None) -> str:
    """What there is to see, in one or two sentences."""
    if track is None:
        return translate("compare", "There is no such recording.")
    if not track.is_ready:
        return translate("compare", "{name} is being read.").format(name=shown_name(track.path))
    sentences = [", ".join(_facts(track)) + "."]
    loudest, at_s = track.loudest()
    if loudest < _SILENT:
        sentences.append(translate("compare", "Silence so far."))
    else:
        level = QLocale().toString(20 * np.log10(loudest), "f", 0)
        sentences.append(translate("compare", "Loudest at {time} ({level} dB).").format(time=clock(at_s), level=level))
    if track.marks:
        names = ", ".join(f"{clock(mark.start_s)} {mark.title}".rstrip() for mark in track.marks[:_MOST_MARKS_SAID])
        more = "…" if len(track.marks) > _MOST_MARKS_SAID else "."
        sentences.append(translate("compare", "Marks: {names}").format(names=names) + more)
    missing_s = sum(stop - start for start, stop in track.missing_s())
    if missing_s:
        sentences.append(translate("compare", "{time} are not decoded yet.").format(time=clock(missing_s)))
    return " ".join(sentences)


def _facts(track: Track) -> list[str]:
    facts = [shown_name(track.path)]
    if track.is_ready:
        rate_khz = QLocale().toString(track.sample_rate_hz / 1000, "g", 4)
        facts += [
            clock(track.duration_s),
            _channels(track.channels),
            translate("compare", "{n} kHz").format(n=rate_khz),
        ]
    return facts


def _channels(channels: int) -> str:
    names = {1: translate("compare", "mono"), 2: translate("compare", "stereo")}
    return names.get(channels) or translate("compare", "{n} channels").format(n=channels)


def decoding_line(track: Track | None, is_waiting: bool) -> str:
    """How far the decoder is; empty when it is done. ``is_waiting``: the player wants what is not there yet."""
    if not isinstance(track, DecodedTrack) or track.is_complete or track.has_failed:
        return ""
    percent = int(100 * track.fraction_known)
    if is_waiting:
        text = translate("compare", "Decoding… {percent} % – the sound goes on as soon as it is there")
    else:
        text = translate("compare", "Decoding… {percent} %")
    return text.format(percent=percent)


def gaps_line(gaps: int, waits: int) -> str:
    """What went wrong while playing; empty if nothing did. ``waits``: how often the decoder was waited for."""
    lines = []
    if gaps:
        text = translate("compare", "Gaps while playing, as this computer was too busy: {count}")
        lines.append(text.format(count=gaps))
    if waits:
        text = translate("compare", "Pauses, as decoding was not far enough: {count}")
        lines.append(text.format(count=waits))
    return "  ·  ".join(lines)
