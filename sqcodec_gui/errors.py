"""This module holds the root of every error that is meant for a person."""

import errno

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


_SYSTEM_REASONS = {
    errno.ENOENT: Message("No such file or directory"),
    errno.EACCES: Message("Permission denied"),
    errno.EPERM: Message("Operation not permitted"),
    errno.ENOSPC: Message("No space left on device"),
    errno.EDQUOT: Message("Disk quota exceeded"),
    errno.EROFS: Message("Read-only file system"),
    errno.EIO: Message("Input/output error"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.EISDIR: Message("Is a directory"),
    errno.EEXIST: Message("File exists"),
    errno.EBUSY: Message("Device or resource busy"),
    errno.EFBIG: Message("File too large"),
    errno.EMFILE: Message("Too many open files"),
    errno.ETIMEDOUT: Message("Connection timed out"),
    errno.ESTALE: Message("Stale file handle"),
    errno.ENOTCONN: Message("Transport endpoint is not connected"),
    errno.ENODEV: Message("No such device"),
    errno.ENXIO: Message("No such device or address"),
}
"""What systems say most often, as messages: the window has words of its own for these, in its language."""


def system_reason(error: Exception) -> str:
    """Return what the operating system says of an error of its own, without numbers and names of files.

    Of an error of a library, what that says.
    """
    if not isinstance(error, OSError):
        return str(error)
    return _SYSTEM_REASONS.get(error.errno or 0) or str(error.strerror or error)
