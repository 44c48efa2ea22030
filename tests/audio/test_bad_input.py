"""Every kind of bad file gets its own error, in one line, with the file's name; what is whole is still played."""

import os
import socket

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.errors import (
    AudioError,
    AudioPermissionError,
    DamagedAudioError,
    EmptyAudioError,
    MissingAudioError,
    NonFiniteAudioError,
    NoSoundError,
    NotAFileError,
    NotAudioError,
)

TEXT = b"This is a shopping list and no sound: milk, eggs, bread.\n" * 2000


def message_of(path, kind):
    with pytest.raises(kind) as caught, open_audio(path) as reader:
        list(reader.blocks())
    text = str(caught.value)
    assert "\n" not in text
    assert type(caught.value) is kind
    return text


def test_missing_file(tmp_path):
    assert message_of(tmp_path / "gone.wav", MissingAudioError).startswith("gone.wav ")


@pytest.mark.parametrize("suffix", ["wav", "mp3", "m4a", "opus"])
def test_empty_file(tmp_path, suffix):
    path = tmp_path / f"nothing.{suffix}"
    path.touch()
    assert "nothing" in message_of(path, EmptyAudioError)


def test_folder_socket_and_broken_link(tmp_path):
    assert "folder" in message_of(tmp_path, NotAFileError)
    (tmp_path / "link.wav").symlink_to(tmp_path / "gone.wav")
    message_of(tmp_path / "link.wav", MissingAudioError)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "s.wav"))
        message_of(tmp_path / "s.wav", NotAFileError)


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "locked.wav"
    soundfile.write(path, np.zeros(10), 8000)
    path.chmod(0)
    if os.access(path, os.R_OK):  # as root, permissions do not hold
        from pathlib import Path

        def refuse(self, *args, **kwargs):
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "open", refuse)
    assert "permissions" in message_of(path, AudioPermissionError)


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg", "m4a", "au", "gsm", "vox", "raw", "mp2", "g722"])
def test_text_with_a_sound_suffix(tmp_path, suffix):
    path = tmp_path / f"list.{suffix}"
    path.write_bytes(TEXT)
    assert "not an audio file" in message_of(path, NotAudioError)


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg", "m4a", "au", "aac"])
def test_random_bytes_with_a_sound_suffix(tmp_path, suffix):
    path = tmp_path / f"noise.{suffix}"
    path.write_bytes(b"\x00\x17" + np.random.default_rng(3).bytes(50_000))
    message_of(path, NotAudioError)


def test_picture(tmp_path, encode_picture):
    assert "no sound" in message_of(encode_picture(tmp_path / "photo.png"), NoSoundError)


@pytest.fixture
def encode_picture():
    import av

    def write(path):
        with av.open(str(path), "w", format="image2", options={"update": "1"}) as out:
            stream = out.add_stream("png", rate=1)
            stream.width, stream.height, stream.pix_fmt = 16, 16, "rgb24"
            for frame in (av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24"), None):
                out.mux(stream.encode(frame))
        return path

    return write


@pytest.mark.parametrize("suffix", ["wav", "ogg", "aiff", "au", "caf"])
def test_no_samples(tmp_path, suffix):
    path = tmp_path / f"silent.{suffix}"
    soundfile.write(path, np.zeros((0, 1)), 16000)
    assert "no samples" in message_of(path, EmptyAudioError)


@pytest.mark.parametrize("faststart", [False, True])
def test_truncated_m4a(tmp_path, chirp, encode, likeness_db, faststart):
    source = chirp(100_000)
    options = {"movflags": "+faststart"} if faststart else None
    path = encode(tmp_path / "a.m4a", source, 44100, "aac", container="ipod", container_options=options)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    if not faststart:
        assert "incomplete" in message_of(path, DamagedAudioError)
        return
    with open_audio(path) as reader:
        assert reader.info.truncated
        assert reader.info.frames is None
        whole = np.concatenate(list(reader.blocks()))
    assert 30_000 < len(whole) < 80_000
    assert likeness_db(whole[:30_000], source[:30_000]) > 15


@pytest.mark.parametrize(
    ("suffix", "subtype"),
    [("wav", "PCM_16"), ("flac", "PCM_16"), ("mp3", "MPEG_LAYER_III"), ("ogg", "VORBIS"), ("w64", "PCM_24")],
)
def test_truncated_file_plays_what_is_whole(tmp_path, chirp, capfd, suffix, subtype):
    path = tmp_path / f"a.{suffix}"
    soundfile.write(path, chirp(200_000, 2), 44100, subtype)
    with open_audio(path) as reader:
        assert not reader.info.truncated
        whole = np.concatenate(list(reader.blocks()))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    with open_audio(path) as reader:
        assert reader.info.truncated
        assert reader.truncated
        part = np.concatenate(list(reader.blocks()))
        assert reader.info.frames in (None, len(part))
    assert 0.45 * len(whole) < len(part) < 0.75 * len(whole)
    # The last frame or so of a lossy file may differ where its end is missing.
    sure = len(part) - 5000
    assert np.abs(part[:sure] - whole[:sure]).max() < 1e-4
    assert capfd.readouterr().err == ""


def test_wav_of_a_recorder_that_was_switched_off(tmp_path, chirp):
    source = chirp(10_000)
    path = tmp_path / "a.wav"
    soundfile.write(path, source, 8000, "FLOAT")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[4:8] = data[at : at + 4] = bytes(4)
    path.write_bytes(data)
    with open_audio(path) as reader:
        np.testing.assert_array_equal(np.concatenate(list(reader.blocks())), source)
        assert not reader.info.truncated


def test_headers_alone(tmp_path, chirp):
    for suffix, container in (("flac", "FLAC"), ("mp3", "MP3"), ("ogg", "OGG")):
        path = tmp_path / f"a.{suffix}"
        soundfile.write(path, chirp(20_000), 48000, format=container)
        path.write_bytes(path.read_bytes()[:60])
        with pytest.raises(AudioError, match=path.name):
            open_audio(path)


def test_damage_in_the_middle_of_a_flac(tmp_path, chirp):
    path = tmp_path / "a.flac"
    soundfile.write(path, chirp(400_000), 44100)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = bytes(20_000)
    path.write_bytes(data)
    with open_audio(path) as reader:
        try:
            frames = sum(len(block) for block in reader.blocks(10_000))
        except DamagedAudioError as error:
            assert "damaged after" in str(error)  # noqa: PT017
        else:
            assert frames == 400_000


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_samples_that_are_not_finite(tmp_path, value):
    samples = np.zeros((40_000, 2), np.float32)
    samples[28_000:28_010, 1] = value
    soundfile.write(tmp_path / "a.wav", samples, 8000, "FLOAT")
    with open_audio(tmp_path / "a.wav") as reader:
        blocks = reader.blocks(1024)
        with pytest.raises(NonFiniteAudioError, match=r"a\.wav .* at 3\.500 s; export"):
            for _ in blocks:
                pass
        assert reader.position_frames == 27 * 1024


@pytest.mark.parametrize(
    "name", ["été 🎵 #1%20.wav", "concat:a|b.wav", "-i.wav", " .wav", "x" * 251 + ".wav", "a'\"$(b).wav"]
)
@pytest.mark.parametrize("codec", ["wav", "m4a"])
def test_odd_names(tmp_path, chirp, encode, monkeypatch, name, codec):
    name = name.replace("wav", codec)
    monkeypatch.chdir(tmp_path)
    if codec == "wav":
        soundfile.write(name, chirp(3000), 44100)
    else:
        encode(tmp_path / "plain.m4a", chirp(3000), 44100, "aac", container="ipod").rename(name)
    with open_audio(name) as reader:
        assert sum(len(block) for block in reader.blocks()) == 3000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_name_that_is_no_text(tmp_path, chirp, encode):
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe\n.wav")
    soundfile.write(os.fsencode(name), chirp(3000), 44100, format="WAV")
    with open_audio(name) as reader:
        assert len(reader.read(5000)) == 3000
    encode(tmp_path / "a.m4a", chirp(3000), 44100, "aac", container="ipod").rename(name)
    with open_audio(name) as reader:
        assert len(reader.read(5000)) == 3000
    with open(os.fsencode(name), "wb") as file:
        file.write(TEXT)
    message_of(name, NotAudioError).encode("utf-8")
