"""Decoded recordings are scored against their originals, 16 kHz mono: what training watches and what is reported.

PESQ-WB (ITU-T P.862.2), STOI (Taal et al. 2011), SI-SDR (arXiv 1811.02508), log-mel distance; reported alone, ViSQOL.
None of them is in the loss.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np
import torch

from sqcodec_gui.audio.mel import MelDistance
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.training.corpus import Clip, Corpus
from sqcodec_gui.training.visqol import visqol_mos

METRIC_RATE_HZ = 16000


@dataclass(frozen=True)
class Scores:
    """It has PESQ 1 … 4.64, STOI 0 … 1, SI-SDR in dB, log-mel distance in nepers (0 is identical), ViSQOL 1 … 5."""

    pesq: float
    stoi: float
    si_sdr_db: float
    mel_distance: float
    visqol: float = math.nan


def score(original: np.ndarray, decoded: np.ndarray) -> Scores:
    """Score two float32 [samples] at 16 kHz, equally long, at least half a second with sound in it.

    A score is no number where there is too little sound for it, or where the package that computes it is not installed.
    """
    return Scores(
        _pesq_wb(original, decoded),
        _stoi(original, decoded),
        si_sdr_db(original, decoded),
        mel_distance(original, decoded),
    )


def score_for_report(original: np.ndarray, decoded: np.ndarray) -> Scores:
    """Score as ``score`` does, and add what takes too long for watching a run: ViSQOL."""
    return replace(score(original, decoded), visqol=visqol_mos(original, decoded))


def _pesq_wb(original: np.ndarray, decoded: np.ndarray) -> float:
    try:
        from pesq import NoUtterancesError, pesq
    except ImportError:
        return math.nan
    try:
        return float(pesq(METRIC_RATE_HZ, original, decoded, "wb"))
    except NoUtterancesError:
        return math.nan


def _stoi(original: np.ndarray, decoded: np.ndarray) -> float:
    try:
        from pystoi import stoi
    except ImportError:
        return math.nan
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pystoi warns where too little sound is left, and gives 1e-5
        value = float(stoi(original, decoded, METRIC_RATE_HZ))
    return value if value > 1e-5 else math.nan


def si_sdr_db(original: np.ndarray, decoded: np.ndarray) -> float:
    """Return the scale-invariant signal-to-distortion ratio."""
    reference = original.astype(np.float64) - original.mean()
    estimate = decoded.astype(np.float64) - decoded.mean()
    target = reference * (estimate @ reference) / max(reference @ reference, 1e-12)
    noise = estimate - target
    return float(10 * np.log10(max(target @ target, 1e-12) / max(noise @ noise, 1e-12)))


def mel_distance(original: np.ndarray, decoded: np.ndarray) -> float:
    """Return the mean absolute difference of log-mel spectra, in nepers."""
    distance = MelDistance(METRIC_RATE_HZ)
    distance.push(original, decoded)
    return distance.mean


def mean_scores(scores: Iterable[Scores]) -> dict[str, float]:
    """Return means by name, over those that are numbers; no number where none is."""
    rows = [asdict(one) for one in scores]
    known = {name: [row[name] for row in rows if not math.isnan(row[name])] for name in rows[0]}
    return {name: float(np.mean(values)) if values else math.nan for name, values in known.items()}


@dataclass(frozen=True)
class Scored:
    """It is one recording and what it scored; ``kind`` is speech, music or sfx."""

    kind: str
    speaker: str
    name: str
    scores: Scores


def by_kind(rows: Iterable[Scored]) -> dict[str, dict[str, float]]:
    """Return the mean scores of speech, music and effects apart."""
    return _grouped(rows, lambda row: row.kind)


def by_speaker(rows: Iterable[Scored]) -> dict[str, dict[str, float]]:
    """Return the mean scores of each speaker, of speech alone."""
    return _grouped((row for row in rows if row.kind == "speech"), lambda row: row.speaker)


def worst(rows: Iterable[Scored], count: int) -> list[Scored]:
    """Return the recordings of speech with the lowest PESQ-WB, the lowest first."""
    known = [row for row in rows if row.kind == "speech" and not math.isnan(row.scores.pesq)]
    return sorted(known, key=lambda row: row.scores.pesq)[:count]


def _grouped(rows: Iterable[Scored], key: Callable[[Scored], str]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[Scores]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row.scores)
    return {name: mean_scores(groups[name]) for name in sorted(groups)}


SCORE_COLUMNS = (
    ("pesq", "PESQ-WB", 2),
    ("stoi", "STOI", 3),
    ("visqol", "ViSQOL", 2),
    ("si_sdr_db", "SI-SDR, dB", 1),
    ("mel_distance", "log-mel distance", 3),
)
"""(name, title, digits behind the point) of what the tables show."""


def score_cells(row: Mapping[str, float]) -> str:
    """Return the cells of a line of a table; a dash for what is not known."""
    values = [(row.get(name, math.nan), digits) for name, _, digits in SCORE_COLUMNS]
    return " | ".join("–" if math.isnan(value) else f"{value:.{digits}f}" for value, digits in values)


def table_head(*titles: str) -> list[str]:
    """Return the first two lines of a table whose columns are these and the scores."""
    titles += tuple(title for _, title, _ in SCORE_COLUMNS)
    return [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]


def score_table(rows: Mapping[str, Mapping[str, float]], first: str = "") -> str:
    """Return a table in Markdown: a line for each name."""
    return "\n".join(table_head(first) + [f"| {name} | {score_cells(row)} |" for name, row in rows.items()])


def dev_excerpts(corpus: Corpus, count: int, seconds: float) -> list[np.ndarray]:
    """Return the beginning of the first recording of ``count`` dev speakers, always the same, for watching a run."""
    seen: dict[str, Clip] = {}
    for clip in corpus.split("dev"):
        if clip.kind == "speech" and clip.length >= seconds * corpus.sample_rate_hz:
            seen.setdefault(clip.speaker, clip)
    chosen = [seen[speaker] for speaker in sorted(seen)][:count]
    return [corpus.read(clip)[: int(seconds * corpus.sample_rate_hz)] for clip in chosen]


@torch.no_grad()
def score_clip(
    codec: Codec, samples: np.ndarray, measure: Callable[[np.ndarray, np.ndarray], Scores] = score_for_report
) -> Scores:
    """Score whole-clip encoding and decoding; ``samples`` are as ``score`` wants them."""
    audio = torch.from_numpy(samples)[None].to(codec.device)
    return measure(samples, codec.decode(codec.encode(audio))[0, : len(samples)].cpu().numpy())


def score_codec(codec: Codec, excerpts: list[np.ndarray]) -> dict[str, float]:
    """Return the mean scores of several clips, for watching a run."""
    return mean_scores(score_clip(codec, excerpt, score) for excerpt in excerpts)
