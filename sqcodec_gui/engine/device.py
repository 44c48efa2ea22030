"""Where the codec runs: the graphics processor where there is one that works, else the processor.

Importing this loads no torch; asking loads it.
"""

from dataclasses import dataclass

from sqcodec_gui.engine.job import EngineError

DEVICES = ("auto", "cpu", "cuda", "mps")
ENGINES = ("auto", "torch")


@dataclass(frozen=True)
class Place:
    """A device that exists, the engine used on it, and its name for people."""

    device: str
    engine: str
    name: str


def resolve(device: str = "auto", engine: str = "auto") -> Place:
    """The place for a wish. Raises EngineError if this machine does not have it."""
    if engine not in ENGINES:
        raise EngineError(f"There is no engine called “{engine}”; there are: {', '.join(ENGINES)}.")
    if device == "auto":
        device = next(name for name in ("cuda", "mps", "cpu") if _exists(name))
    elif device not in DEVICES:
        raise EngineError(f"There is no device called “{device}”; there are: {', '.join(DEVICES)}.")
    elif not _exists(device):
        raise EngineError(f"This machine has no usable device “{device}”; choose “auto” or “cpu”.")
    return Place(device, "torch", _name(device))


def _exists(device: str) -> bool:
    import torch

    if device == "cuda":
        return torch.cuda.is_available()
    return device == "cpu" or torch.backends.mps.is_available()


def _name(device: str) -> str:
    import torch

    if device == "cuda":
        return torch.cuda.get_device_name()
    return "Apple graphics processor" if device == "mps" else "Processor"


def is_device_failure(error: Exception) -> bool:
    """Whether a graphics processor ran out of memory or disappeared (and not that the job is wrong)."""
    import torch

    if isinstance(error, torch.OutOfMemoryError | torch.AcceleratorError):
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and any(mark in text for mark in ("CUDA error", "MPS backend", "cuDNN"))


def describe_devices() -> str:
    """What was found, in one line for people."""
    place = resolve()
    if place.device == "cpu":
        return "Runs on the processor; no graphics processor was found that could help."
    return f"Runs on the graphics processor: {place.name}."
