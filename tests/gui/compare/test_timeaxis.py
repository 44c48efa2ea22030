"""Clocks and labels of the time axis."""

import pytest

from sqcodec_gui.formatting import moment
from sqcodec_gui.gui.compare.timeaxis import TimeStrip


@pytest.mark.parametrize(
    ("time_s", "decimals", "text"),
    [
        (0, 0, "0:00"),
        (-1, 0, "0:00"),
        (59.99, 0, "0:59"),
        (59.99, 1, "0:59.9"),
        (61.5, 1, "1:01.5"),
        (3_723.25, 2, "1:02:03.25"),
        (0.1 + 0.2, 1, "0:00.3"),
    ],
)
def test_clock(time_s: float, decimals: int, text: str) -> None:
    assert moment(time_s, decimals) == text


@pytest.mark.parametrize(
    ("start_s", "stop_s", "labels"),
    [
        (0.0, 10.0, ["0:00", "0:02", "0:04", "0:06", "0:08", "0:10"]),
        (0.0, 3_600.0, ["0:00", "10:00", "20:00", "30:00", "40:00", "50:00", "1:00:00"]),
        (2.0, 2.01, ["0:02.000", "0:02.002", "0:02.004", "0:02.006", "0:02.008", "0:02.010"]),
    ],
)
def test_labels_at_whole_steps(qapp: object, start_s: float, stop_s: float, labels: list[str]) -> None:
    strip = TimeStrip()
    strip.show_view((start_s, stop_s), 40.0, 600.0)
    assert [label for _, label in strip.ticks()] == labels
    assert strip.x_of(start_s) == 40.0
    assert strip.x_of(stop_s) == 640.0
