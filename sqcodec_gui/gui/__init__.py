"""The window. Qt lives here and nowhere else; importing it loads no torch."""

import ctypes
import sys

_MANY_REFERENCES = 1 << (8 * ctypes.sizeof(ctypes.c_ssize_t) - 4)


def _make_immortal(value: object) -> None:
    """Adds so many references to ``value`` that a library which drops too many never frees it."""
    ctypes.c_ssize_t.from_address(id(value)).value += _MANY_REFERENCES


# PySide6 6.12 is built as if these were immortal, which they are from Python 3.12 on (PEP 683). On 3.11 each signal
# that it sends takes a reference of True away, each Python override that Qt calls one of None, until after some
# thousand of them the interpreter stops with “deallocating None”. A CPython object begins with its reference count.
if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    for _value in (None, True, False, NotImplemented):
        _make_immortal(_value)
