"""Some of a job can be said before it is done, with the quality chosen at this moment."""

from collections.abc import Sequence

from sqcodec_gui.engine.estimate import projected_bytes, what_is_lost
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.wording.translate_message import translate_message


class Estimates:
    """It asks the engine's estimates for records of the queue."""

    def __init__(self, settings: UserSettings) -> None:
        self._settings = settings

    def projected_bytes(self, record: JobRecord) -> int | None:
        """Return the size of the small file to come; None if none will come, or the length is not known."""
        if record.kind is not JobKind.COMPRESS or record.state.is_over or record.info is None:
            return None
        if record.info.duration_s is None:
            return None
        channels = 1 if self._mixes_down else record.info.channels
        return projected_bytes(self._settings.get("model"), record.info.duration_s, channels)

    def list_bytes(self, records: Sequence[JobRecord], model: str) -> int | None:
        """Return what all recordings in the list take with this model; None where none of known length is there.

        What was made with it takes what it took, and of what failed there will be none.
        """
        jobs = (one for one in records if one.kind is JobKind.COMPRESS and one.state is not JobState.FAILED)
        known = [one for one in jobs if one.duration_s]
        if not known:
            return None
        total = 0
        for record in known:
            if record.state is JobState.DONE and record.model == model:
                total += record.target_bytes
                continue
            channels = record.info.channels if record.info is not None and not self._mixes_down else 1
            total += projected_bytes(model, record.duration_s or 0.0, channels)
        return total

    def losses(self, record: JobRecord) -> list[str]:
        """Return plain sentences on what will not survive; none for a job that is over or not yet looked at."""
        if record.kind is not JobKind.COMPRESS or record.info is None or record.state is JobState.DONE:
            return []
        said = what_is_lost(record.info, self._settings.get("model"), self._mixes_down)
        return [translate_message(sentence) for sentence in said]

    @property
    def _mixes_down(self) -> bool:
        is_mixed: bool = self._settings.get("channels") == "mix"
        return is_mixed
