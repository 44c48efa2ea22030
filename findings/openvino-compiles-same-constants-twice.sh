#!/usr/bin/env bash
# OpenVINO keeps the constants anew for each compilation of the very same model object.
# Seen with: openvino 2026.4.1, device CPU, x86-64, Linux, Python 3.11.
# Behaviour: a model with one constant of 64 MiB, made with shared memory, costs no memory of its own; each
# compile_model() of it on the same Core costs another 64 MiB of private memory that stays while the compiled model
# lives. A second infer request of one compiled model costs nothing.
# Why it surprises: the guide "Optimizing memory usage" speaks of extensive memory sharing, by which consecutive
# compilations of the same model reuse what is in memory, and a constant never changes. Two compilations (say one
# for latency and one for throughput) of a model of 1 GB hold 2 GB and more.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet openvino==2026.4.1 numpy==2.4.6; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: openvino==2026.4.1 numpy==2.4.6" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - <<'EOF'
import gc
import sys

import numpy as np
import openvino
from openvino import opset13

ROWS, COLUMNS = 4096, 4096
CONSTANT_MIB = ROWS * COLUMNS * 4 / 2**20


def private_mib():
    gc.collect()
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon")) / 1024


weights = np.random.default_rng(0).standard_normal((ROWS, COLUMNS), dtype=np.float32)
data = opset13.parameter([1, ROWS], openvino.Type.f32, name="data")
constant = opset13.constant(weights, shared_memory=True)
model = openvino.Model([opset13.matmul(data, constant, False, False)], [data], "product")
core = openvino.Core()
settings = {"INFERENCE_PRECISION_HINT": "f32", "NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": 1}
ones = np.ones((1, ROWS), np.float32)

kept, grown = [], []
for _ in range(3):
    before = private_mib()
    compiled = core.compile_model(model, "CPU", settings)
    request = compiled.create_infer_request()
    request.infer([ones])
    kept += [compiled, request]
    grown.append(private_mib() - before)
before = private_mib()
request = kept[0].create_infer_request()
request.infer([ones])
by_request = private_mib() - before
seen = (
    f"constant of {CONSTANT_MIB:.0f} MiB; private memory grew by {', '.join(f'{mib:.0f}' for mib in grown)} MiB "
    f"with three compilations, {by_request:.0f} MiB with one more request"
)
so = min(grown[1:]) > 0.8 * CONSTANT_MIB and by_request < 0.2 * CONSTANT_MIB
print(f"still so: {seen}") if so else sys.exit(f"no longer so: {seen}")
EOF
