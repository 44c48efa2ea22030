#!/usr/bin/env bash
# bagit-python makes a bag that it calls invalid itself, where a file's name holds "%0A" or "%0D" as letters.
# Seen with: bagit 1.9.0, Python 3.11, Linux.
# Behaviour: in a manifest it writes line ends in names as %0A and %0D and reads them back, but it writes "%" as it is
# and never reads %25. So a file that is called "a%0Ab" is looked for as "a", line end, "b"; and a name in a bag of
# another tool that says %25, as it must, is looked for with these three letters.
# Why it surprises: RFC 8493, section 2.1.3, has all three encoded, "%" as %25, so that each name comes back as it was.
# make_bag() says nothing; only who validates the new bag learns that it cannot be read.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet bagit==1.9.0 setuptools==80.9.0; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: bagit==1.9.0 setuptools==80.9.0" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import sys
from pathlib import Path

import bagit


def is_valid(folder):
    try:
        return bagit.Bag(folder).validate()
    except bagit.BagError:
        return False


def made(folder, name):
    Path(folder).mkdir()
    Path(folder, name).write_text("x")
    bagit.make_bag(folder)
    return folder


fine, own, others = made("fine", "a\nb"), made("own", "a%0Ab"), made("others", "100%")
manifests = [*Path(others).glob("manifest-*.txt")]
written = [path.read_text().split()[-1] for path in manifests]
for path in Path(others).glob("tagmanifest-*.txt"):
    path.unlink()  # they would differ now
for path in manifests:
    path.write_text(path.read_text().replace("100%", "100%25"))  # as RFC 8493 has it
seen = f"line end: {is_valid(fine)}, '%0A' as letters: {is_valid(own)}, '%' is written {written[0]}, %25: {is_valid(others)}"
so = is_valid(fine) and not is_valid(own) and written[0] == "data/100%" and not is_valid(others)
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
PY
