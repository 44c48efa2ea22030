"""Finds the sentences that the parts below the window say to people, for `translations.py`.

These parts know no Qt, and so cannot translate; nor do the window's own errors, which other threads raise. Their
sentences are found in the sources, with {0}, {1}, … where something is filled in, and the window looks up what was said
by its shape (`sqcodec_gui/gui/engine_words.py`).
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from steps import ROOT

LAYERS = ("audio", "codec", "container", "engine", "listening")
WINDOW = "gui"
"""Of the window, only what its errors say: all else is translated where it stands."""
NOT_SHOWN = ("report.py", "report_check.py", "report_page.py", "report_words.py", "published.py", "published_form.py")
"""Reports are in English, so that anyone can check them; the published names are for programmers."""
PROGRAMMERS_ERRORS = ("ValueError", "TypeError", "KeyError", "RuntimeError", "AttributeError")
FEWEST_WORDS = 3
NAMES = ("Processor",)
"""Shorter than a sentence, and said all the same."""
HEADER = '''\
"""What the parts below the window may say, {0} for what they fill in. Made by `packaging/run.py translations`."""

# ruff: noqa: E501
# fmt: off
from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS = (
'''


def write_module(target: Path) -> None:
    """Write the module that names every sentence once."""
    texts = set(NAMES)
    for layer in LAYERS:
        for path in sorted((ROOT / "sqcodec_gui" / layer).rglob("*.py")):
            if path.name not in NOT_SHOWN:
                texts |= set(sentences(ast.parse(path.read_text(encoding="utf-8"))))
    for path in sorted((ROOT / "sqcodec_gui" / WINDOW).rglob("*.py")):
        for error in _errors(ast.parse(path.read_text(encoding="utf-8"))):
            texts |= set(sentences(error))
    lines = (f'    QT_TRANSLATE_NOOP("engine", {_quoted(text)}),\n' for text in sorted(texts))
    target.write_text(HEADER + "".join(lines) + ")\n", encoding="utf-8")


def sentences(tree: ast.AST) -> Iterator[str]:
    """The sentences in a piece of source; docstrings and errors for programmers are none."""
    passed_over = {id(node) for outer in ast.walk(tree) for node in _passed_over(outer)}
    for node in ast.walk(tree):
        if id(node) in passed_over:
            continue
        text = _template(node)
        if text and " " in text and len(re.findall(r"[A-Za-z]{2,}", text)) >= FEWEST_WORDS:
            yield text


def _errors(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name.endswith("Error") and name not in PROGRAMMERS_ERRORS:
                yield node


def _passed_over(outer: ast.AST) -> Iterator[ast.AST]:
    match outer:
        case ast.Module() | ast.ClassDef() | ast.FunctionDef():
            yield from (line.value for line in outer.body if isinstance(line, ast.Expr))
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name in PROGRAMMERS_ERRORS:
            yield from ast.walk(outer)
        case ast.Assert():
            yield from ast.walk(outer)
        case ast.JoinedStr():
            yield from outer.values


def _template(node: ast.AST) -> str | None:
    """The text of a literal, with numbered places; None for one with braces or line ends of its own."""
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    text, places = "", 0
    for piece in pieces:
        if isinstance(piece, ast.FormattedValue):
            text += f"{{{places}}}"
            places += 1
        elif isinstance(piece, ast.Constant) and isinstance(piece.value, str):
            if re.search(r"[{}\n<>]", piece.value):
                return None
            text += piece.value
        else:
            return None
    return text


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
