"""The pieces of the network, each against the trap that it stands for."""

import warnings
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.sqcodec.attention import WindowTransformer
from sqcodec_gui.codec.sqcodec.layers import ConvUnit
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.published_form import fold

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the published packages use old ways of torch
    import l3ac.layers
    import sq_codec.layers
    import sq_codec.modules

WINDOW = 6
CHANNELS = 16


def random(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("package", [sq_codec.layers, l3ac.layers])
def test_the_factor_of_grn_is_practically_one(package: object) -> None:
    """g / (g + ε) with g the norm over time and channels: 1 within rounding for any sound but digital silence."""
    grn = package.GRN(8)  # type: ignore[attr-defined]
    with torch.no_grad():
        grn.gamma.copy_(random(1, 8))
        grn.beta.copy_(random(1, 8, seed=1))
    for size, largest in [(1.0, 1e-6), (1e-3, 1e-6), (1e-7, 2e-7)]:
        x = size * random(1, 40, 8, seed=2)
        with torch.no_grad():
            folded = grn.gamma * x + grn.beta + x
            assert (grn(x) - folded).abs().max() <= largest


def test_a_published_unit_folds_into_ours() -> None:
    """Weight norm and GRN are gone, what the unit does is the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        published = sq_codec.modules.ConvUnit(8, norm=True)
    with torch.no_grad():
        for i, tensor in enumerate(published.parameters()):
            tensor.copy_(1 + 0.5 * random(*tensor.shape, seed=i))
    ours = ConvUnit(8, 2**-23)
    folded = fold({f"part.{name}": tensor for name, tensor in published.state_dict().items()})
    ours.load_state_dict({name.removeprefix("part."): tensor for name, tensor in folded.items()})
    x = random(2, 8, 50)
    with torch.no_grad():
        assert torch.allclose(ours(x), published(x), rtol=1e-5, atol=1e-4)


def transformer(depth: int) -> WindowTransformer:
    torch.manual_seed(depth)
    return WindowTransformer(CHANNELS, depth, WINDOW).eval()


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("position", [0, 5, 6, 13, 23, 29])
def test_a_token_sees_its_window_up_to_itself_and_depth_windows_before(depth: int, position: int) -> None:
    x = random(1, 30, CHANNELS).requires_grad_()
    transformer(depth)(x)[0, position].square().sum().backward()
    assert x.grad is not None
    seen = x.grad[0].abs().sum(1).nonzero()[:, 0].tolist()
    first = max(0, (position // WINDOW - depth) * WINDOW)
    assert seen == list(range(first, position + 1))


@pytest.mark.parametrize("length", [1, 5, 6, 7, 23])
def test_a_length_that_is_no_multiple_of_the_window(length: int) -> None:
    model = transformer(2)
    x = random(2, 24, CHANNELS)
    with torch.no_grad():
        assert torch.allclose(model(x[:, :length]), model(x)[:, :length], atol=1e-5)


def test_a_frozen_bias_changes_nothing() -> None:
    model = transformer(2)
    x = random(1, 20, CHANNELS)
    with torch.no_grad():
        before = model(x)
        model.freeze_bias()
        assert torch.equal(model(x), before)


def test_the_frozen_bias_moves_with_the_weights() -> None:
    model = transformer(1)
    model.freeze_bias()
    assert model.double()(random(1, 20, CHANNELS).double()).dtype == torch.float64


@pytest.fixture
def codec(narrow_configs: dict[str, CodecConfig], random_codec: Callable[..., Codec]) -> Callable[..., Codec]:
    def make(name: str = "6kbps", has_statistics: bool = False) -> Codec:
        return random_codec(narrow_configs[name], has_statistics=has_statistics)

    return make


def start_and_whole(codec: Codec) -> tuple[Tensor, Tensor]:
    """Decoded: the first 80 tokens alone, and of 160 the same stretch, as far as it sees only the 80."""
    config = codec.config
    tokens = torch.randint(config.codes, (1, 160), generator=torch.Generator().manual_seed(0), dtype=torch.int32)
    context = -(-config.decoder_context_frames[0] // config.token_stride) + (config.token_stride > 1)
    samples = (80 - context) * config.hop_samples
    return codec.decode(tokens[:, :80])[:, :samples], codec.decode(tokens)[:, :samples]


def test_with_statistics_of_the_clip_everything_depends_on_everything(codec: Callable[..., Codec]) -> None:
    start, whole = start_and_whole(codec())
    assert (start - whole).abs().max() > 1e-3


@pytest.mark.parametrize("name", ["6kbps", "1k5bps", "l3ac-0k75bps"])
def test_with_constant_statistics_the_future_changes_nothing(codec: Callable[..., Codec], name: str) -> None:
    start, whole = start_and_whole(codec(name, has_statistics=True))
    assert start.shape[1] > 0
    assert start.std() > 1e-3
    assert torch.allclose(start, whole, atol=1e-4)


def test_measured_statistics_decode_like_the_clip(codec: Callable[..., Codec]) -> None:
    model = codec()
    tokens = torch.randint(117_649, (1, 100), generator=torch.Generator().manual_seed(0), dtype=torch.int32)
    frames = model.en_decoder(model.quantizer.dequantize(tokens)).transpose(1, 2)
    statistics = model.decoder.measure(frames)
    assert statistics.shape == (len(model.config.decoder_strides), 2, 4)
    assert torch.allclose(model.decode(tokens, statistics), model.decode(tokens), atol=1e-5)


@pytest.mark.parametrize("name", ["6kbps", "0k75bps", "l3ac-3kbps"])
def test_one_token_decodes(codec: Callable[..., Codec], name: str) -> None:
    model = codec(name)
    audio = model.decode(torch.zeros(1, 1, dtype=torch.int32))
    assert audio.shape == (1, model.config.hop_samples)
    assert torch.isfinite(audio).all()


@pytest.mark.parametrize("name", ["6kbps", "0k75bps", "12kbps_24khz", "l3ac-1kbps", "l3ac-3kbps"])
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_as_many_tokens_as_the_sound_needs(codec: Callable[..., Codec], name: str, offset: int) -> None:
    model = codec(name)
    samples = 20 * model.config.hop_samples + offset
    tokens = model.encode(0.3 * random(1, samples))
    assert tokens.shape == (1, 20 + (offset > 0))
    assert tokens.dtype == torch.int32
    assert tokens.min() >= 0
    assert tokens.max() < model.config.codes


def test_a_batch_is_coded_like_its_members(codec: Callable[..., Codec]) -> None:
    model = codec(has_statistics=True)
    audio = 0.3 * random(3, 1000)
    together = model.encode(audio)
    assert torch.equal(together, torch.cat([model.encode(one[None]) for one in audio]))
    alone = torch.cat([model.decode(one[None]) for one in together])
    assert torch.allclose(model.decode(together), alone, atol=1e-5)
