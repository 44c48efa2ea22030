"""The training side learns, resumes to the bit, and exports what it trained."""

import json
import wave
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from sqcodec_gui.codec.config import CodecConfig, get_config
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.weights import load_codec
from sqcodec_gui.training import trainer as trainer_module
from sqcodec_gui.training.augment import RAISED_FROM, augment, random_gain
from sqcodec_gui.training.balance import Balancer
from sqcodec_gui.training.corpus import Corpus, SegmentSampler, pack
from sqcodec_gui.training.discriminators import Discriminators
from sqcodec_gui.training.evaluate import si_sdr_db
from sqcodec_gui.training.losses import SpectralLoss, adversarial_losses, discriminator_loss
from sqcodec_gui.training.processes import CLIP_NORM
from sqcodec_gui.training.step import WEIGHTS, TrainingStep, build_optimizers, reconstruct
from sqcodec_gui.training.trainer import SqcodecSettings, Trainer, initialise

RATE_HZ = 16_000
TINY = replace(
    get_config("6kbps"),
    encoder_strides=(4, 2),
    decoder_strides=(2, 2, 2),
    feature_dim=32,
    encoder_dims=(8, 16, 32),
    decoder_dims=(48, 32, 24, 16),
    decoder_depths=(1, 1, 1, 1),
    encoder_transformer_depth=1,
    decoder_transformer_depth=1,
    window_tokens=128,
)


def tones(seconds: float) -> np.ndarray:
    """A melody of decaying tones: easy to learn, not trivial."""
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    note = (time_s * 4).astype(int) % 5
    pitch_hz = np.array([220, 277, 330, 440, 370])[note]
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
    envelope = np.exp(-6 * (time_s * 4 % 1))
    return (0.4 * envelope * (np.sin(phase) + 0.3 * np.sin(2 * phase))).astype(np.float32)


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("recordings")
    for speaker, seconds in (("anna", 3.0), ("ben", 1.0)):
        path = source / speaker / "one.wav"
        path.parent.mkdir()
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
            file.writeframes((tones(seconds) * 32767).astype("<i2").tobytes())
    target = tmp_path_factory.mktemp("packed")
    pack(source, target, RATE_HZ)
    return target


def tiny_codec() -> Codec:
    torch.manual_seed(0)
    codec = Codec(TINY)
    initialise(codec)
    return codec


def settings(corpus_folder: Path, folder: Path, **changes: object) -> SqcodecSettings:
    values: dict[str, object] = {"steps": 6, "batch": 2, "windows": 2, "warmup_steps": 2, "dev_every_minutes": 1e9}
    return SqcodecSettings(model="6kbps", data=corpus_folder, folder=folder, **(values | changes))  # type: ignore[arg-type]


def test_packing_keeps_recordings_speakers_and_samples(corpus_folder: Path) -> None:
    corpus = Corpus(corpus_folder)
    assert [(clip.speaker, clip.length) for clip in corpus.clips] == [("anna", 48000), ("ben", 16000)]
    assert np.abs(corpus.read(corpus.clips[0]) - tones(3.0)).max() < 1e-3


def test_a_broken_recording_is_left_out_and_told_of(tmp_path: Path) -> None:
    (tmp_path / "in" / "anna").mkdir(parents=True)
    soundfile.write(tmp_path / "in" / "anna" / "good.wav", tones(0.5), RATE_HZ)
    (tmp_path / "in" / "anna" / "empty.wav").touch()
    (notice,) = pack(tmp_path / "in", tmp_path / "packed", RATE_HZ)
    assert notice.startswith("anna/empty.wav: empty.wav is empty")
    assert [clip.name for clip in Corpus(tmp_path / "packed").clips] == ["anna/good.wav"]


def test_a_manifest_names_what_lies_in_archives(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    names = ["speech/anna/one.wav", "speech/ben/two.wav", "loose.wav"]
    for name, seconds in zip(names, (0.5, 1.0, 1.5), strict=True):
        path = source / Path(name).name
        soundfile.write(path, tones(seconds), RATE_HZ)
    for number, name in enumerate(names[:2]):
        with zipfile.ZipFile(source / f"{number}.zip", "w") as archive:
            archive.write(source / Path(name).name, name)
        (source / Path(name).name).unlink()
    rows = [f"{name},some-package,{number},speech,train" for number, name in enumerate(names)]
    (source / "manifest.csv").write_text("\n".join(["path,package,speaker,kind,split", *rows]))
    pack(source, tmp_path / "packed", RATE_HZ)
    clips = Corpus(tmp_path / "packed").clips
    assert [(clip.name, clip.length) for clip in clips] == list(zip(names, (8_000, 16_000, 24_000), strict=True))
    assert [clip.speaker for clip in clips] == ["some-package/0", "some-package/1", "some-package/2"]


def test_segments_come_from_one_recording_and_end_in_silence(corpus_folder: Path) -> None:
    torch.manual_seed(0)
    segments = SegmentSampler(Corpus(corpus_folder), torch.device("cpu")).draw(64, 20_000)
    assert segments.shape == (64, 20_000)
    short = [segment for segment in segments if not segment[16_000:].any()]
    assert 10 < len(short) < 54  # "ben" has one second, and a chance of a third to a half


def test_augmentation_keeps_shape_range_and_numbers() -> None:
    torch.manual_seed(0)
    audio = torch.from_numpy(np.stack([tones(2.0)] * 16))
    changed = augment(audio, RATE_HZ)
    assert audio.shape[1] >= changed.shape[1] >= audio.shape[1] / 1.1 - 1
    assert torch.isfinite(changed).all()
    assert changed.abs().max() <= 1
    assert changed.abs().amax(1).unique().numel() > 8


def test_some_segments_are_raised_to_full_scale_and_noise_never() -> None:
    torch.manual_seed(0)
    speech = 0.1 * torch.from_numpy(np.stack([tones(0.1) / np.abs(tones(0.1)).max()] * 1000))
    peaks = random_gain(speech).abs().amax(1)
    assert 0.1 < (peaks > 0.5).float().mean() < 0.2
    assert peaks.max() <= 1
    assert random_gain(speech * RAISED_FROM).abs().max() <= 0.1 * RAISED_FROM * 1.001


def test_gradients_reach_every_parameter() -> None:
    """With constant statistics: those of the clip itself would cancel every bias before them."""
    codec = tiny_codec()
    codec.statistics = torch.ones(3, 2, 4)
    audio = torch.from_numpy(tones(1.0))[None, : 3 * TINY.window_samples]
    terms = SpectralLoss(RATE_HZ)(reconstruct(codec, audio), audio)
    torch.stack(list(terms.values())).sum().backward()
    without = [
        name for name, parameter in codec.named_parameters() if parameter.grad is None or not parameter.grad.any()
    ]
    assert without == []


def test_identical_sound_costs_nothing_and_noise_costs() -> None:
    audio = torch.from_numpy(tones(1.0))[None]
    loss = SpectralLoss(RATE_HZ)
    assert all(float(term) < 1e-6 for term in loss(audio, audio).values())
    assert all(float(term) > 0.01 for term in loss(audio + 0.05 * torch.randn_like(audio), audio).values())


def test_it_overfits_a_few_seconds() -> None:
    """A network that learns nothing stays below 0 dB."""
    codec = tiny_codec()
    step = TrainingStep(codec, SpectralLoss(RATE_HZ), build_optimizers(codec, 1e-2, 3e-3))
    length = 2 * TINY.window_samples
    audio = torch.from_numpy(tones(2.0))[None].unfold(1, length, length)[0][:4].contiguous()
    for number in range(150):
        step.run(audio, min(1.0, (number + 1) / 20) * (1 - number / 150), judged=False, adversarial=False)
    codec.eval()
    with torch.no_grad():
        decoded = codec.decode(codec.encode(audio)).numpy()
    assert si_sdr_db(audio.numpy().ravel(), decoded[:, :length].ravel()) > 6


def test_the_encoders_biases_move_slower_than_its_weights() -> None:
    """At the full rate they drown the sound: the first layers give values of some thousandths."""
    codec = tiny_codec()
    adam, _ = build_optimizers(codec, 1e-2, 1e-3)
    rates = {id(parameter): group["full_lr"] for group in adam.param_groups for parameter in group["params"]}
    assert rates[id(codec.encoder.blocks[0].conv_2.bias)] == pytest.approx(1e-4)
    assert rates[id(codec.encoder.blocks[0].conv_2.weight)] == pytest.approx(1e-3)
    assert rates[id(codec.decoder.blocks[0].bias)] == pytest.approx(1e-3)


def test_half_precision_gives_nearly_the_same_step() -> None:
    audio = torch.from_numpy(tones(1.0))[None, : 2 * TINY.window_samples]
    totals = []
    for precision in (None, torch.bfloat16):
        codec = tiny_codec()
        judges = Discriminators(width=4)
        step = TrainingStep(
            codec,
            SpectralLoss(RATE_HZ),
            build_optimizers(codec, 1e-3, 1e-3),
            judges,
            build_optimizers(judges, 0.0, 1e-3),
            precision,
        )
        torch.manual_seed(3)
        totals.append(step.run(audio, 1.0, judged=True, adversarial=True))
    exact, half = totals
    assert float(half["waveform"]) == pytest.approx(float(exact["waveform"]), rel=0.05)
    # The quietest bands hear the rounding itself: measured up to 5.3 % more, by processor.
    assert float(half["mel"]) == pytest.approx(float(exact["mel"]), rel=0.1)


def test_the_judges_learn_and_their_verdict_reaches_the_generator() -> None:
    torch.manual_seed(0)
    judges = Discriminators(width=4)
    codec = tiny_codec()
    step = TrainingStep(
        codec, SpectralLoss(RATE_HZ), build_optimizers(codec, 1e-3, 1e-3), judges, build_optimizers(judges, 0.0, 1e-2)
    )
    audio = torch.from_numpy(tones(1.0))[None, : 4 * TINY.window_samples]
    numbers = [step.run(audio, 1.0, judged=True, adversarial=True) for _ in range(6)]
    assert numbers[-1]["judges"] < 0.9 * numbers[0]["judges"]
    assert {"adversarial", "features"} <= numbers[0].keys()
    assert all(parameter.grad is None for parameter in judges.parameters())
    with torch.no_grad():
        real = judges(audio)
    assert float(discriminator_loss(real, real)) > 0
    assert float(adversarial_losses(real, real)["features"]) == 0


def test_balanced_losses_reach_the_generator() -> None:
    codec, judges = tiny_codec(), Discriminators(width=2)
    before = {name: parameter.detach().clone() for name, parameter in codec.named_parameters()}
    optimizers = build_optimizers(codec, 1e-3, 1e-3), build_optimizers(judges, 0.0, 1e-3)
    balancer = Balancer(WEIGHTS)
    step = TrainingStep(codec, SpectralLoss(RATE_HZ), optimizers[0], judges, optimizers[1], balancer=balancer)
    numbers = step.run(torch.from_numpy(tones(0.5))[None, : 2 * TINY.window_samples], 1.0, True, True)
    assert balancer.state.keys() == WEIGHTS.keys()
    assert numbers["gradient"].isfinite()
    assert any((parameter != before[name]).any() for name, parameter in codec.named_parameters())
    assert all(parameter.grad is None for parameter in judges.parameters())


@pytest.mark.parametrize("balance", [False, True])
def test_a_resumed_run_continues_to_the_bit(
    corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, balance: bool
) -> None:
    monkeypatch.setattr(trainer_module, "CALIBRATION_SEGMENTS", 2)
    straight = Trainer(settings(corpus_folder, tmp_path / "straight", balance=balance), tiny_codec())
    for _ in range(6):
        straight.one_step()
    first = Trainer(settings(corpus_folder, tmp_path / "run", balance=balance), tiny_codec())
    (tmp_path / "run").mkdir()
    for _ in range(4):
        first.one_step()
    first.save_checkpoint()
    resumed = Trainer(settings(corpus_folder, tmp_path / "run", balance=balance), tiny_codec(), resume=True)
    for _ in range(2):
        resumed.one_step()
    assert resumed.steps_done == 6
    for name, tensor in straight.codec.state_dict().items():
        assert torch.equal(tensor, resumed.codec.state_dict()[name]), name
        assert torch.equal(straight.average[name], resumed.average[name]), name


def test_a_run_ends_on_time_logs_and_exports_what_it_trained(
    corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer_module, "CALIBRATION_SEGMENTS", 2)
    trainer = Trainer(settings(corpus_folder, tmp_path / "run"), tiny_codec())
    trainer.run()
    lines = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert {"mel", "gradient", "audio_s_per_s"} <= lines[0].keys()
    assert lines[-1]["step"] == 6
    assert lines[-1]["lr_scale"] == 0

    def tiny(name: str) -> CodecConfig:
        return TINY

    monkeypatch.setattr("sqcodec_gui.codec.sqcodec.weights.get_published_config", tiny)
    installed = trainer.export(tmp_path / "model")
    exported = load_codec(installed)
    assert exported.statistics is not None
    audio = torch.from_numpy(tones(1.0))[None]
    trained = trainer.averaged_codec()
    assert (exported.encode(audio) == trained.encode(audio)).float().mean() > 0.98  # fp16 moves a few over an edge
    tokens = trained.encode(audio)
    assert (exported.decode(tokens) - trained.decode(tokens)).abs().max() < 5e-3


def test_judges_learn_alone_before_they_count(corpus_folder: Path, tmp_path: Path) -> None:
    """What a run from shipped weights does, which come without judges."""
    changes = {"steps": 4, "adversarial_from": 0.0, "discriminator_warmup": 0.5, "discriminator_width": 2}
    trainer = Trainer(settings(corpus_folder, tmp_path / "run", **changes), tiny_codec())
    before = {name: tensor.clone() for name, tensor in trainer.step.discriminators.state_dict().items()}
    lines = [trainer.one_step() for _ in range(4)]
    assert ["judges" in line for line in lines] == [True] * 4
    assert ["adversarial" in line for line in lines] == [False, False, True, True]
    after = trainer.step.discriminators.state_dict()
    assert all((tensor != before[name]).any() for name, tensor in after.items())


def test_a_run_that_leaves_early_keeps_its_plan(corpus_folder: Path, tmp_path: Path) -> None:
    plan = settings(corpus_folder, tmp_path / "run", freeze_statistics_at=2.0)
    Trainer(plan, tiny_codec()).run(stop_after_minutes=0)
    assert (tmp_path / "run" / "checkpoint.pt").is_file()
    resumed = Trainer(plan, tiny_codec(), resume=True)
    assert (resumed.steps_done, resumed.progress()) == (0, 0.0)
    resumed.run()
    assert resumed.steps_done == 6


def test_a_gradient_that_is_no_number_changes_nothing() -> None:
    module = torch.nn.Linear(2, 2)
    before = module.weight.detach().clone()
    module.weight.grad, module.bias.grad = torch.full((2, 2), torch.nan), torch.ones(2)
    norm = TrainingStep._update(module, [torch.optim.SGD(module.parameters(), 1.0)])
    assert norm.isnan()
    assert torch.equal(module.weight, before)
    module.weight.grad, module.bias.grad = torch.full((2, 2), 30.0), torch.zeros(2)
    assert float(TrainingStep._update(module, [torch.optim.SGD(module.parameters(), 1.0)])) == pytest.approx(60)
    assert float((module.weight.detach() - before).norm()) == pytest.approx(CLIP_NORM)
