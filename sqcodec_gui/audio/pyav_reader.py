"""This module reads through PyAV (FFmpeg): m4a/AAC, ALAC, AMR, WMA, webm, videos' sound, broken FLAC and MP3."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from sqcodec_gui.audio.formats import Family, family_of_header, is_plain_text, read_header
from sqcodec_gui.audio.frame_timeline import FrameTimeline
from sqcodec_gui.audio.lost_spans import LostSpan
from sqcodec_gui.audio.metadata import read_metadata
from sqcodec_gui.audio.pyav_lengths import (
    COUNTED_IN_HEADER,
    ITUNES_GAPLESS_TAG,
    estimated_duration_s,
    exact_frames,
    failed_at_start_frames,
    header_promises_s,
    late_start_frames,
    missing_packets_s,
    promised_in_vain_s,
    samples_per_tick,
)
from sqcodec_gui.audio.pyav_track import PyavTrack, unreadable
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.tracks import has_pictures, list_tracks
from sqcodec_gui.audio.virtual_file import VirtualFile
from sqcodec_gui.messages import Message

# Decoders need to run before what they give is what they would give from the start: the overlap of AAC's windows,
# MP3's bit reservoir, AAC's band replication.
_WARM_UP_S = Fraction(1, 2)
_CLOCK_MAY_JUMP = 0x0200
"""AVFMT_TS_DISCONT: of streams that are joined without care for their clock"""
_SHORT_S, _SHORT_SHARE, _LONG_S = 0.25, 0.01, 2.0
"""A header that promises so much more than there is was right, and something is missing."""
_EXACT_PROMISES = ("avi", "wav", "w64", "mpc", "mpc8", "nistsphere", "caf", "ape", "tak", "dsf", "tta", "wv")
_EXACT_PACKETS, _EXACT_SHARE = 1.5, 1e-4
"""These count packets or samples; but for what the codec itself puts in front or behind."""
_PCM_S = 0.001
_HALF_A_SAMPLE = 0.5
_CLOCK_OF_BYTES = 0x0100
"""AVFMT_GENERIC_INDEX: of most formats without time stamps, which FFmpeg makes up from places in the file"""
_CLOCKS = ("ogg", "wv")
_WITHOUT_PAUSES = ("wv",)
_NO_CLOCKS = ("avi", "caf", "voc")


class TrackStart(NamedTuple):
    """It holds what was found at the beginning of a sound track."""

    stream_index: int
    family: Family
    first_pts: int | None
    """Time stamp of the first sound, in ticks"""
    packet_frames: int
    lead_frames: int
    """Silence before the first sound"""


class PyavReader(AudioReader):
    """It reads one sound track of a file that FFmpeg reads: the best that is decodable, or the one that was asked for.

    Where the container tells the exact length, as an MP4's edit list does, encoder padding is cut to it.
    """

    def __init__(
        self,
        path: Path,
        track: int | None = None,
        part: VirtualFile | None = None,
        start: TrackStart | None = None,
        info: AudioInfo | None = None,
    ) -> None:
        """Open the file, and decode the first packet. ``track``: of the sound tracks, from 1; None: the best.

        ``part``: the stretch of the file that is read as a file of its own. ``start`` and ``info``: what is known of
        the file from a reader before. Raises AudioError (NotAudioError, NoSoundError, …) and OSError.
        """
        header = b"" if start else read_header(path) if part is None else part.first_bytes()
        family = start.family if start else family_of_header(header)
        if family is Family.UNKNOWN and header and is_plain_text(header):
            raise unreadable(path, family)  # FFmpeg would take text for headerless sound if the extension fits
        self._steady: bool | None = None
        self._blocks: Iterator[np.ndarray] = iter(())
        self._left = np.zeros((0, 0), np.float32)
        self._track = PyavTrack(path, family, part)
        try:
            if start is not None and info is not None:
                super().__init__(info)
                self.start = start
            else:
                super().__init__(self._make_info(path, self._track.choose(track)))
                self._track.reopen()
            self._begin()
        except BaseException:
            self._track.close()
            raise

    @property
    def lost(self) -> tuple[LostSpan, ...]:
        """See ``AudioReader``."""
        rate_hz = self.info.sample_rate_hz
        spans = [
            LostSpan(start / rate_hz, (stop - start) / rate_hz, why, True) for start, stop, why in self._timeline.lost
        ]
        return (*spans, *super().lost)

    @property
    def notices(self) -> tuple[Message, ...]:
        """See ``AudioReader``."""
        return (*self._timeline.notices, *self._timeline.gap_notices)

    def _make_info(self, path: Path, first: AudioFrame) -> AudioInfo:
        track = self._track
        metadata = read_metadata(path, track.container, track.stream)
        tracks = list_tracks(track.container)
        number = 1 + [stream.index for stream in track.container.streams.audio].index(track.stream.index)
        truncated = track.is_cut()
        rate_hz = first.sample_rate
        lead_frames = late_start_frames(track, first)
        self.start = TrackStart(track.stream.index, track.family, first.pts, first.samples, lead_frames)
        frames = None if truncated else exact_frames(track, rate_hz, first.samples, metadata.tags)
        if frames is not None and track.format_name not in COUNTED_IN_HEADER:  # from the first packet, failed or not
            frames += max(0, lead_frames - failed_at_start_frames(track, first))
        metadata.tags.pop(ITUNES_GAPLESS_TAG, None)
        return AudioInfo(
            path=path,
            container=track.format_name.split(",")[0],
            sample_format=_sample_format(track.stream),
            sample_rate_hz=rate_hz,
            channels=first.layout.nb_channels,
            frames=frames,
            duration_s=estimated_duration_s(track) if frames is None else frames / rate_hz,
            tags=metadata.tags,
            cover=metadata.cover,
            dates=metadata.dates,
            marks=metadata.marks,
            size_bytes=path.stat().st_size,
            truncated=truncated,
            track=number if len(tracks) > 1 else None,
            tracks=tracks if len(tracks) > 1 else (),
            has_pictures=has_pictures(track.container),
        )

    def _restart(self) -> None:
        """Stand before the first frame."""
        self._track.reopen()
        self._begin()

    def _begin(self) -> None:
        """Read a container that was just opened."""
        self._track.take(self.start.stream_index)
        self._timeline = self._new_timeline()
        self._blocks = self._from_start()
        self._left = np.zeros((0, self.info.channels), np.float32)
        self._next_frame = 0

    def _new_timeline(self) -> FrameTimeline:
        time_base = self._track.stream.time_base or Fraction(1, self.info.sample_rate_hz)
        name, flags = self._track.format_name, self._track.container.format.flags
        has_clock = name in _CLOCKS or not (flags & _CLOCK_OF_BYTES or name in _NO_CLOCKS)
        may_jump = bool(flags & _CLOCK_MAY_JUMP)
        rate_hz, channels, has_pauses = self.info.sample_rate_hz, self.info.channels, name not in _WITHOUT_PAUSES
        return FrameTimeline(rate_hz, channels, time_base if has_clock else None, may_jump, has_pauses)

    def _frames(self, timeline: FrameTimeline) -> Iterator[AudioFrame]:
        """Yield decoded frames; packets that could not be decoded are counted."""
        for frame in self._track.frames((self.info.sample_rate_hz, self.info.channels)):
            if frame is not None:
                yield frame
            else:
                timeline.failed_packets += 1

    def _from_start(self) -> Iterator[np.ndarray]:
        """Yield all blocks of the recording."""
        yield from self._timeline.lead(self.start.lead_frames)
        yield from self._placed(self._frames(self._timeline))

    def _placed(self, frames: Iterable[AudioFrame]) -> Iterator[np.ndarray]:
        """Yield blocks of the frames; at their end, what reading has learnt is noted."""
        timeline = self._timeline
        for frame in frames:
            yield from timeline.place(frame)
        yield from timeline.replace_failed()
        self._judge_gaps()
        self._compare_with_header(timeline.position)

    def _judge_gaps(self) -> None:
        """Take gaps for lost where the file turns out to be damaged: at the end, when all of them are known."""
        if self._timeline.has_gaps and self._track.is_damaged_inside():
            self._timeline.take_gaps_for_lost()

    def _compare_with_header(self, position: int) -> None:
        """Say that the end is missing where the header promises clearly more than ``position`` frames."""
        if self.info.frames is not None:
            return
        promised_s = header_promises_s(self._track)
        if not promised_s:
            return
        missing_s, tolerance_s = promised_s - position / self.info.sample_rate_hz, self._tolerance_s(promised_s)
        if missing_s > tolerance_s and (really_s := missing_s - promised_in_vain_s(self._track)) > tolerance_s:
            self.truncated = True
            counted_s = missing_packets_s(self._track)
            if counted_s is not None:
                self._missing_s = counted_s if 0 < counted_s <= missing_s else really_s

    def _tolerance_s(self, promised_s: float) -> float:
        """Return how much less than a header promises may be there."""
        if self._track.format_name not in _EXACT_PROMISES:
            return min(max(_SHORT_S, promised_s * _SHORT_SHARE), _LONG_S)
        if self._track.stream.codec_context.name.startswith("pcm_"):
            return _PCM_S
        if self._track.format_name == "avi" and self._track.stream.codec_context.name == "flac":
            # Each chunk is a frame, with nothing put in front: the last one alone may be short, but holds a sample.
            return (self._timeline.usual_frames - _HALF_A_SAMPLE) / self.info.sample_rate_hz
        packets = _EXACT_PACKETS * self._timeline.usual_frames
        return packets / self.info.sample_rate_hz + promised_s * _EXACT_SHARE

    def _read(self, frames: int) -> np.ndarray:
        if self.info.frames is not None:
            frames = max(0, min(frames, self.info.frames - self._next_frame))
        pieces, have = [self._left], len(self._left)
        while have < frames and (block := next(self._blocks, None)) is not None:
            pieces.append(block)
            have += len(block)
        is_broken_off = self._track.broken_off
        if 0 < frames - have <= self._timeline.usual_frames and self.info.frames is not None and not is_broken_off:
            # Within a packet, edit lists and packets need not agree.
            pieces.append(np.zeros((frames - have, self.info.channels), np.float32))
            have = frames
        whole = np.concatenate(pieces)
        if have < frames and is_broken_off:
            self.truncated = True
        self._left = whole[frames:]
        self._next_frame += min(have, frames)
        if have and self._next_frame == self.info.frames:
            self._judge_gaps()
        return whole[:frames]

    def _seek(self, frame: int) -> None:
        if not self._jump(frame):
            if frame < self._next_frame:
                self._restart()
            self._drop(frame - self._next_frame)
        self._next_frame = frame

    def _drop(self, frames: int) -> None:
        while frames > 0 and len(block := self._read(min(frames, 65536))):
            frames -= len(block)

    def _jump(self, frame: int) -> bool:
        """Go near ``frame`` by time stamp and decode up to it; False if this container cannot."""
        rate_hz, start = self.info.sample_rate_hz, self.start
        per_tick = samples_per_tick(self._track, rate_hz, start.packet_frames)
        warm_up = round(_WARM_UP_S * rate_hz)
        if per_tick is None or start.first_pts is None or frame < 2 * warm_up + start.lead_frames:
            return False
        if not self._is_steady(per_tick):
            return False
        if not self._track.seek(start.first_pts + round((frame - start.lead_frames - warm_up) / per_tick)):
            return False
        timeline = self._new_timeline()
        decoded = self._frames(timeline)
        first = next(decoded, None)
        at_frame = frame + 1
        if first is not None and first.pts is not None:
            at_frame = round((first.pts - start.first_pts) * per_tick) + start.lead_frames
        if first is None or at_frame > frame:
            self._restart()
            return False
        timeline.go_on(at_frame, self._timeline)
        self._timeline = timeline
        self._left = np.zeros((0, self.info.channels), np.float32)
        self._blocks = self._placed(chain([first], decoded))
        self._next_frame = at_frame
        self._drop(frame - at_frame)
        return True

    def _is_steady(self, per_tick: Fraction) -> bool:
        """Return whether packets follow one another on the clock to the tick, gaps aside: then a time stamp is a place.

        Those of files that were copied from a format with a coarse clock are only near it.
        """
        if self._steady is None:
            entries = getattr(self._track.stream, "index_entries", None) or ()
            ticks = np.diff(np.fromiter((entry.timestamp for entry in entries), np.float64))
            usual = float(self.start.packet_frames / per_tick)
            self._steady = bool(np.all((np.abs(ticks - usual) < 0.5) | (ticks - usual > usual * 3 / 4)))
        return self._steady

    def _close(self) -> None:
        self._track.close()


def _sample_format(stream: AudioStream) -> str:
    """Return the codec's name, as libsndfile would write it where both know the format."""
    name = stream.codec_context.name
    if name.startswith("pcm_"):
        return {"f32": "FLOAT", "f64": "DOUBLE", "u8": "PCM_U8"}.get(name[4:7].rstrip("lb"), f"PCM_{name[5:7]}")
    return {"mp3float": "MPEG_LAYER_III", "mp3": "MPEG_LAYER_III"}.get(name, name.upper())
