"""The architectures against the published table (arXiv 2504.04949, and the configurations in the published package)."""

from itertools import accumulate

import pytest
import torch

from sqcodec_gui.codec.config import (
    SpectralConfig,
    get_config,
    get_published_config,
    published_configs,
    smaller_configs,
)
from sqcodec_gui.codec.errors import UnknownModelError
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.published_form import unfold

TABLE = {
    # sample rate Hz, hop, tokens/s, codes, bit/s, window, depth, parameters in millions
    "0k75bps": (16_000, 360, 44.44, 117_649, 748.6, 200, 5, 15.2),
    "1k5bps": (16_000, 180, 88.89, 117_649, 1497.3, 300, 5, 15.1),
    "3kbps": (16_000, 90, 177.78, 117_649, 2994.5, 400, 3, 11.3),
    "6kbps": (16_000, 45, 355.56, 117_649, 5989.0, 300, 3, 11.2),
    "12kbps": (16_000, 24, 666.67, 250_047, 11_954.6, 400, 3, 11.2),
    "12kbps_24khz": (24_000, 36, 666.67, 250_047, 11_954.6, 400, 3, 11.2),
    "24kbps_24khz": (24_000, 18, 1333.33, 250_047, 23_909.1, 600, 3, 11.2),
}


@pytest.mark.parametrize("name", TABLE)
def test_published_table(name: str) -> None:
    rate_hz, hop, token_rate_hz, codes, bitrate_bps, window, depth, millions = TABLE[name]
    config = get_published_config(name)
    assert (config.sample_rate_hz, config.hop_samples, config.codes) == (rate_hz, hop, codes)
    assert config.token_rate_hz == pytest.approx(token_rate_hz, abs=0.005)
    assert config.bitrate_bps == pytest.approx(bitrate_bps, abs=0.05)
    assert (config.window_tokens, config.decoder_transformer_depth) == (window, depth)
    assert config.encoder_transformer_depth == depth
    assert config.pads_to_window
    with torch.device("meta"):
        published = unfold(Codec(config).state_dict(), config)
    parameters = sum(tensor.numel() for part in published.values() for tensor in part.values())
    assert round(parameters / 1e6, 1) == millions


@pytest.mark.parametrize("name", ["l3ac-0k75bps", "l3ac-1kbps", "l3ac-1k5bps", "l3ac-3kbps"])
def test_l3ac(name: str) -> None:
    config = get_published_config(name)
    assert config.published_name == name.removeprefix("l3ac-")
    assert (config.hub_repository, config.hub_version, config.feature_dim) == ("zhai-lw/L3AC", "v1", 128)
    assert (config.decoder_dims, config.decoder_depths) == ((512, 256, 96, 48, 24), (3, 3, 2, 1, 1))
    assert config.encoder_transformer_depth == (3 if config.token_stride > 1 else 1)
    assert not config.pads_to_window


def test_seven_models_then_four() -> None:
    assert list(published_configs())[:7] == list(TABLE)
    assert [config.family for config in published_configs().values()] == ["sqcodec"] * 7 + ["l3ac"] * 4


@pytest.mark.parametrize(
    ("name", "tokens", "bitrate_bps"),
    [("spectral-1k5bps", 1, 1497.3), ("spectral-3kbps", 2, 2994.5), ("spectral-6kbps", 4, 5989.0)],
)
def test_spectral(name: str, tokens: int, bitrate_bps: float) -> None:
    """Token and bit rates are those of SQCodec's models of the same names."""
    config = get_config(name)
    assert isinstance(config, SpectralConfig)
    assert (config.sample_rate_hz, config.hop_samples) == (SPECTRAL.sample_rate_hz, SPECTRAL.hop_samples)
    assert config.levels == (SPECTRAL.level_count,) * SPECTRAL.digits_per_token
    assert config.tokens_per_frame == tokens
    assert tokens in SPECTRAL.nested_tokens
    assert tuple(accumulate(config.layers)) == SPECTRAL.nested_tokens[: len(config.layers)]
    assert config.bitrate_bps == pytest.approx(bitrate_bps, abs=0.05)
    assert config.context_frames == 117
    assert config.block_samples / config.sample_rate_hz == pytest.approx(10, abs=0.5)
    assert config.tokens_for(config.hop_samples + 1) == 2 * tokens
    assert [one.tokens_per_frame for one in smaller_configs(name)] == [count for count in (1, 2, 4) if count < tokens]


def test_own_models_are_nobody_elses() -> None:
    assert not smaller_configs("6kbps")
    with pytest.raises(UnknownModelError, match="own model"):
        get_published_config("spectral-6kbps")


@pytest.mark.parametrize("name", published_configs())
def test_encoder_and_decoder_agree(name: str) -> None:
    config = get_published_config(name)
    steps_up = torch.tensor(config.decoder_strides).prod().item()
    assert steps_up == config.frame_samples
    assert len(config.encoder_dims) == len(config.encoder_depths) == len(config.encoder_strides) + 1
    assert len(config.decoder_dims) == len(config.decoder_depths) == len(config.decoder_strides) + 1


def test_context_of_6kbps() -> None:
    config = get_published_config("6kbps")
    assert config.decoder_context_frames[0] == 43
    assert list(config.decoder_context_frames) == sorted(config.decoder_context_frames, reverse=True)
    assert config.statistics_count == 24
    assert config.block_windows == 12


@pytest.mark.parametrize(("samples", "tokens"), [(0, 0), (1, 1), (44, 1), (45, 1), (46, 2), (90, 2), (16_000, 356)])
def test_a_part_of_a_hop_counts_as_a_whole(samples: int, tokens: int) -> None:
    assert get_config("6kbps").tokens_for(samples) == tokens


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(UnknownModelError, match=r"no model called “5kbps”.*6kbps.*l3ac-3kbps"):
        get_config("5kbps")
