"""This module says what to do where the first word is no verb: of a file, which verbs there are for it; of a typing
error, the verb that was meant. It loads nothing that computes, or reads audio.
"""

import os
import shlex
from collections.abc import Iterable, Sequence

from sqcodec_gui.cli.console import printable
from sqcodec_gui.file_types import SQC_SIGNATURE
from sqcodec_gui.suggestion import did_you_mean

MOST_WORDS = 6
"""With more of them, as of a pattern that stands for a folder's files, advice shows the first alone."""


def advise(words: Sequence[str], verbs: Iterable[str]) -> str:
    """Return the lines for ``words`` of the command line, the first of which is none of ``verbs``."""
    word, verbs = words[0], list(verbs)
    typo = did_you_mean(word, verbs)
    if _is_missing_file(word):
        return f"{printable(word)} is not there, and it is no verb; sqcodec --help lists the verbs."
    if os.path.exists(word) and (_looks_like_path(word) or not typo):
        return _advise_for_file(words)
    return (
        "usage: sqcodec VERB ...\n"
        f"There is no verb “{printable(word)}”.{typo}\n"
        f"The verbs are: {', '.join(verbs)}; sqcodec --help says what they do."
    )


def _advise_for_file(words: Sequence[str]) -> str:
    """Return which verbs make sense with the file, as commands that one can copy."""
    path = words[0]
    named = shlex.join(words if len(words) <= MOST_WORDS else words[:1])
    alone = shlex.quote(path)
    if os.path.isdir(path):
        what, ways = "a folder", {f"encode {named}": "make what is in it small", f"verify {alone}": "is it whole?"}
    elif _is_small(path):
        ways = {f"decode {named}": "an ordinary recording again", f"verify {alone}": "is it whole?"}
        what = "a small file"
    else:
        what, ways = "a file", {f"encode {named}": "make it small"}
    commands = {f"sqcodec {way}": why for way, why in ways.items()} | {f"sqcodec-gui {alone}": "in the window"}
    width = max(map(len, commands))
    lines = (f"  {printable(command):{width}}  {why}" for command, why in commands.items())
    return "\n".join([f"{printable(path)} is {what}, and a verb has to stand before it:", *lines])


def _is_small(path: str) -> bool:
    """Return whether it is a .sqc file, by its first bytes, or by its name where it cannot be read."""
    try:
        if not os.path.isfile(path):  # to open a pipe could wait for ever
            return False
        with open(path, "rb") as file:
            return file.read(len(SQC_SIGNATURE)) == SQC_SIGNATURE
    except OSError:
        return path.lower().endswith(".sqc")


def _looks_like_path(word: str) -> bool:
    """Return whether ``word`` has an ending or a separator."""
    return bool(os.path.splitext(word)[1]) or os.path.basename(word) != word


def _is_missing_file(word: str) -> bool:
    """Return whether ``word`` looks like the path of a file or folder, but nothing is there."""
    return _looks_like_path(word) and not os.path.lexists(word)
