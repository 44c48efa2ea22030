"""What somebody types who means something else: the command line says what, in one run."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.audio import tags
from sqcodec_gui.cli import VERBS, main
from sqcodec_gui.cli.edit import COMMON_TAGS
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import WEIGHTS_NAME
from sqcodec_gui.suggestion import did_you_mean

Write = Callable[..., Path]
TINY = ("--model", "tiny", "--device", "cpu", "--no-check")


def run(*words: object) -> int:
    return main([os.fspath(word) for word in words])  # type: ignore[arg-type]


def test_without_words_there_are_three_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    examples = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  sqcodec ")]
    assert len(examples) == 3
    assert all(example.split()[1] in VERBS for example in examples)


@pytest.mark.parametrize(("typed", "meant"), [("encod", "encode"), ("Decode", "decode"), ("verfy", "verify")])
def test_a_verb_that_is_none_leads_to_the_one_that_was_meant(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed, "a.wav") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"usage: sqcodec VERB ...\nThere is no verb “{typed}”. Did you mean “{meant}”?\n")


@pytest.mark.parametrize("verb", ["encode", "info", "models"])
def test_a_folder_without_weights_is_told_and_no_others_are_taken(
    verb: str, tiny: CodecConfig, tiny_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["list"] if verb == "models" else ["a.wav"]
    (tmp_path / "empty").mkdir()
    (tmp_path / "damaged" / tiny.name).mkdir(parents=True)
    (tmp_path / "damaged" / tiny.name / WEIGHTS_NAME).write_bytes(b"no weights")
    for folder, reason in (
        ("nowhere", "there is no folder “"),
        ("empty", "there are no weights in the folder “"),
        ("damaged", "cannot be used"),
    ):
        assert run(verb, *words, "--weights", tmp_path / folder) == 2
        assert reason in capsys.readouterr().err
    assert run("models", "list", "--weights", tiny_home / "data" / "models") == 0


def test_nothing_is_suggested_that_is_not_alike() -> None:
    assert did_you_mean("xyzzy", VERBS) == ""


def test_a_model_that_is_none(write_sound: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("encode", write_sound("a.wav", 0.2), "--model", "6kps") == 1
    assert "There is no model called “6kps”. Did you mean “6kbps”? Known models: " in capsys.readouterr().err


def test_the_common_tags_are_those_of_the_vocabulary() -> None:
    told = tags.__doc__.partition("lower case:")[2].partition("Broadcast WAV")[0]  # type: ignore[union-attr]
    assert set(told.split()) == COMMON_TAGS


def test_a_tag_that_is_nearly_a_common_one_is_kept_and_asked_about(
    tiny: CodecConfig, write_sound: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_sound("a.wav", 0.3)
    run("encode", source, *TINY)
    capsys.readouterr()
    assert run("tag", source.with_suffix(".sqc"), "titel=On Bees", "place=Ghent") == 0
    err = capsys.readouterr().err
    assert err == "“titel” is kept as a tag of its own. Did you mean “title”?\n"


@pytest.mark.parametrize("name", ["out.mp3", "out.wav", "out"])
def test_encode_makes_no_other_files(
    tiny: CodecConfig, write_sound: Write, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("encode", write_sound("a.wav", 0.3), "-o", tmp_path / name, *TINY) == 2
    assert "encode makes .sqc files" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_the_other_verb_is_named(tiny: CodecConfig, write_sound: Write, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_sound("on bees/a.wav", 0.3)
    run("encode", source, *TINY)
    capsys.readouterr()
    small = source.with_suffix(".sqc")
    assert run("encode", small, *TINY) == 1
    said = f"a.sqc is small already; to bring it back, use: sqcodec decode '{small}'\n"
    assert capsys.readouterr().err == said, "what is said can be copied, with its folder and its space"
    assert run("decode", source, "--device", "cpu") == 1
    expected = f"a.wav is no .sqc file but a recording; to make it small, use: sqcodec encode '{source}'\n"
    assert capsys.readouterr().err == expected


def test_a_folder_is_encoded_again_only_when_told_so(
    tiny: CodecConfig, write_sound: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sound("talks/a.wav", 0.3)
    write_sound("talks/b.wav", 0.3)
    folder = tmp_path / "talks"

    def made() -> list[str]:
        return sorted(path.name for path in folder.glob("*.sqc"))

    assert run("encode", folder / "a.wav", *TINY) == 0
    assert run("encode", folder, *TINY) == 0
    assert made() == ["a.sqc", "b.sqc"]
    assert "a.sqc is already there; it was left as it is." in capsys.readouterr().out
    assert run("encode", folder, *TINY) == 0
    assert made() == ["a.sqc", "b.sqc"]
    assert run("encode", folder / "a.wav", *TINY) == 0, "a file that is named by itself is meant"
    assert made() == ["a (2).sqc", "a.sqc", "b.sqc"]
    assert run("encode", folder, "--exists", "number", *TINY) == 0
    assert made() == ["a (2).sqc", "a (3).sqc", "a.sqc", "b (2).sqc", "b.sqc"]


def test_errors_load_no_more_than_the_help() -> None:
    """So they are as fast: what takes time before the first line is loading libraries."""

    def libraries(*words: str) -> set[str]:
        code = (
            "import atexit, sys\nfrom sqcodec_gui.cli import main\n"
            "tops = lambda: sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names)\n"
            "atexit.register(lambda: print('LOADED', *tops()))\nsys.exit(main(sys.argv[1:]))"
        )
        ended = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
        return set(ended.stdout.rpartition("LOADED ")[2].split())

    usual = libraries("--help")
    assert "sqcodec_gui" in usual
    assert not usual & {"torch", "openvino", "av", "soundfile", "PySide6"}
    for words in ((), ("encod",), ("info",), ("encode", "a.wav", "-o", "out.mp3")):
        assert libraries(*words) <= usual, words
