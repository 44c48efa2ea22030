#!/usr/bin/env bash
# libsndfile reads the first link of a chained Ogg file and takes it for the whole.
# Seen with: soundfile 0.14.0 (its wheel carries libsndfile 1.2.2), Python 3.11.
# Behaviour: of two whole Ogg streams (one second each) one after the other in a file, Vorbis as well as Opus, the
# length given is one second and reading ends there, without an error or a warning.
# Why it surprises: RFC 3533 section 4 defines such chaining ("sequential multiplexing") as part of the format, and
# says that joining files suffices; internet radio recordings are made so. Who copies such a file loses the rest.
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


def stored(subtype, frequency):
    sound = 0.3 * np.sin(2 * np.pi * frequency * np.arange(RATE) / RATE)
    target = io.BytesIO()
    soundfile.write(target, sound, RATE, format="OGG", subtype=subtype)
    return target.getvalue()


def serial(ogg):
    return ogg[14:18]


seen, so = [f"libsndfile {soundfile.__libsndfile_version__}"], True
for subtype in ("VORBIS", "OPUS"):
    first = stored(subtype, 440)
    second = stored(subtype, 880)
    while serial(second) == serial(first):  # serial numbers are drawn by chance and have to differ in a chain
        second = stored(subtype, 880)
    parts = [len(soundfile.read(io.BytesIO(part))[0]) for part in (first, second)]
    told = soundfile.info(io.BytesIO(first + second)).frames
    read = len(soundfile.read(io.BytesIO(first + second))[0])
    seen.append(f"{subtype}: links of {parts} frames, chained: {told} told, {read} read")
    so &= parts == [RATE, RATE] and told == read == RATE
seen = "; ".join(seen)
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
