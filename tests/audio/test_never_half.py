"""Any file that is cut, joined with itself or loses bytes is read to its true length, or it is told what is missing.

Over every format that is read. True lengths are those of the whole file, as it is read by itself.
"""

import os
from typing import NamedTuple

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.errors import AudioError

EXAMPLES = os.environ.get("SQCODEC_EXAMPLES")
"""Of each property and format, others in every run; without it a few, always the same."""
SOME = settings(
    max_examples=int(EXAMPLES or 4),
    deadline=None,
    derandomize=EXAMPLES is None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Kind(NamedTuple):
    """A format; ``counts``: something in the file tells how much there should be, so that no loss goes unseen."""

    suffix: str
    container: str
    codec: str
    packet_frames: int = 0
    counts: bool = True
    options: tuple[tuple[str, str], ...] = ()


KINDS = [
    *(Kind(name.lower(), name, "PCM_16", 1) for name in ("WAV", "RF64", "W64", "AIFF", "CAF", "AU")),
    Kind("wav", "WAV", "IMA_ADPCM", 1024),
    Kind("aiff", "AIFF", "IMA_ADPCM", 64),
    Kind("aiff", "AIFF", "GSM610", 160),
    Kind("au", "AU", "G721_32", 120),
    Kind("au", "AU", "G723_40", 120),
    Kind("flac", "FLAC", "PCM_16", 4096),
    Kind("ogg", "OGG", "VORBIS", 2048),
    Kind("opus", "OGG", "OPUS", 960),
    Kind("mp3", "MP3", "MPEG_LAYER_III", 1152),
    Kind("mp3", "mp3", "libmp3lame", 1152, False, options=(("write_xing", "0"),)),
    Kind("mp2", "mp2", "mp2", 1152, False),
    Kind("aac", "adts", "aac", 1024, False),
    Kind("amr", "amr", "libopencore_amrnb", 160, False),
    Kind("m4a", "ipod", "aac", 1024),
    Kind("m4a", "ipod", "alac", 4096),
    Kind("mov", "mov", "pcm_s16be", 1024),
    Kind("mp4", "mp4", "aac", 1024, options=(("movflags", "faststart"),)),
    Kind("mkv", "matroska", "flac", 4608),
    Kind("webm", "webm", "libopus", 960),
    Kind("wma", "asf", "wmav2", 2048),
    Kind("avi", "avi", "libmp3lame", 1152),
    Kind("avi", "avi", "pcm_s16le", 1024),
    Kind("flv", "flv", "aac", 1024),
    Kind("voc", "voc", "pcm_s16le", 1024),
    Kind("sph", "NIST", "PCM_16", 1),
    Kind("caf", "caf", "alac", 4096),
    Kind("wav", "wav", "libmp3lame", 1152),
    Kind("wav", "wav", "wmav2", 2048),
    Kind("wav", "WAV", "GSM610", 320),
    Kind("tta", "tta", "tta", 48_000),
    Kind("wv", "wv", "wavpack", 48_000),
]
IDS = [f"{kind.container}-{kind.codec}" for kind in KINDS]
RATE_HZ, FRAMES = 48_000, 110_000


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """(bytes, frames at some rate) of a whole file of each kind, made once."""
    folder, made = tmp_path_factory.mktemp("whole"), {}

    def make(kind, encode, chirp):
        if kind not in made:
            rate_hz = 8000 if kind.suffix == "amr" else RATE_HZ
            path = folder / f"a.{kind.suffix}"
            source = chirp(FRAMES, 1, rate_hz)
            if kind.container.isupper():
                soundfile.write(path, source, rate_hz, kind.codec, format=kind.container)
            else:
                samples = {"alac": "s16p", "wavpack": "s16p", "tta": "s16", "flac": "s16"}.get(kind.codec)
                options = {"container_options": dict(kind.options), "sample_format": samples}
                encode(path, source, rate_hz, kind.codec, container=kind.container, **options)
            made[kind] = path.read_bytes(), _read(path)[0]
        return made[kind]

    return make


def _read(path):
    """(frames, seconds lost that no silence stands for, whether anything was told)"""
    with open_audio(path) as reader:
        frames = sum(map(len, reader.blocks()))
        gone_s = sum(span.duration_s for span in reader.lost if not span.filled)
        assert np.isfinite(gone_s)
        return frames, gone_s, bool(reader.lost or reader.truncated)


@pytest.mark.parametrize("kind", KINDS, ids=IDS)
def test_a_whole_file_has_lost_nothing(tmp_path, whole, encode, chirp, kind):
    data, frames = whole(kind, encode, chirp)
    (tmp_path / f"a.{kind.suffix}").write_bytes(data)
    assert _read(tmp_path / f"a.{kind.suffix}") == (frames, 0, False)
    assert abs(frames - FRAMES) <= 3 * kind.packet_frames


@pytest.mark.parametrize("kind", KINDS, ids=IDS)
def test_joined_with_itself_it_is_twice_as_long(tmp_path, whole, encode, chirp, kind):
    data, frames = whole(kind, encode, chirp)
    (tmp_path / f"a.{kind.suffix}").write_bytes(data + data)
    assert _read(tmp_path / f"a.{kind.suffix}") == (2 * frames, 0, False)


@pytest.mark.parametrize("kind", KINDS, ids=IDS)
@given(share=st.floats(0.15, 0.97))
@SOME
def test_cut_it_is_read_up_to_there_and_told(tmp_path, whole, encode, chirp, kind, share):
    data, frames = whole(kind, encode, chirp)
    path = tmp_path / f"a.{kind.suffix}"
    path.write_bytes(data[: round(len(data) * share)])
    try:
        read, gone_s, is_told = _read(path)
    except AudioError:
        return  # refused with a reason, as a MP4 without its index is
    assert read <= frames + kind.packet_frames
    if kind.counts:
        assert is_told
        rate_hz = 8000 if kind.suffix == "amr" else RATE_HZ
        if gone_s:
            assert read + gone_s * rate_hz == pytest.approx(frames, abs=0.05 * frames + 2 * kind.packet_frames)
    else:
        # Without a count, only the frame that is cut through can be missed: what is whole is read.
        assert read >= (share - 0.1) * frames - 3 * kind.packet_frames


COUNTING = {
    "argnames": "kind",
    "argvalues": [kind for kind in KINDS if kind.counts],
    "ids": [i for i, k in zip(IDS, KINDS, strict=True) if k.counts],
}


@pytest.mark.parametrize(**COUNTING)
@example(share=0.5, size=1834)  # of AAC, a packet that is torn so gives a frame of 23 channels
@given(share=st.floats(0.3, 0.7), size=st.integers(700, 3000))
@SOME
def test_without_some_bytes_it_is_whole_or_told(tmp_path, whole, encode, chirp, kind, share, size):
    data, frames = whole(kind, encode, chirp)
    at = round(len(data) * share)
    path = tmp_path / f"a.{kind.suffix}"
    path.write_bytes(data[:at] + data[at + size :])
    try:
        read, _, is_told = _read(path)
    except AudioError:
        return
    assert is_told or abs(read - frames) <= 1


@pytest.mark.parametrize(**COUNTING)
@given(share=st.floats(0.3, 0.7), size=st.integers(700, 3000), seed=st.integers(0, 255))
@SOME
def test_with_some_bytes_overwritten_it_is_as_long_or_told(tmp_path, whole, encode, chirp, kind, share, size, seed):
    data, frames = whole(kind, encode, chirp)
    at = round(len(data) * share)
    junk = bytes(size) if seed < 64 else np.random.default_rng(seed).bytes(size)
    path = tmp_path / f"a.{kind.suffix}"
    path.write_bytes(data[:at] + junk + data[at + size :])
    try:
        read, _, is_told = _read(path)
    except AudioError:
        return
    # Within a packet, a clock of milliseconds cannot tell.
    assert is_told or abs(read - frames) <= max(1, kind.packet_frames)
