"""Every run has these, whatever network it trains: its settings, what it counts, its moving average and its log.

A run gets its time (or its steps) and plans its learning rate to end in it: the rate warms up, stays, and falls to
zero. Its folder holds ``checkpoint.pt`` (everything, to go on exactly) and ``log.jsonl`` (a line per logged step).
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from torch import Tensor, nn

from sqcodec_gui.atomic_write import atomic_write

CHECKPOINT_NAME = "checkpoint.pt"
LOG_NAME = "log.jsonl"
STEPS_KEY = "total_steps"
AUDIO_KEY = "total_audio_s"
"""Metadata of weights: what this run and those that it started from add up to."""


def earlier_totals(weights: Path | None) -> dict[str, str]:
    """Return ``STEPS_KEY`` and ``AUDIO_KEY`` of weights that a run starts from; "0" where they do not say.

    Weights from elsewhere, such as a mean of several files, often say nothing of themselves.
    """
    metadata: dict[str, str] = {}
    if weights is not None:
        with safe_open(weights, "numpy") as file:
            metadata = file.metadata() or {}
    return {key: metadata.get(key, "0") for key in (STEPS_KEY, AUDIO_KEY)}


Report = Callable[[dict[str, Any]], None]
"""Gets every logged line."""


def print_line(line: dict[str, Any]) -> None:
    """Print a logged line; it is here, because the processes of a run cannot import ``__main__``."""
    print(json.dumps(line), flush=True)


@dataclass(frozen=True, kw_only=True)
class TrainingSettings:
    """It is what a run is given. ``minutes`` or ``steps`` ends it, whichever comes first; it starts from ``start``."""

    data: Path
    folder: Path
    minutes: float = math.inf
    steps: int = 10**9
    batch: int
    muon_lr: float
    adam_lr: float = 1e-3
    warmup_steps: int
    averaging: float = 0.999
    seed: int = 0
    device: str = "cpu"
    compile: bool = False
    dev_every_minutes: float
    start: Path | None = None


class TrainingRun:
    """It has counters and average of a run over ``network``, whose ``settings`` are those of its family."""

    settings: TrainingSettings

    def __init__(self, network: nn.Module) -> None:
        self.average = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}
        self.steps_done = 0
        self.seconds_done = 0.0
        self.audio_seconds = 0.0
        self.before = earlier_totals(self.settings.start)

    def progress(self) -> float:
        """Return 0 … 1: how much of the run's time or steps is used."""
        by_time = self.seconds_done / (60 * self.settings.minutes)
        return min(1.0, max(by_time, self.steps_done / self.settings.steps))

    def rate_share(self, progress: float, falls_from: float) -> float:
        """Return 0 … 1: the learning rate's share; it warms up, and falls linearly to zero from a share on."""
        warmup = min(1.0, (self.steps_done + 1) / self.settings.warmup_steps)
        return warmup * min(1.0, (1 - progress) / (1 - falls_from))

    def count_step(self, network: nn.Module, audio_seconds: float) -> None:
        """Count one step more, on so much sound; the average follows the weights."""
        self.steps_done += 1
        self.audio_seconds += audio_seconds
        decay = min(self.settings.averaging, (1 + self.steps_done) / (10 + self.steps_done))
        tensors = network.state_dict()
        with torch.no_grad():
            torch._foreach_lerp_([self.average[name] for name in tensors], list(tensors.values()), 1 - decay)

    def log(self, numbers: Mapping[str, float | Tensor], rate_share: float) -> dict[str, Any]:
        """Add a line to the log, and return it."""
        line = {
            "step": self.steps_done,
            "minutes": round(self.seconds_done / 60, 3),
            "audio_s": round(self.audio_seconds, 1),
            "audio_s_per_s": round(self.audio_seconds / max(self.seconds_done, 1e-9), 3),
            "lr_scale": round(rate_share, 5),
            **{name: round(float(value), 5) for name, value in numbers.items()},
        }
        with (self.settings.folder / LOG_NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return line

    def totals(self) -> dict[str, str]:
        """Return ``STEPS_KEY`` and ``AUDIO_KEY``, for the metadata of what this run gives."""
        return {
            STEPS_KEY: str(int(self.before[STEPS_KEY]) + self.steps_done),
            AUDIO_KEY: f"{float(self.before[AUDIO_KEY]) + self.audio_seconds:.0f}",
        }

    def write_checkpoint(self, state: dict[str, Any]) -> Path:
        """Write ``state``, and what is counted here, in place of an earlier one. Raises OSError."""
        counters = [self.steps_done, self.seconds_done, self.audio_seconds]
        random_cuda = torch.cuda.get_rng_state() if self.settings.device.startswith("cuda") else None
        path = self.settings.folder / CHECKPOINT_NAME
        with atomic_write(path) as file:
            torch.save(state | {"average": self.average, "counters": counters, "random_cuda": random_cuda}, file)
        return path

    def read_checkpoint(self) -> dict[str, Any]:
        """Return the state that was written; what is counted here is taken out of it."""
        path = self.settings.folder / CHECKPOINT_NAME
        state: dict[str, Any] = torch.load(path, map_location=self.settings.device, weights_only=True)
        self.average = state["average"]
        self.steps_done, self.seconds_done, self.audio_seconds = state["counters"]
        if state["random_cuda"] is not None:
            torch.cuda.set_rng_state(state["random_cuda"].cpu())
        return state
