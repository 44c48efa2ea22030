"""Files whose checksums are right and whose contents are not: what some of the mutations of tests/bench give."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from sqcodec_gui.container import Header, SqcReader, Statistics
from sqcodec_gui.container.blocks import LOST_TOKEN
from sqcodec_gui.container.errors import SqcError

MUTATIONS = 150
FORMAT = Path(__file__).parents[2] / "resources" / "format"


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
        import mutate_container

        yield mutate_container


@pytest.fixture(scope="module")
def page_reader() -> dict:
    """The names that the Python of both format pages defines."""
    names: dict = {}
    for page in ("sqc-1.md", "sqc-2.md"):
        [code] = re.findall(r"```python\n(.*?)```", (FORMAT / page).read_text("utf-8"), re.DOTALL)
        exec(compile(code, page, "exec"), names)
    return names


def test_none_crashes_a_reader_or_makes_a_repair_write_a_damaged_file(bench: ModuleType) -> None:
    words = []
    files = bench.inside_files()
    for number in range(MUTATIONS):
        pieces, tokens_sha256, tables = files[number % len(files)]
        data = bench.structured_mutations.mutate(pieces, np.random.default_rng([20, number]))
        if number % 2:
            data = bench.with_right_hashes(data, tables)
        words.append(bench.examine_inside(data, tokens_sha256, tables))
    assert {word.partition(":")[0] for word in words} >= {"refused", "accepted, tokens equal", "opened, found damaged"}


def accepted_tokens(data: bytes) -> list[list[list[int | None]]] | None:
    """For each part and channel; None if the program finds anything wrong with the file."""
    try:
        with SqcReader(io.BytesIO(data)) as reader:
            if reader.check():
                return None
            parts: list[list[list[int | None]]] = [[[] for _ in range(reader.header.channels)] for _ in reader.parts]
            for index, entry in enumerate(reader.blocks):
                tokens = reader.read_block_or_none(index)
                count = entry.token_count * reader.header.tokens_per_frame
                for channel, told in enumerate(parts[entry.part]):
                    flat = [LOST_TOKEN] * count if tokens is None else tokens[channel].reshape(-1).tolist()
                    told += [None if token == LOST_TOKEN else token for token in flat]
            return parts
    except SqcError:
        return None


@pytest.mark.parametrize("layers", [False, True], ids=["version 1", "layers"])
def test_what_the_pages_reader_refuses_the_program_refuses(
    bench: ModuleType,
    page_reader: dict,
    make_header: Callable[..., Header],
    make_layered: Callable[..., Header],
    make_tokens: Callable[[Header, int], np.ndarray],
    write_file: Callable[..., bytes],
    layers: bool,
) -> None:
    """What the program accepts it reads, too, and the same. (The other way round need not be: it is kept short.)"""
    header = make_layered() if layers else make_header(statistics=Statistics())
    data = write_file(header, make_tokens(header, 75))
    read = page_reader["read_sqc_2" if layers else "read_sqc"]
    pieces, accepted = bench.structured_mutations.take_apart(data), 0
    for number in range(MUTATIONS):
        changed = bench.structured_mutations.mutate(pieces, np.random.default_rng([21, number]))
        changed = bench.with_right_hashes(changed, None)
        tokens = accepted_tokens(changed)
        if tokens is None:
            continue
        accepted += 1
        _, parts = read(changed)
        found = [part["tokens"] for part in parts]
        flat = [[[one for frame in row for one in frame] for row in part] for part in found] if layers else found
        assert flat == tokens, f"mutation {number}"
    assert accepted > MUTATIONS // 20


def test_the_second_page_names_the_bounds() -> None:
    page = (FORMAT / "sqc-2.md").read_text("utf-8")
    assert "[Bounds](sqc-1.md#bounds)" in page
