"""The checks are checked: each of these fails if the check that it is about is taken out of the program."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sqcodec_gui import atomic_write
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.spectral.reference import Reference
from sqcodec_gui.container import SqcReader, SqcWriter
from sqcodec_gui.container.footer import Footer
from sqcodec_gui.engine import check, conformance, files
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.conformance import Direction
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.engine.sound import SqcSound
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.gui.queue.record import JobKind, JobRecord
from sqcodec_gui.gui.queue.store import QueueStore

Write = Callable[..., Path]
CPU = ComputeChoice("cpu")
TINY = CompressSettings(model="tiny", compute=CPU)
posix_only = pytest.mark.skipif(os.name != "posix", reason="hard links and folders that are flushed")
SHORT_SAMPLES = 90


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("block", [0, 1])
def test_blocks_that_do_not_read_back_are_not_accepted(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """As a disk does that gives back other bytes than it took."""
    source = write_sound("talk.wav", 2.5)
    finish = SqcWriter.finish

    def spoil(self: SqcWriter, **facts: object) -> Footer:
        footer = finish(self, **facts)  # type: ignore[arg-type]
        work = files.work_path(source, source.with_suffix(".sqc"))
        with SqcReader(work) as reader:
            offset = reader.blocks[block].offset
        data = bytearray(work.read_bytes())
        data[offset + 40] ^= 1  # type: ignore[operator]
        work.write_bytes(data)
        return footer

    monkeypatch.setattr(SqcWriter, "finish", spoil)
    with pytest.raises(EngineError, match="does not read back"):
        compress(source, None, TINY)
    assert names_in(source.parent) == {"talk.wav"}


def without_end(pieces: Callable[..., Iterator[np.ndarray]]) -> Callable[..., Iterator[np.ndarray]]:
    """The same sound [channels, samples] without its last samples."""

    def shortened(*words: object, **options: object) -> Iterator[np.ndarray]:
        whole = np.concatenate(list(pieces(*words, **options)), axis=1)
        yield whole[:, :-SHORT_SAMPLES]

    return shortened


def test_the_decoded_length_is_compared(tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides of the comparison end too early, and so agree: the file says otherwise."""
    source = write_sound("talk.wav", 2.5)
    monkeypatch.setattr(SqcSound, "pieces", without_end(SqcSound.pieces))
    monkeypatch.setattr(check, "read_at_rate", without_end(check.read_at_rate))
    with pytest.raises(EngineError, match="decodes to another length"):
        compress(source, None, TINY)
    assert names_in(source.parent) == {"talk.wav"}


def test_the_length_of_the_recording_is_compared_in_both_directions(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sound("talk.wav", 2.5)
    with monkeypatch.context() as changed:
        changed.setattr(check, "read_at_rate", without_end(check.read_at_rate))
        with pytest.raises(EngineError, match="shorter than what was written"):
            compress(source, None, TINY)
    monkeypatch.setattr(SqcSound, "pieces", without_end(SqcSound.pieces))
    with pytest.raises(EngineError, match="longer than what was written"):
        compress(source, None, TINY)


def test_verify_compares_the_decoded_length(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = compress(write_sound("talk.wav", 2.5), None, TINY).target
    monkeypatch.setattr(SqcSound, "pieces", without_end(SqcSound.pieces))
    result = verify(small, decode=True, compute=CPU)
    assert (result.is_whole, result.decoded) == (False, False)
    assert "another length" in result.problems[0]


@posix_only
def test_a_file_that_comes_between_the_look_and_the_name_stays(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program is faster by a moment: that there is nothing of the name was true when it was looked at."""
    source, real = write_sound("talk.wav", 1.0), atomic_write.publish

    def faster(work: Path, target: Path, *, replaces: bool) -> None:
        if not target.exists() and target.name == "talk.sqc":
            target.write_bytes(b"precious")
        real(work, target, replaces=replaces)

    monkeypatch.setattr(atomic_write, "publish", faster)
    made = compress(source, None, TINY)
    assert made.target.name == "talk (2).sqc"
    assert (source.parent / "talk.sqc").read_bytes() == b"precious"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system from now on, in order: “fsync NAME”, “link NAME NAME”, “replace NAME NAME” …"""
    taken: list[str] = []
    monkeypatch.setattr(atomic_write, "_full_flush", lambda: None)
    real_fsync = os.fsync

    def fsync(handle: int) -> None:
        status = os.fstat(handle)
        kind = "folder" if stat.S_ISDIR(status.st_mode) else str(status.st_ino)
        taken.append(f"fsync {kind}")
        real_fsync(handle)

    def watched(name: str, real: Callable[..., None]) -> Callable[..., None]:
        def step(first: Path, second: Path, **options: object) -> None:
            taken.append(f"{name} {os.stat(first).st_ino}")
            real(first, second, **options)

        return step

    monkeypatch.setattr(os, "fsync", fsync)
    for name in ("link", "replace", "rename"):
        monkeypatch.setattr(os, name, watched(name, getattr(os, name)))
    return taken


@posix_only
def test_what_gets_a_name_was_flushed_to_the_disk(tiny: CodecConfig, write_sound: Write, steps: list[str]) -> None:
    made = compress(write_sound("talk.wav", 1.0), None, TINY)
    number = made.target.stat().st_ino
    assert steps[-3:] == [f"fsync {number}", f"link {number}", "fsync folder"]
    back = restore(made.target, made.target.with_suffix(".flac"), RestoreSettings(compute=CPU))
    number = back.target.stat().st_ino
    assert f"fsync {number}" in steps
    named = next(step for step in steps if step.endswith(f" {number}") and not step.startswith("fsync"))
    assert steps.index(f"fsync {number}") < steps.index(named)


@posix_only
def test_the_saved_queue_was_flushed_before_it_replaces_the_last_one(tmp_path: Path, steps: list[str]) -> None:
    store = QueueStore(tmp_path)
    try:
        for _ in range(2):
            store.save([JobRecord(tmp_path / "talk.wav", JobKind.COMPRESS)])
    finally:
        store.close()
    number = store.path.stat().st_ino
    assert steps[-3:] == [f"fsync {number}", f"replace {number}", "fsync folder"]


KNOWN = Reference(np.arange(2000, dtype=np.int32)[None], np.zeros((1, 2000), np.float32))


@pytest.mark.parametrize(("differing", "is_accepted"), [(0, True), (4, True), (5, False), (100, False), (1000, False)])
def test_an_engine_whose_tokens_differ_is_not_used(
    monkeypatch: pytest.MonkeyPatch, differing: int, is_accepted: bool
) -> None:
    """998 of 1000 must be equal: more differ by any wrong layer, fewer at edges of rounding."""
    tokens = KNOWN.tokens.copy()
    tokens[0, :differing] += 1
    monkeypatch.setattr(conformance, "_encoded", lambda codec, sound: tokens)
    monkeypatch.setattr(conformance, "_sound", lambda config: np.zeros((1, 10), np.float32))
    codec = SimpleNamespace(engine="openvino", config=None)
    if is_accepted:
        conformance._compare(codec, KNOWN, Direction.ENCODING)  # type: ignore[arg-type]
        return
    with pytest.raises(EngineFailureError, match="gives other numbers than torch"):
        conformance._compare(codec, KNOWN, Direction.ENCODING)  # type: ignore[arg-type]


@pytest.mark.parametrize(("difference", "is_accepted"), [(0.0009, True), (0.0011, False), (np.nan, False)])
def test_an_engine_whose_sound_differs_is_not_used(
    monkeypatch: pytest.MonkeyPatch, difference: float, is_accepted: bool
) -> None:
    sound = KNOWN.sound.copy()
    sound[0, 700] = difference
    monkeypatch.setattr(conformance, "_decoded", lambda codec, tokens: sound)
    codec = SimpleNamespace(engine="openvino", config=None)
    if is_accepted:
        conformance._compare(codec, KNOWN, Direction.DECODING)  # type: ignore[arg-type]
        return
    with pytest.raises(EngineFailureError, match="gives another sound than torch"):
        conformance._compare(codec, KNOWN, Direction.DECODING)  # type: ignore[arg-type]
