"""Which action stands in which menu."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenuBar

from sqcodec_gui.gui.actions import Actions
from sqcodec_gui.gui.recent import RecentFiles

translate = QCoreApplication.translate

RECENT = "recent"
FILE = (
    *("add_files", "add_folder", RECENT, "paste", "record", ""),
    *("restore", "share", "archive_kit", "sample", ""),
    *("settings", "", "quit"),
)
QUEUE = (
    *("pause", "continue", ""),
    *("cancel", "cancel_all", "retry", ""),
    *("move_up", "move_down", "select_all", ""),
    *("remove", "clear_finished", "undo_clear", "look_for_lesser", "trash_originals", ""),
    *("make_smaller", "show_result", "show_source"),
)
VIEW = ("show_compare", "blind_test", "", "which_quality", "qualities", "")
HELP = ("help", "first_steps", "show_log", "about")
ITEM = (
    *("show_result", "show_source", "", "blind_test", "make_smaller", "share", ""),
    *("cancel", "retry", "", "move_up", "move_down", "remove"),
)
"""The menu of an item in the queue. An empty name draws a line."""


def build_menu_bar(bar: QMenuBar, actions: Actions, appearance: QActionGroup, recent: RecentFiles) -> None:
    for title, names in (
        (translate("menus", "&File"), FILE),
        (translate("menus", "&Queue"), QUEUE),
        (translate("menus", "&View"), VIEW),
        (translate("menus", "&Help"), HELP),
    ):
        menu = bar.addMenu(title)
        for name in names:
            if name == RECENT:
                recent.build_menu(menu.addMenu(translate("menus", "Open rec&ent")))
            elif name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        if names is VIEW:
            menu.addActions(appearance.actions())


def item_menu(actions: Actions) -> list[QAction | None]:
    """None where a line is drawn."""
    return [actions[name] if name else None for name in ITEM]
