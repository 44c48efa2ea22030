"""Colours that hold on light and dark ground and for colour-blind eyes (after Okabe and Ito, jfly.uni-koeln.de/color).

Colour never stands alone: every state has a sign and a word too.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from sqcodec_gui.gui.queue.record import JobRecord, JobState

APPEARANCES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
"""Setting `appearance` and what it means to Qt; Unknown follows the system."""

LEAST_CONTRAST = 4.5
"""Of text on its ground (WCAG 2.2, 1.4.3, level AA)."""

_STATE_COLOURS = {  # on light ground, on dark ground
    JobState.WAITING: ("#6b7280", "#9ca3af"),
    JobState.WORKING: ("#0062a3", "#56b4e9"),
    JobState.DONE: ("#00795a", "#3fc79a"),
    JobState.FAILED: ("#b34700", "#ff9857"),
    JobState.CANCELLED: ("#6b7280", "#9ca3af"),
    JobState.SKIPPED: ("#6b7280", "#9ca3af"),
    JobState.OPENED: ("#0062a3", "#56b4e9"),
}


def apply_appearance(name: str) -> None:
    """Light, dark, or as the system says; running windows follow at once."""
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(APPEARANCES[name])
    if hints.colorScheme() is Qt.ColorScheme.Unknown:
        # A desktop that knows of no schemes: the colours are ours to set.
        QApplication.setPalette(_dark_palette() if name == "dark" else QApplication.style().standardPalette())
    make_readable()


def make_readable() -> None:
    """Darker or lighter where Qt's own palettes are too faint to be read by all: quiet text, and what is selected.

    To be called again when the system turns from light to dark.
    """
    own, whole = QPalette(), QApplication.palette()
    if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Unknown:
        own = whole
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        own.setColor(group, QPalette.ColorRole.PlaceholderText, faint_colour(whole))
        own.setColor(group, QPalette.ColorRole.Highlight, _readable_highlight(whole))
    QApplication.setPalette(own)


def _readable_highlight(palette: QPalette) -> QColor:
    """The system's own where the text on it can be read, else a deeper one of its hue."""
    ground, text = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
    away = QColor("black") if text.lightness() > 128 else QColor("white")
    while contrast(ground, text) < LEAST_CONTRAST:
        ground = blend(ground, away, 0.08)
    return ground


def contrast(first: QColor, second: QColor) -> float:
    """Ratio of relative luminances, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    shares = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), shares, strict=True))


def _dark_palette() -> QPalette:
    """Built by Qt from three colours, as its own dark palettes are."""
    role, ground, paper = QPalette.ColorRole, QColor("#2b2d30"), QColor("#1e1f22")
    palette = QPalette(QColor("#3a3d41"), ground)
    text, faint = QColor("#e6e6e6"), QColor("#9ca3af")
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        words = faint if group is QPalette.ColorGroup.Disabled else text
        for name in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText):
            palette.setColor(group, name, words)
    for name, colour in {
        role.Base: paper,
        role.AlternateBase: QColor("#34363a"),
        role.ToolTipBase: QColor("#3a3d41"),
        role.PlaceholderText: faint,
        role.Highlight: QColor("#2f6da8"),
        role.HighlightedText: QColor("#ffffff"),
        role.Link: QColor("#7ab8f5"),
    }.items():
        palette.setColor(name, colour)
    return palette


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


_AMBER = ("#8a5a00", "#f0b429")
"""Of what is there and not complete."""


def record_colour(record: JobRecord, palette: QPalette) -> QColor:
    """For the sign and the words of a job's state; at least 4.5:1 on the ground of a list."""
    if record.is_incomplete and record.state.is_result:
        return QColor(_AMBER[is_dark(palette)])
    return state_colour(JobState.FAILED if record.is_worth_a_listen else record.state, palette)


def state_colour(state: JobState, palette: QPalette) -> QColor:
    """As ``record_colour``, for a state by itself."""
    return QColor(_STATE_COLOURS[state][is_dark(palette)])


def faint_colour(palette: QPalette) -> QColor:
    """For the second line of a row: quieter than the text, still at least 4.5:1."""
    text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    return blend(text, base, 0.32)


def blend(first: QColor, second: QColor, share_of_second: float) -> QColor:
    """Between two colours: 0 gives the first, 1 the second."""
    share = share_of_second
    return QColor.fromRgbF(
        first.redF() * (1 - share) + second.redF() * share,
        first.greenF() * (1 - share) + second.greenF() * share,
        first.blueF() * (1 - share) + second.blueF() * share,
    )
