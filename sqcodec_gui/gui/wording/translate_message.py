"""The window says in its own language what the parts below it say.

They know no Qt and speak English, in messages that keep their template and what was filled in apart. Here the template
is looked up among the translations (``engine_texts`` has the list), and filled in as people of the language write it.
"""

from PySide6.QtCore import QCoreApplication, QLocale

from sqcodec_gui.codec.config import all_configs
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.formatting import Formatter
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.wording.window_wording import FOR_THE_WINDOW
from sqcodec_gui.messages import Message


def translate_message(said: object) -> str:
    """Return an error or a notice as the window says it; one that is no message stays as it is."""
    message = said.message if isinstance(said, SqcodecError) else said
    if not isinstance(message, Message) or not message:
        return str(message)
    template = str(FOR_THE_WINDOW.get(message.template, message.template))
    translated = QCoreApplication.translate("engine", template)
    if not message.arguments:
        return translated
    arguments = {name: _argument(one) for name, one in message.arguments.items()}
    locale = QLocale()
    return Formatter(locale.decimalPoint(), locale.groupSeparator()).vformat(translated, (), arguments)


def _argument(value: object) -> object:
    """Return an argument as it is said: messages in messages are translated, models called as on their cards."""
    if isinstance(value, Message):
        return translate_message(value)
    if isinstance(value, str) and value in all_configs():
        return QCoreApplication.translate("engine", "“{title}”").format(title=title_of(value))
    return value
