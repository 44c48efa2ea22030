"""Music is told from speech; how often that goes wrong on a corpus is told by tests/bench/bench_music.py."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import music, music_weights
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.paths import samples_dir

RATE_HZ = music.RATE_HZ


def chords(duration_s: float, rate_hz: int = RATE_HZ) -> np.ndarray:
    """A chord of four tones with overtones, another one each two seconds, without pauses."""
    time_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    root_hz = np.array([220.0, 174.6, 196.0, 261.6])[(time_s // 2).astype(int) % 4]
    tones = [np.sin(2 * np.pi * ratio * root_hz * time_s * n) / n for ratio in (1, 1.25, 1.5, 2) for n in (1, 2, 3)]
    return (0.1 * np.sum(tones, axis=0)).astype(np.float32)


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    return soundfile.read(samples_dir() / "speech.flac", dtype="float32")[0]


def test_the_recordings_that_come_along() -> None:
    assert not music.sounds_like_music(samples_dir() / "speech.flac")
    assert music.sounds_like_music(samples_dir() / "guitar.flac")


@pytest.mark.parametrize("rate_hz", [8_000, 44_100])
def test_at_any_rate_in_stereo_and_for_long(tmp_path: Path, rate_hz: int) -> None:
    sound = chords(30, rate_hz)
    soundfile.write(tmp_path / "song.flac", np.stack([sound, 0.5 * sound], axis=1), rate_hz)
    assert music.sounds_like_music(tmp_path / "song.flac")


def test_a_jingle_before_a_talk_makes_no_music_of_it(voice: np.ndarray, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "programme.wav", np.concatenate([chords(10), np.tile(voice, 4)]), RATE_HZ)
    assert not music.sounds_like_music(tmp_path / "programme.wav")


def test_an_old_noisy_recording_of_speech_is_speech(voice: np.ndarray, tmp_path: Path) -> None:
    noise = 0.15 * np.sqrt(np.mean(voice**2)) * np.random.default_rng(1).standard_normal(len(voice))
    hum = 0.01 * np.sin(2 * np.pi * 50 * np.arange(len(voice)) / RATE_HZ)
    soundfile.write(tmp_path / "tape.wav", voice + noise + hum, RATE_HZ)
    assert not music.sounds_like_music(tmp_path / "tape.wav")


def test_of_what_is_too_short_or_silent_nothing_is_said(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "short.wav", chords(1), RATE_HZ)
    soundfile.write(tmp_path / "silent.wav", np.zeros(10 * RATE_HZ), RATE_HZ)
    assert not music.sounds_like_music(tmp_path / "short.wav")
    assert not music.sounds_like_music(tmp_path / "silent.wav")
    (tmp_path / "none.wav").write_bytes(b"no sound")
    with pytest.raises(AudioError):
        music.sounds_like_music(tmp_path / "none.wav")


def test_loudness_does_not_matter(voice: np.ndarray) -> None:
    passage = voice[: 6 * RATE_HZ]
    loud, soft = music.features(passage), music.features(0.05 * passage)
    assert loud is not None
    assert soft == pytest.approx(loud, abs=0.02)


def test_weights_are_of_these_features() -> None:
    for numbers in (music_weights.MEANS, music_weights.SPREADS, music_weights.WEIGHTS):
        assert len(numbers) == len(music.FEATURES)
    assert all(spread > 0 for spread in music_weights.SPREADS)
