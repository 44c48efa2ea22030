"""The four choices as cards: heard, chosen, fetched while the queue goes on, brought on a stick."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.errors import DownloadError, MissingWeightsError
from sqcodec_gui.codec.model_store.installed import InstalledModel, find_installed
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.models.fetching import Fetching, FetchStage
from sqcodec_gui.gui.models.no_internet_dialog import NoInternetDialog
from sqcodec_gui.gui.models.qualities_dialog import QualitiesDialog
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.wording.formatting import list_words
from sqcodec_gui.paths import HOME_VARIABLE
from tests.gui.window.test_choices import write_weights

WAIT_MS = 60_000
Recordings = Callable[..., list[Path]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[InstalledModel]:
    """The three of spectral are here, the smallest says that it is a preview; the others are not."""
    weights = tmp_path / "model.safetensors"
    weights.touch()
    names = ("spectral-6kbps", "spectral-3kbps", "spectral-1k5bps")
    found = [InstalledModel(name, "0" * 64, weights, "own", "bundled", False, name.endswith("k5bps")) for name in names]
    monkeypatch.setattr("sqcodec_gui.gui.models.quality_choices.list_installed", lambda: found)
    return found


class Server:
    """Stands for the hub: ``fetch`` tells of progress, and waits for ``let_go``."""

    def __init__(self, models: list[InstalledModel]) -> None:
        self.asked: list[str] = []
        self.problem: Exception | None = None
        self._models, self._gate = models, threading.Event()

    def let_go(self) -> None:
        self._gate.set()

    def fetch(self, name: str, progress: Any, cancel: Any) -> InstalledModel:
        self.asked.append(name)
        progress(12_000_000, 44_728_368)
        while not self._gate.wait(0.01):
            cancel.check()
        if self.problem is not None:
            raise self.problem
        progress(44_728_368, 44_728_368)
        self._models.append(InstalledModel(name, "ab" * 32, self._models[0].path, "published", "fetched", False))
        return self._models[-1]


@pytest.fixture
def server(models: list[InstalledModel], monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    server = Server(models)
    monkeypatch.setattr("sqcodec_gui.codec.model_store.hub.fetch", server.fetch)
    yield server
    server.let_go()


@pytest.fixture
def dialog(settings: Any, qtbot: QtBot) -> Iterator[QualitiesDialog]:
    """By itself, with half an hour of recordings in the list."""
    settings.set("model", "spectral-3kbps")
    fetching = Fetching(settings)
    shown = QualitiesDialog(settings, fetching, lambda model: 1_500_000)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.voice.close()
    worker.shut_down()


def filled(dialog: QualitiesDialog) -> list[str]:
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.property("kind") == "filled"]
    return [button.text() for button in buttons]


def opened(window: MainWindow, qtbot: QtBot) -> QualitiesDialog:
    window.actions_by_name["qualities"].trigger()
    dialog = next(one for one in window.findChildren(QualitiesDialog) if one.isVisible())
    qtbot.waitExposed(dialog)
    return dialog


def test_four_cards_say_what_they_take_and_one_is_recommended(
    models: list[InstalledModel], dialog: QualitiesDialog
) -> None:
    cards = list(dialog.cards.values())
    assert [card.title.text() for card in cards] == ["Tiny", "Compact", "Clear", "Best"]
    assert [card.badge.text() for card in cards] == ["preview: still being trained", "", "", ""]
    assert [card.star.text() for card in cards] == ["", "", "★ Recommended", "not here yet"]
    clear, best = cards[2], cards[3]
    assert clear.sizes.text() == "2.7 MB an hour\nyour list: about 1.5 MB"
    assert best.get_button.text() == "Get it (44.7 MB)"
    assert not best.play_button.isVisible()
    assert not best.choose_button.isVisible()
    assert all(card.play_button.isVisible() and not card.get_button.isVisible() for card in cards[:3])
    assert filled(dialog) == ["Use it"], "of the recommended one, and of no other"
    assert not dialog.models.isVisible()
    dialog.all_button.click()
    assert dialog.models.isVisible()
    assert dialog.models.table.rowCount() > 10


def test_a_card_is_chosen(models: list[InstalledModel], dialog: QualitiesDialog, settings: Any, qtbot: QtBot) -> None:
    compact, clear = dialog.cards["spectral-3kbps"], dialog.cards["spectral-6kbps"]
    assert compact.choose_button.text() == "In use"
    assert not compact.choose_button.isEnabled()
    qtbot.mouseClick(clear.choose_button, LEFT)
    assert settings.get("model") == "spectral-6kbps"
    assert (compact.choose_button.text(), clear.choose_button.text()) == ("Use it", "In use")
    assert filled(dialog) == ["Get it (44.7 MB)"], "the next better thing"


def test_a_passage_is_heard_as_this_computer_makes_it_now(
    settings: Any,
    spectral: str,
    spectral_home: Path,
    outputs: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(spectral_home))
    dialog = QualitiesDialog(settings, Fetching(settings))
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.voice.close())
    dialog.show()
    card, other = dialog.cards["spectral-6kbps"], dialog.cards["spectral-1k5bps"]
    assert card.play_button.text() == "Hear it"
    with qtbot.waitSignal(dialog.sounds, timeout=WAIT_MS):
        qtbot.mouseClick(card.play_button, LEFT)
    assert card.play_button.text() == "One moment…"
    qtbot.waitUntil(lambda: card.play_button.text() == "Stop", timeout=60_000)
    qtbot.waitUntil(lambda: dialog.voice.player.state.is_playing, timeout=WAIT_MS)
    qtbot.mouseClick(other.play_button, LEFT)
    assert card.play_button.text() == "Hear it"
    qtbot.waitUntil(lambda: other.play_button.text() == "Stop", timeout=60_000)
    qtbot.mouseClick(other.play_button, LEFT)
    assert not dialog.voice.player.state.is_playing or dialog.voice.model is None
    sounds = {name: sound.samples for (name, _), sound in dialog.voice._sounds.items()}
    assert np.abs(sounds["spectral-6kbps"] - sounds["spectral-1k5bps"]).max() > 0, "each by its own weights"
    qtbot.mouseClick(card.play_button, LEFT)
    assert card.play_button.text() == "Stop", "made once, heard at once"
    dialog.voice.player.seek(5.9)
    qtbot.waitUntil(lambda: card.play_button.text() == "Hear it", timeout=WAIT_MS)
    qtbot.mouseClick(dialog.original_button, LEFT)
    qtbot.waitUntil(lambda: dialog.voice.player.state.is_playing, timeout=WAIT_MS)
    assert dialog.original_button.text() == "St&op"
    worker.shut_down()


def test_it_is_fetched_while_the_queue_goes_on_and_is_in_use_then(
    server: Server, window: MainWindow, engine: Any, person: Any, recordings: Recordings, qtbot: QtBot
) -> None:
    dialog = opened(window, qtbot)
    assert not dialog.isModal()
    qtbot.mouseClick(dialog.cards["12kbps"].get_button, LEFT)
    strip = window.fetch_strip
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.DOWNLOADING, timeout=WAIT_MS)
    assert strip.label.text().startswith("Downloading “Best”: 12.0 MB of 44.7 MB")
    assert strip.bar.value() == pytest.approx(1000 * 12 / 44.7, abs=2)
    assert not dialog.cards["12kbps"].get_button.isEnabled()
    dialog.reject()
    assert strip.isVisible(), "it goes on when the cards are closed"
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, JobState.DONE)
    server.let_go()
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.READY, timeout=WAIT_MS)
    assert strip.label.text() == "“Best” is here, checked ✓ abababababab, and in use from now on."
    assert window._settings.get("model") == "12kbps"
    assert window.choices.quality_buttons["12kbps"].isChecked()
    qtbot.mouseClick(strip.close_button, LEFT)
    assert not strip.isVisible()
    dialog = opened(window, qtbot)
    assert dialog.cards["12kbps"].star.text() == "★ Recommended"
    assert dialog.cards["12kbps"].choose_button.text() == "In use"
    assert filled(dialog) == []


def test_speed_and_time_left_are_told_and_then_that_it_is_checked(models: list[InstalledModel], settings: Any) -> None:
    fetching = Fetching(settings)
    fetching.model, fetching.is_download = "12kbps", True
    fetching._watch.speed = lambda done: 2_000_000.0  # type: ignore[method-assign]
    fetching._take_progress(4_728_368, 44_728_368)
    assert fetching.words() == "Downloading “Best”: 4.7 MB of 44.7 MB · 2.0 MB a second · 20 s left"
    fetching._take_progress(44_728_368, 44_728_368)
    assert (fetching.stage, fetching.words()) == (FetchStage.CHECKING, "Checking “Best”…")


def test_what_was_stopped_goes_on(server: Server, window: MainWindow, qtbot: QtBot) -> None:
    window.fetching.begin("12kbps")
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.DOWNLOADING, timeout=WAIT_MS)
    qtbot.mouseClick(window.fetch_strip.cancel_button, LEFT)
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.CANCELLED, timeout=WAIT_MS)
    assert "is kept for the next time" in window.fetch_strip.label.text()
    assert window.fetch_strip.retry_button.text() == "Go on"
    server.let_go()
    qtbot.mouseClick(window.fetch_strip.retry_button, LEFT)
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.READY, timeout=WAIT_MS)
    assert server.asked == ["12kbps", "12kbps"]


def test_without_internet_three_steps_are_told(
    server: Server, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[NoInternetDialog] = []
    monkeypatch.setattr(NoInternetDialog, "exec", lambda self: shown.append(self) or 0)
    server.problem = DownloadError("The hub could not be reached.")
    server.let_go()
    window.fetching.begin("12kbps")
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.FAILED, timeout=WAIT_MS)
    strip = window.fetch_strip
    assert "could not be reached" in strip.label.text()
    assert strip.retry_button.isVisible()
    assert strip.retry_button.text() == "Try again"  # nothing has come that one could go on with
    qtbot.mouseClick(strip.help_button, LEFT)
    steps = [label.text() for label in shown[0].findChildren(QLabel)]
    assert [step[:2] for step in steps[:3]] == ["1.", "2.", "3."]
    assert "get “Best” there" in steps[0]
    assert "Save this model to a stick…" in steps[1]


def row_of(dialog: QualitiesDialog, name: str) -> int:
    table = dialog.models.table
    return next(row for row in range(table.rowCount()) if table.item(row, 0).toolTip() == name)


def select(dialog: QualitiesDialog, name: str) -> None:
    if not dialog.models.isVisible():
        dialog.all_button.click()
    dialog.models.table.selectRow(row_of(dialog, name))


def answer_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(folder))


def test_what_is_known_of_a_model_is_shown(dialog: QualitiesDialog) -> None:
    models = dialog.models
    select(dialog, "spectral-6kbps")
    assert "Nothing above 8 kHz is kept." in models.about.text()
    assert "came with the program · " in models.about.text()
    assert not models.remove_button.isEnabled(), "what came with the program stays"
    assert not models.fetch_button.isVisible(), "nobody else has weights of it"
    select(dialog, "3kbps")
    assert models.fetch_button.text() == "&Get it (45.0 MB)"
    assert not models.use_button.isEnabled()
    assert not models.save_button.isEnabled()


def test_a_model_comes_on_a_stick_is_passed_on_and_removed(
    dialog: QualitiesDialog,
    user_home: Path,
    tmp_path: Path,
    qtbot: QtBot,
    hands: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetching, kept = dialog._fetching, user_home / "data" / "models" / "6kbps" / ("ab" * 6)
    write_weights(tmp_path / "stick" / "somewhere" / "deep")
    answer_folder(monkeypatch, tmp_path / "stick")
    with qtbot.waitSignal(fetching.got, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.import_button, LEFT)
    assert "is here, checked ✓ abababababab" in dialog.strip.label.text()
    assert find_installed("6kbps").path == kept / "model.safetensors"
    select(dialog, "6kbps")
    assert "preview" not in dialog.models.table.item(row_of(dialog, "6kbps"), 0).text()
    answer_folder(monkeypatch, tmp_path / "another stick")
    qtbot.mouseClick(dialog.models.save_button, LEFT)
    qtbot.waitUntil(lambda: fetching.stage is FetchStage.READY and "Import…" in fetching.note, timeout=WAIT_MS)
    saved = tmp_path / "another stick" / "sqcodec models" / "6kbps" / ("ab" * 6)
    assert (saved / "card.md").read_text() == "known"

    hands.answer("&Keep it")
    qtbot.mouseClick(dialog.models.remove_button, LEFT)
    assert kept.is_dir()
    hands.answer("&Remove")
    with qtbot.waitSignal(dialog.installed_changed, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.models.remove_button, LEFT)
    assert not kept.exists()
    assert "are free again" in dialog.note.text()
    with pytest.raises(MissingWeightsError):
        find_installed("6kbps")


@pytest.mark.parametrize("before", ["spectral-3kbps", "12kbps"])
def test_the_best_one_from_a_stick_is_in_use_and_says_so(
    dialog: QualitiesDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    """Offered to everyone, or chosen and then gone: whoever brings it wants it, as whoever fetches it."""
    dialog._settings.set("model", before)
    write_weights(tmp_path / "stick" / "best", model="12kbps")
    write_weights(tmp_path / "stick" / "other")
    answer_folder(monkeypatch, tmp_path / "stick")
    with qtbot.waitSignal(dialog._fetching.got, timeout=WAIT_MS) as caught:
        qtbot.mouseClick(dialog.import_button, LEFT)
    assert dialog._settings.get("model") == "12kbps"
    assert caught.args[0].in_use.name == "12kbps"
    both = list_words(["“Best”", "“SQCodec 6 kbit/s”"])
    assert dialog.strip.label.text() == f"These are here now, all checked ✓: {both}. “Best” is in use from now on."
    dialog._settings.set("model", "spectral-1k5bps")
    with qtbot.waitSignal(dialog._fetching.got, timeout=WAIT_MS):
        qtbot.mouseClick(dialog.import_button, LEFT)
    assert dialog._settings.get("model") == "spectral-1k5bps", "it was here, and another one was chosen since"
    assert "in use" not in dialog.strip.label.text()


@pytest.mark.parametrize("uses_it", [True, False])
def test_what_the_network_did_not_bring_comes_on_a_stick_for_the_same_purpose(
    server: Server, settings: Any, tmp_path: Path, qtbot: QtBot, uses_it: bool
) -> None:
    settings.set("model", "spectral-3kbps")
    fetching = Fetching(settings)
    server.problem = DownloadError("The hub could not be reached.")
    server.let_go()
    fetching.begin("6kbps", uses_it)
    qtbot.waitUntil(lambda: fetching.stage is FetchStage.FAILED, timeout=WAIT_MS)
    write_weights(tmp_path / "stick" / "it")
    with qtbot.waitSignal(fetching.got, timeout=WAIT_MS):
        fetching.begin_import(tmp_path / "stick")
    assert settings.get("model") == ("6kbps" if uses_it else "spectral-3kbps")
    assert fetching.note == "“SQCodec 6 kbit/s” is here, checked ✓ abababababab" + (
        ", and in use from now on." if uses_it else "."
    )
    assert fetching.missed == ""


def test_what_is_fetched_for_one_file_stays_so_when_it_is_tried_again(
    server: Server, window: MainWindow, qtbot: QtBot
) -> None:
    before = window._settings.get("model")
    server.problem = DownloadError("The hub could not be reached.")
    server.let_go()
    window.fetching.begin("12kbps", uses_it=False)
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.FAILED, timeout=WAIT_MS)
    server.problem = None
    qtbot.mouseClick(window.fetch_strip.retry_button, LEFT)
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.READY, timeout=WAIT_MS)
    assert server.asked == ["12kbps", "12kbps"]
    assert window._settings.get("model") == before


def test_a_folder_without_a_model_is_told(
    dialog: QualitiesDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    answer_folder(monkeypatch, tmp_path / "empty")
    qtbot.mouseClick(dialog.import_button, LEFT)
    qtbot.waitUntil(lambda: dialog._fetching.stage is FetchStage.FAILED, timeout=WAIT_MS)
    assert str(tmp_path / "empty") in dialog.strip.label.text()
    assert not dialog.strip.retry_button.isVisible()
    assert not dialog.strip.help_button.isVisible()


def test_the_best_quality_is_offered_once_after_the_first_result(
    server: Server, window: MainWindow, person: Any, recordings: Recordings, qtbot: QtBot
) -> None:
    window._settings.set("best_offered", False)
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, JobState.DONE)
    qtbot.waitUntil(window.info_bar.isVisible, timeout=WAIT_MS)
    assert window.info_bar.label.text() == (
        "“Best” sounds closer to the original. Shall it be fetched once? It takes 44.7 MB."
    )
    person.click(window, "Not now")
    assert not window.info_bar.isVisible()
    person.drop(window, *recordings("b.wav"))
    person.wait_for(window, JobState.DONE, JobState.DONE)
    assert not window.info_bar.isVisible(), "once is enough"
    window._settings.set("best_offered", False)
    person.drop(window, *recordings("c.wav"))
    person.wait_for(window, *3 * [JobState.DONE])
    qtbot.waitUntil(window.info_bar.isVisible, timeout=WAIT_MS)
    person.click(window, "Get it")
    qtbot.waitUntil(lambda: server.asked == ["12kbps"], timeout=WAIT_MS)
    server.let_go()
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.READY, timeout=WAIT_MS)


def test_closing_the_window_ends_a_download(server: Server, window: MainWindow, qtbot: QtBot) -> None:
    window.fetching.begin("12kbps")
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.DOWNLOADING, timeout=WAIT_MS)
    window.stop_and_close()  # waits until the worker is at rest
    assert server.asked == ["12kbps"]
    assert not window.isVisible()


def test_what_was_asked_for_and_could_not_be_fetched_is_not_offered_beside_it(
    server: Server, window: MainWindow, person: Any, recordings: Recordings, qtbot: QtBot
) -> None:
    window._settings.set("best_offered", False)
    server.problem = DownloadError("The hub could not be reached.")
    server.let_go()
    window.fetching.begin("12kbps")
    qtbot.waitUntil(lambda: window.fetching.stage is FetchStage.FAILED, timeout=WAIT_MS)
    ended: list[object] = []
    window.controller.finished.connect(ended.append)
    person.drop(window, *recordings("a.wav"))
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT_MS)
    assert not window.info_bar.isVisible()


def test_cards_tell_of_the_list_as_it_is_when_one_comes_to_them(
    window: MainWindow, person: Any, recordings: Recordings, qtbot: QtBot
) -> None:
    """The window of the qualities stays open while recordings are dropped."""
    window.dialogs.show_qualities()
    dialog = window.dialogs._qualities
    assert dialog is not None
    card = dialog.cards["spectral-6kbps"]
    assert "your list" not in card.sizes.text()
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, JobState.DONE)
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowActivate))
    assert "your list: about 84 kB" in card.sizes.text()
