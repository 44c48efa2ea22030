"""Reports: what stands in them, that they hold when computed again, and that no change goes unnoticed."""

import copy
import hashlib
import json
import random
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sqcodec_gui.listening.abx import Answer, BlindTest, Plan, Question
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.report import (
    PROGRAM,
    ReportError,
    base_of,
    earlier_sessions,
    gather,
    read_report,
    report_values,
    write_report,
)
from sqcodec_gui.listening.report_check import check_session, verify_report
from sqcodec_gui.listening.report_page import render_page
from sqcodec_gui.listening.session import (
    CodedFacts,
    Kind,
    Playback,
    RecordingFacts,
    Session,
    seal,
    session_values,
)

NASTY = "</script><script>alert(1)</script><!--"


def a_session(
    right: int = 10,
    question: Question = Question.ABX,
    listener: str = "Ana",
    planned: int = 12,
    answered: int | None = None,
    needed: int | None = None,
    name: str = "talk.sqc",
    kinds: tuple[Kind, Kind] = (Kind.ORIGINAL, Kind.SMALL),
) -> dict[str, Any]:
    """Of so many trials, the first ``right`` ones are hits."""
    plan = Plan(
        question,
        "".join(random.Random(right).choice("AB") for _ in range(planned)),
        hashlib.sha256(f"{listener} {right}".encode("utf-8", "backslashreplace")).hexdigest(),
    )
    test = BlindTest(plan, needed)
    for trial in range(planned if answered is None else answered):
        is_first = (plan.order[trial] == "A") == (trial < right)
        test.answer(Answer("1" if is_first else "2", 7.0 * trial, 7.0 * trial + 5.25, {"1": 2, "2": 1, "X": 3}))
        if test.is_over:
            break
    if not test.is_over:
        test.stop()
    return session_values(
        Session(
            listener,
            "2025-03-01T10:00:00+00:00",
            "2025-03-01T10:03:00+00:00",
            RecordingFacts("talk.wav", 12_300_000, "a" * 64, kind=kinds[0], bit_rate_bps=256_000),
            CodedFacts(name, 84_000, "6kbps", "b" * 64, "c" * 64, kind=kinds[1], bit_rate_bps=5_200),
            Passage(12.0, 20.0),
            Playback("Headphones", 48_000, 0.8, 0.0, 1.25),
            test,
        )
    )


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """`written(session, …)` writes a report of these; page and data."""
    return lambda *sessions: write_report(tmp_path / "report", sessions)[:2]


def test_both_files_hold_the_same_and_are_sound(written: Callable[..., tuple[Path, Path]]) -> None:
    page, data = written(a_session())
    assert read_report(page) == read_report(data) == json.loads(data.read_text())
    for path in (page, data):
        found = verify_report(path)
        assert found.is_sound
        (session,) = found.sessions
        assert (session.listener, session.result.hits, session.result.answered) == ("Ana", 10, 12)


def test_the_page_says_it_in_plain_words_and_fetches_nothing(written: Callable[..., tuple[Path, Path]]) -> None:
    page, _data = written(a_session(), a_session(7, Question.PREFERENCE, "Bo"), a_session(3, answered=3, listener=""))
    text = page.read_text(encoding="utf-8")
    for expected in (
        "The difference was heard: 10 of 12 right. Somebody who guesses does as well in 1 of 52 tests.",
        "No preference: the original 7 of 12 times.",
        "Not enough trials to tell: 3 of 3, of 12 planned.",
        "The listener stopped after 3 of 12 trials",
        "original +0.00 dB, small version +1.25 dB",
        "0:12.00 to 0:20.00 (8.00 s)",
        "12.3 MB (12,300,000 bytes)",
        "<bdi>Headphones</bdi>, 48,000 Hz, volume 80%",
        '<time datetime="2025-03-01T10:00:00+00:00">1 March 2025, 10:00 (UTC)</time>',
        "c" * 64,
        "1: 2 ×, 2: 1 ×, X: 3 ×",
        "sqcodec report check",
    ):
        assert expected in text, expected
    for outside in ("http:", "https:", "src=", "<link", "@import", "url("):
        assert outside not in text


def test_names_cannot_break_out_of_the_page(written: Callable[..., tuple[Path, Path]]) -> None:
    page, _data = written(a_session(listener=NASTY, name=NASTY))
    text = page.read_text(encoding="utf-8")
    assert text.count("<script") == 1
    assert text.count("</script>") == 1
    assert verify_report(page).is_sound
    assert read_report(page)["sessions"][0]["listener"] == NASTY


def test_names_of_all_kinds_are_shown_as_they_are(tmp_path: Path) -> None:
    session = a_session(listener=NASTY)
    for part, field in (("reference", "name"), ("coded", "name"), ("coded", "model"), ("playback", "device")):
        session[part][field] = f"{NASTY}\" onload='x'"
    session["started"] = NASTY
    session["trials"][0]["listens"] = {NASTY: 1}
    session["seal"] = seal(session)
    page = write_report(tmp_path / "report", [session]).page.read_text(encoding="utf-8")
    assert page.count("<script") == page.count("</script>") == 1
    assert page.count("onload='") == 4  # in the data at the page's end, where it is no more than text
    assert "default-src 'none'" in page


def test_every_element_of_the_page_is_closed(written: Callable[..., tuple[Path, Path]]) -> None:
    class Balance(HTMLParser):
        void = ("meta", "br")

        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in self.void:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    page, _data = written(a_session(), a_session(9, listener="Bo"), a_session(7, Question.PREFERENCE))
    text = page.read_text(encoding="utf-8")
    balance = Balance()
    balance.feed(text)
    balance.close()
    assert balance.open == []
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')


@pytest.mark.parametrize(("at_s", "words"), [(0.0, "0:00.00"), (59.999, "1:00.00"), (3723.45, "1:02:03.45")])
def test_moments_of_long_recordings_can_be_read(tmp_path: Path, at_s: float, words: str) -> None:
    session = a_session()
    session["passage"] = {"start_s": at_s, "stop_s": at_s + 5}
    session["seal"] = seal(session)
    assert f"<td>{words} to " in write_report(tmp_path / "report", [session]).page.read_text(encoding="utf-8")


def change_order(session: dict[str, Any]) -> None:
    session["order"] = session["order"].translate(str.maketrans("AB", "BA"))


def change_answer(session: dict[str, Any]) -> None:
    session["trials"][3]["choice"] = "2" if session["trials"][3]["choice"] == "1" else "1"


def change_hit(session: dict[str, Any]) -> None:
    session["trials"][11]["hit"] = True


def change_p(session: dict[str, Any]) -> None:
    session["result"]["p"] = 0.001


def change_verdict(session: dict[str, Any]) -> None:
    session["result"]["verdict"] = "guessing"


def shorten(session: dict[str, Any]) -> None:
    session["planned_trials"] = 10
    session["order"] = session["order"][:10]
    session["trials"] = session["trials"][:10]


def drop_trial(session: dict[str, Any]) -> None:
    session["trials"] = session["trials"][:-1]


def change_time(session: dict[str, Any]) -> None:
    session["trials"][2]["answered_s"] = 0.5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_order, "fixed beforehand"),
        (change_answer, "does not follow"),
        (change_hit, "does not follow"),
        (change_p, "does not follow"),
        (change_verdict, "does not follow"),
        (shorten, "does not fit its fingerprint"),
        (drop_trial, "number of trials"),
        (change_time, "not in order"),
    ],
)
def test_what_was_changed_is_found_even_if_it_is_sealed_again(change: Callable[[dict], None], said: str) -> None:
    session = a_session()
    change(session)
    assert any("seal" in problem for problem in check_session(session).problems)
    session["seal"] = seal(session)
    assert any(said in problem for problem in check_session(session).problems)


@pytest.mark.parametrize(
    ("part", "key"),
    [("reference", "sha256"), ("coded", "weights_sha256"), ("playback", "device"), ("passage", "start_s")],
)
def test_the_seal_covers_everything(part: str, key: str) -> None:
    session = a_session()
    session[part][key] = "another"
    assert check_session(session).problems == ("It was changed after it was written: its seal does not fit.",)


def test_a_page_that_shows_something_else_is_found(written: Callable[..., tuple[Path, Path]]) -> None:
    page, _data = written(a_session(7))
    page.write_text(page.read_text(encoding="utf-8").replace("That was guessing", "The difference was heard"), "utf-8")
    found = verify_report(page)
    assert not found.is_sound
    assert "does not show" in found.problems[0]


def page_of(values: dict[str, Any], page: Path) -> Path:
    """A page that a forger has rendered from data that were changed."""
    page.write_text(render_page(values), encoding="utf-8")
    return page


@pytest.mark.parametrize("program", [PROGRAM, "sqcodec-gui 9.9", "other", None, 7])
@pytest.mark.parametrize(
    ("there", "forged"),
    [
        ("That was guessing", "The difference was heard"),
        ("</body>", "<script>document.body.innerHTML='heard'</script></body>"),
        ("</main>", "</main><script src=x></script>"),
        ("default-src 'none'; ", ""),
    ],
)
def test_a_forged_page_is_refused_whatever_program_it_names(
    tmp_path: Path, there: str, forged: str, program: object
) -> None:
    values = report_values([a_session(7)]) | {"program": program}
    page = page_of(values, tmp_path / "a.html")
    assert verify_report(page).is_sound == (program in (PROGRAM, "sqcodec-gui 9.9"))
    text = page.read_text(encoding="utf-8")
    assert there in text
    page.write_text(text.replace(there, forged), encoding="utf-8")
    assert any("does not show" in problem for problem in verify_report(page).problems)


def test_a_name_twice_is_refused(written: Callable[..., tuple[Path, Path]]) -> None:
    for path in written(a_session(7)):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"verdict":', '"verdict": "heard",\n    "verdict":'), encoding="utf-8")
        with pytest.raises(ReportError, match="is no report"):
            verify_report(path)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_times_that_are_no_numbers_are_refused(written: Callable[..., tuple[Path, Path]], number: str) -> None:
    for path in written(a_session()):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"started_s": 0.0', f'"started_s": {number}', 1), encoding="utf-8")
        with pytest.raises(ReportError, match="is no report"):
            verify_report(path)
    session = a_session()
    session["trials"][3]["started_s"] = float("nan")
    session["seal"] = seal(session)
    assert "not in order" in check_session(session).problems[0]


def test_one_test_under_two_names_is_refused_and_counts_once(tmp_path: Path) -> None:
    twin = a_session(9, listener="Ana") | {"listener": "Bo"}
    twin["seal"] = seal(twin)
    page, data, _tests = write_report(tmp_path / "a", [a_session(9, listener="Ana"), twin])
    for path in (page, data):
        assert any("more than once" in problem for problem in verify_report(path).problems)
    assert "All together" not in page.read_text(encoding="utf-8")
    values = report_values([a_session()])
    data.write_text(json.dumps(values | {"sessions": values["sessions"] * 2}), encoding="utf-8")
    assert not verify_report(data).is_sound


def test_many_sessions_together_can_be_said(written: Callable[..., tuple[Path, Path]]) -> None:
    """More than 1,000 trials, of which a float does not hold the number of ways."""
    for right in (12, 6):
        page, _data = written(*(a_session(right, listener=f"{number}") for number in range(100)))
        assert verify_report(page).is_sound
        assert f"{right * 100} of 1200" in page.read_text(encoding="utf-8")


def test_names_with_half_a_letter_do_not_make_an_own_page_unsound(written: Callable[..., tuple[Path, Path]]) -> None:
    page, _data = written(a_session(listener="\ud800", name="\udcff.sqc"))
    assert verify_report(page).is_sound


def test_the_work_of_the_check_grows_with_the_page_and_no_faster(tmp_path: Path) -> None:
    """Steps are counted and not time: of many whole sessions, and of many that were stopped at once."""

    def steps(path: Path) -> int:
        events: list[str] = []
        sys.setprofile(lambda frame, event, argument: events.append(event))
        try:
            verify_report(path)
        finally:
            sys.setprofile(None)
        return len(events)

    for trials, answered in ((12, 12), (1000, 0)):
        pages = [
            write_report(
                tmp_path / f"{trials}-{count}",
                [a_session(9, planned=trials, answered=answered, listener=str(number)) for number in range(count)],
            ).page
            for count in (20, 40)
        ]
        few, many = map(steps, pages)
        assert many < 3 * few


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_put_in_gives_problems_and_no_crash(data: st.DataObject) -> None:
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=5,
    )
    session = copy.deepcopy(a_session())
    place: Any = session
    key = data.draw(st.sampled_from(sorted(session)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    before, place[key] = place[key], data.draw(anything)
    found = check_session(session)
    if not (place[key] == before and type(place[key]) is type(before)):
        assert found.problems


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "{}",
        '{"format": "else", "sessions": []}',
        '{"format": "sqcodec blind test report"}',
        "[" * 9999,
    ],
)
@pytest.mark.parametrize("suffix", [".json", ".html"])
def test_other_files_are_no_reports(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text)
    with pytest.raises(ReportError, match="is no report"):
        verify_report(path)


def test_reports_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(report_values([a_session()]) | {"version": 2}))
    with pytest.raises(ReportError, match="newer version"):
        read_report(path)


def test_a_report_without_tests_is_not_sound(tmp_path: Path) -> None:
    _page, data, _tests = write_report(tmp_path / "none", [])
    assert verify_report(data).problems == ("It holds no test.",)


def test_people_and_files_are_gathered_and_counted_together(tmp_path: Path) -> None:
    """Three people, each with too little to say anything, and all together with enough."""
    paths = [
        write_report(tmp_path / name, [a_session(9, listener=name)])[number % 2]
        for number, name in enumerate(("Ana", "Bo", "Cy"))
    ]
    page, data, _tests = write_report(tmp_path / "all", gather([*paths, paths[0]]))
    assert [one["listener"] for one in read_report(data)["sessions"]] == ["Ana", "Bo", "Cy"]
    assert verify_report(page).is_sound
    text = page.read_text(encoding="utf-8")
    assert "All together" in text
    assert "<bdi>talk.sqc</bdi>, heard by <bdi>Ana</bdi>, <bdi>Bo</bdi>, <bdi>Cy</bdi>:" in text
    assert "The difference was heard: 27 of 36 right." in text
    assert text.count("Not enough trials to tell: 9 of 12") == 3


def test_steps_of_a_search_are_told_as_such_and_not_pooled(written: Callable[..., tuple[Path, Path]]) -> None:
    told, missed = a_session(9, planned=11, needed=9), a_session(0, planned=11, needed=9)
    page, _data = written(told, missed)
    text = page.read_text(encoding="utf-8")
    assert verify_report(page).is_sound
    assert len(missed["trials"]) == 3
    assert "One step of a search" in text
    assert "Not told apart: 0 of 3 right." in text
    assert "All together" not in text


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="could not be written"):
        write_report(tmp_path / "nowhere" / "report", [a_session()])


@pytest.mark.parametrize("kept", [".html", ".json"])
def test_earlier_tests_are_found_in_either_file(tmp_path: Path, kept: str) -> None:
    base = base_of(tmp_path / f"report{kept}")
    assert earlier_sessions(base) == []
    sessions = [a_session(), a_session(11)]
    for path in write_report(base, sessions)[:2]:
        if path.suffix != kept:
            path.unlink()
    assert earlier_sessions(base) == sessions
    assert write_report(base, [*earlier_sessions(base), a_session(), a_session(12)]).tests == 3


def test_what_was_compared_is_named_with_its_rate_and_sealed(written: Callable[..., tuple[Path, Path]]) -> None:
    session = a_session(2, Question.PREFERENCE, name="talk.wav", kinds=(Kind.SMALL, Kind.OPUS))
    page, _data = written(session)
    assert verify_report(page).is_sound
    text = page.read_text("utf-8")
    assert "The Opus version was preferred: 10 of 12 times." in text
    assert "In each trial the small version and the Opus version lay behind 1 and 2" in text
    assert "5.2 kbit/s, made by" in text
    assert "256.0 kbit/s" in text
    assert "The small version was" in text
    assert "Opus version’s file" in text
    assert "Weights behind it" not in text
    forged = copy.deepcopy(session)
    forged["coded"]["kind"] = "small"
    assert any("seal" in problem for problem in check_session(forged).problems)


def change_rate(session: dict[str, Any]) -> None:
    session["coded"]["bit_rate_bps"] = 64_000


def change_rate_of_other_side(session: dict[str, Any]) -> None:
    session["reference"]["bit_rate_bps"] = 1


def drop_rate(session: dict[str, Any]) -> None:
    del session["coded"]["bit_rate_bps"]


def swap_kinds(session: dict[str, Any]) -> None:
    first, second = session["reference"], session["coded"]
    first["kind"], second["kind"] = second["kind"], first["kind"]


def swap_rates(session: dict[str, Any]) -> None:
    first, second = session["reference"], session["coded"]
    first["bit_rate_bps"], second["bit_rate_bps"] = second["bit_rate_bps"], first["bit_rate_bps"]


def drop_kinds(session: dict[str, Any]) -> None:
    for side in ("reference", "coded"):
        del session[side]["kind"]


@pytest.mark.parametrize(
    "change", [change_rate, change_rate_of_other_side, drop_rate, swap_kinds, swap_rates, drop_kinds]
)
@pytest.mark.parametrize("where", ["the data", "a page that is made anew", "the data of a page"])
def test_what_was_compared_cannot_be_exchanged(
    written: Callable[..., tuple[Path, Path]], change: Callable[[dict], None], where: str
) -> None:
    """The new kinds: not in the data, nor where the forger renders the page of what was changed."""
    session = a_session(2, Question.PREFERENCE, name="talk.wav", kinds=(Kind.SMALL, Kind.OPUS))
    page, data = written(session)
    values, before = read_report(data), page.read_text("utf-8")
    change(values["sessions"][0])
    if where == "the data":
        data.write_text(json.dumps(values), "utf-8")
    elif where == "a page that is made anew":
        page_of(values, page)
    else:
        start = before.index('<script type="application/json"')
        forged = page_of(values, page).read_text("utf-8")
        page.write_text(before[:start] + forged[forged.index('<script type="application/json"') :], "utf-8")
    found = verify_report(data if where == "the data" else page)
    assert any("seal" in problem for problem in found.sessions[0].problems)


@pytest.mark.parametrize(
    ("there", "forged"),
    [("5.2 kbit/s", "64.0 kbit/s"), ("256.0 kbit/s", "6.0 kbit/s"), ("Opus version was", "small version was")],
)
def test_a_page_that_tells_other_kinds_or_rates_is_refused(
    written: Callable[..., tuple[Path, Path]], there: str, forged: str
) -> None:
    session = a_session(2, Question.PREFERENCE, name="talk.wav", kinds=(Kind.SMALL, Kind.OPUS))
    page, _data = written(session)
    text = page.read_text("utf-8")
    assert there in text
    page.write_text(text.replace(there, forged), "utf-8")
    assert any("does not show" in problem for problem in verify_report(page).problems)


@pytest.mark.parametrize("rate", [-1, True, "64", None, 5.5, 10**400, [5200]], ids=lambda rate: str(rate)[:8])
@pytest.mark.parametrize("side", ["reference", "coded"])
def test_a_rate_that_is_no_number_of_bits_is_refused_even_if_it_is_sealed(side: str, rate: object) -> None:
    session = a_session(kinds=(Kind.ORIGINAL, Kind.OPUS))
    session[side]["bit_rate_bps"] = rate
    assert check_session(session | {"seal": seal(session)}).problems


@pytest.mark.parametrize("kind", ["vorbis", 7, None, ["small"]])
def test_a_kind_that_nobody_knows_cannot_be_understood(kind: object) -> None:
    session = a_session()
    session["coded"]["kind"] = kind
    assert check_session(session | {"seal": seal(session)}).result is None


def test_reports_of_earlier_versions_are_of_original_and_small_file(written: Callable[..., tuple[Path, Path]]) -> None:
    session = a_session()
    for side in ("reference", "coded"):
        del session[side]["kind"], session[side]["bit_rate_bps"]
    page, _data = written(session | {"seal": seal(session)})
    assert verify_report(page).is_sound
    text = page.read_text("utf-8")
    assert "In each trial X was the original (1) or the small version (2)" in text
    assert "kbit/s" not in text


def test_tests_against_different_things_are_not_counted_together(written: Callable[..., tuple[Path, Path]]) -> None:
    sessions = [
        a_session(right, listener=listener, kinds=kinds)
        for right, (listener, kinds) in enumerate(
            [("Ana", (Kind.ORIGINAL, Kind.OPUS)), ("Ben", (Kind.SMALL, Kind.OPUS)), ("Cleo", (Kind.SMALL, Kind.OPUS))]
        )
    ]
    text = written(*sessions)[0].read_text("utf-8")
    assert "heard by <bdi>Ben</bdi>, <bdi>Cleo</bdi>:" in text
