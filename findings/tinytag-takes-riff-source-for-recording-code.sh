#!/usr/bin/env bash
# tinytag gives the source of a WAV file as its International Standard Recording Code.
# Seen with: tinytag 2.3.2, Python 3.11.
# Behaviour: the text of the chunk ISRC in a RIFF INFO list comes out under the key "isrc", where the tags of other
# formats put the recording code (ID3's TSRC, Vorbis' ISRC).
# Why it surprises: in RIFF the four letters stand for "source", the person or organisation that supplied the
# original (Multimedia Programming Interface and Data Specifications 1.0, "INFO List Chunk"); archives write
# sentences there. A recording code is twelve letters and digits (ISO 3901). Only the name is the same.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet tinytag==2.3.2; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: tinytag==2.3.2" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import io
import struct
import sys

from tinytag import TinyTag

SOURCE = "Given by the City Archive, reel 12"


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
info = b"INFO" + chunk(b"INAM", b"Talk\0") + chunk(b"ISRC", SOURCE.encode() + b"\0")
content = b"WAVE" + chunk(b"fmt ", form) + chunk(b"data", bytes(1600)) + chunk(b"LIST", info)
tags = TinyTag.get("talk.wav", file_obj=io.BytesIO(chunk(b"RIFF", content))).as_dict()
seen = f"title {tags.get('title')}, isrc {tags.get('isrc')}"
so = tags.get("title") == ["Talk"] and tags.get("isrc") == [SOURCE]
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
