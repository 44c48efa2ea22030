"""The models are described in plain words: what they sound like and what an hour takes."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.codec.config import ModelConfig, all_configs, published_configs
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.engine.settings_and_results import DEFAULT_MODEL
from sqcodec_gui.gui.wording.formatting import rate_words, sentences, size_words

translate = QCoreApplication.translate
SECONDS_PER_HOUR = 3600
BEST_MODEL = "12kbps"
"""The published one behind the choice “Best”."""
USUAL_RATE_HZ = 16_000
_FAMILIES = {"sqcodec": "SQCodec", "l3ac": "L3AC"}
"""As their authors write them."""


@dataclass(frozen=True)
class Quality:
    """This is a model as people choose it. ``bytes_per_hour`` is that of one channel."""

    name: str
    title: str
    sound: str
    bytes_per_hour: float
    sets: tuple[InstalledModel, ...]
    """All weights of it on this machine, the one that is used first."""
    promise: str = ""
    """In a few words, after its name in ``title``."""

    @property
    def heard(self) -> str:
        """Return what one hears, in whole sentences."""
        promise = self.promise[:1].upper() + self.promise[1:]
        return translate("quality", "{promise}. {more}").format(promise=promise, more=self.sound)

    @property
    def installed(self) -> InstalledModel | None:
        return self.sets[0] if self.sets else None

    @property
    def wants_fetching(self) -> bool:
        """Return whether there are published weights, and that they would be something new and better."""
        return self.name in published_configs() and all(model.is_preview for model in self.sets)

    @property
    def is_installed(self) -> bool:
        return bool(self.sets)

    @property
    def is_preview(self) -> bool:
        """Return whether what would be used declares itself as not trained long enough."""
        return bool(self.sets) and self.sets[0].is_preview

    @property
    def download_bytes(self) -> int:
        """Return what there is to fetch, in bytes; 0 where nobody published weights."""
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
    """Return all models that are here or can be fetched, the smallest first; those on this machine before others."""
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
        sound = sentences([words.sound, better])
    else:
        title = translate("quality", "{name}: {promise}").format(name=words.name, promise=words.promise)
        sound = words.sound
    return Quality(config.name, title, sound, config.bitrate_bps / 8 * SECONDS_PER_HOUR, sets, words.promise)


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
    }.get(model.store, model.store)
    if model.origin == "published":
        licence = translate("quality", "from the authors of the codec, whose packages are under the MIT licence")
    else:
        licence = translate("quality", "trained with this program; those that come with it are under the MIT licence")
    return f"{place} · {size_words(model.size_bytes)} · {licence}"


class _Words(NamedTuple):
    """It has what is said of a model: its name in one or two words, what it promises, and what one hears."""

    name: str
    promise: str
    sound: str = ""


def _words_of(model: str) -> _Words:
    """Return a model's words: the few choices have names of their own; others are called by family and rate."""
    config, promise = all_configs().get(model), _promises().get(model)
    if config is None or promise is None:
        return _Words(model, translate("quality", "a model without a description"))
    return _Words(_choice_names().get(model) or _family_name(config), promise, _what_is_kept(config))


def _choice_names() -> dict[str, str]:
    return {
        "spectral-1k5bps": translate("quality", "Tiny"),
        "spectral-3kbps": translate("quality", "Compact"),
        "spectral-6kbps": translate("quality", "Clear"),
        BEST_MODEL: translate("quality", "Best"),
    }


def _family_name(config: ModelConfig) -> str:
    """Return a name such as “SQCodec 1.5 kbit/s”, of wider sound “SQCodec 24 kbit/s, 24 kHz”."""
    family = _FAMILIES.get(config.family, config.family)
    rate = f"{family} {rate_words(config.bitrate_bps)}"
    return rate if config.sample_rate_hz == USUAL_RATE_HZ else f"{rate}, {config.sample_rate_hz / 1000:g} kHz"


def _what_is_kept(config: ModelConfig) -> str:
    limit = translate("quality", "Nothing above {khz} kHz is kept.").format(khz=f"{config.sample_rate_hz / 2000:g}")
    newer = [translate("quality", "From the newer family of models.")] if config.family == "l3ac" else []
    return sentences([limit, *newer])


def _promises() -> dict[str, str]:
    understandable = translate("quality", "words stay understandable")
    clear, good = translate("quality", "clear speech"), translate("quality", "good speech")
    return {
        "spectral-1k5bps": understandable,
        "spectral-3kbps": translate("quality", "easy to understand"),
        "spectral-6kbps": translate("quality", "good for listening"),
        "0k75bps": understandable,
        "1k5bps": translate("quality", "understandable, voices change a little"),
        "3kbps": clear,
        "6kbps": good,
        BEST_MODEL: translate("quality", "closest to the original"),
        "12kbps_24khz": translate("quality", "speech and simple music"),
        "24kbps_24khz": translate("quality", "the most faithful"),
        "l3ac-0k75bps": understandable,
        "l3ac-1kbps": translate("quality", "understandable speech"),
        "l3ac-1k5bps": translate("quality", "voices recognisable"),
        "l3ac-3kbps": clear,
    }
