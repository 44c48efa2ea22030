"""Raw AAC and AMR are counted frame by frame; pauses of silence suppression stay pauses."""

import numpy as np
import pytest

from sqcodec_gui.audio import open_audio


@pytest.fixture
def amr(stream, tmp_path, encode):
    """Speech-like noise, a second of silence, noise again."""

    def make(suffix="amr", codec="libopencore_amrnb", dtx="1"):
        noise = 0.3 * np.random.default_rng(0).standard_normal((8000, 1))
        sound = np.concatenate([noise, np.zeros((16_000, 1)), noise]).astype(np.float32)
        path = tmp_path / f"a.{suffix}"
        encode(path, sound, 8000, codec, codec_options={"dtx": dtx}, bit_rate=12_200)
        return path

    return make


@pytest.mark.parametrize("suffix", ["amr", "3gp"])
def test_pauses_of_silence_suppression_are_kept(amr, hear, suffix):
    """FFmpeg's own decoder fails on the frames that say “nothing here” (3GPP TS 26.092)."""
    path = amr(suffix)
    heard = hear(path)
    assert len(heard.sound) == pytest.approx(4 * 8000, abs=400)
    assert not heard.lost
    middle = heard.sound[14_000:22_000]
    assert np.abs(middle).max() < 0.02
    assert np.abs(heard.sound[26_000:30_000]).max() > 0.2


def test_joined_amr(tmp_path, amr, hear):
    data = amr().read_bytes()
    one = len(hear(amr()).sound)
    (tmp_path / "both.amr").write_bytes(data + data)
    both = hear(tmp_path / "both.amr")
    assert len(both.sound) == 2 * one
    assert not both.lost


def test_cut_amr_is_told(tmp_path, amr, hear):
    data = amr().read_bytes()
    (tmp_path / "cut.amr").write_bytes(data[: len(data) // 2 + 3])
    heard = hear(tmp_path / "cut.amr")
    assert heard.truncated
    assert heard.lost_s == pytest.approx(0.02)


def test_joined_adts_and_other_formats_inside(tmp_path, stream, hear, chirp, likeness_db):
    first, second = stream("aac", "aac", 44_100, 1, 44100), stream("aac", "aac", 48_000, 2, 48000)
    (tmp_path / "a.aac").write_bytes(first + second)
    heard = hear(tmp_path / "a.aac")
    assert (heard.info.sample_rate_hz, heard.info.channels) == (48000, 2)
    assert not heard.lost
    tail = heard.sound[-48_000 - 1024 :][-48_000 - 896 : -896]
    assert len(tail) == 48_000


def test_junk_in_raw_aac_costs_one_frame(tmp_path, stream, hear):
    data = stream("aac", "aac", 88_200)
    (tmp_path / "a.aac").write_bytes(data)
    whole = hear(tmp_path / "a.aac")
    middle = len(data) // 2
    (tmp_path / "a.aac").write_bytes(data[:middle] + bytes(5000) + data[middle:])
    heard = hear(tmp_path / "a.aac")
    assert len(heard.sound) == len(whole.sound)
    assert heard.lost_s == pytest.approx(1024 / 44100)
    assert "5,000 bytes" in heard.notices[0]


def test_raw_aac_is_sought_exactly(tmp_path, stream, hear):
    (tmp_path / "a.aac").write_bytes(stream("aac", "aac", 150_000, codec_options={"aac_pns": "0"}))
    whole = hear(tmp_path / "a.aac").sound
    with open_audio(tmp_path / "a.aac") as reader:
        for frame in (100_003, 5, 0, 77_777):
            reader.seek(frame)
            np.testing.assert_allclose(reader.read(1500), whole[frame : frame + 1500], atol=1e-4)
