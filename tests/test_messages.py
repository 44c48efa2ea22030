"""What the program says to people keeps its template and its arguments apart, everywhere, and both fit each other."""

import ast
import copy
import importlib
import json
import pickle
import pkgutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import sqcodec_gui
from sqcodec_gui.container.errors import SqcHeaderError
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message

PACKAGE = Path(sqcodec_gui.__file__).parent
NOT_FOR_PEOPLE = "training"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if NOT_FOR_PEOPLE not in path.parts)
OF_THE_CLASS = {"offset", "hint", "file_name"}
"""Arguments of SqcError that fill nothing in."""


def error_names() -> set[str]:
    """The classes of errors that are meant for people."""
    for module in pkgutil.walk_packages(sqcodec_gui.__path__, "sqcodec_gui."):
        if NOT_FOR_PEOPLE not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, waiting = set(), [SqcodecError]
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return found


NAMES = error_names() | {"Message"}


def calls(path: Path) -> Iterator[ast.Call]:
    """Where a message or an error is made."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[_, *_]) if name in NAMES:
                yield node


def constants(path: Path) -> set[int]:
    """The lines of a module's messages that have a name: templates, which are filled in where they are said."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.value.lineno for node in body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)}


def fields(template: str) -> dict[str, str]:
    """The places of a template, with how their values are written."""
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def test_a_message_is_the_sentence_and_what_it_was_made_of() -> None:
    message = Message(
        "{name} lasts {duration_s:clock}, {share:.1%} of {bytes:size}",
        name="a{b}",
        duration_s=62,
        share=0.25,
        bytes=84_000,
    )
    assert message == "a{b} lasts 1:02, 25.0% of 84 kB"
    assert message.template.startswith("{name} lasts")
    assert message.arguments["name"] == "a{b}"


def test_without_arguments_it_stands_as_it_is() -> None:
    assert Message("a {b} c") == "a {b} c"


def test_what_does_not_fit_is_no_message() -> None:
    with pytest.raises(KeyError):
        Message("{name} of {kind}", name="a")


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_messages_and_errors_travel_whole(way) -> None:
    inner = Message("the header is lost, {n:,} bytes", n=1000)
    message = way(Message("{name}: {what}", name="a.sqc", what=inner))
    assert message == "a.sqc: the header is lost, 1,000 bytes"
    assert message.arguments["what"].arguments == {"n": 1000}
    error = way(SqcHeaderError("{count} are lost", count=3, offset=12, file_name="a.sqc"))
    assert str(error) == "a.sqc: 3 are lost (at byte 12)."
    assert error.what.template == "{count} are lost"


def test_messages_are_kept_as_json() -> None:
    message = Message("{name}: {what}", name="a.sqc", what=Message("{n} lost", n=3))
    again = Message.from_json(json.loads(json.dumps(message.to_json())))
    assert again == message
    assert again.to_json() == message.to_json()
    assert Message.from_json("as older versions kept it").arguments == {}


def test_an_error_may_tell_what_another_tells() -> None:
    first = SqcodecError("{name} is gone.", name="a")
    assert SqcodecError(first.message).message.template == "{name} is gone."


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_template_is_a_literal_and_fits_its_arguments(path: Path) -> None:
    templates = constants(path)
    for call in calls(path):
        where = f"{path.name}:{call.lineno}"
        given = {keyword.arg for keyword in call.keywords}
        if not given and call.lineno in templates:
            continue
        match call.args[0]:
            case ast.Constant(value=str() as template):
                assert set(fields(template)) - OF_THE_CLASS == given - OF_THE_CLASS, where
            case ast.JoinedStr():
                pytest.fail(f"{where}: name what is filled in: Error('… {{name}} …', name=…), so that it is translated")
            case ast.BinOp():
                pytest.fail(f"{where}: a template is one literal")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_template_can_be_filled_in(path: Path) -> None:
    for call in calls(path):
        match call.args[0]:
            case ast.Constant(value=str() as template):
                sample = {name: 2.0 if spec not in ("", ",") else 3 for name, spec in fields(template).items()}
                assert "{" not in Message(template, **sample), template
