"""Two soft notes say that a queue is finished, through the sound output; many desktops have no beep of their own."""

import threading
import time

import numpy as np

from sqcodec_gui.playback import devices
from sqcodec_gui.playback.devices import OutputStream, SoundOutputError

NOTES_HZ = (660.0, 880.0)
NOTE_S = 0.16
LEAD_S = 0.1
"""Of silence before: sound systems swallow the first moments of a stream."""
PEAK = 0.12
LATENCY_S = 0.1
PATIENCE_S = 3.0


def chime(sample_rate_hz: int) -> np.ndarray:
    """Return float32[n] within ±0.12: silence, then two notes, each swelling and fading, so that nothing clicks."""
    frames = round(NOTE_S * sample_rate_hz)
    time_s = np.arange(frames) / sample_rate_hz
    swell = np.sin(np.pi * np.arange(frames) / frames) ** 2
    notes = [PEAK * swell * np.sin(2 * np.pi * hz * time_s) for hz in NOTES_HZ]
    return np.concatenate([np.zeros(round(LEAD_S * sample_rate_hz)), *notes]).astype(np.float32)


def play_chime(device_name: str) -> None:
    """Play the chime to the end, on the device of that name or else the system's; call it in a worker. Raises
    SoundOutputError."""
    device = devices.choose(devices.list_devices("output"), device_name or None)
    if not devices.listing.acquire(blocking=False):
        raise SoundOutputError("Something is being recorded: no sound now.")
    try:
        _play(device, chime(device.sample_rate_hz))
    finally:
        devices.listing.release()


def _play(device: devices.Device, sound: np.ndarray) -> None:
    left, is_over = [sound], threading.Event()

    def render(out: np.ndarray, has_underflowed: bool) -> None:
        piece, left[0] = left[0][: len(out)], left[0][len(out) :]
        out[: len(piece)] = piece[:, None]
        out[len(piece) :] = 0.0
        if not len(piece):  # silence by now: the last note has left our hands
            is_over.set()

    stream = OutputStream(device, LATENCY_S, render)
    try:
        stream.start()
        is_over.wait(PATIENCE_S)
        time.sleep(stream.latency_frames / device.sample_rate_hz)
    finally:
        stream.close()
