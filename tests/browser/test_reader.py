"""The page's reader keeps to the bounds of the format's page, as the program and the kit do. With Node.js alone."""

import io
import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sqcodec_gui.container import Header, Source, SqcReader, SqcWriter, bounds, description, records, varint
from sqcodec_gui.container.header import LAYOUT as HEADER
from sqcodec_gui.container.header import header_bytes, parse_header, with_crc
from sqcodec_gui.container.parts import LAYOUT as PART
from sqcodec_gui.container.parts import PartStart

FOLDER = Path(__file__).parents[2] / "resources" / "page"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
MOST_CPU_S = 6.0
"""All of a test's files together; without bounds one of them took minutes, or all memory."""
pytestmark = pytest.mark.skipif(NODE is None, reason="needs Node.js")
Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_them(*files: bytes) -> list[dict[str, Any]]:
        paths = [tmp_path / f"{number}.sqc" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        command = [str(NODE), "--max-old-space-size=300", str(Path(__file__).with_name("read.cjs")), str(FOLDER)]
        done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert found["cpu_s"] < MOST_CPU_S
        told: list[dict[str, Any]] = found["told"]
        return told

    return read_them


@pytest.fixture
def second() -> Header:
    """Blocks of a second; 89 frames."""
    return Header(
        model="spectral-6kbps",
        family="spectral",
        weights_sha256="0123456789abcdef" * 4,
        sample_rate_hz=16_000,
        hop_samples=180,
        levels=(7,) * 6,
        layers=(1, 1, 2),
        block_frames=89,
        context_frames=35,
        channels=1,
        encoder="sqcodec-gui",
        source=Source("talk.wav", 16_000, 1),
    )


def written(header: Header, *parts: tuple[int, int], whole: bool = True) -> bytes:
    """Each part has so many lost blocks, and then so many frames in a last block."""
    file = io.BytesIO()
    writer = SqcWriter(file, header)
    for number, (lost, frames) in enumerate(parts):
        if number:
            writer.begin_part(PartStart(header.source, header.statistics, 0))
        for _ in range(lost):
            writer.write_lost_block(header.block_tokens)
        writer.write_block(np.zeros((header.channels, frames, header.tokens_per_frame), np.int32))
        writer.end_part(sample_count=(lost * header.block_tokens + frames) * header.hop_samples)
    writer.close_file()
    return file.getvalue()[: None if whole else -1]


def test_as_many_lost_blocks_as_a_file_may_have_and_no_more(read: Read, second: Header) -> None:
    short = replace(second, block_frames=1)
    within, beyond = bounds.LOST_BLOCKS_FREE, bounds.most_lost_blocks(130_000) + 100
    told = read(*(written(short, (lost, 1), whole=whole) for lost in (within, beyond) for whole in (True, False)))
    assert [one.get("blocks") for one in told] == [within + 1, within + 1, None, None]
    assert told[0]["damage"] == within
    assert all("lost more than one of its size may" in one["error"] for one in told[2:])


def test_as_much_silence_as_a_file_may_have_and_no_more(read: Read, second: Header) -> None:
    one = second.block_tokens * second.hop_samples
    within = bounds.LOST_FREE_SAMPLES // one
    told = read(written(second, (within, 1)), written(second, (3 * within, 1)))
    assert told[0]["blocks"] == within + 1
    assert "lost more" in told[1]["error"]


def test_parts_are_no_more_and_no_shorter_than_those_of_a_join(read: Read, second: Header) -> None:
    free = bounds.PARTS_OF_SOUND_FREE
    told = read(
        written(second, *[(0, 1)] * free),
        written(second, *[(0, 45)] * (3 * free)),  # half a second each
        written(second, *[(0, 1)] * (2 * free)),
        written(second, *[(0, 1)] * (2 * free), whole=False),
    )
    assert [one.get("parts") for one in told] == [free, 3 * free, None, None]
    assert all("more parts than so little sound" in one["error"] for one in told[2:])


def far(header: Header, kind: bytes, number: int) -> bytes:
    """A block or part of this number, and nothing else."""
    start = header_bytes(header, 0)
    if kind == records.BLOCK:
        body = varint.write(0) + varint.write(number) + b"\1\0\0"
    else:
        body = PART.pack(number, 0, 0) + description.deflate_json({"source": {}}, header.format_version)
    return start + records.record_bytes(kind, body, parse_header(start).header.stream_id)


def test_a_number_alone_makes_no_blocks_or_parts(read: Read, second: Header) -> None:
    told = read(far(second, records.BLOCK, 1_000_000), far(second, records.PART, 60_000), far(second, records.PART, 9))
    assert "lost more" in told[0]["error"]
    assert "more parts than one of its size" in told[1]["error"]
    assert told[2]["parts"] == 10


def test_descriptions_do_not_swell(read: Read, second: Header) -> None:
    """Each part's unpacks to a megabyte: only as many are unpacked as the file's size allows."""
    start = header_bytes(second, 0)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=description.DICTIONARY_2)
    told = coder.compress(b'{"source":{},"x":"' + b"x" * 1_000_000 + b'"}') + coder.flush()
    stream_id = parse_header(start).header.stream_id
    parts = [records.record_bytes(records.PART, PART.pack(n, 0, 0) + told, stream_id) for n in range(1, 600)]
    assert len(b"".join(parts)) < 1_000_000
    (found,) = read(start + b"".join(parts))
    assert found["parts"] < 20


def test_false_records_are_not_looked_through_for_ever(read: Read, second: Header) -> None:
    start = header_bytes(second, 0)
    units = (
        records.SYNC + records.BLOCK,
        records.SYNC + records.BLOCK + bytes(8),
        records.SYNC + records.BLOCK + bytes(4) + b"\0\x20\0\0\0\0\1\0\3",
        records.SYNC + records.BACKUP_HEADER + bytes(4) + b"\0\0\x10\0",
        records.SYNC + b"?" + bytes(8),
    )
    told = read(*(start + unit * (900_000 // len(unit)) for unit in units))
    assert [one["blocks"] for one in told] == [0] * len(units)


@pytest.mark.parametrize(
    "changed",
    [
        {"channels": 65},
        {"hop_samples": 0},
        {"sample_rate_hz": 10**8},
        {"block_frames": 65_536},
        {"layers": [1] * 9},
        {"levels": [255] * 16},
        {"context_frames": -1},
        {"skip_samples": -1},
        {"source": {"name": "", "sample_rate_hz": 10**7 + 1, "channels": 1}},
    ],
    ids=str,
)
def test_numbers_that_the_page_does_not_allow_are_refused(read: Read, second: Header, changed: dict[str, Any]) -> None:
    """By the program as well."""
    data = written(second, (0, 1))
    fixed = list(HEADER.unpack_from(data))
    told = description.inflate_json(data[HEADER.size : HEADER.size + fixed[3]], 0, 2) | changed
    compressed, rest = description.deflate_json(told, 2), data[HEADER.size + fixed[3] :]
    fixed[3] = len(compressed)
    bad = with_crc(HEADER.pack(*fixed) + compressed) + rest
    assert "not allowed" in read(bad)[0]["error"]
    with pytest.raises(Exception, match=r"outside|allowed|list|claims|frame|levels|tokens|source"):
        SqcReader(io.BytesIO(bad))
