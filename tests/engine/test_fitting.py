"""A header is held against the model that it names: nothing is decoded, or called whole, by words that are not true."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sqcodec_gui.cli import main
from sqcodec_gui.codec.config import CodecConfig, get_config
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcReader, SqcWriter, Statistics
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.container.errors import SqcMismatchError
from sqcodec_gui.engine import edit, sqc_file
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.verify import verify

CPU = ComputeChoice("cpu")


def retold(path: Path, **changed: Any) -> Path:
    """The file with other words in its header; all checksums and the token hash are right for them."""
    with SqcReader(path) as reader, path.with_name("retold.sqc").open("w+b") as file:
        [part] = reader.parts
        header = replace(reader.header, **changed)
        writer = SqcWriter(file, header)
        tokens = [reader.read_block(index) for index in range(len(reader.blocks))]
        for index, block in enumerate(tokens):
            if block.shape[1] == header.block_tokens or index == len(tokens) - 1:
                writer.write_block(block)
        samples = min(part.sample_count, writer.tokens_done * header.hop_samples)
        writer.finish(sample_count=samples)
    return path.with_name("retold.sqc")


CHANGES: dict[str, dict[str, Any]] = {
    "48,000 Hz": {"sample_rate_hz": 48_000},
    "15,999 Hz": {"sample_rate_hz": 15_999},
    "a hop of 65,535": {"hop_samples": 65_535},
    "other levels of equal product": {"levels": (49, 7, 7, 7, 7)},
    "a level more": {"levels": (7, 7, 7, 7, 7, 8)},
    "another family": {"family": "l3ac"},
    "another window": {"window_tokens": 24, "block_windows": 14},
    "another rule of statistics": {"statistics": Statistics("none", 0)},
    "other statistics": {"statistics": Statistics("stored", 4).with_values([1.0, 2.0, 3.0, 4.0])},
    "another model": {"model": "6kbps"},
}


@pytest.fixture
def talk(tiny: CodecConfig, write_sound: Callable[..., Path]) -> Path:
    source = write_sound("talk.wav", 2.0)
    return compress(source, None, CompressSettings(model="tiny", compute=CPU, check=False)).target


@pytest.mark.parametrize("name", CHANGES)
def test_words_that_are_not_true_are_refused_by_all(name: str, talk: Path, tmp_path: Path) -> None:
    crafted = retold(talk, **CHANGES[name])
    with SqcReader(crafted) as reader:
        assert reader.check() == [], "by itself it is sound"
    asked: list[Callable[[], object]] = [
        lambda: verify(crafted),
        lambda: verify(crafted, decode=True, compute=CPU),
        lambda: read_info(crafted),
        lambda: restore(crafted, tmp_path / "out.wav", RestoreSettings(compute=CPU)),
        lambda: make_kit([crafted], tmp_path / "kit"),
        lambda: edit.cut(crafted, tmp_path / "cut.sqc", 0.0, 1.0),
    ]
    for ask in asked:
        with pytest.raises(SqcMismatchError, match=r"retold\.sqc"):
            ask()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["retold.sqc", "talk.sqc", "talk.wav"]
    assert main(["verify", str(crafted)]) == 1


def test_unchanged_words_are_believed(talk: Path) -> None:
    assert verify(retold(talk), decode=True, compute=CPU).is_whole


def test_statistics_that_these_weights_do_not_want(talk: Path, tmp_path: Path) -> None:
    """They may be those of the architecture; the weights say which."""
    values = Statistics("stored", get_config("tiny").statistics_count).with_values([0.5] * 24)  # type: ignore[attr-defined]
    crafted = retold(talk, statistics=values)
    assert verify(crafted).is_whole, "without the weights nobody can tell"
    assert "statistics are not those" in verify(crafted, decode=True, compute=CPU).problems[0]
    with pytest.raises(SqcMismatchError, match="statistics are not those"):
        restore(crafted, tmp_path / "out.wav", RestoreSettings(compute=CPU))


def test_a_model_that_nobody_knows_yet_can_be_looked_at(talk: Path) -> None:
    crafted = retold(talk, model="9kbps")
    assert read_info(crafted).model == "9kbps"
    assert "no model called" in verify(crafted, decode=True, compute=CPU).problems[0]


def test_tables_of_other_tokens(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_from_bytes((Path(__file__).parents[1] / "data" / "container" / "coded-1.sqt").read_bytes())
    crafted = retold(talk, tables_sha256=tables.sha256)
    monkeypatch.setattr(sqc_file, "_tables_beside", lambda weights: (tables,))
    with pytest.raises(SqcMismatchError, match="tables"):
        read_info(crafted)
    assert find_installed("tiny").has_statistics
