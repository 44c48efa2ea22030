"""What is not complete has a sign, a colour and words of its own, from the row to the end of the queue."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.completeness import Loss, describe_losses, lost_s
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressResult, CompressSettings, ComputeChoice
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.controller import Tally
from sqcodec_gui.gui.queue.delegate import sign_of
from sqcodec_gui.gui.queue.job_formatting import detail_words, spoken_line, state_words, summary_words
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.style import theme

WAIT_MS = 60_000
AMBER = ("triangle-alert", "caution")
LOSSES = (Loss(20.8, 10.1, True, "packets are missing"),)


def record_of(losses: tuple[Loss, ...], path: Path = Path("/x/talk.wav")) -> JobRecord:
    record = JobRecord(path, JobKind.COMPRESS, state=JobState.WORKING)
    record.take(
        CompressResult(
            path,
            path.with_suffix(".sqc"),
            model="6kbps",
            weights_sha256="",
            device="cpu",
            engine="torch",
            duration_s=60.0,
            source_bytes=1_000_000,
            target_bytes=40_000,
            tokens=1,
            speed_x_real_time=1.0,
            verified=not losses,
            notices=tuple(filter(None, [describe_losses(losses)])),
            lost_s=lost_s(losses),
            losses=losses,
            complete=not losses,
        )
    )
    return record


def test_the_row_says_what_is_lost_and_never_that_it_is_verified() -> None:
    record = record_of(LOSSES)
    assert state_words(record) == "10.1 s lost"
    assert "10.1 s lost, silence in their place" in detail_words(record)
    assert "Verified" not in spoken_line(record)
    assert state_words(record_of(())) == "Verified"
    assert state_words(record_of((Loss(1.0, 0.0, False, "ends early"),))) == "Not whole"


def test_nobody_is_asked_whether_its_original_shall_go() -> None:
    assert record_of(()).may_replace_original
    assert not record_of(LOSSES).may_replace_original


def test_it_is_kept_over_a_restart_and_forgotten_when_done_anew() -> None:
    record = JobRecord.from_json(record_of(LOSSES).to_json())
    assert (record.is_incomplete, record.lost_s) == (True, 10.1)
    record.start_over()
    assert (record.is_incomplete, record.lost_s) == (False, 0.0)
    old = record_of(()).to_json()
    del old["is_incomplete"], old["lost_s"]
    assert not JobRecord.from_json(old).is_incomplete, "of a queue that an earlier version has saved"


def test_the_end_of_the_queue_counts_it() -> None:
    tally = Tally()
    for one in (record_of(()), record_of(LOSSES)):
        tally.count(one)
    assert (tally.done, tally.incomplete) == (2, 1)
    assert summary_words(2, 0, 0, 1) == "2 done, 1 of them not whole"
    assert summary_words(0, 1, 2) == "1 failed, 2 cancelled or skipped"
    assert summary_words(0, 0, 0) == "0 done"


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_its_colour_is_its_own_and_can_be_read(
    qapp: QApplication, appearance: str, contrast: Callable[[QColor, QColor], float]
) -> None:
    before = qapp.palette()
    theme.apply_appearance(appearance)
    palette = qapp.palette()
    amber = theme.record_colour(record_of(LOSSES), palette)
    assert contrast(amber, palette.color(QPalette.ColorRole.Base)) >= 4.5  # WCAG 2.2, 1.4.3
    assert amber not in [theme.state_colour(state, palette) for state in JobState]
    theme.apply_appearance("system")
    qapp.setPalette(before)


def test_details_and_summary_say_it_as_the_row_does(window: MainWindow) -> None:
    torn, whole = record_of(LOSSES), record_of((), Path("/x/whole.wav"))
    window.model.add([torn, whole])
    window.view.select(torn)
    for sign, label in ((window.details.sign, window.details.result), (window.page.sign, window.page.label)):
        assert (sign.shown, label.property("state")) == (AMBER, "caution")
    window.view.select(whole)
    window.model.remove([torn])
    for sign, label in ((window.details.sign, window.details.result), (window.page.sign, window.page.label)):
        assert (sign.shown[0], label.property("state")) == ("", "")


def test_its_sign_can_be_told_without_colour() -> None:
    odd = record_of(())
    odd.is_worth_a_listen = True
    others = [record_of(()), odd, JobRecord(Path("/x/talk.wav"), JobKind.COMPRESS, state=JobState.FAILED)]
    signs = [sign_of(record) for record in (record_of(LOSSES), *others)]
    assert len(set(signs)) == len(signs)


def test_a_small_file_that_is_opened_tells_of_its_losses(
    window: MainWindow, qtbot: QtBot, tiny: CodecConfig, write_sound: Callable[..., Path], person: Any
) -> None:
    small = compress(
        write_sound(seconds=3.5), None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
    ).target
    with SqcReader(small) as reader:
        offset = reader.blocks[1].offset
    data = bytearray(small.read_bytes())
    data[offset + 40] ^= 1  # type: ignore[operator]
    small.write_bytes(data)
    mended = edit.repair(small, small.with_name("mended.sqc")).target
    window.file_opener.open_path(mended)
    qtbot.waitUntil(lambda: bool(window.model.records) and window.model.records[0].is_looked_at, timeout=WAIT_MS)
    [record] = window.model.records
    assert state_words(record) == "0.9 s lost"
    qtbot.waitUntil(lambda: "silence in their place" in window.details.words(record), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.details.sign.shown == AMBER, timeout=WAIT_MS)
    assert window.details.line.property("state") == "caution"
