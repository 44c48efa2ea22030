"""This module describes a recording as its .sqc file does, as far as there is room for it."""

from dataclasses import dataclass, replace

from sqcodec_gui.audio import AudioInfo
from sqcodec_gui.audio.tracks import describe_track
from sqcodec_gui.container import Attachment, Source
from sqcodec_gui.container.attachments import has_room
from sqcodec_gui.container.description import deflate_json
from sqcodec_gui.container.errors import SqcLimitError
from sqcodec_gui.container.joined_attachments import COVER_ROLE
from sqcodec_gui.container.source import source_to_json
from sqcodec_gui.messages import Message

_REST_BYTES = 4096
"""Of the description, for all but the source."""


@dataclass(frozen=True)
class SourceDescription:
    """It holds what a file says of its recording; ``notices``: what had to be left out, and why."""

    source: Source
    attachments: tuple[Attachment, ...]
    notices: tuple[Message, ...]


def describe_source(info: AudioInfo) -> SourceDescription:
    """Return what the file that is made of ``info``'s recording says of it.

    A file has room for 1 MB of words and 32 MB of pictures. Where tags are longer, the longest are left out, and then
    the marks.
    """
    source = Source(
        name=info.path.name,
        sample_rate_hz=info.sample_rate_hz,
        channels=info.channels,
        size_bytes=info.size_bytes,
        sample_format=info.sample_format,
        container=info.container,
        dates=info.dates,
        tags=info.tags,
        track=info.track,
        tracks=tuple(map(describe_track, info.tracks)),
        marks=info.marks,
    )
    notices: list[Message] = []
    while not _fits(source) and (source.tags or source.marks):
        if source.tags:
            longest = max(source.tags, key=lambda name: sum(map(len, source.tags[name])))
            source = replace(source, tags={name: values for name, values in source.tags.items() if name != longest})
            notices.append(
                Message(
                    "The tag “{tag}” was left out: it is longer than there is room for (1 MB in all).",
                    tag=longest,
                )
            )
        else:
            notices.append(
                Message("{count} marks were left out: there is no room for so many.", count=len(source.marks))
            )
            source = replace(source, marks=())
    attachments = (Attachment(COVER_ROLE, info.cover.mime, info.cover.data),) if info.cover else ()
    if not has_room(attachments):
        attachments = ()
        notices.append(Message("The cover was left out: it is larger than there is room for (32 MB)."))
    return SourceDescription(source, attachments, tuple(notices))


def _fits(source: Source) -> bool:
    try:
        deflate_json({"source": source_to_json(source), "room": "x" * _REST_BYTES}, version=1)
    except SqcLimitError:
        return False
    return True
