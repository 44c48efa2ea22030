"""This module serves the names of the published packages: ``list_models``, ``get_model``, and what they give.

Same names, arguments and shapes as in ``sq_codec`` 0.0.1 (and, for the models called ``l3ac-…``, ``l3ac`` 1.0), so that
programs written for them run with ``import sqcodec_gui as sq_codec``.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import torch.nn.functional as F
from torch import Tensor

from sqcodec_gui.codec.config import (
    PARTS,
    CodecConfig,
    SpectralConfig,
    get_config,
    get_published_config,
    published_configs,
)
from sqcodec_gui.codec.errors import MissingWeightsError, UnknownModelError
from sqcodec_gui.codec.model_store import hub
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.weights import load_codec, load_published

Indices = Tensor | dict[str, Tensor]


@dataclass(frozen=True)
class PublishedConfig:
    """It holds what the published configuration says of a model; ``sample_rate`` in Hz, ``hop_length`` in samples."""

    model_name: str
    model_version: str
    sample_rate: int
    hop_length: int
    feature_dim: int

    @property
    def model_tag(self) -> str:
        return f"{self.model_name}.{self.model_version}"


class PublishedCodec:
    """It is a model by its published interface.

    ``network`` is the ``nn.Module`` behind it, with the parts ``encoder``, ``en_encoder``, ``quantizer``,
    ``en_decoder`` and ``decoder``; audio and indices must be on its device.
    """

    def __init__(self, network: Codec) -> None:
        own = network.config
        self.config = PublishedConfig(
            own.published_name, own.hub_version, own.sample_rate_hz, own.hop_samples, own.feature_dim
        )
        self.network = network

    def encode_audio(self, audio_data: Tensor) -> tuple[Tensor, Indices]:
        """Encode audio (B, T) within ±1, at the model's rate, to (q_feature (B, N, feature_dim), indices (B, N) int32).

        As published, T is filled up with zeros: to whole attention windows for SQCodec's models, to whole hops for
        L3AC's. For the latter the second result is a dict of ``indices`` and ``level_indices`` (B, N, digits).
        """
        own, quantizer = self.network.config, self.network.quantizer
        unit = own.window_samples if own.pads_to_window else own.hop_samples
        features = self.network.features(F.pad(audio_data, (0, -audio_data.shape[-1] % unit)))
        digits = quantizer.coordinates(features).round()
        indices = quantizer.tokens_of(digits)
        if own.family == "l3ac":
            return quantizer.features(digits), {"indices": indices, "level_indices": digits}
        return quantizer.features(digits), indices

    def decode_audio(self, audio_feature: Tensor | None = None, indices: Indices | None = None) -> Tensor:
        """Decode either q_feature (B, N, feature_dim) or indices (B, N), or L3AC's dict of them, to audio (B, N · hop).

        Published weights are decoded with the statistics of the clip at hand, as published; this project's own with
        the constants that they were trained with.
        """
        if audio_feature is not None:
            return self.network.decode_features(audio_feature)
        if indices is None:
            raise TypeError("decode_audio needs q_feature or indices")
        return self.network.decode(indices["indices"] if isinstance(indices, dict) else indices)


def list_models() -> list[str]:
    """List SQCodec's seven models, then L3AC's four, whose names begin with ``l3ac-``."""
    return list(published_configs())


def get_model(
    config_name: str, *, model_dir: str | os.PathLike[str] | None = None, offline: bool = False
) -> PublishedCodec:
    """Load a model with its weights, on the CPU, ready for use.

    Weights come from ``model_dir`` (a folder with ``<model>.<version>/<part>.pt`` as the published packages keep them,
    or with ``model.safetensors``), else from this machine, else, unless ``offline``, from the hub.
    Raises UnknownModelError, MissingWeightsError, BadWeightsError, DownloadError.
    """
    if isinstance(get_config(config_name), SpectralConfig):
        raise UnknownModelError(
            "{name} cannot be had by get_model: a frame of it has several tokens, which the published interface has no"
            " place for. Use sqcodec_gui.engine.compress and restore, or “sqcodec encode” and “decode”.",
            name=config_name,
        )
    config = get_published_config(config_name)
    folder = None if model_dir is None else Path(model_dir)
    if folder and _is_published_set(folder_of_set := folder / f"{config.published_name}.{config.hub_version}"):
        return PublishedCodec(load_published(config, folder_of_set))
    return PublishedCodec(_installed_or_fetched(config, folder, offline))


def _is_published_set(folder: Path) -> bool:
    return any((folder / f"{part}.pt").is_file() for part in PARTS)


def _installed_or_fetched(config: CodecConfig, folder: Path | None, offline: bool) -> Codec:
    try:
        return load_codec(find_installed(config.name, named=folder))
    except MissingWeightsError:
        return load_codec(hub.fetch(config.name, offline=offline))
