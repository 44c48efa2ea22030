"""The run around the steps of the family ``spectral``: processes, schedule, average, checkpoints, log, dev scores.

The rate warms up, stays, and falls to zero at the end, so that runs add up: a later one starts from the weights alone,
warms up again, and ends as well. Its folder holds ``checkpoint.pt`` (everything), ``weights.safetensors`` (the moving
average, fp16) and ``log.jsonl``.
"""

import json
import math
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from sqcodec_gui.codec.spectral.architecture import SPECTRAL, Architecture
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.training.augment import augment, source_length
from sqcodec_gui.training.corpus import Corpus, SegmentSampler
from sqcodec_gui.training.evaluate import dev_excerpts, mean_scores, score
from sqcodec_gui.training.processes import Team, run_team
from sqcodec_gui.training.spectral_step import SpectraLoss, SpectralStep, build_optimizers, has_fast_bfloat16

WEIGHTS_NAME = "weights.safetensors"
CHECKPOINT_NAME = "checkpoint.pt"
LOG_NAME = "log.jsonl"
STEPS_KEY = "total_steps"
AUDIO_KEY = "total_audio_s"
"""Metadata of weights: what this run and those that it started from add up to."""
LOG_EVERY = 50
SAVE_EVERY = 400
DEV_SECONDS = 6.0
DEV_SPEAKERS = 22
LONG_SEGMENT_SECONDS = 4.0
"""Of the last part of a run: so long that both the ends of a recording and whole contexts are seen."""

Report = Callable[[dict[str, Any]], None]


def print_line(line: dict[str, Any]) -> None:
    """A ``Report`` for the terminal; here, because the processes of a run cannot import ``__main__``."""
    print(json.dumps(line), flush=True)


@dataclass(frozen=True)
class SpectralSettings:
    """What a run is told. ``minutes`` or ``steps`` ends it, whichever comes first.

    ``batch``: segments a step in each process. The rate is full from ``warmup_steps`` on until the share
    ``decay_from`` of the run. From the share ``long_from`` on segments last ``LONG_SEGMENT_SECONDS``, as many as have
    the same sound together.
    """

    data: Path
    folder: Path
    minutes: float = math.inf
    steps: int = 10**9
    batch: int = 8
    segment_seconds: float = 1.5
    muon_lr: float = 2e-3
    adam_lr: float = 1e-3
    warmup_steps: int = 100
    decay_from: float = 0.3
    long_from: float = 0.7
    averaging: float = 0.999
    seed: int = 0
    device: str = "cpu"
    processes: int = 2
    compile: bool = False
    dev_every_minutes: float = 20.0
    start: Path | None = None
    resume: bool = False


def train(settings: SpectralSettings, report: Report, architecture: Architecture = SPECTRAL) -> Path:
    """A whole run. Returns the file with the averaged weights.

    ``report`` gets every logged line, in another process where there are several: it must be a function of a module.
    """
    settings.folder.mkdir(parents=True, exist_ok=True)
    processes = settings.processes if settings.device == "cpu" else 1
    run_team(_work, processes, settings, report, architecture)
    return settings.folder / WEIGHTS_NAME


def _work(team: Team, settings: SpectralSettings, report: Report, architecture: Architecture) -> None:
    SpectralTrainer(settings, team, architecture).run(report)


class SpectralTrainer:
    """One process of a run."""

    def __init__(
        self, settings: SpectralSettings, team: Team | None = None, architecture: Architecture = SPECTRAL
    ) -> None:
        self.settings = settings
        self.team = team or Team()
        self.device = torch.device(settings.device)
        torch.manual_seed(settings.seed)  # the same in all processes: they begin with the same weights
        if self.device.type == "cuda":
            torch.set_float32_matmul_precision("high")
        self.network = SpectralNetwork(architecture)
        if settings.start is not None:
            self.network.load_state_dict({name: tensor.float() for name, tensor in load_file(settings.start).items()})
        self.network.to(self.device)
        self.average = {name: tensor.detach().clone() for name, tensor in self.network.state_dict().items()}
        self.corpus = Corpus(settings.data)
        self.sampler = SegmentSampler(self.corpus, self.device)
        muon, adam, matrices = build_optimizers(self.network, settings.muon_lr, settings.adam_lr, self.team)
        self.step = SpectralStep(
            self.network,
            SpectraLoss(architecture.sample_rate_hz).to(self.device),
            muon,
            adam,
            matrices,
            (settings.muon_lr, settings.adam_lr),
            has_fast_bfloat16(self.device),
            self.team,
        )
        if settings.compile:
            self.network.encoder.compile(dynamic=False)
            self.network.decoder.compile(dynamic=False)
        self.steps_done = 0
        self.seconds_done = 0.0
        self.audio_seconds = 0.0
        if settings.resume:
            self.load_checkpoint()
        else:
            torch.manual_seed(settings.seed * 1000 + self.team.rank + 1)

    def progress(self) -> float:
        """0 … 1: how much of the run's time or steps is used, as the first process sees it."""
        by_time = self.seconds_done / (60 * self.settings.minutes)
        return self.team.agree(min(1.0, max(by_time, self.steps_done / self.settings.steps)))

    def lr_scale(self, progress: float) -> float:
        """Warm-up, a constant part, then linearly down to zero."""
        warmup = min(1.0, (self.steps_done + 1) / self.settings.warmup_steps)
        return warmup * min(1.0, (1 - progress) / (1 - self.settings.decay_from))

    def draw(self, progress: float) -> Tensor:
        """(B, T) augmented segments on the device, T a multiple of the hop"""
        settings, sizes = self.settings, self.network.architecture
        count, seconds = settings.batch, settings.segment_seconds
        if progress >= settings.long_from:
            count = max(1, round(count * seconds / LONG_SEGMENT_SECONDS))
            seconds = LONG_SEGMENT_SECONDS
        length = int(seconds * sizes.sample_rate_hz) // sizes.hop_samples * sizes.hop_samples
        audio = self.sampler.draw(count, source_length(length))
        return augment(audio, sizes.sample_rate_hz)[:, :length]

    def run(self, report: Report) -> None:
        """Train to the end of the time or steps given."""
        excerpts = dev_excerpts(self.corpus, DEV_SPEAKERS, DEV_SECONDS) if self.team.rank == 0 else []
        last_dev_s = self.seconds_done
        sums: dict[str, Tensor] = {}
        while (progress := self.progress()) < 1:
            started = time.monotonic()
            audio = self.draw(progress)
            numbers = self.step.run(audio, self.lr_scale(progress))
            self._count(audio)
            self.seconds_done += time.monotonic() - started
            for name, value in numbers.items():
                sums[name] = sums.get(name, 0.0) + value
            if self.steps_done % LOG_EVERY == 0:
                self._log({name: value / LOG_EVERY for name, value in sums.items()}, progress, report)
                sums = {}
            if self.steps_done % SAVE_EVERY == 0:
                self.save_checkpoint()
            if self.team.agree(self.seconds_done - last_dev_s) >= 60 * self.settings.dev_every_minutes:
                last_dev_s = self.seconds_done
                self._log(self.dev_scores(excerpts), progress, report)
        self.save_checkpoint()
        self._log(self.dev_scores(excerpts), 1.0, report)

    def _count(self, audio: Tensor) -> None:
        self.steps_done += 1
        self.audio_seconds += audio.numel() * self.team.size / self.network.architecture.sample_rate_hz
        decay = min(self.settings.averaging, (1 + self.steps_done) / (10 + self.steps_done))
        tensors = self.network.state_dict()
        with torch.no_grad():
            torch._foreach_lerp_([self.average[name] for name in tensors], list(tensors.values()), 1 - decay)

    def dev_scores(self, excerpts: list[np.ndarray]) -> dict[str, float]:
        """Mean scores of whole clips with 1, 2 and 4 tokens a frame, by the averaged weights."""
        if not excerpts:
            return {}
        network = SpectralNetwork(self.network.architecture).eval()
        network.load_state_dict({name: tensor.cpu() for name, tensor in self.average.items()})
        return dev_scores(network, excerpts)

    def _log(self, numbers: Mapping[str, float | Tensor], progress: float, report: Report) -> None:
        if self.team.rank:
            return
        line = {
            "step": self.steps_done,
            "minutes": round(self.seconds_done / 60, 3),
            "audio_s": round(self.audio_seconds, 1),
            "audio_s_per_s": round(self.audio_seconds / max(self.seconds_done, 1e-9), 3),
            "lr_scale": round(self.lr_scale(progress), 5),
            **{name: round(float(value), 5) for name, value in numbers.items()},
        }
        with (self.settings.folder / LOG_NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        report(line)

    def save_checkpoint(self) -> None:
        """Everything that the next step depends on, and the averaged weights, each written beside and renamed."""
        states = [self.step.muon.state[matrix] for matrix in self._my_matrices()]
        mine = {
            "momenta": [state["momentum_buffer"] for state in states if state],
            "random": torch.get_rng_state(),
        }
        everybody = self.team.gathered(mine)
        if self.team.rank:
            return
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "adam": self.step.adam.state_dict(),
            "processes": everybody,
            "counters": [self.steps_done, self.seconds_done, self.audio_seconds],
            "random_cuda": torch.cuda.get_rng_state() if self.device.type == "cuda" else None,
        }
        folder = self.settings.folder
        torch.save(state, folder / f"{CHECKPOINT_NAME}.part")
        os.replace(folder / f"{CHECKPOINT_NAME}.part", folder / CHECKPOINT_NAME)
        weights = {name: tensor.half().cpu().contiguous() for name, tensor in self.average.items()}
        before = _totals(self.settings.start)
        facts = {STEPS_KEY: str(before[0] + self.steps_done), AUDIO_KEY: f"{before[1] + self.audio_seconds:.0f}"}
        save_file(weights, folder / f"{WEIGHTS_NAME}.part", facts)
        os.replace(folder / f"{WEIGHTS_NAME}.part", folder / WEIGHTS_NAME)

    def load_checkpoint(self) -> None:
        """Goes on exactly with as many processes as before; with another number, with other segments."""
        state = torch.load(self.settings.folder / CHECKPOINT_NAME, map_location=self.device, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.step.adam.load_state_dict(state["adam"])
        before = state["processes"]
        momenta: dict[int, Tensor] = {}
        for rank, one in enumerate(before):
            momenta |= {rank + place * len(before): momentum for place, momentum in enumerate(one["momenta"])}
        for number, matrix in enumerate(self.step.matrices):
            if number in momenta and number % self.team.size == self.team.rank:
                self.step.muon.state[matrix] = {"momentum_buffer": momenta[number]}
        self.steps_done, self.seconds_done, self.audio_seconds = state["counters"]
        if len(before) == self.team.size:
            torch.set_rng_state(before[self.team.rank]["random"].cpu())
        else:
            torch.manual_seed(self.settings.seed * 1000 + self.steps_done + self.team.rank)
        if state["random_cuda"] is not None:
            torch.cuda.set_rng_state(state["random_cuda"].cpu())

    def _my_matrices(self) -> list[Any]:
        return self.step.matrices[self.team.rank :: self.team.size]


def _totals(start: Path | None) -> tuple[int, float]:
    """Steps and seconds of sound that all runs before this one add up to."""
    if start is None:
        return 0, 0.0
    with safe_open(start, "pt") as file:
        metadata = file.metadata() or {}
    return int(metadata.get(STEPS_KEY, "0")), float(metadata.get(AUDIO_KEY, "0"))


@torch.no_grad()
def dev_scores(network: SpectralNetwork, excerpts: list[np.ndarray]) -> dict[str, float]:
    """``dev_pesq_4`` and so on: whole-clip encode and decode, for each number of tokens that a frame may have."""
    sizes = network.architecture
    scores: dict[str, float] = {}
    digits = []
    for samples in excerpts:
        whole = torch.from_numpy(samples[: len(samples) // sizes.hop_samples * sizes.hop_samples])
        digits.append((whole, network.encode(whole[None]).round()))
    for nesting, tokens in enumerate(sizes.nested_tokens):
        is_there = torch.arange(sizes.coordinates) < tokens * sizes.digits_per_token
        rows = []
        for whole, found in digits:
            decoded = network.decode(found * is_there, torch.full(found.shape[:2], nesting))[0]
            rows.append(score(whole.numpy(), decoded.numpy()))
        means = mean_scores(rows)
        scores |= {f"dev_{name}_{tokens}": value for name, value in means.items() if not math.isnan(value)}
    return scores
