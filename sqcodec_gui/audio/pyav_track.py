"""This module holds one sound track of a file that FFmpeg reads: which one it is, its packets and its frames."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.context import Flags2
from av.container import InputContainer

from sqcodec_gui.audio.counting.chunk_files import CAF_HEADER_BYTES, chunks_of
from sqcodec_gui.audio.counting.containers import is_cut, is_damaged_inside
from sqcodec_gui.audio.counting.elementary import is_lost_amr_wide, split_amr
from sqcodec_gui.audio.counting.first_sound import make_decoder
from sqcodec_gui.audio.counting.plan import Decoder
from sqcodec_gui.audio.decoding import Kind, without_strays
from sqcodec_gui.audio.errors import (
    AudioError,
    DamagedAudioError,
    EmptyAudioError,
    NoSoundError,
    NoSuchTrackError,
    NotAudioError,
    shown_name,
)
from sqcodec_gui.audio.formats import Family
from sqcodec_gui.audio.frames_to_array import is_sound
from sqcodec_gui.audio.headers import is_mpeg_cut, is_ogg_cut, mp4_boxes, mpeg_header, size_in_bytes
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.audio.tracks import in_order_of_choice
from sqcodec_gui.audio.virtual_file import VirtualFile

_FAR_PTS = 2**62
_BETTER_DECODERS = {"amrnb": "libopencore_amrnb", "amrwb": "libopencore_amrwb"}
"""FFmpeg's own fail on the frames of silence suppression."""
_AMR_FRAME_S = Fraction(1, 50)
_TELEPHONE = {".al": {"sample_rate": "8000"}, ".ul": {"sample_rate": "8000"}}
"""Sound without a header as telephone systems keep it (ITU-T G.711); FFmpeg would take it for 44.1 kHz."""


class PyavTrack:
    """It is an open container and the track of it that is read."""

    def __init__(self, path: Path, family: Family, part: VirtualFile | None = None) -> None:
        """Open the container. ``part``: the stretch that is read as a file of its own. Raises AudioError, OSError."""
        self.path, self.family, self.part = path, family, part
        self.container: InputContainer
        self.stream: AudioStream
        self.skipped_packets = self.packets_found = 0
        """Since ``frames`` was called last"""
        self.broken_off = False
        """The container itself was found to break off."""
        self._file: BinaryIO | None = None
        self._open()

    @property
    def format_name(self) -> str:
        """Return FFmpeg's name of the container; some have several, with commas."""
        return self.container.format.name

    def choose(self, number: int | None) -> AudioFrame:
        """Take the best track whose first sound can be decoded, or the ``number`` that was asked for, from 1.

        Returns its first frame. Raises AudioError.
        """
        problem: AudioError | None = None
        for index in self._candidates(number):
            if problem is not None:  # what was read of the track before is gone
                self.reopen()
            self.take(index)
            try:
                return self._first_frame()
            except AudioError as error:
                problem = problem or error
        raise problem or NotAudioError(
            "{name} is in a format that cannot be decoded; convert it to WAV.", name=shown_name(self.path)
        )

    def take(self, index: int) -> None:
        """Read the stream at an index."""
        stream = self.container.streams[index]
        assert isinstance(stream, AudioStream)
        self.stream = stream
        if self.format_name == "caf" and stream.codec_context is not None and stream.codec_context.name == "alac":
            # FFmpeg takes the rest of the packet table off a last packet that is short by just that already.
            stream.codec_context.flags2 |= Flags2.skip_manual

    def reopen(self) -> None:
        """Stand before the first packet: a fresh container, as not every format can go back exactly."""
        self.close()
        self._open()

    def close(self) -> None:
        """Close the container. May be called twice."""
        self.container.close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def seek(self, ticks: int) -> bool:
        """Go to a packet at or before a time stamp; False where FFmpeg cannot."""
        try:
            self.container.seek(ticks, stream=self.stream, backward=True)
        except (av.FFmpegError, OverflowError):
            return False
        return True

    def packets(self) -> "Iterator[av.Packet[AudioStream]]":
        """Yield the packets of the track, and one empty packet at the end that flushes the decoder."""
        packets = self.container.demux(self.stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.FFmpegError, OSError):
                # The container itself breaks off here.
                self.broken_off = True
                return
            yield packet

    def last_packet_end(self) -> int | None:
        """Return the time stamp after the last packet; the muxer shortens that packet's duration to what is sound."""
        if not self.seek(self.stream.duration or _FAR_PTS):
            return None
        ends = [packet.pts + packet.duration for packet in self.packets() if packet.pts is not None and packet.duration]
        return max(ends, default=None)

    def frames(self, kind: Kind | None = None) -> Iterator[AudioFrame | None]:
        """Yield decoded frames from where the container stands; None for each packet that could not be decoded.

        ``kind``: of the sound before.
        """
        self.skipped_packets, self.packets_found, self.broken_off = 0, 0, False
        for frame in without_strays(self._decoded(), kind):
            self.skipped_packets += frame is None
            yield frame

    def _decoded(self) -> Iterator[AudioFrame | None]:
        name = self.stream.codec_context.name
        better = _BETTER_DECODERS.get(name)
        decoder = None if better is None else self._better_decoder(better)
        for packet in self._single_amr(name) if better is not None else self.packets():
            self.packets_found += packet.size > 0
            if name == "amrwb" and packet.size and is_lost_amr_wide(bytes(memoryview(packet)[:1])):
                yield None
                continue
            try:
                yield from packet.decode() if decoder is None else decoder.decode(packet if packet.size else None)
            except (av.FFmpegError, ValueError):
                yield None

    def _single_amr(self, name: str) -> "Iterator[av.Packet[AudioStream]]":
        """Yield packets of one frame each, which may be lost by itself."""
        for packet in self.packets():
            frames = split_amr(bytes(packet), name == "amrwb")
            if len(frames) <= 1 or packet.pts is None or packet.time_base is None:
                yield packet
                continue
            for number, frame in enumerate(frames):
                one = cast("av.Packet[AudioStream]", av.Packet(frame))
                one.time_base = packet.time_base
                one.pts = one.dts = packet.pts + round(number * _AMR_FRAME_S / packet.time_base)
                yield one

    def _better_decoder(self, name: str) -> av.AudioCodecContext | None:
        """Return a decoder that knows more of the format than FFmpeg's own; None in a build without it."""
        try:
            decoder = make_decoder(Decoder(name, bytes(self.stream.codec_context.extradata or b"")))
        except (av.FFmpegError, ValueError):
            return None
        decoder.sample_rate = self.stream.codec_context.sample_rate
        decoder.layout = "mono"
        return decoder

    def _first_frame(self) -> AudioFrame:
        declared_channels = self.stream.codec_context.channels  # decoding may change it
        for frame in self.frames():
            if frame is not None and is_sound(frame, declared_channels):
                return frame
        name = shown_name(self.path)
        if self.family is Family.UNKNOWN:
            raise unreadable(self.path, self.family)
        if self.skipped_packets:
            raise DamagedAudioError(
                "{name} is damaged: none of its sound can be decoded; look for another copy.", name=name
            )
        if self.is_cut():
            raise DamagedAudioError("{name} is cut off before its first sound; look for another copy.", name=name)
        raise EmptyAudioError("{name} has no samples (its length is zero); nothing can be done with it.", name=name)

    @contextmanager
    def open_bytes(self) -> Iterator[BinaryIO]:
        """Open the bytes of the file, or of the part that is read as one."""
        if self.part is not None:
            yield cast(BinaryIO, self.part.again())  # FFmpeg relies on the place of its own
            return
        with self.path.open("rb") as raw:
            yield raw

    def is_cut(self) -> bool:
        """Return whether the file's own structure says that its end is missing. Raises OSError."""
        if self.family is Family.FLAC and self.part is None:
            return True  # a whole one would have been read by libsndfile
        with self.open_bytes() as raw:
            if self.family is Family.OGG:
                return is_ogg_cut(raw)
            if self.family is Family.MPEG:
                return is_mpeg_cut(raw, mpeg_header(raw))
            return is_cut(raw, self.family)

    def is_damaged_inside(self) -> bool:
        """Return whether something between beginning and end of the file is damaged or missing. Raises OSError."""
        with self.open_bytes() as raw:
            return is_damaged_inside(raw, self.family)

    def _candidates(self, number: int | None) -> list[int]:
        """Return the indices of the streams to try, the best first. Raises NoSoundError, NoSuchTrackError."""
        tracks = self.container.streams.audio
        name = shown_name(self.path)
        if not tracks:
            raise NoSoundError("{name} has no sound in it; choose a sound file or another video.", name=name)
        chosen = in_order_of_choice(self.container)
        if number is not None:
            if not 1 <= number <= len(tracks):
                if len(tracks) == 1:
                    raise NoSuchTrackError(
                        "{name} has no sound track {track}; it has track 1 alone.", name=name, track=number
                    )
                raise NoSuchTrackError(
                    "{name} has no sound track {track}; it has tracks 1 to {count}.",
                    name=name,
                    track=number,
                    count=len(tracks),
                )
            chosen = [stream for stream in chosen if stream.index == tracks[number - 1].index]
        return [stream.index for stream in chosen]

    def _open(self) -> None:
        target: VirtualFile | BinaryIO | str = str(self.path.absolute())
        if self.part is not None:
            self.part.seek(0)
            target = self.part
        elif isinstance(self.path, OpenedPath) and self.path.is_open:
            target = self._file = self.path.open("rb", buffering=0)
        try:
            self.container = av.open(
                target,
                mode="r",
                # Playlists and the like must not make us fetch from the network.
                options={"protocol_whitelist": "file"} | _TELEPHONE.get(self.path.suffix.lower(), {}),
                metadata_errors="replace",
            )
        except av.FFmpegError as error:
            if self._file is not None:
                self._file.close()
            raise unreadable(self.path, self.family) from error


def unreadable(path: Path, family: Family) -> NotAudioError | DamagedAudioError:
    """Make the error for a file that FFmpeg does not open."""
    name = shown_name(path)
    if family is Family.MP4:
        with path.open("rb") as raw:
            kinds = {box.kind for box in mp4_boxes(raw)}
        if b"moov" not in kinds:
            return DamagedAudioError(
                "{name} is incomplete: its index (the moov part) is missing, as when a recording or a"
                " download was cut off; get it again, or repair it with a tool such as untrunc.",
                name=name,
            )
    if family is Family.CAF and _lacks_packet_table(path):
        return DamagedAudioError(
            "{name} is incomplete: its index (the pakt chunk) is missing, as when a recording or a download was cut"
            " off; get it again.",
            name=name,
        )
    if family is Family.UNKNOWN:
        return NotAudioError("{name} is not an audio file, whatever its name says; choose a sound file.", name=name)
    return DamagedAudioError(
        "{name} begins like a {kind} file, but nothing in it can be decoded; look for another copy.",
        name=name,
        kind=family.value,
    )


def _lacks_packet_table(path: Path) -> bool:
    """Return whether nothing says how long the packets of a CAF file are (Core Audio Format 1.0, “Packet Table”)."""
    with path.open("rb") as raw:
        kinds = {chunk.kind for chunk in chunks_of(Family.CAF, raw, CAF_HEADER_BYTES, size_in_bytes(raw))}
    return b"pakt" not in kinds
