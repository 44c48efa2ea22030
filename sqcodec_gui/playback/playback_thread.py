"""This thread owns the sound device and keeps the buffer full; everything that may block happens here."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message
from sqcodec_gui.playback.buffer import PlayBuffer
from sqcodec_gui.playback.devices import (
    MAX_CHANNELS,
    Device,
    OutputStream,
    SoundOutputError,
    choose,
    list_devices,
    look_again,
)
from sqcodec_gui.playback.mixer import Mixer
from sqcodec_gui.playback.playback_timeline import PIECE_FRAMES, PlaybackTimeline
from sqcodec_gui.playback.sample_sources import SampleSource

OpenSource = Callable[[], SampleSource]
_AHEAD_S = 0.6
_FIRST_S = 0.15
_TICK_S = 0.02
_LATENCY_S, _MOST_LATENCY_S = 0.1, 0.4
"""A switch is heard so much later. Where that made gaps, the device is given twice as much the next time."""
_LEAD_IN_S = 0.08
"""Outputs that were just opened swallow the first moments: they get silence."""
_LINGER_S = 2.0
"""The device is let go this long after the sound stopped, when its own buffers are empty."""
_RATE_WITHOUT_DEVICE_HZ = 48_000


@dataclass(frozen=True)
class PlaybackState:
    """It is what there is to show. ``problem`` says in one line why nothing can be played, while that is so."""

    is_playing: bool = False
    is_waiting: bool = False
    device: Device | None = None
    devices: tuple[Device, ...] = ()
    problem: Message | None = None


@dataclass(frozen=True)
class _SeekRequest:
    """Somebody asked to go to this moment."""

    position_s: float


class PlaybackThread:
    """It plays up to three tracks on one output. All methods return at once and may be called from any thread.

    ``on_change()`` is called from the playback thread when ``state`` changed, ``on_error(message)`` when a track
    cannot be read (it is silent from there on); neither is called any more once ``close`` was.
    """

    def __init__(
        self,
        on_change: Callable[[], None],
        on_error: Callable[[Message], None],
        device_name: str | None = None,
        gain: float = 1.0,
    ) -> None:
        self.state = PlaybackState()
        self._on_change: Callable[[], None] | None = on_change
        self._on_error: Callable[[Message], None] | None = on_error
        self._calling_back = threading.Lock()
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._wanted_device = device_name
        self._stream: OutputStream | None = None
        self._silent_s = 0.0
        self._seek_request: _SeekRequest | None = None
        self._heard = 0
        self._gain = gain
        self._latency_s = _LATENCY_S
        self._past_underruns = 0
        self._underruns_before = 0
        self.waits = 0
        """How often the sound stopped because what came next was not decoded yet."""
        self._mixer = Mixer(_RATE_WITHOUT_DEVICE_HZ, MAX_CHANNELS)
        self._begin(_RATE_WITHOUT_DEVICE_HZ, MAX_CHANNELS)
        self._is_closing = False
        self._orders_given = self._orders_begun = self._orders_done = 0
        self._last_order_is_play = False
        self._thread = threading.Thread(target=self._run, name="playback", daemon=True)
        self._thread.start()

    def unload(self) -> None:
        """Stop, close all tracks, and go back to the start."""
        self._post(self._unload)

    def set_track(self, track: int, open_source: OpenSource) -> None:
        """Open a track (0 to 2) in this thread; position and playing stay as they are."""
        self._post(lambda: self._set_track(track, open_source))

    def play(self) -> None:
        """Begin or go on, as soon as enough sound is ready; at the end, begin again (with a loop, at its start)."""
        self._order(self._play, is_play=True)

    def pause(self) -> None:
        """Fall silent by a short fade; the position stays."""
        self._order(self._pause, is_play=False)

    def seek(self, position_s: float) -> None:
        """Go to a moment of the recording, in seconds; playing or not stays as it is."""
        request = _SeekRequest(position_s)
        self._seek_request = request
        self._post(lambda: self._seek(request))

    def set_loop(self, loop_s: tuple[float, float] | None) -> None:
        """Repeat from the first to the second moment; None plays on."""
        self._post(lambda: self._set_loop(loop_s))

    def set_heard(self, track: int, through_silence: bool = False) -> None:
        """Switch to a track (0 to 2) with the next callback, at the same position.

        ``through_silence``: a moment of silence instead of a fade, the same if this track is heard already.
        """
        self._heard = track
        if through_silence:
            self._mixer.heard_after_silence = track
        elif not self._buffer.has_hole(track):
            self._mixer.heard = track
        self._post(lambda: None)

    def set_gain(self, gain: float) -> None:
        """Set the gain, from 0 (silence) to 1 (as it is)."""
        self._gain = self._mixer.gain = gain

    def set_device(self, name: str | None) -> None:
        """Play on the output of that name, or on the system's default one for None."""
        self._post(lambda: self._set_device(name))

    def look_again(self) -> None:
        """List the outputs anew; what was plugged in since the start is only seen so."""
        self._post(self._look_again)

    def close(self) -> None:
        """Stop, let the device and the files go, and end the thread; doing it again does nothing."""
        with self._calling_back:  # what is called back may be going at this very moment
            self._on_change = self._on_error = None
        self._post(self._close)
        self._thread.join()

    @property
    def position_s(self) -> float:
        """Return the moment of the recording that is heard now, or that was asked for last."""
        request = self._seek_request
        if request is not None:
            return request.position_s
        buffer, stream = self._buffer, self._stream
        is_heard = self.state.is_playing and stream is not None
        delay_frames = stream.latency_frames if is_heard and stream is not None else 0
        return buffer.position_at(max(0, buffer.played - delay_frames)) / self._rate_hz

    @property
    def is_starting(self) -> bool:
        """Return whether playing was asked for last and has not begun: ``state`` is that of before then."""
        return self._last_order_is_play and self._orders_begun < self._orders_given

    @property
    def will_play(self) -> bool:
        """Return whether it plays, or is going to, once what was asked for last is done."""
        return self._last_order_is_play if self._orders_done < self._orders_given else self.state.is_playing

    @property
    def heard(self) -> int:
        """Return the number of the track that is heard (0 to 2)."""
        return self._heard

    @property
    def underruns(self) -> int:
        """Return how often the sound had a gap because this computer was too busy, since the start."""
        return self._past_underruns + self._mixer.underruns

    def _order(self, command: Callable[[], None], is_play: bool) -> None:
        """Post ``play`` or ``pause``, which are counted: each number is written by one thread alone."""
        self._last_order_is_play = is_play
        self._orders_given += 1

        def carry_out() -> None:
            self._orders_begun += 1
            try:
                command()
            finally:
                self._orders_done += 1

        self._post(carry_out)

    def _post(self, command: Callable[[], None]) -> None:
        self._commands.put(command)

    def _run(self) -> None:
        self._guarded(self._look_again)
        while not self._is_closing:
            is_busy = self.state.is_playing or self._stream is not None or self._has_room()
            try:
                command = self._commands.get(timeout=_TICK_S if is_busy else None)
            except queue.Empty:
                command = None
            if command is not None:
                self._guarded(command)
            if not self._is_closing:
                self._guarded(self._tend)

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except SoundOutputError as error:
            self._lose_device(error)
        except SqcodecError as error:
            self._report(error.message)

    def _report(self, message: Message) -> None:
        with self._calling_back:
            if self._on_error is not None:
                self._on_error(message)

    def _lose_device(self, error: SoundOutputError) -> None:
        """Stop, and see what outputs are left; the next ``play`` uses one of them."""
        try:
            if self.state.device is not None:
                self._look_again()
        except SoundOutputError as still:
            error = still
        self._mixer.is_playing = False
        self._let_device_go()
        self._show(is_playing=False, is_waiting=False, problem=error.message)

    def _show(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type]
        if state != self.state:
            self.state = state
            with self._calling_back:
                if self._on_change is not None:
                    self._on_change()

    # --- devices -------------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        position_s = self.position_s
        self._mixer.is_playing = False
        self._let_device_go()
        look_again()
        devices = tuple(list_devices("output"))
        self._show(devices=devices, is_playing=False, is_waiting=False, device=None)
        self._use(choose(list(devices), self._wanted_device), position_s)

    def _set_device(self, name: str | None) -> None:
        self._wanted_device = name
        position_s, was_playing = self.position_s, self.state.is_playing
        self._mixer.is_playing = False
        self._let_device_go()
        self._use(choose(list(self.state.devices), name), position_s)
        if was_playing:
            self._play()

    def _use(self, device: Device, position_s: float) -> None:
        """Bring everything to this device's rate and channels, at the same position."""
        before = self._timeline
        self._begin(device.sample_rate_hz, device.channels)
        self._timeline.take_over(before)
        self._restart_at(round(position_s * self._rate_hz))
        self._show(device=device, problem=None)

    def _begin(self, rate_hz: int, channels: int) -> None:
        """Begin an empty timeline, and a mixer for it, at this rate."""
        self._past_underruns += self._mixer.underruns
        self._mixer = Mixer(rate_hz, channels)
        self._mixer.gain = self._gain
        self._mixer.heard = self._heard
        self._timeline = PlaybackTimeline(rate_hz, channels, self._mixer.fade_frames, self._report)
        self._rate_hz = rate_hz
        self._buffer = PlayBuffer(1, channels, 0)

    def _let_device_go(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        stream.close()
        if self.underruns > self._underruns_before:
            self._latency_s = min(2 * self._latency_s, _MOST_LATENCY_S)

    # --- commands ------------------------------------------------------------------------------------------

    def _unload(self) -> None:
        self._pause()
        self._timeline.loop = None
        self._timeline.close_sources()
        self._restart_at(0)

    def _set_track(self, track: int, open_source: OpenSource) -> None:
        is_exchange = track == self._heard and self._timeline.readers[track] is not None
        self._timeline.set_track(track, open_source())
        buffer = self._buffer
        follows = buffer, buffer.played
        self._restart_at(buffer.position_at(buffer.played), follows, is_exchange)

    def _play(self) -> None:
        if self.state.device is None:
            choose(list(self.state.devices), None)  # says that there is none
        if not any(self._timeline.readers):
            return
        if self._buffer.is_complete and self._buffer.available == 0:
            self._restart_at(self._timeline.loop[0] if self._timeline.loop else 0)
        if self._stream is None and self.state.device is not None:
            self._stream = OutputStream(self.state.device, self._latency_s, self._mixer.render)
            self._underruns_before = self.underruns
            self._stream.start()
            time.sleep(_LEAD_IN_S)
        self._mixer.is_playing = True
        self._show(is_playing=True, problem=None)

    def _seek(self, request: _SeekRequest) -> None:
        self._restart_at(max(0, round(request.position_s * self._rate_hz)))
        if self._seek_request is request:  # and not a later request for the same position
            self._seek_request = None

    def _pause(self) -> None:
        self._mixer.is_playing = False
        self._show(is_playing=False, is_waiting=False)

    def _set_loop(self, loop_s: tuple[float, float] | None) -> None:
        self._timeline.set_loop(loop_s)
        loop = self._timeline.loop
        count = self._buffer.played
        position = self._buffer.position_at(count)
        if loop is not None and not loop[0] <= position < loop[1]:
            self._restart_at(loop[0])
        else:
            self._restart_at(position, follows=(self._buffer, count))

    def _close(self) -> None:
        self._is_closing = True
        self._mixer.is_playing = False
        self._let_device_go()
        self._timeline.close_sources()

    # --- feeding -------------------------------------------------------------------------------------------

    def _restart_at(
        self, position: int, follows: tuple[PlayBuffer, int] | None = None, is_exchange: bool = False
    ) -> None:
        """Make a new buffer from this position, and hand it to the callback when it can go on without a gap."""
        ahead = round(_AHEAD_S * self._rate_hz)
        first = round(_FIRST_S * self._rate_hz)
        buffer = PlayBuffer(ahead, self._timeline.channels, position, follows, is_exchange)
        self._timeline.heard = heard = self._heard
        self._timeline.go_to(position)
        while buffer.written < first and self._timeline.fill(buffer):
            pass
        self._buffer = buffer
        self._mixer.buffer = buffer
        if self._mixer.heard_after_silence is None:
            self._mixer.heard = heard

    def _has_room(self) -> bool:
        buffer = self._buffer
        return any(self._timeline.readers) and not buffer.is_complete and buffer.free >= PIECE_FRAMES

    def _tend(self) -> None:
        buffer = self._buffer
        self._timeline.heard = heard = self._heard
        silent_first = self._mixer.heard_after_silence  # read before ``heard``: the callback writes that one first
        coming = self._mixer.heard if silent_first is None else silent_first
        if heard != coming or buffer.has_hole(heard):
            # The track to be heard was not decoded yet when the buffer was filled: read it again from here.
            self._restart_at(buffer.position_at(buffer.played), follows=(buffer, buffer.played))
        while self._has_room() and self._timeline.fill(self._buffer):
            pass
        if self.state.is_playing:
            self._tend_playing()
        elif self._stream is not None:
            is_over = self._mixer.is_silent or not self._stream.is_running
            self._silent_s = self._silent_s + _TICK_S if is_over else 0.0
            if self._silent_s >= _LINGER_S:
                self._let_device_go()
                self._silent_s = 0.0

    def _tend_playing(self) -> None:
        buffer = self._buffer
        if buffer.is_complete and buffer.available == 0:
            self._pause()
            return
        if self._stream is not None and not self._stream.is_running:
            raise SoundOutputError(
                "The sound output went away; connect it again or choose another one, then look again for devices."
            )
        is_waiting = buffer.is_waiting and self._mixer.is_silent
        if is_waiting and not self.state.is_waiting and buffer.played:
            self.waits += 1
        self._show(is_waiting=is_waiting)
