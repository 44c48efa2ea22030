"""The four choices are cards, each to be heard; for those who want more, all models stand in their place."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.models.fetch_strip import FetchStrip
from sqcodec_gui.gui.models.fetching import Fetching, Got
from sqcodec_gui.gui.models.models_table import ModelsTable
from sqcodec_gui.gui.models.no_internet_dialog import NoInternetDialog
from sqcodec_gui.gui.models.quality_card import QualityCard
from sqcodec_gui.gui.models.quality_choices import BEST_MODEL, Quality, offers, title_of
from sqcodec_gui.gui.models.sample_voice import SampleVoice
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.fitted_dialog import FittedDialog
from sqcodec_gui.gui.style.icons import give_icon
from sqcodec_gui.gui.style.theme import NONE, SMALL, give_size
from sqcodec_gui.gui.window.choose_files import ask_for_models


class QualitiesDialog(FittedDialog):
    """It stands beside the window, so that the queue can be watched. Choosing writes the setting ``model``."""

    installed_changed = Signal()
    """Models were removed; what comes is told by ``fetching``."""
    sounds = Signal()
    """A passage is going to be heard here."""

    def __init__(
        self,
        settings: UserSettings,
        fetching: Fetching,
        list_bytes: Callable[[str], int | None] = lambda model: None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the dialog. ``list_bytes(model)``: what the list's recordings take with it, None without any."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Qualities"))
        self._settings, self._fetching, self._list_bytes = settings, fetching, list_bytes
        self.voice = SampleVoice(settings, self)
        self.voice.changed.connect(self._show_heard)
        self.voice.failed.connect(self._show_note)
        self.cards: dict[str, QualityCard] = {}
        """By the name of the model that stands behind each."""
        self._cards_place = QWidget()
        self._cards_row = QHBoxLayout(self._cards_place)
        self._cards_row.setContentsMargins(NONE, NONE, NONE, NONE)
        self._cards_row.setSpacing(SMALL)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self.strip = FetchStrip(fetching)
        self.strip.help_wanted.connect(self.show_help)
        strip_layout = self.strip.layout()
        assert strip_layout is not None
        strip_layout.setContentsMargins(NONE, NONE, NONE, NONE)  # as wide as the cards above it
        self.models = ModelsTable(settings, fetching)
        self.models.status_message.connect(self._show_note)
        self.models.removed.connect(self.installed_changed)
        self.models.hide()
        column = QVBoxLayout(self)
        column.addWidget(self._cards_place)
        column.addWidget(self.strip)
        column.addWidget(self.note)
        column.addWidget(self.models, 1)
        column.addStretch(0)
        column.addLayout(self._build_buttons())
        self.installed_changed.connect(self.load)
        fetching.got.connect(self._take_got)
        fetching.changed.connect(self._show_choices)
        settings.changed.connect(self._follow_setting)
        give_size(self, "cards")
        self.load()

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.all_button = QPushButton(self.tr("&All models"))
        self.all_button.setCheckable(True)
        give_icon(self.all_button, "chevron-down")
        self.all_button.toggled.connect(self._show_all)
        self.original_button = QPushButton(self.tr("Hear the &original"))
        self.original_button.setToolTip(self.tr("The same passage as it was recorded, to compare with"))
        self.original_button.clicked.connect(lambda: self._hear(None))
        give_icon(self.original_button, "play")
        self.import_button = QPushButton(self.tr("&Import…"))
        self.import_button.setToolTip(self.tr("Takes models from any folder, memory stick or archive kit"))
        self.import_button.clicked.connect(self.ask_for_import)
        self.help_button = QPushButton(self.tr("No internet here?"))
        self.help_button.setToolTip(self.tr("How a model comes from another computer, on a stick"))
        self.help_button.clicked.connect(self.show_help)
        close_button = QPushButton(self.tr("Close"))
        close_button.clicked.connect(self.reject)
        for button in (self.all_button, self.original_button, self.help_button, self.import_button, close_button):
            button.setProperty("kind", "" if button is close_button else "quiet")
            button.setAutoDefault(False)
            if button is close_button:
                row.addStretch(1)
            row.addWidget(button)
        return row

    def load(self) -> None:
        """Show the choices as they are on this computer now."""
        while (item := self._cards_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = {}
        for offer in offers():
            card = QualityCard(offer)
            name, quality = offer.quality.name, offer.quality
            card.choose_wanted.connect(lambda name=name: self._settings.set("model", name))
            card.get_wanted.connect(lambda name=name: self._fetching.begin(name))
            card.play_wanted.connect(lambda quality=quality: self._hear(quality))
            card.show_sizes(self._list_bytes(name))
            self.cards[name] = card
            self._cards_row.addWidget(card, 1)
        self.models.load()
        self._show_choices()
        self._show_heard()

    def _show_choices(self) -> None:
        """Show the choices. One button of the window is filled: that of the recommended sound, or of the best."""
        chosen, is_busy = self._settings.get("model"), self._fetching.is_at_work
        wanted = next((name for name, card in self.cards.items() if not card.offer.quality.is_installed), "")
        for name, card in self.cards.items():
            if card.offer.is_recommended and chosen != name and card.offer.quality.is_installed:
                wanted = name
        for name, card in self.cards.items():
            card.show_chosen(name == chosen, name == wanted)
            card.get_button.setEnabled(not is_busy)
        self.import_button.setEnabled(not is_busy)
        self.models.show_buttons()

    def _show_all(self, is_shown: bool) -> None:
        """Show all models in place of the cards, so that low screens have room for either."""
        self._cards_place.setVisible(not is_shown)
        self.models.setVisible(is_shown)
        self.is_fitted = not is_shown
        give_size(self, "large" if is_shown else "cards")
        self.fit()

    def _hear(self, quality: Quality | None) -> None:
        self.note.hide()
        self.sounds.emit()
        self.voice.toggle(quality)

    def _show_heard(self) -> None:
        for name, card in self.cards.items():
            card.show_playing(self.voice.model == name, self.voice.is_preparing)
        is_original = self.voice.model == ""
        self.original_button.setText(self.tr("St&op") if is_original else self.tr("Hear the &original"))

    def show_help(self) -> None:
        """Show how a model comes to a computer without a network."""
        dialog = NoInternetDialog(title_of(self._fetching.missed or BEST_MODEL), self)
        if dialog.exec():
            self.ask_for_import()

    def ask_for_import(self) -> None:
        chosen = ask_for_models(self)
        if chosen is not None:
            self._fetching.begin_import(chosen)

    def _take_got(self, got: Got) -> None:
        self.load()

    def _follow_setting(self, key: str) -> None:
        if key == "model":
            self.models.load()
            self._show_choices()

    def _show_note(self, text: str) -> None:
        self.note.setText(text)
        self.note.show()

    def event(self, event: QEvent) -> bool:
        """Compute the sizes anew whenever somebody comes to it: the list may have become another one since."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate):
            for name, card in self.cards.items():
                card.show_sizes(self._list_bytes(name))
        return super().event(event)

    def done(self, result: int) -> None:
        """Fall silent, and close; a download goes on, and the window shows how far it is."""
        self.voice.close()
        super().done(result)
