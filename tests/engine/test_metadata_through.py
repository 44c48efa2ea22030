"""Tags, cover and dates on their whole way: from any recording into a .sqc file, and out of it into any format."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from sqcodec_gui.audio import Cover, create_audio, open_audio
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.job import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.restore import restore

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
Squeeze = Callable[[Path], Path]


@pytest.fixture
def squeeze(tiny: CodecConfig) -> Squeeze:
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
def test_everything_goes_through_into_every_format(squeeze: Squeeze, tmp_path: Path, source_format: str) -> None:
    source = tmp_path / f"talk.{source_format}"
    with create_audio(source, 48_000, 1, TAGS, COVER, DATES) as writer:
        writer.write(noise())
    expected = {name: [value.strip() for value in values] for name, values in TAGS.items()}
    talk = squeeze(source)
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


def test_tags_of_mp4_go_through(squeeze: Squeeze, tmp_path: Path) -> None:
    source = tmp_path / "memo.m4a"
    with av.open(str(source), "w", format="ipod") as container:
        container.metadata.update(MP4_TAGS | {"creation_time": "2020-05-06T07:08:09.000000Z"})
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(noise().T, format="fltp", layout="mono")
        frame.sample_rate = 48_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    talk = squeeze(source)
    for target_format in FORMATS:
        back = restore(talk, tmp_path / f"back.{target_format}", RestoreSettings(compute=ComputeChoice("cpu"))).target
        tags, _, dates = known_of(back)
        for name, value in MP4_TAGS.items():
            assert tags[name.replace("album_artist", "albumartist")] == [value], target_format
        assert dates["created"].startswith("2020-05-06T07:08:09"), target_format


def test_tags_that_were_changed_in_the_file_go_out(squeeze: Squeeze, tmp_path: Path) -> None:
    source = tmp_path / "talk.wav"
    with create_audio(source, 48_000, 1, {"title": ["Old"]}, None, DATES) as writer:
        writer.write(noise())
    talk = squeeze(source)
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
