"""The family ``spectral`` learns, in one process and in two, goes on to the bit; its losses see what they should."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.training.augment import augment, change_speed, source_length
from sqcodec_gui.training.evaluate import si_sdr_db
from sqcodec_gui.training.processes import CLIP_NORM, Team
from sqcodec_gui.training.rate import RateTerm
from sqcodec_gui.training.spectral_adversary import WARMUP_STEPS, Adversary
from sqcodec_gui.training.spectral_step import SpectraLoss, SpectralStep, build_optimizers
from sqcodec_gui.training.spectral_trainer import WEIGHTS_NAME, SpectralSettings, SpectralTrainer, train
from sqcodec_gui.training.training_run import earlier_totals
from tests.training.test_training import RATE_HZ, corpus_folder, tones  # noqa: F401  # a fixture

TINY = replace(
    SPECTRAL,
    encoder_width=64,
    encoder_blocks=2,
    encoder_attention_after=(1,),
    decoder_width=64,
    decoder_blocks=2,
    decoder_attention_after=(1,),
    heads=2,
    attention_reach_frames=5,
)


def tiny_network() -> SpectralNetwork:
    torch.manual_seed(0)
    return SpectralNetwork(TINY)


def tiny_step(network: SpectralNetwork, muon_lr: float = 1e-2, adam_lr: float = 3e-3) -> SpectralStep:
    optimizers = build_optimizers(network, muon_lr, adam_lr, Team())
    return SpectralStep(network, SpectraLoss(RATE_HZ), *optimizers, (muon_lr, adam_lr), False, Team())


def settings(data: Path, folder: Path, **changes: object) -> SpectralSettings:
    values: dict[str, object] = {"steps": 6, "batch": 2, "segment_seconds": 0.3, "warmup_steps": 2, "processes": 1}
    return SpectralSettings(data=data, folder=folder, **(values | changes))  # type: ignore[arg-type]


def test_identical_sound_costs_nothing_and_noise_costs() -> None:
    audio = torch.from_numpy(tones(1.0))[None]
    loss = SpectraLoss(RATE_HZ)
    assert all(float(term) < 1e-6 for term in loss(audio, audio).values())
    assert all(float(term) > 0.001 for term in loss(audio + 0.05 * torch.randn_like(audio), audio).values())


def test_a_buzz_is_farther_from_noise_than_other_noise_is() -> None:
    """The same noise in every frame: tones at multiples of the frame rate."""
    torch.manual_seed(1)
    noise, other = 0.1 * torch.randn(2, 1, 80 * TINY.hop_samples)
    buzz = other[:, : TINY.hop_samples].repeat(1, 80)
    loss = SpectraLoss(RATE_HZ)
    of_noise, of_buzz = loss(other, noise), loss(buzz, noise)
    assert of_buzz["fine"] > 2 * of_noise["fine"]
    assert of_buzz["fine"] - of_noise["fine"] > 2 * (of_buzz["mel"] - of_noise["mel"])


def test_noise_that_comes_back_too_quiet_costs_loudness_and_other_noise_of_its_level_little() -> None:
    torch.manual_seed(1)
    noise, other = 0.1 * torch.randn(2, 1, 2 * RATE_HZ)
    loss = SpectraLoss(RATE_HZ)
    assert loss(0.5 * noise, noise)["loudness"] == pytest.approx(np.log(2), rel=0.01)
    assert loss(other, noise)["loudness"] < 0.2


def test_the_rate_is_the_entropy_of_digits_and_leads_to_the_cheaper_one() -> None:
    """Digits of which one of seven is taken 7 times in 8, and any other 1 in 48, cost 0.87 bits each."""
    torch.manual_seed(0)
    shares = torch.tensor([1 / 48, 1 / 48, 1 / 48, 1 / 48, 7 / 8, 1 / 48, 1 / 48])
    entropy_bits = float(-(shares * shares.log2()).sum())
    rate = RateTerm(2, 7, 1.0)
    for _ in range(100):
        bits = rate(torch.multinomial(shares, 4000, replacement=True).view(2, 1000, 2) - 3.0)
    assert float(bits) == pytest.approx(entropy_bits, rel=0.05)
    between = torch.full((1, 8, 2), 0.5, requires_grad=True)  # the cheap one lies at 1
    rate(between).backward()
    assert between.grad is not None
    assert (between.grad[:, 1:] < 0).all()


def test_discriminators_teach_the_decoder_alone_and_only_after_their_warmup() -> None:
    network = tiny_network()
    network.encoder.requires_grad_(False)
    step = tiny_step(network)
    step.adversary = Adversary(Team(), torch.device("cpu"), width=2)
    audio = torch.from_numpy(np.stack([tones(1.0)[: 22 * TINY.hop_samples]] * 2))
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    judges = [p.detach().clone() for p in step.adversary.parameters]
    numbers = step.run(audio, 1.0)
    assert {"adversarial", "features", "discriminators"} <= numbers.keys()
    changed = {name for name, tensor in network.state_dict().items() if not torch.equal(tensor, before[name])}
    assert changed
    assert not [name for name in changed if name.startswith("encoder.")]
    assert any(not torch.equal(p, q) for p, q in zip(step.adversary.parameters, judges, strict=True))
    assert not any(step.adversary.weights().values())
    step.adversary.steps_done = WARMUP_STEPS
    assert all(step.adversary.weights().values())


def test_gradients_reach_every_parameter() -> None:
    network = tiny_network()
    step = tiny_step(network)
    audio = torch.from_numpy(np.stack([tones(1.0)[: 22 * TINY.hop_samples]] * 16))
    terms = SpectraLoss(RATE_HZ)(step._decode(step._encode(audio)), audio)
    torch.stack(list(terms.values())).sum().backward()
    assert [name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()] == []


def test_it_overfits_a_quarter_of_a_second_with_any_number_of_tokens() -> None:
    """A network that learns nothing stays below 0 dB."""
    network = tiny_network()
    step = tiny_step(network, 2e-2, 1e-2)
    audio = torch.from_numpy(np.stack([tones(1.0)[: 22 * TINY.hop_samples]] * 4))
    for number in range(100):
        step.run(audio, min(1.0, (number + 1) / 20) * (1 - number / 100))
    with torch.no_grad():
        found = network.encode(audio[:1]).round()
        for nesting, tokens in enumerate(TINY.nested_tokens):
            digits = found * (torch.arange(TINY.coordinates) < tokens * TINY.digits_per_token)
            decoded = network.decode(digits, torch.full(found.shape[:2], nesting))
            assert si_sdr_db(audio[0].numpy(), decoded[0].numpy()) > 6, tokens


def test_a_gradient_that_is_no_number_changes_nothing_and_a_large_one_is_clipped() -> None:
    network = tiny_network()
    step = tiny_step(network)
    before = {name: p.detach().clone() for name, p in network.named_parameters()}
    for parameter in network.parameters():
        parameter.grad = torch.full_like(parameter, torch.nan)
    assert step._update().isnan()
    assert all(torch.equal(p, before[name]) for name, p in network.named_parameters())
    bias = network.encoder.project_in.bias
    bias.grad = torch.full_like(bias, 30.0)
    assert float(step._update()) == pytest.approx(30.0 * len(bias) ** 0.5)
    assert float(step.adam.state[bias]["exp_avg_sq"].sum()) <= CLIP_NORM**2


@pytest.mark.usefixtures("corpus_folder")
@pytest.mark.parametrize("options", [{}, {"rate_weight": 0.0}, {"discriminators": True}])
def test_a_resumed_run_goes_on_to_the_bit(
    corpus_folder: Path,  # noqa: F811
    tmp_path: Path,
    options: dict[str, object],
) -> None:
    straight = SpectralTrainer(settings(corpus_folder, tmp_path / "straight", **options), architecture=TINY)
    (tmp_path / "straight").mkdir()
    straight.run(lambda line: None)
    (tmp_path / "run").mkdir()
    first = SpectralTrainer(settings(corpus_folder, tmp_path / "run", **options), architecture=TINY)
    for _ in range(4):
        audio = first.draw(first.progress())
        first.step.run(audio, first.lr_scale(first.progress()))
        first.count_step(first.network, audio.numel() / TINY.sample_rate_hz)
    first.save_checkpoint()
    resumed = SpectralTrainer(settings(corpus_folder, tmp_path / "run", resume=True, **options), architecture=TINY)
    resumed.run(lambda line: None)
    assert resumed.steps_done == 6
    for name, tensor in straight.network.state_dict().items():
        assert torch.equal(tensor, resumed.network.state_dict()[name]), name
        assert torch.equal(straight.average[name], resumed.average[name]), name


def silent(line: dict[str, object]) -> None:
    """Processes get it by its name."""


def test_two_processes_train_one_network(corpus_folder: Path, tmp_path: Path) -> None:  # noqa: F811
    weights = train(settings(corpus_folder, tmp_path / "run", processes=2, steps=3), silent, TINY)
    lines = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text("utf-8").splitlines()]
    heard = 0.7 * 3  # the last two steps are one long segment each
    assert lines[-1]["audio_s"] > heard
    tensors = load_file(weights)
    assert tensors.keys() == tiny_network().state_dict().keys()
    assert any((tensor.float() != tiny_network().state_dict()[name]).any() for name, tensor in tensors.items())
    again = SpectralTrainer(settings(corpus_folder, tmp_path / "run", resume=True), architecture=TINY)
    assert again.steps_done == 3
    assert all(again.step.muon.state[matrix] for matrix in again.step.matrices)


def test_the_first_process_decides_and_matrices_are_shared_out() -> None:
    network = tiny_network()
    _, _, matrices = build_optimizers(network, 1e-3, 1e-3, Team(0, 2))
    first, _, _ = build_optimizers(network, 1e-3, 1e-3, Team(0, 2))
    second, _, _ = build_optimizers(network, 1e-3, 1e-3, Team(1, 2))
    shared = [p for optimizer in (first, second) for group in optimizer.param_groups for p in group["params"]]
    assert {id(p) for p in shared} == {id(p) for p in matrices}
    assert len(shared) == len(matrices)


def test_a_segment_has_the_length_that_was_asked_for() -> None:
    for length in (4_500, 23_940, 63_900, 64_000):
        assert augment(torch.zeros(1, source_length(length)), RATE_HZ).shape[1] >= length


def test_a_change_of_speed_keeps_high_frequencies() -> None:
    """A sine of 7 kHz, played up to 10 % slower or faster, loses less than 1 dB; linear interpolation took 7."""
    torch.manual_seed(0)
    time_s = torch.arange(24_000) / RATE_HZ
    audio = (0.5 * torch.sin(2 * torch.pi * 7000 * time_s)).expand(16, -1)
    changed = change_speed(audio, 20_000)[:, 100:-100]
    levels = changed.square().mean(1).sqrt()
    assert torch.allclose(levels, torch.tensor(0.5 / 2**0.5), rtol=0.11)


def test_the_command_trains_in_several_processes(corpus_folder: Path, tmp_path: Path) -> None:  # noqa: F811
    """Through ``python -m``: what its processes are handed must not lie in ``__main__``."""
    tiny = ["--steps", "1", "--batch", "1", "--segment-seconds", "0.2", "--processes", "2", "--out", str(tmp_path)]
    command = [sys.executable, "-m", "sqcodec_gui.training", "--data", str(corpus_folder), *tiny]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1])["step"] == 1
    assert (tmp_path / WEIGHTS_NAME).is_file()


def test_a_run_starts_from_weights_that_say_nothing_of_themselves(
    corpus_folder: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    start = tmp_path / "mean.safetensors"
    save_file(tiny_network().state_dict(), start)
    weights = train(settings(corpus_folder, tmp_path / "run", start=start), lambda line: None, TINY)
    assert earlier_totals(weights)["total_steps"] == "6"
    assert earlier_totals(start) == {"total_steps": "0", "total_audio_s": "0"}
