"""Brings a recording back from a .sqc file, without the program that made the file.

    python decode_sqc.py FILE.sqc OUT.wav [--weights FOLDER] [--codec-rate]

Needs numpy, soxr where the sample rate is to be another one than the codec's (not with --codec-rate), and torch for
files of other families than spectral (requirements.txt names the versions that it was tested with). The weights, a
folder with model.safetensors and model.json, are looked for in ../weights, or in --weights.
The pages sqc-1.md and sqc-2.md describe the file to the byte; names here are those of these pages.

Damage is borne: what is lost is silent and said. The SHA-256 of the tokens is checked at the end. The exit code is 0
only if nothing is lost, neither of the file nor, before that, of the recording that it was made from.
"""

import argparse
import hashlib
import json
import math
import os
import secrets
import struct
import sys
import wave
import zlib
from bisect import bisect_right
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np

# --- The file: bytes to tokens (sqc-1.md; with layers: sqc-2.md) ------------------------------------------------------

DICTIONARY = (
    b'"comment":["description":["genre":["track_number":["composer":["performer":["copyright":["language":['
    b'"date":["2026-","album":["artist":["title":["tags":{"dates":{"created":"recorded":"modified":"2025-'
    b'"statistics_rule":"none","0k75bps"1k5bps"3kbps"12kbps_24khz"24kbps_24khz"l3ac"l3ac-'
    b'.m4a".mp3".flac".ogg".opus"MPEG"M4A"MP3"OGG"OPUS"AIFF"FLAC"VORBIS"AAC"PCM_24"FLOAT"44100,"channels":2,'
    b'"sample_rate_hz":24000,"hop_samples":90,"levels":[9,9,9,7,7,7],"window_tokens":400,"block_windows":16,'
    b'{"model":"6kbps","family":"sqcodec","sample_rate_hz":16000,"hop_samples":45,"levels":[7,7,7,7,7,7],'
    b'"window_tokens":300,"block_windows":12,"channels":1,"encoder":"sqcodec-gui 0.1.0",'
    b'"statistics_rule":"stored","source":{"name":".wav","size_bytes":1,"sample_rate_hz":48000,'
    b'"channels":1,"sample_format":"PCM_16","container":"WAV"}}'
)
DICTIONARY_2 = DICTIONARY + (
    b'"spectral-1k5bps"spectral-3kbps"layers":[1],"layers":[1,1],'
    b'{"model":"spectral-6kbps","family":"spectral","sample_rate_hz":16000,"hop_samples":180,"levels":[7,7,7,7,7,7],'
    b'"layers":[1,1,2],"block_frames":896,"context_frames":117,"channels":1,"encoder":"sqcodec-gui 0.1.0",'
    b'"statistics_rule":"none","source":{"name":".wav","size_bytes":1,"sample_rate_hz":48000,'
    b'"channels":1,"sample_format":"PCM_16","container":"WAV"},"tables_sha256":"'
)
SIGNATURE = b"\x89SQC\r\n\x1a\n"
SYNC = b"\xd3SQ"
LOST = -2  # in place of a token of an upper layer that is lost; tokens of lost blocks are not there at all


def description(data, version, bounds):
    coder = zlib.decompressobj(-15, DICTIONARY if version == 1 else DICTIONARY_2)
    plain = coder.decompress(data, 1 + min(2**20, bounds["description_bytes"]))
    bounds["description_bytes"] -= len(plain)
    if not coder.eof or bounds["description_bytes"] < 0:
        raise ValueError("a description is longer than it may be")
    return json.loads(plain)


def bounds_of_file(size):
    """Return what a file of so many bytes may ask for (sqc-1.md, Bounds), so that a small one cannot keep one busy."""
    return {
        "description_bytes": 2**20 + 8 * size,
        "parts": 1024 + size // 256,
        "blocks": 4096 + size // 32,
        "lost_blocks": 4096 + size // 256,
        "lost_samples": 2**24 + 64 * size,
        "searched_bytes": 2**24 + 16 * size,
    }


def varint(data, place):
    number = shift = 0
    while True:
        byte = data[place]
        place, number, shift = place + 1, number | (byte & 127) << shift, shift + 7
        if byte < 128:
            return number, place


def read_header(data, bounds):
    """Read a header that begins at byte 0 of ``data``, and where it ends."""
    signature, version, count, told_bytes, attached, stream_id, crc, weights = struct.unpack_from("<8sHHIIII32s", data)
    if signature != SIGNATURE or version not in (1, 2):
        raise ValueError("this is no .sqc file of version 1 or 2")
    middle, end = 60 + 4 * count, 60 + 4 * count + told_bytes
    if zlib.crc32(data[8:24] + data[28:end]) != crc:
        raise ValueError("the header is damaged")
    statistics = np.frombuffer(data[60:middle], "<f4")
    known = {"weights_sha256": weights.hex(), "stream_id": stream_id, "statistics": statistics, "version": version}
    header = description(data[middle:end], version, bounds) | known
    if version == 1:
        header |= {"layers": [1], "block_frames": header["window_tokens"] * header["block_windows"]}
    check_header(header)
    return header, end + attached


def check_header(header):
    """Raise ValueError for numbers that the tables of sqc-1.md and sqc-2.md do not allow."""
    largest = {"sample_rate_hz": 10**7, "hop_samples": 65_535, "channels": 64, "block_frames": 65_535}
    told = [(header[key], 1, most) for key, most in largest.items()]
    told += [(header.get("skip_samples", 0), 0, 2**53), (header["source"]["sample_rate_hz"], 1, 10**7)]
    told += [(len(header["levels"]), 1, 16), *((level, 2, 255) for level in header["levels"])]
    told += [(len(header["layers"]), 1, 8), *((tokens, 1, 16) for tokens in header["layers"])]
    if header["version"] == 2:
        told.append((header["context_frames"], 0, 65_535))
    if not all(type(number) is int and low <= number <= high for number, low, high in told):
        raise ValueError("the header holds numbers that are not allowed")
    frame_tokens = sum(header["layers"])
    if frame_tokens > 16 or header["block_frames"] * frame_tokens > 65_535 or math.prod(header["levels"]) >= 2**31:
        raise ValueError("the header claims blocks or tokens beyond the format's bounds")


def records(data, place, stream_id, version, bounds):
    """Yield (kind, body) of every whole record. Damage is stepped over: the next sync with a right checksum counts.

    Of a block with layers the checksum covers the first one only; behind it the next sync is looked for."""
    left = bounds["searched_bytes"]  # bodies that are read for nothing, each after a false sync
    while left > 0 and (place := data.find(SYNC, place)) >= 0:
        kind, crc, size = struct.unpack_from("<3xcII", data[place : place + 12].ljust(12, b"\0"))
        may_be_cut = version == 2 and kind == b"B"
        if kind not in (b"B", b"P", b"H", b"F") or (place + 12 + size > len(data) and not may_be_cut):
            place += 1
            continue
        body = data[place + 12 : place + 12 + size]
        covered = covered_bytes(body) if version == 2 and kind == b"B" else size
        checked = kind + data[place + 8 : place + 12 + covered] if covered <= len(body) else b""
        if checked and zlib.crc32(checked, 0 if kind == b"H" else stream_id) == crc:
            yield kind, body
            place, left = place + 12 + covered, left - (size - covered)
        else:
            place, left = place + 1, left - 12 - len(body)


def covered_bytes(body):
    try:
        return read_block(body, 2)["covered"]
    except (IndexError, struct.error):
        return len(body) + 1


@lru_cache(maxsize=1)  # it is looked at for its checksum, and then for what it holds
def read_block(body, version):
    """Read what stands before a block's tokens, and ``layers``: (method, bytes) of each whole one from the first on."""
    if version == 1:
        number, part, method, flags, count = struct.unpack_from("<IHBBH", body)
        layers = [] if flags & 2 else [(method, body[10:])]
        return {"number": number, "part": part, "count": count, "identical": flags & 1, "layers": layers, "damaged": 0}
    (part, at), layers, sizes = varint(body, 0), [], []
    number, at = varint(body, at)
    count, at = varint(body, at)
    identical, stored, at = body[at], body[at + 1], at + 2
    for _ in range(stored):
        size, at = varint(body, at)
        sizes.append(size)
    upper = max(stored - 1, 0)
    checks, at = [None, *struct.unpack_from(f"<{upper}I", body, at)], at + 4 * upper
    covered = at + (sizes[0] >> 1 if sizes else 0)
    for size, check in zip(sizes, checks, strict=False):
        data = body[at : at + (size >> 1)]
        if check is not None and zlib.crc32(data) != check:
            break
        layers.append((size & 1, data))
        at += size >> 1
    known = {"number": number, "part": part, "count": count, "identical": identical, "covered": covered}
    return known | {"layers": layers, "damaged": stored - len(layers)}


def read_sqc(data):
    """Read (header, parts). A part's ``blocks``: {number: what ``read_block`` gives}, those that are whole."""
    bounds = bounds_of_file(len(data))
    try:
        header, place = read_header(data, bounds)
    except (ValueError, struct.error):
        backup = next((body for kind, body in records(data, 0, 0, 1, bounds) if kind == b"H"), None)
        if backup is None:
            raise
        header, place = read_header(SIGNATURE + backup, bounds)[0], 0
        warn("the header is damaged; the backup header is used")
    header["token_hashes"], version = [], header["version"]
    first = {"skip_samples": 0} | {key: header[key] for key in ("source", "statistics")} | {"sample_count": None}
    starts, blocks, ends = {0: first | {"skip_samples": header.get("skip_samples", 0)}}, {}, []
    for kind, body in records(data, place, header["stream_id"], version, bounds):
        if kind == b"P":
            number, count, skip = struct.unpack_from("<HHQ", body)
            statistics = np.frombuffer(body[12 : 12 + 4 * count], "<f4")
            told = {"skip_samples": skip, "statistics": statistics}
            starts.setdefault(number, first | description(body[12 + 4 * count :], version, bounds) | told)
        elif kind == b"B":
            block = read_block(body, version)
            blocks.setdefault(block["part"], {}).setdefault(block["number"], block)
        elif kind == b"F":
            ends, header["token_hashes"] = read_footer(body, len(header["layers"]))
    count = len(ends) or 1 + max([*starts, *blocks])
    if count > bounds["parts"]:
        raise ValueError("the file claims more parts than one of its size may have")
    unknown = first | {"statistics": np.full_like(header["statistics"], np.nan)}
    parts = [starts.get(number, unknown) | {"blocks": blocks.get(number, {})} for number in range(count)]
    if not ends:
        warn("the file has no whole footer: its end is lost, or it was never finished")
        ends = [end_of(part["blocks"]) for part in parts]
    parts = [part | end for part, end in zip(parts, ends, strict=True)]
    check_bounds(header, parts, bounds)
    return header, parts


def check_bounds(header, parts, bounds):
    """Raise ValueError for more blocks, or more silence in the place of lost ones, than such a file may have."""
    for part in parts:
        planned, last_tokens = part["block_count"], part["last_tokens"]
        if last_tokens > header["block_frames"] or (planned == 0) != (last_tokens == 0):
            raise ValueError("the counts of blocks and tokens contradict each other")
        all_samples = (max(planned - 1, 0) * header["block_frames"] + last_tokens) * header["hop_samples"]
        samples = part["sample_count"]
        if samples is not None and samples > max(all_samples - part["skip_samples"], 0):
            raise ValueError("the footer claims more sound than there are tokens")
        if part["source_frames"] >= 0 and samples is not None:
            source_s = part["source_frames"] / part["source"]["sample_rate_hz"]
            if abs(source_s - samples / header["sample_rate_hz"]) > 1:
                raise ValueError("the length of the source is not that of the sound")
    planned = sum(part["block_count"] for part in parts)
    there = [
        (index, block["count"])
        for index, part in enumerate(parts)
        for number, block in part["blocks"].items()
        if block["layers"] and block["count"] == count_of(number, part, header)
    ]
    sound_s = sum(count for _, count in there) * header["hop_samples"] / header["sample_rate_hz"]
    if len({index for index, _ in there}) > 24 + int(2 * sound_s):
        raise ValueError("the file has more parts than so little sound may have")
    lost_blocks = max(planned - len(there), 0)
    lost_samples = lost_blocks * header["block_frames"] * header["hop_samples"] * header["channels"]
    found = {"blocks": planned, "lost_blocks": lost_blocks, "lost_samples": lost_samples}
    if any(count > bounds[key] for key, count in found.items()):
        raise ValueError("the file claims to have lost more than a file of its size may")


def read_footer(body, layers):
    (count, at), ends = varint(body, 0), []
    for _ in range(count):
        end = {}
        for key in ("record_bytes", "sample_count", "source_frames", "sha_bytes"):
            end[key], at = varint(body, at)
        end["source_frames"] -= 1
        at += end["sha_bytes"]
        end["block_count"], at = varint(body, at)
        end["last_tokens"], at = varint(body, at)
        for _ in range(end["block_count"]):
            _, at = varint(body, at)
        ends.append(end)
    _, at = varint(body, at)
    return ends, [body[at + 32 * layer :][:32].hex() for layer in range(layers)]


def end_of(blocks):
    """Return what a lost footer said of a part, as far as its blocks tell it."""
    count = 1 + max(blocks, default=-1)
    last_tokens = blocks[count - 1]["count"] if count else 0
    return {"block_count": count, "last_tokens": last_tokens, "source_frames": -1}


def count_of(number, part, header):
    """Return how many tokens of one channel, or frames, a block of this number has to have."""
    return part["last_tokens"] if number == part["block_count"] - 1 else header["block_frames"]


def block_tokens(block, header, tables):
    """Return int64[channels, n, tokens of a frame], or None for a block that a repair noted as lost."""
    rows, count = 1 if block["identical"] else header["channels"], block["count"]
    if not block["layers"]:
        return None
    if tables is None and any(method for method, _ in block["layers"]):
        raise SystemExit(f"The entropy tables {header.get('tables_sha256')} are missing; they lie beside the weights.")
    found = np.empty((rows, count, 0), np.int64)
    for layer, (method, payload) in enumerate(block["layers"]):
        own = header["layers"][layer]
        if not method:
            tokens = unpack(payload, header, count * own, rows).reshape(rows, count, own)
        elif header["version"] == 1:
            tokens = decode(payload, header["levels"], count, rows, tables)[:, :, None]
        else:
            tokens = tables.decode_layer(payload, layer, found)
        found = np.concatenate([found, tokens], 2)
    missing = np.full((rows, count, sum(header["layers"]) - found.shape[2]), LOST)
    found = np.concatenate([found, missing], 2)
    return np.broadcast_to(found, (header["channels"], *found.shape[1:]))


class TokenHashes:
    """It holds one hash for each number of layers, each of all tokens of these layers."""

    def __init__(self, header):
        stops = np.cumsum(header["layers"]).tolist()
        self.hashes = {stop: hashlib.sha256(struct.pack("<I", header["channels"])) for stop in stops}

    def update(self, tokens):
        """Hash the tokens int64[channels, n, tokens of a frame] of the next frames."""
        for stop, one in self.hashes.items():
            one.update(np.ascontiguousarray(tokens[:, :, :stop].transpose(1, 0, 2)).astype("<u4").tobytes())

    def end_part(self):
        for one in self.hashes.values():
            one.update(b"\xff\xff\xff\xff")

    def hexdigests(self):
        return [one.hexdigest() for one in self.hashes.values()]


def unpack(payload, header, count, rows):
    """Unpack coding method 0: groups of tokens as one large number."""
    codes, place, tokens = math.prod(header["levels"]), 0, []
    groups = [min(1536, count - start) for start in range(0, count, 1536)]
    if len(payload) != rows * sum(((codes**group - 1).bit_length() + 7) // 8 for group in groups):
        raise ValueError("a block has not the bytes that its tokens take")
    for _ in range(rows):
        for group in groups:
            digits = []
            size = ((codes**group - 1).bit_length() + 7) // 8
            number, place = int.from_bytes(payload[place : place + size], "big"), place + size
            for _ in range(group):
                number, digit = divmod(number, codes)
                digits.append(digit)
            tokens += digits[::-1]
    return np.array(tokens).reshape(rows, count)


# --- Entropy coding (sqc-1.md, section of that name) -----------------------------------------------------------------

SPACINGS = {256: 1, 128: 1, 64: 1, 32: 1, 16: 2, 8: 2, 4: 2, 2: 3, 1: 4}
ROUNDS = [(0, 512, 0, 0), *((spacing, 2 * spacing, spacing, tables) for spacing, tables in SPACINGS.items())]
REACH = 3 * 256
EXPONENTIAL = np.array([round(65536 * math.exp(-i / 64)) for i in range(768)])


def contexts(p, digits, base):
    if base:
        pairs = [[(0, b), (0, a)] for b in range(p) for a in range(b)]
        return [[]] + [[(0, j)] for j in range(p)] + pairs
    found = [[(-1, p), (1, p)] + ([(0, p - 1)] if p else []), [(-3, p), (3, p)]]
    for j in range(p):
        found += [[(0, j), (-1, j)], [(0, j), (1, j)]]
    found += [[(-1, j), (1, j)] for j in range(p + 1, digits)]
    found += [[(0, p - 1), (0, p - 2)]] if p >= 2 else []
    return [*found, [("same", (-1, 1))], [("same", (-3, -1, 1, 3))]]


def read_tables(data):
    """Read ({(table set, digit): [int16[rows, values] a context]}, SHA-256); with layers (LayerTables, SHA-256)."""
    if data[8] == 2:
        tables = LayerTables(data)
        return tables, tables.sha256
    levels = list(data[12 : 12 + data[10]])
    numbers = zlib.decompress(data[44 + len(levels) :])
    flat, tables, place = np.frombuffer(numbers, "<i2"), {}, 0
    for table_set in range(5):
        for p, values in enumerate(levels):
            for context in contexts(p, len(levels), table_set == 0):
                rows = math.prod(1 + (values if k == "same" else levels[j]) for k, j in context)
                table = flat[place : place + rows * values].reshape(rows, values)
                tables.setdefault((table_set, p), []).append(table)
                place += rows * values
    return tables, hashlib.sha256(data[: 44 + len(levels)] + numbers).hexdigest()


class RangeDecoder:
    """It decodes digits out of 32-bit words; 64 bits of state, shares of 2**24."""

    def __init__(self, payload):
        self.words = iter(np.frombuffer(payload, "<u4").tolist())
        self.low, self.span = 0, 2**64 - 1
        self.point = next(self.words, 0) << 32 | next(self.words, 0)

    def digit(self, bounds):
        """Decode one digit. ``bounds``: V + 1 rising numbers from 0 to 2**24."""
        mask, scale = 2**64 - 1, self.span >> 24
        v = bisect_right(bounds, ((self.point - self.low) & mask) // scale) - 1
        self.low, self.span = self.low + scale * bounds[v] & mask, scale * (bounds[v + 1] - bounds[v])
        if self.span < 2**32:
            self.low, self.span = self.low << 32 & mask, self.span << 32
            self.point = (self.point << 32 | next(self.words, 0)) & mask
        return v


def bounds_of(sums):
    """Turn int[m, V], the numbers of all contexts added up, into [m, V + 1]."""
    values = sums.shape[1]
    weights = EXPONENTIAL[np.minimum(sums.max(1, keepdims=True) - sums, 767)]
    counts = 1 + weights * (65536 - values) // weights.sum(1, keepdims=True)
    counts[np.arange(len(sums)), sums.argmax(1)] += 65536 - counts.sum(1)
    bounds = (counts.cumsum(1) - counts) * (2**24 - values) // 65536 + np.arange(values)
    return np.concatenate([bounds, np.full((len(sums), 1), 2**24)], 1).tolist()


def decode(payload, levels, count, rows, tables):
    """Decode coding method 1. All digits of a round whose contexts are known are prepared together."""
    coder, channels = RangeDecoder(payload), []
    for _ in range(rows):
        digits = np.repeat(np.array(levels)[:, None], count + 2 * REACH, 1)
        for start, step, spacing, table_set in ROUNDS:
            length = len(range(start, count, step))
            for p, values in enumerate(levels if length else ()):

                def near(k, j, first=REACH + start, spacing=spacing, step=step, length=length):
                    return digits[j, first + k * spacing :: step][:length]  # noqa: B023  # of this very channel

                sums = np.zeros((length, values), np.int64)
                chosen = contexts(p, len(levels), table_set == 0)
                for context, table in zip(chosen, tables[table_set, p], strict=True):
                    row = np.zeros(length, np.int64)
                    for k, j in context:
                        if k == "same":
                            pairs = [(near(j[0], d), near(t, d)) for d in range(len(levels)) for t in j[1:]]
                            same = np.all([a == b for a, b in pairs], 0)
                            row = np.where(same, near(-1, p), values)
                        else:
                            row = row * (levels[j] + 1) + near(k, j)
                    sums += table[row]
                near(0, p)[:] = [coder.digit(bounds) for bounds in bounds_of(sums)]
        powers = np.cumprod([1, *levels[:-1]])
        channels.append(powers @ digits[:, REACH : REACH + count])
    return np.array(channels)


class LayerTables:
    """It does the entropy coding of files with layers (sqc-2.md)."""

    def __init__(self, data):
        level_count, layer_count, self.hidden, base = struct.unpack_from("<BBHH", data, 10)
        lists, place = [], 16
        for count in (level_count, layer_count, base.bit_length()):
            lists.append(list(data[place : place + count]))
            place += count
        self.levels, self.layers, self.sets = lists
        lags = []
        for _ in range(1 + layer_count):
            lags.append(struct.unpack_from(f"{data[place]}b", data, place + 1))
            place += 1 + data[place]
        self.lower, self.own = lags[0], lags[1:]
        self.spacings = [base >> halving for halving in range(base.bit_length())]
        numbers = zlib.decompress(data[place + 32 :])
        self.sha256 = hashlib.sha256(data[: place + 32] + numbers).hexdigest()
        self.values = self.levels * sum(self.layers)
        self.reach = max([3, *(abs(lag) for some in self.own for lag in some)]) * base + max(map(abs, (*self.lower, 0)))
        self.networks = self.read_networks(np.frombuffer(numbers, "<i2").astype(np.int64))

    def planes(self, layer):
        """Return the digits of a layer, numbered through the frame."""
        first = sum(self.layers[:layer]) * len(self.levels)
        return range(first, first + self.layers[layer] * len(self.levels))

    def taps(self, layer, is_base, spacing):
        """Return (frames later, digit) of each digit that the context looks at."""
        own = () if is_base else self.own[layer]
        found = [(lag * spacing, plane) for lag in own for plane in self.planes(layer)]
        return found + [(lag, plane) for lag in self.lower for plane in range(self.planes(layer).start)]

    def read_networks(self, numbers):
        """Read {(table set, layer): {name: [array of each table of that name]}}."""
        networks, place = {}, 0
        for table_set in range(max(self.sets) + 1):
            is_base = table_set == self.sets[0]
            for layer in range(len(self.layers)):
                rows = 1 + sum(self.values[plane] + 1 for _, plane in self.taps(layer, is_base, 1))
                shapes = [("inputs", rows, self.hidden)]
                for plane in self.planes(layer):
                    v = self.values[plane]
                    shapes += [("digit", v, self.hidden), ("outputs", 1 + self.hidden, v)]
                    shapes += [("repeats", 0 if is_base else 2 * (v + 1), v)]
                network = networks[table_set, layer] = {"inputs": [], "digit": [], "outputs": [], "repeats": []}
                for name, rows, columns in shapes:
                    network[name].append(numbers[place : place + rows * columns].reshape(rows, columns))
                    place += rows * columns
        return networks

    def decode_layer(self, payload, layer, lower):
        """Decode int64[rows, n, tokens of the layer], given the layers below, int64[rows, n, …]."""
        coder, (rows, count), powers = RangeDecoder(payload), lower.shape[:2], np.cumprod([1, *self.levels[:-1]])
        planes, found = self.planes(layer), np.empty((rows, count, self.layers[layer]), np.int64)
        for row in range(rows):
            digits = np.repeat(np.array(self.values)[:, None], count + 2 * self.reach, 1)
            inside = digits[:, self.reach : self.reach + count]
            for plane in range(planes.start):
                token, p = divmod(plane, len(self.levels))
                inside[plane] = lower[row, :, token] // powers[p] % self.levels[p]
            for number, spacing in enumerate(self.spacings):
                self.decode_round(coder, digits, count, layer, number, spacing)
            own = inside[planes.start : planes.stop].reshape(self.layers[layer], len(self.levels), count)
            found[row] = np.einsum("tpn,p->nt", own, powers)
        return found

    def decode_round(self, coder, digits, count, layer, number, spacing):
        network, planes = self.networks[self.sets[number], layer], self.planes(layer)
        start, step = (spacing, 2 * spacing) if number else (0, spacing)
        length = len(range(start, count, step))

        def near(later, plane):
            return digits[plane, self.reach + start + later :: step][:length]

        hidden, first = np.repeat(network["inputs"][0][:1], length, 0), 1
        for later, plane in self.taps(layer, number == 0, spacing):
            hidden += network["inputs"][0][first + near(later, plane)]
            first += self.values[plane] + 1
        same = []
        for times in ((-1, 1), (-3, -1, 1, 3)) if number else ():
            pairs = [(near(times[0] * spacing, p), near(time * spacing, p)) for p in planes for time in times[1:]]
            same.append((times[0], np.all([a == b for a, b in pairs], 0)))
        for place, plane in enumerate(planes if length else ()):
            outputs, values = network["outputs"][place], self.values[plane]
            sums = outputs[0] + hidden.clip(0, 32767) @ outputs[1:] // 1024
            for which, (time, are_same) in enumerate(same):
                chosen = which * (values + 1) + np.where(are_same, near(time * spacing, plane), values)
                sums += network["repeats"][place][chosen]
            near(0, plane)[:] = [coder.digit(bounds) for bounds in bounds_of(sums)]
            hidden += network["digit"][place][near(0, plane)]


# --- The network of the family spectral: tokens to sound, with numpy alone -------------------------------------------

NORM_EPSILON, LARGEST_LOG_MAGNITUDE = 1e-5, 6.0
PIECE_FRAMES, QUERIES = 1800, 256  # computed at once


KINDS = {
    "F16": ("float16", "<f2"),
    "F32": ("float32", "<f4"),
    "I8": ("int8", "i1"),
    "I16": ("int16", "<i2"),
    "I32": ("int32", "<i4"),
}
REFERENCE = "reference."  # what the weights make of a known sound; no part of the network


def read_metadata(path):
    """Read what a safetensors file says of itself: u64 length, JSON, tensors."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > path.stat().st_size:
            raise ValueError("it is longer than its file")
        return json.loads(file.read(length))["__metadata__"]


def read_tensors(path):
    """Read {name: float32 array} of a safetensors file, if they are those that were stored (SHA-256).

    Whole numbers of eight bits have a scale for each row, in ``<name>_scale``."""
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    table, tensors, sha256 = json.loads(data[8 : 8 + length]), {}, hashlib.sha256()
    metadata = table.pop("__metadata__")
    for name, entry in sorted(table.items()):
        first, last = (8 + length + offset for offset in entry["data_offsets"])
        told, kind = KINDS[entry["dtype"]]
        if "tensors_sha256" in metadata or not name.startswith(REFERENCE):
            sha256.update(f"{name}:{told}:{'x'.join(map(str, entry['shape']))}\n".encode() + data[first:last])
        tensors[name] = np.frombuffer(data[first:last], kind).astype(np.float32).reshape(entry["shape"])
    if sha256.hexdigest() != metadata.get("tensors_sha256", metadata["source_sha256"]):
        raise SystemExit(f"The weights in {path} are damaged: their SHA-256 is not the recorded one.")
    for name in [name for name, entry in table.items() if entry["dtype"] == "I8"]:
        tensors[name] *= tensors.pop(f"{name}_scale")[:, None]
    return tensors


class SpectralNetwork:
    """It computes the decoder's half of the codec: tokens of one channel to sound at the codec's rate, within ±1.

    One frame each ``hop_samples``; all layers are [frames, width]. A frame that does not exist (``inside`` is 0) is
    zero before each convolution, and not looked at by attention."""

    def __init__(self, folder):
        self.tensors = read_tensors(folder / "model.safetensors")
        for key, value in json.loads((folder / "model.json").read_text("utf-8"))["architecture"].items():
            setattr(self, key, value)
        self.window = 0.5 - 0.5 * np.cos(np.arange(self.window_samples) * (2 * np.pi / self.window_samples))
        self.side_samples = (self.window_samples - self.hop_samples) // 2

    def linear(self, x, name):
        return x @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]

    def norm(self, x, name):
        x = x - x.mean(1, keepdims=True)
        x = x / np.sqrt(np.square(x).mean(1, keepdims=True) + np.float32(NORM_EPSILON))
        return x * self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]

    def depthwise(self, x, name):
        """Compute a convolution of each of the width's numbers with its own kernel; beyond both ends are zeros."""
        weight, around = self.tensors[f"{name}.weight"][:, 0], self.kernel // 2
        padded = np.pad(x, ((around, around), (0, 0)))
        return sum(padded[k : k + len(x)] * weight[:, k] for k in range(self.kernel)) + self.tensors[f"{name}.bias"]

    def block(self, x, name, inside):
        y = self.linear(self.norm(self.depthwise(x, f"{name}.depthwise"), f"{name}.norm"), f"{name}.expand")
        y = y / 2 * (1 + np.tanh(np.float32(np.sqrt(2 / np.pi)) * (y + np.float32(0.044715) * y**3)))  # GELU
        return x + self.tensors[f"{name}.scale"] * self.linear(y, f"{name}.contract") * inside

    def attention(self, x, name, inside):
        """Let each frame look at those up to ``attention_reach_frames`` before and after it."""
        reach, frames = self.attention_reach_frames, np.arange(len(x))
        parts = self.linear(self.norm(x, f"{name}.norm"), f"{name}.project_in").reshape(len(x), 3, self.heads, -1)
        q, k, v = parts.transpose(1, 2, 0, 3)  # each [heads, frames, size]
        looked = np.empty_like(q)
        for start in range(0, len(x), QUERIES):
            own, near = slice(start, start + QUERIES), slice(max(0, start - reach), start + QUERIES + reach)
            distance = frames[near] - frames[own, None]
            bias = self.tensors[f"{name}.distance_bias"][:, np.clip(distance, -reach, reach) + reach]
            scores = q[:, own] @ k[:, near].transpose(0, 2, 1) / np.float32(np.sqrt(q.shape[2])) + bias
            scores = np.where((np.abs(distance) <= reach) & (inside[near, 0] > 0), scores, np.float32(-1e9))
            shares = np.exp(scores - scores.max(2, keepdims=True))
            looked[:, own] = shares / shares.sum(2, keepdims=True) @ v[:, near]
        y = self.linear(looked.transpose(1, 0, 2).reshape(x.shape), f"{name}.project_out")
        return x + self.tensors[f"{name}.scale"] * y * inside

    def digits(self, tokens):
        """Turn int64[frames, tokens] into digits within ±1 float32[frames, all digits], missing ones 0; and how many
        tokens of each frame are used, as a place in ``nested_tokens``, -1 for a frame that has none. Those that are
        missing are negative; behind one, and beside a half of a layer, none is used."""
        half, nested = (self.level_count - 1) / 2, np.array(self.nested_tokens)
        present = np.cumprod(tokens >= 0, 1).sum(1)
        nesting = np.searchsorted(nested, present, side="right") - 1
        used = np.where(nesting < 0, 0, nested[nesting])
        powers = self.level_count ** np.arange(self.digits_per_token)
        digits = np.zeros((len(tokens), self.tokens_per_frame, self.digits_per_token), np.float32)
        digits[:, : tokens.shape[1]] = (tokens[:, :, None] // powers % self.level_count - half) / half
        digits[np.arange(self.tokens_per_frame) >= used[:, None]] = 0
        return digits.reshape(len(tokens), -1), nesting

    def spectra(self, tokens):
        """Turn int64[frames, tokens] into complex64[frames, bins]."""
        digits, nesting = self.digits(tokens)
        inside = (nesting >= 0)[:, None].astype(np.float32)
        x = self.linear(digits, "decoder.project_in") + self.tensors["decoder.presence.weight"][nesting]
        x = x * inside
        x = x + self.depthwise(x, "decoder.mix") * inside
        for number in range(self.decoder_blocks + len(self.decoder_attention_after)):
            name = f"decoder.layers.{number}"
            attends = f"{name}.distance_bias" in self.tensors
            x = self.attention(x, name, inside) if attends else self.block(x, name, inside)
        log_magnitude, phase = np.split(self.linear(self.norm(x, "decoder.norm"), "decoder.project_out"), 2, 1)
        return inside * np.exp(np.minimum(log_magnitude, LARGEST_LOG_MAGNITUDE)) * np.exp(1j * phase)

    def overlapped(self, windows):
        """Add up [frames, window] to [frames · hop], each window centred on its frame."""
        hop, hops = self.hop_samples, self.window_samples // self.hop_samples
        total = np.zeros((len(windows) + hops - 1, hop))
        for part in range(hops):
            total[part : part + len(windows)] += windows[:, part * hop : (part + 1) * hop]
        return total.ravel()[self.side_samples : self.side_samples + len(windows) * hop]

    def sound(self, tokens):
        """Turn int64[frames, tokens] into float32[frames · hop]; both ends are those of the recording, or context."""
        windows = np.fft.irfft(self.spectra(tokens), self.window_samples, 1) * self.window
        sums = self.overlapped(np.broadcast_to(self.window**2, windows.shape))
        return np.clip(self.overlapped(windows) / sums, -1, 1).astype(np.float32)

    def pieces(self, tokens, context):
        """Turn int64[channels, frames, tokens] into sound float32[channels, samples], in pieces with context."""
        rows = tokens[:1] if (tokens == tokens[:1]).all() else tokens
        for first in range(0, tokens.shape[1], PIECE_FRAMES):
            start, stop = max(0, first - context), first + PIECE_FRAMES + context
            wanted = slice((first - start) * self.hop_samples, (first - start + PIECE_FRAMES) * self.hop_samples)
            sound = np.stack([self.sound_with_ends(row[start:stop])[wanted] for row in rows])
            yield np.broadcast_to(sound, (len(tokens), sound.shape[1]))

    def sound_with_ends(self, tokens):
        """Compute as ``sound`` does; missing frames before and behind all others do not go through the network."""
        found, there = np.zeros(len(tokens) * self.hop_samples, np.float32), np.flatnonzero(tokens[:, 0] >= 0)
        if len(there):
            around = self.window_samples // self.hop_samples  # windows of what is there reach no further
            first, last = max(0, there[0] - around), there[-1] + 1 + around
            sound = self.sound(tokens[first:last])
            found[first * self.hop_samples :][: len(sound)] = sound
        return found


# --- The network of the other families: tokens to sound, with torch --------------------------------------------------

torch = F = None  # see ``need_torch``


def need_torch():
    global torch, F
    import torch
    import torch.nn.functional as F


HEADS = 6
CONTEXT_WINDOWS = 7  # the sound of a token depends on no more than these before its own, and on one after it
PIECE_S = 20.0  # decoded at once, with its context


def interpolated(x, factor):
    """Interpolate [..., n] to [..., n · factor], straight lines between the middles of the n.

    As torch's, whose float32 positions grow inexact with n; these do not."""
    before, after = torch.cat([x[..., :1], x[..., :-1]], -1), torch.cat([x[..., 1:], x[..., -1:]], -1)
    offsets = [(2 * i + 1 - factor) / (2 * factor) for i in range(factor)]
    return torch.stack([x + abs(at) * ((before if at < 0 else after) - x) for at in offsets], -1).flatten(-2)


class Network:
    """It computes the decoder's half of the codec: tokens of one channel to sound at the codec's rate, within ±1."""

    def __init__(self, folder):
        need_torch()
        tensors = read_tensors(folder / "model.safetensors")
        self.tensors = {name: torch.from_numpy(tensor) for name, tensor in tensors.items()}
        self.config = json.loads((folder / "model.json").read_text("utf-8"))
        self.window = self.config["window_tokens"]

    def linear(self, x, name):
        weight = self.tensors[f"{name}.weight"]
        return F.linear(x.to(weight.dtype), weight, self.tensors.get(f"{name}.bias"))

    def layer_norm(self, x, name, epsilon=1e-5):
        return F.layer_norm(x, x.shape[-1:], self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"], epsilon)

    def conv(self, x, name, **options):
        return F.conv1d(x, self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"], **options)

    def snake(self, x, name):
        alpha = self.tensors[f"{name}.alpha"]
        return x + torch.sin(alpha * x) ** 2 / (alpha + self.config["epsilon"])

    # The quantizer's way back: digits to coordinates within ±1, these to features.

    def features(self, tokens):
        """Turn int64[n] into [n, C]."""
        digits, rest = [], torch.as_tensor(tokens)
        for level in self.config["levels"]:
            digits.append((rest % level) / ((level - 1) / 2) - 1)
            rest = rest // level
        return self.linear(torch.stack(digits, 1), "quantizer.project_out")

    # Transformers: causal attention in fixed windows; a token sees the window before and its own up to itself.

    def position_bias(self, name, window):
        """Return [heads, window, 2 · window]: the bias for the window before and the own one."""
        x = torch.arange(2.0 * window)[:, None]
        for index in (0, 2, 4):
            x = self.linear(x if index == 0 else F.silu(x), f"{name}.dynamic_pos_bias.mlp.{index}")
        distance = torch.arange(window, 2 * window)[:, None] - torch.arange(2 * window)
        return x[distance.clamp(min=0)].permute(2, 0, 1).masked_fill(distance < 0, -torch.inf)

    def attention(self, x, name, window, bias):
        qkv = self.linear(self.layer_norm(x, f"{name}.norm"), f"{name}.to_qkv")
        q, k, v = qkv.view(len(x), 3, HEADS, -1).permute(1, 2, 0, 3)  # each [heads, n, size]
        pieces = []
        for start in range(0, len(x), window):
            seen = slice(max(0, start - window), start + window)
            mask = bias[..., 2 * window - (start + window - seen.start) :]
            own = q[:, start : start + window]
            pieces.append(F.scaled_dot_product_attention(own, k[:, seen], v[:, seen], mask))
        return self.linear(torch.cat(pieces, 1).transpose(0, 1).flatten(1), f"{name}.to_out")

    def transformer(self, x, name, depth, window):
        """Compute [n, C] of [n, C]."""
        length, bias = len(x), self.position_bias(name, window)
        x = F.pad(x, (0, 0, 0, -length % window))
        for index in range(depth):
            layer = f"{name}.layers.{index}"
            x = x + self.attention(x, f"{layer}.0", window, bias)
            value, gate = self.linear(self.layer_norm(x, f"{layer}.1.0"), f"{layer}.1.1").chunk(2, -1)
            x = x + self.linear(value * F.gelu(gate), f"{layer}.1.4")
        return x[:length]

    def frames(self, tokens):
        """Turn int64[n] into [1, C, frames]."""
        stride, fine = self.config["token_stride"], self.config["decoder_split_depth"]
        depth = self.config["decoder_transformer_depth"]
        x = self.features(tokens)
        x = self.transformer(x, "en_decoder.local_trans", depth - (fine if stride > 1 else 0), self.window)
        if stride > 1:
            x = interpolated(x.T[None], stride)[0].T
            x = self.transformer(x, "en_decoder.up_trans.trans", fine, self.window * stride)
        return x.T[None]

    # The convolutional decoder: stages of residual units, enhancement, and a step up in rate.

    def unit(self, x, name):
        y = self.conv(x, f"{name}.dw_conv", padding=3, groups=x.shape[1]).transpose(1, 2)
        y = self.linear(self.layer_norm(y, f"{name}.norm", self.config["epsilon"]), f"{name}.pw_conv1")
        return x + self.linear(self.snake(y, f"{name}.act"), f"{name}.pw_conv2").transpose(1, 2)

    def enhance(self, x, name, statistics):
        """Enhance a stage. ``statistics`` [2, 4]: mean and variance that stand for those of the whole recording."""
        branches = []
        for index, (pool, dilation) in enumerate(zip((1, 3, 5, 9), (1, 2, 3, 5), strict=True)):
            y = x[:, :1]
            if pool > 1:
                y = F.avg_pool1d(F.max_pool1d(y.abs(), pool, 1, pool // 2), pool, 1, pool // 2)
            branches.append(self.conv(y, f"{name}.blocks.{index}.1", padding=3 * dilation, dilation=dilation))
        mean, variance = statistics[:, None, :, None]
        y = (torch.cat(branches, 1) - mean) * torch.rsqrt(variance + 1e-5)
        norm = f"{name}.merge_layer.0"
        y = y * self.tensors[f"{norm}.weight"][:, None] + self.tensors[f"{norm}.bias"][:, None]
        return x + self.conv(y, f"{name}.merge_layer.1") * x

    def step_up(self, x, name, stride):
        x = interpolated(self.conv(x, f"{name}.0"), stride)
        x = x - x.mean(1, keepdim=True)
        x = x / torch.sqrt(x.square().mean(1, keepdim=True) + self.config["epsilon"])
        return self.tensors[f"{name}.2.weight"][:, None] * x + self.tensors[f"{name}.2.bias"][:, None]

    def last_block(self, x, name):
        for index, dilation in enumerate((1, 3, 9)):
            unit = f"{name}.block.0.{index}.module.block"
            y = self.conv(self.snake(x, f"{unit}.0"), f"{unit}.1", padding=3 * dilation, dilation=dilation)
            x = x + self.conv(self.snake(y, f"{unit}.2"), f"{unit}.3")
        return torch.tanh(self.conv(self.snake(x, f"{name}.block.1"), f"{name}.block.2", padding=3))

    def sound(self, tokens, statistics):
        """Turn int64[n] into float32[n · hop]; ``statistics`` float32[stages, 2, 4]. Beyond both ends are zeros."""
        strides = self.config["decoder_strides"]
        x = self.conv(self.frames(tokens), "decoder.blocks.0", padding=1)
        for stage, stride in enumerate(strides):
            for index in range(self.config["decoder_depths"][stage]):
                x = self.unit(x, f"decoder.blocks.{1 + 3 * stage}.{index}.module")
            x = self.enhance(x, f"decoder.blocks.{2 + 3 * stage}", statistics[stage])
            x = self.step_up(x, f"decoder.blocks.{3 + 3 * stage}", stride)
        return self.last_block(x, f"decoder.blocks.{1 + 3 * len(strides)}")[0, 0].numpy()


# --- From file to file -----------------------------------------------------------------------------------------------


lost = []


def warn(text):
    """Print a warning; texts may come from a file, so what would steer a terminal is not printed."""
    print(f"Warning: {''.join(letter if letter.isprintable() else '?' for letter in text)}.", file=sys.stderr)


def warn_of_loss(text):
    lost.append(text)
    warn(text)


def warn_of_losses(part, start_s):
    """Warn of what was lost of a part's source before there was this file; the part begins at ``start_s``."""
    for loss in part["source"].get("lost", []):
        place = "silence is in their place" if loss["filled"] else "what follows begins there"
        much = f"{loss['duration_s']:.2f} s are missing" if loss["duration_s"] else "something is missing"
        warn_of_loss(f"at {start_s + loss['start_s']:.1f} s {much}, {place}: {loss['reason']}")


def find_weights(sha256, folder):
    for path in sorted(folder.rglob("model.safetensors")):
        try:
            metadata = read_metadata(path)
            found, model = metadata["source_sha256"], metadata["model"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError, struct.error) as error:
            warn(f"{path} cannot be used ({type(error).__name__})")
            continue
        if found == sha256:
            network = SpectralNetwork if model == "spectral" else Network
            return network(path.parent), path.parent
    raise SystemExit(f"The weights {sha256} are not in {folder}.")


def statistics_of(part, header, network):
    """Return [stages, 2, 4]: those of the model, or those stored in the file, by the file's rule."""
    if header["statistics_rule"] == "model":
        return network.tensors["statistics"]
    stored = torch.from_numpy(part["statistics"].astype(np.float32)).view(-1, 2, 4)
    neutral = torch.tensor([0.0, 1.0])[:, None].expand(stored.shape)
    return neutral if stored.isnan().any() else stored


def runs_of_tokens(part, header, tables, token_hashes):
    """Yield tokens int64[channels, n, tokens of a frame] of stretches without a gap; None and a count for each gap."""
    run, gap = [], 0

    def end_of_gap():
        token_hashes.update(np.full((header["channels"], gap, sum(header["layers"])), LOST))
        return None, gap

    for number in range(part["block_count"]):
        count = count_of(number, part, header)
        block = part["blocks"].get(number)
        if block is not None and block["count"] != count:
            block = None  # it cannot be the block that belongs here
        try:
            tokens = None if block is None else block_tokens(block, header, tables)
        except (LookupError, ValueError):  # its checksum is right, and yet it makes no sense
            tokens = None
        if block is not None and block["damaged"]:
            warn_of_worse(count, header, "an upper layer is damaged")
        elif block is not None and 0 < len(block["layers"]) < len(header["layers"]):
            warn_of_worse(count, header, "upper layers were damaged before the file was repaired")
        if tokens is None:
            yield from [(np.concatenate(run, 1), 0)] if run else []
            run, gap = [], gap + count
        else:
            yield from [end_of_gap()] if gap else []
            token_hashes.update(tokens)
            run.append(tokens)
            gap = 0
    yield from [end_of_gap()] if gap else []
    token_hashes.end_part()
    yield from [(np.concatenate(run, 1), 0)] if run else []


def pieces_of_sound(tokens, header, network, statistics):
    """Make sound float32[channels, samples] of tokens int64[channels, n], piece by piece, each with its context."""
    window, hop = header["window_tokens"], header["hop_samples"]
    piece = window * max(1, round(PIECE_S * header["sample_rate_hz"] / (window * hop)))
    rows = tokens[:1] if (tokens == tokens[:1]).all() else tokens
    for first in range(0, tokens.shape[1], piece):
        start, stop = max(0, first - CONTEXT_WINDOWS * window), first + piece + window
        wanted = slice((first - start) * hop, (first - start + piece) * hop)
        whole = np.stack([network.sound(row[start:stop], statistics) for row in rows])
        if whole.shape[1] != hop * len(rows[0, start:stop]):
            raise ValueError("the header does not fit the weights")
        sound = whole[:, wanted]
        yield np.broadcast_to(sound, (len(tokens), sound.shape[1]))


def part_sound(part, header, network, tables, token_hashes):
    """Yield all of a part at the codec's rate: the first ``skip_samples`` dropped, and then ``sample_count``."""
    position, end = -part["skip_samples"], math.inf if part["sample_count"] is None else part["sample_count"]
    runs = whole_sound if isinstance(network, SpectralNetwork) else sound_of_runs
    for piece in runs(part, header, network, runs_of_tokens(part, header, tables, token_hashes)):
        yield piece[:, max(0, -position) : max(0, min(piece.shape[1], end - position))]
        position += piece.shape[1]


def warn_of_worse(count, header, why):
    warn_of_loss(f"{count * header['hop_samples'] / header['sample_rate_hz']:.2f} s sound worse: {why}")


def warn_of_gap(gap, header):
    warn_of_loss(f"{gap * header['hop_samples'] / header['sample_rate_hz']:.2f} s are lost and silent")


def whole_sound(part, header, network, runs):
    """Decode the family spectral: what lies beside a gap knows of it, and fades."""
    found = []
    for tokens, gap in runs:
        if tokens is None:
            warn_of_gap(gap, header)
            tokens = np.full((header["channels"], gap, sum(header["layers"])), LOST)
        found.append(tokens)
    yield from network.pieces(np.concatenate(found, 1), header["context_frames"]) if found else []


def sound_of_runs(part, header, network, runs):
    """Decode other families: the decoder begins anew behind a gap."""
    statistics = statistics_of(part, header, network)
    for tokens, gap in runs:
        if tokens is None:
            warn_of_gap(gap, header)
            samples, slice_samples = gap * header["hop_samples"], max(1, 2**20 // header["channels"])
            for start in range(0, samples, slice_samples):
                yield np.zeros((header["channels"], min(slice_samples, samples - start)), np.float32)
        else:
            yield from pieces_of_sound(tokens[:, :, 0], header, network, statistics)


def resampled(pieces, rate_hz, wanted_hz, channels, frames):
    """Resample float32[frames, channels] pieces to another rate, ``frames`` together if that is known."""
    if rate_hz == wanted_hz:
        yield from (piece.T for piece in pieces)
        return
    import soxr

    stream, done, heard = soxr.ResampleStream(rate_hz, wanted_hz, channels, dtype="float32"), 0, 0
    at_once = max(1, 2**20 * rate_hz // (wanted_hz * channels))
    for piece in pieces:
        heard += piece.shape[1]
        for start in range(0, piece.shape[1], at_once):
            out = stream.resample_chunk(np.ascontiguousarray(piece[:, start : start + at_once].T))
            done += len(out)
            yield out
    out = stream.resample_chunk(np.zeros((0, channels), np.float32), last=True).reshape(-1, channels)
    frames = (2 * heard * wanted_hz + rate_hz) // (2 * rate_hz) if frames is None else frames
    yield np.concatenate([out, np.zeros((max(0, frames - done - len(out)), channels), np.float32)])[: frames - done]


@contextmanager
def unfinished(target):
    """Open a new file that gets the name ``target`` in the end, and is removed if anything goes wrong before."""
    work = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        with open(work, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(work, target)  # replaces nothing
        except FileExistsError:
            raise
        except OSError:  # this disk has no links
            if target.exists():
                raise FileExistsError(f"{target} is already there") from None
            os.rename(work, target)
    finally:
        work.unlink(missing_ok=True)


def require_fit(header, model):
    """Raise ValueError if a header contradicts the weights that it names."""
    if "architecture" in model:
        told = model["architecture"]
        right = [model["levels"], told["sample_rate_hz"], told["hop_samples"]]
        fits = set(np.cumsum(header["layers"]).tolist()) <= set(told["nested_tokens"])
    else:
        told = model
        strides = math.prod(told["decoder_strides"]) * told["token_stride"]
        right = [model["levels"], told["sample_rate_hz"], strides]
        fits = header["layers"] == [1] and header["window_tokens"] == told["window_tokens"]
    found = [header["levels"], header["sample_rate_hz"], header["hop_samples"]]
    if header["family"] != model["family"] or found != right or not fits:
        raise ValueError("the header contradicts the weights that it names")


def decode_file(source, target, weights, codec_rate):
    lost.clear()
    header, parts = read_sqc(source.read_bytes())
    network, folder = find_weights(header["weights_sha256"], weights)
    require_fit(header, json.loads((folder / "model.json").read_text("utf-8")))
    told = (read_tables(path.read_bytes()) for path in sorted(folder.glob("*.sqt")))
    tables = next((tables for tables, sha256 in told if sha256 == header.get("tables_sha256")), None)
    rate_hz, channels = header["sample_rate_hz"], header["channels"]
    wanted_hz = rate_hz if codec_rate else header["source"]["sample_rate_hz"]
    token_hashes = TokenHashes(header)
    with unfinished(target) as raw, wave.open(raw, "wb") as file:
        file.setparams((channels, 2, wanted_hz, 0, "NONE", ""))
        for part in parts:
            warn_of_losses(part, file.tell() / wanted_hz)
            known = part["source_frames"] >= 0 and part["source"]["sample_rate_hz"] == wanted_hz
            sound = part_sound(part, header, network, tables, token_hashes)
            for piece in resampled(sound, rate_hz, wanted_hz, channels, part["source_frames"] if known else None):
                whole = np.clip(np.rint(piece.astype(np.float64) * 32768), -32768, 32767)
                file.writeframes(whole.astype("<i2").tobytes())
        print(f"{target}: {file.getnframes()} frames at {wanted_hz} Hz")
    if token_hashes.hexdigests() == header["token_hashes"]:
        print("The tokens are those that were stored (SHA-256).")
    else:
        warn_of_loss("the tokens are not all those that were stored")
    return 1 if lost else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="FILE.sqc")
    parser.add_argument("target", type=Path, metavar="OUT.wav")
    parser.add_argument("--weights", type=Path, default=Path(__file__).resolve().parent.parent / "weights")
    parser.add_argument("--codec-rate", action="store_true", help="leave the sound at the codec's own rate")
    options = parser.parse_args()
    if options.target.exists():
        raise SystemExit(f"{options.target} is already there; choose another name.")
    try:
        return decode_file(options.source, options.target, options.weights, options.codec_rate)
    except (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        raise SystemExit(f"{options.source} cannot be decoded: {error}") from error
    except (struct.error, wave.Error, zlib.error) as error:
        raise SystemExit(f"{options.source} is no .sqc file, or damaged beyond what can be read: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
