"""Tags, cover and dates survive writing and reading, by our reader, by tinytag and by ffprobe."""

import json
import os
import shutil
import struct
import subprocess
import zlib

import numpy as np
import pytest
import soundfile
from tinytag import TinyTag

from sqcodec_gui.audio import Cover, create_audio, open_audio
from sqcodec_gui.audio.ogg_pages import ogg_crc

TAGS = {
    "title": ['Überfahrt 🎵 = "one"'],
    "artist": ["Ana", "Бори́с"],
    "albumartist": ["Both"],
    "album": ["Field recordings"],
    "composer": ["Nobody"],
    "genre": ["Speech"],
    "comment": ["first line\nsecond line"],
    "date": ["2021-03-04"],
    "track": ["3"],
    "track_total": ["12"],
    "disc": ["1"],
    "disc_total": ["2"],
    "copyright": ["CC BY 4.0"],
    "publisher": ["Archive"],
    "isrc": ["AA6Q72000047"],
    "bpm": ["98"],
    "language": ["deu"],
    "lyrics": ["la la\nla"],
    "lyricist": ["Poet"],
    "conductor": ["Maestro"],
    "url": ["https://example.org/ä"],
    "license": ["https://creativecommons.org/licenses/by/4.0/"],
    "barcode": ["123"],
    "catalog_number": ["K-7"],
    "media": ["Tape"],
    "encoded_by": ["me"],
    "encoder_settings": ["fast"],
    "initial_key": ["Am"],
    "set_subtitle": ["Part"],
    "grouping": ["G"],
    "my own key": ["kept", "twice"],
    "bwf_description": ["Harbour, morning"],
    "bwf_originator": ["Recorder 7"],
    "bwf_originator_reference": ["USID0001"],
    "bwf_time_reference": ["12345678901"],
    "bwf_coding_history": ["A=PCM,F=48000\r\n"],
    "ixml": ["<BWFXML><NOTE>ä</NOTE></BWFXML>"],
}
DATES = {"recorded": "2019-12-31T23:59:58", "created": "2020-01-02T03:04:05Z"}
EVERY_FORMAT = ["wav", "flac", "opus", "mp3"]


def png(side):
    """A valid picture of noise."""
    rows = np.random.default_rng(0).integers(0, 256, (side, 3 * side + 1), np.uint8)
    rows[:, 0] = 0

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows.tobytes())) + chunk(b"IEND", b"")


def write(path, chirp, tags=TAGS, cover=None, dates=None):
    with create_audio(path, 48000, 1, tags, cover, dates) as target:
        target.write(chirp(24_000, 1, 48000))
    return target


@pytest.mark.parametrize("suffix", EVERY_FORMAT)
@pytest.mark.parametrize("side", [8, 400])
def test_everything_comes_back(tmp_path, chirp, suffix, side):
    path = tmp_path / f"a.{suffix}"
    cover = Cover("image/png", png(side), "Der Häfen")
    write(path, chirp, cover=cover, dates=DATES)
    with open_audio(path) as reader:
        info = reader.info
        assert sum(len(block) for block in reader.blocks()) == 24_000
    expected = {key: [value.strip() for value in values] for key, values in TAGS.items()}
    assert {key: [value.strip() for value in values] for key, values in info.tags.items()} == expected
    assert info.cover == cover
    assert {key: info.dates[key] for key in DATES} == DATES
    assert info.dates["dated"] == "2021-03-04"


@pytest.mark.parametrize("suffix", EVERY_FORMAT)
def test_tinytag_and_ffprobe_agree(tmp_path, chirp, suffix):
    path = tmp_path / f"a.{suffix}"
    write(path, chirp, cover=Cover("image/png", png(100), "front"))
    tag = TinyTag.get(path, image=True)
    assert (tag.title, tag.artist, tag.album, tag.year) == (
        TAGS["title"][0],
        "Ana",
        "Field recordings",
        "2021-03-04",
    )
    assert tag.other["artist"] == ["Бори́с"]
    assert tag.images.front_cover.data == png(100)
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is not installed")
    call = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    tags = told["format"].get("tags") or told["streams"][0]["tags"]
    tags = {key.lower(): value for key, value in tags.items()}
    assert tags["title"] == TAGS["title"][0]
    assert tags["artist"].startswith("Ana")
    assert tags["comment"] == TAGS["comment"][0]
    assert [stream["codec_type"] for stream in told["streams"]] == ["audio", "video"]
    picture = told["streams"][1]
    assert (picture["codec_name"], picture["width"], picture["height"]) == ("png", 100, 100)


@pytest.mark.parametrize("suffix", EVERY_FORMAT)
def test_no_tags_leave_no_tags(tmp_path, chirp, suffix):
    write(tmp_path / f"a.{suffix}", chirp, tags={"title": [""], "artist": []})
    with open_audio(tmp_path / f"a.{suffix}") as reader:
        assert reader.info.tags == {}
        assert reader.info.cover is None
        assert set(reader.info.dates) == {"modified"}


def test_flac_of_our_own_is_valid(tmp_path, chirp):
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not installed")
    write(tmp_path / "a.flac", chirp, cover=Cover("image/png", png(300)))
    write(tmp_path / "a.opus", chirp, cover=Cover("image/png", png(300)))
    for name in ("a.flac", "a.opus"):
        call = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(tmp_path / name), "-map", "0:a", "-f", "null", "-"]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
        assert done.stderr == ""


def test_a_cover_too_large_for_flac_is_left_out_and_told(tmp_path, chirp):
    target = write(tmp_path / "a.flac", chirp, cover=Cover("image/png", bytes(2**24)))
    assert "left out" in target.notices[0]
    with open_audio(tmp_path / "a.flac") as reader:
        assert reader.info.cover is None
        assert reader.info.tags["title"] == TAGS["title"]


def test_modification_time(tmp_path, chirp):
    write(tmp_path / "a.wav", chirp)
    os.utime(tmp_path / "a.wav", (1_000_000_000, 1_000_000_000))
    with open_audio(tmp_path / "a.wav") as reader:
        assert reader.info.dates["modified"] == "2001-09-09T01:46:40+00:00"


@pytest.mark.parametrize(
    ("suffix", "muxer", "codec"),
    [("m4a", "ipod", "aac"), ("wma", "asf", "wmav2"), ("mka", "matroska", "libopus"), ("opus", "ogg", "libopus")],
)
def test_tags_that_ffmpeg_wrote(tmp_path, chirp, encode, suffix, muxer, codec):
    metadata = {
        "title": "Tïtle",
        "artist": "Someone",
        "album_artist": "Band",
        "comment": "said so",
        "creation_time": "2020-05-06T07:08:09.000000Z",
    }
    path = encode(tmp_path / f"a.{suffix}", chirp(20_000), 48000, codec, container=muxer, metadata=metadata)
    with open_audio(path) as reader:
        tags, dates = reader.info.tags, reader.info.dates
    assert tags["title"] == ["Tïtle"]
    assert tags["artist"] == ["Someone"]
    assert tags["albumartist"] == ["Band"]
    assert tags["comment"] == ["said so"]
    if muxer != "asf":  # FFmpeg leaves it out there
        assert dates["created"].startswith("2020-05-06T07:08:09")
    assert "creation_time" not in tags


def test_tags_that_libsndfile_wrote(tmp_path):
    with soundfile.SoundFile(tmp_path / "a.wav", "w", 8000, 1) as file:
        file.title, file.artist, file.comment = "One", "Two", "Three"
        file.write(np.zeros(100))
    with open_audio(tmp_path / "a.wav") as reader:
        tags = reader.info.tags
    assert (tags["title"], tags["artist"], tags["comment"]) == (["One"], ["Two"], ["Three"])


@pytest.mark.parametrize(
    ("date", "clock", "expected"),
    [
        (b"2019-12-31", b"23:59:58", "2019-12-31T23:59:58"),
        (b"2019/12/31", b"23.59.58", "2019-12-31T23:59:58"),
        (b"2019-12-31", b"\0" * 8, "2019-12-31"),
        (b"0000-00-00", b"00:00:00", None),
        (b"\0" * 10, b"\0" * 8, None),
    ],
)
def test_dates_of_broadcast_wave(tmp_path, date, clock, expected):
    soundfile.write(tmp_path / "a.wav", np.zeros(100), 8000)
    bext = struct.pack("<256s32s32s10s8sQ256x", b"said in L\xe4tin", b"", b"", date, clock, 0)
    data = (tmp_path / "a.wav").read_bytes() + b"bext" + struct.pack("<I", len(bext)) + bext
    (tmp_path / "a.wav").write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    with open_audio(tmp_path / "a.wav") as reader:
        assert reader.info.dates.get("recorded") == expected
        assert reader.info.tags == {"bwf_description": ["said in Lätin"]}


def test_broken_tags_do_not_keep_the_sound_away(tmp_path, chirp):
    for suffix in EVERY_FORMAT:
        path = tmp_path / f"a.{suffix}"
        write(path, chirp)
        data = bytearray(path.read_bytes())
        at = data.index("Überfahrt".encode())
        data[at - 8 : at] = b"\xff" * 8
        if suffix == "opus":
            page_at = data.rindex(b"OggS", 0, at)
            end = data.index(b"OggS", at)
            data[page_at + 22 : page_at + 26] = bytes(4)
            checksum = ogg_crc(bytes(data[page_at:end]))
            data[page_at + 22 : page_at + 26] = checksum.to_bytes(4, "little")
        path.write_bytes(data)
        with open_audio(path) as reader:
            assert sum(len(block) for block in reader.blocks()) == 24_000
