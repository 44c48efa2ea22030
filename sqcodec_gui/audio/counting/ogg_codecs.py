"""This module knows the codecs in Ogg: Opus (RFC 7845), Vorbis (Vorbis I, appendix A), FLAC (RFC 9639, 10.1), Speex."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqcodec_gui.audio.counting.plan import Decoder

_OPUS_RATE_HZ = 48000
_OPUS_WARM_UP_FRAMES = _OPUS_RATE_HZ // 2
_VORBIS_WARM_UP_FRAMES = 2**15
_OPUS_SILK_FRAMES = (480, 960, 1920, 2880)
_OPUS_CELT_FRAMES = (120, 240, 480, 960)
_SPEEX_HEADER = struct.Struct("<8s20s13i")


@dataclass(frozen=True)
class Mapping:
    """It says how the packets of a codec stand in Ogg."""

    name: str
    decoder: Decoder
    rate_hz: int
    channels: int
    header_packets: int
    skip_frames: int = 0
    """At the start, never heard"""
    warm_up_frames: int = 0
    packet_frames: int | None = None
    """Where every packet has as many"""

    def frames(self, granule: int) -> int:
        """Return what a granule says, in frames."""
        return granule

    def lengths(self, packets: list[bytes]) -> list[int] | None:
        """Count the frames that each packet gives; None if only decoding tells."""
        if self.name == "OPUS":
            return [opus_packet_frames(packet) for packet in packets]
        return None if self.packet_frames is None else [self.packet_frames] * len(packets)

    def is_second_header(self, packet: bytes) -> bool:
        """Return whether ``packet`` may stand behind the first one: Opus needs no tags (RFC 7845, 5.2)."""
        return self.name != "OPUS" or packet.startswith(b"OpusTags")

    def with_headers(self, headers: list[bytes]) -> "Mapping":
        """Return the same mapping with what the decoder must know of the headers."""
        if self.name != "VORBIS":
            return self
        sizes = b"".join(b"\xff" * (len(header) // 255) + bytes([len(header) % 255]) for header in headers[:2])
        return replace(self, decoder=Decoder("vorbis", b"\x02" + sizes + b"".join(headers[:3])))

    def sound_pages(self, file: BinaryIO, packets: Iterable[tuple[int, list[bytes]]], numbers: list[int]) -> list[int]:
        """Return those of some pages that hold sound: FLAC's headers need not be counted."""
        if self.name != "FLAC":
            return numbers
        for number, found in packets:
            if found and found[0][:1] == b"\xff":
                return [one for one in numbers if one >= number]
        return []


def mapping_of(packet: bytes) -> Mapping | None:
    """Find the codec by a stream's first packet; None if it is none of these."""
    if packet[:8] == b"OpusHead" and len(packet) >= 19:
        channels, skip = packet[9], struct.unpack_from("<H", packet, 10)[0]
        # The pre-skip is ours to cut: FFmpeg would cut it again after every gap, where a fresh decoder begins.
        without_skip = packet[:10] + bytes(2) + packet[12:]
        decoder = Decoder("libopus", without_skip, (("request_sample_fmt", "flt"),))
        return Mapping("OPUS", decoder, _OPUS_RATE_HZ, channels, 2, skip, _OPUS_WARM_UP_FRAMES)
    if packet[:7] == b"\x01vorbis" and len(packet) >= 30:
        channels, rate_hz = struct.unpack_from("<BI", packet, 11)
        return Mapping("VORBIS", Decoder("vorbis"), rate_hz, channels, 3, 0, _VORBIS_WARM_UP_FRAMES)
    if packet[:5] == b"\x7fFLAC" and len(packet) >= 51:
        information = packet[17:51]
        rate_hz = int.from_bytes(information[10:13]) >> 4
        channels = (information[12] >> 1 & 7) + 1
        return Mapping("FLAC", Decoder("flac", information), rate_hz, channels, 1)
    if packet[:8] == b"Speex   " and len(packet) >= _SPEEX_HEADER.size:
        fields = _SPEEX_HEADER.unpack_from(packet)
        rate_hz, channels, frame, frames_per_packet, extra = (fields[index] for index in (4, 7, 9, 11, 12))
        packet_frames = frame * max(1, frames_per_packet)
        return Mapping("SPEEX", Decoder("speex", packet), rate_hz, channels, 2 + extra, 0, rate_hz, packet_frames)
    return None


def opus_packet_frames(packet: bytes) -> int:
    """Count the frames at 48 kHz in an Opus packet (RFC 6716, 3.1); 0 for one that makes no sense."""
    if not packet:
        return 0
    configuration, code = packet[0] >> 3, packet[0] & 3
    if configuration < 12:
        frames = _OPUS_SILK_FRAMES[configuration & 3]
    elif configuration < 16:
        frames = _OPUS_SILK_FRAMES[configuration & 1]
    else:
        frames = _OPUS_CELT_FRAMES[configuration & 3]
    count = (1, 2, 2, packet[1] & 63 if len(packet) > 1 else 0)[code]
    return frames * count if frames * count <= 5760 else 0
