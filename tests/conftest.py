"""What every test shares: user folders that are thrown away, a display of its own, some speech, the command line."""

import gc
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import numpy as np
import pytest

from sqcodec_gui.codec import config as codec_config
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.paths import HOME_VARIABLE, samples_dir

SAMPLE_RATE_HZ = 16_000
XVFB_UNTIL_WE_END = """
Xvfb -displayfd 1 -screen 0 1600x1000x24 -nolisten tcp 2>/dev/null &
cat >/dev/null
kill $!
"""
"""The pipe that `cat` reads closes when this process ends, however it ends: Qt dies if its screen goes first."""


def _redirect_user_folders(home: Path) -> None:
    """Points everything that a library may remember of a user into `home`; runs before any of them is imported."""
    for variable, folder in {
        "HOME": "",
        HOME_VARIABLE: "sqcodec",
        "HF_HOME": "huggingface",
        "MPLCONFIGDIR": "matplotlib",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "runtime",
    }.items():
        (home / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[variable] = str(home / folder)


def pytest_configure(config: pytest.Config) -> None:
    home = Path(tempfile.mkdtemp(prefix="sqcodec-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    _redirect_user_folders(home)
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if not any(name in os.environ for name in ("LANG", "LC_ALL", "LC_CTYPE")):
        os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns of any other encoding, and a warning is an error here
    # torch reads it at import. Workers shall not fight for the cores; and without workers all shall be as with them.
    os.environ["OMP_NUM_THREADS"] = "1"
    hypothesis.settings.register_profile("unhurried", deadline=None)  # on a busy machine any example may take long
    hypothesis.settings.load_profile("unhurried")


def _started_screen() -> str:
    """The number of a screen that lasts as long as this process: no object of ours ends before Qt does.

    A ``Popen`` would be told of as a process that still runs, which here it must.
    """
    its_input, _kept_open = os.pipe()
    told, its_output = os.pipe()
    streams = [(os.POSIX_SPAWN_DUP2, its_input, 0), (os.POSIX_SPAWN_DUP2, its_output, 1)]
    os.posix_spawnp("sh", ["sh", "-c", XVFB_UNTIL_WE_END], os.environ, file_actions=streams)
    os.close(its_input)
    os.close(its_output)
    with open(told) as answer:
        return answer.readline().strip()  # written once the screen stands


@pytest.fixture(scope="session")
def display() -> Iterator[str | None]:
    """A virtual screen of this test process alone (1600 x 1000), as a display name; None where there is no Xvfb.

    Windows of several test processes on one screen would take the keyboard from each other. A platform chosen
    by hand (QT_QPA_PLATFORM) is left as it is.
    """
    if "QT_QPA_PLATFORM" in os.environ or not sys.platform.startswith("linux"):
        yield os.environ.get("DISPLAY")
        return
    if not shutil.which("Xvfb"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield None
        return
    name = f":{_started_screen()}"
    os.environ.update(DISPLAY=name, QT_QPA_PLATFORM="xcb")
    yield name


@pytest.fixture(scope="session")
def qapp_args(display: str | None) -> list[str]:
    """pytest-qt makes its application from these; asking for `display` here puts it on our screen."""
    return ["sqcodec-tests"]


@pytest.fixture(scope="session")
def speech_16k() -> np.ndarray:
    """Four seconds of speech, float32[64000] at 16 kHz, within [-1, 1], read-only.

    From the bundled samples; a voice-like sound where there are none yet.
    """
    frames = 4 * SAMPLE_RATE_HZ
    samples = sorted(path for path in samples_dir().glob("*") if path.suffix in (".wav", ".flac", ".opus"))
    audio = _bundled_speech(samples[0], frames) if samples else _voice_like(frames)
    audio.flags.writeable = False
    return audio


def _bundled_speech(path: Path, frames: int) -> np.ndarray:
    import soundfile
    import soxr

    audio, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    audio = soxr.resample(audio[:, 0], rate_hz, SAMPLE_RATE_HZ)
    return np.resize(audio, frames).astype(np.float32)


def _voice_like(frames: int) -> np.ndarray:
    """Harmonics of a gliding pitch in syllables, with some breath: enough to reach many different tokens."""
    time_s = np.arange(frames) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * np.cumsum(120 + 30 * np.sin(2 * np.pi * 0.7 * time_s)) / SAMPLE_RATE_HZ
    voiced = sum(np.sin(n * phase) / n for n in range(1, 25))
    breath = np.random.default_rng(0).standard_normal(frames)
    syllables = np.clip(np.sin(2 * np.pi * 3.5 * time_s), 0, None)
    return (0.25 * syllables * voiced + 0.01 * breath).clip(-1, 1).astype(np.float32)


@pytest.fixture
def run_cli(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_cli("info", path)` runs `python -m sqcodec_gui info PATH` in `tmp_path`, as a user would."""

    def run(*words: object, timeout_s: float = 600) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sqcodec_gui", *map(str, words)]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=timeout_s
        )

    return run


TINY_SETUP = """
from dataclasses import replace
from sqcodec_gui.codec import config

thin = {"encoder_dims": (8, 8, 8), "decoder_dims": (8, 8, 8, 8), "feature_dim": 16, "window_tokens": 48}
for name in ("tiny", "tiny-stored"):
    config.all_configs()[name] = replace(config.all_configs()["6kbps"], name=name, **thin)
config.BLOCK_SECONDS = 1.0
"""
"""Makes two narrow models known, whose blocks last a second. A text, because tests start processes of their own."""

TINY_USUAL_MEL_DISTANCE = 50.0


@pytest.fixture(scope="session")
def tiny_setup() -> str:
    """Python that makes the tiny models known, for processes that a test starts."""
    return TINY_SETUP


DIE_AFTER_BLOCKS = """
import os, signal
from sqcodec_gui.container import SqcWriter
add_block, written = SqcWriter.add_block, []
def add_and_die(self, *block):
    add_block(self, *block)
    written.append(1)
    if len(written) == {blocks}:
        os.kill(os.getpid(), signal.SIGKILL)
SqcWriter.add_block = add_and_die
"""


@pytest.fixture(scope="session")
def die_after_blocks() -> Callable[[int], str]:
    """Python for a process that a test starts: kill -9 once so many blocks are written."""
    return lambda blocks: DIE_AFTER_BLOCKS.format(blocks=blocks)


@pytest.fixture
def written_blocks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the blocks that this process writes from now on."""
    from sqcodec_gui.container import SqcWriter
    from sqcodec_gui.container.blocks import Block

    written: list[int] = []
    add_block = SqcWriter.add_block

    def count(self: SqcWriter, block: Block, tokens: np.ndarray | None) -> None:
        written.append(block.number)
        add_block(self, block, tokens)

    monkeypatch.setattr(SqcWriter, "add_block", count)
    return written


@pytest.fixture(scope="session")
def tiny_home() -> Path:
    """A user's home with random weights for ``tiny`` (with constants) and ``tiny-stored`` (as published)."""
    return Path(os.environ[HOME_VARIABLE]).with_name("tiny")


@pytest.fixture
def tiny(tiny_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CodecConfig]:
    """A narrow random model called ``tiny``, installed and known for one test; a second of sound takes 50 ms.

    Its blocks last a second. ``tiny-stored`` is there too: the same with statistics stored in the file.
    """
    import torch

    monkeypatch.setattr(codec_config, "BLOCK_SECONDS", codec_config.BLOCK_SECONDS)
    known = dict(codec_config.all_configs())
    exec(TINY_SETUP, {})
    monkeypatch.setenv(HOME_VARIABLE, str(tiny_home))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # threads that wait for each other take all the time of a model as small as this
    try:
        for name in ("tiny", "tiny-stored"):
            _make_tiny_weights(codec_config.get_config(name), tiny_home / "data" / "models" / name)
        yield codec_config.get_config("tiny")
    finally:
        torch.set_num_threads(threads)
        codec_config.all_configs().clear()
        codec_config.all_configs().update(known)


def _make_tiny_weights(config: CodecConfig, folder: Path) -> None:
    """Random ones, the same every time; once for all tests."""
    import torch

    from sqcodec_gui.codec.sqcodec.network import Codec
    from sqcodec_gui.codec.sqcodec.weights import save_own

    if folder.is_dir():
        return
    torch.manual_seed(1)
    codec = Codec(config, has_statistics=config.name == "tiny")
    with torch.no_grad():
        for parameter in codec.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        codec.quantizer.project_in.weight.mul_(4)
        if codec.statistics is not None:
            codec.statistics.uniform_(0.5, 1)
    save_own(codec, folder, {"usual_mel_distance": str(TINY_USUAL_MEL_DISTANCE)})


@pytest.fixture
def start_tiny(tiny: CodecConfig, tmp_path: Path) -> Callable[..., subprocess.Popen]:
    """`start_tiny("encode", path)` starts the command line in a process that knows the tiny models.

    ``before``: Python that is run there first. ``options``: of Popen, in place of pipes of text.
    """

    def start(*words: object, before: str = "", **options: object) -> subprocess.Popen:
        code = f"{TINY_SETUP}\n{before}\nimport sys\nfrom sqcodec_gui.cli import main\nsys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", code, *map(os.fspath, words)]
        usual = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        return subprocess.Popen(command, cwd=tmp_path, env=environment, **usual | options)  # type: ignore[call-overload]

    return start


@pytest.fixture
def write_sound(tmp_path: Path) -> Callable[..., Path]:
    """`write_sound("talk.wav", seconds=2.0)`: noise with a slow swell in a new file of `tmp_path`.

    Each channel is another one unless ``same`` is given; ``frames`` instead of ``seconds`` for an exact length.
    """
    import soundfile

    def write(
        name: str | Path = "talk.wav",
        seconds: float = 2.0,
        rate_hz: int = SAMPLE_RATE_HZ,
        channels: int = 1,
        frames: int | None = None,
        same: bool = False,
        seed: int = 0,
    ) -> Path:
        frames = round(seconds * rate_hz) if frames is None else frames
        sound = 0.2 * np.random.default_rng(seed).standard_normal((frames, 1 if same else channels))
        sound = (sound * (0.6 + 0.4 * np.sin(np.arange(frames) / rate_hz))[:, None]).clip(-1, 1)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, np.repeat(sound, channels, axis=1) if same else sound, rate_hz)
        return path

    return write


@pytest.fixture
def write_chords(tmp_path: Path) -> Callable[..., Path]:
    """`write_chords("song.flac", seconds=12.0)`: music, a chord with overtones every two seconds, without pauses."""
    import soundfile

    def write(name: str, seconds: float = 12.0, rate_hz: int = SAMPLE_RATE_HZ, channels: int = 1) -> Path:
        time_s = np.arange(round(seconds * rate_hz)) / rate_hz
        root_hz = np.array([220.0, 174.6, 196.0, 261.6])[(time_s // 2).astype(int) % 4]
        overtones = [(ratio, n) for ratio in (1, 1.25, 1.5, 2) for n in (1, 2, 3)]
        sound = 0.1 * np.sum([np.sin(2 * np.pi * ratio * n * root_hz * time_s) / n for ratio, n in overtones], axis=0)
        soundfile.write(
            tmp_path / name, np.stack([sound / (1 + channel) for channel in range(channels)], axis=1), rate_hz
        )
        return tmp_path / name

    return write


@pytest.fixture(scope="session")
def narrow_tensors() -> dict[str, np.ndarray]:
    """A narrow network of the family ``spectral``, in which every tensor is random, by names of its state dict."""
    import torch

    from sqcodec_gui.codec.spectral.architecture import SPECTRAL
    from sqcodec_gui.codec.spectral.network import SpectralNetwork

    torch.manual_seed(3)
    network = SpectralNetwork(replace(SPECTRAL, encoder_width=16, decoder_width=24))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        network.encoder.project_out.weight.mul_(3)
        network.decoder.project_out.bias[: SPECTRAL.bins] -= 2
    return {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}


@pytest.fixture(scope="session")
def spectral_home(narrow_tensors: dict[str, np.ndarray]) -> Path:
    """A user's home with narrow random weights of the family ``spectral``."""
    from sqcodec_gui.codec.spectral.export import pack_weights

    home = Path(os.environ[HOME_VARIABLE]).with_name("spectral")
    if not home.is_dir():
        usual = {"usual_mel_distance": str(TINY_USUAL_MEL_DISTANCE)}
        pack_weights(narrow_tensors, home / "data" / "models" / "spectral", usual)
    return home


@pytest.fixture
def spectral(spectral_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Installs narrow random weights of the family ``spectral`` for one test; the name of their best quality."""
    monkeypatch.setenv(HOME_VARIABLE, str(spectral_home))
    # those that come with the program would be taken before these, where they are no previews
    monkeypatch.setattr("sqcodec_gui.paths.models_dir", lambda: spectral_home / "none")
    return "spectral-6kbps"


COLLECT_EVERY = 20
_tests = itertools.count(1)


@pytest.fixture
def garbage_waits() -> Iterator[None]:
    """As in the program (gui/gc_scheduler.py): Python's search, in whichever thread, must not meet Qt's objects
    there."""
    was_enabled = gc.isenabled()
    gc.disable()
    yield
    if next(_tests) % COLLECT_EVERY == 0:
        gc.collect()
    if was_enabled:
        gc.enable()


@pytest.fixture
def user_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """User folders of this test alone."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


def _put_link(path: Path, victim: Path) -> None:
    path.symlink_to(victim)


def _put_dangling_link(path: Path, victim: Path) -> None:
    path.symlink_to(victim.with_name("made through a link"))


def _put_second_name(path: Path, victim: Path) -> None:
    os.link(victim, path)


def _put_pipe(path: Path, victim: Path) -> None:
    os.mkfifo(path)


def _put_folder(path: Path, victim: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_bytes(b"mine")


@pytest.fixture(params=[_put_link, _put_dangling_link, _put_second_name, _put_pipe, _put_folder])
def put(request: pytest.FixtureRequest) -> Callable[[Path, Path], None]:
    """`put(path, victim)`: what somebody may have put where a file is going to be written."""
    place: Callable[[Path, Path], None] = request.param
    return place
