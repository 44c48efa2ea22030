"""A small file beside an unfinished one says what that was begun for: it names the source by the whole SHA-256.

The unfinished file itself has room for 32 bits of that (its ``stream_id``), which another recording may share. What an
engine rounds otherwise is named as well, so that no file is put together from two roundings.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from sqcodec_gui.atomic_write import ONLY_OURS, anew, no_follow

IDENTITY_SUFFIX = ".of"
_LIMIT_BYTES = 1 << 12


def identity_file(work: Path) -> Path:
    """Return the file beside an unfinished one that says what it was begun for."""
    return work.with_suffix(IDENTITY_SUFFIX)


def is_begun_for(work: Path, identity: Mapping[str, object]) -> bool:
    """Return whether the unfinished file ``work`` was begun for just this. What cannot be read is not."""
    try:
        with open(identity_file(work), "rb", opener=no_follow) as file:
            return file.read(_LIMIT_BYTES) == _written(identity)
    except OSError:
        return False


def write_identity(work: Path, identity: Mapping[str, object]) -> None:
    """Say what ``work``, which is about to be begun, is for; what an earlier try has left is removed.

    Raises OSError."""
    work.unlink(missing_ok=True)  # first: never shall it be taken for what the new words say
    with anew(identity_file(work), mode=ONLY_OURS) as file:
        file.write(_written(identity))


def _written(identity: Mapping[str, object]) -> bytes:
    return json.dumps(identity, sort_keys=True).encode()
