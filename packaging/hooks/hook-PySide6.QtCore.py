"""This module bundles Qt's core with the translations of its own dialogs, and not those of tools that are not here."""

from pathlib import Path

from PyInstaller.utils.hooks.qt import add_qt6_dependencies

hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
datas = [
    (source, target)
    for source, target in datas
    if not source.endswith(".qm") or Path(source).name.startswith("qtbase_")
]
