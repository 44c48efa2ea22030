"""Standard input and standard output in place of files, as ffmpeg and sox make and read them."""

import io
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio.wav_writer import stream_header
from sqcodec_gui.cli import main
from sqcodec_gui.cli.pipes import raw_format
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader

TINY = ("--model", "tiny", "--device", "cpu")
RATE_HZ = 22_050
FRAMES = 11_111


Start = Callable[..., subprocess.Popen]
Pipe = Callable[[bytes], None]


def output_of(started: subprocess.Popen) -> tuple[int, bytes, bytes]:
    """(exit code, standard output, standard error)"""
    out, err = started.communicate(timeout=600)
    return started.returncode, out, err


def sound_of() -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.uniform(-0.5, 0.5, (FRAMES, 2)) * 32767).astype("<i2")


def wav_stream(size: int, riff_size: int) -> bytes:
    header = bytearray(stream_header(RATE_HZ, 2, "PCM_16", FRAMES))
    header[4:8], header[-4:] = struct.pack("<I", riff_size), struct.pack("<I", size)
    return bytes(header) + sound_of().tobytes()


def tokens_of(path: Path) -> np.ndarray:
    with SqcReader(path) as reader:
        return np.concatenate([reader.read_block(index) for index in range(len(reader.blocks))], axis=1)


@pytest.fixture
def pipe_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pipe]:
    """Sets standard input of this process: a file here, so that no second thread must feed it."""
    with ExitStack() as open_files:

        def pipe(data: bytes) -> None:
            (tmp_path / "fed").write_bytes(data)
            monkeypatch.setattr(sys, "stdin", open_files.enter_context((tmp_path / "fed").open()))

        yield pipe


@pytest.fixture
def from_file(tiny: CodecConfig, tmp_path: Path) -> Path:
    """What the same sound becomes by way of an ordinary file."""
    soundfile.write(tmp_path / "plain.wav", sound_of(), RATE_HZ)
    assert main(["encode", str(tmp_path / "plain.wav"), *TINY, "--no-check"]) == 0
    return tmp_path / "plain.sqc"


@pytest.mark.parametrize(
    ("size", "riff_size"),
    [(0xFFFFFFFF, 0xFFFFFFFF), (0, 0), (0x7FFFF000, 0x7FFFF024), (4 * FRAMES, 4 * FRAMES + 36)],
    ids=["ffmpeg", "zero", "sox", "told"],
)
def test_a_wav_stream_becomes_what_its_file_becomes(
    from_file: Path, tmp_path: Path, pipe_in: Pipe, capsys, size: int, riff_size: int
) -> None:
    pipe_in(wav_stream(size, riff_size))
    assert main(["encode", "-", "-o", str(tmp_path / "out" / "x.sqc"), *TINY]) == 0
    said = capsys.readouterr().out
    assert "verified" in said
    assert "Checked against a copy of the stream" in said
    assert np.array_equal(tokens_of(tmp_path / "out" / "x.sqc"), tokens_of(from_file))
    with SqcReader(tmp_path / "out" / "x.sqc") as reader:
        assert reader.parts[0].source_frames == FRAMES
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["x.sqc"], "the copy is gone"


@pytest.mark.parametrize("name", ["s16le", "s24le", "s32le", "f32le"])
def test_raw_samples(from_file: Path, tmp_path: Path, pipe_in: Pipe, name: str) -> None:
    whole = sound_of()
    wide = np.ascontiguousarray(whole.astype("<i4") << 16)
    sent = {
        "s16le": whole.tobytes(),
        "s24le": np.ascontiguousarray(wide.view(np.uint8).reshape(-1, 4)[:, 1:]).tobytes(),
        "s32le": wide.tobytes(),
        "f32le": (whole / 32768).astype("<f4").tobytes(),
    }[name]
    pipe_in(sent)
    words = ["encode", "-", "--raw", f"{RATE_HZ}:2:{name}", "-o", str(tmp_path / "x.sqc"), *TINY, "--no-check"]
    assert main(words) == 0
    assert np.array_equal(tokens_of(tmp_path / "x.sqc"), tokens_of(from_file))


@pytest.mark.parametrize(
    ("sent", "raw", "said"),
    [
        (b"", (), "Nothing came on standard input"),
        (b"", ("--raw", "8000:1:s16le"), "Nothing came on standard input"),
        (b"no sound at all", (), "stdin.wav"),
        (b"123", ("--raw", "8000:1:s16le"), "middle of one"),
    ],
)
def test_what_is_wrong_with_a_stream_is_told(
    tiny: CodecConfig, tmp_path: Path, pipe_in: Pipe, capsys, sent: bytes, raw: tuple, said: str
) -> None:
    pipe_in(sent)
    assert main(["encode", "-", "-o", str(tmp_path / "out" / "x.sqc"), *TINY, *raw]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("encode", "-"),
        ("encode", "-", "talk.wav", "-o", "x.sqc"),
        ("encode", "talk.wav", "-o", "-"),
        ("encode", "talk.wav", "--raw", "8000:1:s16le"),
        ("encode", "-", "--raw", "8000:1", "-o", "x.sqc"),
        ("encode", "-", "--raw", "0:1:s16le", "-o", "x.sqc"),
        ("encode", "-", "-o", "x.sqc", "--cluster", "host:8786"),
        ("decode", "a.sqc", "b.sqc", "-o", "-"),
        ("decode", "a.sqc", "-o", "-", "--json"),
        ("decode", "a.sqc", "-o", "-", "--format", "mp3"),
        ("decode", "a.sqc", "--format", "raw"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(words: tuple[str, ...]) -> None:
    assert main(list(words)) == 2


def test_decode_streams_what_a_file_would_hold(from_file: Path, start_tiny: Start, tmp_path: Path) -> None:
    assert main(["decode", str(from_file), "-o", str(tmp_path / "back.wav"), "--device", "cpu"]) == 0
    right, _ = soundfile.read(tmp_path / "back.wav", dtype="int16")
    words = ("decode", from_file, "-o", "-", "--device", "cpu")
    code, out, err = output_of(start_tiny(*words, text=False))
    assert (code, err.count(b"\n")) == (0, 1)
    assert b"samples were too loud" in err, "the tiny model is loud"
    found, rate_hz = soundfile.read(io.BytesIO(out), dtype="int16")
    assert (rate_hz, found.shape) == (RATE_HZ, (FRAMES, 2))
    assert np.array_equal(found, right)
    code, out, err = output_of(start_tiny(*words, "--format", "raw", "--sample-format", "FLOAT", text=False))
    assert (code, err) == (0, b"")
    samples = np.frombuffer(out, "<f4").reshape(-1, 2)
    assert np.abs(np.clip(samples, -1, 1) - right / 32768).max() < 1e-4


def test_errors_of_a_stream_go_to_standard_error(from_file: Path, start_tiny: Start, tmp_path: Path) -> None:
    code, out, err = output_of(start_tiny("decode", tmp_path / "nothing.sqc", "-o", "-", text=False))
    assert (code, out) == (1, b"")
    assert b"nothing.sqc" in err
    with SqcReader(from_file) as reader:
        at = reader.blocks[0].offset + 40  # type: ignore[operator]
    data = bytearray(from_file.read_bytes())
    data[at] ^= 1
    from_file.write_bytes(data)
    code, out, err = output_of(start_tiny("decode", from_file, "-o", "-", "--device", "cpu", text=False))
    assert code == 1
    assert b"lost" in err
    assert len(out) == len(stream_header(RATE_HZ, 2, "PCM_16", FRAMES)) + 4 * FRAMES


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_broken_pipe_ends_quietly(from_file: Path, start_tiny: Start) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        code, _, err = output_of(start_tiny("decode", from_file, "-o", "-", "--device", "cpu", stdout=write))
    finally:
        os.close(write)
    assert (code, err) == (141, "")


def test_a_header_too_long_for_its_fields_tells_no_length() -> None:
    header = stream_header(48_000, 2, "PCM_24", 2**31)
    assert (header[4:8], header[-4:]) == (b"\xff" * 4, b"\xff" * 4)


def test_raw_formats_are_read() -> None:
    assert raw_format("16000:1:s16le") == (16_000, 1, "s16le")
