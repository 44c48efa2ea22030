"""What the release command refuses."""

import importlib
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
ENTRIES = "# Changelog\n\n## {version} ({when})\n\n- Something new.\n"


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module, for a project in a folder of this test."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    module = importlib.import_module("release")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module.identity, "version", lambda: "1.2.0")
    return module


@pytest.fixture
def changelog(release: ModuleType, tmp_path: Path) -> Callable[[str, str], None]:
    def write(version: str, when: str) -> None:
        (tmp_path / "CHANGELOG.md").write_text(ENTRIES.format(version=version, when=when), encoding="utf-8")

    return write


def test_a_version_with_entries_may_go_out(release: ModuleType, changelog: Callable[[str, str], None]) -> None:
    changelog("1.2.0", "2030-01-31")
    release.check_changelog(is_rehearsal=False)


def test_a_version_without_entries_may_not(release: ModuleType, changelog: Callable[[str, str], None]) -> None:
    changelog("1.1.0", "2030-01-31")
    with pytest.raises(release.StepFailed, match=r"does not begin with entries for version 1\.2\.0"):
        release.check_changelog(is_rehearsal=True)


def test_unreleased_is_for_rehearsals(release: ModuleType, changelog: Callable[[str, str], None]) -> None:
    changelog("1.2.0", "unreleased")
    release.check_changelog(is_rehearsal=True)
    with pytest.raises(release.StepFailed, match="Write the date"):
        release.check_changelog(is_rehearsal=False)


def test_a_tree_with_changes_may_not(release: ModuleType, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    release.check_tree()
    (tmp_path / "new.txt").touch()
    with pytest.raises(release.StepFailed, match=r"1 files are not committed, such as new\.txt"):
        release.check_tree()


def test_weights_of_an_earlier_version_must_stay(release: ModuleType, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        by = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]
        subprocess.run(["git", *by, *words], cwd=tmp_path, check=True)

    def commit(**sets: str) -> None:
        for name, text in sets.items():
            path = tmp_path / "resources" / "models" / name.replace("_", "/") / "model.safetensors"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        git("add", "--all")
        git("commit", "--quiet", "--message", "weights")

    git("init", "--quiet")
    commit(m="first")
    release.check_weights()
    git("tag", "v1.0.0")
    commit(m="second")
    with pytest.raises(
        release.StepFailed, match=r"of version 1\.0\.0 is gone.*git show v1\.0\.0:resources/models/m/model"
    ):
        release.check_weights()
    commit(m_first="first")
    release.check_weights()


def test_tests_that_fail_stop_it(release: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "check_tree", lambda: None)
    monkeypatch.setattr(release, "check_changelog", lambda is_rehearsal: None)
    monkeypatch.setattr(release, "check_weights", lambda: None)
    with pytest.raises(release.StepFailed, match="do not pass"):
        release.main(["--dry-run"], lambda words: 1)


def test_the_golden_file_that_the_wheel_must_read_is_there() -> None:
    golden = 'GOLDEN = ROOT / "tests" / "data" / "codec" / "golden-constants" / "golden.sqc"'
    assert golden in (PACKAGING / "release.py").read_text("utf-8")
    assert PACKAGING.parent.joinpath("tests", "data", "codec", "golden-constants", "golden.sqc").is_file()
