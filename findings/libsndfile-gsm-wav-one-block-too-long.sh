#!/usr/bin/env bash
# libsndfile reads its own GSM 6.10 WAV files one block too long when their number of blocks is odd.
# Seen with: soundfile 0.14.0 (its wheel carries libsndfile 1.2.2), Python 3.11.
# Behaviour: 960 samples written are 3 blocks of 65 bytes (320 samples each); the file says so in its data chunk
# (195 bytes) and fact chunk (960), but reading gives 1280 samples: the pad byte counts as a fourth block. With an
# even number of blocks the length is right.
# Why it surprises: a RIFF chunk's size leaves out the pad byte (Multimedia Programming Interface and Data
# Specifications 1.0, "Chunks"), the fact chunk is there to tell the length of compressed sound (same document, "FACT
# chunk"), and a library should read back the length that it wrote.
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
import struct
import sys

import numpy as np
import soundfile

RATE = 8000
BLOCK_SAMPLES, BLOCK_BYTES = 320, 65


def chunk(wav, name):
    position = wav.index(name)
    return struct.unpack_from("<I", wav, position + 4)[0], wav[position + 8 :]


seen, so = [f"libsndfile {soundfile.__libsndfile_version__}"], True
for blocks in (3, 4):
    samples = blocks * BLOCK_SAMPLES
    sound = 0.3 * np.sin(2 * np.pi * 440 * np.arange(samples) / RATE)
    target = io.BytesIO()
    soundfile.write(target, sound, RATE, format="WAV", subtype="GSM610")
    wav = target.getvalue()
    size_bytes = chunk(wav, b"data")[0]
    fact = struct.unpack_from("<I", chunk(wav, b"fact")[1])[0]
    read = len(soundfile.read(io.BytesIO(wav))[0])
    seen.append(f"{samples} written, data of {size_bytes} bytes, fact {fact}, {read} read")
    so &= size_bytes == blocks * BLOCK_BYTES and fact == samples
    so &= read == samples + (BLOCK_SAMPLES if blocks % 2 else 0)
seen = "; ".join(seen)
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
