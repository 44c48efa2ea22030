"""Files that were put one behind the other, of containers that FFmpeg reads the first one of."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.counting.joined_files import can_be_joined, joined_files

RATE_HZ = 44_100
FRAMES = 90_000


class _Held(io.BytesIO):
    """Bytes in memory that say their size as files put together from parts do."""

    @property
    def size_bytes(self) -> int:
        return len(self.getvalue())


def _asf(data_size: int) -> bytes:
    header = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + struct.pack("<QI2x", 30, 0)
    data = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
    return header + data + struct.pack("<Q", data_size) + bytes(100)


def _flv() -> bytes:
    tag = bytes([8]) + (20).to_bytes(3) + bytes(7 + 20) + (31).to_bytes(4)
    return b"FLV\x01\x04" + (9).to_bytes(4) + bytes(4) + 3 * tag


def _voc(has_end: bool) -> bytes:
    block = bytes([2]) + (300).to_bytes(3, "little") + bytes(300)
    return b"Creative Voice File\x1a\x1a\0\x0a\x01\x29\x11" + 2 * block + b"\0" * has_end


def _musepack() -> bytes:
    return b"MPCK" + b"SH\x0c" + bytes(9) + b"AP\x81\x10" + bytes(140) + b"SE\x03"


def _monkey() -> bytes:
    return b"MAC " + struct.pack("<H2x7I", 3990, 52, 24, 8, 44, 200, 0, 6) + bytes(16 + 24 + 8 + 44 + 200 + 6)


def _dsf() -> bytes:
    return b"DSD " + struct.pack("<QQQ", 28, 128, 0) + bytes(100)


def _avi(is_long: bool) -> bytes:
    first = b"RIFF" + (104).to_bytes(4, "little") + b"AVI " + bytes(100)
    return first + is_long * (b"RIFF" + (53).to_bytes(4, "little") + b"AVIX" + bytes(50))


def _sphere() -> bytes:
    fields = "sample_count -i 50\nchannel_count -i 2\nsample_n_bytes -i 2\nsample_coding -s3 pcm\nend_head\n"
    return f"NIST_1A\n   1024\n{fields}".encode().ljust(1024) + bytes(200)


MADE = {
    "sphere": _sphere(),
    "asf": _asf(124),
    "asf, a broadcast": _asf(0),
    "flv": _flv(),
    "voc": _voc(True),
    "voc without an end": _voc(False),
    "musepack": _musepack(),
    "monkey's audio": _monkey(),
    "dsf": _dsf(),
    "avi": _avi(False),
    "avi of two chunks": _avi(True),
}


@pytest.mark.parametrize("one", MADE.values(), ids=MADE)
def test_each_begins_where_the_one_before_ends(one: bytes) -> None:
    assert can_be_joined(one)
    assert joined_files(_Held(one), one) == [range(len(one))]
    size = len(one)
    if one == MADE["voc without an end"]:
        return  # what follows is no block of its own, and cannot be told from damage
    assert joined_files(_Held(3 * one), one) == [range(number * size, (number + 1) * size) for number in range(3)]
    cut = 2 * one + one[: size // 2]
    assert [stretch.start for stretch in joined_files(_Held(cut), one)] == [0, size, 2 * size]


@pytest.mark.parametrize("one", MADE.values(), ids=MADE)
def test_what_is_damaged_never_ends_the_search(one: bytes) -> None:
    """No size of nought or beyond the end makes a walk go on for ever."""
    rng = np.random.default_rng(5)
    for _ in range(200):
        data = bytearray(2 * one)
        at = int(rng.integers(len(data)))
        data[at : at + 4] = rng.bytes(4) if at % 2 else bytes(4)
        stretches = joined_files(_Held(bytes(data)), one)
        assert stretches[0].start == 0
        assert stretches[-1].stop == len(data)


@pytest.fixture
def read() -> Callable[[Path], tuple[int, bool, list[str]]]:
    def read(path: Path) -> tuple[int, bool, list[str]]:
        with open_audio(path) as reader:
            frames = sum(map(len, reader.blocks()))
            return frames, bool(reader.lost), [str(notice) for notice in reader.notices]

    return read


@pytest.mark.parametrize(
    ("name", "container", "codec"),
    [
        ("a.m4a", "ipod", "aac"),
        ("a.mka", "matroska", "aac"),
        ("a.avi", "avi", "libmp3lame"),
        ("a.wma", "asf", "wmav2"),
        ("a.flv", "flv", "aac"),
        ("a.wav", "wav", "pcm_s16le"),
        ("a.wav", "wav", "libmp3lame"),
        ("a.caf", "caf", "alac"),
    ],
)
def test_behind_a_tag_that_another_program_put_in_front(tmp_path, encode, chirp, read, name, container, codec) -> None:
    path = tmp_path / name
    options = {"sample_format": "s16p"} if codec == "alac" else {}
    encode(path, chirp(FRAMES, 1, RATE_HZ), RATE_HZ, codec, container=container, **options)
    whole, _, _ = read(path)
    path.write_bytes(b"ID3\x03\0\0\0\0\x02\x00" + bytes(256) + path.read_bytes())
    frames, is_told, notices = read(path)
    assert (frames, is_told) == (whole, False)
    assert "266 bytes that are no sound were skipped at the start." in notices


@pytest.mark.parametrize(
    ("codec", "name"), [("wmav2", "a.wav"), ("adpcm_ima_wav", "a.wav"), ("adpcm_yamaha", "a.wav"), ("ac3", "a.wav")]
)
def test_no_gap_is_made_up_where_there_are_no_time_stamps(tmp_path, encode, chirp, read, codec, name) -> None:
    """FFmpeg counts bytes of WAV for a clock; that one is no other than the sound itself."""
    path = encode(tmp_path / name, chirp(FRAMES, 1, RATE_HZ), RATE_HZ, codec, container="wav")
    frames, is_told, notices = read(path)
    assert frames == pytest.approx(FRAMES, abs=3 * 2048)
    assert not is_told
    assert not notices
    data = path.read_bytes()
    path.write_bytes(data[: round(0.6 * len(data))])
    frames, is_told, notices = read(path)
    assert frames == pytest.approx(0.6 * FRAMES, abs=4 * 2048)
    assert is_told
    assert not [notice for notice in notices if "gap" in notice]


def test_raw_aac_inside_wav_is_told_where_it_cannot_be_read(tmp_path, encode, chirp) -> None:
    """Without a header for each frame nobody knows where the next one begins (ISO 14496-3): 0.6 s of it decode."""
    import av

    source = encode(tmp_path / "a.m4a", chirp(4 * RATE_HZ, 1, RATE_HZ), RATE_HZ, "aac", container="ipod")
    with av.open(str(source)) as given, av.open(str(tmp_path / "a.wav"), "w", format="wav") as made:
        stream = made.add_stream_from_template(given.streams.audio[0])
        for packet in given.demux(given.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                made.mux(packet)
    with open_audio(tmp_path / "a.wav") as reader:
        read_s = sum(map(len, reader.blocks())) / RATE_HZ
        gone_s = sum(span.duration_s for span in reader.lost if not span.filled)
    assert read_s + gone_s == pytest.approx(4.0, abs=0.1)
    assert gone_s > 3


def test_damage_inside_avi_is_told_by_its_header(tmp_path, encode, chirp, read) -> None:
    """There is no clock in AVI: what the parser passes over would go unseen."""
    path = encode(tmp_path / "a.avi", chirp(4 * RATE_HZ, 1, RATE_HZ), RATE_HZ, "libmp3lame", container="avi")
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes(3000) + data[middle + 3000 :])
    frames, is_told, _ = read(path)
    assert frames < 3.95 * RATE_HZ
    assert is_told


def test_joined_waves_of_several_kinds(tmp_path, encode, chirp, read) -> None:
    sound = chirp(FRAMES, 1, RATE_HZ)
    plain, packed = tmp_path / "plain.wav", tmp_path / "packed.wav"
    soundfile.write(plain, sound, RATE_HZ)
    encode(packed, sound, RATE_HZ, "libmp3lame", container="wav")
    mp3_frames, _, _ = read(packed)
    both = tmp_path / "both.wav"
    both.write_bytes(packed.read_bytes() + plain.read_bytes() + packed.read_bytes())
    assert read(both)[:2] == (2 * mp3_frames + FRAMES, False)
