"""What other programs hand over becomes paths."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from sqcodec_gui.gui.window.drops import paths_from


def test_files_of_this_machine_each_once_and_nothing_else(tmp_path: Path) -> None:
    mime = QMimeData()
    file = QUrl.fromLocalFile(str(tmp_path / "é #1.wav"))
    mime.setUrls([file, QUrl("https://example.org/talk.wav"), file])
    assert paths_from(mime) == [tmp_path / "é #1.wav"]


@pytest.mark.parametrize("line", ["{path}", '"{path}"', " {path} ", "file://{path}"])
def test_text_counts_where_its_lines_are_paths(tmp_path: Path, line: str) -> None:
    path = tmp_path / "talk.wav"
    path.touch()
    mime = QMimeData()
    mime.setText("Have a look:\n" + line.format(path=path) + "\nrelative.wav\n/no/such/file\n" + "x" * 9000)
    assert paths_from(mime) == [path]


def test_nothing_in_it() -> None:
    assert paths_from(QMimeData()) == []
