"""The format's pages: their tables against the code, and their readers against the golden files."""

import hashlib
import io
import re
import struct
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.container import (
    SqcReader,
    block_layout,
    blocks,
    description,
    entropy_layers,
    header,
    packing,
    parts,
    records,
)
from sqcodec_gui.container.attachments import LIMIT_COUNT
from sqcodec_gui.container.edit import shrink
from sqcodec_gui.container.entropy import SIGNATURE as TABLES_SIGNATURE
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.container.writer import BACKUP_HEADER_FROM_BLOCKS

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "resources" / "format" / "sqc-1.md").read_text("utf-8")
PAGE_2 = (REPOSITORY / "resources" / "format" / "sqc-2.md").read_text("utf-8")
GOLDEN = REPOSITORY / "tests" / "data" / "container"
LAYOUTS = {
    "## Header": header.FIELDS,
    "## Frame of a record": records.FIELDS,
    "## Block": block_layout.FIELDS,
    "## Part": parts.FIELDS,
    "**File of tables.**": (("signature", "8s"), ("version", "H"), ("level_count", "H")),
}


@pytest.fixture(scope="module")
def page_reader() -> dict:
    """The names that the Python of both pages defines."""
    names: dict = {}
    for page in (PAGE, PAGE_2):
        [code] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
        exec(compile(code, "sqc.md", "exec"), names)
    return names


@pytest.mark.parametrize("heading", LAYOUTS)
def test_the_tables_of_fields_are_those_of_the_code(heading):
    _check_fields(PAGE, heading, LAYOUTS[heading])


def test_the_fields_of_tables_with_layers_are_those_of_the_code():
    _check_fields(PAGE_2, "**File of tables.**", entropy_layers.FIELDS)


def _check_fields(page: str, heading: str, fields) -> None:
    table = re.search(r"(?:^\|.*\n)+", page[page.index(heading) :], re.MULTILINE)
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\w+) \| (\w+) \|", table[0], re.MULTILINE)
    expected, offset = [], 0
    for name, code in fields:
        size = struct.calcsize("<" + code)
        expected.append((str(offset), str(size), code, name))
        offset += size
    assert rows == expected


def test_the_numbers_of_the_page_are_those_of_the_code():
    for sentence in (
        f"at most {header.LIMIT_STATISTICS:,} |",
        f"at most {description.LIMIT_BYTES:,} |",
        f"at most {header.LIMIT_ATTACHMENTS_BYTES:,};",
        f"nested at most {description.LIMIT_DEPTH} deep",
        f"is at most {header.LIMIT_BLOCK_TOKENS:,} |",
        f"| 1 to {header.LIMIT_CHANNELS} |",
        f"at most {LIMIT_COUNT} times",
        f"if the file has {BACKUP_HEADER_FROM_BLOCKS} blocks or more",
        f"groups of {packing.GROUP_TOKENS:,},",
        header.SIGNATURE.hex(" ").upper(),
        TABLES_SIGNATURE.hex(" ").upper(),
        records.SYNC.hex(" ").upper(),
        f"{block_layout.FLAG_IDENTICAL}: all channels are identical, stored once; {block_layout.FLAG_LOST}: lost",
        f"counts as\n{2**32 + blocks.LOST_TOKEN:,}",
    ):
        assert sentence in PAGE


def test_the_numbers_of_the_second_page_are_those_of_the_code():
    for sentence in (
        f"list of 1 to {header.LIMIT_LAYERS} numbers: tokens of a frame in each layer",
        f"at least 1; their sum T is at most {header.LIMIT_FRAME_TOKENS} |",
        f"frames in a block; times T at most {header.LIMIT_BLOCK_TOKENS:,} |",
        f"flags, {block_layout.FLAG_IDENTICAL} if all channels are identical and stored once",
        f"count as {2**32 + blocks.LOST_TOKEN:,}",
        f"min(max(h, 0), {entropy_layers.HIDDEN_LIMIT:,})",
        f"matrix(·, v) / {entropy_layers.SCALE:,})",
        f"H, 1 to {entropy_layers.LIMIT_HIDDEN} |",
        f"a power of two up to {entropy_layers.LIMIT_SPACING:,} |",
        f"(below {entropy_layers.LIMIT_SETS})",
        f"(c at most {entropy_layers.LIMIT_LAGS}, lags from −{entropy_layers.LIMIT_LAG} to\n",
        f"at most {entropy_layers.LIMIT_NUMBERS:,}:",
        TABLES_SIGNATURE.hex(" ").upper(),
    ):
        assert sentence in PAGE_2


def test_the_reader_of_the_page_reads_packed_files(page_reader):
    data = (GOLDEN / "packed-1.sqc").read_bytes()
    told, told_parts = page_reader["read_sqc"](data)
    with SqcReader(GOLDEN / "packed-1.sqc") as reader:
        for key in ("model", "family", "weights_sha256", "sample_rate_hz", "hop_samples", "channels", "stream_id"):
            assert told[key] == getattr(reader.header, key)
        for number, part in enumerate(reader.parts):
            told_part = told_parts[number]
            assert tuple(told_part["statistics"]) == part.statistics.values
            for key in ("skip_samples", "sample_count", "source_sha256"):
                assert told_part[key] == getattr(part, key)
            assert told_part["source"]["name"] == part.source.name
            places = [index for index, entry in enumerate(reader.blocks) if entry.part == number]
            found = np.concatenate([_tokens(reader, index) for index in places], axis=1)
            assert [[-2 if token is None else token for token in row] for row in told_part["tokens"]] == found.tolist()
        assert told["tokens_sha256"] == reader.footer.tokens_sha256 == _page_hash(told, told_parts)


def _tokens(reader, index):
    lost = np.full((reader.header.channels, reader.blocks[index].token_count), blocks.LOST_TOKEN)
    return lost if reader.blocks[index].lost else reader.read_block(index)


def _page_hash(told, told_parts) -> str:
    """The token hash as the page describes it."""
    numbers = [told["channels"]]
    for part in told_parts:
        for time in zip(*part["tokens"], strict=True):
            numbers += [4_294_967_294 if token is None else token for token in time]
        numbers.append(4_294_967_295)
    return hashlib.sha256(struct.pack(f"<{len(numbers)}I", *numbers)).hexdigest()


def test_the_reader_of_the_page_reads_coded_files(page_reader):
    tables = (GOLDEN / "coded-1.sqt").read_bytes()
    told, [part] = page_reader["read_sqc"]((GOLDEN / "coded-1.sqc").read_bytes(), tables)
    with SqcReader(GOLDEN / "coded-1.sqc", tables=tables_from_bytes(tables)) as reader:
        found = np.concatenate([reader.read_block(index) for index in range(len(reader.blocks))], axis=1)
        assert part["tokens"] == found.tolist()
        assert told["tables_sha256"] == reader.header.tables_sha256


def test_the_dictionary_of_the_page_is_that_of_the_code(page_reader):
    assert page_reader["DICTIONARY"] == description.DICTIONARY
    assert page_reader["DICTIONARY_2"] == description.DICTIONARY_2


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_the_reader_of_the_second_page_reads_layers(page_reader, layers):
    tables, file = (GOLDEN / "layers-2.sqt").read_bytes(), io.BytesIO((GOLDEN / "layers-2.sqc").read_bytes())
    if layers < 3:
        small = io.BytesIO()
        shrink(file, small, layers, "smaller")
        file = small
    told, told_parts = page_reader["read_sqc_2"](file.getvalue(), tables)
    with SqcReader(file, tables=tables_from_bytes(tables)) as reader:
        for key in ("model", "family", "weights_sha256", "block_frames", "context_frames", "channels", "tables_sha256"):
            assert told[key] == getattr(reader.header, key)
        assert tuple(told["layers"]) == reader.header.layers
        for number, part in enumerate(reader.parts):
            for key in ("skip_samples", "sample_count", "source_sha256"):
                assert told_parts[number][key] == getattr(part, key)
            found = [_frames(reader, index) for index, entry in enumerate(reader.blocks) if entry.part == number]
            as_told = np.array(told_parts[number]["tokens"], float)  # None becomes nan
            right = np.concatenate(found, axis=1)
            np.testing.assert_array_equal(as_told, np.where(right == blocks.LOST_TOKEN, np.nan, right))
        assert tuple(told["token_hashes"]) == reader.footer.token_hashes == _page_hashes(told, told_parts)


def _frames(reader, index):
    entry = reader.blocks[index]
    return blocks.lost_tokens(reader.header, entry.token_count) if entry.lost else reader.read_block(index)


def _page_hashes(told, told_parts) -> tuple[str, ...]:
    """The token hashes as the second page describes them."""
    found = []
    for upto in accumulate(told["layers"]):
        numbers = [told["channels"]]
        for part in told_parts:
            for channels in zip(*part["tokens"], strict=True):
                for frame in channels:
                    numbers += [4_294_967_294 if token is None else token for token in frame[:upto]]
            numbers.append(4_294_967_295)
        found.append(hashlib.sha256(struct.pack(f"<{len(numbers)}I", *numbers)).hexdigest())
    return tuple(found)


def test_the_reader_of_the_second_page_drops_a_damaged_upper_layer(page_reader):
    tables, data = (GOLDEN / "layers-2.sqt").read_bytes(), bytearray((GOLDEN / "layers-2.sqc").read_bytes())
    with SqcReader(io.BytesIO(data)) as reader:
        last = reader.blocks[7]
    data[last.offset + last.size_bytes - 3] ^= 1
    _, [part, _] = page_reader["read_sqc_2"](bytes(data), tables)
    assert part["tokens"][0][7 * 60][2:] == [None, None]
    assert None not in part["tokens"][0][7 * 60][:2]
