"""Models so narrow that a test of files and downloads takes milliseconds, with weights in the published form."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from sqcodec_gui import paths
from sqcodec_gui.codec import config as config_module
from sqcodec_gui.codec.config import CodecConfig, published_configs
from sqcodec_gui.codec.model_store import installed as installed_module
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.published_form import unfold


def narrowed(config: CodecConfig) -> CodecConfig:
    """The same architecture with few channels and short windows."""
    return replace(
        config,
        feature_dim=16,
        encoder_dims=tuple(4 * (i + 1) for i in range(len(config.encoder_dims))),
        decoder_dims=tuple(4 * (i + 1) for i in reversed(range(len(config.decoder_dims)))),
        window_tokens=12,
    )


@pytest.fixture
def narrow_configs(monkeypatch: pytest.MonkeyPatch) -> dict[str, CodecConfig]:
    """All models, narrowed, in place of the real ones."""
    narrow = {name: narrowed(config) for name, config in published_configs().items()}
    monkeypatch.setattr(config_module, "all_configs", lambda: narrow)
    monkeypatch.setattr(installed_module, "all_configs", lambda: narrow)
    return narrow


@pytest.fixture
def random_codec() -> Callable[..., Codec]:
    """Makes a network in which every tensor is random, ready for use."""

    def make(config: CodecConfig, seed: int = 0, has_statistics: bool = False) -> Codec:
        generator = torch.Generator().manual_seed(seed)
        torch.manual_seed(seed)  # the network's own initialisation draws from here
        codec = Codec(config, has_statistics)
        with torch.no_grad():
            for tensor in codec.state_dict().values():
                tensor.copy_(tensor + 0.1 * torch.randn(tensor.shape, generator=generator))
            if codec.statistics is not None:
                codec.statistics.copy_(0.5 + torch.rand(codec.statistics.shape, generator=generator))
            codec.quantizer.project_in.weight.mul_(3)
        return codec.freeze()

    return make


@pytest.fixture
def published_set(tmp_path: Path, random_codec: Callable[..., Codec]) -> Callable[..., Path]:
    """Writes the five ``.pt`` files of a narrow model, with weight norm and GRN that do something."""

    def write(config: CodecConfig, seed: int = 0) -> Path:
        folder = tmp_path / f"published-{config.name}-{seed}"
        folder.mkdir(exist_ok=True)
        generator = torch.Generator().manual_seed(seed)
        for part, state in unfold(random_codec(config, seed).state_dict(), config).items():
            for name, tensor in state.items():
                if name.endswith((".grn.gamma", ".grn.beta", "original0")):
                    tensor.add_(0.1 * torch.rand(tensor.shape, generator=generator))
            torch.save(state, folder / f"{part}.pt")
        return folder

    return write


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """User folders of this test alone, and no bundled models."""
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setattr(paths, "models_dir", lambda: tmp_path / "bundled")
    return tmp_path / "home"
