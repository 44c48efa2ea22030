"""A report as one page that stands alone: no scripts that run, nothing fetched, its data inside."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from sqcodec_gui.listening.abx import BlindTest, Question
from sqcodec_gui.listening.report_words import pooled, verdict_words
from sqcodec_gui.listening.session import Values, rebuild

DATA_ID = "sqcodec-report"
"""Of the element of the page that holds the JSON."""

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --good: #00795a; --bad: #a34700; }
@media (prefers-color-scheme: dark) { :root { --good: #3fc79a; --bad: #f0a04b; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
h2 { margin: 0 0 .5rem; font-size: 1.25rem; }
.said { font-size: 1.1rem; font-weight: 600; }
table { border-collapse: collapse; margin: .75rem 0; }
td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; font-weight: normal; }
th { opacity: .75; }
.trials td, .trials th { border-bottom: 1px solid var(--line); }
.hit { color: var(--good); } .miss { color: var(--bad); }
code { font-size: .85em; overflow-wrap: anywhere; }
"""


def render_page(values: Values) -> str:
    """HTML of a report's values, the same every time. Raises KeyError, TypeError or ValueError where they are none."""
    data = json.dumps(values, indent=1).replace("<", "\\u003c")  # nothing in it can end the element
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Blind test report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Blind test report</h1>",
        *_together(values),
        *(_session(number, one) for number, one in enumerate(values["sessions"], 1)),
        _how_to_check(),
        f'<script type="application/json" id="{DATA_ID}">{data}</script>\n</body>\n</html>\n',
    ]
    return "\n".join(parts)


def _together(values: Values) -> Iterable[str]:
    groups = pooled(values["sessions"])
    if groups:
        yield "<section><h2>All together</h2>"
        for group in groups:
            names = ", ".join(name or "without a name" for name in group.listeners)
            yield f"<p>{escape(group.coded_name)} ({escape(names)}):"
            yield f'<span class="said">{escape(verdict_words(group.result))}</span></p>'
        yield "</section>"


def _session(number: int, values: Values) -> str:
    test = rebuild(values)
    name = str(values["listener"]) or "without a name"
    return "\n".join(
        [
            f"<section><h2>{number}. {escape(name)}, {escape(str(values['started']))}</h2>",
            f'<p class="said">{escape(verdict_words(test.result))}</p>',
            f"<p>{_question_words(test)} {_stop_words(test)}</p>",
            _table(_facts(values, test)),
            _trials(values, test),
            "</section>",
        ]
    )


def _question_words(test: BlindTest) -> str:
    if test.plan.question is Question.ABX:
        return "In each trial X was the original (1) or the small version (2), and the listener said which."
    return "In each trial the original and the small version lay behind 1 and 2, and the listener chose the better one."


def _stop_words(test: BlindTest) -> str:
    planned = len(test.plan.order)
    if test.was_stopped:
        return f"The listener stopped after {len(test.answers)} of {planned} trials; the missing ones count against."
    if test.needed is not None:
        return f"One step of a search: it ended as soon as {test.needed} of {planned} were reached or out of reach."
    return f"{planned} trials, fixed beforehand. No answer was commented on before the end."


def _facts(values: Values, test: BlindTest) -> list[tuple[str, str]]:
    reference, coded, playback = values["reference"], values["coded"], values["playback"]
    passage, p = values["passage"], test.result.p
    limited = f", limited to {reference['limited_to_hz']:g} Hz" if reference["limited_to_hz"] else ""
    only = " (of the passage alone)" if coded["made_for_the_test"] else ""
    return [
        ("Original", f"{_text(reference['name'])}, {reference['size_bytes']:,} bytes{limited}"),
        ("its SHA-256", _code(reference["sha256"])),
        (
            "Small version",
            f"{_text(coded['name'])}, {coded['size_bytes']:,} bytes{only}, made with {_text(coded['model'])}",
        ),
        ("SHA-256 of its tokens", _code(coded["tokens_sha256"])),
        ("SHA-256 of the weights", _code(coded["weights_sha256"])),
        ("Passage", f"{passage['start_s']:.2f} s to {passage['stop_s']:.2f} s, as a loop"),
        ("Played on", f"{_text(playback['device'])}, {playback['sample_rate_hz']:,} Hz, level {playback['level']:.2f}"),
        ("Levels matched by", _gains(playback)),
        ("Gaps while playing", f"{playback['gaps']:,}"),
        ("Probability", f"p = {p:.6f} (exact binomial, a coin that does as well or better)"),
        ("Fingerprint of the order", _code(values["commitment"])),
        ("Its secret", _code(values["nonce"])),
    ]


def _gains(playback: dict[str, Any]) -> str:
    gains = [("original", playback["reference_gain_db"]), ("small version", playback["coded_gain_db"])]
    return ", ".join(f"{name} {gain:+.2f} dB" for name, gain in gains)


def _trials(values: Values, test: BlindTest) -> str:
    is_abx = test.plan.question is Question.ABX
    titles = ("Trial", "X was" if is_abx else "The original was", "Answer", "", "Took", "Listened to")
    rows = ["".join(f"<th>{title}</th>" for title in titles)]
    for index, answer in enumerate(test.answers):
        is_hit = test.plan.is_hit(answer.choice, index)
        right, wrong = ("right", "wrong") if is_abx else ("the original", "the small version")
        mark = f'<span class="hit">✓ {right}</span>' if is_hit else f'<span class="miss">✗ {wrong}</span>'
        listens = ", ".join(f"{_text(key)} {count} ×" for key, count in sorted(answer.listens.items()))
        was = "1" if test.plan.order[index] == "A" else "2"
        took = f"{answer.answered_s - answer.started_s:.1f} s"
        cells = (str(index + 1), was, answer.choice, mark, took, listens)
        rows.append("".join(f"<td>{cell}</td>" for cell in cells))
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="trials">\n{body}\n</table>'


def _table(rows: list[tuple[str, str]]) -> str:
    body = "\n".join(f"<tr><th>{escape(title)}</th><td>{cell}</td></tr>" for title, cell in rows)
    return f"<table>\n{body}\n</table>"


def _how_to_check() -> str:
    return (
        "<section><h2>How to check this</h2><p><code>sqcodec report check FILE</code> computes everything on this page "
        "again: that the order fits its fingerprint, that the results follow from the answers, and that nothing was "
        "changed since. The fingerprint is the SHA-256 of the words “abx” or “preference”, the order in letters, and "
        "the secret, with spaces between; it was shown before the first trial. Whoever noted it then can also be sure "
        "that the order was not made up afterwards.</p></section>"
    )


def _text(value: Any) -> str:
    return escape(str(value))


def _code(value: Any) -> str:
    return f"<code>{escape(str(value))}</code>"
