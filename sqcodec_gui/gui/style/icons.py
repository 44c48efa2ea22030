"""Icons of one line come from Lucide, in the colours of the theme; see resources/icons/lucide."""

import math
import weakref
from functools import lru_cache

import shiboken6
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton

from sqcodec_gui import paths
from sqcodec_gui.gui.style.theme import ICON_PX, NONE, TINY, current_tokens, follow_theme

_given: "weakref.WeakKeyDictionary[QAbstractButton | QAction, tuple[str, str, int]]" = weakref.WeakKeyDictionary()


def give_icon(target: QAbstractButton | QAction, name: str, colour: str = "text", size_px: int = ICON_PX) -> None:
    """Set an icon that follows the theme. ``colour`` is the name of one in ``theme.Tokens``."""
    if not _given:
        _follow()
    _given[target] = (name, colour, size_px)
    _set(target)


def pixmap(name: str, colour: str, size_px: int = ICON_PX, scale: float = 1.0) -> QPixmap:
    """Return an icon to be painted by hand. ``colour`` is “#rrggbb”; ``scale`` is that of the screen."""
    return _pixmap(name, colour, size_px, scale)


@lru_cache(maxsize=1)
def _follow() -> None:
    follow_theme(_set_all)
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.screenAdded.connect(lambda _screen: _set_all())


def _set_all() -> None:
    for target in list(_given):
        if shiboken6.isValid(target):
            _set(target)


def _set(target: QAbstractButton | QAction) -> None:
    name, colour, size_px = _given[target]
    tokens = current_tokens()
    gap_px = (
        TINY if isinstance(target, QPushButton) else NONE
    )  # Qt's own, before the words, is too narrow for icons of lines
    icon = QIcon()
    for scale in _scales():
        icon.addPixmap(_pixmap(name, getattr(tokens, colour), size_px, scale, gap_px))
        icon.addPixmap(_pixmap(name, tokens.disabled, size_px, scale, gap_px), QIcon.Mode.Disabled)
    target.setIcon(icon)
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(size_px + gap_px, size_px))


def _scales() -> list[int]:
    """Return the scales of the screens that there are; Qt takes the nearest."""
    return sorted({math.ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()})


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size_px: int, scale: float, gap_px: int = NONE) -> QPixmap:
    """Draw an icon. ``gap_px``: of nothing, at the right."""
    pixmap = QPixmap(QSize(size_px + gap_px, size_px) * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (paths.resources_dir() / "icons" / "lucide" / f"{name}.svg").read_text(encoding="ascii")
