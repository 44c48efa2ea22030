"""The root of every error that is meant for a person."""


class SqcodecError(Exception):
    """Something went wrong that a person can act on.

    ``str(error)`` is one line in plain words: what happened, to which file, and what to do.
    The outermost part (command line, window) shows it as it is and never a traceback.
    """
