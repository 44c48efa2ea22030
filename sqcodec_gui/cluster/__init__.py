"""Many machines at once: the same engine as on one, whole files handed out by Dask. Importing this loads no Dask."""

import re
from pathlib import Path

Place = Path | str
"""Where a file lies: a ``Path`` that all machines see, or a ``str``, an address that fsspec opens."""

_ADDRESS = re.compile(r"[a-zA-Z][\w+.:-]+://")
"""At least two letters: one is a disk of Windows."""


def place_of(text: str) -> Place:
    """What a person typed: ``s3://bucket/talk.wav`` is an address, all else a path."""
    return text if _ADDRESS.match(text) else Path(text)
