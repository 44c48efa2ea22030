"""A whole recording as another codec keeps it at the size of a small file."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio.peer_codecs import MP3, OPUS
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.peers import make_peer
from sqcodec_gui.errors import SqcodecError


@pytest.fixture
def talk(tmp_path: Path, speech_16k: np.ndarray) -> Path:
    """Twelve seconds of speech, in stereo; the right channel is softer."""
    path = tmp_path / "talk.flac"
    sound = np.tile(speech_16k, 3)
    soundfile.write(path, np.stack([sound, 0.5 * sound], axis=1), 16_000)
    return path


@pytest.mark.parametrize(("channels", "wanted"), [(2, 2), (1, 1), (6, 1)])
def test_it_has_the_channels_of_the_small_file_the_length_and_the_time(talk: Path, channels: int, wanted: int) -> None:
    most_bytes = 12 * 1_500
    peer = make_peer(talk, OPUS, most_bytes, channels)
    assert 0.9 * most_bytes < peer.file.file_bytes <= most_bytes
    assert (peer.channels, peer.frames, peer.duration_s) == (wanted, 12 * 16_000, 12.0)
    sound = np.concatenate(list(peer.pieces()))
    assert sound.shape[1] == wanted
    assert 0 <= peer.frames - len(sound) < 160
    original = soundfile.read(talk, dtype="float32")[0][: len(sound)]
    expected = original[:, 0] if wanted == 2 else original.mean(axis=1)
    assert np.corrcoef(sound[:, 0], expected)[0, 1] > 0.5  # of another moment it would be none


def test_where_it_cannot_be_so_small_it_is_the_smallest(talk: Path) -> None:
    peer = make_peer(talk, MP3, 2_000, 1)
    assert peer.file.file_bytes > 2_000
    assert peer.file.bit_rate_bps == 8_000


def test_it_tells_how_far_it_is_and_can_be_left(talk: Path) -> None:
    told: list[float] = []
    make_peer(talk, MP3, 200_000, 1, progress=told.append)
    assert told[-1] == 1.0
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        make_peer(talk, OPUS, 10_000, 1, cancel=cancel)


def test_of_nothing_nothing_is_made(tmp_path: Path) -> None:
    empty = tmp_path / "empty.wav"
    soundfile.write(empty, np.zeros((0, 1), np.float32), 16_000)
    with pytest.raises(SqcodecError, match=r"empty\.wav has no samples"):
        make_peer(empty, OPUS, 1_000, 1)
