"""Original, small file, restored: what is compared with what, and that no copy is called an original."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui.compare.roles import Role, role_name
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState

WAIT_MS = 60_000


@pytest.fixture
def files(tiny: CodecConfig, write_sound: Callable[..., Path]) -> tuple[Path, Path, Path]:
    """An original, its small file, and what was restored of that (here: any recording)."""
    source = write_sound("talk.wav", 1.0)
    small = compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)).target
    assert small is not None
    return source, small, write_sound("talk (2).wav", 1.5)


def show(window: MainWindow, record: JobRecord) -> None:
    window.model.add([record])
    window.view.select(record)


def restored_of(small: Path, restored: Path) -> JobRecord:
    return JobRecord(small, JobKind.RESTORE, state=JobState.DONE, target=restored, model="tiny")


def test_a_restored_recording_is_compared_with_its_true_original(
    window: MainWindow, qtbot: QtBot, files: tuple[Path, Path, Path]
) -> None:
    source, small, restored = files
    show(window, restored_of(small, restored))
    qtbot.waitUntil(
        lambda: window.details.panel is not None and window.details.panel.pairs[-1:] == [(source, restored)],
        timeout=WAIT_MS,
    )
    panel: Any = window.details.panel
    assert panel.roles[-1] is Role.RESTORED
    assert "none to compare" not in window.details.line.text()


def test_without_its_original_it_is_heard_alone_and_that_is_said(
    window: MainWindow, qtbot: QtBot, files: tuple[Path, Path, Path]
) -> None:
    source, small, restored = files
    source.unlink()
    show(window, restored_of(small, restored))
    qtbot.waitUntil(lambda: window.details.panel is not None and bool(window.details.panel.pairs), timeout=WAIT_MS)
    panel: Any = window.details.panel
    assert (panel.pairs[-1], panel.roles[-1]) == ((None, restored), Role.RESTORED)
    assert "there is none to compare it with" in window.details.line.text()


def test_a_small_file_that_is_opened_finds_its_original(
    window: MainWindow, qtbot: QtBot, files: tuple[Path, Path, Path]
) -> None:
    source, small, _ = files
    show(window, JobRecord.opened(small))
    qtbot.waitUntil(
        lambda: window.details.panel is not None and window.details.panel.pairs[-1:] == [(source, small)],
        timeout=WAIT_MS,
    )
    panel: Any = window.details.panel
    assert panel.roles[-1] is Role.SMALL


def test_an_original_that_goes_away_is_not_shown_and_one_that_comes_back_is(
    window: MainWindow, qtbot: QtBot, files: tuple[Path, Path, Path]
) -> None:
    """It was found once; then it went to the trash, and an empty lane was called “Original”."""
    source, small, _ = files
    opened, other = JobRecord.opened(small), JobRecord(Path("/in/x.wav"), JobKind.COMPRESS, state=JobState.FAILED)
    window.model.add([opened, other])

    def shows(original: Path | None) -> None:
        window.view.select(other)
        window.view.select(opened)
        qtbot.waitUntil(
            lambda: window.details.panel is not None and window.details.panel.pairs[-1:] == [(original, small)],
            timeout=WAIT_MS,
        )

    shows(source)
    data = source.read_bytes()
    source.unlink()
    shows(None)
    source.write_bytes(data)
    shows(source)
    source.write_bytes(data[:-2])  # another recording of that name
    shows(None)


def test_a_recording_that_was_changed_since_is_told(
    window: MainWindow, qtbot: QtBot, files: tuple[Path, Path, Path]
) -> None:
    source, small, _ = files
    source.write_bytes(source.read_bytes()[:-2])
    show(window, JobRecord(source, JobKind.COMPRESS, state=JobState.DONE, target=small, model="tiny"))
    qtbot.waitUntil(lambda: "talk.wav was changed since" in window.details.line.text(), timeout=WAIT_MS)
    assert window.details.line.property("state") == "caution"
    assert window.details.sign.shown == ("triangle-alert", "caution")


def test_each_has_its_own_name(qapp: object) -> None:
    assert [role_name(role) for role in Role] == ["Original", "Small file", "Restored", "Opus", "MP3"]
