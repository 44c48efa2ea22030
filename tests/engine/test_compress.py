"""Recordings to .sqc files: lengths, channels, results, progress, names."""

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store import installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import files
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.device import resolve
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import (
    CompressSettings,
    ComputeChoice,
    EngineError,
    Likeness,
    RestoreSettings,
    to_json,
)
from sqcodec_gui.engine.tables import write_tables
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.paths import HOME_VARIABLE

Write = Callable[..., Path]
TINY = CompressSettings(model="tiny", compute=ComputeChoice("cpu"))
FAST = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 47_999, 192_000])
def test_length_comes_back_to_the_sample(tiny: CodecConfig, write_sound: Write, rate_hz: int) -> None:
    for frames in (1, rate_hz // 3, rate_hz + 1):
        source = write_sound(f"{frames}.wav", frames=frames, rate_hz=rate_hz)
        made = compress(source, None, FAST)
        back = restore(made.target, None, RestoreSettings(compute=ComputeChoice("cpu")))
        assert soundfile.info(back.target).frames == frames
        assert soundfile.info(back.target).samplerate == rate_hz


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("model", ["tiny", "tiny-stored"])
def test_length_around_hop_window_and_block(tiny: CodecConfig, write_sound: Write, model: str, offset: int) -> None:
    block = tiny.window_samples * tiny.block_windows
    for length in (tiny.hop_samples, tiny.window_samples, block):
        source = write_sound(f"{length}.wav", frames=length + offset)
        made = compress(source, None, CompressSettings(model=model, compute=ComputeChoice("cpu")))
        assert made.verified
        assert made.tokens == tiny.tokens_for(length + offset)
        back = restore(made.target, None, RestoreSettings(compute=ComputeChoice("cpu")))
        assert soundfile.info(back.target).frames == length + offset


def test_channels_are_kept_and_equal_ones_cost_nothing(tiny: CodecConfig, write_sound: Write) -> None:
    mono = compress(write_sound("mono.wav"), None, FAST)
    equal = compress(write_sound("equal.wav", channels=2, same=True), None, FAST)
    stereo = compress(write_sound("stereo.wav", channels=2), None, FAST)
    assert equal.target_bytes - mono.target_bytes < 30
    assert stereo.target_bytes > 1.6 * mono.target_bytes
    sound, _ = soundfile.read(restore(stereo.target, None, RestoreSettings(compute=ComputeChoice("cpu"))).target)
    assert not np.array_equal(sound[:, 0], sound[:, 1])
    sound, _ = soundfile.read(restore(equal.target, None, RestoreSettings(compute=ComputeChoice("cpu"))).target)
    assert np.array_equal(sound[:, 0], sound[:, 1])


def test_result_says_what_was_made(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("talk.wav", 2.0, rate_hz=48_000)
    told = to_json(compress(source, None, TINY))
    assert told["source"] == str(source)
    assert told["target"] == str(source.with_suffix(".sqc"))
    assert (told["model"], told["device"], told["engine"]) == ("tiny", "cpu", resolve(ComputeChoice("cpu")).engine)
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


@pytest.mark.parametrize(("usual", "is_told"), [("0.001", True), ("50", False)])
def test_what_became_unlike_is_asked_whether_it_is_music(
    tiny: CodecConfig, write_chords: Write, monkeypatch: pytest.MonkeyPatch, usual: str, is_told: bool
) -> None:
    monkeypatch.setattr("sqcodec_gui.engine.check.read_metadata", lambda path: {"usual_mel_distance": usual})
    made = compress(write_chords("song.wav"), None, TINY)
    assert made.sounds_like_music is is_told
    assert to_json(made)["sounds_like_music"] is is_told


def test_likeness_is_usual_where_nothing_is_known() -> None:
    assert Likeness(9.0, None).is_usual
    assert not Likeness(9.0, 8.9).is_usual


@pytest.mark.parametrize("settings", [TINY, FAST], ids=["with check", "without"])
def test_progress_only_goes_forward_and_arrives(
    tiny: CodecConfig, write_sound: Write, settings: CompressSettings
) -> None:
    seen: list[tuple[float, float]] = []
    compress(write_sound("talk.wav", 9.0), None, settings, lambda done, total: seen.append((done, total)))
    shares = [done / total for done, total in seen]
    assert len(seen) >= 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < 1
    assert shares[-1] == pytest.approx(1.0)


def test_target_that_is_there_gets_a_number(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound()
    source.with_suffix(".sqc").write_bytes(b"precious")
    made = compress(source, source.with_suffix(".sqc"), FAST)
    assert made.target.name == "talk (2).sqc"
    assert source.with_suffix(".sqc").read_bytes() == b"precious"
    assert left_in(source.parent) == {"talk.wav", "talk.sqc", "talk (2).sqc"}


SKIP = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), exists="skip")


def test_what_is_done_is_skipped(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound()
    first = compress(source, None, FAST)
    before = first.target.stat().st_mtime_ns
    made = compress(source, None, SKIP)
    assert made.skipped
    assert not made.verified
    assert made.weights_sha256 == first.weights_sha256
    assert made.target.stat().st_mtime_ns == before


def test_target_that_is_there_is_replaced_when_all_went_well(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound()
    target = source.with_suffix(".sqc")
    target.write_bytes(b"old")
    settings = CompressSettings(model="tiny", exists="overwrite", compute=ComputeChoice("cpu"))
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


@pytest.mark.parametrize(
    "name", ["Ünïcödé 🎙 #1 (draft).wav", " .wav", "a" * 251 + ".wav", "é" * 125 + ".wav", "-o.wav"]
)
def test_any_name_works(tiny: CodecConfig, write_sound: Write, name: str) -> None:
    made = compress(write_sound(name, 0.2), None, FAST)
    assert made.target.suffix == ".sqc"
    assert compress(made.source, None, FAST).target != made.target, "numbered, though the name has no room left"
    back = restore(made.target, None, RestoreSettings(compute=ComputeChoice("cpu")))
    assert soundfile.info(back.target).frames == 3200


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux takes names that are no text")
def test_a_name_that_is_no_text_works(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    source = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.wav"))
    os.rename(write_sound("x.wav", 0.2), source)
    made = compress(source, None, FAST)
    assert os.fsencode(made.target).endswith(b"/caf\xe9.sqc")
    with SqcReader(made.target) as reader:
        assert reader.header.source.name == source.name
    assert os.fsencode(restore(made.target, None, RestoreSettings(compute=ComputeChoice("cpu"))).target).endswith(
        b"caf\xe9 (2).wav"
    )


@pytest.mark.parametrize(("chosen", "expected"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_threads_do_not_spin_unless_the_user_wants_it(chosen: str | None, expected: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    environment |= {"OMP_WAIT_POLICY": chosen} if chosen else {}
    code = (
        "import os; from sqcodec_gui.engine.torch_library import load_torch_library; before = dict(os.environ);"
        " load_torch_library(); print(os.environ['OMP_WAIT_POLICY'], os.environ == before)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=600)
    assert done.stdout.split() == [expected, str(chosen is not None)]


def test_the_engine_loads_no_torch_before_it_works() -> None:
    modules = [f"sqcodec_gui.engine.{path.stem}" for path in Path(files.__file__).parent.glob("[a-z]*.py")]
    assert len(modules) > 10
    code = f"import os, sys\nbefore = dict(os.environ)\nimport {', '.join(modules)}\n"
    code += "assert os.environ == before, 'an import sets a variable of the environment'\n"
    code += "sys.exit(' '.join({'torch', 'openvino', 'PySide6'} & sys.modules.keys()) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr


def test_mixed_down_there_is_one_channel_with_the_mean(tiny: CodecConfig, write_sound: Write) -> None:
    stereo = write_sound("two.wav", 2.0, channels=2)
    sound, rate_hz = soundfile.read(stereo, dtype="float32")
    soundfile.write(stereo, sound, rate_hz, subtype="FLOAT")
    mono = stereo.with_name("one.wav")
    soundfile.write(mono, sound.mean(axis=1), rate_hz, subtype="FLOAT")
    mixed = compress(stereo, None, dataclasses.replace(TINY, channels="mix"))
    single = compress(mono, None, dataclasses.replace(TINY, channels="mix"))
    assert mixed.verified
    assert mixed.notices == ("2 channels are mixed down to one.",)
    assert mixed.tokens == single.tokens
    with SqcReader(mixed.target) as reader, SqcReader(single.target) as other:
        assert (reader.header.channels, reader.parts[0].source.channels) == (1, 2)
        assert np.array_equal(reader.read_block(0), other.read_block(0))


def test_weights_of_a_named_folder_are_looked_up_once_and_checked_with_their_tables(
    tiny: CodecConfig, tiny_home: Path, tmp_path: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no other place has them."""
    folder = tmp_path / "weights"
    shutil.copytree(tiny_home / "data" / "models" / "tiny", folder)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    compute = ComputeChoice("cpu", weights_dir=folder)
    source = write_sound("talk.wav", 2.0)
    packed = compress(source, tmp_path / "packed.sqc", dataclasses.replace(FAST, compute=compute)).target
    with SqcReader(packed) as reader:
        tokens = np.concatenate([reader.read_block(index)[0] for index in range(len(reader.blocks))])
    write_tables(installed.read_header(folder / installed.WEIGHTS_NAME, "named folder"), [tokens])
    looked: list[Path | None] = []
    weight_files = installed._weight_files
    monkeypatch.setattr(installed, "_weight_files", lambda named: [looked.append(named), *weight_files(named)][1:])
    made = compress(source, tmp_path / "talk.sqc", dataclasses.replace(TINY, compute=compute))
    assert made.verified
    assert made.target_bytes < packed.stat().st_size
    assert looked == [folder]
    restore(made.target, tmp_path / "back.wav", RestoreSettings(compute=compute))
    assert verify(made.target, decode=True, compute=compute).decoded
    assert read_info(made.target, folder).weights_installed
    assert looked == 4 * [folder]
