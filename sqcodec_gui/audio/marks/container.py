"""This module reads chapters that FFmpeg finds: of MP4 (Nero's and QuickTime's), Matroska, ASF and others."""

from typing import TYPE_CHECKING

from sqcodec_gui.marks import Mark

if TYPE_CHECKING:
    from av.container import InputContainer


def container_chapters(container: "InputContainer") -> list[Mark]:
    """Read the chapters of an open file, in seconds from the file's start."""
    marks = []
    for chapter in container.chapters():
        tick_s = chapter["time_base"]
        if tick_s is None:
            continue
        start_s, stop_s = max(0.0, float(chapter["start"] * tick_s)), float(chapter["end"] * tick_s)
        marks.append(Mark(start_s, chapter["metadata"].get("title", ""), stop_s if stop_s > start_s else None))
    return marks
