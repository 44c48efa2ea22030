"""This module asks “Did you mean …?” for a word that is none of those that there are."""

from collections.abc import Iterable

from sqcodec_gui.messages import Message

_LEAST_LIKENESS = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """Make a question with a space before it, such as “ Did you mean “encode”?”; empty where nothing is alike."""
    import difflib  # which takes a while to load, and is wanted seldom

    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=_LEAST_LIKENESS)
    return Message(" Did you mean “{near}”?", near=near[0]) if near else Message("")
