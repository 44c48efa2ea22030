"""No text of the window is left out of its translations, and what is translated fits what it stands for."""

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui import paths
from sqcodec_gui.gui.window.actions import Actions
from sqcodec_gui.gui.wording.engine_texts import TEXTS

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted((ROOT / "sqcodec_gui" / "gui").rglob("*.py"))
LANGUAGES = ("de", "zh_CN")
FOLDER = paths.resources_dir() / "translations"
SHOWING = {
    *("setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setInformativeText"),
    *("setAccessibleDescription", "setStatusTip", "setWhatsThis", "showMessage", "addItem", "addTab", "addRow"),
    *("QLabel", "QPushButton", "QAction", "QCheckBox", "QGroupBox", "QRadioButton", "QToolButton", "QMenu", "addMenu"),
    *("setTitle", "setSubTitle", "setHeaderLabels", "setPrefix", "setSuffix", "setSpecialValueText", "addAction"),
}
"""Calls whose texts a person reads."""

Text = tuple[str, str]
"""Context and English text."""


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def calls_with_class(node: ast.AST, class_name: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Every call below ``node`` with the name of the class it stands in."""
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else class_name
        if isinstance(child, ast.Call):
            yield inside, child
        yield from calls_with_class(child, inside)


def texts_in(path: Path) -> Iterator[Text]:
    for class_name, call in calls_with_class(ast.parse(path.read_text(encoding="utf-8"))):
        match name_of(call), call.args:
            case "tr", [ast.Constant(value=str() as text), *_]:
                yield class_name, text
            case (("translate" | "QT_TRANSLATE_NOOP"), [ast.Constant(value=context), ast.Constant(value=text), *_]):
                yield str(context), str(text)
            case (("tr" | "translate" | "QT_TRANSLATE_NOOP"), _) if not is_known_exception(path, call):
                raise AssertionError(f"{path.name}:{call.lineno}: only literal texts can be translated")


def is_known_exception(path: Path, call: ast.Call) -> bool:
    """The one place that translates what it finds in a list, which ``engine_texts`` names literally."""
    return path.name == "translate_message.py" and ast.unparse(call.args[1]) == "template"


def messages(file: Path) -> dict[Text, ElementTree.Element]:
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): message
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
    }


def translated(language: str) -> dict[Text, str]:
    return {text: m.findtext("translation") or "" for text, m in messages(FOLDER / f"sqcodec_{language}.ts").items()}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_texts_are_translated_by_their_own_class(path: Path) -> None:
    """``other.tr`` would look in another context at run time than the one the text was collected under."""
    for _, call in calls_with_class(ast.parse(path.read_text(encoding="utf-8"))):
        match call.func:
            case ast.Attribute(value=ast.Name(id=owner), attr="tr"):
                assert owner == "self", f"{path.name}:{call.lineno}: {owner}.tr: use QCoreApplication.translate"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_visible_text_is_left_out(path: Path) -> None:
    for _, call in calls_with_class(ast.parse(path.read_text(encoding="utf-8"))):
        if name_of(call) not in SHOWING:
            continue
        for argument in call.args:
            pieces = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            for piece in pieces:
                if isinstance(piece, ast.Constant) and isinstance(piece.value, str):
                    assert not re.search(r"[A-Za-z]{2}", re.sub(r"<[^>]*>|&\w+;", "", piece.value)), (
                        f"{path.name}:{call.lineno}: {piece.value!r} is shown but not translated"
                    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_text_and_no_others(language: str) -> None:
    assert set(translated(language)) == {text for path in SOURCES for text in texts_in(path)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_complete_and_fits(language: str) -> None:
    for (context, text), translation in translated(language).items():
        assert translation, f"{context}: {text!r} is not translated"
        assert sorted(re.findall(r"\{[^}]*\}", translation)) == sorted(re.findall(r"\{[^}]*\}", text)), translation
        assert translation.count("\n") == text.count("\n"), translation
        assert re.findall(r"<[^>]+>", translation) == re.findall(r"<[^>]+>", text), translation


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_the_source_says(language: str, qapp: QCoreApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"sqcodec_{language}.qm"))
    for (context, text), translation in translated(language).items():
        assert translator.translate(context, text) == translation, (context, text)


def test_every_template_of_the_lower_parts_is_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import extract_messages

    extract_messages.write_module(tmp_path / "engine_texts.py")
    listed = (ROOT / "sqcodec_gui" / "gui" / "wording" / "engine_texts.py").read_text(encoding="utf-8")
    assert (tmp_path / "engine_texts.py").read_text(encoding="utf-8") == listed, "run packaging/run.py translations"
    assert len(TEXTS) == len(set(TEXTS)) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_show_words_alone(qtbot: QtBot, qapp: QApplication, language: str) -> None:
    """Neither the letter that chooses it in a menu, which stands in brackets in Chinese, nor dots."""
    translator = QTranslator()
    assert translator.load(f"sqcodec_{language}", str(FOLDER))
    qapp.installTranslator(translator)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        actions = Actions(window)
        actions.show_work(is_working=True, is_paused=False)
        wrong = [a.iconText() for a in window.findChildren(QAction) if re.search(r"[&…]|\(\w\)", a.iconText())]
    finally:
        qapp.removeTranslator(translator)
    assert actions["pause"].iconText()
    assert wrong == []
