"""The published package's names, and the example of its README."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import soxr
import torch

import sqcodec_gui
from sqcodec_gui.codec import published
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import BadWeightsError, DownloadError, UnknownModelError
from sqcodec_gui.codec.published import PublishedCodec, get_model, list_models
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.weights import import_published, save_own

SEVEN = ["0k75bps", "1k5bps", "3kbps", "6kbps", "12kbps", "12kbps_24khz", "24kbps_24khz"]


def published_example() -> str:
    """The Python of the published README, changed in its import and its device."""
    # The file itself: what ``metadata`` makes of it depends on whether a library brought its own importlib_metadata.
    readme = importlib.metadata.distribution("sq_codec").read_text("METADATA")
    (code,) = re.findall(r"```python\n(.*?)```", str(readme), re.DOTALL)
    for published_text, ours in {
        "import sq_codec": "import sqcodec_gui as sq_codec",
        "network.cuda()": "network.cpu()",
        "device='cuda'": "device='cpu'",
    }.items():
        assert code.count(published_text) == 1
        code = code.replace(published_text, ours)
    return code


@pytest.fixture
def librosa(speech_16k: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three names of librosa that the example uses, with a bundled sample in place of a downloaded one."""
    module = ModuleType("librosa")
    module.example = lambda name: f"{name}.flac"  # type: ignore[attr-defined]
    module.load = lambda path: (soxr.resample(speech_16k[:32_001], 16_000, 22_050), 22_050)  # type: ignore[attr-defined]
    module.resample = lambda audio, orig_sr, target_sr: soxr.resample(audio[0], orig_sr, target_sr)[None]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "librosa", module)


@pytest.fixture
def install(
    published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig], home: Path
) -> Callable[[str], CodecConfig]:
    """Puts random weights of a narrow model on this machine."""

    def put(name: str) -> CodecConfig:
        import_published(name, published_set(narrow_configs[name]))
        return narrow_configs[name]

    return put


@pytest.mark.usefixtures("librosa")
def test_the_published_example_runs(install: Callable[[str], CodecConfig], capsys: pytest.CaptureFixture[str]) -> None:
    install("6kbps")
    exec(published_example(), {})
    printed = capsys.readouterr().out
    assert f"Available models: {SEVEN}"[:-1] in printed
    assert "codec sample rate: 16000" in printed
    assert "audio_in.shape=torch.Size([1, 3200" in printed
    assert re.search(r"codec\(6kbps\) mse: [0-9.e-]+\n$", printed)


def test_names() -> None:
    assert list_models() == [*SEVEN, "l3ac-0k75bps", "l3ac-1kbps", "l3ac-1k5bps", "l3ac-3kbps"]
    assert sqcodec_gui.get_model is get_model
    assert sqcodec_gui.list_models is list_models
    with pytest.raises(AttributeError):
        _ = sqcodec_gui.no_such_name  # type: ignore[attr-defined]


def test_the_names_cost_nothing_until_used() -> None:
    code = "import sys, sqcodec_gui; sys.exit('torch' in sys.modules or 'get_model' not in sqcodec_gui.__all__)"
    assert subprocess.run([sys.executable, "-c", code], timeout=600).returncode == 0


@pytest.mark.parametrize("name", ["6kbps", "1k5bps", "12kbps_24khz"])
def test_sqcodec_pads_to_whole_windows(install: Callable[[str], CodecConfig], name: str) -> None:
    config = install(name)
    codec = get_model(name)
    features, indices = codec.encode_audio(torch.zeros(2, config.window_samples + 1))
    assert isinstance(indices, torch.Tensor)
    assert indices.shape == (2, 2 * config.window_tokens)
    assert features.shape == (2, 2 * config.window_tokens, config.feature_dim)
    assert codec.decode_audio(features).shape == (2, 2 * config.window_samples)
    assert torch.allclose(codec.decode_audio(indices=indices), codec.decode_audio(features), atol=1e-6)


def test_l3ac_pads_to_whole_hops_and_gives_a_dict(install: Callable[[str], CodecConfig]) -> None:
    config = install("l3ac-1kbps")
    codec = get_model("l3ac-1kbps")
    features, indices = codec.encode_audio(torch.zeros(1, 10 * config.hop_samples + 1))
    assert isinstance(indices, dict)
    assert indices["indices"].shape == (1, 11)
    assert indices["level_indices"].shape == (1, 11, 6)
    assert features.shape == (1, 11, config.feature_dim)
    sound = codec.decode_audio(indices=indices["indices"])
    assert sound.shape == (1, 11 * config.hop_samples)
    assert torch.equal(codec.decode_audio(indices=indices), sound)


def test_config(install: Callable[[str], CodecConfig]) -> None:
    own = install("12kbps_24khz")
    config = get_model("12kbps_24khz").config
    assert (config.sample_rate, config.model_name, config.model_tag) == (24_000, "12kbps_24khz", "12kbps_24khz.v0")
    assert (config.hop_length, config.feature_dim) == (36, own.feature_dim)
    install("l3ac-1kbps")
    assert get_model("l3ac-1kbps").config.model_tag == "1kbps.v1"


def test_network_is_a_module_with_the_published_parts(install: Callable[[str], CodecConfig]) -> None:
    install("6kbps")
    network = get_model("6kbps").network
    assert isinstance(network, torch.nn.Module)
    assert network.eval() is network
    assert network.to("cpu") is network
    for part in ("encoder", "quantizer", "decoder", "en_encoder", "en_decoder"):
        assert isinstance(getattr(network, part), torch.nn.Module)


def test_own_weights_decode_with_their_constants(
    narrow_configs: dict[str, CodecConfig], random_codec: Callable[..., Codec], home: Path
) -> None:
    save_own(random_codec(narrow_configs["6kbps"], has_statistics=True), home / "data" / "models" / "6kbps")
    codec = get_model("6kbps")
    indices = torch.randint(117_649, (1, 200), generator=torch.Generator().manual_seed(0), dtype=torch.int32)
    samples = 50 * codec.config.hop_length
    start, whole = codec.decode_audio(indices=indices[:, :100]), codec.decode_audio(indices=indices)
    assert torch.allclose(start[:, :samples], whole[:, :samples], atol=1e-4)


def test_decode_audio_of_nothing(install: Callable[[str], CodecConfig]) -> None:
    install("6kbps")
    with pytest.raises(TypeError, match="q_feature or indices"):
        get_model("6kbps").decode_audio()


def test_weights_from_a_folder_of_the_published_package(
    published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig], home: Path, tmp_path: Path
) -> None:
    """``model_dir`` is where the published package keeps its downloads."""
    published_set(narrow_configs["6kbps"]).rename(tmp_path / "6kbps.v0")
    assert isinstance(get_model("6kbps", model_dir=tmp_path), PublishedCodec)
    (tmp_path / "6kbps.v0" / "decoder.pt").write_bytes(b"")
    with pytest.raises(BadWeightsError):
        get_model("6kbps", model_dir=str(tmp_path))


def test_weights_that_are_not_here_are_fetched(
    published_set: Callable[..., Path],
    narrow_configs: dict[str, CodecConfig],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def fetch(name: str, offline: bool) -> object:
        asked.append((name, offline))
        return import_published(name, published_set(narrow_configs[name]))

    monkeypatch.setattr(published.hub, "fetch", fetch)
    get_model("3kbps")
    get_model("3kbps")
    assert asked == [("3kbps", False)]


def test_offline(narrow_configs: dict[str, CodecConfig], home: Path) -> None:
    with pytest.raises(DownloadError, match="Offline mode"):
        get_model("3kbps", offline=True)


def test_an_unknown_model() -> None:
    with pytest.raises(UnknownModelError):
        get_model("debug")


def test_a_model_of_this_project_says_why_it_is_not_had_here() -> None:
    with pytest.raises(UnknownModelError, match="a frame of it has several tokens"):
        get_model("spectral-6kbps")
