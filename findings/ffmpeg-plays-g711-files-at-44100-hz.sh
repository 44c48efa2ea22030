#!/usr/bin/env bash
# FFmpeg takes bare A-law and mu-law files for sound of 44,100 Hz.
# Seen with: PyAV 18.1.0 (its wheel carries FFmpeg's libavformat 62.12.102), Python 3.11.
# Behaviour: a file .al or .ul of three seconds of telephone sound opens without a question as 44,100 Hz, half a
# second long and five and a half times too fast. Other bare telephone formats (G.722, G.726) get their codec's rate.
# Why it surprises: both laws are those of ITU-T G.711, whose section 2 fixes the rate at 8000 samples a second; it is
# the one thing that a file without a header need not say.
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
DURATION_S = 3
count = np.arange(DURATION_S * RATE)
sound = (8000 * np.sin(2 * np.pi * 300 * count / RATE) * np.hanning(len(count))).astype(np.int16)

seen, rates = [], []
for ending, codec in (("al", "pcm_alaw"), ("ul", "pcm_mulaw")):
    encoder = av.CodecContext.create(codec, "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE, "mono", "s16"
    frame = av.AudioFrame.from_ndarray(sound[None], format="s16", layout="mono")
    frame.sample_rate = RATE
    data = b"".join(bytes(packet) for part in (frame, None) for packet in encoder.encode(part))
    with open(f"call.{ending}", "wb") as target:
        target.write(data)
    with av.open(f"call.{ending}") as source:
        stream = source.streams.audio[0]
        rates.append((stream.codec_context.name, stream.rate))
        seen.append(f".{ending} of {len(data)} bytes: {rates[-1][0]} at {stream.rate} Hz, {source.duration / 1e6:.3f} s")
seen = "; ".join(seen)
so = rates == [("pcm_alaw", 44100), ("pcm_mulaw", 44100)]
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
