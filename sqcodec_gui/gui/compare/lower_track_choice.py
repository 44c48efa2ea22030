"""One chooses what is compared with the original: a small file in one of the qualities that it holds, or the same
recording as another codec keeps it at that size. Another one comes when it can be heard; until then, the one before
plays on."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.engine.preview import StoredQuality
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.gui.compare.compared_tracks import FileTrack, Track
from sqcodec_gui.gui.compare.decoded_track import DecodedTrack, PreviewEngine
from sqcodec_gui.gui.compare.peer_track import PeerTrack
from sqcodec_gui.gui.compare.roles import PEERS, Role
from sqcodec_gui.gui.worker import run_task

HEAD_START_S = 1.0
"""So much of another one must be there before it is heard: more than a player takes at once."""


class Form(NamedTuple):
    """It says what is heard. ``place``: of the quality among those in the file, the smallest first; None: all.

    ``role``: SMALL, or the codec that keeps the same recording at the size of that quality.
    """

    place: int | None = None
    role: Role = Role.SMALL


class LowerTrackChoice(QObject):
    """It belongs to one small file and its original, if any. ``position_s()`` is where it will be heard next."""

    exchanged = Signal(object, object)
    """Another ``Track`` than the one before is ``track`` now; the second is the one before, to be closed."""
    changed = Signal()
    """What can be chosen, what is chosen, or how far it is."""
    failed = Signal(str)

    def __init__(
        self,
        small: Path,
        original: FileTrack | None,
        engine: PreviewEngine,
        compute: ComputeChoice,
        position_s: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._small, self._original = small, original
        self._engine, self._compute, self._position_s = engine, compute, position_s
        self.held: tuple[StoredQuality, ...] = ()
        """The qualities that one can choose from; none where there is only one."""
        self.form = Form()
        self.track: Track = DecodedTrack(small, engine, compute, parent)
        self._coming: Track | None = None
        self._coming_form = Form()
        self._small_channels, self._small_bytes = 1, 0
        self._peer = Role.OPUS
        self._is_closed = False

    def start(self) -> None:
        """Look for the qualities; ``track`` is started by those who show it."""
        small, engine = self._small, self._engine
        self.track.ready.connect(self._note_facts)
        run_task(lambda _progress, _cancel: engine.held(small), on_result=self._take_held, on_error=None)

    def _take_held(self, held: tuple[StoredQuality, ...]) -> None:
        if not self._is_closed:
            self.held = held
            self.changed.emit()

    def _note_facts(self) -> None:
        self._small_channels, self._small_bytes = self.track.channels, self.track.file_bytes
        self.changed.emit()

    @property
    def chosen(self) -> Form:
        """Return what is heard, or comes."""
        return self.form if self._coming is None else self._coming_form

    @property
    def place(self) -> int:
        """Return the place of the chosen quality, the smallest is 0."""
        chosen = self.chosen.place
        return len(self.held) - 1 if chosen is None else chosen

    @property
    def coming(self) -> Track | None:
        """Return what was chosen, and cannot be heard yet."""
        return self._coming

    @property
    def may_be_peer(self) -> bool:
        """Return whether other codecs can be heard: that takes an original."""
        return self._original is not None and self._original.is_ready and bool(self._small_bytes)

    def choose_quality(self, place: int) -> None:
        """Choose the quality at this place in ``held``; what is heard of another codec becomes as large as that."""
        if 0 <= place < len(self.held):
            self._choose(Form(None if place == len(self.held) - 1 else place, self.chosen.role))

    def choose_role(self, role: Role) -> None:
        """Choose the small file itself, or another codec."""
        if role is Role.SMALL or self.may_be_peer:
            self._peer = role if role in PEERS else self._peer
            self._choose(Form(self.chosen.place, role))

    def switch_role(self) -> None:
        """Switch to the codec that was chosen last (Opus before any was), and back to the small file."""
        self.choose_role(self._peer if self.chosen.role is Role.SMALL else Role.SMALL)

    def go_on(self) -> None:
        """Look whether what was chosen can be heard now; call it when the position is another one."""
        coming = self._coming
        if coming is None or not coming.is_there(self._position_s(), HEAD_START_S):
            return
        before, self.track, self.form = self.track, coming, self._coming_form
        self._coming = None
        coming.ready.disconnect(self.go_on)
        coming.changed.disconnect(self._follow_coming)
        self.exchanged.emit(coming, before)
        self.changed.emit()

    def want(self, position_s: float) -> None:
        """Prepare this moment, which somebody wants to hear."""
        (self._coming or self.track).want(position_s)
        self.go_on()

    def close(self) -> None:
        """Give up what comes; ``track`` is closed by those who show it."""
        self._is_closed = True
        self._drop_coming()
        self.deleteLater()

    def _choose(self, form: Form) -> None:
        if form == self.chosen:
            return
        self._drop_coming()
        if form == self.form:
            self.track.go_on(self._position_s())
        else:
            self._coming_form = form
            self._coming = coming = self._make(form)
            coming.ready.connect(self.go_on)
            coming.changed.connect(self._follow_coming)
            coming.failed.connect(self._fail)
            if form.role is Role.SMALL:
                self.track.rest()
            coming.start()
        self.changed.emit()

    def _make(self, form: Form) -> Track:
        quality = None if form.place is None else self.held[form.place]
        if form.role is Role.SMALL:
            layers, size_bytes = (None, 0) if quality is None else (quality.layers, quality.file_bytes)
            begin_s = self._position_s()
            return DecodedTrack(self._small, self._engine, self._compute, self.parent(), layers, size_bytes, begin_s)
        assert self._original is not None
        size_bytes = self._small_bytes if quality is None else quality.file_bytes
        return PeerTrack(self._original, form.role.value, size_bytes, self._small_channels, self.parent())

    def _follow_coming(self) -> None:
        self.go_on()
        self.changed.emit()

    def _fail(self, line: str) -> None:
        """Let what was heard before be heard on."""
        if self.sender() is self._coming:
            self._drop_coming()
            self.track.go_on(self._position_s())
            self.changed.emit()
        self.failed.emit(line)

    def _drop_coming(self) -> None:
        coming, self._coming = self._coming, None
        if coming is not None:
            coming.blockSignals(True)
            coming.close()
            coming.deleteLater()
