"""Microphones: which there are, and how one is opened. The counterpart of ``playback.devices``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.playback import devices

LATENCY_S = 0.1
"""Nobody hears himself here, so the device may hold much in store: that is what keeps a recording without gaps."""
OPEN_PATIENCE_S = 2.0


class RecordingError(SqcodecError):
    """Nothing can be recorded, or no more, and why."""


@dataclass(frozen=True)
class InputDevice:
    """A place to record from. ``channels``: the most that it has; ``index`` is PortAudio's."""

    index: int
    name: str
    channels: int
    sample_rate_hz: int
    is_default: bool


def input_devices() -> list[InputDevice]:
    """Inputs of the sound system's usual interface, the default one marked; empty where there is none.

    Raises SqcodecError where PortAudio itself is missing.
    """
    backend = devices.portaudio()
    try:
        default = int(backend.query_devices(kind="input")["index"])
    except (backend.PortAudioError, ValueError):
        default = -1
    found = list(backend.query_devices())
    interface = found[default]["hostapi"] if default >= 0 else None
    return [
        InputDevice(
            index=int(device["index"]),
            name=str(device["name"]),
            channels=int(device["max_input_channels"]),
            sample_rate_hz=int(device["default_samplerate"]),
            is_default=int(device["index"]) == default,
        )
        for device in found
        if device["max_input_channels"] > 0 and interface in (None, device["hostapi"])
    ]


class Microphone:
    """An input, open but not started. ``sample_rate_hz`` and ``channels`` are what it gives."""

    def __init__(self, device: InputDevice, channels: int) -> None:
        """``channels`` is a wish: a device that cannot do it gives 2, or 1. Raises RecordingError."""
        self._device = device
        self._take: Callable[[np.ndarray, bool], None] | None = None
        self._holds_list = devices.listing.acquire(timeout=OPEN_PATIENCE_S)
        wishes = dict.fromkeys([min(channels, device.channels), min(2, device.channels)])
        for number, wish in enumerate(wishes, 1):
            try:
                self._stream = self._open(wish)
                break
            except RecordingError:
                if number == len(wishes):
                    self._let_list_go()
                    raise
        self.channels = int(self._stream.channels)
        self.sample_rate_hz = device.sample_rate_hz

    def _open(self, channels: int) -> Any:
        def callback(block: np.ndarray, _frames: int, _time: Any, status: Any) -> None:
            if self._take is not None:
                self._take(block.copy(), status.input_overflow)

        backend = devices.portaudio()
        try:
            return backend.InputStream(
                samplerate=self._device.sample_rate_hz,
                device=self._device.index,
                channels=channels,
                dtype="float32",
                latency=LATENCY_S,
                callback=callback,
            )
        except (backend.PortAudioError, ValueError) as error:
            raise self._cannot_use() from error

    def start(self, take: Callable[[np.ndarray, bool], None]) -> None:
        """``take(block, has_overflowed)`` gets float32 [n, channels] in the audio thread. Raises RecordingError."""
        self._take = take
        try:
            self._stream.start()
        except devices.portaudio().PortAudioError as error:
            self.close()
            raise self._cannot_use() from error

    @property
    def is_running(self) -> bool:
        """False when the device went away."""
        return bool(self._stream.active)

    def close(self) -> None:
        """What the device still held in store is taken first."""
        self._stream.stop(ignore_errors=True)
        self._stream.close(ignore_errors=True)
        self._let_list_go()

    def _let_list_go(self) -> None:
        if self._holds_list:
            self._holds_list = False
            devices.listing.release()

    def _cannot_use(self) -> RecordingError:
        return RecordingError(
            f"The microphone “{self._device.name}” cannot be used: another program may have it, or the system does not"
            " allow it. Choose another one, or allow it in the system's settings."
        )
