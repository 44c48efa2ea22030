"""The shortest way from a voice to an archive is a button, a level meter, and a FLAC file that is queued at once."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.recording.folder import recordings_folder
from sqcodec_gui.gui.recording.meter import LevelMeter
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.fitted_dialog import FittedDialog
from sqcodec_gui.gui.style.form_rows import line_up
from sqcodec_gui.gui.style.theme import SMALL, give_size
from sqcodec_gui.gui.wording.formatting import duration_words
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task
from sqcodec_gui.playback.devices import Device, list_devices
from sqcodec_gui.playback.microphone import Microphone
from sqcodec_gui.playback.recording_writer import Recording, RecordingWriter, path_for_recording

WATCH_MS = 500
LOOK_MS = 400


class RecordDialog(FittedDialog):
    """It has the microphone open as long as it is, so that the level can be set before; nothing is kept then."""

    recorded = Signal(Path)
    """A finished recording."""

    def __init__(self, settings: UserSettings, look_again: Callable[[], None], parent: QWidget | None = None) -> None:
        """Build the dialog. ``look_again`` lets the sound system list its devices anew, maybe only a moment later."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Record"))
        self._settings = settings
        self._ask_for_devices = look_again
        self._devices: list[Device] = []
        self._microphone: Microphone | None = None
        self._writer: RecordingWriter | None = None
        self._recording_path: Path | None = None
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look_after_microphone)
        self._build_controls()
        self._build_layout()
        self._show_folder()
        self._show_recording()

    def _build_controls(self) -> None:
        self.device_box = QComboBox()
        self.device_box.setPlaceholderText(self.tr("None found"))
        self.device_box.activated.connect(self._choose_device)
        self.look_button = QPushButton(self.tr("&Look again"))
        self.look_button.setToolTip(self.tr("After a microphone was plugged in"))
        self.look_button.setAutoDefault(False)
        self.look_button.clicked.connect(self._look_again)
        self.channels_box = QComboBox()
        texts = {"mono": self.tr("Mono: one voice, half the size"), "stereo": self.tr("Stereo")}
        for value, text in texts.items():
            self.channels_box.addItem(text, value)
        self.channels_box.setCurrentIndex(self.channels_box.findData(self._settings.get("recording_channels")))
        self.channels_box.activated.connect(self._choose_channels)
        self.folder_button = QToolButton()
        self.folder_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.folder_button.clicked.connect(self._choose_folder)
        self.meter = LevelMeter()
        self.level_label = QLabel()
        self.time_label = QLabel()
        self.time_label.setToolTip(self.tr("Time recorded"))
        font = self.time_label.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        self.time_label.setFont(font)
        self.record_button = QPushButton()
        self.record_button.setProperty("kind", "filled")
        self.record_button.setDefault(True)
        self.record_button.clicked.connect(self._record_or_stop)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _build_layout(self) -> None:
        device = QHBoxLayout()
        device.addWidget(self.device_box, 1)
        device.addWidget(self.look_button)
        form = QFormLayout()
        for text, field in (
            (self.tr("&Microphone:"), self.device_box),
            (self.tr("&Channels:"), self.channels_box),
            (self.tr("&Kept in:"), self.folder_button),
        ):
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", "").removesuffix(":"))
            form.addRow(label, device if field is self.device_box else field)
        line_up(form)
        middle = QHBoxLayout()
        middle.addWidget(self.time_label)
        middle.addStretch(1)
        middle.addWidget(self.level_label)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addSpacing(SMALL)
        column.addWidget(self.meter)
        column.addLayout(middle)
        column.addWidget(self.record_button)
        column.addWidget(self.note)
        give_size(self, "small")

    # The microphone

    def open_up(self) -> None:
        """Show the dialog with a listening microphone."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.record_button.setFocus()
        if self._microphone is None:
            self._list_devices()

    @property
    def is_recording(self) -> bool:
        return self._recording_path is not None

    def _list_devices(self) -> None:
        self._stop_listening()
        self.device_box.clear()
        try:
            self._devices = list_devices("input")
        except SqcodecError as error:
            self._devices = []
            self._show_no_microphone(translate_message(error))
            return
        if not self._devices:
            self._show_no_microphone(
                self.tr("No microphone was found: connect one, then press “Look again”. All else works without it.")
            )
            return
        for device in self._devices:
            self.device_box.addItem(device.name)
        names = [device.name for device in self._devices]
        default = next((row for row, device in enumerate(self._devices) if device.is_default), 0)
        wanted = self._settings.get("recording_device")
        self.device_box.setCurrentIndex(names.index(wanted) if wanted in names else default)
        self._listen()

    def _show_no_microphone(self, text: str) -> None:
        self.note.setText(text)
        self.record_button.setEnabled(False)
        self.meter.show_level(0.0)
        self.level_label.clear()

    def _listen(self) -> None:
        """Open the chosen microphone; its blocks go through a writer that keeps nothing yet."""
        device = self._devices[self.device_box.currentIndex()]
        channels = 1 if self._settings.get("recording_channels") == "mono" else 2
        try:
            microphone = Microphone(device, channels)
            writer = RecordingWriter(microphone.sample_rate_hz, microphone.channels)
            microphone.start(writer.push)
        except SqcodecError as error:
            self._show_no_microphone(translate_message(error))
            return
        self._microphone, self._writer = microphone, writer
        run_task(
            writer.run,
            on_result=self._take_end,
            on_error=self._take_error,
            on_progress=self._take_progress,
            work_queue=WorkQueue.RECORD,
        )
        self._watch.start()
        self.record_button.setEnabled(True)
        if not self.is_recording:
            self.note.clear()

    def _stop_listening(self) -> None:
        self._watch.stop()
        if self._microphone is not None and self._writer is not None:
            self._microphone.close()
            self._writer.end()
        self._microphone = self._writer = None

    def _look_after_microphone(self) -> None:
        if self._microphone is None or self._microphone.is_running:
            return
        was_recording = self.is_recording
        self._devices = []  # what was known of them is not true any more
        self._stop_listening()
        kept = self.tr("What was recorded until then is kept.") if was_recording else ""
        gone = self.tr("The microphone went away: connect it, then press “Look again”.")
        self._show_no_microphone(f"{gone} {kept}".strip())

    def _look_again(self) -> None:
        self._stop_listening()
        self._ask_for_devices()
        QTimer.singleShot(LOOK_MS, self, self._list_devices)

    # Choices

    def _choose_device(self, row: int) -> None:
        self._settings.set("recording_device", self._devices[row].name)
        self._stop_listening()
        self._listen()

    def _choose_channels(self, row: int) -> None:
        self._settings.set("recording_channels", self.channels_box.itemData(row))
        if self._devices:
            self._stop_listening()
            self._listen()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where shall recordings be kept?"), str(self.folder))
        if chosen:
            self._settings.set("recordings_folder", chosen)
            self._show_folder()

    @property
    def folder(self) -> Path:
        return recordings_folder(self._settings)

    def _show_folder(self) -> None:
        self.folder_button.setText(self.folder.name)
        self.folder_button.setToolTip(str(self.folder))

    # A recording

    def _record_or_stop(self) -> None:
        if self.is_recording:
            self._stop_listening()  # the end of the writer brings the recording
        elif self._writer is not None:
            self._recording_path = path_for_recording(self.folder, self.tr("Recording"), datetime.now())
            self._writer.begin(self._recording_path)
            self.note.setText(self.tr("Recording into “{name}”.").format(name=self._recording_path.name))
            self._show_recording()

    def _show_recording(self) -> None:
        self.record_button.setText(self.tr("■  &Stop and keep") if self.is_recording else self.tr("●  &Record"))
        self.time_label.setText(duration_words(0))
        for widget in (self.device_box, self.look_button, self.channels_box, self.folder_button):
            widget.setEnabled(not self.is_recording)

    def _take_progress(self, level: float, recorded_s: float, gaps: int) -> None:
        if self._writer is None:
            return
        self.meter.show_level(level)
        self.level_label.setText(self.meter.word)
        self.time_label.setText(duration_words(int(recorded_s)))
        if gaps:
            self.note.setText(self.tr("{n} gaps so far: this computer is too busy.").format(n=gaps))

    def _take_end(self, recording: Recording | None) -> None:
        if recording is None:
            return
        self._recording_path = None
        self._show_recording()
        text = self.tr("Kept as “{name}”, {time}; it is in the queue.")
        self.recorded.emit(recording.path)
        if self.isVisible() and self._microphone is None and self._devices:
            self._listen()
        if self._microphone is not None:
            self.note.setText(text.format(name=recording.path.name, time=duration_words(recording.duration_s)))

    def _take_error(self, error: SqcodecError) -> None:
        path, self._recording_path = self._recording_path, None
        self._stop_listening()
        self._show_recording()
        self._show_no_microphone(translate_message(error))
        if path is not None and path.is_file():
            self.recorded.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc end no recording: it is pressed by mistake, and what was said meanwhile would be lost."""
        if self.is_recording and event.matches(QKeySequence.StandardKey.Cancel):
            self.note.setText(self.tr("Still recording: “Stop and keep” ends it."))
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Stop and keep what is being recorded, and close."""
        self._stop_listening()
        super().done(result)
