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

from sqcodec_gui.audio import Cover, create_audio, headers, open_audio, probe
from sqcodec_gui.audio.ogg_pages import ogg_crc
from sqcodec_gui.marks import Mark

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
def test_half_a_letter_becomes_the_sign_for_it(tmp_path, chirp, suffix):
    """Lone surrogates, as names of files and JSON bring them; UTF-8 has none (RFC 3629, 3)."""
    path = tmp_path / f"a.{suffix}"
    half = "a\ud800b\udcff"
    tags, cover = {"title": [half], f"own{half}": [half]}, Cover("image/png", png(8), half)
    with create_audio(
        path,
        48_000,
        1,
        tags=tags,
        cover=cover,
        dates={"recorded": half},
        marks=[Mark(0.1, half, note=half)],
        duration_s=0.5,
    ) as writer:
        writer.write(chirp(24_000))
    with open_audio(path) as reader:
        assert reader.info.tags["title"] == ["a\ufffdb\ufffd"]
        assert reader.info.frames == 24_000


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


def wav_with(path, *chunks):
    soundfile.write(path, np.zeros(100), 8000)
    data = path.read_bytes()
    for kind, content in chunks:
        data += kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    return path


def test_chunks_are_walked_once_for_all_that_they_say(tmp_path, monkeypatch):
    """A folder of a thousand recordings is looked into in the time that this takes."""
    walks = []
    walk = headers.riff_chunks
    monkeypatch.setattr(headers, "riff_chunks", lambda file: walks.append(file) or walk(file))
    cue = struct.pack("<IIIIIII", 1, 1, 50, int.from_bytes(b"data", "little"), 0, 0, 50)
    bext = struct.pack("<256s346x", b"said in the harbour")
    path = wav_with(
        tmp_path / "a.wav",
        (b"cue ", cue),
        (b"bext", bext),
        (b"LIST", b"INFO" + info_item(b"INAM", b"Harbour")),
        (b"id3 ", id3_of(3, (b"TPE1", ["Ada"]))),
    )
    info = probe(path)
    assert (info.tags["title"], info.tags["artist"]) == (["Harbour"], ["Ada"])
    assert info.tags["bwf_description"] == ["said in the harbour"]
    assert [mark.start_s for mark in info.marks] == [50 / 8000]
    assert len(walks) == 1


def test_more_than_memory_should_hold_is_left_out(tmp_path, monkeypatch):
    """Of chunks, those that come first are read; a chunk that does not fit any more hides none behind it."""
    monkeypatch.setattr(headers, "_MOST_CONTENT_BYTES", 1_000)
    path = wav_with(
        tmp_path / "a.wav",
        (b"LIST", b"INFO" + info_item(b"INAM", b"Harbour")),
        (b"LIST", b"INFO" + info_item(b"ICMT", b"x" * 2_000)),
        (b"LIST", b"INFO" + info_item(b"IART", b"Ada")),
    )
    tags = probe(path).tags
    assert tags["title"] == ["Harbour"]
    assert tags["artist"] == ["Ada"]
    assert "comment" not in tags


def info_item(name, text):
    return name + struct.pack("<I", len(text) + 1) + text + b"\0" + bytes((len(text) + 1) % 2)


INFO = {
    b"IARL": ("archival_location", "Shelf 7"),
    b"ICMS": ("commissioned_by", "City archive"),
    b"IENG": ("engineer", "Eng"),
    b"IKEY": ("keywords", "bees; honey"),
    b"ISBJ": ("subject", "Subject"),
    b"ISRC": ("source", "Reel 12"),
    b"ISRF": ("source_form", "Tape"),
    b"ITCH": ("technician", "Tech"),
    b"ISFT": ("software", "Zoom H4n"),
    b"IMED": ("media", "Reel"),
    b"IWXY": ("iwxy", "a name that nobody knows"),
}


def test_all_names_of_riff_info_go_both_ways(tmp_path):
    """Microsoft's RIFF of 1991, INFO List Chunk; ISRC is the source there and no recording code."""
    items = b"INFO" + b"".join(info_item(name, text.encode()) for name, (_, text) in INFO.items())
    path = wav_with(tmp_path / "a.wav", (b"LIST", items))
    with open_audio(path) as reader:
        tags = reader.info.tags
    assert tags == {key: [text] for key, text in INFO.values()}
    with create_audio(tmp_path / "b.wav", 8000, 1, tags | {"isrc": ["AA6Q72000047"]}) as target:
        target.write(np.zeros((100, 1), np.float32))
    data = (tmp_path / "b.wav").read_bytes()
    at = data.index(b"INFO")
    written = data[at : at + struct.unpack_from("<I", data, at - 4)[0]]
    assert all(info_item(name, text.encode()) in written for name, (_, text) in INFO.items())
    assert b"AA6Q" not in written
    with open_audio(tmp_path / "b.wav") as reader:
        assert reader.info.tags == tags | {"isrc": ["AA6Q72000047"]}


def id3_of(version, *frames):
    def frame(name, text):
        content = b"\x01" + "\0".join("\ufeff" + part for part in text).encode("utf-16-le")
        if version == 2:
            return name + len(content).to_bytes(3) + content
        return name + struct.pack(">I", len(content)) + b"\0\0" + content

    body = b"".join(frame(name, text) for name, text in frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version, 0, 0]) + size + body


@pytest.mark.parametrize(
    ("version", "frames", "date"),
    [
        (3, [(b"TYER", ["2021"]), (b"TDAT", ["0605"]), (b"TIME", ["0708"])], "2021-05-06T07:08"),
        (2, [(b"TYE", ["2021"]), (b"TDA", ["0605"]), (b"TIM", ["0708"])], "2021-05-06T07:08"),
        (3, [(b"TYER", ["2021"]), (b"TDAT", ["0605"])], "2021-05-06"),
        (3, [(b"TYER", ["2021"])], "2021"),
    ],
)
def test_the_three_frames_of_an_old_id3_date_are_one(tmp_path, version, frames, date):
    """ID3v2.3, 4.2.1: TDAT is DDMM, TIME is HHMM."""
    soundfile.write(tmp_path / "plain.mp3", np.zeros(8000), 8000)
    (tmp_path / "a.mp3").write_bytes(id3_of(version, *frames) + (tmp_path / "plain.mp3").read_bytes())
    with open_audio(tmp_path / "a.mp3") as reader:
        assert reader.info.tags == {"date": [date]}
        assert reader.info.dates["dated"] == date


def test_a_day_that_cannot_be_stays_as_it_is(tmp_path):
    soundfile.write(tmp_path / "plain.mp3", np.zeros(8000), 8000)
    tag = id3_of(3, (b"TYER", ["2021"]), (b"TDAT", ["9999"]))
    (tmp_path / "a.mp3").write_bytes(tag + (tmp_path / "plain.mp3").read_bytes())
    with open_audio(tmp_path / "a.mp3") as reader:
        assert reader.info.tags == {"date": ["2021"], "tdat": ["9999"]}


def test_byte_order_marks_are_no_text(tmp_path):
    """ID3v2.4, 4: each text of several begins with one."""
    soundfile.write(tmp_path / "plain.mp3", np.zeros(8000), 8000)
    tag = id3_of(3, (b"TPE1", ["Ana", "Bob"]), (b"TXXX", ["Narrator", "N1", "N2"]), (b"IPLS", ["engineer", "E"]))
    (tmp_path / "a.mp3").write_bytes(tag + (tmp_path / "plain.mp3").read_bytes())
    with open_audio(tmp_path / "a.mp3") as reader:
        tags = reader.info.tags
    assert tags["artist"] == ["Ana", "Bob"]
    assert "\ufeff" not in str(tags)


@pytest.mark.parametrize("with_id3v1", [False, True])
def test_ape_tags_of_mp3(tmp_path, with_id3v1):
    """https://wiki.hydrogenaud.io/index.php?title=APEv2_specification"""

    def item(name, content, flags=0):
        return struct.pack("<II", len(content), flags) + name + b"\0" + content

    items = item(b"Title", b"Bees") + item(b"Artist", "Ana\0Bób".encode()) + item(b"Track", b"3/12")
    items += item(b"Year", b"2021-05-06") + item(b"MP3GAIN_MINMAX", b"1,2")
    items += item(b"Cover Art (Front)", b"front.png\0" + png(8), 2)
    foot = b"APETAGEX" + struct.pack("<IIII8x", 2000, len(items) + 32, 6, 0)
    soundfile.write(tmp_path / "a.mp3", np.zeros(8000), 8000)
    with (tmp_path / "a.mp3").open("ab") as file:
        file.write(items + foot + (b"TAG" + b"Old".ljust(125, b"\0") if with_id3v1 else b""))
    with open_audio(tmp_path / "a.mp3") as reader:
        info = reader.info
    title = ["Old"] if with_id3v1 else ["Bees"]
    assert {key: info.tags[key] for key in ("artist", "track", "track_total", "date")} == {
        "artist": ["Ana", "Bób"],
        "track": ["3"],
        "track_total": ["12"],
        "date": ["2021-05-06"],
    }
    assert info.tags["title"] in (title, ["Bees"])
    assert info.cover == Cover("image/png", png(8))
    assert "mp3gain_minmax" not in info.tags


@pytest.mark.parametrize("version", [0, 1, 2])
def test_each_version_of_bext_stays_what_it_is(tmp_path, version):
    """EBU Tech 3285: UMID since version 1, loudness since version 2."""
    umid = bytes(range(64)) if version >= 1 else bytes(64)
    loudness = (-2310, 700, -105, 0x7FFF, 0x7FFF) if version == 2 else (0,) * 5
    bext = struct.pack("<256s32s32s10s8sQH64s5h180s", b"x", b"", b"", b"", b"", 0, version, umid, *loudness, b"")
    with open_audio(wav_with(tmp_path / "a.wav", (b"bext", bext))) as reader:
        tags = reader.info.tags
    assert ("bwf_umid" in tags) == (version >= 1)
    assert tags.get("bwf_loudness_value") == (["-23.10"] if version == 2 else None)
    with create_audio(tmp_path / "b.wav", 8000, 1, tags) as target:
        target.write(np.zeros((100, 1), np.float32))
    data = (tmp_path / "b.wav").read_bytes()
    assert data[data.index(b"bext") + 8 :][: len(bext)] == bext


def test_the_newer_tags_of_quicktime(tmp_path, chirp, encode):
    """QuickTime File Format, Metadata Item Keys Atom: as iPhones write them; the date is when the recording began."""
    metadata = {"com.apple.quicktime.creationdate": "2024-05-01T10:00:00+0200", "title": "Bees"}
    options = {"movflags": "use_metadata_tags"}
    path = encode(
        tmp_path / "a.mov", chirp(20_000), 48000, "aac", container="mov", container_options=options, metadata=metadata
    )
    with open_audio(path) as reader:
        tags, dates = reader.info.tags, reader.info.dates
    assert dates["recorded"] == "2024-05-01T10:00:00+0200"
    assert tags == {"title": ["Bees"]}
