"""The models in plain words: what they sound like and what an hour takes."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.codec.config import ModelConfig, all_configs, published_configs
from sqcodec_gui.codec.installed import InstalledModel, list_installed
from sqcodec_gui.gui.words import size_words

translate = QCoreApplication.translate
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True)
class Quality:
    """A model as people choose it. ``bytes_per_hour``: of one channel."""

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
        """Whether published weights would be something new and better."""
        return all(model.is_preview for model in self.sets)

    @property
    def is_installed(self) -> bool:
        return bool(self.sets)


def qualities() -> list[Quality]:
    """All models that are here or can be fetched, the smallest first; of equal sizes those on this machine first."""
    installed, found = list_installed(), []
    for name, config in all_configs().items():
        sets = tuple(model for model in installed if model.name == name)
        if sets or name in published_configs():
            found.append(_quality(config, sets))
    return sorted(found, key=lambda quality: (round(quality.bytes_per_hour), not quality.is_installed))


def _quality(config: ModelConfig, sets: tuple[InstalledModel, ...]) -> Quality:
    title, sound = _plain_words()[config.name]
    if sets and sets[0].is_preview:
        title = translate("quality", "{title} (preview quality)").format(title=title.partition(":")[0])
        sound += " " + translate("quality", "Trained for a short time: fetch the published model for good speech.")
    return Quality(config.name, title, sound, config.bitrate_bps / 8 * SECONDS_PER_HOUR, sets)


def set_words(model: InstalledModel) -> str:
    """One set of weights in a line: where it came from, what it takes on the disk, its licence."""
    place = {
        "bundled": translate("quality", "came with the program"),
        "imported": translate("quality", "imported"),
        "fetched": translate("quality", "fetched"),
    }.get(model.place, model.place)
    if model.origin == "published":
        licence = translate("quality", "from the authors of the codec, whose packages are under the MIT licence")
    else:
        licence = translate("quality", "trained with this program; those that come with it are under the MIT licence")
    return f"{place} · {size_words(model.size_bytes)} · {licence}"


def _plain_words() -> dict[str, tuple[str, str]]:
    """Name of a model: (what it is for, what one hears)."""
    narrow = translate("quality", "Nothing above 8 kHz is kept.")
    wide = translate("quality", "Nothing above 12 kHz is kept.")
    newer = translate("quality", "From the newer family of models.")
    return {
        "spectral-1k5bps": (translate("quality", "Tiny: understandable, voices change a little"), narrow),
        "spectral-3kbps": (translate("quality", "Very small: clear speech"), narrow),
        "spectral-6kbps": (translate("quality", "Small: good speech"), narrow),
        "0k75bps": (translate("quality", "Tiniest: words stay understandable"), narrow),
        "1k5bps": (translate("quality", "Tiny: understandable, voices change a little"), narrow),
        "3kbps": (translate("quality", "Very small: clear speech"), narrow),
        "6kbps": (translate("quality", "Small: good speech"), narrow),
        "12kbps": (translate("quality", "Medium: very good speech"), narrow),
        "12kbps_24khz": (translate("quality", "Medium: speech and simple music"), wide),
        "24kbps_24khz": (translate("quality", "Largest: the most faithful"), wide),
        "l3ac-0k75bps": (translate("quality", "Tiniest, newer: words stay understandable"), f"{narrow} {newer}"),
        "l3ac-1kbps": (translate("quality", "Tiny, newer: understandable speech"), f"{narrow} {newer}"),
        "l3ac-1k5bps": (translate("quality", "Tiny, newer: voices recognisable"), f"{narrow} {newer}"),
        "l3ac-3kbps": (translate("quality", "Very small, newer: clear speech"), f"{narrow} {newer}"),
    }
