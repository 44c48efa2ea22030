"""The passage through real (narrow, random) models, and what a test is given of a real pair."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.preview import decode_preview
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.gui.models.quality_choices import Quality
from sqcodec_gui.gui.quality_chooser import encoding
from sqcodec_gui.gui.quality_chooser.encoding import Request, make_versions
from sqcodec_gui.listening.passage import Passage, read_passage
from sqcodec_gui.listening.session import Kind
from sqcodec_gui.playback import material

CPU = ComputeChoice("cpu")
FAST = CompressSettings(model="tiny", compute=CPU, check=False)


def quality(name: str) -> Quality:
    return Quality(name, name, "", 1e6, (find_installed(name),) if name.startswith("tiny") else ())


def test_every_quality_gives_the_same_passage(tiny: CodecConfig, write_sound: Callable[..., Path]) -> None:
    source = write_sound("talk.wav", 4.0, rate_hz=44_100, channels=2)
    steps = []
    request = Request(source, Passage(1.013, 2.97), (quality("tiny"), quality("tiny-stored")), CPU)
    made = make_versions(request, lambda *step: steps.append(step), CancelToken())
    assert steps == [(0, 2), (1, 2)]
    assert made.passage.start_s == pytest.approx(1.0)
    assert made.passage.stop_s == pytest.approx(2.96)
    for version, name in zip(made.versions, ("tiny", "tiny-stored"), strict=True):
        one = version.material
        assert one.reference.samples.shape == (round(1.96 * 44_100), 2)
        assert one.coded.samples.shape == (round(1.96 * 16_000), 2)
        assert one.coded_facts.model == name
        assert one.coded_facts.made_for_the_test
        assert one.reference_facts.name == "talk.wav"
        assert one.coded_facts.weights_sha256 == find_installed(name).sha256


def test_nested_qualities_are_encoded_once(
    spectral: str, write_sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []

    def count(source: Path, target: Path, settings: CompressSettings, **options: Any) -> Any:
        encoded.append(settings.model)
        return compress(source, target, settings, **options)

    monkeypatch.setattr(encoding, "compress", count)
    names = ("spectral-1k5bps", "spectral-3kbps", "spectral-6kbps")
    qualities = tuple(Quality(name, name, "", 1e6, (find_installed(name),)) for name in names)
    made = make_versions(Request(write_sound(seconds=2.0), None, qualities, CPU), lambda *_: None, CancelToken())
    assert encoded == ["spectral-6kbps"]
    assert [version.material.coded_facts.model for version in made.versions] == list(names)
    assert len({version.material.coded_facts.tokens_sha256 for version in made.versions}) == 3
    sizes = [version.material.coded_facts.size_bytes for version in made.versions]
    assert sizes == sorted(set(sizes))
    sounds = [version.material.coded.samples for version in made.versions]
    assert all(len(sound) == 2 * 16_000 for sound in sounds)
    assert not np.array_equal(sounds[0], sounds[1])
    alone = make_versions(Request(write_sound(seconds=2.0), None, qualities[:1], CPU), lambda *_: None, CancelToken())
    assert alone.versions[0].material.coded_facts.tokens_sha256 == made.versions[0].material.coded_facts.tokens_sha256


def test_one_that_fails_leaves_the_others(tiny: CodecConfig, write_sound: Callable[..., Path]) -> None:
    request = Request(write_sound(seconds=2.0), None, (quality("tiny"), quality("3kbps")), CPU)
    made = make_versions(request, lambda *_: None, CancelToken())
    assert [version.quality.name for version in made.versions] == ["tiny"]
    assert made.problems[0].startswith("3kbps: The model 3kbps is not on this machine")
    with pytest.raises(EngineError, match="3kbps is not on this machine"):
        make_versions(Request(request.original, None, (quality("3kbps"),)), lambda *_: None, CancelToken())


def test_it_can_be_cancelled(tiny: CodecConfig, write_sound: Callable[..., Path]) -> None:
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        make_versions(
            Request(write_sound(), None, (quality("tiny"), quality("tiny")), CPU),
            lambda done, _total: cancel.cancel() if done else None,
            cancel,
        )


def test_a_pair_is_cut_decoded_and_identified(tiny: CodecConfig, write_sound: Callable[..., Path]) -> None:
    source = write_sound("talk.wav", 6.0, rate_hz=48_000)
    small = compress(source, None, FAST).target
    whole = np.zeros((6 * 16_000, 1), np.float32)

    def keep(start: int, block: np.ndarray) -> None:
        whole[start : start + len(block)] = block

    decode_preview(small, keep, compute=CPU)
    made = material.prepare(material.Request(source, small, Passage(3.0, 4.2), True, CPU), CancelToken())
    gain = np.float32(10 ** (made.match.coded_db / 20))
    inside = slice(100, -100)  # the ends fade
    np.testing.assert_allclose(made.coded.samples[inside], whole[48_000:67_200][inside] * gain, atol=1e-5)
    assert made.reference.sample_rate_hz == 16_000
    assert made.reference_facts.limited_to_hz == 16_000
    with SqcReader(small) as reader:
        assert reader.footer is not None
        assert made.coded_facts.tokens_sha256 == reader.footer.tokens_sha256
    full = material.prepare(material.Request(source, small, Passage(3.0, 4.2), False, CPU), CancelToken())
    gain = np.float32(10 ** (full.match.reference_db / 20))
    expected = read_passage(source, Passage(3.0, 4.2)).samples * gain
    np.testing.assert_allclose(full.reference.samples[300:-300], expected[300:-300], atol=1e-6)
    assert abs(full.reference.samples[0]).max() == 0


@pytest.mark.parametrize(("kinds", "is_small"), [((Kind.SMALL, Kind.OPUS), True), ((Kind.ORIGINAL, Kind.MP3), False)])
def test_another_codec_at_the_size_of_the_small_file(
    tiny: CodecConfig, speech_16k: np.ndarray, tmp_path: Path, kinds: tuple[Kind, Kind], is_small: bool
) -> None:
    source = tmp_path / "talk.wav"
    soundfile.write(source, np.tile(speech_16k, 3), 16_000)
    small = compress(source, None, FAST).target
    request = material.Request(source, small, Passage(3.0, 5.0), compute=CPU, kinds=kinds)
    made = material.prepare(request, CancelToken())
    assert made.kinds == kinds
    assert made.coded.samples.shape == (32_000, 1)
    facts = made.coded_facts
    assert (facts.size_bytes <= small.stat().st_size) is is_small
    assert facts.bit_rate_bps == pytest.approx(8 * facts.size_bytes / 12.0, rel=0.01)
    assert (facts.weights_sha256, len(facts.tokens_sha256), facts.made_for_the_test) == ("", 64, True)
    assert ("voip" in facts.model) is (kinds[1] is Kind.OPUS)
    original = np.tile(speech_16k, 3)[48_000:80_000]
    assert np.corrcoef(made.coded.samples[:, 0], original)[0, 1] > 0.3  # in time: of another moment it would be none
    expected = small if kinds[0] is Kind.SMALL else source
    assert made.reference_facts.name == expected.name
    assert made.reference_facts.bit_rate_bps == round(8 * expected.stat().st_size / 12.0)


def test_too_little_sound_is_refused_and_too_much_is_cut(write_sound: Callable[..., Path]) -> None:
    source = write_sound(seconds=40.0, rate_hz=8_000)
    cut = material.settle_passage(source, Passage(2.0, 39.0), 40.0, CancelToken())
    assert (cut.start_s, cut.stop_s) == (2.0, pytest.approx(32.0))
    with pytest.raises(EngineError, match="at least 1 s is needed"):
        material.settle_passage(source, Passage(2.0, 2.3), 40.0, CancelToken())
    short = material.settle_passage(source, Passage(0.0, 9.0), 0.6, CancelToken())
    assert short.stop_s == pytest.approx(0.6)
