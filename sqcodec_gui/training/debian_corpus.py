"""Recordings that Debian packages carry make a corpus: ``python -m sqcodec_gui.training --build-corpus FOLDER``.

Which packages, under which licence, whose voices are in them and who is kept for measuring stands in
``debian_packages.toml``. Each package is fetched by its name with ``apt-get download`` (and never installed), its audio
is decoded, mixed to mono, trimmed, checked and brought to 16 kHz; the clips of one speaker are joined, with short
pauses, to files of at most 30 s. The result is a folder that ``--pack`` takes: FLAC files and ``manifest.csv``.
"""

import csv
import hashlib
import re
import subprocess
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.training.debian_archive import DebianArchive
from sqcodec_gui.training.prepare import NARROWEST_HZ, RATE_HZ, Prepared, join_clips, prepare, with_pauses

PACKAGE_SECONDS = {"speech": float("inf"), "music": 1800.0, "sfx": 1200.0}
"""What one package gives at most."""

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
    """It says what the files are whose path matches ``pattern``; ``kind`` is speech, music, sfx or skip."""

    pattern: str
    kind: str
    language: str = ""
    speaker: str = ""


@dataclass(frozen=True)
class Package:
    """It is one entry of ``debian_packages.toml``."""

    name: str
    licence: str
    rules: tuple[Rule, ...]
    dev: tuple[str, ...] = ()
    heavy: bool = False

    def label(self, path: str) -> tuple[str, str, str] | None:
        """Return kind, language and speaker of a file in the package, or None if it is not wanted."""
        for rule in self.rules:
            if match := re.search(rule.pattern, path):
                if rule.kind == "skip":
                    return None
                return rule.kind, match.expand(rule.language), match.expand(rule.speaker)
        return None

    def split(self, speaker: str) -> str:
        """Return the split of a speaker, once and for all: nobody is in both."""
        return "dev" if "*" in self.dev or speaker in self.dev else "train"


@cache
def all_packages() -> dict[str, Package]:
    """Return every package of the table, by name."""
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
    """Return the newest ``.deb`` of a package in a folder."""
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
            soundfile.write(target / path, with_pauses(clips).clip(-1, 1), RATE_HZ, "PCM_16")
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
) -> dict[tuple[str, str, str], list[Prepared]]:
    """Return the usable recordings of a package by kind, language and speaker; ``counts`` tells of the rest."""
    groups: dict[tuple[str, str, str], list[Prepared]] = defaultdict(list)
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
