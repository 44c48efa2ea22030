"""This module finds what the parts below the window say to people, for `translations.py`.

These parts know no Qt, and so cannot translate; nor do the window's own errors, which other threads raise. What they
say is a message, made from a template that stands in the source as a literal (`sqcodec_gui/messages.py`); the window
looks templates up (`sqcodec_gui/gui/wording/translate_message.py`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from steps import ROOT

LAYERS = ("audio", "codec", "container", "engine", "listening", "playback", "gui")
"""Those whose messages the window shows, beside what lies at the top of the package."""
NOT_SHOWN = ("published.py", "published_form.py")
"""For programmers alone."""
NO_MESSAGES = ("ValueError", "TypeError", "KeyError", "RuntimeError", "AttributeError", "OSError", "ImportError")
HEADER = '''\
"""These templates are what the parts below the window may say. Made by `packaging/run.py translations`."""

# ruff: noqa: E501
# fmt: off
from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS = (
'''


def write_module(target: Path) -> None:
    """Write the module that names every template once."""
    package, texts = ROOT / "sqcodec_gui", set()
    for path in [*package.glob("*.py"), *(path for layer in LAYERS for path in (package / layer).rglob("*.py"))]:
        if path.name not in NOT_SHOWN:
            texts |= set(templates(ast.parse(path.read_text(encoding="utf-8"))))
    lines = (f'    QT_TRANSLATE_NOOP("engine", {_quoted(text)}),\n' for text in sorted(texts))
    target.write_text(HEADER + "".join(lines) + ")\n", encoding="utf-8")


def templates(tree: ast.AST) -> Iterator[str]:
    """Find what messages and errors for people are made of in a piece of source."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str() as template), *_]) if template and (
                name == "Message" or (name.endswith("Error") and name not in NO_MESSAGES)
            ):
                yield template


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
