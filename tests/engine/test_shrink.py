"""Layers of a file left away, and what is said of them: by the engine and on the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.cli import main
from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import Header, Source, SqcReader, SqcWriter, entropy_layers_fit
from sqcodec_gui.engine import edit, models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.settings_and_results import CompressSettings, EngineError
from sqcodec_gui.engine.sqc_file import open_sqc
from sqcodec_gui.engine.tables import write_tables
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.paths import HOME_VARIABLE

FRAMES = 2 * 896 + 40


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Some twenty seconds in three layers; nobody has the weights that it names."""
    return write_talk(tmp_path / "talk.sqc", "spectral-6kbps")


def write_talk(path: Path, model: str) -> Path:
    config = get_config(model)
    assert isinstance(config, SpectralConfig)
    header = Header(
        model=config.name,
        family=config.family,
        weights_sha256="0123456789abcdef" * 4,
        sample_rate_hz=config.sample_rate_hz,
        hop_samples=config.hop_samples,
        levels=config.levels,
        layers=config.layers,
        block_frames=config.block_frames,
        context_frames=config.context_frames,
        channels=1,
        encoder="a test",
        source=Source("talk.wav", 16_000, 1),
    )
    shape = (1, FRAMES, config.tokens_per_frame)
    tokens = np.random.default_rng(0).integers(0, config.codes, shape, np.int32)
    with path.open("w+b") as file:
        writer = SqcWriter(file, header)
        for start in range(0, FRAMES, header.block_tokens):
            writer.write_block(tokens[:, start : start + header.block_tokens])
        writer.finish(sample_count=FRAMES * 180 - 7, source_frames=FRAMES * 180 - 7, source_sha256="ef" * 32)
    return path


@pytest.mark.parametrize(("wished", "layers"), [("3kbps", 2), ("spectral-3kbps", 2), ("1k5bps", 1)])
def test_a_smaller_file_holds_the_first_layers(talk: Path, wished: str, layers: int) -> None:
    before = talk.read_bytes()
    result = edit.shrink(talk, None, wished)
    rate = wished.removeprefix("spectral-")
    assert result.target == talk.with_name(f"talk.{rate}.sqc")
    assert talk.read_bytes() == before
    with SqcReader(talk) as whole, SqcReader(result.target) as small:
        assert small.check() == []
        assert small.header.model == f"spectral-{rate}"
        assert small.footer.token_hashes == whole.footer.token_hashes[:layers]
        assert small.parts == whole.parts
    assert result.duration_s == pytest.approx((FRAMES * 180 - 7) / 16_000)
    assert result.size_bytes == result.target.stat().st_size < len(before)
    again = edit.shrink(talk, None, wished)
    assert again.target == talk.with_name(f"talk.{rate} (2).sqc")
    assert again.target.read_bytes() == result.target.read_bytes()


def test_info_says_beforehand_what_it_will_give(talk: Path) -> None:
    found = read_info(talk)
    assert [layer.tokens_per_frame for layer in found.layers] == [1, 1, 2]
    assert [layer.model for layer in found.layers] == ["spectral-1k5bps", "spectral-3kbps", "spectral-6kbps"]
    assert found.layers[-1].file_bytes == found.size_bytes == talk.stat().st_size
    for layer in found.layers[:-1]:
        result = edit.shrink(talk, None, layer.model)
        assert result.size_bytes == pytest.approx(layer.file_bytes, abs=30)
        assert [one.payload_bytes for one in read_info(result.target).layers] == [
            one.payload_bytes for one in found.layers[: len(read_info(result.target).layers)]
        ]
    assert found.tokens == 4 * FRAMES
    assert found.bits_per_token == pytest.approx(16.85, abs=0.02)
    assert found.nominal_bitrate_bps == pytest.approx(5989, abs=1)
    assert found.format_version == 2


def break_layer(path: Path, block: int, layer: int) -> None:
    """Damage a layer of a block, from 0; those above it are of no use then."""
    with SqcReader(path) as reader:
        entry, stored = reader.blocks[block], reader.read_stored_block(block)
    data = bytearray(path.read_bytes())
    data[entry.offset + entry.size_bytes - sum(one.size_bytes for one in stored.layers[layer:]) + 5] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("broken", [[(1, 2)], [(0, 1)], [(0, 1), (1, 1), (2, 2)], [(1, 0)], [(0, 0), (1, 1)]])
def test_info_says_it_of_a_damaged_file_too(talk: Path, tmp_path: Path, broken: list[tuple[int, int]]) -> None:
    """As soon as what is kept is whole: at once, or after a repair."""
    for block, layer in broken:
        break_layer(talk, block, layer)
    mended = edit.repair(talk, tmp_path / "mended.sqc").target
    for number, model in enumerate(["spectral-1k5bps", "spectral-3kbps"]):
        is_kept_whole = min(layer for _, layer in broken) > number
        small = edit.shrink(talk if is_kept_whole else mended, None, model)
        for path in (talk, mended):
            found = read_info(path)
            assert found.layers[number].file_bytes == pytest.approx(small.size_bytes, abs=30), (path.name, model)
            assert found.layers[-1].file_bytes == path.stat().st_size


def test_a_coded_file_of_real_weights_shrinks(
    spectral_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_sound: Callable[..., Path]
) -> None:
    """From a recording to tables fitted to its tokens, a smaller file, and sound."""
    monkeypatch.setenv(HOME_VARIABLE, str(shutil.copytree(spectral_home, tmp_path / "home")))
    monkeypatch.setattr("sqcodec_gui.paths.models_dir", lambda: tmp_path / "none")  # those that come along go before
    for name, value in {"HIDDEN": 4, "LEAST_STEPS": 16, "WARM_UP_STEPS": 2, "LEARNING_RATE": 0.05}.items():
        monkeypatch.setattr(entropy_layers_fit, name, value)
    models.forget()
    settings = CompressSettings(model="spectral-6kbps", check=False)
    source = write_sound("talk.wav", 4.0)
    packed = compress(source, tmp_path / "packed.sqc", settings).target
    with SqcReader(packed) as reader:
        tokens = np.concatenate([reader.read_block(index) for index in range(len(reader.blocks))], axis=1)
    write_tables(find_installed("spectral-6kbps"), list(tokens))
    coded = compress(source, tmp_path / "coded.sqc", settings).target
    assert coded.stat().st_size < packed.stat().st_size
    assert read_info(coded).tokens_sha256 == read_info(packed).tokens_sha256
    small = edit.shrink(coded, None, "3kbps").target
    assert small.stat().st_size < 0.7 * coded.stat().st_size
    found = verify(small, decode=True)
    assert (found.is_whole, found.decoded, found.model) == (True, True, "spectral-3kbps")
    with open_sqc(small) as reader:
        np.testing.assert_array_equal(reader.read_block(0), tokens[:, :896, :2])


def test_what_cannot_be_done_is_said(talk: Path, tmp_path: Path, compressed: Path) -> None:
    small = edit.shrink(talk, None, "1k5bps").target
    for path, wished, says in (
        (talk, "6kbps", r"talk\.sqc \(spectral-6kbps\) can be made smaller to 1k5bps or 3kbps, not to 6kbps"),
        (small, "1k5bps", r"talk\.1k5bps\.sqc holds no lower quality than spectral-1k5bps"),
        (compressed, "1k5bps", r"holds no lower quality than tiny"),
    ):
        with pytest.raises(EngineError, match=says):
            edit.shrink(path, tmp_path / "never.sqc", wished)
    with pytest.raises(SqcodecError, match=r"itself|source"):
        edit.shrink(talk, talk, "3kbps", "overwrite")
    assert not (tmp_path / "never.sqc").exists()


def test_damage_to_what_is_kept_is_not_copied(talk: Path, tmp_path: Path) -> None:
    with SqcReader(talk) as reader:
        entry, block = reader.blocks[1], reader.read_stored_block(1)
    data = bytearray(talk.read_bytes())
    upper = sum(layer.size_bytes for layer in block.layers[1:])
    data[entry.offset + entry.size_bytes - upper + 5] ^= 1  # in the second layer
    talk.write_bytes(data)
    with pytest.raises(SqcodecError, match=r"layer 2 of a block is damaged.*sqcodec repair"):
        edit.shrink(talk, tmp_path / "small.sqc", "3kbps")
    assert not (tmp_path / "small.sqc").exists()
    assert edit.shrink(talk, tmp_path / "tiny.sqc", "1k5bps").target.exists()


def test_a_repaired_file_that_lacks_a_layer_is_not_called_whole(talk: Path, tmp_path: Path) -> None:
    with SqcReader(talk) as reader:
        entry, block = reader.blocks[1], reader.read_stored_block(1)
    data = bytearray(talk.read_bytes())
    data[entry.offset + entry.size_bytes - 5] ^= 1  # in the third layer
    talk.write_bytes(data)
    found = verify(talk)
    assert (found.state, found.lost_s) == ("damaged", 0.0)
    assert "layer 3 of a block is damaged" in found.problems[0]
    repaired = edit.repair(talk, tmp_path / "mended.sqc")
    mended = repaired.target
    found = verify(mended)
    assert (found.state, found.is_whole, found.lost_s) == ("lost", False, 0.0)
    assert found.problems == (
        "10.1 s sound worse than the rest: upper layers were damaged before the file was repaired.",
    )
    edited = [
        repaired,
        edit.cut(mended, tmp_path / "cut.sqc", 0, 30),
        edit.join([mended, mended], tmp_path / "two.sqc"),
        edit.retag(mended, {"title": ["Talk"]}),
    ]
    assert [one.complete for one in edited] == [False] * 4, "they say what verify says"
    assert all(verify(one.target).problems[0] in one.notices for one in edited)
    smaller = edit.shrink(mended, None, "3kbps").target
    assert verify(smaller).is_whole
    assert block.token_count == 896


def test_on_the_command_line(talk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(talk)]) == 0
    shown = capsys.readouterr().out
    assert "layers: " in shown
    assert "sqcodec shrink --to spectral-3kbps gives about 8.0 kB, 3.11 kbit/s" in shown
    assert main(["shrink", str(talk), "--to", "3kbps", "-o", str(tmp_path / "small.sqc"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["target"], told["error"]) == (str(tmp_path / "small.sqc"), None)
    assert main(["shrink", str(talk), str(tmp_path / "small.sqc"), "--to", "1k5bps"]) == 0
    assert (tmp_path / "talk.1k5bps.sqc").read_bytes() == (tmp_path / "small.1k5bps.sqc").read_bytes()
    assert main(["shrink", str(talk), str(tmp_path / "nothing.sqc"), "--to", "3kbps"]) == 1
    assert (tmp_path / "talk.3kbps.sqc").exists()
    assert "nothing.sqc" in capsys.readouterr().err
    assert main(["shrink", str(talk), str(talk), "--to", "3kbps", "-o", "x.sqc"]) == 2
