"""This module chooses the covers and other attachments of a file that is made of several."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqcodec_gui.container.attachments import Attachment, has_room

COVER_ROLE = "cover"


@dataclass
class JoinedAttachments:
    """It holds the attachments of a joined file, and says whose were left out. Files are told by their number, from 0.

    ``kept``: the cover of the first file that has one, and everything else once, as far as there is room.
    ``cover_from``: the file whose cover that is; None if there is none. ``covers_left_out``: files with another cover;
    ``no_room_for``: files of which something else found no room.
    """

    kept: list[Attachment] = field(default_factory=list)
    cover_from: int | None = None
    covers_left_out: list[int] = field(default_factory=list)
    no_room_for: list[int] = field(default_factory=list)


def joined_attachments(of_files: Iterable[Iterable[Attachment]]) -> JoinedAttachments:
    """Choose among the attachments of files, in their order; they are taken one file at a time."""
    found = JoinedAttachments()
    for number, attachments in enumerate(of_files):
        for one in attachments:
            if (one.role, one.data) in ((kept.role, kept.data) for kept in found.kept):
                continue
            is_cover = one.role == COVER_ROLE
            if is_cover and found.cover_from not in (None, number):
                left_out = found.covers_left_out
            elif has_room([*found.kept, one]):
                found.kept.append(one)
                found.cover_from = number if is_cover else found.cover_from
                continue
            else:
                left_out = found.no_room_for
            if number not in left_out:
                left_out.append(number)
    return found
