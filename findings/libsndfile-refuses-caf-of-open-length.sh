#!/usr/bin/env bash
# libsndfile cannot open a CAF file whose data chunk leaves its size open.
# Seen with: soundfile 0.14.0 (its wheel carries libsndfile 1.2.2), Python 3.11.
# Behaviour: a CAF file that opens with the true size of its data chunk is refused once that size is -1, with an
# error without a text.
# Why it surprises: Apple's Core Audio Format Specification, "Audio Data Chunk", allows the size -1 for a last data
# chunk of unknown length, and names as a strength of the format that a recording which breaks off stays readable.
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
pcm = (8000 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(">i2").tobytes()


def caf(size):
    description = struct.pack(">d4sIIIII", RATE, b"lpcm", 0, 2, 1, 1, 16)
    start = struct.pack(">4sHH4sq", b"caff", 1, 0, b"desc", len(description)) + description
    return start + struct.pack(">4sqI", b"data", size, 0) + pcm


def opened(size):
    try:
        soundfile.info(io.BytesIO(caf(size)))
    except soundfile.LibsndfileError as error:
        return f"refused (code {error.code})"
    return "opened"


true, unknown = opened(4 + len(pcm)), opened(-1)
seen = f"libsndfile {soundfile.__libsndfile_version__}: true size {true}, size -1 {unknown}"
so = true == "opened" and unknown.startswith("refused")
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
