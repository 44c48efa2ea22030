"""Raw AAC, AMR and SBC are counted frame by frame; pauses of silence suppression stay pauses."""

import av
import numpy as np
import pytest

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.counting.ac3_dts import DTS_HEADER_BYTES, DTS_MARK, has_extension, read_dts_header
from sqcodec_gui.audio.counting.frame_walk import FrameKind, walk_frames


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


def wide_amr(frames):
    """AMR-WB of 23.85 kbit/s (RFC 4867, section 5.3: type 8 has 60 bytes behind the byte that names it)."""
    random = np.random.default_rng(0)
    return b"#!AMR-WB\n" + b"".join(bytes([8 << 3 | 4]) + random.bytes(60) for _ in range(frames))


@pytest.mark.parametrize("wide_first", [False, True])
def test_joined_amr_of_both_kinds(tmp_path, amr, hear, wide_first):
    """Each kind has its own sizes of frames; all of it comes at the higher rate."""
    narrow, wide = amr().read_bytes(), wide_amr(100)
    seconds = len(hear(amr()).sound) / 8000 + 100 * 0.02
    (tmp_path / "both.amr").write_bytes(wide + narrow if wide_first else narrow + wide)
    both = hear(tmp_path / "both.amr")
    assert both.info.sample_rate_hz == 16_000
    assert len(both.sound) == round(seconds * 16_000)
    assert not both.lost


@pytest.mark.parametrize("before", [b"ID3\3\0\0\0\0\0\x0fTIT2\0\0\0\5\0\0\0Bees", bytes(500)])
def test_something_in_front_of_amr(tmp_path, amr, hear, before):
    path = amr()
    alone = hear(path).sound
    (tmp_path / "both.amr").write_bytes(before + path.read_bytes())
    heard = hear(tmp_path / "both.amr")
    np.testing.assert_array_equal(heard.sound, alone)
    assert not heard.lost


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


NARROW_BYTES = (12, 13, 15, 17, 19, 20, 26, 31, 5)
WIDE_BYTES = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5)
"""Of the speech bits of frame types 0 to 7 or 8, and then of SID (RFC 4867, section 5.3; 3GPP TS 26.101 and 26.201)"""
LOST, NO_DATA = 14, 15
PAUSES = {
    "silence suppression": {place: None if (place - 50) % 8 == 0 else NO_DATA for place in range(50, 100)},
    "nothing at all": dict.fromkeys(range(50, 100), NO_DATA),
    "from the start": dict.fromkeys(range(40), NO_DATA),
    "up to the end": dict.fromkeys(range(120, 150), NO_DATA),
    "lost frames": dict.fromkeys((0, 20, 21, 22, 149), LOST),
}
"""Frame types by number, of 150 frames; None: SID. All others are speech."""


def _amr_of(is_wide, pauses):
    """150 frames of speech (of noise, that is) and pauses, with headers by hand."""
    rng, sizes = np.random.default_rng(3), WIDE_BYTES if is_wide else NARROW_BYTES
    sid = len(sizes) - 1
    frames = []
    for place in range(150):
        kind = pauses.get(place, 2)
        kind = sid if kind is None else kind
        good = 0 if kind == LOST else 4
        frames.append(bytes([kind << 3 | good]) + (rng.bytes(sizes[kind]) if kind < len(sizes) else b""))
    return (b"#!AMR-WB\n" if is_wide else b"#!AMR\n") + b"".join(frames)


def _packets_of(source, together):
    """Packets of so many frames each, as some phones write them (3GPP TS 26.244, 6.5: frames in a sample)."""
    packets = [packet for packet in source.demux(audio=0) if packet.dts is not None]
    for first in range(0, len(packets), together):
        group = packets[first : first + together]
        packet = av.Packet(b"".join(map(bytes, group)))
        packet.time_base, packet.pts, packet.dts = group[0].time_base, group[0].pts, group[0].dts
        packet.duration = sum(one.duration for one in group)
        yield packet


@pytest.mark.parametrize("container", ["amr", "3gp", "mp4", "ten in one"])
@pytest.mark.parametrize("name", PAUSES)
@pytest.mark.parametrize("is_wide", [False, True], ids=["narrow", "wide"])
def test_frames_without_speech_keep_their_time(tmp_path, hear, is_wide, name, container):
    """20 ms each: of comfort noise (SID), without data, and lost on the way (AMR-WB alone)."""
    if name == "lost frames" and not is_wide:
        pytest.skip("AMR of narrow band has no such frames")
    if container == "ten in one" and not is_wide:
        pytest.skip("FFmpeg's muxer refuses them")
    path = tmp_path / "a.amr"
    path.write_bytes(_amr_of(is_wide, PAUSES[name]))
    if container != "amr":
        boxed = tmp_path / "b.3gp"
        with av.open(str(path)) as source, av.open(str(boxed), "w", format="3gp") as out:
            stream = out.add_stream_from_template(source.streams.audio[0])
            for packet in _packets_of(source, 10 if container == "ten in one" else 1):
                packet.stream = stream
                out.mux(packet)
        path = boxed
        if container == "mp4":
            data = path.read_bytes()
            assert data[4:11] == b"ftyp3gp"
            path.write_bytes(data[:8] + b"isom" + data[12:])
    heard = hear(path)
    rate_hz = 16_000 if is_wide else 8000
    assert (len(heard.sound), heard.info.sample_rate_hz) == (3 * rate_hz, rate_hz)
    spans_s = [round(time_s, 6) for span in heard.lost for time_s in (span.start_s, span.duration_s)]
    assert spans_s == ([0.0, 0.02, 0.4, 0.06, 2.98, 0.02] if name == "lost frames" else [])
    assert all(span.filled for span in heard.lost)
    with open_audio(path) as reader:
        reader.seek(2 * rate_hz + 100)
        assert len(reader.read(3 * rate_hz)) == rate_hz - 100


@pytest.fixture
def sbc(tmp_path):
    """Two seconds of a chirp as SBC; every frame has one size."""

    def make(channels, rate_hz):
        path, layout = tmp_path / "part.sbc", ("mono", "stereo")[channels - 1]
        time_s = np.arange(2 * rate_hz) / rate_hz
        wave = (8000 * np.sin(2 * np.pi * (300 + 100 * time_s) * time_s)).astype(np.int16)
        with av.open(str(path), "w", format="sbc") as out:
            stream = out.add_stream("sbc", rate=rate_hz, layout=layout)
            stream.bit_rate = 128_000 * channels
            frame = av.AudioFrame.from_ndarray(wave.repeat(channels)[None], "s16", layout)
            frame.sample_rate, frame.pts = rate_hz, 0
            out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
        return path.read_bytes()

    return make


@pytest.mark.parametrize(("channels", "rate_hz"), [(1, 16_000), (2, 44_100), (1, 48_000)])
def test_damage_in_raw_sbc_costs_what_was_overwritten(tmp_path, sbc, hear, channels, rate_hz):
    data = sbc(channels, rate_hz)
    path = tmp_path / "a.sbc"
    path.write_bytes(data)
    whole = hear(path)
    assert len(whole.sound) == pytest.approx(2 * rate_hz, abs=128)
    assert not whole.lost
    middle = len(data) // 2
    for filling in (bytes(2000), np.random.default_rng(1).bytes(2000)):
        path.write_bytes(data[:middle] + filling + data[middle + 2000 :])
        heard = hear(path)
        assert len(heard.sound) == len(whole.sound)
        np.testing.assert_array_equal(heard.sound[-rate_hz // 2 :], whole.sound[-rate_hz // 2 :])
        assert heard.lost_s == pytest.approx(2000 / len(data) * len(whole.sound) / rate_hz, abs=3 * 128 / rate_hz)
        assert heard.notices


def test_raw_sbc_with_junk_put_in_joined_and_cut(tmp_path, sbc, hear):
    data = sbc(1, 48_000)
    path = tmp_path / "a.sbc"
    path.write_bytes(data)
    whole = hear(path)
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes(2001) + data[middle:])
    assert len(hear(path).sound) == len(whole.sound)
    path.write_bytes(data + data)
    assert len(hear(path).sound) == 2 * len(whole.sound)
    path.write_bytes(data[: middle + 5])
    heard = hear(path)
    assert heard.truncated
    assert heard.lost_s == pytest.approx(128 / 48_000)
    path.write_bytes(data + sbc(2, 44_100))
    heard = hear(path)
    assert (heard.info.sample_rate_hz, heard.info.channels) == (48_000, 2)
    assert len(heard.sound) == pytest.approx(4 * 48_000, abs=256)


FILM_SOUND = [("ac3", "ac3"), ("eac3", "eac3")]
FILM_PACKET = 1536
DITHER = 0.02
"""Decoders of AC-3 put another noise into empty bands each time."""


@pytest.fixture
def film_sound(stream):
    def make(suffix, codec, frames=96_000):
        return stream(suffix, codec, frames, 2, 48_000, bit_rate=96_000)

    return make


@pytest.mark.parametrize(("suffix", "codec"), FILM_SOUND)
def test_film_sound_is_counted(tmp_path, film_sound, hear, suffix, codec):
    data, packet = film_sound(suffix, codec), FILM_PACKET
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    whole = hear(path)
    assert 96_000 <= len(whole.sound) <= 96_000 + 2 * packet
    assert whole.info.frames == len(whole.sound)
    assert not whole.lost
    path.write_bytes(data + b"ID3\3\0\0\0\0\0\x0fTIT2\0\0\0\5\0\0\0Bees" + data)
    heard = hear(path)
    assert len(heard.sound) == 2 * len(whole.sound)
    assert not heard.lost
    path.write_bytes(data[: len(data) // 2])
    heard = hear(path)
    assert heard.truncated
    assert heard.lost_s == pytest.approx(packet / 48_000)


@pytest.mark.parametrize(("suffix", "codec"), FILM_SOUND)
def test_junk_in_film_sound(tmp_path, film_sound, hear, suffix, codec):
    """Put in, it costs the frame that it tears; in the place of frames, it costs these, and the time is kept."""
    data, packet = film_sound(suffix, codec), FILM_PACKET
    path, middle = tmp_path / f"a.{suffix}", len(data) // 2
    path.write_bytes(data)
    whole = hear(path).sound
    path.write_bytes(data[:middle] + bytes(5000) + data[middle:])
    heard = hear(path)
    assert len(heard.sound) == len(whole)
    assert heard.lost_s == pytest.approx(packet / 48_000)
    path.write_bytes(data[:middle] + bytes(5000) + data[middle + 5000 :])
    heard = hear(path)
    assert len(heard.sound) == len(whole)
    end = round((heard.lost[-1].start_s + heard.lost[-1].duration_s) * 48_000) + 4 * packet
    np.testing.assert_allclose(heard.sound[end:], whole[end:], atol=DITHER)
    assert heard.lost_s == pytest.approx(5000 / len(data) * 2, abs=3 * packet / 48_000)


def test_film_sound_is_sought_exactly(tmp_path, film_sound, hear):
    path = tmp_path / "a.ac3"
    path.write_bytes(film_sound("ac3", "ac3"))
    whole = hear(path).sound
    with open_audio(path) as reader:
        for frame in (50_001, 3, 90_000):
            reader.seek(frame)
            np.testing.assert_allclose(reader.read(1000), whole[frame : frame + 1000], atol=DITHER)


def test_frames_of_dts(tmp_path):
    """The first bytes of a frame as FFmpeg's encoder wrote it: 48 kHz, stereo, 512 samples."""
    header = bytes.fromhex("7ffe8001fc3c75b0b6c001")
    frame = header + bytes(1884 - len(header))
    assert read_dts_header(frame, 0).size_bytes == len(frame)
    assert not has_extension(frame + frame)
    assert has_extension(frame + b"\x64\x58\x20\x25" + bytes(100))
    (tmp_path / "a.dts").write_bytes(frame * 3 + bytes(100) + frame * 5)
    with (tmp_path / "a.dts").open("rb") as file:
        walk = walk_frames(file, 0, 8 * len(frame) + 100, FrameKind(read_dts_header, DTS_HEADER_BYTES, DTS_MARK))
    assert len(walk.offsets) == 8
    assert [junk.stop - junk.start for junk in walk.junk] == [100]
