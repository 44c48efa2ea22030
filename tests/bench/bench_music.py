"""How often speech is taken for music, and music found out: `python tests/bench/bench_music.py CORPUS [--fit]`.

CORPUS: a folder with `manifest.csv` (columns path, kind, package, split) and zip files of the recordings. Speech is
also heard noisy, narrow (a telephone's 3.4 kHz), echoing and with hum, since old recordings are. `--fit` fits the
weights to the split "train" and writes them into `sqcodec_gui/audio/music_weights.py`; the threshold is the one that
takes at most one in 200 excerpts of training speech for music. What is printed of music is of packages that the fit
did not hear: each in turn is left out.
"""

import argparse
import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr

from sqcodec_gui.audio import music, music_weights

FALSE_ALARMS = 0.005
FITTED = Path(music_weights.__file__)
RIDGE = 1.0


def excerpts(corpus: Path, kinds: tuple[str, ...], most_each: int) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """Rows of the manifest with 6 s of sound, float32 [n]; of each speaker at most ``most_each`` files."""
    archives = [zipfile.ZipFile(path) for path in sorted(corpus.glob("*.zip"))]
    where = {name: archive for archive in archives for name in archive.namelist()}
    taken: dict[tuple[str, str], int] = {}
    with (corpus / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            speaker = row["package"], row["speaker"]
            taken[speaker] = taken.get(speaker, 0) + 1
            if row["kind"] not in kinds or taken[speaker] > most_each or row["path"] not in where:
                continue
            sound, rate_hz = soundfile.read(io.BytesIO(where[row["path"]].read(row["path"])), dtype="float32")
            sound = soxr.resample(sound if sound.ndim == 1 else sound.mean(1), rate_hz, music.RATE_HZ)
            wanted = round(music.EXCERPT_S * music.RATE_HZ)
            start = max(0, len(sound) - wanted) // 2
            yield row, sound[start : start + wanted].astype(np.float32)


def worse(sound: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """The same as old recordings have it."""
    rng, loudness = np.random.default_rng(seed), np.sqrt(np.mean(sound**2)) + 1e-9
    time_s = np.arange(len(sound)) / music.RATE_HZ
    yield sound + (loudness * 10 ** (-15 / 20) * rng.standard_normal(len(sound))).astype(np.float32)
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(len(sound), 1 / music.RATE_HZ) > 3400] = 0
    yield np.fft.irfft(spectrum, len(sound)).astype(np.float32)
    hum = sum(np.sin(2 * np.pi * 50 * n * time_s) / n for n in (1, 2, 3, 5))
    yield (sound + loudness * 10 ** (-18 / 20) * hum).astype(np.float32)
    echo = rng.standard_normal(music.RATE_HZ // 2) * np.exp(-np.arange(music.RATE_HZ // 2) / (0.1 * music.RATE_HZ))
    echo[0] = 12.0
    yield convolved(sound, echo)


def convolved(sound: np.ndarray, echo: np.ndarray) -> np.ndarray:
    length = 1 << (len(sound) + len(echo)).bit_length()
    whole = np.fft.irfft(np.fft.rfft(sound, length) * np.fft.rfft(echo, length), length)[: len(sound)]
    return (whole / (np.abs(whole).max() + 1e-9) * 0.5).astype(np.float32)


def gather(corpus: Path) -> list[tuple[str, str, str, str, np.ndarray]]:
    """(kind, package, split, "plain" or "worse", features) of each excerpt that can be told."""
    found = []
    for number, (row, sound) in enumerate(excerpts(corpus, ("speech", "music"), 20)):
        versions = [("plain", sound)]
        if row["kind"] == "speech":
            versions += [("worse", one) for one in worse(sound, number)]
        for how, one in versions:
            values = music.features(one)
            if values is not None:
                found.append((row["kind"], row["package"], row["split"], how, values))
    return found


def fit(speech: np.ndarray, notes: np.ndarray) -> dict[str, object]:
    """Logistic regression with both kinds of equal weight (Newton's method)."""
    both = np.concatenate([speech, notes])
    means, spreads = both.mean(0), both.std(0)
    inputs = np.column_stack([(both - means) / spreads, np.ones(len(both))])
    wanted = np.concatenate([np.zeros(len(speech)), np.ones(len(notes))])
    weight = np.where(wanted == 1, len(speech) / len(notes), 1.0)
    found = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (weight * (chance - wanted)) + RIDGE * found
        bend = (inputs * (weight * chance * (1 - chance))[:, None]).T @ inputs + RIDGE * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    fitted: dict[str, object] = {"MEANS": means, "SPREADS": spreads, "WEIGHTS": found[:-1], "BIAS": found[-1]}
    fitted["THRESHOLD"] = float(np.quantile(scores(speech, fitted), 1 - FALSE_ALARMS))
    return fitted


def scores(features: np.ndarray, fitted: dict[str, object]) -> np.ndarray:
    return (features - fitted["MEANS"]) / fitted["SPREADS"] @ fitted["WEIGHTS"] + fitted["BIAS"]  # type: ignore[operator]


def write(fitted: dict[str, object]) -> None:
    lines = [FITTED.read_text(encoding="utf-8").split("\n\n")[0], ""]
    for name, value in fitted.items():
        numbers = ", ".join(f"{one:.5g}" for one in np.atleast_1d(value))
        lines.append(f"{name} = ({numbers})" if np.ndim(value) else f"{name} = {numbers}")
    FITTED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args()
    found = gather(chosen.corpus)

    def those(kind: str, split: str = "", how: str = "", without: str = "", only: str = "") -> np.ndarray:
        return np.array(
            [
                values
                for one, package, its_split, its_how, values in found
                if one == kind
                and its_split == (split or its_split)
                and its_how == (how or its_how)
                and package != without
                and package == (only or package)
            ]
        )

    names = ("MEANS", "SPREADS", "WEIGHTS", "BIAS", "THRESHOLD")
    fitted = {name: np.array(getattr(music_weights, name)) for name in names}
    if chosen.fit:
        fitted = fit(those("speech", "train"), those("music", "train"))
        write(fitted)
    for split in ("train", "dev"):
        for how in ("plain", "worse"):
            alarms = scores(those("speech", split, how), fitted) > fitted["THRESHOLD"]
            print(f"speech, {split}, {how}: {alarms.sum()} of {len(alarms)} taken for music")
    hits = total = 0
    for package in sorted({one[1] for one in found if one[0] == "music"}):
        apart = fit(those("speech", "train"), those("music", "train", without=package))
        caught = scores(those("music", only=package), apart) > apart["THRESHOLD"]  # type: ignore[operator]
        hits, total = hits + int(caught.sum()), total + len(caught)
        print(f"music, {package}, not heard by the fit: {caught.sum()} of {len(caught)} found out")
    print(f"music: {hits} of {total}; weights {np.round(np.array(fitted['WEIGHTS'], float), 2)}")


if __name__ == "__main__":
    main()
