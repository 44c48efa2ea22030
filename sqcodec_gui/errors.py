"""This module holds the root of every error that is meant for a person."""

from sqcodec_gui.messages import Argument, Message


class SqcodecError(Exception):
    """Something went wrong that a person can act on.

    ``SqcodecError("{name} is empty; look for another copy.", name=path.name)``: ``str(error)`` is one line in plain
    words, what happened, to which file, and what to do; ``message`` is the same with its template and arguments, for
    those who translate it. The outermost part (command line, window) shows it as it is and never a traceback.
    """

    def __init__(self, template: str, /, **arguments: Argument) -> None:
        """Take the message. ``template``: a literal, see ``messages.Message``; or a message that is there already."""
        super().__init__(template if isinstance(template, Message) else Message(template, **arguments))

    @property
    def message(self) -> Message:
        """Return the sentence for people."""
        message: Message = self.args[0]
        return message


def system_reason(error: OSError) -> str:
    """Return what the operating system says of an error of its own, without numbers and names of files."""
    return str(error.strerror or error)
