#!/usr/bin/env bash
# libopus writes frames that hold no sound where 60 ms frames are asked for with less than 2,400 bit/s; no error is told.
# Seen with: libopus as it comes with PyAV 18.1.0 (FFmpeg 8), Python 3.11, Linux.
# Behaviour: with 20 ms frames any bit rate down to 1,000 gives the same stream of some 5.3 kbit/s, as small as it gets,
# and it is heard. With 60 ms frames 2,400 gives some 4.7 kbit/s, and 2,399 gives 270 bit/s, which decode to silence.
# Why it surprises: opus_encoder_ctl's documentation has 500 to 512,000 bit/s as the meaningful range, and what cannot be
# reached is raised to the smallest that can, but for long frames. Whoever asks for "as small as possible" gets a tiny
# file, of the right length, in which nothing is heard.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet av==18.1.0 numpy==2.4.6; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: av==18.1.0 numpy==2.4.6" >&2
    exit 2
fi
"$work/venv/bin/python" - <<'PY'
import io
import sys

import av
import numpy as np

RATE_HZ, SECONDS = 16_000, 6
times = np.arange(RATE_HZ * SECONDS) / RATE_HZ
buzz = sum(np.sin(2 * np.pi * 110 * overtone * times) / overtone for overtone in range(1, 20))
voice = (0.3 * buzz * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * times))).clip(-1, 1).astype(np.float32)


def coded(bit_rate, frame_ms):
    """(bit/s of the packets, level of what is heard)"""
    file = io.BytesIO()
    with av.open(file, "w", format="ogg") as output:
        stream = output.add_stream("libopus", rate=RATE_HZ, layout="mono")
        stream.bit_rate = bit_rate
        stream.options = {"application": "voip", "frame_duration": str(frame_ms), "vbr": "on"}
        frame = av.AudioFrame.from_ndarray(voice[None], "flt", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            output.mux(packet)
    file.seek(0)
    with av.open(file) as source:
        bits = 8 * sum(packet.size for packet in source.demux())
    file.seek(0)
    with av.open(file) as source:
        heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])
    return bits / SECONDS, float(np.sqrt((heard**2).mean()))


found = {(bit_rate, frame_ms): coded(bit_rate, frame_ms) for frame_ms in (20, 60) for bit_rate in (2399, 2400)}
seen = "; ".join(f"{ms} ms, {asked} bit/s: {got:.0f} bit/s, level {level:.4f}" for (asked, ms), (got, level) in found.items())
heard = [found[2399, 20], found[2400, 20], found[2400, 60]]
silent_bps, silent_level = found[2399, 60]
so = all(level > 0.05 and bps > 4000 for bps, level in heard) and silent_level < 0.001 and silent_bps < 500
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
PY
