"""The right end of the status bar says what this machine has and what it lacks, in plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QStatusBar

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.style.theme import NONE, SMALL
from sqcodec_gui.gui.wording.formatting import sentences
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task

if TYPE_CHECKING:
    from sqcodec_gui.engine.device import ComputeTarget

translate = QCoreApplication.translate
ENGINE_NAMES = {"openvino": "OpenVINO", "torch": "PyTorch"}
"""As their makers write them."""


def find_device(compute: ComputeChoice) -> "ComputeTarget":
    """Return where the codec will run, on which engine. May load torch: call it in a worker. Raises SqcodecError."""
    from sqcodec_gui.engine.device import resolve

    return resolve(compute)


@dataclass(frozen=True)
class Found:
    """It holds what computes, and what was wished for."""

    target: "ComputeTarget"
    compute: ComputeChoice

    @property
    def _is_chosen(self) -> bool:
        return (self.compute.device, self.compute.engine) != ("auto", "auto")

    def short_reason(self) -> str:
        """Return the reason in a word or two."""
        if self._is_chosen:
            return translate("status_line", "as chosen")
        if self.target.device == "cpu":
            return translate("status_line", "no graphics card found")
        return translate("status_line", "the fastest here")

    def reasons(self) -> list[str]:
        """Say which processor it is and why, and what a graphics card would bring."""
        from sqcodec_gui.engine.device import processor_name

        if self.target.device != "cpu":
            lines = [
                translate("status_line", "The graphics card computes: {name}.").format(
                    name=translate_message(self.target.name)
                )
            ]
            if not self._is_chosen:
                lines.append(translate("status_line", "It was found, and is taken by itself."))
            return lines
        text = translate("status_line", "The processor computes: {name}.")
        lines = [text.format(name=processor_name() or translate_message(self.target.name))]
        if self._is_chosen:
            lines.append(translate("status_line", "So it was chosen in the settings."))
        else:
            lines.append(translate("status_line", "No graphics card was found that this program can compute with."))
        lines.append(
            translate(
                "status_line",
                "One from NVIDIA, or a computer from Apple, would be used by itself: long recordings would be ready"
                " sooner (by how much was not measured yet), and would sound the same.",
            )
        )
        return lines


class StatusLine:
    """It has labels for device, sound and network. ``on_device(target)`` is called once the device is known."""

    def __init__(self, bar: QStatusBar, on_device: Callable[["ComputeTarget"], None]) -> None:
        self._bar = bar
        self._on_device = on_device
        self.device = QLabel(translate("status_line", "Getting ready…"))
        self.device.setToolTip(translate("status_line", "What does the work"))
        self.sound = QLabel(translate("status_line", "No sound device"))
        self.sound.setToolTip(translate("status_line", "Nothing can be played until one is connected; all else works."))
        self.sound.hide()
        self.warning = QLabel()
        self.warning.setStyleSheet("font-weight: bold")
        self.warning.hide()
        self.network = QLabel(translate("status_line", "No network needed"))
        self.network.setToolTip(translate("status_line", "All work is done on this machine; nothing is sent anywhere."))
        for label in (self.warning, self.device, self.sound, self.network):
            label.setContentsMargins(SMALL, NONE, SMALL, NONE)
            bar.addPermanentWidget(label)

    def warm_up(self, compute: ComputeChoice) -> None:
        """Look for the device, so that the first job does not wait for it, and name it."""

        def find(progress: object, cancel: CancelToken) -> "Found":
            return Found(find_device(compute), compute)

        run_task(find, on_result=self._show_device, on_error=self._show_no_device, work_queue=WorkQueue.DEVICE)

    def _show_device(self, found: "Found") -> None:
        target = found.target
        self._on_device(target)
        engine = ENGINE_NAMES.get(target.engine, target.engine)
        text = translate("status_line", "{device} ({engine})").format(
            device=translate_message(target.name), engine=engine
        )
        self.device.setText(f"{text} · {found.short_reason()}")
        self.device.setToolTip("\n".join(found.reasons()))
        self.device.setAccessibleDescription(sentences(found.reasons()))

    def _show_no_device(self, error: SqcodecError) -> None:
        self.device.setText(translate("status_line", "Device not found"))
        self.device.setToolTip(translate_message(error))

    def show_sound(self, is_there: bool) -> None:
        self.sound.setVisible(not is_there)

    def warn(self, short: str, long: str) -> None:
        """Say that something is wrong, and stay; all of it is in the tool tip, and read out."""
        self.warning.setText(short)
        self.warning.setToolTip(long)
        self.warning.setAccessibleDescription(long)
        self.warning.show()
        self._bar.showMessage(long)
