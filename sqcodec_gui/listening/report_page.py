"""A report is one page that stands alone: no scripts that run, nothing fetched, its data inside."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import Any

from sqcodec_gui.formatting import clock, size
from sqcodec_gui.listening.abx import BlindTest, Question
from sqcodec_gui.listening.report_words import NAMES, USUAL, describe_verdict, pooled
from sqcodec_gui.listening.session import Kind, Values, kinds_of, rebuild

DATA_ID = "sqcodec-report"
"""Of the element of the page that holds the JSON."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""In English like the rest of a page, wherever it is written: ``strftime`` would ask the system for its language."""

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8882; --good: #00795a; --bad: #a34700; --mark: #2b6cb0; }
@media (prefers-color-scheme: dark) { :root { --good: #3fc79a; --bad: #f0a04b; --mark: #6aaef0; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }
section { border-top: 1px solid var(--line); padding: 1.25rem 0; }
h1 { margin: 0 0 .5rem; }
h2 { margin: 0; font-size: 1.3rem; }
h3 { margin: 1.25rem 0 0; font-size: 1rem; }
.when { margin: 0; opacity: .75; }
.said { margin: .75rem 0; padding: .5rem .9rem; border-left: 4px solid var(--mark); background: var(--soft);
  font-size: 1.1rem; font-weight: 600; }
table { border-collapse: collapse; margin: .5rem 0; }
td, th { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top; font-weight: normal; }
th { opacity: .75; }
.facts { width: 100%; table-layout: fixed; }
.facts th { width: 10.5rem; }
.list td, .list th { border-bottom: 1px solid var(--line); overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.hit, .miss { white-space: nowrap; } .hit { color: var(--good); } .miss { color: var(--bad); }
code { font-size: .85em; }
footer { border-top: 1px solid var(--line); padding-top: .75rem; opacity: .75; }
@media (max-width: 36rem) {
  .facts th, .facts td { display: block; width: auto; padding-right: 0; }
  .facts td { padding: 0 0 .5rem; }
  .list td, .list th { padding-right: .6rem; }
}
@media print {
  :root { color-scheme: light; --good: #00795a; --bad: #a34700; --mark: #2b6cb0; }
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
  h2, h3, .when, .said, thead { break-after: avoid; }
  tr, .said { break-inside: avoid; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever stands in the names."""


def render_page(values: Values) -> str:
    """Return HTML of a report's values, always the same. Raises KeyError, TypeError or ValueError if they are none."""
    data = json.dumps(values, indent=1).replace("<", "\\u003c")  # nothing in it can end the element
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Blind test report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>",
        f"<h1>Blind test report</h1>\n<p>{_about(values)}, by people who did not know which of the two they heard. "
        "This page says what came of it, and how to check that."
        "</p>\n</header>\n<main>",
        *_together(values),
        *(_session(number, one) for number, one in enumerate(values["sessions"], 1)),
        _how_to_check(),
        f"</main>\n<footer><p>Written by {_text(values['program'])}</p></footer>",
        f'<script type="application/json" id="{DATA_ID}">{data}</script>\n</body>\n</html>\n',
    ]
    return "\n".join(parts)


def _about(values: Values) -> str:
    if all(kinds_of(one) == USUAL for one in values["sessions"]):
        return "A recording was compared by ear with the small version that was made of it"
    return "Versions of a recording were compared by ear"


def _together(values: Values) -> Iterable[str]:
    groups = pooled(values["sessions"])
    if groups:
        yield "<section>\n<h2>All together</h2>"
        for group in groups:
            names = ", ".join(map(_listener, group.listeners))
            yield f"<p>{_name(group.coded_name)}, heard by {names}:</p>"
            yield f'<p class="said">{escape(describe_verdict(group.result, group.kinds))}</p>'
        yield "</section>"


def _session(number: int, values: Values) -> str:
    test = rebuild(values)
    return "\n".join(
        [
            f"<section>\n<h2>{number}. {_listener(values['listener'])}</h2>",
            f'<p class="when">{_moment(values["started"])}</p>',
            f'<p class="said">{escape(describe_verdict(test.result, kinds_of(values)))}</p>',
            f"<p>{_question_words(test, kinds_of(values))} {_stop_words(test)}</p>",
            _table(_facts(values, test)),
            "<h3>The trials</h3>",
            _trials(values, test),
            "<h3>Fingerprints, to check it</h3>",
            _table(_fingerprints(values)),
            "</section>",
        ]
    )


def _listener(name: Any) -> str:
    return _name(name) if str(name) else "Listener without a name"


def _moment(iso: Any) -> str:
    """Return a moment such as “1 March 2025, 10:00 (UTC)”; what is no moment, as it is."""
    try:
        moment = datetime.fromisoformat(str(iso)).astimezone(UTC)
    except (ValueError, OverflowError):
        return _text(iso)
    words = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} (UTC)"
    return f'<time datetime="{moment.isoformat(timespec="seconds")}">{words}</time>'


def _question_words(test: BlindTest, kinds: tuple[Kind, Kind]) -> str:
    first, second = (NAMES[kind] for kind in kinds)
    if test.plan.question is Question.ABX:
        return f"In each trial X was the {first} (1) or the {second} (2), and the listener said which."
    return f"In each trial the {first} and the {second} lay behind 1 and 2, and the listener chose the better one."


def _stop_words(test: BlindTest) -> str:
    planned = len(test.plan.order)
    if test.was_stopped:
        return f"The listener stopped after {len(test.answers)} of {planned} trials; the missing ones count against."
    if test.needed is not None:
        return f"One step of a search: it ended as soon as {test.needed} of {planned} were reached or out of reach."
    return f"{planned} trials, fixed beforehand. No answer was commented on before the end."


def _facts(values: Values, test: BlindTest) -> list[tuple[str, str]]:
    reference, coded, playback, p = values["reference"], values["coded"], values["playback"], test.result.p
    limited_hz = reference["limited_to_hz"]
    kinds = kinds_of(values)
    first, second = (NAMES[kind].capitalize() if kind in USUAL else NAMES[kind] for kind in kinds)
    setting = "quality" if kinds[1] is Kind.SMALL else "made by"
    limited = f", played at {limited_hz:,g} Hz like the small version" if limited_hz else ""
    of_what = ", made of the passage alone" if coded["made_for_the_test"] else ""
    level, rate_hz = playback["level"], playback["sample_rate_hz"]
    return [
        (first, f"{_name(reference['name'])}<br>{_size(reference['size_bytes'])}{_rate(reference)}{limited}"),
        (
            second,
            f"{_name(coded['name'])}<br>{_size(coded['size_bytes'])}{_rate(coded)}, {setting} "
            f"{_name(coded['model'])}{of_what}",
        ),
        ("Passage", _passage(**values["passage"])),
        ("Played on", f"{_name(playback['device'])}, {rate_hz:,} Hz, volume {level:.0%}"),
        ("Made equally loud by", _gains(playback, kinds)),
        ("Gaps while playing", f"{playback['gaps']:,}" if playback["gaps"] else "none"),
        ("Probability", f"p = {p:.6f} that a coin does as well or better (exact binomial)"),
    ]


def _rate(facts: dict[str, Any]) -> str:
    """Return a rate such as “, 5.2 kbit/s”, where it is known: earlier versions did not store it."""
    rate_bps = facts.get("bit_rate_bps", 0)
    return f", {rate_bps / 1000:,.1f} kbit/s" if rate_bps else ""


def _fingerprints(values: Values) -> list[tuple[str, str]]:
    reference, coded = kinds_of(values)
    weights = [("Weights behind it", _code(values["coded"]["weights_sha256"]))] if coded is Kind.SMALL else []
    of_coded = "Small version’s tokens" if coded is Kind.SMALL else f"{NAMES[coded]}’s file"
    return [
        (NAMES[reference].capitalize(), _code(values["reference"]["sha256"])),
        (of_coded, _code(values["coded"]["tokens_sha256"])),
        *weights,
        ("Order of the trials", _code(values["commitment"])),
        ("The order’s secret", _code(values["nonce"])),
    ]


def _size(size_bytes: int) -> str:
    """Return a size such as “12.3 MB (12,300,000 bytes)”."""
    exactly = f"{size_bytes:,} bytes"
    return f"{size(size_bytes)} ({exactly})" if size_bytes >= 1000 else exactly


def _passage(start_s: float, stop_s: float) -> str:
    return f"{clock(start_s, 2)} to {clock(stop_s, 2)} ({stop_s - start_s:.2f} s), played as a loop"


def _gains(playback: dict[str, Any], kinds: tuple[Kind, Kind]) -> str:
    gains_db = playback["reference_gain_db"], playback["coded_gain_db"]
    gains = [(NAMES[kind], gain_db) for kind, gain_db in zip(kinds, gains_db, strict=True)]
    return ", ".join(f"{name} {gain:+.2f} dB" for name, gain in gains)


def _trials(values: Values, test: BlindTest) -> str:
    is_abx = test.plan.question is Question.ABX
    first, second = (NAMES[kind] for kind in kinds_of(values))
    titles = ("Trial", "X was" if is_abx else f"The {first} was", "Answer", "That was", "Took", "How often heard")
    rows = []
    for index, answer in enumerate(test.answers):
        is_hit = test.plan.is_hit(answer.choice, index)
        if is_abx:
            mark = '<span class="hit">✓ right</span>' if is_hit else '<span class="miss">✗ wrong</span>'
        else:
            mark = f"the {first}" if is_hit else f"the {second}"
        listens = ", ".join(f"{_text(key)}: {count} ×" for key, count in sorted(answer.listens.items()))
        was = test.plan.hit_key(index)
        took = f"{answer.answered_s - answer.started_s:.1f} s"
        cells = (str(index + 1), was, _text(answer.choice), mark, took, listens)
        rows.append("".join(map(_cell, titles, cells)))
    head = "".join(_cell(title, title, "th") for title in titles)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="list">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'


def _cell(title: str, content: str, tag: str = "td") -> str:
    attributes = ' scope="col"' * (tag == "th") + ' class="number"' * (title in ("Trial", "Took"))
    return f"<{tag}{attributes}>{content}</{tag}>"


def _table(rows: list[tuple[str, str]]) -> str:
    body = "\n".join(f'<tr><th scope="row">{escape(title)}</th><td>{cell}</td></tr>' for title, cell in rows)
    return f'<table class="facts">\n{body}\n</table>'


def _how_to_check() -> str:
    return (
        "<section>\n<h2>How to check this</h2>\n<p>SQCodec computes everything on this page again with the command "
        "<code>sqcodec report check</code> and the name of this file: that the order of the trials fits its "
        "fingerprint, that the results follow from the answers, and that nothing was changed since.</p>\n"
        "<p>All fingerprints are SHA-256. That of the order is made from the words “abx” or “preference”, the order in "
        "letters, and the secret, with spaces between; it was shown before the first trial. Whoever noted it then can "
        "also be sure that the order was not made up afterwards.</p>\n</section>"
    )


def _name(value: Any) -> str:
    """Return the name of a file or a person: whichever way it is written, what stands after it stays where it is."""
    return f"<bdi>{_text(value)}</bdi>"


def _text(value: Any) -> str:
    return escape(str(value))


def _code(value: Any) -> str:
    return f"<code>{escape(str(value))}</code>"
