"""Damages .sqc files at random, many times, and counts what a reader makes of them. Run by hand:

    python tests/bench/mutate_container.py [MUTATIONS] [SEED] [structured] [FILE]

Every damaged file is opened strictly and tolerantly, every block that is handed out is compared with the right one, and
what a repair writes is checked. Ends with exit code 1 at the first wrong token, crash or endless wait.

With ``structured`` the mutations are of what stands inside, and all checksums are made right again (see
structured_mutations.py): then contents may truly be others, and only a typed error or a sound answer is right. With
FILE, the counts so far are kept there every so often, and a run that was interrupted goes on from them.
"""

import io
import json
import sys
import time
import traceback
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import structured_mutations
from process_usage import own_peak_mb

from sqcodec_gui.container import DamageKind, SqcReader, records
from sqcodec_gui.container.blocks import LOST_TOKEN, lost_tokens
from sqcodec_gui.container.edit import repair, shrink
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.container.errors import SqcError
from sqcodec_gui.container.footer import TokenHash
from sqcodec_gui.container.packing import Tokens
from sqcodec_gui.engine.completeness import completeness_of

GOLDEN = Path(__file__).parents[1] / "data" / "container"
SLOWEST_S = 2.0
"""Of the processor's time."""
MOST_MIB = 300
KEPT_EVERY = 500
REMEMBERED = 2000


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


def remembering(tables: EntropyTables) -> EntropyTables:
    """The same tables, which need not work twice for the same tokens: most blocks of a mutation are as they were."""
    decode, encode = tables.decode_layer, tables.encode_layer
    decoded: dict[object, Tokens] = {}
    encoded: dict[object, bytes] = {}

    def decode_layer(layer: int, data: bytes, lower: Tokens) -> Tokens:
        key = layer, data, lower.shape, lower.tobytes()
        if key not in decoded:
            if len(decoded) > REMEMBERED:
                decoded.clear()
            decoded[key] = decode(layer, data, lower)
        return decoded[key].copy()

    def encode_layer(layer: int, frames: Tokens) -> bytes:
        key = layer, frames.shape, frames.tobytes()
        if key not in encoded:
            if len(encoded) > REMEMBERED:
                encoded.clear()
            encoded[key] = encode(layer, frames)
        return encoded[key]

    tables.decode_layer, tables.encode_layer = decode_layer, encode_layer  # type: ignore[method-assign]
    return tables


def examine_inside(data: bytes, tokens_sha256: str, tables: EntropyTables | None) -> str:
    """What became of a file whose checksums are right, in a word. Whatever is raised but SqcError is a crash."""
    try:
        with SqcReader(io.BytesIO(data), tables=tables) as reader:
            word = "opened, found damaged" if reader.check() else "accepted"
            found = completeness_of(reader)
            assert found.is_complete == (not found.problems and not found.losses), "complete and yet not"
            assert all(map(str, (*found.problems, *found.losses))), "a problem without words"
            is_same = reader.footer is not None and reader.footer.tokens_sha256 == tokens_sha256
            if word == "accepted":
                word += ", tokens equal" if is_same else ", other tokens"
    except SqcError as error:
        word = f"refused: {type(error).__name__}" if str(error) else "CRASH: an error without words"
    fixed = io.BytesIO()
    try:
        repair(io.BytesIO(data), fixed, tables=tables)
    except SqcError:
        return word
    with SqcReader(fixed, tables=tables) as reader:
        assert reader.check() == [], "the repaired file is damaged"
    return word


def with_right_hashes(data: bytes, tables: EntropyTables | None) -> bytes:
    """Where nothing but the token hashes of a file is wrong, it gets those of the tokens that it has."""
    try:
        with SqcReader(io.BytesIO(data), tables=tables) as reader:
            if [finding.kind for finding in reader.check()] != [DamageKind.TOKEN_HASH]:
                return data
            hashes, part = TokenHash(reader.header.channels, reader.header.layer_tokens), 0
            for index, entry in enumerate(reader.blocks):
                for _ in range(entry.part - part):
                    hashes.end_part()
                part = entry.part
                tokens = reader.read_block_or_none(index)
                hashes.update(lost_tokens(reader.header, entry.token_count) if tokens is None else tokens)
            for _ in range(part, len(reader.parts)):
                hashes.end_part()
            assert reader.footer is not None
            body = replace(reader.footer, token_hashes=hashes.hexdigests()).body
            record = records.record_bytes(records.FOOTER, body, reader.header.stream_id)
            return data[: -len(record)] + record
    except SqcError:
        return data


def golden(name: str, tables_name: str | None) -> tuple[bytes, EntropyTables | None]:
    data = (GOLDEN / f"{name}.sqc").read_bytes()
    return data, remembering(tables_from_bytes((GOLDEN / f"{tables_name}.sqt").read_bytes())) if tables_name else None


def thinned(data: bytes, tables: EntropyTables | None) -> bytes:
    """A file with layers of whose blocks one is lost and another has lost its upper layers."""
    with SqcReader(io.BytesIO(data), tables=tables) as reader:
        places = [entry for entry in reader.blocks if entry.offset and entry.size_bytes > 200]
    broken = bytearray(data)
    broken[(places[1].offset or 0) + 14] ^= 1
    broken[(places[3].offset or 0) + places[3].size_bytes - 1] ^= 1
    fixed = io.BytesIO()
    assert len(repair(io.BytesIO(broken), fixed, tables=tables)) == 2
    return fixed.getvalue()


def inside_files() -> list[tuple[structured_mutations.Pieces, str, EntropyTables | None]]:
    """What is mutated: as many files with layers as without."""
    packed, coded, layered = golden("packed-1", None), golden("coded-1", "coded-1"), golden("layers-2", "layers-2")
    lower = io.BytesIO()
    shrink(io.BytesIO(layered[0]), lower, 2, "spectral-3kbps")
    datas = [packed, layered, coded, (lower.getvalue(), layered[1]), packed, (thinned(*layered), layered[1])]
    files = []
    for data, tables in datas:
        pieces = structured_mutations.take_apart(data)
        assert pieces.footer is not None
        assert structured_mutations.put_together(pieces) == data, "taken apart and put together it is another"
        files.append((pieces, pieces.footer.tokens_sha256, tables))
    return files


def inside(mutations: int, seed: int, kept: Path | None) -> int:
    """Mutations with right checksums; each can be made again from the seed and its number."""
    files = inside_files()
    first, slowest_s, slowest, before_mib, most_mib = 0, 0.0, 0, peak_mib(), 0.0
    counts: Counter[str] = Counter()
    if kept is not None and kept.exists():
        first, slowest_s, slowest, most_mib, so_far = json.loads(kept.read_text())
        counts.update(so_far)
    for number in range(first, mutations):
        pieces, tokens_sha256, tables = files[number % len(files)]
        data = structured_mutations.mutate(pieces, np.random.default_rng([seed, number]))
        if number % 2:
            data = with_right_hashes(data, tables)
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
        most_mib = max(most_mib, peak_mib())
        if kept is not None and (number + 1) % KEPT_EVERY == 0:
            kept.write_text(json.dumps([number + 1, slowest_s, slowest, most_mib, counts]))
    for word, count in counts.most_common():
        print(f"{count:8,}  {word}")
    told = {
        "typed refusals": sum(count for word, count in counts.items() if word.startswith("refused")),
        "opened and found damaged": counts["opened, found damaged"],
        "accepted and equal": counts["accepted, tokens equal"],
        "accepted with other tokens and their right hash": counts["accepted, other tokens"],
        "crashes": sum(count for word, count in counts.items() if word.startswith("CRASH")),
    }
    print(f"{mutations:8,}  inputs:", ", ".join(f"{count:,} {what}" for what, count in told.items()))
    print(f"slowest {slowest_s * 1000:.0f} ms of processor (number {slowest}), most memory {most_mib:.0f} MiB", end="")
    print(f" ({before_mib:.0f} before)")
    return 1 if told["crashes"] or slowest_s > SLOWEST_S or most_mib > MOST_MIB else 0


def peak_mib() -> float:
    return own_peak_mb() * 1e6 / 2**20


def main() -> int:
    if not {"-h", "--help"}.isdisjoint(sys.argv):
        print(__doc__)
        return 0
    if "structured" in sys.argv:
        numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
        files = [Path(word) for word in sys.argv[1:] if word != "structured" and not word.isdigit()]
        return inside(*(numbers + [100_000, 0][len(numbers) :]), files[0] if files else None)
    mutations = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    files = [(GOLDEN / name).read_bytes() for name in ("packed-1.sqc", "coded-1.sqc", "layers-2.sqc")]
    tables = [tables_from_bytes((GOLDEN / name).read_bytes()) for name in ("coded-1.sqt", "layers-2.sqt")]
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
    print(
        f"{mutations:8,}  mutations, slowest {slowest_s * 1000:.0f} ms, peak memory {peak_mib():.0f} MiB, no wrong"
        " token"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
