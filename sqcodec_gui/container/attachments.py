"""This module reads and writes cover art and other small files, which travel behind the header."""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import SqcHeaderError, SqcLimitError, SqcTruncatedError
from sqcodec_gui.container.header import LIMIT_ATTACHMENTS_BYTES, LocatedHeader
from sqcodec_gui.messages import Message

LIMIT_COUNT = 64
_CRC = struct.Struct("<I")
_SIZE = struct.Struct("<I")


@dataclass(frozen=True)
class Attachment:
    """It is a small file. ``role`` says what it is for ("cover"), ``media_type`` what it is ("image/jpeg")."""

    role: str
    media_type: str
    data: bytes


def attachments_bytes(attachments: Iterable[Attachment]) -> bytes:
    """Make the whole section, empty for none. Raises SqcLimitError beyond 64 attachments or 32 MiB."""
    pieces = []
    for attachment in attachments:
        for text in (attachment.role, attachment.media_type):
            data = text.encode()
            if len(data) > 255:
                raise SqcLimitError("the name of an attachment is longer than 255 bytes")
            pieces += [bytes([len(data)]), data]
        pieces += [_SIZE.pack(len(attachment.data)), attachment.data]
    body = b"".join(pieces)
    if len(pieces) > 6 * LIMIT_COUNT or len(body) + _CRC.size > LIMIT_ATTACHMENTS_BYTES:
        raise SqcLimitError(
            "at most {count} attachments of {limit_bytes:,} bytes together fit",
            count=LIMIT_COUNT,
            limit_bytes=LIMIT_ATTACHMENTS_BYTES,
        )
    return _CRC.pack(zlib.crc32(body)) + body if body else b""


def has_room(attachments: Iterable[Attachment]) -> bool:
    """Return whether one file takes all of these, see ``attachments_bytes``."""
    try:
        attachments_bytes(attachments)
    except SqcLimitError:
        return False
    return True


def read_attachments(source: ByteSource, located: LocatedHeader) -> tuple[Attachment, ...]:
    """Read the attachments. Raises SqcHeaderError if damaged, SqcTruncatedError if the file ends within them."""
    if located.attachments_bytes == 0:
        return ()
    data = source.read_at(located.attachments_offset, located.attachments_bytes)
    offset = located.attachments_offset
    if len(data) < _CRC.size or zlib.crc32(data[_CRC.size :]) != _CRC.unpack_from(data)[0]:
        raise SqcHeaderError(
            "the cover or another attachment is damaged",
            offset=offset,
            hint=Message("The sound is not touched by this; “sqcodec repair” makes a file without it."),
        )
    return _parse(data, offset)


def _parse(data: bytes, offset: int) -> tuple[Attachment, ...]:
    position = _CRC.size
    found: list[Attachment] = []

    def take(size_bytes: int) -> bytes:
        nonlocal position
        position += size_bytes
        if position > len(data):
            raise SqcTruncatedError("the attachments are cut", offset=offset + len(data))
        return data[position - size_bytes : position]

    while position < len(data):
        if len(found) == LIMIT_COUNT:
            raise SqcLimitError("there are more than {count} attachments", count=LIMIT_COUNT, offset=offset)
        try:
            role, media_type = (take(take(1)[0]).decode() for _ in range(2))
        except UnicodeDecodeError as error:
            raise SqcHeaderError("an attachment's name is no UTF-8", offset=offset + position) from error
        found.append(Attachment(role, media_type, take(_SIZE.unpack(take(4))[0])))
    return tuple(found)
