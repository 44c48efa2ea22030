"""This module tries each installed model on this machine: it must decode as it should, as ``conformance.py`` has it.

Importing this loads no torch.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import (
    NAMED_FOLDER,
    WEIGHTS_NAME,
    InstalledModel,
    list_installed,
    read_header,
)
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.engine import conformance, models
from sqcodec_gui.engine.conformance import Direction
from sqcodec_gui.engine.device import TORCH, ComputeTarget, resolve
from sqcodec_gui.engine.settings_and_results import ComputeChoice


@dataclass(frozen=True)
class SelfTest:
    """It says what became of one model. ``difference``: of the sound, full scale being 1; None: nothing was known."""

    model: InstalledModel
    difference: float | None

    @property
    def is_right(self) -> bool:
        """Return whether the sound was as it should be, or nothing was known to compare it with."""
        return self.difference is None or self.difference <= conformance.SOUND_DIFFERENCE


def write_self_test(folder: Path) -> Path:
    """Make ``self_test.npz`` for the weights in a model's folder, with torch on the processor; return its path.

    Raises BadWeightsError or OSError. To be called whenever weights are made or changed.
    """
    installed = read_header(folder / WEIGHTS_NAME, NAMED_FOLDER)
    codec = models.load(installed, resolve(ComputeChoice("cpu", "torch")))
    assert not isinstance(codec, SpectralCodec)
    path = folder / conformance.REFERENCE_NAME
    conformance.write_reference(path, installed, conformance.reference_by(codec))
    return path


def check_model(installed: InstalledModel, compute_target: ComputeTarget) -> SelfTest:
    """Decode the known tokens of one model, on torch where a fast engine fails. Raises BadWeightsError."""
    codec = models.load_with_fallback(installed, compute_target, encodes=False)
    reference = conformance.reference_of(installed)
    if reference is None:
        assert not isinstance(codec, SpectralCodec)
        with contextlib.suppress(OSError):  # then it is no news the next time either
            conformance.write_reference(
                conformance.stored_reference_path(installed), installed, conformance.reference_by(codec)
            )
        result = SelfTest(installed, None)
    else:
        result = SelfTest(installed, conformance.sound_difference(codec, reference))
    if result.is_right:
        conformance.remember(
            installed,
            compute_target if codec.engine == compute_target.engine else _fallback(compute_target),
            Direction.DECODING,
        )
    return result


def _fallback(compute_target: ComputeTarget) -> ComputeTarget:
    return replace(compute_target, engine=TORCH, streams=1)


def untested(compute_target: ComputeTarget, named: Path | None = None) -> list[InstalledModel]:
    """List the installed models that this version of the program has not yet found right on this machine, each once."""
    by_weights = {model.sha256: model for model in reversed(list_installed(named))}
    ways_out = {compute_target, _fallback(compute_target)}
    return [
        model
        for model in reversed(by_weights.values())
        if not any(conformance.is_proven(model, one, Direction.DECODING) for one in ways_out)
    ]


def check_untested(compute: ComputeChoice, cancel: CancelToken) -> Iterator[SelfTest]:
    """Test what ``untested`` names; what was right is remembered and not tested again. Raises BadWeightsError."""
    compute_target = resolve(compute)
    for installed in untested(compute_target, compute.weights_dir):
        cancel.check()
        yield check_model(installed, compute_target)
