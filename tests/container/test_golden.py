"""Files of format versions 1 and 2 as version 0.1.0 of the program wrote them.

They must be read for ever: if a test here fails, the reader is wrong, not the file. They are never written again.
"""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.container import Attachment, SqcReader
from sqcodec_gui.container.block_layout import METHOD_ENTROPY, METHOD_PACKED
from sqcodec_gui.container.blocks import LOST_TOKEN
from sqcodec_gui.container.entropy_layers import tables_from_bytes

GOLDEN = Path(__file__).parents[1] / "data" / "container"
SHA256 = {
    "packed-1.sqc": "1a1ea732cac0d58e377124d59b146040eb38f81beda1554ac90bd586fc971469",
    "coded-1.sqc": "1866872568e377b73d01e03ab88ccb501e3ecab0135019deaea5eac36a477cca",
    "coded-1.sqt": "5125c8c22b5ca9023c9e7cdaed4950771ec0d767f82ec4ec111c77888515b0eb",
    "layers-2.sqc": "4ed10a59f14b59f6e2db3475eff632c6a48c1270ac6390de371498490e4da301",
    "layers-2.sqt": "1c647c6eec2b40eb4fd9398207fdf2a43c97d02efb41a235cd2f604afeba7ef2",
}


def golden_tokens(channels: int, count: int, codes: int, part: int) -> np.ndarray:
    """int32[channels, count] by a rule that nobody can lose; channels are the same in every other stretch of 30."""
    time = np.arange(count, dtype=np.int64)
    rows = [
        (time * time * 31 + time // 5 * 1_009 + part * 17 + row * 7 * (time // 30 % 2)) % codes
        for row in range(channels)
    ]
    return np.stack(rows).astype(np.int32)


def golden_slow_tokens(count: int) -> np.ndarray:
    """int32[1, count] of levels 3, 4, 5, that wander as those of real recordings do."""
    time = np.arange(count)
    digits = (np.abs(time // step % (2 * level - 2) - level + 1) for step, level in ((7, 3), (5, 4), (9, 5)))
    first, second, third = digits
    tokens = first + 3 * second + 12 * third
    tokens[400:480] = 7
    return tokens.astype(np.int32)[None]


def golden_frames(channels: int, count: int, part: int) -> np.ndarray:
    """int32[channels, count, 4] of levels 3, 4, 5 that wander; the second token follows the first, the others less so.

    In every fifth stretch of 60 nothing can be foretold; channels are the same in every other one."""
    time = np.arange(count, dtype=np.int64)
    rows = []
    for row in range(channels):
        at = time + part * 101 + row * 37 * (time // 60 % 2)
        digits = [np.abs(at // step % (2 * level - 2) - level + 1) for step, level in ((7, 3), (5, 4), (9, 5))]
        first = digits[0] + 3 * digits[1] + 12 * digits[2]
        others = [(first + at // 50) % 60, (first * 7 + at // 3) % 60, (59 - first + at // 11) % 60]
        frames = np.stack([first, *others], axis=1)
        wild = (at * at * 31 + at // 5 * 1_009)[:, None] * np.array([1, 3, 7, 11]) % 60
        rows.append(np.where((time // 60 % 5 == 3)[:, None], wild, frames))
    return np.stack(rows).astype(np.int32)


@pytest.mark.parametrize("name", SHA256)
def test_the_golden_files_are_those_of_then(name):
    assert hashlib.sha256((GOLDEN / name).read_bytes()).hexdigest() == SHA256[name]


def test_packed_parts_are_read():
    with SqcReader(GOLDEN / "packed-1.sqc") as reader:
        assert reader.check() == []
        first, second = reader.parts
        tokens = golden_tokens(2, 17 * 30 + 11, 7**6, 0)
        for index in range(18):
            np.testing.assert_array_equal(reader.read_block(index), tokens[:, index * 30 : index * 30 + 30])
        assert reader.blocks[18].lost
        np.testing.assert_array_equal(reader.read_block(19), golden_tokens(2, 45, 7**6, 1)[:, 30:])
        assert reader.header.model == "6kbps"
        assert reader.header.levels == (7,) * 6
        assert reader.header.weights_sha256 == "0123456789abcdef" * 4
        assert reader.header.source.name == "Ünterview 🎙 \udcff.wav"
        assert reader.header.source.tags == {"title": ["Früher", "Später"], "artist": ["A. B."]}
        assert reader.header.source.dates == {"recorded": "1999-12-31T23:59:59Z"}
        assert reader.attachments() == (Attachment("cover", "image/png", b"\x89PNG golden"),)
        assert first.statistics.values == (0.5, -1.5, 2.25, np.float32(1e-3))
        assert (first.skip_samples, first.sample_count, first.source_frames) == (90, 23_000, 69_000)
        assert first.source_sha256 == "ef" * 32
        assert (second.skip_samples, second.sample_count, second.source_frames) == (0, 2_000, None)
        assert second.source.name == "second.flac"
        assert second.statistics.values == (1, 2, 3, 4)


def test_coded_blocks_are_read():
    tables = tables_from_bytes((GOLDEN / "coded-1.sqt").read_bytes())
    with SqcReader(GOLDEN / "coded-1.sqc", tables=tables) as reader:
        assert reader.check() == []
        tokens = golden_slow_tokens(1300)
        for index, entry in enumerate(reader.blocks):
            assert reader.read_stored_block(index).layers[0].method == METHOD_ENTROPY
            right = tokens[:, entry.first_token : entry.first_token + entry.token_count]
            np.testing.assert_array_equal(reader.read_block(index), right)
        assert reader.token_count == 1300


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_layers_are_read(layers):
    tables = tables_from_bytes((GOLDEN / "layers-2.sqt").read_bytes())
    upto = (1, 2, 4)[layers - 1]
    with SqcReader(GOLDEN / "layers-2.sqc", tables=tables, layers=layers) as reader:
        assert reader.check() == []
        first, second = reader.parts
        frames = golden_frames(2, 17 * 60 + 11, 0)
        frames[:, 240:300, 2:] = LOST_TOKEN
        frames[:, 300:360, 1:] = LOST_TOKEN
        for index in range(18):
            np.testing.assert_array_equal(reader.read_block(index), frames[:, index * 60 : index * 60 + 60, :upto])
        assert reader.blocks[18].lost
        np.testing.assert_array_equal(reader.read_block(19), golden_frames(2, 75, 1)[:, 60:, :upto])
        assert (reader.header.model, reader.header.family) == ("spectral-6kbps", "spectral")
        assert (reader.header.layers, reader.header.block_frames, reader.header.context_frames) == ((1, 1, 2), 60, 35)
        assert reader.header.source.name == "Ünterview 🎙 \udcff.wav"
        assert reader.header.source.tags == {"title": ["Früher", "Später"], "artist": ["A. B."]}
        assert reader.attachments() == (Attachment("cover", "image/png", b"\x89PNG golden"),)
        assert (first.skip_samples, first.sample_count, first.source_frames) == (90, 180_000, 540_000)
        assert first.source_sha256 == "ef" * 32
        assert (second.skip_samples, second.sample_count, second.source_frames) == (0, 13_000, None)
        assert second.source.name == "second.flac"
        methods = [{one.method for one in reader.read_stored_block(index).layers} for index in range(18)]
        assert {METHOD_ENTROPY} in methods
        assert any(METHOD_PACKED in some for some in methods)
