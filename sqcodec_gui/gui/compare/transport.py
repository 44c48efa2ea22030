"""The buttons under the waveforms: play, time, which one is heard, loop, level, output. They only send signals."""

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.compare.timeaxis import clock
from sqcodec_gui.gui.playback.devices import Device

_LEVEL_STEPS = 100
_BUTTON_MARGIN_PX = 28


class Transport(QWidget):
    """Shows what it is told by ``show_*`` and asks by signals; knows nothing of players."""

    play_clicked = Signal()
    track_chosen = Signal(int)
    switch_clicked = Signal()
    hold_changed = Signal(bool)
    """True while the person holds the button to hear the other one."""
    clear_loop_clicked = Signal()
    zoom_clicked = Signal(float)
    """How much more (above 1) or less to show; 0 means everything."""
    level_changed = Signal(int)
    """0 (silence) to 100 (as recorded)"""
    device_chosen = Signal(object)
    """The name of an output, or None for the usual one"""
    look_again_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_devices: tuple[tuple[Device, ...], Device | None] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._build_main_row())
        layout.addLayout(self._build_second_row())
        self._recolour()

    def _build_main_row(self) -> QHBoxLayout:
        self.play_button = self._button(self.tr("▶ Play"), self.tr("Play or pause (Space)"))
        self.play_button.clicked.connect(self.play_clicked)
        self.time_label = QLabel()
        self.time_label.setAccessibleName(self.tr("Time"))
        font = self.time_label.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.time_label.setFont(font)
        self.track_buttons = [
            self._button(self.tr("Original"), self.tr("Hear the original (1)")),
            self._button(self.tr("Decoded"), self.tr("Hear what comes back from the small file (2)")),
            self._button(
                self.tr("Original at the codec's rate"),
                self.tr(
                    "Hear the original with no higher pitches than the small file can hold: "
                    "what the codec does, without what its rate does (3)"
                ),
            ),
        ]
        self._track_group = QButtonGroup(self)
        bold = QFont(self.font())
        bold.setBold(True)
        for index, button in enumerate(self.track_buttons):
            button.setCheckable(True)
            # Room for what is written when it is heard, so that nothing moves at a switch.
            button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(f"♪ {button.text()}") + _BUTTON_MARGIN_PX)
            self._track_group.addButton(button, index)
        self._track_group.idClicked.connect(self.track_chosen)
        self.switch_button = self._button(
            self.tr("⇄ Switch"), self.tr("Switch between original and decoded, at the same moment (X)")
        )
        self.switch_button.clicked.connect(self.switch_clicked)
        self.hold_button = self._button(
            self.tr("Hold to hear the other"), self.tr("Hear the other one while you hold this button (or the key H)")
        )
        self.hold_button.pressed.connect(lambda: self.hold_changed.emit(True))
        self.hold_button.released.connect(lambda: self.hold_changed.emit(False))
        row = QHBoxLayout()
        row.addWidget(self.play_button)
        row.addWidget(self.time_label)
        row.addStretch()
        for widget in (*self.track_buttons, self.switch_button, self.hold_button):
            row.addWidget(widget)
        return row

    def _build_second_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        zooms = ((self.tr("−"), 2.0, self.tr("Show more (−)")), (self.tr("+"), 0.5, self.tr("Look closer (+)")))
        for text, factor, tip in (*zooms, (self.tr("All"), 0.0, self.tr("Show everything (0)"))):
            button = self._button(text, tip)
            # As wide as its word: in German, the row is as long as the window.
            button.setMaximumWidth(button.fontMetrics().horizontalAdvance(text) + _BUTTON_MARGIN_PX)
            button.clicked.connect(lambda _checked=False, factor=factor: self.zoom_clicked.emit(factor))
            row.addWidget(button)
        self.loop_label = QLabel()
        row.addWidget(self.loop_label)
        self.clear_loop_button = self._button(self.tr("Clear loop"), self.tr("Play on, without the loop (Esc)"))
        self.clear_loop_button.clicked.connect(self.clear_loop_clicked)
        row.addWidget(self.clear_loop_button)
        row.addStretch()
        self._build_output(row)
        return row

    def _build_output(self, row: QHBoxLayout) -> None:
        self.level_slider = QSlider(Qt.Orientation.Horizontal)
        self.level_slider.setRange(0, _LEVEL_STEPS)
        self.level_slider.setValue(_LEVEL_STEPS)
        self.level_slider.setFixedWidth(110)
        self.level_slider.setAccessibleName(self.tr("Level"))
        self.level_slider.setToolTip(self.tr("How loud: the same for both"))
        self.level_slider.valueChanged.connect(self.level_changed)
        level_label = QLabel(self.tr("&Level"))
        level_label.setBuddy(self.level_slider)
        self.device_box = QComboBox()
        self.device_box.setAccessibleName(self.tr("Sound output"))
        self.device_box.setToolTip(self.tr("Where to play"))
        self.device_box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.device_box.setMinimumContentsLength(14)
        self.device_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.device_box.activated.connect(lambda _index: self.device_chosen.emit(self.device_box.currentData()))
        self.look_again_button = self._button(
            self.tr("Look again"), self.tr("Search for loudspeakers and headphones that were connected since")
        )
        self.look_again_button.clicked.connect(self.look_again_clicked)
        for widget in (level_label, self.level_slider, self.device_box, self.look_again_button):
            row.addWidget(widget)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the waveforms
        return button

    def show_playing(self, is_playing: bool, can_play: bool) -> None:
        self.play_button.setText(self.tr("▮▮ Pause") if is_playing else self.tr("▶ Play"))
        self.play_button.setEnabled(can_play)

    def show_tracks(self, there: tuple[bool, bool, bool], heard: int) -> None:
        """Which of original, decoded, and original at the codec's rate can be heard, and which one is."""
        names = (self.tr("Original"), self.tr("Decoded"), self.tr("Original at the codec's rate"))
        for index, button in enumerate(self.track_buttons):
            is_heard = index == heard and there[index]
            button.setEnabled(there[index])
            button.setText(f"♪ {names[index]}" if is_heard else names[index])
            button.setChecked(is_heard)
        for button in (self.switch_button, self.hold_button):
            button.setEnabled(there[0] and there[1])

    def show_time(self, position_s: float, duration_s: float) -> None:
        self.time_label.setText(f"{clock(position_s, 1)} / {clock(duration_s, 1)}")

    def show_loop(self, loop_s: tuple[float, float] | None) -> None:
        self.clear_loop_button.setVisible(loop_s is not None)
        if loop_s is None:
            self.loop_label.setText(self.tr("Shift and drag to loop a passage"))
        else:
            text = self.tr("Loop {start} – {stop} ({length} s)")
            length = QLocale().toString(loop_s[1] - loop_s[0], "f", 2)
            self.loop_label.setText(text.format(start=clock(loop_s[0], 2), stop=clock(loop_s[1], 2), length=length))

    def show_devices(self, devices: tuple[Device, ...], current: Device | None) -> None:
        if (devices, current) == self._shown_devices:
            return  # the list may be open just now
        self._shown_devices = (devices, current)
        blocker = QSignalBlocker(self.device_box)
        self.device_box.clear()
        for device in devices:
            self.device_box.addItem(device.name, device.name)
        if not devices:
            self.device_box.addItem(self.tr("No sound output"), None)
        self.device_box.setEnabled(bool(devices))
        if current is not None:
            self.device_box.setCurrentIndex(self.device_box.findData(current.name))
        blocker.unblock()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "look_again_button"):
            self._recolour()

    def _recolour(self) -> None:
        """The one that is heard is filled with the colour of its waveform."""
        colours = panel_colours(self.palette())
        of_original, of_decoded = colours.tracks
        for colour, button in zip((of_original, of_decoded, of_original), self.track_buttons, strict=True):
            button.setStyleSheet(
                f"QPushButton:checked {{ background: {colour.name()}; color: {colours.on_tracks.name()};"
                f" border: 1px solid {colour.name()}; border-radius: 4px; padding: 4px 6px; font-weight: bold; }}"
                f" QPushButton:checked:focus {{ border: 2px solid {colours.text.name()}; }}"
            )
