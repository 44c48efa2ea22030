"""The choice of engine, its proof, and what happens when it fails: a notice, and the sound of torch."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.model_store.installed import InstalledModel, find_installed
from sqcodec_gui.codec.spectral.reference import Reference
from sqcodec_gui.codec.sqcodec import streaming
from sqcodec_gui.codec.sqcodec.engine import FIRST_PIECE_SECONDS, ChunkCodec, first_piece_frames
from sqcodec_gui.codec.streams import AnyCodec
from sqcodec_gui.engine import conformance, device, models, preview
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.conformance import REFERENCE_NAME, Direction
from sqcodec_gui.engine.preview import decode_preview, prepare
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.self_test import write_self_test
from sqcodec_gui.engine.settings_and_results import (
    DEFAULT_COMPUTE,
    CompressSettings,
    ComputeChoice,
    EngineError,
    RestoreSettings,
)
from sqcodec_gui.paths import HOME_VARIABLE

pytest.importorskip("openvino")

from sqcodec_gui.codec.sqcodec.openvino_engine import OpenVinoCodec

Write = Callable[..., Path]
FAST = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
ON_TORCH = replace(FAST, compute=ComputeChoice("cpu", "torch"))


@pytest.fixture
def engines(tiny: CodecConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where proofs are kept, empty; nothing is loaded, and neither failure nor reference remembered."""
    monkeypatch.setattr(paths, "user_cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(
        conformance, "stored_reference_path", lambda installed: tmp_path / "references" / installed.name
    )
    monkeypatch.setattr(models, "_failures", {})
    models.forget()
    return tmp_path / "cache" / "engines"


@pytest.fixture
def references(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with each comparison."""
    made: list[str] = []
    compare = conformance._compare

    def watched(codec: ChunkCodec, known: Reference, way: Direction) -> None:
        made.append(f"{codec.engine} {way.value}")
        compare(codec, known, way)

    monkeypatch.setattr(conformance, "_compare", watched)
    return made


def test_the_processor_has_the_fast_engine_and_gives_the_same_file(engines: Path, write_sound: Write) -> None:
    source = write_sound(seconds=3.0, channels=2)
    fast, slow = compress(source, None, FAST), compress(source, None, ON_TORCH)
    assert (fast.engine, slow.engine) == ("openvino", "torch")
    assert fast.notices == slow.notices
    assert fast.target.read_bytes() == slow.target.read_bytes()


def test_wishes_for_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert device.resolve(ComputeChoice("cpu", "torch")).engine == "torch"
    assert device.resolve(ComputeChoice("auto", "openvino")).device == "cpu"
    monkeypatch.setattr(device, "_exists", lambda name: True)
    monkeypatch.setattr(device, "_name", lambda name: name)
    assert device.resolve(ComputeChoice("cuda")).engine == "torch"
    with pytest.raises(EngineError, match="computes on the processor"):
        device.resolve(ComputeChoice("cuda", "openvino"))
    monkeypatch.setattr(device, "_has_openvino", lambda: False)
    assert device.resolve(ComputeChoice("cpu")).engine == "torch"
    with pytest.raises(EngineError, match="not installed"):
        device.resolve(ComputeChoice("cpu", "openvino"))


def test_one_proof_is_enough_until_something_changes(
    engines: Path, references: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, place = find_installed("tiny"), device.resolve(ComputeChoice("cpu"))
    for _ in range(2):
        models.load(installed, place)
        models.forget()
    assert references == ["openvino decoding", "openvino encoding"]
    kept, _ = engines.iterdir()
    kept.write_bytes(kept.read_bytes()[:20])
    models.load(installed, place)
    assert len(references) == 3, "a damaged proof is none"
    models.forget()
    monkeypatch.setattr("sqcodec_gui.codec.openvino_runtime.get_version", lambda: "1999")
    models.load(installed, place)
    assert len(references) == 5, "nor is that of another version"


def test_who_only_decodes_waits_for_no_proof_of_encoding(engines: Path, references: list[str]) -> None:
    installed, place = find_installed("tiny"), device.resolve(ComputeChoice("cpu"))
    models.load(installed, place, encodes=False)
    assert references == ["openvino decoding"]
    models.load(installed, place)
    assert references == ["openvino decoding", "openvino encoding"]


@pytest.fixture
def with_known(engines: Path, tiny_home: Path) -> Iterator[Path]:
    """A folder of weights that bring what torch makes of a known sound."""
    folder = tiny_home / "data" / "models" / "tiny"
    write_self_test(folder)
    models.forget()
    yield folder
    (folder / REFERENCE_NAME).unlink()


def refuse_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(codec: ChunkCodec) -> Reference:
        raise AssertionError("torch was asked")

    monkeypatch.setattr(conformance, "reference_by", refuse)


def test_weights_that_bring_what_torch_gives_are_proven_without_it(
    with_known: Path, references: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_torch(monkeypatch)
    assert models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu"))).engine == "openvino"
    assert len(references) == 2


@pytest.mark.parametrize(("name", "reason"), [("proof_tokens", "other numbers"), ("proof_sound", "another sound")])
def test_an_engine_that_gives_something_else_than_is_known_is_not_used(
    with_known: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    if name == "proof_tokens":  # what decodes is proven before, and stays so
        models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu")), encodes=False)
        models.forget()
    with np.load(with_known / REFERENCE_NAME) as kept:
        values = dict(kept)
    values[name] = np.roll(values[name], 1)
    np.savez_compressed(with_known / REFERENCE_NAME, **values)
    refuse_torch(monkeypatch)
    for _ in range(2):
        with pytest.raises(EngineFailureError, match=reason):
            models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu")))


@pytest.mark.parametrize(
    "change",
    [
        lambda path, values: np.savez_compressed(path, **values | {"tensors_sha256": np.array("0" * 64)}),
        lambda path, values: np.savez_compressed(path, sound=values["proof_sound"]),
        lambda path, values: path.write_bytes(path.read_bytes()[:-100]),
        lambda path, values: path.write_bytes(path.read_bytes()[:500] + bytes(len(path.read_bytes()) - 500)),
    ],
    ids=["of another file", "of an older version", "cut", "damaged"],
)
def test_what_is_known_of_other_weights_or_damaged_counts_as_nothing(
    with_known: Path, references: list[str], change: Callable[..., object]
) -> None:
    with np.load(with_known / REFERENCE_NAME) as kept:
        values = dict(kept)
    change(with_known / REFERENCE_NAME, values)
    asked: list[str] = []
    codec = models._load(find_installed("tiny"), 0, device.resolve(ComputeChoice("cpu")))

    def on_torch() -> ChunkCodec:
        asked.append("torch")
        return models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu", "torch")))

    place = device.resolve(ComputeChoice("cpu"))
    conformance.require(find_installed("tiny"), place, codec, on_torch, Direction.DECODING)
    assert asked == ["torch"]


def test_the_weights_that_come_along_never_need_torch(tmp_path: Path) -> None:
    """On a machine where nothing was proven before, from a file to sound and back."""
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from sqcodec_gui.engine import device, models\n"
        "from sqcodec_gui.engine.settings_and_results import ComputeChoice\n"
        "from sqcodec_gui.codec.model_store.installed import list_installed\n"
        "for installed in [one for one in list_installed() if one.store == 'bundled']:\n"
        "    assert models.load(installed, device.resolve(ComputeChoice('cpu'))).engine == 'openvino'\n"
        "sys.exit('torch' in sys.modules)"
    )
    environment = os.environ | {HOME_VARIABLE: str(tmp_path), "OMP_NUM_THREADS": "1"}
    assert subprocess.run([sys.executable, "-c", code], env=environment, timeout=600).returncode == 0
    assert len(list((tmp_path / "cache" / "engines").iterdir())) == 2


def test_where_nothing_can_be_kept_it_is_proven_anew(engines: Path, references: list[str]) -> None:
    engines.parent.mkdir()
    engines.write_text("a file where the folder should be")
    for _ in range(2):
        models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu")))
        models.forget()
    assert len(references) == 4


def spoil_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    encode = OpenVinoCodec.encode_chunk
    monkeypatch.setattr(OpenVinoCodec, "encode_chunk", lambda *given: encode(*given) // 2)


def spoil_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    synthesise = OpenVinoCodec.synthesise
    monkeypatch.setattr(OpenVinoCodec, "synthesise", lambda *given: synthesise(*given) * np.float32("nan"))


def spoil_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise ImportError("a library is missing")

    monkeypatch.setattr("sqcodec_gui.codec.sqcodec.openvino_engine.load_openvino", refuse)


def spoil_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise EngineFailureError("OpenVINO failed: no memory")

    monkeypatch.setattr(conformance, "_compare", lambda codec, known, way: None)
    monkeypatch.setattr(OpenVinoCodec, "encode_chunk", refuse)
    monkeypatch.setattr(OpenVinoCodec, "synthesise", refuse)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (spoil_tokens, "gives other numbers than torch"),
        (spoil_sound, "gives another sound than torch"),
        (spoil_start, "does not start: a library is missing"),
        (spoil_middle, "OpenVINO failed: no memory"),
    ],
)
def test_a_failing_engine_is_replaced_and_that_is_said(
    engines: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch, spoil: Callable[..., None], reason: str
) -> None:
    source = write_sound()
    expected = compress(source, None, ON_TORCH)
    sound = restore(expected.target, None, RestoreSettings(compute=ComputeChoice("cpu", "torch"))).target.read_bytes()
    spoil(monkeypatch)
    for _ in range(2):
        made = compress(source, None, FAST)
        assert made.engine == "torch"
        assert reason in made.notices[0]
        assert made.target.read_bytes() == expected.target.read_bytes()
        back = restore(made.target, None, RestoreSettings(compute=ComputeChoice("cpu")))
        assert (back.engine, reason in back.notices[0]) == ("torch", True)
        assert back.target.read_bytes() == sound


def test_listening_goes_on_without_the_fast_engine(
    engines: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = compress(write_sound(), None, ON_TORCH).target
    spoil_start(monkeypatch)
    heard: list[int] = []
    decode_preview(target, lambda frame, block: heard.append(len(block)), compute=ComputeChoice("cpu"))
    assert sum(heard) == 32_000


def heard_pieces(sqc: Path, start_s: float, monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], np.ndarray]:
    """First frame of each piece, and all that is heard, as on a machine where all comes in time."""
    monkeypatch.setattr(streaming, "REST_DUE_SHARE", float("inf"))
    monkeypatch.setattr(streaming, "NEXT_CHUNK_TIME_RATIO", 0)
    pieces: list[tuple[int, np.ndarray]] = []
    decode_preview(sqc, lambda *piece: pieces.append(piece), start_s, compute=ComputeChoice("cpu", "openvino"))
    return [frame for frame, _ in pieces], np.concatenate([block for _, block in pieces])


@pytest.mark.parametrize("start_s", [0.0, 2.0, 3.8])
def test_what_is_prepared_is_heard_sooner_and_sounds_the_same(
    engines: Path, write_sound: Write, monkeypatch: pytest.MonkeyPatch, start_s: float
) -> None:
    monkeypatch.setattr(device, "_exists", lambda name: name == "cpu")
    target = compress(write_sound(seconds=6.0, channels=2), None, ON_TORCH).target
    chunks, expected = heard_pieces(target, start_s, monkeypatch)
    prepare(DEFAULT_COMPUTE, CancelToken(), "tiny")
    codec = models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu")), encodes=False)
    assert codec.first_piece_frames in (0, first_piece_frames(codec.config)), "none, where a bit of it would differ"
    monkeypatch.setattr(codec, "first_piece_frames", first_piece_frames(codec.config))
    pieces, sound = heard_pieces(target, start_s, monkeypatch)
    assert len(pieces) == len(chunks) + 1
    assert pieces[1] - pieces[0] <= (FIRST_PIECE_SECONDS + 0.01) * codec.config.sample_rate_hz
    assert np.abs(sound - expected).max() < 1e-4


def test_where_the_chosen_model_is_not_there_the_one_that_comes_along_is_prepared(
    engines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    codec = models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu")), encodes=False)

    def load(installed: InstalledModel, place: device.ComputeTarget, encodes: bool) -> AnyCodec:
        loaded.append(installed.name)
        return codec

    monkeypatch.setattr(models, "load", load)
    monkeypatch.setattr(device, "_exists", lambda name: name == "cpu")
    monkeypatch.setattr(preview, "DEFAULT_MODEL", "tiny")
    prepare(DEFAULT_COMPUTE, CancelToken(), "24kbps_24khz")
    assert loaded == ["tiny"]


def test_where_torch_does_the_work_nothing_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> ChunkCodec:
        raise AssertionError("loaded")

    monkeypatch.setattr(models, "load", refuse)
    monkeypatch.setattr(device, "_has_openvino", lambda: False)
    monkeypatch.setattr(device, "_exists", lambda name: name == "cpu")
    prepare(DEFAULT_COMPUTE, CancelToken())


def test_once_proven_neither_torch_nor_telemetry_is_loaded(
    tiny: CodecConfig, write_sound: Write, start_tiny: Callable[..., object]
) -> None:
    models.forget()
    models.load(find_installed("tiny"), device.resolve(ComputeChoice("cpu")))
    tell = (
        "import atexit, sys\n"
        "told = ('torch', 'openvino', 'openvino_telemetry.main')\n"
        "atexit.register(lambda: print([name in sys.modules for name in told]))"
    )
    source = write_sound()
    for words in (("encode", source, "--model", "tiny"), ("decode", source.with_suffix(".sqc"))):
        process = start_tiny(*words, "--device", "cpu", before=tell)
        output, errors = process.communicate(timeout=600)  # type: ignore[attr-defined]
        assert "[False, True, False]" in output, errors


def test_two_processes_at_once_begin_with_nothing_proven(
    tiny: CodecConfig, write_sound: Write, start_tiny: Callable[..., object], tmp_path: Path
) -> None:
    new = tmp_path / "new"
    empty = f"import pathlib\nfrom sqcodec_gui import paths\npaths.user_cache_dir = lambda: pathlib.Path({str(new)!r})"
    sources = [write_sound(f"{name}.wav") for name in "ab"]
    processes = [start_tiny("encode", source, "--model", "tiny", "--json", before=empty) for source in sources]
    for process in processes:
        output, errors = process.communicate(timeout=600)  # type: ignore[attr-defined]
        assert '"engine": "openvino"' in output, errors
    assert sources[0].with_suffix(".sqc").stat().st_size > 0
    assert sources[0].read_bytes() == sources[1].read_bytes()
    kept = list((new / "engines").iterdir())
    assert [path.suffix for path in kept] == [".json", ".json"]
