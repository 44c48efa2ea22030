"""The listening page: its decoder in C against the program's own, and what the page is made of."""

import ctypes
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import lost_spans
from sqcodec_gui.cli import main
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import LOST_TOKEN, SqcReader, silence
from sqcodec_gui.container.edit import END_LOST
from sqcodec_gui.container.entropy_layers import tables_from_bytes
from sqcodec_gui.engine import models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.edit import retag
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.page import make_page, tables_in_page, weights_in_page
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, EngineError, RestoreSettings
from sqcodec_gui.paths import page_dir

GOLDEN = Path(__file__).parents[1] / "data" / "container"
LARGEST_DIFFERENCE = 1e-3
"""Of full scale, between the sound of the page and that of the program."""
DECODE = Path(__file__).parents[1] / "browser" / "decode.cjs"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
WriteSound = Callable[..., Path]


@pytest.fixture(autouse=True)
def anew() -> None:
    models.forget()


class Native:
    """``decoder.c`` as a shared library."""

    def __init__(self, path: Path) -> None:
        self.library = ctypes.CDLL(str(path))
        for name in ("load_weights", "load_tables"):
            getattr(self.library, name).restype = ctypes.c_void_p

    def tokens(self, reader: SqcReader, tables: bytes | None, block: int) -> np.ndarray:
        """int32 [rows, frames, tokens of a frame] of a block's layers."""
        stored, header = reader.read_stored_block(block), reader.header
        entry = reader.blocks[block]
        rows = 1 if stored.is_identical else header.channels
        found = np.full((rows, entry.token_count, sum(header.layers)), LOST_TOKEN, np.int32)
        place = found.ctypes.data_as(ctypes.c_void_p)
        head, numbers = tables_in_page(tables) if tables else (b"", b"")
        loaded = self.library.load_tables(head, len(head), numbers, len(numbers) // 2) if tables else None
        for layer, one in enumerate(stored.layers):
            size, (frames, width) = len(one.payload), found.shape[1:]
            if one.method:
                arguments = (ctypes.c_void_p(loaded), one.payload, size, layer, rows, frames, width, place)
                assert self.library.decode_layer(*arguments)
            else:
                first, own = sum(header.layers[:layer]), header.layers[layer]
                codes = int(np.prod(header.levels))
                assert self.library.unpack_layer(one.payload, size, codes, rows, frames, width, first, own, place)
        return found

    def sound(self, weights: bytes, tokens: np.ndarray, first: int, stop: int, hop: int) -> np.ndarray:
        model = ctypes.c_void_p(self.library.load_weights(weights, len(weights)))
        assert model.value
        tokens, found = np.ascontiguousarray(tokens, np.int32), np.empty((stop - first) * hop, np.float32)
        frames, width = tokens.shape
        pointers = [one.ctypes.data_as(ctypes.c_void_p) for one in (tokens, found)]
        assert self.library.sound(model, pointers[0], frames, width, first, stop, pointers[1])
        return found


@pytest.fixture(scope="session")
def native(tmp_path_factory: pytest.TempPathFactory) -> Native:
    if COMPILER is None:
        pytest.skip("no C compiler is here")
    target = tmp_path_factory.mktemp("native") / "decoder.so"
    command = [
        COMPILER,
        "-Wall",
        "-Wextra",
        "-Werror",
        "-O1",
        "-shared",
        "-fPIC",
        "-o",
        target,
        page_dir() / "decoder.c",
    ]
    subprocess.run(command, check=True)
    return Native(target)


def restored(path: Path) -> np.ndarray:
    settings = RestoreSettings(sample_format="FLOAT", exists="overwrite")
    return soundfile.read(restore(path, path.with_suffix(".wav"), settings).target, dtype="float32", always_2d=True)[0]


@pytest.mark.parametrize("name", ["layers-2", None])
def test_tokens_are_exactly_those_of_the_program(
    native: Native, spectral: str, write_sound: WriteSound, name: str | None
) -> None:
    """Coded ones of a golden file, and packed ones."""
    if name:
        path, tables = GOLDEN / f"{name}.sqc", (GOLDEN / f"{name}.sqt").read_bytes()
    else:
        settings = CompressSettings(model=spectral, check=False)
        path, tables = compress(write_sound(seconds=21, channels=2), None, settings).target, None
    methods = set()
    with SqcReader(path) as reader:
        if tables:
            reader.tables = tables_from_bytes(tables)
        for block in range(len(reader.blocks)):
            if not reader.read_stored_block(block).layers:
                continue  # it was lost before a repair
            methods |= {bool(one.method) for one in reader.read_stored_block(block).layers}
            found = native.tokens(reader, tables, block)
            right = reader.read_block(block)
            np.testing.assert_array_equal(np.broadcast_to(found, right.shape), right)
    assert bool(tables) in methods


@pytest.mark.parametrize("model", ["spectral-6kbps", "spectral-1k5bps"])
def test_sound_is_that_of_the_program(native: Native, spectral: str, write_sound: WriteSound, model: str) -> None:
    """In pieces with their context, and with holes and layers missing."""
    path = compress(write_sound(seconds=14), None, CompressSettings(model=model, check=False)).target
    weights = weights_in_page(find_installed(model))
    with SqcReader(path) as reader:
        tokens = np.concatenate([reader.read_block(block)[0] for block in range(len(reader.blocks))])
        hop, context = reader.header.hop_samples, reader.header.context_frames
    right = restored(path)[:, 0]
    for first in range(0, len(tokens), 400):
        stop = min(first + 400, len(tokens))
        start = max(0, first - context)
        piece = native.sound(weights, tokens[start : stop + context], first - start, stop - start, hop)
        wanted = right[first * hop : stop * hop]
        assert np.abs(piece[: len(wanted)] - wanted).max() < LARGEST_DIFFERENCE < np.abs(wanted).max() / 20


def decode_in_node(wasm: Path, path: Path, tables: bytes | None, model: str, folder: Path) -> tuple[dict, np.ndarray]:
    """What a build of ``decoder.c`` makes of a file: what decode.cjs tells, and float32 [channels · frames]."""
    (folder / "weights").write_bytes(weights_in_page(find_installed(model)))
    words = [page_dir(), wasm, folder / "weights", path, folder / "sound.f32"]
    if tables:
        for name, data in zip(("head", "numbers"), tables_in_page(tables), strict=True):
            (folder / name).write_bytes(data)
        words += [folder / "head", folder / "numbers", tables_from_bytes(tables).sha256]
    command = [str(NODE), str(DECODE), *map(str, words)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(told), np.fromfile(folder / "sound.f32", "<f4")


def test_the_built_file_does_what_the_source_says(spectral: str, write_sound: WriteSound, tmp_path: Path) -> None:
    """Made anew with the command that the source names, by whatever clang is here: the same tokens and the same sound
    come of it, of packed layers and of coded ones, and the program's sound."""
    source = (page_dir() / "decoder.c").read_text("utf-8")
    if not all(map(shutil.which, ("clang", "wasm-ld"))):
        pytest.skip("clang and lld are not here")
    if NODE is None:
        pytest.skip("Node.js is not here")
    command = re.search(r"clang --target=.*?decoder\.c\n", source, re.DOTALL)[0].replace("\\\n", " ").split()  # type: ignore[index]
    shutil.copyfile(page_dir() / "decoder.c", tmp_path / "decoder.c")
    subprocess.run(command, cwd=tmp_path, check=True)
    packed = compress(write_sound(seconds=12), None, CompressSettings(model=spectral, check=False)).target
    golden = GOLDEN / "layers-2.sqc", (GOLDEN / "layers-2.sqt").read_bytes()
    for path, tables in ((packed, None), golden):
        told, sound = decode_in_node(tmp_path / "decoder.wasm", path, tables, spectral, tmp_path)
        committed, right = decode_in_node(page_dir() / "decoder.wasm", path, tables, spectral, tmp_path)
        assert told["hashes"] == committed["hashes"]
        np.testing.assert_allclose(sound, right, rtol=0, atol=1e-5)
        if path == packed:
            assert told["hashes"] == [True, True, True]
            wanted = restored(path)[:, 0]
            assert np.abs(sound - wanted).max() < LARGEST_DIFFERENCE < np.abs(wanted).max() / 20
    assert (page_dir() / "decoder.wasm").stat().st_size < 100_000


def said_by_the_page() -> set[str]:
    """Each text of the page that is to be translated."""
    scripts = {path.name: path.read_text("utf-8") for path in page_dir().glob("*.js")}
    script = "".join(scripts.values())
    found = set(re.findall(r'\bt\(\s*"([^"]+)"', script)) | set(re.findall(r'RangeError\("([^"]+)"', script))
    found |= set(re.findall(r'(?:notes|rows)\.push\(\[?"([^"]+)"', script))
    found |= set(re.findall(r'[?:=] "([^"]*(?:\{from\}|weights|decoder)[^"]*)"', scripts["page.js"]))
    found |= set(re.findall(r': "(\w+)"', re.search(r"TAG_NAMES = .*", script)[0]))  # type: ignore[index]
    markup = (page_dir() / "page.html").read_text("utf-8")
    for words in re.findall(r"data-words>([^<]+)<", markup) + re.findall(r'data-label="([^"]+)"', markup):
        found.add(" ".join(words.split()))
    return found


INNER = {
    "a number is cut off",
    "compressed bytes are cut off",
    "compressed bytes are damaged",
    "a description is too long",
}
"""Caught where a file is read, and told as damage of the whole."""


def test_every_word_of_the_page_is_there_in_each_language_and_as_in_the_window() -> None:
    words = json.loads((page_dir() / "words.json").read_text("utf-8"))
    said = said_by_the_page() - INNER
    assert len(said) > 50
    reasons = {
        lost_spans.ENDS_EARLY,
        lost_spans.DAMAGED,
        lost_spans.MISSING,
        lost_spans.OTHER_CONTENT,
        END_LOST,
        silence.LEFT_OUT,
    }
    for language, file in (("de", "sqcodec_de.ts"), ("zh", "sqcodec_zh_CN.ts")):
        assert said - set(words[language]) == set()
        assert set(words[language]) - said - reasons == set()
        assert reasons <= set(words[language])
        for text, told in words[language].items():
            assert sorted(re.findall(r"\{\w+\}", told)) == sorted(re.findall(r"\{\w+\}", text)), text
        window: dict[str, set[str]] = {}
        for message in ElementTree.parse(page_dir().parent / "translations" / file).iter("message"):
            window.setdefault(message.findtext("source", ""), set()).add(message.findtext("translation", ""))
        shared = words[language].keys() & window.keys()
        assert len(shared) > 10
        assert [text for text in shared if words[language][text] not in window[text]] == []


def test_a_page_holds_all_and_asks_for_nothing(
    spectral: str, compressed_spectral: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "page.html"
    words = ["page", str(target), str(compressed_spectral), "--title", "</title><script>alert(1)</script>"]
    assert main(words) == 0
    assert "1 recording (0:03)" in capsys.readouterr().out
    text = target.read_text("utf-8")
    assert "<script>alert" not in text
    assert not re.search(r"<(?:link|img|iframe|audio|script)[^>]* (?:src|href)\b", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]  # type: ignore[index]
    assert policy.startswith("default-src 'none';")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 1
    assert f"'sha256-{b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()}'" in policy
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy

    def held(identifier: str) -> bytes:
        return b64decode(re.search(rf'id="{identifier}">([^<]*)<', text)[1])  # type: ignore[index]

    contents = json.loads(re.search(r'id="contents">(.*?)</script>', text)[1])  # type: ignore[index]
    assert held(contents["files"][0]["data"]) == compressed_spectral.read_bytes()
    assert held(contents["models"][0]["weights"]) == weights_in_page(find_installed(spectral))
    assert held("decoder") == (page_dir() / "decoder.wasm").read_bytes()


def test_a_page_of_a_published_model_tells_of_it(compressed: Path, tmp_path: Path) -> None:
    result = make_page([compressed], tmp_path / "page.html")
    assert (result.too_heavy, result.weights) == (("talk.sqc",), ())


def test_what_is_there_stays(spectral: str, compressed_spectral: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine")
    with pytest.raises(EngineError, match=r"page\.html is already there"):
        make_page([compressed_spectral], target)
    assert target.read_text() == "mine"
    make_page([compressed_spectral], target, exists="overwrite")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(EngineError, match=r"no \.sqc files"):
        make_page([tmp_path / "nothing"], tmp_path / "other.html")
    with pytest.raises(EngineError, match=r"gone\.sqc is not there"):
        make_page([tmp_path / "gone.sqc"], tmp_path / "other.html")
    assert not (tmp_path / "other.html").exists()


@pytest.fixture
def compressed_spectral(spectral: str, write_sound: WriteSound) -> Path:
    return compress(write_sound("talk.wav", seconds=3), None, CompressSettings(model=spectral, check=False)).target


def test_what_is_not_whole_in_a_page_is_told(
    spectral: str, compressed_spectral: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with SqcReader(compressed_spectral) as reader:
        entry = reader.blocks[0]
    data = bytearray(compressed_spectral.read_bytes())
    data[entry.offset + entry.size_bytes - 5] ^= 1  # type: ignore[operator]  # in the last layer
    compressed_spectral.write_bytes(data)
    words = ["page", str(tmp_path / "a.html"), str(compressed_spectral)]
    assert main([*words, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["error"] is None
    assert "it sounds worse" in " ".join(told["incomplete"])
    assert main([*words, "--exists", "overwrite"]) == 1
    assert "not complete: " in capsys.readouterr().out


def test_half_letters_in_a_title_keep_no_page_and_no_kit_from_being_made(
    spectral: str, compressed_spectral: Path, tmp_path: Path
) -> None:
    """As a tag has them that a terminal gave in bytes that are no UTF-8."""
    retag(compressed_spectral, {"title": ["a\udcff<b>"]})
    page = make_page([compressed_spectral], tmp_path / "a.html").target.read_text("utf-8")
    assert "<title>a\ufffd&lt;b&gt;" in page
    metadata = make_kit([compressed_spectral], tmp_path / "kit").target / "data" / "ro-crate-metadata.json"
    assert "a\ufffd<b>" in metadata.read_text("utf-8")


@pytest.mark.parametrize("is_link", [False, True])
def test_no_recording_is_overwritten_by_its_page(
    spectral: str, compressed_spectral: Path, tmp_path: Path, is_link: bool
) -> None:
    before, target = compressed_spectral.read_bytes(), compressed_spectral
    if is_link:
        target = tmp_path / "page.html"
        os.link(compressed_spectral, target)
    with pytest.raises(EngineError, match="source and target are the same file"):
        make_page([compressed_spectral.parent], target, exists="overwrite")
    assert compressed_spectral.read_bytes() == before


def test_the_folder_of_a_page_is_made(spectral: str, compressed_spectral: Path, tmp_path: Path) -> None:
    """As that of a small file is: a new user has no folder for documents yet."""
    target = make_page([compressed_spectral], tmp_path / "Documents" / "new" / "page.html").target
    assert target.is_file()


@pytest.mark.skipif(os.name != "posix", reason="mode bits")
def test_a_page_is_as_private_as_its_recordings(spectral: str, compressed_spectral: Path, tmp_path: Path) -> None:
    compressed_spectral.chmod(0o600)
    assert stat.S_IMODE(make_page([compressed_spectral], tmp_path / "page.html").target.stat().st_mode) == 0o600


def test_a_kit_has_a_page_where_one_can_play(
    spectral: str, compressed_spectral: Path, write_sound: WriteSound, tmp_path: Path
) -> None:
    kit = make_kit([compressed_spectral], tmp_path / "kit").target / "data"
    make_page([compressed_spectral], tmp_path / "alone.html")
    assert (kit / "listen.html").read_bytes() == (tmp_path / "alone.html").read_bytes()


def test_a_kit_of_published_models_has_no_page(compressed: Path, tmp_path: Path) -> None:
    assert not (make_kit([compressed], tmp_path / "kit").target / "data" / "listen.html").exists()
