"""Stages in threads of their own: the same items and errors, little memory, and nothing that goes on afterwards."""

import threading
from collections.abc import Generator

import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken, cancellation_point, cancellation_scope
from sqcodec_gui.engine.prefetch import prefetched

WAIT_S = 20.0


def numbers(count: int, made: list[int] | None = None) -> Generator[int, None, None]:
    for number in range(count):
        if made is not None:
            made.append(number)
        yield number


def test_items_come_in_order_from_another_thread() -> None:
    def threads() -> Generator[int, None, None]:
        yield threading.get_ident()

    with prefetched(numbers(100)) as items:
        assert list(items) == list(range(100))
        assert list(items) == [], "an end stays an end"
    with prefetched(threads()) as idents:
        assert next(idents) != threading.get_ident()


def test_it_goes_on_while_the_reader_works_and_stops_when_enough_waits() -> None:
    made, ahead = [], threading.Event()

    def watched() -> Generator[int, None, None]:
        for number in range(100):
            made.append(number)
            if number == 3:
                ahead.set()
            yield number

    with prefetched(watched(), capacity=3) as items:
        assert next(items) == 0
        assert ahead.wait(WAIT_S), "nobody asked for it yet"
        assert next(items) == 1
        assert len(made) <= 2 + 3 + 1


def test_errors_come_after_what_was_whole_and_keep_their_class() -> None:
    def broken() -> Generator[int, None, None]:
        yield 1
        raise FileNotFoundError("gone")

    with prefetched(broken()) as items:
        assert next(items) == 1
        with pytest.raises(FileNotFoundError, match="gone"):
            next(items)


def test_who_leaves_early_waits_for_the_end_of_all_stages() -> None:
    closed: list[str] = []
    before = threading.active_count()

    def inner() -> Generator[int, None, None]:
        try:
            yield from numbers(1000)
        finally:
            closed.append("inner")

    def outer() -> Generator[int, None, None]:
        try:
            with prefetched(inner()) as items:
                yield from items
        finally:
            closed.append("outer")

    def fail_after_one() -> None:
        with prefetched(outer()) as items:
            assert next(items) == 0
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail_after_one()
    assert closed == ["inner", "outer"]
    assert threading.active_count() == before


def test_a_wish_to_stop_reaches_the_other_thread() -> None:
    cancel = CancelToken()
    cancel.cancel()

    def steps() -> Generator[int, None, None]:
        cancellation_point()
        yield 1

    with cancellation_scope(cancel), prefetched(steps()) as items, pytest.raises(CancelledError):
        next(items)
