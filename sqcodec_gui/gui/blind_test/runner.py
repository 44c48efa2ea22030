"""It leads a listener from trial to trial: it plays what a key stands for, takes answers, and comments on nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.gui.blind_test.passage_player import PassagePlayer
from sqcodec_gui.gui.blind_test.trial_page import TrialPage
from sqcodec_gui.gui.blind_test.words import names_of, side_facts
from sqcodec_gui.listening.abx import Answer, BlindTest
from sqcodec_gui.listening.session import Session
from sqcodec_gui.playback.material import Material


class TestSequence(Protocol):
    """This protocol is what a single test and a search have in common: one answer after the other."""

    @property
    def test(self) -> BlindTest:
        """Return the test that the next answer belongs to."""

    @property
    def answered(self) -> int: ...

    @property
    def most_trials(self) -> int: ...

    @property
    def is_over(self) -> bool: ...

    def answer(self, answer: Answer) -> None: ...

    def stop(self) -> None: ...


class SingleTest:
    """This is a sequence of one test."""

    def __init__(self, test: BlindTest) -> None:
        self.test = test
        self.answer = test.answer
        self.stop = test.stop

    @property
    def answered(self) -> int:
        return len(self.test.answers)

    @property
    def most_trials(self) -> int:
        return len(self.test.plan.order)

    @property
    def is_over(self) -> bool:
        return self.test.is_over


@dataclass
class TestRecord:
    """It keeps a test that was begun, with what was heard and when (ISO 8601, UTC)."""

    test: BlindTest
    material: Material
    started: str
    ended: str = ""


class Runner(QObject):
    """It leads through a sequence; ``material()`` gives what its current test compares."""

    finished = Signal()

    def __init__(self, passage_player: PassagePlayer, page: TrialPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = passage_player
        self._page = page
        self._sequence: TestSequence | None = None
        self.test_records: list[TestRecord] = []
        page.listened.connect(self._listen)
        page.answered.connect(self._answer)
        page.pause_clicked.connect(self._toggle)
        page.rewind_clicked.connect(passage_player.rewind)
        page.level_changed.connect(passage_player.set_level)
        passage_player.state_changed.connect(self._show_state)
        passage_player.moved.connect(lambda position_s: page.show_place(position_s, passage_player.duration_s))

    def begin(self, sequence: TestSequence, material: Callable[[], Material]) -> None:
        """Show the first trial of a new sequence."""
        self._sequence, self._material = sequence, material
        self.test_records = []
        self._next_trial()

    @property
    def is_running(self) -> bool:
        return self._sequence is not None and not self._sequence.is_over

    def stop(self) -> None:
        """End the sequence, recorded as given up by the listener."""
        if self._sequence is not None and self.is_running:
            self._sequence.stop()
            self._finish()

    def sessions(self, listener: str) -> list[Session]:
        """Return what was heard and answered, for a report; tests without any answer are left out."""
        return [
            Session(
                listener=listener,
                started=record.started,
                ended=record.ended,
                reference=record.material.reference_facts,
                coded=record.material.coded_facts,
                passage=record.material.passage,
                playback=self._player.playback_facts(record.material.match),
                test=record.test,
            )
            for record in self.test_records
            if record.test.answers
        ]

    def _next_trial(self) -> None:
        """Begin from silence: what X is changes now, and must not be heard changing."""
        assert self._sequence is not None
        test = self._sequence.test
        if not self.test_records or self.test_records[-1].test is not test:
            self._close_last()
            material = self._material()
            self.test_records.append(TestRecord(test, material, _now()))
            self._player.load(material.reference, material.coded)
            facts = [side_facts(material.reference_facts), side_facts(material.coded_facts)]
            self._page.show_sides(names_of(material.kinds), " · ".join(facts))
            self._test_began_s = time.monotonic()
        else:
            self._player.stop()
        self._trial_began_s = time.monotonic()
        sequence, plan = self._sequence, test.plan
        is_exact = test.needed is None
        self._page.show_trial(plan.question, sequence.answered + 1, sequence.most_trials, is_exact, plan.commitment)

    def _listen(self, key: str) -> None:
        assert self._sequence is not None
        test = self._sequence.test
        self._player.hear(test.plan.track_behind(key, test.trial))

    def _answer(self, choice: str) -> None:
        sequence, now_s = self._sequence, time.monotonic()
        if sequence is None or sequence.is_over:
            return
        started_s, answered_s = self._trial_began_s - self._test_began_s, now_s - self._test_began_s
        sequence.answer(Answer(choice, started_s, answered_s, dict(self._page.listens)))
        if sequence.is_over:
            self._finish()
        else:
            self._next_trial()

    def _toggle(self) -> None:
        if self._page.listens:  # else it would play what nobody has asked for
            self._player.toggle()

    def _finish(self) -> None:
        self._player.stop()
        self._close_last()
        self.finished.emit()

    def _close_last(self) -> None:
        if self.test_records:
            self.test_records[-1].ended = _now()

    def _show_state(self) -> None:
        self._page.show_playing(self._player.is_playing, self._player.problem)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
