"""Recordings to .sqc files: lengths, names, interruptions, and everything that can be wrong with a source."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import create_audio
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader, SqcWriter
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.job import (
    CancelledError,
    CancelToken,
    CompressSettings,
    EngineError,
    Likeness,
    RestoreSettings,
    to_json,
)
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.errors import SqcodecError

Write = Callable[..., Path]
TINY = CompressSettings(model="tiny", device="cpu")
FAST = CompressSettings(model="tiny", device="cpu", check=False)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 47_999, 192_000])
def test_length_comes_back_to_the_sample(tiny: CodecConfig, write_sound: Write, rate_hz: int) -> None:
    for frames in (1, rate_hz // 3, rate_hz + 1):
        source = write_sound(f"{frames}.wav", frames=frames, rate_hz=rate_hz)
        made = compress(source, None, FAST)
        back = restore(made.target, None, RestoreSettings(device="cpu"))
        assert soundfile.info(back.target).frames == frames
        assert soundfile.info(back.target).samplerate == rate_hz


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("model", ["tiny", "tiny-stored"])
def test_length_around_hop_window_and_block(tiny: CodecConfig, write_sound: Write, model: str, offset: int) -> None:
    block = tiny.window_samples * tiny.block_windows
    for length in (tiny.hop_samples, tiny.window_samples, block):
        source = write_sound(f"{length}.wav", frames=length + offset)
        made = compress(source, None, CompressSettings(model=model, device="cpu"))
        assert made.verified
        assert made.tokens == tiny.tokens_for(length + offset)
        back = restore(made.target, None, RestoreSettings(device="cpu"))
        assert soundfile.info(back.target).frames == length + offset


def test_channels_are_kept_and_equal_ones_cost_nothing(tiny: CodecConfig, write_sound: Write) -> None:
    mono = compress(write_sound("mono.wav"), None, FAST)
    equal = compress(write_sound("equal.wav", channels=2, same=True), None, FAST)
    stereo = compress(write_sound("stereo.wav", channels=2), None, FAST)
    assert equal.target_bytes - mono.target_bytes < 30
    assert stereo.target_bytes > 1.6 * mono.target_bytes
    sound, _ = soundfile.read(restore(stereo.target, None, RestoreSettings(device="cpu")).target)
    assert not np.array_equal(sound[:, 0], sound[:, 1])
    sound, _ = soundfile.read(restore(equal.target, None, RestoreSettings(device="cpu")).target)
    assert np.array_equal(sound[:, 0], sound[:, 1])


def test_result_says_what_was_made(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("talk.wav", 2.0, rate_hz=48_000)
    told = to_json(compress(source, None, TINY))
    assert told["source"] == str(source)
    assert told["target"] == str(source.with_suffix(".sqc"))
    assert (told["model"], told["device"], told["engine"]) == ("tiny", "cpu", "torch")
    assert told["duration_s"] == 2.0
    assert told["source_bytes"] == source.stat().st_size
    assert told["target_bytes"] == source.with_suffix(".sqc").stat().st_size
    assert told["bitrate_bps"] == round(4 * told["target_bytes"], 1)
    assert told["speed_x_real_time"] > 0
    assert told["verified"] is True
    assert told["error"] is None
    assert "nothing above 8 kHz survives" in told["notices"][0]
    with SqcReader(source.with_suffix(".sqc")) as reader:
        assert reader.parts[0].source_sha256 == hashlib.sha256(source.read_bytes()).hexdigest()


@pytest.mark.parametrize(("usual", "listen"), [(None, False), (0.001, True), (50.0, False)])
def test_likeness_outside_of_the_usual_asks_for_a_listen(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch, usual: float | None, listen: bool
) -> None:
    metadata = {} if usual is None else {"usual_mel_distance": str(usual)}
    monkeypatch.setattr("sqcodec_gui.engine.check.read_metadata", lambda path: metadata)
    made = compress(write_sound(), None, TINY)
    assert made.likeness is not None
    assert made.likeness.mel_distance > 0.1
    assert made.worth_a_listen is listen
    assert to_json(made)["worth_a_listen"] is listen


def test_likeness_is_usual_where_nothing_is_known() -> None:
    assert Likeness(9.0, None).is_usual
    assert not Likeness(9.0, 8.9).is_usual


def test_progress_only_goes_forward_and_arrives(tiny: CodecConfig, write_sound: Write) -> None:
    for settings in (TINY, FAST):
        seen: list[tuple[float, float]] = []
        compress(write_sound("talk.wav", 9.0), None, settings, lambda done, total: seen.append((done, total)))
        shares = [done / total for done, total in seen]
        assert len(seen) >= 3
        assert shares == sorted(shares)
        assert 0 < shares[0] < 1
        assert shares[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("after", [0.1, 0.6], ids=["while encoding", "while checking"])
def test_cancel_is_answered_at_once_and_leaves_nothing(tiny: CodecConfig, write_sound: Write, after: float) -> None:
    source, token = write_sound("talk.wav", 20.0), CancelToken()
    asked_at: list[float] = []

    def ask(done: float, total: float) -> None:
        if done / total >= after and not asked_at:
            asked_at.append(time.monotonic())
            token.cancel()

    with pytest.raises(CancelledError):
        compress(source, None, TINY, ask, token)
    assert time.monotonic() - asked_at[0] < 0.5
    assert left_in(source.parent) == {"talk.wav"}


def test_cancel_before_the_start_reads_nothing(tiny: CodecConfig, write_sound: Write) -> None:
    source, token = write_sound(), CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        compress(source, None, TINY, cancel=token)
    assert left_in(source.parent) == {"talk.wav"}


def test_target_that_is_there_gets_a_number(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound()
    source.with_suffix(".sqc").write_bytes(b"precious")
    made = compress(source, source.with_suffix(".sqc"), FAST)
    assert made.target.name == "talk (2).sqc"
    assert source.with_suffix(".sqc").read_bytes() == b"precious"
    assert left_in(source.parent) == {"talk.wav", "talk.sqc", "talk (2).sqc"}


def test_target_that_is_there_is_skipped(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound()
    source.with_suffix(".sqc").write_bytes(b"precious")
    made = compress(source, None, CompressSettings(model="tiny", exists="skip"))
    assert made.skipped
    assert not made.verified
    assert source.with_suffix(".sqc").read_bytes() == b"precious"


def test_target_that_is_there_is_replaced_when_all_went_well(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound()
    target = source.with_suffix(".sqc")
    target.write_bytes(b"old")
    settings = CompressSettings(model="tiny", exists="overwrite", device="cpu")
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        compress(source, target, settings, cancel=token)
    assert target.read_bytes() == b"old"
    assert compress(source, target, settings).target == target
    assert target.read_bytes()[1:4] == b"SQC"


@pytest.mark.parametrize("exists", ["number", "skip", "overwrite"])
def test_source_is_never_its_own_target(tiny: CodecConfig, write_sound: Write, exists: str) -> None:
    source = write_sound()
    before = source.read_bytes()
    link = source.with_name("link.sqc")
    link.symlink_to(source)
    hard = source.with_name("hard.sqc")
    os.link(source, hard)
    for target in (source, link, hard):
        with pytest.raises(EngineError, match="the same file"):
            compress(source, target, CompressSettings(model="tiny", exists=exists))
    assert source.read_bytes() == before


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


@pytest.mark.parametrize(
    "name", ["Ünïcödé 🎙 #1 (draft).wav", " .wav", "a" * 251 + ".wav", "é" * 125 + ".wav", "-o.wav"]
)
def test_any_name_works(tiny: CodecConfig, write_sound: Write, name: str) -> None:
    made = compress(write_sound(name, 0.2), None, FAST)
    assert made.target.suffix == ".sqc"
    assert compress(made.source, None, FAST).target != made.target, "numbered, though the name has no room left"
    back = restore(made.target, None, RestoreSettings(device="cpu"))
    assert soundfile.info(back.target).frames == 3200


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes names that are no text")
def test_a_name_that_is_no_text_works(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    source = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.wav"))
    os.rename(write_sound("x.wav", 0.2), source)
    made = compress(source, None, FAST)
    assert os.fsencode(made.target).endswith(b"/caf\xe9.sqc")
    with SqcReader(made.target) as reader:
        assert reader.header.source.name == source.name
    assert os.fsencode(restore(made.target, None, RestoreSettings(device="cpu")).target).endswith(b"caf\xe9 (2).wav")


KILL_AFTER_BLOCKS = """
import os, signal
from sqcodec_gui.container import SqcWriter
add_block, written = SqcWriter.add_block, []
def add_and_die(self, *block):
    add_block(self, *block)
    written.append(1)
    if len(written) == {blocks}:
        os.kill(os.getpid(), signal.SIGKILL)
SqcWriter.add_block = add_and_die
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")
@pytest.mark.parametrize("model", ["tiny", "tiny-stored"])
def test_a_killed_encode_goes_on_and_gives_the_same_bytes(
    write_sound: Write, start_tiny: Callable[..., subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    source = write_sound("talk.wav", 9.0, rate_hz=22_050, channels=2)
    target = source.with_suffix(".sqc")
    settings = CompressSettings(model=model, device="cpu")
    words = ("encode", source, "--model", model, "--device", "cpu", "--no-check")
    killed = start_tiny(*words, before=KILL_AFTER_BLOCKS.format(blocks=5))
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    unfinished = [path for path in source.parent.iterdir() if path.suffix == ".part"]
    assert len(unfinished) == 1
    assert not target.exists()

    written: list[int] = []
    add_block = SqcWriter.add_block

    def count(self: SqcWriter, *block: object) -> None:
        written.append(1)
        add_block(self, *block)  # type: ignore[arg-type]

    monkeypatch.setattr(SqcWriter, "add_block", count)
    resumed = compress(source, target, settings)
    assert len(written) == 5, "ten blocks, five of which were there"
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
    first = compress(source, None, CompressSettings(model="tiny-stored", device="cpu"))
    os.replace(first.target, work)
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
        _, errors = one.communicate(timeout=60)
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

    def load(installed: object, place: device.Place) -> object:
        if place.device == "cuda":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real_load(installed, place)  # type: ignore[arg-type]

    real_load = models.load
    monkeypatch.setattr(models, "load", load)
    monkeypatch.setattr(device, "_exists", lambda name: name in ("cpu", "cuda"))
    monkeypatch.setattr(device, "_name", lambda name: name)
    made = compress(write_sound(), None, CompressSettings(model="tiny"))
    assert made.device == "cpu"
    assert "gave up (OutOfMemoryError)" in made.notices[0]
    back = restore(made.target, None, RestoreSettings())
    assert back.device == "cpu"
    assert "gave up (OutOfMemoryError)" in back.notices[0]


def test_other_failures_do_not_hide_behind_the_processor(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(installed: object, place: device.Place) -> object:
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
    with pytest.raises(SqcodecError, match=reason):
        compress(source, None, CompressSettings(**({"model": "tiny"} | wish)))
    assert left_in(source.parent) == {"talk.wav"}


def test_a_truncated_recording_is_compressed_and_said(tiny: CodecConfig, tmp_path: Path) -> None:
    source = tmp_path / "talk.flac"
    with create_audio(source, 16_000, 1) as writer:
        writer.write((0.1 * np.random.default_rng(0).standard_normal((64_000, 1))).astype(np.float32))
    source.write_bytes(source.read_bytes()[:-30_000])
    try:
        made = compress(source, None, TINY)
    except SqcodecError as error:
        assert "talk.flac" in str(error)
        assert left_in(tmp_path) == {"talk.flac"}
    else:
        assert 0 < made.duration_s < 4.0
        assert any("ends early" in notice for notice in made.notices)


def test_the_engine_loads_no_torch_before_it_works() -> None:
    names = "compress restore verify preview edit info folders files device models estimate check sound".split()
    code = f"import sys\nfor name in {names!r}:\n    __import__('sqcodec_gui.engine.' + name)\n"
    code += "sys.exit(' '.join({'torch', 'openvino', 'PySide6'} & sys.modules.keys()) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
