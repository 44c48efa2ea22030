"""The format's page: its tables against the code, and its reader against the golden files."""

import hashlib
import re
import struct
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.container import SqcReader, block_layout, blocks, description, header, packing, parts, records
from sqcodec_gui.container.attachments import LIMIT_COUNT
from sqcodec_gui.container.entropy import SIGNATURE as TABLES_SIGNATURE
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.writer import SPARE_FROM_BLOCKS

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "resources" / "format" / "sqc-1.md").read_text("utf-8")
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
    """The names that the page's Python defines."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict = {}
    exec(compile(code, "sqc-1.md", "exec"), names)
    return names


@pytest.mark.parametrize("heading", LAYOUTS)
def test_the_tables_of_fields_are_those_of_the_code(heading):
    table = re.search(r"(?:^\|.*\n)+", PAGE[PAGE.index(heading) :], re.MULTILINE)
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\w+) \| (\w+) \|", table[0], re.MULTILINE)
    expected, offset = [], 0
    for name, code in LAYOUTS[heading]:
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
        f"if the file has {SPARE_FROM_BLOCKS} blocks or more",
        f"groups of {packing.GROUP_TOKENS:,},",
        header.SIGNATURE.hex(" ").upper(),
        TABLES_SIGNATURE.hex(" ").upper(),
        records.SYNC.hex(" ").upper(),
        f"{block_layout.FLAG_IDENTICAL}: all channels are identical, stored once; {block_layout.FLAG_LOST}: lost",
        f"counts as\n{2**32 + blocks.LOST_TOKEN:,}",
    ):
        assert sentence in PAGE


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
    with SqcReader(GOLDEN / "coded-1.sqc", tables=EntropyTables.from_bytes(tables)) as reader:
        found = np.concatenate([reader.read_block(index) for index in range(len(reader.blocks))], axis=1)
        assert part["tokens"] == found.tolist()
        assert told["tables_sha256"] == reader.header.tables_sha256


def test_the_dictionary_of_the_page_is_that_of_the_code(page_reader):
    assert page_reader["DICTIONARY"] == description.DICTIONARY
