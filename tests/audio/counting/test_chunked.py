"""WAV and its kin are read to the end of their sound, whatever their size fields say."""

import struct

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.errors import DamagedAudioError

LIST = b"LIST" + struct.pack("<I", 4) + b"INFO"
FRAMES = 30_012


@pytest.fixture
def wav(tmp_path, chirp):
    """Bytes of a WAV file and its samples; ``sizes`` are written over those of RIFF and data."""

    def make(sizes=None, subtype="PCM_16", container="WAV", channels=1):
        path = tmp_path / "made"
        soundfile.write(path, chirp(FRAMES, channels), 44100, subtype, format=container)
        sound = soundfile.read(path, dtype="float32", always_2d=True)[0]
        data = bytearray(path.read_bytes())
        if sizes is not None:
            at = data.index(b"data") + 4
            data[4:8], data[at : at + 4] = (size.to_bytes(4, "little") for size in sizes)
        return bytes(data), sound

    return make


def write(tmp_path, data, suffix="wav"):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT", "PCM_U8"])
@pytest.mark.parametrize(
    "sizes",
    [
        (0, 0),
        (0xFFFFFFFF, 0xFFFFFFFF),  # FFmpeg into a pipe
        (0xFFFFFFFF, 0),
        (0x7FFFF024, 0x7FFFF000),  # SoX into a pipe
        (36 + 10_000, 10_000),  # a recorder that crashed after it had last written its header
    ],
)
def test_sizes_that_are_unknown_or_too_small(tmp_path, wav, hear, sizes, subtype):
    data, sound = wav(sizes, subtype)
    heard = hear(write(tmp_path, data))
    np.testing.assert_array_equal(heard.sound, sound)
    assert not heard.lost
    assert heard.notices


@pytest.mark.parametrize("in_riff", [0, 44])
def test_a_size_too_small_by_a_header(tmp_path, wav, hear, in_riff):
    data, sound = wav()
    sizes = (len(data) - 8 - in_riff, len(data) - 44 - 44)
    heard = hear(write(tmp_path, wav(sizes)[0]))
    np.testing.assert_array_equal(heard.sound, sound)


@pytest.mark.parametrize("tail", [LIST, bytes(512), b"TAG" + bytes(125), b"\0", LIST + b"TAG" + bytes(125)])
def test_what_is_no_sound_behind_it_stays_out(tmp_path, wav, hear, tail):
    data, sound = wav()
    heard = hear(write(tmp_path, data + tail))
    np.testing.assert_array_equal(heard.sound, sound)
    assert not heard.lost
    assert not heard.notices


@pytest.mark.parametrize("container", ["WAV", "RF64", "W64", "AIFF", "CAF", "AU"])
@pytest.mark.parametrize("claimed", [600, 5000])
@pytest.mark.parametrize("there", [3, 20, 600])
def test_what_stands_behind_it_may_be_cut_or_claim_too_much(tmp_path, wav, hear, container, claimed, there):
    """All sound is there: chunks are recognised by their names, and their bytes are no sound."""
    if container == "AU":
        pytest.skip("has no chunks")
    data, sound = wav(container=container)
    layout = {"W64": "<16sQ", "AIFF": ">4sI", "CAF": ">4sQ"}.get(container, "<4sI")
    name = {"W64": bytes.fromhex("6c6973742f91cf11a5d628db04c10000"), "AIFF": b"ID3 ", "CAF": b"info"}.get(container)
    chunk = struct.pack(layout, name or b"LIST", claimed) + np.random.default_rng(1).bytes(there)
    heard = hear(write(tmp_path, data + chunk[:there]))
    np.testing.assert_array_equal(heard.sound, sound)
    assert not heard.lost
    assert not heard.truncated


def test_a_wav_that_is_cut_in_its_tags_has_all_its_sound(tmp_path, wav, hear):
    data, sound = wav((FRAMES * 2 + 36 + 8 + 1000, FRAMES * 2))
    chunk = struct.pack("<4sI", b"LIST", 1000) + b"INFOINAM" + struct.pack("<I", 6) + b"Bees\0\0" + bytes(500)
    heard = hear(write(tmp_path, data + chunk))
    np.testing.assert_array_equal(heard.sound, sound)
    assert not heard.lost
    assert not heard.truncated


@pytest.mark.parametrize("container", ["WAV", "W64", "AIFF"])
@pytest.mark.parametrize("between", [False, True])
def test_two_chunks_of_sound_in_one_file(tmp_path, wav, hear, container, between):
    """Put together without care: no format allows for it, and libraries read one of them."""
    data, sound = wav(container=container)
    if container == "AIFF":
        at, name = data.index(b"SSND"), b"AUTH" + (4).to_bytes(4) + b"Bees"
    else:
        at, name = data.index(b"data"), LIST
        if container == "W64":
            name = bytes.fromhex("6c6973742f91cf11a5d628db04c10000") + (24).to_bytes(8, "little")
    heard = hear(write(tmp_path, data + between * name + data[at:]))
    np.testing.assert_array_equal(heard.sound, np.concatenate([sound, sound]))
    assert not heard.lost
    assert "2 recordings" in heard.notices[0]


def test_a_cut_file_says_how_much_its_header_promised(tmp_path, wav, hear):
    data, sound = wav(channels=2)
    heard = hear(write(tmp_path, data[:50_002]))
    assert heard.truncated
    np.testing.assert_array_equal(heard.sound, sound[: len(heard.sound)])
    assert len(heard.sound) / 44100 + heard.lost_s == pytest.approx(FRAMES / 44100, abs=1e-4)
    assert not heard.lost[0].filled


@pytest.mark.parametrize("container", ["WAV", "RF64", "W64", "AIFF", "CAF", "AU"])
def test_joined_and_cut_files_of_all_kinds(tmp_path, wav, hear, container):
    data, sound = wav(container=container)
    heard = hear(write(tmp_path, data + data))
    np.testing.assert_array_equal(heard.sound, np.concatenate([sound, sound]))
    assert "2 recordings" in heard.notices[0]
    heard = hear(write(tmp_path, data[: len(data) // 2]))
    assert heard.truncated
    assert len(heard.sound) / 44100 + heard.lost_s == pytest.approx(FRAMES / 44100, abs=1e-4)
    np.testing.assert_array_equal(heard.sound, sound[: len(heard.sound)])


@pytest.mark.parametrize(
    ("container", "at", "width", "byteorder", "value"),
    [
        ("AIFF", b"SSND", 4, "big", 0),
        ("AIFF", b"SSND", 4, "big", 0xFFFFFFFF),
        ("AIFF", b"SSND", 4, "big", 10_000),
        ("CAF", b"data", 8, "big", 2**64 - 1),  # allowed for the last chunk: “the size is not known”
        ("CAF", b"data", 8, "big", 10_000),
        ("RF64", b"ds64", 8, "little", 10_000),
        ("W64", b"data", 8, "little", 10_000),
        ("W64", b"data", 8, "little", 2**64 - 1),
        ("AU", b".snd", 4, "big", 0xFFFFFFFF),
        ("AU", b".snd", 4, "big", 10_000),
    ],
)
@pytest.mark.parametrize("subtype", ["PCM_16", "FLOAT"])
def test_wrong_sizes_in_other_containers(tmp_path, wav, hear, container, at, width, byteorder, value, subtype):
    data, sound = wav(container=container, subtype=subtype)
    offset = data.index(at) + 4
    offset += {"RF64": 12, "W64": 12, "AU": 4}.get(container, 0)
    patched = data[:offset] + value.to_bytes(width, byteorder) + data[offset + width :]
    heard = hear(write(tmp_path, patched))
    np.testing.assert_array_equal(heard.sound, sound)
    assert not heard.lost


@pytest.mark.parametrize("tail", [b"", LIST])
def test_a_size_that_wrapped_around(tmp_path, wav, tail):
    """Beyond 4 GiB: the field has 32 bits. The file is mostly a hole."""
    size = 2**32 + 100_000
    data, _ = wav(((size + 36) % 2**32, size % 2**32))
    path = write(tmp_path, data[:44])
    with path.open("r+b") as file:
        file.truncate(44 + size)
        file.seek(44 + size - 2)
        file.write(struct.pack("<h", 12345) + tail)
    with open_audio(path) as reader:
        assert reader.info.frames == size // 2
        reader.seek(size // 2 - 1)
        np.testing.assert_allclose(reader.read(10), [[12345 / 2**15]])
        assert not reader.lost
        assert "larger than its header can say" in reader.notices[0]


@pytest.mark.parametrize("subtype", ["IMA_ADPCM", "MS_ADPCM", "GSM610"])
def test_packed_in_blocks_it_is_cut_to_what_the_fact_chunk_says(tmp_path, chirp, hear, subtype):
    """dwSampleLength (RIFF MCI, 1991): the last block is filled up, libsndfile/libsndfile#946."""
    path = tmp_path / "a.wav"
    soundfile.write(path, chirp(20_000, 1, 8000), 8000, subtype)
    data = bytearray(path.read_bytes())
    whole = soundfile.read(path, dtype="float32", always_2d=True)[0]
    at = data.index(b"fact") + 8
    data[at : at + 4] = (20_000).to_bytes(4, "little")
    path.write_bytes(data)
    heard = hear(path)
    np.testing.assert_array_equal(heard.sound, whole[:20_000])
    assert not heard.lost


def test_a_fact_chunk_that_makes_no_sense_is_not_believed(tmp_path, chirp, hear):
    path = tmp_path / "a.wav"
    soundfile.write(path, chirp(20_000, 1, 8000), 8000, "IMA_ADPCM")
    data = bytearray(path.read_bytes())
    at = data.index(b"fact") + 8
    for value in (0, 1, 2**32 - 1):
        data[at : at + 4] = value.to_bytes(4, "little")
        path.write_bytes(data)
        assert len(hear(path).sound) >= 20_000


def test_mp3_inside_wav(tmp_path, chirp, encode, hear, likeness_db):
    """Format 0x0055: variable bit rate, with junk between the frames."""
    path = encode(tmp_path / "a.wav", chirp(88_200), 44100, "libmp3lame", container="wav", codec_options={"q": "5"})
    assert 88_200 <= len(hear(path).sound) <= 88_200 + 3 * 1152
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    cut = hear(path)
    assert cut.truncated
    assert cut.lost_s > 0.5
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes(3000) + data[middle:])
    heard = hear(path)
    assert heard.lost_s < 0.1
    assert "3,000 bytes" in heard.notices[0]


def test_a_plain_file_stays_with_libsndfile(tmp_path, wav):
    for container in ("WAV", "WAVEX", "RF64", "W64", "AIFF", "CAF", "AU"):
        with open_audio(write(tmp_path, wav(container=container)[0])) as reader:
            assert type(reader).__name__ == "SoundfileReader"
            assert not reader.notices


def test_seeking_by_plan_is_exact(tmp_path, wav):
    data, sound = wav((0, 0), "PCM_24", channels=2)
    with open_audio(write(tmp_path, data + data)) as reader:
        for frame in (30_000, 5, 0, 29_990, 12_345):
            reader.seek(frame)
            np.testing.assert_array_equal(reader.read(11), sound[frame : frame + 11])


@pytest.mark.parametrize("name", [b"note", b"LIST", b"junk"])
@pytest.mark.parametrize("is_filled_up", [True, False])
def test_a_chunk_of_odd_size_in_front_of_the_sound(tmp_path, chirp, name, is_filled_up):
    """RIFF MCI 1991: chunks are filled up to an even size, which some writers forget; libsndfile finds nothing then."""
    path, sound = tmp_path / "a.wav", chirp(30_000, 1, 44_100)
    soundfile.write(path, sound, 44_100, "PCM_16")
    expected = soundfile.read(path, dtype="float32", always_2d=True)[0]
    data = path.read_bytes()
    odd = name + (5).to_bytes(4, "little") + b"hello" + bytes(is_filled_up)
    body = data[8:36] + odd + data[36:]
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)
    with open_audio(path) as reader:
        assert np.array_equal(np.concatenate(list(reader.blocks())), expected)
        assert not reader.lost


@pytest.mark.parametrize(
    ("container", "subtype", "frame_bits"),
    [
        ("AIFF", "IMA_ADPCM", 34 * 8 / 64),
        ("AIFF", "GSM610", 33 * 8 / 160),
        ("AU", "G721_32", 4),
        ("AU", "G723_24", 3),
        ("AU", "G723_40", 5),
    ],
)
def test_packed_sound_that_is_cut_names_its_seconds(tmp_path, chirp, hear, container, subtype, frame_bits):
    """Apple's IMA: 64 frames in 34 bytes; GSM 06.10: 160 in 33; G.721 and G.723: bits of a sample (ITU-T G.726)."""
    path = tmp_path / f"a.{container.lower()}"
    soundfile.write(path, chirp(44_100, 1, 8000), 8000, subtype, format=container)
    whole = hear(path)
    assert not whole.lost
    data = path.read_bytes()
    for share in (0.4, 0.9):
        path.write_bytes(data[: round(len(data) * share)])
        heard = hear(path)
        assert heard.truncated
        assert heard.lost_s == pytest.approx(len(data) * (1 - share) * 8 / frame_bits / 8000, abs=0.01)
        assert len(heard.sound) / 8000 + heard.lost_s == pytest.approx(len(whole.sound) / 8000, abs=0.03)


def test_caf_whose_packet_table_was_cut_off_says_so(tmp_path, chirp, encode):
    """Nothing else tells how long its packets are, and no decoder finds out (Apple, Core Audio Format 1.0)."""
    path = tmp_path / "a.caf"
    encode(path, chirp(88_200, 1, 44100), 44100, "alac", container="caf", sample_format="s16p")
    data = path.read_bytes()
    assert data.rindex(b"pakt") > len(data) / 2
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(DamagedAudioError, match=r"its index .* is missing"):
        open_audio(path)
