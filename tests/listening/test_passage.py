"""The samples of a passage are the right ones."""

from pathlib import Path

import numpy as np
import soundfile

from sqcodec_gui.listening.passage import Passage, Sound, read_passage

RATE_HZ = 16_000


def test_a_passage_is_read_to_the_sample_and_cut_to_the_end(tmp_path: Path, speech_16k: np.ndarray) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, np.stack([speech_16k, -speech_16k], axis=1), RATE_HZ)
    sound = read_passage(path, Passage(1.0, 1.5))
    assert sound.samples.shape == (8_000, 2)
    np.testing.assert_allclose(sound.samples[:, 0], speech_16k[16_000:24_000], atol=1e-4)
    assert read_passage(path, Passage(3.5, 9.0)).duration_s == 0.5


def test_a_lower_rate_takes_the_treble_away() -> None:
    time_s = np.arange(48_000) / 48_000
    low, high = np.sin(2 * np.pi * 500 * time_s), np.sin(2 * np.pi * 12_000 * time_s)
    limited = Sound(((low + high) / 2).astype(np.float32)[:, None], 48_000).at_rate(16_000)
    assert limited.samples.shape == (16_000, 1)
    np.testing.assert_allclose(limited.samples[2_000:-2_000, 0], low[::3][2_000:-2_000] / 2, atol=1e-3)


def test_gain() -> None:
    sound = Sound(np.full((4, 1), 0.25, np.float32), RATE_HZ)
    np.testing.assert_allclose(sound.amplified(6.0206).samples, 0.5, rtol=1e-4)
