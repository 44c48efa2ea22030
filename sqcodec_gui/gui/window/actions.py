"""All that the window can do stands here with words and keys: menus, buttons and the list of keys take it from here.

Below the table: which action stands in which menu, and which make sense at the moment.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.window.recent import RecentFiles
from sqcodec_gui.gui.wording.formatting import without_key

translate = QCoreApplication.translate
Words = tuple[str, str, str]
"""(text with its mnemonic, keys or "", why one would)"""


def _table() -> dict[str, Words]:
    return {
        "add_files": (
            translate("actions", "&Add files…"),
            "Ctrl+O",
            translate("actions", "Choose recordings to make small, or .sqc files to restore"),
        ),
        "add_folder": (
            translate("actions", "Add &folder…"),
            "Ctrl+Shift+O",
            translate("actions", "Choose a folder; all recordings in it are added"),
        ),
        "paste": (
            translate("actions", "&Paste"),
            "Ctrl+V",
            translate("actions", "Add files or folders that you copied elsewhere"),
        ),
        "restore": (
            translate("actions", "&Restore .sqc files…"),
            "Ctrl+R",
            translate("actions", "Turn .sqc files back into recordings"),
        ),
        "sample": (
            translate("actions", "&Try it with a sample"),
            "",
            translate("actions", "Makes a short recording small that came with the program"),
        ),
        "record": (
            translate("actions", "Re&cord…"),
            "Ctrl+Shift+R",
            translate("actions", "Record from a microphone; the recording is kept and put into the queue"),
        ),
        "archive_kit": (
            translate("actions", "Archi&ve kit…"),
            "Ctrl+Shift+E",
            translate("actions", "A folder with all that is needed to open the small recordings in twenty years"),
        ),
        "share": (
            translate("actions", "S&hare…"),
            "Ctrl+Shift+S",
            translate("actions", "One page with the selected recordings, which any browser plays"),
        ),
        "make_smaller": (
            translate("actions", "Ma&ke smaller…"),
            "",
            translate("actions", "A smaller copy of the small file: it holds lower qualities"),
        ),
        "settings": (
            translate("actions", "&Settings…"),
            "Ctrl+,",
            translate("actions", "Names, folders, device, notices, appearance, language"),
        ),
        "quit": (translate("actions", "&Quit"), "Ctrl+Q", ""),
        "pause": (
            translate("actions", "&Pause"),
            "Ctrl+P",
            translate("actions", "Begin, stop where it is, or go on; nothing is lost in a pause"),
        ),
        "continue": (
            translate("actions", "Co&ntinue"),
            "",
            translate("actions", "Go on with what was left from last time"),
        ),
        "cancel": (
            translate("actions", "&Cancel selected"),
            "Ctrl+.",
            translate("actions", "Nothing is left behind; the original stays as it is"),
        ),
        "cancel_all": (
            translate("actions", "Cancel &all"),
            "Ctrl+Shift+.",
            translate("actions", "Stop the job at work and all that wait"),
        ),
        "retry": (
            translate("actions", "&Try again"),
            "F5",
            translate("actions", "Do the selected ones anew, with the choices of now"),
        ),
        "move_up": (translate("actions", "Move &up"), "Alt+Up", translate("actions", "Sooner in the queue")),
        "move_down": (translate("actions", "Move &down"), "Alt+Down", translate("actions", "Later in the queue")),
        "remove": (
            translate("actions", "Re&move from the list"),
            "Del",
            translate("actions", "The files themselves stay where they are"),
        ),
        "clear_finished": (
            translate("actions", "C&lear finished"),
            "Ctrl+Del",
            translate("actions", "Take what is done out of the list; what failed stays, and no file goes"),
        ),
        "undo_clear": (
            translate("actions", "Undo"),
            "Ctrl+Z",
            translate("actions", "Put back into the list what was just taken out of it"),
        ),
        "trash_originals": (
            translate("actions", "Move originals to the tras&h…"),
            "",
            translate("actions", "Only after a check of each file, and only when you say yes to the list"),
        ),
        "keep_originals": (
            translate("actions", "&Keep the originals"),
            "",
            translate("actions", "Everything stays where it is"),
        ),
        "notice_read": (
            translate("actions", "&All right"),
            "",
            translate("actions", "The notice goes away"),
        ),
        "look_for_lesser": (
            translate("actions", "Make &better again…"),
            "",
            translate("actions", "Looks for small files that would sound better, made again with the quality of now"),
        ),
        "make_again": (
            translate("actions", "&Make these again"),
            "",
            translate("actions", "Each one is replaced only when the new one is verified"),
        ),
        "leave_them": (
            translate("actions", "&Leave them"),
            "",
            translate("actions", "The queue's menu offers it later, too"),
        ),
        "get_best": (
            translate("actions", "&Get it"),
            "",
            translate("actions", "The queue goes on meanwhile"),
        ),
        "not_now": (
            translate("actions", "&Not now"),
            "",
            translate("actions", "It is not asked again; Qualities has it at any time"),
        ),
        "show_result": (
            translate("actions", "&Show the result in its folder"),
            "Ctrl+Return",
            translate("actions", "Opens the file manager"),
        ),
        "show_source": (
            translate("actions", "Show the &original in its folder"),
            "Ctrl+Shift+Return",
            translate("actions", "Opens the file manager"),
        ),
        "select_all": (translate("actions", "S&elect all"), "Ctrl+A", ""),
        "qualities": (
            translate("actions", "&Qualities…"),
            "Ctrl+M",
            translate("actions", "How they sound, what they take, and how to get more"),
        ),
        "show_compare": (
            translate("actions", "&Comparison"),
            "F8",
            translate("actions", "The original and the result of the selected item"),
        ),
        "blind_test": (
            translate("actions", "&Blind test…"),
            "Ctrl+B",
            translate("actions", "Find out whether you hear a difference, without knowing which is which"),
        ),
        "which_quality": (
            translate("actions", "Which quality is &enough?…"),
            "Ctrl+E",
            translate("actions", "Hear a passage at every quality, and find the smallest one that is good enough"),
        ),
        "first_steps": (
            translate("actions", "&Three first steps"),
            "",
            translate("actions", "Drop, make small, compare: with a recording that came with the program"),
        ),
        "help": (
            translate("actions", "&How it works"),
            "F1",
            translate("actions", "One page with pictures, and all keys at a glance"),
        ),
        "show_log": (
            translate("actions", "Show the &log file"),
            "",
            translate("actions", "Useful when something went wrong"),
        ),
        "about": (translate("actions", "&About"), "", translate("actions", "Versions and licences")),
    }


class Actions:
    """It has one QAction for each line of the table, as an item: ``actions["paste"]``."""

    LIST_ONLY = ("move_up", "move_down", "remove", "select_all")
    """Their keys mean something else outside of the list."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        for name, (text, keys, reason) in _table().items():
            action = QAction(window)
            action.setObjectName(name)
            self._actions[name] = action
            self.set_text(name, text)
            plain = action.iconText()
            if keys:
                action.setShortcut(QKeySequence(keys))
                shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                plain = f"{plain} ({shown})"
            action.setToolTip(f"{plain}\n{reason}" if reason else plain)
            action.setStatusTip(reason)
            if name in self.LIST_ONLY:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self["show_compare"].setCheckable(True)
        self["show_compare"].setChecked(True)
        self["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self["settings"].setMenuRole(QAction.MenuRole.PreferencesRole)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def set_text(self, name: str, text: str) -> None:
        """Set the text as it stands in menus; buttons get the words alone."""
        self[name].setText(text)
        self[name].setIconText(without_key(text).rstrip("…"))

    def show_work(self, is_working: bool, is_paused: bool) -> None:
        """Let one action, and one key, begin, pause, and go on."""
        if is_paused:
            text = translate("actions", "&Resume")
        else:
            text = translate("actions", "&Pause") if is_working else translate("actions", "Sta&rt")
        self.set_text("pause", text)

    def with_keys(self) -> list[QAction]:
        """Return the actions that have a key, in the order of the table."""
        return [action for action in self._actions.values() if not action.shortcut().isEmpty()]


def appearance_group(window: QWidget, chosen: str) -> QActionGroup:
    """Make the choice of light, dark, or as the system says; ``action.data()`` is the value of the setting."""
    group = QActionGroup(window)
    for value, text in {
        "system": translate("actions", "As the &system"),
        "light": translate("actions", "&Light"),
        "dark": translate("actions", "&Dark"),
    }.items():
        action = group.addAction(text)
        action.setCheckable(True)
        action.setData(value)
        action.setChecked(value == chosen)
    return group


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
    """Return the actions of an item's menu; None where a line is drawn."""
    return [actions[name] if name else None for name in ITEM]


def enable_for_queue(
    act: Actions, controller: QueueController, records: Sequence[JobRecord], is_searching: bool
) -> None:
    """Enable the actions that concern the queue as a whole; ``is_searching``: dropped folders are still searched."""
    waiting = any(record.state is JobState.WAITING for record in records)
    held = any(record.is_held for record in records)
    act.show_work(controller.is_working, controller.is_paused)
    act["pause"].setEnabled(controller.is_working or controller.is_paused or waiting)
    act["continue"].setEnabled(held or (waiting and not controller.is_working and not controller.is_paused))
    act["cancel_all"].setEnabled(controller.is_working or waiting or is_searching)
    act["clear_finished"].setEnabled(any(record.may_be_cleared for record in records))
    act["look_for_lesser"].setEnabled(any(record.state.is_result for record in records))
    act["trash_originals"].setEnabled(any(record.may_replace_original for record in records))


def enable_for_selection(
    act: Actions, selected: Sequence[JobRecord], current: JobRecord | None, has_pair: bool
) -> None:
    """Enable the actions that concern the selected rows, or the current one.

    ``has_pair``: its original and its small file are here, to be compared.
    """
    act["cancel"].setEnabled(any(not record.state.is_over for record in selected))
    act["retry"].setEnabled(any(record.state.is_over for record in selected))
    is_first_time = bool(selected) and all(record.state is JobState.OPENED for record in selected)
    again, restore = translate("actions", "&Try again"), translate("actions", "Restore &it")
    act.set_text("retry", restore if is_first_time else again)
    for name in ("move_up", "move_down", "remove"):
        act[name].setEnabled(bool(selected))
    act["blind_test"].setEnabled(has_pair)
    act["make_smaller"].setEnabled(current is not None and current.may_be_smaller)
    act["show_source"].setEnabled(current is not None)
    act["show_result"].setEnabled(current is not None and current.target is not None)
