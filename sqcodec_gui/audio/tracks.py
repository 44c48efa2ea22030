"""This module knows the sound tracks of one file: which there are, and which is taken where nobody chooses one."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # PyAV is loaded by what opens files: many ask only for ``SoundTrack``
    from av.audio.stream import AudioStream
    from av.container import InputContainer

_TITLES = ("title", "name")  # Matroska and AVI call it so, MP4 the other way
_NO_LANGUAGE = ("", "und")
_OGG_BEGINS = 2
_OGG_SOUND = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")


@dataclass(frozen=True)
class SoundTrack:
    """It is one of several sound tracks of a file."""

    number: int
    """From 1, in the file's order, pictures and texts not counted."""
    title: str = ""
    language: str = ""
    """As the file has it, such as ``deu``; empty if it does not say."""
    sample_format: str = ""
    """Such as ``AAC``; empty for a track that cannot be decoded."""
    channels: int = 0
    """0 where it is not known."""


def list_tracks(container: "InputContainer") -> tuple[SoundTrack, ...]:
    """List all sound tracks of an open file, also those that cannot be decoded."""
    return tuple(_describe(number, stream) for number, stream in enumerate(container.streams.audio, 1))


def ogg_tracks(path: Path, header: bytes) -> tuple[SoundTrack, ...]:
    """List all sound tracks of an Ogg file with several at the same time; empty for one, and for any other file.

    libsndfile reads the first of them and knows of no other. ``header``: the first bytes of the file, which hold the
    first page of each stream (RFC 3533, 6). Raises OSError.
    """
    starts, at = 0, 0
    while header[at : at + 4] == b"OggS" and at + 27 <= len(header) and header[at + 5] & _OGG_BEGINS:
        segments = header[at + 26]
        content = at + 27 + segments
        starts += header[content : content + 8].startswith(_OGG_SOUND)
        at = content + sum(header[at + 27 : content])
    if starts < 2:
        return ()
    import av

    try:
        with (
            path.open("rb") as file,
            av.open(file, "r", options={"protocol_whitelist": "file"}, metadata_errors="replace") as container,
        ):
            return list_tracks(container)
    except (av.FFmpegError, ValueError):
        return ()


def has_pictures(container: "InputContainer") -> bool:
    """Return whether the file is a film: a cover, too, is a stream of pictures for FFmpeg, but no moving ones."""
    from av.stream import Disposition

    return any(not stream.disposition & Disposition.attached_pic for stream in container.streams.video)


def in_order_of_choice(container: "InputContainer") -> "list[AudioStream]":
    """List the tracks that there is a decoder for, the best first.

    First what is no comment, no description of pictures and the like, of these what is marked as the default, else as
    they stand in the file.
    """
    from av.stream import Disposition

    special = (  # what a track may be besides the recording itself
        Disposition.comment
        | Disposition.visual_impaired
        | Disposition.hearing_impaired
        | Disposition.dub
        | Disposition.karaoke
        | Disposition.clean_effects
        | Disposition.dependent
    )

    def rank(stream: "AudioStream") -> tuple[bool, bool]:
        return bool(stream.disposition & special), not stream.disposition & Disposition.default

    return sorted((stream for stream in container.streams.audio if _is_known(stream)), key=rank)


def describe_track(track: SoundTrack) -> str:
    """Describe a track, such as “2: Mic (deu, AAC, 1 channel)”."""
    channels = "" if not track.channels else "1 channel" if track.channels == 1 else f"{track.channels} channels"
    facts = [track.language, track.sample_format or "cannot be decoded", channels]
    return f"{track.number}: {track.title} (".replace(":  (", ": (") + ", ".join(one for one in facts if one) + ")"


def _is_known(stream: "AudioStream") -> bool:
    """Return whether there is a decoder for it; PyAV makes no context where there is none."""
    return stream.codec_context is not None


def _describe(number: int, stream: "AudioStream") -> SoundTrack:
    title = next((stream.metadata[key] for key in _TITLES if stream.metadata.get(key)), "")
    language = stream.metadata.get("language", "")
    is_known = _is_known(stream)
    return SoundTrack(
        number=number,
        title=title,
        language="" if language in _NO_LANGUAGE else language,
        sample_format=stream.codec_context.name.upper() if is_known else "",
        channels=stream.codec_context.channels if is_known else 0,
    )
