"""Here stands what the keys mean in the compare panel."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt

STEP_S = 5.0
NUDGE_S = 0.01
FINE_NUDGE_S = 0.001


class Stepped(Protocol):
    """This is a list of places that can be gone through."""

    def step(self, direction: int) -> None: ...


class Listening(Protocol):
    """This protocol is what the keys ask of the compare panel."""

    @property
    def differing_seconds(self) -> Stepped: ...
    @property
    def position_s(self) -> float: ...
    @property
    def duration_s(self) -> float: ...
    @property
    def loop_s(self) -> tuple[float, float] | None: ...

    def clear_loop(self) -> None: ...
    def hear(self, track: int) -> None: ...
    def hold(self, is_holding: bool) -> None: ...
    def next_quality(self, step: int) -> None: ...
    def next_view(self) -> None: ...
    def nudge_loop(self, is_end: bool, by_s: float) -> None: ...
    def seek(self, position_s: float) -> None: ...
    def set_loop_edge(self, is_end: bool) -> None: ...
    def switch_peer(self) -> None: ...
    def switch_track(self) -> None: ...
    def to_mark(self, direction: int) -> None: ...
    def toggle_play(self) -> None: ...
    def zoom(self, factor: float) -> None: ...


_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_ARROWS = {_Key.Key_Left: -1, _Key.Key_Right: 1}


def act_on(panel: Listening, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """Do what this key stands for, and return whether it stands for anything here."""
    if key in _ARROWS:
        _move(panel, _ARROWS[key], modifiers)
    elif key == _Key.Key_Escape and panel.loop_s is not None:
        panel.clear_loop()
    elif key == _Key.Key_W:
        panel.differing_seconds.step(-1 if modifiers & _Modifier.ShiftModifier else 1)
    elif key == _Key.Key_Q:
        panel.next_quality(1 if modifiers & _Modifier.ShiftModifier else -1)
    elif key in _ACTIONS:
        _ACTIONS[key](panel)
    else:
        return False
    return True


def _move(panel: Listening, direction: int, modifiers: Qt.KeyboardModifier) -> None:
    """Move the play head, or with Ctrl an edge of the loop (its end with Shift, finely with Alt)."""
    if not modifiers & _Modifier.ControlModifier:
        panel.seek(panel.position_s + direction * STEP_S)
        return
    step_s = FINE_NUDGE_S if modifiers & _Modifier.AltModifier else NUDGE_S
    panel.nudge_loop(bool(modifiers & _Modifier.ShiftModifier), direction * step_s)


IN_LIST = (_Key.Key_X, _Key.Key_1, _Key.Key_2, _Key.Key_3)
"""Those that mean the same in the list while something is heard; letters else begin a name there."""

_ACTIONS: dict[Qt.Key, Callable[[Listening], object]] = {
    _Key.Key_Space: lambda panel: panel.toggle_play(),
    _Key.Key_X: lambda panel: panel.switch_track(),
    _Key.Key_H: lambda panel: panel.hold(True),
    _Key.Key_1: lambda panel: panel.hear(0),
    _Key.Key_2: lambda panel: panel.hear(1),
    _Key.Key_3: lambda panel: panel.hear(2),
    _Key.Key_O: lambda panel: panel.switch_peer(),
    _Key.Key_V: lambda panel: panel.next_view(),
    _Key.Key_PageUp: lambda panel: panel.to_mark(-1),
    _Key.Key_PageDown: lambda panel: panel.to_mark(1),
    _Key.Key_Home: lambda panel: panel.seek(0.0),
    _Key.Key_End: lambda panel: panel.seek(panel.duration_s),
    _Key.Key_Plus: lambda panel: panel.zoom(0.5),
    _Key.Key_Equal: lambda panel: panel.zoom(0.5),
    _Key.Key_Minus: lambda panel: panel.zoom(2.0),
    _Key.Key_0: lambda panel: panel.zoom(0.0),
    _Key.Key_BracketLeft: lambda panel: panel.set_loop_edge(False),
    _Key.Key_BracketRight: lambda panel: panel.set_loop_edge(True),
}
