#!/usr/bin/env bash
# pystoi gives a short recording that is perfect the score of the worst.
# Seen with: pystoi 0.4.1, Python 3.11.
# Behaviour: 0.3 s of sound compared with itself gives 0.00001, with a RuntimeWarning and no error; 1 s of the same
# sound compared with itself gives 1. Python shows such a warning once for a place, however many files follow.
# Why it surprises: the function's documentation promises a score that rises with intelligibility and names no least
# length nor this value; a mean over many short utterances (digits, commands) sinks by numbers that measure nothing.
# What cannot be measured (fewer than 30 frames, 384 ms, in the paper that it cites: Taal et al. 2011, section II) would
# be expected as an error or "not a number".
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet pystoi==0.4.1 numpy==2.4.6 scipy==1.17.1; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: pystoi==0.4.1 numpy==2.4.6 scipy==1.17.1" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import sys
import warnings

import numpy as np
from pystoi import stoi

RATE = 10000
sound = np.random.default_rng(0).standard_normal(RATE)


def score(duration_s):
    part = sound[: round(duration_s * RATE)]
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        return float(stoi(part, part.copy(), RATE)), [warning.category.__name__ for warning in warned]


short, whole = score(0.3), score(1.0)
documented = "least" in stoi.__doc__ or "short signal" in stoi.__doc__ or "1e-5" in stoi.__doc__
seen = f"compared with itself: 0.3 s {short}, 1 s {whole}"
so = short == (1e-5, ["RuntimeWarning"]) and abs(whole[0] - 1) < 1e-6 and not documented
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
