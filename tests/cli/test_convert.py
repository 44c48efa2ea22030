"""encode and decode as a user types them: targets, JSON, exit codes, signals."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from sqcodec_gui import paths
from sqcodec_gui.cli import main
from sqcodec_gui.cli.console import Console, progress_text
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.settings_and_results import CompressResult

Write = Callable[..., Path]
TINY = ("--model", "tiny", "--device", "cpu", "--no-check")
ISSUE_KEYS = {
    "source", "target", "model", "weights_sha256", "device", "engine", "duration_s", "source_bytes", "target_bytes",
    "bitrate_bps", "tokens", "speed_x_real_time", "verified", "error",
}  # fmt: skip


def run(*words: object) -> int:
    return main([os.fspath(word) for word in words])  # type: ignore[arg-type]


def json_lines(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_there_and_back(tiny: CodecConfig, write_sound: Write, tmp_path: Path, capsys) -> None:
    source = write_sound("Gespräch 🎙 #1.wav", 1.0, rate_hz=22_050)
    assert run("encode", source, "--model", "tiny", "--device", "cpu") == 0
    assert "verified" in capsys.readouterr().out
    assert run("decode", source.with_suffix(".sqc"), "-o", tmp_path / "back.flac") == 0
    assert soundfile.info(tmp_path / "back.flac").frames == 22_050
    out, err = capsys.readouterr()
    assert "back.flac" in out
    assert err == "", "no progress where there is no terminal"


def test_json_has_the_same_keys_when_it_fails(tiny: CodecConfig, write_sound: Write, tmp_path: Path, capsys) -> None:
    good, bad = write_sound("good.wav", 0.5), tmp_path / "bad.wav"
    bad.write_text("no sound")
    assert run("encode", bad, good, *TINY, "--json") == 1
    failed, made = json_lines(capsys)
    assert made.keys() == failed.keys()
    assert made.keys() >= ISSUE_KEYS
    assert (made["error"], made["target"]) == (None, str(tmp_path / "good.sqc"))
    assert (failed["source"], failed["source_bytes"], failed["model"]) == (str(bad), 8, "tiny")
    assert "bad.wav" in failed["error"]
    assert run("decode", good, tmp_path / "good.sqc", "--json") == 1
    failed, made = json_lines(capsys)
    assert made.keys() == failed.keys()
    assert made.keys() >= ISSUE_KEYS


def test_folders_keep_their_tree_and_the_rest_is_done(
    tiny: CodecConfig, write_sound: Write, tmp_path: Path, capsys
) -> None:
    for name in ("talks/a.wav", "talks/2/b.flac", "talks/2/c.ogg"):
        write_sound(name, 0.3)
    (tmp_path / "talks" / "notes.txt").write_text("not sound")
    (tmp_path / "talks" / "2" / "broken.wav").write_bytes(b"RIFF\0\0\0\0WAVEjunk")
    assert run("encode", tmp_path / "talks", "--out-dir", tmp_path / "out", *TINY) == 1
    made = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.sqc")}
    assert made == {"talks/a.sqc", "talks/2/b.sqc", "talks/2/c.sqc"}
    captured = capsys.readouterr()
    assert "3 done, 1 failed." in captured.out
    assert captured.err.count("\n") == 1
    assert captured.err.startswith(f"{tmp_path / 'talks' / '2' / 'broken.wav'}: broken.wav ")
    assert run("decode", tmp_path / "out", "--out-dir", tmp_path / "back", "--format", "mp3") == 0
    assert len(list((tmp_path / "back" / "out" / "talks").rglob("*.mp3"))) == 3


def test_work_on_this_machine_loads_nothing_of_clusters(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    code = (
        "import sys; from sqcodec_gui.cli import main; print(main(sys.argv[1:]), 'sqcodec_gui.cluster' in sys.modules)"
    )
    words = [sys.executable, "-c", code, "encode", tmp_path / "empty.wav", "--out-dir", tmp_path / "small"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=600)
    assert done.stdout.split() == ["1", "False"], done.stderr


def test_two_sources_with_one_target_are_numbered(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    first, second = write_sound("talk.wav", 0.3), write_sound("talk.flac", 0.6)
    for _ in range(2):
        assert run("encode", first, second, *TINY, "--exists", "overwrite") == 0
        assert sorted(path.name for path in tmp_path.glob("*.sqc")) == ["talk (2).sqc", "talk.sqc"]


def test_skip_leaves_what_is_done(tiny: CodecConfig, write_sound: Write, capsys) -> None:
    source = write_sound(seconds=0.3)
    assert run("encode", source, *TINY, "--exists", "skip") == 0
    before = source.with_suffix(".sqc").stat().st_mtime_ns
    assert run("encode", source, *TINY, "--exists", "skip") == 0
    assert "already there" in capsys.readouterr().out
    assert source.with_suffix(".sqc").stat().st_mtime_ns == before


def test_what_was_there_already_is_not_counted_as_done(tiny: CodecConfig, write_sound: Write, capsys) -> None:
    folder = write_sound("talks/a.wav", 0.3).parent
    assert run("encode", folder, *TINY) == 0
    write_sound("talks/b.wav", 0.3)
    capsys.readouterr()
    assert run("encode", folder, *TINY) == 0
    assert "1 done, 1 already there, 0 failed." in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["juggle"],
        ["encode"],
        ["encode", "x.wav", "--exists", "perhaps"],
        ["encode", "x.wav", "--mod", "tiny"],
        ["encode", "x.wav", "y.wav", "-o", "z.sqc"],
        ["encode", "x.wav", "-o", "z.sqc", "--out-dir", "d"],
        ["decode", "x.sqc", "-o", "x.wav", "--format", "wav"],
        ["decode", "x.sqc", "-o", "x.flac", "--sample-format", "float"],
        ["verify", "x.sqc", "y.sqc", "--source", "x.wav"],
        ["verify", "x.sqc", "--report", "x.txt"],
        ["cut", "x.sqc", "--from", "noon", "-o", "y.sqc"],
        ["cut", "x.sqc", "--from", "2:00", "--to", "1:00", "-o", "y.sqc"],
        ["repair", "x.sqc"],
        ["tag", "x.sqc"],
        ["tag", "x.sqc", "title"],
        ["models"],
    ],
)
def test_wrong_usage_is_2_and_says_how_it_goes(words: list[str], tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("usage: sqcodec")
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["encode", "no.wav"], ["decode", "no.sqc"], ["info", "no.sqc"], ["verify", "."], ["encode", "."]]
)
def test_nothing_there_is_1_with_one_line(words: list[str], tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 1
    assert main([*words, "--json"]) == 1
    (told,) = json_lines(capsys)
    assert told["error"] == captured.err.strip()


def test_unforeseen_errors_are_one_line_and_a_log(tiny: CodecConfig, write_sound: Write, monkeypatch, capsys) -> None:
    def stumble(*facts: object) -> CompressResult:
        raise ZeroDivisionError("over\nnothing")

    monkeypatch.setattr("sqcodec_gui.engine.compress.compress", stumble)
    log = paths.user_data_dir() / "sqcodec.log"
    log.unlink(missing_ok=True)
    source = write_sound()
    assert run("encode", source, source, *TINY) == 1
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 2, "both files were tried"
    assert "Traceback" not in captured.err
    assert str(log) in captured.err
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert run("encode", source, *TINY, "--debug") == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_and_leaves_nothing(
    write_sound: Write, start_tiny: Callable[..., subprocess.Popen[str]], number: signal.Signals
) -> None:
    source = write_sound("talk.wav", 60.0)
    process = start_tiny("encode", source, *TINY, "--json")
    give_up_at = time.monotonic() + 600
    while not list(source.parent.glob(".sqcodec-*.part")) and time.monotonic() < give_up_at:
        time.sleep(0.02)
    process.send_signal(number)
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 128 + number
    assert errors == "Stopped; nothing unfinished was left behind.\n"
    assert [path.name for path in source.parent.iterdir()] == ["talk.wav"]
    assert json.loads(out)["error"] == "Cancelled."


def test_a_reader_that_has_seen_enough_is_no_crash(
    write_sound: Write, start_tiny: Callable[..., subprocess.Popen[str]]
) -> None:
    process = start_tiny("models", "list", before="import sys; sys.stdin.readline()", stdin=subprocess.PIPE)
    process.stdout.close()  # type: ignore[union-attr]
    process.stdin.close()  # type: ignore[union-attr]  # now it goes on, and has nobody to tell
    assert process.wait(600) == 141
    assert process.stderr.read() == ""  # type: ignore[union-attr]
    process.stderr.close()  # type: ignore[union-attr]


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_sees_speed_and_time_left(write_sound: Write, start_tiny, monkeypatch, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    real = subprocess.Popen

    def on_terminal(command: list[str], **options: object) -> subprocess.Popen[str]:
        return real(command, **(options | {"stderr": theirs}))  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", on_terminal)
    process = start_tiny("encode", write_sound("talk.wav", 150.0), *TINY)  # speed is told after half a second of coding
    out, _ = process.communicate(timeout=600)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert re.search(r"talk\.wav +\d+ %  [\d.]+ × real time  0:\d\d left", shown)
    assert "talk.sqc" in out
    assert "×" not in out.split("kbit/s")[0]


def test_words_for_people() -> None:
    assert progress_text(30, 120, 3.0) == " 25 %  3.0 × real time  0:30 left"
    assert progress_text(0, 0, None) == "getting ready", "the model is being loaded: nothing is done yet"
    assert progress_text(75, 0, None) == "1:15 done", "of a stream nobody knows the length of"


def test_control_characters_of_names_do_not_reach_the_terminal(capsys) -> None:
    console = Console(json=False, debug=False)
    console.print_text("a\x1b[2Jb\nc")
    assert capsys.readouterr().out == "a?[2Jb?c\n"
    assert console.reason(ValueError("x\ny")).startswith("Something unforeseen happened (ValueError: x y).")


def test_every_verb_has_help(capsys) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out
    for verb in ("encode", "decode", "info", "verify", "repair", "shrink", "cut", "join", "tag", "models", "demo"):
        assert verb in listed
        assert main([verb, "--help"]) == 0
        assert capsys.readouterr().out.startswith(f"usage: sqcodec {verb}")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sqcodec ")


@pytest.fixture
def two_tracks(tmp_path: Path) -> Path:
    """A film without pictures: two sound tracks of half a second, as a screen recorder writes game and microphone."""
    path = tmp_path / "talk.mkv"
    with av.open(str(path), "w") as out:
        streams = [out.add_stream("pcm_s16le", rate=16_000, layout="mono") for _ in range(2)]
        for stream, title in zip(streams, ("Game", "Mic"), strict=True):
            stream.metadata["title"] = title
        for number, stream in enumerate(streams):
            noise = np.random.default_rng(number).integers(-9000, 9000, (1, 8000), np.int16)
            frame = av.AudioFrame.from_ndarray(noise, "s16", "mono")
            frame.sample_rate = 16_000
            out.mux([*stream.encode(frame), *stream.encode(None)])
    return path


def test_a_track_is_chosen_and_the_others_are_told_of(
    tiny: CodecConfig, two_tracks: Path, tmp_path: Path, capsys
) -> None:
    target = tmp_path / "second.sqc"
    assert run("encode", two_tracks, "-o", target, *TINY, "--track", "2", "--json") == 0
    (made,) = json_lines(capsys)
    names = ["1: Game (PCM_S16LE, 1 channel)", "2: Mic (PCM_S16LE, 1 channel)"]
    assert (made["track"], made["tracks"]) == (2, names)
    assert f"Only sound track 2 of 2 is kept, without {names[0]}." in made["notices"]
    assert run("info", target, "--json") == 0
    (told,) = json_lines(capsys)
    assert (told["parts"][0]["track"], told["parts"][0]["tracks"]) == (2, names)
    assert run("info", target) == 0
    assert f"sound track {names[0]}, left out" in capsys.readouterr().out
    assert run("encode", two_tracks, "-o", target, *TINY, "--track", "2", "--exists", "skip") == 0
    assert "is already there" in capsys.readouterr().out
    assert run("encode", two_tracks, "-o", target, *TINY, "--track", "1", "--exists", "skip") == 1
    assert "not made of all of talk.mkv" in capsys.readouterr().err
    assert run("encode", two_tracks, *TINY, "--track", "3") == 1
    assert "it has tracks 1 to 2" in capsys.readouterr().err
    for wrong in ("0", "-1", "two", ""):
        assert run("encode", two_tracks, *TINY, "--track", wrong) == 2


def test_all_tracks_become_files(
    tiny: CodecConfig, two_tracks: Path, write_sound: Write, tmp_path: Path, capsys
) -> None:
    write_sound("in/one.wav", 0.3)
    two_tracks.rename(tmp_path / "in" / two_tracks.name)
    assert run("encode", tmp_path / "in", "--out-dir", tmp_path / "out", *TINY, "--track", "all") == 0
    assert "3 done, 0 failed." in capsys.readouterr().out
    made = sorted((tmp_path / "out").rglob("*.sqc"))
    assert [path.name for path in made] == ["one.sqc", "talk (track 1).sqc", "talk (track 2).sqc"]
    tracks = []
    for path in made:
        with SqcReader(path) as reader:
            tracks.append(reader.header.source.track)
    assert tracks == [None, 1, 2]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")
@pytest.mark.parametrize("words", [["models", "list"], ["models", "list", "--json"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_told(
    start_tiny: Callable[..., subprocess.Popen], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # argparse keeps to itself what a write of its own says
    with open("/dev/full", "w") as full:
        process = start_tiny(*words, stdout=full)
        _, errors = process.communicate(timeout=600)
    assert process.returncode == 1
    assert errors == "Standard output could not be written (No space left on device); the rest was not told.\n"


def test_help_for_a_reader_that_has_seen_enough_is_no_crash(
    start_tiny: Callable[..., subprocess.Popen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    process = start_tiny("--help", before="import sys; sys.stdin.readline()", stdin=subprocess.PIPE)
    process.stdout.close()  # type: ignore[union-attr]
    process.stdin.close()  # type: ignore[union-attr]
    assert process.wait(600) == 141
    assert process.stderr.read() == ""  # type: ignore[union-attr]
    process.stderr.close()  # type: ignore[union-attr]


@pytest.mark.skipif(os.name != "posix", reason="closes files by their numbers")
def test_closed_streams_are_no_crash(write_sound: Write, start_tiny: Callable[..., subprocess.Popen]) -> None:
    source = write_sound("talk.wav", 0.3)
    close = "import os, sys; os.close(1); os.close(2); sys.stdout = sys.stderr = None"
    process = start_tiny("encode", source, *TINY, before=close)
    assert process.communicate(timeout=600) == ("", "")
    assert process.returncode == 0
    with SqcReader(source.with_suffix(".sqc")) as reader:
        assert reader.check() == []
    process = start_tiny("decode", source.with_suffix(".sqc"), "-o", "-", before=close)
    process.communicate(timeout=600)
    assert process.returncode == 2


@pytest.mark.parametrize("verb", ["encode", "decode", "verify", "info"])
def test_a_name_that_is_too_long_is_one_line(tmp_path: Path, capsys, verb: str) -> None:
    assert run(verb, tmp_path / ("x" * 300 + ".sqc")) == 1
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 1
    assert "unforeseen" not in captured.err
