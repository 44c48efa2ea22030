"""Joins audio, codec and container: recordings in, ``.sqc`` out, and back. Importing this loads no torch.

It settles one thing that torch reads when it is loaded: its threads sleep while they wait for each other. Those of GNU
OpenMP otherwise spin, and where another program needs the processor too, the codec then becomes up to nine times
slower. A choice of the user's own (``OMP_WAIT_POLICY`` in the environment) stays.
"""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
