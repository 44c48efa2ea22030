"""Sentences of the lower parts in the window's language."""

import errno
import os
import re
import string
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from sqcodec_gui import paths
from sqcodec_gui.audio import AudioInfo, open_audio
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.container.errors import SqcHeaderError
from sqcodec_gui.container.structure import REPAIR_HINT
from sqcodec_gui.engine.estimate import what_is_lost
from sqcodec_gui.errors import SqcodecError, system_reason
from sqcodec_gui.gui.wording.engine_texts import TEXTS
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.wording.window_wording import FOR_THE_WINDOW
from sqcodec_gui.messages import Message


@pytest.fixture
def german(qapp: QCoreApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(paths.resources_dir() / "translations" / "sqcodec_de.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def sample_of(template: str) -> Message:
    """A message with something in every place of a template."""
    places = {name: spec for _, name, spec, _ in string.Formatter().parse(template) if name is not None}
    return Message(template, **{name: "x {y} (z)" if not spec else 3 for name, spec in places.items()})


@pytest.mark.parametrize("language", ["en", "de", "zh_CN"])
def test_every_message_can_be_said_in_every_language(qapp: QCoreApplication, language: str) -> None:
    translator = QTranslator()
    translator.load(str(paths.resources_dir() / "translations" / f"sqcodec_{language}.qm"))
    qapp.installTranslator(translator)
    try:
        for template in map(str, TEXTS):
            said = translate_message(sample_of(template))
            assert said
            assert not re.search(r"\{(?!y\})", said), said
            if language == "en" and template not in FOR_THE_WINDOW:
                assert said == sample_of(template)
    finally:
        qapp.removeTranslator(translator)


def test_the_window_speaks_to_people_at_a_window() -> None:
    """No commands, no names of errors, of servers' kinds or of pages that are called otherwise."""
    wrong = re.compile(r"“sqcodec |\bhub\b|\bHub\b|Models page|HF_ENDPOINT|--|\w+Error\b|“auto”|“cpu”")
    said = [str(FOR_THE_WINDOW.get(str(template), template)) for template in TEXTS]
    assert [text for text in said if wrong.search(text)] == []


OF_VERIFY = {
    "Cut at block borders: {start_s:.2f} s to {stop_s:.2f} s.",
    "Every byte is what {sidecar} says (SHA-256).",
    "Every one of the {count} blocks is whole (CRC-32), and so are header and footer.",
    "It decodes with the weights on this machine, to the exact length.",
    "It is not the file that {sidecar} was written for: the SHA-256 differs.",
    "The tokens of all {duration_s:.2f} s are those that were written (SHA-256).",
    "its SHA-256 is none",
    "{source} is the recording that it was made from (SHA-256).",
}
"""What a command says that the window does not have."""


def test_the_window_needs_no_knowledge_of_codecs() -> None:
    """Not even where a file is damaged: then of all moments people want to understand what they read."""
    wrong = re.compile(
        r"\bweights?\b|\bcodec\b|[Dd]ecod|SHA-256|CRC|checksum is|\btorch\b|\btokens?\b|\bfooter\b|entropy|"
        r"(?<!{)\bhash\b|\bmoov\b|UTF|JSON|at byte|\blayers?\b|\bblocks?\b"
    )
    said = [str(FOR_THE_WINDOW.get(str(template), template)) for template in TEXTS if str(template) not in OF_VERIFY]
    assert [text for text in said if wrong.search(text) and text not in map(str, FOR_THE_WINDOW)] == []


def test_what_the_window_says_otherwise_is_said_by_somebody() -> None:
    assert set(FOR_THE_WINDOW) <= set(map(str, TEXTS))


SYSTEM_ERRORS = [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO, errno.ESTALE]


@pytest.mark.parametrize("number", SYSTEM_ERRORS)
@pytest.mark.parametrize("language", ["de", "zh_CN"])
def test_what_the_system_says_is_said_in_the_language_of_the_window(
    qapp: QCoreApplication, language: str, number: int
) -> None:
    """A German row ended in “No such file or directory”."""
    reason = system_reason(OSError(number, os.strerror(number)))
    in_english = translate_message(reason)
    translator = QTranslator()
    assert translator.load(str(paths.resources_dir() / "translations" / f"sqcodec_{language}.qm"))
    qapp.installTranslator(translator)
    try:
        said = translate_message(SqcodecError("{name} could not be written: {reason}.", name="a.sqc", reason=reason))
    finally:
        qapp.removeTranslator(translator)
    assert reason == os.strerror(number)
    assert in_english != reason
    assert reason not in said
    assert in_english not in said


def test_numbers_are_written_as_in_the_language() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        message = Message(
            "{error} at {offset:,}, {start_s:.2f} s, {n}",
            error=Message("{x:.1%}", x=0.5),
            offset=12345,
            start_s=1.5,
            n=3,
        )
        assert translate_message(message) == "50,0% at 12.345, 1,50 s, 3"
    finally:
        QLocale.setDefault(before)


@pytest.mark.usefixtures("german")
def test_an_error_is_said_in_german_with_what_was_filled_in(tmp_path) -> None:
    (tmp_path / "leer ü.wav").touch()
    with pytest.raises(AudioError) as caught:
        open_audio(tmp_path / "leer ü.wav")
    assert translate_message(caught.value) == "leer ü.wav ist leer (0 Bytes); suchen Sie eine andere Kopie davon."


@pytest.mark.usefixtures("german")
def test_a_damaged_file_is_told_of_in_german_as_a_whole() -> None:
    """Of several sentences, each with a reason within it: these were English in every window."""
    error = SqcHeaderError(
        "the header is damaged: its checksum is wrong", offset=4, file_name="talk.sqc", hint=REPAIR_HINT
    )
    assert translate_message(error) == (
        "talk.sqc: ihr Anfang ist beschädigt. Was davon heil ist, lässt sich weiterhin hören und wiederherstellen."
    )


@pytest.mark.usefixtures("german")
def test_what_will_be_lost(stereo_48khz: AudioInfo) -> None:
    assert [translate_message(sentence) for sentence in what_is_lost(stereo_48khz, "6kbps")] == [
        "48 → 16 kHz: Über 8 kHz bleibt nichts erhalten.",
        "Die 2 Kanäle bleiben erhalten.",
    ]


def test_a_model_is_called_as_its_card(qapp: QApplication) -> None:
    said = Message("The hub could not be reached, so {model} was not fetched. Check the connection to the internet and"
        " try again.", model="12kbps")  # fmt: skip
    assert translate_message(said) == (
        "The server that has the qualities could not be reached, so “Best” was not fetched. Check the connection to the"
        " internet and try again."
    )
    assert translate_message(Message("{name}: no sound", name="12kbps.wav")) == "12kbps.wav: no sound"


@pytest.mark.usefixtures("german")
def test_what_nobody_listed_stays_as_it_is() -> None:
    assert translate_message("Something else {0} happened.") == "Something else {0} happened."


@pytest.fixture
def stereo_48khz(tmp_path) -> AudioInfo:
    import numpy as np
    import soundfile

    soundfile.write(tmp_path / "stereo.wav", np.zeros((480, 2), np.float32), 48000)
    with open_audio(tmp_path / "stereo.wav") as reader:
        return reader.info
