"""Compressing when something goes wrong: bad sources, full disks, kill -9, two at once, cancel."""

import errno
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import create_audio
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader, SqcWriter
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.engine.work_file_identity import identity_file
from sqcodec_gui.errors import SqcodecError

Write = Callable[..., Path]
TINY = CompressSettings(model="tiny", compute=ComputeChoice("cpu"))
FAST = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("after", [0.1, 0.6], ids=["while encoding", "while checking"])
def test_cancel_is_answered_at_once_and_leaves_nothing(tiny: CodecConfig, write_sound: Write, after: float) -> None:
    source, token = write_sound("talk.wav", 20.0), CancelToken()
    told_after: list[float] = []

    def ask(done: float, total: float) -> None:
        if token.is_cancelled:
            told_after.append(done)
        elif done / total >= after:
            token.cancel()

    with pytest.raises(CancelledError):
        compress(source, None, TINY, ask, token)
    assert token.is_cancelled
    assert len(told_after) <= 1, "no piece of sound is begun after that"
    assert left_in(source.parent) == {"talk.wav"}


def test_cancel_before_the_start_reads_nothing(tiny: CodecConfig, write_sound: Write) -> None:
    source, token = write_sound(), CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        compress(source, None, TINY, cancel=token)
    assert left_in(source.parent) == {"talk.wav"}


def bad_sources(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    made = {name: folder / f"{name}.wav" for name in ("empty", "text", "no samples", "nan", "infinite", "missing")}
    made["empty"].touch()
    made["text"].write_text("Dear diary, today I renamed a text.\n" * 50)
    soundfile.write(made["no samples"], np.zeros(0), 16_000)
    for name, value in (("nan", np.nan), ("infinite", np.inf)):
        sound = np.zeros(48_000, np.float32)
        sound[40_000] = value
        soundfile.write(made[name], sound, 16_000, "FLOAT")
    return made | {"folder": folder}


@pytest.mark.parametrize("kind", ["empty", "text", "no samples", "nan", "infinite", "missing", "folder"])
def test_a_bad_source_gives_one_line_and_nothing_else(tiny: CodecConfig, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    with pytest.raises(SqcodecError) as caught:
        compress(bad_sources(tmp_path / "in")[kind], out / "x.sqc", TINY)
    assert "\n" not in str(caught.value)
    assert not out.exists() or left_in(out) == set()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write anything")
def test_no_permission(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    source = write_sound()
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(EngineError, match="choose another folder"):
        compress(source, closed / "talk.sqc", TINY)
    source.chmod(0)
    with pytest.raises(SqcodecError, match="may not be read"):
        compress(source, None, TINY)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_refuses_gives_one_line_and_nothing_else(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    source = write_sound("talk.wav", 4.0)
    written: list[int] = []
    add_block = SqcWriter.add_block

    def refuse(self: SqcWriter, *block: object) -> None:
        if len(written) == 2:
            raise OSError(code, os.strerror(code))
        written.append(1)
        add_block(self, *block)  # type: ignore[arg-type]

    monkeypatch.setattr(SqcWriter, "add_block", refuse)
    with pytest.raises(EngineError) as caught:
        compress(source, None, TINY)
    assert "talk.sqc" in str(caught.value) or str(source.parent) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert left_in(source.parent) == {"talk.wav"}


def test_a_source_that_disappears_or_cannot_be_hashed_is_named(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sound()

    def vanish(path: Path, cancel: CancelToken) -> str:
        path.unlink()
        return ""

    monkeypatch.setattr(files, "file_sha256", vanish)
    with pytest.raises(SqcodecError, match=r"talk\.wav"):
        compress(source, None, TINY)
    assert left_in(source.parent) == set()


@pytest.mark.parametrize("change", ["grows", "shrinks", "rewritten"])
def test_a_source_that_changes_while_it_is_read_is_refused(tiny: CodecConfig, write_sound: Write, change: str) -> None:
    source = write_sound("talk.wav", 6.0)
    done: list[str] = []

    def meddle(seconds: float, total: float) -> None:
        if done:
            return
        done.append(change)
        data = source.read_bytes()
        changed = {"grows": data + b"\0" * 1000, "shrinks": data[:-64_000], "rewritten": data[:-4] + b"\1\2\3\4"}
        source.write_bytes(changed[change])
        os.utime(source, ns=(1, 1))

    with pytest.raises(SqcodecError) as caught:
        compress(source, None, TINY, meddle)
    assert "talk.wav" in str(caught.value)
    assert left_in(source.parent) == {"talk.wav"}


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")
@pytest.mark.parametrize("model", ["tiny", "tiny-stored"])
def test_a_killed_encode_goes_on_and_gives_the_same_bytes(
    write_sound: Write,
    start_tiny: Callable[..., subprocess.Popen[str]],
    die_after_blocks: Callable[[int], str],
    written_blocks: list[int],
    model: str,
) -> None:
    source = write_sound("talk.wav", 9.0, rate_hz=22_050, channels=2)
    target = source.with_suffix(".sqc")
    settings = CompressSettings(model=model, compute=ComputeChoice("cpu"))
    words = ("encode", source, "--model", model, "--device", "cpu", "--no-check")
    killed = start_tiny(*words, before=die_after_blocks(5))
    killed.communicate(timeout=600)
    assert killed.returncode == -signal.SIGKILL
    unfinished = [path for path in source.parent.iterdir() if path.suffix == ".part"]
    assert len(unfinished) == 1
    assert not target.exists()

    told_s: list[float] = []
    resumed = compress(source, target, settings, lambda done_s, _total_s: told_s.append(done_s))
    assert len(written_blocks) == 5, "ten blocks, five of which were there"
    assert told_s == sorted(told_s), "it never goes back"
    assert told_s[0] > 0.1 * resumed.duration_s, "it starts at what was done: half, of which encoding is the first 30 %"
    resumed_bytes = target.read_bytes()
    assert left_in(source.parent) == {"talk.wav", "talk.sqc"}
    target.unlink()
    whole = compress(source, target, settings)
    assert target.read_bytes() == resumed_bytes
    assert whole.tokens == resumed.tokens
    assert whole.verified
    assert resumed.verified


def test_an_unfinished_file_of_other_settings_is_not_continued(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sound("talk.wav", 4.0)
    work = files.work_path(source, source.with_suffix(".sqc"))
    first = compress(source, None, CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu")))
    os.replace(first.target, work)
    monkeypatch.setattr("sqcodec_gui.engine.work_file.is_begun_for", lambda *_: True)
    made = compress(source, None, TINY)
    assert made.verified
    with SqcReader(made.target) as reader:
        assert reader.header.model == "tiny"
    assert left_in(source.parent) == {"talk.wav", "talk.sqc"}


def test_two_processes_with_one_target_give_two_whole_files(
    write_sound: Write, start_tiny: Callable[..., subprocess.Popen[str]]
) -> None:
    source = write_sound("talk.wav", 6.0)
    wait = "import time\nfrom sqcodec_gui.container import SqcWriter\nfinish = SqcWriter.finish\n"
    wait += "SqcWriter.finish = lambda self, **facts: (time.sleep(1.5), finish(self, **facts))"
    both = [start_tiny("encode", source, "--model", "tiny", "--device", "cpu", before=wait) for _ in range(2)]
    for one in both:
        _, errors = one.communicate(timeout=600)
        assert (one.returncode, errors) == (0, "")
    assert left_in(source.parent) == {"talk.wav", "talk.sqc", "talk (2).sqc"}
    first, second = (source.with_name(name).read_bytes() for name in ("talk.sqc", "talk (2).sqc"))
    assert first == second
    with SqcReader(source.with_name("talk.sqc")) as reader:
        assert reader.check() == []


def test_a_graphics_processor_without_memory_falls_back(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    def load(installed: object, place: device.ComputeTarget, **wishes: bool) -> object:
        if place.device == "cuda":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real_load(installed, place, **wishes)  # type: ignore[arg-type]

    real_load = models.load
    monkeypatch.setattr(models, "load", load)
    monkeypatch.setattr(device, "_exists", lambda name: name in ("cpu", "cuda"))
    monkeypatch.setattr(device, "_name", lambda name: name)
    made = compress(write_sound(), None, CompressSettings(model="tiny"))
    assert made.device == "cpu"
    assert "graphics processor gave up" in made.notices[0]
    back = restore(made.target, None, RestoreSettings())
    assert back.device == "cpu"
    assert "graphics processor gave up" in back.notices[0]


def test_other_failures_do_not_hide_behind_the_processor(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(installed: object, place: device.ComputeTarget) -> object:
        raise RuntimeError("a plain mistake")

    monkeypatch.setattr(models, "load", load)
    monkeypatch.setattr(device, "_exists", lambda name: name in ("cpu", "cuda"))
    monkeypatch.setattr(device, "_name", lambda name: name)
    with pytest.raises(RuntimeError, match="a plain mistake"):
        compress(write_sound(), None, CompressSettings(model="tiny"))


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"model": "seven"}, "There is no model called “seven”"),
        ({"model": "3kbps"}, "not on this machine"),
        ({"device": "abacus"}, "no device called “abacus”"),
        ({"engine": "steam"}, "no engine called “steam”"),
    ],
)
def test_wishes_that_cannot_be_met(tiny: CodecConfig, write_sound: Write, wish: dict[str, str], reason: str) -> None:
    source = write_sound()
    compute = ComputeChoice(**{key: value for key, value in wish.items() if key != "model"})
    settings = CompressSettings(model=wish.get("model", "tiny"), compute=compute)
    with pytest.raises(SqcodecError, match=reason):
        compress(source, None, settings)
    assert left_in(source.parent) == {"talk.wav"}


def test_a_truncated_recording_is_compressed_and_said(tiny: CodecConfig, tmp_path: Path) -> None:
    source = tmp_path / "talk.flac"
    with create_audio(source, 16_000, 1) as writer:
        writer.write((0.1 * np.random.default_rng(0).standard_normal((64_000, 1))).astype(np.float32))
    source.write_bytes(source.read_bytes()[:-30_000])
    made = compress(source, None, TINY)
    assert 0 < made.duration_s < 4.0
    assert any("ends early" in notice for notice in made.notices)


def test_stopped_for_now_it_goes_on_where_it_was(
    tiny: CodecConfig, write_sound: Write, written_blocks: list[int]
) -> None:
    source = write_sound("talk.wav", 9.0)
    token = CancelToken()

    def stop(done_s: float, total_s: float) -> None:
        if done_s > total_s / 2:  # while it is checked: all of it is written by then
            token.stop_for_now()

    with pytest.raises(CancelledError):
        compress(source, None, TINY, stop, token)
    work = files.work_path(source, source.with_suffix(".sqc"))
    assert left_in(source.parent) == {"talk.wav", work.name, identity_file(work).name}
    written_blocks.clear()
    assert compress(source, None, TINY).verified
    assert len(written_blocks) <= 1, "the last, shorter block at most"
    assert left_in(source.parent) == {"talk.wav", "talk.sqc"}


def test_what_was_stopped_for_now_can_be_thrown_away(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("talk.wav", 4.0)
    token = CancelToken()
    with pytest.raises(CancelledError):
        compress(source, None, TINY, lambda done_s, total_s: token.stop_for_now(), token)
    files.discard_unfinished(source, source.with_suffix(".sqc"))
    files.discard_unfinished(source, source.parent / "gone" / "talk.sqc")
    assert left_in(source.parent) == {"talk.wav"}
