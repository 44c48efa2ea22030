"""What is cut out or joined sounds as it did, sample for sample: the decoder gets all the context that it needs."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.codec import config as codec_config
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.verify import verify

RATE_HZ = 16_000
GRID_WINDOWS = 13
"""Of the decoder's time grid for the tiny models: blocks begin on it here, as those of most real models do."""
SAME_SOUND = 0.001


@pytest.fixture
def block_samples(tiny: CodecConfig, monkeypatch: pytest.MonkeyPatch) -> int:
    """Samples of a block that is one step of the decoder's time grid."""
    samples = GRID_WINDOWS * tiny.window_samples
    monkeypatch.setattr(codec_config, "BLOCK_SECONDS", samples / RATE_HZ)
    assert tiny.block_windows == GRID_WINDOWS
    return samples


@pytest.fixture
def make(write_sound: Callable[..., Path]) -> Callable[..., Path]:
    """A compressed recording, all of whose statistics belong to it."""

    def compressed(name: str, seconds: float, seed: int = 0) -> Path:
        source = write_sound(name, seconds, channels=2, seed=seed)
        return compress(
            source, None, CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False)
        ).target

    return compressed


def sound_of(path: Path) -> np.ndarray:
    """float32 [frames, channels]"""
    settings = RestoreSettings(compute=ComputeChoice("cpu"), sample_format="FLOAT", exists="overwrite")
    return soundfile.read(restore(path, None, settings).target, dtype="float32")[0]


@pytest.mark.parametrize(("first", "stop"), [(0, 2), (1, 2), (2, 4), (3, 5), (0, 5)])
def test_a_cut_sounds_as_the_whole_did(
    make: Callable[..., Path], block_samples: int, tmp_path: Path, first: int, stop: int
) -> None:
    whole = make("talk.wav", 4.5 * block_samples / RATE_HZ)
    right = sound_of(whole)
    at = [(number + 0.3) * block_samples / RATE_HZ for number in (first, stop - 1)]
    part = edit.cut(whole, tmp_path / "part.sqc", *at)
    found = sound_of(part.target)
    np.testing.assert_array_equal(found, right[first * block_samples : stop * block_samples])
    assert verify(part.target, decode=True, compute=ComputeChoice("cpu")).is_whole


def test_a_cut_of_a_cut_and_a_join_of_cuts(make: Callable[..., Path], block_samples: int, tmp_path: Path) -> None:
    whole = make("talk.wav", 5.5 * block_samples / RATE_HZ)
    right, block_s = sound_of(whole), block_samples / RATE_HZ
    middle = edit.cut(whole, tmp_path / "middle.sqc", 1.1 * block_s, 4.9 * block_s).target
    again = edit.cut(middle, tmp_path / "again.sqc", 1.1 * block_s, 1.9 * block_s).target
    np.testing.assert_array_equal(sound_of(again), right[2 * block_samples : 3 * block_samples])
    pieces = [
        edit.cut(whole, tmp_path / f"{number}.sqc", (number + 0.1) * block_s, (number + 0.9) * block_s).target
        for number in range(6)
        if number < 5 or len(right) > 5 * block_samples
    ]
    joined = edit.join(pieces, tmp_path / "joined.sqc").target
    np.testing.assert_array_equal(sound_of(joined), right)


def test_joined_recordings_sound_as_each_did(make: Callable[..., Path], block_samples: int, tmp_path: Path) -> None:
    """Each keeps its statistics and its start from rest."""
    one, other = make("one.wav", 2.5), make("other.wav", 3.25, seed=5)
    with SqcReader(one) as first, SqcReader(other) as second:
        assert first.header.statistics != second.header.statistics
    joined = edit.join([one, other, one], tmp_path / "joined.sqc").target
    right = np.concatenate([sound_of(one), sound_of(other), sound_of(one)])
    np.testing.assert_array_equal(sound_of(joined), right)


def test_off_the_grid_only_rounding_differs(make: Callable[..., Path], tiny: CodecConfig, tmp_path: Path) -> None:
    """Blocks of seven windows, of which the decoder takes thirteen at once."""
    whole = make("talk.wav", 6.0)
    right, block_samples = sound_of(whole), 7 * tiny.window_samples
    part = edit.cut(whole, tmp_path / "part.sqc", 3.1 * block_samples / RATE_HZ, 4.9 * block_samples / RATE_HZ)
    found = sound_of(part.target)
    assert np.abs(found - right[3 * block_samples : 5 * block_samples]).max() < SAME_SOUND
