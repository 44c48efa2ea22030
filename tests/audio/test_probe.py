"""Folder scans take what is audio, quickly, and leave the rest."""

import os
import shutil
import struct
import time
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import is_probably_audio, probe
from sqcodec_gui.audio.errors import AudioError, NotAudioError
from sqcodec_gui.file_types import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS


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


MUXED = [
    ("qta", "mov", "aac"),
    ("3gpp", "3gp", "aac"),
    ("voc", "voc", "pcm_u8"),
    ("g722", "g722", "g722"),
    ("mka", "matroska", "libopus"),
    ("weba", "webm", "libopus"),
    ("mpga", "mp3", "libmp3lame"),
    ("m2a", "mp2", "mp2"),
    ("oga", "oga", "flac"),
    ("caf", "caf", "pcm_s16le"),
    ("nut", "nut", "aac"),
    ("flv", "flv", "aac"),
    ("mxf", "mxf", "pcm_s16le"),
    ("sox", "sox", "pcm_s32le"),
    ("ircam", "ircam", "pcm_s16le"),
    ("adts", "adts", "aac"),
    ("ec3", "eac3", "eac3"),
    ("m2t", "mpegts", "mp2"),
    ("vob", "vob", "mp2"),
]
NAMELESS = {"g722"}
"""Nothing but sound: only the name tells what it is."""


@pytest.mark.parametrize(("suffix", "muxer", "codec"), MUXED)
def test_what_is_read_is_found(tmp_path, chirp, encode, suffix, muxer, codec):
    """By its name, and where the name says nothing by its content."""
    rate_hz = 16_000 if codec == "g722" else 48_000
    if muxer == "mxf":
        path = _mxf(tmp_path / "a.mxf")
    else:
        path = encode(tmp_path / f"a.{suffix}", chirp(48_000, 1, rate_hz), rate_hz, codec, container=muxer)
    assert probe(path).channels == 1
    assert is_probably_audio(path)
    for name in ("a", "a.1", "a.backup", "a.dat"):
        shutil.copy(path, tmp_path / name)
        assert is_probably_audio(tmp_path / name) == (suffix not in NAMELESS), name
    shutil.copy(path, tmp_path / "a.txt")
    assert not is_probably_audio(tmp_path / "a.txt")


def _mxf(path):
    """MXF wants a picture beside the sound."""
    with av.open(str(path), "w") as out:
        film = out.add_stream("mpeg2video", rate=25)
        film.width, film.height, film.pix_fmt = 64, 64, "yuv420p"
        sound = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        packets = []
        for number in range(25):
            picture = av.VideoFrame(64, 64, "yuv420p")
            picture.pts = number
            packets += film.encode(picture)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.int16), "s16", "mono")
        frame.sample_rate = 48_000
        for packet in [*packets, *film.encode(None), *sound.encode(frame), *sound.encode(None)]:
            out.mux(packet)
    return path


@pytest.mark.parametrize(("suffix", "codec"), [("al", "pcm_alaw"), ("ul", "pcm_mulaw")])
def test_telephone_sound_without_a_header(tmp_path, chirp, encode, suffix, codec):
    """ITU-T G.711: 8000 samples a second, a byte each."""
    muxer = {"al": "alaw", "ul": "mulaw"}[suffix]
    path = encode(tmp_path / f"a.{suffix}", chirp(16_000, 1, 8000), 8000, codec, container=muxer)
    assert path.stat().st_size == 16_000
    assert is_probably_audio(path)
    info = probe(path)
    assert (info.sample_rate_hz, info.duration_s) == (8000, pytest.approx(2.0, abs=0.01))


FOREIGN = {
    "dictation.ds2": (b"\x03ds2" + bytes(range(256)) * 8, "dictation"),
    "memo.msv": (b"MS_VOICE" + bytes(500), "Sony"),
    "odd.bin": (b"\x02#!SILK_V3" + bytes(range(200)), "SILK"),
    "talk.aup3": (b"SQLite format 3\0" + bytes(52) + b"AUDY" + bytes(400), "Audacity"),
    "talk.aup": (b'<?xml version="1.0"?>\n<project xmlns="http://audacity.sourceforge.net/xml/">', "Audacity"),
    "track01.cda": (b"RIFF\x24\0\0\0CDDAfmt " + bytes(28), "CD"),
    "book.aax": (b"\0\0\0\x18ftypaax \0\0\0\1" + bytes(900), "protected"),
    "song.m4p": (bytes(range(256)) * 4, "protected"),
    "tape.sd2": (bytes(range(256)) * 4, "Sound Designer"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_nothing_here_decodes_is_named_with_what_to_do(tmp_path, name):
    content, word = FOREIGN[name]
    (tmp_path / name).write_bytes(content)
    assert is_probably_audio(tmp_path / name)
    with pytest.raises(NotAudioError, match=word) as told:
        probe(tmp_path / name)
    assert str(told.value).startswith(name)
    assert "\n" not in str(told.value)


def test_what_is_only_called_so_is_read(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros(5000), 8000)
    for suffix in ("ds2", "m4p", "aup", "dss"):
        shutil.copy(tmp_path / "a.wav", tmp_path / f"a.{suffix}")
        assert probe(tmp_path / f"a.{suffix}").frames == 5000


ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")


@pytest.mark.parametrize(
    "kind",  # Advanced Systems Format specification, 10.2 and 3.14 to 3.16
    ["fbb3112223bdd211b4b700a0c955fc6e", "14e68a292226174cb935dae07ee9289c", "338505438169e6499b74ad12cb86d58c"],
)
def test_a_protected_wma_is_told_of(tmp_path, chirp, encode, kind):
    path = encode(tmp_path / "a.wma", chirp(48_000), 48000, "wmav2", container="asf")
    data = path.read_bytes()
    assert probe(path).channels == 1
    assert data.startswith(ASF_HEADER)
    size, count = struct.unpack_from("<QI", data, 16)
    added = bytes.fromhex(kind) + struct.pack("<Q", 24 + 16) + bytes(16)
    head = ASF_HEADER + struct.pack("<QI", size + len(added), count + 1) + data[28:30]
    path.write_bytes(head + data[30:size] + added + data[size:])
    with pytest.raises(NotAudioError, match=r"a\.wma is protected against copying"):
        probe(path)


def test_sound_whose_frames_tell_little_is_found(tmp_path):
    """MP3 of free bit rate, whose frames are one size but for their padding, and AAC in LOAS."""
    free = b"".join(bytes([0xFF, 0xFB, 2 * padding, 0xC4]) + bytes(257 + padding) for padding in (0, 0, 1, 0, 0))
    loas = b"".join(b"\x56\xe0" + bytes([size]) + bytes(size) for size in (200, 190, 210, 205))
    for name, content in {"free": free, "loas": loas, "paf": b" paf" + bytes(2048)}.items():
        (tmp_path / name).write_bytes(content)
        assert is_probably_audio(tmp_path / name), name
    (tmp_path / "chance").write_bytes(b"\xff\xfb\x00\xc4" + bytes(4000))
    assert not is_probably_audio(tmp_path / "chance")
    (tmp_path / "other chance").write_bytes(loas[:200])
    assert not is_probably_audio(tmp_path / "other chance")


def test_what_begins_like_sound_by_chance_is_left(tmp_path):
    for name, content in {
        "letter": "ÿþ text in UTF-16, as Windows writes it".encode("utf-16"),
        "picture": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(4000),
        "one frame": b"\xff\xfb\x90\x64" + bytes(4000),
        "noise": np.random.default_rng(0).bytes(4096),
        "shorts": b"\x0b\x77" + np.random.default_rng(1).bytes(4000),
        "game": b"G" + bytes(4000),
        "short": b"\xff\xf1",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert not is_probably_audio(tmp_path / name), name


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
    begin_s = time.process_time()
    assert is_probably_audio(path)
    assert probe(path).frames == (size - at - 4) // 2
    assert time.process_time() - begin_s < 0.5, "its gigabytes are not read"


def test_extensions_are_lower_case_and_unique():
    every = AUDIO_EXTENSIONS + VIDEO_EXTENSIONS
    assert len(set(every)) == len(every)
    assert all(extension.startswith(".") and extension == extension.lower() for extension in every)
