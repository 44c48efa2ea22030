"""A better quality came: what a lesser one made is made again, with the real engine, and lost on no failure."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui import paths
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import compress as compress_module
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.models.fetching import Got
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings

WAIT_MS = 60_000
Write = Callable[..., Path]


@pytest.fixture
def settings(spectral: str, spectral_home: Path, user_home: Path, qapp: Any) -> UserSettings:
    """A user's home of this test alone, with narrow weights; files are made with the largest of their qualities now."""
    shutil.copytree(spectral_home / "data" / "models", user_home / "data" / "models")
    chosen = UserSettings()
    for key, value in {"sound_when_done": False, "first_steps_done": True, "best_offered": True}.items():
        chosen.set(key, value)
    return chosen


@pytest.fixture
def engine() -> Any:
    """The real one, with what the window's fixtures ask of theirs."""

    class RealEngine:
        def let_go(self) -> None:
            """Nothing is held."""

        def __call__(self, *words: Any) -> Any:
            return convert(*words)

    return RealEngine()


@pytest.fixture
def small(settings: UserSettings, write_sound: Write) -> Path:
    tiniest = CompressSettings(model="spectral-1k5bps", compute=ComputeChoice("cpu"))
    return compress(write_sound("talk.wav"), None, tiniest).target


def add_done(window: MainWindow, small: Path) -> JobRecord:
    """A row as an earlier start of the program left it."""
    record = JobRecord(small.with_suffix(".wav"), JobKind.COMPRESS, state=JobState.DONE, model="spectral-1k5bps")
    record.target, record.target_bytes, record.is_verified = small, small.stat().st_size, True
    record.source_bytes, record.duration_s = record.source.stat().st_size, 3.0
    window.model.add([record])
    return record


def model_of(small: Path) -> str:
    with SqcReader(small) as reader:
        return reader.header.model


def better_came(window: MainWindow, qtbot: QtBot, name: str = "spectral-6kbps") -> None:
    window.fetching.got.emit(Got((better := find_installed(name),), better))
    qtbot.waitUntil(window.info_bar.isVisible, timeout=WAIT_MS)


def test_one_click_makes_it_again(
    window: MainWindow, small: Path, person: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = add_done(window, small)
    better_came(window, qtbot)
    assert "One small file was made with a lesser quality" in window.info_bar.label.text()
    assert "“Clear”" in window.info_bar.label.text()
    person.click(window, "Make these again")
    assert window.info_bar.isHidden()
    qtbot.waitUntil(lambda: record.state is JobState.DONE and record.model == "spectral-6kbps", timeout=WAIT_MS)
    assert (record.target, record.is_verified, record.before) == (small, True, None)
    assert model_of(small) == "spectral-6kbps"
    window.fetching.got.emit(Got((better := find_installed("spectral-6kbps"),), better))
    window.actions_by_name["look_for_lesser"].trigger()
    qtbot.waitUntil(lambda: "Nothing in the list would gain" in window.statusBar().currentMessage(), timeout=WAIT_MS)


def test_it_is_offered_once_and_stays_in_the_menu(window: MainWindow, small: Path, person: Any, qtbot: QtBot) -> None:
    add_done(window, small)
    better_came(window, qtbot)
    person.click(window, "Leave them")
    searched: list[object] = []
    take = window.better_sound._take_candidates
    window.better_sound._take_candidates = lambda found: (take(found), searched.append(found))  # type: ignore[assignment]
    window.fetching.got.emit(Got((better := find_installed("spectral-6kbps"),), better))
    qtbot.waitUntil(lambda: len(searched) == 1, timeout=WAIT_MS)
    assert window.info_bar.isHidden(), "never a nag"
    window.better_sound._look_at_start(None)
    qtbot.waitUntil(lambda: len(searched) == 2, timeout=WAIT_MS)
    assert window.better_sound._candidates == [], "a smaller quality was chosen on purpose"
    window.actions_by_name["look_for_lesser"].trigger()
    qtbot.waitUntil(window.info_bar.isVisible, timeout=WAIT_MS)
    assert model_of(small) == "spectral-1k5bps"


def test_an_update_with_better_weights_offers_it_at_the_start(
    spectral_home: Path,
    make_window: Callable[[], MainWindow],
    settings: UserSettings,
    write_sound: Write,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file of the weights that came before; then the program brings others of the same model."""
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home of an updated program"))
    monkeypatch.setattr(paths, "models_dir", lambda: spectral_home / "data" / "models")
    of_now = CompressSettings(model="spectral-6kbps", compute=ComputeChoice("cpu"))
    made = compress(write_sound("talk.wav"), None, of_now)
    newer = tmp_path / "newer" / "spectral"
    newer.mkdir(parents=True)
    old = find_installed("spectral-6kbps")
    content = old.path.read_bytes().replace(old.sha256.encode(), b"e" * 64)
    (newer / old.path.name).write_bytes(content)
    monkeypatch.setattr(paths, "models_dir", lambda: newer.parent)
    window = make_window()
    add_done(window, made.target).model = "spectral-6kbps"
    window.better_sound.start()
    qtbot.waitUntil(window.info_bar.isVisible, timeout=WAIT_MS)
    assert "Made again with “Clear”" in window.info_bar.label.text()


@pytest.mark.parametrize("trouble", ["check", "cancelled", "another recording"])
def test_on_a_failure_the_row_says_what_it_said_before(
    window: MainWindow, small: Path, person: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    record, before = add_done(window, small), small.read_bytes()

    def broken(*_words: object) -> None:
        raise EngineError("it does not read back")

    if trouble == "check":
        monkeypatch.setattr(compress_module, "check_written", broken)
    elif trouble == "another recording":
        content = bytearray(record.source.read_bytes())
        content[-1] ^= 1
        record.source.write_bytes(content)
    better_came(window, qtbot)
    if trouble == "cancelled":
        window.controller.pause()
    with qtbot.waitSignal(window.controller.state_changed, timeout=WAIT_MS):
        person.click(window, "Make these again")
    if trouble == "cancelled":
        window.controller.cancel([record])
    qtbot.waitUntil(lambda: record.state is JobState.DONE and record.before is None, timeout=WAIT_MS)
    assert (record.model, record.target, record.is_verified) == ("spectral-1k5bps", small, True)
    assert small.read_bytes() == before
    shown = window.details.words(record)
    assert ("It was not made again; the small file is the one from before." in shown) is (trouble != "cancelled")
    assert not list(small.parent.glob(".sqcodec*"))


def test_one_that_was_only_opened_gets_a_row_of_its_own(
    window: MainWindow, small: Path, person: Any, qtbot: QtBot
) -> None:
    window.model.add([JobRecord.opened(small)])
    better_came(window, qtbot)
    person.click(window, "Make these again")
    qtbot.waitUntil(lambda: len(window.model.records) == 2 and window.model.records[1].state.is_over, timeout=WAIT_MS)
    assert (window.model.records[1].state, model_of(small)) == (JobState.DONE, "spectral-6kbps")


def test_what_was_to_be_made_again_outlives_the_program(tmp_path: Path) -> None:
    record = JobRecord(tmp_path / "talk.wav", JobKind.COMPRESS, state=JobState.DONE, target=tmp_path / "talk.sqc")
    record.begin_again()
    back = JobRecord.from_json(record.to_json())
    assert (back.state, back.is_again, back.planned) == (JobState.WAITING, True, tmp_path / "talk.sqc")
    back.take_back()
    assert (back.state, back.target, back.is_again) == (JobState.DONE, tmp_path / "talk.sqc", False)
    with pytest.raises(KeyError):
        JobRecord.from_json(record.to_json() | {"before": {"no": "record"}})
