"""Mutations of what stands inside a .sqc file; all checksums are made right again, so that inner parsers are met."""

import copy
import io
import json
import struct
import zlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sqcodec_gui.container import SqcReader, block_layout, description, records, varint
from sqcodec_gui.container.errors import SqcError
from sqcodec_gui.container.footer import Footer
from sqcodec_gui.container.header import LAYOUT, SIGNATURE, with_crc

ODD_VALUES = (
    *(0, 1, -1, 2, 7, 255, 256, 4097, 65_535, 65_536, 2**31 - 1, 2**31, 2**32, 2**53, 2**63, 2**64, 10**30, 10**400),
    *(0.5, -0.0, 1e308, True, False, None, "", "x", "é" * 300, "\udc80", "../../x", "<b>x</b>", "0" * 64, "1k5bps"),
    *([], [[]], [0], [1] * 20, [7] * 16, {}, {"a": []}, {"name": "x"}, [{"a": None}]),
)
KINDS = (*records.KINDS, b"X")


@dataclass
class Pieces:
    """A file taken apart. ``records``: (kind, body). ``raw_told``: the description as text, in place of ``told``."""

    fixed: list[Any]
    statistics: bytes
    told: Any
    attachments: bytes
    records: list[tuple[bytes, bytes]]
    raw_told: bytes | None = None
    footer_is_refitted: bool = False
    footer: Footer | None = None
    """That of the file before it was changed."""

    @property
    def version(self) -> int:
        return int(self.fixed[1])


def take_apart(data: bytes) -> Pieces:
    fixed = list(LAYOUT.unpack_from(data))
    middle = LAYOUT.size + 4 * fixed[2]
    end = middle + fixed[3]
    told = description.inflate_json(data[middle:end], 0, fixed[1])
    found, offset = [], end + fixed[4]
    while offset < len(data):
        _, kind, _, size = records.FRAME.unpack_from(data, offset)
        found.append((kind, data[offset + records.FRAME.size : offset + records.FRAME.size + size]))
        offset += records.FRAME.size + size
    footer = SqcReader(io.BytesIO(data)).footer
    return Pieces(fixed, data[LAYOUT.size : middle], told, data[end : end + fixed[4]], found, footer=footer)


def put_together(pieces: Pieces) -> bytes:
    """Every length and checksum is right, whatever the contents are."""
    plain = pieces.raw_told
    if plain is None:
        plain = json.dumps(pieces.told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    dictionary = description.DICTIONARIES.get(pieces.version, description.DICTIONARY)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    told = coder.compress(plain) + coder.flush()
    fixed = [SIGNATURE, pieces.version, pieces.fixed[2], len(told), len(pieces.attachments), *pieces.fixed[5:]]
    data = with_crc(LAYOUT.pack(*fixed) + pieces.statistics + told) + pieces.attachments
    if pieces.footer_is_refitted:
        _refit_footer(pieces)
    return data + b"".join(_record(pieces, kind, body) for kind, body in pieces.records)


def _record(pieces: Pieces, kind: bytes, body: bytes) -> bytes:
    stream_id = pieces.fixed[5]
    checked = len(body)
    if kind == records.BLOCK and pieces.version == 2:
        try:
            body = _with_layer_crcs(body)
            checked = block_layout.checked_bytes(body)
        except SqcError:
            pass
    crc = records.crc_of(kind, body[:checked], len(body), stream_id)
    return records.FRAME.pack(records.SYNC, kind, crc, len(body)) + body


def _with_layer_crcs(body: bytes) -> bytes:
    head = block_layout._Head.read(body, 0)
    place, crcs = head.size_bytes, []
    for layer in head.layers:
        crcs.append(struct.pack("<I", zlib.crc32(body[place : place + layer.size_bytes])))
        place += layer.size_bytes
    inner = b"".join(crcs[1:])
    return body[: head.size_bytes - len(inner)] + inner + body[head.size_bytes :]


def _layered_body(head: block_layout._Head, payloads: list[bytes]) -> bytes:
    """A block's body with layers of these payloads, whatever the rest of the head says."""
    told = [varint.write(number) for number in (head.part, head.number, head.token_count)]
    told += [bytes([head.is_identical, len(payloads)])]
    methods = [layer.method for layer in head.layers] + [0] * len(payloads)
    told += [varint.write(2 * len(one) + method) for one, method in zip(payloads, methods, strict=False)]
    return b"".join([*told, bytes(4 * max(len(payloads) - 1, 0)), *payloads])


def _refit_footer(pieces: Pieces) -> None:
    """Makes the footer's account of the records come out, so that the file is opened as a whole one."""
    assert pieces.footer is not None
    ends: list[tuple[int, list[int]]] = [(0, [])]
    backup_header_bytes = 0
    for kind, body in pieces.records:
        size_bytes = records.FRAME.size + len(body)
        if kind == records.PART:
            ends.append((size_bytes, []))
        elif kind == records.BLOCK:
            ends[-1][1].append(size_bytes)
        elif kind == records.BACKUP_HEADER:
            backup_header_bytes = size_bytes
    known = pieces.footer.parts
    parts = tuple(
        replace(known[min(number, len(known) - 1)], part_record_bytes=part_bytes, block_bytes=tuple(sizes))
        for number, (part_bytes, sizes) in enumerate(ends)
    )
    footer = Footer(parts, backup_header_bytes, pieces.footer.token_hashes).body
    pieces.records = [one for one in pieces.records if one[0] != records.FOOTER] + [(records.FOOTER, footer)]


def mutate(pieces: Pieces, rng: np.random.Generator) -> bytes:
    """One to three changes of the pieces, and the file that they make."""
    pieces = copy.deepcopy(pieces)
    for _ in range(rng.integers(1, 4)):
        CHANGES[rng.integers(len(CHANGES))](pieces, rng)
    pieces.footer_is_refitted = bool(rng.integers(2))
    return put_together(pieces)


def _places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        found.append((value, key))
        _places(value[key], found)
    return found


def _description(pieces: Pieces, rng: np.random.Generator) -> None:
    places = _places(pieces.told, [])
    holder, key = places[rng.integers(len(places))]
    way = rng.integers(5)
    if way == 0 and isinstance(holder, dict):
        del holder[key]
    elif way == 1 and isinstance(holder, dict):
        holder["lost" if rng.integers(2) else "more"] = ODD_VALUES[rng.integers(len(ODD_VALUES))]
    elif way == 2 and type(holder[key]) is int:
        holder[key] += int(rng.integers(-3, 4))
    else:
        holder[key] = copy.deepcopy(ODD_VALUES[rng.integers(len(ODD_VALUES))])


def _text(pieces: Pieces, rng: np.random.Generator) -> None:
    plain = bytearray(json.dumps(pieces.told).encode())
    way = rng.integers(4)
    if way == 0:
        plain[rng.integers(len(plain))] = rng.integers(256)
    elif way == 1:
        plain = plain[:-1] + b',"model":"6kbps"}'
    elif way == 2:
        plain = plain[:-1] + b',"a":' + b"[" * int(rng.integers(1, 3000)) + b"}"
    else:
        plain = plain[:-1] + b',"a":"' + b" " * int(rng.integers(1, 2 << 20)) + b'"}'
    pieces.raw_told = bytes(plain)


def _fixed(pieces: Pieces, rng: np.random.Generator) -> None:
    way = rng.integers(4)
    if way == 0:
        pieces.fixed[1] = int(rng.integers(0, 4))
    elif way == 1:
        pieces.fixed[2] = int(rng.integers(0, 5000))
    elif way == 2:
        pieces.fixed[5] = int(rng.integers(2**32))
    else:
        pieces.fixed[7] = rng.bytes(32)


def _statistics(pieces: Pieces, rng: np.random.Generator) -> None:
    count = int(rng.integers(0, 64))
    values = rng.choice(np.array([0.5, np.nan, np.inf, -1e30, 0], "<f4"), count)
    pieces.statistics, pieces.fixed[2] = values.tobytes(), count


def _attachments(pieces: Pieces, rng: np.random.Generator) -> None:
    body = _changed(pieces.attachments[4:] or rng.bytes(40), rng)
    pieces.attachments = struct.pack("<I", zlib.crc32(body)) + body


def _body(pieces: Pieces, rng: np.random.Generator) -> None:
    index = rng.integers(len(pieces.records))
    kind, body = pieces.records[index]
    head = min(len(body), int(rng.choice([3, 10, 16, len(body)])))
    pieces.records[index] = kind, _changed(body[:head], rng) + body[head:]


def _order(pieces: Pieces, rng: np.random.Generator) -> None:
    first, second = (int(number) for number in rng.integers(len(pieces.records), size=2))
    way = rng.integers(3)
    if way == 0:
        pieces.records[first], pieces.records[second] = pieces.records[second], pieces.records[first]
    elif way == 1 and len(pieces.records) > 1:
        del pieces.records[first]
    else:
        pieces.records[second:second] = [pieces.records[first]] * int(rng.integers(1, 40))


def _kind(pieces: Pieces, rng: np.random.Generator) -> None:
    index = rng.integers(len(pieces.records))
    body = pieces.records[index][1] if rng.integers(2) else rng.bytes(int(rng.integers(0, 200)))
    pieces.records[index] = KINDS[rng.integers(len(KINDS))], body


def _footer(pieces: Pieces, rng: np.random.Generator) -> None:
    """Its numbers, each a varint; the length at its end is made right again."""
    kind, body = pieces.records[-1]
    body = _changed(body[:-4], rng)
    pieces.records[-1] = kind, body + struct.pack("<I", records.FRAME.size + len(body) + 4)


def _grid(pieces: Pieces, rng: np.random.Generator) -> None:
    """Numbers that a decoder computes with, each of them possible by itself."""
    choices = {
        "hop_samples": (1, 45, 180, 65_535),
        "sample_rate_hz": (1, 8000, 16_000, 48_000, 10_000_000),
        "levels": ([3, 4, 5], [5, 4, 3], [7] * 6, [2], [255, 255, 255], [2] * 16, [3, 4, 6]),
        "channels": (1, 2, 3, 64),
        "skip_samples": (0, 1, 100_000, 2**53),
    }
    if pieces.version == 2:
        choices["layers"] = ([1], [1, 1], [1, 1, 2], [2, 1, 1], [4], [1] * 8, [16], [1, 2, 1])
        choices["block_frames"] = (1, 11, 59, 60, 61, 896, 65_535)
        choices["context_frames"] = (0, 1, 117, 65_535)
    else:
        choices["window_tokens"] = choices["block_windows"] = (1, 10, 29, 30, 31, 300, 600, 65_535)
    for key in rng.choice(sorted(choices), int(rng.integers(1, 3)), replace=False):
        pieces.told[key] = copy.deepcopy(choices[key][rng.integers(len(choices[key]))])


def _layers(pieces: Pieces, rng: np.random.Generator) -> None:
    """The layers of a block, or the head before them; its checksums become right again."""
    of_blocks = [index for index, (kind, _) in enumerate(pieces.records) if kind == records.BLOCK]
    if pieces.version != 2 or not of_blocks:
        _body(pieces, rng)
        return
    index = int(rng.choice(of_blocks))
    body = pieces.records[index][1]
    try:
        head = block_layout._Head.read(body, 0)
    except SqcError:  # changed before
        return
    place, payloads = head.size_bytes, []
    for layer in head.layers:
        payloads.append(body[place : place + layer.size_bytes])
        place += layer.size_bytes
    way = rng.integers(6)
    if way == 0 and payloads:
        del payloads[int(rng.integers(len(payloads))) :]
    elif way == 1 and payloads:
        payloads += [payloads[-1]] * int(rng.integers(1, 8))
    elif way == 2 and payloads:
        chosen = int(rng.integers(len(payloads)))
        payloads[chosen] = _changed(payloads[chosen], rng)
    elif way == 3 and len(payloads) > 1:
        payloads[0], payloads[-1] = payloads[-1], payloads[0]
    elif way == 4:
        turned = tuple(layer._replace(method=1 - layer.method) for layer in head.layers)
        head = head._replace(layers=turned)
    else:
        field = ("part", "number", "token_count", "is_identical")[rng.integers(4)]
        limit = {"part": 65_535, "number": 2**32 - 1, "token_count": 65_536, "is_identical": 1}[field]
        value = int(rng.choice([0, 1, 2, 11, 59, 61, limit]))
        head = head._replace(**{field: min(value, limit)})
    pieces.records[index] = records.BLOCK, _layered_body(head, payloads)


def _account(pieces: Pieces, rng: np.random.Generator) -> None:
    """What the footer tells of the parts and hashes, each number possible by itself."""
    assert pieces.footer is not None
    parts = list(pieces.footer.parts)
    chosen = int(rng.integers(len(parts)))
    value = int(rng.choice([0, 1, 2, 11, 60, 15_999, 16_000, 65_535, 2**31, 2**53]))
    way = rng.integers(7)
    hashes = list(pieces.footer.token_hashes)
    if way == 0:
        parts[chosen] = replace(parts[chosen], sample_count=value)
    elif way == 1:
        parts[chosen] = replace(parts[chosen], source_frames=value if rng.integers(3) else None)
    elif way == 2:
        parts[chosen] = replace(parts[chosen], last_block_tokens=value)
    elif way == 3:
        parts[chosen] = replace(parts[chosen], source_sha256=rng.bytes(32).hex() if rng.integers(2) else "")
    elif way == 4:
        parts[chosen] = replace(parts[chosen], block_bytes=parts[chosen].block_bytes[: int(rng.integers(0, 20))])
    elif way == 5:
        parts = parts[:chosen] + parts[chosen:][::-1] if rng.integers(2) else parts + parts[chosen:]
    else:
        hashes[rng.integers(len(hashes))] = rng.bytes(32).hex()
    pieces.footer = replace(pieces.footer, parts=tuple(parts), token_hashes=tuple(hashes))
    if pieces.records and pieces.records[-1][0] == records.FOOTER:
        pieces.records[-1] = records.FOOTER, pieces.footer.body


def _changed(data: bytes, rng: np.random.Generator) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.integers(1, 4)):
        start = int(rng.integers(0, len(changed) + 1))
        way = rng.integers(5)
        if way == 0 and start < len(changed):
            changed[start] ^= int(rng.integers(1, 256))
        elif way == 1:
            changed[start : start + 4] = struct.pack("<I", int(rng.choice([0, 1, 65_535, 2**31, 2**32 - 1])))
        elif way == 2:
            changed[start : start + 9] = b"\xff" * 8 + b"\x7f"
        elif way == 3:
            del changed[start : start + int(rng.integers(1, 20))]
        else:
            changed[start:start] = rng.bytes(int(rng.integers(1, 20)))
    return bytes(changed)


CHANGES = (
    *(_description, _description, _text, _fixed, _statistics, _attachments, _body, _body, _order, _kind, _footer),
    *(_grid, _layers, _layers, _account),
)
"""Some twice: these reach most."""
