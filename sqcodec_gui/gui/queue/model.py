"""The queue as Qt sees it is a list model over job records, the only place that adds, moves and removes them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from sqcodec_gui.gui.queue.job_formatting import notice_sentences, spoken_line
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.wording.translate_message import translate_message

RECORD_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """Its rows are ``JobRecord``; ``RECORD_ROLE`` gives the record itself."""

    saved_part_changed = Signal()
    """Something that the saved queue holds is different now (progress is not)."""

    def __init__(
        self, parent: QObject | None = None, losses: Callable[[JobRecord], list[str]] = lambda record: []
    ) -> None:
        """Begin without rows. ``losses(record)``: sentences for the tool tip on what will not survive."""
        super().__init__(parent)
        self._losses = losses
        self._records: list[JobRecord] = []
        self._rows: dict[str, int] = {}

    @property
    def records(self) -> Sequence[JobRecord]:
        return self._records

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._records)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._records[index.row()]
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.DisplayRole:
            return record.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_line(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            said = [translate_message(record.reason), *notice_sentences(record)]
            return "\n".join(filter(None, [str(record.source), *said, *self._losses(record)]))
        return None

    def row_of(self, record: JobRecord) -> int:
        """Return the row of a record. Raises KeyError for one that is not in the queue (any more)."""
        return self._rows[record.id]

    def find(self, source: Path) -> JobRecord | None:
        """Return the last record of this file; None if there is none."""
        return next((record for record in reversed(self._records) if record.source == source), None)

    def __contains__(self, record: object) -> bool:
        return isinstance(record, JobRecord) and record.id in self._rows

    def add(self, records: Iterable[JobRecord]) -> list[JobRecord]:
        """Append those records that do not wait or work already, and return them."""
        pending = {(r.source, r.kind, r.track) for r in self._records if not r.state.is_over}
        new: list[JobRecord] = []
        for record in records:
            key = (record.source, record.kind, record.track)
            if record.state.is_over or key not in pending:
                pending.add(key)
                new.append(record)
        if new:
            first = len(self._records)
            self.beginInsertRows(_ROOT, first, first + len(new) - 1)
            self._records.extend(new)
            self._count_rows(first)
            self.endInsertRows()
            self.saved_part_changed.emit()
        return new

    def remove(self, records: Iterable[JobRecord]) -> list[tuple[int, JobRecord]]:
        """Take those records out that do not work at the moment, and return them with their rows, for ``put_back``."""
        rows = sorted({self._rows[r.id] for r in records if r in self and r.state is not JobState.WORKING})
        removed = [(row, self._records[row]) for row in rows]
        for first, last in reversed(_runs(rows)):
            self.beginRemoveRows(_ROOT, first, last)
            for record in self._records[first : last + 1]:
                del self._rows[record.id]
            del self._records[first : last + 1]
            self._count_rows(first)
            self.endRemoveRows()
        if rows:
            self.saved_part_changed.emit()
        return removed

    def put_back(self, removed: Sequence[tuple[int, JobRecord]]) -> None:
        """Put back what was taken out, each into its row; rows that are not there any more mean the end."""
        for row, record in sorted(removed, key=lambda one: one[0]):
            if record in self:
                continue
            place = min(row, len(self._records))
            self.beginInsertRows(_ROOT, place, place)
            self._records.insert(place, record)
            self._count_rows(place)
            self.endInsertRows()
        self.saved_part_changed.emit()

    def move(self, records: Iterable[JobRecord], step: int) -> None:
        """Move the records together one row up (-1) or down (+1); they stop at the ends."""
        rows = sorted({self._rows[record.id] for record in records if record in self}, reverse=step > 0)
        if not rows or not 0 <= rows[0] + step < len(self._records):
            return
        for row in rows:
            target = row + step
            self.beginMoveRows(_ROOT, row, row, _ROOT, target if step < 0 else target + 1)
            self._records[row], self._records[target] = self._records[target], self._records[row]
            self._count_rows(min(row, target), max(row, target) + 1)
            self.endMoveRows()
        self.saved_part_changed.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be dragged, and dropped between rows, never onto one."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, source_parent: Index, first: int, count: int, target_parent: Index, before: int) -> bool:
        """Move rows before the row ``before``, as the view asks for when they were dragged."""
        if not self.beginMoveRows(_ROOT, first, first + count - 1, _ROOT, before):
            return False
        moved = self._records[first : first + count]
        del self._records[first : first + count]
        start = before if before < first else before - count
        self._records[start:start] = moved
        self._count_rows(min(first, start))
        self.endMoveRows()
        self.saved_part_changed.emit()
        return True

    def update(self, record: JobRecord, *, is_saved_part: bool = True) -> None:
        """Tell the views that a record was changed; call it after each change."""
        if record in self:
            index = self.index(self._rows[record.id])
            self.dataChanged.emit(index, index)
            if is_saved_part:
                self.saved_part_changed.emit()

    def update_several(self, records: Iterable[JobRecord]) -> None:
        """Tell the views once that these were changed, in nothing that is saved: a large folder has thousands."""
        for first, last in _runs(sorted({self._rows[record.id] for record in records if record in self})):
            self.dataChanged.emit(self.index(first), self.index(last))

    def update_all(self) -> None:
        """Tell the views that what all rows show has changed, such as their projected sizes."""
        if self._records:
            self.dataChanged.emit(self.index(0), self.index(len(self._records) - 1))

    def _count_rows(self, first: int, stop: int | None = None) -> None:
        for row, record in enumerate(self._records[first:stop], first):
            self._rows[record.id] = row


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Return sorted rows as (first, last) of unbroken runs."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
