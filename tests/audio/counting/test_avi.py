"""AVI counts chunks, also those that hold nothing; each track has a count of its own."""

from fractions import Fraction

import av
import numpy as np
import pytest

from sqcodec_gui.audio import open_audio

RATE_HZ, CHUNK_FRAMES, MP3_FRAMES = 44_100, 4608, 1152
"""4608: the frames of FLAC as FFmpeg makes them at this rate"""
LENGTHS = [20 * CHUNK_FRAMES, 20 * CHUNK_FRAMES + 10, 19 * CHUNK_FRAMES + 1944]
"""The last chunk is full, nearly empty, and in between."""


def _read(path, track=None):
    with open_audio(path, track=track) as reader:
        return sum(map(len, reader.blocks())), reader.truncated, reader.lost


@pytest.fixture
def flac_in_avi(tmp_path, chirp):
    """Makes it as the program ffmpeg does: the encoder's last packet is empty, and becomes an empty chunk."""

    def make(frames):
        path = tmp_path / "a.avi"
        with av.open(str(path), "w") as out:
            stream = out.add_stream("flac", rate=RATE_HZ, layout="mono")
            stream.format = "s16"
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chirp(frames, 1, RATE_HZ).T), "fltp", "mono")
            frame.sample_rate, frame.pts = RATE_HZ, 0
            for number, packet in enumerate([*stream.encode(frame), *stream.encode(None)]):
                packet.pts = packet.dts = number * CHUNK_FRAMES
                packet.time_base = Fraction(1, RATE_HZ)
                out.mux(packet)
        assert packet.size == 0
        return path

    return make


def _write_mp3(path, chirp, *lengths):
    """Write a track of each length, as the program ffmpeg does."""
    with av.open(str(path), "w") as out:
        streams = [out.add_stream("libmp3lame", rate=RATE_HZ, layout="mono") for _ in lengths]
        for stream, frames in zip(streams, lengths, strict=True):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chirp(frames, 1, RATE_HZ).T), "fltp", "mono")
            frame.sample_rate, frame.pts = RATE_HZ, 0
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                out.mux(packet)


def _without_chunk(data, number):
    """Take a chunk of sound out, in a file whose sizes are right again; its index is gone."""
    movi = data.index(b"LIST", data.index(b"movi") - 8)
    position = movi + 12
    for _ in range(number):
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        position += 8 + size + size % 2
    size = int.from_bytes(data[position + 4 : position + 8], "little")
    assert data[position : position + 4] == b"00wb"
    assert size > 100
    stop, end = position + 8 + size + size % 2, data.index(b"idx1") if b"idx1" in data else len(data)
    body = data[movi + 8 : position] + data[stop:end]
    rest = data[8:movi] + b"LIST" + len(body).to_bytes(4, "little") + body
    return b"RIFF" + len(rest).to_bytes(4, "little") + rest


@pytest.mark.parametrize("frames", LENGTHS)
def test_an_empty_chunk_at_the_end_is_no_loss(flac_in_avi, frames):
    assert _read(flac_in_avi(frames)) == (frames, False, ())


@pytest.mark.parametrize("frames", LENGTHS)
def test_a_chunk_that_is_missing_between_is_told(flac_in_avi, frames):
    path = flac_in_avi(frames)
    path.write_bytes(_without_chunk(path.read_bytes(), 9))
    read, is_truncated, lost = _read(path)
    assert (read, is_truncated) == (frames - CHUNK_FRAMES, True)
    assert [span.filled for span in lost] == [False]
    assert lost[0].duration_s * RATE_HZ == pytest.approx(CHUNK_FRAMES)


@pytest.mark.parametrize("frames", LENGTHS)
@pytest.mark.parametrize(("start", "stop"), [(0.5, 0.53), (0.5, 0.7), (0.8, 1.0)], ids=["middle", "long", "end"])
def test_bytes_that_are_missing_are_told(flac_in_avi, frames, start, stop):
    """To the sample, unless the end is gone: nobody knows then how long the last chunk was, and that one was empty."""
    path = flac_in_avi(frames)
    data = path.read_bytes()
    path.write_bytes(data[: round(start * len(data))] + data[round(stop * len(data)) :])
    read, is_truncated, lost = _read(path)
    assert is_truncated
    filled, missing = (
        sum(span.duration_s for span in lost if span.filled is is_it) * RATE_HZ for is_it in (True, False)
    )
    assert read < frames
    right = frames - read
    unknown = (-(-frames // CHUNK_FRAMES) + 1) * CHUNK_FRAMES - frames if stop == 1.0 else 0
    assert missing == pytest.approx(right + unknown)
    assert filled < 3 * CHUNK_FRAMES, "what of the chunks at the borders is there, but cannot be decoded"


@pytest.mark.parametrize("chunks", [3, 10])
def test_missing_chunks_of_other_codecs_are_told_as_long_as_they_are(tmp_path, chirp, chunks):
    path = tmp_path / "a.avi"
    _write_mp3(path, chirp, 200 * MP3_FRAMES)
    whole, *_ = _read(path)
    data = path.read_bytes()
    for number in range(chunks):
        data = _without_chunk(data, 20 + 2 * number)
    path.write_bytes(data)
    read, is_truncated, lost = _read(path)
    assert (whole - read, is_truncated) == (chunks * MP3_FRAMES, True)
    assert lost[-1].duration_s * RATE_HZ == pytest.approx(chunks * MP3_FRAMES)


def test_a_shorter_second_track_has_lost_nothing(tmp_path, chirp):
    path, lengths = tmp_path / "a.avi", (40 * MP3_FRAMES, 20 * MP3_FRAMES)
    _write_mp3(path, chirp, *lengths)
    for track, frames in enumerate(lengths, 1):
        read, is_truncated, lost = _read(path, track)
        assert (is_truncated, lost) == (False, ())
        assert read == pytest.approx(frames, abs=3 * MP3_FRAMES)
