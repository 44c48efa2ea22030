"""MPEG audio is read to its last frame, whatever stands between the frames, and what is lost is told."""

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.counting.mpeg import count_mpeg

FRAME = 1152
ID3 = b"ID3\3\0\0" + bytes([0, 0, 0, 15]) + b"TIT2" + (5).to_bytes(4, "big") + b"\0\0\0Bees"
NO_HEADER = {"container_options": {"write_xing": "0", "id3v2_version": "0"}}


@pytest.fixture
def mp3(stream):
    def make(*args, **options):
        return stream("mp3", "libmp3lame", *args, **options)

    return make


def write(tmp_path, data, suffix="mp3"):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    return path


def test_variable_bit_rate_without_a_header(tmp_path, mp3, hear):
    """DSheirer/sdrtrunk#1377: libsndfile guesses the length by the first frame's bit rate."""
    data = mp3(codec_options={"q": "5", "b": "0", "compression_level": "9"}, **NO_HEADER)
    heard = hear(write(tmp_path, data))
    assert 88_200 <= len(heard.sound) <= 88_200 + 3 * FRAME
    assert not heard.lost


def test_joined_files_are_read_one_after_the_other(tmp_path, mp3, hear, chirp, likeness_db):
    first, second = mp3(60_000), mp3(88_200)
    heard = hear(write(tmp_path, first + second))
    assert heard.info.frames == 60_000 + 88_200
    assert likeness_db(heard.sound[60_000:], chirp(88_200)) > 12
    assert not heard.lost
    assert "2 recordings" in heard.notices[0]


def test_a_file_without_a_header_behind_one_with_it(tmp_path, mp3, hear):
    heard = hear(write(tmp_path, mp3(60_000) + mp3(88_200, **NO_HEADER)))
    assert 60_000 + 88_200 <= len(heard.sound) <= 60_000 + 88_200 + 3 * FRAME
    assert not heard.lost


def test_another_rate_and_more_channels_inside(tmp_path, mp3, hear, chirp, likeness_db):
    parts = [mp3(22_050, 1, 22050, **NO_HEADER), mp3(88_200, 2), mp3(44_100)]
    heard = hear(write(tmp_path, b"".join(parts)))
    assert (heard.info.sample_rate_hz, heard.info.channels) == (44100, 2)
    stereo = len(heard.sound) - 44_100 - 88_200
    assert 44_100 <= stereo <= 44_100 + 3 * FRAME
    assert likeness_db(heard.sound[stereo : stereo + 88_200], chirp(88_200, 2)) > 12
    np.testing.assert_array_equal(heard.sound[-44_100:, 0], heard.sound[-44_100:, 1])


def test_a_tag_between_the_frames_loses_nothing(tmp_path, mp3, hear):
    data = mp3(**NO_HEADER)
    alone = hear(write(tmp_path, data + data))
    heard = hear(write(tmp_path, data + ID3 + data))
    np.testing.assert_allclose(heard.sound, alone.sound, atol=1e-4)
    assert not heard.lost
    assert heard.notices[0].startswith("25 bytes (ID3 tag)")


@pytest.mark.parametrize("junk", [bytes(3000), ID3 + bytes(3000), np.random.default_rng(1).bytes(3000)])
def test_junk_in_front_is_skipped_and_told(tmp_path, mp3, hear, junk):
    data = mp3()
    heard = hear(write(tmp_path, junk + data))
    assert len(heard.sound) == 88_200
    assert not heard.lost
    assert "3,000 bytes" in heard.notices[0]


def test_junk_put_in_the_middle_costs_the_frame_that_it_tears(tmp_path, mp3, hear):
    data = mp3(**NO_HEADER)
    whole = hear(write(tmp_path, data))
    middle = len(data) // 2
    heard = hear(write(tmp_path, data[:middle] + bytes(5000) + data[middle:]))
    assert len(heard.sound) == len(whole.sound)
    assert len(heard.lost) == 1
    assert heard.lost[0].duration_s == pytest.approx(FRAME / 44100)
    assert heard.lost[0].filled
    assert abs(heard.lost[0].start_s - 1) < 0.1
    start = round(heard.lost[0].start_s * 44100)
    assert not heard.sound[start : start + FRAME].any()
    np.testing.assert_allclose(heard.sound[: start - 10], whole.sound[: start - 10], atol=1e-4)


@pytest.mark.parametrize("options", [{}, NO_HEADER])
def test_junk_in_the_place_of_sound_keeps_the_time_and_is_told(tmp_path, mp3, hear, options):
    """As a bad sector leaves it."""
    data = mp3(**options)
    whole = hear(write(tmp_path, data))
    middle = len(data) // 2
    heard = hear(write(tmp_path, data[:middle] + bytes(4096) + data[middle + 4096 :]))
    assert len(heard.sound) == len(whole.sound)
    assert heard.lost_s == pytest.approx(4096 * 8 / 128_000, abs=2.1 * FRAME / 44100)
    end = round((heard.lost[-1].start_s + heard.lost[-1].duration_s) * 44100) + 4 * FRAME
    np.testing.assert_allclose(heard.sound[end:], whole.sound[end:], atol=1e-4)


def test_a_cut_file_says_how_much_its_header_promised(tmp_path, mp3, hear):
    data = mp3()
    heard = hear(write(tmp_path, data[: len(data) // 2]))
    assert heard.truncated
    assert len(heard.lost) == 1
    assert not heard.lost[0].filled
    assert heard.lost[0].start_s == pytest.approx(len(heard.sound) / 44100)
    assert len(heard.sound) / 44100 + heard.lost[0].duration_s == pytest.approx(2, abs=3 * FRAME / 44100)


def test_a_dropped_frame_is_missed_by_the_header(tmp_path, mp3, hear):
    data = mp3()
    path = write(tmp_path, data)
    with path.open("rb") as file:
        walk = count_mpeg(file, 0, len(data)).walk
    at, size = int(walk.offsets[30]), int(walk.sizes[30])
    heard = hear(write(tmp_path, data[:at] + data[at + size :]))
    assert heard.lost_s == pytest.approx(FRAME / 44100)


@pytest.mark.parametrize(("suffix", "codec"), [("mp2", "mp2")])
def test_layer_two(tmp_path, stream, hear, suffix, codec):
    data = stream(suffix, codec, 48_000, 1, 48000)
    one = hear(write(tmp_path, data, suffix))
    assert one.info.sample_format == "MPEG_LAYER_II"
    assert 48_000 <= len(one.sound) <= 48_000 + 2 * FRAME
    other = stream(suffix, codec, 44_100, 2, 44100)
    both = hear(write(tmp_path, data + other, suffix))
    assert both.info.channels == 2
    assert not both.lost
    assert 96_000 <= len(both.sound) <= 96_000 + 5 * FRAME


def test_a_plain_file_stays_with_libsndfile(tmp_path, mp3):
    for options in ({}, NO_HEADER):
        with open_audio(write(tmp_path, mp3(**options))) as reader:
            assert type(reader).__name__ == "SoundfileReader"


def test_seeking_in_a_joined_file_is_exact(tmp_path, mp3, hear):
    path = write(tmp_path, mp3(60_000) + mp3(44_100, 2, 48000) + mp3(88_200))
    whole = hear(path).sound
    with open_audio(path) as reader:
        for frame in (70_000, 5, 0, 59_990, len(whole) - 1000, 66_000):
            reader.seek(frame)
            part = np.concatenate([reader.read(700), reader.read(800)])
            np.testing.assert_allclose(part, whole[frame : frame + 1500], atol=1e-4)
        reader.seek(len(whole) + 5)
        assert not len(reader.read(10))


def test_counting_makes_no_difference_between_sizes_of_reading(tmp_path, mp3, monkeypatch):
    from sqcodec_gui.audio.counting import frame_walk

    data = mp3() + ID3 + bytes(700) + mp3(60_000)
    path = write(tmp_path, data)
    with path.open("rb") as file:
        usual = count_mpeg(file, 0, len(data)).walk
        monkeypatch.setattr(frame_walk, "_AT_ONCE_BYTES", 3000)
        monkeypatch.setattr(frame_walk, "_AHEAD_BYTES", 2500)
        small = count_mpeg(file, 0, len(data)).walk
    np.testing.assert_array_equal(usual.offsets, small.offsets)
    assert usual.junk == small.junk


def test_mp3_of_libsndfile_is_as_long_as_it_was(tmp_path, chirp, hear):
    soundfile.write(tmp_path / "a.mp3", chirp(88_323), 44100)
    assert len(hear(tmp_path / "a.mp3").sound) == 88_323


@pytest.fixture
def free(tmp_path):
    """The same frames with a free bit rate in their headers (ISO 11172-3, 2.4.2.3): none tells its size any more."""

    def make(data):
        path, changed = write(tmp_path, data), bytearray(data)
        with path.open("rb") as file:
            for at in count_mpeg(file, 0, len(data)).walk.offsets.tolist():
                changed[at + 2] &= 0x0F
        return bytes(changed)

    return make


def test_free_bit_rate(tmp_path, mp3, hear, free, likeness_db):
    """FFmpeg decodes none of it; libsndfile reads the first of joined files, and gives up at junk."""
    data = mp3(bit_rate=96_000, **NO_HEADER)
    whole = hear(write(tmp_path, data)).sound
    changed = free(data)
    heard = hear(write(tmp_path, changed))
    assert len(heard.sound) == len(whole)
    assert likeness_db(heard.sound, whole) > 40
    assert not heard.lost
    heard = hear(write(tmp_path, changed + ID3 + changed))
    assert len(heard.sound) == 2 * len(whole)
    assert likeness_db(heard.sound[len(whole) :], whole) > 20
    assert not heard.lost


def test_free_bit_rate_between_other_files(tmp_path, mp3, hear, free):
    usual, frames = mp3(44_100), 60_000
    changed = free(mp3(frames, bit_rate=96_000))
    heard = hear(write(tmp_path, usual + changed + usual))
    assert len(heard.sound) == 2 * 44_100 + frames
    assert not heard.lost
    assert "3 recordings" in heard.notices[0]


def test_free_bit_rate_with_junk_inside_or_cut(tmp_path, mp3, hear, free):
    changed = free(mp3(bit_rate=96_000, **NO_HEADER))
    whole, middle = len(hear(write(tmp_path, changed)).sound), len(changed) // 2
    heard = hear(write(tmp_path, changed[:middle] + bytes(3000) + changed[middle:]))
    assert len(heard.sound) == whole - FRAME
    assert heard.lost_s == pytest.approx(FRAME / 44100)
    heard = hear(write(tmp_path, changed[: middle + 100]))
    assert heard.truncated
    assert abs(len(heard.sound) - whole / 2) <= 2 * FRAME
