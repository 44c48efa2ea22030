"""The run around the steps: schedule, moving average, checkpoints, log, dev scores, export.

A run is told its time (or its steps) and plans its learning rate to end in it. Its folder holds ``checkpoint.pt``
(everything, to go on exactly), ``log.jsonl`` (a line per logged step) and, at the end, the exported model.
"""

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from sqcodec_gui.atomic_write import atomic_write
from sqcodec_gui.codec.config import get_published_config
from sqcodec_gui.codec.installed import InstalledModel, read_header, read_metadata
from sqcodec_gui.codec.model import Codec
from sqcodec_gui.codec.weights import load_codec, save_own
from sqcodec_gui.training.augment import augment, source_length
from sqcodec_gui.training.balance import Balancer
from sqcodec_gui.training.corpus import Corpus, SegmentSampler
from sqcodec_gui.training.discriminators import Discriminators
from sqcodec_gui.training.evaluate import dev_excerpts, score_codec
from sqcodec_gui.training.losses import SpectralLoss
from sqcodec_gui.training.step import WEIGHTS, TrainingStep, build_optimizers

LOG_EVERY = 20
DEV_SECONDS = 6.0
DEV_SPEAKERS = 10
CALIBRATION_SEGMENTS = 48
STEPS_KEY = "total_steps"
AUDIO_KEY = "total_audio_s"
"""Metadata of exported weights: what this run and those that it started from add up to."""


@dataclass(frozen=True)
class RunSettings:
    """What a run is told. ``minutes`` or ``steps`` ends it, whichever comes first.

    Until the share ``constants_from`` of a run that starts without them, the decoder normalises by each segment's
    own statistics, as published; then they are measured, and are constants from there on (see codec.streaming).
    From the share ``adversarial_from`` on there are discriminators. For the first ``judges_alone`` of the run they only
    learn to judge: they are never stored with shipped weights, and a raw judge would spoil good ones.
    ``balance``: see ``Balancer``.
    """

    model: str
    data: Path
    folder: Path
    minutes: float = math.inf
    steps: int = 10**9
    batch: int = 2
    windows: int = 2
    muon_lr: float = 3e-3
    adam_lr: float = 1e-3
    warmup_steps: int = 50
    flat_share: float = 0.3
    adversarial_from: float = 1.0
    judges_alone: float = 0.05
    discriminator_width: int = 32
    balance: bool = False
    averaging: float = 0.999
    constants_from: float = 0.35
    seed: int = 0
    device: str = "cpu"
    compile: bool = False
    dev_every_minutes: float = 10.0
    start: Path | None = None


class Trainer:
    """One run. ``codec``: trained in place of the one that the settings name (tests train a narrow one)."""

    def __init__(self, settings: RunSettings, codec: Codec | None = None, resume: bool = False) -> None:
        self.settings = settings
        self.device = torch.device(settings.device)
        torch.manual_seed(settings.seed)
        if self.device.type == "cuda":
            torch.set_float32_matmul_precision("high")
            torch.backends.cudnn.benchmark = True  # every step has the same shapes
            torch.backends.cuda.enable_cudnn_sdp(False)  # has no gradient for the position bias
        self.codec = (codec or _initial_codec(settings)).to(self.device).train().requires_grad_(True)
        self.config = self.codec.config
        self.corpus = Corpus(settings.data)
        self.sampler = SegmentSampler(self.corpus, self.device)
        self.step = self._build_step()
        self.average = {name: tensor.detach().clone() for name, tensor in self.codec.state_dict().items()}
        self.steps_done = 0
        self.seconds_done = 0.0
        self.audio_seconds = 0.0
        if resume:
            self.load_checkpoint()

    def _build_step(self) -> TrainingStep:
        settings = self.settings
        discriminators, judge_optimizers = None, None
        if settings.adversarial_from < 1:
            discriminators = Discriminators(settings.discriminator_width).to(self.device)
            judge_optimizers = build_optimizers(discriminators, 0.0, 2e-4)
        step = TrainingStep(
            self.codec,
            SpectralLoss(self.config.sample_rate_hz).to(self.device),
            build_optimizers(self.codec, settings.muon_lr, settings.adam_lr),
            discriminators,
            judge_optimizers,
            torch.bfloat16 if self.device.type == "cuda" else None,
            Balancer(WEIGHTS) if settings.balance else None,
        )
        if settings.compile:
            for module in (self.codec.encoder, self.codec.en_encoder, self.codec.en_decoder, self.codec.decoder):
                module.compile(dynamic=False)  # not the judges: convolutions all, and three graphs each to compile
        return step

    @property
    def segment_samples(self) -> int:
        return self.settings.windows * self.config.window_samples

    def draw(self, count: int) -> torch.Tensor:
        """(count, segment_samples) augmented segments on the device"""
        audio = self.sampler.draw(count, source_length(self.segment_samples))
        return augment(audio, self.config.sample_rate_hz)[:, : self.segment_samples]

    @torch.no_grad()
    def calibrate(self) -> None:
        """Set the decoder's constant statistics to the mean over segments, as the weights are now."""
        measured = []
        with torch.compiler.set_stance("force_eager"):  # another batch size would be compiled anew
            for _ in range(CALIBRATION_SEGMENTS):
                features = self.codec.quantizer.dequantize(self.codec.encode(self.draw(1)))
                measured.append(self.codec.decoder.measure(self.codec.en_decoder(features).transpose(1, 2)))
        self.codec.statistics = torch.stack(measured).mean(0)
        self.average["statistics"] = self.codec.statistics.clone()

    def progress(self) -> float:
        """0 … 1: how much of the run's time or steps is used"""
        by_time = self.seconds_done / (60 * self.settings.minutes)
        return min(1.0, max(by_time, self.steps_done / self.settings.steps))

    def lr_scale(self) -> float:
        """Warm-up, a flat part, then linearly down to zero at the end of the run."""
        warmup = min(1.0, (self.steps_done + 1) / self.settings.warmup_steps)
        flat = self.settings.flat_share
        return warmup * min(1.0, (1 - self.progress()) / (1 - flat))

    def run(
        self, report: Callable[[dict[str, Any]], None] = lambda line: None, stop_after_minutes: float = math.inf
    ) -> None:
        """Train to the end of the time or steps given; ``report`` gets every logged line.

        ``stop_after_minutes``: leave earlier, with a checkpoint and the plan unchanged, for going on elsewhere.
        """
        self.settings.folder.mkdir(parents=True, exist_ok=True)
        excerpts = dev_excerpts(self.corpus, DEV_SPEAKERS, DEV_SECONDS)
        last_dev_s = self.seconds_done
        leave_at = time.monotonic() + 60 * stop_after_minutes
        while self.progress() < 1 and time.monotonic() < leave_at:
            started = time.monotonic()
            numbers = self.one_step()
            self.seconds_done += time.monotonic() - started
            if self.steps_done % LOG_EVERY == 0 or self.steps_done <= 3:
                report(self._log(numbers))
            if self.seconds_done - last_dev_s >= 60 * self.settings.dev_every_minutes:
                last_dev_s = self.seconds_done
                report(self._log(self.dev_scores(excerpts)))
                self.save_checkpoint()
        report(self._log(self.dev_scores(excerpts)))
        self.save_checkpoint()

    def one_step(self) -> dict[str, torch.Tensor]:
        settings, progress = self.settings, self.progress()
        if self.codec.statistics is None and progress >= settings.constants_from:
            self.calibrate()
        judged = progress >= settings.adversarial_from
        adversarial = progress >= settings.adversarial_from + settings.judges_alone
        numbers = self.step.run(self.draw(settings.batch), self.lr_scale(), judged, adversarial)
        self.steps_done += 1
        self.audio_seconds += settings.batch * self.segment_samples / self.config.sample_rate_hz
        decay = min(settings.averaging, (1 + self.steps_done) / (10 + self.steps_done))
        tensors = self.codec.state_dict()
        with torch.no_grad():
            torch._foreach_lerp_([self.average[name] for name in tensors], list(tensors.values()), 1 - decay)
        return numbers

    def averaged_codec(self) -> Codec:
        """A separate network with the averaged weights, for use."""
        codec = Codec(self.config, self.codec.statistics is not None)
        codec.load_state_dict({name: tensor.cpu() for name, tensor in self.average.items()})
        return codec.freeze()

    def dev_scores(self, excerpts: list[Any]) -> dict[str, float]:
        if not excerpts:
            return {}
        scores = score_codec(self.averaged_codec().to(self.device), excerpts)
        return {f"dev_{name}": value for name, value in scores.items() if not math.isnan(value)}

    def _log(self, numbers: Mapping[str, float | torch.Tensor]) -> dict[str, Any]:
        line = {
            "step": self.steps_done,
            "minutes": round(self.seconds_done / 60, 3),
            "audio_s": round(self.audio_seconds, 1),
            "audio_s_per_s": round(self.audio_seconds / max(self.seconds_done, 1e-9), 3),
            "lr_scale": round(self.lr_scale(), 5),
            **{name: round(float(value), 5) for name, value in numbers.items()},
        }
        with (self.settings.folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return line

    def save_checkpoint(self) -> Path:
        """Everything that the next step depends on."""
        step = self.step
        state = {
            "codec": self.codec.state_dict(),
            "average": self.average,
            "optimizers": [optimizer.state_dict() for optimizer in step.optimizers],
            "judges": step.discriminators.state_dict() if step.discriminators else None,
            "judge_optimizers": [optimizer.state_dict() for optimizer in step.discriminator_optimizers or ()],
            "balancer": step.balancer.state if step.balancer else {},
            "counters": [self.steps_done, self.seconds_done, self.audio_seconds],
            "random": torch.get_rng_state(),
            "random_cuda": torch.cuda.get_rng_state() if self.device.type == "cuda" else None,
        }
        path = self.settings.folder / "checkpoint.pt"
        with atomic_write(path) as file:
            torch.save(state, file)
        return path

    def load_checkpoint(self) -> None:
        state = torch.load(self.settings.folder / "checkpoint.pt", map_location=self.device, weights_only=True)
        self.codec.statistics = state["codec"].get("statistics")
        self.codec.load_state_dict(state["codec"])
        self.average = state["average"]
        for optimizer, saved in zip(self.step.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        if self.step.discriminators is not None and state["judges"] is not None:
            self.step.discriminators.load_state_dict(state["judges"])
            for optimizer, saved in zip(
                self.step.discriminator_optimizers or (), state["judge_optimizers"], strict=True
            ):
                optimizer.load_state_dict(saved)
        if self.step.balancer is not None:
            self.step.balancer.state = state.get("balancer", {})  # older checkpoints have none
        self.steps_done, self.seconds_done, self.audio_seconds = state["counters"]
        torch.set_rng_state(state["random"].cpu())
        if state["random_cuda"] is not None:
            torch.cuda.set_rng_state(state["random_cuda"].cpu())

    def export(self, folder: Path, facts: dict[str, str] | None = None) -> InstalledModel:
        """Write the averaged weights as a model (fp16), with what all runs up to here have cost."""
        settings = {name: str(value) for name, value in asdict(self.settings).items() if name not in _LOCAL}
        before = read_metadata(self.settings.start) if self.settings.start else {}
        totals = {
            STEPS_KEY: str(int(before.get(STEPS_KEY, "0")) + self.steps_done),
            AUDIO_KEY: f"{float(before.get(AUDIO_KEY, '0')) + self.audio_seconds:.0f}",
        }
        return save_own(self.averaged_codec(), folder, {"training": json.dumps(settings), **totals, **(facts or {})})


_LOCAL = ("data", "folder", "start")
"""Settings that say where things lie on one machine: they are of no use to anyone else."""


def _initial_codec(settings: RunSettings) -> Codec:
    """From the weights named, or with random ones: normal, 0.02, biases zero, as published."""
    if settings.start is not None:
        return load_codec(read_header(settings.start, "named folder"))
    codec = Codec(get_published_config(settings.model))
    initialise(codec)
    return codec


def initialise(codec: Codec) -> None:
    """The published initialisation: of the convolutional parts; the transformers and merge layers keep torch's."""
    for part in (codec.encoder, codec.decoder):
        for name, module in part.named_modules():
            if isinstance(module, torch.nn.Conv1d | torch.nn.Linear) and "merge_layer" not in name:
                torch.nn.init.trunc_normal_(module.weight, std=0.02)
                assert module.bias is not None
                torch.nn.init.zeros_(module.bias)
