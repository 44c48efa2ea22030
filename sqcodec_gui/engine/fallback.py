"""A job that a graphics processor or a fast engine cannot finish is done without it, and the result says so."""

from dataclasses import replace
from typing import Any, Protocol, TypeVar

from sqcodec_gui.cancellation import stoppable
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.engine import device, models
from sqcodec_gui.engine.job import CancelToken, CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.messages import Message

Result = TypeVar("Result", covariant=True)


class Job(Protocol[Result]):
    """A frozen dataclass that can be run again elsewhere; ``notices`` end up in its result."""

    @property
    def place(self) -> device.ComputeTarget: ...

    @property
    def settings(self) -> CompressSettings | RestoreSettings: ...

    @property
    def cancel(self) -> CancelToken: ...

    @property
    def notices(self) -> tuple[Message, ...]: ...

    def run(self) -> Result: ...


def run_with_fallback(job: Job[Result]) -> Result:
    """Run ``job`` at its place; from the start elsewhere, if that gives up: first on the processor, then on torch."""
    try:
        with stoppable(job.cancel):
            return job.run()
    except Exception as error:
        if isinstance(error, EngineFailureError):
            place = device.resolve(ComputeChoice("cpu", device.TORCH))
            notice = Message(
                "The fast engine could not be used, torch did the work instead. {reason}", reason=error.message
            )
        elif job.place.device != "cpu" and device.is_device_failure(error):
            place = device.resolve(ComputeChoice("cpu", job.settings.compute.engine))
            notice = Message("The graphics processor gave up; the processor did the work instead.")
        else:
            raise
    models.forget()
    dataclass_job: Any = job
    result: Result = run_with_fallback(replace(dataclass_job, place=place, notices=(*job.notices, notice)))
    return result
