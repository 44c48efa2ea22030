"""Marks of a recording in its plot: lines, titles where there is room, keys that go to them, words for the blind."""

from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.audio import create_audio
from sqcodec_gui.engine.preview import PreviewInfo
from sqcodec_gui.gui.compare import compared_tracks
from sqcodec_gui.gui.compare.describe import summary
from sqcodec_gui.gui.compare.panel import ComparePanel
from sqcodec_gui.marks import Mark

WAIT_MS = 60_000
RATE_HZ = 16_000
MARKS = (Mark(2.0, "Question 1"), Mark(2.05, "so near that there is no room"), Mark(11.0, "Answer 1", 15.0), Mark(18.0))


@pytest.fixture
def marked(panel: ComparePanel, qtbot: QtBot, tmp_path: Path, sound: np.ndarray) -> ComparePanel:
    """The panel with a recording that has marks, and what became of it."""
    path = tmp_path / "talk.wav"
    with create_audio(path, RATE_HZ, 1, marks=MARKS) as writer:
        writer.write(sound)
    info = panel._engine.info
    panel._engine = panel._engine._replace(info=lambda sqc: with_marks(info(sqc)))
    panel.show_pair(path, tmp_path / "talk.sqc")
    qtbot.waitUntil(lambda: all(track is not None and track.is_complete for track in panel._tracks), timeout=WAIT_MS)
    return panel


def with_marks(info: PreviewInfo) -> PreviewInfo:
    return PreviewInfo(info.sample_rate_hz, info.channels, info.frames, info.model, info.source_name, None, MARKS)


def test_titles_stand_where_there_is_room(marked: ComparePanel, qtbot: QtBot) -> None:
    for plot in marked.plots:
        qtbot.waitUntil(lambda plot=plot: plot.marks.titles == [MARKS[1].title, MARKS[2].title], timeout=WAIT_MS)
    marked.views.lead.set_view(1.95, 2.25)
    for plot in marked.plots:
        qtbot.waitUntil(lambda plot=plot: plot.marks.titles[:1] == ["Question 1"], timeout=WAIT_MS)
        assert len(plot.marks.titles) == 2
    marked.views.lead.set_view(3.0, 10.0)
    for plot in marked.plots:
        qtbot.waitUntil(lambda plot=plot: plot.marks.titles == [], timeout=WAIT_MS)


def test_keys_go_from_mark_to_mark(marked: ComparePanel, qtbot: QtBot) -> None:
    places = []
    for _ in range(5):
        qtbot.keyClick(marked.plots[1], Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: marked.position_s in {mark.start_s for mark in MARKS}, timeout=WAIT_MS)
        places.append(marked.position_s)
    assert places == [2.0, 2.05, 11.0, 18.0, 18.0], "after the last one, it stays"
    qtbot.keyClick(marked.plots[1], Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: marked.position_s == 11.0, timeout=WAIT_MS)
    marked.seek(0.5)
    qtbot.waitUntil(lambda: marked.position_s == 0.5, timeout=WAIT_MS)
    qtbot.keyClick(marked.plots[1], Qt.Key.Key_PageUp)
    assert marked.position_s == 0.5


def test_marks_are_said(marked: ComparePanel) -> None:
    said = summary(marked._tracks[0])
    assert "Marks: 0:02 Question 1, 0:02 so near that there is no room, 0:11 Answer 1, 0:18." in said
    assert "Marks: " in summary(marked._tracks[1])


def test_what_is_not_decoded_yet_is_not_called_silence(marked: ComparePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    track = marked._tracks[1]
    assert track is not None
    monkeypatch.setattr(track, "loudest", lambda: (0.0, 0.0))
    monkeypatch.setattr(track, "missing_s", lambda: [(0.0, track.duration_s)])
    assert "Silence" not in summary(track)
    assert "not ready yet" in summary(track)
    monkeypatch.setattr(track, "missing_s", lambda: [(1.0, track.duration_s)])
    assert "Silence so far." in summary(track)


def test_without_marks_nothing_is_there(pair: ComparePanel, qtbot: QtBot) -> None:
    assert all(plot.marks.titles == [] for plot in pair.plots)
    qtbot.keyClick(pair.plots[1], Qt.Key.Key_PageDown)
    assert pair.position_s == 0.0


def test_the_sound_track_is_the_one_it_was_made_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a file made with --track 2 would be compared with what it was not made from."""
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as out:
        streams = [out.add_stream("pcm_s16le", rate=RATE_HZ, layout="mono") for _ in range(2)]
        for level, stream in enumerate(streams, 1):
            frame = av.AudioFrame.from_ndarray(np.full((1, RATE_HZ), 1000 * level, np.int16), "s16", "mono")
            frame.sample_rate = RATE_HZ
            out.mux([*stream.encode(frame), *stream.encode(None)])
    monkeypatch.setattr(compared_tracks, "preview_info", lambda sqc: PreviewInfo(RATE_HZ, 1, 1, "6kbps", "a.mkv", 2))
    reader, _ = compared_tracks._open(path, tmp_path / "a.sqc")
    with reader:
        assert reader.info.track == 2
        assert round(float(reader.read(100)[50, 0]) * 32768) == 2000
    assert compared_tracks._cache_file(path, 1) != compared_tracks._cache_file(path, 2)
