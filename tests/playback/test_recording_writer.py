"""The writer between the audio thread and the file."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.playback import recording_writer
from sqcodec_gui.playback.microphone import RecordingError
from sqcodec_gui.playback.recording_writer import Recording, RecordingWriter, path_for_recording

RATE_HZ = 8_000


def block(value: float, frames: int = 800, channels: int = 1) -> np.ndarray:
    return np.full((frames, channels), value, np.float32)


def ignore(level: float, recorded_s: float, gaps: int) -> None:
    """For who does not watch."""


def test_only_what_comes_between_begin_and_end_is_kept(tmp_path: Path) -> None:
    writer, path = RecordingWriter(RATE_HZ, 2), tmp_path / "new" / "take.flac"
    writer.push(block(0.1, channels=2), False)
    writer.begin(path)
    writer.push(block(0.25, channels=2), False)
    writer.push(block(-0.5, channels=2), False)
    writer.end()
    writer.push(block(0.1, channels=2), False)
    seen: list[tuple[float, float, int]] = []
    take = writer.run(lambda *values: seen.append(values), CancelToken())
    assert take == Recording(path, 0.2, 0)
    sound, rate_hz = soundfile.read(path, dtype="float32")
    assert rate_hz == RATE_HZ
    assert np.array_equal(sound, np.concatenate([block(0.25, channels=2), block(-0.5, channels=2)]))
    assert [recorded_s for _, recorded_s, _ in seen] == [0.0, 0.1, 0.2]
    assert [round(level, 3) for level, _, _ in seen] == [0.1, 0.25, 0.5]


def test_listening_without_a_take_keeps_nothing(tmp_path: Path) -> None:
    writer = RecordingWriter(RATE_HZ, 1)
    writer.push(block(0.1), True)
    writer.end()
    assert writer.run(ignore, CancelToken()) is None
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_the_program_keeps_what_was_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_writer, "POLL_S", 0.01)
    writer, token = RecordingWriter(RATE_HZ, 1), CancelToken()
    writer.begin(tmp_path / "take.flac")
    writer.push(block(0.1), False)
    token.cancel()
    assert writer.run(ignore, token) == Recording(tmp_path / "take.flac", 0.1, 0)
    assert soundfile.info(tmp_path / "take.flac").frames == 800


def test_gaps_are_counted_while_a_take_goes_on(tmp_path: Path) -> None:
    writer = RecordingWriter(RATE_HZ, 1)
    writer.begin(tmp_path / "take.flac")
    writer.push(block(0.1), False)
    seen: list[int] = []

    def hear_more(level: float, recorded_s: float, gaps: int) -> None:
        seen.append(gaps)
        if len(seen) == 1:
            writer.push(block(0.1), True)
            writer.end()

    take = writer.run(hear_more, CancelToken())
    assert take is not None
    assert (take.gaps, seen) == (1, [0, 1])


def test_a_name_that_is_taken_is_never_written_over(tmp_path: Path) -> None:
    old = tmp_path / "take.flac"
    old.write_bytes(b"somebody's only copy")
    writer = RecordingWriter(RATE_HZ, 1)
    writer.begin(old)
    with pytest.raises(RecordingError, match=r"take\.flac could not be written"):
        writer.run(ignore, CancelToken())
    assert old.read_bytes() == b"somebody's only copy"


def test_names_tell_the_minute_and_are_always_new(tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, 14, 5)
    first = path_for_recording(tmp_path, "Recording", now)
    assert first.name == "Recording 2026-03-01 14.05.flac"
    first.touch()
    assert path_for_recording(tmp_path, "Recording", now).name == "Recording 2026-03-01 14.05 (2).flac"
