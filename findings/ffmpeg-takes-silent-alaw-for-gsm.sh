#!/usr/bin/env bash
# FFmpeg takes an A-law file that begins with digital silence for GSM 06.10.
# Seen with: PyAV 18.1.0 (its wheel carries FFmpeg's libavformat 62.12.102), Python 3.11.
# Behaviour: a file named .al whose first four seconds are silence opens as "gsm" and so as another sound of
# another length; the same file with speech-like sound from the start opens as "alaw". The name does not count.
# Why it surprises: silence is the commonest start of a call. ITU-T G.711 (table 1a and its note on inverting the even
# bits) makes silence the byte D5, whose upper four bits are what a GSM frame begins with by custom (RFC 3551 section
# 4.5.8.1: signature 1101): a guess from a nibble wins over a file's name.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet av==18.1.0 numpy==2.4.6; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: av==18.1.0 numpy==2.4.6" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import sys

import av
import numpy as np

RATE = 8000
SILENCE_S = 4
count = np.arange(SILENCE_S * RATE)
tone = (8000 * np.sin(2 * np.pi * 300 * count / RATE)).astype(np.int16)
silence = np.zeros_like(tone)


def opened_as(name, sound):
    encoder = av.CodecContext.create("pcm_alaw", "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE, "mono", "s16"
    frame = av.AudioFrame.from_ndarray(sound[None], format="s16", layout="mono")
    frame.sample_rate = RATE
    data = b"".join(bytes(packet) for part in (frame, None) for packet in encoder.encode(part))
    with open(name, "wb") as target:
        target.write(data)
    with av.open(name) as source:
        return source.format.name


quiet_first = opened_as("quiet-first.al", np.concatenate([silence, tone]))
loud_first = opened_as("loud-first.al", np.concatenate([tone, silence]))
seen = f"silence first: {quiet_first}; sound first: {loud_first}"
so = (quiet_first, loud_first) == ("gsm", "alaw")
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
