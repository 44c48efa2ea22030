"""The help of each verb and action: examples that can be typed, and defaults that are so."""

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest

from sqcodec_gui.cli import VERBS, _parser, main
from sqcodec_gui.cli.verb_examples import ACTION_EXAMPLES


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    actions = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    return {name: found for one in actions for name, found in one.choices.items()}


def helps() -> Iterator[tuple[str, ...]]:
    """The words before --help, of each verb and each of its actions."""
    for verb in VERBS:
        yield (verb,)
        yield from ((verb, name) for name in subparsers(subparsers(_parser([verb]))[verb]))


@pytest.mark.parametrize("words", list(helps()), ids=" ".join)
def test_each_help_says_what_it_does_and_has_examples_that_parse(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.split("\n\n")[1][0].isupper(), "a sentence behind the usage"
    lines = shown.partition("examples:\n")[2].partition("\n\n")[0].splitlines()
    assert lines
    for line in lines:
        command = line.strip().partition("  ")[0].partition(" | ")[0]
        assert command.startswith(" ".join(("sqcodec", *words)))
        typed = shlex.split(command)[1:]
        _parser(typed).parse_args(typed)


def test_there_are_no_examples_of_what_is_gone() -> None:
    assert ACTION_EXAMPLES.keys() == {words for words in helps() if len(words) == 2}


@pytest.mark.parametrize("words", list(helps()), ids=" ".join)
def test_all_that_can_be_typed_is_told(words: tuple[str, ...]) -> None:
    parser = _parser(words)
    for word in words:
        parser = subparsers(parser)[word]
    assert [
        one.dest for one in parser._actions if not one.help and not isinstance(one, argparse._SubParsersAction)
    ] == []
    told = {
        one.dest: one.help.rpartition("; ")[2] for one in parser._actions if one.choices and one.help and one.default
    }
    assert {name: parser.get_default(name) for name in told} == told


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize(
    "words", [["--help"], ["encode", "--help"], ["models", "list", "--help"], ["nonsense"], []], ids=" ".join
)
def test_nobody_reads_it_to_its_end(words: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    code = "import sys; from sqcodec_gui.cli import main; sys.exit(main(sys.argv[1:]))"
    where = (
        {"stdout": write, "stderr": subprocess.PIPE}
        if "--help" in words
        else {"stdout": subprocess.PIPE, "stderr": write}
    )
    try:
        done = subprocess.run([sys.executable, "-c", code, *words], **where, env=environment, text=True, timeout=600)
    finally:
        os.close(write)
    assert (done.returncode, done.stdout or done.stderr or "") == (141, "")
