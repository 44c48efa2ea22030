"""`--cluster` with a real scheduler and real workers; one of them is killed in the middle."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cli import main
from sqcodec_gui.cluster.worker import FileTask, convert_file, identity_of
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.paths import HOME_VARIABLE

pytest.importorskip("distributed", reason="the extra “cluster” is not installed")

TINY = ["--model", "tiny", "--device", "cpu", "--no-check"]
Write = Callable[..., Path]
WaitUntil = Callable[[Callable[[], object]], None]


def run(*words: object) -> int:
    return main([os.fspath(word) for word in words])  # type: ignore[arg-type]


def json_lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_tree_becomes_the_same_as_on_one_machine(
    tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path, capsys
) -> None:
    for number, name in enumerate(("talks/a.wav", "talks/a.flac", "talks/2/b.ogg", "talks/2/ä #1.wav")):
        write_sound(name, 0.5 + number / 10, seed=number)
    (tmp_path / "talks" / "notes.txt").write_text("not sound")
    (tmp_path / "talks" / "broken.wav").write_bytes(b"RIFF\0\0\0\0WAVEjunk")
    words = ["encode", tmp_path / "talks", *TINY]
    assert run(*words, "--out-dir", tmp_path / "one") == 1
    here = capsys.readouterr()
    assert run(*words, "--out-dir", tmp_path / "many", "--cluster", cluster.address) == 1
    there = capsys.readouterr()
    assert contents(tmp_path / "one") == contents(tmp_path / "many")
    assert sorted(contents(tmp_path / "many")) == [
        "talks/2/b.sqc", "talks/2/ä #1.sqc", "talks/a (2).sqc", "talks/a.sqc",
    ]  # fmt: skip
    assert there.err == here.err
    assert there.err.startswith(f"{tmp_path / 'talks' / 'broken.wav'}: ")
    assert there.err.count("\n") == 1
    assert there.out.endswith("4 done, 1 failed.\n")
    assert here.out.endswith("4 done, 1 failed.\n")
    assert {line.split("  ")[0].replace("many", "one") for line in there.out.splitlines()} == {
        line.split("  ")[0] for line in here.out.splitlines()
    }
    assert len(cluster.taken("broken.wav")) == 1, "another worker would find the same: it was not tried again"


def test_the_model_that_comes_along_makes_the_same_bytes(cluster, write_sound: Write, tmp_path: Path) -> None:
    source = write_sound("a.wav", 1.5)
    assert run("encode", source, "--device", "cpu", "--out-dir", tmp_path / "one") == 0
    assert run("encode", source, "--device", "cpu", "--out-dir", tmp_path / "many", "--cluster", cluster.address) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "many")
    small = tmp_path / "many" / "a.sqc"
    assert run("decode", small, "--device", "cpu", "--out-dir", tmp_path, "--cluster", cluster.address) == 0
    assert run("decode", small, "--device", "cpu", "--out-dir", tmp_path / "one") == 0
    assert (tmp_path / "a (2).wav").read_bytes() == (tmp_path / "one" / "a.wav").read_bytes()


def test_json_and_finished_files_are_as_on_one_machine(
    tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    write_sound("done.wav", 0.3)
    assert run("encode", "done.wav", *TINY) == 0
    before = Path("done.sqc").stat().st_mtime_ns
    write_sound("new.wav", 0.4)
    capsys.readouterr()
    words = ["encode", "done.wav", "new.wav", "no.wav", *TINY, "--exists", "skip", "--json"]
    assert run(*words, "--cluster", cluster.address) == 1
    there = {one["source"]: one for one in json_lines(capsys.readouterr().out)}
    Path("new.sqc").unlink()
    assert run(*words) == 1
    here = {one["source"]: one for one in json_lines(capsys.readouterr().out)}
    assert Path("done.sqc").stat().st_mtime_ns == before
    for one in (*here.values(), *there.values()):
        one.pop("speed_x_real_time")
    assert there == here
    assert there["done.wav"]["skipped"]
    assert there["new.wav"]["target"] == "new.sqc"
    assert "no.wav" in there["no.wav"]["error"]


def test_a_file_goes_to_another_worker_where_one_fails(
    tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path, capsys
) -> None:
    for name in ("picky 1.wav", "picky 2.wav", "picky 3.wav", "cursed.wav"):
        write_sound(name, 0.3)
    assert run("encode", *tmp_path.glob("*.wav"), *TINY, "--cluster", cluster.address) == 1
    captured = capsys.readouterr()
    assert sorted(path.name for path in tmp_path.glob("*.sqc")) == [f"picky {number}.sqc" for number in (1, 2, 3)]
    assert captured.out.endswith("3 done, 1 failed.\n")
    assert captured.err.count("the disk of this worker is broken") == 1
    assert captured.err.count("\n") == 1
    cursed = [worker for worker, *_ in cluster.taken("cursed")]
    assert len(cursed) == 3
    assert set(cursed) == {"first", "second"}
    assert {worker for worker, *_ in cluster.taken("picky")} == {"first", "second"}


def test_addresses_keep_their_tree_and_what_is_there(
    tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path, capsys
) -> None:
    source = write_sound("talks/2/b.wav", 0.4)
    write_sound("talks/a.wav", 0.5)
    (tmp_path / "talks" / "notes.txt").write_text("not sound")
    words = ["encode", (tmp_path / "talks").as_uri(), *TINY, "--cluster", cluster.address]
    out = (tmp_path / "out").as_uri()
    assert run(*words, "--out-dir", out, "--json") == 0
    made = {one["target"]: one for one in json_lines(capsys.readouterr().out)}
    assert made.keys() == {f"{out}/talks/2/b.sqc", f"{out}/talks/a.sqc"}
    assert made[f"{out}/talks/2/b.sqc"]["source"] == source.as_uri()
    assert run("encode", source, *TINY) == 0
    assert (tmp_path / "out/talks/2/b.sqc").read_bytes() == source.with_suffix(".sqc").read_bytes()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert run(*words, "--out-dir", out, "--exists", "skip") == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    out_words = capsys.readouterr().out
    assert out_words.count("already there; it was left as it is") == 2
    assert "0 done, 2 already there" in out_words
    whole = (tmp_path / "out/talks/a.sqc").read_bytes()
    (tmp_path / "out/talks/a.sqc").write_bytes(whole[:-9])
    assert run(*words, "--out-dir", out, "--exists", "skip") == 1
    assert "a.sqc is already there, but it is no whole .sqc file" in capsys.readouterr().err
    (tmp_path / "out/talks/a.sqc").write_bytes(whole)
    assert run(*words, "--out-dir", out) == 0
    assert sorted(contents(tmp_path / "out")) == [
        "talks/2/b (2).sqc", "talks/2/b.sqc", "talks/a (2).sqc", "talks/a.sqc",
    ]  # fmt: skip
    assert run("encode", source.as_uri(), "-o", source.as_uri(), *TINY, "--cluster", cluster.address) == 2
    assert "encode makes .sqc files" in capsys.readouterr().err
    misnamed = source.rename(source.with_suffix(".sqc"))
    assert run("encode", misnamed.as_uri(), "-o", misnamed.as_uri(), *TINY, "--cluster", cluster.address) == 1
    assert "the same file" in capsys.readouterr().err


def test_and_back(tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path) -> None:
    compressed = write_sound("talk.wav", 0.5).with_suffix(".sqc")
    assert run("encode", tmp_path / "talk.wav", *TINY) == 0
    assert run("decode", compressed, "-o", tmp_path / "one.wav") == 0
    assert run("decode", compressed, "-o", (tmp_path / "many.wav").as_uri(), "--cluster", cluster.address) == 0
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "many.wav").read_bytes()


def test_back_again_skips_what_it_would_write_and_nothing_else(
    tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compressed, target = write_sound("talk.wav", 0.5).with_suffix(".sqc"), tmp_path / "back.wav"
    assert run("encode", tmp_path / "talk.wav", *TINY) == 0
    words = ["decode", compressed, "-o", target.as_uri(), "--cluster", cluster.address, "--exists", "skip"]
    assert run(*words) == 0
    capsys.readouterr()
    assert run(*words) == 0
    assert "back.wav is already there; it was left as it is" in capsys.readouterr().out
    target.write_bytes(target.read_bytes()[:-100])
    assert run(*words) == 1
    assert "back.wav is already there, but" in capsys.readouterr().err


def test_with_device_cuda_only_workers_with_a_gpu_are_asked(
    tiny: CodecConfig, cluster, write_sound: Write, monkeypatch, capsys
) -> None:
    sources = [write_sound(f"graphics {number}.wav", 0.1) for number in range(3)]
    words = ["encode", *sources, "--model", "tiny", "--device", "cuda", "--cluster", cluster.address]
    assert run(*words) == 1, "it only says that it has one"
    assert {(worker, device) for worker, _, device in cluster.taken("graphics")} == {("second", "cuda")}
    assert "no usable device" in capsys.readouterr().err
    monkeypatch.setattr("sqcodec_gui.cluster.client.gpu_workers", lambda client: [])
    assert run(*words) == 1
    assert "--resources GPU=1" in capsys.readouterr().err


def test_workers_must_be_like_the_client(
    tiny: CodecConfig, tiny_home: Path, cluster, write_sound: Write, tmp_path: Path, monkeypatch, capsys
) -> None:
    words = ["encode", write_sound(seconds=0.1), *TINY, "--cluster", cluster.address]
    with monkeypatch.context() as patch:
        patch.setattr("sqcodec_gui.cluster.worker.__version__", "0.0.1")
        assert run(*words) == 1
        assert "sqcodec, here is 0.0.1" in capsys.readouterr().err
    shutil.copytree(tiny_home / "data" / "models", tmp_path / "home" / "data" / "models")
    weights = tmp_path / "home" / "data" / "models" / "tiny" / "model.safetensors"
    content = weights.read_bytes()
    place = content.index(b'"source_sha256":"') + len(b'"source_sha256":"')
    weights.write_bytes(content[:place] + b"0" * 64 + content[place + 64 :])
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    assert run(*words, "--json") == 1
    (told,) = json_lines(capsys.readouterr().out)
    assert "other weights of tiny" in told["error"]
    assert "000000000000" in told["error"]


def test_a_worker_that_died_before_it_could_say_done_costs_no_second_file(
    tiny: CodecConfig, cluster, write_sound: Write, tmp_path: Path
) -> None:
    from distributed import Client

    settings = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False, exists="number")
    task = FileTask(
        "again", 1, write_sound(seconds=0.3), tmp_path / "out" / "talk.sqc", settings, identity_of(settings)
    )
    with Client(cluster.address, set_as_default=False) as client:
        for _ in range(2):
            answer = client.submit(convert_file, task, pure=False).result()
            assert answer.target == answer.result.target == task.target
    assert [path.name for path in task.target.parent.iterdir()] == ["talk.sqc"]


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_ctrl_c_leaves_nothing(
    tiny: CodecConfig, cluster, write_sound: Write, start_tiny, tmp_path: Path, wait_until: WaitUntil
) -> None:
    sources = [write_sound(f"talk {number}.wav", 40.0, seed=number) for number in range(6)]
    process: subprocess.Popen[str] = start_tiny("encode", *sources, *TINY, "--json", "--cluster", cluster.address)
    wait_until(lambda: len(list(tmp_path.glob(".sqcodec-*.part"))) == 2 or process.poll() is not None)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 128 + signal.SIGINT
    assert errors == "Stopped; nothing unfinished was left behind.\n"
    ends = json_lines(out)
    done = [Path(one["target"]) for one in ends if one["error"] is None]  # while a fresh worker was loading torch
    assert sorted(tmp_path.iterdir()) == sorted([*sources, *done])
    assert [one["error"] for one in ends if one["error"] is not None] == ["Cancelled."] * 2
    assert len(cluster.taken("talk ")) == 2 + len(done), "what was waiting has not begun"


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_a_worker_is_killed_in_the_middle(
    tiny: CodecConfig, cluster, write_sound: Write, start_tiny, tmp_path: Path, wait_until: WaitUntil
) -> None:
    seconds = {"long 1": 12.0, "long 2": 12.0, "short 1": 1.0, "short 2": 1.5}
    sources = [write_sound(f"{name}.wav", length) for name, length in seconds.items()]
    words = ["encode", *sources, *TINY, "--out-dir", tmp_path / "many", "--cluster", cluster.address]
    process: subprocess.Popen[str] = start_tiny(*words)
    wait_until(lambda: len(list(tmp_path.glob("many/.sqcodec-*.part"))) == 2 or process.poll() is not None)
    cluster.kill("second")
    out, errors = process.communicate(timeout=600)
    assert (process.returncode, errors) == (0, "")
    assert out.endswith("4 done, 0 failed.\n")
    assert run("encode", *sources, *TINY, "--out-dir", tmp_path / "one") == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "many"), "all of them once, and nothing beside them"
    cluster.start_worker("second", "--resources", "GPU=1")


def test_without_dask_or_a_scheduler_one_sentence_says_so(write_sound: Write, monkeypatch, capsys) -> None:
    source = write_sound(seconds=0.1)
    monkeypatch.setattr("sqcodec_gui.cluster.client.CONNECT_S", 0.5)
    assert run("encode", source, *TINY, "--cluster", "127.0.0.1:1") == 1
    assert capsys.readouterr().err.startswith("No Dask scheduler answers at 127.0.0.1:1; ")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run("encode", source, *TINY, "--cluster", "127.0.0.1:1") == 1
    assert 'pip install "sqcodec-gui[cluster]"' in capsys.readouterr().err
    assert run("encode", "s3://bucket/talk.wav") == 2
    assert "need --cluster" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_when_the_cluster_goes_one_sentence_says_so(
    tiny: CodecConfig, cluster_to_end, write_sound: Write, start_tiny, tmp_path: Path, wait_until: WaitUntil
) -> None:
    sources = [write_sound(f"talk {number}.wav", 40.0, seed=number) for number in range(3)]
    process: subprocess.Popen[str] = start_tiny("encode", *sources, *TINY, "--cluster", cluster_to_end.address)
    wait_until(lambda: list(tmp_path.glob(".sqcodec-*.part")) or process.poll() is not None)
    cluster_to_end.end()
    _, errors = process.communicate(timeout=600)
    assert process.returncode == 1
    assert errors.startswith("The cluster is gone.")
    assert errors.count("\n") == 1
