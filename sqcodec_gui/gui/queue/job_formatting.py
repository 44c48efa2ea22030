"""What the queue says of a job is put in plain words here."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.wording.formatting import (
    clauses,
    duration_words,
    percent_words,
    seconds_words,
    size_words,
    speed_words,
    time_left_words,
)
from sqcodec_gui.gui.wording.translate_message import translate_message

translate = QCoreApplication.translate


def state_words(record: JobRecord) -> str:
    """Return one or two words for the right edge of a row."""
    if record.is_incomplete and record.state.is_result:
        return lost_words(record)
    if record.needs is not None and record.state is JobState.OPENED:
        return translate("queue", "Its quality is missing")
    if record.state is JobState.DONE:
        if record.is_worth_a_listen:
            return translate("queue", "Listen to this one")
        if record.is_verified:
            return translate("queue", "Verified")
        return translate("queue", "Done")
    if record.state is JobState.WORKING:
        if not record.done_s:
            return translate("queue", "Getting ready…")
        return percent_words(record.fraction)
    return {
        JobState.WAITING: translate("queue", "Waiting"),
        JobState.FAILED: translate("queue", "Failed"),
        JobState.CANCELLED: translate("queue", "Cancelled"),
        JobState.SKIPPED: translate("queue", "Skipped"),
        JobState.OPENED: translate("queue", "To listen to"),
    }[record.state]


def lost_words(record: JobRecord) -> str:
    """Say what an incomplete one lost: “10.1 s lost”, or that it is not whole where no seconds are known."""
    if not record.lost_s:
        return translate("queue", "Not whole")
    return translate("queue", "{n} s lost").format(n=seconds_words(record.lost_s))


def kind_words(kind: JobKind) -> str:
    if kind is JobKind.COMPRESS:
        return translate("queue", "Make small")
    return translate("queue", "Restore")


def detail_words(record: JobRecord, projected_bytes: int | None = None) -> str:
    """Return the second line of a row: what happens, sizes, speed, or why it did not."""
    if record.state is JobState.OPENED:
        length = [] if record.duration_s is None else [duration_words(record.duration_s)]
        what = _first_loss(record) or [translate("queue", "Small recording")]
        return " · ".join([*what, *length, size_words(record.source_bytes)])
    kind = [] if record.kind is JobKind.COMPRESS else [kind_words(record.kind)]
    if record.track is not None:
        kind.append(translate("queue", "Track {n}").format(n=record.track))
    if record.state in (JobState.FAILED, JobState.SKIPPED):
        return " · ".join([*kind, translate_message(record.reason)])
    if record.state is JobState.DONE:
        trash = [translate("queue", "original in the trash")] if record.is_original_in_trash else []
        music = [music_words(record)] if music_words(record) else []
        return " · ".join([*kind, *trash, size_change_words(record), *_first_loss(record), *music])
    return " · ".join([*kind, *_words_before_the_end(record, projected_bytes)])


def music_words(record: JobRecord) -> str:
    """Say what is to be said of a recording that is no speech, before it is made small and after; else nothing."""
    is_shown = record.state in (JobState.WAITING, JobState.WORKING, JobState.DONE)
    if record.kind is not JobKind.COMPRESS or not record.is_music or not is_shown:
        return ""
    return translate("queue", "This sounds like music: Opus or FLAC keeps it better.")


def gone_words(record: JobRecord) -> list[str]:
    """Say which files of a row were not there any more when it was last looked at; an original in the trash is known
    to be there."""
    if not record.state.is_result:
        return []
    wanted = [path for path in record.files if path is not None and path in record.missing]
    if record.is_original_in_trash:
        wanted = [path for path in wanted if path != record.source]
    return [translate("queue", "{name} is not there any more.").format(name=path.name) for path in wanted]


def changed_words(record: JobRecord) -> str:
    """Say that what is compared as the original is not what the small file was made of; else nothing."""
    if record.state is not JobState.DONE or not record.is_original_changed:
        return ""
    text = translate("queue", "{name} was changed since: it is not what the small file was made of.")
    return text.format(name=record.name)


def _first_loss(record: JobRecord) -> list[str]:
    """Say what an incomplete one lost."""
    return notice_sentences(record)[:1] if record.is_incomplete else []


def notice_sentences(record: JobRecord) -> list[str]:
    """Say what is to notice, each as a sentence: “a.sqc: its end is missing.” is “Its end is missing.” in the row of
    a.sqc."""
    said = []
    for notice in record.notices:
        text = translate_message(notice).removeprefix(f"{record.name}: ").removeprefix(f"{record.name}：")
        begins_with_file = record.target is not None and text.startswith(record.target.name)
        said.append(text if begins_with_file or text.startswith(record.name) else text[:1].upper() + text[1:])
    return said


def _words_before_the_end(record: JobRecord, projected_bytes: int | None) -> list[str]:
    """Say the second line of one that waits, is at work, or was cancelled."""
    parts = [] if record.duration_s is None else [duration_words(record.duration_s)]
    if record.state is JobState.WORKING:
        if record.speed_x_real_time:
            parts.append(speed_words(record.speed_x_real_time))
        if record.left_s is not None:
            parts.append(time_left_words(record.left_s))
    elif projected_bytes is not None:
        text = translate("queue", "{before} → about {after}")
        parts.append(text.format(before=size_words(record.source_bytes), after=size_words(projected_bytes)))
    elif record.source_bytes:
        parts.append(size_words(record.source_bytes))
    if record.is_held:
        parts.append(translate("queue", "left from last time"))
    return parts


def fact_words(record: JobRecord) -> str:
    """Return length and channels, as far as they are known: “0:36 · mono”."""
    parts = [] if record.duration_s is None else [duration_words(record.duration_s)]
    if record.info is not None:
        names = {1: translate("queue", "mono"), 2: translate("queue", "stereo")}
        channels = record.info.channels
        parts.append(names.get(channels) or translate("queue", "{n} channels").format(n=channels))
    return " · ".join(parts)


def result_words(record: JobRecord) -> str:
    """Say what became of a finished one: “1.2 MB → 21 kB, 1.8 % · Clear · Verified”; nothing before."""
    if record.state is not JobState.DONE:
        return ""
    quality = [title_of(record.model)] if record.model else []
    return " · ".join([size_change_words(record), *quality, state_words(record)])


def outcome_words(record: JobRecord, name: str | None = None) -> str:
    """Return the third line of a row: which file it became, where, and with which quality; before, what to notice.

    ``name`` stands for the file's name where there is not room for all of it.
    """
    if record.state is JobState.WAITING and record.before is not None:
        return translate("queue", "To be made again; until then its small file stays")
    if record.state is JobState.WAITING:
        return music_words(record)
    if record.state is JobState.OPENED and record.used_instead is not None:
        return translate("queue", "Used instead: {name}").format(name=record.used_instead.name)
    smaller = [] if record.smaller is None else [_smaller_words(record.smaller)]
    if record.target is None or record.state not in (JobState.DONE, JobState.SKIPPED):
        return "".join(smaller)
    shown = record.target.name if name is None else name
    if record.is_result_gone:
        return " · ".join([translate("queue", "→ {name}, not there any more").format(name=shown), *smaller])
    if record.target.parent == record.source.parent:
        text = translate("queue", "→ {name} beside it").format(name=shown)
    else:
        text = translate("queue", "→ {name} in {folder}").format(
            name=shown, folder=record.target.parent.name or str(record.target.parent)
        )
    quality = [title_of(record.model)] if record.model else []
    return " · ".join([text, *quality, *smaller])


def _smaller_words(copy: Path) -> str:
    return translate("queue", "smaller copy: {name}").format(name=copy.name)


def size_change_words(record: JobRecord) -> str:
    """Return sizes such as “12.3 MB → 84 kB, 0.7 %”."""
    text = f"{size_words(record.source_bytes)} → {size_words(record.target_bytes)}"
    if record.kind is JobKind.COMPRESS and record.source_bytes:
        text += f", {percent_words(record.saved_fraction)}"
    return text


def spoken_line(record: JobRecord) -> str:
    """Return a whole row as a screen reader says it."""
    return clauses((record.name, state_words(record), detail_words(record), outcome_words(record)))


def summary_words(done: int, failed: int, others: int, incomplete: int = 0) -> str:
    """Say how a queue ended: “3 done, 1 of them not whole, 1 failed”; ``incomplete`` are among those done."""
    parts = [translate("queue", "{n} done").format(n=done)] if done or not (failed or others) else []
    if incomplete:
        parts.append(translate("queue", "{n} of them not whole").format(n=incomplete))
    if failed:
        parts.append(translate("queue", "{n} failed").format(n=failed))
    if others:
        parts.append(translate("queue", "{n} cancelled or skipped").format(n=others))
    return clauses(parts)
