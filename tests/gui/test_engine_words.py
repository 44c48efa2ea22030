"""Sentences of the lower parts in the window's language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from sqcodec_gui import paths
from sqcodec_gui.audio import AudioInfo, open_audio
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.engine.estimate import what_is_lost
from sqcodec_gui.gui.engine_texts import TEXTS
from sqcodec_gui.gui.engine_words import in_words


@pytest.fixture
def german(qapp: QCoreApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(paths.resources_dir() / "translations" / "sqcodec_de.qm"))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_in_english_a_sentence_stays_as_it_is(qapp: QCoreApplication) -> None:
    for template in TEXTS:
        sentence = template.format("talk.wav", "12", "x (y)", "[z]")
        assert in_words(sentence) == sentence


@pytest.mark.usefixtures("german")
def test_an_error_is_said_in_german_with_what_was_filled_in(tmp_path) -> None:
    (tmp_path / "leer ü.wav").touch()
    with pytest.raises(AudioError) as caught:
        open_audio(tmp_path / "leer ü.wav")
    assert in_words(caught.value) == "leer ü.wav ist leer (0 Bytes); suchen Sie eine andere Kopie davon."


@pytest.mark.usefixtures("german")
def test_a_reason_within_a_reason() -> None:
    inner = "the header is damaged: its checksum is wrong"
    said = in_words(f"talk.sqc is damaged ({inner}); make a whole file of it with “sqcodec repair”.")
    assert "der Kopf ist beschädigt: Seine Prüfsumme stimmt nicht" in said
    assert said.startswith("talk.sqc ist beschädigt (")


@pytest.mark.usefixtures("german")
def test_what_will_be_lost(stereo_48khz: AudioInfo) -> None:
    assert [in_words(sentence) for sentence in what_is_lost(stereo_48khz, "6kbps")] == [
        "48 → 16 kHz: Über 8 kHz bleibt nichts erhalten.",
        "Alle 2 Kanäle bleiben erhalten, jeder für sich kodiert.",
    ]


@pytest.mark.usefixtures("german")
def test_what_nobody_listed_stays_as_it_is() -> None:
    assert in_words("Something else {0} happened.") == "Something else {0} happened."


@pytest.fixture
def stereo_48khz(tmp_path) -> AudioInfo:
    import numpy as np
    import soundfile

    soundfile.write(tmp_path / "stereo.wav", np.zeros((480, 2), np.float32), 48000)
    with open_audio(tmp_path / "stereo.wav") as reader:
        return reader.info
