"""Work runs ahead of whoever takes its results: reading, coding and writing go on at the same time.

Each stage is a generator; ``prefetched`` gives one a thread. What takes the time (numpy, soxr, libsndfile, OpenVINO,
torch) lets other threads run meanwhile. Order, values and errors are those of the generator itself.
"""

import contextvars
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar

CAPACITY = 4
"""At most so many results wait, so that memory stays constant: several, because pieces are not equally long."""

Item = TypeVar("Item")


@contextmanager
def prefetched(source: Generator[Item, None, None], capacity: int = CAPACITY) -> Iterator[Iterator[Item]]:
    """Give the items of ``source``, which runs in a thread of its own, at most ``capacity`` + 1 items ahead.

    What it raises is raised where the next item is asked for. When the block is left, ``source`` is closed and the
    thread has ended; that waits for the item at work. Cancellation points (cancellation.py) keep their meaning in it.
    """
    results: SimpleQueue[tuple[Item] | BaseException | None] = SimpleQueue()
    room = threading.Semaphore(capacity)
    left = threading.Event()

    def work() -> None:
        end: BaseException | None = None
        try:
            for item in source:
                results.put((item,))
                room.acquire()
                if left.is_set():
                    break
            source.close()
        except BaseException as error:
            end = error
        results.put(end)

    def ready() -> Iterator[Item]:
        while (result := results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            room.release()
            yield result[0]

    thread = threading.Thread(target=contextvars.copy_context().run, args=(work,), name="prefetch")
    thread.start()
    try:
        yield ready()
    finally:
        left.set()
        room.release()
        thread.join()
