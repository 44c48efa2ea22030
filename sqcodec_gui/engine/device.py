"""This module decides where the codec runs, and with which engine: the graphics processor where there is one that
works, else the processor.

Importing this loads no torch; asking loads it only where there may be a graphics processor.
"""

import platform
import re
import subprocess
import sys
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sqcodec_gui.codec.threads import threads
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, ComputeChoice, EngineError
from sqcodec_gui.engine.torch_library import load_torch_library
from sqcodec_gui.messages import Message

DEVICES = ("auto", "cpu", "cuda", "mps")
TORCH, OPENVINO = "torch", "openvino"
ENGINES = ("auto", TORCH, OPENVINO)
DRIVERS = tuple(Path("/dev", name) for name in ("nvidiactl", "kfd", "dxg"))
"""Of these, Linux has one where a graphics processor can compute: NVIDIA's, AMD's, or that of Windows around it."""


@dataclass(frozen=True)
class ComputeTarget:
    """It names a device that exists, the engine used on it, and its name for people.

    ``streams``: among so many files at once the fast engine divides the processor's threads; 1 for others.
    """

    device: str
    engine: str
    name: str
    streams: int = 1


def resolve(choice: ComputeChoice = DEFAULT_COMPUTE, files_at_once: int = 1) -> ComputeTarget:
    """Find where a choice leads on this machine. ``files_at_once``: see ``ComputeTarget.streams``. Raises EngineError
    if it does not have what was chosen."""
    device, engine = choice.device, choice.engine
    if engine not in ENGINES:
        raise EngineError(
            "There is no engine called “{engine}”; there are: {known}.", engine=engine, known=", ".join(ENGINES)
        )
    if engine == OPENVINO and not _has_openvino():
        raise EngineError("The engine “openvino” is not installed on this machine; choose “auto” or “torch”.")
    if device == "auto":
        wanted = ("cpu",) if engine == OPENVINO else ("cuda", "mps", "cpu")
        device = next(name for name in wanted if _exists(name))
    elif device not in DEVICES:
        raise EngineError(
            "There is no device called “{device}”; there are: {known}.", device=device, known=", ".join(DEVICES)
        )
    elif not _exists(device):
        raise EngineError("This machine has no usable device “{device}”; choose “auto” or “cpu”.", device=device)
    if device != "cpu" and engine == OPENVINO:
        raise EngineError("The engine “openvino” computes on the processor; choose the device “cpu” with it.")
    fast = device == "cpu" and engine != TORCH and _has_openvino()
    if fast:
        return ComputeTarget(device, OPENVINO, _name(device), files_at_once)
    return ComputeTarget(device, TORCH, _name(device))


def rounding_identity(engine: str, streams: int) -> dict[str, object]:
    """Return on what, beside the weights and the device, the last bit of what an engine computes may depend.

    What is kept of one computation is put together with another's only where this is equal. (Measured with SQCodec on
    OpenVINO: two threads give another sound than one, by 2·10⁻⁶ at most, and the same tokens.)
    """
    return {
        "engine": f"{engine} {_version(engine)}",
        "threads": threads(),
        "streams": streams,
        "machine": f"{platform.node()} {platform.machine()}",  # a folder may be on a network
    }


def _version(engine: str) -> str:
    """Return the version of an engine's library. That of OpenVINO it loads, whose engine is at work then; of torch it
    is also asked where only OpenVINO computes, and torch takes a second and 200 MB."""
    if engine == OPENVINO:
        from sqcodec_gui.codec.openvino_runtime import get_version

        return str(get_version())
    from importlib.metadata import version

    return version(engine)


def _has_openvino() -> bool:
    return find_spec("openvino") is not None


def _exists(device: str) -> bool:
    if device == "cpu":
        return True
    if not _may_exist(device):
        return False
    load_torch_library()
    import torch

    return torch.cuda.is_available() if device == "cuda" else torch.backends.mps.is_available()


def _may_exist(device: str) -> bool:
    """Return whether a graphics processor may exist; asked before torch, which takes a second to load."""
    if device == "mps":
        return sys.platform == "darwin"
    if sys.platform == "win32":
        return find_library("nvcuda") is not None
    return any(driver.exists() for driver in DRIVERS)


def _name(device: str) -> Message:
    if device == "cuda":
        import torch

        return Message(torch.cuda.get_device_name())
    return Message("Apple graphics processor") if device == "mps" else Message("Processor")


def is_device_failure(error: Exception) -> bool:
    """Return whether a graphics processor ran out of memory or disappeared (and not that the job is wrong)."""
    import torch

    if isinstance(error, torch.OutOfMemoryError | torch.AcceleratorError):
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and any(mark in text for mark in ("CUDA error", "MPS backend", "cuDNN"))


def describe_devices(choice: ComputeChoice = DEFAULT_COMPUTE) -> Message:
    """Return where a choice leads, in one line for people. Raises EngineError as ``resolve`` does."""
    compute_target = resolve(choice)
    if compute_target.device == "cpu":
        engine = "OpenVINO" if compute_target.engine == OPENVINO else compute_target.engine
        if choice.device == "cpu" or choice.engine == OPENVINO:
            return Message("Runs on the processor, with {engine}, as chosen.", engine=engine)
        return Message(
            "Runs on the processor, with {engine}; no graphics processor was found that could help.", engine=engine
        )
    return Message("Runs on the graphics processor: {device}.", device=compute_target.name)


@cache
def processor_name() -> str:
    """Return the processor's name as its maker has it, without trade marks; empty where the system does not tell."""
    try:
        name = _reported_name()
    except (OSError, subprocess.SubprocessError):
        name = ""
    return " ".join(re.sub(r"\((R|TM|tm)\)|\bCPU\b|@.*", " ", name or platform.processor()).split())


def _reported_name() -> str:
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"HARDWARE\DESCRIPTION\System\CentralProcessor\0") as key:
            return str(winreg.QueryValueEx(key, "ProcessorNameString")[0])
    if sys.platform == "darwin":
        asked = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=5).stdout
    reported = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    found = re.search(r"^(?:model name|Model)\s*:\s*(.+)$", reported, re.MULTILINE)
    return found[1] if found else ""
