"""The pages for people name files, tests and classes that are there."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
NAMES_BELOW = ("docs/architecture.md", "docs/design.md", "docs/listening-page.md", "fuzzing/README.md")
PAGES = [
    ROOT / name
    for name in (*NAMES, *NAMES_BELOW)
    if (ROOT / name).is_file()  # the source distribution has some of them
]
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)(?:::(\w+))?`")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
KINDS = (".py", ".c", ".js", ".md", ".toml", ".txt", ".yaml", ".yml", ".ini", ".iss.in", "/")


def place_of(name: str) -> Path | None:
    """What a page means by a path: below the repository, or below the package."""
    return next((path for path in (ROOT / name, ROOT / "sqcodec_gui" / name) if path.exists()), None)


@cache
def names_in(path: Path) -> set[str]:
    """What is defined anywhere in a source."""
    defined = re.findall(r"^\s*(?:def|class|async def) (\w+)|^(\w+)(?:: [^=\n]+)? = ", path.read_text("utf-8"), re.M)
    return {one or other for one, other in defined}


def problems_of(text: str) -> list[str]:
    """Names of files (with a folder, or followed by ``::name``) and links that lead nowhere."""
    found = []
    for name, symbol in NAMED.findall(text):
        if not name.endswith(KINDS) or not ("/" in name or symbol):
            continue
        path = place_of(name)
        if path is None:
            found.append(f"there is no {name}")
        elif symbol and symbol not in names_in(path):
            found.append(f"there is no {symbol} in {name}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [link for link in LINKED.findall(text) if not (page.parent / link).exists()]
    assert problems_of(text) + links == []


@pytest.mark.parametrize(
    "text", ["see `audio/no_such.py`", "`audio/reader.py::no_such_name`", "in `no_such_folder/`", "`no_such.py::name`"]
)
def test_what_is_gone_is_noticed(text: str) -> None:
    assert problems_of(text)


def test_what_is_there_is_found() -> None:
    assert problems_of("`audio/reader.py::AudioInfo`, `tests/test_documents.py::PAGES`, `audio/marks/`") == []
