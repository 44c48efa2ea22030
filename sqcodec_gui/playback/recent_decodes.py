"""What was decoded to be heard stays for a while: who comes back to a recording does not wait for it again.

It is all of it, or as much as there was time for.
"""

from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from sqcodec_gui.marks import Mark
from sqcodec_gui.playback.envelope import GrowingPeaks
from sqcodec_gui.playback.sample_sources import DecodedStore

MOST_STORED = 8
MOST_BYTES = 1 << 30
"""On the disk: about nine hours of one channel at 16 kHz."""
_BYTES_PER_SAMPLE = 2
Identity = tuple[str, int, int, str]


class Decoded(NamedTuple):
    """It is a recording, as far as it is decoded. ``file_bytes`` is the size of the file that it is decoded from."""

    store: DecodedStore
    peaks: GrowingPeaks
    marks: tuple[Mark, ...] = ()
    file_bytes: int = 0

    @property
    def size_bytes(self) -> int:
        """Return what the sound takes on the disk when all of it is decoded."""
        return self.store.frames * self.store.channels * _BYTES_PER_SAMPLE


_recent: OrderedDict[Identity, Decoded] = OrderedDict()


def identity_of(path: Path, form: str = "") -> Identity | None:
    """Identify a file as it is now, in one of the forms in which it can be heard; None where it cannot be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path.absolute()), status.st_size, status.st_mtime_ns, form


def store(identity: Identity, decoded: Decoded) -> None:
    """Keep ``decoded`` for ``take``; where there is too much, what was not wanted for longest goes."""
    _recent[identity] = decoded
    while len(_recent) > MOST_STORED or sum(one.size_bytes for one in _recent.values()) > MOST_BYTES:
        _recent.popitem(last=False)[1].store.close()


def take(identity: Identity) -> Decoded | None:
    """Return what is stored under this identity, which then belongs to the caller; None if nothing is."""
    return _recent.pop(identity, None)


def clear() -> None:
    """Close all recordings that are kept, and so give their room on the disk back."""
    while _recent:
        _recent.popitem()[1].store.close()
