"""A recording is opened once or twice in an encode: a slow share or a tape robot is not asked again and again."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from sqcodec_gui.cli import main
from sqcodec_gui.codec.config import CodecConfig

needs_inotify = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify counts what libraries open")
pytestmark = needs_inotify
RATE_HZ = 16_000
_IN_OPEN, _IN_ACCESS, _IN_CLOSE, _IN_OVERFLOW, _IN_NONBLOCK = 0x20, 0x01, 0x10, 0x4000, 0o4000
"""Equal events that follow one another are made one; between two opens a reader reads or closes."""


@contextmanager
def counted_opens(path: Path) -> Iterator[list[int]]:
    """How often anything in this process and outside opens a file, by inotify(7); known at the end."""
    libc = ctypes.CDLL(None, use_errno=True)
    watcher = libc.inotify_init1(_IN_NONBLOCK)
    assert watcher >= 0
    counts: list[int] = []
    try:
        assert libc.inotify_add_watch(watcher, os.fsencode(path), _IN_OPEN | _IN_ACCESS | _IN_CLOSE) >= 0
        yield counts
        counts.append(_read_events(watcher))
    finally:
        os.close(watcher)


def _read_events(watcher: int) -> int:
    """Number of opens among the events, each of which has a header of 16 bytes and perhaps a name."""
    count = 0
    while True:
        try:
            data = os.read(watcher, 1 << 16)
        except BlockingIOError:
            return count
        at = 0
        while at < len(data):
            mask, name_bytes = struct.unpack_from("=I4xI", data, at + 4)
            assert not mask & _IN_OVERFLOW
            count += bool(mask & _IN_OPEN)
            at += 16 + name_bytes


def _through_ffmpeg(path: Path, sound: np.ndarray, codec: str, skipped: range = range(0)) -> None:
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=48_000 if codec == "libopus" else RATE_HZ, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), "fltp", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        resampler = av.AudioResampler(stream.codec_context.format, "mono", stream.codec_context.sample_rate)
        packets = [
            packet for one in (frame, None) for part in resampler.resample(one) for packet in stream.encode(part)
        ]
        for number, packet in enumerate([*packets, *stream.encode(None)]):
            if number not in skipped:
                out.mux(packet)


def make(name: str, folder: Path) -> Path:
    sound = (0.2 * np.random.default_rng(1).standard_normal((5 * RATE_HZ, 1))).astype(np.float32)
    path = folder / name
    if name == "joined.mp3":
        _through_ffmpeg(folder / "part.mp3", sound, "libmp3lame")
        path.write_bytes((folder / "part.mp3").read_bytes() * 2)
    elif name == "odd.wav":
        soundfile.write(path, sound, RATE_HZ)
        path.write_bytes(path.read_bytes()[:-6000])
    elif path.suffix in (".m4a", ".webm", ".mka"):
        codec = "libopus" if path.suffix == ".webm" else "aac"
        _through_ffmpeg(path, sound, codec, range(20, 40) if name == "gap.mka" else range(0))
    else:
        soundfile.write(path, sound, RATE_HZ)
    return path


NAMES = ["talk.wav", "odd.wav", "talk.flac", "talk.ogg", "talk.mp3", "joined.mp3", "talk.m4a", "talk.webm", "gap.mka"]


@pytest.mark.parametrize("name", NAMES)
def test_by_the_command_line(tiny: CodecConfig, tmp_path: Path, name: str) -> None:
    source = make(name, tmp_path)
    with counted_opens(source) as opens:
        code = main(["encode", str(source), "--model", "tiny", "--device", "cpu", "-o", str(tmp_path / "small.sqc")])
    assert code == (1 if name == "odd.wav" else 0)
    assert 1 <= opens[0] <= 2


def test_the_counter_counts(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a")
    with counted_opens(path) as opens:
        for _ in range(3):
            path.read_bytes()
    assert opens == [3]
