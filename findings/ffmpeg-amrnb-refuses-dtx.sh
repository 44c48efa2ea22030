#!/usr/bin/env bash
# FFmpeg's own AMR-NB decoder refuses the pauses of a call.
# Seen with: PyAV 18.1.0 (its wheel carries FFmpeg's libavcodec 62.28.102), Python 3.11.
# Behaviour: an AMR file written by the wheel's own libopencore_amrnb encoder with its documented option "dtx"
# cannot be decoded with the defaults: opening it picks the decoder "amrnb", which raises "Not yet implemented" at
# the first silence descriptor (frame type 8) and "Invalid data" at each frame without data (type 15). The decoder
# libopencore_amrnb of the same wheel decodes every one of these frames.
# Why it surprises: 3GPP TS 26.101 section 4.1.1 (table 1a) lists types 8 (AMR SID) and 15 (no data) among the
# frames of the codec, RFC 4867 section 5.3 stores both in files, and phones write them in each pause; a better
# decoder lies beside the one that is chosen.
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
import io
import sys
from collections import Counter

import av
import numpy as np

RATE = 8000
FRAME_SAMPLES = 160
FRAME_BYTES = dict(enumerate((13, 14, 16, 18, 20, 21, 27, 32, 6))) | {15: 1}  # with the header byte, by type

tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(4 * RATE) / RATE)).astype(np.int16)
tone[RATE : 3 * RATE] = 0  # two seconds of pause
frame = av.AudioFrame.from_ndarray(tone[None], format="s16", layout="mono")
frame.sample_rate, frame.pts = RATE, 0
stored = io.BytesIO()
with av.open(stored, "w", format="amr") as target:
    stream = target.add_stream("libopencore_amrnb", rate=RATE, layout="mono", options={"dtx": "1"})
    stream.bit_rate = 12200
    for part in (frame, None):
        target.mux(stream.encode(part))
data = stored.getvalue()

frames, position = [], len(b"#!AMR\n")
while position < len(data):
    kind = data[position] >> 3 & 15
    frames.append((kind, data[position : position + FRAME_BYTES[kind]]))
    position += FRAME_BYTES[kind]


def decoded(name):
    decoder = av.CodecContext.create(name, "r")
    decoder.sample_rate, decoder.layout = RATE, "mono"
    samples, refused = 0, Counter()
    for kind, content in frames:
        try:
            samples += sum(out.samples for out in decoder.decode(av.Packet(content)))
        except av.FFmpegError:
            refused[kind] += 1
    return samples, dict(refused)


with av.open(io.BytesIO(data)) as source:
    chosen = source.streams.audio[0].codec_context.codec.name
kinds = Counter(kind for kind, _ in frames)
native, opencore = decoded("amrnb"), decoded("libopencore_amrnb")
seen = f"frames by type {dict(kinds)}; chosen: {chosen}; amrnb (samples, refused by type): {native}; libopencore_amrnb: {opencore}"
so = (
    chosen == "amrnb"
    and kinds[8] > 0
    and kinds[15] > 0
    and native[1] == {8: kinds[8], 15: kinds[15]}
    and opencore == (FRAME_SAMPLES * len(frames), {})
)
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
