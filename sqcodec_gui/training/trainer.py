"""Around the steps of SQCodec and L3AC there are schedule, checkpoints, dev scores and export."""

import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from sqcodec_gui.codec.config import get_published_config
from sqcodec_gui.codec.model_store.installed import NAMED_FOLDER, InstalledModel, read_header
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.weights import load_codec, save_own
from sqcodec_gui.training.augment import augment, source_length
from sqcodec_gui.training.balance import Balancer
from sqcodec_gui.training.corpus import Corpus, SegmentSampler
from sqcodec_gui.training.discriminators import Discriminators
from sqcodec_gui.training.evaluate import dev_excerpts, score_codec
from sqcodec_gui.training.losses import SpectralLoss
from sqcodec_gui.training.step import WEIGHTS, TrainingStep, build_optimizers
from sqcodec_gui.training.training_run import Report, TrainingRun, TrainingSettings

LOG_EVERY = 20
DEV_SECONDS = 6.0
DEV_SPEAKERS = 10
CALIBRATION_SEGMENTS = 48


@dataclass(frozen=True, kw_only=True)
class SqcodecSettings(TrainingSettings):
    """It has what a run of this family is given. The rate stays for the share ``flat_share`` of the run.

    Until the share ``freeze_statistics_at`` of a run that starts without them, the decoder normalises by each segment's
    own statistics, as published; then they are measured, and are constants from there on (see codec.streaming).
    From the share ``adversarial_from`` on there are discriminators. For the first ``discriminator_warmup`` of the run
    they only learn to judge: they are never stored with shipped weights, and a raw judge would spoil good ones.
    ``balance``: see ``Balancer``.
    """

    model: str
    batch: int = 2
    windows: int = 2
    muon_lr: float = 3e-3
    warmup_steps: int = 50
    flat_share: float = 0.3
    adversarial_from: float = 1.0
    discriminator_warmup: float = 0.05
    discriminator_width: int = 32
    balance: bool = False
    freeze_statistics_at: float = 0.35
    dev_every_minutes: float = 10.0


class Trainer(TrainingRun):
    """This is one run. ``codec`` is trained in place of the one that the settings name (tests train a narrow one)."""

    settings: SqcodecSettings

    def __init__(self, settings: SqcodecSettings, codec: Codec | None = None, resume: bool = False) -> None:
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
        super().__init__(self.codec)
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
                module.compile(dynamic=False)  # not the discriminators: all convolutions, and three graphs each
        return step

    @property
    def segment_samples(self) -> int:
        return self.settings.windows * self.config.window_samples

    def draw(self, count: int) -> torch.Tensor:
        """Return (count, segment_samples) augmented segments on the device."""
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

    def lr_scale(self) -> float:
        """Return the share of the rates that the next step takes."""
        return self.rate_share(self.progress(), self.settings.flat_share)

    def run(self, report: Report = lambda line: None, stop_after_minutes: float = math.inf) -> None:
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
                report(self.log(numbers, self.lr_scale()))
            if self.seconds_done - last_dev_s >= 60 * self.settings.dev_every_minutes:
                last_dev_s = self.seconds_done
                report(self.log(self.dev_scores(excerpts), self.lr_scale()))
                self.save_checkpoint()
        report(self.log(self.dev_scores(excerpts), self.lr_scale()))
        self.save_checkpoint()

    def one_step(self) -> dict[str, torch.Tensor]:
        settings, progress = self.settings, self.progress()
        if self.codec.statistics is None and progress >= settings.freeze_statistics_at:
            self.calibrate()
        judged = progress >= settings.adversarial_from
        adversarial = progress >= settings.adversarial_from + settings.discriminator_warmup
        numbers = self.step.run(self.draw(settings.batch), self.lr_scale(), judged, adversarial)
        self.count_step(self.codec, settings.batch * self.segment_samples / self.config.sample_rate_hz)
        return numbers

    def averaged_codec(self) -> Codec:
        """Return a separate network with the averaged weights, for use."""
        codec = Codec(self.config, self.codec.statistics is not None)
        codec.load_state_dict({name: tensor.cpu() for name, tensor in self.average.items()})
        return codec.freeze()

    def dev_scores(self, excerpts: list[Any]) -> dict[str, float]:
        if not excerpts:
            return {}
        scores = score_codec(self.averaged_codec().to(self.device), excerpts)
        return {f"dev_{name}": value for name, value in scores.items() if not math.isnan(value)}

    def save_checkpoint(self) -> Path:
        """Save everything that the next step depends on."""
        step = self.step
        return self.write_checkpoint(
            {
                "codec": self.codec.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in step.optimizers],
                "judges": step.discriminators.state_dict() if step.discriminators else None,
                "judge_optimizers": [optimizer.state_dict() for optimizer in step.discriminator_optimizers or ()],
                "balancer": step.balancer.state if step.balancer else {},
                "random": torch.get_rng_state(),
            }
        )

    def load_checkpoint(self) -> None:
        state = self.read_checkpoint()
        self.codec.statistics = state["codec"].get("statistics")
        self.codec.load_state_dict(state["codec"])
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
        torch.set_rng_state(state["random"].cpu())

    def export(self, folder: Path, facts: dict[str, str] | None = None) -> InstalledModel:
        """Write the averaged weights as a model (fp16), with what all runs up to here have cost."""
        settings = {name: str(value) for name, value in asdict(self.settings).items() if name not in _LOCAL}
        metadata = {"training": json.dumps(settings), **self.totals(), **(facts or {})}
        return save_own(self.averaged_codec(), folder, metadata)


_LOCAL = ("data", "folder", "start")
"""Settings that say where things lie on one machine: they are of no use to anyone else."""


def _initial_codec(settings: SqcodecSettings) -> Codec:
    """Build the network from the weights named, or with random ones: normal, 0.02, biases zero, as published."""
    if settings.start is not None:
        return load_codec(read_header(settings.start, NAMED_FOLDER))
    codec = Codec(get_published_config(settings.model))
    initialise(codec)
    return codec


def initialise(codec: Codec) -> None:
    """Initialise as published: the convolutional parts; the transformers and merge layers keep torch's."""
    for part in (codec.encoder, codec.decoder):
        for name, module in part.named_modules():
            if isinstance(module, torch.nn.Conv1d | torch.nn.Linear) and "merge_layer" not in name:
                torch.nn.init.trunc_normal_(module.weight, std=0.02)
                assert module.bias is not None
                torch.nn.init.zeros_(module.bias)
