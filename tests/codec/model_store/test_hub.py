"""Downloads, against a server of our own that speaks the hub's protocol."""

import errno
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import PARTS, CodecConfig
from sqcodec_gui.codec.errors import DownloadError, UnknownModelError
from sqcodec_gui.codec.model_store import hub
from sqcodec_gui.codec.model_store.hub import fetch
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.codec.sqcodec.weights import import_published, load_codec

COMMIT = "5" * 40
PREFIX = "/zhai-lw/SQCodec/resolve"
FOLDER = "weights/6kbps.v0"


@dataclass
class Hub:
    """Serves ``/<owner>/<repository>/resolve/<revision>/<path>`` as the hub does: HEAD with what it knows of a file
    (its hash: SHA-256 as for large files, or git's SHA-1), GET with ranges, large files from another address."""

    files: dict[str, bytes] = field(default_factory=dict)
    break_after_bytes: list[int] = field(default_factory=list)
    """For each answer to a GET in turn: how much of it comes before the connection breaks."""

    corrupt: bool = False
    ranges: bool = True
    git_hashes: bool = False
    hash_told: str | None = None
    """Told in place of the right one."""

    size_told: int | None = None
    status: int = 200
    odd_headers: dict[str, str] = field(default_factory=dict)
    """Sent with files, in place of those that are right; an empty one is left out."""

    more: bytes = b""
    """Comes after each file."""

    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Method, path and headers, in lower case, of all that came."""

    def announced_hash(self, content: bytes) -> str:
        if self.hash_told is not None:
            return self.hash_told
        if self.git_hashes:
            return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        return hashlib.sha256(content).hexdigest()

    def gets(self) -> list[tuple[str, str | None]]:
        """Name and range of each file asked for, without redirects."""
        found = [(path, headers) for method, path, headers in self.requests if method == "GET"]
        return [(path.rsplit("/", 1)[-1], headers.get("range")) for path, headers in found if path.startswith("/cdn/")]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def do_HEAD(self) -> None:
        self.answer(send_body=False)

    def do_GET(self) -> None:
        self.answer(send_body=True)

    def answer(self, send_body: bool) -> None:
        hub = self.hub
        hub.requests.append((self.command, self.path, {key.lower(): value for key, value in self.headers.items()}))
        where = self.path.removeprefix("/cdn").removeprefix(PREFIX).lstrip("/")
        revision, _, name = where.partition("/")
        if hub.status != 200:
            self.respond(hub.status)
        elif revision not in ("main", COMMIT) or name not in hub.files:
            self.respond(404, {"X-Error-Code": "EntryNotFound"})
        elif not self.path.startswith("/cdn"):
            content = hub.files[name]
            port = self.headers["host"].rpartition(":")[2]  # another host, as the real one's large files
            facts = {
                "X-Repo-Commit": COMMIT,
                "X-Linked-Size": str(hub.size_told or len(content)),
                "ETag": '"of-the-pointer"',
            }
            facts["X-Linked-ETag"] = f'"{hub.announced_hash(content)}"'
            self.respond(302, {**facts, "Location": f"http://localhost:{port}/cdn{self.path}"})
        else:
            self.send_content(hub.files[name], send_body)

    def send_content(self, content: bytes, send_body: bool) -> None:
        if self.hub.corrupt:
            content = content[:-1] + bytes([content[-1] ^ 1])
        asked = self.headers.get("range")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.hub.ranges else 0
        headers = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        body = content[start:] + self.hub.more
        self.send_response(206 if start else 200)
        odd = self.hub.odd_headers if send_body else {}
        for key, value in {**headers, "Content-Length": str(len(body)), **odd}.items():
            if value:
                self.send_header(key, value)
        self.end_headers()
        if not send_body:
            return
        if self.hub.break_after_bytes:
            body = body[: self.hub.break_after_bytes.pop(0)]
            self.close_connection = True
        self.wfile.write(body)

    def respond(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {**(headers or {}), "Content-Length": "0"}.items():
            self.send_header(key, value)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A running hub without files, which the library is pointed to."""
    state = Hub()
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hub": state}))
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    go_online(monkeypatch, f"http://127.0.0.1:{running.server_port}")
    yield state
    running.shutdown()
    thread.join()
    running.server_close()


def go_online(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    """The tests' own ban on downloads is lifted, for this address."""
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setenv("HF_ENDPOINT", endpoint)
    monkeypatch.setattr(hub, "WAIT_BETWEEN_TRIES_S", 0.01)


@pytest.fixture
def source(published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig], home: Path) -> Path:
    """What should arrive: the five files of a narrow 6kbps."""
    return published_set(narrow_configs["6kbps"])


@pytest.fixture
def stocked(server: Hub, source: Path) -> Hub:
    server.files = {f"{FOLDER}/{part}.pt": (source / f"{part}.pt").read_bytes() for part in PARTS}
    return server


def downloads() -> list[str]:
    return sorted(path.name for path in (paths.user_cache_dir() / "downloads").glob("6kbps/*"))


def largest(stocked: Hub) -> int:
    return max(map(len, stocked.files.values()))


@pytest.mark.parametrize("git_hashes", [False, True])
def test_a_good_download(stocked: Hub, source: Path, tmp_path: Path, git_hashes: bool) -> None:
    stocked.git_hashes = git_hashes
    seen: list[tuple[int, int]] = []
    fetched = fetch("6kbps", progress=lambda done, total: seen.append((done, total)))
    assert (fetched.store, fetched.origin, fetched.name) == ("fetched", "published", "6kbps")
    assert fetched.path.is_relative_to(paths.fetched_models_dir() / "6kbps")
    assert fetched.sha256 == import_published("6kbps", source, tmp_path / "other").sha256
    assert find_installed("6kbps").path == fetched.path
    assert load_codec(fetched).weights_sha256 == fetched.sha256
    total = sum(map(len, stocked.files.values()))
    assert {all_bytes for _, all_bytes in seen} == {total}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (total, total)
    assert downloads() == []
    assert list(paths.user_cache_dir().rglob("*.pt")) == []


def test_all_files_are_of_the_commit_that_the_first_has(stocked: Hub) -> None:
    fetch("6kbps")
    revisions = [path.removeprefix("/cdn").removeprefix(PREFIX).split("/")[1] for _, path, _ in stocked.requests]
    assert revisions[0] == "main"
    assert set(revisions[1:]) == {COMMIT}


def test_what_is_there_is_not_asked_for_again(stocked: Hub) -> None:
    first = fetch("6kbps")
    stocked.requests.clear()
    assert fetch("6kbps").path == first.path
    assert fetch("6kbps", offline=True).path == first.path
    assert stocked.requests == []


def test_a_broken_connection_is_taken_up_where_it_broke(stocked: Hub) -> None:
    stocked.break_after_bytes = [1000, 500]
    fetched = fetch("6kbps")
    load_codec(fetched)
    assert stocked.gets()[:3] == [("encoder.pt", None), ("encoder.pt", "bytes=1000-"), ("encoder.pt", "bytes=1500-")]


def test_a_server_without_ranges_sends_the_whole_again(stocked: Hub, source: Path) -> None:
    stocked.break_after_bytes = [1000]
    stocked.ranges = False
    load_codec(fetch("6kbps"))


def test_a_download_that_does_not_come_through_goes_on_next_time(stocked: Hub) -> None:
    stocked.break_after_bytes = [largest(stocked), 700, 0, 0, 0]
    with pytest.raises(DownloadError, match="go on"):
        fetch("6kbps")
    assert find_nothing()
    assert [name.partition(".pt")[0] for name in downloads()] == ["encoder", "quantizer"]
    stocked.requests.clear()
    load_codec(fetch("6kbps"))
    assert stocked.gets()[0] == ("quantizer.pt", "bytes=700-")


def find_nothing() -> bool:
    return not list(paths.fetched_models_dir().rglob("*"))


@pytest.mark.parametrize("size", [64, 40])
@pytest.mark.parametrize("told", ["", "../../x", "W/{}", "{}-2", "g{}", "A{}"])
def test_nothing_is_fetched_without_a_hash(stocked: Hub, told: str, size: int) -> None:
    stocked.hash_told = told.format("0" * (size - 1))
    with pytest.raises(DownloadError, match=r"which hash encoder\.pt has|no Hugging Face hub"):
        fetch("6kbps")
    assert (stocked.gets(), find_nothing()) == ([], True)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "bytes 0-9/10",
        "bytes 999-1999/{size}",
        "bytes 1001-1999/{size}",
        "bytes 1000-1999/1",
        "nonsense",
        "bytes */9",
    ],
)
def test_another_part_than_was_asked_for_is_not_joined(stocked: Hub, told: str) -> None:
    stocked.break_after_bytes = [1000]
    stocked.odd_headers = {"Content-Range": told.format(size=len(stocked.files[f"{FOLDER}/encoder.pt"]))}
    with pytest.raises(DownloadError, match=r"something else than was asked for of encoder\.pt"):
        fetch("6kbps")
    assert downloads() == []
    stocked.odd_headers = {}
    load_codec(fetch("6kbps"))


def test_a_part_of_a_file_whose_size_is_not_told_is_joined(stocked: Hub) -> None:
    stocked.break_after_bytes = [1000]
    stocked.odd_headers = {"Content-Range": "bytes 1000-1999/*"}
    load_codec(fetch("6kbps"))
    assert stocked.gets()[1] == ("encoder.pt", "bytes=1000-")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip", "zstd"])
def test_a_compressed_body_is_refused_before_it_can_grow(stocked: Hub, monkeypatch, coding: str) -> None:
    stocked.odd_headers = {"Content-Encoding": coding}
    bomb = zlib.compress(bytes(50_000_000))
    monkeypatch.setattr(Handler, "send_content", send_instead(Handler.send_content, bomb))
    with pytest.raises(DownloadError, match="something else than was asked for"):
        fetch("6kbps")
    assert downloads() == []


@pytest.mark.parametrize(
    ("asked", "answered", "is_taken"),
    [
        ("https://hub/x", "https://cdn/x", True),
        ("https://hub/x", "http://cdn/x", False),
        ("http://localhost/x", "http://cdn/x", True),
    ],
)
def test_nothing_is_taken_from_where_encryption_ended(asked: str, answered: str, is_taken: bool) -> None:
    response = SimpleNamespace(url=answered, status_code=200, headers={})
    assert hub._is_what_was_asked_for(response, asked, 0, 10) is is_taken


def send_instead(send: Callable, body: bytes) -> Callable:
    return lambda self, content, send_body: send(self, body, send_body)


@pytest.mark.parametrize("part", [0, 1000])
def test_a_download_ends_at_its_announced_size(stocked: Hub, part: int) -> None:
    stocked.more = bytes(100_000)
    stocked.break_after_bytes = [part] if part else []
    seen: list[tuple[int, int]] = []
    load_codec(fetch("6kbps", lambda done, total: seen.append((done, total))))
    assert max(done for done, _ in seen) == sum(map(len, stocked.files.values())) == seen[0][1]


@pytest.mark.parametrize("size", [1000, -1, 10**15])
def test_another_size_than_the_announced_is_refused(stocked: Hub, size: int) -> None:
    stocked.size_told = size
    with pytest.raises(DownloadError, match=r"arrived damaged|no Hugging Face hub|disk is full"):
        fetch("6kbps")
    assert (downloads(), find_nothing()) == ([], True)


def test_endless_breaking_ends(stocked: Hub) -> None:
    stocked.break_after_bytes = [600, 500] * 50
    stocked.ranges = False
    with pytest.raises(DownloadError, match="connection"):
        fetch("6kbps")
    assert len(stocked.gets()) < 10


def test_a_corrupt_file_is_found_and_removed(stocked: Hub) -> None:
    stocked.corrupt = True
    with pytest.raises(DownloadError, match=r"encoder\.pt arrived damaged"):
        fetch("6kbps")
    assert downloads() == []
    assert find_nothing()
    stocked.corrupt = False
    load_codec(fetch("6kbps"))


def test_weights_of_another_architecture_are_refused(stocked: Hub) -> None:
    stocked.files[f"{FOLDER}/decoder.pt"] = stocked.files[f"{FOLDER}/encoder.pt"]
    with pytest.raises(DownloadError, match="do not fit the model 6kbps"):
        fetch("6kbps")
    assert downloads() == []
    assert find_nothing()


def test_a_file_that_would_run_code_is_refused(stocked: Hub, tmp_path: Path) -> None:
    torch.save({"project_in.weight": Path("code")}, tmp_path / "bad.pt")
    stocked.files[f"{FOLDER}/quantizer.pt"] = (tmp_path / "bad.pt").read_bytes()
    with pytest.raises(DownloadError, match=r"quantizer\.pt is damaged or no file of weights"):
        fetch("6kbps")


def test_a_missing_file(stocked: Hub) -> None:
    del stocked.files[f"{FOLDER}/en_decoder.pt"]
    with pytest.raises(DownloadError, match=r"does not have the weights of 6kbps.*en_decoder\.pt"):
        fetch("6kbps")


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_an_error_of_the_server(stocked: Hub, status: int) -> None:
    stocked.status = status
    with pytest.raises(DownloadError, match=f"error {status}"):
        fetch("6kbps")


def test_something_else_answers(stocked: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Handler, "answer", lambda self, send_body: self.respond(200))
    with pytest.raises(DownloadError, match="no Hugging Face hub"):
        fetch("6kbps")


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "http://no-such-host.invalid", "nonsense"])
def test_no_network(source: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    go_online(monkeypatch, endpoint)
    with pytest.raises(DownloadError, match="could not be reached") as caught:
        fetch("6kbps")
    assert "\n" not in str(caught.value)


def test_offline_asks_nobody(stocked: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DownloadError, match="Offline mode"):
        fetch("6kbps", offline=True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(DownloadError, match="Offline mode"):
        fetch("6kbps")
    assert stocked.requests == []


def test_offline_that_only_the_library_knows_of(stocked: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadError, match="Offline mode"):
        fetch("6kbps")
    assert stocked.requests == []


def test_an_unknown_model(server: Hub) -> None:
    with pytest.raises(UnknownModelError):
        fetch("5kbps")


class StopAfter(CancelToken):
    """Asked ``checks`` times in vain, then stops."""

    class Stopped(Exception):
        pass

    def __init__(self, checks: int) -> None:
        super().__init__()
        self.left = checks

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise self.Stopped


@pytest.mark.parametrize("checks", [0, 3, 7, 11])
def test_cancel_keeps_what_has_arrived(stocked: Hub, checks: int) -> None:
    with pytest.raises(StopAfter.Stopped):
        fetch("6kbps", cancel=StopAfter(checks))
    assert find_nothing()
    load_codec(fetch("6kbps", cancel=StopAfter(1000)))


def test_a_disk_too_small_is_found_before_the_download(stocked: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(paths.resources_dir())._replace(free=largest(stocked))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(DownloadError, match="disk is full"):
        fetch("6kbps")
    assert stocked.gets() == []


def test_a_disk_that_fills_up(stocked: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(done: int, total: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DownloadError, match="disk is full"):
        fetch("6kbps", progress=fill)


def test_a_cache_that_cannot_be_written(stocked: Hub) -> None:
    paths.user_cache_dir().parent.mkdir(parents=True)
    paths.user_cache_dir().write_text("a file, not a folder")
    with pytest.raises(DownloadError, match="could not be fetched into"):
        fetch("6kbps")


def test_two_at_once(stocked: Hub) -> None:
    problems = []

    def second(done: int, total: int) -> None:
        if not problems:
            with pytest.raises(DownloadError, match="being fetched by another") as caught:
                fetch("6kbps")
            problems.append(caught.value)

    fetch("6kbps", progress=second)
    assert len(problems) == 1


def test_nothing_but_requests_for_files_is_sent(stocked: Hub, tmp_path: Path) -> None:
    """In a fresh process, for a user with a token and without any settings; it ends where the real 6kbps begins."""
    code = (
        "import sys\nfrom sqcodec_gui.codec.model_store import hub\n"
        "assert not {'torch', 'huggingface_hub'} & sys.modules.keys()\n"
        "from sqcodec_gui.codec.errors import DownloadError\n"
        "try: hub.fetch('6kbps')\nexcept DownloadError as error: print(error)\n"
    )
    (tmp_path / "token").write_text("hf_secret")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HF_") or k == "HF_ENDPOINT"}
    environment |= {"HF_HOME": str(tmp_path), "AGENT": "some", "AI_AGENT": "some"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=600)
    assert "do not fit the model 6kbps" in run.stdout, run.stderr
    assert stocked.requests
    for method, path, headers in stocked.requests:
        assert method in ("HEAD", "GET")
        assert path.removeprefix("/cdn").startswith((f"{PREFIX}/main/{FOLDER}/", f"{PREFIX}/{COMMIT}/{FOLDER}/"))
        assert headers["user-agent"] == hub.USER_AGENT
        assert "authorization" not in headers
