"""Back from .sqc files to recordings: formats, metadata, damage, and files that cannot be opened."""

import errno
import os
import struct
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import Cover, create_audio, probe
from sqcodec_gui.audio.encoded_writer import FlacSink
from sqcodec_gui.audio.wav_writer import WavSink
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.header import LAYOUT, with_crc
from sqcodec_gui.engine import device
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.preview import decode_preview, preview_info
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import (
    CompressSettings,
    ComputeChoice,
    EngineError,
    RestoreSettings,
    to_json,
)
from sqcodec_gui.errors import SqcodecError

CPU = RestoreSettings(compute=ComputeChoice("cpu"))
Read = Callable[[Path], np.ndarray]
Flip = Callable[[Path, int], tuple[float, float]]


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".opus"])
@pytest.mark.parametrize("from_suffix", [".wav", ".flac", ".mp3"])
def test_tags_cover_and_dates_come_back(tiny: CodecConfig, tmp_path: Path, from_suffix: str, suffix: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    tags = {"title": ["Ein Gespräch 🎙"], "artist": ["Ana", "Žofie"], "comment": ["two\nlines"]}
    dates = {"recorded": "2019-05-03T10:20:30"}
    source = tmp_path / f"in{from_suffix}"
    with create_audio(source, 48_000, 1, tags, Cover("image/png", picture), dates) as writer:
        writer.write((0.1 * np.random.default_rng(0).standard_normal((24_000, 1))).astype(np.float32))
    compressed = compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"))).target
    back = probe(restore(compressed, tmp_path / f"out{suffix}", CPU).target)
    assert back.tags["title"] == tags["title"]
    assert back.tags["artist"] == probe(source).tags["artist"]
    assert back.tags["comment"] == tags["comment"]
    assert back.cover is not None
    assert (back.cover.mime, back.cover.data) == ("image/png", picture)
    assert back.dates["recorded"] == dates["recorded"]
    assert back.sample_rate_hz == 48_000
    assert back.frames == 24_000


def test_rate_and_sample_format_as_asked(compressed: Path, tmp_path: Path) -> None:
    back = restore(compressed, tmp_path / "a.wav", CPU)
    assert (soundfile.info(back.target).samplerate, soundfile.info(back.target).subtype) == (44_100, "PCM_16")
    assert soundfile.info(back.target).frames == 242_550
    codec = replace(CPU, rate="codec", sample_format="FLOAT")
    back = restore(compressed, tmp_path / "b.wav", codec)
    assert (soundfile.info(back.target).samplerate, soundfile.info(back.target).subtype) == (16_000, "FLOAT")
    assert soundfile.info(back.target).frames == 88_000
    back = restore(compressed, tmp_path / "c.flac", replace(CPU, sample_format="PCM_24"))
    assert soundfile.info(back.target).subtype == "PCM_24"


def test_a_format_that_cannot_be_written_is_refused(compressed: Path, tmp_path: Path) -> None:
    for name, settings in (("x.ogg", CPU), ("x", CPU), ("x.flac", replace(CPU, sample_format="FLOAT"))):
        with pytest.raises(SqcodecError) as caught:
            restore(compressed, tmp_path / "out" / name, settings)
        assert name in str(caught.value)
        assert left_in(tmp_path / "out") == set()


def test_result_says_what_was_made(compressed: Path) -> None:
    told = to_json(restore(compressed, None, CPU))
    target = compressed.with_name("talk (2).wav")
    assert told["target"] == str(target), "the original lies there"
    assert (told["model"], told["device"], told["engine"]) == (
        "tiny-stored",
        "cpu",
        device.resolve(ComputeChoice("cpu")).engine,
    )
    assert told["duration_s"] == 5.5
    assert (told["source_bytes"], told["target_bytes"]) == (compressed.stat().st_size, target.stat().st_size)
    assert told["verified"] is True
    assert (told["lost_s"], told["error"]) == (0.0, None)


def test_damage_is_silent_and_named_and_keeps_the_length(compressed: Path, damage: Flip, read_sound: Read) -> None:
    whole = read_sound(restore(compressed, None, replace(CPU, rate="codec")).target)
    start_s, length_s = damage(compressed, 2)
    back = restore(compressed, None, replace(CPU, rate="codec"))
    assert back.lost_s == pytest.approx(length_s)
    assert not back.verified
    assert f"{start_s:.1f}–{start_s + length_s:.1f} s" in back.notices[0]
    sound = read_sound(back.target)
    assert sound.shape == whole.shape
    first, last = round(start_s * 16_000), round((start_s + length_s) * 16_000)
    assert not sound[first:last].any()
    assert whole[first:last].any()
    # What is far enough from the damage is bit for bit what it was: before it, the convolutions look ahead.
    assert np.array_equal(sound[: first - 3_000], whole[: first - 3_000])
    assert sound[last : last + 1_000].any()
    original_rate = restore(compressed, None, CPU)
    assert soundfile.info(original_rate.target).frames == 242_550


def test_a_damaged_file_is_refused_where_no_damage_is_allowed(compressed: Path, damage: Flip) -> None:
    data = compressed.read_bytes()
    compressed.write_bytes(data[: len(data) // 2])
    with pytest.raises(SqcodecError, match="repair"):
        restore(compressed, None, replace(CPU, tolerant=False))
    assert restore(compressed, None, CPU).duration_s == pytest.approx(2 * 0.945), "two of six blocks are whole"


def test_every_cut_gives_sound_or_one_line(compressed: Path, tmp_path: Path) -> None:
    data = compressed.read_bytes()
    broken = tmp_path / "broken.sqc"
    outcomes = set()
    for length in range(0, len(data), len(data) // 12):
        broken.write_bytes(data[:length])
        try:
            outcomes.add("sound" if restore(broken, None, CPU).duration_s else "silence")
        except SqcodecError as error:
            outcomes.add("one line" if len(str(error).splitlines()) == 1 else str(error))
    assert outcomes == {"sound", "one line"}
    assert not [name for name in left_in(tmp_path) if name.endswith(".part")]


@pytest.mark.parametrize("lost_bytes", [1, 200])
def test_without_a_footer_nobody_says_that_all_was_read(compressed: Path, tmp_path: Path, lost_bytes: int) -> None:
    """Whether the recording went on is not known: a file that was cut says so, and one whose end alone is gone."""
    compressed.write_bytes(compressed.read_bytes()[:-lost_bytes])
    back = restore(compressed, None, CPU)
    assert not back.verified
    said = " ".join(back.notices)
    assert "talk.sqc is damaged, and nobody knows how much of its sound is lost: " in said
    assert "all of its sound" not in said


def test_where_only_what_is_no_sound_is_damaged_all_of_it_was_read(compressed: Path) -> None:
    """Bytes between two blocks belong to nothing: the footer accounts for every block."""
    with SqcReader(compressed) as reader:
        first = reader.first_record
    data = compressed.read_bytes()
    compressed.write_bytes(data[:first] + b"between" + data[first:])
    said = " ".join(restore(compressed, None, CPU).notices)
    assert "is damaged, but all of its sound was read" in said


def bad_file(kind: str, good: bytes) -> bytes:
    if kind == "newer":
        header = bytearray(good)
        header[8:10] = struct.pack("<H", 9)
        return bytes(header)
    if kind == "other weights":
        size = LAYOUT.size + 4 * struct.unpack_from("<H", good, 10)[0] + struct.unpack_from("<I", good, 12)[0]
        return with_crc(good[:28] + b"\x11" * 32 + good[60:size]) + good[size:]
    return {"empty": b"", "text": b"Dear diary\n" * 99, "sent as text": good.replace(b"\r\n", b"\n", 1)}[kind]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("empty", "this file is empty"),
        ("text", "this is not a .sqc file"),
        ("sent as text", "sent as text"),
        ("newer", "format version 9"),
        ("other weights", "SHA-256 begins with 111111111111"),
    ],
)
def test_a_bad_file_gives_one_line_and_nothing_else(compressed: Path, tmp_path: Path, kind: str, reason: str) -> None:
    compressed.write_bytes(bad_file(kind, compressed.read_bytes()))
    with pytest.raises(SqcodecError, match=reason) as caught:
        restore(compressed, tmp_path / "out" / "x.wav", CPU)
    assert "\n" not in str(caught.value)
    assert left_in(tmp_path / "out") == set()


def test_what_is_not_there_or_a_folder(tiny: CodecConfig, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"no\.sqc is not there"):
        restore(tmp_path / "no.sqc", None, CPU)
    with pytest.raises(EngineError, match="is a folder"):
        restore(tmp_path, None, CPU)


def test_cancel_leaves_nothing(compressed: Path, tmp_path: Path) -> None:
    token = CancelToken()
    with pytest.raises(CancelledError):
        restore(compressed, tmp_path / "out" / "x.wav", CPU, lambda done, total: token.cancel(), token)
    assert left_in(tmp_path / "out") == set()


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_a_full_disk_gives_one_line_and_nothing_else(
    compressed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def refuse(self: object, block: np.ndarray) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(WavSink if suffix == ".wav" else FlacSink, "write", refuse)
    with pytest.raises(SqcodecError, match=rf"x\{suffix} could not be written \(No space left") as caught:
        restore(compressed, tmp_path / "out" / f"x{suffix}", CPU)
    assert "\n" not in str(caught.value)
    assert left_in(tmp_path / "out") == set()


def test_targets_that_are_there(compressed: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.wav"
    target.write_bytes(b"precious")
    assert restore(compressed, target, CPU).target.name == "x (2).wav"
    assert target.read_bytes() == b"precious"
    assert restore(compressed, target, replace(CPU, exists="overwrite")).target == target
    assert target.read_bytes()[:4] == b"RIFF"


SKIP = replace(CPU, exists="skip")


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".opus", ".mp3"])
@pytest.mark.parametrize("rate", ["original", "codec"])
def test_what_is_there_already_is_left_if_it_is_what_would_be_written(
    compressed: Path, tmp_path: Path, suffix: str, rate: str
) -> None:
    settings = replace(SKIP, rate=rate)
    first = restore(compressed, tmp_path / f"x{suffix}", settings)
    written = first.target.read_bytes()
    again = restore(compressed, first.target, settings)
    assert (first.skipped, again.skipped, again.target) == (False, True, first.target)
    assert first.target.read_bytes() == written


def test_the_recording_that_it_was_made_of_needs_not_come_back(compressed: Path) -> None:
    original = compressed.with_suffix(".wav")
    assert restore(compressed, original, replace(SKIP, sample_format="PCM_24", rate="codec")).skipped


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".opus", ".mp3"])
def test_another_file_of_that_name_is_not_taken_for_the_result(compressed: Path, tmp_path: Path, suffix: str) -> None:
    target = restore(compressed, tmp_path / f"x{suffix}", CPU).target
    whole, rate_hz = target.read_bytes(), probe(target).sample_rate_hz
    of_another_kind = restore(compressed, tmp_path / f"y{'.flac' if suffix == '.wav' else '.wav'}", CPU).target
    no_such_recording = [b"precious", b"", of_another_kind.read_bytes()]
    if suffix == ".wav":
        no_such_recording.append(whole[: len(whole) // 2])
    for content in no_such_recording:
        target.write_bytes(content)
        with pytest.raises(EngineError, match="no whole recording of that format; move it away, or have it over"):
            restore(compressed, target, SKIP)
        assert target.read_bytes() == content
    for seconds, channels, reason in ((0.5, 2, "not as long as what talk.sqc becomes"), (5.5, 1, r"Hz × 1, not as ")):
        with create_audio(target, rate_hz, channels) as writer:
            writer.write(np.zeros((int(seconds * rate_hz), channels), np.float32))
        with pytest.raises(EngineError, match=rf"is already there, but .*{reason}"):
            restore(compressed, target, SKIP)


def test_another_sample_format_or_rate_is_not_what_was_asked_for(compressed: Path, tmp_path: Path) -> None:
    target = restore(compressed, tmp_path / "x.wav", CPU).target
    with pytest.raises(EngineError, match="as PCM_16 44100 Hz × 2, not as PCM_24 44100 Hz × 2"):
        restore(compressed, target, replace(SKIP, sample_format="PCM_24"))
    with pytest.raises(EngineError, match=r"as PCM_16 44100 Hz × 2, not as PCM_16 \d+ Hz × 2"):
        restore(compressed, target, replace(SKIP, rate="codec"))


def test_a_graphics_processor_that_gives_up_halfway(
    compressed: Path, monkeypatch: pytest.MonkeyPatch, read_sound: Read
) -> None:
    import torch

    from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder

    whole = read_sound(restore(compressed, None, CPU).target)
    push, calls = StreamDecoder.push, []

    def fail_once(self: StreamDecoder, tokens: np.ndarray) -> np.ndarray:
        calls.append(1)
        if len(calls) == 12:
            raise torch.AcceleratorError("CUDA error: the device went away")
        return push(self, tokens)

    monkeypatch.setattr(StreamDecoder, "push", fail_once)
    monkeypatch.setattr(device, "_exists", lambda name: name in ("cpu", "cuda"))
    monkeypatch.setattr(device, "_name", lambda name: name)
    monkeypatch.setattr("sqcodec_gui.codec.sqcodec.network.Codec.to", lambda self, where: self)
    back = restore(compressed, None, RestoreSettings())
    assert back.device == "cpu"
    assert "graphics processor gave up" in back.notices[0]
    assert np.array_equal(read_sound(back.target), whole)
    assert not [name for name in left_in(compressed.parent) if name.endswith(".part")]


def test_preview_from_the_middle_is_bit_for_bit_that_from_the_start(compressed: Path, damage: Flip) -> None:
    def decoded(start_s: float) -> tuple[int, np.ndarray]:
        pieces: list[tuple[int, np.ndarray]] = []
        decode_preview(
            compressed, lambda frame, block: pieces.append((frame, block)), start_s, compute=ComputeChoice("cpu")
        )
        for (frame, block), (following, _) in pairwise(pieces):
            assert frame + len(block) == following
        return pieces[0][0], np.concatenate([block for _, block in pieces])

    known = preview_info(compressed)
    assert (known.frames, known.channels, known.sample_rate_hz, known.source_name) == (88_000, 2, 16_000, "talk.wav")
    for largest_difference in (0.0, 1e-3):
        _, whole = decoded(0.0)
        assert whole.shape == (88_000, 2)
        for start_s in (0.5, 2.0, 5.4):
            first, rest = decoded(start_s)
            assert first == round(start_s * 16_000)
            assert np.abs(rest - whole[first:]).max() <= largest_difference
        damage(compressed, 2)
