#!/usr/bin/env bash
# libsndfile cuts an MP3 of variable bit rate short where it has no Xing header.
# Seen with: soundfile 0.14.0 (its wheel carries libsndfile 1.2.2), Python 3.11.
# Behaviour: the length is guessed from the bit rate of the first frame, and reading ends at the guess, without an
# error: of 43 whole frames (49,536 samples) less than half are read, though the rest lies in the file.
# Why it surprises: a Xing header is no part of ISO/IEC 11172-3; section 2.4.2.3 lets the bit rate index change from
# frame to frame, and wants every layer III decoder to follow. A guess of the length may be wrong in what is told, but
# should not end what is read.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet soundfile==0.14.0 numpy==2.4.6; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: soundfile==0.14.0 numpy==2.4.6" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import io
import sys

import numpy as np
import soundfile

RATE = 48000
FRAME_SAMPLES = 1152
KBIT_PER_S = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # MPEG-1 layer III


def frame_bytes(mp3, position=0):
    header = int.from_bytes(mp3[position : position + 4], "big")
    return 144 * 1000 * KBIT_PER_S[header >> 12 & 15] // RATE + (header >> 9 & 1)


def read(mp3):
    return len(soundfile.read(io.BytesIO(mp3))[0])


sound = 0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
target = io.BytesIO()
with soundfile.SoundFile(
    target, "w", RATE, 1, "MPEG_LAYER_III", format="MP3", bitrate_mode="VARIABLE", compression_level=0.5
) as file:
    file.write(sound)
part = target.getvalue()
tagged = b"Xing" in part[: frame_bytes(part)]

bare = part[frame_bytes(part) :]

position = frames = 0
while position + 4 <= len(bare) and bare[position] == 0xFF and bare[position + 1] >> 1 == 0x7D:
    position += frame_bytes(bare, position)
    frames += 1
whole = position == len(bare)
there, with_header, without = frames * FRAME_SAMPLES, read(part), read(bare)
seen = (
    f"libsndfile {soundfile.__libsndfile_version__}: {frames} frames with {there} samples, "
    f"{with_header} read with the Xing header, {without} without"
)
so = tagged and whole and with_header == RATE and there >= RATE and without < there / 2
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
