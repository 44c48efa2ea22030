"""A small file beside an unfinished file says to what that belongs: it names the source by the whole SHA-256.

The unfinished file itself has room for 32 bits of that (its ``stream_id``), which another recording may share. What an
engine rounds otherwise is named as well, so that no file is put together from two roundings.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from sqcodec_gui.atomic_write import ONLY_OURS, anew, no_follow

TIE_SUFFIX = ".of"
_LIMIT_BYTES = 1 << 12


def tie_of(work: Path) -> Path:
    """Return where the tie of an unfinished file stands."""
    return work.with_suffix(TIE_SUFFIX)


def is_tied(work: Path, identity: Mapping[str, object]) -> bool:
    """Return whether the unfinished file ``work`` was begun for just this. What cannot be read is not."""
    try:
        with open(tie_of(work), "rb", opener=no_follow) as file:
            return file.read(_LIMIT_BYTES) == _written(identity)
    except OSError:
        return False


def tie(work: Path, identity: Mapping[str, object]) -> None:
    """Say what ``work``, which is about to be begun, is for; what an earlier try has left is removed.

    Raises OSError."""
    work.unlink(missing_ok=True)  # first: never shall it be taken for what the new words say
    with anew(tie_of(work), mode=ONLY_OURS) as file:
        file.write(_written(identity))


def _written(identity: Mapping[str, object]) -> bytes:
    return json.dumps(identity, sort_keys=True).encode()
