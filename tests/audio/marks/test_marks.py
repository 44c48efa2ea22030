"""Chapters, cue points and markers: read from files as the formats' pages describe them, and given to every format.

ffprobe, which is not ours, reads the chapters that we write; where it knows none (WAV), the bytes are compared.
"""

import json
import shutil
import struct
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import create_audio, probe
from sqcodec_gui.audio.marks.id3 import frames_of, id3_chapters
from sqcodec_gui.marks import Mark, in_order, shifted, within
from sqcodec_gui.marks.cue_sheet import cue_marks, moved

RATE_HZ = 44_100
Samples = Callable[..., np.ndarray]


def chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def wav_with(tmp_path: Path, *chunks: bytes, rate_hz: int = RATE_HZ) -> Path:
    """Two seconds of silence and these chunks behind them."""
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(2 * rate_hz), rate_hz, "PCM_16")
    data = path.read_bytes() + b"".join(chunks)
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8) + data[8:])
    return path


def cue(*points: tuple[int, int, int]) -> bytes:
    """(number, position, sample offset)"""
    packed = b"".join(struct.pack("<II4sIII", number, at, b"data", 0, 0, offset) for number, at, offset in points)
    return chunk(b"cue ", struct.pack("<I", len(points)) + packed)


def label(kind: bytes, number: int, text: bytes) -> bytes:
    return chunk(kind, struct.pack("<I", number) + text + b"\0")


def test_cue_points_of_wav(tmp_path: Path) -> None:
    """Multimedia Programming Interface and Data Specifications 1.0 (1991), Cue-Points and Associated Data List."""
    adtl = b"adtl" + label(b"labl", 7, b"Question 1") + label(b"note", 7, b"odd") + label(b"labl", 3, b"Gr\xfc\xdfe")
    adtl += chunk(b"ltxt", struct.pack("<II4s4H", 3, 11_025, b"rgn ", 0, 0, 0, 0))
    path = wav_with(tmp_path, cue((7, 44_100, 44_100), (3, 22_050, 22_050)), chunk(b"LIST", adtl))
    assert probe(path).marks == (Mark(0.5, "Grüße", 0.75), Mark(1.0, "Question 1", None, "odd"))


@pytest.mark.parametrize(("position", "offset"), [(0, 22_050), (22_050, 0), (22_050, 22_050)])
def test_writers_put_the_place_into_either_field(tmp_path: Path, position: int, offset: int) -> None:
    path = wav_with(tmp_path, cue((1, position, offset)))
    assert probe(path).marks == (Mark(0.5),)


def test_long_cue_points_of_rf64(tmp_path: Path) -> None:
    """EBU Tech 3306, Annex A: the chunk r64m."""
    entry = struct.pack("<IQQQ256sI16s4I", 1, 22_050, 0, 0, b"Take 2", 0, bytes(16), 0, 0, 0, 0)
    off = struct.pack("<IQQQ256sI16s4I", 0, 1, 0, 0, b"not valid", 0, bytes(16), 0, 0, 0, 0)
    assert probe(wav_with(tmp_path, chunk(b"r64m", entry + off))).marks == (Mark(0.5, "Take 2"),)


def test_damaged_cue_points_are_no_reason_to_refuse(tmp_path: Path) -> None:
    for content in (b"", b"\xff" * 3, struct.pack("<I", 10**9) + b"x" * 30, b"\0" * 40):
        assert probe(wav_with(tmp_path, chunk(b"cue ", content), chunk(b"LIST", b"adtl" + content))).frames == 88_200


def text_frame(name: bytes, text: str, version: int) -> bytes:
    content = b"\x01" + text.encode("utf-16")
    return id3_frame(name, content, version)


def id3_frame(name: bytes, content: bytes, version: int) -> bytes:
    size = len(content)
    if version == 4:
        return name + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + b"\0\0" + content
    return name + struct.pack(">I", size) + b"\0\0" + content


def id3_tag(frames: bytes, version: int, flags: int = 0) -> bytes:
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version, 0, flags]) + size + frames


def id3_with_chapters(version: int) -> bytes:
    """ID3v2 Chapter Frame Addendum 1.0."""
    first = b"c0\0" + struct.pack(">IIII", 0, 1000, 2**32 - 1, 2**32 - 1) + text_frame(b"TIT2", "Älter", version)
    second = b"c1\0" + struct.pack(">IIII", 1000, 2000, 2**32 - 1, 2**32 - 1) + text_frame(b"TIT2", "Two", version)
    second += text_frame(b"TIT3", "more", version)
    toc = id3_frame(b"CTOC", b"toc\0\x03\x02c0\0c1\0", version)
    frames = toc + id3_frame(b"CHAP", second, version) + id3_frame(b"CHAP", first, version)
    return id3_tag(frames, version)


ID3_MARKS = (Mark(0.0, "Älter", 1.0), Mark(1.0, "Two", 2.0, "more"))


@pytest.mark.parametrize("version", [3, 4])
def test_chapters_of_id3(tmp_path: Path, version: int) -> None:
    tag = id3_with_chapters(version)
    soundfile.write(tmp_path / "plain.mp3", np.zeros(2 * RATE_HZ), RATE_HZ)
    (tmp_path / "a.mp3").write_bytes(tag + (tmp_path / "plain.mp3").read_bytes())
    assert probe(tmp_path / "a.mp3").marks == ID3_MARKS
    for kind in (b"id3 ", b"ID3 "):
        assert probe(wav_with(tmp_path, chunk(kind, tag))).marks == ID3_MARKS


def test_id3_with_unsynchronisation_and_an_extended_header() -> None:
    """ID3v2.3, 5 and 3.2: FF 00 stands for FF."""
    chap = id3_frame(b"CHAP", b"c\0" + struct.pack(">IIII", 255, 511, 2**32 - 1, 2**32 - 1), 3)
    body = (struct.pack(">IHI", 6, 0, 0) + chap).replace(b"\xff", b"\xff\x00")
    assert id3_chapters(id3_tag(body, 3, 0xC0)) == [Mark(0.255, "", 0.511)]
    assert list(frames_of(b"ID3\x09\0\0\0\0\0\0")) == []
    assert list(frames_of(b"")) == []


def test_markers_of_aiff(tmp_path: Path) -> None:
    """Audio Interchange File Format 1.3: Marker Chunk, Comments Chunk."""
    path = tmp_path / "a.aiff"
    soundfile.write(path, np.zeros(2 * RATE_HZ), RATE_HZ, "PCM_16")

    def big(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack(">I", len(content)) + content + bytes(len(content) % 2)

    markers = struct.pack(">H", 2) + struct.pack(">hIB", 5, 22_050, 3) + b"One" + struct.pack(">hIB", 2, 44_100, 2)
    markers += b"Tw" + b"\0"
    comments = struct.pack(">H", 2) + struct.pack(">IhH", 0, 0, 5) + b"whole\0" + struct.pack(">IhH", 0, 5, 4) + b"note"
    data = path.read_bytes() + big(b"MARK", markers) + big(b"COMT", comments)
    path.write_bytes(data[:4] + struct.pack(">I", len(data) - 8) + data[8:])
    assert probe(path).marks == (Mark(0.5, "One", None, "note"), Mark(1.0, "Tw"))
    assert probe(path).tags["comment"] == ["whole"]


def test_markers_and_regions_of_caf(tmp_path: Path) -> None:
    """Core Audio Format Specification: Strings, Marker and Region Chunks."""
    path = tmp_path / "a.caf"
    soundfile.write(path, np.zeros(2 * RATE_HZ), RATE_HZ, "PCM_16")

    def marker(frame: float, number: int) -> bytes:
        return struct.pack(">IdI4sII", 0, frame, number, bytes(4), 0, 0)

    def big(kind: bytes, content: bytes) -> bytes:
        return kind + struct.pack(">Q", len(content)) + content

    names = struct.pack(">I", 2) + struct.pack(">IqIq", 1, 0, 2, 4) + b"One\0" + "Zwölf".encode() + b"\0"
    added = big(b"strg", names) + big(b"mark", struct.pack(">II", 0, 1) + marker(22_050, 1))
    region = struct.pack(">III", 9, 0, 2) + marker(44_100, 2) + marker(66_150, 2)
    added += big(b"regn", struct.pack(">II", 0, 1) + region)
    data = path.read_bytes()
    path.write_bytes(data[:8] + data[8 : 8 + 12 + 32] + added + data[8 + 12 + 32 :])
    assert probe(path).frames == 2 * RATE_HZ
    assert probe(path).marks == (Mark(0.5, "One"), Mark(1.0, "Zwölf", 1.5))


@pytest.mark.parametrize(("suffix", "codec"), [("m4b", "aac"), ("mkv", "aac"), ("mka", "libopus"), ("wma", "wmav2")])
def test_chapters_of_films_and_audio_books(tmp_path: Path, chirp: Samples, suffix: str, codec: str) -> None:
    path, muxer = tmp_path / f"a.{suffix}", {"m4b": "ipod", "mkv": "matroska", "mka": "matroska", "wma": "asf"}[suffix]
    tick = Fraction(1, 1000)
    with av.open(str(path), "w", format=muxer) as out:
        out.set_chapters(
            [
                {"id": 1, "start": 0, "end": 500, "time_base": tick, "metadata": {"title": "Question"}},
                {"id": 2, "start": 500, "end": 1000, "time_base": tick, "metadata": {"title": "Answer"}},
            ]
        )
        stream = out.add_stream(codec, rate=48_000, layout="mono")
        stream.bit_rate = 64_000
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chirp(48_000, 1, 48_000).T), "fltp", "mono")
        frame.sample_rate = 48_000
        out.mux([*stream.encode(frame), *stream.encode(None)])
    first, second = probe(path).marks
    assert (first.start_s, first.title, first.stop_s) == (0.0, "Question", 0.5)
    assert (second.start_s, second.title) == (0.5, "Answer")


SHEET = """PERFORMER "Both"
FILE "tape.wav" WAVE
  TRACK 01 AUDIO
    TITLE "One"
    PERFORMER "Ana"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    INDEX 00 00:01:00
    INDEX 01 00:01:30
"""


def test_cue_sheets_in_tags(tmp_path: Path) -> None:
    for suffix in ("flac", "opus", "mp3", "wav"):
        with create_audio(tmp_path / f"a.{suffix}", 48_000, 1, {"cuesheet": [SHEET]}) as writer:
            writer.write(np.zeros((96_000, 1), np.float32))
        info = probe(tmp_path / f"a.{suffix}")
        assert [text.strip() for text in info.tags["cuesheet"]] == [SHEET.strip()], suffix
        assert info.marks == (Mark(0.0, "One", 1.4, "Ana"), Mark(1.4, "Two")), suffix
    for odd in ("", "no sheet", "TRACK 01\n INDEX 01 xx"):
        assert cue_marks(odd) == []


def test_a_cue_sheet_of_a_part() -> None:
    assert cue_marks(moved(SHEET, 1.0, 9.0)) == [Mark(0.0, "One", pytest.approx(0.4), "Ana"), Mark(0.4, "Two")]
    assert "INDEX 00 00:00:00" in moved(SHEET, 1.0, 9.0)
    assert cue_marks(moved(SHEET, 1.5, 9.0)) == [Mark(0.0, "Two")]
    assert cue_marks(moved(SHEET, 0.0, 1.0)) == [Mark(0.0, "One", None, "Ana")]
    assert moved("words", 1.0, 2.0) == "words"


def test_the_cue_sheet_block_of_flac(tmp_path: Path) -> None:
    """RFC 9639, 8.7: to the sample, with its numbers; what has no titles stands in the block alone."""
    plain = "CATALOG 1234567890123\n  TRACK 01 AUDIO\n    ISRC AA6Q72000047\n    INDEX 01 00:00:00\n"
    plain += "  TRACK 02 AUDIO\n    FLAGS PRE\n    INDEX 00 00:00:70\n    INDEX 01 00:01:01\n"
    marks = (Mark(0.0, "Track 1", 44_637 / RATE_HZ), Mark(44_637 / RATE_HZ, "Track 2"))
    path = tmp_path / "a.flac"
    with create_audio(path, RATE_HZ, 1, {"cuesheet": [plain]}, marks=marks) as writer:
        writer.write(np.zeros((2 * RATE_HZ, 1), np.float32))
    data = path.read_bytes()
    block = data[data.index(b"1234567890123") :][: 396 + 3 * 36 + 3 * 12]
    assert block[395] == 3
    second = 396 + 36 + 12
    assert struct.unpack_from(">QB", block, second) == (41_160, 2)
    assert struct.unpack_from(">QBxxxQB", block, second + 36) == (0, 0, 44_637 - 41_160, 1)
    assert struct.unpack_from(">QB", block, second + 36 + 24) == (2 * RATE_HZ, 255)
    assert b"CUESHEET=" not in data
    info = probe(path)
    assert info.tags == {"cuesheet": [plain]}
    assert info.marks == marks
    with path.open("rb") as file:  # libsndfile finds all of it
        assert soundfile.info(file).frames == 2 * RATE_HZ


MARKS = (
    Mark(0.0, "Änfang", 0.5),
    Mark(0.5, "Question 1"),
    Mark(1.25, "", 1.5),
    Mark(1.5, "The end"),
)


@pytest.mark.parametrize("suffix", ["wav", "flac", "opus", "mp3"])
def test_marks_come_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    with create_audio(path, 48_000, 1, {"title": ["Bees"]}, marks=MARKS, duration_s=2.0) as writer:
        writer.write(np.zeros((96_000, 1), np.float32))
    assert writer.notices == []
    info = probe(path)
    assert info.tags == {"title": ["Bees"]}
    assert [(mark.start_s, mark.title) for mark in info.marks] == [(mark.start_s, mark.title) for mark in MARKS]
    if suffix == "wav":
        assert info.marks == MARKS
        data = path.read_bytes()
        at = data.index(b"cue ") + 8
        assert struct.unpack_from("<I", data, at)[0] == len(MARKS)
        assert struct.unpack_from("<II4sIII", data, at + 4 + 24) == (2, 24_000, b"data", 0, 0, 24_000)
    elif suffix == "mp3":  # there every chapter has an end
        assert [mark.stop_s for mark in info.marks] == [0.5, 1.25, 1.5, 2.0]
    if suffix != "wav" and shutil.which("ffprobe"):
        call = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(path)]
        told = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
        assert [float(one["start_time"]) for one in told["chapters"]] == [mark.start_s for mark in MARKS]
        titles = [one.get("tags", {}).get("title") for one in told["chapters"]]
        assert [titles[number] for number in (0, 1, 3)] == [MARKS[number].title for number in (0, 1, 3)]


@pytest.mark.parametrize("suffix", ["flac", "opus"])
def test_what_a_format_cannot_hold_is_said(tmp_path: Path, suffix: str) -> None:
    marks = tuple(Mark(number / 1000, str(number), None, "note") for number in range(1001))
    with create_audio(tmp_path / f"a.{suffix}", 48_000, 1, marks=marks) as writer:
        writer.write(np.zeros((96_000, 1), np.float32))
    name = {"flac": "FLAC", "opus": "Opus"}[suffix]
    assert writer.notices == [
        f"{name} has no room for one mark, which was left out.",
        f"{name} has no room for what is noted on marks besides their titles; it was left out.",
    ]
    assert len(probe(tmp_path / f"a.{suffix}").marks) == 1000


def test_a_mark_beyond_what_wav_counts_is_said(tmp_path: Path) -> None:
    late = Mark(2**32 / 48_000 + 1, "after a day")
    with create_audio(tmp_path / "a.wav", 48_000, 1, marks=[Mark(0.5, "soon"), late]) as writer:
        writer.write(np.zeros((48_000, 1), np.float32))
    assert writer.notices == ["WAV has no room for one mark, which was left out."]
    assert probe(tmp_path / "a.wav").marks == (Mark(0.5, "soon"),)


def test_marks_of_a_part() -> None:
    marks = (Mark(1.0, "a", 4.0), Mark(2.0, "b"), Mark(5.0, "c", 9.0), Mark(8.0, "d"))
    assert within(marks, 2.0, 8.0) == (Mark(0.0, "a", 2.0), Mark(0.0, "b"), Mark(3.0, "c", 6.0))
    assert within(marks, 4.0, 5.0) == ()
    assert shifted(marks[:2], 1.0) == (Mark(2.0, "a", 5.0), Mark(3.0, "b"))
    assert in_order([marks[1], marks[0], marks[1]]) == marks[:2]


def test_what_cannot_be_is_left_out(tmp_path: Path) -> None:
    """A damaged number, or a joke: the recording is there all the same."""
    late, odd = Mark(2e12, "never"), Mark(3.0, "ends before it begins", 1.0)
    assert in_order([odd, late, Mark(-1.0)]) == (Mark(3.0, "ends before it begins"),)
    upside_down = "TRACK 01 AUDIO\nINDEX 01 00:05:00\nINDEX 02 00:01:00\n"
    with create_audio(tmp_path / "a.flac", 48_000, 1, {"cuesheet": [upside_down]}) as writer:
        writer.write(np.zeros((48_000, 1), np.float32))
    assert probe(tmp_path / "a.flac").tags["cuesheet"] == [upside_down]


def test_wave64_has_the_chunks_of_wav(tmp_path: Path) -> None:
    """Sony's Wave64: names of 16 bytes, sizes of 64 bits that count the head too, places that eight divides."""
    path = tmp_path / "a.w64"
    soundfile.write(path, np.zeros(2 * RATE_HZ), RATE_HZ, "PCM_16")
    tail = bytes.fromhex("f3acd3118cd100c04f8edb8a")

    def long(name: bytes, content: bytes) -> bytes:
        return name + struct.pack("<Q", len(content) + 24) + content + bytes(-len(content) % 8)

    bext = struct.pack(
        "<256s32s32s10s8sQH64s5h180s", b"Interview", b"", b"", b"2021-05-06", b"10:00:00", 7, 0, b"", *5 * [0], b""
    )
    points = cue((1, 22_050, 22_050))[8:]
    data = path.read_bytes()
    data += bytes(-len(data) % 8) + long(b"bext" + tail, bext) + long(b"cue " + tail, points)
    data += long(bytes.fromhex("6c6973742f91cf11a5d628db04c10000"), b"adtl" + label(b"labl", 1, b"Question"))
    path.write_bytes(data[:16] + struct.pack("<Q", len(data)) + data[24:])
    info = probe(path)
    assert info.container == "W64"
    assert info.marks == (Mark(0.5, "Question"),)
    assert info.tags == {"bwf_description": ["Interview"], "bwf_time_reference": ["7"]}
    assert info.dates["recorded"] == "2021-05-06T10:00:00"
