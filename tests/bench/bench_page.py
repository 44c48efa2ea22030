"""The listening page in real browsers: its size, how soon it sounds, and how fast one core of them decodes.

    python tests/bench/bench_page.py [--seconds 60] [--browsers chromium firefox]
    python tests/bench/bench_page.py --onnxruntime FOLDER       beside the same network in that runtime

Speeds are seconds of sound for each second of the browser's processor time (all its processes), so that what else the
machine does counts little. ``FOLDER`` is ``dist`` of the npm package onnxruntime-web; that needs the Python packages
onnx and onnxscript, too. The runtime's page holds only the network (tokens' digits to spectra, in float32, chunks of as
many frames as the page's own), without reader, entropy decoder, inverse transform and player: all of these are in ours.
"""

import argparse
import base64
import importlib.util
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.codec.spectral.weights import load_tensors
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.page import make_page
from sqcodec_gui.engine.settings_and_results import CompressSettings
from sqcodec_gui.paths import samples_dir

MODEL = "spectral-6kbps"
CHUNK_FRAMES = 4 * 112
CONTEXT_FRAMES = 117
BROWSERS = Path(__file__).parents[1] / "browser" / "conftest.py"
RUNTIME_PAGE = """<!doctype html><meta charset="utf-8"><title>runtime</title>
<script type="text/plain" id="runtime">{runtime}</script>
<script type="text/plain" id="wasm">{wasm}</script>
<script type="text/plain" id="network">{network}</script>
<script type="module">
const bytes = (id) => {
  const text = atob(document.getElementById(id).textContent), found = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) found[i] = text.charCodeAt(i);
  return found;
};
const told = document.documentElement.dataset;
try {
  const address = URL.createObjectURL(new Blob([bytes("runtime")], { type: "text/javascript" }));
  const ort = await import(address);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = bytes("wasm").buffer;
  const options = { executionProviders: ["wasm"], graphOptimizationLevel: "all" };
  const session = await ort.InferenceSession.create(bytes("network"), options);
  const frames = {frames}, digits = new Float32Array(frames * {digits}).map((_, i) => ((i * 7919) % 7 - 3) / 3);
  const nesting = new BigInt64Array(frames).fill({nesting}n);
  const inputs = {
    digits: new ort.Tensor("float32", digits, [1, frames, {digits}]),
    nesting: new ort.Tensor("int64", nesting, [1, frames]),
  };
  await session.run(inputs);
  told.first = "1";
  globalThis.decode = async (seconds) => {
    for (let done = 0; done < seconds; done += {chunk_s}) await session.run(inputs);
    told.state = "checked";
  };
} catch (error) {
  told.state = "trouble";
  told.first = String(error);
}
</script>
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--browsers", nargs="+", default=["chromium", "firefox"])
    parser.add_argument("--onnxruntime", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = {"ours": own_page(Path(folder), chosen.seconds)}
        if chosen.onnxruntime:
            pages["onnxruntime-web"] = runtime_page(Path(folder), chosen.onnxruntime)
        print("| page | browser | size, MB | to the first sound, s | processor's time of it, s | × real time |")
        print("|---|---|---|---|---|---|")
        for name in chosen.browsers:
            for what, page in pages.items():
                version, *figures = measure(name, what, page, chosen.seconds)
                size_mb = page.stat().st_size / 1e6
                told = " | ".join(f"{figure:.2f}" for figure in figures)
                print(f"| {what} | {version} | {size_mb:.1f} | {told} |", flush=True)


def own_page(folder: Path, seconds: float) -> Path:
    sound, rate_hz = soundfile.read(samples_dir() / "speech.flac", dtype="float32")
    soundfile.write(folder / "talk.wav", np.resize(sound, round(seconds * rate_hz)), rate_hz)
    small = compress(folder / "talk.wav", None, CompressSettings(model=MODEL, check=False)).target
    return make_page([small], folder / "page.html").target


def runtime_page(folder: Path, dist: Path) -> Path:
    import torch

    from sqcodec_gui.codec.spectral.network import SpectralNetwork

    installed = find_installed(MODEL)
    architecture, tensors = load_tensors(installed.path, installed.sha256)
    network = SpectralNetwork(architecture).eval()
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in tensors.items()})
    frames, network_file = CHUNK_FRAMES + 2 * CONTEXT_FRAMES, folder / "network.onnx"
    inputs = torch.zeros(1, frames, architecture.coordinates), torch.zeros(1, frames, dtype=torch.int64)
    names = {"input_names": ["digits", "nesting"], "output_names": ["spectra"]}
    with torch.no_grad(), torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.MATH):
        torch.onnx.export(network.decoder, inputs, network_file, dynamo=True, external_data=False, **names)  # type: ignore[arg-type]
    data = {
        "runtime": dist / "ort.wasm.bundle.min.mjs",
        "wasm": dist / "ort-wasm-simd-threaded.wasm",
        "network": network_file,
    }
    text = RUNTIME_PAGE
    numbers = {
        "frames": frames,
        "digits": architecture.coordinates,
        "nesting": len(architecture.nested_tokens) - 1,
        "chunk_s": CHUNK_FRAMES * architecture.hop_samples / architecture.sample_rate_hz,
    }
    for name, number in numbers.items():
        text = text.replace(f"{{{name}}}", str(number))
    for name, path in data.items():
        text = text.replace(f"{{{name}}}", base64.b64encode(path.read_bytes()).decode())
    (folder / "runtime.html").write_text(text, "utf-8")
    return folder / "runtime.html"


def measure(name: str, what: str, page: Path, seconds: float) -> tuple[str, float, float, float]:
    """The browser's version; the clock's and the processor's seconds until first sound; seconds of sound a second."""
    spec = importlib.util.spec_from_file_location("browsers", BROWSERS)
    assert spec
    assert spec.loader
    browsers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(browsers)
    browser = browsers.start(name, page.parent)
    version = browser.ask("version")
    before_s, started_s = cpu_s(), time.monotonic()
    browser.ask("open", url=page.as_uri())
    browser.wait("document.documentElement.dataset.speed || document.documentElement.dataset.first")
    first_s, start_cpu_s = time.monotonic() - started_s, cpu_s() - before_s
    before_s = cpu_s()
    left_s = seconds
    if what == "ours":
        left_s -= browser.evaluate("sound.decodedS")
    else:
        assert browser.evaluate("document.documentElement.dataset.first") == "1"
        browser.evaluate(f"void decode({seconds})")
    browser.wait_for_all()
    speed = left_s / (cpu_s() - before_s)
    browser.close()
    return version, first_s, start_cpu_s, speed


def descendants(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from descendants(child)


def cpu_s() -> float:
    """Of all processes that this one has started."""
    total = 0
    for pid in descendants(os.getpid()):
        fields: list[Any] = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
