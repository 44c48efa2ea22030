"""More channels than two go to two loudspeakers, or one, as ITU-R BS.775 has it."""

import numpy as np
import pytest

from sqcodec_gui.audio.downmix import downmix, downmix_matrix


@pytest.mark.parametrize("channels", [*range(1, 9), 12])
@pytest.mark.parametrize("out", [1, 2])
def test_full_scale_stays_full_scale(channels: int, out: int) -> None:
    matrix = downmix_matrix(channels, out)
    assert matrix.shape == (channels, out)
    assert np.abs(matrix).sum(axis=0).max() <= 1 + 1e-6
    assert downmix(np.ones((5, channels), np.float32), out).shape == (5, out)


def test_left_stays_left() -> None:
    for channels in range(2, 9):
        only_left = np.zeros((1, channels), np.float32)
        only_left[0, 0] = 1
        left, right = downmix(only_left, 2)[0]
        assert left > 0
        assert right == 0


def test_the_levels_are_those_of_bs_775() -> None:
    """ITU-R BS.775-3, table 2: centre at -3 dB on both sides, surround at -3 dB on its own, no subwoofer."""
    left = downmix_matrix(6, 2)[:, 0]
    assert left / left[0] == pytest.approx([1, 0, 0.5**0.5, 0, 0.5**0.5, 0])
