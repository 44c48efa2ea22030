"""The style sheet over Qt's style “Fusion” is filled in from the table in ``theme``."""

from collections.abc import Mapping
from string import Template

# A dynamic property “kind” tells which look a widget has. Buttons: “filled” (one on a screen), “soft”, “quiet”,
# “segment” (one of several in a row), “row” (on a card), “play”, “listen” and “answer” (of a blind test). Labels:
# “title”, “heading”, “facts”. Frames: “bar”, “work”, “card”, “notice”. Nothing changes its weight with its state: words
# would be cut, as the room for them stays.
_SHEET = Template("""
QToolTip { background: $tip; color: $on_tip; border: none; padding: ${tiny}px; }
QLabel[kind="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[kind="facts"] { font-size: ${facts_pt}pt; color: $faint; }
QLabel[kind="heading"] { font-weight: 600; }
QLabel[state="caution"] { color: $caution; }
QLabel[state="bad"] { color: $bad; }
QFrame[kind="bar"] { background: $surface; border: none; border-bottom: ${line_width}px solid $line; }
QFrame[kind="work"] { background: $surface; border: none; border-top: ${line_width}px solid $line; }
QFrame[kind="notice"] { background: $chosen; border: none; border-radius: ${radius}px; }
QFrame[kind="card"] { background: $surface; border: ${line_width}px solid $line; border-radius: ${radius}px; }
QFrame[kind="card"][chosen="true"] { background: $chosen; border-color: $accent; }
QWidget[kind="stage"] { background: $surface; }

QPushButton, QToolButton, QComboBox, QLineEdit, QAbstractSpinBox {
    min-height: ${inner}px; border: ${line_width}px solid $outline; border-radius: ${radius}px;
    background: $surface; color: $text; padding: 0 ${small_gap}px;
}
QPushButton { padding: 0 ${medium}px; }
QToolButton { padding: 0 ${small_gap}px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { background: $raised; }
QAbstractSpinBox { padding: 0; max-height: ${inner}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: ${large}px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$chevron_up"); width: ${medium}px; height: ${medium}px; }
QAbstractSpinBox::down-arrow { image: url("$chevron_down"); width: ${medium}px; height: ${medium}px; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled,
QAbstractSpinBox:disabled {
    color: $disabled; border-color: $line;
}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus,
QAbstractSpinBox:focus {
    border: ${focus_width}px solid $accent;
}
QPushButton:default { border-color: $accent; }
QPushButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:checked:focus { border: ${focus_width}px solid $text; }
QPushButton::menu-indicator, QToolButton::menu-indicator { width: 0; image: none; }

QPushButton[kind="filled"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="filled"]:hover { background: $accent_deep; }
QPushButton[kind="filled"]:focus { border: ${focus_width}px solid $text; }
QPushButton[kind="filled"]:disabled { background: $raised; color: $disabled; border-color: $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"] { padding: 0 ${small_gap}px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:checked {
    background: $chosen; color: $text; border-color: $accent;
}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: ${focus_width}px solid $accent; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { border-color: transparent; }
QPushButton[kind="soft"] { background: $raised; border-color: transparent; padding: 0 ${small_gap}px; }
QPushButton[kind="soft"]:hover { background: $line; }
QPushButton[kind="soft"]:checked { background: $chosen; color: $text; border-color: $accent; }
QPushButton[kind="soft"]:focus { border: ${focus_width}px solid $accent; }
QPushButton[kind="soft"]:disabled { border-color: transparent; }
QPushButton[kind="segment"] { padding: 0 ${medium}px; background: $window; border-color: $line; }
QPushButton[kind="segment"]:hover { background: $raised; }
QPushButton[kind="segment"]:checked {
    background: $chosen; color: $text; border: ${line_width}px solid $accent;
}
QPushButton[kind="segment"][role="original"]:checked {
    background: $original; color: $on_track; border-color: $original;
}
QPushButton[kind="segment"][role="small"]:checked { background: $small; color: $on_track; border-color: $small; }
QPushButton[kind="segment"][role="restored"]:checked {
    background: $restored; color: $on_track; border-color: $restored;
}
QPushButton[kind="segment"][role="opus"]:checked { background: $opus; color: $on_track; border-color: $opus; }
QPushButton[kind="segment"][role="mp3"]:checked { background: $mp3; color: $on_track; border-color: $mp3; }
QPushButton[kind="segment"]:checked:focus { border: ${focus_width}px solid $text; }
QPushButton[kind="listen"] { min-height: ${listen}px; }
QPushButton[kind="answer"] { min-height: ${play}px; }
QToolButton[kind="row"] {
    background: transparent; border-color: transparent; padding: 0 ${tiny}px; min-height: ${medium}px;
    border-radius: ${tiny}px;
}
QToolButton[kind="row"]:hover { background: $line; }
QToolButton[kind="row"]:focus { border: ${focus_width}px solid $accent; }
QToolButton[kind="play"] {
    background: $accent; border: ${focus_width}px solid $accent; border-radius: ${half_play}px;
    min-width: ${inner_play}px; min-height: ${inner_play}px; max-width: ${inner_play}px; max-height: ${inner_play}px;
    padding: 0;
}
QToolButton[kind="play"]:hover { background: $accent_deep; }
QToolButton[kind="play"]:focus { border-color: $text; }
QToolButton[kind="play"]:disabled { background: $raised; border-color: $raised; }

QComboBox::drop-down { border: none; width: ${large}px; }
QComboBox::down-arrow { image: url("$chevron_down"); width: ${medium}px; height: ${medium}px; }
QComboBox QAbstractItemView, QMenu {
    background: $surface; color: $text; border: ${line_width}px solid $outline; padding: ${tiny}px; border-radius: 0;
    selection-background-color: $accent; selection-color: $on_accent;
}
QMenu::item { padding: ${tiny}px ${large}px; border-radius: ${tiny}px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; }
QMenu::item:disabled:selected { background: $raised; }
QMenu::separator { height: ${line_width}px; background: $line; margin: ${tiny}px ${small_gap}px; }
QMenu::icon { padding-left: ${small_gap}px; }
QMenuBar { background: $surface; color: $text; }
QMenuBar::item { background: transparent; padding: ${tiny}px ${small_gap}px; border-radius: ${tiny}px; }
QMenuBar::item:selected { background: $raised; }

QAbstractItemView {
    background: $surface; alternate-background-color: $window; border: ${line_width}px solid $line; outline: none;
    border-radius: ${radius}px; padding: ${tiny}px;
}
QAbstractItemView:focus { border: ${line_width}px solid $accent; }
QListWidget::item { padding: ${tiny}px; }
QListView[kind="cards"] { background: $window; border: none; border-radius: 0; padding: 0; }
QHeaderView { border: none; border-radius: 0; padding: 0; }
QHeaderView::section {
    background: $surface; color: $faint; border: none; border-bottom: ${line_width}px solid $line; padding: ${tiny}px;
}
QTableView { gridline-color: $line; }
QTableView::item { padding: ${tiny}px; }
QTabWidget QTableView { border: none; }
QTextEdit, QPlainTextEdit, QTextBrowser {
    background: $surface; border: ${line_width}px solid $line; border-radius: ${radius}px;
}

QProgressBar {
    background: $raised; border: none; border-radius: ${half_progress}px; min-height: ${progress}px;
    max-height: ${progress}px; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: ${half_progress}px; }
QSlider { min-height: ${large}px; background: transparent; }
QSlider::groove:horizontal { height: ${tiny}px; border-radius: ${half_tiny}px; background: $outline; }
QSlider::sub-page:horizontal { border-radius: ${half_tiny}px; background: $accent; }
QSlider::handle:horizontal {
    width: ${medium}px; height: ${medium}px; margin: -${handle_above}px 0;
    border-radius: ${small_gap}px; background: $accent;
}
QSlider::handle:horizontal:focus { border: ${focus_width}px solid $text; }
QTabWidget::pane { border: ${line_width}px solid $line; border-radius: ${radius}px; background: $surface; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $faint; padding: ${small_gap}px ${medium}px; border: none;
    border-bottom: ${focus_width}px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom: ${focus_width}px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { background: $chosen; }
QTabBar QToolButton { padding: 0; border: none; border-radius: 0; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QStatusBar { background: $window; color: $faint; font-size: ${facts_pt}pt; }
QStatusBar QLabel { color: $faint; font-size: ${facts_pt}pt; }
QStatusBar::item { border: none; }
QGroupBox { border: ${line_width}px solid $line; border-radius: ${radius}px; margin-top: ${medium}px; }
QGroupBox::title { subcontrol-origin: margin; left: ${small_gap}px; padding: 0 ${tiny}px; }
QScrollBar:vertical { background: transparent; width: ${small_gap}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${small_gap}px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: ${tiny}px; min-height: ${large}px; min-width: ${large}px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(
    colours: Mapping[str, str],
    sizes: Mapping[str, int],
    type_sizes_pt: Mapping[str, float],
    chevron_down: str,
    chevron_up: str,
) -> str:
    """Return the whole style sheet, for one table of colours. The chevrons are the files of the arrows of fields."""
    made = {
        "inner": sizes["control"] - 2 * sizes["line_width"],
        "inner_play": sizes["play"] - 2 * sizes["focus_width"],
        "half_play": sizes["play"] // 2,
        "half_progress": sizes["progress"] // 2,
        "half_tiny": sizes["tiny"] // 2,
        "handle_above": (sizes["medium"] - sizes["tiny"]) // 2,
    }
    chevrons = {"chevron_down": chevron_down, "chevron_up": chevron_up}
    types = {f"{name}_pt": f"{size_pt:g}" for name, size_pt in type_sizes_pt.items()}
    return _SHEET.substitute({**colours, **sizes, **made, **types, **chevrons})
