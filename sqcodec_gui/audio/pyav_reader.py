"""Reading through PyAV (FFmpeg): m4a/AAC, ALAC, AMR, WMA, webm, the sound of videos, and broken FLAC and MP3."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

from sqcodec_gui.audio.counting.containers import has_fragments, is_cut, promised_s
from sqcodec_gui.audio.counting.first_sound import make_decoder
from sqcodec_gui.audio.counting.plan import Decoder
from sqcodec_gui.audio.decoding import without_strays
from sqcodec_gui.audio.errors import (
    AudioError,
    DamagedAudioError,
    EmptyAudioError,
    NoSoundError,
    NoSuchTrackError,
    NotAudioError,
    shown_name,
)
from sqcodec_gui.audio.formats import Family, family_of_header, is_plain_text, read_header
from sqcodec_gui.audio.frames_to_array import is_sound
from sqcodec_gui.audio.headers import (
    is_mpeg_cut,
    is_ogg_cut,
    mp4_boxes,
    mp4_ticks_per_second,
    mpeg_header,
    ogg_frames,
)
from sqcodec_gui.audio.losses import LostSpan
from sqcodec_gui.audio.metadata import read_metadata
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.tags import Tags
from sqcodec_gui.audio.timeline import Timeline
from sqcodec_gui.audio.tracks import in_order_of_choice, list_tracks
from sqcodec_gui.audio.virtual_file import VirtualFile
from sqcodec_gui.messages import Message

# Time stamps of these count single samples, so a place can be found by them; the others tick in milliseconds or
# guess, and are decoded from the start instead.
_TIMED_CONTAINERS = ("mov", "tta", "wv")
# Decoders need to run before what they give is what they would give from the start: the overlap of AAC's windows,
# MP3's bit reservoir, AAC's band replication.
_WARM_UP_S = Fraction(1, 2)
_FAR_PTS = 2**62
_BETTER_DECODERS = {"amrnb": "libopencore_amrnb", "amrwb": "libopencore_amrwb"}
"""FFmpeg's own fail on the frames of silence suppression."""
_CLOCK_MAY_JUMP = 0x0200
"""AVFMT_TS_DISCONT: of streams that are joined without care for their clock"""
_LENGTH_IN_HEADER = ("avi", "asf", "flv", "matroska", "mov", "wv", "tta", "ape", "dsf", "tak")
"""Formats whose headers say how long the sound is; of others FFmpeg guesses."""
_COUNTED_IN_HEADER = ("tta", "wv")
"""Formats whose header counts the samples: what is not there of them is missing"""
_SHORT_S = 0.25
_SHORT_SHARE = 0.01
"""A header that promises so much more than there is was right, and the end is missing."""
_TELEPHONE = {".al": {"sample_rate": "8000"}, ".ul": {"sample_rate": "8000"}}
"""Sound without a header as telephone systems keep it (ITU-T G.711); FFmpeg would take it for 44.1 kHz."""
_ITUNES_GAPLESS_TAG = "itunsmpb"


class TrackStart(NamedTuple):
    """What was found at the beginning of a sound track."""

    stream_index: int
    family: Family
    first_pts: int | None
    """Time stamp of the first sound, in ticks"""
    packet_frames: int
    lead_frames: int
    """Silence before the first sound"""


class PyavReader(AudioReader):
    """One sound track of a file that FFmpeg reads: the best that can be decoded, or the one that was asked for.

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
        """Open, and decode the first packet. ``track``: of the sound tracks, from 1; None: the best.

        ``part``: the stretch of the file that is read as a file of its own. ``start`` and ``info``: what is known of
        the file from a reader before. Raises AudioError (NotAudioError, NoSoundError, …) and OSError.
        """
        self._path = path
        self._part = part
        header = b"" if start else read_header(path)
        self._family = start.family if start else family_of_header(header)
        if self._family is Family.UNKNOWN and header and is_plain_text(header):
            raise self._unreadable()  # FFmpeg would take text for headerless sound if the extension fits
        self._steady: bool | None = None
        self._blocks: Iterator[np.ndarray] = iter(())
        self._left = np.zeros((0, 0), np.float32)
        if start is not None and info is not None:
            super().__init__(info)
            self.start = start
            self._container = self._open_container()
            self._begin(start.stream_index)
            return
        first = self._choose(track)
        try:
            super().__init__(self._make_info(first))
        except BaseException:
            self._container.close()
            raise
        self._restart()

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

    def _choose(self, track: int | None) -> AudioFrame:
        """Open the best track whose first sound can be decoded, or the ``track`` that was asked for."""
        self._container = self._open_container()
        problem: AudioError | None = None
        try:
            for index in self._candidates(track):
                if problem is not None:  # what was read of the track before is gone
                    self._container.close()
                    self._container = self._open_container()
                self._stream = self._stream_at(index)
                try:
                    return self._decode_first()
                except AudioError as error:
                    problem = problem or error
            raise problem or NotAudioError(
                "{name} is in a format that cannot be decoded; convert it to WAV.", name=shown_name(self._path)
            )
        except BaseException:
            self._container.close()
            raise

    def _candidates(self, track: int | None) -> list[int]:
        """Indices of the streams to try, the best first. Raises NoSoundError, NoSuchTrackError."""
        tracks = self._container.streams.audio
        name = shown_name(self._path)
        if not tracks:
            raise NoSoundError("{name} has no sound in it; choose a sound file or another video.", name=name)
        chosen = in_order_of_choice(self._container)
        if track is not None:
            if not 1 <= track <= len(tracks):
                if len(tracks) == 1:
                    raise NoSuchTrackError(
                        "{name} has no sound track {track}; it has track 1 alone.", name=name, track=track
                    )
                raise NoSuchTrackError(
                    "{name} has no sound track {track}; it has tracks 1 to {count}.",
                    name=name,
                    track=track,
                    count=len(tracks),
                )
            chosen = [stream for stream in chosen if stream.index == tracks[track - 1].index]
        return [stream.index for stream in chosen]

    def _stream_at(self, index: int) -> AudioStream:
        stream = self._container.streams[index]
        assert isinstance(stream, AudioStream)
        return stream

    def _open_container(self) -> InputContainer:
        try:
            if self._part is not None:
                self._part.seek(0)
            return av.open(
                str(self._path.absolute()) if self._part is None else self._part,
                mode="r",
                # Playlists and the like must not make us fetch from the network.
                options={"protocol_whitelist": "file"} | _TELEPHONE.get(self._path.suffix.lower(), {}),
                metadata_errors="replace",
            )
        except av.FFmpegError as error:
            raise self._unreadable() from error

    def _unreadable(self) -> NotAudioError | DamagedAudioError:
        """The error for a file that FFmpeg does not open."""
        name = shown_name(self._path)
        if self._family is Family.MP4:
            with self._path.open("rb") as raw:
                kinds = {box.kind for box in mp4_boxes(raw)}
            if b"moov" not in kinds:
                return DamagedAudioError(
                    "{name} is incomplete: its index (the moov part) is missing, as when a recording or a"
                    " download was cut off; get it again, or repair it with a tool such as untrunc.",
                    name=name,
                )
        if self._family is Family.UNKNOWN:
            return NotAudioError("{name} is not an audio file, whatever its name says; choose a sound file.", name=name)
        return DamagedAudioError(
            "{name} begins like a {kind} file, but nothing in it can be decoded; look for another copy.",
            name=name,
            kind=self._family.value,
        )

    def _decode_first(self) -> AudioFrame:
        told_channels = self._stream.codec_context.channels  # decoding may change it
        for frame in self._frames():
            if is_sound(frame, told_channels):
                return frame
        name = shown_name(self._path)
        if self._family is Family.UNKNOWN:
            raise self._unreadable()
        if self._skipped_packets:
            raise DamagedAudioError(
                "{name} is damaged: none of its sound can be decoded; look for another copy.", name=name
            )
        if self._is_truncated():
            raise DamagedAudioError("{name} is cut off before its first sound; look for another copy.", name=name)
        raise EmptyAudioError("{name} has no samples (its length is zero); nothing can be done with it.", name=name)

    def _make_info(self, first: AudioFrame) -> AudioInfo:
        metadata = read_metadata(self._path, self._container, self._stream)
        tracks = list_tracks(self._container)
        number = 1 + [stream.index for stream in self._container.streams.audio].index(self._stream.index)
        truncated = self._is_truncated()
        rate_hz = first.sample_rate
        self.start = TrackStart(self._stream.index, self._family, first.pts, first.samples, self._late_start(first))
        frames = None if truncated else self._exact_frames(rate_hz, metadata.tags)
        frames = None if frames is None else frames + self.start.lead_frames
        metadata.tags.pop(_ITUNES_GAPLESS_TAG, None)
        return AudioInfo(
            path=self._path,
            container=self._container.format.name.split(",")[0],
            sample_format=_sample_format(self._stream),
            sample_rate_hz=rate_hz,
            channels=first.layout.nb_channels,
            frames=frames,
            duration_s=self._estimated_duration_s() if frames is None else frames / rate_hz,
            tags=metadata.tags,
            cover=metadata.cover,
            dates=metadata.dates,
            marks=metadata.marks,
            size_bytes=self._path.stat().st_size,
            truncated=truncated,
            track=number if len(tracks) > 1 else None,
            tracks=tracks if len(tracks) > 1 else (),
        )

    def _late_start(self, first: AudioFrame) -> int:
        """Frames of silence before the first sound: the time from the start of what the file shows."""
        time_base = self._stream.time_base
        if first.pts is None or time_base is None:
            return 0
        start = first.pts * time_base
        origin = start if self._container.start_time is None else Fraction(self._container.start_time, av.time_base)
        if self._counts_from_zero(start):
            origin = min(origin, Fraction(0))
        late_s = start - origin
        # Within a packet or the tick of a clock, the beginnings of tracks are never the same.
        return round(late_s * first.sample_rate) if late_s * first.sample_rate > max(first.samples, 1) else 0

    def _counts_from_zero(self, start: Fraction) -> bool:
        """Whether the time before a late start belongs to the recording: by its container, and the length it tells."""
        if start <= 0:
            return False
        name = self._container.format.name
        if name.startswith("mov") and self._part is None:
            with self._path.open("rb") as raw:
                return not has_fragments(raw)
        if not name.startswith("matroska") or self._container.duration is None or self._stream.time_base is None:
            return False
        last = self._last_packet_end()
        told = Fraction(self._container.duration, av.time_base)
        return last is not None and abs(last * self._stream.time_base - told) < start / 2

    def _estimated_duration_s(self) -> float | None:
        if self._part is None and self._container.format.name in ("asf", "avi"):
            with self._path.open("rb") as raw:
                told_s = promised_s(raw, self._family)
            if told_s:
                return told_s
        if self._stream.duration is not None and self._stream.time_base is not None:
            return float(self._stream.duration * self._stream.time_base)
        return None if self._container.duration is None else self._container.duration / av.time_base

    def _is_truncated(self) -> bool:
        """Whether the file's own structure says that its end is missing."""
        if self._part is not None:
            return False
        if self._family is Family.FLAC:
            return True  # a whole one would have been read by libsndfile
        with self._path.open("rb") as raw:
            if self._family is Family.OGG:
                return is_ogg_cut(raw)
            if self._family is Family.MPEG:
                return is_mpeg_cut(raw, mpeg_header(raw))
            return is_cut(raw, self._family)

    def _samples_per_tick(self, rate_hz: int) -> Fraction | None:
        """Samples in one tick of the stream's clock, or None where its time stamps are no exact places."""
        time_base = self._stream.time_base
        if time_base is None or not self._container.format.name.startswith(_TIMED_CONTAINERS):
            return None
        per_tick = rate_hz * time_base
        return per_tick if per_tick <= 1 or self.start.packet_frames % per_tick == 0 else None

    def _exact_frames(self, rate_hz: int, tags: Tags) -> int | None:
        """Length by the edit list and the last packet, whichever is shorter, and by iTunes' own note."""
        if self._family is Family.OGG:
            with self._path.open("rb") as raw:
                return ogg_frames(raw)
        per_tick = self._samples_per_tick(rate_hz)
        if per_tick is None:
            return None
        start = self._stream.start_time or 0
        by_list = None if not self._stream.duration else round(self._stream.duration * per_tick)
        last = self._last_packet_end()
        by_packet = None if last is None else round((last - start) * per_tick)
        is_counted = self._container.format.name in _COUNTED_IN_HEADER
        if by_list is None or by_packet is None or is_counted:
            return by_list or by_packet
        # The edit list counts on a coarse clock: within its tick, the packet knows better.
        in_same_tick = 0 <= by_packet - by_list < rate_hz * self._edit_list_tick_s()
        frames = by_packet if in_same_tick else min(by_list, by_packet)
        noted = itunes_gapless_frames(tags)
        return min(frames, noted) if noted and self._stream.sample_rate == rate_hz else frames

    def _edit_list_tick_s(self) -> Fraction:
        if self._family is not Family.MP4:
            return Fraction(0)
        with self._path.open("rb") as raw:
            return Fraction(1, mp4_ticks_per_second(raw) or 1000)

    def _last_packet_end(self) -> int | None:
        """Time stamp after the last packet; the muxer shortens that packet's duration to what is sound."""
        if not self._seek_container(self._stream.duration or _FAR_PTS):
            return None
        ends = [
            packet.pts + packet.duration for packet in self._packets() if packet.pts is not None and packet.duration
        ]
        return max(ends, default=None)

    def _seek_container(self, ticks: int) -> bool:
        """Go to a packet at or before a time stamp; False where FFmpeg cannot."""
        try:
            self._container.seek(ticks, stream=self._stream, backward=True)
        except (av.FFmpegError, OverflowError):
            return False
        return True

    def _packets(self) -> "Iterator[av.Packet[AudioStream]]":
        """Packets of the track, and one empty packet at the end that flushes the decoder."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:
                # The container itself breaks off here.
                self._broken_off = True
                return
            yield packet

    def _frames(self, timeline: Timeline | None = None) -> Iterator[AudioFrame]:
        """Decoded frames from where the container stands; packets that cannot be decoded are left out."""
        self._skipped_packets = 0
        self._broken_off = False
        kind = None if timeline is None else (timeline.rate_hz, timeline.channels)
        for frame in without_strays(self._decoded(), kind):
            if frame is not None:
                yield frame
                continue
            self._skipped_packets += 1
            if timeline is not None:
                timeline.failed_packets += 1

    def _decoded(self) -> Iterator[AudioFrame | None]:
        """Decoded frames, and None for each packet that failed."""
        better = _BETTER_DECODERS.get(self._stream.codec_context.name)
        decoder = None if better is None else self._better_decoder(better)
        for packet in self._packets():
            try:
                yield from packet.decode() if decoder is None else decoder.decode(packet if packet.size else None)
            except (av.FFmpegError, ValueError):
                yield None

    def _better_decoder(self, name: str) -> av.AudioCodecContext | None:
        """A decoder that knows more of the format than FFmpeg's own; None in a build without it."""
        try:
            decoder = make_decoder(Decoder(name, bytes(self._stream.codec_context.extradata or b"")))
        except (av.FFmpegError, ValueError):
            return None
        decoder.sample_rate = self._stream.codec_context.sample_rate
        decoder.layout = "mono"
        return decoder

    def _restart(self) -> None:
        """Stand before the first frame. A fresh container, as not every format can go back exactly."""
        index = self._stream.index
        self._container.close()
        self._container = self._open_container()
        self._begin(index)

    def _begin(self, index: int) -> None:
        """Read the stream at ``index`` of a container that was just opened."""
        self._stream = self._stream_at(index)
        self._timeline = self._new_timeline()
        self._blocks = self._from_start()
        self._left = np.zeros((0, self.info.channels), np.float32)
        self._next_frame = 0

    def _new_timeline(self) -> Timeline:
        time_base = self._stream.time_base or Fraction(1, self.info.sample_rate_hz)
        may_jump = bool(self._container.format.flags & _CLOCK_MAY_JUMP)
        return Timeline(self.info.sample_rate_hz, self.info.channels, time_base, may_jump)

    def _from_start(self) -> Iterator[np.ndarray]:
        """All blocks of the recording."""
        yield from self._timeline.lead(self.start.lead_frames)
        yield from self._placed(self._frames(self._timeline))

    def _placed(self, frames: Iterable[AudioFrame]) -> Iterator[np.ndarray]:
        """Blocks of the frames; at their end, what reading has learnt is noted."""
        timeline = self._timeline
        for frame in frames:
            yield from timeline.place(frame)
        if timeline.failed_packets:
            lost = timeline.failed_packets * timeline.usual_frames
            timeline.note_lost(timeline.position, timeline.position + lost)
        self._compare_with_header(timeline.position)

    def _compare_with_header(self, position: int) -> None:
        """Say that the end is missing where the header promises clearly more than ``position`` frames."""
        name = self._container.format.name
        if self.info.frames is not None or not name.startswith(_LENGTH_IN_HEADER):
            return
        is_alone = len(self._container.streams) == 1
        promised_s = self._estimated_duration_s() if is_alone or self._stream.duration else None
        read_s = position / self.info.sample_rate_hz
        if promised_s and promised_s - read_s > max(_SHORT_S, promised_s * _SHORT_SHARE):
            self.truncated = True

    def _read(self, frames: int) -> np.ndarray:
        if self.info.frames is not None:
            frames = max(0, min(frames, self.info.frames - self._next_frame))
        pieces, have = [self._left], len(self._left)
        while have < frames and (block := next(self._blocks, None)) is not None:
            pieces.append(block)
            have += len(block)
        if 0 < frames - have <= self._timeline.usual_frames and self.info.frames is not None and not self._broken_off:
            # Within a packet, edit lists and packets need not agree.
            pieces.append(np.zeros((frames - have, self.info.channels), np.float32))
            have = frames
        whole = np.concatenate(pieces)
        if have < frames and self._broken_off:
            self.truncated = True
        self._left = whole[frames:]
        self._next_frame += min(have, frames)
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
        rate_hz = self.info.sample_rate_hz
        per_tick = self._samples_per_tick(rate_hz)
        warm_up = round(_WARM_UP_S * rate_hz)
        if per_tick is None or self.start.first_pts is None or frame < 2 * warm_up + self.start.lead_frames:
            return False
        if not self._is_steady(per_tick):
            return False
        if not self._seek_container(
            self.start.first_pts + round((frame - self.start.lead_frames - warm_up) / per_tick)
        ):
            return False
        timeline = self._new_timeline()
        decoded = self._frames(timeline)
        first = next(decoded, None)
        at_frame = frame + 1
        if first is not None and first.pts is not None:
            at_frame = round((first.pts - self.start.first_pts) * per_tick) + self.start.lead_frames
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
        """Whether packets follow one another on the clock to the tick, gaps aside: then a time stamp is a place.

        Those of files that were copied from a format with a coarse clock are only near it.
        """
        if self._steady is None:
            entries = getattr(self._stream, "index_entries", None) or ()
            ticks = np.diff(np.fromiter((entry.timestamp for entry in entries), np.float64))
            usual = float(self.start.packet_frames / per_tick)
            self._steady = bool(np.all((np.abs(ticks - usual) < 0.5) | (ticks - usual > usual * 3 / 4)))
        return self._steady

    def _close(self) -> None:
        self._container.close()


def itunes_gapless_frames(tags: Tags) -> int | None:
    """Length in frames by iTunes' note: hexadecimal fields, the fourth of them the number of samples."""
    fields = tags.get(_ITUNES_GAPLESS_TAG, [""])[0].split()
    try:
        return int(fields[3], 16) or None
    except (IndexError, ValueError):
        return None


def _sample_format(stream: AudioStream) -> str:
    """The codec's name, as libsndfile would write it where both know the format."""
    name = stream.codec_context.name
    if name.startswith("pcm_"):
        return {"f32": "FLOAT", "f64": "DOUBLE", "u8": "PCM_U8"}.get(name[4:7].rstrip("lb"), f"PCM_{name[5:7]}")
    return {"mp3float": "MPEG_LAYER_III", "mp3": "MPEG_LAYER_III"}.get(name, name.upper())
