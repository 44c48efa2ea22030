"""A recording has a role in a comparison, whose name is the same everywhere."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class Role(StrEnum):
    """Its value is the name of its colour in ``theme.Tokens``."""

    ORIGINAL = "original"
    """What was recorded."""
    SMALL = "small"
    """A .sqc file, heard as it decodes."""
    RESTORED = "restored"
    """An ordinary recording that was made of a .sqc file; never the original, however much it looks like one."""
    OPUS = "opus"
    """The original as Opus would keep it at the size of the small file."""
    MP3 = "mp3"


PEERS = (Role.OPUS, Role.MP3)
"""Their values are also what ``audio.peer_codecs`` calls them."""


def role_name(role: Role) -> str:
    translate = QCoreApplication.translate
    return {
        Role.ORIGINAL: translate("roles", "Original"),
        Role.SMALL: translate("roles", "Small file"),
        Role.RESTORED: translate("roles", "Restored"),
        Role.OPUS: "Opus",
        Role.MP3: "MP3",
    }[role]
