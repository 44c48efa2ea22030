"""ViSQOL is told of what is reported, and says nothing where there is nothing to judge."""

import math

import numpy as np
import pytest

from sqcodec_gui.training import visqol
from sqcodec_gui.training.evaluate import score, score_for_report
from sqcodec_gui.training.visqol import RATE_HZ, visqol_mos


def voiced(seconds: float) -> np.ndarray:
    """Harmonics of a gliding tone that come and go four times a second."""
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    phase = 2 * np.pi * (120 * time_s + 10 * time_s**2)
    tone = sum(np.sin(number * phase) / number for number in range(1, 20))
    return (0.1 * tone * (1 + np.sin(2 * np.pi * 4 * time_s))).astype(np.float32)


@pytest.fixture
def needs_visqol() -> None:
    pytest.importorskip("visqol")
    pytest.importorskip("ai_edge_litert")


@pytest.mark.usefixtures("needs_visqol")
def test_the_nearer_sound_scores_more() -> None:
    sound = voiced(2.0)
    noise = np.random.default_rng(0).standard_normal(len(sound)).astype(np.float32)
    same, near, far = (visqol_mos(sound, sound + level * noise) for level in (0.0, 0.003, 0.1))
    assert 5 >= same > near > far >= 1


@pytest.mark.usefixtures("needs_visqol")
def test_what_cannot_be_judged_has_no_number() -> None:
    assert math.isnan(visqol_mos(np.zeros(2 * RATE_HZ, np.float32), voiced(2.0)))
    assert math.isnan(visqol_mos(voiced(0.1), voiced(0.1)))


def test_it_is_reported_and_not_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqcodec_gui.training.evaluate.visqol_mos", lambda original, decoded: 3.25)
    sound = voiced(1.0)
    assert math.isnan(score(sound, sound).visqol)
    assert score_for_report(sound, sound).visqol == 3.25


def test_without_the_package_there_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError

    monkeypatch.setattr(visqol, "_speech_mode", missing)
    assert math.isnan(visqol_mos(voiced(1.0), voiced(1.0)))
