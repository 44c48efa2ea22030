"""What models are called: each by a name that no other has, in every language."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from sqcodec_gui.codec.config import all_configs
from sqcodec_gui.gui.app import install_translations
from sqcodec_gui.gui.models.quality_choices import title_of


@pytest.fixture(params=["en", "de", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """One after the other is spoken."""
    locale = QLocale()
    kept: list[QTranslator] = install_translations(qapp, request.param)
    yield request.param
    for translator in kept:
        qapp.removeTranslator(translator)
    QLocale.setDefault(locale)


def test_no_two_models_have_one_name(language: str) -> None:
    names = Counter(title_of(model) for model in all_configs())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("spectral-1k5bps", "Tiny"),
        ("1k5bps", "SQCodec 1.5 kbit/s"),
        ("l3ac-1k5bps", "L3AC 1.5 kbit/s"),
        ("l3ac-0k75bps", "L3AC 0.75 kbit/s"),
        ("3kbps", "SQCodec 3 kbit/s"),
        ("12kbps", "Best"),
        ("12kbps_24khz", "SQCodec 12 kbit/s, 24 kHz"),
        ("of a newer version", "of a newer version"),
    ],
)
def test_what_has_no_name_of_its_own_is_called_by_family_and_rate(model: str, name: str) -> None:
    QLocale.setDefault(QLocale("en_GB"))
    assert title_of(model) == name
