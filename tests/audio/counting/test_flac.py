"""FLAC is read frame by frame where its header does not tell the length, or tells another."""

import av
import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.counting.flac import count_flac

BLOCK = 4096


@pytest.fixture
def flac(tmp_path, chirp):
    """Bytes of a FLAC file and its samples."""

    def make(frames=100_000, channels=1, rate_hz=44100, subtype="PCM_16", total=None):
        path = tmp_path / "made.flac"
        soundfile.write(path, chirp(frames, channels, rate_hz), rate_hz, subtype)
        data = bytearray(path.read_bytes())
        if total is not None:  # 36 bits at byte 13.5 of the first block (RFC 9639, section 8.2)
            at = 8 + 13
            data[at] = data[at] & 0xF0 | total >> 32
            data[at + 1 : at + 5] = (total & 0xFFFFFFFF).to_bytes(4)
        return bytes(data), soundfile.read(path, dtype="float32", always_2d=True)[0]

    return make


@pytest.fixture
def read(tmp_path, hear):
    def written(data):
        (tmp_path / "a.flac").write_bytes(data)
        return hear(tmp_path / "a.flac")

    return written


@pytest.mark.parametrize("subtype", ["PCM_S8", "PCM_16", "PCM_24"])
def test_unknown_length(flac, read, subtype):
    """RFC 9639, section 8.2: “A value of 0 indicates that the number of total samples is unknown.”"""
    data, sound = flac(subtype=subtype, total=0)
    heard = read(data)
    assert heard.info.frames == 100_000
    np.testing.assert_array_equal(heard.sound, sound)
    assert not heard.lost


def test_blocks_of_several_sizes(tmp_path, chirp, hear):
    """As encoders cut them that look for the best place; the header then counts samples."""
    source = np.round(chirp(30_000) * 2**15).astype(np.int16)
    path = tmp_path / "a.flac"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("flac", rate=44100, layout="mono")
        stream.format = "s16"
        frame = av.AudioFrame.from_ndarray(source.reshape(1, -1), "s16", "mono")
        frame.sample_rate, frame.pts = 44100, 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)
    data = path.read_bytes()
    with path.open("rb") as file:
        counted = count_flac(file, 0, len(data))
    assert counted.plain_frames == 30_000
    np.testing.assert_array_equal(hear(path).sound * 2**15, source)


def test_joined_files(flac, read):
    data, sound = flac()
    heard = read(data + data)
    np.testing.assert_array_equal(heard.sound, np.concatenate([sound, sound]))
    assert "2 recordings" in heard.notices[0]
    other, more = flac(60_000, 2, total=0)
    heard = read(data + other)
    np.testing.assert_array_equal(heard.sound[100_000:], more)


def test_frames_that_are_missing_are_silence_of_their_length(flac, read):
    data, sound = flac()
    middle = len(data) // 2
    for broken in (data[:middle] + bytes(20_000) + data[middle + 20_000 :], data[:middle] + data[middle + 20_000 :]):
        heard = read(broken)
        assert len(heard.sound) == 100_000
        assert heard.lost
        start = round(heard.lost[0].start_s * 44100)
        stop = round((heard.lost[-1].start_s + heard.lost[-1].duration_s) * 44100)
        assert start % BLOCK == stop % BLOCK == 0
        assert 2 * BLOCK <= stop - start <= 30_000
        assert not heard.sound[start:stop].any()
        np.testing.assert_array_equal(heard.sound[:start], sound[:start])
        np.testing.assert_array_equal(heard.sound[stop:], sound[stop:])


@pytest.mark.parametrize("total", [None, 0])
def test_one_wrong_bit_costs_one_block(flac, read, total):
    data, sound = flac(total=total)
    spoilt = bytearray(data)
    spoilt[len(data) // 2] ^= 0x40
    heard = read(bytes(spoilt))
    assert heard.lost_s == pytest.approx(BLOCK / 44100)
    start = round(heard.lost[0].start_s * 44100)
    np.testing.assert_array_equal(heard.sound[:start], sound[:start])
    np.testing.assert_array_equal(heard.sound[start + BLOCK :], sound[start + BLOCK :])


def test_a_cut_file_says_how_much_its_header_promised(flac, read):
    data, sound = flac()
    heard = read(data[: len(data) // 2])
    assert heard.truncated
    at_end = heard.lost[-1]
    assert not at_end.filled
    assert at_end.start_s + at_end.duration_s == pytest.approx(100_000 / 44100)
    sure = round(heard.lost[0].start_s * 44100)
    np.testing.assert_array_equal(heard.sound[:sure], sound[:sure])


def test_a_header_that_counts_more_or_less_than_there_is(flac, read):
    more = read(flac(total=120_000)[0])
    assert (len(more.sound), more.lost_s) == (100_000, pytest.approx(20_000 / 44100))
    less = read(flac(total=60_000)[0])
    assert (len(less.sound), less.lost) == (100_000, ())


def test_a_tag_in_front(flac, read):
    data, sound = flac()
    tag = b"ID3\3\0\0" + bytes([0, 0, 0, 15]) + b"TIT2" + (5).to_bytes(4, "big") + b"\0\0\0Bees"
    np.testing.assert_array_equal(read(tag + data).sound, sound)


def test_a_plain_file_stays_with_libsndfile(tmp_path, flac):
    (tmp_path / "a.flac").write_bytes(flac()[0])
    with open_audio(tmp_path / "a.flac") as reader:
        assert type(reader).__name__ == "SoundfileReader"


def test_seeking_is_exact_before_and_behind_damage(tmp_path, flac):
    data, sound = flac()
    spoilt = bytearray(data)
    spoilt[len(data) // 2] ^= 0x40
    (tmp_path / "a.flac").write_bytes(spoilt)
    with open_audio(tmp_path / "a.flac") as reader:
        assert sum(map(len, reader.blocks())) == 100_000
        for frame in (90_000, 10, 0, 77_777):
            reader.seek(frame)
            np.testing.assert_array_equal(reader.read(900), sound[frame : frame + 900])
