"""This module bundles what the codec needs of torch: its libraries, without C++ headers, tests and sources.

The hook that comes with PyInstaller takes every module and data file of torch, three times as many as are ever loaded.
"""

from importlib.metadata import requires
from pathlib import Path

from PyInstaller.utils.hooks import get_package_paths

LIBRARIES = Path(get_package_paths("torch")[1], "lib")
ONLY_FOR_TESTS = ("libaoti_custom_ops", "libbackend_with_compiler", "libjitbackend_test", "libtorchbind_test")

binaries = [
    (str(path), "torch/lib")
    for pattern in ("*.so", "*.so.*", "*.dylib", "*.dll")
    for path in sorted(LIBRARIES.glob(pattern))
    if not path.name.startswith(ONLY_FOR_TESTS)
]
# These read their own source: modules of settings, and of functions with several forms.
READ_THEMSELVES = ("install_config_module(", "@_overload", "_jit_internal._overload", "_overload as overload")
module_collection_mode = {
    ".".join(path.relative_to(LIBRARIES.parent.parent).with_suffix("").parts): "pyz+py"
    for path in LIBRARIES.parent.rglob("*.py")
    if any(sign in path.read_text(encoding="utf-8") for sign in READ_THEMSELVES)
}
# Importing torch looks for this program, though only processes that share memory would start it.
manager = LIBRARIES.parent / "bin" / "torch_shm_manager"
if manager.exists():
    binaries.append((str(manager), "torch/bin"))
# torch looks for what it loads beside its own libraries, and must not find links to them elsewhere.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
# The build for NVIDIA cards keeps CUDA's libraries in packages of their own.
hiddenimports = []
if any("nvidia" in requirement or "cuda" in requirement for requirement in requires("torch") or []):
    from _pyinstaller_hooks_contrib.utils import nvidia_cuda

    names = [requirement.split(";")[0].split("=")[0].split("[")[0].strip() for requirement in requires("torch") or []]
    hiddenimports = nvidia_cuda.infer_hiddenimports_from_requirements(names)
