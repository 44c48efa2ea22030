"""Damages .sqc files at random, many times, and counts what a reader makes of them. Run by hand:

    python tests/bench/mutate_container.py [MUTATIONS] [SEED]

Every damaged file is opened strictly and tolerantly, every block that is handed out is compared with the right one, and
what a repair writes is checked. Ends with exit code 1 at the first wrong token, crash or endless wait.
"""

import io
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.blocks import LOST_TOKEN
from sqcodec_gui.container.edit import repair
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcError

GOLDEN = Path(__file__).parents[1] / "data" / "container"
SLOWEST_S = 5.0
"""Of the processor's time."""


def mutate(data: bytes, rng: np.random.Generator) -> bytes:
    """One to four changes: bytes flipped, zeroed, removed, inserted, repeated, or pieces swapped."""
    broken = bytearray(data)
    for _ in range(rng.integers(1, 5)):
        start = int(rng.integers(0, len(broken) + 1))
        stop = min(start + int(rng.geometric(0.01)), len(broken))
        change = rng.integers(0, 7)
        if change == 0 and start < len(broken):
            broken[start] ^= int(rng.integers(1, 256))
        elif change == 1:
            broken[start:stop] = bytes(stop - start)
        elif change == 2:
            del broken[start:stop]
        elif change == 3:
            broken[start:start] = rng.bytes(stop - start)
        elif change == 4:
            broken[start:start] = data[start:stop]
        elif change == 5:
            broken = broken[stop:] + broken[start:stop] + broken[:start]
        else:
            broken = broken[:stop]
    return bytes(broken)


def right_tokens(data: bytes, tables: EntropyTables | None) -> dict[tuple[int, int], np.ndarray]:
    """(part, first token) -> tokens of each whole block of an undamaged file."""
    reader = SqcReader(io.BytesIO(data), tables=tables)
    return {
        (entry.part, entry.first_token): reader.read_block(index)
        for index, entry in enumerate(reader.blocks)
        if not entry.lost
    }


def examine(broken: bytes, right: dict[tuple[int, int], np.ndarray], tables: EntropyTables | None) -> str:
    """What became of a damaged file, in a word. Raises AssertionError for a wrong token."""
    try:
        strict = SqcReader(io.BytesIO(broken), tables=tables)
        strict_word = "noticed later" if strict.check() else "whole"
    except SqcError:
        strict_word = "refused"
    try:
        reader = SqcReader(io.BytesIO(broken), tolerant=True, tables=tables)
    except SqcError:
        return f"strict: {strict_word}, tolerant: nothing to save"
    saved = 0
    for index, entry in enumerate(reader.blocks):
        tokens = reader.read_block_or_none(index)
        if tokens is not None:
            as_stored = right[entry.part, entry.first_token]
            assert np.array_equal(np.where(tokens == LOST_TOKEN, as_stored, tokens), as_stored), "wrong tokens"
            saved += 1
    fixed = io.BytesIO()
    repair(io.BytesIO(broken), fixed, tables=tables)
    assert SqcReader(fixed, tables=tables).check() == [], "the repaired file is damaged"
    kept = "all" if saved == len(right) else "some" if saved else "no"
    return f"strict: {strict_word}, tolerant: {kept} blocks saved"


def main() -> int:
    mutations = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    files = [(GOLDEN / name).read_bytes() for name in ("packed-1.sqc", "coded-1.sqc", "layers-2.sqc")]
    tables = [EntropyTables.from_bytes((GOLDEN / name).read_bytes()) for name in ("coded-1.sqt", "layers-2.sqt")]
    needed = [None, *tables]
    right = [right_tokens(data, each) for data, each in zip(files, needed, strict=True)]
    counts: Counter[str] = Counter()
    slowest_s = 0.0
    for number in range(mutations):
        chosen = number % len(files)
        broken = mutate(files[chosen], rng)
        begin = time.process_time()
        if broken == files[chosen]:
            counts["not changed at all"] += 1
            continue
        word = examine(broken, right[chosen], needed[chosen])
        assert "whole" not in word, "a change was not noticed"
        counts[word] += 1
        slowest_s = max(slowest_s, time.process_time() - begin)
        assert slowest_s < SLOWEST_S, f"mutation {number} took {slowest_s:.1f} s"
    for word, count in counts.most_common():
        print(f"{count:8,}  {word}")
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{mutations:8,}  mutations, slowest {slowest_s * 1000:.0f} ms, peak memory {peak_mib:.0f} MiB, no wrong token"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
