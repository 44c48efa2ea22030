"""A microphone is opened here; ``playback.devices`` lists them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.playback import devices
from sqcodec_gui.playback.devices import Device

LATENCY_S = 0.1
"""Nobody hears himself here, so the device may hold much in store: that is what keeps a recording without gaps."""
OPEN_PATIENCE_S = 2.0


class RecordingError(SqcodecError):
    """It says that nothing can be recorded, or no more, and why."""


class Microphone:
    """This is an input, open but not started. ``sample_rate_hz`` and ``channels`` are what it gives."""

    def __init__(self, device: Device, channels: int) -> None:
        """Open the microphone. ``channels``, 1 or 2, is a wish: a device that cannot do it gives what it has. Raises
        RecordingError."""
        self._device = device
        self._take: Callable[[np.ndarray, bool], None] | None = None
        self._holds_list = devices.listing.acquire(timeout=OPEN_PATIENCE_S)
        wishes = dict.fromkeys([min(channels, device.channels), device.channels])
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
        """Start the microphone; ``take(block, has_overflowed)`` gets float32 [n, channels] in the audio thread. Raises
        RecordingError."""
        self._take = take
        try:
            self._stream.start()
        except devices.portaudio().PortAudioError as error:
            self.close()
            raise self._cannot_use() from error

    @property
    def is_running(self) -> bool:
        """Return whether the microphone runs: False when the device went away."""
        return bool(self._stream.active)

    def close(self) -> None:
        """Close the microphone; what the device still held in store is taken first."""
        self._stream.stop(ignore_errors=True)
        self._stream.close(ignore_errors=True)
        self._let_list_go()

    def _let_list_go(self) -> None:
        if self._holds_list:
            self._holds_list = False
            devices.listing.release()

    def _cannot_use(self) -> RecordingError:
        return RecordingError(
            "The microphone “{device}” cannot be used: another program may have it, or the system"
            " does not allow it. Choose another one, or allow it in the system's settings.",
            device=self._device.name,
        )
