"""Files of the family ``spectral``: through the engine as a whole, and never with torch on a processor."""

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.errors import BadWeightsError, EngineFailureError, MissingWeightsError
from sqcodec_gui.codec.model_store.install import install_set
from sqcodec_gui.codec.model_store.installed import find_installed, list_installed
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.grid import BLOCK_FRAMES
from sqcodec_gui.codec.spectral.openvino_engine import SpectralOpenVino
from sqcodec_gui.codec.spectral.openvino_graphs import encoder_graph
from sqcodec_gui.codec.spectral.reference import Reference
from sqcodec_gui.codec.streams import all_of, encoder_start, open_encoder
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import conformance, device, models, self_test
from sqcodec_gui.engine.check import check_written
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.edit import repair, shrink
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.preview import decode_preview, prepare, stored_qualities
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.paths import user_cache_dir

QUALITIES = ("spectral-6kbps", "spectral-3kbps", "spectral-1k5bps")
BLOCK_S = BLOCK_FRAMES * 180 / 16_000
WriteSound = Callable[..., Path]


@pytest.fixture(autouse=True)
def anew() -> None:
    models.forget()


def compressed(source: Path, model: str = "spectral-6kbps", name: str = "small.sqc", **settings: Any) -> Path:
    result = compress(source, source.with_name(name), CompressSettings(model=model, **settings))
    return result.target


def tokens_of(path: Path) -> np.ndarray:
    with SqcReader(path) as reader:
        return np.concatenate([reader.read_block(index) for index in range(len(reader.blocks))], axis=1)


def heard_from(path: Path, start_s: float, layers: int | None = None) -> np.ndarray:
    blocks: list[np.ndarray] = []
    decode_preview(path, lambda _start, block: blocks.append(block), start_s, layers=layers)
    return np.concatenate(blocks)


def restored(path: Path) -> np.ndarray:
    settings = RestoreSettings(sample_format="FLOAT", exists="overwrite")
    return soundfile.read(restore(path, path.with_suffix(".wav"), settings).target, dtype="float32", always_2d=True)[0]


@pytest.mark.parametrize("model", QUALITIES)
def test_there_and_back(spectral: str, write_sound: WriteSound, model: str) -> None:
    source = write_sound(seconds=12.3)
    result = compress(source, None, CompressSettings(model=model))
    assert result.verified
    assert result.model == model
    assert result.notices == ()
    with SqcReader(result.target) as reader:
        assert reader.header.model == model
        assert reader.header.weights_sha256 == find_installed(model).sha256
        assert reader.check() == []
    assert len(restored(result.target)) == round(12.3 * 16_000)
    assert verify(result.target, decode=True).problems == ()


@pytest.mark.parametrize(("seconds", "files_at_once", "is_kept"), [(3.0, 1, True), (12.3, 2, True), (12.3, 1, False)])
def test_what_encodes_a_long_recording_alone_is_given_back_before_it_is_checked(
    spectral: str,
    write_sound: WriteSound,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    files_at_once: int,
    is_kept: bool,
) -> None:
    encoders = []

    def look(work: Path, source: Path, info: object, codec: SpectralCodec, *rest: Any) -> Any:
        assert isinstance(codec.spectral_engine, SpectralOpenVino)
        encoders.append([graph for graph, _ in codec.spectral_engine._programs if graph is encoder_graph])
        return check_written(work, source, info, codec, *rest)

    monkeypatch.setattr("sqcodec_gui.engine.compress.check_written", look)
    source = write_sound(seconds=seconds)
    for name in ("first.sqc", "second.sqc"):  # the second needs again what was given back
        compressed(source, name=name, files_at_once=files_at_once)
    assert list(map(bool, encoders)) == [is_kept, is_kept]
    assert tokens_of(source.with_name("first.sqc")).tolist() == tokens_of(source.with_name("second.sqc")).tolist()


def test_smaller_qualities_are_the_first_tokens_of_the_best(spectral: str, write_sound: WriteSound) -> None:
    source = write_sound(seconds=5)
    best, middle, least = (tokens_of(compressed(source, model, f"{model}.sqc")) for model in QUALITIES)
    assert best.shape == (1, 445, 4)
    assert np.array_equal(middle, best[..., :2])
    assert np.array_equal(least, best[..., :1])


def test_less_of_a_file_is_heard_as_the_smaller_file_would_be(spectral: str, write_sound: WriteSound) -> None:
    small = compressed(write_sound(seconds=12.3, channels=2))
    held = stored_qualities(small)
    assert [one.model for one in held] == ["spectral-1k5bps", "spectral-3kbps", "spectral-6kbps"]
    assert held[-1].file_bytes == small.stat().st_size
    for quality in held[:-1]:
        alone = shrink(small, None, quality.model).target
        assert quality.file_bytes == pytest.approx(alone.stat().st_size, abs=16)
        assert np.array_equal(heard_from(small, 4.0, quality.layers), heard_from(alone, 4.0))
    assert stored_qualities(compressed(write_sound(seconds=1), "spectral-1k5bps", "least.sqc")) == ()


def test_one_file_of_weights_serves_all_qualities(spectral: str) -> None:
    folder = find_installed(spectral).path
    found = [model for model in list_installed() if model.path == folder]
    assert [model.name for model in found] == list(QUALITIES)
    assert len({model.sha256 for model in found}) == 1
    with pytest.raises(MissingWeightsError, match="0123"):
        find_installed(spectral, "0123" * 16)
    codecs = [models.load(model, device.resolve()) for model in found]
    assert all(isinstance(codec, SpectralCodec) for codec in codecs)
    assert len({id(codec.spectral_engine) for codec in codecs if isinstance(codec, SpectralCodec)}) == 1


def test_weights_of_a_kit_are_kept_once(spectral: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = find_installed(spectral).path.parent
    monkeypatch.setenv("SQCODEC_HOME", str(tmp_path))
    first, again = install_set(folder), install_set(folder)
    assert first == again
    assert first.path.parent.parent == tmp_path / "data" / "models" / "spectral"
    assert find_installed("spectral-1k5bps").path == first.path
    assert install_set(folder, "spectral-3kbps").name == "spectral-3kbps"
    with pytest.raises(BadWeightsError, match="are of spectral, not of 6kbps"):
        install_set(folder, "6kbps")


@pytest.mark.parametrize("channels", [1, 2])
def test_what_was_interrupted_goes_on_to_the_same_bytes(
    spectral: str, write_sound: WriteSound, written_blocks: list[int], monkeypatch: pytest.MonkeyPatch, channels: int
) -> None:
    source = write_sound(seconds=9.2 * BLOCK_S, channels=channels)
    whole = compressed(source, name="whole.sqc", check=False).read_bytes()
    token, settings = CancelToken(), CompressSettings(model=spectral, check=False)

    def stop_after_two(done_s: float, total_s: float) -> None:
        if len(written_blocks) >= 2:
            token.stop_for_now()

    written_blocks.clear()
    with pytest.raises(Exception, match="Cancelled"):
        compress(source, source.with_name("part.sqc"), settings, stop_after_two, token)
    assert written_blocks == list(range(stopped := len(written_blocks)))
    assert 2 <= stopped < 10
    part = compress(source, source.with_name("part.sqc"), settings).target
    assert written_blocks == list(range(10)), "the first were not made again"
    assert part.read_bytes() == whole


def test_sound_from_any_second_is_that_of_the_whole(spectral: str, write_sound: WriteSound) -> None:
    small = compressed(write_sound(seconds=25), check=False)
    whole = restored(small)
    for start_s in (0.0, 3.0, 11.7, 20.2, 24.9):
        pieces: dict[int, np.ndarray] = {}
        decode_preview(small, pieces.__setitem__, start_s)
        assert min(pieces) == round(start_s * 16_000)
        heard = np.concatenate([pieces[frame] for frame in sorted(pieces)])
        assert np.array_equal(heard, whole[-len(heard) :])


def test_equal_channels_are_coded_as_one(spectral: str, write_sound: WriteSound) -> None:
    both = tokens_of(compressed(write_sound("both.wav", seconds=12, channels=2, same=True), name="both.sqc"))
    one = tokens_of(compressed(write_sound("one.wav", seconds=12), name="one.sqc"))
    assert np.array_equal(both[0], one[0])
    assert np.array_equal(both[1], one[0])


def test_a_damaged_block_is_silent_and_changes_no_more_than_its_context(spectral: str, write_sound: WriteSound) -> None:
    small = compressed(write_sound(seconds=4 * BLOCK_S), check=False)
    whole = restored(small)[:, 0]
    with SqcReader(small) as reader:
        entry = reader.blocks[1]
    data = bytearray(small.read_bytes())
    data[entry.offset + 30] ^= 255  # type: ignore[operator]  # it has an offset
    small.write_bytes(data)
    holed = restored(small)[:, 0]
    changed = np.flatnonzero(holed != whole) / 16_000
    assert changed[0] > BLOCK_S - 1.32
    assert changed[-1] < 2 * BLOCK_S + 1.32
    silent = holed[int((BLOCK_S + 0.02) * 16_000) : int((2 * BLOCK_S - 0.02) * 16_000)]
    assert not silent.any()
    assert np.abs(np.diff(holed)).max() <= np.abs(np.diff(whole)).max()


def test_sound_that_is_only_worse_is_told_before_a_repair_and_after_it(
    spectral: str, write_sound: WriteSound, tmp_path: Path
) -> None:
    small = compressed(write_sound(seconds=2.0))
    with SqcReader(small) as reader:
        entry = reader.blocks[0]
    data = bytearray(small.read_bytes())
    data[entry.offset + entry.size_bytes - 5] ^= 1  # type: ignore[operator]  # in the third layer
    small.write_bytes(data)
    damaged = restore(small, tmp_path / "damaged.wav", RestoreSettings())
    worse = "2.0 s sound worse than the rest: upper layers are damaged."
    assert damaged.notices == ("small.sqc is damaged, but all of its sound was read.", worse)
    mended = repair(small, tmp_path / "mended.sqc").target
    (problem,) = verify(mended).problems
    for settings in (RestoreSettings(), RestoreSettings(exists="skip")):
        back = restore(mended, tmp_path / "mended.wav", settings)
        assert (back.complete, back.verified) == (False, False)
        assert problem in back.notices or back.skipped
    kit = make_kit([mended], tmp_path / "kit")
    assert kit.incomplete == (f"mended.sqc: {problem}",)
    assert "(1 of them not complete)" in (tmp_path / "kit" / "bag-info.txt").read_text("utf-8")


def test_engines_choose_the_same_tokens(spectral: str, write_sound: WriteSound) -> None:
    installed, audio = find_installed(spectral), soundfile.read(write_sound(seconds=12), dtype="float32")[0][None]
    codecs = [models.load(installed, device.resolve(ComputeChoice("cpu", engine))) for engine in ("openvino", "torch")]
    ours, reference = (all_of(open_encoder(codec), audio) for codec in codecs)
    assert np.mean(ours == reference) > 0.999
    assert [codec.engine for codec in codecs] == ["openvino", "torch"]
    assert encoder_start(codecs[0], BLOCK_FRAMES + 5) == BLOCK_FRAMES


NO_TORCH = """
import sys
from sqcodec_gui.cli import main
assert main(sys.argv[1:]) == 0
for name in ("torch", "av", "importlib.metadata"):  # a WAV needs none, and each takes time
    assert name not in sys.modules, f"{name} was loaded"
"""


def test_nothing_loads_torch_on_a_processor_nor_ffmpeg_for_a_wav(
    spectral: str, spectral_home: Path, write_sound: WriteSound, tmp_path: Path
) -> None:
    source = write_sound(seconds=4)
    home = tmp_path / "home"  # where nothing is proven yet
    (home / "data").mkdir(parents=True)
    (home / "data" / "models").symlink_to(spectral_home / "data" / "models", target_is_directory=True)
    for words in (
        ["encode", source, "-o", tmp_path / "a.sqc", "--model", spectral],
        ["decode", tmp_path / "a.sqc", "-o", tmp_path / "a.wav"],
        ["verify", tmp_path / "a.sqc", "--decode"],
    ):
        subprocess.run(
            [sys.executable, "-c", NO_TORCH, *map(str, words), "--device", "cpu"],
            env=os.environ | {"SQCODEC_HOME": str(home)},
            check=True,
        )


def test_an_engine_that_gives_something_else_is_not_used(
    spectral: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = find_installed(spectral)
    monkeypatch.setenv("SQCODEC_HOME", str(tmp_path))  # nothing is proven here
    right = conformance.load_reference(installed.path, installed.sha256)
    wrong = Reference((right.tokens + 1) % 7**6, right.sound[::-1])
    monkeypatch.setattr(conformance, "load_reference", lambda *given: wrong)
    for encodes, words in ((True, "other numbers"), (False, "another sound")):
        models.forget()
        models._failures.clear()
        if encodes:  # what decodes is right, and was proven before
            conformance.remember(installed, device.resolve(), conformance.Direction.DECODING)
        else:
            shutil.rmtree(tmp_path / "cache")
        with pytest.raises(EngineFailureError, match=words):
            models.load(installed, device.resolve(), encodes)
    codec = models.load_with_fallback(installed, device.resolve())
    assert codec.engine == "torch"
    models._failures.clear()


@pytest.mark.parametrize("engine", ["openvino", "torch"])
def test_the_self_test_compares_with_what_the_weights_bring(spectral: str, engine: str) -> None:
    place = device.resolve(ComputeChoice("cpu", engine))
    result = self_test.check_model(find_installed(spectral), place)
    assert result.difference is not None
    assert 0 < result.difference < 0.001
    assert result.is_right


def test_the_self_test_tells_a_wrong_engine(spectral: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conformance, "sound_by", lambda _engine, tokens, grid: np.zeros(len(tokens) * 180, np.float32))
    assert not self_test.check_model(find_installed(spectral), device.resolve(ComputeChoice("cpu", "torch"))).is_right


def test_the_same_bytes_whatever_the_number_of_threads(spectral: str, write_sound: WriteSound) -> None:
    source, hashes = write_sound(seconds=22), set()
    for count in ("1", "3"):
        code = "import sys; from sqcodec_gui.cli import main; sys.exit(main(sys.argv[1:]))"
        small, back = source.with_name(f"{count}.sqc"), source.with_name(f"{count}.wav")
        for words in (
            ["encode", source, "-o", small, "--model", spectral, "--no-check"],
            ["decode", small, "-o", back],
        ):
            environment = os.environ | {"OMP_NUM_THREADS": count}
            subprocess.run([sys.executable, "-c", code, *map(str, words)], env=environment, check=True)
        hashes.add(hashlib.sha256(small.read_bytes() + back.read_bytes()).hexdigest())
    assert len(hashes) == 1


DECODER_WITHOUT = """
import runpy, sys
sys.modules |= {"torch": None, "soxr": None}
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize("model", QUALITIES)
def test_the_kit_decodes_with_numpy_alone(spectral: str, write_sound: WriteSound, tmp_path: Path, model: str) -> None:
    small = compressed(write_sound(seconds=23, channels=2), model, check=False)
    kit = make_kit([small], tmp_path / "kit").target / "data"
    heard = tmp_path / "heard.wav"
    command = [sys.executable, "-c", DECODER_WITHOUT, str(kit / "decoder" / "decode_sqc.py")]
    told = subprocess.run([*command, str(kit / "recordings" / small.name), str(heard)], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
    assert "those that were stored" in told.stdout
    right = restored(small)
    assert np.abs(soundfile.read(heard, dtype="float32")[0] - right).max() <= 1.5 / 32_768
    assert np.abs(right).max() > 0.05


def test_the_kit_fades_at_a_gap_as_the_program_does(spectral: str, write_sound: WriteSound, tmp_path: Path) -> None:
    small = compressed(write_sound(seconds=3 * BLOCK_S), check=False)
    kit = make_kit([small], tmp_path / "kit").target / "data"
    with SqcReader(small) as reader:
        entry = reader.blocks[1]
    data = bytearray(small.read_bytes())
    data[entry.offset + 30] ^= 255  # type: ignore[operator]  # it has an offset
    small.write_bytes(data)
    decoder = runpy.run_path(str(kit / "decoder" / "decode_sqc.py"))
    assert decoder["decode_file"](small, tmp_path / "heard.wav", kit / "weights", False) == 1
    heard = soundfile.read(tmp_path / "heard.wav", dtype="float32", always_2d=True)[0]
    assert np.abs(heard - restored(small)).max() <= 1.5 / 32_768


def test_the_kit_computes_nothing_of_what_is_missing_at_the_ends(
    spectral: str, write_sound: WriteSound, tmp_path: Path
) -> None:
    """A quarter of an hour of lost blocks takes a few bytes; the sound beside them is what it would be anyhow."""
    small = compressed(write_sound(seconds=4), check=False)
    kit = make_kit([small], tmp_path / "kit").target / "data"
    decoder = runpy.run_path(str(kit / "decoder" / "decode_sqc.py"))
    [weights] = (kit / "weights").rglob("model.safetensors")
    network = decoder["SpectralNetwork"](weights.parent)
    row = tokens_of(small)[0].astype(np.int64)
    missing = np.full((300, row.shape[1]), decoder["LOST"])
    given: list[int] = []
    sound = network.sound
    network.sound = lambda tokens: (given.append(len(tokens)), sound(tokens))[1]
    for tokens in (row, np.concatenate([missing, row, missing[:50]]), np.concatenate([row, missing])):
        assert np.abs(network.sound_with_ends(tokens) - sound(tokens)).max() < 1e-5
    assert max(given) <= len(row) + 2 * 4
    assert not network.sound_with_ends(missing).any()
    assert len(given) == 3


def test_jumps_are_tried_once_a_block_was_heard_and_not_by_an_idle_window(
    spectral: str, write_sound: WriteSound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trial keeps 130 MB that a window at rest does without; what it found is kept on this machine."""
    shutil.rmtree(user_cache_dir(), ignore_errors=True)

    def spectral_engine() -> Any:
        codec = models.load(find_installed(spectral), device.resolve(ComputeChoice()), encodes=False)
        assert isinstance(codec, SpectralCodec)
        return codec.spectral_engine

    short = compressed(write_sound("short.wav", seconds=2), name="short.sqc", check=False)
    long = compressed(write_sound("long.wav", seconds=BLOCK_S + 1), name="long.sqc", check=False)
    prepare(ComputeChoice(), CancelToken(), spectral)
    heard_from(short, 0.0)
    assert spectral_engine().is_alike_in_pieces is None
    heard_from(long, 0.0)
    found = spectral_engine().is_alike_in_pieces
    assert found is not None
    models.forget()
    assert spectral_engine().is_alike_in_pieces is (found or None)
    monkeypatch.setattr(SpectralCodec, "try_pieces", lambda _codec: True)
    heard_from(long, 0.0)
    models.forget()
    assert spectral_engine().is_alike_in_pieces
