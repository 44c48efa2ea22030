"""This module fetches published weights from the Hugging Face hub: five files, checked, folded, and kept as one.

What has arrived of a broken download stays in the user's cache, and the next try goes on from there; what is complete
and checked goes to the user's data folder, for files that are made with it need it. (The hub's own
``hf_hub_download`` begins anew since version 2, so only its way of asking for addresses, sizes and hashes is used.)
Nothing is sent but the requests for the files: no token, no telemetry. Neither torch nor the hub's library is imported
before something is fetched.
"""

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqcodec_gui import atomic_write, paths
from sqcodec_gui._version import __version__
from sqcodec_gui.cancellation import NEVER, CancelToken
from sqcodec_gui.codec.config import PARTS, CodecConfig, get_published_config
from sqcodec_gui.codec.errors import BadWeightsError, DownloadError, UnwritableWeightsError
from sqcodec_gui.codec.model_store.install import move_out_of_the_cache
from sqcodec_gui.codec.model_store.installed import FETCHED, InstalledModel, list_installed
from sqcodec_gui.errors import system_reason

TRIES_WITHOUT_GAIN = 3
WAIT_BETWEEN_TRIES_S = 1.0
TIMEOUT_S = 10.0
USER_AGENT = f"sqcodec-gui/{__version__}"
SHA256, GIT_SHA1 = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{40}")

Progress = Callable[[int, int], None]
"""Called with the bytes that have arrived and the bytes in all; with both equal again while all is checked."""


@dataclass(frozen=True)
class RemoteFile:
    """It is one file as the hub announces it; ``etag`` is the SHA-256 of a large file, git's SHA-1 of a small one."""

    name: str
    url: str
    size_bytes: int
    etag: str

    def unfinished(self, folder: Path) -> Path:
        """Return the path at which its download grows. The name tells the version: two versions are never joined."""
        return folder / f"{self.name}.{self.etag[:16]}.unfinished"


def fetch(
    name: str, progress: Progress | None = None, cancel: CancelToken = NEVER, offline: bool = False
) -> InstalledModel:
    """Return the published weights of a model, as they lie in the user's data folder, or else fetch them from the hub.

    ``cancel`` is asked as data arrive. With ``offline``, or ``HF_HUB_OFFLINE`` in the environment, the
    network is never touched. ``HF_ENDPOINT`` names another server. Raises UnknownModelError, DownloadError,
    CancelledError.
    """
    config = get_published_config(name)
    move_out_of_the_cache()
    for installed in list_installed():
        if (installed.name, installed.store, installed.origin) == (name, FETCHED, "published"):
            return installed
    if offline or _is_set("HF_HUB_OFFLINE"):
        raise DownloadError(
            "Offline mode is on, and the published weights of {name} are not on this machine.", name=name
        )
    folder = paths.user_cache_dir() / "downloads" / name
    with _errors_for_people(name, folder), _only_one(folder):
        files = _announced_files(config, cancel)
        _check_space(folder, sum(file.size_bytes for file in files))
        _Download(files, folder, progress, cancel).run()
        if progress:
            progress(*2 * (sum(file.size_bytes for file in files),))
        installed = _import(name, folder)
        shutil.rmtree(folder)
    return installed


def _is_set(variable: str) -> bool:
    return os.environ.get(variable, "").upper() in ("1", "ON", "YES", "TRUE")


def _announced_files(config: CodecConfig, cancel: CancelToken) -> list[RemoteFile]:
    """Ask for the five parts, all of the same commit."""
    from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url

    constants.HF_HUB_DISABLE_TELEMETRY = True  # its variable counts only before the first import
    endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or None
    revision, files = "main", []
    for part in PARTS:
        cancel.check()
        path = f"weights/{config.published_name}.{config.hub_version}/{part}.pt"
        url = hf_hub_url(config.hub_repository, path, revision=revision, endpoint=endpoint)
        found = get_hf_file_metadata(
            url, token=False, timeout=TIMEOUT_S, endpoint=endpoint, headers={"user-agent": USER_AGENT}
        )
        if not (found.commit_hash and found.etag and found.size and found.size > 0):
            raise DownloadError(
                "What answers at {url} is no Hugging Face hub. Check HF_ENDPOINT, proxy or login page.", url=url
            )
        if not (SHA256.fullmatch(found.etag) or GIT_SHA1.fullmatch(found.etag)):
            raise DownloadError(
                "The server does not say which hash {name} has, so nothing could prove that the right file came. It was"
                " not fetched; use another server.",
                name=f"{part}.pt",
            )
        revision = found.commit_hash
        url = hf_hub_url(config.hub_repository, path, revision=revision, endpoint=endpoint)
        files.append(RemoteFile(f"{part}.pt", url, found.size, found.etag))
    return files


def _check_space(folder: Path, size_bytes: int) -> None:
    """Check that there is room for the files as published, and the one made of them."""
    needed = 2 * size_bytes - sum(file.stat().st_size for file in folder.iterdir())
    if shutil.disk_usage(folder).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


class _Download:
    """It receives some files, one after the other, and counts how far all of them are."""

    def __init__(self, files: list[RemoteFile], folder: Path, progress: Progress | None, cancel: CancelToken) -> None:
        self.files = files
        self.folder = folder
        self.progress = progress
        self.cancel = cancel
        self.total_bytes = sum(file.size_bytes for file in files)
        self.before_bytes = 0
        """Of the files that are complete."""

    def run(self) -> None:
        for file in self.files:
            self._complete(file)
            self.before_bytes += file.size_bytes

    def _complete(self, file: RemoteFile) -> None:
        """Receive until the file is there and right; give up when several tries in a row brought nothing forward."""
        target, growing = self.folder / file.name, file.unfinished(self.folder)
        if target.is_file() and _is_as_announced(target, file):
            return
        if not atomic_write.is_free_or_ours(growing):
            growing.unlink()
        if not growing.exists():
            atomic_write.new_file(growing).close()
        furthest, tries = growing.stat().st_size, 0
        while growing.stat().st_size < file.size_bytes:
            problem = self._try_to_receive(file, growing)
            size = growing.stat().st_size
            furthest, tries = (size, 0) if size > furthest else (furthest, tries + 1)
            if tries == TRIES_WITHOUT_GAIN:
                raise DownloadError(
                    "The connection to the hub broke while {name} was fetched. What has arrived is kept:"
                    " fetch the model again to go on.",
                    name=file.name,
                ) from problem
            if problem:
                self._wait()
        if not _is_as_announced(growing, file):
            growing.unlink()
            raise DownloadError(
                "{name} arrived damaged: it is not what the hub announced. It was removed; fetch the model again.",
                name=file.name,
            )
        atomic_write.publish(growing, target, replaces=True)

    def _try_to_receive(self, file: RemoteFile, growing: Path) -> Exception | None:
        """Try to receive the rest; return what broke it, or that the server is busy. Raises for a refusal."""
        from huggingface_hub.errors import HfHubHTTPError

        try:
            self._receive(file, growing)
        except _connection_error() as error:
            if isinstance(error, HfHubHTTPError) and error.response.status_code < 500:
                raise
            return error
        return None

    def _receive(self, file: RemoteFile, growing: Path) -> None:
        """Append what the server sends, or begin anew where it does not send parts of files; end at the announced size,
        whatever else comes."""
        from huggingface_hub import get_session
        from huggingface_hub.utils import hf_raise_for_status  # type: ignore[attr-defined]  # there, but not in __all__

        headers = {"user-agent": USER_AGENT, "accept-encoding": "identity"}
        if start := growing.stat().st_size:
            headers["range"] = f"bytes={start}-"
        with get_session().stream("GET", file.url, headers=headers, timeout=TIMEOUT_S) as response:
            hf_raise_for_status(response)
            is_part = response.status_code == 206
            if not _is_what_was_asked_for(response, file.url, start, file.size_bytes):
                growing.unlink()
                raise DownloadError(
                    "The server sent something else than was asked for of {name}. What had arrived was removed; fetch"
                    " the model again.",
                    name=file.name,
                )
            with open(growing, "ab" if is_part else "wb", opener=atomic_write.no_follow) as out:
                done = out.tell()
                self._report(done)
                for chunk in response.iter_bytes():  # as they arrive: gathering would lose what came before a break
                    out.write(chunk[: file.size_bytes - done])
                    done = min(done + len(chunk), file.size_bytes)
                    self._report(done)
                    if done == file.size_bytes:
                        break

    def _report(self, done_bytes: int) -> None:
        self.cancel.check()
        if self.progress:
            self.progress(self.before_bytes + done_bytes, self.total_bytes)

    def _wait(self) -> None:
        until = time.monotonic() + WAIT_BETWEEN_TRIES_S
        while time.monotonic() < until:
            self.cancel.check()
            time.sleep(min(0.1, WAIT_BETWEEN_TRIES_S))


def _is_what_was_asked_for(response: Any, url: str, start: int, size_bytes: int) -> bool:
    """Return whether this is the whole file, or its part from ``start`` on (RFC 9110, 14.4); not compressed: nobody can
    tell how large that would become; and not from where ``url`` was led on to without encryption."""
    if url.startswith("https:") and not str(response.url).startswith("https:"):
        return False
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        return False
    if response.status_code == 200:
        return True
    found = re.fullmatch(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)", response.headers.get("content-range", "").strip())
    return (
        response.status_code == 206
        and found is not None
        and int(found[1]) == start
        and found[2] in ("*", str(size_bytes))
    )


def _is_as_announced(path: Path, file: RemoteFile) -> bool:
    """Return whether size and hash are as announced."""
    size = path.stat().st_size
    if size != file.size_bytes:
        return False
    is_sha256 = SHA256.fullmatch(file.etag) is not None
    digest = hashlib.sha256() if is_sha256 else hashlib.sha1(b"blob %d\0" % size)  # git's name for the content
    with path.open("rb") as content:
        while chunk := content.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest() == file.etag


def _import(name: str, folder: Path) -> InstalledModel:
    from sqcodec_gui.codec.sqcodec.weights import import_published

    try:
        installed = import_published(name, folder, paths.fetched_models_dir())
    except BadWeightsError as error:
        shutil.rmtree(folder)
        raise DownloadError(
            "What the hub sent for {name} cannot be used. {reason}", name=name, reason=error.message
        ) from error
    except UnwritableWeightsError as error:
        raise DownloadError(error.message) from error
    return replace(installed, store=FETCHED)


def _connection_error() -> type[Exception]:
    """Return what the hub's library raises when a connection fails: of httpx or httpx2, depending on its version."""
    from huggingface_hub import errors

    return errors.HTTPError  # type: ignore[attr-defined]  # there, but not in __all__


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Let only one program append at a time: two that append to one file would spoil it."""
    from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]  # there, but not in __all__

    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(WeakFileLock(folder.with_name(f"{folder.name}.lock"), timeout=1))
        except TimeoutError as error:
            raise DownloadError(
                "{folder} is being fetched by another window or command right now.", folder=folder.name
            ) from error
        yield


@contextmanager
def _errors_for_people(name: str, folder: Path) -> Iterator[None]:
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        yield
    except OfflineModeIsEnabled as error:
        raise DownloadError(
            "Offline mode is on, and the published weights of {name} are not on this machine.", name=name
        ) from error
    except HfHubHTTPError as error:
        raise _refusal(name, error) from error
    except _connection_error() as error:
        raise DownloadError(
            "The hub could not be reached, so {model} was not fetched. Check the connection to the internet"
            " and try again.",
            model=name,
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DownloadError(
                "The disk is full: there is not enough room for {name} in {folder}.", name=name, folder=str(folder)
            ) from error
        raise DownloadError(
            "{name} could not be fetched into {folder}: {reason}.",
            name=name,
            folder=str(folder),
            reason=system_reason(error),
        ) from error


def _refusal(name: str, error: Any) -> DownloadError:
    response = error.response
    if response.status_code in (401, 404):
        return DownloadError(
            "The hub does not have the weights of {model}: there is nothing at {address}.",
            model=name,
            address=str(response.request.url),
        )
    return DownloadError(
        "The hub answered with error {status}, so {model} was not fetched. Try again later.",
        status=response.status_code,
        model=name,
    )
