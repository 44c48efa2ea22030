"""Records, and the queue that outlives the program."""

import json
import os
from pathlib import Path

import pytest

from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.messages import Message

CUT = Message("{name} ends early.", name="a.wav")
STRANGE_NAME = b"talk \xff \xc3\xa9 #1.wav"


@pytest.fixture
def records(tmp_path: Path) -> list[JobRecord]:
    done = JobRecord(tmp_path / "a.wav", JobKind.COMPRESS, "week 1", state=JobState.DONE)
    done.target, done.model, done.is_verified, done.notices = tmp_path / "a.sqc", "6kbps", True, [CUT]
    done.source_bytes, done.target_bytes, done.duration_s = 1000, 10, 1.5
    failed = JobRecord(tmp_path / "b.wav", JobKind.COMPRESS, state=JobState.FAILED, reason=Message("It is empty."))
    working = JobRecord(tmp_path / "c.sqc", JobKind.RESTORE, state=JobState.WORKING)
    return [done, failed, working]


def test_what_is_saved_comes_back(records: list[JobRecord], tmp_path: Path) -> None:
    first = QueueStore(tmp_path)
    first.save(records)
    first.close()
    again = QueueStore(tmp_path).load()
    assert [r.to_json() for r in again] == [r.to_json() for r in records]
    assert (again[0].target, again[0].notices) == (tmp_path / "a.sqc", [CUT])
    assert again[0].notices[0].arguments == {"name": "a.wav"}


def test_a_job_that_was_at_work_waits_and_is_held(records: list[JobRecord], tmp_path: Path) -> None:
    store = QueueStore(tmp_path)
    store.save(records)
    states = [(record.state, record.is_held) for record in store.load()]
    assert states == [(JobState.DONE, False), (JobState.FAILED, False), (JobState.WAITING, True)]


def test_names_that_are_no_unicode_survive(tmp_path: Path) -> None:
    source = Path(STRANGE_NAME.decode("utf-8", "surrogateescape"))
    store = QueueStore(tmp_path)
    store.save([JobRecord(source, JobKind.COMPRESS)])
    assert store.load()[0].source == source


def test_what_was_dropped_and_has_no_rows_yet_comes_back(records: list[JobRecord], tmp_path: Path) -> None:
    pending = [tmp_path / "talks", tmp_path / STRANGE_NAME.decode("utf-8", "surrogateescape")]
    first = QueueStore(tmp_path)
    first.save(records, pending)
    first.close()
    again = QueueStore(tmp_path)
    assert len(again.load()) == len(records)
    assert again.pending_imports == pending
    again.path.write_text(one_job())
    assert len(again.load()) == 1, "of a version that kept none"
    assert again.pending_imports == []


def one_job(**values: object) -> str:
    job = {"source": "/x/talk.wav", "kind": "compress", "state": "done", "reason": "", "notices": []} | values
    return json.dumps({"version": 1, "jobs": [job]})


def test_a_job_by_hand_is_understood(tmp_path: Path) -> None:
    """So that what the tests below refuse is refused for what they change."""
    store = QueueStore(tmp_path)
    store.path.write_text(one_job(duration_s=None, lost_s=1))
    assert [record.lost_s for record in store.load()] == [1]
    assert store.put_aside is None


HUGE = {"template": "{a:>99999999999}", "arguments": {"a": "x"}}


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", '{"version": 9, "jobs": []}', '{"version": 1, "jobs": [{"id": 1}]}', "[" * 100_000),
        *(one_job(source=source) for source in ("", "a\0b", 7, None, ["x"])),
        *(one_job(target=target) for target in (7, "a\0b")),
        *(
            one_job(**{name: value})
            for name in ("duration_s", "lost_s", "target_bytes")
            for value in ("x", [], -1, 1e300)
        ),
        *(one_job(duration_s=float("nan")), one_job(model={}), one_job(id=5), one_job(is_verified="yes")),
        *(
            json.dumps({"version": 1, "jobs": [], "pending_imports": pending})
            for pending in (7, None, [""], ["a\0b"], [7])
        ),
        *(one_job(reason=HUGE), one_job(reason={"template": "{a.b}", "arguments": {"a": 1}}), one_job(notices=7)),
    ],
)
def test_a_file_that_cannot_be_understood_is_put_aside(tmp_path: Path, content: str) -> None:
    store = QueueStore(tmp_path)
    store.path.write_text(content)
    assert store.load() == []
    assert (tmp_path / "queue.unreadable.json").read_text() == content
    assert store.put_aside == tmp_path / "queue.unreadable.json"


@pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")
@pytest.mark.parametrize("what", ["pipe", "folder", "link to nothing", "device"])
def test_what_is_no_file_is_put_aside_and_not_waited_for(tmp_path: Path, what: str) -> None:
    store = QueueStore(tmp_path)
    if what == "pipe":
        os.mkfifo(store.path)
    elif what == "folder":
        store.path.mkdir()
    else:
        store.path.symlink_to(tmp_path / "nowhere" if what == "link to nothing" else "/dev/zero")
    assert store.load() == []
    assert store.put_aside == tmp_path / "queue.unreadable.json"
    store.save([])
    assert store.path.is_file()


def test_a_failing_save_leaves_the_old_queue(records: list[JobRecord], tmp_path: Path) -> None:
    store = QueueStore(tmp_path)
    store.save(records)
    before = store.path.read_bytes()
    records[0].model = object()  # type: ignore[assignment]  # nothing that JSON knows
    with pytest.raises(TypeError):
        store.save(records)
    assert store.path.read_bytes() == before


def test_a_second_window_has_no_say(records: list[JobRecord], tmp_path: Path) -> None:
    first, second = QueueStore(tmp_path), QueueStore(tmp_path)
    first.save(records)
    second.save([])
    assert second.load() == []
    assert len(json.loads(first.path.read_text())["jobs"]) == len(records)
    first.close()
    assert len(QueueStore(tmp_path).load()) == len(records)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"null", b"[]", b"7", b"\xff\xfe", b"{", b'{"version":1}', b'{"version":1,"jobs":7}', b"[" * 100_000),
        *(
            b'{"version":1,"jobs":[%s]}' % job
            for job in (b"7", b"null", b"[]", b'"x"', b'{"source":7}', b'{"source":[]}')
        ),
        b'{"version":1,"jobs":[{"source":"a","kind":"compress","state":"waiting","target":{"a":1}}]}',
        b'{"version":1,"jobs":[{"source":"a\\u0000b","kind":[],"state":{}}]}',
    ],
)
def test_no_content_keeps_the_window_from_opening_and_none_is_thrown_away(content: bytes, tmp_path: Path) -> None:
    for name in ("queue.unreadable.json", "queue.unreadable (2).json"):
        store = QueueStore(tmp_path)
        store.path.write_bytes(content)
        assert store.load() == []
        assert (tmp_path / name).read_bytes() == content
        assert not store.path.exists()
        store.close()


def test_the_pair_to_compare_is_what_is_there(tmp_path: Path) -> None:
    source, target = tmp_path / "a.wav", tmp_path / "a.sqc"
    record = JobRecord(source, JobKind.COMPRESS)
    assert record.pair == (source, None)
    record.state, record.target = JobState.DONE, target
    assert record.pair == (source, target)
    record.missing = frozenset({target})
    assert record.pair == (source, None)
    restored = JobRecord(target, JobKind.RESTORE, state=JobState.DONE, target=source)
    assert restored.pair == (source, target)
    restored.missing = frozenset({source})
    assert restored.pair == (None, target)


def test_starting_over_forgets_what_was(records: list[JobRecord]) -> None:
    done = records[0]
    fresh = JobRecord(done.source, done.kind, done.subfolder, id=done.id, model="6kbps", source_bytes=1000)
    fresh.duration_s = 1.5
    done.start_over()
    assert done.to_json() == fresh.to_json()


def test_a_queue_of_an_older_version_without_newer_fields_is_read(records: list[JobRecord], tmp_path: Path) -> None:
    store = QueueStore(tmp_path)
    store.save(records)
    document = json.loads(store.path.read_text())
    for job in document["jobs"]:
        del job["planned"], job["is_original_in_trash"]
        job["reason"], job["notices"] = "It is empty.", ["As texts."]
    store.path.write_text(json.dumps(document))
    assert [record.name for record in store.load()] == ["a.wav", "b.wav", "c.sqc"]


def test_the_target_of_a_job_that_has_begun_is_kept(tmp_path: Path) -> None:
    store = QueueStore(tmp_path)
    store.save([JobRecord(tmp_path / "a.wav", JobKind.COMPRESS, state=JobState.WORKING, planned=tmp_path / "b.sqc")])
    assert store.load()[0].planned == tmp_path / "b.sqc"


def test_only_what_was_made_small_beside_may_replace_its_original(tmp_path: Path) -> None:
    done = JobRecord(tmp_path / "a.wav", JobKind.COMPRESS, state=JobState.DONE)
    assert done.may_replace_original
    sample = JobRecord(tmp_path / "a.wav", JobKind.COMPRESS, state=JobState.DONE, folder=tmp_path)
    restored = JobRecord(tmp_path / "a.sqc", JobKind.RESTORE, state=JobState.DONE)
    gone = JobRecord(tmp_path / "a.wav", JobKind.COMPRESS, state=JobState.DONE, is_original_in_trash=True)
    skipped = JobRecord(tmp_path / "a.wav", JobKind.COMPRESS, state=JobState.SKIPPED)
    assert not any(record.may_replace_original for record in (sample, restored, gone, skipped))
