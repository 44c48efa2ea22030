"""One table says how the window looks: colours, sizes and type for light and dark ground. See docs/design.md.

Nothing else in the window holds a colour or a number of pixels (a test looks). The hues hold for colour-blind eyes, and
colour never stands alone: every state has a sign and a word too.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QDialog

from sqcodec_gui import paths
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.style.style_sheet import style_sheet

APPEARANCES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
"""Setting `appearance` and what it means to Qt; Unknown follows the system."""

# --- sizes, in pixels of a screen without scaling ----------------------------------------------------------

NONE, TINY, SMALL, MEDIUM, LARGE = 0, 4, 8, 16, 24
"""Steps of empty space."""
CONTROL_PX = 32
BAR_PX = 48
"""Height of the bar at the top."""
PLAY_PX = 40
RADIUS_PX = 8
LINE_PX = 1
FOCUS_PX = 2
ICON_PX = 18
INDICATOR_PX = 18
"""Of boxes to tick and circles to choose."""
BAR_OF_PROGRESS_PX = 6
SLIDER_PX = 96
QUALITY_SLIDER_PX = 72
LIST_LEAST_PX, LIST_PX, LIST_MOST_PX = 300, 360, 420
CARDS_LEAST_PX = 88
"""Of height, where the cards lie above the stage."""
FOLD_BELOW_PX = 900
"""Where the window is narrower, the cards lie above the stage."""
LOW_BELOW_PX = 640
"""Where the window is lower, notices take one line."""
DIFFERENCES_PX = 220
PLOT_LEAST_PX = 36
TICK_PX = 5
LABELS_APART_PX = 90
"""Of the time axis."""
FREQUENCY_AXIS_PX = 46
MARK_TITLE_LEAST_PX = 28
"""The title of a mark that has less room, up to the next mark, is left out: closer by, it is there."""
HELP_PICTURE_PX = 80
"""Height of the pictures of the help page."""
LISTEN_PX = 84
"""Height of the large buttons of a blind test."""
WINDOW_PX = (1200, 760)
DIALOG_SIZES_PX = {
    "small": (500, 340),
    "cards": (880, 360),
    "medium": (660, 480),
    "large": (880, 580),
    "tall": (600, 640),
}

# --- type, in points ---------------------------------------------------------------------------------------

TITLE_PT, TEXT_PT, FACTS_PT = 15.0, 10.5, 9.0


@dataclass(frozen=True)
class Tokens:
    """These are the colours of one ground, each as “#rrggbb”. Pairs read together keep the contrasts above."""

    window: str
    surface: str
    """Of lists, fields and the stage."""
    raised: str
    """Under the mouse, and of quiet buttons."""
    line: str
    """Between things; nothing depends on seeing it."""
    outline: str
    """Around what can be used."""
    text: str
    faint: str
    """Text of less weight."""
    accent: str
    """Of what can be done, and of nothing else."""
    accent_deep: str
    """Of the same under the mouse."""
    on_accent: str
    disabled: str
    """Text of what cannot be used just now."""
    chosen: str
    """The ground of a chosen card."""
    original: str
    small: str
    restored: str
    opus: str
    mp3: str
    on_track: str
    """Text on a field of a track's colour."""
    good: str
    caution: str
    bad: str
    softer: str
    louder: str
    """The ends of the difference's colours."""
    tip: str
    on_tip: str


LIGHT = Tokens(
    window="#f3f4f6",
    surface="#ffffff",
    raised="#e9ebef",
    line="#d9dce1",
    outline="#868b94",
    text="#1b1d21",
    faint="#565b64",
    accent="#5b3fc4",
    accent_deep="#4a31a6",
    disabled="#8d929b",
    on_accent="#ffffff",
    chosen="#ece8fb",
    original="#0062a3",
    small="#a34700",
    restored="#00706b",
    opus="#9a2470",
    mp3="#9a2470",
    on_track="#ffffff",
    good="#1a7340",
    caution="#7d5700",
    bad="#b3261e",
    softer="#00508a",
    louder="#a34700",
    tip="#2b2e33",
    on_tip="#ffffff",
)
DARK = Tokens(
    window="#1b1d20",
    surface="#24272b",
    raised="#31353b",
    line="#3a3e45",
    outline="#868c96",
    text="#e8eaed",
    faint="#abb0b8",
    accent="#b5a2ff",
    accent_deep="#c8baff",
    disabled="#7b818a",
    on_accent="#1c1133",
    chosen="#38324f",
    original="#6cbaf7",
    small="#f0a04b",
    restored="#4fcabd",
    opus="#f08cc6",
    mp3="#f08cc6",
    on_track="#101214",
    good="#54cb8c",
    caution="#e6b955",
    bad="#ff9289",
    softer="#6ec3f7",
    louder="#f5a95c",
    tip="#e8eaed",
    on_tip="#1b1d20",
)

_STATE_TOKENS = {
    JobState.WAITING: "faint",
    JobState.WORKING: "accent",
    JobState.DONE: "good",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "faint",
    JobState.SKIPPED: "faint",
    JobState.OPENED: "accent",
}


class _Changes(QObject):
    happened = Signal()


_changes = _Changes()


def follow_theme(slot: Callable[[], None]) -> None:
    """Call ``slot`` after each change of the theme; a method of a QObject only as long as that lives."""
    _changes.happened.connect(slot)


def apply_appearance(name: str) -> None:
    """Be light, dark, or as the system says; running windows follow at once."""
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(APPEARANCES[name])
    is_wanted_dark = name == "dark" or (name == "system" and hints.colorScheme() is Qt.ColorScheme.Dark)
    _apply(DARK if is_wanted_dark else LIGHT)


def follow_system() -> None:
    """Turn from light to dark or back, as the system has."""
    is_system_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    _apply(DARK if is_system_dark else LIGHT)


def _apply(tokens: Tokens) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setFont(_text_font())
    app.setPalette(palette_of(tokens))
    ground = "dark" if tokens is DARK else "light"
    icons = paths.resources_dir() / "icons"
    chevrons = [(icons / f"{name}-{ground}.svg").as_posix() for name in ("chevron", "chevron-up")]
    sheet = style_sheet(asdict(tokens), sizes(), type_sizes_pt(), *chevrons)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    _changes.happened.emit()


def palette_of(tokens: Tokens) -> QPalette:
    """Return what Qt's own painting takes its colours from."""
    palette, role, group = QPalette(), QPalette.ColorRole, QPalette.ColorGroup
    for name, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.faint,
        role.ToolTipBase: tokens.tip,
        role.ToolTipText: tokens.on_tip,
        role.Light: tokens.surface,
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: tokens.outline,
        role.Shadow: tokens.outline,
    }.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, QColor(tokens.disabled))
    return palette


def tokens_of(palette: QPalette) -> Tokens:
    """Return the table for the ground that a palette has."""
    return DARK if is_dark(palette) else LIGHT


def current_tokens() -> Tokens:
    return tokens_of(QApplication.palette())


def sizes() -> dict[str, int]:
    """Return all sizes, for the style sheet."""
    return {
        "tiny": TINY,
        "small_gap": SMALL,
        "medium": MEDIUM,
        "large": LARGE,
        "control": CONTROL_PX,
        "play": PLAY_PX,
        "listen": LISTEN_PX,
        "radius": RADIUS_PX,
        "line_width": LINE_PX,
        "focus_width": FOCUS_PX,
        "progress": BAR_OF_PROGRESS_PX,
    }


def type_sizes_pt() -> dict[str, float]:
    """Return the sizes of title, text and facts, larger where the system's own text is: whoever chose that needs it."""
    own_pt = _system_font().pointSizeF()
    factor = max(1.0, own_pt / TEXT_PT) if own_pt > 0 else 1.0
    return {"title": TITLE_PT * factor, "text": TEXT_PT * factor, "facts": FACTS_PT * factor}


_kept_fonts: list[QFont] = []


def _system_font() -> QFont:
    """Return the font as it was before the first theme."""
    if not _kept_fonts:
        _kept_fonts.append(QFont(QApplication.font()))
    return _kept_fonts[0]


def _text_font() -> QFont:
    font = QFont(_system_font())
    font.setPointSizeF(type_sizes_pt()["text"])
    # Digits of one width, so that times and sizes do not jump.
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font_for(kind: str, is_heavy: bool = False) -> QFont:
    """Return the font of “title”, “text” or “facts”, for what is painted by hand."""
    font = QFont(_text_font())
    font.setPointSizeF(type_sizes_pt()[kind])
    if is_heavy:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def give_size(dialog: QDialog, name: str) -> None:
    """Give a dialog one of ``DIALOG_SIZES_PX``, and never more than the screen has; and the edge of all dialogs."""
    if (layout := dialog.layout()) is not None:
        layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
    width, height = DIALOG_SIZES_PX[name]
    room = dialog.screen().availableGeometry().size()
    dialog.resize(min(width, room.width() - LARGE), min(height, room.height() - BAR_PX))


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def record_colour(record: JobRecord, palette: QPalette) -> QColor:
    """Return the colour for the sign and the words of a job's state; at least 4.5:1 on the ground of a list."""
    return QColor(getattr(tokens_of(palette), record_token(record)))


def record_token(record: JobRecord) -> str:
    """Return the name of that colour in ``Tokens``."""
    is_cautioned = record.is_worth_a_listen and record.state is JobState.DONE
    is_cautioned = is_cautioned or (record.needs is not None and record.state is JobState.OPENED)
    if is_cautioned or (record.is_incomplete and record.state.is_result):
        return "caution"
    return _STATE_TOKENS[record.state]


def state_colour(state: JobState, palette: QPalette) -> QColor:
    """Return a colour as ``record_colour`` does, for a state by itself."""
    return QColor(getattr(tokens_of(palette), _STATE_TOKENS[state]))


def faint_colour(palette: QPalette) -> QColor:
    """Return the colour for text of less weight: still at least 4.5:1."""
    return QColor(tokens_of(palette).faint)


def blend(first: QColor, second: QColor, share_of_second: float) -> QColor:
    """Mix two colours: 0 gives the first, 1 the second."""
    share = share_of_second
    return QColor.fromRgbF(
        first.redF() * (1 - share) + second.redF() * share,
        first.greenF() * (1 - share) + second.greenF() * share,
        first.blueF() * (1 - share) + second.blueF() * share,
    )
