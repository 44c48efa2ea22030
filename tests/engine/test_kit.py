"""The archive kit: a valid bag, and a decoder that needs nothing of this project and gives the same sound."""

import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
import zlib
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

import bagit
import numpy as np
import pytest
import soundfile

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.cli import main
from sqcodec_gui.codec.config import CodecConfig, all_configs, published_configs
from sqcodec_gui.container import SqcReader, description, packing
from sqcodec_gui.container.block_layout import LAYOUT, METHOD_ENTROPY
from sqcodec_gui.container.blocks import LOST_TOKEN, lost_tokens
from sqcodec_gui.container.edit import repair, shrink
from sqcodec_gui.container.entropy import LOGARITHM_UNITS, EntropyTables, table_rows, table_shapes
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.container.header import LAYOUT as HEADER
from sqcodec_gui.container.header import with_crc
from sqcodec_gui.container.records import BLOCK, FOOTER, record_bytes
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.kit import UnfitKind, find_unfit, make_kit
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.paths import kit_dir

CPU = RestoreSettings(compute=ComputeChoice("cpu"))
LARGEST_DIFFERENCE = 0.001
WITHOUT_THE_PROJECT = "import sys; sys.modules['sqcodec_gui'] = None"
"""A line of a .pth file: whatever may be installed, the project cannot be imported."""


@pytest.fixture
def weights_dir(tiny: CodecConfig, tiny_home: Path, tmp_path: Path) -> Path:
    """A folder of its own with the weights ``tiny``: tables beside them shall not be seen by other tests."""
    folder = tmp_path / "named"
    shutil.copytree(tiny_home / "data" / "models" / "tiny", folder / "tiny")
    return folder


@pytest.fixture
def coded(weights_dir: Path, write_sound: Callable[..., Path]) -> Path:
    """An entropy coded recording of two seconds in two channels at 22.05 kHz."""
    source = write_sound("coded.wav", 2.2, rate_hz=22_050, channels=2)
    settings = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False, exists="overwrite")
    with SqcReader(compress(source, None, settings).target) as reader:
        tokens = np.concatenate([reader.read_block(index) for index in range(len(reader.blocks))], axis=1)
        tables = tables_by_frequency(tokens, reader.header.levels, reader.header.weights_sha256)
    (weights_dir / "tiny" / "other-name.sqt").write_bytes(tables.to_bytes())
    return compress(source, None, replace(settings, compute=ComputeChoice("cpu", weights_dir=weights_dir))).target


def tables_by_frequency(tokens: np.ndarray, levels: tuple[int, ...], weights_sha256: str) -> EntropyTables:
    """One context tells how frequent each value is; the others some noise, so that each of them matters."""
    rng = np.random.default_rng(0)
    tables = []
    for _, plane, contexts, rows in table_shapes(levels):
        digits = tokens // int(np.prod(levels[:plane])) % levels[plane]
        counts = np.bincount(digits.ravel(), minlength=levels[plane]) + 1
        table = rng.integers(-4, 5, (rows, levels[plane]))
        table[: table_rows(levels, contexts[0])] += np.rint(np.log(counts) * LOGARITHM_UNITS).astype(int)
        tables.append(table.astype(np.int16))
    return EntropyTables(levels, weights_sha256, tables)


@pytest.fixture(scope="session")
def fresh_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has the libraries of this one, but not the project."""
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    venv.create(folder, symlinks=os.name == "posix")
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    libraries = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
    (packages / "libraries.pth").write_text("\n".join([*sorted(libraries), WITHOUT_THE_PROJECT, ""]))
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def decode_with_kit(python: Path, kit: Path, name: str, target: Path) -> subprocess.CompletedProcess[str]:
    command = [python, "-P", kit / "data/decoder/decode_sqc.py", kit / "data/recordings" / name, target]
    bare = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"OMP_NUM_THREADS": "1"}
    return subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=target.parent, env=bare)


def assert_same_sound(found: Path, expected: Path) -> None:
    (sound, rate_hz), (right, right_rate_hz) = soundfile.read(found), soundfile.read(expected)
    assert (rate_hz, sound.shape) == (right_rate_hz, right.shape)
    assert np.abs(sound - right).max() < LARGEST_DIFFERENCE < np.abs(right).max() / 20


def test_a_kit_decodes_without_the_project(
    coded: Path, compressed: Path, weights_dir: Path, fresh_python: Path, tmp_path: Path
) -> None:
    result = make_kit([coded, compressed], tmp_path / "kit", weights_dir)
    assert (result.recordings, len(result.weights)) == (2, 2)
    with SqcReader(tmp_path / "kit/data/recordings/coded.sqc") as reader:
        assert {reader.read_stored_block(index).layers[0].method for index in range(len(reader.blocks))} == {
            METHOD_ENTROPY
        }
    probe = subprocess.run([fresh_python, "-P", "-c", "import sqcodec_gui"], capture_output=True, text=True)
    assert "ModuleNotFoundError" in probe.stderr
    for source, folder in ((coded, weights_dir), (compressed, None)):
        found = tmp_path / f"{source.stem}-kit.wav"
        done = decode_with_kit(fresh_python, tmp_path / "kit", source.name, found)
        assert (done.returncode, done.stderr) == (0, "")
        assert "are those that were stored" in done.stdout
        settings = RestoreSettings(compute=ComputeChoice("cpu", weights_dir=folder), exists="overwrite")
        right = restore(source, tmp_path / "right.wav", settings).target
        assert_same_sound(found, right)


def test_the_bag_is_valid_and_damage_is_seen(compressed: Path, tmp_path: Path, capsys) -> None:
    assert main(["kit", str(tmp_path / "kit"), str(compressed)]) == 0
    assert "1 recording (0:06), 1 set of weights" in capsys.readouterr().out
    bag = bagit.Bag(str(tmp_path / "kit"))
    assert bag.validate()
    assert "1 recording" in bag.info["External-Description"]
    payload = {path.split("/", 1)[1] for path in bag.payload_entries()}
    weights = next(name for name in payload if name.endswith("/model.safetensors"))
    assert {"recordings/talk.sqc", "format/sqc-1.md", "decoder/decode_sqc.py", "decoder/requirements.txt"} <= payload
    for name in ("recordings/talk.sqc", weights):
        path = tmp_path / "kit" / "data" / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(bagit.BagValidationError, match=name):
            bagit.Bag(str(tmp_path / "kit")).validate()
        path.write_bytes(whole)
    assert bagit.Bag(str(tmp_path / "kit")).validate()


def test_requirements_are_exact_and_those_that_the_decoder_imports(compressed: Path, tmp_path: Path) -> None:
    make_kit([compressed], tmp_path / "kit")
    lines = (tmp_path / "kit/data/decoder/requirements.txt").read_text().splitlines()
    named = {line.partition("==")[0] for line in lines if not line.startswith("#")}
    assert all("==" in line and "+" not in line for line in lines if not line.startswith("#"))
    script = (kit_dir() / "decode_sqc.py").read_text("utf-8")
    imported = {
        line.split()[1].partition(".")[0] for line in script.splitlines() if line.lstrip().startswith("import ")
    }
    imported |= {line.split()[1] for line in script.splitlines() if line.startswith("from ")}
    assert imported - sys.stdlib_module_names == named


def test_what_is_missing_is_named_and_nothing_is_left(
    compressed: Path, coded: Path, tmp_path: Path, monkeypatch
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    with SqcReader(compressed) as first, SqcReader(coded) as second:
        wanted = [first.header.weights_sha256, second.header.tables_sha256]
    with pytest.raises(EngineError) as caught:  # the weights of the second are at home as well, its tables are not
        make_kit([coded], tmp_path / "kit")
    assert wanted[1] in str(caught.value)
    monkeypatch.setenv("SQCODEC_HOME", str(tmp_path / "nobody"))
    with pytest.raises(EngineError) as caught:
        make_kit([compressed, coded], tmp_path / "kit")
    for part in (wanted[0], "tiny-stored", "talk.sqc", "coded.sqc", "fetch or import"):
        assert part in str(caught.value)
    assert {path.name for path in tmp_path.iterdir()} == before


def test_what_is_damaged_does_not_go_into_a_kit(
    compressed: Path, damage: Callable[[Path, int], tuple[float, float]], tmp_path: Path
) -> None:
    damage(compressed, 2)
    with pytest.raises(EngineError, match=r"talk\.sqc is damaged.*sqcodec repair"):
        make_kit([compressed], tmp_path / "kit")
    assert {path.name for path in tmp_path.iterdir()} == {"talk.wav", "talk.sqc"}
    edit.repair(compressed, tmp_path / "fixed.sqc")
    make_kit([tmp_path / "fixed.sqc"], tmp_path / "kit")


def test_of_what_is_cut_off_the_same_is_said(compressed: Path, tmp_path: Path) -> None:
    """Its end is where the reader looks first: no kit was made, and nobody read so."""
    data = compressed.read_bytes()
    compressed.write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(EngineError, match=r"talk\.sqc is damaged \(the file has no whole footer.*sqcodec repair"):
        make_kit([compressed], tmp_path / "kit")


def test_what_would_keep_a_kit_from_being_made_is_found_beforehand(
    compressed: Path, coded: Path, damage: Callable[[Path, int], tuple[float, float]], tmp_path: Path
) -> None:
    """One that is damaged in its middle, one that is cut off, one whose tables are not here, one that is gone."""
    whole, broken, cut = compressed, tmp_path / "broken.sqc", tmp_path / "cut.sqc"
    shutil.copy(whole, broken)
    damage(broken, 2)
    cut.write_bytes(whole.read_bytes()[:-30])
    found = find_unfit([whole, broken, cut, coded, tmp_path / "gone.sqc"])
    assert [(one.path.name, one.kind) for one in found] == [
        ("broken.sqc", UnfitKind.DAMAGED),
        ("cut.sqc", UnfitKind.DAMAGED),
        ("coded.sqc", UnfitKind.LACKS_WEIGHTS),
        ("gone.sqc", UnfitKind.UNREADABLE),
    ]
    assert str(found[-1].reason) == "gone.sqc is not there; check the name and the folder."
    make_kit([whole], tmp_path / "kit")


def test_a_folder_that_holds_something_is_left_alone(compressed: Path, tmp_path: Path) -> None:
    target = tmp_path / "kit"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(EngineError, match="kit is already there"):
        make_kit([compressed], target)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    (target / "mine.txt").unlink()
    make_kit([compressed], target)
    with pytest.raises(EngineError, match=r"There are no \.sqc files in"):
        make_kit([tmp_path / "kit" / "data" / "format"], tmp_path / "other")


def test_cancelling_leaves_nothing(compressed: Path, tmp_path: Path) -> None:
    token = CancelToken()
    with pytest.raises(CancelledError):
        make_kit([compressed], tmp_path / "kit", None, lambda done_s, total_s: token.cancel(), token)
    assert {path.name for path in tmp_path.iterdir()} == {"talk.wav", "talk.sqc"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there can all these names be written")
def test_names_that_others_cannot_hold_are_changed_and_none_is_lost(compressed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    names = [
        b"Talk.sqc",
        b"deep/er/talk.sqc",
        b"a:b.sqc",
        b"a?b.sqc",
        b"line\nend.sqc",
        b"\xff.sqc",
        "été 🎙 %.sqc".encode(),
    ]
    for name in names:
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(compressed, path)
    result = make_kit([folder, compressed], tmp_path / "kit")
    assert result.recordings == len(names) + 1
    recordings = tmp_path / "kit" / "data" / "recordings"
    found = {str(path.relative_to(recordings)) for path in recordings.rglob("*.sqc")}
    assert found == {
        "talk.sqc",
        *(f"in/{name}.sqc" for name in ("Talk", "deep/er/talk", "a_b", "a_b (2)", "line_end", "_", "été 🎙 _")),
    }
    assert bagit.Bag(str(tmp_path / "kit")).validate()


@pytest.mark.skipif(sys.platform != "linux", reason="only there can all these names be written")
@pytest.mark.parametrize(
    "name",
    [
        *("100 %", "a%0Ab", "a%0db", "a%25b", "%", "a\nb", "a\rb", "a\r\nb", "a\u2028b"),
        *(" a  b ", "*a", "e\u0301", "deep%2F/a", "deep\n/a"),
    ],
)
def test_a_bag_is_valid_for_all_readers_whatever_its_files_are_called(
    compressed: Path, tmp_path: Path, name: str
) -> None:
    """One that decodes the manifest as RFC 8493, 2.1.3, says, and bagit-python, which leaves ``%25`` as it is."""
    source = tmp_path / "in" / f"{name}.sqc"
    source.parent.mkdir(parents=True)
    shutil.copyfile(compressed, source)
    make_kit([tmp_path / "in"], tmp_path / "kit")
    assert bagit.Bag(str(tmp_path / "kit")).validate()
    lines = (tmp_path / "kit" / "manifest-sha256.txt").read_bytes().decode().rstrip("\n").split("\n")
    named = {re.sub("%(25|0[AaDd])", lambda found: chr(int(found[1], 16)), line.split("  ", 1)[1]) for line in lines}
    payload = (path for path in (tmp_path / "kit" / "data").rglob("*") if path.is_file())
    assert named == {str(path.relative_to(tmp_path / "kit")) for path in payload}
    assert sum(path.endswith(".sqc") for path in named) == 1


@pytest.fixture(scope="module")
def decoder() -> ModuleType:
    """The kit's script, in this process: faster, where independence is not the question."""
    spec = importlib.util.spec_from_file_location("decode_sqc", kit_dir() / "decode_sqc.py")
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    return module


@pytest.fixture
def kit_of(tmp_path: Path) -> Callable[[Path], Path]:
    """The folder of weights of a kit with this recording alone."""

    def make(source: Path) -> Path:
        make_kit([source], tmp_path / f"kit of {source.name}")
        return tmp_path / f"kit of {source.name}" / "data" / "weights"

    return make


def test_parts_cuts_and_other_rates(
    decoder: ModuleType, compressed: Path, kit_of: Callable[[Path], Path], tmp_path: Path
) -> None:
    """``skip_samples``, several parts, and the codec's rate."""
    edit.cut(compressed, tmp_path / "cut.sqc", 1.0, 3.0)
    joined = edit.join([tmp_path / "cut.sqc", compressed], tmp_path / "joined.sqc").target
    weights = kit_of(joined)
    for name, codec_rate in (("original", False), ("codec", True)):
        found, right = tmp_path / f"found {name}.wav", tmp_path / f"right {name}.wav"
        assert decoder.decode_file(joined, found, weights, codec_rate) == 0
        restore(joined, right, replace(CPU, rate=name))
        assert_same_sound(found, right)


@pytest.mark.parametrize("what", ["block", "header", "end"])
def test_the_decoder_of_the_kit_bears_damage(
    decoder: ModuleType,
    weights_dir: Path,
    write_sound: Callable[..., Path],
    kit_of: Callable[[Path], Path],
    tmp_path: Path,
    capsys,
    what: str,
) -> None:
    source = write_sound("talk.wav", 16.0 if what == "header" else 4.0)
    talk = compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)).target
    weights = kit_of(talk)
    with SqcReader(talk) as reader:
        second = reader.blocks[1].offset
    data = bytearray(talk.read_bytes())
    if what == "block":
        data[second + 30] ^= 1
    elif what == "header":
        data[4:100] = bytes(96)
    else:
        del data[-20:]
    talk.write_bytes(data)
    assert decoder.decode_file(talk, tmp_path / "found.wav", weights, False) == (what != "header")
    said = capsys.readouterr().err
    assert {"block": "are lost and silent", "header": "backup header", "end": "no whole footer"}[what] in said
    restore(talk, tmp_path / "right.wav", CPU)
    assert_same_sound(tmp_path / "found.wav", tmp_path / "right.wav")


GOLDEN = Path(__file__).parents[1] / "data" / "container"


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("what", ["whole", "upper layer", "repaired", "first layer", "header", "end"])
def test_the_decoder_reads_layers(decoder: ModuleType, capsys, layers: int, what: str) -> None:
    """The same tokens as the program's own reader, and the same said of damage."""
    table_bytes, file = (GOLDEN / "layers-2.sqt").read_bytes(), io.BytesIO((GOLDEN / "layers-2.sqc").read_bytes())
    if layers < 3:
        shrink(file, small := io.BytesIO(), layers, "smaller")
        file = small
    data = bytearray(file.getvalue())
    with SqcReader(file) as reader:
        entry = reader.blocks[7]
    match what:
        case "upper layer" | "repaired":
            data[entry.offset + entry.size_bytes - 3] ^= 1
        case "first layer":
            data[entry.offset + 40] ^= 1
        case "header":
            data[4:100] = bytes(96)
        case "end":
            del data[-20:]
    if what == "repaired":
        repair(io.BytesIO(data), mended := io.BytesIO(), tables=tables_from_bytes(table_bytes))
        data = bytearray(mended.getvalue())
    header, parts = decoder.read_sqc(bytes(data))
    tables, sha256 = decoder.read_tables(table_bytes)
    assert sha256 == header["tables_sha256"]
    hashes, found = decoder.TokenHashes(header), []
    for part in parts:
        for tokens, gap in decoder.runs_of_tokens(part, header, tables, hashes):
            shape = (header["channels"], gap, sum(header["layers"]))
            found.append(np.full(shape, LOST_TOKEN) if tokens is None else tokens)
    with SqcReader(io.BytesIO(data), tolerant=True, tables=tables_from_bytes(table_bytes)) as reader:
        right = []
        for index, one in enumerate(reader.blocks):
            tokens = reader.read_block_or_none(index)
            right.append(lost_tokens(reader.header, one.token_count) if tokens is None else tokens)
    np.testing.assert_array_equal(np.concatenate(found, axis=1), np.concatenate(right, axis=1))
    assert (hashes.hexdigests() == header["token_hashes"]) == (what in ("whole", "header", "repaired"))
    said = capsys.readouterr().err
    worse = "sound worse" if layers > 1 else ""
    assert {"upper layer": worse, "repaired": worse, "header": "backup header"}.get(what, "") in said


THIN = {"encoder_dims": 8, "decoder_dims": 8}


@pytest.mark.parametrize("name", [name for name in published_configs() if "tiny" not in name])
def test_every_architecture_sounds_the_same(decoder: ModuleType, tmp_path: Path, monkeypatch, name: str) -> None:
    """Narrow networks of random weights, in numbers of 64 bits: torch's interpolation is exact enough only there."""
    import torch

    from sqcodec_gui.codec.sqcodec.network import Codec
    from sqcodec_gui.codec.sqcodec.weights import load_codec, save_own

    full = all_configs()[name]
    dims = {key: (value,) * len(getattr(full, key)) for key, value in THIN.items()}
    config = replace(full, **dims, feature_dim=16, window_tokens=-(-48 // full.token_stride))
    monkeypatch.setitem(all_configs(), name, config)
    torch.manual_seed(0)
    codec = Codec(config, has_statistics=True)
    with torch.no_grad():
        for parameter in codec.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        codec.statistics.uniform_(0.5, 1)
    codec = load_codec(save_own(codec, tmp_path)).double()
    (tmp_path / "model.json").write_text(json.dumps(asdict(config)))
    tokens = np.random.default_rng(0).integers(0, config.codes, (1, 9 * config.window_tokens + 5))
    header = {"window_tokens": config.window_tokens, "hop_samples": config.hop_samples, "sample_rate_hz": 1}
    with torch.inference_mode():
        right = codec.decode(torch.from_numpy(tokens)).numpy()
        network = decoder.Network(tmp_path)
        network.tensors = {key: tensor.double() for key, tensor in network.tensors.items()}
        pieces = list(decoder.pieces_of_sound(tokens, header, network, network.tensors["statistics"]))
    assert len(pieces) == 9 + 1
    np.testing.assert_allclose(np.concatenate(pieces, 1), right, atol=1e-4)
    assert np.abs(right).max() > 0.05


def test_errors_of_the_decoder_are_one_line(decoder: ModuleType, compressed: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SystemExit, match=r"The weights [0-9a-f]{64} are not in"):
        decoder.decode_file(compressed, tmp_path / "x.wav", tmp_path / "empty", False)
    with pytest.raises(SqcodecError, match="is not there"):
        make_kit([tmp_path / "missing.sqc"], tmp_path / "kit")


def false_syncs(_stream_id: int) -> bytes:
    return (b"\xd3SQB" + bytes(8)) * 25_000


def far_block(stream_id: int) -> bytes:
    return record_bytes(BLOCK, LAYOUT.pack(3_000_000, 0, 0, 0, 48) + b"x", stream_id)


def lost_time(stream_id: int) -> bytes:
    bodies = (LAYOUT.pack(number, 0, 0, 2, 336) for number in range(40_000))
    return b"".join(record_bytes(BLOCK, body, stream_id) for body in bodies)


def short_blocks(stream_id: int) -> bytes:
    """Of a token each, where blocks have 336: whole by their checksums, and silence for all of that time."""
    bodies = (LAYOUT.pack(number, 0, 0, 0, 1) + b"xxx" for number in range(40_000))
    return b"".join(record_bytes(BLOCK, body, stream_id) for body in bodies)


def short_parts(stream_id: int) -> bytes:
    """Of a token each: a decoder would begin anew three hundred times, for less than a second of sound."""
    bodies = (LAYOUT.pack(0, part, 0, 0, 1) + b"xxx" for part in range(300))
    return b"".join(record_bytes(BLOCK, body, stream_id) for body in bodies)


@pytest.mark.parametrize(
    ("hostile", "is_refused"),
    [(false_syncs, False), (far_block, True), (lost_time, True), (short_blocks, True), (short_parts, True)],
)
def test_the_decoder_is_kept_busy_by_no_small_file_and_leaves_nothing_half_done(
    decoder: ModuleType,
    compressed: Path,
    kit_of: Callable[[Path], Path],
    tmp_path: Path,
    monkeypatch,
    hostile: Callable[[int], bytes],
    is_refused: bool,
) -> None:
    weights = kit_of(compressed)
    with SqcReader(compressed) as reader:
        stream_id, start = reader.header.stream_id, reader.first_record
    bad = tmp_path / "in" / "bad.sqc"
    bad.parent.mkdir()
    bad.write_bytes(compressed.read_bytes()[:start] + hostile(stream_id))
    monkeypatch.setattr(
        "sys.argv", ["decode_sqc.py", str(bad), str(bad.with_name("out.wav")), "--weights", str(weights)]
    )
    begin_s = time.process_time()
    if is_refused:
        with pytest.raises(SystemExit, match=r"bad\.sqc"):
            decoder.main()
    else:
        assert decoder.main() == 1, "there is nothing in it, which is said"
    assert time.process_time() - begin_s < 10
    assert {path.name for path in bad.parent.iterdir()} == ({"bad.sqc"} if is_refused else {"bad.sqc", "out.wav"})


def test_the_decoder_takes_lost_blocks_beside_each_other_as_one_gap(decoder: ModuleType) -> None:
    """A hash, a warning and a piece of silence for the gap, and not for each of its blocks."""
    header = {"channels": 1, "layers": [1], "block_frames": 2, "version": 1, "levels": [7] * 6}
    whole = {"count": 2, "layers": [(0, decoder_packed(5, 6))], "identical": 0, "damaged": 0}
    lost = {"count": 2, "layers": [], "identical": 0, "damaged": 0}
    blocks = {0: lost, 2: lost, 3: whole, 4: whole, 5: lost, 6: whole | {"count": 1}}
    part = {"block_count": 8, "last_tokens": 2, "blocks": blocks}
    hashed: list[np.ndarray] = []

    class Hashes:
        def update(self, tokens: np.ndarray) -> None:
            hashed.append(tokens[0, :, 0])

        def end_part(self) -> None:
            hashed.append(np.array([-1]))

    runs = [
        (None if tokens is None else tokens[0, :, 0].tolist(), gap)
        for tokens, gap in decoder.runs_of_tokens(part, header, None, Hashes())
    ]
    assert runs == [(None, 6), ([5, 6, 5, 6], 0), (None, 6)]
    assert np.concatenate(hashed).tolist() == [-2] * 6 + [5, 6, 5, 6] + [-2] * 6 + [-1]
    assert len(hashed) == 5


def decoder_packed(*tokens: int) -> bytes:
    return packing.pack(np.array(tokens, np.int32), 7**6)


def with_header(data: bytes, **changed: object) -> bytes:
    """A file of version 1 whose description says something else; all checksums of the header are right."""
    fixed = list(HEADER.unpack_from(data))
    middle = HEADER.size + 4 * fixed[2]
    told = description.inflate_json(data[middle : middle + fixed[3]], 0, 1)
    coder = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, description.DICTIONARY)
    compressed = coder.compress(json.dumps(told | changed).encode()) + coder.flush()
    rest = data[middle + fixed[3] :]
    fixed[3] = len(compressed)
    return with_crc(HEADER.pack(*fixed) + data[HEADER.size : middle] + compressed) + rest


def with_footer(data: bytes, **changed: object) -> bytes:
    """A file whose footer says something else of its first part."""
    with SqcReader(io.BytesIO(data)) as reader:
        assert reader.footer is not None
        first, *others = reader.footer.parts
        footer = replace(reader.footer, parts=(replace(first, **changed), *others))  # type: ignore[arg-type]
        end = len(data) - 12 - len(reader.footer.body)
        return data[:end] + record_bytes(FOOTER, footer.body, reader.header.stream_id)


BEYOND = [
    *({"channels": number} for number in (0, 65, 2**31, "x", True)),
    *({"levels": levels} for levels in ([], [255] * 16, [7] * 1000, [1], "777777")),
    *({"hop_samples": hop} for hop in (0, 65_536, 90, 44)),
    *({"sample_rate_hz": rate} for rate in (0, 48_000, 10**8)),
    *({"source": {"name": "", "sample_rate_hz": rate, "channels": 1}} for rate in (0, 10**7 + 1)),
    *({"window_tokens": tokens, "block_windows": tokens} for tokens in (0, 256, 10**6)),
    *({"family": "spectral"}, {"family": "l3ac"}),
]


@pytest.mark.parametrize("told", BEYOND, ids=str)
def test_the_decoder_refuses_headers_that_contradict_the_pages_or_the_weights(
    decoder: ModuleType, compressed: Path, kit_of: Callable[[Path], Path], tmp_path: Path, monkeypatch, told: dict
) -> None:
    kit, bad = kit_of(compressed), tmp_path / "in" / "bad.sqc"
    bad.parent.mkdir()
    bad.write_bytes(with_header(compressed.read_bytes(), **told))
    words = ["decode_sqc.py", str(bad), str(bad.with_name("out.wav")), "--weights", str(kit)]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit, match=r"bad\.sqc"):
        decoder.main()
    assert [path.name for path in bad.parent.iterdir()] == ["bad.sqc"]


CLAIMS = [
    *({"sample_count": number} for number in (10**9, 2**53)),
    *({"source_frames": number} for number in (0, 10**9, 2**53)),
    *({"last_block_tokens": number} for number in (0, 65_535, 2**53)),
]


@pytest.mark.parametrize("claimed", CLAIMS, ids=str)
def test_the_decoder_believes_no_footer_that_contradicts_the_blocks(
    decoder: ModuleType, compressed: Path, kit_of: Callable[[Path], Path], tmp_path: Path, claimed: dict
) -> None:
    """A recording of a second would become one of any length, or of any memory."""
    kit, bad = kit_of(compressed), tmp_path / "bad.sqc"
    bad.write_bytes(with_footer(compressed.read_bytes(), **claimed))
    with pytest.raises(ValueError, match=r"more sound|length of the source|contradict"):
        decoder.decode_file(bad, tmp_path / "out.wav", kit, False)
    assert not (tmp_path / "out.wav").exists()


@pytest.mark.parametrize("payload", [b"x", bytes(5000)])
def test_the_decoder_takes_a_block_without_sense_for_lost(
    decoder: ModuleType, compressed: Path, kit_of: Callable[[Path], Path], tmp_path: Path, capsys, payload: bytes
) -> None:
    """Its checksum is right, its bytes are not those of its tokens: one digit after the other would take minutes."""
    kit, bad = kit_of(compressed), tmp_path / "bad.sqc"
    with SqcReader(compressed) as reader:
        stream_id, start, count = reader.header.stream_id, reader.first_record, reader.header.block_tokens
    bodies = (LAYOUT.pack(number, 0, 0, 0, count) + payload for number in range(3))
    bad.write_bytes(compressed.read_bytes()[:start] + b"".join(record_bytes(BLOCK, body, stream_id) for body in bodies))
    assert decoder.decode_file(bad, tmp_path / "out.wav", kit, False) == 1
    assert "are lost and silent" in capsys.readouterr().err
    assert not soundfile.read(tmp_path / "out.wav")[0].any()


def test_the_decoder_prints_nothing_that_steers_a_terminal(decoder: ModuleType, capsys) -> None:
    decoder.warn("\x1b]0;owned\x07\n\x9b31mred")
    assert capsys.readouterr().err == "Warning: ?]0;owned???31mred.\n"


def test_the_decoder_leaves_nothing_where_it_fails_in_the_middle(
    decoder: ModuleType, compressed: Path, kit_of: Callable[[Path], Path], tmp_path: Path, monkeypatch
) -> None:
    weights = kit_of(compressed)
    target = tmp_path / "out" / "x.wav"
    target.parent.mkdir()

    def fail(*_args: object) -> None:
        raise ValueError("in the middle")

    monkeypatch.setattr(decoder.TokenHashes, "end_part", fail)
    with pytest.raises(ValueError, match="in the middle"):
        decoder.decode_file(compressed, target, weights, True)
    assert list(target.parent.iterdir()) == []
