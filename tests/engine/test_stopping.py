"""Cancelling is answered soon, also while the codec is loaded and proven for the first time: no other step begins."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec
from sqcodec_gui.engine import conformance, models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.preview import decode_preview
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.verify import verify

pytest.importorskip("openvino")

from sqcodec_gui.codec.sqcodec import openvino_engine
from sqcodec_gui.codec.sqcodec.network import Codec

Write = Callable[..., Path]
STEP_S = 0.3
SETTINGS = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
JOBS: dict[str, Callable[[Path, CancelToken], object]] = {
    "compress": lambda small, cancel: compress(small.with_suffix(".wav"), None, SETTINGS, cancel=cancel),
    "restore": lambda small, cancel: restore(small, None, RestoreSettings(compute=ComputeChoice("cpu")), cancel=cancel),
    "preview": lambda small, cancel: decode_preview(
        small, lambda *_: None, compute=ComputeChoice("cpu"), cancel=cancel
    ),
    "verify": lambda small, cancel: verify(small, decode=True, compute=ComputeChoice("cpu"), cancel=cancel),
}


@pytest.fixture
def small(tiny: CodecConfig, write_sound: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ``.sqc`` file beside its source; nothing is loaded or proven."""
    made = compress(
        write_sound(), None, CompressSettings(model="tiny", compute=ComputeChoice("cpu", "torch"), check=False)
    )
    monkeypatch.setattr(paths, "user_cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(
        conformance, "stored_reference_path", lambda installed: tmp_path / "references" / installed.name
    )
    monkeypatch.setattr(models, "_failures", {})
    models.forget()
    return made.target


def cancelled_s(work: Callable[[CancelToken], object], begun: threading.Event) -> tuple[float, float]:
    """When ``work`` was cancelled, a bit after it has begun, and when it ended; by the monotonic clock."""
    cancel, asked_s = CancelToken(), []

    def ask() -> None:
        assert begun.wait(600)
        time.sleep(STEP_S / 3)
        asked_s.append(time.monotonic())
        cancel.cancel()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    with pytest.raises(CancelledError):
        work(cancel)
    ended_s = time.monotonic()
    asking.join()
    return asked_s[0], ended_s


def slow(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> tuple[threading.Event, list[float]]:
    """Makes a step take longer; gives an event that is set when it first begins, and the times when it begins."""
    begun, step = threading.Event(), getattr(owner, name)
    times_s: list[float] = []

    def work(*given: object) -> object:
        times_s.append(time.monotonic())
        begun.set()
        time.sleep(STEP_S)
        return step(*given)

    monkeypatch.setattr(owner, name, work)
    return begun, times_s


@pytest.mark.parametrize("name", JOBS)
def test_while_graphs_are_compiled(small: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    begun, times_s = slow(monkeypatch, openvino_engine, "shared_core")
    asked_s, _ = cancelled_s(lambda cancel: JOBS[name](small, cancel), begun)
    assert times_s[-1] < asked_s, "no other graph"
    assert not list(small.parent.glob("*.part*"))


@pytest.mark.parametrize(("owner", "step"), [(Codec, "encode_chunk"), (Codec, "synthesise")])
def test_while_torch_computes_for_the_proof(
    small: Path, monkeypatch: pytest.MonkeyPatch, owner: type, step: str
) -> None:
    with monkeypatch.context() as slowly:
        begun, times_s = slow(slowly, owner, step)
        asked_s, _ = cancelled_s(lambda cancel: JOBS["preview"](small, cancel), begun)
    assert times_s[-1] < asked_s, "no other chunk"
    assert not (paths.user_cache_dir() / "engines").exists(), "a proof that was stopped is none"
    heard: list[int] = []
    decode_preview(small, lambda _, block: heard.append(len(block)), compute=ComputeChoice("cpu"))
    assert sum(heard) == 32_000, "and the next one goes well"


def test_while_a_large_module_is_imported(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def load(name: str) -> None:
        begun.set()
        ended.wait()

    monkeypatch.setattr(models, "import_module", load)
    try:
        cancelled_s(lambda cancel: JOBS["preview"](small, cancel), begun)
        assert not ended.is_set(), "nobody has waited for it"
    finally:
        ended.set()


def test_while_another_job_loads(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def load(*_: object) -> ChunkCodec:
        begun.set()
        ended.wait()
        raise CancelledError

    def preview_in_vain() -> None:
        with pytest.raises(CancelledError):
            JOBS["preview"](small, CancelToken())

    monkeypatch.setattr(models, "_load_fast", load)
    other = threading.Thread(target=preview_in_vain)
    other.start()
    assert begun.wait(600)
    try:
        cancelled_s(lambda cancel: JOBS["restore"](small, cancel), begun)
        assert other.is_alive(), "nobody has waited for it"
    finally:
        ended.set()
        other.join()
