"""This module tells how long a track is and where it begins, as the container that FFmpeg reads tells it."""

from fractions import Fraction

import av
from av.audio.frame import AudioFrame

from sqcodec_gui.audio.counting.avi import empty_chunks_s, missing_chunks_s
from sqcodec_gui.audio.counting.containers import has_fragments, promised_s
from sqcodec_gui.audio.formats import Family
from sqcodec_gui.audio.headers import mp4_ticks_per_second, ogg_frames
from sqcodec_gui.audio.pyav_track import PyavTrack
from sqcodec_gui.audio.tags import Tags

# Time stamps of these count single samples, so a place can be found by them; the others tick in milliseconds or
# guess, and are decoded from the start instead.
_TIMED_CONTAINERS = ("mov", "tta", "wv")
_LENGTH_IN_HEADER = (
    *("avi", "asf", "flv", "matroska", "mov", "wv", "tta", "ape", "dsf", "tak", "mpc", "nistsphere", "caf", "rm"),
)
"""Formats whose headers say how long the sound is; of others FFmpeg guesses."""
COUNTED_IN_HEADER = ("tta", "wv")
"""Formats whose header counts the samples: what is not there of them is missing"""
_PROMISING_FAMILIES = (Family.RIFF, Family.WAVE64, Family.ASF, Family.MP4)
_SHORT_S = 0.25
"""Where so much less is there than fragments promise, only reading tells how much."""
ITUNES_GAPLESS_TAG = "itunsmpb"


def estimated_duration_s(track: PyavTrack) -> float | None:
    """Return the seconds as the container tells them, or FFmpeg guesses. Raises OSError."""
    promised = _promised_s(track)
    if promised:
        return promised
    if track.stream.duration is not None and track.stream.time_base is not None:
        return float(track.stream.duration * track.stream.time_base)
    return None if track.container.duration is None else track.container.duration / av.time_base


def header_promises_s(track: PyavTrack) -> float | None:
    """Return the seconds of this track that a header promises, and that must be there; None if FFmpeg only guesses."""
    promised = _promised_s(track)
    if promised:
        return promised
    is_of_track = len(track.container.streams) == 1 or bool(track.stream.duration)
    if not track.format_name.startswith(_LENGTH_IN_HEADER) or not is_of_track:
        return None
    return estimated_duration_s(track)


def promised_in_vain_s(track: PyavTrack) -> float:
    """Return the seconds of ``header_promises_s`` that were never sound: chunks of AVI that hold nothing, but are
    counted. Reads over the whole file, so it is asked only where something seems to be missing. Raises OSError."""
    if track.format_name != "avi":
        return 0.0
    with track.open_bytes() as raw:
        return empty_chunks_s(raw, track.stream.index)


def missing_packets_s(track: PyavTrack) -> float | None:
    """Return the seconds of packets that are not there, once all of the track was read from its start; None where the
    format does not count them. Raises OSError."""
    if track.format_name != "avi":
        return None
    with track.open_bytes() as raw:
        return missing_chunks_s(raw, track.stream.index, track.packets_found)


def _promised_s(track: PyavTrack) -> float | None:
    """Return the seconds by a header that FFmpeg passes over, or corrects by the size of the file."""
    if track.format_name not in ("avi", "mpc8") and track.family not in _PROMISING_FAMILIES:
        return None
    with track.open_bytes() as raw:
        return promised_s(raw, track.family, track.stream.index)


def late_start_frames(track: PyavTrack, first: AudioFrame) -> int:
    """Count the frames of silence before the first sound: the time from the start of what the file shows."""
    time_base = track.stream.time_base
    if first.pts is None or time_base is None:
        return 0
    start = first.pts * time_base
    stated_start = track.container.start_time
    origin = start if stated_start is None else Fraction(stated_start, av.time_base)
    if _counts_from_zero(track, start):
        origin = min(origin, Fraction(0))
    late_s = start - origin
    late_frames = round(late_s * first.sample_rate)
    # Within a packet or the tick of a clock, the beginnings of tracks are never the same, unless packets failed.
    return late_frames if late_frames > max(first.samples, 1) or track.skipped_packets else 0


def failed_at_start_frames(track: PyavTrack, first: AudioFrame) -> int:
    """Count the frames of silence before the first sound that stand for packets that failed; 0 where none did."""
    begin, time_base = track.stream.start_time, track.stream.time_base
    if not track.skipped_packets or first.pts is None or begin is None or time_base is None:
        return 0
    return max(0, round((first.pts - begin) * time_base * first.sample_rate))


def _counts_from_zero(track: PyavTrack, start: Fraction) -> bool:
    """Return whether time before a late start belongs to the recording: by its container, and the length it tells."""
    if start <= 0:
        return False
    if track.format_name.startswith("mov"):
        with track.open_bytes() as raw:
            return not has_fragments(raw)
    stated_duration = track.container.duration
    if not track.format_name.startswith("matroska") or stated_duration is None or track.stream.time_base is None:
        return False
    last = track.last_packet_end()
    return last is not None and abs(last * track.stream.time_base - Fraction(stated_duration, av.time_base)) < start / 2


def samples_per_tick(track: PyavTrack, rate_hz: int, packet_frames: int) -> Fraction | None:
    """Count the samples in one tick of the stream's clock, or None where its time stamps are no exact places."""
    time_base = track.stream.time_base
    if time_base is None or not track.format_name.startswith(_TIMED_CONTAINERS):
        return None
    per_tick = rate_hz * time_base
    return per_tick if per_tick <= 1 or packet_frames % per_tick == 0 else None


def exact_frames(track: PyavTrack, rate_hz: int, packet_frames: int, tags: Tags) -> int | None:
    """Return the length by the edit list and the last packet, whichever is shorter, and by iTunes' own note; None: not
    known."""
    if track.family is Family.OGG:
        with track.open_bytes() as raw:
            return ogg_frames(raw)
    per_tick = samples_per_tick(track, rate_hz, packet_frames)
    if per_tick is None:
        return None
    start = track.stream.start_time or 0
    by_list = None if not track.stream.duration else round(track.stream.duration * per_tick)
    last = track.last_packet_end()
    by_packet = None if last is None else round((last - start) * per_tick)
    promised_s = _promised_s(track)
    if promised_s and by_packet is not None and promised_s - by_packet / rate_hz > _SHORT_S:
        return None
    if by_list is None or by_packet is None or track.format_name in COUNTED_IN_HEADER:
        return by_list or by_packet
    # The edit list counts on a coarse clock: within its tick, the packet knows better.
    in_same_tick = 0 <= by_packet - by_list < rate_hz * _edit_list_tick_s(track)
    frames = by_packet if in_same_tick else min(by_list, by_packet)
    noted = itunes_gapless_frames(tags)
    return min(frames, noted) if noted and track.stream.sample_rate == rate_hz else frames


def _edit_list_tick_s(track: PyavTrack) -> Fraction:
    if track.family is not Family.MP4:
        return Fraction(0)
    with track.open_bytes() as raw:
        return Fraction(1, mp4_ticks_per_second(raw) or 1000)


def itunes_gapless_frames(tags: Tags) -> int | None:
    """Read the length in frames by iTunes' note: hexadecimal fields, the fourth of them the number of samples."""
    fields = tags.get(ITUNES_GAPLESS_TAG, [""])[0].split()
    try:
        return int(fields[3], 16) or None
    except (IndexError, ValueError):
        return None
