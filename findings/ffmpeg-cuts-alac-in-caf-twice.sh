#!/usr/bin/env bash
# FFmpeg cuts the end of ALAC in CAF by as much as its last packet is short of a whole one, though it is short already.
# Seen with: PyAV 18.1.0 (its wheel carries FFmpeg's libavformat 62.12.102), numpy 2.4.6, Python 3.11, Linux.
# Behaviour: six seconds of ALAC are 64 packets of 4,096 frames and one of 2,456. FFmpeg writes them into a CAF file with
# a packet table that says so (264,600 valid frames, 1,640 that the last packet lacks), and reads 262,960 frames back: 37
# ms are missing. From an m4a file with the same sound all 264,600 come back.
# Why it surprises: Apple's page of the format (Packet Table Chunk) has the remainder bring packets times frames a packet
# to the number of valid frames; and ALAC's last packet states its own length, so that nothing is left to cut.
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
import struct
import sys

import av
import numpy as np

RATE, FRAMES, PACKET = 44_100, 6 * 44_100, 4_096
tone = (8000 * np.sin(2 * np.pi * 300 * np.arange(FRAMES) / RATE)).astype(np.int16)

def coded(name):
    """Return how many frames come back."""
    with av.open(name, "w") as target:
        stream = target.add_stream("alac", rate=RATE, layout="mono", format="s16p")
        frame = av.AudioFrame.from_ndarray(tone[None], format="s16p", layout="mono")
        frame.sample_rate = RATE
        for part in (frame, None):
            target.mux(stream.encode(part))
    with av.open(name) as source:
        return sum(frame.samples for frame in source.decode(audio=0))


m4a, caf = coded("tone.m4a"), coded("tone.caf")
with open("tone.caf", "rb") as source:
    data = source.read()
packets, valid, priming, remainder = struct.unpack_from(">qqii", data, data.index(b"pakt") + 12)
seen = f"m4a: {m4a} frames; caf, whose table has {packets} packets, {valid} + {priming} + {remainder} frames: {caf}"
so = (m4a, valid, priming, remainder) == (FRAMES, FRAMES, 0, packets * PACKET - FRAMES) and caf == FRAMES - remainder
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
