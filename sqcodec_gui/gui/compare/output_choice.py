"""Where and how loud to play is remembered: what was chosen last counts again, and new choices are kept."""

from sqcodec_gui.gui.compare.transport import Transport
from sqcodec_gui.gui.player import Player
from sqcodec_gui.gui.settings.user_settings import UserSettings


class OutputChoice:
    """It joins the transport's level and output with a player, and with the settings where there are some."""

    def __init__(self, transport: Transport, player: Player, settings: UserSettings | None) -> None:
        self._player = player
        self._settings = settings
        if settings is not None:
            transport.level_slider.setValue(settings.get("playback_level"))
            player.set_device(settings.get("playback_device") or None)
        self._set_level(transport.level_slider.value())
        transport.level_changed.connect(self._set_level)
        transport.device_chosen.connect(self._set_device)

    def _set_level(self, level: int) -> None:
        """Set the level, of 100. The ear follows the square better than the factor itself."""
        self._player.set_level((level / 100) ** 2)
        if self._settings is not None:
            self._settings.set("playback_level", level)

    def _set_device(self, name: str | None) -> None:
        self._player.set_device(name)
        if self._settings is not None:
            self._settings.set("playback_device", name or "")
