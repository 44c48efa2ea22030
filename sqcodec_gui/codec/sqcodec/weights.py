"""This module moves weights between files and the network: checked tensor by tensor, written once, never half.

``model.safetensors`` holds the tensors of ``Codec``'s state dict (weight norm and GRN folded) and, as metadata, the
model's name, its origin, the SHA-256 of its source tensors (for published weights those of the ``.pt`` files, for our
own the tensors in the file itself), and that of the tensors in the file, which is checked whenever they are loaded.
"""

import io
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save
from torch import Tensor

from sqcodec_gui import atomic_write, paths
from sqcodec_gui.codec.config import CodecConfig, get_published_config
from sqcodec_gui.codec.errors import BadWeightsError, UnwritableWeightsError
from sqcodec_gui.codec.model_store.installed import (
    TENSORS_KEY,
    WEIGHTS_NAME,
    InstalledModel,
    read_header,
    read_intact,
    require_intact,
)
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.published_form import expected_tensors, fold, read_parts, tensors_sha256, unfold
from sqcodec_gui.errors import system_reason


def load_codec(installed: InstalledModel, device: str | torch.device = "cpu") -> Codec:
    """Load the network with these weights, ready for use. Raises BadWeightsError."""
    tensors = read_intact(installed, load_file)
    codec = build(get_published_config(installed.name), tensors, str(installed.path))
    codec.weights_sha256 = installed.sha256
    if torch.device(device).type == "cuda":
        # Left to itself, cuDNN rounds to ten bits (TF32), and tokens would differ from those of a processor.
        torch.backends.cudnn.allow_tf32 = False
    return codec.freeze().to(device).use_memory()


def load_published(config: CodecConfig, folder: Path) -> Codec:
    """Load the network with a published ``.pt`` set, ready for use, nothing kept.

    Raises MissingWeightsError, BadWeightsError.
    """
    tensors, sha256 = _read_published(config, folder)
    codec = build(config, tensors, str(folder))
    codec.weights_sha256 = sha256
    return codec.freeze()


def _read_published(
    config: CodecConfig, folder: Path, files: Mapping[str, Path] | None = None
) -> tuple[dict[str, Tensor], str]:
    """Read a published set, checked and folded, and the SHA-256 of its tensors as published."""
    published = read_parts(folder, files)
    _check_fit(config, expected_tensors(config), published, str(folder))
    return fold(published), tensors_sha256(published)


def build(config: CodecConfig, tensors: Mapping[str, Tensor], source: str) -> Codec:
    """Build a float32 network from folded tensors. Raises BadWeightsError for a tensor that is missing, unexpected,
    misshapen or not finite."""
    codec = Codec(config, has_statistics="statistics" in tensors)
    _check_fit(config, codec.state_dict(), tensors, source)
    codec.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
    return codec


def _check_fit(config: CodecConfig, expected: Mapping[str, Tensor], found: Mapping[str, Tensor], source: str) -> None:
    for name in sorted(expected.keys() | found.keys()):
        problem = _problem(expected.get(name), found.get(name))
        if problem:
            raise BadWeightsError(
                "The weights in {source} do not fit the model {model}: {name} {problem}.",
                source=source,
                model=config.name,
                name=name,
                problem=problem,
            )


def _problem(expected: Tensor | None, found: Tensor | None) -> str | None:
    if found is None:
        return "is missing"
    if expected is None:
        return "is unexpected"
    if expected.shape != found.shape:
        return f"has the shape {tuple(found.shape)} instead of {tuple(expected.shape)}"
    if not torch.isfinite(found).all():
        return "holds values that are no numbers"
    return None


def save_own(codec: Codec, folder: Path, metadata: Mapping[str, str] | None = None) -> InstalledModel:
    """Write a network that this project trained, as fp16 (its statistics as fp32)."""
    tensors = {name: tensor.detach().cpu().half().contiguous() for name, tensor in codec.state_dict().items()}
    if codec.statistics is not None:
        tensors["statistics"] = codec.statistics.detach().cpu().float().contiguous()
    build(codec.config, tensors, str(folder))
    facts = {"model": codec.config.name, "origin": "own", "source_sha256": tensors_sha256(tensors)}
    return _write(tensors, folder, {**(metadata or {}), **facts})


def import_published(
    name: str, folder: Path, target_root: Path | None = None, files: Mapping[str, Path] | None = None
) -> InstalledModel:
    """Check and fold a published ``.pt`` set, and keep it with the user's models (or under ``target_root``).

    ``files``: where each part lies, if not in ``folder`` under its own name.
    Raises UnknownModelError, MissingWeightsError, BadWeightsError, UnwritableWeightsError.
    """
    config = get_published_config(name)
    folded, sha256 = _read_published(config, folder, files)
    tensors = {key: tensor.contiguous() for key, tensor in folded.items()}
    build(config, tensors, str(folder))
    root = target_root or paths.imported_models_dir()
    facts = {"model": name, "origin": "published", "source_sha256": sha256}
    return _write(tensors, root / name / sha256[:12], facts)


def export_published(installed: InstalledModel, folder: Path) -> list[Path]:
    """Write weights as ``.pt`` files in the published form and return their paths.

    Our own models' statistics have no place there: the published package takes those of each clip instead.
    Nothing is overwritten, and either all files come to stand there or none.
    Raises BadWeightsError, UnwritableWeightsError.
    """
    config = get_published_config(installed.name)
    parts = unfold(load_codec(installed).state_dict(), config)
    targets = {folder / f"{part}.pt": state for part, state in parts.items()}
    taken = [path.name for path in targets if path.exists()]
    if taken:
        raise UnwritableWeightsError(
            "{folder} already holds {taken}, and nothing is overwritten; choose an empty folder.",
            folder=str(folder),
            taken=taken[0],
        )
    unfinished = {path: atomic_write.temporary_beside(path) for path in targets}
    published: list[Path] = []
    with atomic_write.no_empty_folders(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path, state in targets.items():
                with atomic_write.new_file(unfinished[path]) as file:
                    file.write(_saved(state))
            for path in targets:
                atomic_write.publish(unfinished[path], path, replaces=False)
                published.append(path)
        except OSError as error:
            for path in published:
                path.unlink(missing_ok=True)
            raise _unwritable(folder, error) from error
        finally:
            for path in unfinished.values():
                path.unlink(missing_ok=True)
    return list(targets)


def _saved(state: Mapping[str, Tensor]) -> bytes:
    """Return a part's file: torch itself would make other errors of a full disk's."""
    data = io.BytesIO()
    torch.save(state, data)
    return data.getvalue()


def _write(tensors: dict[str, Tensor], folder: Path, metadata: dict[str, str]) -> InstalledModel:
    """Write the tensors and their card. Raises UnwritableWeightsError."""
    target, metadata = folder / WEIGHTS_NAME, {**metadata, TENSORS_KEY: tensors_sha256(tensors)}
    try:
        with atomic_write.no_empty_folders(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with atomic_write.atomic_write(target, check=lambda work: require_intact(read_header(work, ""))) as file:
                file.write(save(tensors, metadata))
    except OSError as error:
        raise _unwritable(folder, error) from error
    return read_header(target, "imported")


def _unwritable(folder: Path, error: OSError) -> UnwritableWeightsError:
    return UnwritableWeightsError(
        "The weights could not be written to {folder}: {reason}.", folder=str(folder), reason=system_reason(error)
    )
