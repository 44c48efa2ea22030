"""This module tells what the processor of this machine is called."""

import platform
import re
import subprocess
import sys
from functools import cache
from pathlib import Path


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
