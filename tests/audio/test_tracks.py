"""Files with several sound tracks: which is taken, what is known of the others, and that none gives its title away."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from sqcodec_gui.audio import open_audio, probe
from sqcodec_gui.audio.errors import NoSuchTrackError, NotAudioError
from sqcodec_gui.audio.tracks import SoundTrack, describe_track

RATE_HZ = 48_000
LEVELS = (0.05, 0.2, 0.4)
"""Of the tracks: each is told from the others by its loudness."""


def write_tracks(path: Path, titles: list[str], special: dict[int, Disposition] | None = None, **metadata: str) -> Path:
    """A file with one tone of a second for each title, the n-th as loud as ``LEVELS`` says."""
    time_s = np.arange(RATE_HZ) / RATE_HZ
    tone = np.sin(2 * np.pi * 440 * time_s).astype(np.float32)
    with av.open(str(path), "w") as out:
        out.metadata.update(metadata)
        streams = []
        for number, title in enumerate(titles):
            stream = out.add_stream("aac", rate=RATE_HZ, layout="mono")
            stream.metadata["title"] = title
            stream.disposition = (special or {}).get(number, Disposition(0))
            streams.append(stream)
        packets = []
        for stream, level in zip(streams, LEVELS, strict=False):
            frame = av.AudioFrame.from_ndarray(level * tone[None], "fltp", "mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, 0, Fraction(1, RATE_HZ)
            packets += [*stream.encode(frame), *stream.encode(None)]
        for packet in sorted(packets, key=lambda packet: packet.pts or 0):
            out.mux(packet)
    return path


def level_of(path: Path, track: int | None = None) -> float:
    with open_audio(path, track) as reader:
        sound = np.concatenate(list(reader.blocks()))
    return float(np.sqrt(2) * np.std(sound[4800:40_000]))


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "mov", "ts", "avi"])
def test_each_track_can_be_chosen(tmp_path: Path, suffix: str) -> None:
    path = write_tracks(tmp_path / f"a.{suffix}", ["Game", "Mic", "Room"])
    info = probe(path)
    assert (info.track, [track.number for track in info.tracks]) == (1, [1, 2, 3])
    assert level_of(path) == pytest.approx(LEVELS[0], rel=0.1)
    for number, level in enumerate(LEVELS, 1):
        assert probe(path, number).track == number
        assert level_of(path, number) == pytest.approx(level, rel=0.1)
    for number in (0, 4):
        with pytest.raises(NoSuchTrackError, match=f"a.{suffix} has no sound track {number}; it has tracks 1 to 3."):
            open_audio(path, number)


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "mov", "avi"])
def test_titles_of_tracks_are_theirs_alone(tmp_path: Path, suffix: str) -> None:
    path = write_tracks(tmp_path / f"a.{suffix}", ["Game", "Mic"])
    info = probe(path)
    assert [track.title for track in info.tracks] == ["Game", "Mic"]
    assert not {"title", "name", "comment"} & set(info.tags)
    one = write_tracks(tmp_path / f"one.{suffix}", ["Mic"], title="An hour of talk")
    assert probe(one).tags["title"] == ["An hour of talk"]
    assert (probe(one).track, probe(one).tracks) == (None, ())


def test_a_track_of_one_is_no_choice(tmp_path: Path) -> None:
    path = write_tracks(tmp_path / "a.mkv", ["Mic"])
    assert probe(path, 1).track is None
    with pytest.raises(NoSuchTrackError, match=r"a\.mkv has no sound track 2; it has track 1 alone\."):
        probe(path, 2)


def test_what_libsndfile_reads_has_one_track(write_sound: Callable[..., Path]) -> None:
    path = write_sound("talk.wav", seconds=0.1)
    assert probe(path, 1).frames == probe(path).frames
    with pytest.raises(NoSuchTrackError):
        probe(path, 2)


def test_the_best_is_taken(tmp_path: Path) -> None:
    """A track that describes the pictures comes last, one that is marked as the default first (Matroska's flags)."""
    described = write_tracks(tmp_path / "a.mkv", ["Described", "Talk"], {0: Disposition.visual_impaired})
    assert probe(described).track == 2
    default = write_tracks(tmp_path / "b.mkv", ["A", "B", "C"], {1: Disposition.default})
    assert probe(default).track == 2
    commented = write_tracks(tmp_path / "c.mkv", ["A", "B"], {0: Disposition.default | Disposition.comment})
    assert probe(commented).track == 2
    assert probe(commented, 1).track == 1


def hide_track(path: Path, number: int) -> None:
    """Give a track of a QuickTime file a codec that nothing here decodes, as Apple's APAC is."""
    data = bytearray(path.read_bytes())
    places = [at for at in range(16, len(data)) if data.startswith(b"mp4a", at) and data[at - 16 : at - 12] == b"stsd"]
    data[places[number] : places[number] + 4] = b"apac"
    esds = data.index(b"esds", places[number])
    data[esds : esds + 4] = b"free"
    path.write_bytes(data)


@pytest.mark.parametrize("hidden", [0, 1])
def test_what_cannot_be_decoded_is_passed_over(tmp_path: Path, hidden: int) -> None:
    path = write_tracks(tmp_path / "memo.mov", ["A", "B"])
    hide_track(path, hidden)
    info = probe(path)
    assert info.track == 2 - hidden
    assert info.tracks[hidden] == SoundTrack(hidden + 1, "AB"[hidden])
    assert describe_track(info.tracks[hidden]) == f"{hidden + 1}: {'AB'[hidden]} (cannot be decoded)"
    assert level_of(path) == pytest.approx(LEVELS[1 - hidden], rel=0.1)
    with pytest.raises(NotAudioError, match="cannot be decoded"):
        probe(path, hidden + 1)


def test_nothing_that_can_be_decoded_is_said(tmp_path: Path) -> None:
    path = write_tracks(tmp_path / "memo.mov", ["A", "B"])
    hide_track(path, 1)
    hide_track(path, 0)
    with pytest.raises(NotAudioError, match=r"memo\.mov is in a format that cannot be decoded"):
        probe(path)


@pytest.mark.parametrize(("suffix", "codec"), [("opus", "libopus"), ("ogg", "flac")])
def test_ogg_with_several_tracks_at_once(tmp_path: Path, suffix: str, codec: str) -> None:
    """RFC 3533, 4: grouped streams. libsndfile gives the first one as if it were all."""
    time_s = np.arange(RATE_HZ) / RATE_HZ
    path = tmp_path / f"a.{suffix}"
    kind = "s16" if codec == "flac" else "flt"
    with av.open(str(path), "w", format="ogg") as out:
        streams = [out.add_stream(codec, rate=RATE_HZ, layout="mono") for _ in range(2)]
        packets = []
        for stream, level in zip(streams, LEVELS, strict=False):
            tone = (level * np.sin(2 * np.pi * 440 * time_s))[None]
            tone = (32767 * tone).astype(np.int16) if kind == "s16" else tone.astype(np.float32)
            frame = av.AudioFrame.from_ndarray(tone, kind, "mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, 0, Fraction(1, RATE_HZ)
            packets += [*stream.encode(frame), *stream.encode(None)]
        for packet in sorted(packets, key=lambda packet: packet.pts or 0):
            out.mux(packet)
    info = probe(path)
    assert (info.track, [track.number for track in info.tracks]) == (1, [1, 2])
    assert level_of(path) == pytest.approx(LEVELS[0], rel=0.1)
    assert level_of(path, 2) == pytest.approx(LEVELS[1], rel=0.1)
    assert probe(path, 2).track == 2


def test_in_words() -> None:
    assert describe_track(SoundTrack(2, "Mic", "deu", "AAC", 2)) == "2: Mic (deu, AAC, 2 channels)"
    assert describe_track(SoundTrack(1, "", "", "OPUS", 1)) == "1: (OPUS, 1 channel)"
