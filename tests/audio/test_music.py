"""Music is told from speech; how often that goes wrong on a corpus is told by tests/bench/bench_music.py."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import music, music_weights
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.paths import samples_dir

RATE_HZ = music.RATE_HZ
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    return soundfile.read(samples_dir() / "speech.flac", dtype="float32")[0]


def test_the_voice_that_comes_along_is_speech() -> None:
    assert not music.sounds_like_music(samples_dir() / "speech.flac")


@pytest.mark.parametrize(("rate_hz", "seconds"), [(8_000, 30.0), (44_100, 30.0), (16_000, 5.0)])
def test_chords_are_music_at_any_rate_and_length(write_chords: Write, rate_hz: int, seconds: float) -> None:
    assert music.sounds_like_music(write_chords("song.flac", seconds, rate_hz, channels=2))


def test_the_guitar_that_comes_along_is_music() -> None:
    assert music.sounds_like_music(samples_dir() / "guitar.flac")


@pytest.mark.parametrize("tuned_to_hz", [415.0, 440.0, 452.0])
def test_tones_of_any_tuning_are_told_from_tones_of_none(tuned_to_hz: float) -> None:
    time_s, rng = np.arange(int(6 * RATE_HZ)) / RATE_HZ, np.random.default_rng(0)

    def tuning(semitones: np.ndarray) -> float:
        tones_hz = tuned_to_hz * 2 ** (semitones[(2 * time_s).astype(int)] / 12)  # two a second
        found = music.features((0.3 * np.sin(2 * np.pi * np.cumsum(tones_hz) / RATE_HZ)).astype(np.float32))
        assert found is not None
        return float(found[music.FEATURES.index("tuning")])

    assert tuning(rng.integers(-6, 18, 12).astype(float)) > 0.9
    assert tuning(rng.uniform(-6, 18, 12)) < 0.5


def test_a_jingle_before_a_talk_makes_no_music_of_it(voice: np.ndarray, write_chords: Write, tmp_path: Path) -> None:
    jingle = soundfile.read(write_chords("jingle.wav", 10.0), dtype="float32")[0]
    soundfile.write(tmp_path / "programme.wav", np.concatenate([jingle, np.tile(voice, 4)]), RATE_HZ)
    assert not music.sounds_like_music(tmp_path / "programme.wav")


def test_an_old_noisy_recording_of_speech_is_speech(voice: np.ndarray, tmp_path: Path) -> None:
    noise = 0.15 * np.sqrt(np.mean(voice**2)) * np.random.default_rng(1).standard_normal(len(voice))
    hum = 0.01 * np.sin(2 * np.pi * 50 * np.arange(len(voice)) / RATE_HZ)
    soundfile.write(tmp_path / "tape.wav", voice + noise + hum, RATE_HZ)
    assert not music.sounds_like_music(tmp_path / "tape.wav")


def test_of_what_is_too_short_or_silent_nothing_is_said(write_chords: Write, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", np.zeros(10 * RATE_HZ), RATE_HZ)
    assert not music.sounds_like_music(write_chords("short.wav", 1.0))
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
