#!/usr/bin/env bash
# FFmpeg copies part of a FLAC and leaves the length and the checksum of the whole in its header.
# Seen with: PyAV 18.1.0 (FFmpeg 8), soundfile 0.14.0 (libsndfile 1.2.2), numpy 2.4.6, Python 3.11.
# Behaviour: the first two seconds of a FLAC of ten, copied packet by packet into another FLAC (as "-c copy -t 2" does),
# become a file whose header still says ten seconds, with the MD5 of all ten. FFmpeg tells ten seconds of it and decodes
# two; libsndfile tells ten, and an error instead of the two when all is asked for at once.
# Why it surprises: RFC 9639, 8.2 (STREAMINFO): the total of samples may be 0 for "not known", the MD5 too, and FFmpeg
# writes both right when it encodes. Whoever looks at such a file cannot tell it from one that was cut off on its way.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
packages="av==18.1.0 soundfile==0.14.0 numpy==2.4.6"
# shellcheck disable=SC2086
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet $packages; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: $packages" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import io
import sys

import av
import numpy as np
import soundfile

RATE_HZ = 16_000


def total_and_md5(flac):
    """STREAMINFO is the first block: 8 bytes behind the start, its total in the last 36 bits before the MD5."""
    return int.from_bytes(flac[18:26]) & (1 << 36) - 1, flac[26:42].hex()


def copy_of_first(flac, seconds):
    """What "ffmpeg -i ten.flac -c copy -t 2 two.flac" does."""
    target = io.BytesIO()
    with av.open(io.BytesIO(flac)) as source, av.open(target, "w", format="flac") as container:
        track = source.streams.audio[0]
        copied = container.add_stream_from_template(track)
        for packet in source.demux(track):
            if packet.dts is not None and packet.pts * packet.time_base < seconds:
                packet.stream = copied
                container.mux(packet)
    return target.getvalue()


def decoded_samples(flac):
    with av.open(io.BytesIO(flac)) as container:
        return sum(frame.samples for frame in container.decode(audio=0))


sound = (0.3 * np.sin(2 * np.pi * 440 * np.arange(10 * RATE_HZ) / RATE_HZ)).astype(np.float32)
whole = io.BytesIO()
soundfile.write(whole, sound, RATE_HZ, format="FLAC", subtype="PCM_16")
cut = copy_of_first(whole.getvalue(), 2)
print("of the whole, in its header:", *total_and_md5(whole.getvalue()))
print("of the copied part:         ", *total_and_md5(cut))
print("decoded from the part:      ", decoded_samples(cut))
file = soundfile.SoundFile(io.BytesIO(cut))
print("libsndfile tells:           ", file.frames)
try:
    given = str(len(file.read()))
except soundfile.LibsndfileError as error:
    given = f"error: {error}"
print("libsndfile gives:           ", given)
is_so = (
    total_and_md5(cut) == total_and_md5(whole.getvalue())
    and 2 * RATE_HZ <= decoded_samples(cut) < 2.5 * RATE_HZ
    and file.frames == 10 * RATE_HZ
    and given.startswith("error")
)
print("still so" if is_so else "no longer so")
sys.exit(0 if is_so else 1)
EOF
