"""This module makes Vorbis comments (xiph.org/vorbis/doc/v-comment.html) and FLAC's and Opus's picture block."""

import base64
import struct

from sqcodec_gui.audio.tags import Cover, Tags

_NAMES = {
    "track": "TRACKNUMBER",
    "track_total": "TRACKTOTAL",
    "disc": "DISCNUMBER",
    "disc_total": "DISCTOTAL",
    "url": "WEBSITE",
    "set_subtitle": "DISCSUBTITLE",
    "initial_key": "INITIALKEY",
    "encoded_by": "ENCODEDBY",
    "encoder_settings": "ENCODERSETTINGS",
    "catalog_number": "CATALOGNUMBER",
    "movement_name": "MOVEMENTNAME",
    "movement_total": "MOVEMENTTOTAL",
    "show_movement": "SHOWMOVEMENT",
}
_VENDOR = b"sqcodec-gui"
_FRONT_COVER = 3


def make_vorbis_comment(tags: Tags, cover: Cover | None = None) -> bytes:
    """Make the comment header without framing; ``cover`` goes in as METADATA_BLOCK_PICTURE, as Ogg wants it."""
    comments = [f"{_field_name(key)}={value}".encode() for key, values in tags.items() for value in values]
    if cover is not None:
        comments.append(b"METADATA_BLOCK_PICTURE=" + base64.b64encode(make_picture_block(cover)))
    counted = b"".join(struct.pack("<I", len(comment)) + comment for comment in comments)
    return struct.pack("<I", len(_VENDOR)) + _VENDOR + struct.pack("<I", len(comments)) + counted


def make_picture_block(cover: Cover) -> bytes:
    """Make the content of a FLAC PICTURE block (RFC 9639, 8.8). Width, height and colours are left unknown (zero)."""
    mime, description = cover.mime.encode("ascii", "replace"), cover.description.encode()
    return b"".join(
        [
            struct.pack(">II", _FRONT_COVER, len(mime)),
            mime,
            struct.pack(">I", len(description)),
            description,
            struct.pack(">IIIII", 0, 0, 0, 0, len(cover.data)),
            cover.data,
        ]
    )


def _field_name(key: str) -> str:
    """Return the name as Vorbis comments write it: printable ASCII but “=”; any other letter becomes an underscore."""
    name = _NAMES.get(key, key.upper())
    return "".join(letter if " " <= letter <= "}" and letter != "=" else "_" for letter in name)
