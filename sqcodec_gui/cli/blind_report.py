"""The verb report checks reports of blind tests, or makes several of them one."""

import argparse
from pathlib import Path

from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.listening.report import ReportError, base_of, earlier_sessions, gather, write_report
from sqcodec_gui.listening.report_check import CheckedSession, ReportCheck, verify_report
from sqcodec_gui.listening.report_words import describe_verdict


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``report``."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    checking = options.add_action(actions, "report", "check", "compute everything in reports again")
    options.add_files(checking, "reports, as HTML or JSON")
    options.add_json(checking)
    checking.set_defaults(action=check)
    gathering = options.add_action(actions, "report", "gather", "make one report of several, such as of several people")
    options.add_files(gathering, "reports, as HTML or JSON")
    gathering.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT", help="OUT.html and OUT.json are written"
    )
    gathering.set_defaults(action=write_gathered)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Do what ``report`` was asked for."""
    exit_code: int = arguments.action(arguments, console)
    return exit_code


def check(arguments: argparse.Namespace, console: Console) -> int:
    """Check reports of blind tests; the exit code is 1 where anything in one does not hold."""
    for path in arguments.files:
        try:
            found = verify_report(path)
        except ReportError as error:
            reason = console.reason(error)
            console.fail_with(reason, {"path": path, "is_sound": False, "sessions": [], "error": reason})
            continue
        if not found.is_sound:
            console.failures += 1
        console.print_json(_values(found))
        console.print_text(f"{path}: {'sound' if found.is_sound else 'not sound'}, {_count(len(found.sessions))}")
        for problem in found.problems:
            console.print_text(f"  {problem}")
        for session in found.sessions:
            _say_session(session, console)
    return console.exit_code


def _count(tests: int) -> str:
    return "1 test" if tests == 1 else f"{tests} tests"


def _say_session(session: CheckedSession, console: Console) -> None:
    who = session.listener or "without a name"
    console.print_text(f"  {who}, {session.started}, {session.coded_name}")
    if session.result is not None:
        console.print_text(f"    {describe_verdict(session.result, session.kinds)}")
    for problem in session.problems:
        console.print_text(f"    not sound: {problem}")


def _values(found: ReportCheck) -> dict[str, object]:
    return {
        "path": found.path,
        "is_sound": found.is_sound,
        "problems": found.problems,
        "sessions": [
            {
                "listener": session.listener,
                "started": session.started,
                "small": session.coded_name,
                "compared": session.kinds,
                "question": session.question,
                "hits": session.result.hits if session.result else None,
                "answered": session.result.answered if session.result else None,
                "p": session.result.p if session.result else None,
                "verdict": session.result.verdict if session.result else None,
                "problems": session.problems,
            }
            for session in found.sessions
        ],
        "error": None,
    }


def write_gathered(arguments: argparse.Namespace, console: Console) -> int:
    """Write a report of all sessions, copied as they are and checkable; sessions that are there already stay."""
    base = base_of(arguments.output)
    page, data, tests = write_report(base, [*earlier_sessions(base), *gather(arguments.files)])
    console.print_text(f"{page} and {data.name}: {_count(tests)}")
    return 0


PARSERS = {"report": add_report}
