"""An archive kit is a BagIt bag (RFC 8493) of .sqc files and of all that is needed to decode them without this program.

In its payload lie ``recordings/``, ``weights/<model>-<hash>/`` (weights, measures of the network, entropy tables),
``format/`` and ``decoder/``, and ``listen.html`` where a page can play recordings; ``resources/kit/README.txt`` tells
what they are for, and ``ro-crate-metadata.json`` (see ``engine.provenance``) where they came from and that they were
found whole.
"""

import json
import logging
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from sqcodec_gui._version import __version__
from sqcodec_gui.atomic_write import atomic_folder, new_file
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.errors import MissingWeightsError, UnknownModelError
from sqcodec_gui.codec.model_store.installed import SPECTRAL, WEIGHTS_NAME, InstalledModel, list_installed
from sqcodec_gui.codec.spectral.weights import load_tensors
from sqcodec_gui.container import SqcError, SqcReader
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcMismatchError, SqcVersionError
from sqcodec_gui.engine import files
from sqcodec_gui.engine.folders import Found, choose_targets, find_files
from sqcodec_gui.engine.page import LIMIT_BYTES, make_page
from sqcodec_gui.engine.provenance import CheckedRecording, checked, write_metadata
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX, EngineError, Progress, no_progress
from sqcodec_gui.engine.sqc_file import TABLES_SUFFIX, SqcFile, open_for_reading
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message, listed
from sqcodec_gui.paths import format_dir, kit_dir

PAGE_NAME = "listen.html"
FORBIDDEN = re.compile(r'[<>:"|?*%\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
"""Letters that some file system refuses, or that a manifest may not hold as they are.

RFC 8493, 2.1.3, wants ``%`` and line ends as ``%25``, ``%0D`` and ``%0A``. bagit-python writes ``%`` as it is and never
reads ``%25``, other readers do: only a name without them is the same file for all of them.
"""


@dataclass(frozen=True)
class KitResult:
    """It describes a finished kit. ``weights``: the SHA-256 of each set that it holds; ``size_bytes``: of its payload.

    ``incomplete``: what is lost of recordings that are in it all the same, a sentence for each loss.
    """

    target: Path
    recordings: int
    duration_s: float
    weights: tuple[str, ...]
    size_bytes: int
    incomplete: tuple[Message, ...] = ()


class UnfitKind(StrEnum):
    """It says why a file cannot go into a kit."""

    DAMAGED = "damaged"
    LACKS_WEIGHTS = "lacks weights"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Unfit:
    """It is a file that cannot go into a kit. ``reason``: of an unreadable one, in one line."""

    path: Path
    kind: UnfitKind
    reason: Message | None = None


@dataclass(frozen=True)
class _Recording:
    """It is a recording of the kit. ``payload_path`` is relative to the payload. ``tables``: those that the file names,
    None if it names none."""

    path: Path
    payload_path: Path
    duration_s: float
    installed: InstalledModel
    tables: EntropyTables | None


def make_kit(
    sources: Sequence[Path],
    target: Path,
    weights_dir: Path | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> KitResult:
    """Write the new folder ``target`` with ``sources`` (.sqc files, or folders of them) and what they need.

    Each recording's copy is checked (checksums and token hash), and so are the weights. Raises a subclass of
    SqcodecError, naming all weights that are missing; then nothing is left. ``bagit`` changes the process's working
    directory while it computes checksums.
    """
    cancel = cancel or CancelToken()
    target = Path(os.path.abspath(target))
    if os.path.lexists(target) and not _is_empty_folder(target):
        raise EngineError("{target} is already there; name a new folder for the kit.", target=target.name)
    found = list(find_files(sources, lambda path: path.suffix.lower() == SQC_SUFFIX))
    if not found:
        raise EngineError("There are no .sqc files in {names}.", names=", ".join(map(str, sources)))
    recordings = _inspect(found, weights_dir)
    with files.disk_errors(target), atomic_folder(target) as work:
        copies = _copy_recordings(recordings, work, progress, cancel)
        incomplete = tuple(chain.from_iterable(map(_incomplete, recordings, copies)))
        installed = {one.installed.sha256: one.installed for one in recordings}
        for weights in installed.values():
            cancel.check()
            _copy_weights(weights, [one.tables for one in recordings if one.installed == weights], work)
        _copy_documents(work)
        _make_page(recordings, work, weights_dir, cancel)
        duration_s = sum(one.duration_s for one in recordings)
        cancel.check()
        lacking = sum(not one.completeness.is_complete for one in copies)
        lost = f" ({lacking} of them not complete)" if lacking else ""
        description = f"{len(recordings)} recordings{lost}, {duration_s:.0f} s, with all that is needed to decode them"
        identifier = f"urn:uuid:{uuid.uuid4()}"
        write_metadata(work, copies, description, identifier, cancel)
        _bag(work, description, identifier)
        size_bytes = sum(path.stat().st_size for path in (work / "data").rglob("*") if path.is_file())
    return KitResult(target, len(recordings), duration_s, tuple(installed), size_bytes, incomplete)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def _inspect(found: Sequence[Found], weights_dir: Path | None) -> list[_Recording]:
    """Find what each file needs. Raises EngineError naming everything that is not on this machine."""
    here = list_installed(weights_dir)
    recordings: list[_Recording] = []
    missing: dict[Message, str] = {}
    for one, payload_path in zip(found, _payload_paths(found), strict=True):
        with _open(one.path, weights_dir, here) as reader:
            what = _missing_for(reader)
            if what is not None:
                missing.setdefault(what, one.path.name)
                continue
            recordings.append(_Recording(one.path, payload_path, reader.duration_s, reader.weights(), reader.tables))
    if missing:
        needs = listed([Message("{what} (for {name})", what=what, name=name) for what, name in missing.items()])
        raise EngineError(
            "The kit was not made, because this machine lacks {needs}: fetch or import them first.", needs=needs
        )
    return recordings


def find_unfit(
    sources: Sequence[Path],
    weights_dir: Path | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> list[Unfit]:
    """Find which of these .sqc files would keep a kit of them from being made; every byte of each is read.

    ``progress`` counts files. Raises CancelledError.
    """
    cancel = cancel or CancelToken()
    here = list_installed(weights_dir)
    unfit: list[Unfit] = []
    for number, path in enumerate(sources):
        cancel.check()
        progress(float(number), float(len(sources)))
        try:
            with _open(path, weights_dir, here) as reader:
                if _missing_for(reader) is not None:
                    unfit.append(Unfit(path, UnfitKind.LACKS_WEIGHTS))
                elif damage := reader.check(lambda _done, _total: cancel.check()):
                    raise _damaged(path, damage[0].error)
        except _DamagedError:
            unfit.append(Unfit(path, UnfitKind.DAMAGED))
        except CancelledError:
            raise
        except SqcodecError as error:
            unfit.append(Unfit(path, UnfitKind.UNREADABLE, error.message))
    return unfit


def _open(path: Path, weights_dir: Path | None, here: Sequence[InstalledModel]) -> SqcFile:
    """Open a recording for a kit. Raises EngineError for a damaged one, SqcError for what a repair would not change."""
    try:
        return open_for_reading(path, weights_dir, tolerant=False, here=here)
    except (SqcVersionError, SqcMismatchError):
        raise
    except SqcError as error:
        raise _damaged(path, error) from error


def _missing_for(reader: SqcFile) -> Message | None:
    """Return what this machine lacks to decode it; None if that is nothing."""
    header = reader.header
    try:
        reader.weights()
    except (MissingWeightsError, UnknownModelError):
        return Message("weights of {model} with SHA-256 {hash}", model=header.model, hash=header.weights_sha256)
    if header.tables_sha256 and reader.tables is None:
        return Message("entropy tables with SHA-256 {hash}", hash=header.tables_sha256)
    return None


class _DamagedError(EngineError):
    """A recording is damaged, so that no kit is made of it."""


def _damaged(path: Path, error: SqcError) -> EngineError:
    return _DamagedError(
        "{name} is damaged ({reason}); make a whole file of it with “sqcodec repair”.",
        name=path.name,
        reason=error.what,
    )


def _payload_paths(found: Sequence[Found]) -> list[Path]:
    """Return where each file goes: the tree is kept, names that some file system or a manifest cannot hold are not."""
    safe = [Found(Path(_safe(one.path.name)), "/".join(map(_safe, Path(one.subfolder).parts))) for one in found]
    return choose_targets(safe, Path("recordings"), SQC_SUFFIX, "overwrite")


def _safe(name: str) -> str:
    plain = os.fsencode(name).decode("utf-8", "replace").replace("\ufffd", "_")
    return FORBIDDEN.sub("_", plain).rstrip(". ") or "_"


def _copy_recordings(
    recordings: Sequence[_Recording], work: Path, progress: Progress, cancel: CancelToken
) -> list[CheckedRecording]:
    """Copy the recordings and check the copies, not the sources: no file in the kit is damaged."""
    copies: list[CheckedRecording] = []
    total_s, done_s = sum(one.duration_s for one in recordings), 0.0
    for one in recordings:
        cancel.check()
        copy = work / one.payload_path
        copy.parent.mkdir(parents=True, exist_ok=True)
        with one.path.open("rb") as source, new_file(copy, like=one.path) as file:
            shutil.copyfileobj(source, file)
        shutil.copystat(one.path, copy)

        def watch(done: int, blocks: int, before_s: float = done_s, length_s: float = one.duration_s) -> None:
            cancel.check()
            progress(before_s + length_s * done / blocks, total_s)

        started = datetime.now(UTC)
        with SqcReader(copy, tables=one.tables) as reader:
            damage = reader.check(watch)
            weights = _weights_folder(one.installed) / WEIGHTS_NAME
            found = checked(reader, one.payload_path, weights, copy.stat().st_mtime, started)
        if damage:
            raise _damaged(one.path, damage[0].error)
        copies.append(found)
        done_s += one.duration_s
    return copies


def _incomplete(recording: _Recording, copy: CheckedRecording) -> Iterator[Message]:
    """Say what was lost of it before, of its sound or of its quality; nothing for a complete one."""
    for problem in copy.completeness.problems:
        yield Message("{name}: {what}", name=recording.path.name, what=problem)


def _weights_folder(installed: InstalledModel) -> Path:
    """Return the folder of a set of weights, relative to the payload."""
    return Path("weights", f"{installed.set_name}-{installed.sha256[:12]}")


def _copy_weights(installed: InstalledModel, tables: Sequence[EntropyTables | None], work: Path) -> None:
    folder = work / _weights_folder(installed)
    folder.mkdir(parents=True)
    shutil.copyfile(installed.path, folder / WEIGHTS_NAME)
    config = _measures(replace(installed, path=folder / WEIGHTS_NAME))  # the copy is what must be right
    (folder / "model.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    if installed.card:
        shutil.copyfile(installed.card, folder / installed.card.name)
    for one in tables:
        if one is not None:
            (folder / f"entropy-{one.sha256[:12]}{TABLES_SUFFIX}").write_bytes(one.to_bytes())


def _measures(installed: InstalledModel) -> dict[str, object]:
    """Return the network's measures, for the decoder. Raises BadWeightsError if the weights are damaged or unfit."""
    config = get_config(installed.name)
    if isinstance(config, SpectralConfig):
        architecture, _ = load_tensors(installed.path, installed.sha256)
        return {"family": config.family, "levels": config.levels, "architecture": asdict(architecture)}
    from sqcodec_gui.codec.sqcodec.weights import load_codec

    load_codec(installed)
    return asdict(config)


def _copy_documents(work: Path) -> None:
    """Copy the decoder, the format's page, and what a person should read first."""
    (work / "decoder").mkdir()
    shutil.copyfile(kit_dir() / "decode_sqc.py", work / "decoder" / "decode_sqc.py")
    (work / "decoder" / "requirements.txt").write_text(_requirements(), "utf-8")
    shutil.copyfile(kit_dir() / "README.txt", work / "README.txt")
    shutil.copytree(format_dir(), work / "format")


def _make_page(recordings: Sequence[_Recording], work: Path, weights_dir: Path | None, cancel: CancelToken) -> None:
    """Make a page that plays the recordings, if there are any that it can play, and they are not too large for one."""
    copies = [work / one.payload_path for one in recordings if one.installed.set_name == SPECTRAL]
    if copies and sum(path.stat().st_size for path in copies) <= LIMIT_BYTES:
        others = [work / one.payload_path for one in recordings if one.installed.set_name != SPECTRAL]
        make_page([*copies, *others], work / PAGE_NAME, weights_dir, cancel=cancel)


def _requirements() -> str:
    """Return the versions at hand: with these the decoder's sound was compared with this program's."""
    python = ".".join(map(str, sys.version_info[:3]))
    versions = {name: version(name).partition("+")[0] for name in ("numpy", "soxr", "torch")}
    lines = [f"{name}=={version}" for name, version in versions.items()]
    return "\n".join([f"# with Python {python}", *lines, ""])


def _bag(folder: Path, description: str, identifier: str) -> None:
    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)  # its errors are raised as well
    agent = f"sqcodec-gui {__version__}, bagit.py {bagit.VERSION}"
    try:
        facts = {"External-Description": description, "External-Identifier": identifier, "Bag-Software-Agent": agent}
        bagit.make_bag(folder, facts)
    except bagit.BagError as error:
        raise EngineError("The kit could not be made: {reason}.", reason=str(error)) from error
