"""A window at rest gives memory back, once, and only when nothing computes."""

import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.engine import models
from sqcodec_gui.engine.device import ComputeTarget
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.idle_monitor import LOOK_S, REST_S, IdleMonitor
from sqcodec_gui.gui.worker import WorkQueue, run_task

WAIT_MS = 60_000
LOOKS = int(REST_S / LOOK_S)


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(models, "rest", lambda: calls.append("rest"))
    return calls


def test_it_is_given_back_once_after_a_while(qtbot: QtBot, qapp: QObject, given_back: list[str]) -> None:
    monitor = IdleMonitor(qapp)
    for _ in range(LOOKS - 1):
        monitor.look()
    qtbot.wait(20)
    assert given_back == []
    for _ in range(2 * LOOKS):
        monitor.look()
    qtbot.waitUntil(lambda: given_back == ["rest"], timeout=WAIT_MS)
    monitor.deleteLater()
    worker.shut_down()


def test_work_in_between_begins_the_while_anew(qtbot: QtBot, qapp: QObject, given_back: list[str]) -> None:
    monitor, may_end, ended = IdleMonitor(qapp), threading.Event(), []
    run_task(
        lambda _progress, _cancel: may_end.wait(10), on_result=ended.append, on_error=None, work_queue=WorkQueue.PREVIEW
    )
    for _ in range(2 * LOOKS):
        monitor.look()
    assert given_back == []
    may_end.set()
    qtbot.waitUntil(lambda: ended == [True], timeout=WAIT_MS)
    for _ in range(LOOKS):
        monitor.look()
    qtbot.waitUntil(lambda: given_back == ["rest"], timeout=WAIT_MS)
    monitor.deleteLater()
    worker.shut_down()


def test_what_was_loaded_is_let_go_and_comes_again(tiny: CodecConfig) -> None:
    installed, place = find_installed("tiny"), ComputeTarget("cpu", "torch", "Processor")
    first = models.load(installed, place)
    assert models.load(installed, place) is first
    models.rest()
    assert models.load(installed, place) is not first


def test_the_network_that_all_qualities_share_is_let_go_too(spectral: str) -> None:
    installed, place = find_installed(spectral), ComputeTarget("cpu", "torch", "Processor")
    codec = models.load(installed, place)
    assert isinstance(codec, SpectralCodec)
    network = weakref.ref(codec.spectral_engine)
    del codec
    assert network() is not None
    models.rest()
    assert network() is None
