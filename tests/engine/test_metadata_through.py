"""Tags, cover and dates on their whole way: from any recording into a .sqc file, and out of it into any format."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from sqcodec_gui.audio import Cover, create_audio, open_audio, probe
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.marks import Mark

FORMATS = ("wav", "flac", "opus", "mp3")
TAGS = {
    "title": ['Überfahrt 🎵 = "one" \\ 1/2; a,b'],
    "artist": ["Ana", "Бори́с", "陳 大文"],
    "comment": ["first line\nsecond line\n\tthird"],
    "lyrics": ["Zeile um Zeile, äöü 🎙\n" * 3_000],
    "genre": ["Speech", "Oral history"],
    "track": ["3"],
    "track_total": ["12"],
    "date": ["2021-03-04"],
    "language": ["deu"],
    "my own key": ["kept", "twice"],
    "bwf_description": ["Harbour, morning"],
    "bwf_time_reference": ["12345678901"],
    "ixml": ["<BWFXML><NOTE>ä</NOTE></BWFXML>"],
}
DATES = {"recorded": "2019-12-31T23:59:58", "created": "2020-01-02T03:04:05Z"}
MP4_TAGS = {"title": "Tïtle 🎵", "artist": "Someone", "album_artist": "Band", "comment": "two\nlines"}


def png(side: int) -> bytes:
    """A valid picture of noise."""
    rows = np.random.default_rng(0).integers(0, 256, (side, 3 * side + 1), np.uint8)
    rows[:, 0] = 0

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows.tobytes())) + chunk(b"IEND", b"")


COVER = Cover("image/png", png(120))
MakeSmall = Callable[[Path], Path]


@pytest.fixture
def make_small(tiny: CodecConfig) -> MakeSmall:
    def compressed(source: Path) -> Path:
        return compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)).target

    return compressed


def known_of(path: Path) -> tuple[dict[str, list[str]], Cover | None, dict[str, str]]:
    """Tags, cover and dates of a recording; ends of lines and of texts as players show them."""
    with open_audio(path) as reader:
        info = reader.info
    tags = {name: [value.replace("\r\n", "\n").strip() for value in values] for name, values in info.tags.items()}
    return tags, info.cover, dict(info.dates)


def noise() -> np.ndarray:
    return (0.1 * np.random.default_rng(0).standard_normal((24_000, 1))).astype(np.float32)


@pytest.mark.parametrize("source_format", FORMATS)
def test_everything_goes_through_into_every_format(make_small: MakeSmall, tmp_path: Path, source_format: str) -> None:
    source = tmp_path / f"talk.{source_format}"
    with create_audio(source, 48_000, 1, TAGS, COVER, DATES) as writer:
        writer.write(noise())
    expected = {name: [value.strip() for value in values] for name, values in TAGS.items()}
    talk = make_small(source)
    (part,) = read_info(talk).parts
    assert {name: [value.strip() for value in values] for name, values in part.tags.items()} == expected
    assert {name: part.dates[name] for name in DATES} == DATES
    assert read_info(talk).attachments == (("cover", "image/png", len(COVER.data)),)
    for target_format in FORMATS:
        back = restore(talk, tmp_path / f"back.{target_format}", RestoreSettings(compute=ComputeChoice("cpu"))).target
        tags, cover, dates = known_of(back)
        assert tags == expected, target_format
        assert (cover.mime, cover.data) == (COVER.mime, COVER.data), target_format  # type: ignore[union-attr]
        assert {name: dates[name] for name in DATES} == DATES, target_format


def test_tags_of_mp4_go_through(make_small: MakeSmall, tmp_path: Path) -> None:
    source = tmp_path / "memo.m4a"
    with av.open(str(source), "w", format="ipod") as container:
        container.metadata.update(MP4_TAGS | {"creation_time": "2020-05-06T07:08:09.000000Z"})
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(noise().T, format="fltp", layout="mono")
        frame.sample_rate = 48_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    talk = make_small(source)
    for target_format in FORMATS:
        back = restore(talk, tmp_path / f"back.{target_format}", RestoreSettings(compute=ComputeChoice("cpu"))).target
        tags, _, dates = known_of(back)
        for name, value in MP4_TAGS.items():
            assert tags[name.replace("album_artist", "albumartist")] == [value], target_format
        assert dates["created"].startswith("2020-05-06T07:08:09"), target_format


def test_tags_that_were_changed_in_the_file_go_out(make_small: MakeSmall, tmp_path: Path) -> None:
    source = tmp_path / "talk.wav"
    with create_audio(source, 48_000, 1, {"title": ["Old"]}, None, DATES) as writer:
        writer.write(noise())
    talk = make_small(source)
    with SqcReader(talk) as reader:
        tokens_sha256 = reader.footer.tokens_sha256  # type: ignore[union-attr]
    picture = tmp_path / "cover.png"
    picture.write_bytes(COVER.data)
    edit.retag(talk, {"title": ["Новое"], "artist": ["A", "B"], "note": ["x" * 50_000]}, cover=picture)
    with SqcReader(talk) as reader:
        assert reader.footer.tokens_sha256 == tokens_sha256  # type: ignore[union-attr]
    for target_format in FORMATS:
        back = restore(talk, tmp_path / f"back.{target_format}", RestoreSettings(compute=ComputeChoice("cpu"))).target
        tags, cover, dates = known_of(back)
        assert (tags["title"], tags["artist"], tags["note"]) == (["Новое"], ["A", "B"], ["x" * 50_000]), target_format
        assert cover is not None
        assert cover.data == COVER.data
        assert dates["recorded"] == DATES["recorded"]


MARKS = (Mark(0.0, "Anfang", 0.25), Mark(0.25, "Question"), Mark(0.4, "Answer"))


@pytest.mark.parametrize("source_format", FORMATS)
def test_marks_go_through_into_every_format(make_small: MakeSmall, tmp_path: Path, source_format: str) -> None:
    source = tmp_path / f"talk.{source_format}"
    with create_audio(source, 48_000, 1, marks=MARKS, duration_s=0.5) as writer:
        writer.write(noise())
    talk = make_small(source)
    expected = [(mark.start_s, mark.title) for mark in MARKS]
    assert [(mark.start_s, mark.title) for mark in read_info(talk).parts[0].marks] == expected
    for target_format in FORMATS:
        back = restore(talk, tmp_path / f"back.{target_format}", RestoreSettings()).target
        assert [(mark.start_s, mark.title) for mark in probe(back).marks] == expected, target_format


def broadcast_wave(path: Path, seconds: int) -> Path:
    """Recorded from 10:00 on; a mark in each second, and all fields of version 2 (EBU Tech 3285)."""
    tags = {
        "bwf_time_reference": [str(48_000 * 36_000)],
        "bwf_version": ["2"],
        "bwf_umid": ["060a2b34" + 28 * "01"],
        "bwf_loudness_value": ["-23.10"],
        "bwf_loudness_range": ["7.00"],
        "bwf_loudness_max_true_peak": ["-1.05"],
        "bwf_loudness_max_momentary": ["-12.00"],
        "bwf_loudness_max_short_term": ["-15.00"],
    }
    marks = [Mark(number + 0.5, f"second {number}") for number in range(seconds)]
    with create_audio(path, 48_000, 1, tags, dates={"recorded": "2021-05-06T10:00:00"}, marks=marks) as writer:
        writer.write((0.1 * np.random.default_rng(0).standard_normal((seconds * 48_000, 1))).astype(np.float32))
    return path


def test_broadcast_wave_comes_back_whole(make_small: MakeSmall, tmp_path: Path) -> None:
    source = broadcast_wave(tmp_path / "tape.wav", 1)
    back = restore(make_small(source), tmp_path / "back.wav", RestoreSettings()).target
    before, after = source.read_bytes(), back.read_bytes()
    at = before.index(b"bext")
    assert after[after.index(b"bext") :][: 8 + 602] == before[at : at + 8 + 602]
    assert struct.unpack_from("<H64x5h", before, at + 8 + 346) == (2, -2310, 700, -105, -1200, -1500)


@pytest.mark.parametrize(("suffix", "rate_hz"), [("wav", 16_000), ("opus", 16_000), ("mp3", 16_000)])
def test_a_time_reference_follows_the_rate(make_small: MakeSmall, tmp_path: Path, suffix: str, rate_hz: int) -> None:
    source = broadcast_wave(tmp_path / "tape.wav", 1)
    back = restore(make_small(source), tmp_path / f"back.{suffix}", RestoreSettings(rate="codec")).target
    info = probe(back)
    assert info.tags["bwf_time_reference"] == [str(rate_hz * 36_000)]


def test_a_cut_begins_later(make_small: MakeSmall, tmp_path: Path) -> None:
    talk = make_small(broadcast_wave(tmp_path / "tape.wav", 6))
    result = edit.cut(talk, tmp_path / "part.sqc", 2.0, 4.0)
    part = result.target
    assert result.notices[1:] == ("The measures of loudness were left out: they are of the whole recording.",)
    (info,) = read_info(part).parts
    begin_s = int(info.marks[0].title.removeprefix("second "))
    reference_s = int(info.tags["bwf_time_reference"][0]) / 48_000 - 36_000
    assert 0 < reference_s <= 2.0
    assert info.dates["recorded"] == f"2021-05-06T10:00:{int(reference_s):02}"
    first = info.marks[0]
    assert first.title == f"second {begin_s}"
    assert first.start_s == pytest.approx(begin_s + 0.5 - reference_s, abs=1e-4)
    assert all(0 <= mark.start_s < info.duration_s for mark in info.marks)
    assert "bwf_loudness_value" not in info.tags
    joined = edit.join([part, part], tmp_path / "joined.sqc").target
    back = restore(joined, tmp_path / "joined.wav", RestoreSettings()).target
    starts = [mark.start_s for mark in probe(back).marks]
    wanted = [mark.start_s for mark in info.marks] + [mark.start_s + info.duration_s for mark in info.marks]
    assert starts == pytest.approx(wanted, abs=1e-4)


def test_what_is_too_long_is_left_out_and_told(make_small: MakeSmall, tiny: CodecConfig, tmp_path: Path) -> None:
    """A log in a comment, a picture straight from a scanner: no reason to refuse the recording."""
    source = tmp_path / "talk.mp3"
    tags = {"title": ["Bees"], "comment": ["x" * 1_100_000], "log": ["y" * 600_000], "notes": ["z" * 600_000]}
    cover = Cover("image/png", bytes(34_000_000))
    with create_audio(source, 48_000, 1, tags, cover) as writer:
        writer.write(noise())
    result = compress(source, None, CompressSettings(model="tiny", check=False))
    (info,) = read_info(result.target).parts
    assert set(info.tags) in ({"title", "notes"}, {"title", "log"})
    assert read_info(result.target).attachments == ()
    said = " ".join(result.notices)
    assert "“comment” was left out" in said
    assert "The cover was left out" in said
    assert "“title”" not in said
