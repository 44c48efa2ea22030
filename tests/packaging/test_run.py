"""The set-up command: what it promises about pip, pinned versions, missing libraries and failures."""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
CONSTRAINTS = (PACKAGING / "constraints.txt").read_text(encoding="utf-8")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """`load("steps")` imports a module of the packaging folder, its `.venv` and log in a folder of the test."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    steps = importlib.import_module("steps")
    monkeypatch.setattr(steps, "LOG", tmp_path / ".venv" / "setup.log")

    def load_module(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load_module


def test_help_needs_nothing_but_the_standard_library() -> None:
    command = [sys.executable, "-E", "-s", "-S", str(PACKAGING / "run.py"), "--help"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert result.returncode == 0
    assert "run.py demo" in result.stdout


@pytest.mark.parametrize("verb", ["check", "test", "build", "smoke", "screenshots", "release", "translations"])
def test_help_on_a_verb_installs_nothing(verb: str, tmp_path: Path) -> None:
    """Nothing of a virtual environment is there, and no command is found that could install something."""
    command = [sys.executable, "-E", "-s", "-S", str(PACKAGING / "run.py"), verb, "--help"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"python3 packaging/run.py {verb} ")
    if verb in ("build", "smoke", "screenshots", "release"):  # what takes words says which
        wanted = {"build": "--deb", "smoke": "dist/sqcodec", "screenshots": "light-en", "release": "--dry-run"}[verb]
        assert wanted in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize("words", [["--help"], ["smoke", "--help"], ["check", "a word too many"]], ids=" ".join)
def test_nobody_reads_it_to_its_end(words: list[str]) -> None:
    """As of “| head -1”, which has seen enough."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-E", "-s", "-S", str(PACKAGING / "run.py"), *words]
    is_help = "--help" in words
    where = {"stdout": write, "stderr": subprocess.PIPE} if is_help else {"stdout": subprocess.PIPE, "stderr": write}
    try:
        done = subprocess.run(command, **where, text=True, timeout=600)  # type: ignore[call-overload]
    finally:
        os.close(write)
    assert (done.returncode, done.stdout or done.stderr or "") == (141, "")


def test_an_old_python_can_read_far_enough_to_say_that_it_is_too_old() -> None:
    ast.parse((PACKAGING / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_constraints_are_names_and_versions_only() -> None:
    lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", line)] == []


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {canonical(re.split(r"[<>=;\[ ]", line)[0]) for line in wanted}
    pinned = {canonical(line.split("==")[0]) for line in CONSTRAINTS.splitlines() if "==" in line}
    assert names - pinned == set()


def test_pip_keeps_its_sources_and_nothing_else(load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment = load("environment")
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nfind-links =\n    first\n    second\nuser = true\nproxy = a:1\n[install]\nproxy = b:2\n"
    )
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in {"CONFIG_FILE": str(settings), "TARGET": "folder", "CERT": "own.pem"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    env = environment.pip_environment()
    assert env["PIP_FIND_LINKS"].split() == ["first", "second"]
    assert (env["PIP_PROXY"], env["PIP_CERT"]) == ("b:2", "own.pem")
    assert not env.keys() & {"PIP_USER", "PIP_TARGET"}


def test_ready_only_with_the_pinned_versions_and_extras(load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment = load("environment")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "setup.json")
    monkeypatch.setattr(environment, "UNFINISHED", tmp_path / "setup.unfinished")
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    assert not environment.is_ready(())
    stamp = {"fingerprint": environment._fingerprint(), "extras": ["test"]}
    environment.STAMP.write_text(json.dumps(stamp))
    assert environment.is_ready(())
    assert environment.is_ready(("test",))
    assert not environment.is_ready(("test", "train"))
    environment.UNFINISHED.touch()
    assert not environment.is_ready(())
    environment.UNFINISHED.unlink()
    environment.STAMP.write_text(json.dumps(stamp | {"fingerprint": "of other versions"}))
    assert not environment.is_ready(())


def test_a_failed_step_shows_what_was_said_last(load, capsys: pytest.CaptureFixture[str]) -> None:
    steps = load("steps")
    code = "for n in range(30): print('line', n)\nraise SystemExit(3)"
    with pytest.raises(steps.StepFailed, match=r"^Trying: failed with code 3; .*setup\.log"):
        steps.run_logged("Trying", [sys.executable, "-c", code])
    shown = capsys.readouterr().err
    assert "line 29" in shown
    assert "line 5\n" not in shown
    assert "line 5\n" in steps.LOG.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "sudo apt-get install gcc libc6-dev libportaudio2"),
        ("pacman", "sudo pacman -S --needed gcc portaudio"),
        ("dnf", "sudo dnf install 'libportaudio.so.2()(64bit)' /usr/bin/gcc"),
        ("zypper", "sudo zypper install 'libportaudio.so.2()(64bit)' /usr/bin/gcc"),
    ],
)
def test_the_command_for_missing_libraries_fits_the_system(
    load, monkeypatch: pytest.MonkeyPatch, tool: str, command: str
) -> None:
    system = load("system_libraries")
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name == tool else None)
    assert command in system._advice(["libportaudio.so.2", "gcc"])


def test_a_system_without_packages_of_browsers_gets_all_else(load, monkeypatch: pytest.MonkeyPatch) -> None:
    system, steps = load("system_libraries"), load("steps")
    ran: list[list[str]] = []

    def run_logged(what: str, command: list[str], env: dict[str, str] | None = None) -> None:
        ran.append(command)
        if "firefox-esr" in command:
            raise steps.StepFailed("no such package")

    monkeypatch.setattr(system, "run_logged", run_logged)
    monkeypatch.setattr(system, "_apt_prefix", list)
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name in ("apt-get", "google-chrome") else None)
    system.install_missing(frozenset({"gcc", "chromium", "firefox"}))
    installs = [command[4:] for command in ran if "install" in command]
    assert installs == [["gcc", "libc6-dev"], ["firefox-esr"]]


def test_the_exit_code_of_the_program_is_handed_back(load, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = load("environment")
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    assert environment.run_python(["-c", "raise SystemExit(7)"]) == 7


@pytest.mark.parametrize("failing", [None, "ruff", "mypy"])
def test_check_runs_every_check_and_no_tests(load, monkeypatch: pytest.MonkeyPatch, failing: str | None) -> None:
    run = load("run")
    ran: list[list[str]] = []

    def run_python(words: list[str], cwd: Path | None = None) -> int:
        ran.append(words)
        return int(failing in words)

    monkeypatch.setattr(run, "prepare", lambda *extras, **options: None)
    monkeypatch.setattr(run.environment, "run_python", run_python)
    assert run.main(["check"]) == int(failing is not None)
    assert ran == [["-m", *command] for command in run.CHECKS.values()]


def test_the_hooks_before_a_commit_are_commands_of_this_folder() -> None:
    """Nothing is fetched by them, and no list of checks is kept twice."""
    hooks = (PACKAGING.parent / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (.*)", hooks) == ["local"]
    assert set(re.findall(r"language: (.*)", hooks)) == {"system"}
    assert re.findall(r"entry: (.*)", hooks) == ["python3 packaging/run.py check", "python3 packaging/run.py test"]
