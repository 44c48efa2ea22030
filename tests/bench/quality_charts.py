"""The two charts of the README: quality over real rate, and quality over complexity. Drawn by bench_quality.py.

Published figures are marked as such: hollow, and on other recordings than ours. They are those of the chart in
arXiv 2504.04949; its complexity axis does not say of how much audio, so that its own SQCodec stands beside ours.
"""

import re
from pathlib import Path
from typing import Any

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from sqcodec_gui.codec.config import get_config
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.codec.sqcodec.network import Codec

PUBLISHED_RATE = {
    "SQCodec (published)": {0.75: 1.61, 1.5: 1.87, 3: 2.32, 6: 2.98, 12: 3.67, 24: 4.07},
    "EnCodec (published)": {1.5: 1.50, 3: 1.91, 6: 2.47, 12: 3.07, 24: 3.42},
    "DAC (published)": {1.5: 1.31, 3: 1.92, 6: 3.51, 12: 3.90, 24: 4.27},
    "WavTokenizer (published)": {0.5: 1.51, 0.9: 1.58},
}
"""PESQ-WB by kbit/s."""

PUBLISHED_GMACS = {
    "SQCodec (published)": [(10, 1.61), (12, 1.87), (11, 2.32), (20, 2.98), (38, 3.67), (77, 4.07)],
    "EnCodec (published)": [(56, 1.50), (56, 1.91), (56, 2.47), (56, 3.07), (56, 3.42)],
    "DAC (published: 560–830)": [(695, 1.31), (695, 1.92), (695, 3.51), (695, 3.90), (695, 4.27)],
    "WavTokenizer (published)": [(34, 1.51), (64, 1.58)],
}
"""(GMACs, PESQ-WB) as read from the chart."""

# Middle tones, readable on white and on black.
INK = "#7f868e"
COLOURS = {
    "SQCodec": "#2f81f7",
    "Opus": "#e0632f",
    "Codec": "#3fa34d",
    "MP3": "#8d6e63",
    "spectral": "#0aa5a5",
    "EnCodec": "#a371f7",
    "DAC": "#d29922",
}
OTHER = "#d0568f"
OURS = re.compile(r"(\S+) \(ours\)")
COUNTED_SECONDS = 10


def family_name(model: str) -> str:
    """As it stands in the charts."""
    return {"sqcodec": "SQCodec", "l3ac": "L3AC"}.get(get_config(model).family, get_config(model).family)


def gmacs_per_second(model: str) -> float:
    """Multiply-adds of encoding and decoding a second of audio, in billions, counted over the network."""
    config = get_config(model)
    counter = FlopCounterMode(display=False)
    with torch.no_grad(), sdpa_kernel(SDPBackend.MATH), counter:
        if config.family == "spectral":
            network = SpectralNetwork(SPECTRAL).eval()
            audio = torch.zeros(1, COUNTED_SECONDS * config.sample_rate_hz // config.hop_samples * config.hop_samples)
            digits = network.encode(audio).round()
            network.decode(digits, torch.zeros(digits.shape[:2], dtype=torch.int64))
        else:
            codec = Codec(config).freeze()
            windows = round(COUNTED_SECONDS * config.sample_rate_hz / config.window_samples)
            audio = torch.zeros(1, windows * config.window_samples)
            codec.decode(codec.encode(audio))
    return counter.get_total_flops() / 2 / 1e9 / (audio.shape[1] / config.sample_rate_hz)


def draw_charts(results: dict[str, dict[str, Any]], folder: Path) -> None:
    """Write quality-rate.svg and quality-macs.svg."""
    folder.mkdir(parents=True, exist_ok=True)
    measured: dict[str, list[tuple[float, float]]] = {}
    ours = []
    for name, result in results.items():
        speech = result["kinds"]["speech"]
        match = OURS.fullmatch(name)
        family = f"{family_name(match[1])}, ours" if match else name.rsplit(" ", 2)[0]
        measured.setdefault(f"{family} (measured)", []).append((speech["kbit_per_s"], speech["pesq"]))
        if match:
            gmacs = gmacs_per_second(match[1])
            ours.append((gmacs, speech["pesq"]))
            print(f"{match[1]}: {gmacs:.2f} GMAC a second of audio, encode and decode")
    published = {name: sorted(points.items()) for name, points in PUBLISHED_RATE.items()}
    _draw(measured, published, "kbit/s, of the whole file where measured", folder / "quality-rate.svg")
    per_second = {"ours (per second)": ours}
    _draw(per_second, PUBLISHED_GMACS, "GMACs (published: as on the published chart)", folder / "quality-macs.svg")


def _draw(
    measured: dict[str, list[tuple[float, float]]],
    published: dict[str, list[tuple[float, float]]],
    axis_label: str,
    path: Path,
) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import NullFormatter, StrMethodFormatter

    style = dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), INK)
    with pyplot.rc_context({**style, "svg.hashsalt": "sqcodec", "font.size": 10}):
        figure, axis = pyplot.subplots(figsize=(7.6, 4.6), layout="constrained")
        for name, points in published.items():
            axis.plot(
                *zip(*points, strict=True), "o--", label=name, color=_colour(name), fillstyle="none", linewidth=0.8
            )
        for name, points in measured.items():
            axis.plot(
                *zip(*sorted(points), strict=True), "o-", label=name, color=_colour(name), linewidth=2, markersize=8
            )
        axis.set_xscale("log")
        axis.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        axis.xaxis.set_minor_formatter(NullFormatter())
        axis.set_xticks(_ticks(axis.get_xlim()))
        axis.set_xlabel(axis_label)
        axis.set_ylabel("PESQ-WB, speech")
        axis.grid(color=INK, alpha=0.25, linewidth=0.6)
        axis.spines[["top", "right"]].set_visible(False)
        axis.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
        figure.savefig(path, transparent=True, metadata={"Date": None})
        pyplot.close(figure)


def _ticks(limits: tuple[float, float]) -> list[float]:
    steps = [factor * 10.0**power for power in range(-1, 4) for factor in (1, 2, 5)]
    return [step for step in steps if limits[0] <= step <= limits[1]]


def _colour(name: str) -> str:
    return COLOURS.get(name.split()[0].rstrip(","), OTHER)
