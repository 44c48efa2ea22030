"""A program for a test: opens every window in one language and prints each text that has no room where it stands, and
each letter that means two things with Alt.

    python tests/gui/clipped_texts.py LANGUAGE WIDTH HEIGHT FOLDER

In other languages, each text that is English still is printed, too.

FOLDER holds talk.wav and talk.sqc. The scale of the screen is that of the environment.
"""

import sys
import time
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path
from typing import Any

from alt_keys import letters_given_twice, menu_letters_given_twice
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from sqcodec_gui.gui.blind_test.listening_dialog import ListeningDialog, wants_to_stop
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.style.elided_label import ElidedLabel
from sqcodec_gui.gui.window.closing import ask_how_to_close
from sqcodec_gui.paths import resources_dir

DIALOGS = (
    *("settings", "qualities", "help", "about", "archive_kit", "trash_originals", "record"),
    *("blind_test", "which_quality", "share", "make_smaller"),
)
SLACK_PX = 2
ELLIPSIS = "…"


def clipped(window: QWidget) -> list[str]:
    """What cannot be read whole: “kind: text”."""
    found = [f"{type(one).__name__}: {words_of(one)}" for one in window.findChildren(QWidget) if is_clipped(one)]
    found += [f"outside: {words_of(one)}" for one in window.findChildren(QWidget) if is_outside(one, window)]
    return found


def words_of(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def is_clipped(widget: QWidget) -> bool:
    if not widget.isVisible() or (not widget.isEnabledTo(None) and widget.visibleRegion().isEmpty()):
        return False
    if isinstance(widget, QTabBar):
        tabs = range(widget.count())
        last = widget.tabRect(widget.count() - 1)
        is_scrolled = last.right() > widget.width() + SLACK_PX
        return is_scrolled or any(
            widget.tabRect(tab).width() + SLACK_PX < widget.tabSizeHint(tab).width() for tab in tabs
        )
    if isinstance(widget, ElidedLabel) and not widget.wordWrap():
        return is_cut_amid(widget)
    if isinstance(widget, QLabel):
        if not widget.text() or widget.text().startswith("<"):
            return False
        if widget.wordWrap():
            return widget.height() + SLACK_PX < widget.heightForWidth(widget.width())
        return widget.width() + SLACK_PX < widget.sizeHint().width()
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        return field.width() + SLACK_PX < widget.fontMetrics().horizontalAdvance(widget.currentText())
    if isinstance(widget, QCheckBox | QRadioButton):
        return widget.width() + SLACK_PX < widget.sizeHint().width()
    return isinstance(widget, QAbstractButton) and bool(widget.text()) and _button_is_clipped(widget)


def is_cut_amid(label: ElidedLabel) -> bool:
    """Whether words are left out of a sentence: names may lose their middle, and a line its last parts."""
    is_name = any(sign in label.full_text for sign in ("/", "\\", ".wav", ".sqc"))
    return not is_name and ELLIPSIS in label.text() and not label.full_text.startswith(label.text())


def _button_is_clipped(button: QAbstractButton) -> bool:
    """Words and icon against what a button of this text would like to have."""
    is_icon = isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    if is_icon and not button.icon().isNull():
        return False  # its words are for screen readers
    needs = button.minimumSizeHint()
    return button.width() + SLACK_PX < needs.width() or button.height() + SLACK_PX < needs.height()


def is_outside(widget: QWidget, window: QWidget) -> bool:
    """A button that reaches beyond the window."""
    if not isinstance(widget, QAbstractButton) or not widget.isVisible() or not widget.isEnabled():
        return False
    if widget.window() is not window or widget.visibleRegion().isEmpty():
        return False
    place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    return not window.rect().adjusted(-1, -1, 1, 1).contains(place)


def rest(app: QApplication, duration_s: float) -> None:
    until_s = time.monotonic() + duration_s
    while time.monotonic() < until_s:
        app.processEvents()
        time.sleep(0.005)


def show_all(app: QApplication, window: MainWindow, folder: Path) -> None:
    print_clipped("empty", window)
    window.add_paths([folder / "talk.wav", folder / "talk.sqc"])
    until_s = time.monotonic() + 600
    while time.monotonic() < until_s and not (window.details.panel is not None and window.details.panel.isVisible()):
        rest(app, 0.05)
    rest(app, 0.5)
    print_clipped("compared", window)
    tell_if_large("window", window)
    for line in menu_letters_given_twice(window):
        print(f"menu: {line}")
    for name, ask in {"closing": ask_how_to_close, "stopping": wants_to_stop}.items():
        QTimer.singleShot(250, window, lambda name=name: look_at_dialog(app, window, name))
        ask(window)
    for name in DIALOGS:
        QTimer.singleShot(250, window, lambda name=name: look_at_dialog(app, window, name))
        window.actions_by_name[name].trigger()
        rest(app, 0.5)


def look_at_dialog(app: QApplication, window: MainWindow, name: str) -> None:
    dialog = QApplication.activeModalWidget() or next(
        (one for one in app.topLevelWidgets() if one.isVisible() and one is not window and one.isWindow()), None
    )
    if dialog is None:
        print(f"{name}: did not open")
        return
    tabs = dialog.findChild(QTabWidget)
    for page in range(tabs.count() if tabs is not None else 1):
        if tabs is not None:
            tabs.setCurrentIndex(page)
        app.processEvents()
        print_clipped(f"{name} {page}", dialog)
    look_at_letters_of_pages(app, dialog, name)
    if "-v" in sys.argv and tabs is not None:
        print([(tabs.widget(page).minimumSizeHint().width(), tabs.tabText(page)) for page in range(tabs.count())])
    tell_if_large(name, dialog)
    dialog.close()


def look_at_letters_of_pages(app: QApplication, dialog: QWidget, name: str) -> None:
    """Of those that come later in a listening test."""
    pages = dialog.findChild(QStackedWidget)
    if not isinstance(dialog, ListeningDialog) or pages is None:
        return
    shown = pages.currentIndex()
    for page in range(pages.count()):
        pages.setCurrentIndex(page)
        app.processEvents()
        for line in letters_given_twice(dialog):
            print(f"{name} {type(pages.currentWidget()).__name__}: {line}")
    pages.setCurrentIndex(shown)


def english_left(window: QWidget) -> list[str]:
    """Texts, tips and names for screen readers that stand in English where the language has others."""
    translations = translations_of(sys.argv[1])
    shown = [
        text
        for one in [window, *window.findChildren(QWidget)]
        for text in (
            words_of(one),
            one.toolTip(),
            one.accessibleName(),
            one.accessibleDescription(),
            *texts_within(one),
        )
    ]
    return [f"English: {text}" for text in shown if translations.get(text, text) != text]


def texts_within(widget: QWidget) -> list[str]:
    """The entries of a box, and the names of pages."""
    if isinstance(widget, QComboBox):
        return [widget.itemText(row) for row in range(widget.count())]
    return [widget.tabText(page) for page in range(widget.count())] if isinstance(widget, QTabBar) else []


@cache
def translations_of(language: str) -> dict[str, str]:
    """English texts and their translations; those that are the same in English in any place are left out."""
    file = resources_dir() / "translations" / f"sqcodec_{language}.ts"
    if not file.exists():
        return {}
    pairs = [
        (one.findtext("source") or "", one.findtext("translation") or "")
        for one in ElementTree.parse(file).getroot().iter("message")
    ]
    same = {source for source, translation in pairs if source == translation}
    return {source: translation for source, translation in pairs if source not in same}


def print_clipped(name: str, window: QWidget) -> None:
    for line in english_left(window):
        print(f"{name}: {line}")
    found = clipped(window)
    if found:  # words that came just now are laid out a moment later
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        rest(app, 0.5)
        found = clipped(window)
    for line in [*found, *letters_given_twice(window)]:
        print(f"{name}: {line}")


def tell_if_large(name: str, window: QWidget) -> None:
    """No window is larger than the screen."""
    width, height = (int(word) for word in sys.argv[2:4])
    if window.width() > width or window.height() > height:
        print(f"{name}: {window.width()} × {window.height()} is more than {width} × {height}")


def main() -> None:
    from sqcodec_gui.gui import app as program
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.queue.store import QueueStore
    from sqcodec_gui.gui.settings.user_settings import UserSettings
    from sqcodec_gui.gui.style.theme import apply_appearance

    language, width, height, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    app = program._make_application()
    kept = program.install_translations(app, language)
    settings = UserSettings(app)
    settings.set("start_on_add", False)
    settings.set("language", language)
    apply_appearance("light")

    def never(*_words: Any) -> Any:
        raise AssertionError("nothing is started here")

    window = MainWindow(settings, QueueStore(), never)
    window.resize(width, height)
    window.show()
    rest(app, 0.3)
    show_all(app, window, folder)
    window.stop_and_close()
    worker.shut_down()
    del kept


if __name__ == "__main__":
    main()
