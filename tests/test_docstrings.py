"""Docstrings have one voice: functions say what to do, classes and modules are sentences with a subject.

ruff's D401 knows verbs in the wrong mood; it passes over phrases without a verb, properties and classes. They are here.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("sqcodec_gui", "packaging", "fuzzing", "resources/kit")
SOURCES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
SHOWN_BY_HELP = re.compile(r"description=__doc__")
"""Such a module's docstring is what ``--help`` says the program does, in the words of help texts: “Builds …”."""

NO_VERB = re.compile(
    "(A An The This That These Those It Its All Any Both Each Every Some Such None One Two No Of By In On At As For "
    "From With Without Within Between Before Beside Whether What Where When Why Who Which How)".replace(" ", "|")
)
PROPERTY = re.compile(r"(Return[ ,]|See ``\w+``\.)")
WITHOUT_SUBJECT = {"Is", "Has", "Holds", "Says", "Knows"}
ALSO_PLURALS = {"Names", "Marks", "Reports", "Scores", "Files", "Sets", "Records", "Measures"}
"""Such a word is a verb only before an article and the like: “Names the files”, but “Names of files”."""
OBJECT_BEGINS = {"a", "an", "the", "all", "what", "how", "which", "whether", "where", "one", "its", "their"}
END = re.compile(r"[.:?!”)]$")

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module


def documented(tree: ast.Module) -> Iterator[tuple[Documented, str]]:
    """What has a docstring, with its first paragraph on one line."""
    for node in ast.walk(tree):
        if isinstance(node, Documented) and (text := ast.get_docstring(node)):
            yield node, " ".join(text.split("\n\n")[0].split())


def is_property(node: Documented) -> bool:
    names = {ast.unparse(one).rpartition(".")[2] for one in getattr(node, "decorator_list", [])}
    return bool(names & {"property", "cached_property"})


def third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeo"):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


@cache
def verbs_without_subject() -> frozenset[str]:
    """“Reads” from “Read …”: whatever functions do, as a class would say it without saying who."""
    firsts = {
        text.split()[0].strip(".,;:")
        for tree in trees().values()
        for node, text in documented(tree)
        if not isinstance(node, ast.ClassDef | ast.Module)
    }
    return frozenset(WITHOUT_SUBJECT | {third_person(verb) for verb in firsts})


def problems_of(tree: ast.Module, is_help: bool = False) -> list[str]:
    """The docstrings that speak in another voice."""
    found = []
    for node, text in documented(tree):
        first, second = (*(word.strip(".,;:") for word in text.split()[:2]), "")[:2]
        if isinstance(node, ast.ClassDef) or (isinstance(node, ast.Module) and not is_help):
            is_plural = first in ALSO_PLURALS and second not in OBJECT_BEGINS
            is_wrong = first in verbs_without_subject() and not is_plural
        elif isinstance(node, ast.Module):
            is_wrong = False
        elif is_property(node):
            is_wrong = not PROPERTY.match(text)
        else:
            is_wrong = bool(NO_VERB.fullmatch(first)) or not first[:1].isupper()
        if is_wrong or not END.search(text):
            found.append(text)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_docstrings_have_one_voice(path: Path) -> None:
    is_help = bool(SHOWN_BY_HELP.search(path.read_text("utf-8")))
    assert problems_of(trees()[path], is_help) == []


@pytest.mark.parametrize(
    "text",
    [
        'def rate():\n    """The rate in Hz."""',
        'def is_there():\n    """Whether it is there."""',
        'def shape():\n    """(rows, columns) of a table."""',
        'def rate():\n    """Return the rate in Hz"""',
        'class Rate:\n    @property\n    def hz(self):\n        """Rate in Hz."""',
        'class Graph:\n    """Is one compiled graph."""',
        'class Reader:\n    """Reads a file."""',
        '"""Reads files."""',
        '"""Names the files."""',
    ],
)
def test_another_voice_is_noticed(text: str) -> None:
    assert problems_of(ast.parse(text))


def test_the_one_voice_is_let_through() -> None:
    text = (
        '"""This module reads files."""\n'
        'class Reader:\n    """It reads a file."""\n'
        '    @property\n    def rate_hz(self):\n        """Return the rate in Hz."""\n'
        '    def read(self):\n        """Read the next frames."""\n'
    )
    assert problems_of(ast.parse(text)) == []
    assert problems_of(ast.parse('"""Names of files are bytes."""')) == []
