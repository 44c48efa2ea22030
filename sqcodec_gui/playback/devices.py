"""The sound system has outputs and inputs, listed here; an output is opened only by the playback thread."""

import importlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

import numpy as np

from sqcodec_gui.errors import SqcodecError

listing = threading.Lock()
"""Held while a microphone is open: PortAudio's list of devices cannot be read anew under an open stream."""

MAX_CHANNELS = 2
"""What is played is mixed down to stereo, or to mono where the device has no more; nor is more recorded."""


class SoundOutputError(SqcodecError):
    """It says that there is no sound output, or that it cannot be used."""


class _PortAudioIsMissing(SoundOutputError):
    pass


@dataclass(frozen=True)
class Device:
    """This is something to play to or to record from. ``index`` is PortAudio's, valid until the next ``look_again``."""

    index: int
    name: str
    channels: int
    """At most ``MAX_CHANNELS``."""
    sample_rate_hz: int
    is_default: bool


def list_devices(kind: Literal["input", "output"]) -> list[Device]:
    """Return the devices of the sound system's usual interface, the default one marked; none where there is none.

    Raises SoundOutputError where PortAudio itself is missing.
    """
    backend = portaudio()
    try:
        default = int(backend.query_devices(kind=kind)["index"])
    except (backend.PortAudioError, ValueError):
        default = -1
    found = list(backend.query_devices())
    interface = found[default]["hostapi"] if default >= 0 else None
    return [
        Device(
            index=int(device["index"]),
            name=str(device["name"]),
            channels=min(MAX_CHANNELS, int(device[f"max_{kind}_channels"])),
            sample_rate_hz=int(device["default_samplerate"]),
            is_default=int(device["index"]) == default,
        )
        for device in found
        if device[f"max_{kind}_channels"] > 0 and interface in (None, device["hostapi"])
    ]


def look_again() -> None:
    """Let PortAudio list the devices anew: it reads them once, at its start. No output may be open.

    While something is recorded the list stays as it is.
    """
    try:
        backend = portaudio()
    except _PortAudioIsMissing:
        return
    if not listing.acquire(blocking=False):
        return
    try:
        # sounddevice has no public name for this; its own documentation points here.
        backend._terminate()
        backend._initialize()
    finally:
        listing.release()


def choose(devices: list[Device], name: str | None) -> Device:
    """Return the device of that name, else the default, else the first. Raises SoundOutputError if there is none."""
    if not devices:
        raise SoundOutputError("No sound output was found: connect loudspeakers or headphones, then look again.")
    named = (device for device in devices if device.name == name)
    default = (device for device in devices if device.is_default)
    return next(named, None) or next(default, devices[0])


class OutputStream:
    """This is an output that is open, but not yet started.

    ``render(out, has_underflowed)`` is called from the audio thread; it fills float32 ``[n, channels]``, and learns
    whether the device ran dry since the last time.
    """

    def __init__(self, device: Device, latency_s: float, render: Callable[[np.ndarray, bool], None]) -> None:
        """Open the output. ``latency_s``: what the device should hold in store. Raises SoundOutputError."""
        backend = portaudio()

        def callback(out: np.ndarray, _frames: int, _time: Any, status: Any) -> None:
            render(out, status.output_underflow)

        self._device = device
        try:
            self._stream = backend.OutputStream(
                samplerate=device.sample_rate_hz,
                device=device.index,
                channels=device.channels,
                dtype="float32",
                latency=latency_s,
                callback=callback,
            )
        except (backend.PortAudioError, ValueError) as error:
            raise _cannot_use(device) from error

    def start(self) -> None:
        """Start the output. Raises SoundOutputError."""
        try:
            self._stream.start()
        except portaudio().PortAudioError as error:
            raise _cannot_use(self._device) from error

    def abort(self) -> None:
        """Stop the output at once; it can be started again."""
        self._stream.abort(ignore_errors=True)

    def close(self) -> None:
        self._stream.close(ignore_errors=True)

    @property
    def is_running(self) -> bool:
        """Return whether the output runs: False once it was stopped, or when the device went away."""
        return bool(self._stream.active)

    @property
    def latency_frames(self) -> int:
        """Return the number of frames between what was rendered last and what is heard now."""
        frames: int = round(self._stream.latency * self._device.sample_rate_hz)
        return frames


def _cannot_use(device: Device) -> SoundOutputError:
    return SoundOutputError(
        "The sound output “{device}” cannot be used; choose another one, or look again for devices.", device=device.name
    )


def portaudio() -> ModuleType:
    """Return sounddevice, imported when first needed. Raises SoundOutputError where PortAudio is missing."""
    try:
        return importlib.import_module("sounddevice")
    except OSError as error:
        raise _PortAudioIsMissing(
            "Nothing can be played: the PortAudio library is missing; install it (libportaudio2) and start again."
        ) from error
