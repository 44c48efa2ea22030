"""Discriminators judge waveform periods (arXiv 2010.05646) and complex spectra at some resolutions (arXiv 2306.06546).

Each gives its feature maps, the verdict last.
"""

import itertools
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

PERIODS = (2, 3, 5, 7, 11)
RESOLUTIONS = (2048, 1024, 512)
SLOPE = 0.1


class _ConvStack(nn.Module):
    def __init__(self, layers: list[nn.Conv2d]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(weight_norm(layer) for layer in layers)

    def forward(self, x: Tensor) -> list[Tensor]:
        maps = []
        for layer in self.layers[:-1]:
            x = F.leaky_relu(layer(x), SLOPE, inplace=True)
            maps.append(x)
        return [*maps, self.layers[-1](x)]


class PeriodDiscriminator(_ConvStack):
    """It judges audio (B, T) folded to rows of one period."""

    def __init__(self, period: int, width: int) -> None:
        channels = [1, width, 4 * width, 8 * width, 16 * width]
        layers = [nn.Conv2d(a, b, (5, 1), (3, 1), padding=(2, 0)) for a, b in itertools.pairwise(channels)]
        layers += [nn.Conv2d(channels[-1], channels[-1], (5, 1), padding=(2, 0))]
        layers += [nn.Conv2d(channels[-1], 1, (3, 1), padding=(1, 0))]
        super().__init__(layers)
        self.period = period

    def forward(self, x: Tensor) -> list[Tensor]:
        x = F.pad(x[:, None], (0, -x.shape[1] % self.period), mode="reflect")
        return super().forward(x.unflatten(2, (-1, self.period)))


class SpectrumDiscriminator(_ConvStack):
    """It judges the complex spectrum (B, 2, frames, bins) of audio (B, T) at one resolution."""

    window_shape: Tensor

    def __init__(self, window: int, width: int) -> None:
        layers = [nn.Conv2d(2, width, (3, 9), padding=(1, 4))]
        layers += [nn.Conv2d(width, width, (3, 9), (1, 2), padding=(1, 4)) for _ in range(3)]
        layers += [nn.Conv2d(width, width, (3, 3), padding=1), nn.Conv2d(width, 1, (3, 3), padding=1)]
        super().__init__(layers)
        self.window = window
        self.register_buffer("window_shape", torch.hann_window(window), persistent=False)

    def forward(self, x: Tensor) -> list[Tensor]:
        with torch.autocast(x.device.type, enabled=False):
            spectrum = torch.stft(
                x.float(), self.window, self.window // 4, window=self.window_shape, return_complex=True, normalized=True
            )
            planes = torch.view_as_real(spectrum).permute(0, 3, 2, 1)  # (B, bins, frames, 2) -> (B, 2, frames, bins)
        return super().forward(planes)


class Discriminators(nn.Module):
    """It asks all of them; (B, T) -> one list of feature maps for each. Without periods, only those of spectra."""

    def __init__(self, width: int = 32, periods: Sequence[int] = PERIODS) -> None:
        super().__init__()
        judges: list[nn.Module] = [PeriodDiscriminator(period, width) for period in periods]
        judges += [SpectrumDiscriminator(window, width) for window in RESOLUTIONS]
        self.judges = nn.ModuleList(judges)

    def forward(self, audio: Tensor) -> list[list[Tensor]]:
        return [judge(audio) for judge in self.judges]
