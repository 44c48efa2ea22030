"""Files lie on a disk that this machine sees, or at an address (``s3://bucket/talk.wav``)."""

import re
from pathlib import Path

Location = Path | str
"""A ``Path`` that this machine sees (and a cluster's machines, too), or a ``str``, an address that fsspec opens."""

_ADDRESS = re.compile(r"[a-zA-Z][\w+.:-]+://")
"""At least two letters: one is a disk of Windows."""


def location_of(text: str) -> Location:
    """Read what a person typed: ``s3://bucket/talk.wav`` is an address, all else a path."""
    return text if _ADDRESS.match(text) else Path(text)


def size_on_disk(path: Path) -> int | None:
    """Return a file's size in bytes, None where it cannot be known."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def name_of(location: Location) -> str:
    """Return the last part of a location: the file's own name."""
    return location.name if isinstance(location, Path) else location.rstrip("/").rpartition("/")[2]
