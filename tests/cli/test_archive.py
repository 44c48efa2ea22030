"""info, verify with its reports, repair, cut, join, tag, models and demo; and how little they load."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui import paths
from sqcodec_gui.cli import main
from sqcodec_gui.cli.fixity_report import Entry, ReportScope, compare
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice

FAST = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)


@pytest.fixture
def talk(tiny: CodecConfig, write_sound: Callable[..., Path]) -> Path:
    """A compressed recording of three and a half seconds in four blocks."""
    return compress(write_sound("talk.wav", 3.5), None, FAST).target


def run(*words: object) -> int:
    return main([str(word) for word in words])


def json_lines(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def break_block(path: Path, index: int) -> None:
    with SqcReader(path) as reader:
        offset = reader.blocks[index].offset
    data = bytearray(path.read_bytes())
    data[offset + 40] ^= 1  # type: ignore[operator]
    path.write_bytes(bytes(data))


def test_info_for_people_and_scripts(talk: Path, capsys) -> None:
    run("tag", talk, "title=Ein Gespräch", "artist=Ana", "artist=Žofie")
    capsys.readouterr()
    assert run("info", talk) == 0
    shown = capsys.readouterr().out
    for expected in (
        "talk.sqc: 0:04",
        "model: tiny",
        "4 blocks",
        "packed",
        "talk.wav (WAV",
        "Ein Gespräch",
        "Ana / Žofie",
    ):
        assert expected in shown
    assert run("info", talk, talk.with_name("no.sqc"), "--json") == 1
    found, failed = json_lines(capsys)
    assert found.keys() <= failed.keys()
    assert (found["blocks"], found["entropy_coded_blocks"], found["error"]) == (4, 0, None)
    assert found["parts"][0]["tags"]["artist"] == ["Ana", "Žofie"]
    assert "no.sqc is not there" in failed["error"]


def test_verify_says_what_was_proven(talk: Path, capsys) -> None:
    assert run("verify", talk, "--decode", "--source", talk.with_suffix(".wav"), "--device", "cpu", "--json") == 0
    (told,) = json_lines(capsys)
    assert (len(told["proven"]), told["problems"], told["error"]) == (4, [], None)
    break_block(talk, 1)
    assert run("verify", talk, "--json") == 1
    (told,) = json_lines(capsys)
    assert "checksum" in told["error"]
    assert told["lost_spans_s"] == [[pytest.approx(0.945), pytest.approx(0.945)]]
    assert run("verify", talk) == 1
    assert "Lost: 0.94 s from 0.94 s" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_reports_of_a_folder_are_compared(talk: Path, tmp_path: Path, capsys, suffix: str) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in ("a.sqc", "b.sqc", "deep/c, d.sqc", "e.sqc"):
        (archive / name).parent.mkdir(exist_ok=True)
        (archive / name).write_bytes(talk.read_bytes())
    report = tmp_path / f"report{suffix}"
    assert run("verify", archive, "--report", report) == 0
    capsys.readouterr()
    if suffix == ".csv":
        rows = list(csv.DictReader(report.read_text("utf-8").splitlines()))
    else:
        rows = json.loads(report.read_text("utf-8"))
    assert [Path(row["file"]).name for row in rows] == ["a.sqc", "b.sqc", "e.sqc", "c, d.sqc"]
    assert {row["result"] for row in rows} == {"whole"}
    with SqcReader(talk) as reader:
        assert {row["tokens_sha256"] for row in rows} == {reader.footer.tokens_sha256}  # type: ignore[union-attr]

    assert run("verify", archive, "--compare", report) == 0
    assert "Nothing changed since the earlier report." in capsys.readouterr().out
    break_block(archive / "a.sqc", 0)
    (archive / "b.sqc").unlink()
    assert run("verify", archive, "--compare", report, "--report", report, "--json") == 1
    changes = {line["path"]: line["change"] for line in json_lines(capsys) if "change" in line}
    assert changes == {str(archive / "a.sqc"): "damaged", str(archive / "b.sqc"): "missing"}
    (archive / "a.sqc").write_bytes(talk.read_bytes())
    assert run("verify", archive, "--compare", report) == 0
    assert "whole again" in capsys.readouterr().out


@pytest.fixture
def archive(talk: Path, tmp_path: Path) -> Path:
    """Three files in two folders."""
    folder = tmp_path / "archive"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.sqc", "b.sqc", "deep/c.sqc"):
        (folder / name).write_bytes(talk.read_bytes())
    return folder


def test_a_report_works_from_elsewhere_through_a_link_and_after_a_move(
    archive: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    def changes(*named: str | Path) -> tuple[int, dict[str, str]]:
        capsys.readouterr()
        code = run("verify", *named, "--compare", report, "--json")
        return code, {line["path"]: line["change"] for line in json_lines(capsys) if "change" in line}

    report = tmp_path / "report.json"
    monkeypatch.chdir(archive / "deep")
    assert run("verify", "../deep/../", "--report", report) == 0
    rows = json.loads(report.read_text("utf-8"))
    assert [(row["file"], row["folder"]) for row in rows] == [
        (name, os.path.realpath(archive)) for name in ("a.sqc", "b.sqc", "deep/c.sqc")
    ]
    assert changes("..") == changes(archive) == changes(archive / "deep") == changes("c.sqc") == (0, {})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(archive, target_is_directory=True)
    assert changes("link") == changes("link/deep/../deep", "./archive/a.sqc") == (0, {})
    shutil.copytree(archive, tmp_path / "copy")
    (tmp_path / "copy" / "b.sqc").unlink()
    assert changes("copy") == (1, {str(tmp_path / "copy" / "b.sqc"): "missing"}), "the old folder is not asked"
    archive.rename(tmp_path / "moved")
    assert changes("moved") == changes("copy/../moved") == (0, {})
    break_block(tmp_path / "moved/a.sqc", 0)
    assert changes("moved") == (1, {str(tmp_path / "moved" / "a.sqc"): "damaged"})


def test_a_report_of_an_earlier_version_still_serves(archive: Path, tmp_path: Path, capsys) -> None:
    with SqcReader(archive / "a.sqc") as reader:
        tokens_sha256 = reader.footer.tokens_sha256  # type: ignore[union-attr]
    lines = [f"2026-01-01T00:00:00+00:00,{archive / name},whole,{tokens_sha256}," for name in ("a.sqc", "deep/c.sqc")]
    (tmp_path / "old.csv").write_text("\n".join(["date,file,result,tokens_sha256,problems", *lines, ""]))
    assert run("verify", archive / "deep", "--compare", tmp_path / "old.csv") == 0
    assert "Nothing changed" in capsys.readouterr().out
    archive.rename(tmp_path / "moved")
    assert run("verify", tmp_path / "moved", "--compare", tmp_path / "old.csv") == 0
    assert capsys.readouterr().out.endswith("b.sqc: new since the earlier report\n")


def test_a_report_of_other_files_or_of_files_that_vanished_is_a_failure(archive: Path, tmp_path: Path, capsys) -> None:
    report, other = tmp_path / "report.csv", tmp_path / "other"
    assert run("verify", archive, "--report", report) == 0
    report.write_text(re.sub("[0-9a-f]{64}", "0" * 64, report.read_text("utf-8")), "utf-8")
    other.mkdir()
    (archive / "a.sqc").rename(other / "x.sqc")
    capsys.readouterr()
    assert run("verify", other, "--compare", report) == 1
    shown = capsys.readouterr()
    assert shown.err == f"None of the files that report.csv lists is in {other}: it is the report of others.\n"
    assert "Nothing changed" not in shown.out
    for name in ("b.sqc", "deep/c.sqc"):
        (archive / name).unlink()
    assert run("verify", archive, "--compare", report) == 1
    assert capsys.readouterr().out.count(": missing since the earlier report") == 3
    shutil.rmtree(archive)
    assert run("verify", archive, "--compare", report) == 1


def steps_of(work: Callable[[], object]) -> int:
    """Calls, also of generators and of what is built in: the same on a loaded machine."""
    events: list[str] = []
    sys.setprofile(lambda frame, event, argument: events.append(event))
    try:
        work()
    finally:
        sys.setprofile(None)
    return len(events)


def test_the_comparison_of_reports_is_linear() -> None:
    def steps(count: int) -> int:
        before = [Entry("", f"old/{n}.sqc", "whole", str(n), "", "/a") for n in range(count)]
        now = [Entry("", f"new/{n}.sqc", "whole", str(n), "", "/a") for n in range(count)]
        whole, single = ReportScope([Path("/a")]), ReportScope(Path(f"/a/old/{n}.sqc") for n in range(count))
        return steps_of(lambda: (compare(before, now, whole), compare(before, before, single)))

    assert steps(800) < 2.5 * steps(400)


def test_copies_of_one_recording_that_moved_are_each_found() -> None:
    before = [Entry("", name, "whole", "same", "", "/a") for name in ("1", "2", "3")]
    now = [Entry("", name, "whole", "same", "", "/a") for name in ("4", "5")]
    assert [kind for kind, _ in compare(before, now, ReportScope([Path("/a")]))] == ["moved", "moved", "missing"]


def test_a_file_that_is_no_report_is_refused(talk: Path, tmp_path: Path, capsys) -> None:
    for name, text in (
        ("x.csv", "a,b\n1,2\n"),
        ("x.json", "{}"),
        ("y.json", "[1]"),
        ("z.csv", "\0"),
        ("d.json", "[" * 99_999),
    ):
        (tmp_path / name).write_text(text)
        assert run("verify", talk, "--compare", tmp_path / name) == 1
        assert capsys.readouterr().err == f"{name} is no report of “sqcodec verify”.\n"
    assert run("verify", talk, "--compare", tmp_path / "missing.csv") == 1


def test_changes_between_reports() -> None:
    def entry(file: str, tokens: str, result: str = "whole") -> Entry:
        return Entry("2026-01-01T00:00:00+00:00", file, result, tokens, "")

    before = [entry("/a/1", "x"), entry("/a/2", "y"), entry("/a/3", "z"), entry("/b/4", "w"), entry("/ab/5", "v")]
    now = [entry("/a/1", "x"), entry("/a/2", "other"), entry("/a/new", "z"), entry("/a/newer", "u")]
    assert compare(before, now, ReportScope([Path("/a")])) == [
        ("changed", "/a/2"),
        ("moved", "/a/3 → /a/new"),
        ("new", "/a/newer"),
    ]
    refused = [entry("/a", "", "unreadable")]
    assert ("unreadable", "/a/1") in compare(before, refused, ReportScope([Path("/a")]))
    assert "missing" not in {change for change, _ in compare(before, refused, ReportScope([Path("/a")]))}


def test_repair_cut_join_and_tag(talk: Path, tmp_path: Path, capsys) -> None:
    assert run("cut", talk, "--from", "0:00:01", "--to", "2.5", "-o", tmp_path / "part.sqc") == 0
    assert "block borders: 0.94 s to 2.83 s" in capsys.readouterr().out
    assert run("join", talk, tmp_path / "part.sqc", "-o", tmp_path / "both.sqc", "--json") == 0
    (joined,) = json_lines(capsys)
    assert joined["duration_s"] == pytest.approx(3.5 + 2 * 0.945)
    break_block(talk, 2)
    assert run("repair", talk, "-o", tmp_path / "fixed.sqc") == 1, "what was lost before stays lost"
    assert "Lost: 0.94 s" in capsys.readouterr().out
    assert run("verify", tmp_path / "both.sqc", tmp_path / "part.sqc") == 0
    assert run("verify", tmp_path / "fixed.sqc", tmp_path / "both.sqc", tmp_path / "part.sqc") == 1
    assert "2 whole, 1 not (1 of these sound, but something of the recording is lost)." in capsys.readouterr().out
    assert run("tag", tmp_path / "part.sqc", "title=Part", "--remove", "nonsense") == 1
    assert run("tag", talk, "title=Part") == 1, "damaged files are repaired first"
    assert "repair" in capsys.readouterr().err


def test_json_has_the_same_keys_when_nothing_could_be_made(talk: Path, tmp_path: Path, capsys) -> None:
    assert run("cut", talk, "-o", tmp_path / "part.sqc", "--json") == 0
    (made,) = json_lines(capsys)
    gone, target = tmp_path / "gone.sqc", tmp_path / "new.sqc"
    for words in (
        ("repair", gone, "-o", target),
        ("cut", gone, "-o", target),
        ("join", gone, talk, "-o", target),
        ("shrink", gone, "--to", "3kbps", "-o", target),
        ("tag", gone, "title=Part"),
    ):
        assert run(*words, "--json") == 1
        captured = capsys.readouterr()
        (failed,) = map(json.loads, captured.out.splitlines())
        assert failed.keys() == made.keys()
        assert (failed["source"], failed["complete"]) == (str(gone), False)
        assert failed["error"].startswith("gone.sqc is not there")
        assert captured.err == ""


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("verb", ["repair", "cut", "join", "tag"])
def test_a_signal_leaves_nothing_of_what_was_not_finished(
    talk: Path,
    start_tiny: Callable[..., subprocess.Popen],
    die_after_blocks: Callable[[int], str],
    verb: str,
    number: signal.Signals,
) -> None:
    before = {path.name: path.read_bytes() for path in talk.parent.iterdir()}
    stopped = die_after_blocks(2).replace("SIGKILL", number.name)
    # What a shell starts with “&” is deaf to the first of them, and so are its children.
    heeded = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    words = (talk, "title=Part") if verb == "tag" else (talk, "-o", talk.with_name("new.sqc"))
    process = start_tiny(verb, *words, before=heeded + stopped)
    out, errors = process.communicate(timeout=600)
    assert (process.returncode, out, errors) == (128 + number, "", "Stopped.\n")
    assert {path.name: path.read_bytes() for path in talk.parent.iterdir()} == before


def test_models_list_export_and_import(tiny: CodecConfig, tmp_path: Path, monkeypatch, capsys) -> None:
    assert run("models", "list", "--json") == 0
    listed = {line["model"]: line for line in json_lines(capsys)}
    assert listed["6kbps"]["bitrate_bps"] == pytest.approx(5989, abs=1)
    assert listed["tiny"]["installed"][0]["weights_sha256"] == find_installed("tiny").sha256
    assert listed["3kbps"]["installed"] == []
    assert run("models", "export", "tiny-stored", tmp_path / "pt") == 0
    monkeypatch.setenv("SQCODEC_HOME", str(tmp_path / "home"))
    assert run("models", "import", "tiny-stored", tmp_path / "pt") == 0
    assert find_installed("tiny-stored").origin == "published"
    capsys.readouterr()
    for words in (
        ("export", "3kbps", tmp_path),
        ("import", "seven", tmp_path),
        ("import", "tiny", tmp_path / "no folder"),
        ("import", tmp_path / "no folder"),
        ("fetch", "seven"),
        ("fetch", "3kbps"),
    ):
        assert run("models", *words) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_model_of_this_project_goes_over_on_a_stick(
    spectral: str, spectral_home: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    """Its export is a set as this program writes it, with no name needed to take it in again."""
    sha256 = find_installed(spectral).sha256
    assert run("models", "export", spectral, tmp_path / "stick") == 0
    assert "no .pt files" in capsys.readouterr().out
    monkeypatch.setenv("SQCODEC_HOME", str(tmp_path / "home"))
    assert run("models", "import", tmp_path / "stick") == 0
    assert "imported, own, " in capsys.readouterr().out
    assert find_installed(spectral).sha256 == sha256


@pytest.fixture
def demo_with_tiny(tiny: CodecConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo without the seconds that the real model takes."""

    def settings(compute: ComputeChoice) -> CompressSettings:
        return CompressSettings(model="tiny", compute=compute)

    monkeypatch.setattr("sqcodec_gui.cli.demo.CompressSettings", settings)


def test_demo_without_a_display(demo_with_tiny: None, monkeypatch, capsys) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run("demo", "--device", "cpu") == 0
    shown = capsys.readouterr().out
    for expected in ("Compressed: 0:12", "Likeness", "Restored: 0:12", "no display"):
        assert expected in shown


def test_demo_opens_the_window(demo_with_tiny: None, monkeypatch, capsys) -> None:
    opened: list[list[str]] = []

    def open_window(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        opened.append(command)
        assert all(Path(name).is_file() for name in command[-2:])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(subprocess, "run", open_window)
    assert run("demo", "--device", "cpu") == 0
    assert [Path(name).name for name in opened[0][-2:]] == ["speech.flac", "speech.sqc"]
    assert not Path(opened[0][-1]).parent.exists(), "the temporary folder is gone afterwards"


@pytest.mark.skipif(not (paths.models_dir() / "6kbps").is_dir(), reason="the model is not in the repository yet")
def test_the_bundled_model_restores_speech(tmp_path: Path, capsys) -> None:
    import numpy as np
    import soundfile

    from sqcodec_gui.audio.mel import MelDistance

    sound, rate_hz = soundfile.read(paths.speech_sample(), frames=24_000, start=16_000)
    soundfile.write(tmp_path / "talk.wav", sound, rate_hz)
    assert run("encode", tmp_path / "talk.wav", "--device", "cpu", "--no-check") == 0
    assert run("decode", tmp_path / "talk.sqc", "-o", tmp_path / "back.wav", "--device", "cpu") == 0
    back, _ = soundfile.read(tmp_path / "back.wav")
    assert len(back) == 24_000
    near, far = MelDistance(rate_hz), MelDistance(rate_hz)
    near.push(sound.astype(np.float32), back.astype(np.float32))
    far.push(sound.astype(np.float32), back[::-1].astype(np.float32))
    assert near.mean < 0.7 < far.mean


def test_verbs_that_only_look_load_no_torch(talk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqc"
    copy.write_bytes(talk.read_bytes())
    script = """
import sys
from sqcodec_gui.cli import main
for words in {verbs!r}:
    code = main(words)
    loaded = {{"torch", "openvino", "soundfile", "av", "PySide6", "huggingface_hub"}} & sys.modules.keys()
    if code or loaded:
        sys.exit(f"{{words}}: {{code}} {{sorted(loaded)}}")
"""
    out = str(tmp_path / "out.sqc")
    verbs = [
        ["--help"],
        ["encode", "--help"],
        ["models", "list"],
        ["info", str(talk)],
        ["verify", str(talk), "--source", str(talk.with_suffix(".wav"))],
        ["cut", str(talk), "--from", "1", "-o", out],
        ["join", str(talk), str(copy), "-o", out],
        ["repair", str(talk), "-o", out],
        ["tag", str(copy), "title=x"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", script.format(verbs=verbs)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
