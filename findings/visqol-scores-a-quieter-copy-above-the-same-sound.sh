#!/usr/bin/env bash
# ViSQOL's speech mode gives a quieter copy of a recording a higher score than the recording itself.
# Seen with: visqol-python 3.8.0 with its extras "accel" and "lattice", numpy 2.4.6, Python 3.11.
# Behaviour: seven seconds of speech-like sound beside themselves score 4.00 of 5; beside themselves multiplied by 0.9
# 4.10, by 0.1 4.09, by 0.01 (40 dB quieter) 4.04. (Of recorded speech: 4.48 beside itself, 4.52 at 0.9 and at 0.01.)
# Why it surprises: nothing can be more like a recording than itself, so that one takes its score for the top of the
# scale. ViSQOL levels both sounds before it compares them, so that loudness is not heard at all; and the learned mapping
# from likeness to opinion does not end at its highest value where likeness is perfect. Who compares codecs by ViSQOL
# must not read a few hundredths near the top as better, and must measure levels by something else.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet "visqol-python[accel,lattice]==3.8.0" numpy==2.4.6; } \
    >"$work/log" 2>&1; then
    echo "the packages could not be installed: visqol-python[accel,lattice]==3.8.0 numpy==2.4.6" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import sys

import numpy as np
from visqol import VisqolApi

RATE_HZ = 16_000
VOWELS_HZ = ((700, 1200, 2600), (300, 2200, 3000), (500, 900, 2500), (400, 2000, 2700), (600, 1700, 2500))
WIDTHS_HZ = (120, 180, 250)


def speech_like():
    """Vowels of a voice that rises and falls, with noise between them, and pauses."""
    draw, pieces = np.random.default_rng(1), []
    for number in range(24):
        voice_hz = 110 + 40 * np.sin(number)
        count = int(RATE_HZ * (0.16 + 0.06 * draw.random()))
        time_s, vowel = np.arange(count) / RATE_HZ, np.zeros(count)
        for harmonic in range(1, int(7_000 // voice_hz) + 1):
            tone_hz = harmonic * voice_hz
            formants = zip(VOWELS_HZ[number % 5], WIDTHS_HZ)
            gain = 0.02 + sum(np.exp(-(((tone_hz - centre) / width) ** 2)) for centre, width in formants)
            vowel += gain * np.sin(2 * np.pi * tone_hz * time_s + harmonic) / np.sqrt(harmonic)
        vowel *= np.sqrt(np.sin(np.pi * np.arange(count) / count))
        hiss = 0.3 * draw.standard_normal(RATE_HZ * 6 // 100) * np.hanning(RATE_HZ * 6 // 100)
        pieces += [vowel, hiss, np.zeros(int(RATE_HZ * (0.25 if number % 6 == 5 else 0.02)))]
    sound = np.concatenate(pieces)
    return 0.5 * sound / np.abs(sound).max()


sound = speech_like()
visqol = VisqolApi()
visqol.create(mode="speech")
scores = {gain: visqol.measure_from_arrays(sound, gain * sound, RATE_HZ).moslqo for gain in (1.0, 0.9, 0.1, 0.01)}
seen = ", ".join(f"× {gain}: {score:.3f}" for gain, score in scores.items())
so = all(scores[gain] > scores[1.0] + 0.01 for gain in (0.9, 0.1, 0.01))
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
