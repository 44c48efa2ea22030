"""This module holds what the program says to people: a sentence's template and arguments, for translation."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from sqcodec_gui.formatting import Formatter


class Message(str):
    """It is a sentence in English, and what it was made of.

    As a str it is the whole English sentence: so the command line, ``--json`` and logs have it. ``template`` is a text
    with places such as ``{name}`` or ``{duration_s:.2f}`` (see ``formatting.Formatter``), and ``arguments`` is what
    stands there; an argument that is a message itself is a reason within a reason. The window looks for the template
    among its translations and fills in the arguments as people of its language write them
    (gui/wording/translate_message.py).

    The template is always a literal, so that packaging/extract_messages.py finds it. Without arguments it stands as it
    is, whatever braces there are in it. Raises KeyError or ValueError for a template that its arguments do not fit.
    """

    template: str
    arguments: "Mapping[str, Argument]"

    def __new__(cls, template: str, /, **arguments: "Argument") -> Self:
        if isinstance(template, cls):
            return template
        text = Formatter().vformat(template, (), arguments) if arguments else template
        message = super().__new__(cls, text)
        message.template = str(template)
        message.arguments = arguments
        return message

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_again, (self.template, dict(self.arguments))

    def to_json(self) -> dict[str, Any]:
        """Return the message as plain JSON values, for ``from_json``."""
        arguments = {
            name: value.to_json() if isinstance(value, Message) else value for name, value in self.arguments.items()
        }
        return {"template": self.template, "arguments": arguments}

    @classmethod
    def from_json(cls, values: Any) -> Self:
        """Undo ``to_json``; a text is one without arguments. Raises KeyError, TypeError or ValueError otherwise."""
        if isinstance(values, str):
            return cls(values)
        arguments = {
            name: cls.from_json(value) if isinstance(value, dict) else value
            for name, value in values["arguments"].items()
        }
        return cls(values["template"], **arguments)


Argument = str | int | float
"""Texts (Message among them) and numbers. Names of files are given as text, so that it is clear which part is told."""


def listed(parts: Sequence[Message]) -> Message:
    """Make of several messages, one after the other, one. Raises IndexError if there is none."""
    first, *rest = parts
    return Message("{first}, {rest}", first=first, rest=listed(rest)) if rest else first


def _made_again(template: str, arguments: dict[str, Argument]) -> Message:
    return Message(template, **arguments)
