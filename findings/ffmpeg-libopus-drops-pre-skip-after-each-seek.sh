#!/usr/bin/env bash
# FFmpeg's libopus decoder drops the pre-skip anew after every flush, in the middle of a stream.
# Seen with: PyAV 18.1.0 (its wheel carries FFmpeg's libavcodec 62.28.102), Python 3.11.
# Behaviour: with the OpusHead of a file (pre-skip 312) the decoder "libopus" cuts 312 samples off the first packet
# after flush_buffers(), what is called at a seek, although the packet lies a second behind the start. FFmpeg's other
# decoder of the same stream, "opus", gives the whole 960 samples there.
# Why it surprises: RFC 7845 section 4.2 has the pre-skip dropped at the beginning of the stream only, and section 4.6
# wants a pre-roll of 80 ms after a seek, not 6.5 ms less. Who counts samples from the packet sought is off by the
# pre-skip, with one of two decoders that should be alike.
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

import av
import numpy as np

RATE = 48000
SOUGHT = 50  # packets of 20 ms: one second

sound = (0.3 * np.sin(2 * np.pi * 440 * np.arange(2 * RATE) / RATE)).astype(np.float32)
frame = av.AudioFrame.from_ndarray(sound[None], format="flt", layout="mono")
frame.sample_rate, frame.pts = RATE, 0
stored = io.BytesIO()
with av.open(stored, "w", format="ogg") as target:
    stream = target.add_stream("libopus", rate=RATE, layout="mono")
    for part in (frame, None):
        target.mux(stream.encode(part))
with av.open(io.BytesIO(stored.getvalue())) as source:
    head = source.streams.audio[0].codec_context.extradata
    packets = [bytes(packet) for packet in source.demux(audio=0) if packet.size]
pre_skip = int.from_bytes(head[10:12], "little")


def after_flush(name):
    decoder = av.CodecContext.create(name, "r")
    decoder.extradata, decoder.sample_rate, decoder.layout = head, RATE, "mono"
    for content in packets[:20]:
        decoder.decode(av.Packet(content))
    decoder.flush_buffers()
    return [out.samples for content in packets[SOUGHT : SOUGHT + 3] for out in decoder.decode(av.Packet(content))]


libopus, native = after_flush("libopus"), after_flush("opus")
seen = f"pre-skip {pre_skip}; samples by packet after the flush: libopus {libopus}, opus {native}"
so = pre_skip > 0 and libopus == [960 - pre_skip, 960, 960] and native == [960, 960, 960]
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
