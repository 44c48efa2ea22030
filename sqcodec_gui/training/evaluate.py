"""Scores of decoded recordings against their originals, 16 kHz mono: what training watches and what is reported.

PESQ-WB (ITU-T P.862.2), STOI (Taal et al. 2011), SI-SDR (arXiv 1811.02508), log-mel distance. None of them is in the
loss.
"""

import warnings
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np
import torch

from sqcodec_gui.audio.mel import MelDistance
from sqcodec_gui.codec.model import Codec
from sqcodec_gui.training.corpus import Clip, Corpus

METRIC_RATE_HZ = 16000


@dataclass(frozen=True)
class Scores:
    """PESQ 1 … 4.64, STOI 0 … 1, SI-SDR in dB, log-mel distance in nepers (0 is identical)."""

    pesq: float
    stoi: float
    si_sdr_db: float
    mel_distance: float


def score(original: np.ndarray, decoded: np.ndarray) -> Scores:
    """Both float32 [samples] at 16 kHz, equally long, at least half a second with sound in it."""
    from pesq import NoUtterancesError, pesq
    from pystoi import stoi

    try:
        pesq_wb = pesq(METRIC_RATE_HZ, original, decoded, "wb")
    except NoUtterancesError:
        pesq_wb = float("nan")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pystoi warns where too little sound is left, and gives 1e-5
        intelligibility = float(stoi(original, decoded, METRIC_RATE_HZ))
    if intelligibility <= 1e-5:
        intelligibility = float("nan")
    return Scores(pesq_wb, intelligibility, si_sdr_db(original, decoded), mel_distance(original, decoded))


def si_sdr_db(original: np.ndarray, decoded: np.ndarray) -> float:
    """Scale-invariant signal-to-distortion ratio."""
    reference = original.astype(np.float64) - original.mean()
    estimate = decoded.astype(np.float64) - decoded.mean()
    target = reference * (estimate @ reference) / max(reference @ reference, 1e-12)
    noise = estimate - target
    return float(10 * np.log10(max(target @ target, 1e-12) / max(noise @ noise, 1e-12)))


def mel_distance(original: np.ndarray, decoded: np.ndarray) -> float:
    """Mean absolute difference of log-mel spectra, in nepers."""
    distance = MelDistance(METRIC_RATE_HZ)
    distance.push(original, decoded)
    return distance.mean


def mean_scores(scores: Iterable[Scores]) -> dict[str, float]:
    """Means by name, over those that are numbers."""
    rows = [asdict(one) for one in scores]
    return {name: float(np.nanmean([row[name] for row in rows])) for name in rows[0]}


def dev_excerpts(corpus: Corpus, count: int, seconds: float) -> list[np.ndarray]:
    """The beginning of the first recording of ``count`` dev speakers, always the same: for watching a run."""
    seen: dict[str, Clip] = {}
    for clip in corpus.split("dev"):
        if clip.kind == "speech" and clip.length >= seconds * corpus.sample_rate_hz:
            seen.setdefault(clip.speaker, clip)
    chosen = [seen[speaker] for speaker in sorted(seen)][:count]
    return [corpus.read(clip)[: int(seconds * corpus.sample_rate_hz)] for clip in chosen]


@torch.no_grad()
def score_codec(codec: Codec, excerpts: list[np.ndarray]) -> dict[str, float]:
    """Mean scores of whole-clip encoding and decoding."""
    scores = []
    for excerpt in excerpts:
        audio = torch.from_numpy(excerpt)[None].to(codec.device)
        decoded = codec.decode(codec.encode(audio))[0, : len(excerpt)].cpu().numpy()
        scores.append(score(excerpt, decoded))
    return mean_scores(scores)
