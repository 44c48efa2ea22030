"""The passage through real (narrow, random) models, and what a test is given of a real pair."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.installed import find_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.job import CancelledError, CancelToken, CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.engine.preview import decode_preview
from sqcodec_gui.gui.blind_test import material
from sqcodec_gui.gui.quality import Quality
from sqcodec_gui.gui.quality_chooser.encoding import Request, make_versions
from sqcodec_gui.listening.passage import Passage, read_passage

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


def test_too_little_sound_is_refused_and_too_much_is_cut(write_sound: Callable[..., Path]) -> None:
    source = write_sound(seconds=40.0, rate_hz=8_000)
    cut = material.settle_passage(source, Passage(2.0, 39.0), 40.0, CancelToken())
    assert (cut.start_s, cut.stop_s) == (2.0, pytest.approx(32.0))
    with pytest.raises(EngineError, match="at least 1 s is needed"):
        material.settle_passage(source, Passage(2.0, 2.3), 40.0, CancelToken())
    short = material.settle_passage(source, Passage(0.0, 9.0), 0.6, CancelToken())
    assert short.stop_s == pytest.approx(0.6)
