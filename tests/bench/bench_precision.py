"""What it costs to store weights of the family spectral in 8 bits a number, as they are shipped, beside 16.

    python tests/bench/bench_precision.py --weights run/weights.safetensors --data CORPUS [--mix FILE:SHARE]

WEIGHTS are those of a run, before they are packed; CORPUS is a packed corpus, of whose dev speakers the first seconds
are coded as a whole. PESQ-WB, STOI and SI-SDR of each number of tokens that a frame may have, of the same clips.
"""

import argparse
from pathlib import Path

from sqcodec_gui.codec.spectral.export import network_of
from sqcodec_gui.codec.spectral.weight_packing import FLOAT16, PRECISION, pack, unpack
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.evaluate import dev_excerpts
from sqcodec_gui.training.mixing import file_and_share, mixed
from sqcodec_gui.training.spectral_trainer import dev_scores

FORMS = {"16 bits": (("*", FLOAT16),), "8 bits, as shipped": PRECISION}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--mix", type=file_and_share, action="append", default=[], metavar="FILE:SHARE")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--speakers", type=int, default=22)
    parser.add_argument("--seconds", type=float, default=6.0)
    options = parser.parse_args()
    tensors = mixed(options.weights, options.mix)
    excerpts = dev_excerpts(Corpus(options.data), options.speakers, options.seconds)
    print(f"{len(excerpts)} speakers, {options.seconds:g} s each\n")
    print("| | tokens a frame | PESQ-WB | STOI | SI-SDR, dB |\n|---|---|---|---|---|")
    for form, precision in FORMS.items():
        network = network_of(unpack(pack(tensors, precision)))
        scores = dev_scores(network, excerpts)
        for tokens in network.architecture.nested_tokens:
            row = [scores[f"dev_{name}_{tokens}"] for name in ("pesq", "stoi", "si_sdr_db")]
            print(f"| {form} | {tokens} | {row[0]:.4f} | {row[1]:.4f} | {row[2]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
