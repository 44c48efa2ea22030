"""This module reads and makes ID3v2: frames of all its versions, and its chapters
(https://id3.org/id3v2-chapters-1.0)."""

import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sqcodec_gui.audio.headers import id3v2_size
from sqcodec_gui.marks import Mark

Frame = tuple[str, bytes]
_CODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_NO_TIME = 0xFFFFFFFF
_MOST_TAG_BYTES = 64 << 20
MOST_SECONDS = (_NO_TIME - 1) / 1000
"""Times are whole milliseconds in 32 bits: 49 days."""
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40
_FRAME_UNSYNCHRONISED, _FRAME_HAS_LENGTH, _FRAME_UNREADABLE = 0x02, 0x01, 0x0C
_NAMES_OF_2_2 = {"TT2": "TIT2", "TT3": "TIT3", "TYE": "TYER", "TDA": "TDAT", "TIM": "TIME"}


def read_id3_tag(file: BinaryIO) -> bytes:
    """Read the whole ID3v2 tag that stands where ``file`` is; empty if there is none."""
    start = file.tell()
    size = id3v2_size(file.read(10))
    file.seek(start)
    return file.read(size) if 0 < size <= _MOST_TAG_BYTES else b""


def frames_of(tag: bytes) -> Iterator[Frame]:
    """Yield the name and content of each frame; names of version 2.2 as those of 2.3. Ends where it makes no sense."""
    if len(tag) < 10 or tag[:3] != b"ID3" or tag[3] not in (2, 3, 4):
        return
    version, flags = tag[3], tag[5]
    body = tag[10 : id3v2_size(tag)]
    if version < 4 and flags & _UNSYNCHRONISED:
        body = body.replace(b"\xff\x00", b"\xff")
    if version > 2 and flags & _EXTENDED and len(body) >= 4:
        body = body[_synchsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4]) :]
    yield from _frames(body, version)


def _frames(body: bytes, version: int) -> Iterator[Frame]:
    at, name_bytes, head_bytes = 0, 3 if version == 2 else 4, 6 if version == 2 else 10
    while at + head_bytes <= len(body):
        name = body[at : at + name_bytes]
        if not (name.isalnum() and name.isascii()):
            return
        size_field = body[at + name_bytes : at + 2 * name_bytes]
        size = _synchsafe(size_field) if version == 4 else int.from_bytes(size_field)
        content = body[at + head_bytes : at + head_bytes + size]
        if version == 4:
            format_flags = body[at + 9]
            content = b"" if format_flags & _FRAME_UNREADABLE else content
            content = content[4:] if format_flags & _FRAME_HAS_LENGTH else content
            content = content.replace(b"\xff\x00", b"\xff") if format_flags & _FRAME_UNSYNCHRONISED else content
        frame_id = name.decode()
        yield _NAMES_OF_2_2.get(frame_id, frame_id), content
        at += head_bytes + size


def _synchsafe(data: bytes) -> int:
    """Return a number in seven bits of each byte."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def text_of(content: bytes) -> str:
    """Return the first value of a text frame, without byte order mark."""
    if not content or content[0] >= len(_CODINGS):
        return ""
    # Each of several UTF-16 texts may begin with a mark of its own; a lost last byte is no reason to lose the rest.
    text = content[1:].decode(_CODINGS[content[0]], "replace")
    return text.split("\0", 1)[0].strip("\ufeff").strip()


def id3_chapters(tag: bytes) -> list[Mark]:
    """Read the chapters of a whole ID3v2 tag, titles and descriptions from the frames inside them."""
    version = tag[3] if len(tag) > 3 else 0
    return [mark for name, content in frames_of(tag) if name == "CHAP" and (mark := _chapter(content, version))]


def _chapter(content: bytes, version: int) -> Mark | None:
    at = content.find(b"\0") + 1
    if at == 0 or len(content) < at + 16:
        return None
    start_ms, stop_ms = struct.unpack_from(">II", content, at)
    if start_ms == _NO_TIME:
        return None
    texts = {name: text_of(inner) for name, inner in _frames(content[at + 16 :], version)}
    has_stop = start_ms < stop_ms < _NO_TIME
    return Mark(start_ms / 1000, texts.get("TIT2", ""), stop_ms / 1000 if has_stop else None, texts.get("TIT3", ""))


def chapter_frames(marks: Sequence[Mark], duration_s: float | None) -> tuple[list[Frame], int]:
    """Make (the frames CTOC and CHAP for these marks, how many come too late for them); none without marks.

    A chapter must have an end: where a mark has none, it is the next mark's start, or the end of the recording.
    """
    kept = [mark for mark in marks if mark.start_s <= MOST_SECONDS][:255]
    frames: list[Frame] = []
    for number, mark in enumerate(kept):
        following = kept[number + 1].start_s if number + 1 < len(kept) else duration_s
        stop_s = mark.stop_s if mark.stop_s is not None else max(mark.start_s, following or 0.0)
        times = (_milliseconds(mark.start_s), _milliseconds(stop_s), _NO_TIME, _NO_TIME)
        inner = _text_frame("TIT2", mark.title) + (_text_frame("TIT3", mark.note) if mark.note else b"")
        frames.append(("CHAP", f"chp{number}".encode() + b"\0" + struct.pack(">IIII", *times) + inner))
    if not frames:
        return [], len(marks)
    names = b"".join(f"chp{number}".encode() + b"\0" for number in range(len(frames)))
    contents = b"toc\0" + bytes([0b11, len(frames)]) + names  # top level, in order
    return [("CTOC", contents), *frames], len(marks) - len(kept)


def _milliseconds(time_s: float) -> int:
    return min(round(1000 * time_s), _NO_TIME - 1)


def _text_frame(name: str, text: str) -> bytes:
    content = b"\x03" + text.encode()
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return name.encode() + size + b"\0\0" + content
