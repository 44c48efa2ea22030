"""This module bundles OpenVINO for the processor alone: not its parts for other devices, nor those that read other
programs' networks."""

from pathlib import Path

from PyInstaller.utils.hooks import get_package_paths

NOT_NEEDED = ("_gpu_plugin", "_npu_plugin", "_hetero_plugin", "_auto_plugin", "_frontend", "openvino_c.", "cache.json")
LIBRARIES = Path(get_package_paths("openvino")[1], "libs")

binaries = [
    (str(path), "openvino/libs")
    for path in sorted(LIBRARIES.glob("*"))
    if ".so" in path.name or path.suffix in (".dll", ".dylib")
    if not any(part in path.name for part in NOT_NEEDED)
]
# It looks for what it loads beside its own libraries.
bindepend_symlink_suppression = ["**/openvino/libs/*.so*"]
