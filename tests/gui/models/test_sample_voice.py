"""A short passage that is heard, stopped and heard again faster than the sound device follows."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import worker
from sqcodec_gui.gui.models.sample_voice import ORIGINAL, SampleVoice

WAIT_MS = 60_000


@pytest.fixture
def voice(settings: Any, outputs: Any) -> Iterator[SampleVoice]:
    voice = SampleVoice(settings)
    yield voice
    voice.close()
    worker.shut_down()


def test_heard_again_later(voice: SampleVoice, qtbot: QtBot) -> None:
    for _ in range(2):
        voice.toggle(None)
        qtbot.waitUntil(lambda: voice.player.state.is_playing, timeout=WAIT_MS)
        assert voice.model == ORIGINAL
        voice.toggle(None)
        assert voice.model is None
        qtbot.waitUntil(lambda: not voice.player.state.is_playing, timeout=WAIT_MS)


def test_heard_again_at_once_it_is_not_taken_for_over(voice: SampleVoice, qtbot: QtBot) -> None:
    """The player says only later that it has stopped; that is of the time before."""
    voice.toggle(None)
    qtbot.waitUntil(lambda: voice.player.state.is_playing, timeout=WAIT_MS)
    thread, before_pause, before_play = voice.player._thread, threading.Event(), threading.Event()
    assert thread is not None
    try:
        thread._post(lambda: before_pause.wait() and None)
        voice.toggle(None)
        assert voice.model is None
        thread._post(lambda: before_play.wait() and None)
        voice.toggle(None)
        assert voice.model == ORIGINAL
        before_pause.set()
        qtbot.waitUntil(lambda: not voice.player.state.is_playing, timeout=WAIT_MS)
        with qtbot.waitSignal(voice.player.moved, timeout=WAIT_MS):
            voice.player.seek(1.0)  # a turn of the event loop: what was said before has come
        assert voice.model == ORIGINAL
    finally:
        before_pause.set()
        before_play.set()
    qtbot.waitUntil(lambda: voice.player.state.is_playing, timeout=WAIT_MS)
    assert voice.model == ORIGINAL
    voice.player.seek(5.9)
    qtbot.waitUntil(lambda: voice.model is None, timeout=WAIT_MS)
    assert not voice.player.state.is_playing
