"""Around the steps of the family ``spectral`` there are processes, schedule, checkpoints and dev scores.

The rate warms up, stays, and falls to zero at the end, so that runs add up: a later one starts from the weights alone,
warms up again, and ends as well. Its folder holds ``weights.safetensors`` (the moving average, fp16), too.
"""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save
from torch import Tensor

from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.codec.spectral.architecture import SPECTRAL, Architecture
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.training.augment import augment, source_length
from sqcodec_gui.training.corpus import Corpus, SegmentSampler
from sqcodec_gui.training.evaluate import dev_excerpts, mean_scores, score
from sqcodec_gui.training.processes import Team, run_team
from sqcodec_gui.training.rate import RateTerm
from sqcodec_gui.training.spectral_adversary import Adversary
from sqcodec_gui.training.spectral_step import SpectraLoss, SpectralStep, build_optimizers, has_fast_bfloat16
from sqcodec_gui.training.training_run import Report, TrainingRun, TrainingSettings

WEIGHTS_NAME = "weights.safetensors"
LOG_EVERY = 50
SAVE_EVERY = 400
DEV_SECONDS = 6.0
DEV_SPEAKERS = 22
LONG_SEGMENT_SECONDS = 4.0
"""Of the last part of a run: so long that both the ends of a recording and whole contexts are seen."""


@dataclass(frozen=True, kw_only=True)
class SpectralSettings(TrainingSettings):
    """It holds what a run is told, beside what all are.

    ``batch``: segments a step in each process. The rate is full from ``warmup_steps`` on until the share
    ``decay_from`` of the run. From the share ``long_from`` on segments last ``LONG_SEGMENT_SECONDS``, as many as have
    the same sound together. ``rate_weight``: what a bit of a digit counts in the loss (see ``rate.RateTerm``).
    ``discriminators``: only the decoder learns, from them too, and tokens stay the same (see ``spectral_adversary``).
    """

    batch: int = 8
    segment_seconds: float = 1.5
    muon_lr: float = 2e-3
    warmup_steps: int = 100
    decay_from: float = 0.3
    long_from: float = 0.7
    processes: int = 2
    dev_every_minutes: float = 20.0
    rate_weight: float = 0.03
    discriminators: bool = False
    resume: bool = False


def train(settings: SpectralSettings, report: Report, architecture: Architecture = SPECTRAL) -> Path:
    """Train a whole run, and return the file with the averaged weights.

    ``report`` gets every logged line, in another process where there are several: it must be a function of a module.
    """
    settings.folder.mkdir(parents=True, exist_ok=True)
    processes = settings.processes if settings.device == "cpu" else 1
    run_team(_work, processes, settings, report, architecture)
    return settings.folder / WEIGHTS_NAME


def _work(team: Team, settings: SpectralSettings, report: Report, architecture: Architecture) -> None:
    SpectralTrainer(settings, team, architecture).run(report)


class SpectralTrainer(TrainingRun):
    """It is one process of a run."""

    settings: SpectralSettings

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
        super().__init__(self.network)
        self.corpus = Corpus(settings.data)
        self.sampler = SegmentSampler(self.corpus, self.device)
        adversary = None
        if settings.discriminators:
            self.network.encoder.requires_grad_(False)
            adversary = Adversary(self.team, self.device)
        rate = None
        if settings.rate_weight:
            rate = RateTerm(architecture.coordinates, architecture.level_count, settings.rate_weight).to(self.device)
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
            rate,
            adversary,
        )
        if settings.compile:
            self.network.encoder.compile(dynamic=False)
            self.network.decoder.compile(dynamic=False)
        if settings.resume:
            self.load_checkpoint()
        else:
            torch.manual_seed(settings.seed * 1000 + self.team.rank + 1)

    def progress(self) -> float:
        """Return 0 … 1: how much of the run's time or steps is used, as the first process sees it."""
        return self.team.agree(super().progress())

    def lr_scale(self, progress: float) -> float:
        """Return the share of the rates that the next step takes."""
        return self.rate_share(progress, self.settings.decay_from)

    def draw(self, progress: float) -> Tensor:
        """Return (B, T) augmented segments on the device, T a multiple of the hop."""
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
            self.count_step(self.network, audio.numel() * self.team.size / self.network.architecture.sample_rate_hz)
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

    def dev_scores(self, excerpts: list[np.ndarray]) -> dict[str, float]:
        """Return mean scores of whole clips with 1, 2 and 4 tokens a frame, by the averaged weights."""
        if not excerpts:
            return {}
        network = SpectralNetwork(self.network.architecture).eval()
        network.load_state_dict({name: tensor.cpu() for name, tensor in self.average.items()})
        return dev_scores(network, excerpts)

    def _log(self, numbers: Mapping[str, float | Tensor], progress: float, report: Report) -> None:
        if self.team.rank:
            return
        report(self.log(numbers, self.lr_scale(progress)))

    def save_checkpoint(self) -> None:
        """Save everything that the next step depends on, and the averaged weights, each written beside and renamed."""
        states = [self.step.muon.state[matrix] for matrix in self._my_matrices()]
        mine = {
            "momenta": [state["momentum_buffer"] for state in states if state],
            "random": torch.get_rng_state(),
        }
        everybody = self.team.gathered(mine)
        if self.team.rank:
            return
        network, adam = self.network.state_dict(), self.step.adam.state_dict()
        adversary = self.step.adversary.state_dict() if self.step.adversary else None
        rate = self.step.rate.state_dict() if self.step.rate else None
        state = {"network": network, "adam": adam, "processes": everybody, "adversary": adversary, "rate": rate}
        self.write_checkpoint(state)
        weights = {name: tensor.half().cpu().contiguous() for name, tensor in self.average.items()}
        write_bytes(self.settings.folder / WEIGHTS_NAME, save(weights, self.totals()))

    def load_checkpoint(self) -> None:
        """Go on exactly with as many processes as before; with another number, with other segments."""
        state = self.read_checkpoint()
        self.network.load_state_dict(state["network"])
        self.step.adam.load_state_dict(state["adam"])
        if self.step.adversary is not None and state["adversary"] is not None:
            self.step.adversary.load_state_dict(state["adversary"])
        if self.step.rate is not None and state["rate"] is not None:
            self.step.rate.load_state_dict(state["rate"])
        before = state["processes"]
        momenta: dict[int, Tensor] = {}
        for rank, one in enumerate(before):
            momenta |= {rank + place * len(before): momentum for place, momentum in enumerate(one["momenta"])}
        for number, matrix in enumerate(self.step.matrices):
            if number in momenta and number % self.team.size == self.team.rank:
                self.step.muon.state[matrix] = {"momentum_buffer": momenta[number]}
        if len(before) == self.team.size:
            torch.set_rng_state(before[self.team.rank]["random"].cpu())
        else:
            torch.manual_seed(self.settings.seed * 1000 + self.steps_done + self.team.rank)

    def _my_matrices(self) -> list[Any]:
        return self.step.matrices[self.team.rank :: self.team.size]


@torch.no_grad()
def dev_scores(network: SpectralNetwork, excerpts: list[np.ndarray]) -> dict[str, float]:
    """Return ``dev_pesq_4`` and so on: clips encoded and decoded, for each number of tokens that a frame may have."""
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
