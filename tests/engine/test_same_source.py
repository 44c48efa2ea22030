"""A recording is what its bytes are: not its name, its size and a date that anybody can set back."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import device, files, models, originals
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.originals import prove, trash
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.engine.work_file_identity import identity_file

Write = Callable[..., Path]
CPU = ComputeChoice("cpu")
FAST = CompressSettings(model="tiny", compute=CPU, check=False)
not_windows = pytest.mark.skipif(os.name != "posix", reason="there st_ctime is the time of creation")


def exchange_unseen(path: Path, other: bytes) -> None:
    """Other bytes of the same number, under the same dates to the nanosecond."""
    status = path.stat()
    assert len(other) == status.st_size
    path.write_bytes(other)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def stopped_in_the_middle(source: Path) -> Path:
    """What an encode leaves that was stopped for now."""
    token = CancelToken()

    def stop(done_s: float, total_s: float) -> None:
        if done_s > total_s / 2:
            token.stop_for_now()

    with pytest.raises(CancelledError):
        compress(source, None, FAST, stop, token)
    work = files.work_path(source, source.with_suffix(".sqc"))
    assert work.stat().st_size > 1000
    return work


def test_an_unfinished_file_of_another_recording_is_not_continued(
    tiny: CodecConfig, write_sound: Write, written_blocks: list[int], tmp_path: Path
) -> None:
    source = write_sound("talk.wav", 9.0)
    other = write_sound("other.wav", 9.0, seed=1).read_bytes()
    stopped_in_the_middle(source)
    exchange_unseen(source, other)
    written_blocks.clear()
    made = compress(source, None, CompressSettings(model="tiny", compute=CPU))
    assert written_blocks[:2] == [0, 1], "it begins anew"
    (tmp_path / "fresh").mkdir()
    fresh = write_sound("fresh/talk.wav", 9.0, seed=1)
    os.utime(fresh, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))
    assert made.target.read_bytes() == compress(fresh, None, FAST).target.read_bytes()


def test_one_that_shares_the_32_bits_in_the_file_is_not_continued(
    tiny: CodecConfig, write_sound: Write, written_blocks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two with the same ``stream_id`` can be made in seconds: only the whole SHA-256 tells them apart."""
    monkeypatch.setattr("sqcodec_gui.engine.compress.stream_id_of", lambda header, sha256: 7)
    source = write_sound("talk.wav", 9.0)
    other = write_sound("other.wav", 9.0, seed=1).read_bytes()
    stopped_in_the_middle(source)
    exchange_unseen(source, other)
    written_blocks.clear()
    compress(source, None, FAST)
    assert written_blocks[:2] == [0, 1], "it begins anew"


@pytest.mark.parametrize("loss", ["gone", "of another"])
def test_an_unfinished_file_of_which_nothing_says_what_it_is_of_is_not_continued(
    tiny: CodecConfig, write_sound: Write, written_blocks: list[int], loss: str
) -> None:
    source = write_sound("talk.wav", 9.0)
    identity = identity_file(stopped_in_the_middle(source))
    if loss == "gone":
        identity.unlink()
    else:
        identity.write_bytes(identity.read_bytes().replace(b'"source_sha256": "', b'"source_sha256": "0')[:-1])
    written_blocks.clear()
    compress(source, None, FAST)
    assert written_blocks[:2] == [0, 1]
    assert {path.name for path in source.parent.iterdir()} == {"talk.wav", "talk.sqc"}


@pytest.mark.parametrize("changed", ["threads", "engine", "streams", "machine"])
def test_tokens_that_were_rounded_otherwise_are_not_put_together(
    tiny: CodecConfig, write_sound: Write, written_blocks: list[int], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    source = write_sound("talk.wav", 9.0)
    stopped_in_the_middle(source)
    rounding = device.rounding_identity
    monkeypatch.setattr(device, "rounding_identity", lambda *place: rounding(*place) | {changed: "another"})
    written_blocks.clear()
    compress(source, None, FAST)
    assert written_blocks[:2] == [0, 1]


def test_a_recording_that_is_exchanged_before_it_is_hashed_is_refused(
    tiny: CodecConfig, write_sound: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name, tags and length were read of the one, and its sound would be that of the other."""
    source = write_sound("talk.wav", 3.0)
    other = write_sound("other.wav", 3.0, seed=1)
    other.write_bytes(other.read_bytes())
    load = models.load

    def exchange(*words: object, **options: object) -> object:
        if other.exists():
            status = source.stat()
            os.replace(other, source)
            os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
        return load(*words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(models, "load", exchange)
    with pytest.raises(EngineError, match="was changed while it was read"):
        compress(source, None, FAST)


def test_the_same_recording_with_another_date_goes_on(
    tiny: CodecConfig, write_sound: Write, written_blocks: list[int]
) -> None:
    """Within the second that a date in the file has: the bytes are what they were."""
    source = write_sound("talk.wav", 9.0)
    stopped_in_the_middle(source)
    status = source.stat()
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns // 10**9 * 10**9))
    written_blocks.clear()
    compress(source, None, FAST)
    assert written_blocks[0] > 2


def test_blocks_of_another_recording_never_pass(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    first, second = write_sound("a/talk.wav"), write_sound("b/talk.wav", seed=1)
    os.utime(second, ns=(first.stat().st_atime_ns, first.stat().st_mtime_ns))
    ids = []
    for source in (first, second):
        with SqcReader(compress(source, None, FAST).target) as reader:
            ids.append(reader.header.stream_id)
    assert ids[0] != ids[1]


@not_windows
def test_a_change_under_an_old_date_is_seen_while_it_is_encoded(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("talk.wav", 6.0)
    data = source.read_bytes()
    done: list[float] = []

    def meddle(seconds: float, total: float) -> None:
        if not done:
            done.append(seconds)
            exchange_unseen(source, data[:-4] + b"\1\2\3\4")

    with pytest.raises(EngineError, match="was changed while it was read"):
        compress(source, None, FAST, meddle)


@not_windows
def test_what_changes_no_byte_does_not_disturb(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("talk.wav", 6.0)
    assert compress(source, None, FAST, lambda done, total: source.chmod(0o640)).target.is_file()


@not_windows
def test_what_is_already_there_was_made_of_these_bytes(tiny: CodecConfig, write_sound: Write) -> None:
    source = write_sound("talk.wav", 3.0)
    small = compress(source, None, FAST).target
    skip = CompressSettings(model="tiny", compute=CPU, exists="skip")
    assert compress(source, small, skip).skipped
    exchange_unseen(source, source.read_bytes()[:-4] + b"\1\2\3\4")
    with pytest.raises(EngineError, match="not made of all of"):
        compress(source, small, skip)


def test_sound_kept_of_another_small_file_is_not_used(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    """Both have the name, the size, the date and even the footer's hash of tokens; one block has other tokens."""
    small = compress(write_sound("talk.wav", 9.0), None, FAST).target
    token = CancelToken()
    with pytest.raises(CancelledError):
        restore(small, None, RestoreSettings(compute=CPU), lambda done, total: token.stop_for_now(), token)
    data = bytearray(small.read_bytes())
    with SqcReader(small) as reader:
        offset = reader.blocks[0].offset
    data[offset + 40] ^= 1  # type: ignore[operator]
    exchange_unseen(small, bytes(data))
    assert restore(small, None, RestoreSettings(compute=CPU)).lost_s == pytest.approx(0.945)


@pytest.fixture
def no_trash(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What would have gone to the trash."""
    gone: list[Path] = []
    monkeypatch.setattr("sqcodec_gui.engine.originals.send2trash", gone.append)
    return gone


@not_windows
@pytest.mark.parametrize("changed", ["source", "small"])
def test_the_moment_of_trashing_sees_what_a_date_hides(
    tiny: CodecConfig, write_sound: Write, no_trash: list[Path], changed: str
) -> None:
    source = write_sound()
    small = compress(source, None, FAST).target
    proof = prove(source, small, decodes=False)
    path = source if changed == "source" else small
    data = path.read_bytes()
    exchange_unseen(path, data[:-4] + b"\1\2\3\4")
    with pytest.raises(EngineError, match="changed after the check"):
        trash(proof)
    assert no_trash == []


@pytest.fixture
def as_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of the last change is not told."""

    def identity_of(status: os.stat_result) -> files.Identity:
        return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, 0

    monkeypatch.setattr(files, "identity_of", identity_of)
    monkeypatch.setattr(originals, "identity_of", identity_of)
    monkeypatch.setattr(files, "CTIME_IS_CHANGE_TIME", False)


def test_where_changes_are_not_told_the_bytes_decide_before_the_trash(
    tiny: CodecConfig, write_sound: Write, no_trash: list[Path], as_on_windows: None
) -> None:
    source = write_sound()
    small = compress(source, None, FAST).target
    proof = prove(source, small, decodes=False)
    data = source.read_bytes()
    exchange_unseen(source, data[:-4] + b"\1\2\3\4")
    with pytest.raises(EngineError, match="changed after the check"):
        trash(proof)
    exchange_unseen(source, data)
    trash(proof)
    assert no_trash == [source]


def test_where_changes_are_not_told_the_bytes_decide_while_it_is_encoded(
    tiny: CodecConfig, write_sound: Write, as_on_windows: None
) -> None:
    source = write_sound("talk.wav", 6.0)
    data = source.read_bytes()

    def meddle(seconds: float, total: float) -> None:
        if source.read_bytes() == data:
            exchange_unseen(source, data[:-4] + b"\1\2\3\4")

    with pytest.raises(EngineError, match="was changed while it was read"):
        compress(source, None, FAST, meddle)


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits")
def test_a_date_alone_does_not_make_a_proof_void(tiny: CodecConfig, write_sound: Write, no_trash: list[Path]) -> None:
    source = write_sound()
    small = compress(source, None, FAST).target
    proof = prove(source, small, decodes=False)
    source.chmod(0o640)
    os.utime(small, (1, 1))
    trash(proof)
    assert no_trash == [source]
