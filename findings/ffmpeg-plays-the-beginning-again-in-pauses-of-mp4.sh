#!/usr/bin/env bash
# FFmpeg plays the beginning of a recording once more where the edit list of an MP4 has a pause.
# Seen with: PyAV 18.1.0 (FFmpeg 8), numpy 2.4.6, Python 3.11.
# Behaviour: an edit list of three entries, the first second of the sound, a pause of one second ("empty edit", media
# time -1), the second second of the sound, is read as three seconds without a gap: in the pause the first second is
# heard again. A pause at the start is understood: the first time stamp is 1 s then.
# Why it surprises: ISO/IEC 14496-12, 8.6.6 (Edit List Box): an entry whose media time is -1 is an empty edit, nothing
# of the media is presented meanwhile. Phones and editors write pauses so; who transcribes such a file reads words that
# were said once as said twice.
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
import struct
import sys

import av
import numpy as np

RATE_HZ = 48_000
TENTH = RATE_HZ // 10


def tenths():
    """Three seconds; each tenth of a second has a tone of its own, 400 Hz, 500 Hz, …"""
    tones_hz = np.repeat(400 + 100 * np.arange(30), TENTH)
    return (0.3 * np.sin(2 * np.pi * tones_hz * np.arange(3 * RATE_HZ) / RATE_HZ)).astype(np.float32)


def as_mp4(sound):
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        track = container.add_stream("aac", rate=RATE_HZ)
        track.layout = "mono"
        frame = av.AudioFrame.from_ndarray(sound[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        for packet in [*track.encode(frame), *track.encode(None)]:
            container.mux(packet)
    return file.getvalue()


def boxes(content, start, stop):
    while start < stop:
        size, name = struct.unpack(">I4s", content[start : start + 8])
        yield name, start, start + size
        start += size


def box(name, body):
    return struct.pack(">I4s", len(body) + 8, name) + body


def replaced(content, start, stop, edits):
    """moov and trak with another edit list; moov is the last box, so that nothing that it points to moves."""
    body = b""
    for name, first, last in boxes(content, start + 8, stop):
        if name == b"trak":
            body += replaced(content, first, last, edits)
        else:
            body += edits if name == b"edts" else content[first:last]
    return box(content[start + 4 : start + 8], body)


def heard(content):
    """For each tenth of a second that comes out, which tenth of the recording it is; None for silence."""
    with av.open(io.BytesIO(content)) as container:
        frames = list(container.decode(audio=0))
    sound = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    numbers = []
    for start in range(0, len(sound) - TENTH + 1, TENTH):
        part = sound[start : start + TENTH] * np.hanning(TENTH)
        tone_hz = int(np.abs(np.fft.rfft(part)).argmax()) * 10
        numbers.append(round((tone_hz - 400) / 100) if np.abs(part).max() > 0.02 else None)
    return float(frames[0].pts * frames[0].time_base), numbers


plain = as_mp4(tenths())
_, moov, end = next(found for found in boxes(plain, 0, len(plain)) if found[0] == b"moov")
at = plain.index(b"mvhd")
ticks_hz = struct.unpack(">I", plain[at + 16 : at + 20])[0]
at = plain.index(b"elst")
first_sample = struct.unpack(">i", plain[at + 16 : at + 20])[0]  # behind the encoder's delay


def with_edits(*edits):
    """(seconds, where in the media they begin; None: a pause)"""
    entries = b"".join(
        struct.pack(">IiI", seconds * ticks_hz, -1 if begin_s is None else first_sample + begin_s * RATE_HZ, 1 << 16)
        for seconds, begin_s in edits
    )
    edit_list = box(b"edts", box(b"elst", struct.pack(">II", 0, len(edits)) + entries))
    return plain[:moov] + replaced(plain, moov, end, edit_list) + plain[end:]


_, right = heard(plain)
first_s, late = heard(with_edits((1, None), (2, 0)))
_, paused = heard(with_edits((1, 0), (1, None), (1, 1)))
seen = f"without a pause {right}; a pause first: from {first_s} s on {late}; a pause in the middle: {paused}"
so = (
    right == list(range(30))
    and first_s == 1.0
    and late == list(range(20))
    and paused == [*range(10), *range(10), *range(10, 20)]
)
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
