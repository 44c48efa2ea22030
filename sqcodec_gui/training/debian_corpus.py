"""A corpus from recordings that Debian packages carry: ``python -m sqcodec_gui.training --build-corpus FOLDER``.

Which packages, under which licence, whose voices are in them and who is kept for measuring stands in
``debian_packages.toml``. Each package is fetched by its name with ``apt-get download`` (and never installed), its audio
is decoded, mixed to mono, trimmed, checked and brought to 16 kHz; the clips of one speaker are joined, with short
pauses, to files of at most 30 s. The result is a folder that ``--pack`` takes: FLAC files and ``manifest.csv``.
"""

import csv
import hashlib
import io
import re
import subprocess
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import numpy as np
import soundfile
import soxr

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.training.debian_archive import DebianArchive

RATE_HZ = 16_000
PAUSE_S = 0.15
LONGEST_FILE_S = 30.0
SHORTEST_CLIP_S = 0.3
TRIM_DB = -42.0
TRIM_MARGIN_S = 0.04
FADE_S = 0.005
PACKAGE_SECONDS = {"speech": float("inf"), "music": 1800.0, "sfx": 1200.0}
RECORDING_SECONDS = {"speech": 120.0, "music": 100.0, "sfx": 20.0}
"""What one package, and one recording of it (from its middle), gives at most."""

NARROWEST_HZ = 5000
NARROWEST_WORD_HZ = 3750
"""Of single recordings; short words may hold no sound with high frequencies."""

MANIFEST_COLUMNS = (
    "path",
    "seconds",
    "clips",
    "package",
    "version",
    "speaker",
    "language",
    "kind",
    "licence",
    "bandwidth_p75",
    "split",
)


@dataclass(frozen=True)
class Rule:
    """What the files are whose path matches ``pattern``; ``kind`` is speech, music, sfx or skip."""

    pattern: str
    kind: str
    language: str = ""
    speaker: str = ""


@dataclass(frozen=True)
class Package:
    """One entry of ``debian_packages.toml``."""

    name: str
    licence: str
    rules: tuple[Rule, ...]
    dev: tuple[str, ...] = ()
    heavy: bool = False

    def label(self, path: str) -> tuple[str, str, str] | None:
        """kind, language and speaker of a file in the package, or None if it is not wanted"""
        for rule in self.rules:
            if match := re.search(rule.pattern, path):
                if rule.kind == "skip":
                    return None
                return rule.kind, match.expand(rule.language), match.expand(rule.speaker)
        return None

    def split(self, speaker: str) -> str:
        """By speaker, once and for all: nobody is in both."""
        return "dev" if "*" in self.dev or speaker in self.dev else "train"


@dataclass(frozen=True)
class _Recording:
    samples: np.ndarray
    bandwidth_hz: int


@cache
def all_packages() -> dict[str, Package]:
    """Every package of the table, by name."""
    document = tomllib.loads(Path(__file__).with_name("debian_packages.toml").read_text("utf-8"))
    packages = {}
    for entry in document["package"]:
        rules = tuple(Rule(*rule) for rule in entry["rules"])
        dev = tuple(entry.get("dev", ()))
        packages[entry["name"]] = Package(entry["name"], entry["licence"], rules, dev, entry.get("heavy", False))
    return packages


def build_corpus(
    target: Path,
    archives: Path,
    only: Iterable[str] = (),
    heavy: bool = False,
    report: Callable[[str], None] = lambda line: None,
) -> None:
    """Make the corpus in ``target`` from the ``.deb`` files in ``archives``; those that are missing are fetched there.

    ``only``: the names of some packages; all by default. Raises SqcodecError.
    """
    known = all_packages()
    names = list(only) or [name for name, package in known.items() if heavy or not package.heavy]
    if unknown := [name for name in names if name not in known]:
        raise SqcodecError(f"No rules for the package {unknown[0]}; there are some for: {', '.join(known)}.")
    target.mkdir(parents=True, exist_ok=True)
    archives.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, object]] = []
    seen: set[bytes] = set()
    for name in names:
        archive = DebianArchive(find_archive(name, archives) or fetch_archive(name, archives))
        counts: Counter[str] = Counter()
        rows += _build_package(known[name], archive, target, seen, counts)
        report(f"{name} {archive.version}: {', '.join(f'{count} {what}' for what, count in counts.most_common())}")
    with (target / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, MANIFEST_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def find_archive(name: str, archives: Path) -> Path | None:
    """The newest ``.deb`` of a package in a folder."""
    found = sorted(archives.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def fetch_archive(name: str, archives: Path) -> Path:
    """Let the system's package manager download a package. Raises SqcodecError, which says what to do instead."""
    advice = f"Download the file {name}_….deb from Debian bookworm yourself, and put it in {archives}."
    try:
        run = subprocess.run(["apt-get", "download", "-q", name], cwd=archives, capture_output=True, text=True)
    except FileNotFoundError:
        raise SqcodecError(f"This system has no apt-get to fetch {name} with. {advice}") from None
    found = find_archive(name, archives)
    if run.returncode or found is None:
        reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SqcodecError(f"apt-get could not download {name} ({reason}). {advice}")
    return found


def _build_package(
    package: Package, archive: DebianArchive, target: Path, seen: set[bytes], counts: Counter[str]
) -> Iterator[dict[str, object]]:
    """Write the recordings of one package and give their rows of the manifest."""
    groups = _collect(package, archive, seen, counts)
    for (kind, language, speaker), recordings in sorted(groups.items()):
        bandwidth_hz = int(np.percentile([recording.bandwidth_hz for recording in recordings], 75))
        if bandwidth_hz < NARROWEST_HZ:
            counts[f"of the dull voice {speaker}"] += len(recordings)
            continue
        for number, clips in enumerate(join_clips([recording.samples for recording in recordings])):
            path = Path(kind, package.name, speaker, f"{number:04}.flac")
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(target / path, _with_pauses(clips).clip(-1, 1), RATE_HZ, "PCM_16")
            values = (
                path.as_posix(),
                f"{sum(map(len, clips)) / RATE_HZ:.2f}",
                len(clips),
                package.name,
                archive.version,
                speaker,
                language,
                kind,
                package.licence,
                bandwidth_hz,
                package.split(speaker),
            )
            yield dict(zip(MANIFEST_COLUMNS, values, strict=True))


def _collect(
    package: Package, archive: DebianArchive, seen: set[bytes], counts: Counter[str]
) -> dict[tuple[str, str, str], list[_Recording]]:
    """The usable recordings of a package by kind, language and speaker; ``counts`` says what became of the rest."""
    groups: dict[tuple[str, str, str], list[_Recording]] = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    for path, content in archive.audio():
        label = package.label(path)
        if label is None:
            continue
        digest = hashlib.sha256(content).digest()
        if digest in seen:
            counts["twice"] += 1
            continue
        seen.add(digest)
        kind = label[0]
        if seconds[kind] > PACKAGE_SECONDS[kind]:
            counts["beyond the limit"] += 1
            continue
        recording, verdict = prepare(path, content, kind)
        counts[verdict] += 1
        if recording is not None:
            seconds[kind] += len(recording.samples) / RATE_HZ
            groups[label].append(recording)
    return groups


def prepare(path: str, content: bytes, kind: str) -> tuple[_Recording | None, str]:
    """A recording as the corpus wants it, or None; and a word for what was found."""
    try:
        samples, rate_hz = decode(path, content, RECORDING_SECONDS[kind])
    except (soundfile.SoundFileError, av.FFmpegError):
        return None, "undecodable"
    if not 12_000 <= rate_hz <= 96_000:
        return None, "at a low rate"
    samples = trim(samples, rate_hz)
    if len(samples) < SHORTEST_CLIP_S * rate_hz:
        return None, "too short or silent"
    if kind == "speech" and (np.abs(samples) > 0.985).mean() > 0.005:
        return None, "clipped"
    resampled = soxr.resample(fade(level(samples), rate_hz), rate_hz, RATE_HZ, "HQ").astype(np.float32)
    bandwidth_hz = bandwidth(resampled)
    is_word = kind == "speech" and len(resampled) < 3 * RATE_HZ
    if bandwidth_hz < (NARROWEST_WORD_HZ if is_word else NARROWEST_HZ):
        return None, "dull"
    return _Recording(resampled, bandwidth_hz), "used"


def decode(path: str, content: bytes, longest_s: float) -> tuple[np.ndarray, int]:
    """Mono float32 [samples] and their rate in Hz; of a longer recording the middle ``longest_s`` seconds."""
    if path.lower().endswith(".g722"):  # bare G.722 has no header; libsndfile does not know it
        with av.open(io.BytesIO(content), "r", format="g722") as container:
            frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
        return np.concatenate([np.zeros(0, np.int16), *frames]).astype(np.float32) / 32768, RATE_HZ
    with soundfile.SoundFile(io.BytesIO(content)) as file:
        wanted = int(longest_s * file.samplerate)
        if wanted < file.frames < 1 << 40:  # beyond that, libsndfile does not know the length
            file.seek(int((file.frames - longest_s * file.samplerate) // 2))
        return file.read(wanted, "float32", always_2d=True).mean(1), file.samplerate


def trim(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """Without the parts before and after that are 42 dB below the loudest 20 ms; empty if there is nothing."""
    hop = max(1, rate_hz // 50)
    count = len(samples) // hop
    if count < 3:
        return samples[:0]
    rms = np.sqrt(np.square(samples[: count * hop].reshape(count, hop), dtype=np.float64).mean(1))
    if rms.max() < 1e-3:
        return samples[:0]
    loud = np.flatnonzero(rms > rms.max() * 10 ** (TRIM_DB / 20))
    margin = int(TRIM_MARGIN_S * rate_hz)
    return samples[max(0, loud[0] * hop - margin) : (loud[-1] + 1) * hop + margin]


def level(samples: np.ndarray) -> np.ndarray:
    """Very quiet recordings louder (to a peak of 0.3), and those near full scale a little quieter."""
    peak = np.abs(samples).max()
    if peak > 0.97:
        return samples * (0.97 / peak)
    return samples * (0.3 / peak) if peak < 0.1 else samples


def fade(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """5 ms in and out, so that joined clips do not click."""
    count = min(len(samples) // 2, int(FADE_S * rate_hz))
    faded = samples.astype(np.float32)
    ramp = np.linspace(0, 1, count, dtype=np.float32)
    faded[:count] *= ramp
    faded[len(faded) - count :] *= ramp[::-1]
    return faded


def bandwidth(samples: np.ndarray) -> int:
    """Hz at 16 kHz: the top of the highest 250 Hz band whose level in loud frames is within 60 dB of the strongest."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, 512)[::256][:4000]
    power = np.abs(np.fft.rfft(frames * np.hanning(512), axis=1)) ** 2 + 1e-14
    energy = power.sum(1)
    bands = power[energy > energy.max() * 1e-4][:, 1:].reshape(-1, 32, 8).mean(2)
    levels = np.percentile(bands, 95, axis=0)
    return 250 * (1 + int(np.flatnonzero(levels > levels.max() * 1e-6)[-1]))


def join_clips(clips: Iterable[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """Lists of consecutive clips that make one file each; longer clips are cut, ends of less than a second dropped."""
    together: list[np.ndarray] = []
    seconds = 0.0
    longest = int(LONGEST_FILE_S * RATE_HZ)
    for clip in clips:
        for start in range(0, len(clip), longest):
            piece = clip[start : start + longest]
            duration_s = len(piece) / RATE_HZ
            if duration_s < SHORTEST_CLIP_S:
                continue
            if together and seconds + PAUSE_S + duration_s > LONGEST_FILE_S:
                yield together
                together, seconds = [], 0.0
            together.append(piece)
            seconds += duration_s + PAUSE_S
    if seconds >= 1:
        yield together


def _with_pauses(clips: list[np.ndarray]) -> np.ndarray:
    pause = np.zeros(int(PAUSE_S * RATE_HZ), np.float32)
    return np.concatenate([piece for clip in clips for piece in (clip, pause)][:-1])
