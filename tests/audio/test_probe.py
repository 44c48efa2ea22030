"""Folder scans take what is audio, quickly, and leave the rest."""

import os
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import is_probably_audio, probe
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.audio.probe import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS


@pytest.mark.parametrize(
    ("suffix", "container"),
    [
        ("wav", "WAV"),
        ("wav", "RF64"),
        ("w64", "W64"),
        ("flac", "FLAC"),
        ("ogg", "OGG"),
        ("mp3", "MP3"),
        ("aif", "AIFF"),
    ],
)
def test_sound_files_are_taken(tmp_path, suffix, container):
    soundfile.write(tmp_path / "sound", np.zeros(5000), 8000, format=container)
    for name in (f"a.{suffix}", f"B.{suffix.upper()}", "no suffix"):
        path = tmp_path / name
        path.write_bytes((tmp_path / "sound").read_bytes())
        assert is_probably_audio(path)


@pytest.mark.parametrize(
    ("suffix", "muxer", "codec"),
    [
        ("m4a", "ipod", "aac"),
        ("aac", "adts", "aac"),
        ("webm", "webm", "libopus"),
        ("wma", "asf", "wmav2"),
        ("ac3", "ac3", "ac3"),
        ("wv", "wv", "wavpack"),
        ("ts", "mpegts", "aac"),
        ("avi", "avi", "libmp3lame"),
    ],
)
def test_other_sound_files_are_taken_and_probed(tmp_path, chirp, encode, suffix, muxer, codec):
    path = encode(tmp_path / f"a.{suffix}", chirp(48_000), 48000, codec, container=muxer)
    assert is_probably_audio(path)
    info = probe(path)
    assert (info.sample_rate_hz, info.channels) == (48000, 1)
    assert info.duration_s == pytest.approx(1.0, abs=0.15)


def test_amr_is_read(tmp_path, chirp, encode, likeness_db):
    from sqcodec_gui.audio import open_audio

    source = chirp(16_000, 1, 8000)
    path = encode(tmp_path / "a.amr", source, 8000, "libopencore_amrnb", container="amr", bit_rate=12_200)
    with open_audio(path) as reader:
        assert (reader.info.sample_rate_hz, reader.info.channels) == (8000, 1)
        whole = np.concatenate(list(reader.blocks()))
    assert abs(len(whole) - 16_000) <= 320
    # The coder delays by 5 ms.
    assert likeness_db(whole[40:15_000], source[: 15_000 - 40]) > 3


def test_other_files_are_left(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"RIFF1234WAVEfmt ")
    (tmp_path / "notes").write_bytes(b"no sound at all, only words")
    (tmp_path / "program.ts").write_text("export const hop = 45; // Übergröße")
    (tmp_path / "folder.wav").mkdir()
    for name in ("notes.txt", "notes", "program.ts", "folder.wav", "gone"):
        assert not is_probably_audio(tmp_path / name)


def test_a_recording_that_is_broken_is_taken_so_that_it_is_told_of(tmp_path):
    """As a crash of a disk leaves them."""
    (tmp_path / "text.wav").write_bytes(b"no sound at all, only words")
    (tmp_path / "empty.flac").touch()
    (tmp_path / "zeros.m4a").write_bytes(bytes(5000))
    (tmp_path / "zeros.ts").write_bytes(bytes(5000))
    (tmp_path / "away.wav").symlink_to(tmp_path / "unplugged" / "talk.wav")
    for name in ("text.wav", "empty.flac", "zeros.m4a", "zeros.ts", "away.wav"):
        assert is_probably_audio(tmp_path / name)
        with pytest.raises(AudioError):
            probe(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of Unix")
def test_a_pipe_is_not_waited_for(tmp_path):
    for name in ("pipe", "pipe.ts", "pipe.wav"):
        os.mkfifo(tmp_path / name)
        assert is_probably_audio(tmp_path / name) == (name != "pipe")


def test_what_may_not_be_looked_at_is_judged_by_its_name(tmp_path, monkeypatch):
    def refuse(path, *rest, **others):
        raise PermissionError(path)

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    assert is_probably_audio(tmp_path / "a.wav")
    assert is_probably_audio(tmp_path / "a.ts")
    assert not is_probably_audio(tmp_path / "a")


def test_a_large_file_is_not_read_through(tmp_path):
    path = tmp_path / "long.wav"
    soundfile.write(path, np.zeros(10), 48000, "PCM_16")
    data = bytearray(path.read_bytes())
    size = 2 * 10**9
    at = data.index(b"data") + 4
    data[4:8] = (size - 8).to_bytes(4, "little")
    data[at : at + 4] = (size - at - 4).to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(data)
        file.truncate(size)
    begin_s = time.perf_counter()
    assert is_probably_audio(path)
    assert probe(path).frames == (size - at - 4) // 2
    assert time.perf_counter() - begin_s < 0.5


def test_extensions_are_lower_case_and_unique():
    every = AUDIO_EXTENSIONS + VIDEO_EXTENSIONS
    assert len(set(every)) == len(every)
    assert all(extension.startswith(".") and extension == extension.lower() for extension in every)
