"""A restore that was killed or stopped goes on in the middle, and gives the bytes of one go."""

import errno
import os
import platform
import shutil
import signal
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import device, files
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.decode_cache import DecodeCache
from sqcodec_gui.engine.edit import join
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings

CPU = RestoreSettings(compute=ComputeChoice("cpu"))
KILL_AFTER_PIECES = """
import os, signal
from sqcodec_gui.engine.decode_cache import DecodeCache
append, kept = DecodeCache.append, []
def append_and_die(self, piece):
    append(self, piece)
    kept.append(1)
    if len(kept) == {pieces}:
        os.kill(os.getpid(), signal.SIGKILL)
DecodeCache.append = append_and_die
"""
Flip = Callable[[Path, int], tuple[float, float]]


@pytest.fixture(scope="module")
def long_file() -> dict[str, bytes]:
    """Made once for all tests of this file."""
    return {}


@pytest.fixture
def long(tiny: CodecConfig, write_sound: Callable[..., Path], long_file: dict[str, bytes]) -> Path:
    """Nine seconds of stereo at 44.1 kHz with the statistics of the recording; a chunk has 1.9 s."""
    source = write_sound("talk.wav", 9.0, rate_hz=44_100, channels=2)
    small = source.with_suffix(".sqc")
    if "sqc" in long_file:
        small.write_bytes(long_file["sqc"])
    else:
        compress(source, small, CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False))
        long_file["sqc"] = small.read_bytes()
    source.unlink()
    return small


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by the number of tokens whenever some are decoded."""
    tokens: list[int] = []
    push = StreamDecoder.push

    def watched(self: StreamDecoder, given: np.ndarray) -> np.ndarray:
        tokens.append(given.shape[1])
        return push(self, given)

    monkeypatch.setattr(StreamDecoder, "push", watched)
    return tokens


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def stop_at(share: float, token: CancelToken) -> Callable[[float, float], None]:
    def stop(done_s: float, total_s: float) -> None:
        if done_s >= share * total_s:
            token.stop_for_now()

    return stop


def stopped(small: Path, target: Path, share: float = 0.6) -> Path:
    """Restores up to there; gives the path of what is kept."""
    token = CancelToken()
    with pytest.raises(CancelledError):
        restore(small, target, CPU, stop_at(share, token), token)
    return files.work_path(small, target)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")
def test_after_kill_9_it_goes_on_and_gives_the_same_bytes(
    long: Path, start_tiny: Callable[..., subprocess.Popen[str]], tmp_path: Path, decoded: list[int]
) -> None:
    target = long.with_suffix(".wav")
    killed = start_tiny("decode", long, "--device", "cpu", before=KILL_AFTER_PIECES.format(pieces=5))
    killed.communicate(timeout=600)
    assert killed.returncode == -signal.SIGKILL
    kept = files.work_path(long, target)
    assert left_in(long.parent) == {
        long.name,
        *(kept.with_suffix(suffix).name for suffix in (".part", ".new", ".lock")),
    }
    told_s: list[float] = []
    resumed = restore(long, target, CPU, lambda done_s, _total_s: told_s.append(done_s))
    with_resume = sum(decoded)
    assert told_s[:2] == [told_s[0]] * 2, "what was done stands still while it is passed over"
    assert 0.2 * resumed.duration_s < told_s[0] < resumed.duration_s
    assert left_in(long.parent) == {long.name, target.name}
    decoded.clear()
    whole = restore(long, tmp_path / "whole.wav", CPU)
    assert with_resume < 0.75 * sum(decoded), "windows that attention looks back on are decoded again"
    assert target.read_bytes() == whole.target.read_bytes()
    assert resumed.verified
    assert resumed.notices == whole.notices


@pytest.mark.parametrize("suffix", [".flac", ".mp3", ".opus"])
def test_every_format_goes_on(
    long: Path, tmp_path: Path, suffix: str, read_sound: Callable[[Path], np.ndarray], decoded: list[int]
) -> None:
    whole = restore(long, tmp_path / f"whole{suffix}", CPU).target
    in_one_go = sum(decoded)
    stopped(long, tmp_path / f"x{suffix}")
    decoded.clear()
    resumed = restore(long, tmp_path / f"x{suffix}", CPU).target
    assert sum(decoded) < 0.75 * in_one_go
    assert np.array_equal(read_sound(resumed), read_sound(whole))
    if suffix != ".opus":  # libsndfile draws the serial number of an Ogg stream by lot
        assert resumed.read_bytes() == whole.read_bytes()


def test_other_target_settings_use_what_is_decoded(long: Path, tmp_path: Path, decoded: list[int]) -> None:
    codec_rate = RestoreSettings(compute=ComputeChoice("cpu"), rate="codec", sample_format="FLOAT")
    whole = restore(long, tmp_path / "whole.wav", codec_rate).target.read_bytes()
    in_one_go = sum(decoded)
    stopped(long, tmp_path / "x.wav")
    decoded.clear()
    assert restore(long, tmp_path / "x.wav", codec_rate).target.read_bytes() == whole
    assert sum(decoded) < 0.75 * in_one_go


def test_joined_recordings_go_on_in_their_second_part(long: Path, tmp_path: Path, decoded: list[int]) -> None:
    joined = join([long, long], tmp_path / "both.sqc").target
    whole = restore(joined, tmp_path / "whole.wav", CPU).target.read_bytes()
    in_one_go = sum(decoded)
    stopped(joined, tmp_path / "x.wav", 0.8)
    decoded.clear()
    assert restore(joined, tmp_path / "x.wav", CPU).target.read_bytes() == whole
    assert 0 < sum(decoded) < 0.4 * in_one_go


@pytest.mark.parametrize("harm", ["cut", "flipped", "another file", "another version"])
def test_what_does_not_belong_or_is_torn_is_not_used(
    long: Path, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = restore(long, tmp_path / "whole.wav", CPU).target.read_bytes()
    kept = stopped(long, tmp_path / "x.wav")
    data = bytearray(kept.read_bytes())
    if harm == "cut":
        kept.write_bytes(data[: len(data) // 2])
    elif harm == "flipped":
        data[len(data) // 3] ^= 0x40
        kept.write_bytes(data)
    elif harm == "another file":
        kept.write_bytes(b"{}\n" + bytes(1000))
    else:
        monkeypatch.setattr("sqcodec_gui.engine.restore.__version__", "0.0.0")
    assert restore(long, tmp_path / "x.wav", CPU).target.read_bytes() == whole
    assert not kept.exists()


def test_a_damaged_file_is_decoded_anew_with_its_notices(long: Path, tmp_path: Path, damage: Flip) -> None:
    damage(long, 2)
    with SqcReader(long, tolerant=True) as reader:
        assert not reader.damage, "found only when the block is read"
    whole = restore(long, tmp_path / "whole.wav", CPU)
    kept = stopped(long, tmp_path / "x.wav")
    assert not kept.exists()
    again = restore(long, tmp_path / "x.wav", CPU)
    assert again.target.read_bytes() == whole.target.read_bytes()
    assert (again.notices, again.verified, again.lost_s) == (whole.notices, False, whole.lost_s)


def test_cancelling_for_good_or_discarding_leaves_nothing(long: Path, tmp_path: Path) -> None:
    token, out = CancelToken(), tmp_path / "out"
    with pytest.raises(CancelledError):
        restore(long, out / "x.wav", CPU, lambda done_s, total_s: token.cancel() if done_s > 5 else None, token)
    assert left_in(out) == set()
    kept = stopped(long, out / "x.wav")
    assert left_in(out) == {kept.name}
    files.discard_unfinished(long, out / "x.wav")
    assert left_in(out) == set()


@pytest.mark.parametrize("refusal", ["no room", "a full disk"])
def test_where_nothing_can_be_kept_it_is_restored_all_the_same(
    long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: str
) -> None:
    whole = restore(long, tmp_path / "whole.wav", CPU).target.read_bytes()
    if refusal == "no room":
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10, 5, 5))  # type: ignore[attr-defined]
    else:
        init = DecodeCache.__init__

        class Full:
            def write(self, data: bytes) -> int:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

            def close(self) -> None: ...
            def __getattr__(self, name: str) -> Any:
                return lambda *given: b""

        def on_a_full_disk(self: DecodeCache, *given: Any) -> None:
            init(self, *given)
            self._close()
            self._file = Full()  # type: ignore[assignment]

        monkeypatch.setattr(DecodeCache, "__init__", on_a_full_disk)
    assert restore(long, tmp_path / "out" / "x.wav", CPU).target.read_bytes() == whole
    assert left_in(tmp_path / "out") == {"x.wav"}


@pytest.mark.parametrize("changed", ["threads", "engine", "streams", "machine"])
def test_what_was_rounded_otherwise_is_not_put_together(
    long: Path, tmp_path: Path, decoded: list[int], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """With other threads, streams or another version of the engine the last bit may differ: all is decoded anew."""
    token = CancelToken()

    def stop(done_s: float, total_s: float) -> None:
        if done_s > total_s / 2:
            token.stop_for_now()

    with pytest.raises(CancelledError):
        restore(long, None, CPU, stop, token)
    rounding = device.rounding_identity
    monkeypatch.setattr(device, "rounding_identity", lambda *place: rounding(*place) | {changed: "another"})
    decoded.clear()
    restore(long, None, CPU)
    anew = sum(decoded)
    decoded.clear()
    restore(long, tmp_path / "whole.wav", CPU)
    assert anew == sum(decoded)


def test_the_identity_of_what_is_kept_names_what_rounding_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    machine = f"{platform.node()} {platform.machine()}"
    found = {"engine": f"torch {version('torch')}", "threads": 3, "streams": 2, "machine": machine}
    assert device.rounding_identity("torch", 2) == found
