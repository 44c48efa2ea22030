"""What the weights that come along must keep beside speech scores; bench_domain.py measures more of it."""

import numpy as np
import pytest

from sqcodec_gui import paths
from sqcodec_gui.audio import open_audio
from sqcodec_gui.codec.model_store.installed import list_installed
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.streaming import SpectralDecoder
from sqcodec_gui.codec.streams import AnyCodec, all_of, open_encoder
from sqcodec_gui.engine import device, models
from sqcodec_gui.engine.settings_and_results import ComputeChoice

SHIPPED = [model for model in list_installed() if model.store == "bundled"]
LEVELS_AGREE_DB = 4.0
"""From full scale down to 40 dB below, the change of level varies by less than this."""


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda model: model.name)
def codec(request: pytest.FixtureRequest) -> AnyCodec:
    return models.load(request.param, device.resolve(ComputeChoice("cpu")))


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    """Three seconds at 16 kHz, to full scale."""
    with open_audio(paths.speech_sample()) as reader:
        step = reader.info.sample_rate_hz // 16_000
        samples = reader.read(3 * reader.info.sample_rate_hz).mean(1)
    samples = samples[: len(samples) // step * step].reshape(-1, step).mean(1)
    return samples / np.abs(samples).max()


def through(codec: AnyCodec, samples: np.ndarray) -> np.ndarray:
    tokens = all_of(open_encoder(codec), samples.astype(np.float32)[None])
    assert isinstance(codec, SpectralCodec), "only this family comes along"
    decoder = SpectralDecoder(codec.spectral_engine, codec.config.tokens_per_frame)
    return all_of(decoder, tokens)[0, : len(samples)]


def level_db(samples: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt(np.square(samples, dtype=np.float64).mean()) + 1e-9))


def test_digital_silence_stays_below_minus_60_dbfs(codec: AnyCodec) -> None:
    assert level_db(through(codec, np.zeros(codec.config.sample_rate_hz))) < -60


def test_levels_follow_down_to_minus_40_db(codec: AnyCodec, speech: np.ndarray) -> None:
    changes = [
        level_db(through(codec, speech * gain)) - level_db(speech * gain)
        for gain in 10 ** (np.array([0, -20, -40]) / 20)
    ]
    assert max(changes) - min(changes) < LEVELS_AGREE_DB
    assert max(changes) < LEVELS_AGREE_DB


def test_nothing_bursts(codec: AnyCodec) -> None:
    """Noise as loud as can be, and clicks: what comes out has no frame far above anything in it."""
    noise = np.random.default_rng(0).uniform(-1, 1, codec.config.sample_rate_hz)
    clicks = np.zeros(codec.config.sample_rate_hz)
    clicks[:: codec.config.sample_rate_hz // 8] = 1
    for samples in (noise, clicks):
        decoded = through(codec, samples)
        assert np.abs(decoded).max() <= 1
        assert level_db(decoded) < level_db(samples) + 6
