"""A pair is measured in the background: level and time once, and how different both are, second by second."""

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.gui.compare.alignment_check import AlignmentCheck
from sqcodec_gui.gui.compare.compared_tracks import FileTrack, Track
from sqcodec_gui.gui.compare.difference_scan import DifferenceScan
from sqcodec_gui.listening.differences import DifferingSecond


class Measuring(QObject):
    """It measures one pair; call ``go_on`` when more of it is known."""

    alignment_found = Signal(str)
    """Level and time, in one line for people."""
    differences_changed = Signal()
    """More places are known, or more was looked at."""

    def __init__(self, tracks: list[Track | None], parent: QObject) -> None:
        super().__init__(parent)
        self._tracks = tracks
        self._alignment: AlignmentCheck | None = None
        self._scan: DifferenceScan | None = None

    def go_on(self) -> None:
        original, decoded = self._tracks
        if not isinstance(original, FileTrack) or decoded is None:
            return
        if self._alignment is None:
            self._alignment = AlignmentCheck.start_if_possible(original, decoded, self.alignment_found.emit, self)
        if self._scan is None and original.is_ready and decoded.is_ready:
            self._scan = DifferenceScan(original, decoded, self)
            self._scan.changed.connect(self.differences_changed)
        if self._scan is not None:
            self._scan.go_on()

    @property
    def worst(self) -> list[DifferingSecond]:
        """Return the seconds that differ most, of what is known."""
        return [] if self._scan is None else self._scan.worst()

    @property
    def fraction_done(self) -> float:
        """Return how much of the recording was looked at for ``worst``, 0 to 1."""
        return 0.0 if self._scan is None else self._scan.fraction_done

    def close(self) -> None:
        """Stop, and give files up."""
        for part in (self._alignment, self._scan):
            if part is not None:
                part.close()
        self.deleteLater()
