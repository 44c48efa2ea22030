"""What stands below the comparison is seen whole, or in the menu ⋯: at any width and height, in German too."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import app as program
from sqcodec_gui.gui.compare.panel import ComparePanel

WAIT_MS = 60_000
HIGH_PX, LOW_PX = 560, 240


@pytest.fixture
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    installed = program.install_translations(qapp, request.param)
    yield request.param
    for translator in installed:
        qapp.removeTranslator(translator)
    program.install_translations(qapp, "en")


@pytest.fixture
def offering(language: str, pair: ComparePanel) -> ComparePanel:
    """The panel as the window has it, with two buttons more."""
    texts = {"en": ("Can you hear it?", "Which quality is enough?"), "de": ("Hören Sie es?", "Welche Qualität genügt?")}
    for text in texts[language]:
        button = QPushButton(text)
        button.setProperty("kind", "soft")
        pair.offer(button)
    return pair


def entries(panel: ComparePanel) -> dict[str, QAction]:
    """What the menu ⋯ shows as it opens."""
    panel.show_what_has_left()
    return {action.text(): action for action in panel.transport.more_button.menu().actions() if action.isVisible()}


def buttons(panel: ComparePanel) -> list[QPushButton]:
    found = [one for one in panel.last_row.findChildren(QPushButton) if one.text()]
    assert len(found) == 3
    return found


@pytest.mark.parametrize("language", ["en", "de"], indirect=True)
@pytest.mark.parametrize("height_px", [HIGH_PX, LOW_PX])
@pytest.mark.parametrize("width_px", [1000, 768, 600, 480])
def test_each_button_is_whole_or_in_the_menu(offering: ComparePanel, width_px: int, height_px: int) -> None:
    panel = offering
    panel.resize(width_px, height_px)
    QApplication.processEvents()
    shown = entries(panel)
    for button in buttons(panel):
        is_seen = panel.last_row.is_seen(button)
        assert is_seen != (button.text() in shown), button.text()
        if is_seen:
            assert button.width() >= button.minimumSizeHint().width()
            assert panel.last_row.rect().contains(button.geometry())


@pytest.mark.parametrize("language", ["en", "de"], indirect=True)
@pytest.mark.parametrize("width_px", [1000, 768, 700, 650, 600, 550, 480])
def test_level_and_time_are_never_cut(offering: ComparePanel, width_px: int) -> None:
    """In the German window at 200 %, “Pegel: 0,1 … Original” stood there."""
    panel = offering
    panel.resize(width_px, HIGH_PX)
    QApplication.processEvents()
    label = panel.details_label
    assert label.full_text
    assert "…" not in label.text()
    assert label.full_text.startswith(label.text())
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    assert (label.full_text in entries(panel)) == (label.text() != label.full_text)


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_an_entry_of_the_menu_does_what_its_button_does(offering: ComparePanel, qtbot: QtBot) -> None:
    panel = offering
    panel.resize(1000, LOW_PX)
    QApplication.processEvents()
    (first,) = (button for button in buttons(panel) if button.text() == "Can you hear it?")
    assert not panel.last_row.is_seen(first)
    with qtbot.waitSignal(first.clicked, timeout=WAIT_MS):
        entries(panel)[first.text()].trigger()
    first.setEnabled(False)
    assert not entries(panel)[first.text()].isEnabled()


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_size_and_rate_stay_longest_beside_a_track(offering: ComparePanel) -> None:
    title = offering.titles[1]
    facts = "A long name of a recording.sqc · 0:12 · mono · 16 kHz · 7.7 kB · 5.1 kbit/s"
    title.set_texts("Small file", title._colour, facts)
    for width_px in (500, 400, 330, 260, 230):
        title.setFixedWidth(width_px)
        QApplication.processEvents()
        assert "7.7 kB · 5.1 kbit/s" in title.text(), (width_px, title.text())
    assert "mono" not in title.text()


@pytest.mark.parametrize("language", ["de"], indirect=True)
@pytest.mark.parametrize("width_px", [1000, 480])
def test_what_went_wrong_is_seen_whole(offering: ComparePanel, width_px: int) -> None:
    """“Es w…eut.” stood beside the buttons, where a computer has no loudspeakers."""
    panel, problem = offering, "Es wurde keine Tonausgabe gefunden: Schließen Sie Lautsprecher oder Kopfhörer an. " * 2
    panel._problems.append(problem)
    panel._show_state()
    panel.resize(width_px, HIGH_PX)
    QApplication.processEvents()
    label = panel.problem_label
    assert label.isVisible()
    assert problem in label.text()
    assert label.height() >= label.heightForWidth(label.width())
