"""Made again with a better model: the old file is replaced by a verified one, or stays."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.cli import main as cli
from sqcodec_gui.codec.errors import UnwritableWeightsError
from sqcodec_gui.codec.model_store.installed import WEIGHTS_NAME, find_installed, list_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import compress as compress_module
from sqcodec_gui.engine.again import find_candidates, is_lesser
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.edit import retag
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.engine.verify import verify

Write = Callable[..., Path]
ON_CPU = ComputeChoice("cpu")
TINIEST = CompressSettings(model="spectral-1k5bps", compute=ON_CPU)
AGAIN = CompressSettings(model="spectral-6kbps", compute=ON_CPU, exists="skip", again=True)


@pytest.fixture
def small(spectral: str, write_sound: Write) -> Path:
    """Made of talk.wav beside it, at the smallest quality."""
    return compress(write_sound("talk.wav"), None, TINIEST).target


def test_it_takes_the_name_of_the_old_one_and_what_was_put_right_in_it(small: Path) -> None:
    retag(small, {"title": ["On Bees"]})
    (sidecar := small.with_name("talk.sqc.sha256")).write_text("of the old one")
    source, old_bytes = small.with_suffix(".wav"), small.stat().st_size
    made = compress(source, None, AGAIN)
    assert (made.target, made.skipped, made.verified) == (small, False, True)
    assert small.stat().st_size > old_bytes
    with SqcReader(small) as reader:
        assert reader.header.model == "spectral-6kbps"
        assert reader.header.source.tags["title"] == ["On Bees"]
    assert verify(small, source=source, checksums=True).is_whole, "the checksum beside it is that of the new one"
    assert sidecar.is_file()
    assert sorted(path.name for path in small.parent.iterdir()) == ["talk.sqc", "talk.sqc.sha256", "talk.wav"]


def test_what_is_as_good_already_stays(small: Path) -> None:
    source = small.with_suffix(".wav")
    compress(source, None, AGAIN)
    before = small.read_bytes()
    assert compress(source, None, AGAIN).skipped
    assert compress(source, None, replace(AGAIN, model="spectral-3kbps")).skipped
    assert small.read_bytes() == before


def fails_at_the_check(*_words: object) -> None:
    raise EngineError("what was written does not read back")


@pytest.mark.parametrize("trouble", ["another recording", "gone", "the check", "a change meanwhile", "stopped"])
def test_on_any_failure_the_old_one_stays(small: Path, trouble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, before, token = small.with_suffix(".wav"), small.read_bytes(), CancelToken()
    if trouble == "another recording":
        content = bytearray(source.read_bytes())
        content[-1] ^= 1
        source.write_bytes(content)
    elif trouble == "gone":
        source.unlink()
    elif trouble == "the check":
        monkeypatch.setattr(compress_module, "check_written", fails_at_the_check)
    elif trouble == "stopped":
        token.cancel()
    else:
        check = compress_module.check_written

        def somebody_writes(*words: object) -> object:
            retag(small, {"title": ["Bees"]})
            nonlocal before
            before = small.read_bytes()
            return check(*words)

        monkeypatch.setattr(compress_module, "check_written", somebody_writes)
    expected = CancelledError if trouble == "stopped" else Exception
    with pytest.raises(expected) as problem:
        compress(source, small, AGAIN, cancel=token)
    assert small.read_bytes() == before
    assert not list(small.parent.glob(".sqcodec*"))
    if trouble in ("another recording", "a change meanwhile"):
        assert "it stays as it is" in str(problem.value) or "stays as it is" in str(problem.value)


def test_candidates_are_those_whose_originals_are_there(small: Path, write_sound: Write) -> None:
    better = find_installed("spectral-6kbps")
    lonely = compress(write_sound("gone.wav", 2.5), None, TINIEST).target
    lonely.with_suffix(".wav").unlink()
    good = compress(write_sound("good.wav", 3.5), None, replace(TINIEST, model="spectral-6kbps")).target
    (small.parent / "no.sqc").write_bytes(b"nothing")
    pairs = [(None, small), (None, lonely), (None, good), (None, small.parent / "no.sqc")]
    (found,) = find_candidates(pairs, better, CancelToken())
    assert (found.small, found.source) == (small, small.with_suffix(".wav"))
    assert found.new_bytes > found.old_bytes
    assert find_candidates(pairs, better, CancelToken(), only_old_weights=True) == [], "these weights are those of now"


def test_which_weights_are_lesser(spectral: str) -> None:
    now = find_installed("spectral-6kbps")
    kept = replace(now, sha256="a" * 64, store="kept")
    preview = replace(now, sha256="b" * 64, is_preview=True)
    for old, expected in ((kept, True), (preview, True), (replace(now, sha256="c" * 64), False)):
        assert is_lesser(old.name, old.sha256, now, [now, old]) is expected
    assert not is_lesser(now.name, "d" * 64, now, [now]), "of weights that are not here nobody knows"
    assert is_lesser("spectral-3kbps", "d" * 64, now, [now])
    assert not is_lesser("24kbps_24khz", "d" * 64, now, [now])
    assert not is_lesser(now.name, now.sha256, replace(now, is_preview=False), [preview])


def test_the_command_line(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small.parent
    assert cli(["encode", str(folder), "--again", "--device", "cpu"]) == 0
    assert "talk.wav → " in capsys.readouterr().out
    with SqcReader(small) as reader:
        assert reader.header.model == "spectral-6kbps"
    assert cli(["encode", str(folder), "--again", "--device", "cpu"]) == 0
    assert "already there" in capsys.readouterr().out
    assert cli(["encode", str(folder), "--again", "--exists", "number"]) == 2


def test_weights_that_made_a_file_outlive_an_update(
    spectral_home: Path, tmp_path: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the program lies now, and as it lies after an update that brings no such weights."""
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setattr(paths, "models_dir", lambda: spectral_home / "data" / "models")
    made = compress(write_sound("talk.wav"), None, TINIEST)
    assert made.notices == ()
    (kept,) = paths.retained_models_dir().rglob(WEIGHTS_NAME)
    assert kept.stat().st_nlink >= 2 or kept.stat().st_dev != (spectral_home).stat().st_dev, "no room is wasted"
    assert [model.store for model in list_installed()] == ["bundled"] * 3
    monkeypatch.setattr(paths, "models_dir", lambda: tmp_path / "empty")
    assert verify(made.target, decode=True, compute=ON_CPU).is_whole
    assert find_installed("spectral-1k5bps").path == kept


def test_that_weights_could_not_be_kept_is_told(
    small: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_model: object) -> None:
        raise UnwritableWeightsError("the disk is full.")

    monkeypatch.setattr(compress_module, "retain_used", full)
    made = compress(write_sound("talk 2.wav"), None, TINIEST)
    assert "archive kit" in str(made.notices[0])


def test_sha256sum_agrees(small: Path) -> None:
    small.with_name("talk.sqc.sha256").write_text("of the old one")
    compress(small.with_suffix(".wav"), None, AGAIN)
    done = subprocess.run(["sha256sum", "-c", "talk.sqc.sha256"], cwd=small.parent, check=False, capture_output=True)
    assert done.returncode == 0
