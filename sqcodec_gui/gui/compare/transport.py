"""The rows under the waveforms have play, time, which one is heard, and then quietly what is used less often.

They only send signals.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.compare.roles import Role, role_name
from sqcodec_gui.gui.style.compact import CompactRow
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import MEDIUM, NONE, SLIDER_PX, SMALL, TINY
from sqcodec_gui.gui.wording.formatting import exact_duration_words, key_words, moment_words
from sqcodec_gui.playback.devices import Device

_LEVEL_STEPS = 100
_HELD_MS = 400
"""Who holds the button this long wants to hear the other one only meanwhile."""


class Transport(QWidget):
    """It shows what ``show_*`` gives it and asks by signals; it knows nothing of players."""

    play_clicked = Signal()
    start_clicked = Signal()
    track_chosen = Signal(int)
    """0: the original, 1: what came of it, 2: the original at the codec's rate."""
    switch_clicked = Signal()
    loop_clicked = Signal(bool)
    """Whether there shall be a loop."""
    zoom_clicked = Signal(float)
    """How much more (above 1) or less to show; 0 means everything."""
    level_changed = Signal(int)
    """0 (silence) to 100 (as recorded)"""
    device_chosen = Signal(object)
    """The name of an output, or None for the usual one"""
    look_again_clicked = Signal()

    def __init__(self, view_buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        """Build the row. ``view_buttons``: those that choose what the plots show."""
        super().__init__(parent)
        self._shown_devices: tuple[tuple[Device, ...], Device | None] | None = None
        self._since_press = QElapsedTimer()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(NONE, NONE, NONE, NONE)
        layout.setSpacing(SMALL)
        layout.addLayout(self._build_main_row())
        layout.addWidget(self._build_quiet_row(view_buttons))

    def _build_main_row(self) -> QHBoxLayout:
        self.start_button = self._tool(
            "skip-back", self.tr("From the start"), self._with_key(self.tr("Go to the start ({key})"), "Home")
        )
        self.start_button.clicked.connect(self.start_clicked)
        self.play_button = self._tool(
            "play", self.tr("Play"), self._with_key(self.tr("Play or pause ({key})"), "Space")
        )
        self.play_button.setProperty("kind", "play")
        give_icon(self.play_button, "play", "on_accent")
        self.play_button.clicked.connect(self.play_clicked)
        self.time_label = QLabel()
        self.time_label.setProperty("kind", "title")
        self.time_label.setToolTip(self.tr("Where the play head is, and how long it takes in all"))
        self._track_group = QButtonGroup(self)
        self.track_buttons = [
            self._segment(0, Role.ORIGINAL, self.tr("Hear the original (1)")),
            self._segment(1, Role.SMALL, self.tr("Hear what came of it (2)")),
        ]
        self._track_group.idClicked.connect(self.track_chosen)
        self.switch_button = self._tool(
            "arrow-left-right",
            self.tr("Switch"),
            self.tr("Hear the other one at the same moment (X); hold it to hear it only meanwhile (H)"),
        )
        self.switch_button.pressed.connect(self._begin_switch)
        self.switch_button.released.connect(self._end_switch)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addStretch(1)
        row.addWidget(self.start_button)
        row.addWidget(self.play_button)
        row.addSpacing(TINY)
        row.addWidget(self.time_label)
        row.addSpacing(MEDIUM)
        for button in self.track_buttons:
            row.addWidget(button)
        row.addWidget(self.switch_button)
        row.addStretch(1)
        return row

    def _with_key(self, tip: str, keys: str) -> str:
        return tip.format(key=key_words(keys))

    def _segment(self, index: int, role: Role, tip: str) -> QPushButton:
        button = QPushButton(role_name(role))
        button.setProperty("kind", "segment")
        button.setProperty("role", str(role))
        button.setCheckable(True)
        button.setAutoExclusive(True)  # a screen reader says that it is one of several
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the waveforms
        self._track_group.addButton(button, index)
        return button

    def _build_quiet_row(self, view_buttons: Sequence[QPushButton]) -> CompactRow:
        self.quiet_row = CompactRow()
        row = QHBoxLayout(self.quiet_row)
        row.setContentsMargins(NONE, NONE, NONE, NONE)
        row.setSpacing(TINY)
        for button in view_buttons:
            row.addWidget(button)
        row.addSpacing(SMALL)
        self.loop_button = QPushButton()
        self._make_quiet(
            self.loop_button, self.tr("Play a passage again and again (Shift and drag draws it; Esc ends)")
        )
        give_icon(self.loop_button, "repeat")
        self.loop_button.setCheckable(True)
        self.loop_button.clicked.connect(self.loop_clicked)
        self.loop_label = QLabel()
        self.loop_label.setProperty("kind", "facts")
        self.differences_button = QPushButton()
        self._make_quiet(self.differences_button, self.tr("A list of the places that differ most (W: the next one)"))
        give_icon(self.differences_button, "map-pin")
        self.differences_button.setCheckable(True)
        for widget in (self.loop_button, self.loop_label, self.differences_button):
            row.addWidget(widget)
        row.addStretch(1)
        self._build_level(row)
        self.more_button = self._tool(
            "ellipsis", self.tr("More"), self.tr("Output, zoom, and the original with limited treble")
        )
        self.more_button.setMenu(self._build_menu())
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.more_button)
        for button in view_buttons:
            self.quiet_row.say(button, button.text())
        self.quiet_row.say(self.loop_button, self.tr("Loop"))
        self.quiet_row.say(self.differences_button, self.tr("Where they differ"))
        self.quiet_row.let_go_of_words([*view_buttons, self.differences_button, self.loop_button])
        return self.quiet_row

    def _build_level(self, row: QHBoxLayout) -> None:
        self.level_icon = QToolButton()
        self._make_quiet(self.level_icon, self.tr("How loud: the same for both"))
        self.level_icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.level_icon.setAccessibleName(self.tr("As loud as recorded"))
        give_icon(self.level_icon, "volume-2")
        self.level_slider = QSlider(Qt.Orientation.Horizontal)
        self.level_slider.setRange(0, _LEVEL_STEPS)
        self.level_slider.setValue(_LEVEL_STEPS)
        self.level_slider.setFixedWidth(SLIDER_PX)
        self.level_slider.setAccessibleName(self.tr("Level"))
        self.level_slider.setToolTip(self.tr("How loud: the same for both"))
        self.level_slider.valueChanged.connect(self.level_changed)
        self.level_icon.clicked.connect(lambda: self.level_slider.setValue(_LEVEL_STEPS))
        row.addWidget(self.level_icon)
        row.addWidget(self.level_slider)

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        self.limited_action = QAction(self.tr("Hear the &original with limited treble\t3"), self)
        self.limited_action.setCheckable(True)
        self.limited_action.setToolTip(
            self.tr(
                "With no higher pitches than the small file can hold: so you judge the rest, and not the missing treble"
            )
        )
        self.limited_action.triggered.connect(lambda is_on: self.track_chosen.emit(2 if is_on else 0))
        menu.addAction(self.limited_action)
        menu.addSeparator()
        for text, factor in (
            (self.tr("Look &closer\t+"), 0.5),
            (self.tr("Show &more\t−"), 2.0),
            (self.tr("Show &everything\t0"), 0.0),
        ):
            menu.addAction(text).triggered.connect(partial(self.zoom_clicked.emit, factor))
        menu.addSeparator()
        self.device_menu = menu.addMenu(self.tr("&Where to play"))
        self._device_group = QActionGroup(self)
        self.look_again_action = QAction(self.tr("&Search for loudspeakers and headphones again"), self)
        self.look_again_action.triggered.connect(self.look_again_clicked)
        self.device_menu.addAction(self.look_again_action)
        menu.setToolTipsVisible(True)
        return menu

    def _tool(self, icon: str, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(name)
        button.setAccessibleName(name)
        self._make_quiet(button, tip)
        give_icon(button, icon)
        return button

    def _make_quiet(self, button: QAbstractButton, tip: str) -> None:
        button.setProperty("kind", "quiet")
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _begin_switch(self) -> None:
        self._since_press.start()
        self.switch_clicked.emit()

    def _end_switch(self) -> None:
        if self._since_press.elapsed() >= _HELD_MS:
            self.switch_clicked.emit()

    def show_playing(self, is_playing: bool, can_play: bool) -> None:
        name = self.tr("Pause") if is_playing else self.tr("Play")
        if self.play_button.text() != name or not self.play_button.accessibleName():
            self.play_button.setText(name)
            self.play_button.setAccessibleName(name)
            give_icon(self.play_button, "pause" if is_playing else "play", "on_accent")
        self.play_button.setEnabled(can_play)

    def show_tracks(self, there: tuple[bool, bool, bool], heard: int, lower_role: Role) -> None:
        """Show which of original, what came of it, and original at the codec's rate can be heard, and which one is."""
        names = (role_name(Role.ORIGINAL), role_name(lower_role))
        other = self.track_buttons[1]
        if other.property("role") != str(lower_role):
            other.setProperty("role", str(lower_role))
            other.style().polish(other)
        for index, button in enumerate(self.track_buttons):
            is_heard = there[index] and index == (0 if heard == 2 else heard)
            button.setEnabled(there[index])
            button.setText(names[index])
            button.setChecked(is_heard)
        self.limited_action.setEnabled(there[2])
        self.limited_action.setChecked(there[2] and heard == 2)
        self.switch_button.setEnabled(there[0] and there[1])
        self.differences_button.setEnabled(there[0] and there[1])

    def show_time(self, position_s: float, duration_s: float) -> None:
        self.time_label.setText(f"{moment_words(position_s, 1)} / {exact_duration_words(duration_s)}")

    def show_loop(self, loop_s: tuple[float, float] | None) -> None:
        self.loop_button.setChecked(loop_s is not None)
        if loop_s is None:
            self.loop_label.setText("")
        else:
            length = QLocale().toString(loop_s[1] - loop_s[0], "f", 2)
            text = self.tr("{start} – {stop} ({length} s)")
            self.loop_label.setText(
                text.format(start=moment_words(loop_s[0], 2), stop=moment_words(loop_s[1], 2), length=length)
            )
        self.quiet_row.words_changed()

    def show_devices(self, devices: tuple[Device, ...], current: Device | None) -> None:
        if (devices, current) == self._shown_devices:
            return  # the menu may be open just now
        self._shown_devices = (devices, current)
        self.device_menu.clear()
        for device in devices:
            action = self.device_menu.addAction(device.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setActionGroup(self._device_group)
            action.setChecked(current is not None and device.name == current.name)
            action.triggered.connect(lambda _checked=False, name=device.name: self.device_chosen.emit(name))
        if not devices:
            self.device_menu.addAction(self.tr("No sound output")).setEnabled(False)
        self.device_menu.addSeparator()
        self.device_menu.addAction(self.look_again_action)
