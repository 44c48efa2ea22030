"""This module sets the program up on a machine and starts it: `python3 packaging/run.py demo`. No other library."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # so this file keeps to the syntax of Python 3.6
    import shutil

    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"run: {newer[0]} packaging/run.py" if newer else "please install a newer Python"
    sys.exit("This is Python {}.{}, but 3.11 or newer is needed; {}".format(*sys.version_info[:2], advice))

import os
import subprocess

import environment
import release
import system_libraries
from steps import ROOT, StepFailed, say

HELP = """\
python3 packaging/run.py demo           set everything up, compress and restore a recording, open the window
python3 packaging/run.py window         open the window
python3 packaging/run.py WORDS          the command line, for example: encode talk.m4a
python3 packaging/run.py test [WORDS]   set everything up and run all tests (WORDS go to pytest)
python3 packaging/run.py check          set everything up and check the sources alone: seconds
python3 packaging/run.py build [--help] make a folder of the program that needs no Python, and packages of it
python3 packaging/run.py smoke [FOLDER] try that folder as somebody would who has nothing else
python3 packaging/run.py translations   collect the window's texts, and make the files of its languages
python3 packaging/run.py screenshots FOLDER   every screen as a picture: light, dark, in other languages and sizes
python3 packaging/run.py release --dry-run   check all that must hold before a version goes out

The first start makes the folder .venv here and installs what is needed into it: about two minutes and 1.5 GB."""

BROKEN_PIPE, INTERRUPTED = 141, 130
"""Exit codes, as of the program."""
TEST_EXTRAS = ("cluster", "test", "train")
CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
}


def prepare(extras: tuple[str, ...], system: frozenset[str], look_again: bool) -> None:
    """Make `.venv` hold the program and these extras; look for system libraries at set-up or if asked to."""
    ready = environment.is_ready(extras)
    if look_again or not ready:
        system_libraries.install_missing(system)
    if not ready:
        environment.install(extras)


def start(words: list[str]) -> int:
    """Run the program with these words in the caller's folder and return its exit code."""
    prepare((), system_libraries.PROGRAM, look_again=words[:1] == ["demo"])
    return environment.run_python(["-P", "-m", "sqcodec_gui", *words])


def check(words: list[str]) -> int:
    """Check the sources with the tools of the tests, all of them; 0 only if none has found anything."""
    if words:
        raise StepFailed("check takes no words.")
    prepare(TEST_EXTRAS, frozenset(), look_again=False)
    return int(bool(_failed_checks()))


def _failed_checks() -> list[str]:
    failed = []
    for name, command in CHECKS.items():
        say(f"{name} ...")
        if environment.run_python(["-m", *command], cwd=ROOT):
            failed.append(name)
    return failed


def test(words: list[str]) -> int:
    """Check the sources, then run all tests; 0 only if everything went well."""
    prepare(TEST_EXTRAS, system_libraries.PROGRAM | system_libraries.TESTS, look_again=True)
    try:
        environment.install_browser_driver()
    except StepFailed as failure:
        say(f"{failure} Going on without: the listening page is not tried in browsers.")
    failed = _failed_checks()
    say("pytest ...")
    code = environment.run_python(["-m", "pytest", "-n", "2", *words], cwd=ROOT)
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}.")
    return code or int(bool(failed))


def build(words: list[str]) -> int:
    """Build the program for people without Python, in `.venv`."""
    prepare(("build",), system_libraries.PROGRAM, look_again=True)
    return environment.run_python([str(ROOT / "packaging" / "bundle.py"), *words])


def smoke(words: list[str]) -> int:
    """Try what was built. The test needs no `.venv`, but a screen and a sound server that nobody sees or hears."""
    system_libraries.install_missing((system_libraries.TESTS - system_libraries.BROWSERS) | system_libraries.CAMERA)
    return subprocess.run([sys.executable, str(ROOT / "packaging" / "smoke_test.py"), *words], check=False).returncode


def make_release(words: list[str]) -> int:
    """Check everything, and mark the version if it is no rehearsal."""
    prepare(TEST_EXTRAS, system_libraries.PROGRAM | system_libraries.TESTS, look_again=False)
    return release.main(words, test)


def translate(words: list[str]) -> int:
    """Bring the files of the window's languages up to its texts."""
    prepare((), frozenset(), look_again=False)
    return environment.run_python([str(ROOT / "packaging" / "translations.py"), *words])


def photograph(words: list[str]) -> int:
    """Take pictures of every screen of the window."""
    prepare((), system_libraries.PROGRAM, look_again=False)
    return environment.run_python([str(ROOT / "packaging" / "screenshots.py"), *words])


TAKES_WORDS = {"build": "bundle.py", "smoke": "smoke_test.py", "screenshots": "screenshots.py"}
"""Scripts with a help of their own, which needs no other library."""

VERBS = {
    "check": check,
    "test": test,
    "build": build,
    "smoke": smoke,
    "screenshots": photograph,
    "release": make_release,
    "translations": translate,
}


def explain(verb: str) -> int:
    """Say what a verb does and takes, and install nothing for that."""
    print("\n".join(line for line in HELP.splitlines() if f"run.py {verb} " in line), flush=True)
    if verb in TAKES_WORDS:
        return subprocess.run([sys.executable, str(ROOT / "packaging" / TAKES_WORDS[verb]), "--help"]).returncode
    if verb == "release":
        print(release.make_parser().format_help(), end="", flush=True)
    return 0


def main(words: list[str]) -> int:
    try:
        return run(words)
    except BrokenPipeError:  # whoever read what it says, such as `head`, has seen enough
        for name in ("stdout", "stderr"):
            try:
                getattr(sys, name).flush()
            except BrokenPipeError:  # else the interpreter tries again at its end, and complains
                setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # as long as it runs
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED


def run(words: list[str]) -> int:
    """Do what these words ask for and return the exit code. Raises BrokenPipeError where nobody reads what it says."""
    try:
        if not words or words[0] in ("-h", "--help", "help"):
            print(HELP, flush=True)
            return 0
        if words[0] in VERBS:
            if not {"-h", "--help"}.isdisjoint(words[1:]):
                return explain(words[0])
            return VERBS[words[0]](words[1:])
        return start([] if words == ["window"] else words)
    except StepFailed as failure:
        say(str(failure))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
