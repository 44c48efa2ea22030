"""Damages .sqc files at random, many times, and counts what a reader makes of them. Run by hand:

    python tests/bench/mutate_container.py [MUTATIONS] [SEED] [structured]

Every damaged file is opened strictly and tolerantly, every block that is handed out is compared with the right one, and
what a repair writes is checked. Ends with exit code 1 at the first wrong token, crash or endless wait.

With ``structured`` the mutations are of what stands inside, and all checksums are made right again (see
structured_mutations.py): then contents may truly be others, and only a typed error or a sound answer is right.
"""

import io
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import numpy as np
import structured_mutations

from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.blocks import LOST_TOKEN
from sqcodec_gui.container.edit import repair
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcError

GOLDEN = Path(__file__).parents[1] / "data" / "container"
SLOWEST_S = 5.0
"""Of the processor's time."""
LAYERS_EVERY = 50
"""Files with layers take many times as long: only each so many is one."""


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


def examine_inside(data: bytes, tokens_sha256: str, tables: EntropyTables | None) -> str:
    """What became of a file whose checksums are right, in a word. Whatever is raised but SqcError is a crash."""
    try:
        with SqcReader(io.BytesIO(data), tables=tables) as reader:
            word = "found damaged" if reader.check() else "accepted"
            is_same = reader.footer is not None and reader.footer.tokens_sha256 == tokens_sha256
            word += ", tokens equal" if word == "accepted" and is_same else ""
    except SqcError as error:
        word = f"refused: {type(error).__name__}"
    fixed = io.BytesIO()
    try:
        repair(io.BytesIO(data), fixed, tables=tables)
    except SqcError:
        return word
    assert SqcReader(fixed, tables=tables).check() == [], "the repaired file is damaged"
    return word


def inside(mutations: int, seed: int) -> int:
    """Mutations with right checksums; each can be made again from the seed and its number."""
    files = []
    for name, named in (("packed-1", None), ("coded-1", "coded-1"), ("layers-2", "layers-2")):
        data = (GOLDEN / f"{name}.sqc").read_bytes()
        tables = EntropyTables.from_bytes((GOLDEN / f"{named}.sqt").read_bytes()) if named else None
        pieces = structured_mutations.take_apart(data)
        assert pieces.footer is not None
        assert structured_mutations.put_together(pieces) == data, "taken apart and put together it is another"
        files.append((pieces, pieces.footer.tokens_sha256, tables))
    counts: Counter[str] = Counter()
    slowest_s, slowest, before_mib = 0.0, 0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for number in range(mutations):
        pieces, tokens_sha256, tables = files[2 if number % LAYERS_EVERY == 0 else number % 2]
        data = structured_mutations.mutate(pieces, np.random.default_rng([seed, number]))
        begin_s = time.process_time()
        try:
            word = examine_inside(data, tokens_sha256, tables)
        except Exception:
            word = "CRASH"
            print(f"mutation {number} of seed {seed}:", file=sys.stderr)
            traceback.print_exc()
        counts[word] += 1
        took_s = time.process_time() - begin_s
        if took_s > slowest_s:
            slowest_s, slowest = took_s, number
    for word, count in counts.most_common():
        print(f"{count:8,}  {word}")
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{mutations:8,}  inputs, {counts['CRASH']} crashes, slowest {slowest_s * 1000:.0f} ms of processor (number"
        f" {slowest}), peak memory {peak_mib:.0f} MiB ({before_mib:.0f} before)"
    )
    return 1 if counts["CRASH"] or slowest_s > SLOWEST_S else 0


def main() -> int:
    if "structured" in sys.argv:
        sys.argv.remove("structured")
        return inside(*map(int, (sys.argv[1:2] or ["100000"]) + (sys.argv[2:3] or ["0"])))
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
