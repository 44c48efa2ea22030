"""One row of the queue is plain data, with a form of its own in the saved queue. No Qt."""

import uuid
from copy import copy
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqcodec_gui.codec.config import smaller_configs
from sqcodec_gui.codec.errors import UnknownModelError
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX, CompressResult, ConversionResult
from sqcodec_gui.messages import Message

if TYPE_CHECKING:
    from sqcodec_gui.audio import AudioInfo
    from sqcodec_gui.gui.queue.open_recording import OpenRecording


class JobKind(StrEnum):
    COMPRESS = "compress"
    RESTORE = "restore"

    @classmethod
    def of(cls, path: Path) -> "JobKind":
        """Return what is done with a file that is dropped."""
        return cls.RESTORE if path.suffix.lower() == SQC_SUFFIX else cls.COMPRESS


class JobState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    OPENED = "opened"
    """A .sqc file that is here to be heard; nothing is made of it until somebody asks."""

    @property
    def is_over(self) -> bool:
        return self not in (JobState.WAITING, JobState.WORKING)

    @property
    def is_result(self) -> bool:
        """Return whether there is a file of which one can say whether it is complete."""
        return self in (JobState.DONE, JobState.SKIPPED, JobState.OPENED)


UNSAVED = frozenset(
    {"is_held", "is_looked_at", "missing", "is_original_changed", "open_recording", "needs", "info"}
    | {"done_s", "total_s", "left_s"}
)
"""Fields of a record that belong to the running program only."""


PATHS = ("folder", "target", "planned", "smaller", "used_instead")


NOTHING_SAID = Message("")


def not_made_again(reason: Message) -> Message:
    """Return the notice of a small file that should have become a better one."""
    return Message("It was not made again; the small file is the one from before. {reason}", reason=reason)


@dataclass(frozen=True)
class Needs:
    """These weights made a .sqc file. ``has_others``: others of the same model are here."""

    model: str
    weights_sha256: str
    has_others: bool


@dataclass(eq=False)
class JobRecord:
    """It is a recording and what becomes of it.

    Once it is in the list, it is changed in the window's thread alone; whoever does so calls ``QueueModel.update``.
    """

    source: Path
    kind: JobKind
    subfolder: str = ""
    """Where the file lay below a dropped folder: kept below the output folder."""
    folder: Path | None = None
    """An output folder of its own, whatever the settings say (samples)."""
    track: int | None = None
    """The sound track that was chosen, from 1; None: the best of them."""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: JobState = JobState.WAITING
    model: str = ""
    """With which it was made; empty before."""
    target: Path | None = None
    planned: Path | None = None
    """The target of a job that has begun: after a restart it goes on with the same."""
    smaller: Path | None = None
    """The last copy that was made of the small file with less of it."""
    used_instead: Path | None = None
    """Of a damaged small file, the one of the same recording that is used."""
    source_bytes: int = 0
    target_bytes: int = 0
    duration_s: float | None = None
    speed_x_real_time: float = 0.0
    is_verified: bool = False
    is_worth_a_listen: bool = False
    reason: Message = NOTHING_SAID
    """Why it failed or was skipped, in one line."""
    notices: list[Message] = field(default_factory=list)
    is_incomplete: bool = False
    """Something of the recording is lost or damaged: see ``engine.completeness``."""
    lost_s: float = 0.0
    """Seconds of it that are known."""
    is_original_in_trash: bool = False
    is_music: bool = False
    """It sounds like music, which models of speech are not for (see ``audio.music``)."""
    is_again: bool = False
    """Its small file is there, and is made again with a better model."""
    before: dict[str, Any] | None = None
    """What the row was before that, as ``to_json`` says it: what it is again if that fails."""
    is_held: bool = False
    """Left from last time: waits until the person says “Continue”."""
    is_looked_at: bool = False
    """Its length and rate were asked for (with or without success)."""
    missing: frozenset[Path] = frozenset()
    """Of ``files``, those that were not there when the row was last looked at."""
    is_original_changed: bool = False
    """The recording was another one when the row was last looked at than when its small file was made of it."""
    open_recording: "OpenRecording | None" = None
    """It is still open from the scan or the look at it, until it was listened to."""
    needs: Needs | None = None
    """Of a .sqc file: the weights that it needs and that are not here."""
    info: "AudioInfo | None" = None
    done_s: float = 0.0
    total_s: float = 0.0
    left_s: float | None = None

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def may_be_cleared(self) -> bool:
        """Return whether the job is over, with nothing to see to: what failed stays until somebody has seen to it."""
        return self.state.is_over and self.state is not JobState.FAILED

    @property
    def may_replace_original(self) -> bool:
        """Return whether one may ask for the original to go to the trash; whether it can is proven then."""
        is_done = self.kind is JobKind.COMPRESS and self.state is JobState.DONE
        return is_done and self.folder is None and not self.is_original_in_trash and not self.is_incomplete

    @property
    def pair_key(self) -> tuple[JobKind, Path, int | None, Path | None, JobState]:
        """Return a key that is equal for two rows that say the same of the same files."""
        return self.kind, self.source, self.track, self.target, self.state

    @property
    def fraction(self) -> float:
        """Return how much of the work is done, 0 to 1."""
        return min(1.0, self.done_s / self.total_s) if self.total_s > 0 else 0.0

    @property
    def saved_fraction(self) -> float:
        """Return the size of the small file as a share of the recording's."""
        small, large = self.target_bytes, self.source_bytes
        if self.kind is JobKind.RESTORE:
            small, large = large, small
        return small / large if large else 0.0

    @property
    def files(self) -> tuple[Path | None, Path | None]:
        """Return recording and small file, as far as there should be such."""
        target = self.target if self.state in (JobState.DONE, JobState.SKIPPED) else None
        return (self.source, target) if self.kind is JobKind.COMPRESS else (target, self.source)

    @property
    def is_result_gone(self) -> bool:
        """Return whether the file of which the row tells was not there any more when it was last looked at."""
        result = self.source if self.state is JobState.OPENED else self.target
        return self.state.is_result and result in self.missing

    @property
    def pair(self) -> tuple[Path | None, Path | None]:
        """Return ``files`` without what is ``missing``: what one can listen to and compare. No disk is asked."""
        original, small = (None if path in self.missing else path for path in self.files)
        return original, small

    @property
    def small(self) -> Path | None:
        """Return the small file, if it is there."""
        return self.pair[1]

    @property
    def may_be_smaller(self) -> bool:
        """Return whether the small file may hold lower qualities; of one that was only opened, nobody knows yet."""
        if self.small is None:
            return False
        try:
            return not self.model or bool(smaller_configs(self.model))
        except UnknownModelError:
            return False

    @classmethod
    def opened(cls, path: Path) -> Self:
        """Make a record of a .sqc file that is only to be heard."""
        return cls(path, JobKind.RESTORE, state=JobState.OPENED)

    def begin_again(self) -> None:
        """Wait to be made again with a better model; until that is verified, the small file is the one from before."""
        before, target = self.to_json(), self.target
        self.start_over()
        self.before, self.is_again, self.planned = before, True, target

    def take_back(self, reason: Message | None = None) -> None:
        """Say what the row said before, and why it was not made again."""
        assert self.before is not None
        old = JobRecord.from_json(self.before)
        for name in SAVED:
            if name != "id":
                setattr(self, name, getattr(old, name))
        if reason is not None:
            self.notices = [*self.notices, not_made_again(reason)]

    def start_over(self) -> None:
        """Go back to waiting, with nothing known of earlier attempts."""
        self.is_again, self.before = False, None
        self.state, self.reason, self.notices = JobState.WAITING, NOTHING_SAID, []
        self.target = self.planned = self.smaller = None
        self.target_bytes, self.speed_x_real_time = 0, 0.0
        self.is_verified = self.is_worth_a_listen = self.is_held = self.is_original_in_trash = False
        self.is_incomplete, self.lost_s = False, 0.0
        self.done_s, self.total_s, self.left_s = 0.0, 0.0, None

    def take(self, result: ConversionResult) -> None:
        """Take over everything that the engine says of the finished job."""
        self.state = JobState.SKIPPED if result.skipped else JobState.DONE
        self.target, self.planned, self.model = result.target, None, result.model
        self.is_again, self.before = False, None
        self.notices = list(result.notices)
        self.is_incomplete, self.lost_s = not result.complete, result.lost_s
        if result.skipped:
            self.reason = self.notices[0]
            return
        self.source_bytes, self.target_bytes = result.source_bytes, result.target_bytes
        self.duration_s, self.speed_x_real_time = result.duration_s, result.speed_x_real_time
        self.is_verified = result.verified
        if isinstance(result, CompressResult):
            self.is_worth_a_listen = result.worth_a_listen
            self.is_music = self.is_music or result.sounds_like_music

    def copy_to_save(self) -> Self:
        """Return what ``to_json`` needs, as it is now, for a thread that saves; it holds no file open."""
        twin = copy(self)
        twin.info = twin.open_recording = None
        return twin

    def to_json(self) -> dict[str, Any]:
        """Return the saved fields as plain JSON values; a job at work is saved as waiting."""
        values = {name: getattr(self, name) for name in SAVED}
        if self.state is JobState.WORKING:
            values["state"] = JobState.WAITING
        for name in ("source", *PATHS):
            if values[name] is not None:
                values[name] = str(values[name])
        return values | {"reason": self.reason.to_json(), "notices": [notice.to_json() for notice in self.notices]}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Reverse ``to_json``. Raises KeyError, TypeError or ValueError for anything else."""
        plain = {name: value for name, value in values.items() if name in SAVED}
        for name in PATHS:
            plain[name] = path_from_json(plain[name]) if plain.get(name) else None
        source, kind = path_from_json(values["source"]), JobKind(values["kind"])
        _require_kinds(plain, cls(source, kind))
        if plain.get("before") is not None:
            if not isinstance(plain["before"], dict):
                raise TypeError("before is no record")
            cls.from_json(plain["before"])  # what is no record is found out now
        record = cls(
            **plain
            | {"source": source, "kind": kind, "state": JobState(values["state"])}
            | {"reason": Message.from_json(values.get("reason", ""))}
            | {"notices": [Message.from_json(notice) for notice in values.get("notices", [])]}
        )
        record.is_held = record.state is JobState.WAITING
        return record


def path_from_json(value: Any) -> Path:
    """Return the saved path. Raises ValueError for what is no name of a file."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise ValueError(f"no name of a file: {value!r}")
    return Path(value)


def _require_kinds(plain: dict[str, Any], usual: JobRecord) -> None:
    """Check the kinds of the fields. Raises TypeError or ValueError for a text where a number belongs, and the like:
    painting it would fail later."""
    for name in SAVED:
        if name in ("source", "kind", "state", "reason", "notices", "before", *PATHS) or name not in plain:
            continue
        value, default = plain[name], getattr(usual, name)
        if name in ("duration_s", "track") and value is None:
            continue
        kinds = (int, float) if default is None or isinstance(default, float) else (type(default),)
        kinds = (int,) if name == "track" else kinds
        if type(value) not in kinds:
            raise TypeError(f"{name} is {value!r}")
        if kinds != (str,) and not 0 <= value < 1 << 63:  # nor is it NaN
            raise ValueError(f"{name} is {value!r}")


SAVED = tuple(f.name for f in fields(JobRecord) if f.name not in UNSAVED)
