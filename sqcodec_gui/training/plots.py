"""A run's log becomes pictures: losses, gradient norms, speed and dev scores over hours of audio seen."""

import json
from pathlib import Path

PANELS = (
    ("Losses", ("mel", "complex", "waveform", "adversarial", "features", "judges")),
    ("Gradient norm", ("gradient", "judges_gradient")),
    ("Audio seconds per second", ("audio_s_per_s",)),
    ("Dev: PESQ-WB", ("dev_pesq",)),
    ("Dev: STOI", ("dev_stoi",)),
    ("Dev: SI-SDR, dB", ("dev_si_sdr_db",)),
)


def plot_log(log: Path, folder: Path) -> Path:
    """Draw ``log`` (JSON lines) into ``folder``/training.svg and return its path."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    figure, axes = pyplot.subplots(2, 3, figsize=(12, 6), layout="constrained")
    for axis, (title, names) in zip(axes.flat, PANELS, strict=True):
        axis.set_title(title)
        axis.set_xlabel("hours of audio seen")
        for name in names:
            points = [(line["audio_s"] / 3600, line[name]) for line in lines if name in line]
            if points:
                axis.plot(*zip(*points, strict=True), label=name, linewidth=1, marker="." if len(points) < 40 else "")
        if axis.lines:
            axis.legend(fontsize="small")
        if "norm" in title or title == "Losses":
            axis.set_yscale("log")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "training.svg"
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return path
