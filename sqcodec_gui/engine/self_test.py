"""Each installed model is tried on this machine: does it decode as it should? ``conformance.py`` says what that means.

Importing this loads no torch.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqcodec_gui.codec.model_store.installed import WEIGHTS_NAME, InstalledModel, list_installed, read_header
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.engine import conformance, models
from sqcodec_gui.engine.conformance import Direction
from sqcodec_gui.engine.device import TORCH, ComputeTarget, resolve
from sqcodec_gui.engine.job import CancelToken, ComputeChoice


@dataclass(frozen=True)
class SelfTest:
    """What became of one model. ``difference``: of the sound, where full scale is 1; None when nothing was known."""

    model: InstalledModel
    difference: float | None

    @property
    def is_right(self) -> bool:
        return self.difference is None or self.difference <= conformance.SOUND_DIFFERENCE


def write_self_test(folder: Path) -> Path:
    """Makes ``self_test.npz`` for the weights in a model's folder, with torch on the processor; its path.

    Raises BadWeightsError or OSError. To be called whenever weights are made or changed.
    """
    installed = read_header(folder / WEIGHTS_NAME, "named folder")
    codec = models.load(installed, resolve(ComputeChoice("cpu", "torch")))
    assert not isinstance(codec, SpectralCodec)
    path = folder / conformance.REFERENCE_NAME
    conformance.write_reference(path, installed, conformance.reference_by(codec))
    return path


def check_model(installed: InstalledModel, place: ComputeTarget) -> SelfTest:
    """Decodes the known tokens of one model, on torch where a fast engine fails. Raises BadWeightsError."""
    codec = models.load_with_fallback(installed, place, encodes=False)
    reference = conformance.reference_of(installed)
    if reference is None:
        assert not isinstance(codec, SpectralCodec)
        with contextlib.suppress(OSError):  # then it is no news the next time either
            conformance.write_reference(conformance.kept_path(installed), installed, conformance.reference_by(codec))
        result = SelfTest(installed, None)
    else:
        result = SelfTest(installed, conformance.sound_difference(codec, reference))
    if result.is_right:
        conformance.remember(installed, place if codec.engine == place.engine else _fallback(place), Direction.DECODING)
    return result


def _fallback(place: ComputeTarget) -> ComputeTarget:
    return replace(place, engine=TORCH, streams=1)


def untested(place: ComputeTarget, named: Path | None = None) -> list[InstalledModel]:
    """The installed models that this version of the program has not yet found right on this machine, each once."""
    by_weights = {model.sha256: model for model in reversed(list_installed(named))}
    ways_out = {place, _fallback(place)}
    return [
        model
        for model in reversed(by_weights.values())
        if not any(conformance.is_proven(model, one, Direction.DECODING) for one in ways_out)
    ]


def check_untested(compute: ComputeChoice, cancel: CancelToken) -> Iterator[SelfTest]:
    """Tests what ``untested`` names; what was right is remembered and not tested again. Raises BadWeightsError."""
    place = resolve(compute)
    for installed in untested(place, compute.weights_dir):
        cancel.check()
        yield check_model(installed, place)
