"""Short files several at once, long ones alone: the same files as one after the other, in their order."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine import batch, device, local_batch
from sqcodec_gui.engine.convert import ConversionSettings, FileOutcome
from sqcodec_gui.engine.device import OPENVINO, ComputeTarget
from sqcodec_gui.engine.local_batch import LocalBatch, length_s
from sqcodec_gui.engine.settings_and_results import (
    CompressResult,
    CompressSettings,
    ComputeChoice,
    ConversionResult,
    EngineError,
    Progress,
    RestoreSettings,
    no_progress,
)

Write = Callable[..., Path]
SETTINGS = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)


class FakeEngine:
    """Files are as many seconds long as their names say. Notes who is at work at the same time, with which settings."""

    def __init__(self) -> None:
        self.together: list[set[str]] = []
        self.files_at_once: dict[str, int] = {}
        self.gate = threading.Event()
        self.gate.set()
        self._at_work: set[str] = set()
        self._lock = threading.Lock()

    def length_s(self, source: Path) -> float | None:
        return None if "unknown" in source.name else float(source.stem.split("-")[0])

    def __call__(
        self, source: Path, target: Path, settings: ConversionSettings, progress: Progress, cancel: CancelToken
    ) -> ConversionResult:
        with self._lock:
            self._at_work.add(source.name)
            self.together.append(set(self._at_work))
            self.files_at_once[source.name] = settings.files_at_once
        try:
            progress(self.length_s(source) or 0.0, self.length_s(source) or 0.0)
            while not self.gate.wait(0.01):
                cancel.check()
            time.sleep(0.02)
            if "bad" in source.name:
                raise EngineError(f"{source.name} is not audio.")
            common = {"model": "tiny", "weights_sha256": "", "device": "cpu", "engine": OPENVINO, "source_bytes": 1}
            common |= {"target_bytes": 1, "tokens": 1, "speed_x_real_time": 1.0, "verified": False}
            return CompressResult(source=source, target=target, duration_s=self.length_s(source) or 0.0, **common)
        finally:
            with self._lock:
                self._at_work.remove(source.name)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """Stands for the work; four files at once."""
    engine = FakeEngine()
    monkeypatch.setattr(local_batch, "convert", engine)
    monkeypatch.setattr(local_batch, "length_s", engine.length_s)
    monkeypatch.setattr(local_batch, "most_at_once", lambda place: 4)
    return engine


def outcomes(
    sources: Sequence[str | Path],
    settings: ConversionSettings = SETTINGS,
    cancel: CancelToken | None = None,
    progress: Progress = no_progress,
    suffix: str = ".sqc",
) -> list[FileOutcome]:
    pairs = [(Path(source), Path(source).with_suffix(suffix)) for source in sources]
    found = []
    with LocalBatch(pairs, settings, cancel or CancelToken()) as files:
        while files.start_ready():
            found.append(files.next(progress))
    return found


def test_short_files_go_several_at_once_and_come_in_their_order(engine: FakeEngine) -> None:
    names = [f"9-{number}.wav" for number in range(20)]
    assert [one.source.name for one in outcomes(names)] == names
    assert max(map(len, engine.together)) == 4
    assert set(engine.files_at_once.values()) == {4}


def test_a_long_file_has_the_machine_for_itself(engine: FakeEngine) -> None:
    names = [f"20-{number}.wav" for number in range(10)]
    names[5] = "3600-long.wav"
    assert [one.source.name for one in outcomes(names)] == names
    assert all(together == {"3600-long.wav"} for together in engine.together if "3600-long.wav" in together)
    assert max(map(len, engine.together)) == 1, "five short ones before it, and four after it, are not enough"
    assert set(engine.files_at_once.values()) == {1}


def test_a_length_that_nobody_knows_counts_as_long(engine: FakeEngine) -> None:
    outcomes([*(f"20-{number}.wav" for number in range(8)), "20-unknown.wav"])
    assert engine.files_at_once.pop("20-unknown.wav") == 1
    assert {"20-unknown.wav"} in engine.together
    assert set(engine.files_at_once.values()) == {4}


def test_one_that_fails_does_not_stop_the_others(engine: FakeEngine) -> None:
    found = outcomes([f"9-{'bad' if number == 3 else number}.wav" for number in range(12)])
    assert [one.error is None for one in found] == [number != 3 for number in range(12)]
    assert str(found[3].error) == "9-bad.wav is not audio."
    assert found[4].target == Path("9-4.sqc")


def test_a_cancel_stops_all_at_work_and_begins_nothing_new(engine: FakeEngine) -> None:
    engine.gate.clear()
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    found = outcomes([f"9-{number}.wav" for number in range(100)], cancel=cancel)
    assert 4 <= len(found) <= 8
    assert all(isinstance(one.error, CancelledError) for one in found)


def test_leaving_in_the_middle_leaves_nobody_at_work(engine: FakeEngine) -> None:
    engine.gate.clear()
    cancel = CancelToken()
    with LocalBatch(
        [(Path(f"9-{number}.wav"), Path(f"9-{number}.sqc")) for number in range(20)], SETTINGS, cancel
    ) as files:
        assert len(files.start_ready()) == 4
    assert cancel.is_cancelled
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("file")]


def test_progress_is_that_of_all_together(engine: FakeEngine) -> None:
    reports: list[tuple[float, float]] = []
    engine.gate.clear()
    threading.Timer(0.5, engine.gate.set).start()
    outcomes(["10-a.wav"] * 20, progress=lambda done_s, total_s: reports.append((done_s, total_s)))
    assert max(reports)[0] <= max(reports)[1] == pytest.approx(200)
    assert (40, 200) in reports, "four at work have each said how long they are"


def test_progress_of_a_file_alone_is_its_own(engine: FakeEngine) -> None:
    reports: list[tuple[float, float]] = []
    engine.gate.clear()
    threading.Timer(0.3, engine.gate.set).start()
    outcomes(["100-a.wav", "100-b.wav"], progress=lambda done_s, total_s: reports.append((done_s, total_s)))
    assert (100, 100) in reports
    assert max(total_s for _, total_s in reports) == 100


def test_lengths_of_what_is_there_and_what_is_not(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    source = write_sound("talk.flac", 1.5)
    assert length_s(source) == pytest.approx(1.5)
    (made,) = outcomes([source])
    assert made.result is not None
    assert length_s(made.result.target) == pytest.approx(1.5)
    (tmp_path / "note.txt").write_text("no sound")
    assert length_s(tmp_path / "note.txt") is None
    assert length_s(tmp_path / "nowhere.sqc") is None


def test_files_made_at_the_same_time_are_the_same_files(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openvino")
    monkeypatch.setattr(batch, "ENOUGH_S", 1.0)
    sources = [write_sound(f"{number}.wav", 0.5 + 0.1 * number, seed=number) for number in range(8)]
    slots: list[ComputeTarget] = []
    resolve = device.resolve
    monkeypatch.setattr(device, "resolve", lambda *wish: slots.append(resolve(*wish)) or slots[-1])

    def made(at_once: int) -> list[bytes]:
        monkeypatch.setattr(local_batch, "most_at_once", lambda place: at_once)
        small = outcomes(sources, replace(SETTINGS, exists="overwrite"))
        back = outcomes([one.target for one in small], RestoreSettings(exists="overwrite"), suffix=".flac")
        return [one.target.read_bytes() for one in (*small, *back)]

    one_by_one = made(1)
    assert {place.streams for place in slots} == {1}
    assert made(3) == one_by_one
    assert {place.streams for place in slots} == {1, 3}
