"""This module refuses what readers of JSON from outside would differ over, by hooks for ``json.loads``."""

from typing import Any, NoReturn


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse two values of one name (RFC 8259, 4): of two values of one name, some readers take the first and some the
    last. So none is taken.

    For ``object_pairs_hook``. Raises ValueError.
    """
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


def no_constant(word: str) -> NoReturn:
    """Refuse NaN and infinities, which are no JSON (RFC 8259, 6), and compare with nothing. For ``parse_constant``:
    ValueError."""
    raise ValueError(f"{word} is no number")
