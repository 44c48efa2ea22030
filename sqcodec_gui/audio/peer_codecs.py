"""The same sound as other programs would keep it: Opus and MP3, at their best for speech and at a given size.

For comparison only, so everything stays in memory. Both encoders are FFmpeg's, as PyAV brings them.
"""

import io
from dataclasses import dataclass

import av
import numpy as np
import soxr

OPUS_OPTIONS = {"application": "voip", "frame_duration": "60", "vbr": "on"}
"""What sounds best near 6 kbit/s: longer frames spend less on themselves (RFC 6716, section 2.1.4)."""

OPUS_LOWEST_BPS = 2_000
"""libopus takes less, and gives the same."""
MP3_LOWEST_BPS = 8_000
OPUS_RATES_HZ = (8_000, 12_000, 16_000, 24_000, 48_000)
SEARCH_STEPS = 12


@dataclass(frozen=True)
class PeerSound:
    """What another codec made of a recording: its name, the bytes of its file, and the sound that comes back.

    ``samples`` is float32 [channels, samples] at the rate that was given, as long as what was given, and in time with
    it.
    """

    codec: str
    file_bytes: int
    bit_rate_bps: int
    samples: np.ndarray


def encode_as(codec: str, samples: np.ndarray, sample_rate_hz: int, bit_rate_bps: int) -> PeerSound:
    """``codec``: "opus" or "mp3". Samples float32 [channels, samples] within ±1, one or two channels.

    Raises ValueError for another codec.
    """
    if codec == "opus":
        content = _file(samples, sample_rate_hz, bit_rate_bps, "ogg", "libopus", OPUS_OPTIONS)
    elif codec == "mp3":
        content = _file(samples, sample_rate_hz, max(bit_rate_bps, MP3_LOWEST_BPS), "mp3", "libmp3lame", {})
    else:
        raise ValueError(f"there is no peer called {codec!r}")
    return PeerSound(codec, len(content), bit_rate_bps, _in_time(samples, _decoded(content, samples, sample_rate_hz)))


def encode_to_size(codec: str, samples: np.ndarray, sample_rate_hz: int, most_bytes: int) -> PeerSound | None:
    """As ``encode_as``, at the highest bit rate whose file is not larger than ``most_bytes``.

    None where the codec has no file so small.
    """
    seconds = samples.shape[1] / sample_rate_hz
    low, high = OPUS_LOWEST_BPS if codec == "opus" else MP3_LOWEST_BPS, int(16 * most_bytes / max(seconds, 0.1)) + 1
    best: PeerSound | None = None
    for _ in range(SEARCH_STEPS):
        if low > high:
            break
        middle = low if best is None and low + 500 > high else (low + high) // 2
        tried = encode_as(codec, samples, sample_rate_hz, middle)
        if tried.file_bytes <= most_bytes:
            best, low = tried, middle + 1
        else:
            high = middle - 1
    return best


def _file(
    samples: np.ndarray, sample_rate_hz: int, bit_rate_bps: int, container: str, encoder: str, options: dict[str, str]
) -> bytes:
    """Of one codec, in memory. Rates that the encoder does not know are converted."""
    rate_hz = sample_rate_hz
    if (encoder == "libopus" and rate_hz not in OPUS_RATES_HZ) or (encoder == "libmp3lame" and rate_hz > 48_000):
        rate_hz = 48_000
    if rate_hz != sample_rate_hz:
        samples = soxr.resample(samples.T, sample_rate_hz, rate_hz).T
    layout = "mono" if len(samples) == 1 else "stereo"
    # Both take interleaved or planar 16 bits; what is compared has been through 16 bits, too.
    whole = np.ascontiguousarray((samples.clip(-1, 1) * 32767).round().astype("<i2").T.reshape(1, -1))
    target = io.BytesIO()
    with av.open(target, "w", format=container) as file:
        stream = file.add_stream(encoder, rate=rate_hz, layout=layout, options=options)
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = bit_rate_bps
        frame = av.AudioFrame.from_ndarray(whole, format="s16", layout=layout)
        frame.sample_rate = rate_hz
        resampler = av.AudioResampler(stream.format, layout, rate_hz)
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return target.getvalue()


def _decoded(content: bytes, samples: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """float32 [channels, any number of samples] at ``sample_rate_hz``"""
    pieces = []
    with av.open(io.BytesIO(content), "r") as file:
        rate_hz = file.streams.audio[0].rate
        resampler = av.AudioResampler("fltp", "mono" if len(samples) == 1 else "stereo", rate_hz)
        for frame in file.decode(audio=0):
            pieces += [piece.to_ndarray() for piece in resampler.resample(frame)]
    decoded = np.concatenate(pieces, axis=1)
    return soxr.resample(decoded.T, rate_hz, sample_rate_hz).T if rate_hz != sample_rate_hz else decoded


def _in_time(original: np.ndarray, decoded: np.ndarray) -> np.ndarray:
    """``decoded`` as long as ``original``, moved by what the codec's delay left over (at most 2,400 samples)."""
    reach, length = 2_400, original.shape[1]
    padded = np.pad(decoded, ((0, 0), (reach, max(reach, length + reach - decoded.shape[1]))))
    size = 1 << (length + 2 * reach).bit_length()
    ours = np.fft.rfft(original.mean(0), size)
    theirs = np.fft.rfft(padded[:, : length + 2 * reach].mean(0), size)
    delay = int(np.argmax(np.fft.irfft(theirs * ours.conj(), size)[: 2 * reach + 1]))
    return padded[:, delay : delay + length].astype(np.float32)
