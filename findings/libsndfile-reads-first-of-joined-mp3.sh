#!/usr/bin/env bash
# libsndfile ends a joined MP3 where the header frame of its first part says.
# Seen with: soundfile 0.14.0 (its wheel carries libsndfile 1.2.2), Python 3.11.
# Behaviour: two MP3s of one second each and of constant bit rate, joined byte by byte, are one second long for
# libsndfile, and reading ends there without an error. With the first part's "Info" frame taken away the same bytes
# are read to their end.
# Why it surprises: ISO/IEC 11172-3 (section 2.4.1) knows no file header: a stream is a row of frames, so that joining
# is allowed and common. The Info frame is an encoder's addition, which tells the length of what that encoder wrote,
# and sound that follows is sound all the same.
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
KBIT_PER_S = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # MPEG-1 layer III


def frame_bytes(mp3):
    header = int.from_bytes(mp3[:4], "big")
    return 144 * 1000 * KBIT_PER_S[header >> 12 & 15] // RATE + (header >> 9 & 1)


def read(mp3):
    return len(soundfile.read(io.BytesIO(mp3))[0])


sound = 0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
target = io.BytesIO()
with soundfile.SoundFile(
    target, "w", RATE, 1, "MPEG_LAYER_III", format="MP3", bitrate_mode="CONSTANT", compression_level=0.5
) as file:
    file.write(sound)
part = target.getvalue()
tagged = b"Info" in part[: frame_bytes(part)]

told = soundfile.info(io.BytesIO(part + part)).frames
alone, joined, bare = read(part), read(part + part), read((part + part)[frame_bytes(part) :])
seen = (
    f"libsndfile {soundfile.__libsndfile_version__}: {alone} samples alone, joined {told} told and {joined} read, "
    f"joined without the first header frame {bare} read"
)
so = tagged and alone == told == joined == RATE and bare >= 2 * RATE
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
