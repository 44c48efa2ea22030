"""The models are described in plain words: what they sound like and what an hour takes."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.codec.config import ModelConfig, all_configs, published_configs
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.engine.job import DEFAULT_MODEL
from sqcodec_gui.gui.wording.formatting import size_words

translate = QCoreApplication.translate
SECONDS_PER_HOUR = 3600
BEST_MODEL = "12kbps"
"""The published one behind the choice “Best”."""


@dataclass(frozen=True)
class Quality:
    """This is a model as people choose it. ``bytes_per_hour`` is that of one channel."""

    name: str
    title: str
    sound: str
    bytes_per_hour: float
    sets: tuple[InstalledModel, ...]
    """All weights of it on this machine, the one that is used first."""

    @property
    def installed(self) -> InstalledModel | None:
        return self.sets[0] if self.sets else None

    @property
    def wants_fetching(self) -> bool:
        """This says that there are published weights, and that they would be something new and better."""
        return self.name in published_configs() and all(model.is_preview for model in self.sets)

    @property
    def is_installed(self) -> bool:
        return bool(self.sets)

    @property
    def is_preview(self) -> bool:
        """This says that what would be used declares itself as not trained long enough."""
        return bool(self.sets) and self.sets[0].is_preview

    @property
    def download_bytes(self) -> int:
        """This is what there is to fetch, in bytes; 0 where nobody published weights."""
        config = published_configs().get(self.name)
        return config.published_bytes if config is not None else 0


@dataclass(frozen=True)
class Choice:
    """It is one of the few that most people need: the first of ``models`` that this program knows and that is here."""

    title: str
    about: str
    models: tuple[str, ...]


def _choices() -> tuple[Choice, ...]:
    return (
        Choice(
            translate("quality", "Tiny"),
            translate("quality", "Words stay understandable"),
            ("spectral-1k5bps", "1k5bps"),
        ),
        Choice(
            translate("quality", "Compact"),
            translate("quality", "Easy to understand; voices are recognised"),
            ("spectral-3kbps", "3kbps"),
        ),
        Choice(
            translate("quality", "Clear"),
            translate("quality", "Good for listening: what most recordings want"),
            ("spectral-6kbps", "6kbps"),
        ),
        Choice(
            translate("quality", "Best"),
            translate("quality", "Closest to the original"),
            (BEST_MODEL,),
        ),
    )


@dataclass(frozen=True)
class Offer:
    """It is a choice with the model that stands behind it on this computer."""

    choice: Choice
    quality: "Quality"
    is_recommended: bool = False
    """One of them is: the best one where it is here, else what is chosen when the program comes."""


def offers() -> list[Offer]:
    """Return the few choices, each with a model that is here, or else with the first one that could be."""
    known = {quality.name: quality for quality in qualities()}
    found = []
    for choice in _choices():
        candidates = [known[name] for name in choice.models if name in known]
        if candidates:
            found.append(Offer(choice, next((one for one in candidates if one.is_installed), candidates[0])))
    has_best = BEST_MODEL in known and known[BEST_MODEL].is_installed
    recommended = BEST_MODEL if has_best else DEFAULT_MODEL
    return [replace(offer, is_recommended=offer.quality.name == recommended) for offer in found]


def title_of(model: str) -> str:
    """Return the name of a model in one or two words, the same wherever it is spoken of."""
    return _words_of(model).name


def qualities() -> list[Quality]:
    """Return all models that are here or can be fetched, the smallest first; of equal sizes those on this machine
    first."""
    installed, found = list_installed(), []
    for name, config in all_configs().items():
        sets = tuple(model for model in installed if model.name == name)
        if sets or name in published_configs():
            found.append(_quality(config, sets))
    return sorted(found, key=lambda quality: (round(quality.bytes_per_hour), not quality.is_installed))


def _quality(config: ModelConfig, sets: tuple[InstalledModel, ...]) -> Quality:
    words = _words_of(config.name)
    if sets and sets[0].is_preview:
        title = translate("quality", "{title} (preview quality)").format(title=words.name)
        better = _better_than_a_preview(config)
        sound = f"{words.sound} {better}"
    else:
        title = translate("quality", "{name}: {promise}").format(name=words.name, promise=words.promise)
        sound = words.sound
    return Quality(config.name, title, sound, config.bitrate_bps / 8 * SECONDS_PER_HOUR, sets)


def _better_than_a_preview(config: ModelConfig) -> str:
    if config.name in published_configs():
        return translate("quality", "Trained for a short time: the published one is much better.")
    return translate("quality", "Still being trained: Opus sounds better in files of this size, where it has any.")


def set_words(model: InstalledModel) -> str:
    """Describe one set of weights in a line: where it came from, what it takes on the disk, its licence."""
    place = {
        "bundled": translate("quality", "came with the program"),
        "imported": translate("quality", "imported"),
        "fetched": translate("quality", "fetched"),
        "kept": translate("quality", "kept from an earlier version, for the files made with it"),
    }.get(model.place, model.place)
    if model.origin == "published":
        licence = translate("quality", "from the authors of the codec, whose packages are under the MIT licence")
    else:
        licence = translate("quality", "trained with this program; those that come with it are under the MIT licence")
    return f"{place} · {size_words(model.size_bytes)} · {licence}"


class _Words(NamedTuple):
    """Of a model: its name in one or two words, what it promises, and what one hears."""

    name: str
    promise: str
    sound: str = ""


def _words_of(model: str) -> _Words:
    return _plain_words().get(model) or _Words(model, translate("quality", "a model without a description"))


def _plain_words() -> dict[str, _Words]:
    narrow = translate("quality", "Nothing above 8 kHz is kept.")
    wide = translate("quality", "Nothing above 12 kHz is kept.")
    newer = f"{narrow} " + translate("quality", "From the newer family of models.")
    tiniest, tiny = translate("quality", "Tiniest"), translate("quality", "Tiny")
    very_small, small = translate("quality", "Very small"), translate("quality", "Small")
    medium = translate("quality", "Medium")
    understandable = translate("quality", "words stay understandable")
    clear = translate("quality", "clear speech")
    return {
        "spectral-1k5bps": _Words(translate("quality", "Tiny"), understandable, narrow),
        "spectral-3kbps": _Words(translate("quality", "Compact"), clear, narrow),
        "spectral-6kbps": _Words(translate("quality", "Clear"), translate("quality", "good speech"), narrow),
        "0k75bps": _Words(tiniest, understandable, narrow),
        "1k5bps": _Words(tiny, translate("quality", "understandable, voices change a little"), narrow),
        "3kbps": _Words(very_small, clear, narrow),
        "6kbps": _Words(small, translate("quality", "good speech"), narrow),
        "12kbps": _Words(translate("quality", "Best"), translate("quality", "very good speech"), narrow),
        "12kbps_24khz": _Words(medium, translate("quality", "speech and simple music"), wide),
        "24kbps_24khz": _Words(translate("quality", "Largest"), translate("quality", "the most faithful"), wide),
        "l3ac-0k75bps": _Words(translate("quality", "Tiniest, newer"), understandable, newer),
        "l3ac-1kbps": _Words(translate("quality", "Tiny, newer"), translate("quality", "understandable speech"), newer),
        "l3ac-1k5bps": _Words(translate("quality", "Tiny, newer"), translate("quality", "voices recognisable"), newer),
        "l3ac-3kbps": _Words(translate("quality", "Very small, newer"), clear, newer),
    }
