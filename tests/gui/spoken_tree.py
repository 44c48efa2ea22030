"""A program for a test, run by the system's own Python: what a screen reader finds, over a real AT-SPI bus.

    dbus-run-session -- /usr/bin/python3 tests/gui/spoken_tree.py TREE SECONDS WANTED SHOWN COMMAND...

Starts COMMAND (the program, as a process of its own), waits until the row of every name in WANTED (comma-separated)
says how it ended and a part named SHOWN is there, and writes what is there then into the file TREE, one line for each
part; after it all that was announced, and the values that a bar of progress told. Nothing of the program is imported
here: this is another process, as a screen reader is.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is chosen before

PROGRAM = "SQCodec"
NOT_OVER = ("Waiting", "Getting ready…")
STATES = ("focused", "checked", "selected", "expanded")
DEEPEST = 40


def children(node: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield child


def lines_of(node: Atspi.Accessible, depth: int = 0) -> Iterator[str]:
    """All that is shown, as “role "name" = value (description) [states]”, children below their parent."""
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.VISIBLE):
            return
        parts = [f'{node.get_role_name()} "{node.get_name()}"']
        if "Value" in node.get_interfaces():
            parts.append(f"= {node.get_current_value():g} of {node.get_maximum_value():g}")
        if node.get_description():
            parts.append(f"({node.get_description()})")
        kept = [name for name in STATES if states.contains(getattr(Atspi.StateType, name.upper()))]
        if kept:
            parts.append(f"[{', '.join(kept)}]")
        yield "  " * depth + " ".join(parts).replace("\n", " / ")
        if depth < DEEPEST:
            for child in children(node):
                yield from lines_of(child, depth + 1)
    except GLib.Error:  # it went away while it was looked at
        return


def find_program() -> Atspi.Accessible | None:
    desktop = Atspi.get_desktop(0)
    return next((one for one in children(desktop) if one.get_name() == PROGRAM), None)


def rows(tree: list[str]) -> list[str]:
    return [line.strip() for line in tree if line.strip().startswith("list item")]


def are_over(tree: list[str], wanted: list[str]) -> bool:
    """Rows say: name, state, and more; the state of one that is at work is a percentage."""
    states = {name: state for name, state, *_ in (row.partition('"')[2].split(", ") for row in rows(tree))}
    said = [states.get(name, "Waiting") for name in wanted]
    return not any(state in NOT_OVER or state.endswith(" %") for state in said)


def value_of(event: Atspi.Event) -> list[str]:
    try:
        return [f'{event.source.get_role_name()} "{event.source.get_name()}" = {event.source.get_current_value():g}']
    except GLib.Error:
        return []


def main() -> int:
    target, patience_s, wanted = sys.argv[1], float(sys.argv[2]), sys.argv[3].split(",")
    shown, command = f'"{sys.argv[4]}"', sys.argv[5:]
    announced: list[str] = []
    spoken: list[str] = []
    Atspi.init()
    listeners = {
        "object:announcement": lambda event: announced.append(str(event.any_data)),
        "object:property-change:accessible-value": lambda event: spoken.extend(value_of(event)),
    }
    kept = [Atspi.EventListener.new(listener) for listener in listeners.values()]
    for listener, name in zip(kept, listeners, strict=True):
        listener.register(name)
    program = subprocess.Popen(command, env=os.environ | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    loop, until_s = GLib.MainContext.default(), time.monotonic() + patience_s
    tree: list[str] = []
    while time.monotonic() < until_s and program.poll() is None:
        while loop.iteration(False):
            pass
        found = find_program()
        tree = list(lines_of(found)) if found is not None else []
        if tree and are_over(tree, wanted) and any(shown in line for line in tree):
            break
        time.sleep(0.5)
    for _ in range(20):  # what was said last is still on its way
        loop.iteration(False)
        time.sleep(0.02)
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join([*tree, "", "announced:", *announced, "", "values:", *spoken, ""]))
    program.terminate()
    return program.wait()


if __name__ == "__main__":
    sys.exit(main())
