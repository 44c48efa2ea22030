"""Sizes and clocks, as window, command line and reports write them."""

import pytest

from sqcodec_gui.formatting import bitrate, clock, moment, size


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [(999, "999 B"), (9346, "9.3 kB"), (84_200, "84 kB"), (2_600_000, "2.6 MB"), (3e9, "3.0 GB")],
)
def test_sizes_count_in_thousands(size_bytes: float, text: str) -> None:
    assert size(size_bytes) == text
    assert size(size_bytes, ",") == text.replace(".", ",")


@pytest.mark.parametrize(
    ("time_s", "decimals", "rounded", "cut"),
    [
        (59.6, 0, "1:00", "0:59"),
        (3723.0, 0, "1:02:03", "1:02:03"),
        (59.999, 2, "1:00.00", "0:59.99"),
        (3723.45, 2, "1:02:03.45", "1:02:03.45"),
        (0.0005, 3, "0:00.000", "0:00.000"),
        (-1.0, 0, "0:00", "0:00"),
    ],
)
def test_lengths_are_rounded_and_moments_are_cut(time_s: float, decimals: int, rounded: str, cut: str) -> None:
    assert clock(time_s, decimals) == rounded
    assert moment(time_s, decimals) == cut


def test_bit_rates_have_two_digits() -> None:
    assert bitrate(5214) == "5.21 kbit/s"
