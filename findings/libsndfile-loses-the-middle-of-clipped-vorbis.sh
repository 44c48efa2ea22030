#!/usr/bin/env bash
# libsndfile takes the samples that a clipped Vorbis file leaves out at its beginning away from its middle.
# Seen with: soundfile 0.14.0 (its wheel carries libsndfile 1.2.2), numpy 2.4.6, Python 3.11, Linux.
# Behaviour: of a Vorbis file whose granule positions say that it begins 1,000 samples inside its first audio page,
# libsndfile gives those 1,000 samples all the same, and then leaves out 1,000 others where that page ends: everything
# before is 23 ms late, and sound is missing in the middle, with a click. The length is right, and nothing is said.
# Why it surprises: that is how Ogg Vorbis cuts at a sample. "vorbis-clip.txt" of libvorbis explains that the offset at
# the start follows from the first page's granule position, and has the decoder drop what lies before.
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
import struct
import sys

import numpy as np
import soundfile

RATE, SECONDS, LEFT_OUT = 44_100, 3, 1_000


def crc_of(page):
    """RFC 3533, section 6: polynomial 0x04c11db7, no reflection, from zero."""
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return crc


def clipped(data):
    """The same packets, whose granule positions begin LEFT_OUT samples inside the first audio page."""
    result, at, ends = b"", 0, []
    while at < len(data):
        segments = data[at + 26]
        size = 27 + segments + sum(data[at + 27 : at + 27 + segments])
        page = bytearray(data[at : at + size])
        (granule,) = struct.unpack_from("<q", page, 6)
        if granule > 0:
            ends.append(granule)
            struct.pack_into("<q", page, 6, granule - LEFT_OUT)
            page[22:26] = bytes(4)
            struct.pack_into("<I", page, 22, crc_of(page))
        result, at = result + bytes(page), at + size
    return result, ends[0]


count = np.arange(SECONDS * RATE)
sweep = (0.5 * np.sin(2 * np.pi * (200 + 400 * count / len(count)) * count / RATE)).astype(np.float32)
soundfile.write("whole.ogg", sweep, RATE, format="OGG", subtype="VORBIS")
whole, _ = soundfile.read("whole.ogg", dtype="float32")
with open("whole.ogg", "rb") as source, open("clipped.ogg", "wb") as target:
    data, first_page_samples = clipped(source.read())
    target.write(data)
got, _ = soundfile.read("clipped.ogg", dtype="float32")
right = np.array_equal(got, whole[LEFT_OUT:])
same = np.flatnonzero(got != whole[: len(got)])
cut_at = int(same[0]) if len(same) else len(got)
then = np.array_equal(got[cut_at:], whole[cut_at + LEFT_OUT :])
seen = f"{len(got)} of {len(whole)} samples, clipped at the start: {right}; left out after {cut_at} samples instead: {then}"
so = len(got) == len(whole) - LEFT_OUT and not right and then and 0 < cut_at <= first_page_samples
print(f"still so: {seen} (the first page holds {first_page_samples})") if so else sys.exit(f"no longer so: {seen}")
EOF
