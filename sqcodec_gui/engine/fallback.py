"""What a graphics processor or a fast engine cannot finish is computed without it, and the result says so."""

from dataclasses import replace
from typing import Any, Protocol, TypeVar

from sqcodec_gui.cancellation import CancelToken, cancellation_scope
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.engine import device, models
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.messages import Message

ResultT = TypeVar("ResultT", covariant=True)


class Computation(Protocol[ResultT]):
    """It is a frozen dataclass that can be run again elsewhere; ``notices`` end up in its result."""

    @property
    def compute_target(self) -> device.ComputeTarget: ...

    @property
    def settings(self) -> CompressSettings | RestoreSettings: ...

    @property
    def cancel(self) -> CancelToken: ...

    @property
    def notices(self) -> tuple[Message, ...]: ...

    def run(self) -> ResultT: ...


def run_with_fallback(computation: Computation[ResultT]) -> ResultT:
    """Run ``computation`` where it shall; if that gives up, from the start on the processor, and then with torch."""
    try:
        with cancellation_scope(computation.cancel):
            return computation.run()
    except Exception as error:
        if isinstance(error, EngineFailureError):
            compute_target = device.resolve(ComputeChoice("cpu", device.TORCH))
            notice = Message(
                "The fast engine could not be used, torch did the work instead. {reason}", reason=error.message
            )
        elif computation.compute_target.device != "cpu" and device.is_device_failure(error):
            compute_target = device.resolve(ComputeChoice("cpu", computation.settings.compute.engine))
            notice = Message("The graphics processor gave up; the processor did the work instead.")
        else:
            raise
    models.forget()
    dataclass_computation: Any = computation
    result: ResultT = run_with_fallback(
        replace(dataclass_computation, compute_target=compute_target, notices=(*computation.notices, notice))
    )
    return result
