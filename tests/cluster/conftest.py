"""A real cluster on this machine: a scheduler and workers in processes of their own, which know the tiny model."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OUR_HOOKS = """
import json
from distributed import get_worker
from sqcodec_gui.cluster import worker
from sqcodec_gui.engine.convert import convert


def watched(source, target, settings, progress, cancel):
    name = get_worker().name
    with open(LOG, "a") as log:
        log.write(json.dumps([name, source.name, settings.compute.device]) + "\\n")
    if "cursed" in source.name or ("picky" in source.name and name == "first"):
        raise OSError("the disk of this worker is broken")
    return convert(source, target, settings, progress, cancel)


worker.convert = watched
"""
"""Run in each worker: notes who takes which file, and lets some files fail on some workers."""


class TestCluster:
    """``address`` of the scheduler; ``workers`` by name: "first", and "second", which declares a GPU."""

    __test__ = False

    def __init__(self, folder: Path, environment: dict[str, str], preload: Path, log: Path) -> None:
        self._folder = folder
        self._environment = environment
        self._preload = preload
        self._log = log
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        about = folder / "scheduler.json"
        self._scheduler = self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", about)
        give_up_at = time.monotonic() + 600
        while not about.exists() or not about.read_text():
            assert time.monotonic() < give_up_at
            time.sleep(0.05)
        self.address = json.loads(about.read_text())["address"]

    def start_worker(self, name: str, *words: str) -> None:
        options = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--memory-limit", "0", "--name", name)
        options_of_dask = ("--preload", self._preload, "--local-directory", self._folder)
        self.workers[name] = self._start("worker", self.address, *options, *options_of_dask, *words)

    def taken(self, stem: str) -> list[list[str]]:
        """[worker, file, device] of each try of files whose name begins so, in order."""
        lines = [json.loads(line) for line in self._log.read_text().splitlines()] if self._log.exists() else []
        return [line for line in lines if line[1].startswith(stem)]

    def kill(self, name: str) -> None:
        process = self.workers.pop(name)
        process.kill()
        process.wait()

    def end(self) -> None:
        for process in (*self.workers.values(), self._scheduler):
            process.kill()
            process.wait()

    def _start(self, *words: object) -> subprocess.Popen[bytes]:
        code = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
        command = [sys.executable, "-c", code, *map(str, words)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=self._environment, stdin=quiet, stdout=quiet, stderr=quiet)


@contextmanager
def _started(folder: Path, tiny_home: Path, tiny_setup: str) -> Iterator[TestCluster]:
    log = folder / "taken.log"
    preload = folder / "preload_tiny.py"
    preload.write_text(f"{tiny_setup}\nLOG = {str(log)!r}\n{OUR_HOOKS}")
    environment = os.environ | {"SQCODEC_HOME": str(tiny_home), "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "default"}
    started = TestCluster(folder, environment, preload, log)
    try:
        started.start_worker("first")
        started.start_worker("second", "--resources", "GPU=1")
        yield started
    finally:
        started.end()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, tiny_home: Path, tiny_setup: str) -> Iterator[TestCluster]:
    with _started(tmp_path_factory.mktemp("cluster"), tiny_home, tiny_setup) as started:
        yield started


@pytest.fixture
def cluster_to_end(tmp_path_factory: pytest.TempPathFactory, tiny_home: Path, tiny_setup: str) -> Iterator[TestCluster]:
    """A cluster of this test's own: it ends the scheduler."""
    with _started(tmp_path_factory.mktemp("cluster"), tiny_home, tiny_setup) as started:
        yield started


@pytest.fixture
def wait_until() -> Callable[[Callable[[], object]], None]:
    """Waits until something is true, for a minute at most."""

    def wait(is_so: Callable[[], object]) -> None:
        give_up_at = time.monotonic() + 600
        while not is_so():
            assert time.monotonic() < give_up_at, "it never became true"
            time.sleep(0.02)

    return wait
