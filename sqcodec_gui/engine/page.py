"""The listening page is one HTML file with recordings, the weights that they need, and a decoder that any browser runs.

Its parts lie in ``resources/page``; nothing of it asks for anything outside the file, and its content security policy
forbids that. It plays files of the family ``spectral``; of others it tells how they are decoded.
"""

import base64
import hashlib
import html
import json
import os
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sqcodec_gui.atomic_write import atomic_write, no_empty_folders
from sqcodec_gui.audio.tags import without_lone_surrogates
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.codec.spectral.flat import flat_decoder
from sqcodec_gui.codec.spectral.shapes import architecture_of
from sqcodec_gui.codec.spectral.weight_packing import unpack
from sqcodec_gui.codec.spectral.weights import read_stored
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.engine import files
from sqcodec_gui.engine.completeness import stored_completeness
from sqcodec_gui.engine.folders import find_files
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX, EngineError, Progress, no_progress
from sqcodec_gui.engine.sqc_file import open_for_reading
from sqcodec_gui.messages import Message
from sqcodec_gui.paths import page_dir

LIMIT_BYTES = 200_000_000
"""Of recordings in a page: browsers hold all of it in memory, several times."""
SCRIPTS = ("words.js", "sound.js", "page.js")
"""Of the page itself, one behind the other; the worker has others."""
HEAD_OF_TABLES = 16
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""Of a value in the template."""


@dataclass(frozen=True)
class PageResult:
    """It describes a finished page. ``too_heavy``: names of recordings that the page tells of, but cannot play.

    ``incomplete``: what is damaged or lost of recordings that are in it all the same, a sentence for each finding.
    """

    target: Path
    recordings: int
    duration_s: float
    weights: tuple[str, ...]
    size_bytes: int
    too_heavy: tuple[str, ...] = ()
    incomplete: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _Recording:
    """It is a recording of the page. ``installed`` is None for a model whose decoder is too heavy for a page."""

    name: str
    data: bytes
    title: str
    duration_s: float
    installed: InstalledModel | None
    tables: EntropyTables | None
    incomplete: tuple[Message, ...] = ()


def make_page(
    sources: Sequence[Path],
    target: Path,
    weights_dir: Path | None = None,
    title: str | None = None,
    exists: str = "fail",
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> PageResult:
    """Write ``target`` with ``sources`` (.sqc files, or folders of them). ``exists``: “fail”, or “overwrite”.

    Files that are damaged go in as they are: the page plays what is whole, and says what is not. Raises a subclass of
    SqcodecError, such as where weights are not on this machine.
    """
    cancel = cancel or CancelToken()
    target = Path(os.path.abspath(target))
    if exists == "fail" and os.path.lexists(target):
        raise EngineError("{target} is already there; choose another name, or --exists overwrite.", target=target.name)
    found = [one.path for one in find_files(sources, lambda path: path.suffix.lower() == SQC_SUFFIX)]
    if not found:
        raise EngineError("There are no .sqc files in {names}.", names=", ".join(map(str, sources)))
    recordings = []
    for number, path in enumerate(found):
        cancel.check()
        progress(number, len(found))
        recordings.append(_read_recording(path, weights_dir, cancel))
        if sum(len(one.data) for one in recordings) > LIMIT_BYTES:
            raise EngineError(
                "The recordings are too large for one page (over {limit} MB); make several.",
                limit=str(LIMIT_BYTES // 1_000_000),
            )
    page = page_of(recordings, title or _title(recordings)).encode()
    with no_empty_folders(target.parent):
        for path in found:
            files.check_pair(path, target)
        with files.disk_errors(target), atomic_write(target, replaces=exists == "overwrite", like=found) as file:
            file.write(page)
    return PageResult(
        target,
        len(recordings),
        sum(one.duration_s for one in recordings),
        tuple(_by_weights(recordings)),
        len(page),
        tuple(one.name for one in recordings if one.installed is None),
        tuple(chain.from_iterable(one.incomplete for one in recordings)),
    )


def _read_recording(path: Path, weights_dir: Path | None, cancel: CancelToken) -> _Recording:
    with open_for_reading(path, weights_dir, tolerant=True) as reader:
        data = path.read_bytes()
        header = reader.header
        title = next(iter(header.source.tags.get("title", [])), path.stem)
        installed = tables = None
        if isinstance(get_config(header.model), SpectralConfig):
            installed = reader.weights()
            tables = reader.tables
            if header.tables_sha256 and tables is None:
                raise EngineError(
                    "The page was not made, because this machine lacks the entropy tables {hash} (for {name}): import"
                    " them first.",
                    hash=header.tables_sha256,
                    name=path.name,
                )
        problems = stored_completeness(reader, cancel).problems
        incomplete = tuple(Message("{name}: {what}", name=path.name, what=problem) for problem in problems)
        return _Recording(path.name, data, title, reader.duration_s, installed, tables, incomplete)


def _title(recordings: Sequence[_Recording]) -> str:
    return recordings[0].title if len(recordings) == 1 else f"{len(recordings)} recordings"


def _by_weights(recordings: Sequence[_Recording]) -> dict[str, list[_Recording]]:
    """Group the recordings that are played by the SHA-256 of their weights."""
    found: dict[str, list[_Recording]] = {}
    for one in recordings:
        if one.installed is not None:
            found.setdefault(one.installed.sha256, []).append(one)
    return found


def page_of(recordings: Sequence[_Recording], title: str) -> str:
    """Make the whole page."""
    pieces: list[str] = []

    def put(data: bytes, identifier: str) -> str:
        text = base64.b64encode(data).decode()
        pieces.append(f'<script type="text/plain" id="{identifier}">{text}</script>')
        return identifier

    put((page_dir() / "decoder.wasm").read_bytes(), "decoder")
    models = []
    for number, (sha256, own) in enumerate(_by_weights(recordings).items()):
        tables = {one.tables.sha256: one.tables for one in own if one.tables is not None}
        packed_tables = []
        for at, table in enumerate(tables.values()):
            head, numbers = tables_in_page(table.to_bytes())
            place = f"tables-{number}-{at}"
            packed_tables.append(
                {
                    "sha256": table.sha256,
                    "head": put(head, f"{place}-head"),
                    "numbers": put(numbers, f"{place}-numbers"),
                }
            )
        installed = own[0].installed
        assert installed is not None
        models.append(
            {"sha256": sha256, "weights": put(weights_in_page(installed), f"weights-{number}"), "tables": packed_tables}
        )
    listed = [{"name": one.name, "data": put(one.data, f"file-{at}")} for at, one in enumerate(recordings)]
    style, script = _text("page.css"), "".join(map(_text, SCRIPTS))
    values = {
        "script_hash": _policy_hash(script),
        "style_hash": _policy_hash(style),
        "title": html.escape(without_lone_surrogates(title)),
        "style": style,
        "script": script,
        "worker": _text("reader.js") + _text("worker.js"),
        "words": _in_script(json.loads(_text("words.json"))),
        "contents": _in_script({"models": models, "files": listed, "counted": title == _title(recordings)}),
        "data": "\n".join(pieces),
    }
    return PLACEHOLDER.sub(lambda place: values[place[1]], _text("page.html"))


def _text(name: str) -> str:
    return (page_dir() / name).read_text("utf-8")


def _in_script(value: object) -> str:
    """Return JSON that ends no script element."""
    return json.dumps(value).replace("<", "\\u003c")


def _policy_hash(text: str) -> str:
    """Return the hash of a script as a content security policy names what may run (CSP 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def weights_in_page(installed: InstalledModel) -> bytes:
    """Return the decoder's half, as ``decoder.c`` reads it. Raises BadWeightsError."""
    stored = read_stored(installed.path, installed.sha256)
    return flat_decoder(stored, architecture_of(unpack(stored)))


def tables_in_page(data: bytes) -> tuple[bytes, bytes]:
    """Split a file of tables into what stands before its zlib stream and its content (sqc-2.md, file of tables)."""
    level_count, layer_count, _, base = struct.unpack_from("<BBHH", data, 10)
    place = HEAD_OF_TABLES + level_count + layer_count + base.bit_length()
    for _ in range(1 + layer_count):
        place += 1 + data[place]
    place += hashlib.sha256().digest_size
    return data[:place], zlib.decompress(data[place:])
