"""Leads a listener from trial to trial: plays what a key stands for, takes answers, and comments on nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.gui.blind_test.stage import Stage
from sqcodec_gui.gui.blind_test.trial_page import TrialPage
from sqcodec_gui.gui.blind_test.words import names_of, side_facts
from sqcodec_gui.listening.abx import Answer, BlindTest
from sqcodec_gui.listening.session import Session
from sqcodec_gui.playback.material import Material


class Course(Protocol):
    """A test or a search, one answer after the other."""

    @property
    def test(self) -> BlindTest:
        """The test to which the next answer belongs."""

    @property
    def answered(self) -> int: ...

    @property
    def most_trials(self) -> int: ...

    @property
    def is_over(self) -> bool: ...

    def answer(self, answer: Answer) -> None: ...

    def stop(self) -> None: ...


class SingleTest:
    """A course of one test."""

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
class TakenTest:
    """A test that was taken, with what was heard and when."""

    test: BlindTest
    material: Material
    started: str
    ended: str = ""


class Runner(QObject):
    """``material()`` gives what the current test of the course compares."""

    finished = Signal()

    def __init__(self, stage: Stage, page: TrialPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._page = page
        self._course: Course | None = None
        self.taken: list[TakenTest] = []
        page.listened.connect(self._listen)
        page.answered.connect(self._answer)
        page.pause_clicked.connect(self._toggle)
        page.rewind_clicked.connect(stage.rewind)
        page.level_changed.connect(stage.set_level)
        stage.state_changed.connect(self._show_state)
        stage.moved.connect(lambda position_s: page.show_place(position_s, stage.duration_s))

    def begin(self, course: Course, material: Callable[[], Material]) -> None:
        """The first trial."""
        self._course, self._material = course, material
        self.taken = []
        self._next_trial()

    @property
    def is_running(self) -> bool:
        return self._course is not None and not self._course.is_over

    def stop(self) -> None:
        """The listener does not want to go on: recorded as such."""
        if self._course is not None and self.is_running:
            self._course.stop()
            self._finish()

    def sessions(self, listener: str) -> list[Session]:
        """What was taken, for a report; tests without any answer are left out."""
        return [
            Session(
                listener=listener,
                started=taken.started,
                ended=taken.ended,
                reference=taken.material.reference_facts,
                coded=taken.material.coded_facts,
                passage=taken.material.passage,
                playback=self._stage.playback_facts(taken.material.match),
                test=taken.test,
            )
            for taken in self.taken
            if taken.test.answers
        ]

    def _next_trial(self) -> None:
        """From silence: what X is changes now, and must not be heard changing."""
        assert self._course is not None
        test = self._course.test
        if not self.taken or self.taken[-1].test is not test:
            self._close_last()
            material = self._material()
            self.taken.append(TakenTest(test, material, _now()))
            self._stage.load(material.reference, material.coded)
            facts = [side_facts(material.reference_facts), side_facts(material.coded_facts)]
            self._page.show_sides(names_of(material.kinds), " · ".join(facts))
            self._test_began_s = time.monotonic()
        else:
            self._stage.stop()
        self._trial_began_s = time.monotonic()
        course, plan = self._course, test.plan
        is_exact = test.needed is None
        self._page.show_trial(plan.question, course.answered + 1, course.most_trials, is_exact, plan.commitment)

    def _listen(self, key: str) -> None:
        assert self._course is not None
        test = self._course.test
        self._stage.hear(test.plan.track_behind(key, test.trial))

    def _answer(self, choice: str) -> None:
        course, now_s = self._course, time.monotonic()
        if course is None or course.is_over:
            return
        started_s, answered_s = self._trial_began_s - self._test_began_s, now_s - self._test_began_s
        course.answer(Answer(choice, started_s, answered_s, dict(self._page.listens)))
        if course.is_over:
            self._finish()
        else:
            self._next_trial()

    def _toggle(self) -> None:
        if self._page.listens:  # else it would play what nobody has asked for
            self._stage.toggle()

    def _finish(self) -> None:
        self._stage.stop()
        self._close_last()
        self.finished.emit()

    def _close_last(self) -> None:
        if self.taken:
            self.taken[-1].ended = _now()

    def _show_state(self) -> None:
        self._page.show_playing(self._stage.is_playing, self._stage.problem)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
