"""Short files several at once: all threads of a processor on one short file compute less than a file on each does
(tests/bench/README.md has the figures). Here stands when, and how many. Importing this loads no torch.

Long files always have the machine for themselves, so that none of them is left at the end with a part of it.
"""

from collections.abc import Iterable

from sqcodec_gui.engine.device import OPENVINO, Place, threads

SHORT_S = 60.0
"""Files of at most this length may go several at once."""
ENOUGH_S = 120.0
"""So much sound in a row of short files: what is gained is more than what another preparation of the engine takes."""
MOST_AT_ONCE = 4
"""Each needs some 15 MB of its own, and shall still have threads enough where a machine has many."""


def most_at_once(place: Place) -> int:
    """How many short files one converts at the same time here. A graphics processor takes one after the other."""
    if place.engine != OPENVINO:
        return 1
    return min(threads(), MOST_AT_ONCE)


def is_short(length_s: float | None) -> bool:
    """None: the length is not known."""
    return length_s is not None and length_s <= SHORT_S


def are_worth_it(lengths_s: Iterable[float | None], at_once: int) -> bool:
    """Whether files of these lengths, in this order, are better made several at once. Reads no more than it must."""
    files, sound_s = 0, 0.0
    for length_s in lengths_s if at_once > 1 else ():
        if length_s is None or not is_short(length_s):
            return False
        files, sound_s = files + 1, sound_s + length_s
        if files >= 2 * at_once and sound_s >= ENOUGH_S:
            return True
    return False
