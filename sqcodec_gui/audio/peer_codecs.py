"""This module codes sound as other programs would keep it: as Opus and MP3, at their best for speech, at a given size.

For comparison only, so the coded file stays in memory; sound goes through in pieces, so that recordings may be long.
Both encoders are FFmpeg's, as PyAV brings them.
"""

import io
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sqcodec_gui.audio.delay_alignment import aligned, delay_samples
from sqcodec_gui.audio.resample import StreamResampler
from sqcodec_gui.library_loading import load_libraries_of

OPUS, MP3 = "opus", "mp3"
OPUS_OPTIONS = {"application": "voip", "frame_duration": "60", "vbr": "on"}
"""What sounds best near 6 kbit/s: longer frames spend less on themselves (RFC 6716, section 2.1.4)."""

OPUS_LOWEST_BPS = 2_400
"""Asked for less, libopus leaves frames this long empty, and nothing is heard (opus_encoder.c, “PLC” frames). At this
it takes what it needs, nearly twice as much for speech."""
OPUS_HIGHEST_BPS = 256_000
OPUS_RATES_HZ = (8_000, 12_000, 16_000, 24_000, 48_000)
MP3_RATES_BPS = (8_000, 16_000, 24_000, 32_000, 40_000, 48_000, 56_000, 64_000, 80_000, 96_000, 112_000, 128_000)
MP3_WIDE_HZ = (32_000, 44_100, 48_000)
MP3_NARROW_HZ = 16_000
"""Below 32 kbit/s an MP3 needs a sampling rate of MPEG-2 (ISO/IEC 13818-3, 2.4.2.3)."""
MP3_NARROW_BELOW_BPS = 32_000
LONGEST_DELAY_SAMPLES = 2_400
SEARCH_STEPS = 8
CLOSE = 0.99
"""Of the size that was asked for: nearer than that is not worth one more encode."""
PIECE_SAMPLES = 1 << 16
_OGG_PAGE = struct.Struct("<4sBBqIIIB")
"""Magic, version, flags, position, serial number, page number, checksum, segments (RFC 3533, section 6)."""


@dataclass(frozen=True)
class PeerFile:
    """It is a file of another codec. ``bit_rate_bps``: what the encoder was asked for.

    ``head_bytes``: what it begins with, the same however long the recording is.
    """

    codec: str
    content: bytes
    bit_rate_bps: int
    head_bytes: int

    @property
    def file_bytes(self) -> int:
        """Return the number of bytes of the file."""
        return len(self.content)

    def bytes_for(self, share: float) -> int:
        """Estimate the bytes for all of the sound of which this file holds ``share`` (above 0 to 1); exact for 1."""
        return round(self.head_bytes + (self.file_bytes - self.head_bytes) / share)


@dataclass(frozen=True)
class PeerSound:
    """It holds what another codec made of a recording: its name, the bytes of its file, and the sound that comes back.

    ``samples`` is float32 [channels, samples] at the rate that was given, as long as what was given, and in time with
    it.
    """

    codec: str
    file_bytes: int
    bit_rate_bps: int
    samples: np.ndarray


def encode_pieces(
    codec: str, pieces: Iterable[np.ndarray], sample_rate_hz: int, channels: int, bit_rate_bps: int
) -> PeerFile:
    """Encode pieces. ``codec``: OPUS or MP3. Pieces float32 [channels, any number], 1 or 2 channels; above ±1 is cut.

    Raises ValueError for another codec.
    """
    if codec == OPUS:
        rate_hz = sample_rate_hz if sample_rate_hz in OPUS_RATES_HZ else 48_000
        content = _file(pieces, (sample_rate_hz, rate_hz), channels, bit_rate_bps, ("ogg", "libopus", OPUS_OPTIONS))
        return PeerFile(codec, content, bit_rate_bps, _ogg_head_bytes(content))
    if codec == MP3:
        bit_rate_bps = max(bit_rate_bps, MP3_RATES_BPS[0])
        wide_hz = sample_rate_hz if sample_rate_hz in MP3_WIDE_HZ else MP3_WIDE_HZ[-1]
        is_narrow = bit_rate_bps < MP3_NARROW_BELOW_BPS or sample_rate_hz <= MP3_NARROW_HZ
        rate_hz = MP3_NARROW_HZ if is_narrow else wide_hz
        content = _file(pieces, (sample_rate_hz, rate_hz), channels, bit_rate_bps, ("mp3", "libmp3lame", {}))
        return PeerFile(codec, content, bit_rate_bps, 0)
    raise ValueError(f"there is no peer called {codec!r}")


def decode_pieces(peer: PeerFile, sample_rate_hz: int, channels: int, most_samples: int) -> Iterator[np.ndarray]:
    """Decode to float32 [channels, any number] at the rate that was given to the encoder, in time with what was given.

    In all ``most_samples``, or a few fewer.
    """
    late = _delay_samples(peer.codec, sample_rate_hz, peer.bit_rate_bps)
    if late < 0:
        yield np.zeros((channels, -late), np.float32)
    left, skipped = most_samples + min(0, late), max(0, late)
    for piece in _decoded(peer.content, sample_rate_hz, channels):
        kept = piece[:, skipped : skipped + left]
        skipped -= min(skipped, piece.shape[1])
        left -= kept.shape[1]
        if kept.shape[1]:
            yield kept
        if not left:
            return


def largest_within(codec: str, encode: Callable[[int], PeerFile], most_bytes: int, duration_s: float) -> PeerFile:
    """Make the file of the highest bit rate that is not larger than ``most_bytes``; else the smallest there is.

    ``encode(bit_rate_bps)`` encodes all of what lasts ``duration_s``; it is called a few times.
    """
    wanted_bps = 8 * most_bytes / max(duration_s, 0.1)
    if codec == MP3:
        candidates = [rate_bps for rate_bps in MP3_RATES_BPS if rate_bps <= wanted_bps] or [MP3_RATES_BPS[0]]
        for rate_bps in reversed(candidates):
            found = encode(rate_bps)
            if found.file_bytes <= most_bytes:
                break
        return found
    return _search(encode, most_bytes, min(max(round(0.93 * wanted_bps), OPUS_LOWEST_BPS), OPUS_HIGHEST_BPS))


def _search(encode: Callable[[int], PeerFile], most_bytes: int, first_bps: int) -> PeerFile:
    """Search between a rate that is enough and one too high, nearer to where a straight line would have the size."""
    fits: PeerFile | None = None
    exceeds: PeerFile | None = None
    rate_bps = first_bps
    for step in range(SEARCH_STEPS):
        found = encode(rate_bps)
        if found.file_bytes <= most_bytes:
            fits = found
        else:
            exceeds = found
        if fits is not None and (fits.file_bytes >= CLOSE * most_bytes or fits.bit_rate_bps >= OPUS_HIGHEST_BPS):
            break
        if fits is None and rate_bps <= OPUS_LOWEST_BPS:
            break
        if fits is None or exceeds is None:
            grown_bps = round(rate_bps * most_bytes / found.file_bytes) + (1 if exceeds is None else -1)
            rate_bps = min(max(grown_bps, OPUS_LOWEST_BPS), OPUS_HIGHEST_BPS)
            continue
        low_bps, high_bps = fits.bit_rate_bps, exceeds.bit_rate_bps
        if high_bps - low_bps < 2:
            break
        share = (most_bytes - fits.file_bytes) / (exceeds.file_bytes - fits.file_bytes)
        between = share if step % 2 else 0.5
        rate_bps = min(max(round(low_bps + between * (high_bps - low_bps)), low_bps + 1), high_bps - 1)
    best = fits or exceeds
    assert best is not None
    return best


def encode_as(codec: str, samples: np.ndarray, sample_rate_hz: int, bit_rate_bps: int) -> PeerSound:
    """Encode samples. ``codec``: OPUS or MP3. Samples float32 [channels, samples] within ±1, one or two channels.

    Raises ValueError for another codec.
    """
    return sound_of(_encoded(codec, samples, sample_rate_hz, bit_rate_bps), samples, sample_rate_hz)


def encode_to_size(codec: str, samples: np.ndarray, sample_rate_hz: int, most_bytes: int) -> PeerSound | None:
    """Encode as ``encode_as`` does, at the highest bit rate whose file is not larger than ``most_bytes``.

    None where the codec has no file so small.
    """
    duration_s = samples.shape[1] / sample_rate_hz
    found = largest_within(codec, lambda rate: _encoded(codec, samples, sample_rate_hz, rate), most_bytes, duration_s)
    return sound_of(found, samples, sample_rate_hz) if found.file_bytes <= most_bytes else None


def sound_of(peer: PeerFile, original: np.ndarray, sample_rate_hz: int) -> PeerSound:
    """Return what a file of ``original``, float32 [channels, samples], sounds like."""
    decoded = np.concatenate(list(_decoded(peer.content, sample_rate_hz, len(original))), axis=1)
    samples = aligned(original, decoded, LONGEST_DELAY_SAMPLES)
    return PeerSound(peer.codec, peer.file_bytes, peer.bit_rate_bps, samples)


def _encoded(codec: str, samples: np.ndarray, sample_rate_hz: int, bit_rate_bps: int) -> PeerFile:
    pieces = (samples[:, start : start + PIECE_SAMPLES] for start in range(0, samples.shape[1], PIECE_SAMPLES))
    return encode_pieces(codec, pieces, sample_rate_hz, len(samples), bit_rate_bps)


def _file(
    pieces: Iterable[np.ndarray],
    rates_hz: tuple[int, int],
    channels: int,
    bit_rate_bps: int,
    kind: tuple[str, str, dict[str, str]],
) -> bytes:
    """Encode to a file of one codec, in memory. ``rates_hz``: of the pieces, and of the file. ``kind``: container,
    encoder, options."""
    load_libraries_of("av")
    import av  # takes long to load, and who opens a comparison may hear no other codec

    container, encoder, options = kind
    layout = "mono" if channels == 1 else "stereo"
    target = io.BytesIO()
    with av.open(target, "w", format=container) as file:
        stream = file.add_stream(encoder, rate=rates_hz[1], layout=layout, options=options)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = bit_rate_bps
        for piece in _at_rate(pieces, *rates_hz, channels):
            # Both take 16 bits; what is compared has been through 16 bits, too.
            whole = np.ascontiguousarray((piece.clip(-1, 1) * 32767).round().astype("<i2").T.reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(whole, format="s16", layout=layout)
            frame.sample_rate = rates_hz[1]
            frame.pts = None
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return target.getvalue()


def _at_rate(pieces: Iterable[np.ndarray], from_hz: int, to_hz: int, channels: int) -> Iterator[np.ndarray]:
    """Yield the pieces at the other rate, float32 [channels, some], none of them empty."""
    if from_hz == to_hz:
        yield from (piece for piece in pieces if piece.shape[1])
        return
    resampler = StreamResampler(from_hz, to_hz, channels)
    for piece in pieces:
        done = resampler.push(np.ascontiguousarray(piece.T))
        if len(done):
            yield done.T
    if len(rest := resampler.flush()):
        yield rest.T


def _decoded(content: bytes, sample_rate_hz: int, channels: int) -> Iterator[np.ndarray]:
    """Yield the decoded pieces, float32 [channels, some] at ``sample_rate_hz``."""
    import av  # here, as in _file

    with av.open(io.BytesIO(content), "r") as file:
        rate_hz = file.streams.audio[0].rate
        resampler = av.AudioResampler("fltp", "mono" if channels == 1 else "stereo", rate_hz)
        frames = (piece.to_ndarray() for frame in file.decode(audio=0) for piece in resampler.resample(frame))
        yield from _at_rate(frames, rate_hz, sample_rate_hz, channels)


@lru_cache(maxsize=32)
def _delay_samples(codec: str, sample_rate_hz: int, bit_rate_bps: int) -> int:
    """Return what a codec's delay leaves over after its decoder: measured on a rising tone, as no file says it."""
    time_s = np.arange(sample_rate_hz) / sample_rate_hz
    tone = (0.5 * np.sin(2 * np.pi * (300 + 600 * time_s) * time_s) * np.sin(np.pi * time_s)).astype(np.float32)[None]
    back = np.concatenate(
        list(_decoded(_encoded(codec, tone, sample_rate_hz, bit_rate_bps).content, sample_rate_hz, 1)), 1
    )
    return delay_samples(tone, back, LONGEST_DELAY_SAMPLES)


def _ogg_head_bytes(content: bytes) -> int:
    """Count the bytes of the pages before the first sound: those at the position 0 (RFC 7845, section 4)."""
    place = 0
    while place + _OGG_PAGE.size <= len(content):
        _magic, _version, _flags, position, *_numbers, segments = _OGG_PAGE.unpack_from(content, place)
        if position:
            break
        lengths = content[place + _OGG_PAGE.size :][:segments]
        place += _OGG_PAGE.size + segments + sum(lengths)
    return min(place, len(content))
