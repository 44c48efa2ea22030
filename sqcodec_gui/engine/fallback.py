"""A job that a graphics processor cannot finish is done by the processor instead, and the result says so."""

from dataclasses import replace
from typing import Any, Protocol, TypeVar

from sqcodec_gui.engine import device, models

Result = TypeVar("Result", covariant=True)


class Job(Protocol[Result]):
    """A frozen dataclass that can be run again elsewhere; ``notices`` end up in its result."""

    @property
    def place(self) -> device.Place: ...

    @property
    def notices(self) -> tuple[str, ...]: ...

    def run(self) -> Result: ...


def run_somewhere(job: Job[Result]) -> Result:
    """Run ``job`` at its place; on the processor, from the start, if its graphics processor gives up."""
    try:
        return job.run()
    except Exception as error:
        if job.place.device == "cpu" or not device.is_device_failure(error):
            raise
        models.forget()
        notice = f"The graphics processor gave up ({type(error).__name__}); the processor did the work instead."
        dataclass_job: Any = job
        again = replace(dataclass_job, place=device.resolve("cpu", job.place.engine), notices=(notice,))
        return again.run()
