"""This module makes ID3v2.4 tags (https://id3.org/id3v2.4.0-structure) for MP3 and for WAV's ``id3`` chunk."""

from collections.abc import Sequence

from sqcodec_gui.audio.tags import Cover, Tags

_TEXT_FRAMES = {
    "title": "TIT2",
    "artist": "TPE1",
    "albumartist": "TPE2",
    "album": "TALB",
    "composer": "TCOM",
    "genre": "TCON",
    "date": "TDRC",
    "copyright": "TCOP",
    "publisher": "TPUB",
    "isrc": "TSRC",
    "bpm": "TBPM",
    "language": "TLAN",
    "lyricist": "TEXT",
    "conductor": "TPE3",
    "encoded_by": "TENC",
    "encoder_settings": "TSSE",
    "media": "TMED",
    "initial_key": "TKEY",
    "set_subtitle": "TSST",
}
_LANGUAGE_TEXT_FRAMES = {"comment": "COMM", "lyrics": "USLT"}
_NUMBER_FRAMES = {"track": ("TRCK", "track_total"), "disc": ("TPOS", "disc_total")}
_UTF_8 = b"\x03"
_UNKNOWN_LANGUAGE = b"XXX"
_FRONT_COVER = b"\x03"


def make_id3(tags: Tags, cover: Cover | None, chapters: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """Make a whole ID3v2.4 tag; empty if there is nothing to say. Keys without a frame of their own become TXXX.

    ``chapters``: frames (name, content) as ``marks.id3`` makes them.
    """
    left = dict(tags)
    frames = [frame for key in _NUMBER_FRAMES for frame in _number_frames(left, key)]
    for key, values in left.items():
        frames += _frames_of(key, values)
    if cover is not None:
        frames.append(_picture_frame(cover))
    frames += [_frame(kind, content) for kind, content in chapters]
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _synchsafe(len(body)) + body if body else b""


def _number_frames(left: Tags, key: str) -> list[bytes]:
    """Return the frame that holds a number and, after a slash, the total; take both out of ``left``."""
    kind, total_key = _NUMBER_FRAMES[key]
    if key not in left:
        return []
    numbers = left.pop(key)
    total = left.pop(total_key, [""])[0]
    first = f"{numbers[0]}/{total}" if total else numbers[0]
    return [_frame(kind, _UTF_8 + "\0".join([first, *numbers[1:]]).encode())]


def _frames_of(key: str, values: list[str]) -> list[bytes]:
    if key in _TEXT_FRAMES:
        return [_frame(_TEXT_FRAMES[key], _UTF_8 + "\0".join(values).encode())]
    if key in _LANGUAGE_TEXT_FRAMES:
        kind = _LANGUAGE_TEXT_FRAMES[key]
        return [_frame(kind, _UTF_8 + _UNKNOWN_LANGUAGE + b"\0" + value.encode()) for value in values]
    return [_frame("TXXX", _UTF_8 + key.encode() + b"\0" + "\0".join(values).encode())]


def _picture_frame(cover: Cover) -> bytes:
    mime = cover.mime.encode("latin-1", "replace")
    return _frame("APIC", _UTF_8 + mime + b"\0" + _FRONT_COVER + cover.description.encode() + b"\0" + cover.data)


def _frame(kind: str, content: bytes) -> bytes:
    return kind.encode() + _synchsafe(len(content)) + b"\0\0" + content


def _synchsafe(size: int) -> bytes:
    """Return a number as four bytes of seven bits each."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
