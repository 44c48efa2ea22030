"""This module opens what the functions of this package write to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from sqcodec_gui.atomic_write import atomic_write


@contextmanager
def whole_file(target: str | os.PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    """Give a file to write ``target`` into. A path gets it under its name only when the block ends without an error
    (see ``atomic_write``); an open file is written as it is."""
    if not isinstance(target, str | os.PathLike):
        yield target
        return
    with atomic_write(target) as file:
        yield file
