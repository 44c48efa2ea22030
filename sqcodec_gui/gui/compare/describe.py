"""A track is put in words: the facts beside its name, and what a waveform tells those who do not see it."""

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from sqcodec_gui.audio.errors import shown_name
from sqcodec_gui.gui.compare.compared_tracks import Track
from sqcodec_gui.gui.compare.decoded_track import DecodedTrack
from sqcodec_gui.gui.compare.lower_track_choice import LowerTrackChoice
from sqcodec_gui.gui.compare.peer_track import PeerTrack
from sqcodec_gui.gui.compare.roles import Role, role_name
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.wording.formatting import duration_words, kbit_words, moment_words, size_words

_SILENT = 1e-4
_MOST_MARKS_SAID = 12
translate = QCoreApplication.translate


def short_facts(track: Track | None) -> str:
    """Return facts such as “talk.wav · 3:20 · stereo · 44.1 kHz”; empty for no track."""
    return "" if track is None else " · ".join(_facts(track))


def summary(track: Track | None) -> str:
    """Say what there is to see, in one or two sentences."""
    if track is None:
        return translate("compare", "There is no such recording.")
    if not track.is_ready:
        return translate("compare", "{name} is being read.").format(name=shown_name(track.path))
    sentences = [", ".join(_facts(track)) + "."]
    loudest, at_s = track.loudest()
    missing_s = sum(stop - start for start, stop in track.missing_s())
    is_heard = missing_s < track.duration_s  # what is not decoded yet is no silence
    if is_heard and loudest < _SILENT:
        sentences.append(translate("compare", "Silence so far."))
    elif is_heard:
        level = QLocale().toString(20 * np.log10(loudest), "f", 0)
        sentences.append(
            translate("compare", "Loudest at {time} ({level} dB).").format(time=moment_words(at_s), level=level)
        )
    if track.marks:
        names = ", ".join(
            f"{moment_words(mark.start_s)} {mark.title}".rstrip() for mark in track.marks[:_MOST_MARKS_SAID]
        )
        more = "…" if len(track.marks) > _MOST_MARKS_SAID else "."
        sentences.append(translate("compare", "Marks: {names}").format(names=names) + more)
    if missing_s:
        sentences.append(translate("compare", "{time} are not ready yet.").format(time=moment_words(missing_s)))
    return " ".join(sentences)


def _facts(track: Track) -> list[str]:
    peer = track if isinstance(track, PeerTrack) else None
    facts = [shown_name(track.path)] if peer is None else _peer_facts(peer)
    if track.is_ready:
        rate_khz = QLocale().toString(track.sample_rate_hz / 1000, "g", 4)
        facts += [
            duration_words(track.duration_s),
            _channels(track.channels),
            translate("compare", "{n} kHz").format(n=rate_khz),
        ]
        if track.file_bytes:
            size = size_words(track.file_bytes)
            if peer is not None and peer.is_larger:
                size = translate("compare", "its smallest file: {size}").format(size=size)
            facts += [size, kbit_words(track.file_bytes, track.duration_s)]
    return list(filter(None, facts))


def _peer_facts(track: PeerTrack) -> list[str]:
    """Say how the other codec's file was made, as one has to know to judge it."""
    best = {
        Role.OPUS: translate("compare", "best setting for speech: 60 ms frames, VBR"),
        Role.MP3: translate("compare", "by LAME"),
    }
    return [best[Role(track.codec)]]


def _channels(channels: int) -> str:
    names = {1: translate("compare", "mono"), 2: translate("compare", "stereo")}
    return names.get(channels) or translate("compare", "{n} channels").format(n=channels)


def decoding_line(track: Track | None, is_waiting: bool) -> str:
    """Say how far the decoder is; empty when it is done. ``is_waiting``: the player wants what is not there yet."""
    if not isinstance(track, DecodedTrack) or track.is_complete or track.has_failed:
        return ""
    percent = int(100 * track.fraction_known)
    if is_waiting:
        text = translate("compare", "Getting the sound ready… {percent} % – it goes on as soon as it is there")
    else:
        text = translate("compare", "Getting the sound ready… {percent} %")
    return text.format(percent=percent)


def coming_line(lower: LowerTrackChoice | None) -> str:
    """Say what was chosen and cannot be heard yet, or what is to be known of what is heard; empty mostly."""
    if lower is None:
        return ""
    coming, track = lower.coming, lower.track
    if isinstance(coming, PeerTrack):
        text = translate("compare", "{name} of the same size is being made… {percent} %")
        return text.format(name=role_name(Role(coming.codec)), percent=int(100 * coming.fraction_known))
    if coming is not None:
        quality = title_of(lower.held[lower.place].model) if lower.held else role_name(Role.SMALL)
        return translate("compare", "{quality} is being made ready; it is heard as soon as it is there").format(
            quality=quality
        )
    if isinstance(track, PeerTrack) and track.is_larger:
        text = translate("compare", "{name} has no file as small as {small}: this is its smallest, {size}")
        size, small = size_words(track.file_bytes), size_words(track.most_bytes)
        return text.format(name=role_name(Role(track.codec)), small=small, size=size)
    return ""


def gaps_line(gaps: int, waits: int) -> str:
    """Say what went wrong while playing; empty if nothing did. ``waits``: how often the decoder was waited for."""
    lines = []
    if gaps:
        text = translate("compare", "Gaps while playing, as this computer was too busy: {count}")
        lines.append(text.format(count=gaps))
    if waits:
        text = translate("compare", "Pauses, as the sound was not ready yet: {count}")
        lines.append(text.format(count=waits))
    return "  ·  ".join(lines)
