"""Files are there whole or not at all; nothing is written through what others have put in their places."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from sqcodec_gui import atomic_write as aw

posix_only = pytest.mark.skipif(os.name != "posix", reason="modes, links and pipes of POSIX")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Steps:
    """What is asked of the system, in order; the descriptors are told by the paths they were opened for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        for name in ("fsync", "link", "replace", "rename"):
            monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name: str, real):  # type: ignore[no-untyped-def]
        def step(*args, **kwargs):  # type: ignore[no-untyped-def]
            if name == "fsync":
                kind = "folder" if stat.S_ISDIR(os.fstat(args[0]).st_mode) else "file"
                self.taken.append(f"fsync {kind}")
            else:
                self.taken.append(name)
            return real(*args, **kwargs)

        return step


@posix_only
@pytest.mark.parametrize(("replaces", "name_given_by"), [(True, "replace"), (False, "link")])
def test_the_name_comes_after_the_flush_and_before_that_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaces: bool, name_given_by: str
) -> None:
    monkeypatch.setattr(aw, "_full_flush", lambda: None)
    steps = Steps(monkeypatch)
    with aw.atomic_write(tmp_path / "a", replaces=replaces) as file:
        file.write(b"whole")
        assert steps.taken == []
    assert steps.taken == ["fsync file", name_given_by, "fsync folder"]
    assert (tmp_path / "a").read_bytes() == b"whole"
    assert names_in(tmp_path) == ["a"]


def test_nothing_is_replaced_unless_it_is_wanted(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError), aw.atomic_write(target, replaces=False) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    aw.write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert names_in(tmp_path) == ["a"]


@posix_only
def test_without_hard_links_nothing_is_replaced_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileExistsError), aw.atomic_write(tmp_path / "a", replaces=False) as file:
        file.write(b"new")
    with aw.atomic_write(tmp_path / "b", replaces=False) as file:
        file.write(b"new")
    assert [path.read_bytes() for path in (tmp_path / "a", tmp_path / "b")] == [b"old", b"new"]
    assert names_in(tmp_path) == ["a", "b"]


def test_of_two_at_once_each_gets_its_own_or_nothing(tmp_path: Path) -> None:
    target, outcomes, both_wrote = tmp_path / "a", [], threading.Barrier(2)

    def write(text: bytes) -> None:
        try:
            with aw.atomic_write(target, replaces=False) as file:
                file.write(text)
                both_wrote.wait(30)
            outcomes.append(text)
        except FileExistsError:
            outcomes.append(None)

    threads = [threading.Thread(target=write, args=(text,)) for text in (b"first", b"second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(None) == 1
    assert target.read_bytes() in outcomes
    assert names_in(tmp_path) == ["a"]


@pytest.mark.parametrize("fails_in", ["block", "check", "flush", "name"])
def test_what_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_in: str
) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def full_disk(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if fails_in == "flush":
        monkeypatch.setattr(os, "fsync", full_disk)
        monkeypatch.setattr(aw, "_full_flush", lambda: None)
    if fails_in == "name":
        monkeypatch.setattr(os, "replace", full_disk)

    def write() -> None:
        with aw.atomic_write(target, check=full_disk if fails_in == "check" else None) as file:
            file.write(b"new")
            if fails_in == "block":
                full_disk()

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write()
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a"]


def test_the_check_sees_the_whole_file_and_not_yet_the_name(tmp_path: Path) -> None:
    seen = []

    def check(path: Path) -> None:
        seen.append((path.read_bytes(), (tmp_path / "a").exists()))

    with aw.atomic_write(tmp_path / "a", check=check) as file:
        file.write(b"x" * 100_000)
    assert seen == [(b"x" * 100_000, False)]


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_an_older_file_hands_its_mode_on(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(mode)
    aw.write_bytes(target, b"new")
    assert mode_of(target) == mode


@posix_only
@pytest.mark.parametrize(("mode", "expected"), [(0o600, 0o600), (0o640, 0o640), (0o777, 0o644), (0o400, 0o600)])
def test_what_was_private_stays_private_and_nothing_becomes_wider_than_the_umask(
    tmp_path: Path, mode: int, expected: int
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"")
    source.chmod(mode)
    before = os.umask(0o022)
    try:
        with aw.atomic_write(tmp_path / "a", like=source) as file:
            assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == expected, "from its first byte on"
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "a") == expected


@posix_only
def test_a_link_that_the_person_made_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(real)
    aw.write_bytes(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names_in(real.parent) == ["real"]


@posix_only
def test_only_plain_files_are_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no plain file"):
        aw.write_bytes(tmp_path / "pipe", b"new")
    assert names_in(tmp_path) == ["pipe"]


@posix_only
@pytest.mark.parametrize("mode", ["r+b", "w+b", "ab"])
def test_no_follow_opens_nothing_foreign(tmp_path: Path, put, mode: str) -> None:  # type: ignore[no-untyped-def]
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    put(tmp_path / "work", victim)
    assert not aw.is_free_or_ours(tmp_path / "work")
    with pytest.raises(OSError):  # noqa: PT011  # the kinds differ by system, the outcome does not
        open(tmp_path / "work", mode, opener=aw.no_follow)  # noqa: SIM115
    assert victim.read_bytes() == b"precious"
    assert names_in(tmp_path) == ["victim", "work"]


@posix_only
def test_a_new_file_is_made_by_nobody_else(tmp_path: Path, put) -> None:  # type: ignore[no-untyped-def]
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    put(tmp_path / "work", victim)
    with pytest.raises(FileExistsError):
        aw.new_file(tmp_path / "work")
    assert victim.read_bytes() == b"precious"


@posix_only
def test_a_file_of_another_user_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").write_bytes(b"theirs")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert not aw.is_free_or_ours(tmp_path / "work")
    with pytest.raises(aw.ForeignFileError):
        open(tmp_path / "work", "w+b", opener=aw.no_follow)  # noqa: SIM115
    assert (tmp_path / "work").read_bytes() == b"theirs"


def test_no_follow_opens_and_empties_what_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "work"
    with open(path, "w+b", opener=aw.no_follow) as file:
        file.write(b"older and longer")
    assert aw.is_free_or_ours(path)
    with open(path, "r+b", opener=aw.no_follow) as file:
        assert file.read() == b"older and longer"
    with open(path, "w+b", opener=aw.no_follow) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


@posix_only
def test_anew_takes_a_link_away_and_not_what_it_names(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "work").symlink_to(victim)
    with aw.anew(tmp_path / "work") as file:
        file.write(b"new")
    assert victim.read_bytes() == b"precious"
    assert (tmp_path / "work").read_bytes() == b"new"
    assert not (tmp_path / "work").is_symlink()


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "kit"

    def fail() -> None:
        with aw.atomic_folder(target) as work:
            (work / "a").write_bytes(b"a")
            assert not target.exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names_in(tmp_path) == [], "nor what it would have lain in"
    with aw.atomic_folder(target) as work:
        (work / "inner").mkdir()
        (work / "inner" / "a").write_bytes(b"a")
    assert (target / "inner" / "a").read_bytes() == b"a"
    assert names_in(target.parent) == ["kit"]


def test_folders_that_were_made_for_nothing_go_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    made, used, never = tmp_path / "mine" / "a" / "b", tmp_path / "c" / "d", tmp_path / "e"

    def work(error: type[Exception]) -> None:
        with aw.no_empty_folders(made, used, never):
            for folder in (made, used):
                folder.mkdir(parents=True)
            (used.parent / "talk.sqc").touch()
            raise error

    with pytest.raises(ZeroDivisionError):
        work(ZeroDivisionError)
    assert names_in(tmp_path) == ["c", "mine"]
    assert names_in(tmp_path / "mine") == []
    assert names_in(used.parent) == ["talk.sqc"]


def test_a_folder_takes_the_place_of_an_empty_one_only(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with aw.atomic_folder(tmp_path / "empty") as work:
        (work / "a").write_bytes(b"new")
    assert (tmp_path / "empty" / "a").read_bytes() == b"new"
    with pytest.raises(OSError), aw.atomic_folder(tmp_path / "empty") as work:  # noqa: PT011
        (work / "b").write_bytes(b"newer")
    assert names_in(tmp_path / "empty") == ["a"]
    assert names_in(tmp_path) == ["empty"]


@posix_only
@pytest.mark.parametrize("error", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_flushes_no_folders_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(error, os.strerror(error))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    aw.write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
